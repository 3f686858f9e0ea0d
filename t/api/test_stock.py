"""What is on hand, over HTTP."""
import pytest

from making import category, code, item, location, posted
from stores import add_to_all

STOCK = "/api/inventory/stock"


@pytest.fixture
def setting(admin):
    """A category with two items at a warehouse and a bin in it, one below its minimum."""
    kind = category(admin)
    house = location(admin)
    bin_ = location(admin, parent_location=house["id"], kind="bin")
    few = item(admin, category_id=kind["id"], min_stock_level=10)
    many = item(admin, category_id=kind["id"])
    never = item(admin, category_id=kind["id"], min_stock_level=1)
    for thing, at, n in ((few, house, 2), (few, bin_, 3), (many, bin_, 7)):
        posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=n, location_id=at["id"])
    return {"category": kind, "house": house, "bin": bin_, "few": few, "many": many, "never": never}


def rows(client, **params):
    answer = client.get(STOCK, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_row_has_codes_names_and_quantities(admin, setting):
    got, = rows(admin, item_id=setting["many"]["id"])
    assert got == got | {"item_code": setting["many"]["item_code"], "item_name": "Thing", "uom": "PCS", "lot": "",
                         "location_id": setting["bin"]["id"], "location_code": setting["bin"]["code"],
                         "on_hand": 7, "available": 7, "category_id": setting["category"]["id"]}


def test_a_location_stands_for_all_below_it(admin, setting):
    house, bin_ = setting["house"]["id"], setting["bin"]["id"]
    assert sorted(r["on_hand"] for r in rows(admin, location_id=house)) == [2, 3, 7]
    assert [r["on_hand"] for r in rows(admin, location_id=house, children="false")] == [2]
    assert sorted(r["on_hand"] for r in rows(admin, location_id=bin_)) == [3, 7]


def test_grouped_by_item_and_below_the_minimum(admin, setting):
    kind = setting["category"]["id"]
    grouped = {r["item_id"]: r["on_hand"] for r in rows(admin, category_id=kind, group_by="item")}
    assert grouped == {setting["few"]["id"]: 5, setting["many"]["id"]: 7}
    below = {r["item_id"]: r["on_hand"] for r in rows(admin, category_id=kind, below_min="true")}
    assert below == {setting["few"]["id"]: 5, setting["never"]["id"]: 0}
    everything = rows(admin, category_id=kind, group_by="item", include_zero="true")
    assert len(everything) == 3


def test_pages_and_counts(admin, setting):
    params = {"location_id": setting["house"]["id"], "limit": 2, "count": "true"}
    first = admin.get(STOCK, params=params)
    assert first.headers["X-Total-Count"] == "3" and len(first.json()) == 2
    second = admin.get(first.links["next"]["url"])
    assert len(second.json()) == 1 and "next" not in second.links
    paged = admin.get(STOCK, params={"location_id": setting["house"]["id"], "page": 2, "page_size": 2}).json()
    assert (paged["total"], paged["page"], len(paged["data"])) == (3, 2, 1)
    csv = admin.get(STOCK, params={"location_id": setting["house"]["id"]}, headers={"Accept": "text/csv"})
    assert len(csv.text.strip().splitlines()) == 4


def test_one_item_with_its_locations_and_its_minimum(admin, setting):
    got = admin.get(f"{STOCK}/{setting['few']['id']}").json()
    assert (got["on_hand"], got["available"], got["min_stock_level"], got["below_min"]) == (5, 5, 10, True)
    assert sorted(r["on_hand"] for r in got["locations"]) == [2, 3]
    assert admin.get(f"{STOCK}/none").status_code == 404


def test_stock_as_of_a_day_and_of_an_instant(admin):
    thing, at = item(admin), location(admin)
    for when, kind, n in (("2026-01-31T10:00:00Z", "receipt", 10), ("2026-02-10T10:00:00Z", "issue", 4),
                          ("2026-02-10T18:00:00Z", "receipt", 1)):
        posted(admin, item_id=thing["id"], transaction_type=kind, quantity=n, location_id=at["id"], transaction_date=when)

    def then(as_of, **more):
        return [r["on_hand"] for r in rows(admin, item_id=thing["id"], as_of=as_of, **more)]

    assert then("2026-01-30") == [] and then("2026-01-31") == [10] and then("2026-01-31T09:59:59Z") == []
    assert then("2026-02-10T17:00:00Z") == [6] and then("2026-02-10") == [7] and then("2026-02-10", group_by="item") == [7]
    assert admin.get(STOCK, params={"as_of": "2999-01-01"}).status_code == 422


def test_the_history_of_an_item(admin):
    thing, at = item(admin), location(admin)
    for day, kind, n in (("2026-01-31", "receipt", 10), ("2026-02-02", "issue", 4)):
        posted(admin, item_id=thing["id"], transaction_type=kind, quantity=n, location_id=at["id"], transaction_date=day)
    path = f"{STOCK}/{thing['id']}/history"
    days = admin.get(path, params={"from": "2026-02-01", "to": "2026-02-03"}).json()
    assert [(p["period"], p["quantity_in"], p["quantity_out"], p["on_hand"]) for p in days] == [
        ("2026-02-01", 0, 0, 10), ("2026-02-02", 0, 4, 6), ("2026-02-03", 0, 0, 6)]
    months = admin.get(path, params={"from": "2026-01", "to": "2026-02", "step": "month"}).json()
    assert [(p["period"], p["on_hand"]) for p in months] == [("2026-01", 10), ("2026-02", 6)]
    assert admin.get(path, params={"from": "x"}).status_code == 422
    assert len(admin.get(path).json()) == 31


def test_the_lines_of_each_day_are_counted_by_type(admin):
    thing, at, other = item(admin), location(admin), location(admin)
    for day, kind, n in (("2025-03-01", "receipt", 10), ("2025-03-01", "issue", 1), ("2025-03-01", "issue", 2),
                         ("2025-03-03", "transfer", 4)):
        more = {"to_location_id": other["id"]} if kind == "transfer" else {}
        posted(admin, item_id=thing["id"], transaction_type=kind, quantity=n, location_id=at["id"], transaction_date=day, **more)
    path, days = "/api/inventory/movements", {"from": "2025-03-01", "to": "2025-03-03"}
    assert admin.get(path, params=days).json() == [
        {"day": "2025-03-01", "transaction_type": "issue", "lines": 2},
        {"day": "2025-03-01", "transaction_type": "receipt", "lines": 1},
        {"day": "2025-03-03", "transaction_type": "transfer", "lines": 2}]
    assert admin.get(path, params={"from": "2025-03-02", "to": "2025-03-02"}).json() == []
    csv = admin.get(path, params=days, headers={"Accept": "text/csv"}).text
    assert csv.splitlines()[:2] == ["day,transaction_type,lines", "2025-03-01,issue,2"]


def test_movements_are_those_of_two_weeks_unless_asked_and_of_a_year_at_most(admin):
    path = "/api/inventory/movements"
    thing, at = item(admin), location(admin)
    for day in ("2024-06-01", "2024-06-02", "2024-06-15"):
        posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=1, location_id=at["id"], transaction_date=day)
    assert [row["day"] for row in admin.get(path, params={"to": "2024-06-15"}).json()] == ["2024-06-02", "2024-06-15"]
    posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=1, location_id=at["id"])
    assert any(row["transaction_type"] == "receipt" for row in admin.get(path).json())
    assert admin.get(path, params={"from": "2024-01-01", "to": "2024-12-31"}).status_code == 200
    refused = admin.get(path, params={"from": "2023-12-31", "to": "2024-12-31"})
    assert refused.status_code == 422
    fault, = refused.json()["detail"]
    assert fault["loc"] == ["query", "from"] and "366 days" in fault["msg"]
    assert admin.get(path, params={"to": "1970-01-01"}).json() == []
    assert admin.get(path, params={"from": "yesterday"}).json()["detail"][0]["loc"] == ["query", "from"]


def test_the_first_day_there_is_has_none_before_it_in_the_west_either(fresh):
    admin = fresh(TIMEZONE="America/New_York").admin
    thing = item(admin)
    begun = {"from": "1970-01-01T00:00:00Z", "to": "1970-01-02"}
    assert admin.get("/api/inventory/movements", params=begun).json() == []
    points = admin.get(f"{STOCK}/{thing['id']}/history", params=begun).json()
    assert [p["period"] for p in points] == ["1970-01-01", "1970-01-02"]


def test_a_summary_counts(admin, setting):
    before = admin.get("/api/inventory/summary").json()
    thing = item(admin, min_stock_level=5)
    posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=1, location_id=setting["house"]["id"])
    after = admin.get("/api/inventory/summary").json()
    assert {name: after[name] - before[name] for name in before} == {
        "items": 1, "items_in_stock": 1, "items_below_min": 1, "locations": 0, "postings_today": 1}


def test_an_unknown_parameter_is_refused(admin):
    assert admin.get(STOCK, params={code("p"): "1"}).status_code == 422
    assert admin.get(STOCK, params={"group_by": "place"}).status_code == 422
    assert admin.get(STOCK, params={"below_min": "true", "as_of": "2026-01-01"}).status_code == 422


def test_verify_says_where_the_books_differ_and_changes_nothing(fresh):
    instance = fresh()
    thing, at = item(instance.admin), location(instance.admin)
    posted(instance.admin, item_id=thing["id"], transaction_type="receipt", quantity=5, location_id=at["id"])
    clean = instance.ccpl("verify")
    assert clean.stdout.startswith("the books add up: 1 postings, 1 lines")
    add_to_all(instance.store, "balances", "on_hand", 1000000)
    for _ in range(2):
        got = instance.ccpl("verify", check=False)
        assert got.returncode == 3
        assert f"the balance of {thing['item_code']} at {at['code']}: stored: 6, from the ledger: 5\n" in got.stderr
        assert "`ccpl rebuild` corrects it from the ledger" in got.stderr
