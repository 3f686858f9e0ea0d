"""ledger.py - writes a long ledger straight into a stopped SQLite store: postings, lines, audit rows, and every sum made of them.

All by the rules of the product, so that `ccpl verify` accepts it: nothing below zero at any time, numbers without gaps, days in UTC. Items and
locations are there already. The search terms of the references are left to `ccpl migrate up`, which makes them anew.
"""
import random
import sqlite3
import time
from array import array
from datetime import datetime, timezone

MICRO = 1_000_000  # of a quantity
DAYS = 730
MOST_LINES = 7  # of a posting; four on average
PLACES = 2  # of an item
AT_ONCE = 100_000

# What a long ledger has once: made again after its rows, in one pass instead of one step for each.
LINES, POSTINGS, AUDIT = "stock_transactions", "postings", "audit"


def uuid7(ms, counter):
    """RFC 9562, 5.7: ordered by time, then by the counter."""
    return f"{ms >> 16:08x}-{ms & 0xffff:04x}-7{counter >> 20 & 0xfff:03x}-8{counter >> 8 & 0xfff:03x}-{counter & 0xff:02x}0000000000"


def day_of(ms):
    return time.strftime("%Y-%m-%d", time.gmtime(ms / 1000))


class Ledger:
    def __init__(self, db, lines, seed=11):
        self.chance, self.lines, self.counter = random.Random(seed), lines, 0
        self.items = [row[0] for row in db.execute("SELECT id FROM items ORDER BY id")]
        self.places = [row[0] for row in db.execute("SELECT id FROM locations WHERE usage = 'stock' ORDER BY id")]
        self.on_hand = array("q", bytes(8 * PLACES * len(self.items)))
        self.end = int(time.time() * 1000) - 3_600_000
        self.begin = self.end - DAYS * 86_400_000
        self.numbers = {}

    def next_id(self, ms):
        self.counter += 1
        return uuid7(ms, self.counter)

    def movement(self):
        """(item, location, signed quantity): a receipt where there is nothing, otherwise mostly an issue of what is there."""
        item = self.chance.randrange(len(self.items))
        place = self.chance.randrange(PLACES)
        at = item * PLACES + place
        there = self.on_hand[at]
        quantity = -self.chance.randint(1, min(there, 20)) if there and self.chance.random() < 0.8 else self.chance.randint(50, 500)
        self.on_hand[at] += quantity
        return self.items[item], self.places[(item + place * 7) % len(self.places)], quantity

    def postings(self):
        """(posting, lines, audit row) each, in the order of commits."""
        made = seq = 0
        while made < self.lines:
            seq += 1
            ms = self.begin + (self.end - self.begin) * made // self.lines
            moves = [self.movement() for _ in range(min(self.chance.randint(1, MOST_LINES), self.lines - made))]
            made += len(moves)
            yield self.posting(seq, ms, moves)

    def posting(self, seq, ms, moves):
        year = day_of(ms)[:4]
        self.numbers[year] = self.numbers.get(year, 0) + 1
        number, id, reference = f"MV-{year}-{self.numbers[year]:06}", self.next_id(ms), f"PO-{seq:07}"
        late = self.chance.randrange(86_400_000 * 20) if self.chance.random() < 0.05 and all(q > 0 for _, _, q in moves) else 0
        at, day = ms - late, day_of(ms - late)  # a receipt may be dated back: it takes nothing from anybody
        head = (id, seq, number, "posting", ms, at, reference, "bench", "", "", "")
        lines = [(self.next_id(ms), id, number, n, seq, ms, at, day, "receipt" if quantity > 0 else "issue", item, place, "",
                  quantity * MICRO, abs(quantity) * MICRO, "PCS", reference, "bench") for n, (item, place, quantity) in enumerate(moves, 1)]
        stamp = [datetime.fromtimestamp(t / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{t % 1000:03}Z" for t in (ms, at)]
        after = (f'{{"id":"{id}","kind":"posting","posted_at":"{stamp[0]}","transaction_date":"{stamp[1]}","reference":"{reference}",'
                 f'"created_by":"bench"}}')
        return head, lines, (self.next_id(ms), ms, "post", "posting", id, number, after)


INSERTS = {
    POSTINGS: "(id, seq, number, kind, posted_at, transaction_date, reference, created_by, folded_code, folded_name, terms)",
    LINES: "(id, posting_id, posting_number, line_no, seq, posted_at, transaction_date, day, transaction_type, item_id, location_id, lot,"
           " quantity, entered_quantity, entered_uom, reference, created_by)",
    AUDIT: "(id, at, action, record, record_id, label, after)",
}

SUMS = (
    """INSERT INTO stock_days SELECT item_id || '|' || location_id || '|' || lot || '|' || day, item_id, location_id, lot, day,
       sum(max(quantity, 0)), sum(max(-quantity, 0)), 1 FROM stock_transactions GROUP BY item_id, location_id, lot, day""",
    """INSERT INTO stock_months SELECT item_id || '|' || location_id || '|' || lot || '|' || substr(day, 1, 7), item_id, location_id, lot,
       substr(day, 1, 7), sum(quantity_in), sum(quantity_out), 1 FROM stock_days GROUP BY item_id, location_id, lot, substr(day, 1, 7)""",
    """INSERT INTO balances SELECT item_id || '|' || location_id || '|' || lot, item_id, location_id, lot, sum(quantity_in - quantity_out),
       :now, 1 FROM stock_months GROUP BY item_id, location_id, lot""",
    """UPDATE item_stocks SET on_hand = s.n, available = s.n, headroom = headroom + s.n, last_day = s.day, updated_at = :now
       FROM (SELECT item_id, sum(quantity_in - quantity_out) AS n, max(day) AS day FROM stock_days GROUP BY item_id) AS s
       WHERE s.item_id = item_stocks.id""",
)


def insert(db, rows):
    for table, columns in INSERTS.items():
        marks = ", ".join("?" * (columns.count(",") + 1))
        db.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", rows[table])
        rows[table].clear()


def write(path, lines):
    """Ends with everything committed and in the file itself."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA cache_size = -400000")
    db.execute("PRAGMA synchronous = OFF")  # a crash here begins anew
    indexes = db.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {tuple(INSERTS)}").fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    ledger, rows, n = Ledger(db, lines), {table: [] for table in INSERTS}, 0
    for n, (head, its_lines, audit) in enumerate(ledger.postings(), 1):
        rows[POSTINGS].append(head)
        rows[LINES].extend(its_lines)
        rows[AUDIT].append(audit)
        if len(rows[LINES]) >= AT_ONCE:
            insert(db, rows)
            print(f"\r{n:,} postings", end="", flush=True)
    insert(db, rows)
    for sql in [sql for _, sql in indexes] + list(SUMS):
        db.execute(sql, {"now": ledger.end} if ":now" in sql else {})
    db.executemany("INSERT INTO series VALUES (?, ?, 1)", [(f"MV-{year}", count) for year, count in ledger.numbers.items()] + [("posting", n)])
    db.execute("UPDATE settings SET value = '4' WHERE id = 'upgrade'")  # the step that makes the terms
    db.commit()
    db.execute("ANALYZE sqlite_master")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    print(f"\r{n:,} postings", flush=True)
    return n
