"""stores.py - places for the data of a test: a SQLite file, or a database of its own on MongoDB.

MONGO_TEST_URL names a real replica set; MONGO_NX_URL the test server that `./dev test` starts.
CCPL_STORE=mongo gives each instance a database there instead of its file. What the test server
cannot show is marked `not_on_nx` with the reason, and skipped there.
"""
import os
import sqlite3
import uuid
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pymongo
import pytest

MONGO = os.environ.get("MONGO_TEST_URL") or os.environ.get("MONGO_NX_URL")
MONGO_IS_REAL = bool(os.environ.get("MONGO_TEST_URL"))
KIND = os.environ.get("CCPL_STORE", "sqlite")
ONE_CLIENT = KIND == "mongo" and not MONGO_IS_REAL  # the test server takes one at a time


# What programs are told beside the URL: the test server is no replica set.
SETTINGS = {} if MONGO_IS_REAL else {"MONGO_ALLOW_STANDALONE": "true"}


def new_store(kind, folder):
    """The URL of a store that is not there yet."""
    name = f"ccpl_t_{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        return f"sqlite://{folder}/{name}.db"
    if not MONGO:
        pytest.skip("neither MONGO_TEST_URL nor MONGO_NX_URL names a server")
    return urlsplit(MONGO)._replace(path=f"/{name}").geturl()


@contextmanager
def mongo(url):
    with pymongo.MongoClient(url) as client:
        yield client.get_default_database()


@contextmanager
def sqlite(url):
    with closing(sqlite3.connect(url.removeprefix("sqlite://"))) as db, db:
        yield db


def drop_store(url):
    """What it leaves behind outside of the test's folder."""
    if url.startswith("mongodb"):
        with mongo(url) as db:
            db.client.drop_database(db)


# --- behind the programs' back ---

def delete_all(url, kind):
    """How many records of the kind there were."""
    if url.startswith("mongodb"):
        with mongo(url) as db:
            return db[kind].delete_many({}).deleted_count
    with sqlite(url) as db:
        return db.execute(f"DELETE FROM {kind}").rowcount


def add_to_all(url, kind, field, amount):
    if url.startswith("mongodb"):
        with mongo(url) as db:
            db[kind].update_many({}, {"$inc": {field: amount}})
        return
    with sqlite(url) as db:
        db.execute(f"UPDATE {kind} SET {field} = {field} + {amount}")


def set_all(url, kind, where, change):
    """Sets fields of the records with these values."""
    if url.startswith("mongodb"):
        with mongo(url) as db:
            db[kind].update_many(where, {"$set": change})
        return
    with sqlite(url) as db:
        db.execute(f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in change)} "
                   f"WHERE {' AND '.join(f'{name} = ?' for name in where)}", [*change.values(), *where.values()])


def rename_all(url, kind, was, now):
    """Puts `now` into all ids of the kind that hold `was`."""
    if url.startswith("mongodb"):
        with mongo(url) as db:
            for record in [record for record in db[kind].find() if was in record["id"]]:
                db[kind].delete_one({"_id": record["_id"]})
                db[kind].insert_one(record | dict.fromkeys(("_id", "id"), record["id"].replace(was, now)))
        return
    with sqlite(url) as db:
        db.execute(f"UPDATE {kind} SET id = replace(id, ?, ?)", (was, now))


def put_one(url, of, id, **fields):
    """Makes the record of that id, or changes these fields of it; None: it has no value."""
    if url.startswith("mongodb"):
        given = {n: v for n, v in fields.items() if v is not None}
        gone = {n: "" for n, v in fields.items() if v is None}
        with mongo(url) as db:
            db[of].update_one({"id": id}, {"$set": given} | ({"$unset": gone} if gone else {}), upsert=True)
        return
    names, marks = ", ".join(fields), ", ".join("?" * len(fields))
    with sqlite(url) as db:
        if db.execute(f"SELECT 1 FROM {of} WHERE id = ?", (id,)).fetchone():
            changes = ", ".join(f"{n} = ?" for n in fields)
            db.execute(f"UPDATE {of} SET {changes} WHERE id = ?", (*fields.values(), id))
        else:
            db.execute(f"INSERT INTO {of} (id, {names}) VALUES (?, {marks})", (id, *fields.values()))


def delete_one(url, of, id):
    if url.startswith("mongodb"):
        with mongo(url) as db:
            return db[of].delete_one({"id": id}).deleted_count
    with sqlite(url) as db:
        return db.execute(f"DELETE FROM {of} WHERE id = ?", (id,)).rowcount
