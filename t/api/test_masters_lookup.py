"""What a scanned code names."""
from making import code, faults, item, location, made, posted


def look(client, text):
    return client.get("/api/lookup", params={"code": text})


def test_an_item_by_its_code_or_barcode(admin):
    first = item(admin, barcode=code("4"))
    for text in (first["item_code"], first["item_code"].lower(), first["barcode"], f" {first['barcode']} "):
        found = look(admin, text).json()
        assert (found["kind"], found["id"], found["code"], found["uom"]) == (
            "item", first["id"], first["item_code"], "PCS")


def test_a_pack_by_its_barcode(admin):
    first = item(admin, packs=[{"uom": "BOX", "numerator": 100, "barcode": code("4")}])
    found = look(admin, first["packs"][0]["barcode"]).json()
    assert (found["kind"], found["id"], found["uom"], found["numerator"], found["denominator"]) == (
        "pack", first["id"], "BOX", 100, 1)


def test_places_recipients_and_postings(admin):
    place = location(admin)
    recipient = made(admin, "recipients", code=code("R"), name="Someone")
    posting = posted(admin, item_id=item(admin)["id"], transaction_type="receipt", quantity=1, location_id=place["id"])
    assert (look(admin, place["code"]).json()["kind"], look(admin, place["code"]).json()["id"]) == ("location", place["id"])
    assert (look(admin, recipient["code"]).json()["kind"], look(admin, recipient["code"]).json()["name"]) == (
        "recipient", "Someone")
    assert look(admin, posting["number"].lower()).json()["id"] == posting["id"]


def test_what_may_not_be_seen_is_not_found(product):
    posting = posted(product.admin, item_id=item(product.admin)["id"], transaction_type="receipt", quantity=1,
                     location_id="loc-001")
    assert look(product.role("viewer"), posting["number"]).status_code == 404
    assert look(product.role("staff"), posting["number"]).status_code == 200


def test_nothing_is_404_and_no_code_is_422(admin):
    assert look(admin, "no such thing").status_code == 404
    assert faults(admin.get("/api/lookup")) == {("query", "code"): "missing"}
    assert faults(admin.get("/api/lookup", params={"code": "x", "q": "y"})) == {("query", "q"): "extra_forbidden"}
