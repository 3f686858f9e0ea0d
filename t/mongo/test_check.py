"""test_check.py - what `ccpl check` says of a server's settings."""
import os
import subprocess
from pathlib import Path

import pytest

from instance import TOP
from primary import answers, error

CCPL = Path(os.environ.get("CCPL_BUILD", "build")).resolve() / "ccpl"
LIMIT = "transactionLifetimeLimitSeconds"


def checked(primary, tmp_path, answer):
    primary.fail("getParameter", answers(answer))
    env = {"PATH": os.environ["PATH"], "ENVIRONMENT": "test", "CCPL_HOME": str(tmp_path), "CCPL_MIGRATIONS": str(TOP / "migrations"),
           "DATABASE_URL": primary.url, "JWT_SECRET_KEY": "0123456789abcdef" * 4}
    done = subprocess.run([CCPL, "check"], env=env, capture_output=True, text=True, check=False)
    return [line for line in done.stdout.splitlines()
            if line.startswith("warning") and "the clock keeps step" not in line]  # hangs on the time that a read takes


@pytest.mark.parametrize("seconds, said", [
    (10, "an import"), (22, "an import"), (23, None), (30, None), (60, None), (61, "wait for its locks"), (3600, "wait for its locks")])
def test_a_limit_of_transactions_is_warned_of_below_a_batch_and_above_a_minute(primary, tmp_path, seconds, said):
    warned = checked(primary, tmp_path, {"ok": 1, LIMIT: seconds})
    assert len(warned) == (said is not None)
    assert all(LIMIT in line and f"{seconds} s" in line and said in line and "30" in line for line in warned)


@pytest.mark.parametrize("answer", [error(13, "Unauthorized"), {"ok": 1}])
def test_a_limit_that_may_not_be_read_is_named(primary, tmp_path, answer):
    [warned] = checked(primary, tmp_path, answer)
    assert LIMIT in warned and "clusterMonitor" in warned
