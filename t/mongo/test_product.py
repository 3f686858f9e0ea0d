"""test_product.py - the same faults through the whole product: a posting over HTTPS, through nginx and workers, to a
store that fails behind them. What the client is told, that it is told in time, and that a second try with the same
key leaves one posting in the ledger.
"""
import os
import signal
import subprocess
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from instance import TOP, Instance
from making import item, location
from primary import DEADLINE_MS, TRANSIENT, UNKNOWN, answers, error, hangs, hangs_up
from proxy import Proxy
from stores import SETTINGS, drop_store, new_store
from waiting import wait_for

POST, LEDGER = "/api/inventory/transactions", "/api/inventory/transactions"
SPARE_MS = 3000  # for all else: what is measured is no speed, but that nobody waits on and on
CONFLICT = error(112, "WriteConflict", TRANSIENT)
SHUTDOWN = error(91, "ShutdownInProgress", UNKNOWN)


@pytest.fixture(scope="module")
def store():
    if not os.environ.get("MONGO_NX_URL"):
        pytest.skip("the proxy stands before one server, MONGO_NX_URL")
    behind = urlsplit(new_store("mongo", None))
    proxy = Proxy(behind.hostname, behind.port)
    proxy.url = behind._replace(netloc=f"127.0.0.1:{proxy.port}", query="serverSelectionTimeoutMS=500").geturl()
    yield proxy
    proxy.close()
    drop_store(behind.geturl())


@pytest.fixture(scope="module")
def made(store):
    """An instance of one worker, that is there for all of these tests: none of them may cost it that worker."""
    instance = Instance(DATABASE_URL=store.url, WORKERS=1, **SETTINGS)
    try:
        instance.start()
        instance.bolt = item(instance.admin, default_location_id=location(instance.admin)["id"])
        yield instance
    finally:
        store.come_back()
        instance.remove()


def workers(instance):
    return instance.workers(), instance.workers(hashing=True)


@pytest.fixture
def product(made, store):
    before = workers(made)
    yield made
    store.come_back()
    assert workers(made) == before, "no worker died of it"


def took(product, ask):
    """The answer, and how many milliseconds it took but for those that somebody on its way waited for a processor."""
    def queued():
        pids = [os.getpid(), *product.parts()["nginx"], *product.workers()]
        return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) for pid in pids)
    began = time.monotonic_ns() - queued()
    answer = ask()
    return answer, (time.monotonic_ns() - queued() - began) / 1e6


def receive(product, key):
    """Receives a piece; what the client is told."""
    return product.admin.post(POST, headers={"Idempotency-Key": key}, json={
        "item_id": product.bolt["id"], "transaction_type": "receipt", "quantity": 1, "reference": key})


def in_ledger(product, key):
    """How often it was posted."""
    lines = product.admin.get(LEDGER, params={"item_id": product.bolt["id"], "limit": 100})
    assert lines.status_code == 200, lines.text
    return [line["reference"] for line in lines.json()].count(key)


def refused(answer):
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0, answer.text
    return answer.json()["code"]


def when_ready(product):
    wait_for(lambda: product.anonymous().get("/health/ready").status_code == 200)


@pytest.mark.parametrize("command, fault, times, status", [
    pytest.param("insert", answers(CONFLICT), 1, 201, id="a conflict"),
    pytest.param("insert", answers(CONFLICT), None, 503, id="conflicts for ever"),
    pytest.param("insert", hangs_up(False), 1, 201, id="a connection that ends at the first write"),
    pytest.param("insert", hangs(False), 1, 503, id="no answer to the first write"),
    pytest.param("commitTransaction", answers(SHUTDOWN), 1, 201, id="a commit that may have happened, and has not"),
    pytest.param("commitTransaction", hangs_up(False), 1, 201, id="a connection that ends before the commit"),
    pytest.param("commitTransaction", hangs_up(True), 1, 201, id="a connection that ends after the commit"),
    pytest.param("commitTransaction", hangs(True), 1, 503, id="no answer to a commit that happened"),
    pytest.param("find", hangs_up(False), 1, 201, id="a connection that ends at a read"),
])
def test_a_posting_that_meets_it_is_there_once_at_most_and_once_after_a_second_try(product, store, command, fault, times, status):
    key = uuid.uuid4().hex
    store.fail(command, fault, times)
    answer, ms = took(product, lambda: receive(product, key))
    assert ms < DEADLINE_MS + SPARE_MS
    if answer.status_code != 201:
        assert refused(answer) in ("busy", "unavailable")
    assert answer.status_code == status, answer.text
    store.come_back()
    assert in_ledger(product, key) in ([1] if answer.status_code == 201 else [0, 1])
    again = receive(product, key)
    assert again.status_code == 201, again.text
    assert in_ledger(product, key) == 1
    assert receive(product, key).headers["Idempotent-Replayed"] == "true"


def test_a_read_that_gets_no_answer_is_refused_in_time(product, store):
    store.fail("find", hangs(False), None)
    answer, ms = took(product, lambda: product.admin.get("/api/masters/items"))
    assert refused(answer) == "unavailable"
    assert ms < DEADLINE_MS + SPARE_MS
    store.come_back()
    assert product.admin.get("/api/masters/items").status_code == 200


def test_while_the_store_is_away_it_is_said_and_with_it_all_comes_back(product, store):
    key, anonymous = uuid.uuid4().hex, product.anonymous()
    store.go_away()
    assert refused(receive(product, key)) == "unavailable"
    assert refused(product.admin.get(LEDGER)) == "unavailable"
    assert anonymous.get("/health/ready").status_code == 503
    assert (anonymous.get("/health").status_code, anonymous.get("/health").json()) == (200, {"status": "healthy"})
    store.come_back()
    when_ready(product)
    assert in_ledger(product, key) == 0
    assert receive(product, key).status_code == 201
    assert in_ledger(product, key) == 1
    assert product.sign_in("admin").user["username"] == "admin", "the pool that hashes came back too"


@pytest.fixture
def told(store):
    """Of a first write that gets no answer the session, then which sessions are to be ended."""
    said = []

    def keeps_it(_, request, carry_out):
        said.append(request.doc["lsid"]["id"])

    def is_told(_, request, carry_out):  # the test server knows no such command
        said.append([session["id"] for session in request.doc["killSessions"]])
        request.reply({"ok": 1})
    store.fail("insert", keeps_it).fail("killSessions", is_told, times=None)
    yield said
    store.come_back()


def test_what_a_worker_holds_that_is_killed_is_ended_by_the_next_before_it_serves(made, told):
    key = uuid.uuid4().hex
    posting = threading.Thread(target=receive, args=[made, key])
    posting.start()
    wait_for(lambda: told)
    [worker] = made.workers(writing=True)
    os.kill(worker, signal.SIGKILL)
    posting.join()
    wait_for(lambda: made.workers(writing=True) not in ([], [worker]))
    assert receive(made, key).status_code == 201
    assert told == [told[0], [told[0]]]
    assert in_ledger(made, key) == 1


def test_what_an_operators_program_holds_that_is_killed_is_ended_by_the_next(made, told):
    name = f"u{uuid.uuid4().hex[:8]}"
    adding = made.start_ccpl("user", "add", "--email", f"{name}@example.com", "--username", name, "--role", "viewer", "--random")
    wait_for(lambda: told)
    adding.kill()
    adding.communicate()
    assert name not in made.ccpl("user", "list").stdout
    assert told == [told[0], [told[0]]]


def takes_longer_than_any_deadline(_, request, carry_out):
    time.sleep(DEADLINE_MS / 1000 + 1)
    request.send(carry_out())


def test_a_migration_takes_the_time_that_it_takes(made, store):
    url = urlsplit(store.url)._replace(path=f"/ccpl_t_{uuid.uuid4().hex[:12]}").geturl()
    env = made.env | {"DATABASE_URL": url, "CCPL_MIGRATIONS": str(TOP / "migrations"),
                      "JWT_SECRET_KEY_FILE": str(made.home / "secrets" / "jwt")}
    store.fail("createIndexes", takes_longer_than_any_deadline)
    try:
        done = subprocess.run([made.home / "bin" / "ccpl", "migrate", "up"], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert store.faults[0][2] == 0, "it was slow"
    finally:
        store.come_back()
        drop_store(url)


def test_after_all_of_it_the_books_agree(product):
    done = product.ccpl("verify", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    stock = product.admin.get(f"/api/inventory/stock/{product.bolt['id']}").json()["on_hand"]
    assert stock == len(product.admin.get(LEDGER, params={"item_id": product.bolt["id"], "limit": 100}).json())
