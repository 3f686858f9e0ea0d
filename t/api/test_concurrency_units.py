"""Two clients at once at the units: what is used keeps its ratio, and what is used stays active."""
import threading

import httpx
import pytest

from making import code, item, location, unit
from waiting import PATIENCE_S

pytestmark = pytest.mark.not_on_nx("takes one client at a time")
ROUNDS = 60
UOMS = "/api/masters/uoms"
POST = "/api/inventory/transactions"


@pytest.fixture
def units(fresh):
    instance = fresh(WORKERS=4, WRITE_WORKERS=4)
    instance.place = location(instance.admin)["id"]
    return instance


def both(instance, *works):
    """The works, each by a client of its own, begun in the same moment; their answers."""
    start, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(n, work):
        with httpx.Client(base_url=instance.url, verify=False, timeout=PATIENCE_S,
                          headers={"Authorization": instance.admin.headers["Authorization"]}) as client:
            client.get("/health")
            start.wait()
            answers[n] = work(client)

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


def books_add_up(instance):
    got = instance.ccpl("verify", check=False)
    assert got.returncode == 0, got.stdout + got.stderr


def uses(unit):
    """Bodies that take the unit into use, and where they go."""
    thing = {"item_name": "Thing", "category_id": "cat-001"}
    return [("items", thing | {"item_code": code("I"), "uom": unit}),
            ("items", thing | {"item_code": code("I"), "uom": "PCS", "packs": [{"uom": unit, "numerator": 2}]}),
            ("item-categories", {"code": code("C"), "name": "Category", "allowed_uoms": [unit]}),
            ("uoms", {"code": code("U"), "name": "Unit", "base_uom": unit, "numerator": 2})]


def test_a_unit_is_deactivated_or_taken_into_use_but_not_both(units):
    for n in range(ROUNDS):
        one = unit(units.admin)
        path, body = uses(one["code"])[n % 4]
        gone, used = both(units, lambda c: c.delete(f"{UOMS}/{one['id']}"),
                          lambda c: c.post(f"/api/masters/{path}", json=body))
        assert (gone.status_code, used.status_code) in ((204, 422), (409, 201)), (path, gone.text, used.text)


def test_a_ratio_is_that_which_stock_was_posted_by(units):
    thing = item(units.admin)["id"]
    for _ in range(ROUNDS):
        one = unit(units.admin, base_uom="PCS", numerator=12)
        body = {"item_id": thing, "location_id": units.place, "transaction_type": "receipt", "quantity": 1,
                "uom": one["code"]}
        changed, made = both(units, lambda c: c.put(f"{UOMS}/{one['id']}", json={"numerator": 24}),
                             lambda c: c.post(POST, json=body))
        assert made.status_code == 201 and changed.status_code in (200, 409), (made.text, changed.text)
        now = units.admin.get(f"{UOMS}/{one['id']}").json()["numerator"]
        assert made.json()["lines"][0]["quantity"] == now == (24 if changed.status_code == 200 else 12)
    books_add_up(units)


def test_a_base_that_others_are_multiples_of_is_no_multiple_itself(units):
    for _ in range(ROUNDS):
        base = unit(units.admin)
        body = {"code": code("U"), "name": "Unit", "base_uom": base["code"], "numerator": 2}
        changed, made = both(units, lambda c: c.put(f"{UOMS}/{base['id']}", json={"base_uom": "PCS", "numerator": 3}),
                             lambda c: c.post(UOMS, json=body))
        assert made.status_code == 201 and changed.status_code in (200, 409), (made.text, changed.text)
        assert (made.json()["base_uom"], made.json()["numerator"]) == (
            ("PCS", 6) if changed.status_code == 200 else (base["code"], 2))


def test_two_units_do_not_become_multiples_of_each_other(units):
    for _ in range(ROUNDS):
        a, b = unit(units.admin), unit(units.admin)
        answers = both(units, lambda c: c.put(f"{UOMS}/{a['id']}", json={"base_uom": b["code"], "numerator": 2}),
                       lambda c: c.put(f"{UOMS}/{b['id']}", json={"base_uom": a["code"], "numerator": 2}))
        assert [x.status_code for x in answers].count(200) == 1, [x.text for x in answers]


def test_items_in_one_unit_are_made_at_once(units):
    made = both(units, *[lambda c, n=n: [c.post("/api/masters/items", json={
        "item_name": f"Thing {n} {k}", "category_id": "cat-001", "uom": "PCS"}).status_code for k in range(20)]
        for n in range(8)])
    assert [status for one in made for status in one] == [201] * 160
    books_add_up(units)
