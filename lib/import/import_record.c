/* import_record.c - Parses the cells of a row into a record and checks it against the schema. */
#include <assert.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "import/import.h"
#include "import/numbers.h"
#include "import/path.h"
#include "masters/code/scan.h"
#include "masters/tree/tree.h"
#include "schema/check_record.h"
#include "schema/records.h"

struct record_reader {
	struct import *im;
	const struct import_row *row;
	void *rec;
	uint64_t bad; /* fields that already have a fault */
	struct why *w;
};

static void __attribute__((format(printf, 3, 4)))
record_fault(struct record_reader *r, size_t field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	import_table_fault(&r->im->found, &r->im->table, r->row, field,
	    str_of(talloc_vasprintf(r->w->mem, fmt, ap)));
	va_end(ap);
	r->bad |= UINT64_C(1) << field;
}

static const struct field *
record_field(const struct record_reader *r, size_t field)
{
	return &r->im->table.schema->fields[field];
}

static void
record_fault_number(struct record_reader *r, size_t field, enum decimal_mark mark)
{
	if (record_field(r, field)->type == T_INT)
		record_fault(r, field, "must be a whole number, e.g. 12");
	else if (mark == MARK_COMMA)
		record_fault(r, field, "must be a number with a decimal comma, e.g. 1250,5");
	else
		record_fault(r, field, "must be a number with a decimal point, e.g. 1250.5");
}

/* What the map writes has a decimal point. */
static void
record_read_number(struct record_reader *r, size_t field, const struct import_cell *c)
{
	const enum decimal_mark mark =
	    c->ours ? MARK_POINT : r->im->table.columns.fields[field].mark;
	const bool whole = record_field(r, field)->type == T_INT;
	struct str plain;
	enum dec_fault fault = DEC_SYNTAX;
	int64_t n;

	if (number_read(r->w->mem, c->text, mark, &plain))
		fault = !whole ? dec_parse(plain, &n) : dec_parse_whole(plain, &n) ? DEC_OK : fault;
	switch (fault) {
	case DEC_OK:
		rec_set_number(r->rec, r->im->table.schema, field, n);
		return;
	case DEC_PLACES_EXCEEDED:
		record_fault(r, field, "must have at most 6 decimal places");
		return;
	case DEC_RANGE:
		record_fault(r, field, "must be below 1000000000");
		return;
	case DEC_SYNTAX:
		record_fault_number(r, field, mark);
	}
}

static void
record_read_bool(struct record_reader *r, size_t field, struct str v)
{
	static const char *const words[] = {"false", "true", "no", "yes", "0", "1"};
	struct str folded = str_fold(r->w->mem, v);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(folded, words[i])) {
			rec_set_number(r->rec, r->im->table.schema, field, i % 2 == 1);
			return;
		}
	record_fault(r, field, "must be yes or no");
}

static void
record_read_enum(struct record_reader *r, size_t field, struct str v)
{
	const char *const *names = record_field(r, field)->one_of;
	struct str folded = str_fold(r->w->mem, v);
	struct buf all = buf_init(r->w->mem);

	for (int i = 0; names[i] != NULL; i++) {
		if (str_is(folded, names[i])) {
			rec_set_number(r->rec, r->im->table.schema, field, i);
			return;
		}
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
	}
	record_fault(r, field, "must be one of %.*s", STRF(buf_str(&all)));
}

static void
record_read_list(struct record_reader *r, size_t field, struct str v)
{
	struct list *l = rec_at(r->rec, record_field(r, field));
	struct str one;

	l->v = MEM_MANY(r->w->mem, struct str, v.n + 1);
	while (v.n > 0) {
		v = str_cut(v, '|', &one);
		one = str_trim(one);
		if (one.n > 0)
			l->v[l->n++] = str_nfc(r->w->mem, one);
	}
	rec_mark(r->rec, field);
}

/* The singular name shown to users. */
static const char *
schema_singular(const struct import *im, const struct schema *s)
{
	for (const struct import_kind *k = im->kinds; k->name != NULL; k++)
		if (k->schema == s)
			return k->one;
	return s->name;
}

/* A quantity with a unit after it would be read as one in the item's unit. */
static enum err
cell_names_pack(
    struct record_reader *r, const struct field *f, const struct import_cell *c, bool *yes)
{
	struct str text = c->text;
	struct scan_cache scans;
	enum err e;

	*yes = false;
	if (f->ref != &item_schema || c->source)
		return OK;
	if ((e = scan_cache_read(
		 r->im->store, (struct list){&text, 1}, (struct list){0}, &scans, r->w)) != OK)
		return e;
	*yes = scan_resolve(&scans, r->w->mem, text).pack != NULL;
	return OK;
}

/* By its code, its foreign id, or, in a tree, by the path to it; empty, with the reason: none. */
static enum err
record_find_ref(struct record_reader *r, const struct schema *to, const struct import_cell *c,
    struct str *id, struct str *why_not)
{
	enum err e = resolver_find(&r->im->resolver, to, c->text, c->source, id, r->w);

	*why_not = STR_NONE;
	if (e == OK && id->n == 0 && !c->source && tree_field(to) >= 0)
		e = path_find(r->im, to, c->text, id, why_not, r->w);
	if (e != OK || id->n > 0 || why_not->n > 0)
		return e;
	*why_not = c->source ? str_printf(r->w->mem,
				   "no %s of that id was imported from %.*s: import those first",
				   schema_singular(r->im, to), STRF(r->im->resolver.system))
			     : str_printf(r->w->mem, "there is no %s with the code %.*s",
				   schema_singular(r->im, to), STRF(c->text));
	return OK;
}

static enum err
record_read_ref(struct record_reader *r, size_t field, const struct import_cell *c)
{
	const struct field *f = record_field(r, field);
	struct str id, why_not;
	bool pack;
	enum err e;

	if ((e = record_find_ref(r, f->ref, c, &id, &why_not)) != OK) {
		if (e != ERR_AMBIGUOUS)
			return e;
		record_fault(r, field, "%.*s", STRF(r->w->text));
		why_clear(r->w);
		return OK;
	}
	if ((e = cell_names_pack(r, f, c, &pack)) != OK)
		return e;
	if (pack)
		record_fault(r, field, "is the barcode of a pack: name the item itself");
	else if (id.n > 0)
		rec_set_text(r->rec, r->im->table.schema, field, id);
	else
		record_fault(r, field, "%.*s", STRF(why_not));
	return OK;
}

/* Spreadsheets break long names; a field of one line has a space there. */
static struct str
record_text(const struct record_reader *r, size_t field, struct str v)
{
	const struct str normal = str_nfc(r->w->mem, v);
	char *s;

	if (record_field(r, field)->format == FORMAT_LINES)
		return normal;
	s = mem_copy(r->w->mem, normal.s, normal.n);
	for (size_t i = 0; i < normal.n; i++)
		if (s[i] == '\n') /* csv_read() made all others line feeds */
			s[i] = ' ';
	return (struct str){s, normal.n};
}

static enum err
record_read_cell(struct record_reader *r, size_t field)
{
	const struct import_cell *c = &r->row->cells[field];

	if (c->text.n == 0)
		return OK;
	switch (record_field(r, field)->type) {
	case T_TEXT:
		rec_set_text(r->rec, r->im->table.schema, field, record_text(r, field, c->text));
		return OK;
	case T_INT:
	case T_DEC:
		record_read_number(r, field, c);
		return OK;
	case T_BOOL:
		record_read_bool(r, field, c->text);
		return OK;
	case T_ENUM:
		record_read_enum(r, field, c->text);
		return OK;
	case T_LIST:
		record_read_list(r, field, c->text);
		return OK;
	case T_REF:
		return record_read_ref(r, field, c);
	default:
		return OK;
	}
}

/* The field of a fault: the name nearest to the root for which the row has a cell. */
static size_t
loc_field(const struct schema *s, const struct loc *l)
{
	size_t field = SIZE_MAX;

	for (; l != NULL; l = l->parent)
		if (!l->is_index && schema_field(s, l->name) >= 0)
			field = (size_t)schema_field(s, l->name);
	return field;
}

void
import_faults(struct import *im, const struct import_row *row, const struct why *w)
{

	if (w->nfaults == 0)
		findings_fault(&im->found, row->no, STR_NONE, STR_NONE, "%.*s", STRF(w->text))
		    ->in_map = row->in_map;
	for_each_fault (f, w) {
		size_t field = loc_field(im->table.schema, f->loc);

		if (field != SIZE_MAX)
			import_table_fault(&im->found, &im->table, row, field, f->msg);
		else
			findings_fault(
			    &im->found, row->no, STR_NONE, STR_NONE, "%.*s", STRF(f->msg))
			    ->in_map = row->in_map;
	}
}

enum err
import_record(struct import *im, const struct import_row *row, void *rec, bool *good, struct why *w)
{
	struct record_reader r = {
	    .im = im, .row = row, .rec = rec, .bad = im->table.missing, .w = w};
	size_t before = im->found.nfaults;
	struct why mine;
	enum err e = OK;

	assert(im->kind->schema == im->table.schema);
	memset(rec, 0, im->table.schema->size);
	for (size_t i = 0; i < im->table.schema->nfields && e == OK; i++)
		e = record_read_cell(&r, i);
	if (e != OK)
		return e;
	why_init(&mine, w->mem);
	if (check_record(im->table.schema, CHECK_CREATE, rec, r.bad, NULL, &mine) != OK)
		import_faults(im, row, &mine);
	*good = im->found.nfaults == before && im->table.missing == 0;
	return OK;
}
