-- The tables as they were. Lots stay joined, and what scans meant is kept as item codes.
DELETE FROM settings WHERE id = 'upgrade';
DROP VIEW v_item;
DROP VIEW v_uom;
DROP VIEW v_location_move;
DROP VIEW v_lot;
DROP VIEW v_code;
DROP VIEW v_posting;
DROP VIEW v_item_stock;
CREATE TABLE items_new (
	id TEXT NOT NULL PRIMARY KEY,
	item_code TEXT NOT NULL,
	item_name TEXT NOT NULL,
	name_key TEXT,
	category_id TEXT NOT NULL,
	uom TEXT NOT NULL,
	description TEXT,
	barcode TEXT,
	min_stock_level INTEGER CHECK (min_stock_level >= 0),
	reorder_qty INTEGER CHECK (reorder_qty > 0),
	default_supplier_id TEXT,
	default_location_id TEXT,
	returnable INTEGER CHECK (returnable IN (0, 1)),
	former_codes TEXT CHECK (former_codes GLOB '[[]*]'),
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	created_by TEXT,
	version INTEGER NOT NULL,
	folded_code TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO items_new (id, item_code, item_name, name_key, category_id, uom, description, barcode, min_stock_level, reorder_qty, default_supplier_id, default_location_id, returnable, former_codes, is_active, created_at, updated_at, created_by, version, folded_code, folded_name, terms)
	SELECT id, item_code, item_name, name_key, category_id, uom, description, barcode, min_stock_level, reorder_qty, default_supplier_id, default_location_id, returnable, former_codes, is_active, created_at, updated_at, created_by, version, folded_code, folded_name, terms FROM items;
DROP TABLE items;
ALTER TABLE items_new RENAME TO items;
CREATE UNIQUE INDEX items_item_code ON items (item_code);
CREATE INDEX items_item_name ON items (item_name);
CREATE INDEX items_name_key ON items (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX items_category_id ON items (category_id);
CREATE INDEX items_default_supplier_id ON items (default_supplier_id) WHERE default_supplier_id IS NOT NULL;
CREATE INDEX items_default_location_id ON items (default_location_id) WHERE default_location_id IS NOT NULL;
CREATE INDEX items_created_at ON items (created_at);
CREATE INDEX items_folded_code ON items (folded_code);
CREATE INDEX items_folded_name ON items (folded_name);
CREATE TABLE items_packs_new (
	parent_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	line_no INTEGER NOT NULL,
	uom TEXT NOT NULL,
	numerator INTEGER NOT NULL CHECK (numerator >= 1 AND numerator <= 1000000000),
	denominator INTEGER NOT NULL CHECK (denominator >= 1 AND denominator <= 1000000000),
	barcode TEXT,
	PRIMARY KEY (parent_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO items_packs_new (parent_id, line_no, uom, numerator, denominator, barcode)
	SELECT parent_id, line_no, uom, numerator, denominator, barcode FROM items_packs;
DROP TABLE items_packs;
ALTER TABLE items_packs_new RENAME TO items_packs;
CREATE TABLE uoms_new (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	decimals INTEGER NOT NULL CHECK (decimals >= 0 AND decimals <= 6),
	base_uom TEXT,
	numerator INTEGER NOT NULL CHECK (numerator >= 1 AND numerator <= 1000000000),
	denominator INTEGER NOT NULL CHECK (denominator >= 1 AND denominator <= 1000000000),
	rec20 TEXT,
	former_codes TEXT CHECK (former_codes GLOB '[[]*]'),
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	created_by TEXT,
	version INTEGER NOT NULL,
	folded_code TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO uoms_new (id, code, name, decimals, base_uom, numerator, denominator, rec20, former_codes, is_active, created_at, updated_at, created_by, version, folded_code, folded_name, terms)
	SELECT id, code, name, decimals, base_uom, numerator, denominator, rec20, former_codes, is_active, created_at, updated_at, created_by, version, folded_code, folded_name, terms FROM uoms;
DROP TABLE uoms;
ALTER TABLE uoms_new RENAME TO uoms;
CREATE UNIQUE INDEX uoms_code ON uoms (code);
CREATE INDEX uoms_name ON uoms (name);
CREATE INDEX uoms_base_uom ON uoms (base_uom) WHERE base_uom IS NOT NULL;
CREATE INDEX uoms_created_at ON uoms (created_at);
CREATE INDEX uoms_folded_code ON uoms (folded_code);
CREATE INDEX uoms_folded_name ON uoms (folded_name);
CREATE INDEX users_folded_name ON users (folded_name);
CREATE INDEX stock_transactions_posting_id ON stock_transactions (posting_id);
CREATE TABLE item_stocks_new (
	id TEXT NOT NULL PRIMARY KEY,
	item_code TEXT NOT NULL,
	category_id TEXT NOT NULL,
	on_hand INTEGER NOT NULL CHECK (on_hand >= 0 AND on_hand <= 9000000000000000000),
	available INTEGER NOT NULL CHECK (available >= 0 AND available <= 9000000000000000000),
	headroom INTEGER NOT NULL,
	last_day TEXT NOT NULL,
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	updated_at INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO item_stocks_new (id, item_code, category_id, on_hand, available, headroom, last_day, is_active, updated_at, version)
	SELECT id, item_code, category_id, on_hand, available, headroom, last_day, is_active, updated_at, version FROM item_stocks;
DROP TABLE item_stocks;
ALTER TABLE item_stocks_new RENAME TO item_stocks;
CREATE INDEX item_stocks_item_code ON item_stocks (item_code);
CREATE INDEX item_stocks_category_id ON item_stocks (category_id);
CREATE INDEX item_stocks_headroom ON item_stocks (headroom);
DROP INDEX users_search;
DROP INDEX item_categories_search;
DROP INDEX suppliers_search;
DROP INDEX locations_search;
DROP INDEX recipients_search;
DROP INDEX reasons_search;
CREATE TABLE codes_new (
	id TEXT NOT NULL PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind = 'item' OR kind = 'barcode' OR kind = 'item_category' OR kind = 'uom' OR kind = 'supplier' OR kind = 'location' OR kind = 'recipient' OR kind = 'reason' OR kind = 'user' OR kind = 'source'),
	record_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO codes_new (id, kind, record_id)
	SELECT CASE kind WHEN 'scan' THEN 'item' || substr(id, 5) ELSE id END, CASE kind WHEN 'scan' THEN 'item' ELSE kind END, record_id FROM codes;
DROP TABLE codes;
ALTER TABLE codes_new RENAME TO codes;
CREATE INDEX codes_record_id ON codes (record_id);
DROP TABLE lots_terms;
DROP TABLE lots;
CREATE TABLE postings_new (
	id TEXT NOT NULL PRIMARY KEY,
	seq INTEGER NOT NULL,
	number TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'posting' OR kind = 'reversal' OR kind = 'correction'),
	posted_at INTEGER NOT NULL,
	transaction_date INTEGER NOT NULL,
	reference TEXT,
	remarks TEXT,
	reason TEXT,
	reverses_id TEXT,
	document_type TEXT,
	document_id TEXT,
	created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO postings_new (id, seq, number, kind, posted_at, transaction_date, reference, remarks, reason, reverses_id, document_type, document_id, created_by)
	SELECT id, seq, number, kind, posted_at, transaction_date, reference, remarks, reason, reverses_id, document_type, document_id, created_by FROM postings;
DROP TABLE postings_terms;
DROP TABLE postings;
ALTER TABLE postings_new RENAME TO postings;
CREATE UNIQUE INDEX postings_seq ON postings (seq);
CREATE UNIQUE INDEX postings_number ON postings (number);
CREATE UNIQUE INDEX postings_reverses_id ON postings (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX postings_document_id ON postings (document_id) WHERE document_id IS NOT NULL;
DROP TABLE location_moves;
CREATE VIEW v_posting AS SELECT
	id,
	seq,
	number,
	kind,
	strftime('%Y-%m-%dT%H:%M:%fZ', posted_at / 1000.0, 'unixepoch') AS posted_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', transaction_date / 1000.0, 'unixepoch') AS transaction_date,
	reference,
	remarks,
	reason,
	reverses_id,
	document_type,
	document_id,
	created_by
FROM postings;
CREATE VIEW v_item AS SELECT
	id,
	item_code,
	item_name,
	name_key,
	category_id,
	uom,
	description,
	barcode,
	min_stock_level / 1000000.0 AS min_stock_level,
	reorder_qty / 1000000.0 AS reorder_qty,
	default_supplier_id,
	default_location_id,
	returnable,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM items;
CREATE VIEW v_uom AS SELECT
	id,
	code,
	name,
	decimals,
	base_uom,
	numerator,
	denominator,
	rec20,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM uoms;
CREATE VIEW v_item_stock AS SELECT
	id,
	item_code,
	category_id,
	on_hand / 1000000.0 AS on_hand,
	available / 1000000.0 AS available,
	headroom / 1000000.0 AS headroom,
	last_day,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	version
FROM item_stocks;
CREATE VIEW v_code AS SELECT
	id,
	kind,
	record_id
FROM codes;
