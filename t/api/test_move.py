"""test_move.py - another system's real export, moved from store to store, and printed by `ccpl export`."""
import csv
import json
import os
import pty
import random
import re
import subprocess
import time
from decimal import Decimal

import pytest

from instance import TOP
from stores import MONGO_IS_REAL, SETTINGS, drop_store, new_store
from waiting import PATIENCE_S

DATA = TOP / "t" / "data" / "inventree-demo"
LONG = bool(os.environ.get("CCPL_TEST_LONG"))
PROGRAM = f'{os.environ.get("CCPL_BUILD", TOP / "build")}/ccpl'


def environment(folder, url, **settings):
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "CCPL_HOME": str(folder), "ENVIRONMENT": "test",
            "CCPL_MIGRATIONS": str(TOP / "migrations"), "JWT_SECRET_KEY": "0123456789abcdef0123456789abcdef",
            "PASSWORD_COST": "10", "CURRENCY": "USD", "DATABASE_URL": url, "MONGOC_DISABLE_SHM": "1"} | SETTINGS | settings


class Store:
    """A store, and the operator's program with it as DATABASE_URL."""

    def __init__(self, folder, url):
        self.folder, self.url = folder, url

    def start(self, *args, **settings):
        return subprocess.Popen([PROGRAM, *map(str, args)], env=environment(self.folder, self.url, **settings),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *args, **settings):
        with self.start(*args, **settings) as process:
            out, err = process.communicate(timeout=PATIENCE_S)
        return subprocess.CompletedProcess(args, process.returncode, out, err)

    def ok(self, *args, **settings):
        done = self.run(*args, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def holds_half(self):
        return "incomplete copy of a system" in self.run("check").stderr


def fill(store, data=DATA):
    store.ok("migrate", "up")
    for kind in ("categories", "locations", "suppliers", "items", "stock"):
        store.ok("import", "--map", TOP / "etc" / "import" / f"inventree-{kind}.map", kind, data / f"{kind}.csv")
    for name, role in (("anne", "admin"), ("bert", "viewer")):
        store.ok("user", "add", "--username", name, "--email", f"{name}@example.com", "--role", role, "--random")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    store = Store(folder, new_store("sqlite", folder))
    fill(store)
    return store


def cut(folder, items):
    """The files with the first of the items only."""
    kept = set()
    for kind in ("categories", "locations", "suppliers", "items", "stock"):
        with open(DATA / f"{kind}.csv", newline="", encoding="utf-8") as f:
            rows = list(csv.DictReader(f))
        if kind == "items":
            rows = rows[:items]
            kept = {row["source_id"] for row in rows}
        elif kind == "stock":
            rows = [row for row in rows if row["item_source_id"] in kept]
        with open(folder / f"{kind}.csv", "w", newline="", encoding="utf-8") as f:
            out = csv.DictWriter(f, rows[0].keys())
            out.writeheader()
            out.writerows(rows)


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    """Of that: the test server for MongoDB adds up in time that grows with the square."""
    folder = tmp_path_factory.mktemp("part")
    cut(folder, 25)
    store = Store(folder, new_store("sqlite", folder))
    fill(store, folder)
    return store


@pytest.fixture
def empty(tmp_path):
    """Makes stores that are not there yet."""
    made = []

    def make(kind):
        made.append(Store(tmp_path, new_store(kind, tmp_path)))
        return made[-1]

    yield make
    for store in made:
        drop_store(store.url)


@pytest.fixture(params=["sqlite", "mongo"])
def target(request, empty):
    return empty(request.param)


@pytest.fixture
def giver(request, target):
    """Who moves into that target."""
    slow = target.url.startswith("mongodb") and not MONGO_IS_REAL and not LONG
    return request.getfixturevalue("part" if slow else "source")


# --- move ---

def test_there_and_back_is_the_same_byte_for_byte(giver, target, empty):
    back, before = empty("sqlite"), giver.ok("export")
    records, items, lines = (before.count(text) for text in ("\n", '{"item":', '{"stock_transaction":'))
    assert items in (25, 414) and lines > 20
    for source, taker in ((giver, target), (target, back)):
        said = source.ok("move", "--to", taker.url)
        assert f"{records} records were copied" in said
        assert f"source: the books add up: 1 postings, {lines} lines, {items} items" in said
        assert f"target: the books add up: 1 postings, {lines} lines, {items} items" in said
        assert taker.ok("export") == before
        taker.ok("check")
    assert giver.ok("export") == before


def test_the_sums_are_those_of_the_files(source, empty):
    with open(DATA / "stock.csv", newline="", encoding="utf-8") as f:
        total = sum(Decimal(row["quantity"]) for row in csv.DictReader(f))
    said = source.ok("move", "--to", empty("sqlite").url)
    assert f"quantity {total.normalize():f}, entered_quantity" in said
    assert f"on_hand {total.normalize():f}" in said


def kill_in_the_middle(process):
    """As soon as it says how far it is, or a moment later; whether it was still at it."""
    for line in process.stderr:
        if line.startswith(("copied", "compared")):
            break
    time.sleep(random.random() / 20)
    process.kill()
    return process.wait() != 0


def killed_in_the_middle(giver, target, empty):
    """A target that holds half: the given one, or another where that one was done before the kill."""
    while True:
        with giver.start("move", "--to", target.url) as process:
            if kill_in_the_middle(process):
                return target
        target = empty("mongo" if target.url.startswith("mongodb") else "sqlite")


def test_killed_again_and_again_it_goes_on(giver, target, empty):
    target = killed_in_the_middle(giver, target, empty)
    kills, went_on = 1, target.holds_half()
    for _ in range(30):
        with giver.start("move", "--to", target.url) as process:
            if not kill_in_the_middle(process):
                break
        kills += 1
        went_on += target.holds_half()
    done = giver.run("move", "--to", target.url)
    assert done.returncode == 0 or "already holds this system" in done.stderr
    assert kills > 0 and went_on > 0
    assert target.ok("export") == giver.ok("export")
    target.ok("verify")


def test_half_a_system_serves_nobody(giver, target, empty):
    target = killed_in_the_middle(giver, target, empty)
    for verb in (("check",), ("migrate", "up")):
        done = target.run(*verb)
        assert done.returncode == 1 and "incomplete copy of a system: finish it" in done.stderr
    onward = target.run("move", "--to", giver.url)
    assert onward.returncode == 1 and "incomplete copy of a system" in onward.stderr


def test_a_target_that_holds_something_is_refused(giver, target):
    target.ok("migrate", "up")
    before = target.ok("export")
    done = giver.run("move", "--to", target.url)
    assert done.returncode == 1
    assert "The target is not empty: it has item_categories" in done.stderr
    assert target.ok("export") == before


def test_a_move_into_itself_is_refused(source):
    done = source.run("move", "--to", source.url)
    assert done.returncode == 1 and "already holds this system" in done.stderr


def test_zone_and_currency_stay_as_they_are(source, target):
    for setting, value in (("TIMEZONE", "Asia/Kolkata"), ("CURRENCY", "EUR")):
        done = source.run("move", "--to", target.url, **{setting: value})
        assert done.returncode == 1
        assert f"The {setting.lower()} was fixed as" in done.stderr


def test_the_url_that_is_left_out_is_that_of_the_settings(source, empty):
    target = empty("sqlite")
    target.ok("move", "--from", source.url)
    assert target.ok("export") == source.ok("export")
    assert source.run("move").returncode == 2


def test_a_terminal_sees_a_bar_with_numbers(source, empty):
    seen, terminal = pty.openpty()
    with subprocess.Popen([PROGRAM, "move", "--to", empty("sqlite").url], stderr=terminal, stdout=subprocess.DEVNULL,
                          env=environment(source.folder, source.url)) as process:
        assert process.wait(PATIENCE_S) == 0
    os.close(terminal)
    said = os.read(seen, 65536).decode()
    os.close(seen)
    assert "\rcopied    [####" in said and "##]  100 %" not in said
    assert re.search(r"##\] 100 %  (\d{4}) of \1 records", said)


# --- export ---

def test_an_export_is_lines_of_json_without_secrets(source):
    kinds = []
    for line in source.ok("export").splitlines():
        (kind, record), = json.loads(line).items()
        assert "password_hash" not in record and "nonce" not in record
        kinds.append((kind, record["id"]))
    by_kind = {kind: [i for k, i in kinds if k == kind] for kind, _ in kinds}
    assert all(ids == sorted(ids) for ids in by_kind.values())
    assert list(dict.fromkeys(kind for kind, _ in kinds))[0] == "item" and len(by_kind["user"]) == 2


def test_an_export_may_be_of_some_kinds(source):
    lines = source.ok("export", "supplier", "user").splitlines()
    assert {next(iter(json.loads(line))) for line in lines} == {"supplier", "user"}
    done = source.run("export", "suppliers")
    assert done.returncode == 2 and "there are item item_category uom" in done.stderr


def test_an_export_that_cannot_be_written_fails(source):
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([PROGRAM, "export"], env=environment(source.folder, source.url), stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and "not all could be exported" in done.stderr
