/*
 * columns.c - Matches columns to fields by the map or by name, and reports columns that are
 * missing or unknown.
 */
#include "import/columns.h"

#include "base/mem.h"
#include "schema/csv_scan.h"

struct str
column_name_of_field(const struct field *f)
{
	struct str name = str_of(f->name);

	if (f->type == T_KEY || f->type == T_LINES ||
	    (f->flags & (F_READONLY | F_SECRET | F_VIRTUAL)) != 0)
		return (struct str){0};
	if (f->type == T_REF && str_ends(name, STR("_id")))
		name.n -= 3;
	return name;
}

size_t
column_find_field(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (name.n > 0 && str_eq(column_name_of_field(&s->fields[i]), name))
			return i;
	return COLUMN_NONE;
}

/* --- columns of the file: by name, or else by letter --- */

static struct str
columns_name(const struct columns *b, size_t column)
{
	return str_trim(b->head->cells[column]);
}

static size_t
columns_find_name(const struct columns *b, struct str name, size_t from)
{
	for (size_t i = from; i < b->head->n; i++)
		if (str_eq(columns_name(b, i), name))
			return i;
	return COLUMN_NONE;
}

static bool
columns_ignores(const struct columns *b, size_t column)
{
	const struct str name = columns_name(b, column);
	const struct str letters = csv_letters(b->found->mem, column);

	return (name.n > 0 && map_find(b->map, MAP_IGNORE, STR_NONE, name) != NULL) ||
	       (columns_find_name(b, letters, 0) == COLUMN_NONE &&
		   map_find(b->map, MAP_IGNORE, STR_NONE, letters) != NULL);
}

static size_t
columns_find(const struct columns *b, struct str given)
{
	size_t i = columns_find_name(b, given, 0), letter;

	if (i == COLUMN_NONE)
		return csv_is_letters(given, &letter) && letter < b->head->n ? letter : COLUMN_NONE;
	while (i != COLUMN_NONE && columns_ignores(b, i))
		i = columns_find_name(b, given, i + 1);
	return i;
}

/* The first cell of the column with text; NULL: it has none. */
static const struct csv_row *
columns_find_text(const struct columns *b, size_t column)
{
	for (size_t i = 0; i < b->file->n; i++) {
		const struct csv_row *row = &b->file->rows[i];

		if (column < row->n && str_trim(row->cells[column]).n > 0)
			return row;
	}
	return NULL;
}

/* Spreadsheets write empty columns behind the last one. */
static void
columns_trim(struct columns *b)
{
	while (b->head->n > 0 && columns_name(b, b->head->n - 1).n == 0 &&
	       columns_find_text(b, b->head->n - 1) == NULL)
		b->head->n--;
}

static struct str
columns_our_names(const struct columns *b)
{
	struct buf out = buf_init(b->found->mem);
	const struct schema *s = b->schema;

	for (size_t i = 0; i < s->nfields; i++) {
		struct str name = column_name_of_field(&s->fields[i]);

		if (name.n > 0)
			buf_printf(&out, "%s%.*s", out.n > 0 ? ", " : "", STRF(name));
	}
	return buf_str(&out);
}

static struct str
columns_file_names(const struct columns *b)
{
	struct buf out = buf_init(b->found->mem);

	for (size_t i = 0; i < b->head->n; i++)
		buf_printf(&out, "%s%.*s", i > 0 ? ", " : "",
		    STRF(columns_name(b, i).n > 0 ? columns_name(b, i)
						  : csv_letters(b->found->mem, i)));
	return buf_str(&out);
}

/* The target of a line of the map: a field's binding, or that of the row's id. */
static struct binding *
columns_binding(struct columns *b, const struct map_entry *e)
{
	size_t field = column_find_field(b->schema, e->in == MAP_VALUES ? e->of : e->key);

	if (field != COLUMN_NONE)
		return &b->fields[field];
	if (b->schema->stored && str_is(e->key, "id") && (e->in == MAP_SOURCES || e->in == MAP_ROW))
		return &b->id;
	findings_map_fault(b->found, e->line, "we have no column %.*s",
	    STRF(e->in == MAP_VALUES ? e->of : e->key));
	return NULL;
}

static bool
columns_makes_code(const struct columns *b, const struct map_entry *e)
{
	int code = b->schema->code;

	return code >= 0 && column_find_field(b->schema, e->key) == (size_t)code &&
	       column_find_field(b->schema, e->value) != COLUMN_NONE;
}

static void
columns_bind_entry(struct columns *b, const struct map_entry *e)
{
	struct binding *to;

	if (e->in == MAP_TOP || e->in == MAP_IGNORE || e->in == MAP_RATES ||
	    (to = columns_binding(b, e)) == NULL)
		return;
	to->translated |= e->in == MAP_VALUES;
	if (e->in == MAP_DEFAULTS)
		to->preset = e->value;
	if (e->in == MAP_MAKE && !columns_makes_code(b, e))
		findings_map_fault(
		    b->found, e->line, "only a code can be made, and only out of a column of ours");
	if (e->in == MAP_SOURCES && map_system(b->map).n == 0)
		findings_map_fault(b->found, e->line,
		    "name the other system at the top of the map: system = NAME");
	if (e->in != MAP_COLUMNS && e->in != MAP_SOURCES)
		return;
	if (to->column != COLUMN_NONE)
		findings_map_fault(b->found, e->line, "%.*s is given twice", STRF(e->key));
	to->column = columns_find(b, e->value);
	to->source = e->in == MAP_SOURCES;
	if (to->column == COLUMN_NONE)
		findings_map_fault(b->found, e->line,
		    "the file has no column \"%.*s\"; it has %.*s", STRF(e->value),
		    STRF(columns_file_names(b)));
}

static bool
columns_is_bound(const struct columns *b, size_t column)
{
	bool bound = b->id.column == column;

	for (size_t i = 0; i < b->schema->nfields; i++)
		bound = bound || b->fields[i].column == column;
	return bound;
}

/* Left out when it is empty. */
static void
columns_report_unnamed(struct columns *b, size_t column)
{
	const struct csv_row *row = columns_find_text(b, column);
	const struct str letters = csv_letters(b->found->mem, column);

	if (row != NULL)
		findings_fault(b->found, 1, str_printf(b->found->mem, "column %.*s", STRF(letters)),
		    STR_NONE,
		    "has no name, but row %zu has \"%.*s\" in it: map it as %.*s, or list %.*s "
		    "under [ignore]",
		    row->number, STRF(str_trim(row->cells[column])), STRF(letters), STRF(letters));
}

/* An earlier column with that name which could be meant as well, if the map names neither by its
 * letter. */
static size_t
columns_find_twin(const struct columns *b, size_t column)
{
	size_t i = columns_find_name(b, columns_name(b, column), 0);

	while (i < column && columns_ignores(b, i))
		i = columns_find_name(b, columns_name(b, column), i + 1);
	return i < column ? i : COLUMN_NONE;
}

/* Binds a column of the file: by the map, by its ignore list, or by our own name. */
static void
columns_bind_column(struct columns *b, size_t column)
{
	const struct str name = columns_name(b, column);
	const size_t field = column_find_field(b->schema, name);
	size_t twin;

	if (columns_is_bound(b, column) || columns_ignores(b, column))
		return;
	if (name.n == 0)
		columns_report_unnamed(b, column);
	else if ((twin = columns_find_twin(b, column)) != COLUMN_NONE)
		findings_fault(b->found, 1, name, STR_NONE,
		    "the column occurs twice, as %.*s and %.*s: list one of these letters under "
		    "[ignore]",
		    STRF(csv_letters(b->found->mem, twin)),
		    STRF(csv_letters(b->found->mem, column)));
	else if (field != COLUMN_NONE && b->fields[field].column == COLUMN_NONE)
		b->fields[field].column = column;
	else
		findings_fault(b->found, 1, name, STR_NONE,
		    "unknown column: map it, or list it under [ignore]");
}

/* Required fields that no row can have are reported once, not per row. */
static void
columns_find_missing(struct columns *b)
{
	const struct schema *s = b->schema;

	for (size_t i = 0; i < s->nfields; i++) {
		struct str name = column_name_of_field(&s->fields[i]);

		if (!field_is(&s->fields[i], F_REQUIRED) || field_is(&s->fields[i], F_DEFAULT) ||
		    field_is(&s->fields[i], F_MADE) || name.n == 0 ||
		    b->fields[i].column != COLUMN_NONE || b->fields[i].preset.n > 0 ||
		    map_find(b->map, MAP_MAKE, STR_NONE, name) != NULL)
			continue;
		b->missing |= UINT64_C(1) << i;
		findings_fault(b->found, 1, name, STR_NONE,
		    "is required, but no column has it: map one, or give a value in [defaults]");
	}
}

void
columns_bind(struct columns *b)
{
	columns_trim(b);
	b->id.column = COLUMN_NONE;
	b->fields = MEM_MANY(b->found->mem, struct binding, b->schema->nfields);
	for (size_t i = 0; i < b->schema->nfields; i++)
		b->fields[i].column = COLUMN_NONE;
	for (size_t i = 0; i < b->map->n; i++)
		columns_bind_entry(b, &b->map->v[i]);
	for (size_t i = 0; i < b->head->n; i++)
		columns_bind_column(b, i);
	columns_find_missing(b);
	if (b->found->nfaults > 0)
		findings_note(b->found, 1, STR_NONE, STR_NONE, "our columns are %.*s",
		    STRF(columns_our_names(b)));
}
