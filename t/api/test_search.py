"""Searching: in lists by `q`, and everywhere; exact codes first, folded, only what the user may read."""
import pytest

from making import code, faults, item, location, made, posted


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
    mark = code("S")
    made(product.admin, "suppliers", code=mark, name="Secret")
    received(product.admin, reference=mark, lot=mark)
    assert set(found(product.role("staff"), mark)) == {"supplier", "reference", "lot"}
    assert set(found(product.role("viewer"), mark)) == {"lot"}


def listed(client, text, path="items", field="item_code"):
    answer = client.get(f"/api/masters/{path}", params={"q": text, "count": "true"})
    assert answer.status_code == 200, answer.text
    return [row[field] for row in answer.json()], int(answer.headers["X-Total-Count"])


def received(client, **line):
    return posted(client, **{"item_id": item(client)["id"], "transaction_type": "receipt", "quantity": 1,
                             "location_id": "loc-001"} | line)


@pytest.mark.parametrize("text", ["TC 10", "12 V", "352 030 15 97", "366 200 05 01", "M8 20"])
def test_a_code_with_spaces_is_the_first_hit(product, text):
    mark = code("x")  # of this run, so that the code is new
    other, own = f"{text}0 {mark}", f"{text} {mark}"
    for each in (other, own):
        item(product.admin, item_code=each, item_name=f"About {own}")
    for typed in (own, own.lower(), own.replace(" ", ""), own.replace(" ", "-")):
        assert listed(product.admin, typed)[0][0] == own, typed
        first = found(product.admin, typed)["item"]["hits"][0]
        assert (first["code"], first["exact"]) == (own, True)


def test_a_location_with_a_space_is_the_first_hit(admin):
    mark = code("B")
    for last in ("07", "070", "7"):
        location(admin, code=f"{mark} {last}", name="North hall")
    assert listed(admin, f"{mark} 07", "locations", "code") == ([f"{mark} 07", f"{mark} 070"], 2)


def test_a_beginning_comes_before_the_rest(admin):
    mark = code("Q")
    item(admin, item_code=f"A{mark}", item_name="A")
    item(admin, item_code=f"{mark}-2", item_name="Z")
    item(admin, item_code=mark, item_name="Z")
    assert listed(admin, mark) == ([mark, f"{mark}-2", f"A{mark}"], 3)
    assert [hit["exact"] for hit in found(admin, mark)["item"]["hits"]] == [True, False, False]


@pytest.mark.parametrize(("name", "typed"), [
    ("Müller", "muller"), ("İSTANBUL", "istanbul"), ("4×40", "4x40"), ("１２Ｖ", "12v"), ("مُحَمَّد", "محمد"),
    ("不锈钢螺丝", "钢螺"), ("ボルト", "ﾙﾄ"), ("Łódź", "LODZ")])
def test_names_are_folded(admin, name, typed):
    mark = code("F")
    item(admin, item_name=f"{name} {mark}")
    assert listed(admin, f"{typed} {mark}")[1] == 1


@pytest.mark.parametrize("text", ["🔩", "-", "%", "/", "..", " ", ""])
def test_a_list_by_a_text_without_a_word_is_empty(admin, text):
    item(admin)
    for path in ("items", "locations", "recipients", "suppliers", "reasons", "uoms", "item-categories"):
        assert listed(admin, text, path, "id") == ([], 0)
    assert admin.get("/api/users", params={"q": text}).json() == []


def test_pages_of_a_list_go_through_all_ranks(admin):
    mark = code("P")
    names = [f"{mark} 1", f"{mark}-1", f"{mark} 10", f"X {mark} 1"]
    for each in names:
        item(admin, item_code=each)
    pages, link = [], "/api/masters/items"
    params = {"q": f"{mark} 1", "limit": 1}
    while link:
        answer = admin.get(link, params=params)
        pages += [row["item_code"] for row in answer.json()]
        link, params = answer.links.get("next", {}).get("url"), None
    assert pages == names


def test_a_posting_by_any_part_of_its_number(admin):
    posting = received(admin, reference=code("DN"))
    number = posting["number"]
    for text in (number, number.lower(), number.replace("-", " "), number[3:], number[8:], number[8:].lstrip("0")):
        hit = found(admin, text)["posting"]["hits"][0]
        assert (hit["id"], hit["code"], hit["name"]) == (posting["id"], number, posting["reference"]), text
    assert found(admin, number)["posting"]["hits"][0]["exact"] and not found(admin, number[8:])["posting"]["hits"][0]["exact"]
    assert number in codes(found(admin, number[:-1], limit=20)["posting"])


def test_a_reference_by_part_and_folded(admin):
    mark = code("W").lower()
    posting = received(admin, reference=f"Lieferschein Ä/{mark}-88")
    for text in (f"{mark}-88", f"{mark.upper()}88", mark[3:] + "8", f"lieferschein a/{mark}"):
        hit = found(admin, text)["reference"]["hits"][0]
        assert (hit["id"], hit["code"], hit["name"]) == (posting["id"], posting["reference"], posting["number"]), text
    groups = admin.get("/api/search", params={"q": f"LIEFERSCHEIN a {mark} 88"}).json()["groups"]
    assert (groups[0]["kind"], groups[0]["hits"][0]["exact"]) == ("reference", True)


def test_a_lot_by_part_with_its_item(admin):
    mark = code("L")
    thing = item(admin, item_name="Resin")
    received(admin, item_id=thing["id"], lot=f"{mark}-7a")
    for text in (f"{mark} 7A", mark[2:], f"{mark.lower()}-7"):
        hit = found(admin, text)["lot"]["hits"][0]
        assert (hit["code"], hit["item_id"], hit["name"]) == (f"{mark}-7a", thing["id"], "Resin"), text


def test_a_scan_finds_its_item_first(admin):
    digits = "0" + code("").translate({ord(c): str(i % 10) for i, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")})
    body = "40" + "".join(c for c in digits if c.isdigit()).ljust(10, "5")[:10]
    gtin = body + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10)
    thing, lot = item(admin, barcodes=[gtin]), code("G")
    received(admin, item_id=thing["id"], lot=lot)
    assert [(h["id"], h["exact"]) for h in found(admin, gtin)["item"]["hits"][:1]] == [(thing["id"], True)]
    groups = found(admin, f"(01)0{gtin}(10){lot}")
    assert groups["item"]["hits"][0]["id"] == thing["id"] and groups["lot"]["hits"][0]["code"] == lot


def test_possible_duplicates_whatever_blanks_are_in_the_name(admin):
    name = f"Hex bolt {code('D')}"
    first = item(admin, item_name=name)
    for typed in (name.replace(" ", "\u00a0"), name.replace(" ", "\u3000"), name.replace(" ", "  "), name.upper()):
        assert first["id"] in [d["id"] for d in item(admin, item_name=typed)["possible_duplicates"]], ascii(typed)
