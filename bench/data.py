"""data.py - what every server in the comparison keeps: users, categories, items, postings.

The same for all, and the same each time it is made.
"""
import random
import uuid

USERS = [f"clerk{n:02}@example.com" for n in range(32)]
PASSWORD = "seventeen brown pallets"
SCRYPT = (1 << 15, 8, 3)  # N, r, p: the product's own cost
CATEGORIES = 50
ITEMS = 10_000
TRANSACTIONS = 100_000
FIRST_STOCK = 1_000_000


def ids(n, seed):
    rnd = random.Random(seed)
    return [str(uuid.UUID(int=rnd.getrandbits(128), version=4)) for _ in range(n)]


def item(n, category):
    return {
        "item_code": f"ITM-{n:06}",
        "item_name": f"Cotton fabric {n}",
        "category_id": category,
        "uom": "PCS",
        "description": f"Woven cotton no. {n}, 58in",
        "min_stock_level": 10,
        "reorder_qty": 50,
    }


def movements():
    """(item's place, signed quantity): first stock for each item, then receipts and issues."""
    rnd = random.Random(42)
    for n in range(ITEMS):
        yield n, FIRST_STOCK
    for _ in range(TRANSACTIONS - ITEMS):
        quantity = rnd.randrange(1, 20)
        yield rnd.randrange(ITEMS), quantity if rnd.random() < 0.5 else -quantity
