"""test_matrix.py - every route against everybody, as permissions.txt says it by hand.

Who may is judged before the body and before what the path names, so that {} and ids of
nothing will do: a caller who is let in gets any answer but 401 and 403.
"""
import base64
import hashlib
import hmac
import json
import re
from pathlib import Path

import pytest

from instance import ROLES

OTHERS = ("anonymous", "disabled", "expired")


def rows():
    for line in (Path(__file__).parent / "permissions.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            method, path, who, body = (line.split(None, 3) + ["{}"])[:4]
            yield method, path, who, body
            if method == "PUT":
                yield "PATCH", path, who, body
            if method == "GET":
                yield "HEAD", path, who, body


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def expired(instance, token):
    """The same token, of an hour ago."""
    head, payload, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    for name in ("iat", "nbf", "exp"):
        claims[name] -= 3600
    text = f"{head}.{b64(json.dumps(claims).encode())}"
    key = (instance.home / "secrets" / "jwt").read_bytes().strip()
    return f"{text}.{b64(hmac.new(key, text.encode(), hashlib.sha256).digest())}"


class Everybody:
    """A client each for the roles and the others; an instance of their own, which they spoil."""

    def __init__(self, instance):
        self.instance = instance
        admin = instance.admin
        self.clients = {role: instance.role(role) for role in ROLES}
        gone = instance.register("disabled", "admin")
        self.clients["disabled"] = instance.sign_in("disabled")
        assert admin.delete(f"/api/users/{gone['id']}").status_code == 204
        self.clients["expired"] = instance.client(expired(instance, admin.tokens["token"]))
        self.clients["anonymous"] = instance.anonymous()
        self.names = {"ITEM": self.an_item(admin)}

    @staticmethod
    def an_item(admin):
        made = admin.post("/api/masters/items", json={"item_code": "MATRIX", "item_name": "An item",
                                                      "category_id": "cat-001", "uom": "PCS"})
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def ask(self, who, method, path, body):
        client = self.clients[who]
        if path.endswith("/logout") and who in ROLES:  # a session to lose
            client = self.instance.sign_in(who)
        for name, value in self.names.items():
            body = body.replace(f"${name}", value)
        more = {} if method in ("GET", "HEAD", "DELETE") else {"json": json.loads(body)}
        return client.request(method, re.sub(r"\{[^}]*\}", "no-such", path), **more)


@pytest.fixture(scope="module")
def everybody():
    from instance import Instance
    instance = Instance()
    try:
        yield Everybody(instance.start())
    finally:
        instance.remove()


def test_every_route_has_its_row(everybody):
    published = {(method.upper(), path) for path, operations in everybody.instance.published.document["paths"].items()
                 for method in operations if method in ("get", "put", "post", "patch", "delete")}
    written = {(method, path) for method, path, *_ in rows() if method != "HEAD"}
    assert published <= written, f"no row in permissions.txt: {sorted(published - written)}"
    assert written - {(m, p) for m, p in written if m == "PATCH"} <= published, \
        f"no such route: {sorted(written - published)}"


@pytest.mark.parametrize("method, path, who, body", [pytest.param(*row, id=" ".join(row[:2])) for row in rows()])
def test_who_may(everybody, method, path, who, body):
    got, expected = {}, {}
    for caller in ROLES + OTHERS:
        status = everybody.ask(caller, method, path, body).status_code
        got[caller] = status if status in (401, 403) else "in"
        if who == "public" or caller[0].upper() in who and caller in ROLES:
            expected[caller] = "in"
        else:
            expected[caller] = 403 if caller in ROLES else 401
    assert got == expected


def test_the_permission_that_was_missing_is_named(everybody):
    answer = everybody.ask("viewer", "GET", "/api/users", "{}")
    assert answer.json()["detail"] == "Insufficient permissions" and answer.json()["permission"] == "user.manage"


def test_refused_permissions_are_counted(everybody):
    admin, viewer = everybody.clients["admin"], everybody.clients["viewer"]
    for _ in range(3):
        viewer.post("/api/users", json={})
    rows = admin.get("/api/audit/refusals", params={"user_id": viewer.user["id"], "action": "user.manage"}).json()
    assert sum(row["count"] for row in rows) >= 3 and len(rows) <= 3


# --- what roles and grants hold, as /api/auth/me tells it ------------------------------------

VIEWER = {"item.read", "master.read", "stock.read"}
STAFF = VIEWER | {"supplier.read", "ledger.read", "report.read", "export"}
MANAGER = STAFF | {
    "item.create", "item.update", "master.write", "master.deactivate", "supplier.write", "cost.read", "cost.write",
    "stock.adjust", "stock.opening", "stock.backdate", "stock.reverse", "period.close", "import.run", "receipt.post",
    "stock.issue", "stock.return", "stock.transfer", "stock.reverse_own", "audit.read_business"}
ADMIN = MANAGER | {"item.deactivate", "period.reopen", "user.manage", "settings.write", "audit.read_all", "jobs.manage"}

STOREKEEPER = {"receipt.post", "stock.issue", "stock.return", "stock.transfer", "stock.reverse_own"}


@pytest.mark.parametrize("role, held", [("viewer", VIEWER), ("staff", STAFF), ("manager", MANAGER), ("admin", ADMIN)])
def test_what_a_role_holds(everybody, role, held):
    assert set(everybody.clients[role].get("/api/auth/me").json()["permissions"]) == held


@pytest.mark.parametrize("grants, more", [
    (["storekeeper"], STOREKEEPER),
    (["buyer"], {"supplier.write", "cost.read"}),
    (["auditor"], {"cost.read", "audit.read_business"}),
    (["storekeeper", "buyer", "stock.adjust"], STOREKEEPER | {"supplier.write", "cost.read", "stock.adjust"}),
    (["item.read"], set()),
], ids=" ".join)
def test_what_a_grant_adds(everybody, grants, more):
    instance, name = everybody.instance, "-".join(grants)
    instance.register(name, "staff", grants=grants)
    client = instance.sign_in(name)
    assert set(client.get("/api/auth/me").json()["permissions"]) == STAFF | more
    for kind, needed in (("receipt", "receipt.post"), ("issue", "stock.issue"), ("adjustment", "stock.adjust")):
        body = {"item_id": everybody.names["ITEM"], "transaction_type": kind, "quantity": 1, "reason_code": "FOUND"}
        answer = client.post("/api/inventory/transactions", json=body)
        assert (answer.status_code != 403) == (needed in more), answer.text
