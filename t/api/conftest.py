"""conftest.py - what the HTTP tests stand on: see instance.py."""
import random

import pytest

from instance import Instance


def pytest_configure(config):
    config.seed = random.randrange(1 << 32)


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
def admin(product):
    return product.admin


@pytest.fixture
def anonymous(product):
    return product.anonymous()
