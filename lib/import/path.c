/* path.c - Looks a path up from its end, whose code is unique, and compares what is above. */
#include "import/path.h"

#include "base/mem.h"
#include "masters/tree/tree.h"
#include "store/batch_index.h"

struct path_reader {
	struct import *im;
	const struct schema *schema;
	struct why *w;
};

bool
path_cut(struct str *path)
{
	struct str head, rest = str_cut(*path, '/', &head);

	*path = str_trim(rest);
	return rest.s != NULL;
}

/* A record in the store, or one this import creates. */
static enum err
path_get(const struct path_reader *r, struct str id, void *rec)
{
	const void *new = r->im->into == NULL ? NULL : batch_inserted(r->im->into, r->schema, id);

	if (new == NULL)
		return store_get(r->im->store, r->schema, id, rec, r->w);
	memcpy(rec, new, r->schema->size);
	return OK;
}

/* The code of a record, and the id of the one above it. */
static enum err
path_read(const struct path_reader *r, struct str id, struct str *code, struct str *parent)
{
	void *rec = mem_new(r->w->mem, r->schema->size);
	enum err e = path_get(r, id, rec);

	*code = e == OK ? rec_text(rec, &r->schema->fields[r->schema->code]) : STR_NONE;
	*parent = e == OK ? tree_parent(r->schema, rec) : STR_NONE;
	return e;
}

/* Removes the code, in any case, from the end of the path; false: it is not there. */
static bool
path_cut_last(const struct path_reader *r, struct str *path, struct str code)
{
	const struct str given = str_fold(r->w->mem, *path), end = str_fold(r->w->mem, code);
	struct str before = {given.s, given.n - end.n};

	if (!str_ends(given, end))
		return false;
	before = str_trim(before);
	if (before.n > 0 && !str_ends(before, STR("/")))
		return false;
	*path = before.n == 0 ? before : str_trim((struct str){before.s, before.n - 1});
	return true;
}

/* Whether the path ends with the codes from below the root, or from anywhere, down to the record;
 * *is is the path it has. */
static enum err
path_compare(
    const struct path_reader *r, struct str path, struct str id, bool *same, struct str *is)
{
	struct str code, parent;
	enum err e;

	*is = STR_NONE;
	*same = true;
	for (int depth = 0; id.n > 0 && depth <= TREE_DEPTH_MAX; depth++, id = parent) {
		if ((e = path_read(r, id, &code, &parent)) != OK)
			return e;
		*is = is->n == 0 ? code : str_printf(r->w->mem, "%.*s/%.*s", STRF(code), STRF(*is));
		if (*same && path.n > 0)
			*same = path_cut_last(r, &path, code);
	}
	*same = *same && path.n == 0;
	return OK;
}

enum err
path_find(struct import *im, const struct schema *s, struct str path, struct str *id,
    struct str *why_not, struct why *w)
{
	const struct path_reader r = {im, s, w};
	struct str is = STR_NONE, at;
	bool same = false;
	enum err e = OK;

	*id = *why_not = STR_NONE;
	for (struct str rest = path; path_cut(&rest) && e == OK && !same;) {
		if ((e = resolver_find(&im->resolver, s, rest, false, &at, w)) != OK || at.n == 0)
			continue;
		if (str_eq(at, IMPORT_FAULTY_ID)) {
			same = true;
			*id = at;
		} else if ((e = path_compare(&r, path, at, &same, &is)) == OK && same) {
			*id = at;
		}
	}
	if (e == OK && !same && is.n > 0)
		*why_not = str_printf(w->mem, "the path of that one is %.*s", STRF(is));
	return e;
}
