"""Categories, locations and recipients lie below one another; what they hold keeps them active."""
import concurrent.futures

import pytest

from making import category, code, faults, item, location, made, posted

TREES = [("item-categories", "parent_category"), ("locations", "parent_location"), ("recipients", "parent")]


@pytest.mark.parametrize("path, parent", TREES)
def test_nothing_lies_below_itself(admin, path, parent):
    top = made(admin, path, code=code(), name="top")
    below = made(admin, path, code=code(), name="below", **{parent: top["id"]})
    for above in (below["id"], top["id"]):
        answer = admin.put(f"/api/masters/{path}/{top['id']}", json={parent: above})
        assert faults(answer) == {("body", parent): "cycle"}


@pytest.mark.parametrize("path, parent", TREES)
def test_two_moves_at_once_never_make_a_ring(admin, product, path, parent):
    clients = [product.client(admin.tokens["token"]) for _ in range(2)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            pair = [made(admin, path, code=code(), name="x")["id"] for _ in range(2)]
            got = list(pool.map(lambda n: clients[n].put(f"/api/masters/{path}/{pair[n]}", json={parent: pair[1 - n]}),
                                range(2)))
            assert sorted(a.status_code for a in got) == [200, 422]


@pytest.mark.parametrize("path, parent", TREES)
def test_what_has_something_active_below_it_stays_active(admin, path, parent):
    top = made(admin, path, code=code(), name="top")
    below = made(admin, path, code=code(), name="below", **{parent: top["id"]})
    answer = admin.delete(f"/api/masters/{path}/{top['id']}")
    assert answer.status_code == 409 and answer.json()["code"] == "in_use"
    assert answer.json()["record_id"] == below["id"] and below["code"] in answer.json()["detail"]
    assert admin.delete(f"/api/masters/{path}/{below['id']}").status_code == 204
    assert admin.delete(f"/api/masters/{path}/{top['id']}").status_code == 204
    restored = admin.post(f"/api/masters/{path}/{below['id']}/restore")
    assert restored.status_code == 409, restored.text


def test_levels_follow_a_move(admin):
    first, second = category(admin), category(admin)
    below = category(admin, parent_category=second["id"])
    lowest = category(admin, parent_category=below["id"])
    assert [first["level"], below["level"], lowest["level"]] == [0, 1, 2]
    admin.put(f"/api/masters/item-categories/{second['id']}", json={"parent_category": first["id"]})
    assert admin.get(f"/api/masters/item-categories/{lowest['id']}").json()["level"] == 3
    admin.put(f"/api/masters/item-categories/{below['id']}", json={"parent_category": None})
    assert admin.get(f"/api/masters/item-categories/{lowest['id']}").json()["level"] == 1


def test_a_category_with_active_items_stays_active(admin):
    holds = category(admin)
    first = item(admin, category_id=holds["id"])
    answer = admin.delete(f"/api/masters/item-categories/{holds['id']}")
    assert answer.status_code == 409 and first["item_code"] in answer.json()["detail"]
    admin.delete(f"/api/masters/items/{first['id']}")
    assert admin.delete(f"/api/masters/item-categories/{holds['id']}").status_code == 204
    assert admin.post(f"/api/masters/items/{first['id']}/restore").status_code == 409


def test_a_category_allows_only_units_that_there_are(admin):
    answer = admin.post("/api/masters/item-categories",
                        json={"code": code(), "name": "x", "allowed_uoms": ["PCS", "NONE"]})
    assert faults(answer) == {("body", "allowed_uoms", 1): "not_found"}


def test_what_items_name_as_their_default_stays_active(admin):
    shelf = location(admin)
    supplier = made(admin, "suppliers", code=code(), name="Supplier")
    item(admin, default_location_id=shelf["id"], default_supplier_id=supplier["id"])
    assert admin.delete(f"/api/masters/locations/{shelf['id']}").status_code == 409
    assert admin.delete(f"/api/masters/suppliers/{supplier['id']}").status_code == 409


def test_a_location_with_stock_keeps_its_usage_and_stays_active(admin):
    shelf, thing = location(admin), item(admin)
    posted(admin, item_id=thing["id"], transaction_type="receipt", quantity=3, location_id=shelf["id"])
    changed = admin.put(f"/api/masters/locations/{shelf['id']}", json={"usage": "blocked"})
    assert changed.status_code == 409 and thing["item_code"] in changed.json()["detail"]
    assert admin.put(f"/api/masters/locations/{shelf['id']}", json={"name": "Shelf"}).status_code == 200
    assert admin.delete(f"/api/masters/locations/{shelf['id']}").status_code == 409
    posted(admin, item_id=thing["id"], transaction_type="issue", quantity=3, location_id=shelf["id"])
    assert admin.put(f"/api/masters/locations/{shelf['id']}", json={"usage": "blocked"}).status_code == 200
    assert admin.delete(f"/api/masters/locations/{shelf['id']}").status_code == 204
