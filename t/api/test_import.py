"""test_import.py - another system's real export, taken as it is: t/data/inventree-demo with etc/import."""
import csv
import json
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from instance import TOP, Instance
from stores import KIND

DATA = TOP / "t" / "data" / "inventree-demo"
MAPS = TOP / "etc" / "import"
KINDS = ("categories", "locations", "suppliers", "items", "stock")
ROWS = {"categories": 27, "locations": 20, "suppliers": 12, "items": 414, "stock": 807}  # 19 places and UNPLACED


def rows(name):
    with open(DATA / f"{name}.csv", newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def take(instance, kind, *options, file=None, by=None):
    """The outcome of `ccpl import`, with the map that is shipped unless another one is named."""
    chosen = () if by is False else ("--map", str(by or MAPS / f"inventree-{kind}.map"))
    return instance.ccpl("import", *options, *chosen, kind, str(file or DATA / f"{kind}.csv"), check=False)


def take_all(instance, *kinds):
    for kind in kinds or KINDS:
        outcome = take(instance, kind)
        assert outcome.returncode == 0, outcome.stderr


def everything(client, path, **params):
    """All rows of a list, page by page."""
    found, url = [], path
    params = {"limit": 1000} | params
    while url:
        answer = client.get(url, params=params)
        assert answer.status_code == 200, answer.text
        found += answer.json()
        url, params = answer.links.get("next", {}).get("url"), None
    return found


def sources(instance, kind):
    """Our id of each id of the other system."""
    prefix = f"source:inventree/{kind}/"
    return {record["id"].removeprefix(prefix): record["record_id"] for _, record in instance.kept("code")
            if record["id"].startswith(prefix)}


def counts(instance):
    return Counter(kind for kind, _ in instance.kept())


def balances(instance):
    """Each row of the stock file with the item, place and lot that it belongs to here."""
    items, locations = sources(instance, "item"), sources(instance, "location")
    locations[""] = next(place["id"] for place in everything(instance.admin, "/api/masters/locations")
                         if place["code"] == "UNPLACED")
    return [((items[row["item_source_id"]], locations[row["location_source_id"]], row["batch"]), row)
            for row in rows("stock")]


def expected_sums(instance):
    """Of the file, added up here."""
    sums = defaultdict(Decimal)
    for key, row in balances(instance):
        sums[key] += Decimal(row["quantity"])
    return dict(sums)


def exactly(answer):
    return json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)


def sums_on_hand(instance):
    found = exactly(instance.admin.get("/api/inventory/stock", params={"limit": 1000}))
    return {(row["item_id"], row["location_id"], row.get("lot", "")): row["on_hand"] for row in found}


@pytest.fixture(scope="module")
def imported():
    """An instance that has all of it."""
    instance = Instance(CURRENCY="USD").start()
    try:
        take_all(instance)
        yield instance
    finally:
        instance.remove()


@pytest.fixture
def empty(fresh):
    return fresh(CURRENCY="USD")


# --- before the maps know everything ---

def test_without_a_map_the_columns_are_named(product):
    outcome = take(product, "items", "--dry-run", by=False)
    assert outcome.returncode == 1
    assert "row 1, units: unknown column" in outcome.stdout
    assert "row 1, item_name: is required, but no column has it" in outcome.stdout
    assert outcome.stdout.endswith("faults. Nothing was written.\n")


def without(kind, sections, folder):
    """The shipped map without these sections."""
    kept, skipping = [], False
    for line in (MAPS / f"inventree-{kind}.map").read_text().splitlines(True):
        if line.startswith("["):
            skipping = line.strip() in sections
        if not skipping:
            kept.append(line)
    path = folder / f"{kind}.map"
    path.write_text("".join(kept))
    return path


@pytest.mark.not_on_nx("takes a minute for an import")
def test_the_dry_run_says_what_the_map_must_settle_and_writes_nothing(empty, tmp_path):
    take_all(empty, "categories", "locations")
    before = counts(empty)
    units = without("items", ["[values uom]", "[defaults]"], tmp_path)
    outcome = take(empty, "items", "--dry-run", by=units)
    assert outcome.returncode == 1
    assert 'rows 90-94, units "litres": there is no unit with the code litres\n' in outcome.stdout
    assert "units: is required\n" in outcome.stdout  # where none is given, all rows in one sentence
    assert outcome.stdout.endswith("items.csv: 408 faults. Nothing was written.\n")  # 403 empty, 5 litres
    assert counts(empty) == before
    clean = take(empty, "items", "--dry-run")
    assert (clean.returncode, clean.stderr) == (0, "")
    assert clean.stdout.startswith("items.csv: 414 of 414 rows can be imported as items, ")
    assert counts(empty) == before

    take_all(empty, "items")
    before = counts(empty)
    open_questions = without("stock", ["[defaults]", "[rates]"], tmp_path)
    outcome = take(empty, "stock", "--dry-run", by=open_questions)
    assert outcome.returncode == 1
    for currency in ("EUR", "CNY", "CAD", "AUD"):
        assert f'currency "{currency}": costs are in USD' in outcome.stdout
    assert "location_source_id: is required\n" in outcome.stdout
    assert outcome.stdout.endswith("stock.csv: 110 faults. Nothing was written.\n")  # 95 costs, 15 without a place
    clean = take(empty, "stock", "--dry-run")
    assert clean.returncode == 0
    assert "807 of 807 rows can be imported as stock (473 balances" in clean.stdout
    assert counts(empty) == before


@pytest.mark.not_on_nx("takes a minute for an import")
def test_fractions_of_pieces_are_faults(empty, tmp_path):
    pieces = tmp_path / "items.map"
    pieces.write_text((MAPS / "inventree-items.map").read_text().replace("litres = L", "litres = PCS"))
    take_all(empty, "categories", "locations")
    assert take(empty, "items", by=pieces).returncode == 0
    outcome = take(empty, "stock")
    fractions = [(n, row["quantity"]) for n, row in enumerate(rows("stock"), 2)
                 if Decimal(row["quantity"]) % 1 and row["item_source_id"] in ("90", "92")]
    assert outcome.returncode == 1
    for n, quantity in fractions:
        assert f'row {n}, quantity "{quantity}": PCS has at most 0 decimal places' in outcome.stderr
    assert outcome.stdout == f"stock.csv: {len(fractions)} faults. Nothing was written.\n"
    assert len(fractions) == 2 and counts(empty)["posting"] == 0


# --- all of it ---

def test_every_row_is_there(imported):
    assert len(sources(imported, "item")) == 414
    found = counts(imported)
    assert (found["item"], found["posting"], found["stock_transaction"]) == (414, 1, 473)
    assert (found["item_category"], found["location"], found["supplier"]) == (27 + 1, 20 + 1, 12)


def test_stock_is_the_sum_of_the_files_rows_exactly(imported):
    expected = expected_sums(imported)
    assert len(expected) == 473
    assert sums_on_hand(imported) == expected


@pytest.mark.not_on_nx("adds up in time that grows with the square of the ledger")
def test_the_books_add_up(imported):
    outcome = imported.ccpl("verify", check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_items_keep_what_the_file_says(imported):
    ids = sources(imported, "item")
    categories, of = sources(imported, "item_category"), {}
    for item in everything(imported.admin, "/api/masters/items"):
        of[item["id"]] = item
    units = {"": "PCS", "m": "M", "litres": "L"}
    for row in rows("items"):
        item = of[ids[row["source_id"]]]
        assert item["item_name"] == row["name"].strip()
        assert item["uom"] == units[row["units"]]
        assert item["category_id"] == categories[row["category_source_id"]]
        assert not row["ipn"] or item["item_code"] == row["ipn"]
        assert item.get("description", "") == row["description"].strip()
    assert len({item["item_code"] for item in of.values()}) == 414
    assert sum(item["item_name"] == "Red Widget" for item in of.values()) == 4


def test_trees_keep_their_shape(imported):
    for kind, path, name, parent in (("categories", "item-categories", "item_category", "parent_category"),
                                     ("locations", "locations", "location", "parent_location")):
        ids = sources(imported, name)
        of = {record["id"]: record for record in everything(imported.admin, f"/api/masters/{path}")}
        for row in rows(kind):
            assert of[ids[row["source_id"]]].get(parent) == ids.get(row["parent_source_id"])


def test_costs_in_our_currency_are_kept_and_others_left_out(imported):
    value, weight = defaultdict(Decimal), defaultdict(Decimal)
    for key, row in balances(imported):
        if row["unit_cost"] and row["currency"] == "USD":
            value[key] += Decimal(row["quantity"]) * Decimal(row["unit_cost"])
            weight[key] += Decimal(row["quantity"])
    lines = exactly(imported.admin.get("/api/inventory/transactions", params={"limit": 1000}))
    costs = {(line["item_id"], line["location_id"], line["lot"]): line["unit_cost"]
             for line in lines if "unit_cost" in line}
    assert costs.keys() == value.keys()
    for key, cost in costs.items():
        assert abs(cost - value[key] / weight[key]) <= Decimal("0.0000005")


def test_the_audit_says_import(imported):
    found = everything(imported.admin, "/api/audit", action="import")
    assert len(found) == 27 + 20 + 12 + 414 + 1


@pytest.mark.not_on_nx("takes a minute for an import")
def test_a_second_import_doubles_nothing(imported):
    before = counts(imported)
    for kind in KINDS[:-1]:
        outcome = take(imported, kind)
        assert outcome.returncode == 0
        assert outcome.stdout == (f"{kind}.csv: all {ROWS[kind]} rows exist already and are unchanged. "
                                  "Nothing was written.\n")
    outcome = take(imported, "stock")
    assert outcome.returncode == 1
    assert "the opening stock of this item, location and lot is already posted, by MV-" in outcome.stderr
    assert outcome.stdout == "stock.csv: 473 faults. Nothing was written.\n"
    assert counts(imported) == before


# --- dates, sizes, the demo ---

@pytest.mark.not_on_nx("adds up in time that grows with the square of the ledger")
def test_the_opening_date_is_the_one_that_is_given(empty):
    take_all(empty, "categories", "locations", "items")
    assert take(empty, "stock", "--date", "2024-02-30").returncode == 2
    assert take(empty, "stock", "--date", "2024-02-29").returncode == 0
    line = empty.admin.get("/api/inventory/transactions", params={"limit": 1}).json()[0]
    assert line["transaction_date"].startswith("2024-02-29T23:59:59")
    assert empty.ccpl("verify", check=False).returncode == 0


def suppliers_file(folder, n):
    file = folder / "suppliers.csv"
    file.write_text("code,name\n" + "".join(f"S{i},Supplier {i}\n" for i in range(n)))
    return file


@pytest.mark.skipif(KIND == "sqlite", reason="SQLite takes any number")
def test_more_than_one_step_can_hold_is_refused(product, tmp_path):
    outcome = take(product, "suppliers", file=suppliers_file(tmp_path, 14000), by=False)
    assert outcome.returncode == 1
    assert "at most 40000 are possible: split the file into 2 files of at most 7000 rows" in outcome.stderr


@pytest.mark.skipif(KIND != "sqlite", reason="MongoDB limits a transaction")
def test_a_large_file_is_taken_whole_and_tells_its_progress(empty, tmp_path):
    file = suppliers_file(tmp_path, 14000)
    outcome = take(empty, "suppliers", file=file, by=False)
    assert (outcome.returncode, outcome.stdout) == (
        0, "suppliers.csv: 14000 of 14000 rows imported as suppliers, 42000 ops in one step.\n")
    told = outcome.stderr.splitlines()
    assert told[0] == "checking 2,000 of 14,000" and told[6] == "checking 14,000 of 14,000"
    assert told[7] == "writing 2,000 of 14,000" and told[-1] == "writing 14,000 of 14,000"
    again = take(empty, "suppliers", file=file, by=False)
    assert again.stdout.startswith("suppliers.csv: all 14000 rows exist already and are unchanged.")


@pytest.mark.skipif(KIND != "sqlite", reason="MongoDB writes it in one step")
def test_a_killed_import_leaves_nothing_or_all(empty, tmp_path):
    file = suppliers_file(tmp_path, 14000)
    writer = empty.start_ccpl("import", "suppliers", str(file))
    for line in writer.stderr:
        if line.startswith("writing"):
            break
    writer.kill()
    writer.wait()
    assert counts(empty)["supplier"] in (0, 14000)
    assert take(empty, "suppliers", file=file, by=False).returncode == 0
    assert counts(empty)["supplier"] == 14000


@pytest.mark.not_on_nx("adds up in time that grows with the square of the ledger")
def test_the_demo_fills_an_empty_system_once(fresh):
    instance = fresh()
    outcome = instance.ccpl("demo", str(TOP / "etc" / "demo"), check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert instance.ccpl("verify", check=False).returncode == 0
    summary = instance.admin.get("/api/inventory/summary").json()
    assert summary["items"] == 41 and summary["items_below_min"] > 0
    days = {line["transaction_date"][:10] for line in everything(instance.admin, "/api/inventory/transactions")}
    assert len(days) > 20
    again = instance.ccpl("demo", str(TOP / "etc" / "demo"), check=False)
    assert again.returncode == 1 and "there are items already" in again.stderr
