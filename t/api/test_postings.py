"""Postings over HTTP: responses, refusals, reversals and corrections."""
import pytest

from making import code, faults, item, location, made

POST = "/api/inventory/transactions"
POSTINGS = "/api/inventory/postings"


@pytest.fixture
def place(admin):
    return location(admin)["id"]


@pytest.fixture
def bolt(admin, place):
    """An item in boxes of 100 and crates of 7 for 3, usually kept at `place`."""
    box, crate = (made(admin, "uoms", code=code("U"), name="Pack")["code"] for _ in range(2))
    packs = [{"uom": box, "numerator": 100, "denominator": 1, "barcode": code("B")},
             {"uom": crate, "numerator": 3, "denominator": 7}]
    return item(admin, packs=packs, default_location_id=place)


def line(bolt, kind="receipt", quantity=10, **more):
    return {"item_id": bolt["id"], "transaction_type": kind, "quantity": quantity} | more


def post(client, body, key=None):
    return client.post(POST, json=body, headers={"Idempotency-Key": key} if key else {})


def on_hand(client, bolt):
    return client.get(f"/api/inventory/stock/{bolt['id']}").json()["on_hand"]


def test_one_line_answers_with_the_posting_and_the_line_at_the_top(admin, bolt, place):
    answer = post(admin, line(bolt, reference="PO 7", remarks="in the rain"))
    got = answer.json()
    assert answer.status_code == 201
    assert got["number"].startswith("MV-") and got["seq"] > 0 and got["reference"] == "PO 7"
    assert (got["item_id"], got["transaction_type"], got["quantity"], got["uom"], got["location_id"]) == (
        bolt["id"], "receipt", 10, bolt["uom"], place)
    only, = got["lines"]
    assert (only["posting_id"], only["posting_number"], only["line_no"], only["seq"]) == (
        got["id"], got["number"], 1, got["seq"])
    assert (only["item_code"], only["quantity"], only["entered_quantity"], only["lot"], only["created_by_name"]) == (
        bolt["item_code"], 10, 10, "", "admin")
    again = admin.get(f"/api/inventory/postings/{got['id']}").json()
    assert again == got


def test_more_than_one_line_is_all_or_nothing(admin, bolt):
    body = {"transaction_type": "receipt", "lines": [{"item_code": bolt["item_code"], "quantity": 5},
                                                     {"item_id": bolt["id"], "quantity": 2, "lot": "L1"}]}
    assert len(post(admin, body).json()["lines"]) == 2
    body["lines"][1] |= {"transaction_type": "issue", "quantity": 3}
    refused = post(admin, body)
    assert refused.status_code == 409 and refused.json()["code"] == "insufficient_stock"
    short, = refused.json()["lines"]
    assert (short["item_id"], short["lot"], short["available"], short["requested"]) == (bolt["id"], "L1", 2, 3)
    assert on_hand(admin, bolt) == 7


def test_faults_of_form_of_reference_and_of_rule_say_where(admin, bolt):
    assert faults(post(admin, {"lines": [line(bolt), line(bolt, quantity=0)]})) == {("body", "lines", 1, "quantity"): "not_zero"}
    got = faults(post(admin, {"transaction_date": "2999-01-01", "lines": [
        line(bolt, location_id="nowhere"), line(bolt, kind="adjustment"), line(bolt, quantity=1.5),
        line(bolt, kind="transfer"), {"quantity": 1}]}))
    assert got == {("body", "transaction_date"): "future", ("body", "lines", 0, "location_id"): "not_found",
                   ("body", "lines", 1, "reason_code"): "missing", ("body", "lines", 2, "quantity"): "decimal_max_places",
                   ("body", "lines", 3, "to_location_id"): "missing", ("body", "lines", 4, "item_id"): "missing",
                   ("body", "lines", 4, "transaction_type"): "missing"}
    assert faults(post(admin, line(bolt, quantity=-1))) == {("body", "quantity"): "greater_than"}


def test_packs_are_converted_exactly_or_not_at_all(admin, bolt):
    box, crate = (p["uom"] for p in bolt["packs"])
    got = post(admin, line(bolt, quantity=3, uom=box)).json()
    assert (got["quantity"], got["uom"]) == (3, box)
    assert (got["lines"][0]["quantity"], got["lines"][0]["entered_quantity"]) == (300, 3)
    refused = post(admin, line(bolt, quantity=8, uom=crate))
    assert faults(refused) == {("body", "quantity"): "inexact_conversion"}
    assert "3 and 4" in refused.json()["detail"][0]["msg"]
    assert post(admin, line(bolt, quantity=8, uom=crate, stock_quantity=4)).json()["lines"][0]["quantity"] == 4
    scanned = {"barcode": bolt["packs"][0]["barcode"], "transaction_type": "receipt", "quantity": "2"}
    assert post(admin, scanned).json()["lines"][0]["quantity"] == 200


@pytest.fixture
def flour(admin, place):
    """In KG; a bag of 25 that varies by up to 10 percent, one of 20 that does not, and three to ten."""
    bag, crate, third = (made(admin, "uoms", code=code("U"), name="Pack")["code"] for _ in range(3))
    packs = [{"uom": bag, "numerator": 25, "variable": True}, {"uom": crate, "numerator": 20},
             {"uom": third, "numerator": 10, "denominator": 3, "tolerance_percent": 5}]
    return item(admin, uom="KG", packs=packs, default_location_id=place)


def test_a_pack_says_whether_it_varies_and_by_how_much(admin, flour):
    assert [(p["variable"], p["tolerance_percent"]) for p in flour["packs"]] == [(True, 10), (False, 10), (False, 5)]
    answer = admin.put(f"/api/masters/items/{flour['id']}", json={"packs": [
        {"uom": flour["packs"][0]["uom"], "numerator": 25, "tolerance_percent": 100.5}]})
    assert faults(answer) == {("body", "packs", 0, "tolerance_percent"): "less_than_equal"}


def test_a_pack_that_varies_is_posted_as_weighed(admin, flour):
    bag, crate, third = (p["uom"] for p in flour["packs"])
    got = post(admin, line(flour, quantity=1, uom=bag, stock_quantity=24.6)).json()["lines"][0]
    assert (got["quantity"], got["entered_quantity"], got["entered_uom"]) == (24.6, 1, bag)
    refused = post(admin, line(flour, quantity=2, uom=bag, stock_quantity=24.6))
    assert faults(refused) == {("body", "stock_quantity"): "outside_tolerance"}
    assert "50 KG" in refused.json()["detail"][0]["msg"] and "24.6 KG" in refused.json()["detail"][0]["msg"]
    accepted = post(admin, line(flour, quantity=2, uom=bag, stock_quantity=24.6, accept_difference=True)).json()
    assert accepted["lines"][0]["quantity"] == 24.6
    assert faults(post(admin, line(flour, quantity=1, uom=crate, stock_quantity=19.9))) == {
        ("body", "stock_quantity"): "fixed_pack"}
    assert faults(post(admin, line(flour, quantity=1, uom="G", stock_quantity=0.001))) == {
        ("body", "stock_quantity"): "fixed_pack"}
    assert post(admin, line(flour, quantity=1, uom=third, stock_quantity=3.2)).json()["lines"][0]["quantity"] == 3.2
    assert faults(post(admin, line(flour, quantity=1, uom=third, stock_quantity=3.1))) == {
        ("body", "stock_quantity"): "outside_tolerance"}


def test_a_correction_is_weighed_likewise(admin, flour):
    bag = flour["packs"][0]["uom"]
    first = post(admin, line(flour, quantity=1, uom=bag, stock_quantity=24.6)).json()
    body = {"reason": "misread", "lines": [line(flour, quantity=1, uom=bag, stock_quantity=15)]}
    refused = admin.post(f"{POSTINGS}/{first['id']}/correct", json=body)
    assert faults(refused) == {("body", "lines", 0, "stock_quantity"): "outside_tolerance"}
    body["lines"][0]["accept_difference"] = True
    assert admin.post(f"{POSTINGS}/{first['id']}/correct", json=body).status_code == 201
    assert on_hand(admin, flour) == 15


def test_a_unit_and_a_reason_are_named_in_any_case(admin, bolt):
    box = bolt["packs"][0]["uom"]
    got = post(admin, {"item_id": bolt["id"], "lines": [
        line(bolt, uom="pcs"), line(bolt, uom=box.lower()), line(bolt, "adjustment", uom="Pair", reason_code="found")]})
    assert [(t["entered_uom"], t.get("reason_code")) for t in got.json()["lines"]] == [
        ("PCS", None), (box, None), ("PAIR", "FOUND")]


def test_a_key_posts_once_and_is_answered_again(admin, bolt):
    key = code("K")
    first, second = post(admin, line(bolt), key), post(admin, line(bolt), key)
    assert first.status_code == second.status_code == 201
    assert second.headers["Idempotent-Replayed"] == "true" and first.json() == second.json()
    other = post(admin, line(bolt, quantity=11), key)
    assert other.status_code == 422 and other.json()["code"] == "key_reused"
    assert on_hand(admin, bolt) == 10
    short = code("K")
    assert post(admin, line(bolt, "issue", 11), short).status_code == 409
    post(admin, line(bolt, quantity=1))
    assert post(admin, line(bolt, "issue", 11), short).status_code == 201


def test_the_ledger_is_never_changed(admin, bolt):
    posting = post(admin, line(bolt)).json()
    for method in ("PUT", "PATCH", "DELETE"):
        answer = admin.request(method, f"/api/inventory/postings/{posting['id']}")
        assert answer.status_code == 405 and answer.headers["Allow"]
        assert admin.request(method, POST).status_code == 405


def test_a_reversal_takes_it_back_once(admin, bolt):
    posting = post(admin, line(bolt)).json()
    path = f"/api/inventory/postings/{posting['id']}/reverse"
    back = admin.post(path, json={"reason": "typed twice"})
    assert back.status_code == 201
    assert (back.json()["kind"], back.json()["reverses_id"], back.json()["reason"]) == (
        "reversal", posting["id"], "typed twice")
    assert on_hand(admin, bolt) == 0
    again = admin.post(path, json={"reason": "again"})
    assert again.status_code == 409 and again.json()["code"] == "already_reversed"
    seen = admin.get(f"/api/inventory/postings/{posting['id']}").json()
    assert seen["reversed_by_id"] == back.json()["id"]
    assert seen["lines"][0]["reversed_by_id"] == back.json()["lines"][0]["id"]


def test_a_correction_puts_right_what_was_partly_issued(admin, bolt):
    posting = post(admin, line(bolt, quantity=1000)).json()
    assert post(admin, line(bolt, "issue", 60)).status_code == 201
    path = f"/api/inventory/postings/{posting['id']}"
    assert admin.post(f"{path}/reverse", json={"reason": "x"}).json()["code"] == "insufficient_stock"
    body = {"reason": "100, not 1,000", "lines": [line(bolt, quantity=100)]}
    got = admin.post(f"{path}/correct", json=body)
    assert got.status_code == 201 and [x["quantity"] for x in got.json()["lines"]] == [-1000, 100]
    assert on_hand(admin, bolt) == 40


def test_costs_are_seen_by_those_who_may(product, admin, bolt):
    posting = post(admin, line(bolt, unit_cost=2.5)).json()
    assert posting["unit_cost"] == 2.5 and posting["lines"][0]["unit_cost"] == 2.5
    seen = product.role("staff").get(f"/api/inventory/postings/{posting['id']}").json()
    assert "unit_cost" not in seen and "unit_cost" not in seen["lines"][0]


def test_a_store_keeper_posts_and_takes_back_only_the_own(product, admin, bolt):
    name = code("keeper")
    product.register(name, "staff", grants=["storekeeper"])
    keeper = product.sign_in(name)
    own = post(keeper, line(bolt)).json()
    others = post(admin, line(bolt)).json()
    assert post(keeper, line(bolt, "adjustment", 1, reason_code="FOUND")).json()["permission"] == "stock.adjust"
    refused = keeper.post(f"/api/inventory/postings/{others['id']}/reverse", json={"reason": "x"})
    assert refused.status_code == 403 and refused.json()["permission"] == "stock.reverse"
    assert keeper.post(f"/api/inventory/postings/{own['id']}/reverse", json={"reason": "x"}).status_code == 201


def test_who_may_post_nothing_is_told_so_and_not_what_is_wrong_with_the_body(product):
    answer = post(product.role("viewer"), {"lines": [{}] * 501})
    assert answer.status_code == 403 and answer.json()["code"] == "forbidden"
    assert answer.json()["permissions"] == ["receipt.post", "stock.issue", "stock.return", "stock.transfer",
                                            "stock.adjust", "stock.opening"]


def test_who_may_reverse_any_posting_need_not_have_the_right_to_the_own(product, admin, bolt):
    got, name = post(admin, line(bolt)).json(), code("any")
    product.register(name, "staff", grants=["stock.reverse"])
    answer = product.sign_in(name).post(f"{POSTINGS}/{got['id']}/reverse", json={"reason": "Counted twice"})
    assert answer.status_code == 201, answer.text


def test_the_list_of_transactions_is_newest_first_and_filtered(admin, bolt, place):
    first = post(admin, line(bolt, reference=code("R"))).json()
    second = post(admin, line(bolt, "issue", 4)).json()
    rows = admin.get(POST, params={"item_id": bolt["id"]}).json()
    assert [r["posting_id"] for r in rows] == [second["id"], first["id"]]
    assert [r["quantity"] for r in rows] == [-4, 10]

    def ids(**params):
        return [r["posting_id"] for r in admin.get(POST, params={"item_id": bolt["id"]} | params).json()]

    assert ids(transaction_type="issue") == [second["id"]]
    assert ids(reference=first["reference"]) == [first["id"]]
    assert ids(location_id=place) == [second["id"], first["id"]]
    assert ids(location_id=location(admin)["id"]) == []
    assert ids(posting_id=first["id"]) == [first["id"]]
    page = admin.get(POST, params={"item_id": bolt["id"], "limit": 1})
    assert [r["posting_id"] for r in page.json()] == [second["id"]]
    assert [r["posting_id"] for r in admin.get(page.links["next"]["url"]).json()] == [first["id"]]


@pytest.mark.not_on_nx("compares times to the second")
def test_the_list_of_transactions_may_end_at_a_moment(admin, bolt):
    first, _ = post(admin, line(bolt)).json(), post(admin, line(bolt, "issue", 4))
    until = admin.get(POST, params={"item_id": bolt["id"], "to": first["transaction_date"]}).json()
    assert [r["posting_id"] for r in until] == [first["id"]]


def test_the_list_of_postings_is_newest_first_and_shows_all_but_the_lines(admin, bolt, place):
    first = post(admin, {"transaction_type": "receipt", "lines": [line(bolt), line(bolt, quantity=7)]}).json()
    back = admin.post(f"/api/inventory/postings/{first['id']}/reverse", json={"reason": "typed twice"}).json()
    shown = admin.get(POSTINGS, params={"limit": 2}).json()
    assert [p["id"] for p in shown] == [back["id"], first["id"]]
    assert [p["line_count"] for p in shown] == [2, 2] == [p["line_count"] for p in (back, first)]
    assert all("lines" not in p for p in shown)
    assert (shown[1]["reversed_by_id"], shown[0]["reverses_id"], shown[0]["kind"]) == (back["id"], first["id"], "reversal")
    again = admin.get(f"{POSTINGS}/{first['id']}").json()
    assert shown[1] == {k: v for k, v in again.items() if k != "lines"}
    assert admin.get(POSTINGS, params={"seq": first["seq"]}).json() == shown[1:]


def test_only_stock_is_issued(admin):
    bolt, yard, shelf = item(admin), location(admin, usage="blocked"), location(admin)
    assert post(admin, line(bolt, location_id=yard["id"], quantity=5)).status_code == 201
    refused = post(admin, line(bolt, location_id=yard["id"], transaction_type="issue", quantity=2))
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked_stock")
    assert refused.json()["lines"] == [{
        "item_id": bolt["id"], "item_code": bolt["item_code"], "location_id": yard["id"], "location_code": yard["code"],
        "lot": "", "usage": "blocked"}]
    moved = line(bolt, location_id=yard["id"], transaction_type="transfer", to_location_id=shelf["id"], quantity=2)
    assert post(admin, moved).status_code == 201
    issued = post(admin, line(bolt, location_id=shelf["id"], transaction_type="issue", quantity=2))
    assert issued.status_code == 201
    answer = admin.put(f"/api/masters/locations/{shelf['id']}", json={"usage": "inspection"})
    assert answer.status_code == 200, answer.text
    back = admin.post(f"/api/inventory/postings/{issued.json()['id']}/reverse", json={"reason": "not needed"})
    assert back.status_code == 201
    assert admin.put(f"/api/masters/locations/{shelf['id']}", json={"usage": "stock"}).json()["code"] == "in_use"


def test_numbers_may_be_counted_at_each_location_and_then_always_are(fresh):
    product = fresh()
    admin, places = product.admin, [location(product.admin, code=f"shelf-{i}") for i in "ab"]
    bolt = item(admin)
    counted = post(admin, line(bolt, location_id=places[0]["id"])).json()
    product.stop()
    product.env["NUMBER_SERIES"] = "location"
    product.start()
    admin = product.sign_in("admin")
    made_there = [post(admin, line(bolt, location_id=at["id"])).json() for at in (*places, places[0])]
    year = counted["number"][3:7]
    assert [p["number"] for p in made_there] == [
        f"MV-SHELF-A-{year}-000001", f"MV-SHELF-B-{year}-000001", f"MV-SHELF-A-{year}-000002"]
    found = admin.get("/api/lookup", params={"code": f"mv-shelf-b-{year}-000001"}).json()
    assert (found["kind"], found["id"]) == ("posting", made_there[1]["id"])
    shown = admin.get(POSTINGS).json()
    assert {p["id"] for p in shown[:3]} == {p["id"] for p in made_there} and shown[3]["id"] == counted["id"]
    assert "the books add up: 4 postings" in product.ccpl("verify").stdout
    product.env["NUMBER_SERIES"] = "one"
    assert "fixed as location" in product.ccpl("check", check=False).stderr


def test_a_day_that_would_end_below_zero_is_named(admin, bolt):
    for day, kind, n in (("2026-01-01", "receipt", 10), ("2026-01-05", "issue", 8), ("2026-01-09", "receipt", 90)):
        assert post(admin, line(bolt, kind, n, transaction_date=day)).status_code == 201
    refused = post(admin, line(bolt, "issue", 3, transaction_date="2026-01-03"))
    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["day"], refused.json()["on_hand"]) == ("negative_later", "2026-01-05", -1)


# --- a list above its maximum: said so by the worker that was there before and stays ----------

@pytest.mark.parametrize("path, more", [(POST, {}), (f"{POSTINGS}/no-such/correct", {"reason": "Counted wrong"})],
                         ids=["a posting", "a correction"])
def test_more_lines_than_a_posting_has_is_a_fault(product, admin, path, more):
    workers = set(product.workers())
    assert faults(admin.post(path, json={"lines": [{}] * 501} | more)) == {("body", "lines"): "too_long"}
    assert set(product.workers()) == workers
