"""making.py - things for the tests of masters to work on, each with a code of its own."""
import random

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def code(prefix="T"):
    return prefix + "".join(random.choices(ALPHABET, k=8))


def made(client, path, **fields):
    answer = client.post(f"/api/masters/{path}", json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def item(client, **fields):
    return made(client, "items", **{"item_code": code("I"), "item_name": "Thing", "category_id": "cat-001",
                                    "uom": "PCS"} | fields)


def category(client, **fields):
    return made(client, "item-categories", **{"code": code("C"), "name": "Category"} | fields)


def location(client, **fields):
    return made(client, "locations", **{"code": code("L"), "name": "Location"} | fields)


def unit(client, **fields):
    return made(client, "uoms", **{"code": code("U"), "name": "Unit"} | fields)


def posted(client, **line):
    answer = client.post("/api/inventory/transactions", json=line)
    assert answer.status_code == 201, answer.text
    return answer.json()


def faults(answer):
    """The 422's faults as {(loc, ...): type}."""
    assert answer.status_code == 422, answer.text
    return {tuple(f["loc"]): f["type"] for f in answer.json()["detail"]}
