"""The first tests that the product was ordered with, against a fresh instance over HTTPS."""
import pytest

from instance import Instance


@pytest.fixture(scope="module")
def ordered():
    instance = Instance()
    try:
        yield instance.start()
    finally:
        instance.remove()


@pytest.fixture(scope="module")
def auth_client(ordered):
    client = ordered.anonymous()
    user = {"email": "test@example.com", "password": "testpass123", "username": "testuser", "role": "admin"}
    client.post("/api/auth/register", json=user)
    answer = client.post("/api/auth/login", json={"email": user["email"], "password": user["password"]})
    client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    return client


def test_create_item(auth_client):
    item_data = {"item_code": "TEST-001", "item_name": "Test Item", "category_id": "cat-001", "uom": "PCS"}

    response = auth_client.post("/api/masters/items", json=item_data)

    assert response.status_code == 201
    data = response.json()
    assert data["item_code"] == item_data["item_code"]
    assert data["item_name"] == item_data["item_name"]


def test_get_items(auth_client):
    response = auth_client.get("/api/masters/items")

    assert response.status_code == 200
    data = response.json()
    assert isinstance(data, list)


def test_unauthorized_access(ordered):
    response = ordered.anonymous().get("/api/masters/items")
    assert response.status_code == 401
