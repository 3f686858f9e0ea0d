"""conftest.py - a primary for each test, and a client of it."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "api"))  # for what goes through the whole product

from primary import DEADLINE_MS, Primary  # noqa: E402

CLIENT = Path(os.environ.get("CCPL_BUILD", "build")).resolve() / "t" / "mongo" / "client"


class Client:
    """One process that does one deed after the other, as a worker does."""

    def __init__(self, primary, deeds, options, user, sessions):
        url = f"{primary.url}&serverSelectionTimeoutMS=700{options}".replace("://", f"://{user}")
        self._log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([CLIENT, url, sessions, *deeds], stdout=subprocess.PIPE, stderr=self._log, text=True)

    def told(self, within=DEADLINE_MS):
        """What the next deed's client was told."""
        answer = json.loads(self.process.stdout.readline())
        print(answer)
        assert answer["clock_ms"] - answer["queued_ms"] <= within, "by the clock that the program goes by, but for waits for a processor"
        return answer["code"], answer["status"]

    def end(self):
        assert self.process.wait(60) == 0, "it lives to the end of its deeds"

    def log(self):
        """What it logged, in order."""
        self._log.seek(0)
        return [json.loads(line) for line in self._log if line.startswith("{")]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._log.close()


@pytest.fixture
def primaries():
    """Makes them."""
    if not CLIENT.exists():
        pytest.skip("built without MongoDB")
    made = []

    def make():
        made.append(Primary())
        return made[-1]
    yield make
    for p in made:
        p.close()


@pytest.fixture
def primary(primaries):
    return primaries()


@pytest.fixture
def client(primary):
    clients = []

    def start(*deeds, options="", of=primary, user="", sessions="-"):
        clients.append(Client(of, deeds, options, user, sessions))
        return clients[-1]
    yield start
    for c in clients:
        c.close()
