"""test_upgrade.py - a system that an earlier program kept: its rows are brought up to date, and its day goes on.

The rows of t/data/earlier/ hold what today's rules would refuse: one lot in three spellings, two items
that answer to one scan, a closed month before an open and another closed one.
"""
import json
import os
from pathlib import Path

import pytest
from bson import json_util

from instance import PASSWORD, TOP, Instance
from stores import KIND, drop_store, mongo, sqlite

EARLIER = TOP / "t" / "data" / "earlier"
ZONE = {"TIMEZONE": "Asia/Kolkata"}


def empty(instance):
    """The store as if there had never been one."""
    if KIND == "mongo":
        drop_store(instance.store)
    else:
        for path in Path(instance.home).glob("ccpl.db*"):
            path.unlink()


def fill(instance):
    """The rows as the earlier program wrote them."""
    if KIND == "mongo":
        with mongo(instance.store) as db:
            for line in (EARLIER / "mongo-005.jsonl").read_text().splitlines():
                row = json_util.loads(line)
                db[row["collection"]].insert_one(row["document"])
        return
    with sqlite(instance.store) as db:
        db.executescript((EARLIER / "sqlite-001.sql").read_text())
    owner = os.stat(instance.home)
    for path in Path(instance.home).glob("ccpl.db*"):
        os.chown(path, owner.st_uid, owner.st_gid)


@pytest.fixture
def earlier():
    """A system at the migration of the earlier program, not yet started by this one."""
    instance = Instance(**ZONE)
    try:
        instance.start()
        instance.stop()
        empty(instance)
        instance.ccpl("migrate", "to", "5" if KIND == "mongo" else "1")
        fill(instance)
        yield instance
    finally:
        instance.remove()


@pytest.fixture
def upgraded(earlier):
    earlier.start()
    earlier._sessions["admin"] = earlier.sign_in("admin", PASSWORD)
    return earlier


def item(admin, code):
    return next(i for i in admin.get("/api/masters/items").json() if i["item_code"] == code)


def test_nothing_serves_before_the_rows_are_up_to_date(earlier):
    check = earlier.ccpl("check", check=False)
    assert check.returncode == 1 and "ccpl migrate up" in check.stderr


def test_a_new_system_has_nothing_to_upgrade(product):
    assert "created units" in product.said() and "renewed" not in product.said()


def test_migrating_twice_changes_nothing_more(earlier):
    first = earlier.ccpl("migrate", "up").stdout
    kept = earlier.kept()
    assert "closed through 2026-07" in first
    assert earlier.ccpl("migrate", "up").stdout == ""
    assert earlier.kept() == kept


def test_the_ledger_stays_and_the_books_add_up(earlier):
    rows = map(json_util.loads, (EARLIER / "mongo-005.jsonl").read_text().splitlines())
    lines = [row["document"] for row in rows if row["collection"] == "stock_transactions"]
    earlier.ccpl("migrate", "up")
    assert "the books add up: 11 postings, 12 lines, 3 items" in earlier.ccpl("verify").stdout
    kept = {r["id"]: r["lot"] for _, r in earlier.kept("stock_transaction")}
    assert kept == {line["id"]: line["lot"] for line in lines}


def test_the_lot_in_three_spellings_is_one(upgraded):
    admin = upgraded.admin
    resin = item(admin, "RESIN")["id"]
    rows = [r for r in admin.get("/api/inventory/stock", params={"item_id": resin}).json() if r["location_code"] == "WEST-A-1"]
    assert [(r["lot"], r["on_hand"]) for r in rows] == [("Lot-7a", 90.5)]
    there = {"item_id": resin, "location_id": rows[0]["location_id"], "lot": "lOT-7A"}
    over = admin.post("/api/inventory/transactions", json=there | {"transaction_type": "issue", "quantity": 91})
    assert over.status_code == 409 and over.json()["code"] == "insufficient_stock"
    opened = admin.post("/api/inventory/transactions", json=there | {"transaction_type": "opening", "quantity": 1})
    assert opened.status_code == 409 and opened.json()["code"] == "opening_exists"
    gone = admin.post("/api/inventory/transactions", json=there | {"transaction_type": "issue", "quantity": 90.5})
    assert gone.status_code == 201 and gone.json()["lines"][0]["lot"] == "Lot-7a"
    assert upgraded.ccpl("verify").returncode == 0


def test_the_books_are_closed_through_the_last_closed_month(upgraded):
    admin = upgraded.admin
    bolt = item(admin, "BOLT-M8")["id"]
    place = admin.get("/api/inventory/stock", params={"item_id": bolt}).json()[0]["location_id"]
    late = {"item_id": bolt, "location_id": place, "transaction_type": "receipt", "quantity": 1, "transaction_date": "2026-06-15"}
    refused = admin.post("/api/inventory/transactions", json=late)
    assert refused.status_code == 409 and refused.json()["code"] == "period_closed"
    assert admin.post("/api/inventory/transactions", json=late | {"transaction_date": "2026-08-15"}).status_code == 201


def test_two_items_of_one_scan_are_listed_and_refused_until_one_is_changed(upgraded):
    admin = upgraded.admin
    check = upgraded.ccpl("check", check=False)
    assert "RESIN" in check.stdout + check.stderr and "7612345000017" in check.stdout + check.stderr
    looked = admin.get("/api/lookup", params={"code": "7612345000017"})
    assert looked.status_code == 409 and looked.json()["code"] == "ambiguous"
    posting = {"barcode": "7612345000017", "location_id": "loc-001", "transaction_type": "receipt", "quantity": 1}
    assert admin.post("/api/inventory/transactions", json=posting).status_code == 409
    other = item(admin, "RESIN")
    assert admin.put(f"/api/masters/items/{other['id']}", json={"barcode": None}).status_code == 200
    assert admin.get("/api/lookup", params={"code": "7612345000017"}).json()["code"] == "7612345000017"
    assert admin.post("/api/inventory/transactions", json=posting).status_code == 201
    assert upgraded.ccpl("check").returncode == 0


def test_what_was_is_found_by_its_old_ways(upgraded):
    admin = upgraded.admin
    bolt = item(admin, "BOLT-M8")
    for code in ("BOLTS-000001", "4006381333931", "bolt-m8"):
        assert admin.get("/api/lookup", params={"code": code}).json()["id"] == bolt["id"]
    west = next(p["id"] for p in admin.get("/api/masters/locations").json() if p["code"] == "WEST")
    then = admin.get("/api/inventory/stock", params={"location_id": west, "item_id": bolt["id"], "as_of": "2026-08-02"}).json()
    assert [r["on_hand"] for r in then] == [100]
    zone = next(p["id"] for p in admin.get("/api/masters/locations").json() if p["code"] == "WEST-A")
    body = {"item_id": bolt["id"], "transaction_type": "receipt", "quantity": 1, "location_id": zone}
    again = admin.post("/api/inventory/transactions", content=json.dumps(body, separators=(",", ":")),
                       headers={"Idempotency-Key": "old-key", "Content-Type": "application/json"})
    assert again.status_code == 201 and again.headers.get("Idempotent-Replayed") == "true"


def test_what_was_is_searched_as_what_is(upgraded):
    admin = upgraded.admin

    def found(text):
        groups = admin.get("/api/search", params={"q": text}).json()["groups"]
        return {g["kind"]: [hit["code"] for hit in g["hits"]] for g in groups}

    assert found("bolt m8")["item"][0] == "BOLT-M8" and found("boltm8")["item"][0] == "BOLT-M8"
    assert found("lot 7A")["lot"] == ["Lot-7a"]
