"""conftest.py - what the HTTP tests stand on: see instance.py."""
import random
import shutil
import tempfile
from pathlib import Path

import pytest

from instance import Instance
from stores import ONE_CLIENT


def pytest_configure(config):
    config.seed = random.randrange(1 << 32)
    config.addinivalue_line("markers", "not_on_nx(why): the test server for MongoDB cannot show it: it ...")


def pytest_collection_modifyitems(items):
    for item in items:
        mark = item.get_closest_marker("not_on_nx")
        if mark and ONE_CLIENT:
            item.add_marker(pytest.mark.skip(reason=f"nx-27017 {mark.args[0]}"))


def pytest_report_header(config):
    return f"seed of randomness: {config.seed}"


@pytest.fixture(autouse=True)
def seeded(request):
    random.seed(f"{request.config.seed} {request.node.nodeid}")


@pytest.fixture(scope="session")
def product():
    """One instance for all tests that leave it usable for the others."""
    instance = Instance()
    try:
        yield instance.start()
    finally:
        instance.remove()


@pytest.fixture
def fresh():
    """Makes instances with settings of their own: fresh(WORKERS=4)."""
    made = []

    def make(**settings):
        made.append(Instance(**settings))
        return made[-1].start()

    yield make
    for instance in made:
        instance.remove()


@pytest.fixture
def folder():
    """One that the programs can reach, whoever they run as."""
    path = Path(tempfile.mkdtemp(prefix="ccpl-t-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def admin(product):
    return product.admin


@pytest.fixture
def anonymous(product):
    return product.anonymous()
