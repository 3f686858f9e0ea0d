"""stores.py - places for the data of a test: a SQLite file, or a database of its own on MongoDB.

MONGO_TEST_URL names a real replica set; MONGO_NX_URL the test server that `./dev test` starts.
"""
import os
import uuid
from urllib.parse import urlsplit

import pytest

MONGO = os.environ.get("MONGO_TEST_URL") or os.environ.get("MONGO_NX_URL")
MONGO_IS_REAL = bool(os.environ.get("MONGO_TEST_URL"))


def new_store(kind, folder):
    """The URL of a store that is not there yet."""
    name = f"ccpl_t_{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        return f"sqlite://{folder}/{name}.db"
    if not MONGO:
        pytest.skip("neither MONGO_TEST_URL nor MONGO_NX_URL names a server")
    return urlsplit(MONGO)._replace(path=f"/{name}").geturl()


def drop_store(url):
    """Of what a store leaves behind outside of the test's folder."""
    if not url.startswith("mongodb"):
        return
    import pymongo
    with pymongo.MongoClient(url) as client:
        client.drop_database(client.get_default_database())
