/* import_table.c - Reads a CSV file, and makes rows of cells with the map applied. */
#include "import/import_table.h"

#include <assert.h>

#include "base/mem.h"
#include "import/numbers.h"

/* --- rows --- */

static struct import_cell
import_table_cell(const struct import_table *t, size_t field, const struct csv_row *from)
{
	const struct binding *b = &t->columns.fields[field];
	struct import_cell c = {0};
	const struct map_entry *ours = NULL;

	if (b->column != COLUMN_NONE)
		c.given = str_trim(from->cells[b->column]);
	c.text = c.given;
	if (b->translated)
		ours = map_find(t->columns.map, MAP_VALUES,
		    column_name_of_field(&t->schema->fields[field]), c.given);
	if (ours != NULL) {
		c.text = ours->value;
		c.ours = true;
	} else if (c.given.n == 0) {
		c.text = b->preset;
		c.ours = true;
	}
	c.source = b->source && !c.ours;
	return c;
}

static void
import_table_fill_row(const struct import_table *t, struct import_row *row)
{
	const struct csv_row *from = &t->file.rows[row->nth - t->nin_map];
	const size_t id = t->columns.id.column;

	row->no = from->number;
	if (id != COLUMN_NONE)
		row->id = str_trim(from->cells[id]);
	for (size_t i = 0; i < t->schema->nfields; i++)
		row->cells[i] = import_table_cell(t, i, from);
}

static void
import_table_fill_map_row(const struct import_table *t, struct import_row *row)
{
	const struct map *m = t->columns.map;
	const struct map_entry *first = &m->v[t->in_map[row->nth]];

	row->no = first->line;
	row->in_map = true;
	for (const struct map_entry *e = first; e < m->v + m->n && e->block == first->block; e++) {
		size_t field = column_find_field(t->schema, e->key);

		if (field != COLUMN_NONE)
			row->cells[field] = (struct import_cell){e->value, e->value, false, true};
		else if (str_is(e->key, "id"))
			row->id = e->value;
	}
}

struct import_row *
import_table_row(const struct import_table *t, size_t i, const void *mem)
{
	struct import_row *row = MEM_ONE(mem, struct import_row);

	assert(i < t->n);
	row->nth = i;
	row->cells = MEM_MANY(mem, struct import_cell, t->schema->nfields);
	if (i < t->nin_map)
		import_table_fill_map_row(t, row);
	else
		import_table_fill_row(t, row);
	return row;
}

size_t
import_table_row_number(const struct import_table *t, size_t i)
{
	return i < t->nin_map ? t->columns.map->v[t->in_map[i]].line
			      : t->file.rows[i - t->nin_map].number;
}

/* --- reading --- */

/* Empty cells behind the last column do not matter. */
static void
import_table_trim_row(struct csv_row *row, size_t columns)
{
	while (row->n > columns && str_trim(row->cells[row->n - 1]).n == 0)
		row->n--;
}

/* Removes rows that cannot be read as cells of the columns. */
static void
import_table_check_rows(struct import_table *t, struct findings *found)
{
	const size_t columns = t->columns.head->n, id = t->columns.id.column;
	size_t kept = 0;

	for (size_t i = 0; i < t->file.n; i++) {
		struct csv_row *row = &t->file.rows[i];

		import_table_trim_row(row, columns);
		if (row->n != columns) {
			findings_fault(found, row->number, STR_NONE, STR_NONE,
			    "the row has %zu cells, the header has %zu: a comma or quote is "
			    "missing or extra",
			    row->n, columns);
			continue;
		}
		if (id != COLUMN_NONE && str_trim(row->cells[id]).n == 0)
			findings_fault(found, row->number, str_trim(t->columns.head->cells[id]),
			    STR_NONE, "each row needs its id in the other system");
		t->file.rows[kept++] = *row;
	}
	t->file.n = kept;
}

static void
import_table_find_map_rows(struct import_table *t)
{
	const struct map *m = t->columns.map;
	size_t block = 0;

	t->in_map = MEM_MANY(t->columns.found->mem, size_t, m->nblocks + 1);
	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].in == MAP_ROW && m->v[i].block != block)
			t->in_map[t->nin_map++] = i;
		block = m->v[i].block;
	}
}

static void
import_table_name_columns(struct import_table *t)
{
	const struct columns *c = &t->columns;

	t->missing = c->missing;
	t->names = MEM_MANY(c->found->mem, struct str, t->schema->nfields);
	for (size_t i = 0; i < t->schema->nfields; i++)
		t->names[i] = c->fields[i].column == COLUMN_NONE
				  ? column_name_of_field(&t->schema->fields[i])
				  : str_trim(c->head->cells[c->fields[i].column]);
}

void
import_table_read(struct import_table *t, const struct schema *s, const struct map *m,
    struct str csv, struct findings *found)
{
	struct why w;

	*t = (struct import_table){.schema = s, .columns = {.schema = s, .map = m, .found = found}};
	why_init(&w, found->mem);
	if (csv_read(found->mem, csv, &t->file, &w) != OK) {
		findings_fault(found, 0, STR_NONE, STR_NONE, "%.*s", STRF(w.text));
		t->file.n = 0;
		return;
	}
	if (t->file.n == 0) {
		findings_fault(found, 0, STR_NONE, STR_NONE,
		    "The file is empty; its first row names the columns");
		return;
	}
	t->columns.head = t->file.rows++;
	t->file.n--;
	t->columns.file = &t->file;
	columns_bind(&t->columns);
	import_table_name_columns(t);
	import_table_check_rows(t, found);
	numbers_find_marks(&t->columns);
	import_table_find_map_rows(t);
	t->n = t->nin_map + t->file.n;
	if (t->file.n == 0 && found->nfaults == 0)
		findings_note(found, 1, STR_NONE, STR_NONE, "the file has no row below its header");
}

void
import_table_fault(struct findings *found, const struct import_table *t,
    const struct import_row *row, size_t field, struct str text)
{
	assert(field < t->schema->nfields);
	findings_fault(found, row->no, t->names[field], row->cells[field].given, "%.*s", STRF(text))
	    ->in_map = row->in_map;
}
