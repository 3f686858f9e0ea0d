/*
 * store_guards.c - Tests each guard of lib/store/README.md with two clients in every order.
 *
 * Each client reads what the rule needs and then applies a batch built on it. All orders of
 * the four steps in which a client reads before it applies are run, and both batches in one
 * group; the rule must hold after each of them, and where both must not succeed, only one does.
 */
#include "t/fixture.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "inventory/stock/lot.h"
#include "masters/uom/uom_use.h"
#include "store/gate.h"
#include "store/series.h"
#include "t/between.h"

static void *mem;
static struct why w;

struct client {
	struct store *st;
	int n;           /* 0 or 1 */
	int64_t read;    /* what the rule read: a number, */
	int64_t version; /* and the version of the row that guards it */
	enum err outcome;
};

struct guard {
	const char *name;
	void (*setup)(struct store *);
	void (*read)(struct client *);
	enum err (*apply)(struct client *);
	bool (*holds)(struct store *, int succeeded);
};

/* --- rows --- */

static enum err
apply_one(struct store *st, struct op op)
{
	return store_apply(st, &op, 1, &w);
}

static void
must_apply(struct store *st, struct op op)
{
	fixture_ok(apply_one(st, op), &w);
}

static struct item_stock *
stock_with_headroom(int64_t headroom)
{
	struct item_stock *s = MEM_ONE(mem, struct item_stock);

	SET(s, item_stock, id, STR("i"));
	SET(s, item_stock, item_code, STR("A"));
	SET(s, item_stock, category_id, STR("c"));
	SET(s, item_stock, on_hand, 0);
	SET(s, item_stock, available, 0);
	SET(s, item_stock, min_stock_level, 0);
	SET(s, item_stock, headroom, headroom);
	SET(s, item_stock, last_day, STR(""));
	SET(s, item_stock, is_active, true);
	SET(s, item_stock, updated_at, 1);
	return s;
}

static struct item_stock
get_stock(struct store *st)
{
	struct item_stock s;

	fixture_ok(store_get(st, &item_stock_schema, STR("i"), &s, &w), &w);
	return s;
}

static struct series *
new_counter(const char *id, int64_t value)
{
	struct series *s = MEM_ONE(mem, struct series);

	SET(s, series, id, str_of(id));
	SET(s, series, value, value);
	return s;
}

static struct code *
code(const char *id, int n)
{
	struct code *c = MEM_ONE(mem, struct code);

	SET(c, code, id, str_of(id));
	SET(c, code, kind, CODE_SCAN);
	SET(c, code, record_id, n == 0 ? STR("a") : STR("b"));
	return c;
}

static struct op
add_op(const struct schema *s, void *rec, size_t field, int64_t amount)
{
	struct op op = {.kind = OP_ADD, .schema = s, .rec = rec};

	op_increment(&op, field, amount);
	return op;
}

static struct op
insert_op(const struct schema *s, void *rec)
{
	return (struct op){.kind = OP_INSERT, .schema = s, .rec = rec};
}

static void
set_up_nothing(struct store *st)
{
	(void)st;
}

static void
read_nothing(struct client *c)
{
	(void)c;
}

static bool
one_succeeded(struct store *st, int succeeded)
{
	(void)st;
	return succeeded == 1;
}

/* --- a balance is never below zero --- */

static struct balance *
balance(void)
{
	struct balance *b = MEM_ONE(mem, struct balance);

	SET(b, balance, id, STR("i|l|"));
	SET(b, balance, item_id, STR("i"));
	SET(b, balance, location_id, STR("l"));
	SET(b, balance, lot, STR(""));
	SET(b, balance, updated_at, 1);
	return b;
}

static void
three_there(struct store *st)
{
	must_apply(st, add_op(&balance_schema, balance(), FIELD(balance, on_hand), 3));
}

static void
read_balance(struct client *c)
{
	struct balance b;

	fixture_ok(store_get(c->st, &balance_schema, STR("i|l|"), &b, &w), &w);
	c->read = b.on_hand;
}

static enum err
issue_two(struct client *c)
{
	if (c->read < 2)
		return ERR_INSUFFICIENT_STOCK;
	return apply_one(c->st, add_op(&balance_schema, balance(), FIELD(balance, on_hand), -2));
}

static bool
one_left(struct store *st, int succeeded)
{
	struct balance b;

	fixture_ok(store_get(st, &balance_schema, STR("i|l|"), &b, &w), &w);
	return succeeded == 1 && b.on_hand == 1;
}

/* --- a rebuild includes concurrent postings: client 0 writes what it counted, 10 less than stored,
 * client 1 receives 1 --- */

static void
thirteen_kept(struct store *st)
{
	must_apply(st, add_op(&balance_schema, balance(), FIELD(balance, on_hand), 13));
}

static void
read_kept(struct client *c)
{
	struct balance b;

	fixture_ok(store_get(c->st, &balance_schema, STR("i|l|"), &b, &w), &w);
	c->read = b.on_hand - 10;
	c->version = b.version;
}

static enum err
rebuild_or_receive(struct client *c)
{
	struct balance *b = balance();

	if (c->n == 1)
		return apply_one(c->st, add_op(&balance_schema, b, FIELD(balance, on_hand), 1));
	SET(b, balance, on_hand, c->read);
	return apply_one(
	    c->st, (struct op){OP_UPDATE, &balance_schema, .rec = b, .version = c->version});
}

static bool
receipt_was_counted(struct store *st, int succeeded)
{
	struct balance b;

	fixture_ok(store_get(st, &balance_schema, STR("i|l|"), &b, &w), &w);
	return succeeded == 2 ? b.on_hand == 4 : b.on_hand == 14;
}

/* --- an item with stock is not deactivated: client 0 deactivates, client 1 receives --- */

static void
stock_row(struct store *st)
{
	must_apply(
	    st, add_op(&item_stock_schema, stock_with_headroom(0), FIELD(item_stock, on_hand), 0));
}

static void
read_stock(struct client *c)
{
	struct item_stock s = get_stock(c->st);

	c->read = s.on_hand;
	c->version = s.version;
}

static enum err
deactivate_or_receive(struct client *c)
{
	struct item_stock *s = MEM_ONE(mem, struct item_stock);
	struct op receipt[2] = {
	    {.kind = OP_EXPECT, .schema = &item_stock_schema, .id = STR("i")},
	    add_op(&item_stock_schema, stock_with_headroom(0), FIELD(item_stock, on_hand), 1),
	};

	*s = get_stock(c->st);
	receipt[0].version = s->version; /* at which the item was active */
	if (c->n == 1)
		return s->is_active ? store_apply(c->st, receipt, 2, &w) : ERR_CONFLICT;
	if (c->read != 0)
		return ERR_IN_USE;
	s->is_active = false;
	return apply_one(
	    c->st, (struct op){OP_UPDATE, &item_stock_schema, .rec = s, .version = c->version});
}

static bool
active_or_empty(struct store *st, int succeeded)
{
	struct item_stock s = get_stock(st);

	return succeeded >= 1 && (s.is_active || s.on_hand == 0);
}

/* --- back-dated postings that together would end a later day below zero. The later days are sums
 * of lines without a bound of their own; headroom represents them here --- */

static void
three_later(struct store *st)
{
	must_apply(
	    st, add_op(&item_stock_schema, stock_with_headroom(3), FIELD(item_stock, on_hand), 10));
}

static void
read_backdate_days(struct client *c)
{
	struct item_stock s = get_stock(c->st);

	c->read = s.headroom;
	c->version = s.version;
}

static enum err
backdate_two(struct client *c)
{
	struct op ops[2] = {
	    {.kind = OP_EXPECT,
		.schema = &item_stock_schema,
		.id = STR("i"),
		.version = c->version},
	    add_op(&item_stock_schema, stock_with_headroom(0), FIELD(item_stock, on_hand), -2),
	};

	op_increment(&ops[1], FIELD(item_stock, headroom), -2);
	return c->read < 2 ? ERR_NEGATIVE_LATER : store_apply(c->st, ops, 2, &w);
}

static bool
one_backdated(struct store *st, int succeeded)
{
	return succeeded == 1 && get_stock(st).headroom == 1;
}

/* --- dated today (0) and later (1): the later one comes first and wins, or is not overtaken --- */

static enum err
post_on_a_day(struct client *c)
{
	const struct str day = c->n == 0 ? STR("2026-03-01") : STR("2026-03-02");
	struct op op =
	    add_op(&item_stock_schema, stock_with_headroom(0), FIELD(item_stock, on_hand), 1);

	op.raise = (struct text_raise){FIELD(item_stock, last_day), day, day};
	return apply_one(c->st, op);
}

static bool
last_day_is_the_later(struct store *st, int succeeded)
{
	struct item_stock s = get_stock(st);

	return s.on_hand == succeeded && str_is(s.last_day, "2026-03-02");
}

/* --- what a posting depends on through a gate: 0 changes it, 1 posts --- */

enum { STATE_OPEN, STATE_CLOSED }; /* of the row: the month is closed, the location has changed */

static bool posted_when_closed;

static int64_t
state_now(struct store *st)
{
	struct series row;

	fixture_ok(store_get(st, &series_schema, STR("state"), &row, &w), &w);
	return row.value;
}

static void
open_without_gate(struct store *st)
{
	posted_when_closed = false;
	must_apply(st, insert_op(&series_schema, new_counter("state", STATE_OPEN)));
}

static void
open_with_gate(struct store *st)
{
	open_without_gate(st);
	must_apply(st, insert_op(&series_schema, new_counter("gate:thing:x:0", 0)));
}

/* The gate first, then the row it guards. */
static void
read_state(struct client *c)
{
	struct str id = gate_id(mem, STR("thing:x"), 0);
	struct series row;
	enum err e = store_get(c->st, &series_schema, id, &row, &w);

	c->version = e == OK ? row.version : 0;
	why_clear(&w);
	c->read = state_now(c->st);
	if (c->n == 1)
		return;
	fixture_ok(store_get(c->st, &series_schema, STR("state"), &row, &w), &w);
	c->version = row.version;
}

static enum err
receive_behind_gate(struct client *c)
{
	const struct gate gate = {gate_id(mem, STR("thing:x"), 0), c->version};
	struct batch b = batch_init(mem);
	enum err e;

	if (c->read == STATE_CLOSED)
		return ERR_PERIOD_CLOSED;
	gate_expect(&b, &gate);
	op_increment(batch_add(&b, OP_ADD, &balance_schema, balance()), FIELD(balance, on_hand), 1);
	e = store_apply(c->st, b.ops, b.n, &w);
	posted_when_closed |= e == OK && state_now(c->st) == STATE_CLOSED;
	return e;
}

static void
put_closing(struct batch *b, const struct client *c)
{
	batch_add(b, OP_UPDATE, &series_schema, new_counter("state", STATE_CLOSED))->version =
	    c->version;
	gate_change_all(b, STR("thing:x"));
}

static enum err
close_or_receive(struct client *c)
{
	struct batch b = batch_init(mem);

	if (c->n == 1)
		return receive_behind_gate(c);
	put_closing(&b, c);
	return store_apply(c->st, b.ops, b.n, &w);
}

static bool
nothing_came_after_closing(struct store *st, int succeeded)
{
	(void)st;
	return succeeded >= 1 && !posted_when_closed;
}

/* A location changes only while it is empty, including earlier postings. */
static enum err
empty_or_receive(struct client *c)
{
	const struct filter there[] = {{.field = FIELD(balance, location_id), .text = STR("l")},
	    {.field = FIELD(balance, on_hand), .cmp = CMP_GT, .number = 0}};
	struct batch b = batch_init(mem);

	if (c->n == 1)
		return receive_behind_gate(c);
	batch_none(&b, &balance_schema, there, 2);
	put_closing(&b, c);
	return store_apply(c->st, b.ops, b.n, &w);
}

/* --- no active record refers to an inactive one: 0 deactivates a category, 1 creates an item in it
 * --- */

static struct item_category *
category(bool active)
{
	struct item_category *c = MEM_ONE(mem, struct item_category);

	SET(c, item_category, id, STR("c"));
	SET(c, item_category, code, STR("C"));
	SET(c, item_category, name, STR("c"));
	SET(c, item_category, level, 0);
	SET(c, item_category, is_active, active);
	SET(c, item_category, created_at, 1);
	SET(c, item_category, updated_at, 1);
	return c;
}

static void
one_category(struct store *st)
{
	must_apply(st, insert_op(&item_category_schema, category(true)));
}

static void
read_category(struct client *c)
{
	struct item_category now;

	fixture_ok(store_get(c->st, &item_category_schema, STR("c"), &now, &w), &w);
	c->version = now.version;
	c->read = now.is_active;
}

static struct item *item(int64_t reorder_qty);

static enum err
deactivate_or_make(struct client *c)
{
	const struct filter users[] = {{.field = FIELD(item, category_id), .text = STR("c")},
	    {.field = FIELD(item, is_active), .number = true}};
	struct batch b = batch_init(mem);

	if (!c->read)
		return ERR_INVALID;
	if (c->n == 1) {
		batch_expect(&b, &item_category_schema, STR("c"), c->version);
		batch_add(&b, OP_INSERT, &item_schema, item(1));
	} else {
		batch_none(&b, &item_schema, users, 2);
		batch_add(&b, OP_UPDATE, &item_category_schema, category(false))->version =
		    c->version;
	}
	return store_apply(c->st, b.ops, b.n, &w);
}

/* --- rows inserted once --- */

static enum err
open_balance(struct client *c)
{
	struct opening *o = MEM_ONE(mem, struct opening);

	SET(o, opening, id, STR("i|l|"));
	SET(o, opening, posting_id, c->n == 0 ? STR("p0") : STR("p1"));
	return apply_one(c->st, insert_op(&opening_schema, o));
}

static enum err
name_lot(struct client *c)
{
	struct lot *l = lot_make(mem, STR("i"), c->n == 0 ? STR("A-1") : STR("a-1"));

	return apply_one(c->st, insert_op(&lot_schema, l));
}

static enum err
reverse_posting(struct client *c)
{
	struct posting *p = MEM_ONE(mem, struct posting);
	struct op op = insert_op(&posting_schema, p);

	SET(p, posting, id, c->n == 0 ? STR("r0") : STR("r1"));
	SET(p, posting, seq, c->n + 2);
	SET(p, posting, number, c->n == 0 ? STR("MV-2") : STR("MV-3"));
	SET(p, posting, kind, POSTING_REVERSAL);
	SET(p, posting, posted_at, 1);
	SET(p, posting, transaction_date, 1);
	SET(p, posting, reverses_id, STR("p0"));
	SET(p, posting, created_by, STR("u"));
	return apply_one(c->st, op);
}

static enum err
use_key(struct client *c)
{
	struct idempotency *k = MEM_ONE(mem, struct idempotency);
	struct op ops[2] = {insert_op(&idempotency_schema, k),
	    add_op(&balance_schema, balance(), FIELD(balance, on_hand), -1)};

	SET(k, idempotency, id, STR("u|key"));
	SET(k, idempotency, fingerprint, STR("f"));
	SET(k, idempotency, status, 201);
	SET(k, idempotency, created_at, 1);
	return store_apply(c->st, ops, 2, &w);
}

static void
one_there(struct store *st)
{
	must_apply(st, add_op(&balance_schema, balance(), FIELD(balance, on_hand), 1));
}

static bool
posted_once(struct store *st, int succeeded)
{
	struct balance b;

	fixture_ok(store_get(st, &balance_schema, STR("i|l|"), &b, &w), &w);
	/* the loser must have failed on the key, not on the balance */
	return succeeded == 1 && b.on_hand == 0 && w.op == 0;
}

static enum err
give_code(struct client *c)
{
	return apply_one(c->st, insert_op(&code_schema, code("scan:a", c->n)));
}

static enum err
first_user(struct client *c)
{
	return apply_one(c->st, insert_op(&code_schema, code("first-user", c->n)));
}

/* --- numbers have no gaps --- */

static enum err
use_number(struct client *c)
{
	struct posting *p = MEM_ONE(mem, struct posting);
	struct op ops[2] = {
	    add_op(&series_schema, new_counter("posting", 0), FIELD(series, value), 1),
	    insert_op(&posting_schema, p)};

	SET(p, posting, id, c->n == 0 ? STR("p0") : STR("p1"));
	SET(p, posting, kind, POSTING_PLAIN);
	SET(p, posting, posted_at, 1);
	SET(p, posting, transaction_date, 1);
	SET(p, posting, created_by, STR("u"));
	op_assign_number(&ops[1], FIELD(posting, seq), 0, FIELD(series, value), "", 0);
	op_assign_number(&ops[1], FIELD(posting, number), 0, FIELD(series, value), "MV-", 6);
	return store_apply(c->st, ops, 2, &w);
}

static bool
numbers_one_and_two(struct store *st, int succeeded)
{
	static const size_t fields[] = {FIELD(posting, seq)};
	struct query q = {.schema = &posting_schema, .limit = 1};
	struct sums s;

	fixture_ok(store_sum(st, &q, NULL, 0, fields, 1, &s, &w), &w);
	return succeeded == 2 && s.v[0].count == 2 && s.v[0].total[0] == 3;
}

/* --- the last active admin stays --- */

static void
two_admins(struct store *st)
{
	must_apply(
	    st, add_op(&series_schema, new_counter("spare-admins", 0), FIELD(series, value), 1));
}

static enum err
demote_admin(struct client *c)
{
	return apply_one(c->st,
	    add_op(&series_schema, new_counter("spare-admins", 0), FIELD(series, value), -1));
}

/* --- a record or session changes one at a time --- */

static struct supplier *
supplier(int64_t days)
{
	struct supplier *s = MEM_ONE(mem, struct supplier);

	SET(s, supplier, id, STR("s"));
	SET(s, supplier, code, STR("S"));
	SET(s, supplier, name, STR("name"));
	SET(s, supplier, lead_time_days, days);
	SET(s, supplier, is_active, true);
	SET(s, supplier, created_at, 1);
	SET(s, supplier, updated_at, 1);
	return s;
}

static void
one_supplier(struct store *st)
{
	must_apply(st, insert_op(&supplier_schema, supplier(0)));
}

static void
read_supplier(struct client *c)
{
	struct supplier s;

	fixture_ok(store_get(c->st, &supplier_schema, STR("s"), &s, &w), &w);
	c->version = s.version;
	c->read = s.lead_time_days;
}

static enum err
count_up(struct client *c)
{
	return apply_one(c->st, (struct op){OP_UPDATE, &supplier_schema,
				    .rec = supplier(c->read + 1), .version = c->version});
}

static bool
no_change_was_lost(struct store *st, int succeeded)
{
	struct supplier s;

	fixture_ok(store_get(st, &supplier_schema, STR("s"), &s, &w), &w);
	return s.lead_time_days == succeeded;
}

static struct session *
session(int64_t gen)
{
	struct session *s = MEM_ONE(mem, struct session);

	SET(s, session, id, STR("sid"));
	SET(s, session, user_id, STR("u"));
	SET(s, session, nonce, STR("n"));
	SET(s, session, gen, gen);
	SET(s, session, epoch, 1);
	SET(s, session, mode, MODE_BODY);
	SET(s, session, created_at, 1);
	SET(s, session, rotated_at, 1);
	SET(s, session, idle_until, 1);
	SET(s, session, expires_at, 1);
	return s;
}

static void
one_session(struct store *st)
{
	must_apply(st, insert_op(&session_schema, session(1)));
}

static void
read_session(struct client *c)
{
	struct session s;

	fixture_ok(store_get(c->st, &session_schema, STR("sid"), &s, &w), &w);
	c->version = s.version;
	c->read = s.gen;
}

static enum err
refresh_session(struct client *c)
{
	return apply_one(c->st, (struct op){OP_UPDATE, &session_schema, .rec = session(c->read + 1),
				    .version = c->version});
}

static bool
one_generation_each(struct store *st, int succeeded)
{
	struct session s;

	fixture_ok(store_get(st, &session_schema, STR("sid"), &s, &w), &w);
	return s.gen == succeeded + 1;
}

/* --- a posting is checked against the current item: 0 changes the item, 1 posts --- */

static struct item *
item(int64_t reorder_qty)
{
	struct item *i = MEM_ONE(mem, struct item);

	SET(i, item, id, STR("i"));
	SET(i, item, item_code, STR("A"));
	SET(i, item, item_name, STR("a"));
	SET(i, item, category_id, STR("c"));
	SET(i, item, uom, STR("PCS"));
	SET(i, item, reorder_qty, reorder_qty);
	SET(i, item, is_active, true);
	SET(i, item, created_at, 1);
	SET(i, item, updated_at, 1);
	return i;
}

static struct item
get_only_item(struct store *st)
{
	struct item i;

	fixture_ok(store_get(st, &item_schema, STR("i"), &i, &w), &w);
	return i;
}

static bool checked_by_what_was;

static void
one_item(struct store *st)
{
	checked_by_what_was = false;
	must_apply(st, insert_op(&item_schema, item(1)));
}

static void
read_only_item(struct client *c)
{
	struct item i = get_only_item(c->st);

	c->version = i.version;
	c->read = i.reorder_qty;
}

static enum err
change_or_post(struct client *c)
{
	struct op ops[2] = {
	    {.kind = OP_EXPECT, .schema = &item_schema, .id = STR("i"), .version = c->version},
	    add_op(&balance_schema, balance(), FIELD(balance, on_hand), c->read),
	};
	enum err e;

	if (c->n == 0)
		return apply_one(c->st,
		    (struct op){OP_UPDATE, &item_schema, .rec = item(7), .version = c->version});
	e = store_apply(c->st, ops, 2, &w);
	checked_by_what_was |= e == OK && get_only_item(c->st).reorder_qty != c->read;
	return e;
}

static bool
checked_by_what_is(struct store *st, int succeeded)
{
	(void)st;
	return succeeded >= 1 && !checked_by_what_was;
}

/* --- an item's unit is fixed once it moved: 0 changes it, 1 posts --- */

static bool changed_after_it_moved;

static void
set_up_unmoved(struct store *st)
{
	changed_after_it_moved = false;
	stock_row(st);
}

static void
read_moved(struct client *c)
{
	struct item_stock s = get_stock(c->st);

	c->version = s.version;
	c->read = (int64_t)s.last_day.n;
}

static enum err
change_unit_or_move(struct client *c)
{
	const struct str day = STR("2026-03-01");
	struct op op =
	    add_op(&item_stock_schema, stock_with_headroom(0), FIELD(item_stock, on_hand), 1);
	struct item_stock *s = stock_with_headroom(0);
	enum err e;

	op.raise = (struct text_raise){FIELD(item_stock, last_day), day, day};
	if (c->n == 1)
		return apply_one(c->st, op);
	if (c->read > 0)
		return ERR_IN_USE;
	e = apply_one(
	    c->st, (struct op){OP_UPDATE, &item_stock_schema, .rec = s, .version = c->version});
	/* the whole row is written: a movement that was overwritten was not guarded */
	changed_after_it_moved |= e == OK && s->version != c->version + 1;
	return e;
}

static bool
no_movement_was_lost(struct store *st, int succeeded)
{
	struct item_stock s = get_stock(st);

	return succeeded >= 1 && !changed_after_it_moved && s.on_hand == (s.last_day.n > 0) &&
	       (succeeded == 1 || s.on_hand == 1);
}

/* --- a ratio is fixed once it is used: 0 changes it, 1 takes the unit into use --- */

static bool used_by_what_was;

static struct uom *
new_dozen(int64_t numerator)
{
	struct uom *u = MEM_ONE(mem, struct uom);

	SET(u, uom, id, STR("DZ"));
	SET(u, uom, code, STR("DZ"));
	SET(u, uom, name, STR("Dozen"));
	SET(u, uom, decimals, 0);
	SET(u, uom, base_uom, STR("PCS"));
	SET(u, uom, numerator, numerator);
	SET(u, uom, denominator, 1);
	SET(u, uom, is_active, true);
	SET(u, uom, created_at, 1);
	SET(u, uom, updated_at, 1);
	return u;
}

static struct uom
get_dozen(struct store *st)
{
	struct uom u;

	fixture_ok(store_get(st, &uom_schema, STR("DZ"), &u, &w), &w);
	return u;
}

static struct edit holding; /* client 0's edit, with what it has read in its batch */

static void
one_dozen(struct store *st)
{
	used_by_what_was = false;
	must_apply(st, insert_op(&uom_schema, new_dozen(12)));
}

static void
one_dozen_used_before(struct store *st)
{
	one_dozen(st);
	must_apply(
	    st, add_op(&series_schema, new_counter("gate:uom:PCS", 0), FIELD(series, value), 1));
}

static void
read_use(struct client *c)
{
	static struct batch b;
	struct item i;
	enum err e;

	c->version = get_dozen(c->st).version;
	c->read = get_dozen(c->st).numerator;
	if (c->n == 1)
		return;
	b = batch_init(mem);
	holding = (struct edit){.store = c->st, .batch = &b, .w = &w};
	fixture_ok(uom_lock(&holding, STR("PCS")), &w);
	e = store_get(c->st, &item_schema, STR("i"), &i, &w);
	ck_assert(e == OK || e == ERR_NOT_FOUND);
	c->read = e == OK;
}

static enum err
change_ratio_or_use(struct client *c)
{
	struct batch b = batch_init(mem);
	struct uom u = *new_dozen(c->read);
	enum err e;

	if (c->n == 0 && c->read > 0)
		return ERR_IN_USE;
	if (c->n == 0) {
		batch_add(holding.batch, OP_UPDATE, &uom_schema, new_dozen(13))->version =
		    c->version;
		e = store_apply(c->st, holding.batch->ops, holding.batch->n, &w);
		used_by_what_was |=
		    e == OK && store_get(c->st, &item_schema, STR("i"), item(0), &w) == OK;
		return e;
	}
	u.version = c->version;
	uom_use(&b, &u);
	batch_add(&b, OP_INSERT, &item_schema, item(1));
	e = store_apply(c->st, b.ops, b.n, &w);
	used_by_what_was |= e == OK && get_dozen(c->st).numerator != c->read;
	return e;
}

static bool
used_by_what_is(struct store *st, int succeeded)
{
	(void)st;
	return succeeded >= 1 && !used_by_what_was;
}

/* --- a tree has no cycle: each moves its own location below the other's --- */

static struct location *
location(int n, bool below)
{
	struct location *l = MEM_ONE(mem, struct location);

	SET(l, location, id, n == 0 ? STR("a") : STR("b"));
	SET(l, location, code, l->id);
	SET(l, location, name, l->id);
	if (below)
		SET(l, location, parent_location, n == 0 ? STR("b") : STR("a"));
	SET(l, location, kind, KIND_BIN);
	SET(l, location, usage, USAGE_STOCK);
	SET(l, location, is_active, true);
	SET(l, location, created_at, 1);
	SET(l, location, updated_at, 1);
	return l;
}

static void
two_locations(struct store *st)
{
	must_apply(st, insert_op(&location_schema, location(0, false)));
	must_apply(st, insert_op(&location_schema, location(1, false)));
}

static void
read_parent(struct client *c)
{
	struct location above;

	fixture_ok(
	    store_get(c->st, &location_schema, c->n == 0 ? STR("b") : STR("a"), &above, &w), &w);
	c->version = above.version;
	c->read = HAS(&above, location, parent_location);
}

static enum err
move_under(struct client *c)
{
	struct op ops[2] = {
	    {.kind = OP_EXPECT,
		.schema = &location_schema,
		.id = c->n == 0 ? STR("b") : STR("a"),
		.version = c->version},
	    {.kind = OP_UPDATE, .schema = &location_schema, .rec = location(c->n, true)},
	};

	return c->read ? ERR_CONFLICT : store_apply(c->st, ops, 2, &w);
}

/* --- stock stays under its top-level location: 0 moves a, while nothing is below it, 1 moves b
 * below a --- */

static bool moved_with_what_came_below;

static void
nothing_below(struct store *st)
{
	moved_with_what_came_below = false;
	two_locations(st);
}

static bool
is_below(struct store *st)
{
	struct location l;

	fixture_ok(store_get(st, &location_schema, STR("b"), &l, &w), &w);
	return HAS(&l, location, parent_location);
}

static void
read_tree(struct client *c)
{
	struct series row;

	c->version = store_get(c->st, &series_schema, STR("tree:location"), &row, &w) == OK
			 ? row.version
			 : 0;
	why_clear(&w);
	c->read = is_below(c->st);
}

static enum err
move_or_come_below(struct client *c)
{
	struct batch x = batch_init(mem);
	enum err e;

	if (c->n == 0 && c->read)
		return ERR_CONFLICT;
	batch_add(&x, OP_UPDATE, &location_schema, location(c->n, c->n == 1));
	if (c->n == 0) {
		struct op *op = batch_add(&x, OP_EXPECT, &series_schema, NULL);

		op->id = STR("tree:location");
		op->version = c->version;
	}
	series_add(&x, STR("tree:location"), 0, 1);
	if ((e = store_apply(c->st, x.ops, x.n, &w)) == OK && c->n == 0)
		moved_with_what_came_below |= is_below(c->st);
	return e;
}

static bool
only_what_was_there_moved(struct store *st, int succeeded)
{
	(void)st;
	return succeeded >= 1 && !moved_with_what_came_below;
}

static enum err
give_barcode(struct client *c)
{
	return apply_one(c->st, insert_op(&code_schema, code("scan:04006381333931", c->n)));
}

/* --- a code claimed by a and b: each releases it --- */

static struct item *
new_claimant(int n)
{
	struct item *i = item(1);

	SET(i, item, id, n == 0 ? STR("a") : STR("b"));
	SET(i, item, item_code, i->id);
	return i;
}

static void
shared_code(struct store *st)
{
	struct code *c = code("scan:x", 0);
	struct str also = STR("b");

	SET(c, code, also, ((struct list){&also, 1}));
	must_apply(st, insert_op(&code_schema, c));
	must_apply(st, insert_op(&item_schema, new_claimant(0)));
	must_apply(st, insert_op(&item_schema, new_claimant(1)));
}

/* The other claimant, and that item's version. */
static void
read_claims(struct client *c)
{
	struct code row;
	struct item other;

	fixture_ok(store_get(c->st, &code_schema, STR("scan:x"), &row, &w), &w);
	c->read = row.also.n > 0;
	fixture_ok(store_get(c->st, &item_schema, new_claimant(1 - c->n)->id, &other, &w), &w);
	c->version = other.version;
}

static enum err
release_barcode(struct client *c)
{
	struct op ops[3] = {
	    {.kind = OP_UPDATE, .schema = &item_schema, .rec = new_claimant(c->n)},
	    {.kind = OP_EXPECT,
		.schema = &item_schema,
		.id = new_claimant(1 - c->n)->id,
		.version = c->version},
	    {.kind = OP_UPDATE, .schema = &code_schema, .rec = code("scan:x", 1 - c->n)},
	};

	if (c->read)
		return store_apply(c->st, ops, 3, &w);
	ops[1] = (struct op){.kind = OP_DELETE, .schema = &code_schema, .id = STR("scan:x")};
	return store_apply(c->st, ops, 2, &w);
}

static bool
left_to_who_kept_it(struct store *st, int succeeded)
{
	struct code row;
	const enum err e = store_get(st, &code_schema, STR("scan:x"), &row, &w);

	why_clear(&w);
	return succeeded == 2 ? e == ERR_NOT_FOUND : succeeded == 1 && e == OK && row.also.n == 0;
}

static const struct guard guards[] = {
    {"balance", three_there, read_balance, issue_two, one_left},
    {"deactivation", stock_row, read_stock, deactivate_or_receive, active_or_empty},
    {"back-dating", three_later, read_backdate_days, backdate_two, one_backdated},
    {"last day", stock_row, read_nothing, post_on_a_day, last_day_is_the_later},
    {"gate", open_with_gate, read_state, close_or_receive, nothing_came_after_closing},
    {"gate, first posting", open_without_gate, read_state, close_or_receive,
	nothing_came_after_closing},
    {"place", open_with_gate, read_state, empty_or_receive, one_succeeded},
    {"place, first posting", open_without_gate, read_state, empty_or_receive, one_succeeded},
    {"category", one_category, read_category, deactivate_or_make, one_succeeded},
    {"opening", set_up_nothing, read_nothing, open_balance, one_succeeded},
    {"lot", set_up_nothing, read_nothing, name_lot, one_succeeded},
    {"rebuild", thirteen_kept, read_kept, rebuild_or_receive, receipt_was_counted},
    {"reversal", set_up_nothing, read_nothing, reverse_posting, one_succeeded},
    {"key", one_there, read_nothing, use_key, posted_once},
    {"numbers", set_up_nothing, read_nothing, use_number, numbers_one_and_two},
    {"code", set_up_nothing, read_nothing, give_code, one_succeeded},
    {"last admin", two_admins, read_nothing, demote_admin, one_succeeded},
    {"first user", set_up_nothing, read_nothing, first_user, one_succeeded},
    {"item", one_item, read_only_item, change_or_post, checked_by_what_is},
    {"unit", set_up_unmoved, read_moved, change_unit_or_move, no_movement_was_lost},
    {"ratio", one_dozen_used_before, read_use, change_ratio_or_use, used_by_what_is},
    {"ratio, first use", one_dozen, read_use, change_ratio_or_use, used_by_what_is},
    {"tree", two_locations, read_parent, move_under, one_succeeded},
    {"top-level location", nothing_below, read_tree, move_or_come_below, only_what_was_there_moved},
    {"barcode", set_up_nothing, read_nothing, give_barcode, one_succeeded},
    {"shared code", shared_code, read_claims, release_barcode, left_to_who_kept_it},
    {"record", one_supplier, read_supplier, count_up, no_change_was_lost},
    {"session", one_session, read_session, refresh_session, one_generation_each},
};

enum { GUARDS = sizeof guards / sizeof *guards };

/* The client of each step; its first step reads, its second applies. */
static const int orders[][4] = {
    {0, 0, 1, 1}, {0, 1, 0, 1}, {0, 1, 1, 0}, {1, 1, 0, 0}, {1, 0, 1, 0}, {1, 0, 0, 1}};

static void
run_order(const struct guard *g, const char *driver, const int *order)
{
	struct store *st = fixture_store(mem, driver);
	struct client c[2] = {{.st = st}, {.st = fixture_second(mem, st), .n = 1}};
	bool has_read[2] = {false, false};
	int succeeded;

	g->setup(st);
	for (int step = 0; step < 4; step++) {
		struct client *who = &c[order[step]];

		why_clear(&w);
		if (!has_read[who->n])
			g->read(who);
		else
			who->outcome = g->apply(who);
		has_read[who->n] = true;
	}
	succeeded = (c[0].outcome == OK) + (c[1].outcome == OK);
	ck_assert_msg(g->holds(st, succeeded), "%s on %s in the order %d%d%d%d: %s, %s", g->name,
	    driver, order[0], order[1], order[2], order[3], err_code(c[0].outcome),
	    err_code(c[1].outcome));
	ck_assert_msg(succeeded >= 1, "%s: somebody gets through", g->name);
}

/* --- both batches in one group --- */

/* The store of both clients. The batch of the first waits while the second makes its own. */
struct grouping {
	struct between gap;
	struct store_driver driver;
	const struct guard *guard;
	struct client *second; /* NULL: has applied */
	struct grouped_batch batches[2];
	struct why whys[2];
	size_t n;
	bool holds;
};

static enum err
grouping_apply(struct store *st, struct op *ops, size_t n, struct why *why)
{
	struct grouping *x = (struct grouping *)st;
	struct client *second = x->second;
	const size_t mine = x->n++;

	x->batches[mine] = (struct grouped_batch){.ops = ops, .n = n, .w = &x->whys[mine]};
	x->second = NULL;
	if (second != NULL)
		second->outcome = x->guard->apply(second);
	if (second == NULL || x->n == 1)
		store_apply_many(x->gap.below, x->batches, x->n);
	if (second != NULL) /* what the first finds from here on, the second has changed */
		x->holds = x->guard->holds(
		    x->gap.below, (x->batches[mine].result == OK) + (second->outcome == OK));
	why_clear(why);
	return x->batches[mine].result;
}

static void
grouping_init(struct grouping *x, const struct guard *g, struct store *below, struct client *second)
{
	*x = (struct grouping){.guard = g, .second = second};
	between_init(&x->gap, below, NULL, NULL);
	x->driver = *x->gap.store.driver;
	x->driver.apply = grouping_apply;
	x->gap.store.driver = &x->driver;
	why_init(&x->whys[0], mem);
	why_init(&x->whys[1], mem);
}

static void
run_group(const struct guard *g, const char *driver, int first)
{
	struct grouping x;
	struct client c[2] = {{.st = &x.gap.store}, {.st = &x.gap.store, .n = 1}};
	struct store *st = fixture_store(mem, driver);

	grouping_init(&x, g, st, &c[1 - first]);
	g->setup(st);
	for (int i = 0; i < 2; i++) {
		why_clear(&w);
		g->read(&c[i]);
	}
	c[first].outcome = g->apply(&c[first]);
	ck_assert_msg(x.n > 0 && x.holds, "%s on %s in a group with %d first: %s, %s", g->name,
	    driver, first, err_code(c[0].outcome), err_code(c[1].outcome));
	ck_assert_msg(
	    c[0].outcome == OK || c[1].outcome == OK, "%s: somebody gets through", g->name);
}

START_TEST(a_guarded_rule_holds_in_every_order_of_two_clients)
{
	const struct guard *g = &guards[_i / FIXTURE_DRIVERS];

	mem = mem_root("test");
	why_init(&w, mem);
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
		run_order(g, fixture_drivers[_i % FIXTURE_DRIVERS], orders[i]);
	for (int first = 0; first < 2; first++)
		run_group(g, fixture_drivers[_i % FIXTURE_DRIVERS], first);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_guards");
	TCase *tc = tcase_create("guards");

	printf("# %d guards, %zu orders and in one group, on %d drivers\n", GUARDS,
	    sizeof orders / sizeof *orders, FIXTURE_DRIVERS);
	fflush(stdout);
	tcase_add_loop_test(
	    tc, a_guarded_rule_holds_in_every_order_of_two_clients, 0, GUARDS * FIXTURE_DRIVERS);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
