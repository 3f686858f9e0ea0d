/* migration.c - Reads migration files and checks them against those already run. */
#include "store/migration.h"

#include <errno.h>
#include <glob.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/store.h"

enum { NUMBER_DIGITS = 3 };

static enum err
migration_read_text(const char *path, struct str *out, struct why *w)
{
	struct buf b = buf_init(w->mem);
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	do {
		buf_reserve(&b, 65536);
		n = fread(b.s + b.n, 1, 65536, f);
		b.n += n;
		b.s[b.n] = '\0';
	} while (n > 0);
	fclose(f);
	*out = buf_str(&b);
	return OK;
}

static struct str
migration_checksum(const void *mem, struct str up, struct str down)
{
	struct buf both = buf_init(mem);
	unsigned char sum[SHA256_DIGEST_LENGTH];

	buf_put(&both, up);
	buf_putc(&both, '\0');
	buf_put(&both, down);
	SHA256((const unsigned char *)both.s, both.n, sum);
	return str_hex(mem, sum, sizeof sum);
}

/* path ends with NNN_title.up.SUFFIX; its counterpart has .down. in that place. */
static enum err
migration_read(const char *path, size_t tail, int64_t number, struct migration *m, struct why *w)
{
	const char *name = strrchr(path, '/') + 1;
	size_t stem = strlen(path) - tail;
	struct str title = {name, stem - (size_t)(name - path)};
	const char *suffix = path + stem + strlen(".up");
	enum err e;

	if (title.n <= NUMBER_DIGITS + 1 ||
	    !str_int((struct str){name, NUMBER_DIGITS}, &m->number) || m->number != number)
		return err_set(w, ERR_UNAVAILABLE, "%s: expected number %0*lld", path,
		    NUMBER_DIGITS, (long long)number);
	m->title = str_dup(w->mem, str_from(title, NUMBER_DIGITS + 1));
	if ((e = migration_read_text(path, &m->up, w)) != OK)
		return e;
	e = migration_read_text(
	    str_printf(w->mem, "%.*s.down%s", (int)stem, path, suffix).s, &m->down, w);
	if (e == OK)
		m->sha256 = migration_checksum(w->mem, m->up, m->down);
	return e;
}

enum err
migrations_read(
    const char *dir, const char *driver, const char *suffix, struct migrations *ms, struct why *w)
{
	struct str pattern = str_printf(w->mem, "%s/%s/*.up.%s", dir, driver, suffix);
	size_t tail = strlen(".up.") + strlen(suffix);
	glob_t found;
	enum err e = OK;

	*ms = (struct migrations){0};
	if (glob(pattern.s, 0, NULL, &found) != 0)
		return err_set(w, ERR_UNAVAILABLE, "No migrations in %s/%s", dir, driver);
	ms->v = MEM_MANY(w->mem, struct migration, found.gl_pathc);
	for (; e == OK && ms->n < found.gl_pathc; ms->n++)
		e = migration_read(
		    found.gl_pathv[ms->n], tail, (int64_t)ms->n + 1, &ms->v[ms->n], w);
	globfree(&found);
	return e;
}

enum err
migrations_check_unchanged(
    const struct migrations *ms, int64_t number, struct str sha256, struct why *w)
{
	if (number > (int64_t)ms->n)
		return err_set(w, ERR_CONFLICT,
		    "The database is at migration %lld, this program knows %zu: the program is too "
		    "old",
		    (long long)number, ms->n);
	if (!str_eq(sha256, ms->v[number - 1].sha256))
		return err_set(w, ERR_CONFLICT,
		    "Migration %03lld %.*s is not the one that was run: its file was changed",
		    (long long)number, STRF(ms->v[number - 1].title));
	return OK;
}

enum err
migrations_target(
    const struct migrations *ms, int64_t at, int64_t to, int64_t *target, struct why *w)
{
	if (to == MIGRATE_UP)
		to = (int64_t)ms->n;
	if (to == MIGRATE_DOWN)
		to = at > 0 ? at - 1 : 0;
	if (to < 0 || to > (int64_t)ms->n)
		return err_set(w, ERR_BAD_REQUEST, "There is no migration %lld", (long long)to);
	*target = to;
	return OK;
}

void
migrations_put_status(struct buf *b, const struct migrations *ms, int64_t at)
{
	for (size_t i = 0; i < ms->n; i++)
		buf_printf(b, "%s %03lld %.*s\n", ms->v[i].number <= at ? "done" : "open",
		    (long long)ms->v[i].number, STRF(ms->v[i].title));
}

void
migration_put_step(struct buf *b, const struct migration *m, bool up)
{
	buf_printf(
	    b, "%s %03lld %.*s\n", up ? "up  " : "down", (long long)m->number, STRF(m->title));
}
