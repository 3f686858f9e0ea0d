"""Workers that are stopped, killed and flooded, and what their clients see of it."""
import json
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fastcgi import fastcgi
from waiting import PATIENCE_S, wait_for


LOGIN = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/api/auth/login", "CONTENT_TYPE": "application/json",
         "REMOTE_ADDR": "192.0.2.1", "REQUEST_ID": "0" * 32}


@pytest.mark.parametrize("announced, status", [("100", "400"), ("-1", "400"), ("x", "400"), (str(1 << 40), "413")])
def test_a_body_that_is_not_as_announced_is_refused(product, announced, status):
    answer = fastcgi(product.home / "run" / "hash.sock", LOGIN | {"CONTENT_LENGTH": announced}, b'{"a":1}')
    assert answer.startswith(f"Status: {status}\r\n")


def test_a_public_request_cannot_reach_what_is_for_operators(product):
    answer = fastcgi(product.home / "run" / "api.sock", LOGIN | {"REQUEST_METHOD": "GET", "REQUEST_URI": "/metrics"})
    assert answer.startswith("Status: 404\r\n")


@pytest.mark.not_on_nx("takes one client at a time")
def test_killed_workers_are_replaced_for_ever(fresh):
    product = fresh(WORKERS=3)
    killed = 0
    while killed < 200:
        killed += product.kill_one(wait_for(product.workers) + product.workers(hashing=True))
        time.sleep(0.02)
    wait_for(lambda: len(product.workers()) == 4 and len(product.workers(hashing=True)) >= 1)
    assert product.anonymous().get("/health/ready").status_code == 200


class Load(threading.Thread):
    """Asks until it is told to stop, and keeps what it was answered."""

    def __init__(self, product):
        super().__init__()
        self.client, self.statuses, self.stop = product.anonymous(check=False), [], False

    def run(self):
        while not self.stop:
            self.statuses.append(self.client.get("/health/ready").status_code)


def test_workers_that_are_asked_to_end_answer_what_they_accepted(fresh):
    product = fresh(WORKERS=4, WRITE_WORKERS=4)
    load = [Load(product) for _ in range(8)]
    for one in load:
        one.start()
    rounds = 0
    while rounds < 20 or sum(len(one.statuses) for one in load) <= 100:  # however slow the machine
        for pid in product.workers():
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        time.sleep(0.1)
        rounds += 1
        assert rounds < 600
    for one in load:
        one.stop = True
    for one in load:
        one.join()
    statuses = [status for one in load for status in one.statuses]
    assert set(statuses) == {200}


def test_the_whole_ends_without_leaving_a_request_unanswered(fresh):
    product = fresh(WORKERS=2)
    load = [Load(product) for _ in range(4)]

    def until_the_door_closes(one):
        try:
            Load.run(one)
        except Exception as closed:  # the connection is closed between two requests
            one.ended = type(closed).__name__

    for one in load:
        one.run = lambda one=one: until_the_door_closes(one)
        one.start()
    wait_for(lambda: all(one.statuses for one in load))
    product.process.send_signal(signal.SIGTERM)
    product.process.wait(PATIENCE_S)
    for one in load:
        one.stop = True
        one.join()
        assert set(one.statuses) == {200}
        assert getattr(one, "ended", "ConnectError") in ("ConnectError", "RemoteProtocolError", "ReadError")
    assert product.workers() == [] and product.workers(hashing=True) == []


def test_it_can_be_started_again_on_what_is_there(fresh):
    product = fresh()
    token = product.admin.tokens["token"]
    secret = (product.home / "secrets" / "jwt").read_text()
    product.stop()
    product.start()
    assert product.client(token).get("/api/auth/me").json()["username"] == "admin"
    assert (product.home / "secrets" / "jwt").read_text() == secret


def test_secrets_are_for_the_owner_alone(product):
    for name in ("secrets/jwt", "tls/key.pem"):
        assert (product.home / name).stat().st_mode & 0o077 == 0


def test_a_session_may_make_so_many_requests_a_minute(fresh, folder):
    (folder / "clock").write_text("2026-03-01T09:07:00Z")  # and in that minute it stays
    product = fresh(RATE_LIMIT_PER_MINUTE=5, CCPL_CLOCK_FILE=folder / "clock")
    admin = product.admin
    written = [admin.request("PUT", f"/api/users/{admin.user['id']}", json={"role": "admin"}) for _ in range(8)]
    assert [one.status_code for one in written].count(429) >= 3
    refused = written[-1]
    assert refused.json()["code"] == "too_many"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    read = [admin.get("/api/auth/me").status_code for _ in range(55)]
    assert read.count(200) >= 45 and read[-1] == 429


@pytest.mark.not_on_nx("is allowed with ENVIRONMENT=test only")
def test_an_address_may_make_so_many_requests_a_minute(fresh):
    """In production the limits of nginx hold: here the narrow one, of signing in."""
    product = fresh(ENVIRONMENT="development", PASSWORD_COST=15)
    anonymous = product.anonymous()

    def at_once():  # more than a minute allows, in less than that
        with ThreadPoolExecutor(40) as many:
            answers = list(many.map(lambda _: anonymous.post("/api/auth/login", content=b""), range(40)))
        return [answer for answer in answers if answer.status_code == 429]

    answer = wait_for(at_once)[0]
    assert answer.json()["code"] == "too_many"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_pages_of_named_origins_may_read_answers(fresh):
    product = fresh(CORS_ORIGINS="https://app.example, https://other.example")
    anonymous = product.anonymous()
    answer = anonymous.get("/health", headers={"Origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "https://other.example"
    assert "Idempotent-Replayed" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Origin"
    asked = anonymous.options("/api/users", headers={"Origin": "https://app.example",
                                                     "Access-Control-Request-Method": "POST",
                                                     "Access-Control-Request-Headers": "authorization"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "Idempotency-Key" in asked.headers["access-control-allow-headers"]
    for origin in ("https://app.example.evil.example", "null", "https://app.example:8443"):
        answer = anonymous.get("/health", headers={"Origin": origin})
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.not_on_nx("is allowed with ENVIRONMENT=test only")
def test_production_says_to_come_by_https_only(fresh):
    product = fresh(ENVIRONMENT="production", PASSWORD_COST=15)
    assert product.anonymous().get("/health").headers["strict-transport-security"].startswith("max-age=31536000")
    assert product.anonymous().get("/no/such").headers["strict-transport-security"].startswith("max-age=31536000")
    answer = product.anonymous().post("/api/auth/register", json={
        "email": "a@example.com", "username": "a", "password": "correct horse battery staple", "role": "admin"})
    assert answer.status_code == 401
    said = product.said()
    assert said.count("password:") == 1
    password = said.split("password:")[1].split()[0]
    assert product.sign_in("admin", password).get("/api/auth/me").json()["role"] == "admin"
    product.stop()
    product.start()
    assert product.said().count("password:") == 1
    assert password not in product.log()


def test_when_no_worker_answers_it_is_said_in_json(fresh):
    product = fresh()
    pools = [int(p) for p in os.popen(f"pgrep -f 'multiwatch.*{product.home}'").read().split()]
    for pid in pools + product.workers() + product.workers(hashing=True):
        os.kill(pid, signal.SIGSTOP)
    try:
        for sock in ("api", "hash"):
            (product.home / "run" / f"{sock}.sock").rename(product.home / "run" / f"{sock}.away")
        answer = product.anonymous().get("/health")
        assert answer.status_code == 503
        assert answer.json()["code"] == "unavailable"
        assert int(answer.headers["retry-after"]) > 0
    finally:
        for sock in ("api", "hash"):
            (product.home / "run" / f"{sock}.away").rename(product.home / "run" / f"{sock}.sock")
        for pid in pools + product.workers() + product.workers(hashing=True):
            os.kill(pid, signal.SIGCONT)
    assert json.loads(product.anonymous().get("/health").text) == {"status": "healthy"}
