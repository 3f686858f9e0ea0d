"""A scan has one meaning, whoever asks: the lookup, a posting by its code or by its barcode."""
import random

import pytest

from making import code, faults, item, location, made, posted
from stores import delete_one, put_one

ITEMS = "/api/masters/items"
POST = "/api/inventory/transactions"


def gtin(length=13):
    """A number with a right check digit."""
    digits = random.choice("123456789") + "".join(random.choices("0123456789", k=length - 2))
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def look(client, text, **more):
    return client.get("/api/lookup", params={"code": text} | more)


def look_many(client, codes, **more):
    answer = client.post("/api/lookup", json={"codes": codes} | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def meanings(client, text):
    """The item and unit that each way to ask gives for a code."""
    got = []
    for field in ("item_code", "barcode"):
        line = client.post(POST, json={field: text, "location_id": "loc-001", "transaction_type": "receipt",
                                       "quantity": 1}).json()["lines"][0]
        got.append((line["item_id"], line["entered_uom"]))
    for found in (look(client, text).json(), look_many(client, [text])[0]["found"]):
        got.append((found["id"], found["uom"]))
    return got


def test_no_code_is_anothers_barcode(admin):
    barcode = gtin()
    first = item(admin, barcode=barcode)
    again = admin.post(ITEMS, json={"item_code": barcode, "item_name": "B", "category_id": "cat-001", "uom": "PCS"})
    assert (again.status_code, again.json()["code"], again.json()["loc"]) == (409, "duplicate", ["body", "item_code"])
    assert again.json()["existing_id"] == first["id"]
    assert meanings(admin, barcode) == [(first["id"], "PCS")] * 4


def test_no_barcode_is_anothers_code_of_now_or_before(admin):
    first, second, old = item(admin), item(admin), code("OLD")
    admin.put(f"{ITEMS}/{first['id']}", json={"item_code": old})
    admin.put(f"{ITEMS}/{first['id']}", json={"item_code": code("NEW")})
    for taken in (first["item_code"].lower(), old):
        for change, loc in (({"barcode": taken}, ["body", "barcode"]),
                            ({"barcodes": [code("4"), taken]}, ["body", "barcodes", 1]),
                            ({"packs": [{"uom": "BOX", "numerator": 2, "barcode": taken}]},
                             ["body", "packs", 0, "barcode"])):
            answer = admin.put(f"{ITEMS}/{second['id']}", json=change)
            assert (answer.status_code, answer.json()["loc"], answer.json()["existing_id"]) == (409, loc, first["id"])


@pytest.mark.parametrize("stored, scanned", [(12, 13), (13, 14), (8, 14), (14, 14), (12, 14)])
def test_a_gtin_is_one_code_in_each_of_its_lengths(admin, stored, scanned):
    number = gtin(stored)
    first = item(admin, barcodes=[number])
    assert meanings(admin, number.zfill(scanned)) == [(first["id"], "PCS")] * 4
    again = admin.post(ITEMS, json={"item_code": number.zfill(scanned), "item_name": "B", "category_id": "cat-001",
                                    "uom": "PCS"})
    assert (again.status_code, again.json()["existing_id"]) == (409, first["id"])
    for words in (number, number.zfill(scanned)):
        assert [i["id"] for i in admin.get(ITEMS, params={"q": words}).json()] == [first["id"]], words


def test_digits_without_a_right_check_digit_are_as_they_are(admin):
    number = gtin(12)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    first, second = item(admin, barcode=wrong), item(admin, barcode="0" + wrong)
    assert (look(admin, wrong).json()["id"], look(admin, "0" + wrong).json()["id"]) == (first["id"], second["id"])
    assert look(admin, "00" + wrong).status_code == 404


# --- several barcodes ---

def test_an_item_has_several_barcodes_and_each_finds_it(admin):
    codes = [gtin(), gtin(8), code("4")]
    first = item(admin, barcodes=codes)
    assert (first["barcode"], first["barcodes"]) == (codes[0], codes)
    for one in codes:
        assert meanings(admin, one) == [(first["id"], "PCS")] * 4
        assert [i["id"] for i in admin.get(ITEMS, params={"q": one}).json()] == [first["id"]]


def test_the_barcode_alone_replaces_the_first(admin):
    a, b, c = code("4"), code("4"), code("4")
    first = item(admin, barcodes=[a, b])

    def change(**fields):
        answer = admin.put(f"{ITEMS}/{first['id']}", json=fields)
        assert answer.status_code == 200, answer.text
        return answer.json().get("barcode"), answer.json()["barcodes"]

    assert change(barcode=c) == (c, [c, b])
    assert look(admin, a).status_code == 404
    assert change(barcode=b) == (b, [b, c])
    assert change(barcode=None) == (c, [c])
    assert change(barcodes=[]) == (None, [])
    assert change(barcode=a) == (a, [a])
    assert change(barcodes=None) == (None, [])
    assert item(admin, barcode=a)["barcodes"] == [a]


def test_what_was_read_can_be_sent_back(admin):
    first = item(admin, barcodes=[code("4"), code("4")])
    path = f"{ITEMS}/{first['id']}"
    assert admin.put(path, json=first).json()["version"] == first["version"]
    new, newer = code("4"), code("4")
    assert admin.put(path, json=first | {"barcode": new}).json()["barcodes"] == [new, first["barcodes"][1]]
    now = admin.get(path).json()
    assert admin.put(path, json=now | {"barcodes": [newer]}).json()["barcode"] == newer
    now = admin.get(path).json()
    assert faults(admin.put(path, json=now | {"barcode": code("4"), "barcodes": [code("4")]})) == {
        ("body", "barcode"): "conflict"}


def test_one_item_has_a_barcode_once_and_a_pack_never_the_items(admin):
    number = gtin(12)
    body = {"item_name": "x", "category_id": "cat-001", "uom": "PCS"}
    assert faults(admin.post(ITEMS, json=body | {"barcodes": [number, "0" + number]})) == {
        ("body", "barcodes", 1): "duplicate"}
    pack = [{"uom": "BOX", "numerator": 3, "barcode": "00" + number}]
    assert faults(admin.post(ITEMS, json=body | {"barcodes": [number], "packs": pack})) == {
        ("body", "packs", 0, "barcode"): "duplicate"}
    assert faults(admin.post(ITEMS, json=body | {"item_code": number, "packs": pack})) == {
        ("body", "packs", 0, "barcode"): "duplicate"}
    assert faults(admin.post(ITEMS, json=body | {"barcodes": [f"X{i}" for i in range(51)]})) == {
        ("body", "barcodes"): "too_long"}


def test_the_code_may_be_its_own_barcode_and_stays_when_that_goes(admin):
    number = gtin()
    first = item(admin, item_code=number, barcodes=[number])
    assert admin.put(f"{ITEMS}/{first['id']}", json={"barcodes": []}).status_code == 200
    assert look(admin, number).json()["id"] == first["id"]
    admin.put(f"{ITEMS}/{first['id']}", json={"item_code": code()})
    admin.put(f"{ITEMS}/{first['id']}", json={"barcodes": ["0" + number]})
    admin.put(f"{ITEMS}/{first['id']}", json={"barcodes": []})
    assert look(admin, number).json()["id"] == first["id"]


def test_a_code_made_from_the_series_goes_around_a_barcode(admin):
    category = made(admin, "item-categories", code=code("C"), name="C")
    body = {"item_name": "x", "category_id": category["id"], "uom": "PCS"}
    item(admin, barcode=f"{category['code']}-000001")
    assert admin.post(ITEMS, json=body).json()["item_code"] == f"{category['code']}-000002"
    own = admin.post(ITEMS, json=body | {"barcode": f"{category['code']}-000003"}).json()
    assert own["item_code"] == f"{category['code']}-000004"


# --- the lookup ---

def test_the_item_answers_and_what_else_has_the_code_stands_beside_it(admin):
    shared = code("S")
    place = location(admin, code=shared)
    person = made(admin, "recipients", code=shared, name="Someone")
    assert [(look(admin, shared).json()["kind"]), [o["kind"] for o in look(admin, shared).json()["others"]]] == [
        "location", ["recipient"]]
    first = item(admin, barcode=shared)
    found = look(admin, shared).json()
    assert (found["kind"], found["id"]) == ("item", first["id"])
    assert [(o["kind"], o["id"], o["code"]) for o in found["others"]] == [
        ("location", place["id"], shared), ("recipient", person["id"], shared)]
    for kind, one in (("item", first), ("location", place), ("recipient", person)):
        found = look(admin, shared, kind=kind).json()
        assert (found["kind"], found["id"], found["others"]) == (kind, one["id"], [])
    assert look(admin, shared, kind="posting").status_code == 404
    assert faults(look(admin, shared, kind="supplier")) == {("query", "kind"): "enum"}


def test_an_item_answers_with_what_a_line_of_a_posting_needs(admin):
    place = location(admin)
    first = item(admin, default_location_id=place["id"], packs=[{"uom": "BOX", "numerator": 10, "barcode": gtin()}])
    for text in (first["item_code"], first["packs"][0]["barcode"]):
        found = look(admin, text).json()
        assert (found["item_uom"], found["packs"], found["default_location_id"], found["default_location_code"]) == (
            first["uom"], first["packs"], place["id"], place["code"])
    plain = look(admin, item(admin, default_location_id=None)["item_code"]).json()
    assert "default_location_id" not in plain and "default_location_code" not in plain
    assert "packs" not in look(admin, place["code"]).json()


def test_many_codes_are_looked_up_at_once_and_answered_in_order(admin):
    first, place = item(admin, packs=[{"uom": "BOX", "numerator": 10, "barcode": gtin()}]), location(admin)
    posting = posted(admin, item_id=first["id"], transaction_type="receipt", quantity=1, location_id=place["id"])
    codes = [posting["number"], "no such thing", first["item_code"].lower(), first["packs"][0]["barcode"],
             place["code"], "(01)04006381333932", first["item_code"]]
    results = look_many(admin, codes)
    assert [r["code"] for r in results] == codes
    assert [r.get("found", {}).get("kind") for r in results] == [
        "posting", None, "item", "pack", "location", None, "item"]
    assert [r.get("error") for r in results] == [None, "not_found", None, None, None, "invalid", None]
    assert "check digit" in results[5]["detail"]
    assert [r.get("error") for r in look_many(admin, codes, kind="item")] == [
        "not_found", "not_found", None, None, "not_found", "invalid", None]


def test_five_hundred_codes_and_no_more(admin):
    first = item(admin)
    assert {r["found"]["id"] for r in look_many(admin, [first["item_code"]] * 500)} == {first["id"]}
    for codes, fault in (([], "too_short"), (["x"] * 501, "too_long")):
        assert faults(admin.post("/api/lookup", json={"codes": codes})) == {("body", "codes"): fault}
    assert faults(admin.post("/api/lookup", json={})) == {("body", "codes"): "missing"}


def test_of_many_codes_too_only_what_may_be_seen_is_found(product):
    posting = posted(product.admin, item_id=item(product.admin)["id"], transaction_type="receipt", quantity=1,
                     location_id="loc-001")
    assert look_many(product.role("viewer"), [posting["number"]])[0]["error"] == "not_found"
    assert look_many(product.role("staff"), [posting["number"]])[0]["found"]["id"] == posting["id"]


# --- GS1 ---

def test_a_gs1_string_gives_item_lot_and_quantity(admin):
    each, box = gtin(12), gtin(13)
    first = item(admin, barcodes=[each], packs=[{"uom": "BOX", "numerator": 10, "barcode": box}])
    for text, unit, lot, count in ((f"]C101{each.zfill(14)}10L-7\x1d3012", "PCS", "L-7", 12),
                                   (f"(01){each.zfill(14)}(17)271231(10)L-7(30)12", "PCS", "L-7", 12),
                                   (f"01{each.zfill(14)}", "PCS", None, None),
                                   (f"(02){box.zfill(14)}(37)4(10)X", "BOX", "X", 4),
                                   (f"https://id.example/01/{each}/10/L%2D7/21/S1?30=12", "PCS", "L-7", 12)):
        found = look(admin, text).json()
        assert (found["id"], found["uom"], found.get("lot"), found.get("quantity"), found.get("quantity_uom")) == (
            first["id"], unit, lot, count, unit if count else None), text
        found = admin.get(ITEMS, params={"q": text}).json()
        assert [i["id"] for i in found] == [first["id"]], text
    assert look(admin, f"https://id.example/01/{each}/21/S1").json()["serial"] == "S1"


def test_a_net_weight_is_a_quantity_where_the_unit_converts(admin):
    weighed, counted = gtin(), gtin()
    item(admin, uom="G", barcode=weighed)
    item(admin, uom="PCS", barcode=counted)
    found = look(admin, f"(01){weighed.zfill(14)}(3103)001250(30)2").json()
    assert (found["quantity"], found["quantity_uom"], found["uom"]) == (1.25, "KG", "G")
    found = look(admin, f"(01){counted.zfill(14)}(3103)001250(30)2").json()
    assert (found["quantity"], found["quantity_uom"]) == (2, "PCS")
    assert "quantity" not in look(admin, f"(01){counted.zfill(14)}(3103)001250").json()


def test_a_gs1_string_that_cannot_be_read_names_the_place(admin):
    answer = look(admin, f"01{gtin(14)}8812345")
    assert faults(answer) == {("query", "code"): "gs1"}
    assert "character 17" in answer.json()["detail"][0]["msg"]
    assert look(admin, f"(01){gtin(14)}(10)A").status_code == 404


def test_a_line_is_posted_by_a_gs1_string(admin):
    number = gtin()
    first = item(admin, uom="KG", barcode=number)
    text = f"01{number.zfill(14)}310300125010L-7"

    def post(**line):
        return admin.post(POST, json={"barcode": text, "location_id": "loc-001", "transaction_type": "receipt"} | line)

    line = post().json()["lines"][0]
    assert (line["item_id"], line["lot"], line["quantity"]) == (first["id"], "L-7", 1.25)
    line = post(quantity=3, lot="L-7").json()["lines"][0]
    assert (line["lot"], line["quantity"]) == ("L-7", 3)
    assert faults(post(lot="other")) == {("body", "lot"): "conflict"}
    assert faults(post(barcode=f"01{number.zfill(14)}8812345", quantity=1)) == {("body", "barcode"): "gs1"}
    assert faults(post(barcode=f"01{number.zfill(14)}")) == {("body", "quantity"): "missing"}


# --- what an earlier version let two things have ---

def as_before(store, record, item_code, barcode):
    """The item as earlier versions kept it: one barcode, rows of codes of two kinds."""
    for scan in (record["item_code"], *record["barcodes"]):
        delete_one(store, "codes", f"scan:{scan.zfill(14) if scan.isdigit() else scan.lower()}")
    put_one(store, "items", record["id"], item_code=item_code, barcode=barcode, barcodes=None)
    put_one(store, "codes", f"item:{item_code.lower()}", kind="scan", record_id=record["id"])
    if barcode:
        put_one(store, "codes", f"barcode:{barcode}", kind="scan", record_id=record["id"])


def test_a_code_that_two_items_have_names_neither_until_it_is_mended(fresh):
    instance = fresh()
    admin, number = instance.admin, gtin()
    first, second = item(admin, item_code="SKU-A9", barcode=gtin()), item(admin, item_code=gtin(), packs=[])
    clean = item(admin)
    as_before(instance.store, first, "SKU-A9", number)
    as_before(instance.store, second, number, None)
    put_one(instance.store, "settings", "upgrade", value="0")
    assert "run `ccpl migrate up`" in instance.ccpl("check", check=False).stderr
    names = f"{number.zfill(14)} names SKU-A9 and {number}"
    did = instance.ccpl("migrate", "up", check=False)
    assert names in did.stdout, did.stderr
    checked = instance.ccpl("check")
    assert f"warning   {names}: remove it from all but one" in checked.stdout

    both = {("SKU-A9", first["id"]), (number, second["id"])}

    def refused(answer, loc):
        assert (answer.status_code, answer.json()["code"], answer.json()["loc"]) == (409, "ambiguous", loc), answer.text
        assert {(i["item_code"], i["id"]) for i in answer.json()["items"]} == both

    refused(look(admin, "0" + number), ["query", "code"])
    refused(look(admin, f"(01){number.zfill(14)}(10)L"), ["query", "code"])
    line = {"location_id": "loc-001", "transaction_type": "receipt", "quantity": 1}
    for field in ("barcode", "item_code"):
        refused(admin.post(POST, json=line | {field: number}), ["body", field])
        refused(admin.post(POST, json={"lines": [line | {"item_id": clean["id"]}, line | {field: number}]}),
                ["body", "lines", 1, field])
    found, lost = look_many(admin, [clean["item_code"], number])
    assert (found["found"]["id"], lost["error"], {i["id"] for i in lost["items"]}) == (
        clean["id"], "ambiguous", {i for _, i in both})
    assert look(admin, "SKU-A9").json()["id"] == first["id"]
    assert admin.get(f"{ITEMS}/{first['id']}").json()["barcodes"] == [number]

    assert admin.put(f"{ITEMS}/{first['id']}", json={"barcode": None}).status_code == 200
    assert meanings(admin, number) == [(second["id"], "PCS")] * 4
    assert number not in instance.ccpl("check").stdout
