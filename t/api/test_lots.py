"""test_lots.py - a lot is one in any case and width, where it is posted and where it is asked for."""
import csv

import pytest

from making import code, item, location, posted
from stores import delete_all, rename_all, set_all

STOCK, LEDGER = "/api/inventory/stock", "/api/inventory/transactions"
WIDE = str.maketrans({**{c: c + 0xFEE0 for c in range(0x21, 0x7F)}})


def receipt(admin, thing, at, lot, quantity=1):
    return posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=quantity, location_id=at["id"], lot=lot)


@pytest.fixture
def lots(admin):
    """Two items with one lot in several spellings, and with another that differs by its punctuation."""
    lot = code("L") + "-7"
    house, bolt, oil = location(admin), item(admin), item(admin)
    for thing, spelling in ((bolt, lot), (bolt, lot.lower()), (oil, lot.translate(WIDE)), (bolt, lot.replace("-", ""))):
        receipt(admin, thing, house, spelling)
    return {"lot": lot, "house": house, "bolt": bolt, "oil": oil}


def spellings(lot):
    return lot, lot.lower(), lot.translate(WIDE), lot.lower().translate(WIDE)


def test_stock_is_found_by_a_lot_in_any_spelling(admin, lots):
    lot, bolt, oil = lots["lot"], lots["bolt"]["id"], lots["oil"]["id"]
    for spelling in spellings(lot):
        rows = admin.get(STOCK, params={"lot": spelling}).json()
        assert {(r["item_id"], r["lot"], r["on_hand"]) for r in rows} == {(bolt, lot, 2), (oil, lot.translate(WIDE), 1)}
        (row,) = admin.get(STOCK, params={"lot": spelling, "item_id": bolt, "location_id": lots["house"]["id"]}).json()
        assert row["on_hand"] == 2
        rows = admin.get(STOCK, params={"lot": spelling, "group_by": "item", "as_of": "2099-01-01"})
        assert rows.status_code == 422
        rows = admin.get(STOCK, params={"lot": spelling, "group_by": "item"}).json()
        assert {(r["item_id"], r["on_hand"]) for r in rows} == {(bolt, 2), (oil, 1)}
    assert [r["on_hand"] for r in admin.get(STOCK, params={"lot": lot.replace("-", "")}).json()] == [1]
    assert admin.get(STOCK, params={"lot": lot + "."}).json() == []


def test_the_ledger_is_found_by_a_lot_in_any_spelling(admin, lots):
    lot = lots["lot"]
    for spelling in spellings(lot):
        lines = admin.get(LEDGER, params={"lot": spelling}).json()
        assert [(l["item_id"], l["lot"]) for l in lines] == [
            (lots["oil"]["id"], lot.translate(WIDE)), (lots["bolt"]["id"], lot), (lots["bolt"]["id"], lot)]
        assert len(admin.get(LEDGER, params={"lot": spelling, "item_id": lots["oil"]["id"]}).json()) == 1
    assert admin.get(LEDGER, params={"lot": lot, "location_id": location(admin)["id"]}).json() == []
    assert admin.get(LEDGER, params={"lot": lot + "."}).json() == []


@pytest.mark.parametrize("path", [STOCK, LEDGER])
def test_pages_counts_and_csv_go_by_the_lot_too(admin, lots, path):
    params = {"lot": lots["lot"].lower()}
    whole = admin.get(path, params=params).json()
    first = admin.get(path, params=params | {"limit": 1, "count": "true"})
    assert first.headers["X-Total-Count"] == str(len(whole))
    rows, answer = first.json(), first
    while "next" in answer.links:
        answer = admin.get(answer.links["next"]["url"])
        rows += answer.json()
    assert rows == whole
    page = admin.get(path, params=params | {"page": 1, "page_size": 50}).json()
    assert page["total"] == len(whole)
    sheet = list(csv.DictReader(admin.get(path, params=params, headers={"Accept": "text/csv"}).text.lstrip("\ufeff").splitlines()))
    assert [r["lot"] for r in sheet] == [r["lot"] for r in whole]


def test_the_minimum_is_not_of_a_lot(admin):
    answer = admin.get(STOCK, params={"lot": "A", "below_min": "true"})
    assert answer.status_code == 422 and answer.json()["detail"][0]["loc"] == ["query", "below_min"]


def test_what_is_issued_in_another_spelling_comes_from_the_same_lot(admin):
    thing, at = item(admin), location(admin)
    receipt(admin, thing, at, "Ab-1", 5)
    issue = {"item_id": thing["id"], "transaction_type": "issue", "quantity": 6, "location_id": at["id"], "lot": "aB-1"}
    short = admin.post(LEDGER, json=issue)
    assert (short.status_code, short.json()["lines"][0]["lot"], short.json()["lines"][0]["available"]) == (409, "Ab-1", 5)
    assert posted(admin, **issue | {"quantity": 5})["lot"] == "Ab-1"
    again = {"item_id": thing["id"], "transaction_type": "opening", "quantity": 1, "location_id": at["id"], "lot": "AB-1"}
    posted(admin, **again)
    refused = admin.post(LEDGER, json=again | {"lot": "ab-1"})
    assert (refused.status_code, refused.json()["code"]) == (409, "opening_exists")


def spelled_before_lots_were_folded(store, item_id, was, lot):
    """Writes the rows of one lot of an item as an earlier program did: by the lot as it was spelled."""
    for kind in ("balances", "stock_days", "stock_months", "stock_transactions"):
        for old in (was, was.lower()):
            set_all(store, kind, {"item_id": item_id, "lot": old}, {"lot": lot})
    for kind in ("balances", "stock_days", "stock_months", "openings"):
        rename_all(store, kind, f"|{was.lower()}", f"|{lot}")


def test_a_migration_joins_what_an_earlier_program_kept_under_several_spellings(fresh):
    instance = fresh()
    admin = instance.admin
    thing, at = item(admin), location(admin)
    for lot, quantity in (("ONE", 5), ("TWO", 3)):
        posted(admin, item_id=thing["id"], transaction_type="opening", quantity=quantity, location_id=at["id"], lot=lot)
    spelled_before_lots_were_folded(instance.store, thing["id"], "ONE", "A-1")
    spelled_before_lots_were_folded(instance.store, thing["id"], "TWO", "a-1")
    delete_all(instance.store, "lots")
    set_all(instance.store, "settings", {"id": "upgrade"}, {"value": "0"})
    lines = instance.kept("stock_transaction")
    assert sorted(line["lot"] for _, line in lines) == ["A-1", "a-1"]
    assert "run `ccpl migrate up`" in instance.ccpl("check", check=False).stderr
    assert "rows of 1 items were rewritten" in instance.ccpl("migrate", "up").stdout
    assert instance.ccpl("verify").stdout.startswith("the books add up: 2 postings, 2 lines")
    (row,) = admin.get(STOCK, params={"lot": "a-1"}).json()
    assert (row["lot"], row["on_hand"]) == ("A-1", 8)
    assert [line["lot"] for line in admin.get(LEDGER, params={"lot": "A-1"}).json()] == ["a-1", "A-1"]
    assert instance.kept("stock_transaction") == lines
    assert "were rewritten" not in instance.ccpl("migrate", "up").stdout
