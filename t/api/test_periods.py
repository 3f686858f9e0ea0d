"""Months: closing and opening them, what it takes along, and what is still open."""
from datetime import datetime, timezone

from making import item, location, posted

PERIODS = "/api/inventory/periods"


def month(client, name):
    answer = client.get(f"{PERIODS}/{name}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def close(client, name, **headers):
    return client.post(f"{PERIODS}/{name}/close", json={"reason": "month end"}, headers=headers)


def reopen(client, name, **headers):
    return client.post(f"{PERIODS}/{name}/reopen", json={"reason": "a late paper"}, headers=headers)


def receive(client, bolt, day, **more):
    return client.post("/api/inventory/transactions", json={
        "item_id": bolt["id"], "transaction_type": "receipt", "quantity": 5, "transaction_date": day} | more)


def as_of(client, bolt, day):
    rows = client.get("/api/inventory/stock", params={"item_id": bolt["id"], "as_of": day}).json()
    return sum(row["on_hand"] for row in rows)


def listed(client, **params):
    return [row["id"] for row in client.get(PERIODS, params=params).json()]


def test_a_closed_month_stays_as_it_was(fresh):
    admin = fresh().admin
    bolt = item(admin, default_location_id="loc-001")
    first = receive(admin, bolt, "2026-01-15").json()
    closed = close(admin, "2026-02")
    assert closed.status_code == 200 and closed.json()["state"] == "closed"
    refused = receive(admin, bolt, "2026-01-20")
    assert (refused.status_code, refused.json()["code"]) == (409, "period_closed")
    assert (refused.json()["period"], refused.json()["closed_through"]) == ("2026-01", "2026-02")
    url = f"/api/inventory/postings/{first['id']}"
    late = {"reason": "wrong", "transaction_date": "2026-02-10"}
    line = {"item_id": bolt["id"], "transaction_type": "receipt", "quantity": 3}
    assert admin.post(f"{url}/reverse", json=late).json()["code"] == "period_closed"
    assert admin.post(f"{url}/correct", json=late | {"lines": [line]}).json()["code"] == "period_closed"
    back = admin.post(f"{url}/reverse", json={"reason": "wrong"})
    assert back.status_code == 201 and back.json()["transaction_date"][:10] > "2026-02-28"
    assert as_of(admin, bolt, "2026-02-28") == 5


def test_months_close_and_open_along_and_keep_who_and_why(fresh):
    product = fresh()
    admin = product.admin
    bolt = item(admin, default_location_id="loc-001")
    for day in ("2026-01-05", "2026-02-05", "2026-03-05"):
        assert receive(admin, bolt, day).status_code == 201
    assert month(admin, "2026-03")["closes"] == ["2026-01", "2026-02", "2026-03"]
    assert close(admin, "2026-03").status_code == 200
    assert listed(admin, state="closed") == ["2026-03", "2026-02", "2026-01"]
    assert month(admin, "2026-02")["opens"] == ["2026-02", "2026-03"]
    assert reopen(admin, "2026-02").json()["state"] == "open"
    assert listed(admin, state="closed") == ["2026-01"]
    assert listed(admin, state="open", sort="id", limit=2) == ["2026-02", "2026-03"]
    assert (month(admin, "2026-03")["reason"], month(admin, "2026-01")["reason"]) == ("a late paper", "month end")
    acts = admin.get("/api/audit", params={"record": "period", "record_id": "2026-02"}).json()
    assert [(a["action"], a["after"]["reason"]) for a in acts] == [("reopen", "a late paper"), ("close", "month end")]
    assert product.ccpl("verify").returncode == 0


def test_what_is_still_open_is_told_before_a_month_is_closed(fresh):
    admin = fresh().admin
    bolt, on_the_way = item(admin), location(admin, usage="transit")
    assert receive(admin, bolt, "2026-01-05", location_id=on_the_way["id"]).status_code == 201
    told = [{"kind": "in_transit", "count": 1, "labels": [on_the_way["code"]]}]
    assert month(admin, "2026-01")["open"] == told
    assert close(admin, "2026-01").json()["open"] == told


def test_only_a_month_that_has_ended_is_closed(fresh):
    admin = fresh().admin
    this_month = datetime.now(timezone.utc).strftime("%Y-%m")
    refused = close(admin, this_month)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert month(admin, this_month)["closes"] == []
    assert listed(admin) == [this_month]
    assert close(admin, "2026-13").status_code == 404
    assert admin.get(f"{PERIODS}/2199-01").status_code == 404


def test_months_are_paged_like_any_list(fresh):
    admin = fresh().admin
    posted(admin, item_id=item(admin)["id"], location_id="loc-001", transaction_type="receipt", quantity=1,
           transaction_date="2025-12-31")
    every = listed(admin)
    first = admin.get(PERIODS, params={"limit": 2, "count": "true"})
    assert int(first.headers["X-Total-Count"]) == len(every) > 2
    assert [row["id"] for row in admin.get(first.links["next"]["url"]).json()] == every[2:4]
    page = admin.get(PERIODS, params={"page": 2, "page_size": 2}).json()
    assert ([row["id"] for row in page["data"]], page["total"]) == (every[2:4], len(every))


def test_a_closing_that_was_read_before_another_is_stale(fresh):
    admin = fresh().admin
    assert close(admin, "2026-01").status_code == 200
    version = month(admin, "2026-02")["version"]
    assert close(admin, "2026-02").status_code == 200
    assert reopen(admin, "2026-02", **{"If-Match": f'"{version}"'}).status_code == 412
    assert reopen(admin, "2026-02", **{"If-Match": f'"{version + 1}"'}).status_code == 200
