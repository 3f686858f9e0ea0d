/* resolver.c - Looks codes and foreign ids up in the store, each one once. */
#include "import/resolver.h"

#include "base/mem.h"
#include "masters/code/code_row.h"
#include "masters/master/master.h"

/* The hash is allocated with the rest of the import. */
#define uthash_malloc(n)  mem_new(r->mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <assert.h>
#include <uthash.h>

struct resolver_entry {
	struct str id;
	UT_hash_handle hh;
	char key[];
};

struct str
resolver_source_code(
    const struct resolver *r, const struct schema *s, struct str id, const void *mem)
{
	return str_printf(mem, "%.*s/%s/%.*s", STRF(r->system), s->name, STRF(id));
}

static struct str
resolver_key(const struct schema *s, struct str text, bool source, const void *mem)
{
	return str_printf(
	    mem, "%s %s %.*s", source ? "source" : "code", s->name, STRF(str_fold(mem, text)));
}

static struct resolver_entry *
resolver_look_up(const struct resolver *r, struct str key)
{
	struct resolver_entry *k;

	HASH_FIND(hh, r->entries, key.s, key.n, k);
	return k;
}

static void
resolver_set(struct resolver *r, struct str key, struct str id)
{
	struct resolver_entry *k = resolver_look_up(r, key);

	if (k == NULL) {
		k = mem_new(r->mem, sizeof *k + key.n);
		memcpy(k->key, key.s, key.n);
		HASH_ADD(hh, r->entries, key[0], key.n, k);
	}
	k->id = str_dup(k, id);
}

enum err
resolver_find_stored(const struct resolver *r, const struct schema *to, struct str text,
    bool source, struct str *id, struct why *w)
{
	struct code row = {0};
	struct why mine;
	enum err e;

	assert(to->stored);
	why_init(&mine, w->mem);
	e = code_find(r->store, source ? CODE_SOURCE : master_code_kind(to),
	    source ? resolver_source_code(r, to, text, w->mem) : text, &row, &mine);
	if (e != OK && e != ERR_NOT_FOUND)
		return err_set(w, e, "%.*s", STRF(mine.text));
	if (e == OK && row.also.n > 0)
		return err_set(
		    w, ERR_AMBIGUOUS, "names more than one item; `ccpl check` lists them");
	*id = e == OK ? row.record_id : STR_NONE;
	return OK;
}

enum err
resolver_find(struct resolver *r, const struct schema *to, struct str text, bool source,
    struct str *id, struct why *w)
{
	struct str key = resolver_key(to, text, source, w->mem);
	const struct resolver_entry *k = resolver_look_up(r, key);
	enum err e;

	if (k != NULL) {
		*id = k->id;
		return OK;
	}
	if ((e = resolver_find_stored(r, to, text, source, id, w)) == OK)
		resolver_set(r, key, *id);
	return e;
}

void
resolver_add(
    struct resolver *r, const struct schema *s, struct str text, bool source, struct str id)
{
	void *mem = mem_root("key");

	assert(id.n > 0);
	resolver_set(r, resolver_key(s, text, source, mem), id);
	mem_free(mem);
}
