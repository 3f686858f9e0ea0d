"""Units: their code is what all else refers to, their ratio is fixed once it counts."""
from making import category, code, faults, item, location, posted, unit

UOMS = "/api/masters/uoms"


def test_a_unit_is_read_by_its_code(admin):
    first = unit(admin)
    assert first["id"] == first["code"]
    assert admin.get(f"{UOMS}/{first['code']}").json()["name"] == first["name"]


def test_its_code_is_fixed(admin):
    first = unit(admin)
    answer = admin.put(f"{UOMS}/{first['id']}", json={"code": code()})
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"


def test_its_places_only_grow(admin):
    first = unit(admin, decimals=2)
    assert faults(admin.put(f"{UOMS}/{first['id']}", json={"decimals": 1})) == {
        ("body", "decimals"): "greater_than_equal"}
    assert admin.put(f"{UOMS}/{first['id']}", json={"decimals": 3}).json()["decimals"] == 3


def test_a_ratio_may_change_until_it_is_used(admin):
    carton = unit(admin, base_uom="PCS", numerator=12)
    assert admin.put(f"{UOMS}/{carton['id']}", json={"numerator": 24}).status_code == 200
    item(admin, packs=[{"uom": carton["code"], "numerator": 6}])
    answer = admin.put(f"{UOMS}/{carton['id']}", json={"numerator": 36})
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"
    assert admin.put(f"{UOMS}/{carton['id']}", json={"name": "Carton"}).status_code == 200


def test_the_ratio_of_an_items_unit_is_fixed(admin):
    first = unit(admin)
    item(admin, uom=first["code"])
    assert admin.put(f"{UOMS}/{first['id']}", json={"base_uom": "PCS", "numerator": 2}).status_code == 409


def ratio(answer):
    got = answer if isinstance(answer, dict) else answer.json()
    return got.get("base_uom"), got["numerator"], got["denominator"]


def test_the_root_of_a_base_is_kept_with_the_reduced_ratio_to_it(admin):
    dozen = unit(admin, base_uom="PCS", numerator=12)
    gross = unit(admin, base_uom=dozen["code"], numerator=24, denominator=2)
    assert ratio(gross) == ("PCS", 144, 1)
    assert ratio(admin.get(f"{UOMS}/{gross['id']}")) == ("PCS", 144, 1)
    assert ratio(admin.put(f"{UOMS}/{gross['id']}", json={"base_uom": dozen["code"], "numerator": 6, "denominator": 4})) == (
        "PCS", 18, 1)
    assert ratio(admin.put(f"{UOMS}/{dozen['id']}", json={"numerator": 10})) == ("PCS", 10, 1)
    assert ratio(admin.get(f"{UOMS}/{gross['id']}")) == ("PCS", 18, 1)


def test_what_was_read_of_a_unit_is_sent_back_without_a_change(admin):
    pound = unit(admin, base_uom="KG", numerator=45359237, denominator=100000000)
    ounce = unit(admin, base_uom=pound["code"], numerator=1, denominator=16)
    item(admin, uom=ounce["code"])
    assert admin.put(f"{UOMS}/{ounce['id']}", json=ounce).json() == ounce
    assert admin.put(f"{UOMS}/{ounce['id']}", json={"base_uom": pound["code"], "numerator": 1, "denominator": 16}).json() == ounce


def test_the_exact_ounce_is_a_unit_whichever_way_it_is_given(admin):
    pound = unit(admin, base_uom="KG", numerator=45359237, denominator=100000000)
    exact = ("KG", 45359237, 1600000000)
    assert ratio(unit(admin, base_uom="KG", numerator=45359237, denominator=1600000000)) == exact
    assert ratio(unit(admin, base_uom="G", numerator=28349523125, denominator=1000000000)) == exact
    ounce = unit(admin, base_uom=pound["code"], numerator=1, denominator=16, decimals=3)
    assert ratio(ounce) == exact
    nuts = item(admin, uom="KG")
    got = posted(admin, item_id=nuts["id"], location_id=location(admin)["id"], transaction_type="receipt",
                 quantity=1600000, uom=ounce["code"])
    assert (got["lines"][0]["quantity"], got["lines"][0]["entered_uom"]) == (45359.237, ounce["code"])


def test_a_ratio_beyond_what_is_kept_is_refused(admin):
    large = unit(admin, base_uom="PCS", numerator=10**12)
    small = unit(admin, base_uom="PCS", denominator=10**12)
    body = {"code": code(), "name": "x"}
    for base, numerator, denominator in ((large, 2, 1), (small, 1, 2), (large, 10**12, 1), (small, 1, 10**12)):
        answer = admin.post(UOMS, json=body | {"base_uom": base["code"], "numerator": numerator, "denominator": denominator})
        assert faults(answer) == {("body", "base_uom"): "ratio_range"}
    assert faults(admin.post(UOMS, json=body | {"base_uom": "PCS", "numerator": 10**12 + 1})) == {
        ("body", "numerator"): "less_than_equal"}
    huge, thing = unit(admin, base_uom="KG", numerator=10**12 - 11), unit(admin, base_uom="KG", denominator=10**12 - 39)
    body = {"item_id": item(admin, uom=thing["code"])["id"], "location_id": location(admin)["id"],
            "transaction_type": "receipt", "quantity": 1, "uom": huge["code"]}
    assert faults(admin.post("/api/inventory/transactions", json=body)) == {("body", "uom"): "ratio_range"}


def test_no_units_are_multiples_of_each_other(admin):
    base = unit(admin)
    other = unit(admin, base_uom=base["code"], numerator=3)
    assert admin.put(f"{UOMS}/{base['id']}", json={"base_uom": "PCS", "numerator": 2}).status_code == 409
    answer = admin.put(f"{UOMS}/{base['id']}", json={"base_uom": other["code"], "numerator": 2})
    assert answer.status_code in (409, 422)
    assert ratio(admin.get(f"{UOMS}/{base['id']}")) == (None, 1, 1)


def test_a_unit_is_named_in_any_case(admin):
    first = item(admin, uom="kg", packs=[{"uom": "bOx", "numerator": 25}])
    assert (first["uom"], first["packs"][0]["uom"]) == ("KG", "BOX")
    answer = admin.put(f"/api/masters/items/{first['id']}", json={"uom": "Kg", "packs": [{"uom": "roll", "numerator": 5}]}).json()
    assert (answer["uom"], answer["packs"][0]["uom"]) == ("KG", "ROLL")
    assert category(admin, allowed_uoms=["pcs", "Ml"])["allowed_uoms"] == ["PCS", "ML"]
    pound = unit(admin, base_uom="kg", numerator=45359237, denominator=100000000)
    assert pound["base_uom"] == "KG"
    assert first["id"] in [i["id"] for i in admin.get("/api/masters/items", params={"uom": "kG", "sort": "-id"}).json()]
    assert pound["code"] in [u["code"] for u in admin.get(UOMS, params={"base_uom": "kg", "limit": 1000}).json()]
    assert admin.get(f"{UOMS}/kg").json()["code"] == "KG"


def test_the_ratio_that_stock_was_posted_by_is_fixed(admin):
    carton = unit(admin, base_uom="PCS", numerator=12)
    thing, place = item(admin), location(admin)
    assert admin.put(f"{UOMS}/{carton['id']}", json={"numerator": 24}).status_code == 200
    got = posted(admin, item_id=thing["id"], location_id=place["id"], transaction_type="receipt", quantity=2,
                 uom=carton["code"].lower())
    assert (got["uom"], got["lines"][0]["entered_uom"], got["lines"][0]["quantity"]) == (carton["code"], carton["code"], 48)
    answer = admin.put(f"{UOMS}/{carton['id']}", json={"numerator": 36})
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"


def test_it_is_not_its_own_base(admin):
    first = unit(admin)
    answer = admin.put(f"{UOMS}/{first['id']}", json={"base_uom": first["code"]})
    assert faults(answer)[("body", "base_uom")] == "cycle"


def test_a_ratio_needs_a_base(admin):
    assert faults(admin.post(UOMS, json={"code": code(), "name": "x", "numerator": 2})) == {
        ("body", "base_uom"): "missing"}


def test_a_ratio_is_above_zero(admin):
    answer = admin.post(UOMS, json={"code": code(), "name": "x", "base_uom": "PCS", "numerator": 0, "denominator": 0})
    assert set(faults(answer)) == {("body", "numerator"), ("body", "denominator")}


def test_a_unit_in_use_stays_active(admin):
    for use in (lambda u: item(admin, uom=u), lambda u: item(admin, packs=[{"uom": u, "numerator": 2}]),
                lambda u: category(admin, allowed_uoms=[u]), lambda u: unit(admin, base_uom=u, numerator=2)):
        first = unit(admin)
        use(first["code"])
        answer = admin.delete(f"{UOMS}/{first['id']}")
        assert answer.status_code == 409 and answer.json()["code"] == "in_use"


def test_a_fresh_system_has_units_with_their_international_codes(admin):
    units = {u["code"]: u.get("rec20") for u in admin.get(UOMS, params={"limit": 1000}).json()}
    assert {"PCS": "H87", "KG": "KGM", "G": "GRM", "L": "LTR", "ML": "MLT", "M": "MTR"}.items() <= units.items()
