/*
 * refs.c - Looks references up, each one once for a body, as lines mostly refer to the same
 * few records.
 */
#include "masters/reference/refs.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "masters/code/code_row.h"

enum { REF_RESULTS_MAX = 64 };

struct ref_result {
	const struct schema *to;
	struct str ref;
	const char *fault; /* NULL: it exists */
};

struct ref_checker {
	struct store *store;
	enum check_how how;
	struct why *why;
	struct ref_result results[REF_RESULTS_MAX];
	size_t nresults;
};

/* The id of a unit is its code; another spelling is found by its code row. */
static enum err
refs_get_uom(struct store *st, struct str code, void *rec, struct why *w)
{
	struct code row = {0};
	enum err e;

	if ((e = store_get(st, &uom_schema, code, rec, w)) != ERR_NOT_FOUND)
		return e;
	if ((e = code_find(st, CODE_UOM, code, &row, w)) != OK)
		return e;
	return store_get(st, &uom_schema, row.record_id, rec, w);
}

enum err
refs_get(struct store *st, const struct schema *to, struct str ref, void *rec, struct why *w)
{
	return to == &uom_schema ? refs_get_uom(st, ref, rec, w) : store_get(st, to, ref, rec, w);
}

static struct ref_result *
ref_find_result(struct ref_checker *c, const struct schema *to, struct str ref)
{
	for (size_t i = 0; i < c->nresults; i++)
		if (c->results[i].to == to && str_eq(c->results[i].ref, ref))
			return &c->results[i];
	return NULL;
}

static enum err
ref_find_fault(struct ref_checker *c, const struct schema *to, struct str ref, const char **fault)
{
	const struct ref_result *k = ref_find_result(c, to, ref);
	struct why why;
	void *rec;
	enum err e;

	assert(to->stored);
	*fault = k != NULL ? k->fault : NULL;
	if (k != NULL)
		return OK;
	rec = mem_new(c->why->mem, to->size);
	why_init(&why, c->why->mem);
	if ((e = refs_get(c->store, to, ref, rec, &why)) != OK && e != ERR_NOT_FOUND)
		return err_set(c->why, e, "%.*s", STRF(why.text));
	if (e == ERR_NOT_FOUND)
		*fault = "not_found";
	else if (c->how == CHECK_CREATE && !rec_is_active(to, rec))
		*fault = "inactive";
	if (c->nresults < REF_RESULTS_MAX)
		c->results[c->nresults++] = (struct ref_result){to, ref, *fault};
	return OK;
}

static enum err
ref_check_field(
    struct ref_checker *c, const struct field *f, const void *rec, const struct loc *loc)
{
	const struct str ref = rec_text(rec, f);
	const char *fault;
	enum err e;

	if ((e = ref_find_fault(c, f->ref, ref, &fault)) != OK || fault == NULL)
		return e;
	loc = loc_name(c->why, loc, f->name);
	if (strcmp(fault, "inactive") == 0)
		err_field(c->why, loc, fault, "The %s is inactive", f->ref->name);
	else
		err_field(c->why, loc, fault, "There is no such %s", f->ref->name);
	return OK;
}

static enum err
refs_check_record(
    struct ref_checker *c, const struct schema *s, const void *rec, const struct loc *loc)
{
	enum err e = OK;

	for (size_t i = 0; i < s->nfields && e == OK; i++) {
		const struct field *f = &s->fields[i];
		const struct lines *lines = rec_at(rec, f);

		if (!rec_has(rec, i) || (f->flags & F_READONLY))
			continue;
		if (f->type == T_REF)
			e = ref_check_field(c, f, rec, loc);
		for (size_t k = 0; f->type == T_LINES && k < lines->n && e == OK; k++)
			e = refs_check_record(c, f->ref, line_at(f, lines, k),
			    loc_at(c->why, loc_name(c->why, loc, f->name), k));
	}
	return e;
}

enum err
refs_check(struct store *st, const struct schema *s, enum check_how how, const void *rec,
    const struct loc *loc, struct why *w)
{
	struct ref_checker c = {.store = st, .how = how, .why = w};
	enum err e;

	if ((e = refs_check_record(&c, s, rec, loc)) != OK)
		return e;
	return w->nfaults > 0 ? ERR_INVALID : OK;
}
