"""What a text may consist of: what is seen; a refusal names the character."""
import pytest

from making import code, item, made, posted


def refused(answer, name):
    """The faults of that field, as (type, message)."""
    assert answer.status_code == 422, answer.text
    return [(f["type"], f["msg"]) for f in answer.json()["detail"] if name in f["loc"]]


def named(client, name):
    return client.post("/api/masters/items", json={"item_name": name, "category_id": "cat-001", "uom": "PCS"})


@pytest.mark.parametrize(("name", "kind", "says"), [
    ("\u3000", "blank", "visible"), ("\u200b", "blank", "visible"), ("\u00a0\u2003", "blank", "visible"),
    ("\u3164", "blank", "visible"), ("\u00ad\u200d", "blank", "visible"),
    ("Bolt\nM8", "control_character", "U+000A LINE FEED"), ("Bolt\r\nM8", "control_character", "U+000D CARRIAGE RETURN"),
    ("Bolt\tM8", "control_character", "U+0009 CHARACTER TABULATION"),
    ("Bolt\u2028M8", "control_character", "U+2028 LINE SEPARATOR"),
    ("\u202eevil", "control_character", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("a\u2066b\u2069", "control_character", "U+2066 LEFT-TO-RIGHT ISOLATE"), ("a\u0007b", "control_character", "U+0007"),
    ("a\u0085b", "control_character", "U+0085 NEXT LINE")])
def test_a_name_that_cannot_be_read_is_refused(admin, name, kind, says):
    (only,) = refused(named(admin, name), "item_name")
    assert only[0] == kind and says in only[1]


@pytest.mark.parametrize("name", [
    "Müller", "مُحَمَّد", "क्‍ष", "می‌خواهم", "שלום\u200f", "👩‍🔧", "不锈钢", "a\u00adb", "½″ × 3"])
def test_a_name_in_any_script_stays_as_it_is(admin, name):
    assert named(admin, name).json()["item_name"] == name


def test_a_code_names_the_character_that_is_not_seen(admin):
    body = {"item_code": f"A\u200b{code()}", "item_name": "Thing", "category_id": "cat-001", "uom": "PCS"}
    assert refused(admin.post("/api/masters/items", json=body), "item_code") == [
        ("code", "must not contain U+200B ZERO WIDTH SPACE")]


@pytest.mark.parametrize("typed", ["one\r\ntwo", "one\rtwo", "one\ntwo", "one\u2028two", "one\u0085two"])
def test_line_breaks_are_line_feeds_in_texts_of_several_lines(admin, typed):
    assert item(admin, description=typed)["description"] == "one\ntwo"
    assert made(admin, "suppliers", code=code("S"), name="S", address=typed)["address"] == "one\ntwo"
    posting = posted(admin, item_id=item(admin)["id"], transaction_type="receipt", quantity=1, location_id="loc-001", remarks=typed)
    assert posting["remarks"] == "one\ntwo"
    undone = admin.post(f"/api/inventory/postings/{posting['id']}/reverse", json={"reason": typed})
    assert undone.status_code == 201 and undone.json()["reason"] == "one\ntwo"


def test_texts_of_several_lines_keep_tabs_and_refuse_what_turns_them(admin):
    assert item(admin, description="a\tb")["description"] == "a\tb"
    body = {"item_name": "Thing", "category_id": "cat-001", "uom": "PCS"}
    for typed, kind in (("\u202dx", "control_character"), ("\u200b", "blank"), (" \n ", "blank"), ("a\u0000", "string_type")):
        answer = admin.post("/api/masters/items", json=body | {"description": typed})
        assert answer.status_code in (400, 422), ascii(typed)
        if answer.status_code == 422:
            assert refused(answer, "description")[0][0] == kind


def test_an_optional_text_may_be_empty(admin):
    assert item(admin, description="").get("description", "") == ""


def test_all_texts_are_held_to_it(admin):
    turned = "\u202ex"
    for path, fields in (("locations", {"code": code(), "name": turned}), ("recipients", {"code": code(), "name": turned}),
                         ("reasons", {"code": code(), "name": turned}), ("uoms", {"code": code(), "name": turned}),
                         ("item-categories", {"code": code(), "name": turned}),
                         ("suppliers", {"code": code(), "name": turned, "phone": turned, "tax_id": turned})):
        answer = admin.post(f"/api/masters/{path}", json=fields)
        assert {f["loc"][-1] for f in answer.json()["detail"]} == {k for k, v in fields.items() if v == turned}
    answer = admin.post("/api/inventory/transactions", json={
        "item_id": turned, "transaction_type": "receipt", "quantity": 1, "reference": turned, "lot": turned})
    assert {f["loc"][-1] for f in answer.json()["detail"]} >= {"item_id", "reference", "lot"}
