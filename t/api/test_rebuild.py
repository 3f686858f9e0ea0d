"""test_rebuild.py - `ccpl rebuild` makes anew what is kept beside the ledger, wholly or not at all."""
import os
import random
import signal
import subprocess
import time

import pytest

from making import item, location, posted
from stores import add_to_all, delete_all

KILLS = 60 if os.environ.get("CCPL_TEST_LONG") else 12
SUMS = ("balance", "stock_day", "stock_month", "item_stock", "opening", "lot")
LEDGER = ("posting", "stock_transaction")


@pytest.fixture
def instance(fresh):
    """Three items that moved, one of them with lots."""
    made = fresh()
    admin, at = made.admin, location(made.admin)
    for n, lot in ((5, ""), (7, "A-1"), (9, "b-2")):
        thing = item(admin)
        line = {"item_id": thing["id"], "location_id": at["id"], "lot": lot}
        posted(admin, transaction_type="opening", quantity=n, **line)
        posted(admin, transaction_type="issue", quantity=2, **line)
    return made


def sums(instance):
    """What is kept beside the ledger, without what only says when and how often."""
    return [(kind, {name: v for name, v in record.items() if name not in ("version", "updated_at")})
            for kind, record in instance.kept(*SUMS)]


def test_what_differs_is_made_anew_and_the_ledger_stays(instance):
    before, ledger = sums(instance), instance.kept(*LEDGER)
    add_to_all(instance.store, "balances", "on_hand", 1000000)
    add_to_all(instance.store, "item_stocks", "available", -1000000)
    delete_all(instance.store, "stock_days")
    delete_all(instance.store, "openings")
    assert instance.ccpl("verify", check=False).returncode == 3
    dry = instance.ccpl("rebuild", "--dry-run", check=False)
    assert dry.returncode == 3 and dry.stdout.endswith("12 rows of 3 items differ; nothing was written\n")
    assert dry.stdout.count(": stored: ") == 12
    done = instance.ccpl("rebuild")
    assert done.stdout.splitlines()[:-1] == dry.stdout.splitlines()[:-1]
    assert done.stdout.endswith("12 rows of 3 items were rewritten\n")
    assert instance.ccpl("verify").stdout.startswith("the books add up: 6 postings, 6 lines")
    assert sums(instance) == before and instance.kept(*LEDGER) == ledger
    again = instance.ccpl("rebuild", "--dry-run")
    assert again.stdout == "everything matches the ledger\n"


def test_the_audit_has_one_row_of_it(instance):
    add_to_all(instance.store, "balances", "on_hand", 1000000)
    instance.ccpl("rebuild")
    (row,) = instance.admin.get("/api/audit", params={"action": "rebuild"}).json()
    assert (row["label"], row["record"]) == ("3 rows of 3 items", "item_stock")
    assert sorted(row["before"].values()) == ["4", "6 of lot A-1", "8 of lot b-2"]
    assert sorted(row["after"].values()) == ["3", "5 of lot A-1", "7 of lot b-2"]
    assert all("the balance of I" in name for name in row["before"])


@pytest.mark.parametrize("line", [["now"], ["--wet-run"], ["--dry-run", "x"]])
def test_a_command_line_that_is_off_writes_nothing(instance, line):
    add_to_all(instance.store, "balances", "on_hand", 1000000)
    broken = sums(instance)
    done = instance.ccpl("rebuild", *line, check=False)
    assert (done.returncode, sums(instance)) == (2, broken)
    assert "usage: ccpl rebuild [--dry-run]" in done.stderr


@pytest.mark.not_on_nx("keeps what a killed client has written")
def test_a_kill_leaves_all_as_it_was_or_all_anew(instance):
    whole = sums(instance)
    env = instance.env | {"JWT_SECRET_KEY_FILE": str(instance.home / "secrets" / "jwt"),
                          "RUNTIME_DIRECTORY": str(instance.home / "run")}
    seen = set()
    for n in range(KILLS):
        add_to_all(instance.store, "balances", "on_hand", 1000000)
        add_to_all(instance.store, "stock_months", "quantity_in", 1000000)
        broken = sums(instance)
        assert broken != whole
        began = time.monotonic()
        process = subprocess.Popen([instance.home / "bin" / "ccpl", "rebuild"], env=env, stdout=subprocess.DEVNULL)
        if n == 0:
            process.wait()
            took = time.monotonic() - began
        else:
            time.sleep(random.uniform(0.2, 1.1) * took)
            process.send_signal(signal.SIGKILL)
            process.wait()
        now = sums(instance)
        assert now in (whole, broken)
        seen.add(now == whole)
        instance.ccpl("rebuild")
        assert sums(instance) == whole
    rows = instance.admin.get("/api/audit", params={"action": "rebuild", "limit": 1000}).json()
    assert len(rows) == KILLS
    assert True in seen
    instance.ccpl("verify")
