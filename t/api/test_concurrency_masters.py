"""A master is changed while something begins to depend on it: whoever wins, nothing contradicts.

Short by default; CCPL_TEST_LONG=1 gives the full figures.
"""
import os
import random
import threading
import time

import httpx
import pytest

from making import category, item, location, made
from waiting import PATIENCE_S

pytestmark = pytest.mark.not_on_nx("takes one client at a time")
ROUNDS = 60 if os.environ.get("CCPL_TEST_LONG") else 15
MASTERS = "/api/masters"


@pytest.fixture
def two(fresh):
    """A running system, and two clients of it."""
    product = fresh(WORKERS=4, WRITE_WORKERS=4)
    headers = {"Authorization": product.admin.headers["Authorization"]}
    product.clients = [httpx.Client(base_url=product.url, verify=False, timeout=PATIENCE_S, headers=headers) for _ in range(2)]
    yield product
    for client in product.clients:
        client.close()


def at_once(two, *works):
    """Both works, each given a client, as nearly at once as can be; their answers."""
    start, answers = threading.Barrier(2), [None, None]

    def run(i):
        start.wait()
        time.sleep(random.uniform(0, 0.002))
        answers[i] = works[i](two.clients[i])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(a is not None and a.status_code < 500 for a in answers), answers
    return answers


def books_add_up(two):
    got = two.ccpl("verify", check=False)
    assert got.returncode == 0, got.stdout + got.stderr


def receipt(thing, place):
    body = {"item_id": thing["id"], "location_id": place["id"], "transaction_type": "receipt", "quantity": 3}
    return lambda client: client.post("/api/inventory/transactions", json=body)


def change(path, record, **fields):
    return lambda client: client.put(f"{MASTERS}/{path}/{record['id']}", json=fields)


def deactivation(path, record):
    return lambda client: client.delete(f"{MASTERS}/{path}/{record['id']}")


def restoring(path, record):
    return lambda client: client.post(f"{MASTERS}/{path}/{record['id']}/restore")


def making_one(path, **fields):
    code = {"item_code" if path == "items" else "code": f"R-{random.getrandbits(40):x}"}
    return lambda client: client.post(f"{MASTERS}/{path}", json=code | fields)


def test_what_is_available_follows_the_usage_of_its_place(two):
    for _ in range(ROUNDS):
        place, thing = location(two.admin), item(two.admin)
        _, changed = at_once(two, receipt(thing, place), change("locations", place, usage="blocked"))
        stock = two.admin.get(f"/api/inventory/stock/{thing['id']}").json()
        blocked = two.admin.get(f"{MASTERS}/locations/{place['id']}").json()["usage"] == "blocked"
        assert blocked == (changed.status_code == 200)
        assert stock["available"] == (0 if blocked else stock["on_hand"]), stock
    books_add_up(two)


def test_no_stock_comes_to_a_place_that_is_deactivated(two):
    for _ in range(ROUNDS):
        place, thing = location(two.admin), item(two.admin)
        received, gone = at_once(two, receipt(thing, place), deactivation("locations", place))
        assert (received.status_code == 201) != (gone.status_code == 204), (received.text, gone.text)
    books_add_up(two)


def children(two, path, parent, **more):
    """What begins to depend on a fresh record: made below it, moved below it, or restored there."""
    def fresh(**fields):
        return made(two.admin, path, code=f"P-{random.getrandbits(40):x}", name="Above", **more, **fields)

    above = fresh()
    yield above, making_one(path, name="Below", **{parent: above["id"]}, **more)
    above = fresh()
    yield above, change(path, fresh(), **{parent: above["id"]})
    above = fresh()
    below = fresh(**{parent: above["id"]})
    assert deactivation(path, below)(two.admin).status_code == 204
    yield above, restoring(path, below)


@pytest.mark.parametrize("path, parent, more", [
    ("item-categories", "parent_category", {}), ("locations", "parent_location", {}),
    ("recipients", "parent", {"kind": "job"})])
def test_nothing_active_is_below_what_is_deactivated(two, path, parent, more):
    for _ in range(ROUNDS):
        for above, comes in children(two, path, parent, **more):
            came, gone = at_once(two, comes, deactivation(path, above))
            assert (came.status_code in (200, 201)) != (gone.status_code == 204), (came.text, gone.text)
    books_add_up(two)


def test_no_item_is_of_a_category_that_is_deactivated(two):
    for _ in range(ROUNDS):
        of, other = category(two.admin), category(two.admin)
        thing = making_one("items", item_name="Thing", category_id=of["id"], uom="PCS")
        for into, comes in ((of, thing), (other, change("items", item(two.admin), category_id=other["id"]))):
            came, gone = at_once(two, comes, deactivation("item-categories", into))
            assert (came.status_code in (200, 201)) != (gone.status_code == 204), (came.text, gone.text)
    books_add_up(two)


def test_a_month_that_was_closed_keeps_its_stock(two):
    for _ in range(ROUNDS):
        thing, place = item(two.admin), location(two.admin)
        line = {"item_id": thing["id"], "location_id": place["id"], "transaction_type": "receipt", "quantity": 3,
                "transaction_date": "2026-01-20"}
        month = "/api/inventory/periods/2026-01"
        _, closed = at_once(two, lambda client: client.post("/api/inventory/transactions", json=line),
                            lambda client: client.post(f"{month}/close", json={"reason": "month end"}))
        assert closed.status_code == 200
        at_end = {"item_id": thing["id"], "as_of": "2026-01-31"}
        before = two.admin.get("/api/inventory/stock", params=at_end).json()
        assert two.admin.post("/api/inventory/transactions", json=line).json()["code"] == "period_closed"
        assert two.admin.get("/api/inventory/stock", params=at_end).json() == before
        assert two.admin.post(f"{month}/reopen", json={"reason": "again"}).status_code == 200
    books_add_up(two)
