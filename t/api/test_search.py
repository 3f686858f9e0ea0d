"""The search of everything: grouped by kind, exact codes first, only what the user may read."""
from making import code, faults, item, location, made


def found(client, text, **more):
    answer = client.get("/api/search", params={"q": text, **more})
    assert answer.status_code == 200, answer.text
    return {group["kind"]: group for group in answer.json()["groups"]}


def codes(group):
    return [hit["code"] for hit in group["hits"]]


def test_masters_by_code_and_name(admin):
    word = code("Quartz")
    first = item(admin, item_name=f"Lamp {word}")
    place = location(admin, name=f"Shelf {word}")
    supplier = made(admin, "suppliers", code=code("S"), name=f"{word} Ltd")
    recipient = made(admin, "recipients", code=code("R"), name=word)
    groups = found(admin, word.lower())
    assert {kind: group["hits"][0]["id"] for kind, group in groups.items()} == {
        "item": first["id"], "location": place["id"], "supplier": supplier["id"], "recipient": recipient["id"]}
    assert groups["item"]["hits"][0]["name"] == first["item_name"] and groups["item"]["hits"][0]["is_active"]


def test_at_most_so_many_of_each_kind(admin):
    word = code("Many")
    for _ in range(3):
        item(admin, item_name=word)
    assert len(found(admin, word, limit=2)["item"]["hits"]) == 2 and found(admin, word, limit=2)["item"]["more"]
    assert len(found(admin, word, limit=3)["item"]["hits"]) == 3 and not found(admin, word, limit=3)["item"]["more"]


def test_parameters(admin):
    assert faults(admin.get("/api/search")) == {("query", "q"): "missing"}
    assert faults(admin.get("/api/search", params={"q": "x" * 201, "limit": 0, "sort": "id"})) == {
        ("query", "q"): "string_too_long", ("query", "limit"): "int_type", ("query", "sort"): "extra_forbidden"}


def test_a_text_without_a_word_finds_nothing(admin):
    for text in ("", " ", "-", "%", "..", "\U0001f529"):
        assert found(admin, text) == {}


def test_only_what_the_user_may_read(product):
    supplier = made(product.admin, "suppliers", code=code("S"), name="Secret")
    assert "supplier" in found(product.role("staff"), supplier["code"])
    assert found(product.role("viewer"), supplier["code"]) == {}
