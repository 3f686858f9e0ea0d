"""The workers for changes: requests that stall or are cut off, and changes that share a commit."""
import fcntl
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from fastcgi import answered, connected, encoded
from making import code, item
from stores import KIND
from waiting import wait_for

CLIENTS = 32


def create(product, **more):
    """The parameters and the body of a request that makes a category."""
    body = json.dumps({"code": code("C"), "name": "Category"} | more).encode()
    return {"REQUEST_METHOD": "POST", "REQUEST_URI": "/api/masters/item-categories", "REMOTE_ADDR": "192.0.2.1",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "REQUEST_ID": "0" * 32,
            "HTTP_AUTHORIZATION": f"Bearer {product.admin.tokens['token']}"}, body


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


@pytest.mark.skipif(KIND != "sqlite", reason="only SQLite has commits that are shared")
def test_changes_that_arrive_together_share_a_commit(fresh):
    product = fresh(RATE_LIMIT_PER_MINUTE=100000)
    item(product.admin)
    wait_for(lambda: counters(product)[0] > 0)
    changes, commits = counters(product)
    with ThreadPoolExecutor(CLIENTS) as at_once, open(product.home / "ccpl.db.lock", "rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first waits for it, and the others gather
        made = [at_once.submit(item, product.admin) for _ in range(CLIENTS)]
        wait_for(lambda: arrived(product) >= CLIENTS)
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert len({one.result()["item_code"] for one in made}) == CLIENTS
    now = counters(product)
    assert now[0] - changes == CLIENTS
    assert now[1] - commits <= 4
