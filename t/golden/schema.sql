-- Printed by `ccpl schema sql`. Quantities and money are millionths, times
-- milliseconds; the views v_... show them in a form for people.

-- An item kept in stock.
CREATE TABLE items (
	id TEXT NOT NULL PRIMARY KEY,
	item_code TEXT NOT NULL,
	item_name TEXT NOT NULL,
	name_key TEXT,
	category_id TEXT NOT NULL,
	uom TEXT NOT NULL,
	description TEXT,
	barcode TEXT,
	barcodes TEXT CHECK (barcodes GLOB '[[]*]'),
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
CREATE TABLE items_packs (
	parent_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	line_no INTEGER NOT NULL,
	uom TEXT NOT NULL,
	numerator INTEGER NOT NULL CHECK (numerator >= 1 AND numerator <= 1000000000000),
	denominator INTEGER NOT NULL CHECK (denominator >= 1 AND denominator <= 1000000000000),
	variable INTEGER CHECK (variable IN (0, 1)),
	tolerance_percent INTEGER CHECK (tolerance_percent >= 0 AND tolerance_percent <= 100000000),
	barcode TEXT,
	PRIMARY KEY (parent_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE items_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX items_item_code ON items (item_code);
CREATE INDEX items_item_name ON items (item_name);
CREATE INDEX items_name_key ON items (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX items_category_id ON items (category_id);
CREATE INDEX items_default_supplier_id ON items (default_supplier_id) WHERE default_supplier_id IS NOT NULL;
CREATE INDEX items_default_location_id ON items (default_location_id) WHERE default_location_id IS NOT NULL;
CREATE INDEX items_created_at ON items (created_at);
CREATE INDEX items_folded_code ON items (folded_code);
CREATE INDEX items_folded_name ON items (folded_name);
CREATE INDEX items_search ON items (id, is_active, folded_code, folded_name);
CREATE VIEW v_item AS SELECT
	id,
	item_code,
	item_name,
	name_key,
	category_id,
	uom,
	description,
	barcode,
	barcodes,
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

-- A category of items.
CREATE TABLE item_categories (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	description TEXT,
	parent_category TEXT,
	allowed_uoms TEXT CHECK (allowed_uoms GLOB '[[]*]'),
	level INTEGER NOT NULL,
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
CREATE TABLE item_categories_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_categories_code ON item_categories (code);
CREATE INDEX item_categories_name ON item_categories (name);
CREATE INDEX item_categories_parent_category ON item_categories (parent_category) WHERE parent_category IS NOT NULL;
CREATE INDEX item_categories_level ON item_categories (level);
CREATE INDEX item_categories_created_at ON item_categories (created_at);
CREATE INDEX item_categories_folded_code ON item_categories (folded_code);
CREATE INDEX item_categories_folded_name ON item_categories (folded_name);
CREATE INDEX item_categories_search ON item_categories (id, is_active, folded_code, folded_name);
CREATE VIEW v_item_category AS SELECT
	id,
	code,
	name,
	description,
	parent_category,
	allowed_uoms,
	level,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM item_categories;

-- A unit of measure.
CREATE TABLE uoms (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	decimals INTEGER NOT NULL CHECK (decimals >= 0 AND decimals <= 6),
	base_uom TEXT,
	numerator INTEGER NOT NULL CHECK (numerator >= 1 AND numerator <= 1000000000000),
	denominator INTEGER NOT NULL CHECK (denominator >= 1 AND denominator <= 1000000000000),
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
CREATE TABLE uoms_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX uoms_code ON uoms (code);
CREATE INDEX uoms_name ON uoms (name);
CREATE INDEX uoms_base_uom ON uoms (base_uom) WHERE base_uom IS NOT NULL;
CREATE INDEX uoms_created_at ON uoms (created_at);
CREATE INDEX uoms_folded_code ON uoms (folded_code);
CREATE INDEX uoms_folded_name ON uoms (folded_name);
CREATE INDEX uoms_search ON uoms (id, is_active, folded_code, folded_name);
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

-- A supplier.
CREATE TABLE suppliers (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	email TEXT,
	phone TEXT,
	address TEXT,
	tax_id TEXT,
	lead_time_days INTEGER CHECK (lead_time_days >= 0 AND lead_time_days <= 3650),
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
CREATE TABLE suppliers_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX suppliers_code ON suppliers (code);
CREATE INDEX suppliers_name ON suppliers (name);
CREATE INDEX suppliers_created_at ON suppliers (created_at);
CREATE INDEX suppliers_folded_code ON suppliers (folded_code);
CREATE INDEX suppliers_folded_name ON suppliers (folded_name);
CREATE INDEX suppliers_search ON suppliers (id, is_active, folded_code, folded_name);
CREATE VIEW v_supplier AS SELECT
	id,
	code,
	name,
	email,
	phone,
	address,
	tax_id,
	lead_time_days,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM suppliers;

-- A location that holds stock.
CREATE TABLE locations (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	parent_location TEXT,
	kind TEXT NOT NULL CHECK (kind = 'warehouse' OR kind = 'zone' OR kind = 'bin'),
	usage TEXT NOT NULL CHECK (usage = 'stock' OR usage = 'inspection' OR usage = 'blocked' OR usage = 'transit' OR usage = 'custody'),
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
CREATE TABLE locations_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX locations_code ON locations (code);
CREATE INDEX locations_name ON locations (name);
CREATE INDEX locations_parent_location ON locations (parent_location) WHERE parent_location IS NOT NULL;
CREATE INDEX locations_created_at ON locations (created_at);
CREATE INDEX locations_folded_code ON locations (folded_code);
CREATE INDEX locations_folded_name ON locations (folded_name);
CREATE INDEX locations_search ON locations (id, is_active, folded_code, folded_name);
CREATE VIEW v_location AS SELECT
	id,
	code,
	name,
	parent_location,
	kind,
	usage,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM locations;

-- A change of the parent of a location from a business day on. A location without one has always had its current parent.
CREATE TABLE location_moves (
	id TEXT NOT NULL PRIMARY KEY,
	location_id TEXT NOT NULL,
	from_day TEXT NOT NULL,
	parent_location TEXT,
	former_parent TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX location_moves_from_day ON location_moves (from_day);
CREATE INDEX location_moves_location_id_from_day ON location_moves (location_id, from_day);
CREATE VIEW v_location_move AS SELECT
	id,
	location_id,
	from_day,
	parent_location,
	former_parent
FROM location_moves;

-- A person, department, job or asset that stock is issued to.
CREATE TABLE recipients (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'person' OR kind = 'department' OR kind = 'job' OR kind = 'asset'),
	parent TEXT,
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
CREATE TABLE recipients_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recipients_code ON recipients (code);
CREATE INDEX recipients_name ON recipients (name);
CREATE INDEX recipients_parent ON recipients (parent) WHERE parent IS NOT NULL;
CREATE INDEX recipients_created_at ON recipients (created_at);
CREATE INDEX recipients_folded_code ON recipients (folded_code);
CREATE INDEX recipients_folded_name ON recipients (folded_name);
CREATE INDEX recipients_search ON recipients (id, is_active, folded_code, folded_name);
CREATE VIEW v_recipient AS SELECT
	id,
	code,
	name,
	kind,
	parent,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM recipients;

-- A reason for an adjustment of stock.
CREATE TABLE reasons (
	id TEXT NOT NULL PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	direction TEXT NOT NULL CHECK (direction = 'in' OR direction = 'out' OR direction = 'both'),
	needs_remarks INTEGER NOT NULL CHECK (needs_remarks IN (0, 1)),
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
CREATE TABLE reasons_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX reasons_code ON reasons (code);
CREATE INDEX reasons_name ON reasons (name);
CREATE INDEX reasons_created_at ON reasons (created_at);
CREATE INDEX reasons_folded_code ON reasons (folded_code);
CREATE INDEX reasons_folded_name ON reasons (folded_name);
CREATE INDEX reasons_search ON reasons (id, is_active, folded_code, folded_name);
CREATE VIEW v_reason AS SELECT
	id,
	code,
	name,
	direction,
	needs_remarks,
	former_codes,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM reasons;

-- A user of the system.
CREATE TABLE users (
	id TEXT NOT NULL PRIMARY KEY,
	email TEXT NOT NULL,
	username TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role = 'admin' OR role = 'manager' OR role = 'staff' OR role = 'viewer'),
	grants TEXT CHECK (grants GLOB '[[]*]'),
	must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
	password_hash TEXT,
	epoch INTEGER NOT NULL,
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	created_by TEXT,
	version INTEGER NOT NULL,
	folded_code TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE users_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users (email);
CREATE UNIQUE INDEX users_username ON users (username);
CREATE INDEX users_created_at ON users (created_at);
CREATE INDEX users_folded_code ON users (folded_code);
CREATE INDEX users_search ON users (id, is_active, folded_code);
CREATE VIEW v_user AS SELECT
	id,
	email,
	username,
	role,
	grants,
	must_change_password,
	epoch,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	created_by,
	version
FROM users;

-- A sign-in of one user on one device.
CREATE TABLE sessions (
	id TEXT NOT NULL PRIMARY KEY,
	user_id TEXT NOT NULL,
	epoch INTEGER NOT NULL,
	nonce TEXT NOT NULL,
	gen INTEGER NOT NULL,
	mode TEXT NOT NULL CHECK (mode = 'body' OR mode = 'cookie'),
	created_at INTEGER NOT NULL,
	rotated_at INTEGER NOT NULL,
	idle_until INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	ended_at INTEGER,
	ended_why TEXT,
	address TEXT,
	user_agent TEXT,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_created_at ON sessions (created_at);
CREATE INDEX sessions_idle_until ON sessions (idle_until);
CREATE VIEW v_session AS SELECT
	id,
	user_id,
	epoch,
	gen,
	mode,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', rotated_at / 1000.0, 'unixepoch') AS rotated_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', idle_until / 1000.0, 'unixepoch') AS idle_until,
	strftime('%Y-%m-%dT%H:%M:%fZ', expires_at / 1000.0, 'unixepoch') AS expires_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch') AS ended_at,
	ended_why,
	address,
	user_agent,
	version
FROM sessions;

-- Failed password attempts of one bucket in one window of 15 minutes.
CREATE TABLE throttles (
	id TEXT NOT NULL PRIMARY KEY,
	failures INTEGER NOT NULL CHECK (failures >= 0),
	until INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX throttles_until ON throttles (until);
CREATE VIEW v_throttle AS SELECT
	id,
	failures,
	strftime('%Y-%m-%dT%H:%M:%fZ', until / 1000.0, 'unixepoch') AS until,
	version
FROM throttles;

-- An atomic change of stock.
CREATE TABLE postings (
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
	created_by TEXT NOT NULL,
	folded_code TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE postings_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX postings_seq ON postings (seq);
CREATE UNIQUE INDEX postings_number ON postings (number);
CREATE UNIQUE INDEX postings_reverses_id ON postings (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX postings_document_id ON postings (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX postings_folded_code ON postings (folded_code) WHERE folded_code <> '';
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

-- A line of the stock ledger; never changed, never deleted.
CREATE TABLE stock_transactions (
	id TEXT NOT NULL PRIMARY KEY,
	posting_id TEXT NOT NULL,
	posting_number TEXT NOT NULL,
	line_no INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	posted_at INTEGER NOT NULL,
	transaction_date INTEGER NOT NULL,
	day TEXT NOT NULL,
	transaction_type TEXT NOT NULL CHECK (transaction_type = 'opening' OR transaction_type = 'receipt' OR transaction_type = 'return' OR transaction_type = 'issue' OR transaction_type = 'supplier_return' OR transaction_type = 'transfer' OR transaction_type = 'adjustment'),
	item_id TEXT NOT NULL,
	location_id TEXT NOT NULL,
	lot TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	entered_quantity INTEGER NOT NULL,
	entered_uom TEXT NOT NULL,
	unit_cost INTEGER,
	reason_code TEXT,
	supplier_id TEXT,
	issued_to TEXT,
	charge_to TEXT,
	reference TEXT,
	document_type TEXT,
	document_id TEXT,
	document_number TEXT,
	document_line_id TEXT,
	reverses_id TEXT,
	created_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_transactions_seq ON stock_transactions (seq);
CREATE INDEX stock_transactions_posted_at ON stock_transactions (posted_at);
CREATE INDEX stock_transactions_transaction_date ON stock_transactions (transaction_date);
CREATE INDEX stock_transactions_issued_to ON stock_transactions (issued_to) WHERE issued_to IS NOT NULL;
CREATE INDEX stock_transactions_charge_to ON stock_transactions (charge_to) WHERE charge_to IS NOT NULL;
CREATE INDEX stock_transactions_reference ON stock_transactions (reference) WHERE reference IS NOT NULL;
CREATE INDEX stock_transactions_document_id ON stock_transactions (document_id) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX stock_transactions_reverses_id ON stock_transactions (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX stock_transactions_item_id_seq ON stock_transactions (item_id, seq);
CREATE INDEX stock_transactions_item_id_day ON stock_transactions (item_id, day);
CREATE INDEX stock_transactions_location_id_seq ON stock_transactions (location_id, seq);
CREATE VIEW v_stock_transaction AS SELECT
	id,
	posting_id,
	posting_number,
	line_no,
	seq,
	strftime('%Y-%m-%dT%H:%M:%fZ', posted_at / 1000.0, 'unixepoch') AS posted_at,
	strftime('%Y-%m-%dT%H:%M:%fZ', transaction_date / 1000.0, 'unixepoch') AS transaction_date,
	day,
	transaction_type,
	item_id,
	location_id,
	lot,
	quantity / 1000000.0 AS quantity,
	entered_quantity / 1000000.0 AS entered_quantity,
	entered_uom,
	unit_cost / 1000000.0 AS unit_cost,
	reason_code,
	supplier_id,
	issued_to,
	charge_to,
	reference,
	document_type,
	document_id,
	document_number,
	document_line_id,
	reverses_id,
	created_by
FROM stock_transactions;

-- Stock on hand of an item at one location and lot: the sum of its ledger lines.
CREATE TABLE balances (
	id TEXT NOT NULL PRIMARY KEY,
	item_id TEXT NOT NULL,
	location_id TEXT NOT NULL,
	lot TEXT NOT NULL,
	on_hand INTEGER NOT NULL CHECK (on_hand >= 0 AND on_hand <= 9000000000000000000),
	updated_at INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX balances_item_id_location_id ON balances (item_id, location_id);
CREATE INDEX balances_location_id_item_id ON balances (location_id, item_id);
CREATE VIEW v_balance AS SELECT
	id,
	item_id,
	location_id,
	lot,
	on_hand / 1000000.0 AS on_hand,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	version
FROM balances;

-- A lot of an item, created by the first ledger line that names it. Lots are compared with case and width folded.
CREATE TABLE lots (
	id TEXT NOT NULL PRIMARY KEY,
	item_id TEXT NOT NULL,
	lot TEXT NOT NULL,
	folded TEXT NOT NULL,
	"others" TEXT CHECK ("others" GLOB '[[]*]'),
	folded_code TEXT NOT NULL,
	folded_name TEXT NOT NULL,
	terms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lots_terms (
	term TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (term, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lots_folded ON lots (folded);
CREATE INDEX lots_folded_code ON lots (folded_code);
CREATE VIEW v_lot AS SELECT
	id,
	item_id,
	lot,
	folded,
	"others"
FROM lots;

-- Total stock of an item; also its guard row.
CREATE TABLE item_stocks (
	id TEXT NOT NULL PRIMARY KEY,
	item_code TEXT NOT NULL,
	category_id TEXT NOT NULL,
	on_hand INTEGER NOT NULL CHECK (on_hand >= 0 AND on_hand <= 9000000000000000000),
	available INTEGER NOT NULL CHECK (available >= 0 AND available <= 9000000000000000000),
	min_stock_level INTEGER NOT NULL CHECK (min_stock_level >= 0),
	headroom INTEGER NOT NULL,
	last_day TEXT NOT NULL,
	is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
	updated_at INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX item_stocks_item_code ON item_stocks (item_code);
CREATE INDEX item_stocks_category_id ON item_stocks (category_id);
CREATE INDEX item_stocks_headroom ON item_stocks (headroom) WHERE headroom < 0;
CREATE VIEW v_item_stock AS SELECT
	id,
	item_code,
	category_id,
	on_hand / 1000000.0 AS on_hand,
	available / 1000000.0 AS available,
	min_stock_level / 1000000.0 AS min_stock_level,
	headroom / 1000000.0 AS headroom,
	last_day,
	is_active,
	strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch') AS updated_at,
	version
FROM item_stocks;

-- Movements of one balance on one business day.
CREATE TABLE stock_days (
	id TEXT NOT NULL PRIMARY KEY,
	item_id TEXT NOT NULL,
	location_id TEXT NOT NULL,
	lot TEXT NOT NULL,
	day TEXT NOT NULL,
	quantity_in INTEGER NOT NULL,
	quantity_out INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_days_item_id_day ON stock_days (item_id, day);
CREATE VIEW v_stock_day AS SELECT
	id,
	item_id,
	location_id,
	lot,
	day,
	quantity_in / 1000000.0 AS quantity_in,
	quantity_out / 1000000.0 AS quantity_out,
	version
FROM stock_days;

-- Movements of one balance in one month.
CREATE TABLE stock_months (
	id TEXT NOT NULL PRIMARY KEY,
	item_id TEXT NOT NULL,
	location_id TEXT NOT NULL,
	lot TEXT NOT NULL,
	month TEXT NOT NULL,
	quantity_in INTEGER NOT NULL,
	quantity_out INTEGER NOT NULL,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_months_item_id_month ON stock_months (item_id, month);
CREATE VIEW v_stock_month AS SELECT
	id,
	item_id,
	location_id,
	lot,
	month,
	quantity_in / 1000000.0 AS quantity_in,
	quantity_out / 1000000.0 AS quantity_out,
	version
FROM stock_months;

-- The opening posting of a balance that has not been reversed.
CREATE TABLE openings (
	id TEXT NOT NULL PRIMARY KEY,
	posting_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW v_opening AS SELECT
	id,
	posting_id
FROM openings;

-- The last time that a month was closed or reopened.
CREATE TABLE periods (
	id TEXT NOT NULL PRIMARY KEY,
	state TEXT NOT NULL CHECK (state = 'open' OR state = 'closed'),
	reason TEXT,
	changed_at INTEGER NOT NULL,
	changed_by TEXT,
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW v_period AS SELECT
	id,
	state,
	reason,
	strftime('%Y-%m-%dT%H:%M:%fZ', changed_at / 1000.0, 'unixepoch') AS changed_at,
	changed_by,
	version
FROM periods;

-- A counter: serial numbers, item codes, active admins; also gates, and the month through which the books are closed.
CREATE TABLE series (
	id TEXT NOT NULL PRIMARY KEY,
	value INTEGER NOT NULL CHECK (value >= 0),
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW v_series AS SELECT
	id,
	value,
	version
FROM series;

-- A code in use now or earlier, so that none is assigned twice; also the ids of imported rows in their source system.
CREATE TABLE codes (
	id TEXT NOT NULL PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind = 'scan' OR kind = 'item_category' OR kind = 'uom' OR kind = 'supplier' OR kind = 'location' OR kind = 'recipient' OR kind = 'reason' OR kind = 'user' OR kind = 'source'),
	record_id TEXT NOT NULL,
	also TEXT CHECK (also GLOB '[[]*]')
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_record_id ON codes (record_id);
CREATE VIEW v_code AS SELECT
	id,
	kind,
	record_id,
	also
FROM codes;

-- An Idempotency-Key and the result of its request.
CREATE TABLE idempotency_keys (
	id TEXT NOT NULL PRIMARY KEY,
	fingerprint TEXT NOT NULL,
	status INTEGER NOT NULL,
	schema TEXT,
	record_id TEXT,
	created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
CREATE VIEW v_idempotency AS SELECT
	id,
	fingerprint,
	status,
	schema,
	record_id,
	strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') AS created_at
FROM idempotency_keys;

-- An entry of the audit log.
CREATE TABLE audit (
	id TEXT NOT NULL PRIMARY KEY,
	at INTEGER NOT NULL,
	user_id TEXT,
	"action" TEXT NOT NULL,
	record TEXT,
	record_id TEXT,
	label TEXT,
	"before" TEXT CHECK ("before" GLOB '{*}'),
	"after" TEXT CHECK ("after" GLOB '{*}'),
	address TEXT,
	request_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_user_id ON audit (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_record_id_at ON audit (record_id, at);
CREATE VIEW v_audit AS SELECT
	id,
	strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS at,
	user_id,
	"action",
	record,
	record_id,
	label,
	"before",
	"after",
	address,
	request_id
FROM audit;

-- Requests of one user or address that were refused for one action within one minute.
CREATE TABLE refusals (
	id TEXT NOT NULL PRIMARY KEY,
	minute INTEGER NOT NULL,
	"action" TEXT NOT NULL,
	user_id TEXT,
	address TEXT,
	count INTEGER NOT NULL CHECK (count >= 0),
	version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refusals_minute ON refusals (minute);
CREATE INDEX refusals_action ON refusals ("action");
CREATE INDEX refusals_user_id ON refusals (user_id) WHERE user_id IS NOT NULL;
CREATE VIEW v_refusal AS SELECT
	id,
	strftime('%Y-%m-%dT%H:%M:%fZ', minute / 1000.0, 'unixepoch') AS minute,
	"action",
	user_id,
	address,
	count,
	version
FROM refusals;

-- A value fixed when the system was created, or kept by its programs.
CREATE TABLE settings (
	id TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW v_setting AS SELECT
	id,
	value
FROM settings;
