"""test_auth_users.py - users: the first one, their rules, `ccpl user`."""
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from instance import PASSWORD
from stores import delete_all


def body(name, role="staff", **more):
    return {"email": f"{name}@example.com", "username": name, "password": PASSWORD, "role": role} | more


def register(client, *args, **more):
    return client.post("/api/auth/register", json=body(*args, **more))


# --- the first user -------------------------------------------------------------------------


def test_of_fifty_first_registrations_at_once_one_succeeds(fresh):
    product = fresh(WORKERS=4, WRITE_WORKERS=4)
    clients = [product.anonymous() for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda n: register(clients[n], f"user{n}", "admin"), range(50)))
    assert sorted(a.status_code for a in answers) == [201] + [401] * 49
    assert product.ccpl("user", "list").stdout.count("\n") == 1
    assert register(product.anonymous(), "late", "admin").status_code == 401


@pytest.mark.not_on_nx("is allowed with ENVIRONMENT=test only")
def test_in_production_nobody_registers_without_a_token(fresh):
    product = fresh(ENVIRONMENT="production", PASSWORD_COST="15")
    assert delete_all(product.store, "users") == 1  # it begins with an admin
    assert register(product.anonymous(), "first", "admin").status_code == 401


def test_from_elsewhere_nobody_registers_without_a_token(fresh):
    product = fresh(TRUSTED_PROXIES="127.0.0.1")
    client = product.client(headers={"X-Forwarded-For": "198.51.100.7"})
    assert register(client, "first", "admin").status_code == 401
    assert register(product.anonymous(), "first", "admin").status_code == 201


def test_who_may_not_manage_users_may_not_register(product, admin):
    for role in ("manager", "staff", "viewer"):
        answer = register(product.role(role), "somebody")
        assert answer.status_code == 403 and answer.json()["permission"] == "user.manage"


# --- rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize("more, loc", [
    ({"email": "no address"}, ["body", "email"]),
    ({"username": "a@b"}, ["body", "username"]),
    ({"password": "short"}, ["body", "password"]),
    ({"role": "owner"}, ["body", "role"]),
    ({"grants": ["everything"]}, ["body", "grants", 0]),
    ({"grants": ["storekeeper", "admin"]}, ["body", "grants", 1]),
    ({"is_active": True}, ["body", "is_active"]),
    ({"password_hash": "x"}, ["body", "password_hash"]),
])
def test_a_bad_user_is_422(admin, more, loc):
    answer = admin.post("/api/users", json=body("bad-one", **more))
    assert answer.status_code == 422, answer.text
    assert loc in [fault["loc"] for fault in answer.json()["detail"]]


def test_what_users_keep_secret_is_no_field_of_a_change(admin):
    """Readonly fields of an answer may come back in a change; these were in none."""
    user = admin.post("/api/users", json=body("kept-secret")).json()
    for name in ("password_hash", "epoch"):
        answer = admin.put(f"/api/users/{user['id']}", json={"role": "viewer", name: "x"})
        assert answer.status_code == 422, answer.text
        assert answer.json()["detail"][0]["loc"] == ["body", name]
        assert answer.json()["detail"][0]["type"] == "extra_forbidden"
    assert admin.put(f"/api/users/{user['id']}", json=user).status_code == 200


def test_names_are_folded_and_given_once(admin):
    first = admin.post("/api/users", json=body("Folded")).json()
    assert (first["username"], first["email"]) == ("folded", "folded@example.com")
    for taken, member in ((body("FOLDED", email="new@example.com"), "username"),
                          (body("new", email="FOLDED@EXAMPLE.COM"), "email")):
        answer = admin.post("/api/users", json=taken)
        assert answer.status_code == 409 and answer.json()["code"] == "duplicate"
        assert answer.json()["loc"] == ["body", member] and answer.json()["id"] == first["id"]


def test_users_are_read_changed_and_put_back(admin):
    made = admin.post("/api/users", json=body("put-back", grants=["buyer"]))
    path = f"/api/users/{made.json()['id']}"
    read = admin.get(path)
    assert read.json() == made.json() and read.headers["ETag"] == '"1"'
    changed = read.json() | {"role": "viewer"}
    answer = admin.put(path, json=changed, headers={"If-Match": read.headers["ETag"]})
    assert answer.status_code == 200 and answer.json()["role"] == "viewer" and answer.json()["grants"] == ["buyer"]
    assert admin.put(path, json=changed, headers={"If-Match": read.headers["ETag"]}).status_code == 412
    assert admin.get("/api/users/no-such").status_code == 404


def test_all_sessions_of_a_user_are_ended_at_once(product, admin):
    made = admin.post("/api/users", json=body("signed-in")).json()
    phone, desk = (product.sign_in("signed-in", PASSWORD) for _ in range(2))
    assert phone.get("/api/auth/me").status_code == desk.get("/api/auth/me").status_code == 200
    path = f"/api/users/{made['id']}"
    assert admin.delete(f"{path}/sessions", headers={"If-Match": '"99"'}).status_code == 412
    assert admin.delete(f"{path}/sessions").status_code == 204
    assert phone.get("/api/auth/me").status_code == desk.get("/api/auth/me").status_code == 401
    assert product.sign_in("signed-in", PASSWORD).get("/api/auth/me").status_code == 200


def test_a_user_may_be_made_with_a_temporary_password(product, admin):
    admin.post("/api/users", json=body("newcomer", must_change_password=True))
    newcomer = product.sign_in("newcomer", PASSWORD)
    assert newcomer.get("/api/auth/me").json()["must_change_password"] is True
    assert newcomer.get("/api/masters/items").status_code == 403


def test_users_are_listed_and_found(admin):
    admin.post("/api/users", json=body("findable"))
    assert "findable" in [u["username"] for u in admin.get("/api/users").json()]
    assert [u["username"] for u in admin.get("/api/users", params={"q": "findab"}).json()] == ["findable"]
    assert {u["role"] for u in admin.get("/api/users", params={"role": "staff"}).json()} == {"staff"}
    gone = admin.post("/api/users", json=body("gone")).json()["id"]
    assert admin.delete(f"/api/users/{gone}").status_code == 204
    assert gone not in [u["id"] for u in admin.get("/api/users").json()]
    assert gone in [u["id"] for u in admin.get("/api/users", params={"is_active": "false"}).json()]


def test_a_registration_sent_twice_with_its_key_makes_one_user(admin):
    key = {"Idempotency-Key": "the-same-user"}
    first = admin.post("/api/users", json=body("once"), headers=key)
    again = admin.post("/api/users", json=body("once"), headers=key)
    assert (first.status_code, again.status_code) == (201, 201) and again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_changes_of_users_are_audited_without_secrets(admin):
    made = admin.post("/api/users", json=body("audited")).json()
    admin.put(f"/api/users/{made['id']}", json={"role": "viewer"})
    admin.put(f"/api/users/{made['id']}/password", json={"password": "for the time being"})
    admin.delete(f"/api/users/{made['id']}")
    rows = admin.get("/api/audit", params={"record_id": made["id"]})
    assert [row["action"] for row in rows.json()][::-1] == ["create", "update", "password", "deactivate"]
    assert "$s1$" not in rows.text and "for the time being" not in rows.text


# --- the last admin -------------------------------------------------------------------------


def test_the_last_admin_stays(fresh):
    product = fresh()
    me = product.admin.get("/api/auth/me").json()
    for answer in (product.admin.delete(f"/api/users/{me['id']}"),
                   product.admin.put(f"/api/users/{me['id']}", json={"role": "viewer"})):
        assert answer.status_code == 409 and answer.json()["code"] == "last_admin"
    assert product.ccpl("user", "disable", "admin", check=False).returncode == 1


def test_two_admins_who_demote_each_other_at_once_leave_one(fresh):
    product = fresh(WORKERS=4, WRITE_WORKERS=4)
    first, ids = product.admin, {}
    for n in range(10):
        name = f"rival{n}"
        ids["a"], ids["b"] = first.user["id"], product.register(name, "admin", by=first)["id"]
        second = product.sign_in(name)
        change = ({"role": "staff"}, None)[n % 2]

        def turn(client, other):
            return client.put(f"/api/users/{other}", json=change) if change else client.delete(f"/api/users/{other}")

        with ThreadPoolExecutor(2) as pool:
            answers = [f.result() for f in (pool.submit(turn, first, ids["b"]), pool.submit(turn, second, ids["a"]))]
        # The loser is refused by the rule, or is no longer who may ask.
        assert sorted(a.status_code < 300 for a in answers) == [False, True], [a.text for a in answers]
        assert {a.status_code for a in answers} <= {200, 204, 401, 403, 409}
        first = first if answers[0].status_code < 300 else second
        admins = first.get("/api/users", params={"role": "admin"}).json()
        assert [u["id"] for u in admins] == [first.user["id"]]


# --- ccpl user ------------------------------------------------------------------------------


def test_the_operator_makes_users(fresh):
    product = fresh()
    said = product.ccpl("user", "add", "--email", "Boss@example.com", "--username", "boss", "--role", "admin", "--random")
    [password] = [line.split(": ", 1)[1] for line in said.stdout.splitlines() if line.startswith("password: ")]
    assert product.sign_in("boss", password).get("/api/users").status_code == 200

    given = product.folder / "password"
    given.write_text("given in a file\n")
    os.chmod(given, 0o600)
    said = product.ccpl("user", "add", "--email", "k@example.com", "--username", "keeper", "--role", "staff",
                        "--password-file", str(given))
    assert "given in a file" not in said.stdout
    keeper = product.sign_in("keeper", "given in a file")

    product.ccpl("user", "passwd", "keeper", "--password-file", str(given))
    assert keeper.get("/api/auth/me").status_code == 401
    keeper = product.sign_in("keeper", "given in a file")
    assert keeper.user["must_change_password"] is True

    product.ccpl("user", "disable", "k@example.com")
    assert keeper.get("/api/auth/me").status_code == 401
    listed = product.ccpl("user", "list").stdout
    assert "boss" in listed and "disabled" in listed


@pytest.mark.parametrize("argv, status", [
    (["user"], 2),
    (["user", "fly"], 2),
    (["user", "add", "--username", "x"], 2),
    (["user", "passwd"], 2),
    (["user", "unlock", "nobody"], 1),
    (["user", "add", "--email", "x", "--username", "x", "--role", "admin"], 1),
    (["user", "add", "--email", "x@example.com", "--username", "x", "--role", "king"], 1),
    (["user", "passwd", "admin", "--password-file", "/no/such/file"], 1),
])
def test_the_operator_is_told_what_is_wrong(product, admin, argv, status):
    said = product.ccpl(*argv, check=False)
    assert said.returncode == status and said.stderr and "password:" not in said.stdout
