/* numbers.c - Reads numbers with groups, and settles the decimal mark of a column. */
#include "import/numbers.h"

#include "base/decimal.h"
#include "base/mem.h"

enum { GROUP = 3, INDIAN_GROUP = 2 };

/* --- one number --- */

/* What may stand between groups, apart from the mark that is not the decimal one. */
static const char *const group_marks[] = {
    " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "'", "\xe2\x80\x99"};

struct number_reader {
	struct str rest;
	struct buf plain;
	struct str by;          /* what groups this number; empty: not known yet */
	const char *other_mark; /* may group too */
};

static size_t
number_read_digits(struct number_reader *r)
{
	size_t n = 0;

	while (n < r->rest.n && r->rest.s[n] >= '0' && r->rest.s[n] <= '9')
		n++;
	buf_put(&r->plain, (struct str){r->rest.s, n});
	r->rest = str_from(r->rest, n);
	return n;
}

static bool
number_cut(struct number_reader *r, struct str mark)
{
	if (mark.n == 0 || !str_starts(r->rest, mark))
		return false;
	r->rest = str_from(r->rest, mark.n);
	return true;
}

/* The same one between all groups. */
static bool
number_cut_group_mark(struct number_reader *r)
{
	if (r->by.n > 0)
		return number_cut(r, r->by);
	r->by = str_of(r->other_mark);
	for (size_t i = 0; !number_cut(r, r->by); i++) {
		if (i == sizeof group_marks / sizeof *group_marks) {
			r->by = STR_NONE;
			return false;
		}
		r->by = str_of(group_marks[i]);
	}
	return true;
}

/* 1,234,567 or 12,34,567; not 0,125. */
static bool
number_read_whole(struct number_reader *r)
{
	const bool zero = r->rest.n > 0 && r->rest.s[0] == '0';
	const size_t first = number_read_digits(r);
	size_t groups = 0, last = first, pairs = 0;

	while (number_cut_group_mark(r)) {
		last = number_read_digits(r);
		groups++;
		pairs += last == INDIAN_GROUP;
		if (last != GROUP && last != INDIAN_GROUP)
			return false;
	}
	if (groups == 0)
		return first > 0;
	return !zero && first > 0 && first <= (pairs > 0 ? INDIAN_GROUP : GROUP) && last == GROUP &&
	       (pairs == 0 || pairs == groups - 1);
}

bool
number_read(const void *mem, struct str v, enum decimal_mark mark, struct str *plain)
{
	struct number_reader r = {
	    .rest = v, .plain = buf_init(mem), .other_mark = mark == MARK_COMMA ? "." : ","};

	if (number_cut(&r, STR("-")) || number_cut(&r, STR("\xe2\x88\x92")))
		buf_putc(&r.plain, '-');
	if (!number_read_whole(&r))
		return false;
	if (number_cut(&r, mark == MARK_COMMA ? STR(",") : STR("."))) {
		buf_putc(&r.plain, '.');
		if (number_read_digits(&r) == 0)
			return false;
	}
	if (r.by.n == 0 && r.rest.n > 0 && (r.rest.s[0] == 'e' || r.rest.s[0] == 'E')) {
		buf_put(&r.plain, r.rest);
		r.rest.n = 0;
	}
	*plain = buf_str(&r.plain);
	return r.rest.n == 0;
}

/* --- a column --- */

struct readings { /* of a cell */
	bool point, comma;
	struct str by_point, by_comma;
};

static struct readings
number_readings(const void *mem, struct str cell)
{
	struct readings r = {0};

	r.point = number_read(mem, cell, MARK_POINT, &r.by_point);
	r.comma = number_read(mem, cell, MARK_COMMA, &r.by_comma);
	return r;
}

struct number_column {
	struct columns *columns;
	size_t field;
	const struct csv_row *settled,
	    *open; /* the first rows that settle it, or have two readings */
	void *mem; /* of the cell */
};

static struct str
number_cell(const struct number_column *c, const struct csv_row *row)
{
	return str_trim(row->cells[c->columns->fields[c->field].column]);
}

static struct str
number_column_name(const struct number_column *c)
{
	return str_trim(c->columns->head->cells[c->columns->fields[c->field].column]);
}

static const char *
mark_name(enum decimal_mark mark)
{
	return mark == MARK_COMMA ? "comma" : "point";
}

static void
number_set_mark(struct number_column *c, const struct csv_row *row, enum decimal_mark mark)
{
	struct binding *b = &c->columns->fields[c->field];

	if (b->mark == MARK_NONE) {
		b->mark = mark;
		c->settled = row;
	} else if (b->mark != mark) {
		findings_fault(c->columns->found, row->number, number_column_name(c),
		    number_cell(c, row),
		    "has a decimal %s, but row %zu has \"%.*s\", with a decimal %s",
		    mark_name(mark), c->settled->number, STRF(number_cell(c, c->settled)),
		    mark_name(b->mark));
	}
}

/* A value that the map translates is not read as a number. */
static bool
number_is_translated(const struct number_column *c, struct str cell)
{
	const struct binding *b = &c->columns->fields[c->field];

	return b->translated &&
	       map_find(c->columns->map, MAP_VALUES,
		   column_name_of_field(&c->columns->schema->fields[c->field]), cell) != NULL;
}

static void
number_look_at(struct number_column *c, const struct csv_row *row)
{
	struct readings r;

	if (row->n != c->columns->head->n || number_is_translated(c, number_cell(c, row)))
		return;
	r = number_readings(c->mem, number_cell(c, row));
	if (r.point != r.comma)
		number_set_mark(c, row, r.point ? MARK_POINT : MARK_COMMA);
	else if (r.point && !str_eq(r.by_point, r.by_comma) && c->open == NULL)
		c->open = row;
}

/* "1" for "1.000". */
static struct str
number_shown(const void *mem, struct str plain)
{
	int64_t n;

	return dec_parse(plain, &n) == DEC_OK ? dec_str(mem, n) : plain;
}

/* One fault for the column, whatever it has in its rows. */
static void
number_report_open(struct number_column *c)
{
	struct readings r = number_readings(c->mem, number_cell(c, c->open));

	r.by_point = number_shown(c->mem, r.by_point);
	r.by_comma = number_shown(c->mem, r.by_comma);
	findings_fault(c->columns->found, c->open->number, number_column_name(c),
	    number_cell(c, c->open),
	    "can be read as %.*s or as %.*s, and no row of this column shows which: add the line "
	    "\"decimal = point\" for %.*s, or \"decimal = comma\" for %.*s, at the top of the map",
	    STRF(r.by_point), STRF(r.by_comma), STRF(r.by_point), STRF(r.by_comma));
}

static void
number_find_mark(struct columns *columns, size_t field)
{
	struct number_column c = {.columns = columns, .field = field};

	for (size_t i = 0; i < columns->file->n; i++) {
		c.mem = mem_root("cell");
		number_look_at(&c, &columns->file->rows[i]);
		mem_free(c.mem);
	}
	c.mem = columns->found->mem;
	if (columns->fields[field].mark == MARK_NONE && c.open != NULL)
		number_report_open(&c);
}

void
numbers_find_marks(struct columns *c)
{
	for (size_t i = 0; i < c->schema->nfields; i++) {
		const enum type type = c->schema->fields[i].type;

		if (c->fields[i].column == COLUMN_NONE || (type != T_DEC && type != T_INT))
			continue;
		if ((c->fields[i].mark = map_decimal(c->map)) == MARK_NONE)
			number_find_mark(c, i);
	}
}
