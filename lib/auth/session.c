/* session.c - Session rows and rotating refresh tokens. */
#include "auth/session.h"

#include <stdio.h>
#include <string.h>

#include "auth/mac.h"
#include "base/mem.h"
#include "base/uuid.h"

enum { SESSION_NONCE_SIZE = 16, SESSION_SID_MAX = 64, SESSION_TRIES = 20 };

static const int64_t refresh_grace_ms = 10 * 1000;
static const int64_t session_life_ms = INT64_C(30) * 24 * 3600 * 1000;
static const char refresh_purpose[] = "refresh token";

static enum err
session_unauthenticated(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Not authenticated");
}

static int64_t
session_earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* --- authentication --- */

bool
session_is_open(const struct session *s, const struct user *u, int64_t now)
{
	return !HAS(s, session, ended_at) && s->idle_until > now && s->expires_at > now &&
	       s->epoch == u->epoch && u->is_active && str_eq(s->user_id, u->id);
}

/* The session and its user; UNAUTHENTICATED when either does not exist. */
static enum err
session_get_with_user(
    struct store *st, struct str sid, struct session *s, struct user *u, struct why *w)
{
	enum err e = store_get(st, &session_schema, sid, s, w);

	if (e == OK)
		e = store_get(st, &user_schema, s->user_id, u, w);
	return e == ERR_NOT_FOUND ? session_unauthenticated(w) : e;
}

enum err
session_authenticate(struct store *st, struct tokens *t, struct str bearer, int64_t now,
    struct user *u, struct session *s, struct why *w)
{
	struct token_claims claims;
	enum err e;

	if ((e = token_verify(t, bearer, &claims, now, w)) != OK)
		return e;
	if ((e = session_get_with_user(st, claims.sid, s, u, w)) != OK)
		return e;
	return str_eq(claims.sub, u->id) && session_is_open(s, u, now) ? OK
								       : session_unauthenticated(w);
}

/* --- refresh tokens --- */

static struct str
refresh_mac_text(const void *mem, const struct session *s, int64_t gen)
{
	return str_printf(mem, "%.*s.%lld.%.*s", STRF(s->id), (long long)gen, STRF(s->nonce));
}

struct str
session_refresh_token(const struct tokens *t, const void *mem, const struct session *s)
{
	struct str mac = mac_make(t, mem, refresh_purpose, refresh_mac_text(mem, s, s->gen));

	return str_printf(mem, "%.*s.%lld.%.*s", STRF(s->id), (long long)s->gen, STRF(mac));
}

struct refresh_token_parts {
	struct str sid, mac;
	int64_t gen;
};

/* Only as session_refresh_token() writes it, so that a token has one spelling. */
static bool
refresh_parse_gen(struct str v, int64_t *gen)
{
	char as_written[24];

	if (!str_int(v, gen) || *gen < 0)
		return false;
	snprintf(as_written, sizeof as_written, "%lld", (long long)*gen);
	return str_is(v, as_written);
}

static bool
refresh_token_parse(struct str token, struct refresh_token_parts *p)
{
	struct str gen;

	token = str_cut(token, '.', &p->sid);
	p->mac = str_cut(token, '.', &gen);
	return p->mac.n > 0 && p->sid.n > 0 && p->sid.n <= SESSION_SID_MAX &&
	       refresh_parse_gen(gen, &p->gen);
}

struct session *
session_new(const struct tokens *t, const struct change_context *cx, const struct user *u,
    enum session_mode mode, struct str user_agent)
{
	struct session *s = MEM_ONE(cx->mem, struct session);
	unsigned char nonce[SESSION_NONCE_SIZE];
	size_t most = (size_t)session_schema.fields[FIELD(session, user_agent)].max;

	random_bytes(nonce, sizeof nonce);
	SET(s, session, id, uuid_v7(cx->mem));
	SET(s, session, user_id, u->id);
	SET(s, session, epoch, u->epoch);
	SET(s, session, nonce, str_base64url(cx->mem, nonce, sizeof nonce));
	SET(s, session, gen, 0);
	SET(s, session, mode, (int)mode);
	SET(s, session, created_at, cx->now);
	SET(s, session, rotated_at, cx->now);
	SET(s, session, expires_at, cx->now + session_life_ms);
	SET(s, session, idle_until, session_earlier(cx->now + t->idle_ms, s->expires_at));
	if (cx->address.n > 0)
		SET(s, session, address, cx->address);
	user_agent.n = user_agent.n < most ? user_agent.n : most;
	if (user_agent.n > 0 && str_utf8(user_agent) && !str_control(user_agent))
		SET(s, session, user_agent, user_agent);
	return s;
}

static enum err
session_rotate(struct store *st, const struct tokens *t, const struct change_context *cx,
    struct session *s, struct why *w)
{
	struct batch b = batch_init(cx->mem);

	SET(s, session, gen, s->gen + 1);
	SET(s, session, rotated_at, cx->now);
	SET(s, session, idle_until, session_earlier(cx->now + t->idle_ms, s->expires_at));
	batch_add(&b, OP_UPDATE, &session_schema, s)->version = s->version;
	batch_urgent(&b);
	return store_apply(st, b.ops, b.n, w);
}

/* --- ending --- */

static enum err
session_end_as(struct store *st, const struct change_context *cx, struct session *s,
    const char *action, struct str label, struct why *w)
{
	struct batch b = batch_init(cx->mem);

	SET(s, session, ended_at, cx->now);
	SET(s, session, ended_why, str_of(action));
	batch_add(&b, OP_UPDATE, &session_schema, s)->version = s->version;
	change_audit(&b, cx, action, &session_schema, s->id, label, NULL, NULL);
	batch_urgent(&b);
	return store_apply(st, b.ops, b.n, w);
}

/* One attempt; CLASH: the session was changed meanwhile. */
static enum err
session_refresh_once(struct store *st, const struct tokens *t, const struct change_context *cx,
    const struct refresh_token_parts *p, enum session_mode mode, struct session *s, struct user *u,
    struct why *w)
{
	struct change_context as_owner = *cx;
	enum err e;

	if ((e = session_get_with_user(st, p->sid, s, u, w)) != OK)
		return e;
	if (!mac_is(t, refresh_purpose, refresh_mac_text(cx->mem, s, p->gen), p->mac) ||
	    s->mode != (int)mode || !session_is_open(s, u, cx->now))
		return session_unauthenticated(w);
	if (p->gen == s->gen)
		return session_rotate(st, t, cx, s, w);
	if (p->gen == s->gen - 1 && cx->now - s->rotated_at <= refresh_grace_ms)
		return OK;
	as_owner.user_id = u->id;
	e = session_end_as(st, &as_owner, s, "refresh_reuse", u->username, w);
	return e == OK ? session_unauthenticated(w) : e;
}

enum err
session_refresh(struct store *st, const struct tokens *t, const struct change_context *cx,
    struct str token, enum session_mode mode, struct session *s, struct user *u, struct why *w)
{
	struct refresh_token_parts p;
	enum err e = ERR_CLASH;

	if (!refresh_token_parse(token, &p))
		return session_unauthenticated(w);
	for (int i = 0; i < SESSION_TRIES && e == ERR_CLASH; i++) {
		why_clear(w);
		e = session_refresh_once(st, t, cx, &p, mode, s, u, w);
	}
	return e == ERR_CLASH ? err_set(w, ERR_BUSY, "The session is busy") : e;
}

enum err
session_end(struct store *st, const struct change_context *cx, const struct user *u, struct str id,
    const char *action, struct why *w)
{
	struct session s;
	enum err e = ERR_CLASH;

	for (int i = 0; i < SESSION_TRIES && e == ERR_CLASH; i++) {
		why_clear(w);
		e = store_get(st, &session_schema, id, &s, w);
		if (e == ERR_NOT_FOUND || (e == OK && !session_is_open(&s, u, cx->now)))
			return err_set(w, ERR_NOT_FOUND, "Session not found");
		if (e == OK)
			e = session_end_as(st, cx, &s, action, u->username, w);
	}
	return e == ERR_CLASH ? err_set(w, ERR_BUSY, "The session is busy") : e;
}

/* --- lists --- */

void
session_open_filters(const struct user *u, int64_t now, struct filter out[SESSION_OPEN_FILTERS])
{
	const struct filter where[SESSION_OPEN_FILTERS] = {
	    {.field = FIELD(session, user_id), .cmp = CMP_EQ, .text = u->id},
	    {.field = FIELD(session, epoch), .cmp = CMP_EQ, .number = u->epoch},
	    {.field = FIELD(session, idle_until), .cmp = CMP_GT, .number = now},
	    {.field = FIELD(session, expires_at), .cmp = CMP_GT, .number = now},
	    {.field = FIELD(session, ended_at), .cmp = CMP_ABSENT},
	};

	memcpy(out, where, sizeof where);
}
