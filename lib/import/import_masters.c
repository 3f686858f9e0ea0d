/*
 * import_masters.c - Imports rows as master records, parents before children, and skips rows
 * imported before. A row may refer to any other row of its file, so rows are processed in the
 * order of their references.
 */
#include <assert.h>

#include "base/mem.h"
#include "import/columns.h"
#include "import/import.h"
#include "import/made_code.h"
#include "import/path.h"
#include "import/row_keys.h"
#include "masters/code/code_row.h"
#include "masters/master/master.h"
#include "masters/tree/tree.h"
#include "schema/terms.h"

enum row_state { ROW_WAITING, ROW_STARTED, ROW_DONE };

enum row_match {
	ROW_NEW,
	ROW_EXISTS,
	ROW_CODE_TAKEN
}; /* TAKEN: its code belongs to another record, which has been reported */

struct masters_import {
	struct import *im;
	const struct schema *schema;
	size_t code, name; /* fields */
	int parent;        /* field, or -1 */
	struct row_keys keys;
	unsigned char *states; /* enum row_state by row */
	size_t next;           /* the first row of the next part */
	size_t done;
	/* of the part */
	struct change_context cx;
	struct batch *batch;
	struct why *w; /* its memory is that of rows and records */
};

/* The id of the existing record with that code or foreign id; empty: none. */
static enum err
import_find_id(struct masters_import *j, struct str text, bool source, struct str *id)
{
	*id = STR_NONE;
	return text.n == 0
		   ? OK
		   : resolver_find_stored(&j->im->resolver, j->schema, text, source, id, j->w);
}

/* For other rows of the file, which can refer to it only in a tree. */
static void
import_set_row_id(struct masters_import *j, const struct import_row *row, struct str id)
{
	const struct str code = row->cells[j->code].text;

	if (j->parent < 0)
		return;
	if (row->id.n > 0)
		resolver_add(&j->im->resolver, j->schema, row->id, true, id);
	if (code.n > 0)
		resolver_add(&j->im->resolver, j->schema, code, false, id);
}

static void
import_row_fault(
    struct masters_import *j, const struct import_row *row, size_t field, struct str text)
{
	import_table_fault(&j->im->found, &j->im->table, row, field, text);
}

/* --- existing records --- */

static enum err
import_compare_name(struct masters_import *j, const struct import_row *row, struct str id,
    struct str *name, bool *same)
{
	const struct field *f = &j->schema->fields[j->name];
	void *rec = mem_new(j->w->mem, j->schema->size);
	enum err e;

	if ((e = store_get(j->im->store, j->schema, id, rec, j->w)) != OK)
		return e;
	*name = rec_text(rec, f);
	*same = str_eq(str_fold(j->w->mem, *name), str_fold(j->w->mem, row->cells[j->name].text));
	return OK;
}

/* A row without a foreign id is recognized by its code, if the name is equal too. */
static enum err
import_match_code(struct masters_import *j, const struct import_row *row, enum row_match *is)
{
	struct str code = row->cells[j->code].text, id, name;
	bool same;
	enum err e;

	if (row->id.n == 0 && code.n == 0 && (j->im->table.missing >> j->code & 1) == 0)
		import_row_fault(j, row, j->code,
		    STR("is empty, and [sources] of the map names no column with the row's id: a "
			"second import could not recognize the row"));
	*is = code.n == 0 ? ROW_NEW : ROW_CODE_TAKEN;
	if (code.n == 0 || row_keys_find(&j->keys, code, false, j->w->mem) != row->nth)
		return OK;
	if ((e = import_find_id(j, code, false, &id)) == ERR_AMBIGUOUS) {
		import_row_fault(j, row, j->code, j->w->text);
		why_clear(j->w);
		return OK;
	}
	if (e != OK)
		return e;
	*is = ROW_NEW;
	if (id.n == 0)
		return OK;
	if ((e = import_compare_name(j, row, id, &name, &same)) != OK)
		return e;
	*is = same && row->id.n == 0 ? ROW_EXISTS : ROW_CODE_TAKEN;
	if (*is == ROW_CODE_TAKEN)
		import_row_fault(j, row, j->code,
		    str_printf(j->w->mem, "is the code of \"%.*s\" already", STRF(name)));
	return OK;
}

static enum err
import_match_row(struct masters_import *j, const struct import_row *row, enum row_match *is)
{
	struct str id;
	enum err e;

	if ((e = import_find_id(j, row->id, true, &id)) != OK)
		return e;
	*is = ROW_EXISTS;
	return id.n > 0 ? OK : import_match_code(j, row, is);
}

/* --- one row --- */

/* Lets later files, and a second import of this one, find the record by its foreign id. */
static void
import_add_source(struct masters_import *j, const struct import_row *row, struct str id)
{
	struct str code = resolver_source_code(&j->im->resolver, j->schema, row->id, j->w->mem);
	struct code *c = MEM_ONE(j->w->mem, struct code);

	SET(c, code, id, code_row_id(j->w->mem, CODE_SOURCE, code));
	SET(c, code, kind, CODE_SOURCE);
	SET(c, code, record_id, id);
	batch_add(j->batch, OP_INSERT, &code_schema, c);
}

static bool
import_parent_is_faulty(const struct masters_import *j, const void *rec)
{
	return j->parent >= 0 && rec_has(rec, (size_t)j->parent) &&
	       str_eq(rec_text(rec, &j->schema->fields[j->parent]), IMPORT_FAULTY_ID);
}

static enum err
import_add_master(struct masters_import *j, const struct import_row *row, bool taken)
{
	void *rec = mem_new(j->w->mem, j->schema->size);
	struct why mine;
	struct str id;
	bool good;
	enum err e;

	import_set_row_id(j, row, IMPORT_FAULTY_ID);
	if ((e = import_record(j->im, row, rec, &good, j->w)) != OK || !good || taken ||
	    import_parent_is_faulty(j, rec))
		return e;
	why_init(&mine, j->w->mem);
	e = master_add(j->im->store, &j->cx, j->batch, j->schema, rec, &mine);
	if (err_status(e) >= 500)
		return err_set(j->w, e, "%.*s", STRF(mine.text));
	if (e != OK) {
		import_faults(j->im, row, &mine);
		return OK;
	}
	id = rec_text(rec, &j->schema->fields[0]);
	if (row->id.n > 0)
		import_add_source(j, row, id);
	import_set_row_id(j, row, id);
	j->im->created++;
	return OK;
}

static enum err import_master_row(struct masters_import *, size_t i);

/* The row of the parent, also when that is given as a path; ROW_NONE: it is not in this file. */
static size_t
import_find_parent(struct masters_import *j, const struct import_row *row)
{
	const struct import_cell *c = &row->cells[j->parent];
	struct str path = c->text;
	size_t i;

	do
		i = row_keys_find(&j->keys, path, c->source, j->w->mem);
	while (i == ROW_NONE && !c->source && path_cut(&path));
	return i;
}

/* Processes the parent's row, if it is in this file, first. */
static enum err
import_parent_row(struct masters_import *j, const struct import_row *row)
{
	size_t i;

	if (j->parent < 0 || (i = import_find_parent(j, row)) == ROW_NONE)
		return OK;
	if (j->states[i] != ROW_STARTED)
		return import_master_row(j, i);
	import_row_fault(j, row, (size_t)j->parent,
	    str_printf(j->w->mem, "it is its own ancestor: see row %zu",
		import_table_row_number(&j->im->table, i)));
	import_set_row_id(j, import_table_row(&j->im->table, i, j->w->mem), IMPORT_FAULTY_ID);
	return OK;
}

static enum err
import_master_row(struct masters_import *j, size_t i)
{
	struct import_row *row;
	enum row_match is;
	enum err e;

	if (j->states[i] != ROW_WAITING)
		return OK;
	j->states[i] = ROW_STARTED;
	row = import_table_row(&j->im->table, i, j->w->mem);
	if ((e = import_match_row(j, row, &is)) != OK || (e = import_parent_row(j, row)) != OK)
		return e;
	j->states[i] = ROW_DONE;
	import_progress(j->im, ++j->done, j->im->table.n);
	j->im->existing += is == ROW_EXISTS;
	if (is == ROW_EXISTS || (e = made_code_set(j->im, &j->keys, row, j->w)) != OK)
		return e;
	return import_add_master(j, row, is == ROW_CODE_TAKEN);
}

/* --- the file --- */

static void
import_index_row(struct masters_import *j, const struct import_row *row, const void *mem)
{
	const struct str code = row->cells[j->code].text;
	size_t twin;

	if ((twin = row_keys_add(&j->keys, row->id, true, row->nth, mem)) != ROW_NONE)
		findings_fault(&j->im->found, row->no, STR("id"), row->id,
		    "row %zu has the same id", import_table_row_number(&j->im->table, twin));
	if ((twin = row_keys_add(&j->keys, code, false, row->nth, mem)) != ROW_NONE)
		import_row_fault(j, row, j->code,
		    str_printf(mem, "row %zu has the same code",
			import_table_row_number(&j->im->table, twin)));
}

enum err
import_masters_begin(struct import *im, struct why *w)
{
	const struct schema *s = im->kind->schema;
	struct masters_import *j = im->state = MEM_ONE(im->pass, struct masters_import);

	(void)w;
	im->created = im->existing = 0;
	*j = (struct masters_import){.im = im,
	    .schema = s,
	    .code = (size_t)s->code,
	    .name = (size_t)terms_name_field(s),
	    .parent = tree_field(s),
	    .keys.block.mem = im->pass,
	    .states = mem_new(im->pass, im->table.n + 1)};
	assert(s->stored && j->code < s->nfields && j->name < s->nfields);
	for (size_t i = 0; i < im->table.n; i++) {
		void *mem = mem_root("row");

		import_index_row(j, import_table_row(&im->table, i, mem), mem);
		mem_free(mem);
	}
	return OK;
}

enum err
import_masters_part(struct import *im, struct batch *b, struct why *w)
{
	struct masters_import *j = im->state;
	enum err e = OK;

	j->cx = *im->cx;
	j->cx.mem = w->mem;
	im->into = j->batch = b;
	j->w = w;
	while (e == OK && j->next < im->table.n && !import_part_is_full(im, b))
		e = import_master_row(j, j->next++);
	im->done = j->next == im->table.n;
	return e;
}
