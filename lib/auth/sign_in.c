/* sign_in.c - Applies throttle and password check in order, then creates the session. */
#include "auth/sign_in.h"

#include "auth/password.h"
#include "auth/refusal.h"
#include "auth/throttle.h"
#include "auth/user.h"

static enum err
sign_in_unauthenticated(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Incorrect email or password");
}

/* Counts a failed attempt; what was typed is not stored. g is NULL when its buckets were full
 * already. */
static enum err
sign_in_count_failure(struct store *st, const struct change_context *cx, const struct user *u,
    const struct throttle_guess *g, struct why *w)
{
	struct batch b = batch_init(cx->mem);
	struct change_context whose = *cx;
	enum err e;

	if (u != NULL)
		whose.user_id = u->id;
	if (g != NULL)
		throttle_count_failure(&b, g);
	refusal_add(&b, &whose, "sign_in");
	batch_urgent(&b);
	e = store_apply(st, b.ops, b.n, w);
	return e == OK ? sign_in_unauthenticated(w) : e;
}

/* OK when the password is that of u (NULL: unknown user) and u may sign in. */
static enum err
sign_in_check(struct store *st, const struct config *c, const struct tokens *t,
    const struct change_context *cx, const struct sign_in *in, const struct user *u,
    struct throttle_guess *g, struct why *w)
{
	struct str typed = str_fold(cx->mem, in->typed);
	struct str hash = u != NULL ? u->password_hash : STR("");
	bool same;
	enum err e;

	e = throttle_check(st, t, cx, typed, u, in->device, g, w);
	if (e != OK)
		return e == ERR_UNAUTHENTICATED ? sign_in_count_failure(st, cx, u, NULL, w) : e;
	if ((e = password_verify(c, in->password, hash, &same, w)) != OK)
		return e;
	return same && u->is_active ? OK : sign_in_count_failure(st, cx, u, g, w);
}

/* Ignores temporary failures, as the password was right; the next sign-in tries again. */
static enum err
sign_in_rehash(struct store *st, const struct config *c, struct user *u, const struct sign_in *in,
    struct why *w)
{
	enum err e = user_rehash(st, c, u, in->password, w);

	if (e != ERR_CLASH && e != ERR_BUSY && e != ERR_STORAGE_FULL)
		return e;
	why_clear(w);
	return OK;
}

enum err
sign_in(struct store *st, const struct config *c, const struct tokens *t,
    const struct change_context *cx, const struct sign_in *in, struct user *u, struct session *s,
    struct why *w)
{
	struct batch b = batch_init(cx->mem);
	struct change_context owner = *cx;
	struct throttle_guess g;
	enum err e = user_find(st, in->typed, u, w), found = e;

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if ((e = sign_in_check(st, c, t, cx, in, found == OK ? u : NULL, &g, w)) != OK)
		return e;
	if (password_is_outdated(c, u->password_hash) &&
	    (e = sign_in_rehash(st, c, u, in, w)) != OK)
		return e;
	owner.user_id = u->id;
	*s = *session_new(t, cx, u, in->mode, in->user_agent);
	batch_add(&b, OP_INSERT, &session_schema, s);
	throttle_clear(&b, &g);
	change_audit(&b, &owner, "sign_in", &session_schema, s->id, u->username, NULL, NULL);
	batch_urgent(&b);
	return store_apply(st, b.ops, b.n, w);
}

enum err
sign_in_reauthenticate(struct store *st, const struct config *c, const struct tokens *t,
    const struct change_context *cx, const struct user *u, struct str password, struct str device,
    struct why *w)
{
	const struct sign_in in = {.typed = u->username, .password = password, .device = device};
	struct throttle_guess g;

	return sign_in_check(st, c, t, cx, &in, u, &g, w);
}
