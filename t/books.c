/* books.c - Creates the masters of the inventory fixture, posts, and reads back. */
#include "t/books.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/draft/effect.h"
#include "inventory/verify/verify.h"
#include "masters/code/code_row.h"
#include "masters/master/master.h"

struct books books;

const int64_t books_now = INT64_C(1773576000000); /* 2026-03-15T12:00:00Z */

int64_t
books_instant(const char *rfc3339)
{
	int64_t ms;

	ck_assert(time_parse(str_of(rfc3339), &ms));
	return ms;
}

static struct str
lower_code(const void *mem, const char *code)
{
	char *s = mem_copy(mem, code, strlen(code));

	for (char *p = s; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return str_of(s);
}

/* Fields common to all masters; an expression, so that a caller can add the rest. */
#define MASTER(b, type, c)                                                                         \
	struct type *r = MEM_ONE((b)->mem, struct type);                                           \
	SET(r, type, id, lower_code((b)->mem, c));                                                 \
	SET(r, type, code, str_of(c));                                                             \
	SET(r, type, name, str_of(c));                                                             \
	COMMON(r, type)
#define COMMON(r, type)                                                                            \
	SET(r, type, is_active, true);                                                             \
	SET(r, type, created_at, books_now);                                                       \
	SET(r, type, updated_at, books_now);                                                       \
	SET(r, type, version, 1)

static void
add_code(struct books *b, struct batch *x, enum code_kind kind, const char *text, struct str id)
{
	struct code *c = MEM_ONE(b->mem, struct code);

	SET(c, code, id, code_row_id(b->mem, kind, str_of(text)));
	SET(c, code, kind, (int)kind);
	SET(c, code, record_id, id);
	batch_add(x, OP_INSERT, &code_schema, c);
}

static void
add_unit(struct books *b, struct batch *x, const char *code, const char *base, int64_t num,
    int64_t den, int64_t decimals)
{
	MASTER(b, uom, code);
	SET(r, uom, id, str_of(code));
	SET(r, uom, decimals, decimals);
	SET(r, uom, numerator, num);
	SET(r, uom, denominator, den);
	if (base != NULL)
		SET(r, uom, base_uom, str_of(base));
	batch_add(x, OP_INSERT, &uom_schema, r);
	add_code(b, x, CODE_UOM, code, r->id);
}

static void
add_location(struct books *b, struct batch *x, const char *code, enum usage usage, bool active)
{
	MASTER(b, location, code);
	SET(r, location, kind, KIND_WAREHOUSE);
	SET(r, location, usage, (int)usage);
	SET(r, location, is_active, active);
	batch_add(x, OP_INSERT, &location_schema, r);
}

static void
add_reason(struct books *b, struct batch *x, const char *code, enum direction way, bool remarks)
{
	MASTER(b, reason, code);
	SET(r, reason, direction, (int)way);
	SET(r, reason, needs_remarks, remarks);
	batch_add(x, OP_INSERT, &reason_schema, r);
	add_code(b, x, CODE_REASON, code, r->id);
}

static struct item *
add_item(struct books *b, struct batch *x, const char *code, const char *uom)
{
	struct item *r = MEM_ONE(b->mem, struct item);

	SET(r, item, id, lower_code(b->mem, code));
	SET(r, item, item_code, str_of(code));
	SET(r, item, item_name, str_of(code));
	SET(r, item, category_id, STR("cat-001"));
	SET(r, item, uom, str_of(uom));
	COMMON(r, item);
	batch_add(x, OP_INSERT, &item_schema, r);
	add_code(b, x, CODE_SCAN, code, r->id);
	return r;
}

static void
add_items(struct books *b, struct batch *x)
{
	struct pack *packs = MEM_MANY(b->mem, struct pack, 2);
	struct item *bolt, *oil, *old, *low;

	SET(&packs[0], pack, uom, STR("BOX"));
	SET(&packs[0], pack, numerator, 100);
	SET(&packs[0], pack, denominator, 1);
	SET(&packs[0], pack, barcode, STR("BOX-1"));
	SET(&packs[1], pack, uom, STR("CRATE"));
	SET(&packs[1], pack, numerator, 3);
	SET(&packs[1], pack, denominator, 7);
	bolt = add_item(b, x, "BOLT", "PCS");
	SET(bolt, item, barcode, STR("B-1"));
	SET(bolt, item, packs, ((struct lines){packs, 2}));
	add_code(b, x, CODE_SCAN, "B-1", bolt->id);
	add_code(b, x, CODE_SCAN, "BOX-1", bolt->id);
	oil = add_item(b, x, "OIL", "L");
	SET(oil, item, default_location_id, STR("b"));
	old = add_item(b, x, "OLD", "PCS");
	SET(old, item, is_active, false);
	low = add_item(b, x, "LOW", "PCS");
	SET(low, item, min_stock_level, 10 * DEC_ONE);
}

static void
add_masters(struct books *b)
{
	struct batch x = batch_init(b->mem);
	struct user *u = MEM_ONE(b->mem, struct user);

	add_unit(b, &x, "PCS", NULL, 1, 1, 0);
	add_unit(b, &x, "BOX", NULL, 1, 1, 0);
	add_unit(b, &x, "CRATE", NULL, 1, 1, 0);
	add_unit(b, &x, "DZ", "PCS", 12, 1, 0);
	add_unit(b, &x, "L", NULL, 1, 1, 3);
	add_unit(b, &x, "ML", "L", 1, 1000, 0);
	add_unit(b, &x, "CUP", "L", 1, 7, 0);
	add_unit(b, &x, "KG", NULL, 1, 1, 3);
	add_location(b, &x, "A", USAGE_STOCK, true);
	add_location(b, &x, "B", USAGE_STOCK, true);
	add_location(b, &x, "Q", USAGE_INSPECTION, true);
	add_location(b, &x, "X", USAGE_STOCK, false);
	add_reason(b, &x, "FOUND", DIRECTION_IN, false);
	add_reason(b, &x, "LOST", DIRECTION_OUT, false);
	add_reason(b, &x, "COUNT", DIRECTION_BOTH, false);
	add_reason(b, &x, "OTHER", DIRECTION_BOTH, true);
	{
		MASTER(b, item_category, "CAT-001");
		SET(r, item_category, level, 0);
		batch_add(&x, OP_INSERT, &item_category_schema, r);
	}
	{
		MASTER(b, recipient, "ANNE");
		SET(r, recipient, kind, RECIPIENT_PERSON);
		batch_add(&x, OP_INSERT, &recipient_schema, r);
	}
	{
		MASTER(b, supplier, "ACME");
		batch_add(&x, OP_INSERT, &supplier_schema, r);
	}
	SET(u, user, id, STR("u1"));
	SET(u, user, email, STR("u1@example.org"));
	SET(u, user, username, STR("keeper"));
	SET(u, user, role, ROLE_ADMIN);
	SET(u, user, must_change_password, false);
	SET(u, user, epoch, 0);
	COMMON(u, user);
	batch_add(&x, OP_INSERT, &user_schema, u);
	add_items(b, &x);
	books_apply(b, &x);
}

/* Seeded records would conflict with the names used by tests. */
static void
remove_all(struct books *b, const struct schema *s)
{
	const struct query q = {.schema = s, .limit = 1000};
	struct batch x = batch_init(b->mem);
	struct rows rows;

	fixture_ok(store_find(b->store, &q, &rows, &b->why), &b->why);
	for (size_t i = 0; i < rows.n; i++)
		batch_add(&x, OP_DELETE, s, NULL)->id =
		    rec_text((char *)rows.v + i * s->size, &s->fields[0]);
	if (x.n > 0)
		books_apply(b, &x);
}

void
books_open(struct books *b, int driver)
{
	static const struct schema *const made[] = {
	    &item_category_schema, &uom_schema, &location_schema, &reason_schema, &code_schema};

	*b = (struct books){.mem = mem_root("books")};
	why_init(&b->why, b->mem);
	ck_assert(clock_zone("UTC"));
	clock_set(books_now);
	b->store = fixture_store(b->mem, fixture_drivers[driver]);
	b->cx = (struct change_context){
	    .mem = b->mem, .user_id = STR("u1"), .perms = UINT64_MAX, .now = books_now};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		remove_all(b, made[i]);
	add_masters(b);
}

void
books_close(struct books *b)
{
	clock_set(0);
	mem_free(b->mem);
}

void
books_teardown(void)
{
	books_close(&books);
}

void
books_ok(enum err e)
{
	fixture_ok(e, &books.why);
}

static struct store *
below_gap(const struct books *b)
{
	return b->gap.below != NULL ? b->gap.below : b->store;
}

struct books
books_second(struct books *b)
{
	struct books c = *b;

	c.store = fixture_second(b->mem, below_gap(b));
	why_init(&c.why, c.mem);
	return c;
}

void
books_let(struct books *b, void (*other)(void *), const void *arg)
{
	between_init(&b->gap, below_gap(b), other, (void *)(uintptr_t)arg);
	b->store = &b->gap.store;
}

void
books_apply(struct books *b, struct batch *x)
{
	fixture_ok(store_apply(b->store, x->ops, x->n, &b->why), &b->why);
}

struct posting_line
books_line(enum movement type, const char *item, const char *at, int64_t units)
{
	struct posting_line l = {0};

	SET(&l, posting_line, item_code, str_of(item));
	SET(&l, posting_line, transaction_type, (int)type);
	SET(&l, posting_line, quantity, units * DEC_ONE);
	if (at != NULL)
		SET(&l, posting_line, location_id, str_of(at));
	if (type == MOVE_ADJUSTMENT)
		SET(&l, posting_line, reason_code, STR("COUNT"));
	return l;
}

enum err
books_post(struct books *b, const char *when, struct posting_line *l, size_t n)
{
	struct posting_request r = {0};

	if (when != NULL)
		SET(&r, posting_request, transaction_date, str_of(when));
	SET(&r, posting_request, lines, ((struct lines){l, n}));
	why_clear(&b->why);
	return posting_make(b->store, &b->cx, &r, &b->last, &b->why);
}

enum err
books_one(struct books *b, const char *when, enum movement type, const char *item, const char *at,
    int64_t units)
{
	struct posting_line l = books_line(type, item, at, units);

	return books_post(b, when, &l, 1);
}

enum err
books_reverse(struct books *b, struct str posting, const char *when)
{
	struct reverse_request r = {0};

	SET(&r, reverse_request, reason, STR("wrong"));
	if (when != NULL)
		SET(&r, reverse_request, transaction_date, str_of(when));
	why_clear(&b->why);
	return posting_reverse(b->store, &b->cx, posting, &r, &b->last, &b->why);
}

enum err
books_correct(struct books *b, struct str posting, struct posting_line *l, size_t n)
{
	struct correct_request r = {0};

	SET(&r, correct_request, reason, STR("wrong"));
	SET(&r, correct_request, lines, ((struct lines){l, n}));
	why_clear(&b->why);
	return posting_correct(b->store, &b->cx, posting, &r, &b->last, &b->why);
}

int64_t
books_balance(struct books *b, const char *item, const char *at)
{
	struct str id = balance_id(b->mem, lower_code(b->mem, item), str_of(at), STR(""));
	struct balance r;
	struct why w;

	why_init(&w, b->mem);
	if (store_get(b->store, &balance_schema, id, &r, &w) != OK)
		return -1;
	ck_assert_int_eq(r.on_hand % DEC_ONE, 0);
	return r.on_hand / DEC_ONE;
}

struct item_stock
books_item(struct books *b, const char *item)
{
	struct item_stock r = {0};
	struct why w;

	why_init(&w, b->mem);
	fixture_ok(store_get(b->store, &item_stock_schema, lower_code(b->mem, item), &r, &w), &w);
	return r;
}

void
books_verify(struct books *b)
{
	struct verify_result v;
	struct why w;

	why_init(&w, b->mem);
	fixture_ok(verify(b->store, &v, &w), &w);
	ck_assert_msg(v.difference.n == 0, "%.*s", STRF(v.difference));
}

static void
books_put_loc(struct buf *out, const struct loc *l)
{
	if (l->parent != NULL) {
		books_put_loc(out, l->parent);
		buf_putc(out, '.');
	}
	if (l->is_index)
		buf_put_int(out, (int64_t)l->index);
	else
		buf_put(out, l->name);
}

bool
books_fault(const struct books *b, const char *at, const char *type)
{
	for_each_fault (f, &b->why) {
		struct buf loc = buf_init(b->mem);

		books_put_loc(&loc, f->loc);
		if (str_is(buf_str(&loc), at) && strcmp(f->type, type) == 0)
			return true;
	}
	return false;
}
