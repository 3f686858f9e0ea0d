"""Items: their codes, units, packs and barcodes."""
import concurrent.futures
import re

from making import category, code, faults, item, location, made, posted, unit

ITEMS = "/api/masters/items"


def test_a_new_item_is_answered_whole(admin):
    answer = admin.post(ITEMS, json={"item_code": code(), "item_name": "M8x20 bolt", "category_id": "cat-001",
                                     "uom": "PCS", "min_stock_level": 10, "reorder_qty": "250"})
    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["location"] == f"{ITEMS}/{body['id']}"
    assert answer.headers["etag"] == '"1"'
    assert body["is_active"] is True and body["version"] == 1
    assert body["min_stock_level"] == 10 and body["reorder_qty"] == 250
    assert body["created_by"] == admin.user["id"]
    assert admin.get(answer.headers["location"]).json()["item_name"] == "M8x20 bolt"


def test_a_code_left_out_is_made_from_the_category(admin):
    bolts = category(admin, code=code("BOL") + "-X")
    prefix = bolts["code"].removesuffix("-X")[:10]
    codes = [made(admin, "items", item_name="Bolt", category_id=bolts["id"], uom="PCS")["item_code"]
             for _ in range(3)]
    assert codes == [f"{prefix}-00000{n}" for n in (1, 2, 3)]


def test_a_made_code_goes_around_one_given_by_hand(admin):
    bolts = category(admin)
    prefix = bolts["code"][:10]
    item(admin, item_code=f"{prefix.lower()}-000001")
    assert made(admin, "items", item_name="Bolt", category_id=bolts["id"], uom="PCS")["item_code"] == f"{prefix}-000002"


def test_made_codes_are_each_given_once(admin, product):
    bolts = category(admin)
    clients = [product.client(admin.tokens["token"]) for _ in range(4)]

    def make(n):
        return made(clients[n % 4], "items", item_name="Bolt", category_id=bolts["id"], uom="PCS")["item_code"]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(make, range(40)))
    assert codes == [f"{bolts['code'][:10]}-{n:06}" for n in range(1, 41)]


def test_a_code_is_given_once_whatever_its_case(admin):
    first = item(admin, item_code=code("Stra\u00dfe"))
    again = admin.post(ITEMS, json={"item_code": first["item_code"].upper(), "item_name": "x",
                                    "category_id": "cat-001", "uom": "PCS"})
    assert again.status_code == 409
    assert again.json()["code"] == "duplicate"
    assert again.json()["loc"] == ["body", "item_code"]
    assert again.json()["existing_id"] == first["id"]


def test_the_code_of_an_inactive_item_stays_taken(admin):
    first = item(admin)
    assert admin.delete(f"{ITEMS}/{first['id']}").status_code == 204
    again = admin.post(ITEMS, json={"item_code": first["item_code"], "item_name": "x", "category_id": "cat-001",
                                    "uom": "PCS"})
    assert again.status_code == 409


def test_two_at_once_do_not_get_the_same_code(admin, product):
    clients = [product.client(admin.tokens["token"]) for _ in range(8)]
    body = {"item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS"}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        got = sorted(pool.map(lambda c: c.post(ITEMS, json=body).status_code, clients))
    assert got == [201] + [409] * 7


def test_an_old_code_still_finds_its_item_and_is_never_given_away(admin):
    first = item(admin)
    old, new = first["item_code"], code()
    changed = admin.put(f"{ITEMS}/{first['id']}", json={"item_code": new}).json()
    assert changed["item_code"] == new and changed["former_codes"] == [old]
    assert admin.get("/api/lookup", params={"code": old.lower()}).json()["id"] == first["id"]
    assert [i["id"] for i in admin.get(ITEMS, params={"q": old}).json()] == [first["id"]]
    assert admin.post(ITEMS, json={"item_code": old, "item_name": "x", "category_id": "cat-001",
                                   "uom": "PCS"}).status_code == 409
    back = admin.put(f"{ITEMS}/{first['id']}", json={"item_code": old}).json()
    assert back["item_code"] == old and back["former_codes"] == [new]


def test_null_does_not_clear_a_code(admin):
    first = item(admin)
    assert faults(admin.put(f"{ITEMS}/{first['id']}", json={"item_code": None})) == {("body", "item_code"): "null"}


def test_a_barcode_is_given_once_among_items_and_packs(admin):
    barcode = code("4")
    first = item(admin, packs=[{"uom": "BOX", "numerator": 100, "barcode": barcode}])
    again = admin.post(ITEMS, json={"item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS",
                                    "barcode": barcode})
    assert again.status_code == 409
    assert again.json()["loc"] == ["body", "barcode"] and again.json()["existing_id"] == first["id"]


def test_a_barcode_that_was_taken_off_is_free(admin):
    barcode = code("4")
    first = item(admin, barcode=barcode)
    assert admin.put(f"{ITEMS}/{first['id']}", json={"barcode": None}).status_code == 200
    assert item(admin, barcode=barcode)["barcode"] == barcode


def test_a_barcode_may_move_between_an_item_and_its_pack(admin):
    barcode = code("4")
    first = item(admin, barcode=barcode)
    answer = admin.put(f"{ITEMS}/{first['id']}", json={
        "barcode": None, "packs": [{"uom": "BOX", "numerator": 10, "barcode": barcode}]})
    assert answer.status_code == 200, answer.text


def test_all_faults_of_packs_are_named(admin):
    answer = admin.post(ITEMS, json={
        "item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS", "barcode": "77",
        "packs": [{"uom": "PCS", "numerator": 2}, {"uom": "BOX", "numerator": 3, "barcode": "77"},
                  {"uom": "BOX", "numerator": 4}]})
    assert faults(answer) == {("body", "packs", 0, "uom"): "duplicate", ("body", "packs", 1, "barcode"): "duplicate",
                              ("body", "packs", 2, "uom"): "duplicate"}


def test_more_packs_than_an_item_has_is_a_fault(product, admin):
    workers = set(product.workers())
    packs = [{"uom": "BOX", "numerator": 1}] * 21
    answer = admin.post("/api/masters/items", json={"item_name": "x", "category_id": "cat-001", "uom": "PCS", "packs": packs})
    assert faults(answer) == {("body", "packs"): "too_long"}
    assert set(product.workers()) == workers


def test_a_ratio_of_a_pack_is_above_zero(admin):
    answer = admin.post(ITEMS, json={"item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS",
                                     "packs": [{"uom": "BOX", "numerator": 0, "denominator": 0}]})
    assert set(faults(answer)) == {("body", "packs", 0, "numerator"), ("body", "packs", 0, "denominator")}


def test_the_nearest_category_with_units_says_which_are_allowed(admin):
    top = category(admin, allowed_uoms=["KG", "G"])
    below = category(admin, parent_category=category(admin, parent_category=top["id"])["id"])
    body = {"item_code": code(), "item_name": "x", "category_id": below["id"], "uom": "PCS"}
    assert faults(admin.post(ITEMS, json=body)) == {("body", "uom"): "not_allowed"}
    assert admin.post(ITEMS, json=body | {"uom": "G"}).status_code == 201


def test_moving_an_item_holds_its_unit_against_the_new_category(admin):
    first = item(admin)
    kilos = category(admin, allowed_uoms=["KG"])
    answer = admin.put(f"{ITEMS}/{first['id']}", json={"category_id": kilos["id"]})
    assert faults(answer) == {("body", "uom"): "not_allowed"}


def test_quantities_have_the_places_of_the_unit(admin):
    body = {"item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS", "min_stock_level": 0.5,
            "reorder_qty": 1.25}
    assert faults(admin.post(ITEMS, json=body)) == {("body", "min_stock_level"): "decimal_max_places",
                                                     ("body", "reorder_qty"): "decimal_max_places"}
    assert admin.post(ITEMS, json=body | {"uom": "KG"}).status_code == 201


def test_what_is_referred_to_must_be_there_and_active(admin):
    gone = unit(admin)
    assert admin.delete(f"/api/masters/uoms/{gone['id']}").status_code == 204
    answer = admin.post(ITEMS, json={"item_code": code(), "item_name": "x", "category_id": "nothing",
                                     "uom": gone["code"], "default_supplier_id": "nobody"})
    assert faults(answer) == {("body", "category_id"): "not_found", ("body", "uom"): "inactive",
                              ("body", "default_supplier_id"): "not_found"}


def test_a_change_may_not_refer_to_what_is_inactive(admin):
    first, gone = item(admin), category(admin)
    assert admin.delete(f"/api/masters/item-categories/{gone['id']}").status_code == 204
    answer = admin.put(f"{ITEMS}/{first['id']}", json={"category_id": gone["id"]})
    assert faults(answer) == {("body", "category_id"): "inactive"}


def test_items_of_the_same_name_are_named(admin):
    name = f"Hex bolt {code()}"
    first = item(admin, item_name=name)
    assert first["possible_duplicates"] == []
    second = item(admin, item_name=name.upper())
    assert [d["id"] for d in second["possible_duplicates"]] == [first["id"]]
    assert "possible_duplicates" not in admin.get(f"{ITEMS}/{second['id']}").json()


def test_the_unit_is_fixed_once_it_moved(admin):
    first = item(admin)
    assert admin.put(f"{ITEMS}/{first['id']}", json={"uom": "KG"}).status_code == 200
    posted(admin, item_id=first["id"], transaction_type="receipt", quantity=1, location_id="loc-001")
    answer = admin.put(f"{ITEMS}/{first['id']}", json={"uom": "PCS"})
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"


def test_an_item_with_stock_is_not_deactivated(admin):
    first = item(admin)
    posted(admin, item_id=first["id"], transaction_type="receipt", quantity=5, location_id="loc-001")
    answer = admin.delete(f"{ITEMS}/{first['id']}")
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"
    assert re.search(r"\b5 PCS\b", answer.json()["detail"])
    posted(admin, item_id=first["id"], transaction_type="issue", quantity=5, location_id="loc-001")
    assert admin.delete(f"{ITEMS}/{first['id']}").status_code == 204


def test_the_minimum_counts_at_once_in_the_list_of_stock(admin):
    first = item(admin, min_stock_level=5)
    below = {"below_min": "true", "limit": 1000}
    assert first["id"] in [r["item_id"] for r in admin.get("/api/inventory/stock", params=below).json()]
    admin.put(f"{ITEMS}/{first['id']}", json={"min_stock_level": None})
    assert first["id"] not in [r["item_id"] for r in admin.get("/api/inventory/stock", params=below).json()]


def test_the_list_says_what_is_on_hand_and_available(admin):
    of, blocked = category(admin), location(admin, usage="blocked")
    first, never = item(admin, category_id=of["id"]), item(admin, category_id=of["id"])
    for at, n in (("loc-001", 5), (blocked["id"], 2)):
        posted(admin, item_id=first["id"], transaction_type="receipt", quantity=n, location_id=at)
    got = {r["id"]: (r["on_hand"], r["available"]) for r in admin.get(ITEMS, params={"category_id": of["id"]}).json()}
    assert got == {first["id"]: (7, 5), never["id"]: (0, 0)}
    csv = admin.get(ITEMS, params={"category_id": of["id"]}, headers={"Accept": "text/csv"}).text
    assert "on_hand" in csv.splitlines()[0]


def test_a_category_stands_for_all_below_it_in_the_list(admin):
    top = category(admin)
    sub = category(admin, parent_category=top["id"])
    above, below = item(admin, category_id=top["id"]), item(admin, category_id=sub["id"])
    ids = lambda **params: {r["id"] for r in admin.get(ITEMS, params=params).json()}
    assert ids(category_id=top["id"]) == {above["id"], below["id"]}
    assert ids(category_id=sub["id"]) == {below["id"]}
    assert ids(category_id=top["id"], children="false") == {above["id"]}


def test_the_list_below_the_minimum_takes_words_and_order_too(admin):
    of, word = category(admin), code()
    low = [item(admin, category_id=of["id"], min_stock_level=1, item_name=f"{name} {word}") for name in ("beta", "alpha")]
    enough = item(admin, category_id=of["id"], item_name=f"gamma {word}")
    gone = item(admin, category_id=of["id"], min_stock_level=1)
    assert admin.delete(f"{ITEMS}/{gone['id']}").status_code == 204
    below = {"below_min": "true"}
    names = lambda **params: [r["id"] for r in admin.get(ITEMS, params=below | params).json()]
    assert names(category_id=of["id"], sort="item_name") == [low[1]["id"], low[0]["id"]]
    assert names(q=f"beta {word}") == [low[0]["id"]]
    assert enough["id"] not in names(limit=1000)
