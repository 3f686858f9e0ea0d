-- The tables of both peers: items, their stock, a ledger; what a compact service would keep.
CREATE TABLE users (
  id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  password_hash TEXT NOT NULL, is_active INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE categories (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item_code TEXT NOT NULL UNIQUE, item_name TEXT NOT NULL,
  category_id TEXT NOT NULL, uom TEXT NOT NULL, description TEXT, min_stock_level REAL, reorder_qty REAL,
  is_active INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, created_by TEXT NOT NULL);
CREATE INDEX items_category ON items (category_id);
CREATE TABLE stock (
  item_id TEXT PRIMARY KEY, quantity REAL NOT NULL CHECK (quantity >= 0), updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item_id TEXT NOT NULL, transaction_type TEXT NOT NULL,
  quantity REAL NOT NULL, balance REAL NOT NULL, reference TEXT, transaction_date TEXT NOT NULL, created_by TEXT NOT NULL);
CREATE INDEX ledger_item ON ledger (item_id, seq);
