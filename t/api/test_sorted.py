"""Lists in an order of stock: items and stock by what is on hand, the minimum, the shortage; items without movement."""
import csv
import datetime
import io
import itertools
import random
import re

import pytest

from making import category, code, faults, item, location, made, posted
from stores import KIND, sqlite

ITEMS, STOCK = "/api/masters/items", "/api/inventory/stock"
ORDERS = ["on_hand", "available", "min_stock_level", "shortage"]
MANY = 10000  # READ_ROWS_MAX
DAYS_AGO = [5, 3, 3, 0, None]  # of the last movement of each item; None: it never moved


def day(ago):
    return (datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=ago)).isoformat()


@pytest.fixture(scope="module")
def shelf(product):
    """A category with five items: (on hand, in a blocked location, minimum, days since it moved)."""
    admin = product.admin
    kind, at, blocked = category(admin), location(admin), location(admin, usage="blocked")
    buyer = made(admin, "suppliers", code=code("S"), name="Bolts & Sons")
    things = []
    for n, (free, held, minimum) in enumerate([(10, 0, 2), (4, 6, 12), (0.5, 0, 30), (10, 3, None), (0, 0, 7)]):
        thing = item(admin, category_id=kind["id"], item_name=f"Thing {n}", uom="KG",
                     **({} if minimum is None else {"min_stock_level": minimum}),
                     **({"reorder_qty": 50, "default_supplier_id": buyer["id"]} if n == 1 else {}))
        for place, quantity in ((at, free), (blocked, held)):
            if quantity:
                posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=quantity, location_id=place["id"],
                       transaction_date=day(DAYS_AGO[n]))
        things.append({"id": thing["id"], "on_hand": free + held, "available": free, "min_stock_level": minimum or 0,
                       "shortage": max((minimum or 0) - free, 0), "headroom": free - (minimum or 0),
                       "last_movement": "" if DAYS_AGO[n] is None else day(DAYS_AGO[n])})
    return {"category": kind["id"], "at": at["id"], "supplier": buyer, "things": things}


def listed(client, path, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer


def following(client, answer):
    """All pages from this one on."""
    while True:
        yield answer
        link = answer.headers.get("link")
        if link is None:
            return
        answer = client.get(re.fullmatch(r'<([^>]+)>; rel="next"', link)[1])
        assert answer.status_code == 200, answer.text


def expected(things, order):
    """The ids in that order: what is short of more is also what has less above its minimum."""
    field = order.removeprefix("-")
    sign, by = (-1, "headroom") if field == "shortage" else (1, field)
    rows = sorted(things, key=lambda t: (t[by], t["id"]))
    return [t["id"] for t in (rows if order.startswith("-") == (sign < 0) else rows[::-1])]


def both_ways(fields):
    return [way + f for f in fields for way in ("", "-")]


@pytest.mark.parametrize("order", both_ways(ORDERS + ["last_movement"]))
def test_stock_by_item_is_sorted_through_all_pages(admin, shelf, order):
    params = {"category_id": shelf["category"], "group_by": "item", "include_zero": "true", "sort": order}
    pages = list(following(admin, listed(admin, STOCK, limit=2, **params)))
    assert [len(p.json()) for p in pages] == [2, 2, 1]
    got = [r["item_id"] for p in pages for r in p.json()]
    assert got == expected(shelf["things"], order)
    assert got[3:] == [r["item_id"] for r in listed(admin, STOCK, skip=3, **params).json()]
    second = listed(admin, STOCK, page=2, page_size=2, **params).json()
    assert (second["total"], [r["item_id"] for r in second["data"]]) == (5, got[2:4])
    table = csv.DictReader(io.StringIO(admin.get(STOCK, params=params, headers={"Accept": "text/csv"}).text))
    assert [r["item_id"] for r in table] == got


@pytest.mark.parametrize("order", both_ways(["on_hand", "available", "min_stock_level"]))
def test_a_part_of_the_stock_and_that_of_a_past_day_are_sorted_too(admin, shelf, order):
    def part(things):
        return [dict(t, on_hand=t["available"]) for t in things]

    def past(things):
        return [t if t["last_movement"] <= day(4) else dict(t, on_hand=0, available=0) for t in things]

    for params, then in (({"location_id": shelf["at"]}, part), ({"as_of": day(4)}, past)):
        params |= {"category_id": shelf["category"], "group_by": "item", "include_zero": "true", "sort": order}
        pages = list(following(admin, listed(admin, STOCK, limit=2, **params)))
        assert [len(p.json()) for p in pages] == [2, 2, 1]
        assert [r["item_id"] for p in pages for r in p.json()] == expected(then(shelf["things"]), order)
        second = listed(admin, STOCK, page=2, page_size=3, **params).json()
        assert (second["total"], [r["item_id"] for r in second["data"]]) == (5, expected(then(shelf["things"]), order)[3:])


@pytest.mark.parametrize("order", both_ways(ORDERS))
def test_items_are_sorted_through_all_pages(admin, shelf, order):
    params = {"category_id": shelf["category"], "sort": order}
    pages = list(following(admin, listed(admin, ITEMS, limit=2, count="true", **params)))
    assert [len(p.json()) for p in pages] == [2, 2, 1]
    assert {p.headers["x-total-count"] for p in pages} == {"5"}
    rows = [r for p in pages for r in p.json()]
    assert [r["id"] for r in rows] == expected(shelf["things"], order)
    assert [r["shortage"] for r in rows] == [
        next(t["shortage"] for t in shelf["things"] if t["id"] == r["id"]) for r in rows]
    assert [r["id"] for r in listed(admin, ITEMS, page=2, page_size=3, **params).json()["data"]] == [r["id"] for r in rows][3:]


def test_items_are_sorted_whatever_filters_them(admin, shelf):
    of = shelf["category"]
    by_hand = expected(shelf["things"], "-on_hand")
    short = {t["id"] for t in shelf["things"] if t["shortage"] > 0}
    sort = {"category_id": of, "sort": "-on_hand"}
    assert [r["id"] for r in listed(admin, ITEMS, below_min="true", **sort).json()] == [i for i in by_hand if i in short]
    for filters in ({"uom": "kg"}, {"from": day(1)}, {"is_active": "all"}):
        pages = list(following(admin, listed(admin, ITEMS, limit=2, **sort, **filters)))
        assert [r["id"] for p in pages for r in p.json()] == by_hand
        assert [r["id"] for r in listed(admin, ITEMS, skip=4, **sort, **filters).json()] == by_hand[4:]
    assert listed(admin, ITEMS, uom="PCS", **sort).json() == []
    assert listed(admin, ITEMS, item_name="Thing 2", **sort).json()[0]["id"] == shelf["things"][2]["id"]
    one = listed(admin, ITEMS, sort="on_hand", default_supplier_id=shelf["supplier"]["id"], count="true")
    assert ([r["id"] for r in one.json()], one.headers["x-total-count"]) == ([shelf["things"][1]["id"]], "1")


def test_what_is_below_its_minimum_says_what_to_order_of_whom(admin, shelf):
    rows = listed(admin, STOCK, category_id=shelf["category"], below_min="true", sort="-shortage").json()
    assert [(r["item_id"], r["shortage"]) for r in rows] == [
        (shelf["things"][n]["id"], shortage) for n, shortage in ((2, 29.5), (1, 8), (4, 7))]
    supplier = shelf["supplier"]
    assert rows[1] == rows[1] | {"reorder_qty": 50, "default_supplier_id": supplier["id"],
                                 "default_supplier_code": supplier["code"], "default_supplier_name": "Bolts & Sons"}
    assert not {"reorder_qty", "default_supplier_id", "default_supplier_code"} & set(rows[0])


def test_a_part_of_the_stock_has_no_shortage(admin, shelf):
    rows = listed(admin, STOCK, location_id=shelf["at"], group_by="item").json()
    assert len(rows) == 4 and not any("shortage" in r for r in rows)
    rows = listed(admin, STOCK, location_id=shelf["at"]).json()
    assert len(rows) == 4 and not any({"shortage", "last_movement", "reorder_qty"} & set(r) for r in rows)


def test_the_supplier_is_named_to_who_may_read_suppliers(product, shelf):
    params = {"category_id": shelf["category"], "below_min": "true"}
    row = next(r for r in listed(product.role("viewer"), STOCK, **params).json() if "reorder_qty" in r)
    assert "default_supplier_name" not in row and row["default_supplier_id"] == shelf["supplier"]["id"]


def test_items_without_movement_since_a_day(admin, shelf):
    def without(before, **more):
        return {r["item_id"]: r.get("last_movement") for r in listed(
            admin, STOCK, category_id=shelf["category"], last_movement_before=before, **more).json()}

    ids = [t["id"] for t in shelf["things"]]
    assert without(day(3)) == {ids[0]: day(5)}
    assert without(day(2)) == {ids[0]: day(5), ids[1]: day(3), ids[2]: day(3)}
    assert without(day(-1)) == {i: day(ago) for i, ago in zip(ids, DAYS_AGO) if ago is not None}
    assert without(day(3), include_zero="true") == {ids[0]: day(5), ids[4]: None}
    assert list(without(day(2), sort="-last_movement")) == [*sorted([ids[1], ids[2]], reverse=True), ids[0]]
    assert list(without(day(2), below_min="true", sort="shortage")) == [ids[1], ids[2]]
    counted = listed(admin, STOCK, category_id=shelf["category"], last_movement_before=day(2), count="true", limit=1)
    assert counted.headers["x-total-count"] == "3"


def test_an_issue_is_a_movement_and_a_changed_minimum_is_none(admin):
    of, at = category(admin)["id"], location(admin)["id"]
    thing = item(admin, category_id=of)
    posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=5, location_id=at, transaction_date=day(4))
    asked = {"category_id": of, "last_movement_before": day(3)}
    assert len(listed(admin, STOCK, **asked).json()) == 1
    assert admin.put(f"{ITEMS}/{thing['id']}", json={"min_stock_level": 9}).status_code == 200
    row, = listed(admin, STOCK, **asked).json()
    assert (row["last_movement"], row["shortage"], row["min_stock_level"]) == (day(4), 4, 9)
    assert [r["shortage"] for r in listed(admin, ITEMS, category_id=of, sort="-shortage").json()] == [4]
    posted(admin, item_id=thing["id"], transaction_type="issue", quantity=1, location_id=at)
    assert listed(admin, STOCK, **asked).json() == []


def test_a_sort_that_cannot_be_is_refused_by_name(admin, shelf):
    def fault(path, **params):
        return faults(admin.get(path, params=params))

    assert fault(STOCK, sort="on_hand") == {("query", "group_by"): "missing"}
    assert fault(STOCK, sort="item_name", group_by="item") == {("query", "sort"): "enum"}
    for part in ({"location_id": shelf["at"]}, {"as_of": day(1)}, {"known_at": day(1)}, {"lot": "L"}):
        field = "shortage" if {"location_id", "lot"} & set(part) else "last_movement"
        assert fault(STOCK, sort=field, group_by="item", **part) == {("query", "sort"): "exclusive"}
        assert fault(STOCK, last_movement_before=day(1), **part) == {("query", "last_movement_before"): "exclusive"}
    assert fault(STOCK, last_movement_before="soon") == {("query", "last_movement_before"): "date"}
    assert fault(ITEMS, sort="on_hand", q="bolt") == {("query", "sort"): "exclusive"}
    assert fault(ITEMS, sort="description") == {("query", "sort"): "enum"}


def test_a_cursor_of_another_order_is_refused(admin, shelf):
    params = {"category_id": shelf["category"], "limit": 1}
    link = listed(admin, ITEMS, sort="on_hand", **params).headers["link"]
    cursor = re.search(r"cursor=([^>&]+)", link)[1]
    assert faults(admin.get(ITEMS, params=params | {"sort": "available", "cursor": cursor})) == {("query", "cursor"): "cursor"}


def test_rows_that_move_meanwhile_hide_no_others(admin):
    of, at = category(admin)["id"], location(admin)["id"]
    things = [item(admin, category_id=of)["id"] for _ in range(6)]
    for n, thing in enumerate(things):
        posted(admin, item_id=thing, transaction_type="receipt", quantity=n + 1, location_id=at)
    got = []
    for page in following(admin, listed(admin, STOCK, category_id=of, group_by="item", sort="on_hand", limit=2)):
        got += [r["item_id"] for r in page.json()]
        if len(got) == 2:
            posted(admin, item_id=things[0], transaction_type="issue", quantity=1, location_id=at)
    assert got == things


@pytest.mark.skipif(KIND == "mongo", reason="writes the rows by SQL")
def test_many_items_that_another_filter_finds_are_sorted_too(fresh):
    instance = fresh()
    chance = random.Random(3)
    rows = [(f"item-{n:05}", "KG" if n % 50 == 0 else "PCS", chance.randrange(500)) for n in range(MANY + 400)]
    with sqlite(instance.store) as db:
        db.executemany("INSERT INTO items (id, item_code, item_name, category_id, uom, is_active, created_at, updated_at, version,"
                       " folded_code, folded_name, terms) VALUES (?1, ?1, ?1, 'cat-001', ?2, 1, 0, 0, 1, '', '', '')",
                       [r[:2] for r in rows])
        db.executemany("INSERT INTO item_stocks (id, item_code, category_id, on_hand, available, min_stock_level, headroom, last_day,"
                       " is_active, updated_at, version) VALUES (?1, ?1, 'cat-001', ?2, ?2, 0, ?2, '', 1, 0, 1)",
                       [(r[0], r[2] * 1000000) for r in rows])
    for unit, way in (("PCS", ""), ("PCS", "-"), ("KG", "")):
        ids = [r[0] for r in sorted(rows, key=lambda r: (r[2], r[0])) if r[1] == unit][::-1 if way else 1]
        assert (len(ids) > MANY) == (unit == "PCS")
        params = {"uom": unit, "sort": f"{way}on_hand"}
        pages = following(instance.admin, listed(instance.admin, ITEMS, limit=150, **params))
        assert [r["id"] for page in itertools.islice(pages, 3) for r in page.json()] == ids[:450]
        for skip in (0, 190, len(ids) - 5, len(ids)):
            got = listed(instance.admin, ITEMS, skip=skip, limit=10, count="true", **params)
            assert [r["id"] for r in got.json()] == ids[skip:skip + 10]
            assert got.headers["x-total-count"] == str(len(ids))
