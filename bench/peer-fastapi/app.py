"""app.py - the peer on FastAPI: what the same service looks like in Python, written to be fast.

Handlers are async and call SQLite directly: a read takes microseconds, less than a hop to a
thread. Only sign-in, which hashes for a long time, runs in the thread pool; hence a connection
for each thread. DB_PATH and JWT_SECRET_KEY come from the environment.
"""
import base64
import hashlib
import hmac
import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Annotated, Literal, Optional
from uuid import uuid4

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

SECRET = os.environ["JWT_SECRET_KEY"]
LIFE = 30 * 60
ITEM = ("id,item_code,item_name,category_id,uom,description,min_stock_level,reorder_qty,is_active,"
        "created_at,updated_at,created_by")
local = threading.local()
app = FastAPI(title="Inventory (FastAPI peer)")


def db():
    if getattr(local, "db", None) is None:
        local.db = sqlite3.connect(os.environ["DB_PATH"], isolation_level=None, timeout=10, cached_statements=64)
        local.db.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "mmap_size=268435456",
                       "cache_size=-20000"):
            local.db.execute(f"PRAGMA {pragma}")
    return local.db


@contextmanager
def transaction():
    con = db()
    con.execute("BEGIN IMMEDIATE")
    try:
        yield con
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Login(BaseModel):
    email: str = Field(max_length=254)
    password: str = Field(min_length=1, max_length=256)


class Token(BaseModel):
    token: str
    token_type: str = "bearer"
    expires_in: int = LIFE


class NewItem(BaseModel):
    item_code: str = Field(min_length=1, max_length=64)
    item_name: str = Field(min_length=1, max_length=200)
    category_id: str = Field(min_length=1, max_length=64)
    uom: str = Field(min_length=1, max_length=16)
    description: Optional[str] = Field(default=None, max_length=2000)
    min_stock_level: Optional[float] = Field(default=None, ge=0)
    reorder_qty: Optional[float] = Field(default=None, gt=0)


class Item(NewItem):
    id: str
    is_active: bool
    created_at: str
    updated_at: str
    created_by: str


class NewTransaction(BaseModel):
    item_id: str = Field(min_length=1, max_length=64)
    transaction_type: Literal["IN", "OUT"]
    quantity: float = Field(gt=0)
    reference: Optional[str] = Field(default=None, max_length=200)


class Transaction(NewTransaction):
    id: str
    balance: float
    transaction_date: str
    created_by: str


class Stock(BaseModel):
    item_id: str
    item_code: str
    item_name: str
    uom: str
    quantity: float
    updated_at: str


async def signed_in(given: Annotated[Optional[HTTPAuthorizationCredentials], Depends(HTTPBearer(auto_error=False))]):
    if given is None:
        raise HTTPException(401, "Not authenticated")
    try:
        return jwt.decode(given.credentials, SECRET, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(401, "Invalid authentication credentials")


async def may_write(user: Annotated[dict, Depends(signed_in)]):
    if user.get("role") not in ("admin", "manager"):
        raise HTTPException(403, "Insufficient permissions")
    return user


User = Annotated[dict, Depends(signed_in)]
Writer = Annotated[dict, Depends(may_write)]
Skip = Annotated[int, Query(ge=0)]
Limit = Annotated[int, Query(ge=1, le=500)]


def is_password(password, kept):
    _, n, r, p, salt, want = kept.split("$")
    got = hashlib.scrypt(password.encode(), salt=base64.b64decode(salt), n=int(n), r=int(r), p=int(p),
                         maxmem=64 << 20, dklen=64)
    return hmac.compare_digest(got, base64.b64decode(want))


@app.post("/api/auth/login", response_model=Token)
def login(body: Login):
    row = db().execute("SELECT id,email,role,password_hash FROM users WHERE email=? AND is_active=1",
                       (body.email,)).fetchone()
    if row is None or not is_password(body.password, row["password_hash"]):
        raise HTTPException(401, "Invalid email or password")
    t = int(time.time())
    claims = {"sub": row["email"], "user_id": row["id"], "role": row["role"], "iat": t, "exp": t + LIFE}
    return Token(token=jwt.encode(claims, SECRET, algorithm="HS256"))


@app.get("/api/masters/items", response_model=list[Item])
async def list_items(user: User, skip: Skip = 0, limit: Limit = 100):
    rows = db().execute(f"SELECT {ITEM} FROM items WHERE is_active=1 ORDER BY seq LIMIT ? OFFSET ?", (limit, skip))
    return [dict(row) for row in rows]


@app.get("/api/masters/items/{item_id}", response_model=Item)
async def get_item(item_id: str, user: User):
    row = db().execute(f"SELECT {ITEM} FROM items WHERE id=?", (item_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "Item not found")
    return dict(row)


@app.post("/api/masters/items", response_model=Item, status_code=201)
async def create_item(body: NewItem, user: Writer):
    t = now()
    item = Item(**body.model_dump(), id=str(uuid4()), is_active=True, created_at=t, updated_at=t,
                created_by=user["sub"])
    try:
        with transaction() as con:
            con.execute(f"INSERT INTO items({ITEM}) VALUES(:id,:item_code,:item_name,:category_id,:uom,:description,"
                        ":min_stock_level,:reorder_qty,1,:created_at,:updated_at,:created_by)", item.model_dump())
            con.execute("INSERT INTO stock(item_id,quantity,updated_at) VALUES(?,0,?)", (item.id, t))
    except sqlite3.IntegrityError:
        raise HTTPException(409, "item_code already exists")
    return item


@app.post("/api/inventory/transactions", response_model=Transaction, status_code=201)
async def create_transaction(body: NewTransaction, user: Writer):
    t, new = now(), str(uuid4())
    signed = body.quantity if body.transaction_type == "IN" else -body.quantity
    with transaction() as con:
        row = con.execute("UPDATE stock SET quantity=quantity+?1, updated_at=?2 WHERE item_id=?3 AND quantity+?1>=0 "
                          "RETURNING quantity", (signed, t, body.item_id)).fetchone()
        if row is None:
            known = con.execute("SELECT 1 FROM stock WHERE item_id=?", (body.item_id,)).fetchone()
            raise HTTPException(409, "Insufficient stock") if known else HTTPException(404, "Item not found")
        con.execute("INSERT INTO ledger(id,item_id,transaction_type,quantity,balance,reference,transaction_date,"
                    "created_by) VALUES(?,?,?,?,?,?,?,?)",
                    (new, body.item_id, body.transaction_type, body.quantity, row[0], body.reference, t, user["sub"]))
    return Transaction(**body.model_dump(), id=new, balance=row[0], transaction_date=t, created_by=user["sub"])


@app.get("/api/inventory/stock", response_model=list[Stock])
async def list_stock(user: User, skip: Skip = 0, limit: Limit = 100):
    rows = db().execute("SELECT s.item_id,i.item_code,i.item_name,i.uom,s.quantity,s.updated_at FROM items i "
                        "JOIN stock s ON s.item_id=i.id ORDER BY i.seq LIMIT ? OFFSET ?", (limit, skip))
    return [dict(row) for row in rows]


@app.get("/health")
async def health():
    return {"status": "healthy"}
