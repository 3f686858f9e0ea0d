/* throttle.c - Counts failed guesses in the store and recognizes known devices. */
#include "auth/throttle.h"

#include <arpa/inet.h>
#include <string.h>

#include "auth/mac.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "schema/records.h"

enum {
	THROTTLE_PAIR_MAX = 10,
	THROTTLE_ACCOUNT_MAX = 50,
	THROTTLE_ADDRESS_MAX = 100,
	THROTTLE_DEVICE_MAX = 10,
	THROTTLE_DEVICE_ID_SIZE = 16
};

static const int64_t throttle_window_ms = 15 * 60 * 1000;
static const char throttle_device_purpose[] = "device";

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

/* What was typed as a name may be a password, so ids of rows do not reveal unknown names. */
static struct str
throttle_account_id(const struct tokens *t, const void *mem, struct str typed, const struct user *u)
{
	return u != NULL ? u->id : mac_make(t, mem, "throttled name", typed);
}

static void
throttle_add_bucket(struct throttle_guess *g, const struct change_context *cx,
    struct str account_or_none, struct str rest)
{
	g->bucket[g->n++] = str_printf(cx->mem, "%.*s|%.*s|%lld", STRF(account_or_none), STRF(rest),
	    (long long)(cx->now / throttle_window_ms));
}

static enum err
throttle_read_failures(struct store *st, struct str id, int64_t *n, struct why *w)
{
	struct throttle row;
	enum err e = store_get(st, &throttle_schema, id, &row, w);

	*n = e == OK ? row.failures : 0;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* --- devices --- */

static struct str
throttle_device_text(const void *mem, struct str id, const struct user *u)
{
	return str_printf(mem, "%.*s.%.*s", STRF(id), STRF(u->id));
}

struct str
throttle_device_cookie(const struct tokens *t, const void *mem, const struct user *u)
{
	unsigned char bytes[THROTTLE_DEVICE_ID_SIZE];
	struct str id, mac;

	random_bytes(bytes, sizeof bytes);
	id = str_base64url(mem, bytes, sizeof bytes);
	mac = mac_make(t, mem, throttle_device_purpose, throttle_device_text(mem, id, u));
	return str_printf(mem, "%.*s.%.*s", STRF(id), STRF(mac));
}

/* The device's id, if the user has signed in on it before; otherwise empty. */
static struct str
throttle_known_device(
    const struct tokens *t, const void *mem, const struct user *u, struct str device)
{
	struct str id, mac = str_cut(device, '.', &id);

	if (u == NULL || mac.n == 0 ||
	    !mac_is(t, throttle_device_purpose, throttle_device_text(mem, id, u), mac))
		return STR("");
	return id;
}

static enum err
throttle_address_is_known(
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
throttle_locked(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Incorrect email or password");
}

static enum err
throttle_check_device(struct store *st, const struct change_context *cx, const struct user *u,
    struct str id, struct throttle_guess *g, bool *full, struct why *w)
{
	int64_t n;
	enum err e;

	throttle_add_bucket(g, cx, u->id, id);
	e = throttle_read_failures(st, g->bucket[0], &n, w);
	*full = n >= THROTTLE_DEVICE_MAX;
	return e;
}

static enum err
throttle_check_address(struct store *st, const struct change_context *cx, struct str who,
    const struct user *u, struct throttle_guess *g, struct why *w)
{
	struct str address = throttle_address(cx->mem, cx->address);
	int64_t pair, all, from;
	bool known = false;
	enum err e;

	throttle_add_bucket(g, cx, who, address);
	throttle_add_bucket(g, cx, who, STR(""));
	throttle_add_bucket(g, cx, STR(""), address);
	if ((e = throttle_read_failures(st, g->bucket[0], &pair, w)) != OK ||
	    (e = throttle_read_failures(st, g->bucket[1], &all, w)) != OK ||
	    (e = throttle_read_failures(st, g->bucket[2], &from, w)) != OK)
		return e;
	if (from >= THROTTLE_ADDRESS_MAX) {
		w->retry_after = (int)((g->until - cx->now) / 1000) + 1;
		return err_set(w, ERR_TOO_MANY, "Too many incorrect passwords from this address");
	}
	if (pair >= THROTTLE_PAIR_MAX)
		return throttle_locked(w);
	if (all < THROTTLE_ACCOUNT_MAX || u == NULL)
		return all < THROTTLE_ACCOUNT_MAX ? OK : throttle_locked(w);
	if ((e = throttle_address_is_known(st, u, cx->address, &known, w)) != OK)
		return e;
	return known ? OK : throttle_locked(w);
}

enum err
throttle_check(struct store *st, const struct tokens *t, const struct change_context *cx,
    struct str typed, const struct user *u, struct str device, struct throttle_guess *g,
    struct why *w)
{
	struct str id = throttle_known_device(t, cx->mem, u, device);
	bool full = true;
	enum err e;

	*g = (struct throttle_guess){
	    .until = (cx->now / throttle_window_ms + 1) * throttle_window_ms};
	if (id.n > 0 && (e = throttle_check_device(st, cx, u, id, g, &full, w)) != OK)
		return e;
	if (!full)
		return OK;
	g->n = 0;
	return throttle_check_address(st, cx, throttle_account_id(t, cx->mem, typed, u), u, g, w);
}

void
throttle_count_failure(struct batch *b, const struct throttle_guess *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct throttle *row = MEM_ONE(b->mem, struct throttle);

		SET(row, throttle, id, g->bucket[i]);
		SET(row, throttle, until, g->until);
		op_increment(
		    batch_add(b, OP_ADD, &throttle_schema, row), FIELD(throttle, failures), 1);
	}
}

void
throttle_clear(struct batch *b, const struct throttle_guess *g)
{
	batch_add(b, OP_DELETE, &throttle_schema, NULL)->id = g->bucket[0];
}

enum err
throttle_unlock(
    struct store *st, const struct change_context *cx, const struct user *u, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(throttle, id),
		.cmp = CMP_GE,
		.text = str_printf(cx->mem, "%.*s|", STRF(u->id))},
	    {.field = FIELD(throttle, id),
		.cmp = CMP_LT,
		.text = str_printf(cx->mem, "%.*s}", STRF(u->id))}, /* '}' is the byte after '|' */
	};
	const struct query q = {
	    .schema = &throttle_schema, .where = where, .nwhere = 2, .limit = REQUEST_OPS_MAX - 1};
	struct batch b = batch_init(cx->mem);
	const struct throttle *row;
	struct rows rows;
	enum err e;

	if ((e = store_find(st, &q, &rows, w)) != OK)
		return e;
	row = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		batch_add(&b, OP_DELETE, &throttle_schema, NULL)->id = row[i].id;
	change_audit(&b, cx, "unlock", &user_schema, u->id, u->username, NULL, NULL);
	return store_apply(st, b.ops, b.n, w);
}
