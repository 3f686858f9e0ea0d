/* table.c - binds the columns of a file to our fields, then reads row by row. */
#include "import/table.h"

#include <string.h>

#include "base/mem.h"
#include "schema/csv.h"

enum { NONE = SIZE_MAX };

struct binding {       /* of one field, or of the row's own id */
	size_t column; /* of the file, or NONE */
	bool source;
	struct str preset;
};

struct reading {
	struct table *table;
	const struct map *map;
	struct findings *found;
	const struct csv_row *head;
	struct binding *fields;
	struct binding id;
};

struct str
table_column(const struct field *f)
{
	struct str name = str_of(f->name);

	if (f->type == T_KEY || f->type == T_LINES ||
	    (f->flags & (F_READONLY | F_SECRET | F_VIRTUAL)) != 0)
		return (struct str){0};
	if (f->type == T_REF && str_ends(name, STR("_id")))
		name.n -= 3;
	return name;
}

static size_t
field_named(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (name.n > 0 && str_eq(table_column(&s->fields[i]), name))
			return i;
	return NONE;
}

static size_t
column_named(const struct csv_row *head, struct str name)
{
	for (size_t i = 0; i < head->n; i++)
		if (str_eq(str_trim(head->cells[i]), name))
			return i;
	return NONE;
}

static struct str
names_of(const struct reading *r)
{
	struct buf b = buf_init(r->found->mem);
	const struct schema *s = r->table->schema;

	for (size_t i = 0; i < s->nfields; i++) {
		struct str name = table_column(&s->fields[i]);

		if (name.n > 0)
			buf_printf(&b, "%s%.*s", b.n > 0 ? ", " : "", STRF(name));
	}
	return buf_str(&b);
}

static struct str
heads_of(const struct reading *r)
{
	struct buf b = buf_init(r->found->mem);

	for (size_t i = 0; i < r->head->n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STRF(str_trim(r->head->cells[i])));
	return buf_str(&b);
}

/* Where a line of the map puts something: a field's binding, or that of the row's id. */
static struct binding *
target(struct reading *r, const struct map_entry *e)
{
	size_t field = field_named(r->table->schema, e->in == MAP_VALUES ? e->of : e->key);

	if (field != NONE)
		return &r->fields[field];
	if (r->table->schema->stored && str_is(e->key, "id") &&
	    (e->in == MAP_SOURCES || e->in == MAP_ROW))
		return &r->id;
	findings_map_fault(r->found, e->line, "we have no column %.*s",
	    STRF(e->in == MAP_VALUES ? e->of : e->key));
	return NULL;
}

static void
bind_map(struct reading *r, const struct map_entry *e)
{
	struct binding *to;

	if (e->in == MAP_TOP || e->in == MAP_IGNORE || e->in == MAP_RATES ||
	    (to = target(r, e)) == NULL)
		return;
	if (e->in == MAP_DEFAULTS)
		to->preset = e->value;
	if (e->in != MAP_COLUMNS && e->in != MAP_SOURCES)
		return;
	if (to->column != NONE)
		findings_map_fault(r->found, e->line, "%.*s is given twice", STRF(e->key));
	to->column = column_named(r->head, e->value);
	to->source = e->in == MAP_SOURCES;
	if (to->column == NONE)
		findings_map_fault(r->found, e->line,
		    "the file has no column \"%.*s\"; it has %.*s", STRF(e->value),
		    STRF(heads_of(r)));
}

/* A column of the file is taken by the map, ignored by it, or has our own name. */
static void
bind_column(struct reading *r, size_t column)
{
	struct str name = str_trim(r->head->cells[column]), none = {0};
	const struct schema *s = r->table->schema;
	size_t field = field_named(s, name);
	bool taken = r->id.column == column;

	for (size_t i = 0; i < s->nfields; i++)
		taken = taken || r->fields[i].column == column;
	if (column_named(r->head, name) != column)
		findings_fault(r->found, 1, name, none, "the column is there twice");
	else if (taken || map_entry(r->map, MAP_IGNORE, none, name) != NULL)
		return;
	else if (field != NONE && r->fields[field].column == NONE)
		r->fields[field].column = column;
	else
		findings_fault(r->found, 1, name, none,
		    "nothing is known of this column: say in the map what it is, or [ignore] it");
}

/* What every row must have and none can: said once, not for each row. */
static void
find_unknown(struct reading *r)
{
	const struct schema *s = r->table->schema;
	const struct str none = {0};

	for (size_t i = 0; i < s->nfields; i++) {
		struct str name = table_column(&s->fields[i]);

		if (!field_is(&s->fields[i], F_REQUIRED) || field_is(&s->fields[i], F_DEFAULT) ||
		    field_is(&s->fields[i], F_MADE) || name.n == 0 || r->fields[i].column != NONE ||
		    r->fields[i].preset.n > 0 || map_entry(r->map, MAP_MAKE, none, name) != NULL)
			continue;
		r->table->unknown |= UINT64_C(1) << i;
		findings_fault(r->found, 1, name, none,
		    "no column holds it, and it is needed: say in the map which one does, or "
		    "give it in [defaults]");
	}
}

static void
bind(struct reading *r)
{
	struct table *t = r->table;
	const struct str none = {0};

	r->id.column = NONE;
	r->fields = MEM_MANY(r->found->mem, struct binding, t->schema->nfields);
	t->names = MEM_MANY(r->found->mem, struct str, t->schema->nfields);
	for (size_t i = 0; i < t->schema->nfields; i++)
		r->fields[i].column = NONE;
	for (size_t i = 0; i < r->map->n; i++)
		bind_map(r, &r->map->v[i]);
	for (size_t i = 0; i < r->head->n; i++)
		bind_column(r, i);
	find_unknown(r);
	if (r->found->nfaults > 0)
		findings_note(r->found, 1, none, none, "our columns are %.*s", STRF(names_of(r)));
	for (size_t i = 0; i < t->schema->nfields; i++)
		t->names[i] = r->fields[i].column == NONE
				  ? table_column(&t->schema->fields[i])
				  : str_trim(r->head->cells[r->fields[i].column]);
}

static struct row *
new_row(struct reading *r, size_t no)
{
	struct table *t = r->table;
	struct row *row = &t->rows[t->n++];

	*row = (struct row){.no = no};
	row->cells = MEM_MANY(r->found->mem, struct cell, t->schema->nfields);
	return row;
}

static void
read_cell(struct reading *r, size_t field, const struct csv_row *from, struct cell *c)
{
	const struct binding *b = &r->fields[field];
	const struct map_entry *ours;

	if (b->column != NONE)
		c->given = str_trim(from->cells[b->column]);
	c->text = c->given;
	c->source = b->source;
	ours =
	    map_entry(r->map, MAP_VALUES, table_column(&r->table->schema->fields[field]), c->given);
	if (ours != NULL) {
		c->text = ours->value;
		c->source = false;
	} else if (c->given.n == 0) {
		c->text = b->preset;
		c->source = false;
	}
}

static void
read_row(struct reading *r, const struct csv_row *from)
{
	const struct str none = {0};
	struct row *row;

	if (from->n != r->head->n) {
		findings_fault(r->found, from->number, none, none,
		    "it has %zu cells, the head has %zu: a comma or a quote is missing or too many",
		    from->n, r->head->n);
		return;
	}
	row = new_row(r, from->number);
	if (r->id.column != NONE)
		row->id = str_trim(from->cells[r->id.column]);
	if (r->id.column != NONE && row->id.n == 0)
		findings_fault(r->found, row->no, str_trim(r->head->cells[r->id.column]), none,
		    "each row needs its id in the other system");
	for (size_t i = 0; i < r->table->schema->nfields; i++)
		read_cell(r, i, from, &row->cells[i]);
}

/* The rows that the map itself adds; they stand first, others may refer to them. */
static void
read_map_rows(struct reading *r)
{
	size_t block = 0;

	for (size_t i = 0; i < r->map->n; i++) {
		const struct map_entry *e = &r->map->v[i];
		struct table *t = r->table;
		size_t field;

		if (e->in != MAP_ROW)
			continue;
		if (e->block != block)
			new_row(r, e->line)->in_map = true;
		block = e->block;
		field = field_named(t->schema, e->key);
		if (field != NONE)
			t->rows[t->n - 1].cells[field] = (struct cell){e->value, e->value, false};
		else if (str_is(e->key, "id"))
			t->rows[t->n - 1].id = e->value;
	}
}

void
table_read(struct table *t, const struct schema *s, const struct map *m, struct str csv,
    struct findings *found)
{
	struct reading r = {.table = t, .map = m, .found = found};
	struct csv_table file;
	const struct str none = {0};
	struct why w;

	*t = (struct table){.schema = s};
	why_init(&w, found->mem);
	if (csv_read(found->mem, csv, &file, &w) != OK) {
		findings_fault(found, 0, none, none, "%.*s", STRF(w.text));
		return;
	}
	if (file.n == 0) {
		findings_fault(
		    found, 0, none, none, "The file is empty; its first row names the columns");
		return;
	}
	r.head = &file.rows[0];
	bind(&r);
	t->rows = MEM_MANY(found->mem, struct row, file.n + m->nblocks);
	read_map_rows(&r);
	for (size_t i = 1; i < file.n; i++)
		read_row(&r, &file.rows[i]);
}

void
table_fault(struct findings *found, const struct table *t, const struct row *row, size_t field,
    struct str text)
{
	findings_fault(found, row->no, t->names[field], row->cells[field].given, "%.*s", STRF(text))
	    ->in_map = row->in_map;
}
