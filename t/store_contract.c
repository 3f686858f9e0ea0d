/* store_contract.c - Tests the contract of store.h on every driver. */
#include "t/fixture.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "schema/terms.h"
#include "store/batch_index.h"

static void *mem;
static struct store *st;
static struct why w;

/* --- the same, each batch among others --- */

/* All drivers, and SQLite in groups. */
enum { CONTRACT_STORES = FIXTURE_DRIVERS == 1 ? 1 : FIXTURE_DRIVERS + 1, GROUP_MAX = 16 };

static struct store_driver grouping; /* the store's, but for apply */
static size_t grouped; /* batches so far; it decides how many the next group has */

static void
contract_put_neighbour(struct grouped_batch *b, size_t i)
{
	struct setting *s = MEM_ONE(mem, struct setting);
	struct op *op = MEM_ONE(mem, struct op);

	SET(s, setting, id, str_printf(mem, "neighbour %zu.%zu", grouped, i));
	SET(s, setting, value, STR("x"));
	*op = (struct op){.kind = OP_INSERT, .schema = &setting_schema, .rec = s};
	*b = (struct grouped_batch){.ops = op, .n = 1, .w = MEM_ONE(mem, struct why)};
	why_init(b->w, mem);
}

static enum err
contract_apply_in_group(struct store *to, struct op *ops, size_t n, struct why *why)
{
	const size_t size = grouped++ % GROUP_MAX + 1, place = grouped * 7 % size;
	struct grouped_batch v[GROUP_MAX];

	for (size_t i = 0; i < size; i++)
		if (i != place)
			contract_put_neighbour(&v[i], i);
	v[place] = (struct grouped_batch){.ops = ops, .n = n, .w = why};
	store_apply_many(to, v, size);
	for (size_t i = 0; i < size; i++)
		ck_assert_int_eq(v[i].result, i == place ? v[i].result : OK);
	return v[place].result;
}

static void
contract_setup(int driver)
{
	const bool in_groups = driver == FIXTURE_DRIVERS;

	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, fixture_drivers[in_groups ? driver - 1 : driver]);
	if (!in_groups)
		return;
	grouping = *st->driver;
	grouping.apply = contract_apply_in_group;
	st->driver = &grouping;
}

static void
contract_teardown(void)
{
	mem_free(mem);
}

/* --- records --- */

static struct item *
new_item(const char *id, const char *code, const char *name)
{
	struct item *i = MEM_ONE(mem, struct item);

	SET(i, item, id, str_of(id));
	SET(i, item, item_code, str_of(code));
	SET(i, item, item_name, str_of(name));
	SET(i, item, category_id, STR("cat-001"));
	SET(i, item, uom, STR("PCS"));
	SET(i, item, is_active, true);
	SET(i, item, created_at, 1000);
	SET(i, item, updated_at, 1000);
	SET(i, item, version, 1);
	return i;
}

static struct balance *
new_balance(const char *id, const char *item, const char *location)
{
	struct balance *b = MEM_ONE(mem, struct balance);

	SET(b, balance, id, str_of(id));
	SET(b, balance, item_id, str_of(item));
	SET(b, balance, location_id, str_of(location));
	SET(b, balance, lot, STR(""));
	SET(b, balance, updated_at, 5);
	return b;
}

static struct posting *
new_posting(const char *id)
{
	struct posting *p = MEM_ONE(mem, struct posting);

	SET(p, posting, id, str_of(id));
	SET(p, posting, kind, POSTING_PLAIN);
	SET(p, posting, posted_at, 7);
	SET(p, posting, transaction_date, 7);
	SET(p, posting, created_by, STR("me"));
	return p;
}

static enum err
apply_record(enum opkind kind, const struct schema *s, void *rec, int64_t version)
{
	struct op op = {.kind = kind, .schema = s, .rec = rec, .version = version};

	return store_apply(st, &op, 1, &w);
}

static enum err
apply_id(enum opkind kind, const struct schema *s, const char *id, int64_t version)
{
	struct op op = {.kind = kind, .schema = s, .id = str_of(id), .version = version};

	return store_apply(st, &op, 1, &w);
}

static void
must_insert(const struct schema *s, void *rec)
{
	fixture_ok(apply_record(OP_INSERT, s, rec, 0), &w);
}

static struct item
get_item(const char *id)
{
	struct item i;

	fixture_ok(store_get(st, &item_schema, str_of(id), &i, &w), &w);
	return i;
}

static int64_t
count_matching(const struct query *q)
{
	int64_t n;

	fixture_ok(store_count(st, q, &n, &w), &w);
	return n;
}

/* The ids found by the query, concatenated. */
static const char *
found_ids(const struct query *q)
{
	struct rows rows;
	struct buf b = buf_init(mem);

	fixture_ok(store_find(st, q, &rows, &w), &w);
	for (size_t i = 0; i < rows.n; i++) {
		const void *rec = (char *)rows.v + i * q->schema->size;

		buf_printf(
		    &b, "%s%.*s", i == 0 ? "" : " ", STRF(rec_text(rec, &q->schema->fields[0])));
	}
	return b.n == 0 ? "" : b.s;
}

/* --- INSERT, get --- */

static void
give_packs(struct item *i)
{
	struct pack *p = MEM_MANY(mem, struct pack, 2);

	SET(&p[0], pack, uom, STR("BOX"));
	SET(&p[0], pack, numerator, 100);
	SET(&p[0], pack, denominator, 1);
	SET(&p[0], pack, barcode, STR("4006381333931"));
	SET(&p[1], pack, uom, STR("SET"));
	SET(&p[1], pack, numerator, 3);
	SET(&p[1], pack, denominator, 2);
	SET(i, item, packs, ((struct lines){p, 2}));
}

START_TEST(what_was_inserted_comes_back_whole)
{
	static struct str former[] = {{"a\"b\\c", 5}, {"\xc3\xa4", 2}, {"", 0}};
	struct item *i, got;
	const struct pack *packs;

	contract_setup(_i);
	i = new_item("i1", "BOL-1", "Bolt \xc3\xa4 \"8\"");
	SET(i, item, min_stock_level, INT64_C(-0) + 12500000);
	SET(i, item, returnable, false);
	SET(i, item, former_codes, ((struct list){former, 3}));
	give_packs(i);
	must_insert(&item_schema, i);
	got = get_item("i1");
	ck_assert(str_is(got.item_name, "Bolt \xc3\xa4 \"8\""));
	ck_assert_int_eq(got.min_stock_level, 12500000);
	ck_assert(HAS(&got, item, returnable) && !got.returnable);
	ck_assert(got.is_active);
	ck_assert_int_eq(got.version, 1);
	ck_assert(!HAS(&got, item, barcode) && !HAS(&got, item, reorder_qty));
	ck_assert_uint_eq(got.null, 0);
	ck_assert_uint_eq(got.former_codes.n, 3);
	for (size_t n = 0; n < 3; n++)
		ck_assert(str_eq(got.former_codes.v[n], former[n]));
	ck_assert_uint_eq(got.packs.n, 2);
	packs = got.packs.v;
	ck_assert(str_is(packs[0].barcode, "4006381333931") && packs[0].numerator == 100);
	ck_assert(str_is(packs[1].uom, "SET") && !HAS(&packs[1], pack, barcode));
	contract_teardown();
}
END_TEST

START_TEST(lines_that_there_are_none_of_come_back_as_an_empty_list)
{
	struct item got;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	got = get_item("i1");
	ck_assert(HAS(&got, item, packs) && got.packs.n == 0);
	contract_teardown();
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
	struct item got;

	contract_setup(_i);
	ck_assert_int_eq(store_get(st, &item_schema, STR("nope"), &got, &w), ERR_NOT_FOUND);
	contract_teardown();
}
END_TEST

START_TEST(an_id_is_given_once)
{
	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	ck_assert_int_eq(
	    apply_record(OP_INSERT, &item_schema, new_item("i1", "B", "b"), 0), ERR_EXISTS);
	ck_assert_uint_eq(w.field, FIELD(item, id));
	ck_assert(str_is(get_item("i1").item_code, "A"));
	contract_teardown();
}
END_TEST

START_TEST(a_unique_clash_says_op_and_field)
{
	struct op ops[2];

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	memset(ops, 0, sizeof ops);
	ops[0] = (struct op){OP_INSERT, &item_schema, .rec = new_item("i2", "B", "b")};
	ops[1] = (struct op){OP_INSERT, &item_schema, .rec = new_item("i3", "A", "c")};
	ck_assert_int_eq(store_apply(st, ops, 2, &w), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 1);
	ck_assert_uint_eq(w.field, FIELD(item, item_code));
	ck_assert_int_eq(
	    apply_record(OP_UPDATE, &item_schema, new_item("i2", "B", "b"), 0), ERR_CLASH);
	contract_teardown();
}
END_TEST

START_TEST(a_clash_behind_ops_without_a_record_is_told)
{
	struct op ops[3];

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	memset(ops, 0, sizeof ops);
	ops[0] = (struct op){OP_EXPECT, &item_schema, .id = STR("none")};
	ops[1] = (struct op){OP_DELETE, &item_schema, .id = STR("none")};
	ops[2] = (struct op){OP_INSERT, &item_schema, .rec = new_item("i1", "B", "b")};
	ck_assert_int_eq(store_apply(st, ops, 3, &w), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 2);
	ck_assert_uint_eq(w.field, FIELD(item, id));
	contract_teardown();
}
END_TEST

START_TEST(absent_values_do_not_clash)
{
	contract_setup(_i);
	for (int n = 0; n < 2; n++) {
		struct posting *p = new_posting(n == 0 ? "p0" : "p1");

		SET(p, posting, seq, n);
		SET(p, posting, number, n == 0 ? STR("N0") : STR("N1"));
		must_insert(&posting_schema, p);
	}
	contract_teardown();
}
END_TEST

START_TEST(a_required_field_that_is_absent_is_a_fault_of_the_program)
{
	struct item *i;

	contract_setup(_i);
	i = new_item("i1", "A", "a");
	rec_unset(i, FIELD(item, uom));
	ck_assert_int_eq(apply_record(OP_INSERT, &item_schema, i, 0), ERR_INTERNAL);
	ck_assert_ptr_nonnull(strstr(w.text.s, "items.uom"));
	contract_teardown();
}
END_TEST

/* --- PUT --- */

START_TEST(what_was_put_comes_back_as_it_was)
{
	struct item *i, got;
	struct query q = {.schema = &item_schema, .limit = 9};

	contract_setup(_i);
	q.search = terms_parse(mem, STR("bolt"));
	i = new_item("i1", "BOL-1", "Bolt");
	SET(i, item, version, 7);
	SET(i, item, updated_at, 2000);
	give_packs(i);
	fixture_ok(apply_record(OP_PUT, &item_schema, i, 0), &w);
	got = get_item("i1");
	ck_assert_int_eq(got.version, 7);
	ck_assert_int_eq(got.created_at, 1000);
	ck_assert_int_eq(got.updated_at, 2000);
	ck_assert_uint_eq(got.packs.n, 2);
	ck_assert_str_eq(found_ids(&q), "i1");
	fixture_ok(apply_record(OP_UPDATE, &item_schema, new_item("i1", "A", "a"), 7), &w);
	ck_assert_int_eq(get_item("i1").version, 8);
	contract_teardown();
}
END_TEST

START_TEST(a_put_replaces_nothing)
{
	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	ck_assert_int_eq(
	    apply_record(OP_PUT, &item_schema, new_item("i1", "B", "b"), 0), ERR_EXISTS);
	ck_assert_uint_eq(w.field, FIELD(item, id));
	ck_assert_int_eq(
	    apply_record(OP_PUT, &item_schema, new_item("i2", "A", "b"), 0), ERR_EXISTS);
	ck_assert_uint_eq(w.field, FIELD(item, item_code));
	ck_assert(str_is(get_item("i1").item_name, "a"));
	contract_teardown();
}
END_TEST

/* --- UPDATE --- */

START_TEST(an_update_expects_its_version)
{
	struct item *i;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	i = new_item("i1", "A2", "b");
	fixture_ok(apply_record(OP_UPDATE, &item_schema, i, 1), &w);
	ck_assert_int_eq(i->version, 2);
	ck_assert_int_eq(get_item("i1").version, 2);
	ck_assert_int_eq(
	    apply_record(OP_UPDATE, &item_schema, new_item("i1", "A3", "c"), 1), ERR_CLASH);
	ck_assert(str_is(get_item("i1").item_code, "A2"));
	fixture_ok(apply_record(OP_UPDATE, &item_schema, new_item("i1", "A4", "d"), 0), &w);
	ck_assert_int_eq(get_item("i1").version, 3);
	contract_teardown();
}
END_TEST

START_TEST(an_update_of_nothing_is_a_clash)
{
	contract_setup(_i);
	ck_assert_int_eq(
	    apply_record(OP_UPDATE, &item_schema, new_item("i1", "A", "a"), 0), ERR_CLASH);
	ck_assert_int_eq(
	    apply_record(OP_UPDATE, &item_schema, new_item("i1", "A", "a"), 1), ERR_CLASH);
	contract_teardown();
}
END_TEST

START_TEST(an_update_replaces_all_fields_and_lines)
{
	struct item *i, got;

	contract_setup(_i);
	i = new_item("i1", "A", "a");
	SET(i, item, barcode, STR("123"));
	give_packs(i);
	must_insert(&item_schema, i);
	fixture_ok(apply_record(OP_UPDATE, &item_schema, new_item("i1", "A", "a"), 1), &w);
	got = get_item("i1");
	ck_assert(!HAS(&got, item, barcode));
	ck_assert_uint_eq(got.packs.n, 0);
	contract_teardown();
}
END_TEST

START_TEST(an_update_may_not_take_what_is_unique)
{
	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	must_insert(&item_schema, new_item("i2", "B", "b"));
	ck_assert_int_eq(
	    apply_record(OP_UPDATE, &item_schema, new_item("i2", "A", "b"), 1), ERR_EXISTS);
	ck_assert_uint_eq(w.field, FIELD(item, item_code));
	contract_teardown();
}
END_TEST

/* --- DELETE, EXPECT --- */

START_TEST(a_delete_takes_lines_and_terms_along)
{
	struct query q = {.schema = &item_schema, .limit = 10};
	struct item *i;

	contract_setup(_i);
	i = new_item("i1", "BOL-1", "Bolt");
	give_packs(i);
	must_insert(&item_schema, i);
	fixture_ok(apply_id(OP_DELETE, &item_schema, "i1", 1), &w);
	q.search = terms_parse(mem, STR("bolt"));
	ck_assert_str_eq(found_ids(&q), "");
	must_insert(&item_schema, new_item("i1", "C", "Nut"));
	ck_assert_uint_eq(get_item("i1").packs.n, 0);
	ck_assert_str_eq(found_ids(&q), "");
	contract_teardown();
}
END_TEST

START_TEST(a_delete_expects_its_version)
{
	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	ck_assert_int_eq(apply_id(OP_DELETE, &item_schema, "i1", 2), ERR_CLASH);
	fixture_ok(apply_id(OP_DELETE, &item_schema, "i1", 0), &w);
	fixture_ok(apply_id(OP_DELETE, &item_schema, "i1", 0), &w);
	ck_assert_int_eq(apply_id(OP_DELETE, &item_schema, "i1", 1), ERR_CLASH);
	contract_teardown();
}
END_TEST

START_TEST(expect_holds_a_version_or_an_absence)
{
	contract_setup(_i);
	fixture_ok(apply_id(OP_EXPECT, &item_schema, "i1", 0), &w);
	ck_assert_int_eq(apply_id(OP_EXPECT, &item_schema, "i1", 1), ERR_CLASH);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	ck_assert_int_eq(apply_id(OP_EXPECT, &item_schema, "i1", 0), ERR_CLASH);
	fixture_ok(apply_id(OP_EXPECT, &item_schema, "i1", 1), &w);
	ck_assert_int_eq(apply_id(OP_EXPECT, &item_schema, "i1", 2), ERR_CLASH);
	contract_teardown();
}
END_TEST

/* --- NONE --- */

/* Inserts an item unless there is an active one of that category. */
static enum err
make_unless(const char *category, const char *id)
{
	const struct filter where[] = {
	    {.field = FIELD(item, category_id), .text = str_of(category)},
	    {.field = FIELD(item, is_active), .number = true}};
	struct batch b = batch_init(mem);

	batch_add(&b, OP_ADD, &balance_schema, new_balance("b", "i", "l"));
	op_increment(&b.ops[0], FIELD(balance, on_hand), 1);
	batch_none(&b, &item_schema, where, 2);
	batch_add(&b, OP_INSERT, &item_schema, new_item(id, id, id));
	return store_apply(st, b.ops, b.n, &w);
}

START_TEST(none_holds_while_no_row_fulfils_all_filters)
{
	struct item *off;

	contract_setup(_i);
	off = new_item("i0", "OFF", "off");
	off->is_active = false;
	must_insert(&item_schema, off);
	fixture_ok(make_unless("cat-001", "i1"), &w);
	fixture_ok(make_unless("cat-002", "i2"), &w);
	ck_assert_int_eq(make_unless("cat-001", "i3"), ERR_CLASH);
	ck_assert_uint_eq(w.op, 1);
	ck_assert_int_eq(store_get(st, &item_schema, STR("i3"), off, &w), ERR_NOT_FOUND);
	contract_teardown();
}
END_TEST

/* --- ADD --- */

static enum err
add_on_hand(struct balance *b, int64_t amount)
{
	struct op op = {.kind = OP_ADD, .schema = &balance_schema, .rec = b};

	op_increment(&op, FIELD(balance, on_hand), amount);
	return store_apply(st, &op, 1, &w);
}

START_TEST(add_makes_the_row_then_adds_and_gives_it_back)
{
	struct balance *b;

	contract_setup(_i);
	b = new_balance("i|l|", "i", "l");
	fixture_ok(add_on_hand(b, 5), &w);
	ck_assert_int_eq(b->on_hand, 5);
	ck_assert_int_eq(b->version, 1);
	b = new_balance("i|l|", "other", "other");
	b->updated_at = 9;
	fixture_ok(add_on_hand(b, -2), &w);
	ck_assert_int_eq(b->on_hand, 3);
	ck_assert_int_eq(b->version, 2);
	ck_assert(str_is(b->item_id, "i"));
	memset(b, 0, sizeof *b);
	fixture_ok(store_get(st, &balance_schema, STR("i|l|"), b, &w), &w);
	ck_assert_int_eq(b->on_hand, 3);
	ck_assert_int_eq(b->updated_at, 9);
	contract_teardown();
}
END_TEST

START_TEST(add_starts_from_the_numbers_it_is_given)
{
	struct balance *b;

	contract_setup(_i);
	b = new_balance("i|l|", "i", "l");
	SET(b, balance, on_hand, 100);
	fixture_ok(add_on_hand(b, 5), &w);
	ck_assert_int_eq(b->on_hand, 105);
	contract_teardown();
}
END_TEST

START_TEST(add_stops_at_the_bounds)
{
	contract_setup(_i);
	ck_assert_int_eq(add_on_hand(new_balance("i|l|", "i", "l"), -1), ERR_BOUND);
	ck_assert_uint_eq(w.field, FIELD(balance, on_hand));
	fixture_ok(add_on_hand(new_balance("i|l|", "i", "l"), 1), &w);
	ck_assert_int_eq(add_on_hand(new_balance("i|l|", "i", "l"), -2), ERR_BOUND);
	ck_assert_int_eq(add_on_hand(new_balance("i|l|", "i", "l"), INT64_MAX), ERR_BOUND);
	fixture_ok(add_on_hand(new_balance("i|l|", "i", "l"), -1), &w);
	contract_teardown();
}
END_TEST

static struct item_stock *
new_stock(const char *last_day)
{
	struct item_stock *s = MEM_ONE(mem, struct item_stock);

	SET(s, item_stock, id, STR("i"));
	SET(s, item_stock, item_code, STR("A"));
	SET(s, item_stock, category_id, STR("c"));
	SET(s, item_stock, on_hand, 0);
	SET(s, item_stock, available, 0);
	SET(s, item_stock, min_stock_level, 0);
	SET(s, item_stock, headroom, 0);
	SET(s, item_stock, last_day, str_of(last_day));
	SET(s, item_stock, is_active, true);
	SET(s, item_stock, updated_at, 1);
	return s;
}

static enum err
raise_day(const char *day, const char *not_above)
{
	struct item_stock *s = new_stock("");
	struct op op = {.kind = OP_ADD, .schema = &item_stock_schema, .rec = s};

	op_increment(&op, FIELD(item_stock, on_hand), 1);
	op_increment(&op, FIELD(item_stock, headroom), -7);
	op.raise = (struct text_raise){FIELD(item_stock, last_day), str_of(day), str_of(not_above)};
	return store_apply(st, &op, 1, &w);
}

START_TEST(add_raises_a_text_and_refuses_to_lower_it)
{
	struct item_stock got;

	contract_setup(_i);
	fixture_ok(raise_day("2026-03-02", "2026-03-02"), &w);
	fixture_ok(raise_day("2026-03-01", ""), &w);
	ck_assert_int_eq(raise_day("2026-03-01", "2026-03-01"), ERR_BOUND);
	ck_assert_uint_eq(w.field, FIELD(item_stock, last_day));
	ck_assert_int_eq(raise_day("2026-03-04", "2026-03-01"), ERR_BOUND);
	fixture_ok(raise_day("2026-03-02", "2026-03-02"), &w);
	fixture_ok(raise_day("2026-03-03", "2026-03-02"), &w);
	fixture_ok(store_get(st, &item_stock_schema, STR("i"), &got, &w), &w);
	ck_assert(str_is(got.last_day, "2026-03-03"));
	ck_assert_int_eq(got.on_hand, 4);
	ck_assert_int_eq(got.headroom, -28);
	contract_teardown();
}
END_TEST

/* --- assigned numbers --- */

static enum err
post_numbered(const char *id, struct posting **out)
{
	struct series *s = MEM_ONE(mem, struct series);
	struct batch b = batch_init(mem);
	struct posting *p = new_posting(id);
	struct op *op;

	SET(s, series, id, STR("posting"));
	op_increment(batch_add(&b, OP_ADD, &series_schema, s), FIELD(series, value), 1);
	op = batch_add(&b, OP_INSERT, &posting_schema, p);
	op_assign_number(op, FIELD(posting, seq), 0, FIELD(series, value), "", 0);
	op_assign_number(op, FIELD(posting, number), 0, FIELD(series, value), "MV-2026-", 6);
	*out = p;
	return store_apply(st, b.ops, b.n, &w);
}

START_TEST(an_insert_takes_the_number_that_an_add_gave)
{
	struct posting *p, got;

	contract_setup(_i);
	fixture_ok(post_numbered("p1", &p), &w);
	ck_assert_int_eq(post_numbered("p1", &p), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 1);
	fixture_ok(post_numbered("p2", &p), &w);
	ck_assert_int_eq(p->seq, 2);
	ck_assert(str_is(p->number, "MV-2026-000002"));
	fixture_ok(store_get(st, &posting_schema, STR("p2"), &got, &w), &w);
	ck_assert_int_eq(got.seq, 2);
	ck_assert(str_is(got.number, "MV-2026-000002"));
	contract_teardown();
}
END_TEST

/* --- batches --- */

START_TEST(a_batch_happens_wholly_or_not_at_all)
{
	struct query q = {.schema = &item_schema, .limit = 10};
	struct batch b;

	contract_setup(_i);
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "A", "a"));
	op_increment(batch_add(&b, OP_ADD, &balance_schema, new_balance("b", "i", "l")),
	    FIELD(balance, on_hand), 1);
	batch_add(&b, OP_EXPECT, &item_schema, NULL)->id = STR("i9");
	b.ops[2].version = 3;
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_CLASH);
	ck_assert_uint_eq(w.op, 2);
	ck_assert_int_eq(count_matching(&q), 0);
	q.schema = &balance_schema;
	ck_assert_int_eq(count_matching(&q), 0);
	contract_teardown();
}
END_TEST

/* Fails with BOUND. */
static void
put_too_little(struct batch *b)
{
	op_increment(batch_add(b, OP_ADD, &balance_schema, new_balance("b", "i", "l")),
	    FIELD(balance, on_hand), -1);
}

START_TEST(the_first_op_that_fails_decides)
{
	struct batch b;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "B", "b"));
	put_too_little(&b);
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 0);
	contract_teardown();
}
END_TEST

START_TEST(the_first_decides_also_before_a_fault_of_the_program)
{
	struct batch b;
	struct item *i;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "B", "b"));
	i = new_item("i2", "C", "c");
	rec_unset(i, FIELD(item, uom));
	batch_add(&b, OP_INSERT, &item_schema, i);
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 0);
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i2", "C", "c"));
	i = new_item("i2", "C", "c");
	rec_unset(i, FIELD(item, uom));
	batch_add(&b, OP_INSERT, &item_schema, i);
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_INTERNAL);
	ck_assert_uint_eq(w.op, 1);
	contract_teardown();
}
END_TEST

START_TEST(the_first_decides_also_among_the_ops_themselves)
{
	struct batch b;

	contract_setup(_i);
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "A", "a"));
	batch_add(&b, OP_INSERT, &item_schema, new_item("i2", "A", "b"));
	put_too_little(&b);
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_EXISTS);
	ck_assert_uint_eq(w.op, 1);
	ck_assert_uint_eq(w.field, FIELD(item, item_code));
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "A", "a"));
	batch_add(&b, OP_UPDATE, &item_schema, new_item("i1", "B", "a"))->version = 1;
	batch_add(&b, OP_INSERT, &item_schema, new_item("i2", "A", "b"));
	put_too_little(&b);
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_BOUND);
	ck_assert_uint_eq(w.op, 3);
	contract_teardown();
}
END_TEST

START_TEST(later_ops_see_earlier_ones)
{
	struct batch b;

	contract_setup(_i);
	b = batch_init(mem);
	batch_add(&b, OP_INSERT, &item_schema, new_item("i1", "A", "a"));
	batch_add(&b, OP_UPDATE, &item_schema, new_item("i1", "B", "b"))->version = 1;
	batch_add(&b, OP_INSERT, &item_schema, new_item("i2", "A", "a"));
	op_increment(batch_add(&b, OP_ADD, &balance_schema, new_balance("b", "i", "l")),
	    FIELD(balance, on_hand), 2);
	op_increment(batch_add(&b, OP_ADD, &balance_schema, new_balance("b", "i", "l")),
	    FIELD(balance, on_hand), -2);
	fixture_ok(store_apply(st, b.ops, b.n, &w), &w);
	ck_assert_int_eq(get_item("i1").version, 2);
	contract_teardown();
}
END_TEST

START_TEST(a_batch_has_a_greatest_size)
{
	struct batch b;

	contract_setup(_i);
	b = batch_init(mem);
	for (int i = 0; i <= REQUEST_OPS_MAX; i++)
		batch_add(&b, OP_EXPECT, &item_schema, NULL)->id = STR("x");
	ck_assert_int_eq(store_apply(st, b.ops, b.n, &w), ERR_TOO_LARGE);
	fixture_ok(store_apply(st, b.ops, REQUEST_OPS_MAX, &w), &w);
	fixture_ok(store_apply(st, b.ops, 0, &w), &w);
	contract_teardown();
}
END_TEST

static struct code *
new_code(struct str id)
{
	struct code *c = MEM_ONE(mem, struct code);

	SET(c, code, id, id);
	SET(c, code, kind, CODE_SCAN);
	SET(c, code, record_id, STR("x"));
	return c;
}

static bool
keeps_codes(const struct schema *s)
{
	return s == &code_schema;
}

struct three_parts {
	struct batch_parts parts;
	int n;
	bool last_fails;
};

/* Each part reads what the one before has written. */
static enum err
next_of_three(struct batch_parts *parts, struct batch *b, struct why *why)
{
	struct three_parts *x = (struct three_parts *)parts;
	struct str id = str_printf(mem, "i%d", x->n);
	struct item before;

	ck_assert_uint_eq(b->n, 0);
	if (x->n > 0)
		fixture_ok(store_get(st, &item_schema, id, &before, why), why);
	if (x->n == 3)
		return OK;
	id = str_printf(mem, "i%d", ++x->n);
	batch_add(b, OP_INSERT, &item_schema, new_item(id.s, id.s, "a"));
	if (x->n == 3 && x->last_fails)
		batch_add(b, OP_INSERT, &item_schema, new_item("i1", "other", "a"));
	return OK;
}

START_TEST(parts_are_written_all_or_none)
{
	struct three_parts bad = {.parts.next = next_of_three, .last_fails = true},
			   good = {.parts.next = next_of_three};
	struct item item;

	contract_setup(_i);
	if (store_takes_parts(st)) {
		ck_assert_int_eq(store_apply_parts(st, &bad.parts, &w), ERR_EXISTS);
		ck_assert_int_eq(store_get(st, &item_schema, STR("i1"), &item, &w), ERR_NOT_FOUND);
		why_clear(&w);
		fixture_ok(store_apply_parts(st, &good.parts, &w), &w);
		ck_assert_int_eq(get_item("i3").version, 1);
	}
	contract_teardown();
}
END_TEST

/* Few ops are scanned, many are in a hash; ops of earlier parts are kept as copies. */
START_TEST(a_batch_finds_its_rows)
{
	struct batch b;

	contract_setup(_i);
	b = batch_init(mem);
	for (int i = 0; i < 200; i++) {
		struct str id = str_printf(mem, "i%d", i);

		ck_assert_ptr_null(batch_inserted(&b, &code_schema, id));
		batch_add(&b, OP_INSERT, &code_schema, new_code(id));
		batch_expect(&b, &item_schema, id, 1);
		ck_assert_ptr_nonnull(batch_inserted(&b, &code_schema, STR("i0")));
		ck_assert_ptr_null(batch_inserted(&b, &item_schema, id));
		ck_assert(batch_has_op(&b, OP_EXPECT, &item_schema, id));
		ck_assert(!batch_has_op(&b, OP_EXPECT, &code_schema, id));
		ck_assert(batch_has_row(&b, &item_schema, STR("i0")));
	}
	batch_next_part(&b, mem, mem, keeps_codes);
	ck_assert_uint_eq(b.n, 0);
	ck_assert(!batch_has_row(&b, &item_schema, STR("i7")));
	ck_assert(str_is(((const struct code *)batch_inserted(&b, &code_schema, STR("i7")))->id, "i7"));
	ck_assert_ptr_null(batch_inserted(&b, &code_schema, STR("i200")));
	contract_teardown();
}
END_TEST

/* --- find --- */

/* With times seconds apart: the MongoDB test server compares no closer. */
static void
five_locations(void)
{
	static const struct {
		const char *id, *name, *parent;
		int usage;
	} v[] = {{"a", "Yard", NULL, USAGE_STOCK}, {"b", "Shelf", "a", USAGE_BLOCKED},
	    {"c", "Shelf", "a", USAGE_STOCK}, {"d", "Dock", NULL, USAGE_TRANSIT},
	    {"e", "Bin", "b", USAGE_STOCK}};

	for (size_t i = 0; i < 5; i++) {
		struct location *l = MEM_ONE(mem, struct location);

		SET(l, location, id, str_of(v[i].id));
		SET(l, location, code, str_printf(mem, "L-%s", v[i].id));
		SET(l, location, name, str_of(v[i].name));
		if (v[i].parent != NULL)
			SET(l, location, parent_location, str_of(v[i].parent));
		SET(l, location, kind, KIND_BIN);
		SET(l, location, usage, v[i].usage);
		SET(l, location, is_active, i != 3);
		SET(l, location, created_at, (int64_t)(50 - i * 10) * 1000);
		SET(l, location, updated_at, 1);
		must_insert(&location_schema, l);
	}
}

static const char *
where(struct filter f)
{
	struct query q = {.schema = &location_schema, .where = &f, .nwhere = 1, .limit = 10};
	const char *ids = found_ids(&q);

	ck_assert_int_eq(count_matching(&q), (int64_t)(strlen(ids) + 1) / 2);
	return ids;
}

#define TEXT_FILTER(name, c, v)                                                                    \
	((struct filter){.field = FIELD(location, name), .cmp = (c), .text = STR(v)})
#define NUMBER_FILTER(name, c, v)                                                                  \
	((struct filter){.field = FIELD(location, name), .cmp = (c), .number = (v)})

START_TEST(filters_compare_texts_and_numbers)
{
	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(where(TEXT_FILTER(name, CMP_EQ, "Shelf")), "b c");
	ck_assert_str_eq(where(TEXT_FILTER(name, CMP_NE, "Shelf")), "a d e");
	ck_assert_str_eq(where(TEXT_FILTER(name, CMP_LT, "Shelf")), "d e");
	ck_assert_str_eq(where(TEXT_FILTER(name, CMP_GE, "Shelf")), "a b c");
	ck_assert_str_eq(where(TEXT_FILTER(usage, CMP_EQ, "stock")), "a c e");
	ck_assert_str_eq(where(NUMBER_FILTER(created_at, CMP_GT, 30000)), "a b");
	ck_assert_str_eq(where(NUMBER_FILTER(created_at, CMP_LE, 20000)), "d e");
	ck_assert_str_eq(where(NUMBER_FILTER(is_active, CMP_EQ, 0)), "d");
	contract_teardown();
}
END_TEST

START_TEST(absent_values_fail_all_filters_but_absent)
{
	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(where(TEXT_FILTER(parent_location, CMP_ABSENT, "")), "a d");
	ck_assert_str_eq(where(TEXT_FILTER(parent_location, CMP_PRESENT, "")), "b c e");
	ck_assert_str_eq(where(TEXT_FILTER(parent_location, CMP_NE, "a")), "e");
	ck_assert_str_eq(where(TEXT_FILTER(parent_location, CMP_LT, "z")), "b c e");
	contract_teardown();
}
END_TEST

START_TEST(in_finds_each_of_a_list_and_nothing_in_an_empty_one)
{
	static struct str v[] = {{"a", 1}, {"nope\"", 5}, {"e", 1}};
	struct filter f = {.field = FIELD(location, id), .cmp = CMP_IN, .in = {v, 3}};

	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(where(f), "a e");
	f.in.n = 0;
	ck_assert_str_eq(where(f), "");
	contract_teardown();
}
END_TEST

START_TEST(in_finds_each_of_a_list_of_numbers)
{
	static const int64_t v[] = {7, 1, INT64_MAX};
	struct filter f = {.field = FIELD(location, version), .cmp = CMP_IN};

	contract_setup(_i);
	five_locations();
	f.in_numbers = (struct integers){v, 3};
	ck_assert_str_eq(where(f), "a b c d e");
	f.in_numbers = (struct integers){v + 1, 1};
	ck_assert_str_eq(where(f), "a b c d e");
	f.in_numbers = (struct integers){v + 2, 1};
	ck_assert_str_eq(where(f), "");
	f.in_numbers = (struct integers){v, 0};
	ck_assert_str_eq(where(f), "");
	contract_teardown();
}
END_TEST

START_TEST(all_filters_must_hold)
{
	struct filter f[2] = {
	    TEXT_FILTER(name, CMP_EQ, "Shelf"), TEXT_FILTER(usage, CMP_EQ, "stock")};
	struct query q = {.schema = &location_schema, .where = f, .nwhere = 2, .limit = 10};

	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(found_ids(&q), "c");
	contract_teardown();
}
END_TEST

static const char *
ordered_ids(size_t field, bool desc)
{
	struct query q = {.schema = &location_schema, .order = {field, desc}, .limit = 10};

	return found_ids(&q);
}

START_TEST(an_order_is_by_the_field_then_by_id)
{
	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(ordered_ids(0, false), "a b c d e");
	ck_assert_str_eq(ordered_ids(0, true), "e d c b a");
	ck_assert_str_eq(ordered_ids(FIELD(location, name), false), "e d b c a");
	ck_assert_str_eq(ordered_ids(FIELD(location, name), true), "a c b d e");
	ck_assert_str_eq(ordered_ids(FIELD(location, created_at), false), "e d c b a");
	ck_assert_str_eq(ordered_ids(FIELD(location, usage), false), "b a c e d");
	contract_teardown();
}
END_TEST

/* All pages of one row each, by the position of the last row. */
static const char *
paged_ids(struct query q)
{
	struct buf b = buf_init(mem);
	struct rows rows;

	for (q.limit = 1;; q.after = query_position_of(mem, &q, rows.v)) {
		fixture_ok(store_find(st, &q, &rows, &w), &w);
		if (rows.n == 0)
			return b.n == 0 ? "" : b.s;
		buf_printf(&b, "%s%.*s", b.n == 0 ? "" : " ",
		    STRF(rec_text(rows.v, &q.schema->fields[0])));
	}
}

START_TEST(pages_follow_each_other_without_gap_or_repetition)
{
	static const size_t fields[] = {FIELD(location, id), FIELD(location, name),
	    FIELD(location, created_at), FIELD(location, usage), FIELD(location, code)};

	contract_setup(_i);
	five_locations();
	for (size_t i = 0; i < 5; i++)
		for (int desc = 0; desc < 2; desc++) {
			struct query q = {.schema = &location_schema, .order = {fields[i], desc}};

			ck_assert_str_eq(paged_ids(q), ordered_ids(fields[i], desc));
		}
	contract_teardown();
}
END_TEST

START_TEST(skip_and_limit_cut_the_list)
{
	struct query q = {.schema = &location_schema, .skip = 1, .limit = 2};

	contract_setup(_i);
	five_locations();
	ck_assert_str_eq(found_ids(&q), "b c");
	ck_assert_int_eq(count_matching(&q), 5);
	q.skip = 4;
	ck_assert_str_eq(found_ids(&q), "e");
	q.skip = 5;
	ck_assert_str_eq(found_ids(&q), "");
	contract_teardown();
}
END_TEST

/* --- search --- */

/* The same with skip, two rows a page. */
static const char *
skipped_ids(struct query q)
{
	struct buf b = buf_init(mem);

	for (q.limit = 2;; q.skip += q.limit) {
		const char *ids = found_ids(&q);

		if (*ids == '\0')
			return b.n == 0 ? "" : b.s;
		buf_printf(&b, "%s%s", b.n == 0 ? "" : " ", ids);
	}
}

static const char *
searched_ids(const char *typed)
{
	struct query q = {.schema = &item_schema, .limit = 20};
	const char *ids;

	q.search = terms_parse(mem, str_of(typed));
	ids = found_ids(&q);
	ck_assert_str_eq(paged_ids(q), ids);
	ck_assert_str_eq(skipped_ids(q), ids);
	return ids;
}

static void
six_items(void)
{
	struct item *packed = new_item("i6", "P-1", "Washer");

	must_insert(&item_schema, new_item("i1", "BOL-000123", "Hex bolt M8x20"));
	must_insert(&item_schema, new_item("i2", "BOL", "zinc Anchor"));
	must_insert(&item_schema, new_item("i3", "X-9", "Bolt cutter"));
	must_insert(&item_schema, new_item("i4", "BOL-000124", "Anchor bolt"));
	must_insert(&item_schema, new_item("i5", "M\xc3\x9c", "M\xc3\xbctze bolero"));
	give_packs(packed);
	must_insert(&item_schema, packed);
}

START_TEST(a_search_finds_the_beginnings_of_words_and_parts_of_codes)
{
	contract_setup(_i);
	six_items();
	ck_assert_str_eq(searched_ids("x20"), "i1");
	ck_assert_str_eq(searched_ids("M8"), "i1");
	ck_assert_str_eq(searched_ids("20"), "i1");
	ck_assert_str_eq(searched_ids("0123"), "i1");
	ck_assert_str_eq(searched_ids("bol000124"), "i4");
	ck_assert_str_eq(searched_ids("M\xc3\x9cTZE"), "i5");
	ck_assert_str_eq(searched_ids("bolt anch"), "i4");
	ck_assert_str_eq(searched_ids("olt"), "");
	ck_assert_str_eq(searched_ids("333931"), "i6");
	contract_teardown();
}
END_TEST

START_TEST(a_search_shows_the_exact_code_first_then_by_code_then_by_name)
{
	contract_setup(_i);
	six_items();
	ck_assert_str_eq(searched_ids("bol"), "i2 i1 i4 i3 i5");
	ck_assert_str_eq(searched_ids("anchor"), "i4 i2");
	ck_assert_str_eq(searched_ids("m\xc3\xbc"), "i5");
	contract_teardown();
}
END_TEST

/* One item of each code; without a name that has it. */
static void
insert_codes(const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		must_insert(
		    &item_schema, new_item(str_printf(mem, "i%zu", i + 1).s, codes[i], "Part"));
}

START_TEST(an_exact_code_is_first_whatever_it_is_made_of)
{
	static const char *const codes[] = {"TC 10", "TC 100", "12 V", "352 030 15 97",
	    "366 200 05 01", "RACK 1", "RACK 10", "AB-1", "TC10", "M8 20", "Ａ１"};

	contract_setup(_i);
	insert_codes(codes, sizeof codes / sizeof *codes);
	ck_assert_str_eq(searched_ids("TC 10"), "i1 i9 i2");
	ck_assert_str_eq(searched_ids("tc10"), "i9 i1 i2");
	ck_assert_str_eq(searched_ids("tc-10"), "i1 i9 i2");
	ck_assert_str_eq(searched_ids("12 V"), "i3");
	ck_assert_str_eq(searched_ids("352 030 15 97"), "i4");
	ck_assert_str_eq(searched_ids("3520301597"), "i4");
	ck_assert_str_eq(searched_ids("030 15 97"), "i4");
	ck_assert_str_eq(searched_ids("030-15-97"), "i4");
	ck_assert_str_eq(searched_ids("366 200 05"), "i5");
	ck_assert_str_eq(searched_ids(" rack  1 "), "i6 i7");
	ck_assert_str_eq(searched_ids("AB 1"), "i8");
	ck_assert_str_eq(searched_ids("ab1"), "i8");
	ck_assert_str_eq(searched_ids("m8 20"), "i10");
	ck_assert_str_eq(searched_ids("a1"), "i11");
	ck_assert_str_eq(searched_ids("ＴＣ１０"), "i9 i1 i2");
	contract_teardown();
}
END_TEST

START_TEST(any_code_of_a_record_counts_as_exact)
{
	struct str old = STR("OLD 7"), barcode = STR("5901234123457");
	struct item *former, *packed, *coded;

	contract_setup(_i);
	former = new_item("i1", "Z-1", "Part");
	packed = new_item("i2", "Y-1", "Part");
	coded = new_item("i3", "X-1", "Part");
	SET(former, item, former_codes, ((struct list){&old, 1}));
	give_packs(packed);
	SET(coded, item, barcodes, ((struct list){&barcode, 1}));
	must_insert(&item_schema, former);
	must_insert(&item_schema, packed);
	must_insert(&item_schema, coded);
	must_insert(&item_schema, new_item("i4", "OLD 70", "A"));
	must_insert(&item_schema, new_item("i5", "59012341234570", "A"));
	ck_assert_str_eq(searched_ids("old-7"), "i1 i4");
	ck_assert_str_eq(searched_ids("05901234123457"), "i3");
	ck_assert_str_eq(searched_ids("5901234123457"), "i3 i5");
	contract_teardown();
}
END_TEST

START_TEST(a_search_folds_case_accents_width_and_marks)
{
	static const char *const names[] = {"Müller", "İSTANBUL", "Plate 4×40", "１２Ｖ relay",
	    "مُحمَّد", "Straße", "Łódź", "किलो", "कल"};

	contract_setup(_i);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		must_insert(&item_schema, new_item(str_printf(mem, "i%zu", i + 1).s,
					      str_printf(mem, "Z%zu", i).s, names[i]));
	ck_assert_str_eq(searched_ids("muller"), "i1");
	ck_assert_str_eq(searched_ids("MÜLLER"), "i1");
	ck_assert_str_eq(searched_ids("istanbul"), "i2");
	ck_assert_str_eq(searched_ids("ıstanbul"), "i2");
	ck_assert_str_eq(searched_ids("4x40"), "i3");
	ck_assert_str_eq(searched_ids("12v"), "i4");
	ck_assert_str_eq(searched_ids("محمد"), "i5");
	ck_assert_str_eq(searched_ids("strasse"), "i6");
	ck_assert_str_eq(searched_ids("lodz"), "i7");
	ck_assert_str_eq(searched_ids("कि"), "i8"); /* ki, not ka */
	contract_teardown();
}
END_TEST

START_TEST(a_script_without_spaces_is_found_by_any_run_of_characters)
{
	contract_setup(_i);
	must_insert(&item_schema, /* stainless steel screw M8 */
	    new_item("i1", "A", "不锈钢螺丝M8"));
	must_insert(&item_schema, new_item("i2", "B", "ボルト M8"));
	ck_assert_str_eq(searched_ids("螺丝"), "i1");
	ck_assert_str_eq(searched_ids("钢"), "i1");
	ck_assert_str_eq(searched_ids("钢螺丝m8"), "i1");
	ck_assert_str_eq(searched_ids("螺钢"), "");
	ck_assert_str_eq(searched_ids("ルトM8"), "i2");
	ck_assert_str_eq(searched_ids("ﾙﾄ"), "i2"); /* half-width */
	contract_teardown();
}
END_TEST

START_TEST(a_text_without_a_word_finds_nothing)
{
	static const char *const typed[] = {"", " ", "-", "%", "/", "..", "🔩", "　"};
	struct query q = {.schema = &item_schema, .limit = 20};
	int64_t n;

	contract_setup(_i);
	six_items();
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		ck_assert_str_eq(searched_ids(typed[i]), "");
		q.search = terms_parse(mem, str_of(typed[i]));
		fixture_ok(store_count(st, &q, &n, &w), &w);
		ck_assert_int_eq(n, 0);
	}
	contract_teardown();
}
END_TEST

START_TEST(a_count_of_a_search_is_of_all_its_parts)
{
	static const char *const codes[] = {"TC 10", "TC10", "TC 100", "TC 101", "A TC 10"};
	struct query q = {.schema = &item_schema, .limit = 1};
	int64_t n;

	contract_setup(_i);
	insert_codes(codes, sizeof codes / sizeof *codes);
	q.search = terms_parse(mem, STR("tc 10"));
	fixture_ok(store_count(st, &q, &n, &w), &w);
	ck_assert_int_eq(n, 5);
	contract_teardown();
}
END_TEST

START_TEST(a_search_follows_updates)
{
	contract_setup(_i);
	six_items();
	fixture_ok(apply_record(OP_UPDATE, &item_schema, new_item("i3", "X-9", "Nail"), 1), &w);
	ck_assert_str_eq(searched_ids("cutter"), "");
	ck_assert_str_eq(searched_ids("nail"), "i3");
	contract_teardown();
}
END_TEST

/* --- sum --- */

static void
three_balances(void)
{
	fixture_ok(add_on_hand(new_balance("i1|a|", "i1", "a"), 5), &w);
	fixture_ok(add_on_hand(new_balance("i1|b|", "i1", "b"), 7), &w);
	fixture_ok(add_on_hand(new_balance("i0|a|", "i0", "a"), 1), &w);
}

START_TEST(sums_come_by_group_in_the_order_of_its_keys)
{
	static const size_t group[] = {FIELD(balance, item_id)};
	static const size_t fields[] = {FIELD(balance, on_hand), FIELD(balance, version)};
	struct query q = {.schema = &balance_schema, .limit = 1};
	struct sums s;

	contract_setup(_i);
	three_balances();
	fixture_ok(add_on_hand(new_balance("i1|a|", "i1", "a"), 0), &w);
	fixture_ok(store_sum(st, &q, group, 1, fields, 2, &s, &w), &w);
	ck_assert_uint_eq(s.n, 2);
	ck_assert(str_is(s.v[0].key[0], "i0") && str_is(s.v[1].key[0], "i1"));
	ck_assert_int_eq(s.v[0].total[0], 1);
	ck_assert_int_eq(s.v[1].total[0], 12);
	ck_assert_int_eq(s.v[1].total[1], 3);
	ck_assert_int_eq(s.v[1].count, 2);
	contract_teardown();
}
END_TEST

START_TEST(a_count_and_a_sum_are_of_all_whatever_page_is_shown)
{
	static const size_t fields[] = {FIELD(balance, on_hand)};
	struct query q = {.schema = &balance_schema, .limit = 1};
	struct rows rows;
	struct sums s;
	int64_t n;

	contract_setup(_i);
	three_balances();
	q.order.field = FIELD(balance, on_hand);
	fixture_ok(store_find(st, &q, &rows, &w), &w);
	q.after = query_position_of(mem, &q, rows.v);
	q.skip = 1;
	fixture_ok(store_count(st, &q, &n, &w), &w);
	ck_assert_int_eq(n, 3);
	fixture_ok(store_sum(st, &q, NULL, 0, fields, 1, &s, &w), &w);
	ck_assert_int_eq(s.v[0].total[0], 13);
	contract_teardown();
}
END_TEST

START_TEST(a_sum_of_nothing_is_one_row_without_a_group_and_none_with_one)
{
	static const size_t group[] = {FIELD(balance, item_id)};
	static const size_t fields[] = {FIELD(balance, on_hand)};
	struct query q = {.schema = &balance_schema, .limit = 1};
	struct sums s;

	contract_setup(_i);
	fixture_ok(store_sum(st, &q, NULL, 0, fields, 1, &s, &w), &w);
	ck_assert(s.n == 1 && s.v[0].total[0] == 0 && s.v[0].count == 0);
	fixture_ok(store_sum(st, &q, group, 1, fields, 1, &s, &w), &w);
	ck_assert_uint_eq(s.n, 0);
	contract_teardown();
}
END_TEST

START_TEST(absent_values_add_nothing_and_group_as_the_empty_text)
{
	static const size_t group[] = {FIELD(item, barcode)};
	static const size_t fields[] = {FIELD(item, reorder_qty)};
	struct query q = {.schema = &item_schema, .limit = 1};
	struct item *i;
	struct sums s;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	i = new_item("i2", "B", "b");
	SET(i, item, barcode, STR("123"));
	SET(i, item, reorder_qty, 3);
	must_insert(&item_schema, i);
	fixture_ok(store_sum(st, &q, group, 1, fields, 1, &s, &w), &w);
	ck_assert_uint_eq(s.n, 2);
	ck_assert(str_is(s.v[0].key[0], "") && s.v[0].total[0] == 0);
	ck_assert(str_is(s.v[1].key[0], "123") && s.v[1].total[0] == 3);
	contract_teardown();
}
END_TEST

static struct location *
new_location_of_kind(const char *id, enum location_kind kind)
{
	struct location *l = MEM_ONE(mem, struct location);

	SET(l, location, id, str_of(id));
	SET(l, location, code, str_of(id));
	SET(l, location, name, str_of(id));
	SET(l, location, kind, kind);
	SET(l, location, usage, USAGE_STOCK);
	SET(l, location, is_active, true);
	SET(l, location, created_at, 1000);
	SET(l, location, updated_at, 1000);
	SET(l, location, version, 1);
	return l;
}

START_TEST(an_enumeration_groups_by_its_names_and_lines_are_counted_without_a_sum)
{
	static const size_t group[] = {FIELD(location, usage), FIELD(location, kind)};
	static const struct filter small[] = {
	    {.field = FIELD(location, kind), .cmp = CMP_NE, .text = {"warehouse", 9}}};
	struct query q = {.schema = &location_schema, .where = small, .nwhere = 1, .limit = 1};
	struct sums s;

	contract_setup(_i);
	must_insert(&location_schema, new_location_of_kind("l1", KIND_BIN));
	must_insert(&location_schema, new_location_of_kind("l2", KIND_BIN));
	must_insert(&location_schema, new_location_of_kind("l3", KIND_ZONE));
	must_insert(&location_schema, new_location_of_kind("l4", KIND_WAREHOUSE));
	fixture_ok(store_sum(st, &q, group, 2, NULL, 0, &s, &w), &w);
	ck_assert_uint_eq(s.n, 2);
	ck_assert(str_is(s.v[0].key[0], "stock") && str_is(s.v[0].key[1], "bin"));
	ck_assert(str_is(s.v[1].key[1], "zone"));
	ck_assert(s.v[0].count == 2 && s.v[1].count == 1);
	contract_teardown();
}
END_TEST

/* --- snapshots --- */

START_TEST(between_hold_and_release_nothing_changes)
{
	struct query q = {.schema = &item_schema, .limit = 1};
	struct store *other;
	struct op op = {.kind = OP_INSERT, .schema = &item_schema};

	contract_setup(_i);
	other = fixture_second(mem, st);
	op.rec = new_item("i1", "A", "a");
	fixture_ok(store_snapshot_begin(st, &w), &w);
	if (other != st) {
		fixture_ok(store_apply(other, &op, 1, &w), &w);
		ck_assert_int_eq(count_matching(&q), 0);
	}
	store_snapshot_end(st);
	ck_assert_int_eq(count_matching(&q), other != st);
	contract_teardown();
}
END_TEST

START_TEST(a_store_that_is_migrated_is_ready)
{
	contract_setup(_i);
	fixture_ok(store_ready(st, &w), &w);
	store_idle(st);
	ck_assert(!st->must_restart);
	contract_teardown();
}
END_TEST

static int64_t
count_commands(const char *command)
{
	for (size_t i = 0; i < STORE_COMMANDS; i++)
		if (strcmp(store_commands[i], command) == 0)
			return st->stats.commands[i].n - st->stats.commands[i].failed;
	return -1;
}

START_TEST(what_a_server_is_asked_is_counted)
{
	const int server = strcmp(fixture_drivers[0], "mongo") == 0;
	int64_t finds;

	contract_setup(_i);
	must_insert(&item_schema, new_item("i1", "A", "a"));
	ck_assert_int_eq(count_commands("insert"), server);
	finds = count_commands("find");
	get_item("i1");
	ck_assert_int_eq(count_commands("find"), finds + server);
	contract_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    what_was_inserted_comes_back_whole,
	    lines_that_there_are_none_of_come_back_as_an_empty_list,
	    what_is_not_there_is_not_found,
	    an_id_is_given_once,
	    a_unique_clash_says_op_and_field,
	    a_clash_behind_ops_without_a_record_is_told,
	    absent_values_do_not_clash,
	    a_required_field_that_is_absent_is_a_fault_of_the_program,
	    what_was_put_comes_back_as_it_was,
	    a_put_replaces_nothing,
	    an_update_expects_its_version,
	    an_update_of_nothing_is_a_clash,
	    an_update_replaces_all_fields_and_lines,
	    an_update_may_not_take_what_is_unique,
	    a_delete_takes_lines_and_terms_along,
	    a_delete_expects_its_version,
	    expect_holds_a_version_or_an_absence,
	    none_holds_while_no_row_fulfils_all_filters,
	    add_makes_the_row_then_adds_and_gives_it_back,
	    add_starts_from_the_numbers_it_is_given,
	    add_stops_at_the_bounds,
	    add_raises_a_text_and_refuses_to_lower_it,
	    an_insert_takes_the_number_that_an_add_gave,
	    a_batch_happens_wholly_or_not_at_all,
	    the_first_op_that_fails_decides,
	    the_first_decides_also_before_a_fault_of_the_program,
	    the_first_decides_also_among_the_ops_themselves,
	    later_ops_see_earlier_ones,
	    a_batch_has_a_greatest_size,
	    parts_are_written_all_or_none,
	    a_batch_finds_its_rows,
	    filters_compare_texts_and_numbers,
	    absent_values_fail_all_filters_but_absent,
	    in_finds_each_of_a_list_and_nothing_in_an_empty_one,
	    in_finds_each_of_a_list_of_numbers,
	    all_filters_must_hold,
	    an_order_is_by_the_field_then_by_id,
	    pages_follow_each_other_without_gap_or_repetition,
	    skip_and_limit_cut_the_list,
	    a_search_finds_the_beginnings_of_words_and_parts_of_codes,
	    an_exact_code_is_first_whatever_it_is_made_of,
	    any_code_of_a_record_counts_as_exact,
	    a_search_folds_case_accents_width_and_marks,
	    a_script_without_spaces_is_found_by_any_run_of_characters,
	    a_text_without_a_word_finds_nothing,
	    a_count_of_a_search_is_of_all_its_parts,
	    a_search_shows_the_exact_code_first_then_by_code_then_by_name,
	    a_search_follows_updates,
	    sums_come_by_group_in_the_order_of_its_keys,
	    a_count_and_a_sum_are_of_all_whatever_page_is_shown,
	    a_sum_of_nothing_is_one_row_without_a_group_and_none_with_one,
	    an_enumeration_groups_by_its_names_and_lines_are_counted_without_a_sum,
	    absent_values_add_nothing_and_group_as_the_empty_text,
	    a_store_that_is_migrated_is_ready,
	    what_a_server_is_asked_is_counted,
	    between_hold_and_release_nothing_changes,
	};
	Suite *s = suite_create("store_contract");
	TCase *tc = tcase_create("contract");
	size_t n = sizeof cases / sizeof *cases;

	if (!fixture_has_server())
		return EXIT_SUCCESS;
	if (fixture_is_nx()) /* the last test */
		printf("# left out: %s: the test server has no snapshots\n", cases[--n]->name);
	for (size_t i = 0; i < n; i++)
		tcase_add_loop_test(tc, cases[i], 0, CONTRACT_STORES);
	suite_add_tcase(s, tc);
	for (int d = 0; d < FIXTURE_DRIVERS; d++)
		printf("# %s: %zu cases\n", fixture_drivers[d], n);
	if ((int)CONTRACT_STORES > (int)FIXTURE_DRIVERS)
		printf("# groups: %zu cases\n", n);
	fflush(stdout);
	return fixture_run(s);
}
