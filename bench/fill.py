"""fill.py - makes each server's data once; run copies it, so that all rounds begin alike.

The peers' file is filled with SQL. Ours goes in by the front door: sign-in, masters and postings
over HTTP, 500 lines in a posting, as any client would bring them.
"""
import base64
import hashlib
import http.client
import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import data

THEN = "2026-01-01T00:00:00Z"


def write_lines(path, values):
    Path(path).write_text("".join(f"{v}\n" for v in values))


def write_names(path, items, categories):
    """The ids of a prepared file, beside it; once they are there, it is whole."""
    write_lines(path.with_suffix(".ids"), items)
    write_lines(path.with_suffix(".categories"), categories)


def password_hash():
    n, r, p = data.SCRYPT
    salt = bytes(range(16))
    key = hashlib.scrypt(data.PASSWORD.encode(), salt=salt, n=n, r=r, p=p, maxmem=64 << 20, dklen=64)
    return "$".join(["scrypt", str(n), str(r), str(p), base64.b64encode(salt).decode(), base64.b64encode(key).decode()])


def peers(path):
    """The file of both peers, and beside it the ids of its items and categories."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=WAL")
    db.executescript(Path(__file__).with_name("peer-schema.sql").read_text())
    kept = password_hash()
    db.executemany("INSERT INTO users VALUES(?,?,'admin',?,1)",
                   [(i, u, kept) for i, u in zip(data.ids(len(data.USERS), 1), data.USERS)])
    categories, items = data.ids(data.CATEGORIES, 2), data.ids(data.ITEMS, 3)
    db.executemany("INSERT INTO categories VALUES(?,?,?)",
                   [(c, f"CAT-{n:02}", f"Category {n}") for n, c in enumerate(categories)])
    for n, item in enumerate(items):
        row = data.item(n, categories[n % data.CATEGORIES]) | {"id": item, "t": THEN, "by": data.USERS[0]}
        db.execute("INSERT INTO items(id,item_code,item_name,category_id,uom,description,min_stock_level,reorder_qty,"
                   "created_at,updated_at,created_by) VALUES(:id,:item_code,:item_name,:category_id,:uom,:description,"
                   ":min_stock_level,:reorder_qty,:t,:t,:by)", row)
    balance = [0] * data.ITEMS
    for n, (place, quantity) in enumerate(data.movements()):
        balance[place] += quantity
        db.execute("INSERT INTO ledger(id,item_id,transaction_type,quantity,balance,reference,transaction_date,created_by)"
                   " VALUES(?,?,?,?,?,?,?,?)",
                   (data.ids(1, 10 + n)[0], items[place], "IN" if quantity > 0 else "OUT", abs(quantity), balance[place],
                    f"PO-{n}", THEN, data.USERS[0]))
    db.executemany("INSERT INTO stock VALUES(?,?,?)", [(i, b, THEN) for i, b in zip(items, balance)])
    db.commit()
    db.execute("ANALYZE")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    write_names(path, items, categories)


class Client:
    """JSON over one kept connection; anything but a 2xx is an error."""

    def __init__(self, port):
        self.http, self.token = http.client.HTTPConnection("127.0.0.1", port, timeout=120), None

    def send(self, method, path, body=None):
        head = {"Content-Type": "application/json"}
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        self.http.request(method, path, body and json.dumps(body), head)
        answer = self.http.getresponse()
        text = answer.read()
        if answer.status // 100 != 2:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return json.loads(text) if text else None

    def sign_in(self, email):
        self.token = self.send("POST", "/api/auth/login", {"email": email, "password": data.PASSWORD})["token"]
        return self


def ours(port):
    """Fills a running, empty instance; gives the ids of its items and categories."""
    admin = Client(port)
    for n, email in enumerate(data.USERS):
        admin.send("POST", "/api/auth/register",
                   {"email": email, "username": f"clerk{n:02}", "password": data.PASSWORD, "role": "admin"})
        if n == 0:
            admin.sign_in(email)
    categories = [admin.send("POST", "/api/masters/item-categories", {"code": f"CAT-{n:02}", "name": f"Category {n}"})["id"]
                  for n in range(data.CATEGORIES)]
    items = [admin.send("POST", "/api/masters/items", data.item(n, categories[n % data.CATEGORIES]))["id"]
             for n in range(data.ITEMS)]
    lines = [{"item_id": items[place], "transaction_type": "receipt" if quantity > 0 else "issue", "quantity": abs(quantity)}
             for place, quantity in data.movements()]
    for at in range(0, len(lines), 500):
        admin.send("POST", "/api/inventory/transactions", {"lines": lines[at:at + 500], "reference": f"PO-{at}"})
    return items, categories


def sign_in_all(port):
    """A token of each user, in the users' order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda email: Client(port).sign_in(email).token, data.USERS))
