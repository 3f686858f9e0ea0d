/* import_table.c - Reads a CSV file into cells, with the map applied. */
#include "import/import_table.h"

#include <assert.h>

#include "base/mem.h"
#include "import/columns.h"

struct table_reader {
	struct import_table *table;
	struct columns columns;
};

static struct import_row *
import_table_add_row(struct table_reader *r, size_t no)
{
	struct import_table *t = r->table;
	struct import_row *row = &t->rows[t->n++];

	*row = (struct import_row){.no = no};
	row->cells = MEM_MANY(r->columns.found->mem, struct import_cell, t->schema->nfields);
	return row;
}

static void
import_table_read_cell(
    struct table_reader *r, size_t field, const struct csv_row *from, struct import_cell *c)
{
	const struct binding *b = &r->columns.fields[field];
	const struct map_entry *ours;

	if (b->column != COLUMN_NONE)
		c->given = str_trim(from->cells[b->column]);
	c->text = c->given;
	c->source = b->source;
	ours = map_find(r->columns.map, MAP_VALUES,
	    column_name_of_field(&r->table->schema->fields[field]), c->given);
	if (ours != NULL) {
		c->text = ours->value;
		c->source = false;
	} else if (c->given.n == 0) {
		c->text = b->preset;
		c->source = false;
	}
}

static void
import_table_read_row(struct table_reader *r, const struct csv_row *from)
{
	struct import_row *row;

	if (from->n != r->columns.head->n) {
		findings_fault(r->columns.found, from->number, STR_NONE, STR_NONE,
		    "the row has %zu cells, the header has %zu: a comma or quote is missing or "
		    "extra",
		    from->n, r->columns.head->n);
		return;
	}
	row = import_table_add_row(r, from->number);
	if (r->columns.id.column != COLUMN_NONE)
		row->id = str_trim(from->cells[r->columns.id.column]);
	if (r->columns.id.column != COLUMN_NONE && row->id.n == 0)
		findings_fault(r->columns.found, row->no,
		    str_trim(r->columns.head->cells[r->columns.id.column]), STR_NONE,
		    "each row needs its id in the other system");
	for (size_t i = 0; i < r->table->schema->nfields; i++)
		import_table_read_cell(r, i, from, &row->cells[i]);
}

/* Reads the rows that the map adds. They come first, as others may refer to them. */
static void
import_table_read_map_rows(struct table_reader *r)
{
	size_t block = 0;

	for (size_t i = 0; i < r->columns.map->n; i++) {
		const struct map_entry *e = &r->columns.map->v[i];
		struct import_table *t = r->table;
		size_t field;

		if (e->in != MAP_ROW)
			continue;
		if (e->block != block)
			import_table_add_row(r, e->line)->in_map = true;
		block = e->block;
		field = column_find_field(t->schema, e->key);
		if (field != COLUMN_NONE)
			t->rows[t->n - 1].cells[field] =
			    (struct import_cell){e->value, e->value, false};
		else if (str_is(e->key, "id"))
			t->rows[t->n - 1].id = e->value;
	}
}

static void
import_table_name_columns(struct table_reader *r)
{
	struct import_table *t = r->table;

	t->missing = r->columns.missing;
	t->names = MEM_MANY(r->columns.found->mem, struct str, t->schema->nfields);
	for (size_t i = 0; i < t->schema->nfields; i++)
		t->names[i] = r->columns.fields[i].column == COLUMN_NONE
				  ? column_name_of_field(&t->schema->fields[i])
				  : str_trim(r->columns.head->cells[r->columns.fields[i].column]);
}

void
import_table_read(struct import_table *t, const struct schema *s, const struct map *m,
    struct str csv, struct findings *found)
{
	struct table_reader r = {.table = t, .columns = {.schema = s, .map = m, .found = found}};
	struct csv_table file;
	struct why w;

	*t = (struct import_table){.schema = s};
	why_init(&w, found->mem);
	if (csv_read(found->mem, csv, &file, &w) != OK) {
		findings_fault(found, 0, STR_NONE, STR_NONE, "%.*s", STRF(w.text));
		return;
	}
	if (file.n == 0) {
		findings_fault(found, 0, STR_NONE, STR_NONE,
		    "The file is empty; its first row names the columns");
		return;
	}
	r.columns.head = &file.rows[0];
	columns_bind(&r.columns);
	import_table_name_columns(&r);
	t->rows = MEM_MANY(found->mem, struct import_row, file.n + m->nblocks);
	import_table_read_map_rows(&r);
	for (size_t i = 1; i < file.n; i++)
		import_table_read_row(&r, &file.rows[i]);
}

void
import_table_fault(struct findings *found, const struct import_table *t,
    const struct import_row *row, size_t field, struct str text)
{
	assert(field < t->schema->nfields);
	findings_fault(found, row->no, t->names[field], row->cells[field].given, "%.*s", STRF(text))
	    ->in_map = row->in_map;
}
