/* throttle.c - the buckets of wrong guesses, and devices that are known. */
#include "auth/throttle.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"

enum { PAIR_MAX = 10, ACCOUNT_MAX = 50, ADDRESS_MAX = 100, DEVICE_MAX = 10, DEVICE_ID_SIZE = 16 };

static const int64_t window_ms = 15 * 60 * 1000;
static const char device_purpose[] = "device";

/* --- addresses --- */

struct str
throttle_address(const void *mem, struct str address)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	char text[INET6_ADDRSTRLEN];
	unsigned char a[16];

	if (inet_pton(AF_INET6, str_dup(mem, address).s, a) != 1)
		return str_dup(mem, address);
	if (memcmp(a, mapped, sizeof mapped) == 0) {
		inet_ntop(AF_INET, a + 12, text, sizeof text);
		return str_dup(mem, str_of(text));
	}
	memset(a + 8, 0, 8);
	inet_ntop(AF_INET6, a, text, sizeof text);
	return str_printf(mem, "%s/64", text);
}

/* --- buckets --- */

/* What was typed as a name may be a password: of a name that is nobody's, the rows' ids do
 * not tell. */
static struct str
account(const struct tokens *t, const void *mem, struct str typed, const struct user *u)
{
	return u != NULL ? u->id : token_mac(t, mem, "throttled name", typed);
}

static void
add_bucket(struct throttle_guess *g, const struct change_context *d, struct str account_or_none, struct str rest)
{
	g->bucket[g->n++] = str_printf(d->mem, "%.*s|%.*s|%lld", STRF(account_or_none), STRF(rest),
	    (long long)(d->now / window_ms));
}

static enum err
failures(struct store *st, struct str id, int64_t *n, struct why *w)
{
	struct throttle row;
	enum err e = store_get(st, &throttle_schema, id, &row, w);

	*n = e == OK ? row.failures : 0;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* --- devices --- */

static struct str
device_text(const void *mem, struct str id, const struct user *u)
{
	return str_printf(mem, "%.*s.%.*s", STRF(id), STRF(u->id));
}

struct str
throttle_device_cookie(const struct tokens *t, const void *mem, const struct user *u)
{
	unsigned char bytes[DEVICE_ID_SIZE];
	struct str id, mac;

	random_bytes(bytes, sizeof bytes);
	id = str_base64url(mem, bytes, sizeof bytes);
	mac = token_mac(t, mem, device_purpose, device_text(mem, id, u));
	return str_printf(mem, "%.*s.%.*s", STRF(id), STRF(mac));
}

/* The device's id, when the user signed in on it before; else empty. */
static struct str
device_known(const struct tokens *t, const void *mem, const struct user *u, struct str device)
{
	struct str id, mac = str_cut(device, '.', &id);

	if (u == NULL || mac.n == 0 ||
	    !token_mac_is(t, device_purpose, device_text(mem, id, u), mac))
		return STR("");
	return id;
}

static enum err
address_known(
    struct store *st, const struct user *u, struct str address, bool *known, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(session, user_id), .cmp = CMP_EQ, .text = u->id},
	    {.field = FIELD(session, address), .cmp = CMP_EQ, .text = address},
	};
	const struct query q = {.schema = &session_schema, .where = where, .nwhere = 2, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*known = e == OK && rows.n > 0;
	return e;
}

/* --- a guess --- */

static enum err
locked(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Incorrect email or password");
}

static enum err
begin_on_device(struct store *st, const struct change_context *d, const struct user *u, struct str id,
    struct throttle_guess *g, bool *full, struct why *w)
{
	int64_t n;
	enum err e;

	add_bucket(g, d, u->id, id);
	e = failures(st, g->bucket[0], &n, w);
	*full = n >= DEVICE_MAX;
	return e;
}

static enum err
begin_anywhere(struct store *st, const struct change_context *d, struct str who, const struct user *u,
    struct throttle_guess *g, struct why *w)
{
	struct str address = throttle_address(d->mem, d->address);
	int64_t pair, all, from;
	bool known = false;
	enum err e;

	add_bucket(g, d, who, address);
	add_bucket(g, d, who, STR(""));
	add_bucket(g, d, STR(""), address);
	if ((e = failures(st, g->bucket[0], &pair, w)) != OK ||
	    (e = failures(st, g->bucket[1], &all, w)) != OK ||
	    (e = failures(st, g->bucket[2], &from, w)) != OK)
		return e;
	if (from >= ADDRESS_MAX) {
		w->retry_after = (int)((g->until - d->now) / 1000) + 1;
		return err_set(w, ERR_TOO_MANY, "Too many wrong passwords from this address");
	}
	if (pair >= PAIR_MAX)
		return locked(w);
	if (all < ACCOUNT_MAX || u == NULL)
		return all < ACCOUNT_MAX ? OK : locked(w);
	if ((e = address_known(st, u, d->address, &known, w)) != OK)
		return e;
	return known ? OK : locked(w);
}

enum err
throttle_check(struct store *st, const struct tokens *t, const struct change_context *d, struct str typed,
    const struct user *u, struct str device, struct throttle_guess *g, struct why *w)
{
	struct str id = device_known(t, d->mem, u, device);
	bool full = true;
	enum err e;

	*g = (struct throttle_guess){.until = (d->now / window_ms + 1) * window_ms};
	if (id.n > 0 && (e = begin_on_device(st, d, u, id, g, &full, w)) != OK)
		return e;
	if (!full)
		return OK;
	g->n = 0;
	return begin_anywhere(st, d, account(t, d->mem, typed, u), u, g, w);
}

void
throttle_count_failure(struct batch *b, const struct throttle_guess *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct throttle *row = MEM_ONE(b->mem, struct throttle);

		SET(row, throttle, id, g->bucket[i]);
		SET(row, throttle, until, g->until);
		op_increment(batch_add(b, OP_ADD, &throttle_schema, row), FIELD(throttle, failures), 1);
	}
}

void
throttle_clear(struct batch *b, const struct throttle_guess *g)
{
	batch_add(b, OP_DELETE, &throttle_schema, NULL)->id = g->bucket[0];
}

enum err
throttle_unlock(struct store *st, const struct change_context *d, const struct user *u, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(throttle, id),
		.cmp = CMP_GE,
		.text = str_printf(d->mem, "%.*s|", STRF(u->id))},
	    {.field = FIELD(throttle, id),
		.cmp = CMP_LT,
		.text = str_printf(d->mem, "%.*s}", STRF(u->id))}, /* '}' follows '|' */
	};
	const struct query q = {
	    .schema = &throttle_schema, .where = where, .nwhere = 2, .limit = OPS_MAX - 1};
	struct batch b = batch_init(d->mem);
	const struct throttle *row;
	struct rows rows;
	enum err e;

	if ((e = store_find(st, &q, &rows, w)) != OK)
		return e;
	row = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		batch_add(&b, OP_DELETE, &throttle_schema, NULL)->id = row[i].id;
	change_audit(&b, d, "unlock", &user_schema, u->id, u->username, NULL, NULL);
	return store_apply(st, b.ops, b.n, w);
}
