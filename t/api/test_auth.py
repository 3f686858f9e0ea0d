"""test_auth.py - signing in and out, tokens, sessions, passwords, as a client sees them."""
import base64
import hashlib
import hmac
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from instance import PASSWORD
from waiting import PATIENCE_S

WRONG = "not the password at all"
LOGIN = "/api/auth/login"


def unique():
    unique.n = getattr(unique, "n", 0) + 1
    return f"user{unique.n}-{time.time_ns()}"


@pytest.fixture
def staff(product):
    """A staff user of one's own, signed in."""
    name = unique()
    product.register(name, "staff")
    return product.sign_in(name)


def login(client, name, password=PASSWORD, **headers):
    return client.post(LOGIN, json={"username": name, "password": password}, headers=headers)


def refresh(client, token):
    return client.post("/api/auth/refresh", json={"refresh_token": token})


def from_address(instance, address):
    """A client that comes from another address of the loopback."""
    client = httpx.Client(base_url=instance.url, timeout=PATIENCE_S,
                          transport=httpx.HTTPTransport(verify=False, local_address=address))
    instance._clients.append(client)
    return client


# --- signing in -----------------------------------------------------------------------------


def test_a_sign_in_gives_tokens_and_the_user(product, staff):
    got = staff.tokens
    assert got["token_type"] == "bearer" and got["expires_in"] == 1800
    assert got["user"]["role"] == "staff" and got["user"]["username"] == staff.user["username"]
    assert not {"password", "password_hash", "epoch"} & set(got["user"])
    assert staff.get("/api/auth/me").status_code == 200


def test_a_sign_in_and_a_refresh_tell_what_me_tells(staff, anonymous):
    me = staff.get("/api/auth/me").json()
    assert staff.tokens["me"] == me
    assert refresh(anonymous, staff.tokens["refresh_token"]).json()["me"] == me


def test_one_may_sign_in_with_the_address_as_well(product, anonymous, staff):
    answer = anonymous.post(LOGIN, json={"email": staff.user["email"].upper(), "password": PASSWORD})
    assert answer.status_code == 200


@pytest.mark.parametrize("body", [
    {"password": PASSWORD},
    {"email": "a@example.com", "username": "a", "password": PASSWORD},
    {"username": "a"},
    {"username": "a", "password": ""},
    {"username": "a", "password": 12345678},
    {"username": "a", "password": "x" * 257},
    {"username": "a", "password": PASSWORD, "admin": True},
])
def test_a_malformed_sign_in_is_422(anonymous, body):
    answer = anonymous.post(LOGIN, json=body)
    assert answer.status_code == 422 and isinstance(answer.json()["detail"], list)


def test_wrong_unknown_and_disabled_get_the_same_answer(product, anonymous, admin):
    name, gone = unique(), unique()
    product.register(name, "staff")
    admin.delete(f"/api/users/{product.register(gone, 'staff')['id']}")
    answers = [login(anonymous, name, WRONG), login(anonymous, unique(), WRONG), login(anonymous, gone)]
    for answer in answers:
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
    told = [{k: v for k, v in a.json().items() if k != "request_id"} for a in answers]
    assert told[0] == told[1] == told[2]


def test_me_says_what_one_may_do(product, staff):
    me = staff.get("/api/auth/me").json()
    assert me["timezone"] and me["currency"] and me["must_change_password"] is False
    assert "ledger.read" in me["permissions"] and "user.manage" not in me["permissions"]


# --- tokens ---------------------------------------------------------------------------------


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def forge(product, token, **changed):
    """The token with other claims, signed with the instance's own key."""
    key = (product.home / "secrets" / "jwt").read_bytes().strip()
    body = {k: v for k, v in (claims(token) | changed).items() if v is not None}
    text = token.split(".")[0] + "." + b64(json.dumps(body).encode())
    return text + "." + b64(hmac.new(key, text.encode(), hashlib.sha256).digest())


def test_the_token_says_who_and_nothing_more(product, staff):
    assert set(claims(staff.tokens["token"])) == {"typ", "iss", "aud", "sub", "sid", "jti", "role", "iat", "nbf", "exp"}


@pytest.mark.parametrize("changed", [
    {"aud": "else"}, {"iss": "else"}, {"typ": "JWT"}, {"exp": 1}, {"exp": None}, {"sid": "no-such"},
    {"sub": "no-such"}, {"jti": None}, {"nbf": 4102444800}, {"iat": 4102444800}, {"exp": 4102444800},
])
def test_a_token_with_another_claim_is_refused(product, staff, changed):
    assert product.client(forge(product, staff.tokens["token"])).get("/api/auth/me").status_code == 200
    answer = product.client(forge(product, staff.tokens["token"], **changed)).get("/api/auth/me")
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_role_in_the_token_gives_no_right(product, staff):
    token = forge(product, staff.tokens["token"], role="admin")
    assert product.client(token).get("/api/users").status_code == 403


@pytest.mark.parametrize("header", ["", "Bearer", "Basic YTpi", "Bearer x", "Bearer " + "x" * 5000, "Bearer a.b.c"])
def test_no_token_is_401(anonymous, header):
    assert anonymous.get("/api/auth/me", headers={"Authorization": header}).status_code == 401


def test_a_refresh_token_gives_new_tokens(product, anonymous, staff):
    first = refresh(anonymous, staff.tokens["refresh_token"])
    assert first.status_code == 200 and first.json()["refresh_token"] != staff.tokens["refresh_token"]
    second = refresh(anonymous, first.json()["refresh_token"])
    assert second.status_code == 200
    assert product.client(second.json()["token"]).get("/api/auth/me").status_code == 200


def test_two_tabs_that_refresh_at_once_get_the_same_successor(product, staff):
    clients = [product.anonymous() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda c: refresh(c, staff.tokens["refresh_token"]), clients))
    assert [a.status_code for a in answers] == [200] * 8
    assert len({a.json()["refresh_token"] for a in answers}) == 1


def test_an_old_refresh_token_ends_the_session(product, anonymous, staff, admin):
    first = staff.tokens["refresh_token"]
    second = refresh(anonymous, first).json()["refresh_token"]
    third = refresh(anonymous, second).json()["refresh_token"]
    assert refresh(anonymous, first).status_code == 401
    assert refresh(anonymous, third).status_code == 401
    assert staff.get("/api/auth/me").status_code == 401
    found = admin.get("/api/audit", params={"action": "refresh_reuse", "user_id": staff.user["id"]})
    assert found.status_code == 200 and len(found.json()) == 1


def test_a_damaged_refresh_token_is_401_and_harmless(anonymous, staff):
    good = staff.tokens["refresh_token"]
    for bad in (good[:-1], good + "x", "x" + good, good.replace(".0.", ".1."), staff.tokens["token"], "..", "a.0.b"):
        assert refresh(anonymous, bad).status_code == 401
    assert anonymous.post("/api/auth/refresh").status_code == 401
    assert refresh(anonymous, good).status_code == 200


# --- what acts on the next request ----------------------------------------------------------


def test_a_sign_out_acts_at_once(product, anonymous, staff):
    assert staff.post("/api/auth/logout").status_code == 204
    assert staff.get("/api/auth/me").status_code == 401
    assert refresh(anonymous, staff.tokens["refresh_token"]).status_code == 401


def test_a_new_role_acts_at_once(admin, staff):
    assert staff.get("/api/users").status_code == 403
    assert admin.put(f"/api/users/{staff.user['id']}", json={"role": "admin"}).status_code == 200
    assert staff.get("/api/users").status_code == 200
    assert admin.patch(f"/api/users/{staff.user['id']}", json={"role": "staff"}).status_code == 200
    assert staff.get("/api/users").status_code == 403


def test_a_grant_acts_at_once(admin, staff):
    assert "stock.issue" not in staff.get("/api/auth/me").json()["permissions"]
    assert admin.put(f"/api/users/{staff.user['id']}", json={"grants": ["storekeeper", "cost.read"]}).status_code == 200
    now = staff.get("/api/auth/me").json()["permissions"]
    assert {"stock.issue", "receipt.post", "cost.read"} <= set(now)
    assert admin.put(f"/api/users/{staff.user['id']}", json={"grants": None}).status_code == 200
    assert "stock.issue" not in staff.get("/api/auth/me").json()["permissions"]


def test_a_disabled_user_is_out_at_once_and_stays_out_when_restored(admin, anonymous, staff):
    user = f"/api/users/{staff.user['id']}"
    assert admin.delete(user).status_code == 204
    assert staff.get("/api/auth/me").status_code == 401
    assert refresh(anonymous, staff.tokens["refresh_token"]).status_code == 401
    assert admin.post(f"{user}/restore").json()["is_active"] is True
    assert staff.get("/api/auth/me").status_code == 401
    assert login(anonymous, staff.user["username"]).status_code == 200


# --- passwords and sessions -----------------------------------------------------------------


def test_a_new_password_ends_the_other_sessions(product, anonymous, staff):
    name, other = staff.user["username"], product.sign_in(staff.user["username"])
    change = {"current_password": PASSWORD, "new_password": "another one, long enough"}
    assert staff.put("/api/auth/me/password", json=change).status_code == 204
    assert staff.get("/api/auth/me").status_code == 200
    assert refresh(anonymous, staff.tokens["refresh_token"]).status_code == 200
    assert other.get("/api/auth/me").status_code == 401
    assert refresh(anonymous, other.tokens["refresh_token"]).status_code == 401
    assert login(anonymous, name).status_code == 401
    assert login(anonymous, name, change["new_password"]).status_code == 200


@pytest.mark.parametrize("body, member", [
    ({"current_password": WRONG, "new_password": "another one, long enough"}, "current_password"),
    ({"current_password": PASSWORD, "new_password": "short"}, "new_password"),
    ({"new_password": "another one, long enough"}, "current_password"),
    ({"current_password": PASSWORD}, "new_password"),
])
def test_a_bad_change_of_password_names_its_fault(staff, body, member):
    answer = staff.put("/api/auth/me/password", json=body)
    assert answer.status_code == 422 and answer.json()["detail"][0]["loc"] == ["body", member]
    assert staff.get("/api/auth/me").status_code == 200


def test_an_admin_gives_a_temporary_password(admin, anonymous, staff):
    path = f"/api/users/{staff.user['id']}/password"
    assert admin.put(path, json={"password": "for the time being"}).status_code == 204
    assert staff.get("/api/auth/me").status_code == 401
    again = login(anonymous, staff.user["username"], "for the time being")
    assert again.status_code == 200 and again.json()["user"]["must_change_password"] is True
    assert admin.put(path, json={}).status_code == 422


def test_a_temporary_password_is_good_for_changing_it_alone(product, admin, staff):
    temporary, own = "for the time being", "mine alone, and long"
    assert staff.get("/api/masters/items").status_code == 200
    admin.put(f"/api/users/{staff.user['id']}/password", json={"password": temporary})
    client = product.sign_in(staff.user["username"], temporary)
    refused = client.get("/api/masters/items")
    assert refused.status_code == 403 and refused.json()["detail"] == "Change your temporary password first"
    assert client.get("/api/auth/me").json()["permissions"] == []
    change = {"current_password": temporary, "new_password": own}
    assert client.put("/api/auth/me/password", json=change).status_code == 204
    assert client.get("/api/masters/items").status_code == 200


def test_sessions_are_listed_and_ended_one_by_one(product, staff):
    other = product.sign_in(staff.user["username"])
    listed = staff.get("/api/auth/sessions").json()
    assert [s["current"] for s in listed].count(True) == 1 and len(listed) == 2
    assert not {"nonce", "gen", "epoch"} & set(listed[0])
    [theirs] = [s["id"] for s in listed if not s["current"]]
    assert staff.delete(f"/api/auth/sessions/{theirs}").status_code == 204
    assert staff.delete(f"/api/auth/sessions/{theirs}").status_code == 404
    assert other.get("/api/auth/me").status_code == 401
    assert len(staff.get("/api/auth/sessions").json()) == 1


def test_nobody_ends_the_session_of_another(product, staff, admin):
    [mine] = [s["id"] for s in staff.get("/api/auth/sessions").json()]
    assert admin.delete(f"/api/auth/sessions/{mine}").status_code == 404
    assert staff.get("/api/auth/me").status_code == 200


# --- cookie mode ----------------------------------------------------------------------------


def cookie_login(product, name, **headers):
    client = product.anonymous()
    origin = {"X-Session-Mode": "cookie", "Origin": product.url} | headers
    return client, login(client, name, **origin), origin


def refresh_cookie(client):
    [name] = [c.name for c in client.cookies.jar if c.name.startswith("__Host-ccpl_rt_")]
    return name


def test_in_cookie_mode_the_refresh_token_is_in_no_body(product, staff):
    client, answer, origin = cookie_login(product, staff.user["username"])
    assert answer.status_code == 200 and "refresh_token" not in answer.json()
    [header] = [h for h in answer.headers.get_list("set-cookie") if h.startswith("__Host-ccpl_rt_")]
    for part in ("Path=/", "Secure", "HttpOnly", "SameSite=Strict"):
        assert part in header
    assert "Domain" not in header
    before = client.cookies[refresh_cookie(client)]
    again = client.post("/api/auth/refresh", headers=origin)
    assert again.status_code == 200 and "refresh_token" not in again.json()
    assert client.cookies[refresh_cookie(client)] != before


@pytest.mark.parametrize("headers", [
    {},
    {"X-Session-Mode": "cookie"},
    {"X-Session-Mode": "body"},
    {"X-Session-Mode": "cookie", "Origin": "https://evil.example"},
    {"X-Session-Mode": "cookie", "Origin": "null"},
    {"X-Session-Mode": "cookie", "Sec-Fetch-Site": "cross-site"},
    {"X-Session-Mode": "cookie", "Sec-Fetch-Site": "same-site"},
    {"X-Session-Mode": "cookie", "Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-origin"},
])
def test_a_cookie_from_elsewhere_is_403(product, staff, headers):
    client, _, _ = cookie_login(product, staff.user["username"])
    answer = client.post("/api/auth/refresh", headers=headers)
    assert answer.status_code == 403 and answer.json()["code"] == "cross_origin"


def test_the_browsers_word_for_the_same_site_is_enough(product, staff):
    client, answer, _ = cookie_login(product, staff.user["username"])
    headers = {"X-Session-Mode": "cookie", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/auth/refresh", headers=headers).status_code == 200


def test_a_sign_in_to_cookie_mode_from_elsewhere_is_403(product, staff):
    _, answer, _ = cookie_login(product, staff.user["username"], Origin="https://evil.example")
    assert answer.status_code == 403


def test_cookie_and_body_at_once_is_400(product, staff):
    client, _, origin = cookie_login(product, staff.user["username"])
    body = {"refresh_token": staff.tokens["refresh_token"]}
    assert client.post("/api/auth/refresh", json=body, headers=origin).status_code == 400


def test_an_unknown_session_mode_is_400(anonymous, staff):
    assert login(anonymous, staff.user["username"], **{"X-Session-Mode": "local"}).status_code == 400


def test_the_token_of_a_cookie_is_no_good_in_a_body(product, anonymous, staff):
    client, _, _ = cookie_login(product, staff.user["username"])
    assert refresh(anonymous, client.cookies[refresh_cookie(client)]).status_code == 401


def test_a_sign_out_takes_the_cookie_away(product, staff):
    client, answer, origin = cookie_login(product, staff.user["username"])
    bearer = {"Authorization": f"Bearer {answer.json()['token']}"} | origin
    assert client.post("/api/auth/logout", headers=bearer).status_code == 204
    assert not [c for c in client.cookies.jar if c.name.startswith("__Host-ccpl_rt_")]
    assert client.post("/api/auth/refresh", headers=origin).status_code == 401


# --- the throttle ---------------------------------------------------------------------------


@pytest.fixture
def guessed(fresh, folder):
    """An instance in the middle of a window of the throttle, and there it stays."""
    clock = folder / "clock"
    clock.write_text("2026-03-01T09:07:00Z")
    return fresh(CCPL_CLOCK_FILE=clock)


def test_under_wrong_guesses_from_elsewhere_the_owner_signs_in(guessed):
    product = guessed
    product.register("owner", "staff")
    owner = product.anonymous()
    assert login(owner, "owner").status_code == 200
    stop, tried = threading.Event(), []

    def guess(address):
        client = from_address(product, address)
        while not stop.is_set():
            tried.append(login(client, "owner", WRONG).status_code)

    threads = [threading.Thread(target=guess, args=(f"127.0.0.{n}",)) for n in range(10, 18)]
    for thread in threads:
        thread.start()
    while len(tried) < 120:
        time.sleep(0.05)
    answers = [login(owner, "owner").status_code for _ in range(5)]
    fresh_client = login(product.anonymous(), "owner").status_code  # the address is known
    stop.set()
    for thread in threads:
        thread.join()
    assert answers == [200] * 5 and fresh_client == 200
    assert set(tried) <= {401, 429}
    assert login(from_address(product, "127.0.0.99"), "owner").status_code == 401  # a stranger


def test_a_hundred_wrong_guesses_close_an_address(guessed):
    product = guessed
    product.register("owner", "staff")
    client = from_address(product, "127.0.0.50")
    answers = [login(client, f"name{n}", WRONG).status_code for n in range(101)]
    assert answers == [401] * 100 + [429]
    closed = login(client, "owner")
    assert closed.status_code == 429 and 1 <= int(closed.headers["Retry-After"]) <= 901
    assert login(from_address(product, "127.0.0.51"), "owner").status_code == 200


def test_the_operator_unlocks_an_account(guessed):
    product = guessed
    product.register("owner", "staff")
    client = from_address(product, "127.0.0.60")
    for _ in range(10):
        assert login(client, "owner", WRONG).status_code == 401
    assert login(client, "owner").status_code == 401
    product.ccpl("user", "unlock", "owner")
    assert login(client, "owner").status_code == 200


def test_failed_sign_ins_are_counted_in_one_row(product, admin, staff):
    client = product.anonymous()
    typed = "a password typed into the wrong field"
    for _ in range(3):
        login(client, staff.user["username"], WRONG)
        login(client, typed, WRONG)
    rows = admin.get("/api/audit/refusals", params={"action": "sign_in", "user_id": staff.user["id"]}).json()
    assert sum(row["count"] for row in rows) == 3 and len(rows) <= 2
    assert typed not in admin.get("/api/audit/refusals").text + admin.get("/api/audit").text
    assert typed not in product.log()
