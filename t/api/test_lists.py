"""Lists: parameters, pages, cursors, searches, CSV."""
import csv
import io
import re

import pytest

from making import category, code, faults, item, location, made

ITEMS = "/api/masters/items"


@pytest.fixture(scope="module")
def twelve(product):
    """A category with twelve items, named so that neither codes nor names are in the order they were made in."""
    of = category(product.admin)
    items = [item(product.admin, category_id=of["id"], item_code=f"{of['code']}-{(n * 7) % 12:02}",
                  item_name=f"Thing {(n * 5) % 12:02}") for n in range(12)]
    return of["id"], items


def listed(client, of, **params):
    answer = client.get(ITEMS, params={"category_id": of} | params)
    assert answer.status_code == 200, answer.text
    return answer


def ids(answer):
    return [r["id"] for r in answer.json()]


def following(client, answer):
    """All pages from this one on."""
    while True:
        yield answer
        link = answer.headers.get("link")
        if link is None:
            return
        answer = client.get(re.fullmatch(r'<([^>]+)>; rel="next"', link)[1])
        assert answer.status_code == 200, answer.text


# --- pages ---

def test_skip_and_limit_cut_a_piece_out(admin, twelve):
    of, items = twelve
    assert ids(listed(admin, of)) == [i["id"] for i in items]
    assert ids(listed(admin, of, skip=3, limit=4)) == [i["id"] for i in items[3:7]]
    assert ids(listed(admin, of, skip=12)) == []


def test_count_says_how_many_there_are_in_all(admin, twelve):
    assert "x-total-count" not in listed(admin, twelve[0]).headers
    assert listed(admin, twelve[0], count="true", limit=5).headers["x-total-count"] == "12"


def test_page_and_page_size_answer_with_an_object(admin, twelve):
    of, items = twelve
    body = listed(admin, of, page=2, page_size=5).json()
    assert (body["total"], body["page"], body["page_size"]) == (12, 2, 5)
    assert [r["id"] for r in body["data"]] == [i["id"] for i in items[5:10]]
    assert listed(admin, of, page=9).json() == {"data": [], "total": 12, "page": 9, "page_size": 100}


def test_the_links_lead_through_all_rows_once(admin, twelve):
    of, items = twelve
    for order in ({}, {"sort": "item_name"}, {"sort": "-item_code"}, {"sort": "is_active"}, {"sort": "-created_at"}):
        pages = list(following(admin, listed(admin, of, limit=5, **order)))
        assert [len(p.json()) for p in pages] == [5, 5, 2]
        got = [i for p in pages for i in ids(p)]
        assert got == ids(listed(admin, of, **order))
        assert sorted(got) == sorted(i["id"] for i in items)


@pytest.mark.parametrize("path, order", [("locations", "kind"), ("locations", "-usage"), ("items", "uom"), ("items", "-uom"),
                                         ("item-categories", "level"),
                                         pytest.param("uoms", "-created_at", marks=pytest.mark.not_on_nx("compares times by whole seconds"))])
def test_the_links_lead_through_every_sort_of_value(admin, path, order):
    for kind, usage, uom in [("zone", "transit", "KG"), ("bin", "stock", "M"), ("warehouse", "blocked", "KG"), ("bin", "transit", "G")]:
        location(admin, kind=kind, usage=usage)
        item(admin, uom=uom)
    field = order.removeprefix("-")
    first = admin.get(f"/api/masters/{path}", params={"sort": order, "limit": 2, "count": "true"})
    pages = list(following(admin, first))
    rows = [r for page in pages for r in page.json()]
    assert len(rows) == len({r["id"] for r in rows})
    assert {page.headers.get("x-total-count") for page in pages} == {str(len(rows))}
    values = [r[field] for r in rows]
    assert values == sorted(values, reverse=order.startswith("-"))


def test_the_audit_has_links_too(admin):
    for _ in range(3):
        category(admin)
    params = {"record": "item_category", "action": "create", "limit": 2}
    rows = [r for page in following(admin, admin.get("/api/audit", params=params)) for r in page.json()]
    assert len(rows) == len({r["id"] for r in rows}) >= 3
    assert [r["at"] for r in rows] == sorted((r["at"] for r in rows), reverse=True)


def test_the_last_page_has_no_link(admin, twelve):
    assert "link" not in listed(admin, twelve[0], limit=12).headers
    assert "link" in listed(admin, twelve[0], limit=11).headers


def test_rows_made_meanwhile_neither_repeat_nor_hide_others(admin):
    of = category(admin)["id"]
    first = {item(admin, category_id=of, item_name=f"n{n:02}")["id"] for n in range(0, 20, 2)}
    got = []
    answer = listed(admin, of, limit=3, sort="item_name")
    for n, page in enumerate(following(admin, answer)):
        got += ids(page)
        item(admin, category_id=of, item_name="a first")
        item(admin, category_id=of, item_name=f"n{2 * n + 1:02}")
        if n > 20:
            break
    assert len(got) == len(set(got)) and first <= set(got)


def test_a_cursor_is_for_its_own_list_only(admin, twelve):
    link = listed(admin, twelve[0], limit=5, sort="item_name").headers["link"]
    cursor = re.search(r"cursor=([^&>]+)", link)[1]
    good = {"sort": "item_name", "limit": 2, "cursor": cursor}
    assert len(ids(listed(admin, twelve[0], **good))) == 2
    for other in ({"sort": "-item_name"}, {"is_active": "all"}, {"q": "thing", "sort": None}, {"category_id": "cat-001"},
                  {"cursor": cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")}, {"cursor": "x"}, {"cursor": ""}):
        params = {k: v for k, v in ({"category_id": twelve[0]} | good | other).items() if v is not None}
        assert faults(admin.get(ITEMS, params=params)) == {("query", "cursor"): "cursor"}
    answer = admin.get("/api/masters/uoms", params={"cursor": cursor})
    assert faults(answer) == {("query", "cursor"): "cursor"}


# --- parameters ---

def test_every_bad_parameter_is_named(admin):
    answer = admin.get(ITEMS, params={"skip": -1, "limit": 1001, "sort": "description", "is_active": "maybe",
                                      "count": "yes", "colour": "red", "created_at": "soon", "q": "x" * 201})
    assert faults(answer) == {
        ("query", "skip"): "int_type", ("query", "limit"): "int_type", ("query", "sort"): "enum",
        ("query", "is_active"): "bool_type", ("query", "count"): "bool_type",
        ("query", "colour"): "extra_forbidden", ("query", "created_at"): "date", ("query", "q"): "string_too_long"}
    said = {f["loc"][1]: f["msg"] for f in answer.json()["detail"]}
    assert "item_code, item_name" in said["sort"] and "description" not in said["sort"]
    assert "category_id" in said["colour"] and "page_size" in said["colour"]


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": "ten"}, {"page": 0}, {"page_size": 1001}, {"skip": 1.5},
                                    {"limit": ""}, {"page": "9" * 30}])
def test_numbers_have_bounds(admin, params):
    assert set(faults(admin.get(ITEMS, params=params)).values()) == {"int_type"}


def test_a_parameter_is_given_once(admin):
    assert faults(admin.get(f"{ITEMS}?limit=1&limit=2")) == {("query", "limit"): "repeated"}


@pytest.mark.parametrize("params, at", [({"page": 1, "limit": 5}, "page"), ({"page": 1, "skip": 5}, "page"),
                                        ({"q": "x", "sort": "item_name"}, "sort")])
def test_what_excludes_one_another_is_said(admin, params, at):
    assert faults(admin.get(ITEMS, params=params)) == {("query", at): "exclusive"}


def test_only_required_indexed_fields_sort(admin):
    for field in ("default_supplier_id", "description", "password_hash", "version", ""):
        assert faults(admin.get(ITEMS, params={"sort": field})) == {("query", "sort"): "enum"}


@pytest.mark.parametrize("path", ["item-categories", "uoms", "suppliers", "locations", "recipients", "reasons"])
def test_lists_sort_both_ways(admin, path):
    for n in range(3):
        made(admin, path, code=code(), name=f"{n}")
    up = [r["code"] for r in admin.get(f"/api/masters/{path}", params={"sort": "code", "limit": 1000}).json()]
    down = [r["code"] for r in admin.get(f"/api/masters/{path}", params={"sort": "-code", "limit": 1000}).json()]
    assert up == sorted(up) and down == up[::-1]


ODD = ["", " ", "%", "%zz", "*", "'", '"', "\\", ";--", "{}", "[]", "null", "-", "--", "\u0000", "\n", "\U0001f600", "e\u0301",
       "9" * 40, "-1", "1e400", "\ufeff", "A" * 3000, "<script>", "../..", "=1", "\u202e"]


def test_no_text_in_a_parameter_is_more_than_a_fault(admin):
    for name in ("q", "cursor", "sort", "skip", "page", "item_code", "created_at", "is_active", "from", "uom", "\u00e4"):
        for value in ODD:
            answer = admin.get(ITEMS, params={name: value})
            assert answer.status_code in (200, 400, 422), (name, value, answer.status_code)
            if answer.status_code == 422:
                assert [f["loc"][:1] for f in answer.json()["detail"]] == [["query"]]


def test_a_search_for_any_text_that_is_in_a_name_finds_it(admin):
    of = category(admin)["id"]
    for name in ("Stra\u00dfe 12", "r\u00e9sum\u00e9", "\u041c\u043e\u043b\u043e\u0442\u043e\u043a", "1/2\" pipe", "A&B (new)", "caf\u0065\u0301 100%", "\u87ba\u4e1d 8"):
        first = item(admin, item_name=name, category_id=of)
        for typed in (name, name.upper(), name.lower(), *name.split()):
            assert first["id"] in ids(listed(admin, of, q=typed)), (name, typed)


# --- filters ---

def test_each_indexed_field_is_a_filter(admin):
    supplier = made(admin, "suppliers", code=code(), name="Supplier")
    first = item(admin, uom="KG", default_supplier_id=supplier["id"])
    for params in ({"item_code": first["item_code"]}, {"default_supplier_id": supplier["id"]},
                   {"default_supplier_id": supplier["id"], "uom": "KG"}, {"created_at": first["created_at"], "uom": "KG"}):
        assert [i["id"] for i in admin.get(ITEMS, params=params).json()] == [first["id"]]
    assert admin.get(ITEMS, params={"default_supplier_id": supplier["id"], "uom": "PCS"}).json() == []


def test_a_filter_by_one_of_its_values_knows_them(admin):
    room = location(admin, kind="zone", usage="inspection")
    rows = admin.get("/api/masters/locations", params={"usage": "inspection", "kind": "zone", "limit": 1000}).json()
    assert room["id"] in [r["id"] for r in rows]
    assert {(r["kind"], r["usage"]) for r in rows} == {("zone", "inspection")}
    answer = admin.get("/api/masters/locations", params={"usage": "bad"})
    assert faults(answer) == {("query", "usage"): "enum"}
    assert "inspection" in answer.json()["detail"][0]["msg"]


def test_from_and_to_are_inclusive(admin):
    first = item(admin)
    when, params = first["created_at"], {"item_code": first["item_code"]}
    assert len(admin.get(ITEMS, params=params | {"from": when, "to": when}).json()) == 1
    assert len(admin.get(ITEMS, params=params | {"from": when[:10], "to": when[:10]}).json()) == 1
    assert admin.get(ITEMS, params=params | {"to": "2020-01-01"}).json() == []
    assert faults(admin.get(ITEMS, params={"from": "2026-02-30"})) == {("query", "from"): "date"}


# --- searches ---

@pytest.fixture(scope="module")
def bolts(product):
    """The item that a search is for, beside others that it is not for."""
    word = code("Z")
    of = category(product.admin, code=f"BOL{word}")
    first = item(product.admin, item_code=f"BOL{word}-000123", item_name=f"{word} hexagon bolt M8x20",
                 category_id=of["id"])
    item(product.admin, item_code=f"NUT{word}-000999", item_name=f"{word} nut M8", category_id=of["id"])
    return word, of["id"], first["id"]


@pytest.mark.parametrize("typed", ["123", "000123", "{w}-000123", "bol{w}000123", "BOL{w}-000123", "bol{w}0", "x20",
                                   "m8x20", "20", "hex", "hexagon {w}", "{w} BOLT", "bolt, 123"])
def test_a_search_finds(admin, bolts, typed):
    word, of, first = bolts
    answer = listed(admin, of, q=typed.format(w=word))
    assert ids(answer) == [first]


@pytest.mark.parametrize("typed", ["124", "exagon", "bolt nut", "0m8", "00012399"])
def test_a_search_does_not_find(admin, bolts, typed):
    word, of, first = bolts
    assert first not in ids(listed(admin, of, q=typed))


def test_the_number_of_an_item_is_found_from_its_digits_and_without_its_dash(admin):
    of = category(admin)["id"]
    first = item(admin, item_code=f"BOL-{code('')}", category_id=of)
    plain = first["item_code"].replace("-", "").lower()
    assert ids(listed(admin, of, q=plain)) == ids(listed(admin, of, q=plain[3:])) == [first["id"]]


def test_exact_codes_come_first_then_beginnings_then_names(admin):
    word = code("Q")
    of = category(admin)["id"]
    rest = [item(admin, category_id=of, item_name=f"{name} {word}")["id"] for name in ("beta", "alpha")]
    begins = item(admin, category_id=of, item_code=f"{word}-2", item_name="zeta")["id"]
    exact = item(admin, category_id=of, item_code=word, item_name="zzz")["id"]
    everything = [exact, begins, rest[1], rest[0]]
    assert ids(listed(admin, of, q=word)) == everything
    pages = following(admin, listed(admin, of, q=word, limit=1))
    assert [i for p in pages for i in ids(p)] == everything


def test_a_search_without_a_word_finds_nothing(admin, twelve):
    assert ids(listed(admin, twelve[0], q=" ")) == ids(listed(admin, twelve[0], q="-")) == []


# --- CSV ---

def rows_of(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_the_same_rows_as_csv(admin, twelve):
    answer = admin.get(ITEMS, params={"category_id": twelve[0], "sort": "item_code"}, headers={"Accept": "text/csv"})
    got = rows_of(answer)
    as_json = listed(admin, twelve[0], sort="item_code").json()
    assert [r["item_code"] for r in got] == [r["item_code"] for r in as_json]
    assert got[0]["is_active"] == "true" and got[0]["created_at"] == as_json[0]["created_at"]
    assert answer.text.count("\r\n") == 13
    assert 'filename="items.csv"' in answer.headers["content-disposition"]


def test_a_spreadsheet_does_not_take_a_text_for_a_formula(admin):
    of = category(admin)["id"]
    for name in ("=1+1", "+1", "-1", "@SUM(A1)", 'with "quotes", and a comma', "plain"):
        item(admin, category_id=of, item_name=name, description="line\nbreak")
    got = rows_of(admin.get(ITEMS, params={"category_id": of}, headers={"Accept": "text/csv"}))
    assert [r["item_name"] for r in got] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", 'with "quotes", and a comma', "plain"]
    assert got[0]["description"] == "line\nbreak"


def test_csv_for_excel_begins_with_a_bom_and_its_separator(admin, twelve):
    asked = {"category_id": twelve[0], "sort": "item_code", "bom": "true", "limit": 7}
    answer = admin.get(ITEMS, params=asked, headers={"Accept": "text/csv"})
    lines = answer.content.split(b"\r\n")
    assert lines[0] == b"\xef\xbb\xbfsep=," and lines[1].startswith(b"id,item_code,item_name,")
    rest = admin.get(answer.links["next"]["url"], headers={"Accept": "text/csv"})
    assert rest.content.startswith(b"id,item_code,"), "a further page continues the file"
    german = admin.get(ITEMS, params=asked | {"decimal": "comma"}, headers={"Accept": "text/csv"})
    lines = german.content.split(b"\r\n")
    assert lines[0] == b"\xef\xbb\xbfsep=;" and lines[1].startswith(b"id;item_code;item_name;")
    plain = admin.get(ITEMS, params=asked | {"bom": "false"}, headers={"Accept": "text/csv"})
    assert plain.content.startswith(b"id,item_code,")
    assert admin.get(ITEMS, params={"decimal": "dot"}).status_code == 422


def test_csv_has_links_to_the_rest_and_takes_searches(admin, twelve):
    answer = admin.get(ITEMS, params={"category_id": twelve[0], "limit": 7, "q": "thing"}, headers={"Accept": "text/csv"})
    assert len(rows_of(answer)) == 7 and 'rel="next"' in answer.headers["link"]


def test_taking_lists_away_needs_its_permission(product):
    headers = {"Accept": "text/csv"}
    assert product.role("staff").get(ITEMS, headers=headers).status_code == 200
    refused = product.role("viewer").get(ITEMS, headers=headers)
    assert refused.status_code == 403 and refused.json()["permission"] == "export"
    assert product.role("viewer").get(ITEMS, headers={"Accept": "application/json, text/csv"}).status_code == 200


# --- fields ---

def lists_of(admin):
    """The lists that the description says take `fields`, with what they must be asked for."""
    asked = {"/api/inventory/movements": {"from": "2026-01-01"}, "/api/inventory/stock/{item_id}/history": {"from": "2026-01-01"}}
    for path, operations in admin.get("/api/openapi.json").json()["paths"].items():
        if "fields" in {p["name"] for p in operations.get("get", {}).get("parameters", [])}:
            yield path, asked.get(path, {})


def test_every_list_answers_with_the_fields_that_were_named(admin, twelve):
    of, items = twelve
    line = {"item_id": items[0]["id"], "location_id": location(admin)["id"], "transaction_type": "receipt", "quantity": 3}
    assert admin.post("/api/inventory/transactions", json={"lines": [line]}).status_code == 201
    seen = 0
    for path, asked in lists_of(admin):
        path = re.sub(r"\{[^}]+\}", items[0]["id"], path)
        whole = admin.get(path, params=asked | {"limit": 5})
        assert whole.status_code == 200, whole.text
        for row in whole.json()[:1]:
            names = list(row)[-3:]
            some = admin.get(path, params=asked | {"limit": 5, "fields": ",".join(names)})
            assert [{k: r[k] for k in names if k in r} for r in whole.json()] == some.json(), path
            assert [list(r)[0] for r in admin.get(path, params=asked | {"limit": 2, "fields": names[0]}).json()][0] == names[0]
            seen += 1
        unknown = admin.get(path, params=asked | {"fields": "nonsense"})
        assert faults(unknown) == {("query", "fields"): "enum"} and "nonsense" in unknown.text, path
    assert seen > 12


def test_fields_hold_on_all_pages_in_csv_and_in_a_search(admin, twelve):
    of, items = twelve
    asked = {"category_id": of, "fields": "item_name,on_hand", "sort": "-item_code", "limit": 5}
    rows = [r for page in following(admin, admin.get(ITEMS, params=asked)) for r in page.json()]
    assert [r["item_name"] for r in rows] == [i["item_name"] for i in sorted(items, key=lambda i: i["item_code"], reverse=True)]
    stored = [r for page in following(admin, admin.get(ITEMS, params=asked | {"fields": "item_name"})) for r in page.json()]
    assert stored == [{"item_name": r["item_name"]} for r in rows]
    assert listed(admin, of, fields="item_code", page=2, page_size=11).json()["data"] == [{"item_code": items[11]["item_code"]}]
    table = admin.get(ITEMS, params={"category_id": of, "fields": "item_code,uom"}, headers={"Accept": "text/csv"}).text
    assert table.splitlines()[0] == "item_code,uom"
    found = admin.get(ITEMS, params={"category_id": of, "q": "thing", "limit": 7, "fields": "uom"})
    assert [r for page in following(admin, found) for r in page.json()] == [{"uom": "PCS"}] * 12


def test_a_field_that_may_not_be_seen_is_unknown(product, twelve):
    for path, name in (("/api/inventory/transactions", "unit_cost"), ("/api/users", "password_hash"), (ITEMS, ""), (ITEMS, "uom,")):
        client = product.role("staff") if name == "unit_cost" else product.admin
        assert faults(client.get(path, params={"fields": name})) == {("query", "fields"): "enum"}, name
    assert product.admin.get("/api/inventory/transactions", params={"fields": "unit_cost"}).status_code == 200
