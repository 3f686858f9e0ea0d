/*
 * edit_parent.c - Checks the parent of any master, and moves the descendants to their new level.
 */
#include "masters/edit/edit.h"

#include "base/mem.h"
#include "masters/tree/tree.h"

/* Walks up from the new parent and expects each ancestor unchanged: two concurrent moves could
 * otherwise form a cycle. */
static enum err
parent_check_ancestors(struct edit *c, size_t field, int64_t *depth)
{
	const struct schema *s = c->schema;
	struct str id = tree_parent(s, c->after);
	enum err e;

	for (*depth = 0; id.n > 0; ++*depth) {
		void *above = mem_new(c->w->mem, s->size);

		if (str_eq(id, edit_id(c)))
			return err_field(
			    c->w, edit_loc(c, field), "cycle", "It would be below itself");
		if (*depth + 1 >= TREE_DEPTH_MAX)
			return err_field(c->w, edit_loc(c, field), "too_deep",
			    "A tree has at most %d levels", TREE_DEPTH_MAX);
		if ((e = edit_get(c, s, id, above)) != OK)
			return e == ERR_NOT_FOUND ? OK : e; /* refs_edit_check() reports it */
		edit_expect(c, s, above);
		id = tree_parent(s, above);
	}
	return OK;
}

static void
tree_set_level(struct edit *c, void *rec, int64_t level)
{
	const struct schema *s = c->schema;

	rec_set_number(rec, s, schema_known_field(s, "level"), level);
	rec_set_number(rec, s, (size_t)s->updated_at, c->cx->now);
}

/* A descendant of the moved record, at the version that was read. */
static void
tree_move_node(struct edit *c, void *rec, int64_t level)
{
	const struct schema *s = c->schema;
	void *before = mem_copy(c->w->mem, rec, s->size);
	struct op *op;

	if (schema_field(s, STR("level")) < 0)
		return;
	op = batch_add(c->batch, OP_UPDATE, s, rec);
	op->version = rec_version(s, rec);
	tree_set_level(c, rec, level);
	change_audit(c->batch, c->cx, "move", s, rec_text(rec, &s->fields[0]), rec_label(s, rec),
	    before, rec);
}

/* Moves all descendants too, unless the tree would become too deep. */
static enum err
tree_move_descendants(struct edit *c, size_t field, int64_t level)
{
	const struct schema *s = c->schema;
	struct str id = edit_id(c);
	struct list ids = {&id, 1};
	struct rows rows;
	enum err e;

	while (ids.n > 0) {
		if ((e = tree_children(c->store, s, &ids, &rows, c->w)) != OK)
			return e;
		if (rows.n > 0 && ++level >= TREE_DEPTH_MAX)
			return err_field(c->w, edit_loc(c, field), "too_deep",
			    "A tree has at most %d levels", TREE_DEPTH_MAX);
		ids = (struct list){MEM_MANY(c->w->mem, struct str, rows.n + 1), rows.n};
		for (size_t i = 0; i < rows.n; i++) {
			void *rec = (char *)rows.v + i * s->size;

			ids.v[i] = rec_text(rec, &s->fields[0]);
			tree_move_node(c, rec, level);
		}
	}
	return OK;
}

enum err
parent_edit_check(struct edit *c)
{
	const struct schema *s = c->schema;
	int field = tree_field(s);
	int64_t depth;
	enum err e;

	if (field < 0 || c->kind == EDIT_DEACTIVATE || c->kind == EDIT_RESTORE)
		return OK;
	if (c->kind == EDIT_UPDATE && !edit_differs(c, (size_t)field))
		return OK;
	if ((e = parent_check_ancestors(c, (size_t)field, &depth)) != OK)
		return e == ERR_INVALID ? OK : e;
	if (schema_field(s, STR("level")) >= 0)
		tree_set_level(c, c->after, depth);
	if (c->kind == EDIT_CREATE)
		return OK;
	e = tree_move_descendants(c, (size_t)field, depth);
	return e == ERR_INVALID ? OK : e;
}
