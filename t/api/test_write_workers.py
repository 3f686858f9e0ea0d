"""The workers for changes: requests that stall or are cut off, and changes that share a commit."""
import fcntl
import json
import os
import re
import resource
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from fastcgi import answered, connected, encoded
from making import code, item, location
from stores import KIND
from waiting import wait_for

CLIENTS = 32


def post(product, path, fields, **headers):
    """The parameters and the body of a request, as nginx sends them."""
    body = json.dumps(fields).encode()
    return {"REQUEST_METHOD": "POST", "REQUEST_URI": path, "REMOTE_ADDR": "192.0.2.1",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "REQUEST_ID": "0" * 32,
            "HTTP_AUTHORIZATION": f"Bearer {product.admin.tokens['token']}"} | headers, body


def create(product, **more):
    """A request that makes a category."""
    return post(product, "/api/masters/item-categories", {"code": code("C"), "name": "Category"} | more)


def connect(product):
    return connected(product.home / "run" / "write.sock")


def categories(product):
    answer = product.admin.get("/api/masters/item-categories?count=true&limit=1")
    return int(answer.headers["x-total-count"])


def test_clients_that_stall_keep_nobody_waiting(product):
    request = encoded(*create(product))
    stalled = [connect(product) for _ in range(10)]
    for i, s in enumerate(stalled):
        s.sendall(request[:1 + i * len(request) // 11])
    for _ in range(20):
        item(product.admin)
    for i, s in enumerate(stalled[:1]):
        s.sendall(request[1:])
        assert answered(s).startswith("Status: 201")
    for s in stalled:
        s.close()


def test_a_request_may_arrive_in_pieces(product):
    request = encoded(*create(product))
    with connect(product) as s:
        for i in range(0, len(request), 11):
            s.sendall(request[i:i + 11])
        assert answered(s).startswith("Status: 201")


def test_what_is_cut_off_is_not_done(product):
    before = categories(product)
    request = encoded(*create(product))
    for n in range(0, len(request), 13):
        with connect(product) as s:
            s.sendall(request[:n])
            s.shutdown(socket.SHUT_WR)
            assert answered(s) == ""
    assert categories(product) == before


def test_a_long_request_that_is_cut_off_is_not_done(product):
    before = categories(product)
    request = encoded(*create(product, description="x" * 300_000))
    for n in (70_000, 200_000, len(request) - 8):
        with connect(product) as s:
            s.sendall(request[:n])
            s.shutdown(socket.SHUT_WR)
            assert not answered(s).startswith("Status: 2")
    assert categories(product) == before


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\n\r\n", b"\0" * 100, b"\1\2" + b"\0" * 100], ids=["HTTP", "zeros", "abort"])
def test_what_is_no_request_is_closed(product, sent):
    with connect(product) as s:
        s.sendall(sent)
        assert answered(s) == ""
    item(product.admin)


def counters(product):
    page = httpx.get(f"http://127.0.0.1:{product.metrics_port}/metrics").text
    return [int(re.search(rf"^ccpl_{name}_total (\d+)$", page, re.M)[1]) for name in ("changes", "commits")]


def arrived(product):
    """How many connections the workers for changes have, or could accept."""
    sock = str(product.home / "run" / "write.sock")
    return sum(one.endswith(sock) for one in Path("/proc/net/unix").read_text().splitlines()) - 1  # that listens


@contextmanager
def held(product):
    """The lock of writers, so that a worker for changes waits with what it has, and requests wait for it."""
    with open(product.home / "ccpl.db.lock", "rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


only_sqlite = pytest.mark.skipif(KIND != "sqlite", reason="only SQLite has commits that are shared")


@only_sqlite
def test_changes_that_arrive_together_share_a_commit(fresh):
    product = fresh(RATE_LIMIT_PER_MINUTE=100000)
    item(product.admin)
    wait_for(lambda: counters(product)[0] > 0)
    changes, commits = counters(product)
    with ThreadPoolExecutor(CLIENTS) as at_once:
        with held(product):  # the first waits for it, and the others gather
            made = [at_once.submit(item, product.admin) for _ in range(CLIENTS)]
            wait_for(lambda: arrived(product) >= CLIENTS)
        assert len({one.result()["item_code"] for one in made}) == CLIENTS
    now = counters(product)
    purges = now[0] - changes - CLIENTS  # a worker that was idle meanwhile may have noted how far it has purged
    assert 0 <= purges <= 1
    assert now[1] - commits <= 4 + purges


def opened(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


@only_sqlite
def test_a_change_that_arrives_while_the_lock_is_taken_joins_the_group(fresh):
    product = fresh(RATE_LIMIT_PER_MINUTE=100000)
    [worker] = product.workers(writing=True)

    def together():
        """Whether one that arrives while another waits for the lock is in its commit; a slow machine may be too late."""
        _, commits = counters(product)
        before = opened(worker)
        with connect(product) as first, connect(product) as second:
            wait_for(lambda: opened(worker) == before + 2)
            with held(product):
                first.sendall(encoded(*create(product)))
                time.sleep(0.2)
                second.sendall(encoded(*create(product)))
                time.sleep(0.2)
            assert answered(first).startswith("Status: 201") and answered(second).startswith("Status: 201")
        wait_for(lambda: opened(worker) == before)
        return counters(product)[1] == commits + 1

    item(product.admin)
    wait_for(together)


@contextmanager
def stopped(product):
    """The workers for changes do nothing, as if each were busy with a long one."""
    pids = product.workers(writing=True)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_a_change_is_refused_when_too_many_wait(fresh):
    product = fresh()
    before = categories(product)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    waiting = []
    try:
        with stopped(product):
            with pytest.raises(BlockingIOError):
                while True:
                    waiting.append(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK))
                    waiting[-1].connect(str(product.home / "run" / "write.sock"))
            answer = product.admin.post("/api/masters/item-categories", json={"code": code("C"), "name": "Category"})
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["retry-after"]) > 0
    finally:
        for s in waiting:
            s.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert categories(product) == before
    wait_for(lambda: product.admin.post("/api/masters/item-categories",
                                        json={"code": code("C"), "name": "Category"}).status_code == 201)


def sent_ago(seconds):
    return f"{time.time() - seconds:.3f}"


@pytest.mark.parametrize("sent, status", [
    (lambda: sent_ago(0), 201), (lambda: sent_ago(3), 201), (lambda: sent_ago(6), 503),
    (lambda: sent_ago(-6), 201), (lambda: sent_ago(40 * 86400), 201),  # the clock has been set
    (lambda: "", 201), (lambda: "1.x", 201), (lambda: "99999999999999999999.1", 201), (lambda: "9223372036854775807.999", 201)])
def test_a_change_that_waited_too_long_is_refused(product, sent, status):
    before = categories(product)
    params, body = create(product)
    with connect(product) as s:
        s.sendall(encoded(params | {"CCPL_SENT": sent()}, body))
        said = answered(s)
    assert said.startswith(f"Status: {status}")
    assert ('"busy"' in said) == ("Retry-After: " in said) == (status == 503)
    assert categories(product) == before + (status == 201)


def test_a_change_that_nginx_sent_long_ago_is_refused_and_may_be_sent_again(fresh):
    product = fresh()
    before, body = categories(product), {"code": code("C"), "name": "Category"}
    with ThreadPoolExecutor() as beside:
        with stopped(product):
            waiting = beside.submit(product.admin.post, "/api/masters/item-categories", json=body)
            time.sleep(5.5)
        answer = waiting.result()
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert categories(product) == before
    assert product.admin.post("/api/masters/item-categories", json=body).status_code == 201


@only_sqlite
def test_a_change_whose_worker_dies_is_answered_502_and_may_be_sent_again(fresh):
    product = fresh()
    item(product.admin)
    wait_for(lambda: arrived(product) == 0)  # the item's own connection may be closing still
    idle = max(map(opened, product.workers(writing=True)))
    body, key = {"code": code("C"), "name": "Category"}, {"Idempotency-Key": code("K")}

    def send():
        return product.admin.post("/api/masters/item-categories", json=body, headers=key)

    with ThreadPoolExecutor() as beside, held(product):
        waiting = beside.submit(send)

        def killed():
            for pid in product.workers(writing=True):
                if opened(pid) > idle:
                    product.kill_one([pid])
            return waiting.done()

        wait_for(killed)
    assert (waiting.result().status_code, waiting.result().json()["code"]) == (502, "unavailable")
    assert wait_for(lambda: (answer := send()).status_code == 201 and answer)


def test_a_request_that_has_begun_to_arrive_is_answered_by_a_worker_that_leaves(fresh):
    product = fresh()

    def answered_in_time():
        """It waits a second for the rest; a slow machine may be too late."""
        wait_for(lambda: arrived(product) == 0)
        [worker] = product.workers(writing=True)
        idle, request = opened(worker), encoded(*create(product))
        with connect(product) as s:
            s.sendall(request[:20])
            wait_for(lambda: opened(worker) > idle)
            for _ in range(2):
                os.kill(worker, signal.SIGTERM)
                time.sleep(0.1)
            try:
                s.sendall(request[20:])
                return answered(s).startswith("Status: 201")
            except BrokenPipeError:
                return False

    assert any(answered_in_time() for _ in range(10))


def ask_to_end(product):
    for pid in product.workers(writing=True):
        os.kill(pid, signal.SIGTERM)


def move_away(product):
    """From now on the worker must leave: its store is elsewhere."""
    (product.home / "ccpl.db").rename(product.home / "ccpl.away")


@only_sqlite
@pytest.mark.parametrize("leave", [ask_to_end, move_away])
def test_what_waits_when_a_worker_leaves_is_answered_or_done_once_later(fresh, leave):
    product = fresh(RATE_LIMIT_PER_MINUTE=100000)
    receipt = {"item_id": item(product.admin)["id"], "location_id": location(product.admin)["id"],
               "transaction_type": "receipt", "quantity": 1}
    posting = [post(product, "/api/inventory/transactions", receipt, HTTP_IDEMPOTENCY_KEY=f"k{n}") for n in range(CLIENTS)]
    workers = product.workers(writing=True)
    with held(product):
        waiting = [connect(product) for _ in posting]
        for s, one in zip(waiting, posting):
            s.sendall(encoded(*one))
        wait_for(lambda: arrived(product) >= CLIENTS)
        leave(product)
    wait_for(lambda: not set(workers) & set(product.workers(writing=True)))
    if leave is move_away:
        (product.home / "ccpl.away").rename(product.home / "ccpl.db")
    statuses = [answered(s)[:11] for s in waiting]
    assert set(statuses) <= {"Status: 201", "Status: 503", ""}
    if leave is ask_to_end:  # what it had accepted, and what was in its queue
        assert "" not in statuses

    def on_hand():
        return int(float(product.admin.get(f"/api/inventory/stock/{receipt['item_id']}").json()["on_hand"]))

    def again(one):
        with connect(product) as s:
            s.sendall(encoded(*one))
            return answered(s).startswith("Status: 201")

    assert statuses.count("Status: 201") <= on_hand() <= CLIENTS
    for one in posting:
        wait_for(lambda: again(one))
    assert on_hand() == CLIENTS
    assert product.ccpl("verify").returncode == 0
