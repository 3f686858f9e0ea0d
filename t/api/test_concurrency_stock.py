"""Many clients at once: nothing is issued twice, nothing posted twice, and the books add up.

Short by default; CCPL_TEST_LONG=1 gives the full figures.
"""
import os
import queue
import random
import threading
import time

import httpx
import pytest

from instance import PASSWORD
from making import item, location, posted
from waiting import PATIENCE_S

pytestmark = pytest.mark.not_on_nx("takes one client at a time")
LONG = bool(os.environ.get("CCPL_TEST_LONG"))
POST = "/api/inventory/transactions"


@pytest.fixture
def stores(fresh, request):
    instance = fresh(WORKERS=2, WRITE_WORKERS=getattr(request, "param", 2))
    instance.place = location(instance.admin)["id"]
    instance.thing = item(instance.admin)["id"]
    return instance


def line(stores, kind, quantity, **more):
    return {"item_id": stores.thing, "location_id": stores.place, "transaction_type": kind, "quantity": quantity} | more


def on_hand(stores):
    return stores.admin.get(f"/api/inventory/stock/{stores.thing}").json()["on_hand"]


def books_add_up(stores):
    got = stores.ccpl("verify", check=False)
    assert got.returncode == 0, got.stdout + got.stderr


def at_once(stores, clients, work, given):
    """work(client, job) for each of the given jobs, by so many threads; all results."""
    jobs, results, broken = queue.Queue(), [], []
    for job in given:
        jobs.put(job)

    def run():
        with httpx.Client(base_url=stores.url, verify=False, timeout=PATIENCE_S,
                          headers={"Authorization": stores.admin.headers["Authorization"]}) as client:
            try:
                while True:
                    results.append(work(client, jobs.get_nowait()))
            except queue.Empty:
                return
            except BaseException as e:
                broken.append(e)

    threads = [threading.Thread(target=run) for _ in range(clients)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not broken, broken[0]
    return results


def until_it_is_known(client, body, key):
    """Posts it, again by its key while the store is busy or it is unknown whether it was posted; the last answer."""
    for _ in range(200):
        answer = client.post(POST, json=body, headers={"Idempotency-Key": key})
        if answer.status_code != 503:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"key {key} was never answered")


def test_no_more_is_issued_than_there_is(stores):
    n = 1000
    for turn in range(20 if LONG else 1):
        posted(stores.admin, **line(stores, "receipt", n))
        got = at_once(stores, 64, lambda client, k: until_it_is_known(client, line(stores, "issue", 1), f"o{turn}-{k}").status_code,
                      range(2 * n))
        assert (got.count(201), got.count(409), len(got)) == (n, n, 2 * n)
        assert on_hand(stores) == 0
        books_add_up(stores)


def test_a_key_that_is_sent_five_times_at_once_posts_once(stores):
    n = 1000
    jobs = [k for k in range(n) for _ in range(5)]

    def work(client, k):
        answer = until_it_is_known(client, line(stores, "receipt", 1), f"k{k}")
        return k, answer.status_code, answer.json().get("id")

    got = at_once(stores, 10, work, jobs)
    assert {status for _, status, _ in got} == {201}
    assert len({(k, made) for k, _, made in got}) == n == on_hand(stores)
    books_add_up(stores)


def test_of_two_issues_of_earlier_days_that_do_not_both_fit_one_is_refused(stores):
    things = [item(stores.admin)["id"] for _ in range(20)]
    for thing in things:
        posted(stores.admin, **line(stores, "receipt", 10, item_id=thing, transaction_date="2026-01-01"))
        posted(stores.admin, **line(stores, "receipt", 90, item_id=thing, transaction_date="2026-01-10"))
    jobs = [(thing, day) for thing in things for day in ("2026-01-03", "2026-01-05")]

    def work(client, job):
        body = line(stores, "issue", 6, item_id=job[0], transaction_date=job[1])
        return job[0], until_it_is_known(client, body, f"{job[0]}-{job[1]}").status_code

    got = at_once(stores, 8, work, jobs)
    for thing in things:
        assert sorted(status for t, status in got if t == thing) == [201, 409]
    books_add_up(stores)


@pytest.mark.parametrize("stores", [1, 2], ids="{} for changes".format, indirect=True)
def test_every_acknowledged_posting_is_there_once_however_workers_die(stores):
    n, stop, killed = (10_000 if LONG else 1000), threading.Event(), []

    def kill():
        while not stop.wait(random.uniform(0.02, 0.1)):
            pids = stores.workers(writing=True) * 3 + stores.workers(writing=False) + stores.workers(hashing=True)
            if pids and stores.kill_one(pids):
                killed.append(1)

    def work(client, k):
        body, key = line(stores, "receipt", 1), {"Idempotency-Key": f"k{k}"}
        while len(killed) * 50 < k:  # a fast machine must not be done before enough have died
            time.sleep(0.005)
        for _ in range(200):
            try:
                answer = client.post(POST, json=body, headers=key)
            except httpx.TransportError:
                continue
            assert answer.status_code in (201, 502, 503, 504), answer.text
            if answer.status_code == 201:
                return f"k{k}", answer.json()
            time.sleep(0.02)
        raise AssertionError(f"key {k} was never answered")

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        got = dict(at_once(stores, 32, work, range(n)))
    finally:
        stop.set()
        killer.join()
    assert len(killed) > 10
    kept = {record["id"]: record for _, record in stores.kept("posting")}
    by_key = {record["id"].split("|")[1]: record["record_id"] for _, record in stores.kept("idempotency")}
    assert len(got) == n == len(kept) == on_hand(stores), f"{len(killed)} kills"
    assert by_key == {key: made["id"] for key, made in got.items()}
    assert {made["id"]: made["number"] for made in got.values()} == {i: record["number"] for i, record in kept.items()}
    assert sorted(int(record["number"].split("-")[-1]) for record in kept.values()) == list(range(1, n + 1))
    books_add_up(stores)


def test_a_flood_of_sign_ins_leaves_postings_going(fresh):
    """The postings are through while most of the sign-ins still wait: they have a pool of their own."""
    instance = fresh(PASSWORD_COST=13)
    place, thing = location(instance.admin)["id"], item(instance.admin)["id"]
    name = {"username": "admin", "password": PASSWORD}
    answered = []

    def sign_in():
        with httpx.Client(base_url=instance.url, verify=False, timeout=PATIENCE_S) as client:
            answer = client.post("/api/auth/login", json=name)
            while answer.status_code == 504:  # nginx, after 30 s: the machine is that slow
                answer = client.post("/api/auth/login", json=name)
            answered.append(answer.status_code)

    flood = [threading.Thread(target=sign_in) for _ in range(200)]
    for one in flood:
        one.start()
    for _ in range(50):
        posted(instance.admin, item_id=thing, location_id=place, transaction_type="receipt", quantity=1)
    waiting = len(flood) - len(answered)
    for one in flood:
        one.join()
    assert waiting > 0
    assert answered == [200] * 200
