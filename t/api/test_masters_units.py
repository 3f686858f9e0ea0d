"""Units: their code is what all else refers to, their ratio is fixed once it counts."""
from making import category, code, faults, item, unit

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


def test_a_base_has_no_base(admin):
    dozen = unit(admin, base_uom="PCS", numerator=12)
    answer = admin.post(UOMS, json={"code": code(), "name": "x", "base_uom": dozen["code"], "numerator": 12})
    assert faults(answer) == {("body", "base_uom"): "not_a_base"}
    base = unit(admin)
    unit(admin, base_uom=base["code"], numerator=3)
    assert admin.put(f"{UOMS}/{base['id']}", json={"base_uom": "PCS", "numerator": 2}).status_code == 409


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
