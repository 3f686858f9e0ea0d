"""What is the same for every master: reading, changing, keys, versions, deactivating, rights, audit."""
import concurrent.futures

import pytest

from making import category, code, faults, item, location, made

FIELDS = {
    "items": lambda: {"item_code": code(), "item_name": "x", "category_id": "cat-001", "uom": "PCS"},
    "item-categories": lambda: {"code": code(), "name": "x"},
    "uoms": lambda: {"code": code(), "name": "x"},
    "suppliers": lambda: {"code": code(), "name": "x", "email": "a@example.com", "lead_time_days": 3},
    "locations": lambda: {"code": code(), "name": "x", "kind": "bin"},
    "recipients": lambda: {"code": code(), "name": "x", "kind": "job"},
    "reasons": lambda: {"code": code(), "name": "x", "direction": "out", "needs_remarks": True},
}
all_masters = pytest.mark.parametrize("path", FIELDS)


def name_of(path):
    return "item_name" if path == "items" else "name"


@all_masters
def test_each_can_be_made_read_changed_deactivated_and_restored(admin, path):
    first = made(admin, path, **FIELDS[path]())
    one = f"/api/masters/{path}/{first['id']}"
    shown = {k: v for k, v in first.items() if k != "possible_duplicates"}
    assert admin.get(one).json() == shown
    changed = admin.patch(one, json={name_of(path): "y"})
    assert changed.status_code == 200 and changed.json()[name_of(path)] == "y" and changed.json()["version"] == 2
    assert admin.delete(one).status_code == 204
    assert admin.get(one).json()["is_active"] is False
    assert first["id"] not in [r["id"] for r in admin.get(f"/api/masters/{path}", params={"limit": 1000}).json()]
    for shows in ("false", "all"):
        rows = admin.get(f"/api/masters/{path}", params={"limit": 1000, "is_active": shows}).json()
        assert first["id"] in [r["id"] for r in rows]
    assert admin.delete(one).status_code == 204
    restored = admin.post(f"{one}/restore")
    assert restored.status_code == 200 and restored.json()["is_active"] is True
    assert admin.post(f"{one}/restore").json()["version"] == restored.json()["version"]


@all_masters
def test_what_was_read_can_be_sent_back(admin, path):
    first = made(admin, path, **FIELDS[path]())
    one = f"/api/masters/{path}/{first['id']}"
    answer = admin.put(one, json=admin.get(one).json())
    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == 1  # nothing differed


@all_masters
def test_the_servers_own_fields_are_not_for_a_new_one(admin, path):
    answer = admin.post(f"/api/masters/{path}", json=FIELDS[path]() | {"id": "mine", "is_active": False, "version": 7})
    assert faults(answer) == {("body", "id"): "read_only", ("body", "is_active"): "read_only",
                              ("body", "version"): "read_only"}


@all_masters
def test_an_unknown_one_is_404_and_says_what_it_is_not(admin, path):
    for answer in (admin.get(f"/api/masters/{path}/nothing"), admin.put(f"/api/masters/{path}/nothing", json={}),
                   admin.delete(f"/api/masters/{path}/nothing"), admin.post(f"/api/masters/{path}/nothing/restore")):
        assert answer.status_code == 404 and answer.json()["detail"].endswith(" not found")


def test_an_unknown_item_is_not_found_in_these_words(admin):
    assert admin.get("/api/masters/items/nothing").json()["detail"] == "Item not found"


def test_null_clears_what_is_optional(admin):
    first = item(admin, description="long", min_stock_level=3)
    one = f"/api/masters/items/{first['id']}"
    now = admin.put(one, json={"description": None, "min_stock_level": None}).json()
    assert "description" not in now and "min_stock_level" not in now
    assert faults(admin.put(one, json={"item_name": None})) == {("body", "item_name"): "null"}


# --- versions ---

def test_if_match_must_name_the_version_that_is_there(admin):
    one = f"/api/masters/items/{item(admin)['id']}"
    etag = admin.get(one).headers["etag"]
    assert admin.put(one, json={"item_name": "y"}, headers={"If-Match": etag}).status_code == 200
    for answer in (admin.put(one, json={"item_name": "z"}, headers={"If-Match": etag}),
                   admin.delete(one, headers={"If-Match": etag}),
                   admin.post(f"{one}/restore", headers={"If-Match": etag})):
        assert answer.status_code == 412 and answer.json()["code"] == "stale"
    assert admin.get(one).json()["item_name"] == "y"
    assert admin.delete(one, headers={"If-Match": "*"}).status_code == 204


def test_what_did_not_change_is_304(admin):
    one = f"/api/masters/items/{item(admin)['id']}"
    etag = admin.get(one).headers["etag"]
    same = admin.get(one, headers={"If-None-Match": etag})
    assert same.status_code == 304 and same.content == b"" and same.headers["etag"] == etag
    admin.put(one, json={"item_name": "y"})
    assert admin.get(one, headers={"If-None-Match": etag}).status_code == 200


def test_of_changes_at_the_same_version_one_wins(admin, product):
    one = f"/api/masters/items/{item(admin)['id']}"
    clients = [product.client(admin.tokens["token"]) for _ in range(6)]

    def change(n):
        return clients[n].put(one, json={"item_name": f"name {n}"}, headers={"If-Match": '"1"'}).status_code

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(change, range(6))) == [200] + [412] * 5


def test_changes_without_a_version_all_take_effect(admin, product):
    one = f"/api/masters/items/{item(admin)['id']}"
    clients = [product.client(admin.tokens["token"]) for _ in range(6)]
    fields = ["item_name", "description", "barcode", "min_stock_level", "reorder_qty", "returnable"]
    values = ["n", "d", code("4"), 5, 6, True]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda n: clients[n].put(one, json={fields[n]: values[n]}).status_code, range(6)))
    assert got == [200] * 6
    now = admin.get(one).json()
    assert [now[f] for f in fields] == values and now["version"] == 7


# --- keys ---

@all_masters
def test_a_key_makes_it_once(admin, path):
    body, headers = FIELDS[path](), {"Idempotency-Key": code("key-")}
    first = admin.post(f"/api/masters/{path}", json=body, headers=headers)
    again = admin.post(f"/api/masters/{path}", json=body, headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json()["id"] == again.json()["id"]
    assert "idempotent-replayed" not in first.headers and again.headers["idempotent-replayed"] == "true"


def test_a_replay_shows_the_record_as_it_is_now(admin):
    body, headers = FIELDS["items"](), {"Idempotency-Key": code("key-")}
    first = admin.post("/api/masters/items", json=body, headers=headers).json()
    admin.put(f"/api/masters/items/{first['id']}", json={"item_name": "later"})
    assert admin.post("/api/masters/items", json=body, headers=headers).json()["item_name"] == "later"


def test_a_replay_does_not_ask_whether_it_could_be_made_now(admin):
    of = category(admin)
    body, headers = FIELDS["items"]() | {"category_id": of["id"]}, {"Idempotency-Key": code("key-")}
    first = admin.post("/api/masters/items", json=body, headers=headers).json()
    admin.delete(f"/api/masters/items/{first['id']}")
    assert admin.delete(f"/api/masters/item-categories/{of['id']}").status_code == 204
    again = admin.post("/api/masters/items", json=body, headers=headers)
    assert again.status_code == 201 and again.json()["id"] == first["id"]


def test_a_key_is_for_one_body(admin):
    headers = {"Idempotency-Key": code("key-")}
    first = admin.post("/api/masters/items", json=FIELDS["items"](), headers=headers).json()
    other = admin.post("/api/masters/items", json=FIELDS["items"](), headers=headers)
    assert other.status_code == 422 and other.json()["code"] == "key_reused"
    assert other.json()["record_id"] == first["id"]


def test_a_refusal_does_not_use_the_key_up(admin):
    headers, body = {"Idempotency-Key": code("key-")}, FIELDS["items"]()
    assert admin.post("/api/masters/items", json=body | {"uom": "NONE"}, headers=headers).status_code == 422
    assert admin.post("/api/masters/items", json=body, headers=headers).status_code == 201


def test_one_key_sent_many_times_at_once_makes_one(admin, product):
    clients = [product.client(admin.tokens["token"]) for _ in range(5)]
    body, headers = FIELDS["items"](), {"Idempotency-Key": code("key-")}
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda c: c.post("/api/masters/items", json=body, headers=headers), clients))
    assert [a.status_code for a in answers] == [201] * 5
    assert len({a.json()["id"] for a in answers}) == 1
    assert sum("idempotent-replayed" in a.headers for a in answers) == 4


# --- rights ---

RIGHTS = {  # who may read, make, change, deactivate, restore
    "items": ("AMSV", "AM", "AM", "A", "AM"),
    "item-categories": ("AMSV", "AM", "AM", "AM", "AM"),
    "uoms": ("AMSV", "AM", "AM", "AM", "AM"),
    "suppliers": ("AMS", "AM", "AM", "AM", "AM"),
    "locations": ("AMSV", "AM", "AM", "AM", "AM"),
    "recipients": ("AMSV", "AM", "AM", "AM", "AM"),
    "reasons": ("AMSV", "AM", "AM", "AM", "AM"),
}


@all_masters
@pytest.mark.parametrize("role", ["admin", "manager", "staff", "viewer"])
def test_each_role_may_what_it_may(product, path, role):
    first = made(product.admin, path, **FIELDS[path]())
    client, one = product.role(role), f"/api/masters/{path}/{first['id']}"
    answers = [client.get(one), client.post(f"/api/masters/{path}", json=FIELDS[path]()),
               client.put(one, json={name_of(path): "y"}), client.delete(one), client.post(f"{one}/restore")]
    for answer, who in zip(answers, RIGHTS[path]):
        assert (answer.status_code == 403) == (role[0].upper() not in who), answer.text


# --- audit ---

def history(client, record_id):
    rows = client.get("/api/audit", params={"record_id": record_id}).json()
    return [(r["action"], r.get("before"), r.get("after")) for r in reversed(rows)]


def test_every_change_is_in_the_audit(admin):
    first = location(admin, name="before")
    one = f"/api/masters/locations/{first['id']}"
    admin.put(one, json={"name": "after"})
    admin.delete(one)
    admin.post(f"{one}/restore")
    got = history(admin, first["id"])
    assert [g[0] for g in got] == ["create", "update", "deactivate", "restore"]
    assert got[1][1]["name"] == "before" and got[1][2]["name"] == "after"
    assert got[2][1]["is_active"] is True and got[2][2]["is_active"] is False
    assert "code" not in got[1][2]


def test_what_moves_along_is_in_the_audit(admin):
    top = category(admin)
    below = category(admin, parent_category=top["id"])
    admin.put(f"/api/masters/item-categories/{top['id']}", json={"parent_category": category(admin)["id"]})
    got = history(admin, below["id"])
    assert [g[0] for g in got] == ["create", "move"]
    assert got[1][1]["level"] == 1 and got[1][2]["level"] == 2


def test_an_audit_row_says_who_what_and_in_which_request(admin):
    answer = admin.post("/api/masters/locations", json={"code": code(), "name": "x"})
    row = admin.get("/api/audit", params={"record_id": answer.json()["id"], "record": "location"}).json()[0]
    assert row["user_id"] == admin.user["id"] and row["user_name"] == "admin"
    assert row["label"] == answer.json()["code"] and row["request_id"] == answer.headers["x-request-id"]
    assert row["address"] == "127.0.0.1"


def test_a_refused_change_leaves_no_trace(admin):
    first = item(admin)
    admin.put(f"/api/masters/items/{first['id']}", json={"uom": "NONE"})
    assert len(history(admin, first["id"])) == 1


def test_the_audit_can_be_narrowed(admin):
    first = location(admin)
    admin.delete(f"/api/masters/locations/{first['id']}")
    rows = admin.get("/api/audit", params={"action": "deactivate", "record": "location",
                                           "user_id": admin.user["id"], "from": "2020-01-01"}).json()
    assert rows[0]["record_id"] == first["id"]
    assert {(r["action"], r["record"]) for r in rows} == {("deactivate", "location")}
    assert admin.get("/api/audit", params={"to": "2020-01-01"}).json() == []


def test_the_audit_of_sign_ins_is_for_admins(product):
    product.role("manager")
    seen = {r.get("record") for r in product.admin.get("/api/audit", params={"limit": 1000}).json()}
    assert "user" in seen
    location(product.admin)
    rows = product.role("manager").get("/api/audit", params={"limit": 1000}).json()
    assert rows and not {"user", "session"} & {r.get("record") for r in rows}
    assert product.role("staff").get("/api/audit").status_code == 403


def test_refusals_are_counted_for_admins(product):
    product.role("viewer").post("/api/masters/items", json=FIELDS["items"]())
    rows = product.admin.get("/api/audit/refusals", params={"user_id": product.role("viewer").user["id"]}).json()
    assert rows and rows[0]["count"] >= 1
    assert product.role("manager").get("/api/audit/refusals").status_code == 403


def test_nothing_changes_the_audit(admin):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert admin.request(method, "/api/audit", json={}).status_code == 405
