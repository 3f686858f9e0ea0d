/*
 * audit.c - Lists the audit trail and the counts of refused requests, newest first. Users and
 * sign-ins are only shown with audit.read_all.
 */
#include "api/handlers.h"
#include "api/list.h"
#include "auth/permission.h"
#include "base/mem.h"
#include "schema/records.h"

/* The schemas whose history needs audit.read_all. */
static const struct schema *const audit_personal_schemas[] = {&user_schema, &session_schema};

static void
audit_exclude_personal(struct listing *l)
{
	for (size_t i = 0; i < sizeof audit_personal_schemas / sizeof *audit_personal_schemas; i++)
		list_where(l, (struct filter){.field = FIELD(audit, record),
				  .cmp = CMP_NE,
				  .text = str_of(audit_personal_schemas[i]->name)});
}

static bool
audit_is_sorted(const struct req *req)
{
	return http_param(req, "sort").s != NULL;
}

static enum err
audit_name_user(struct req *req, const struct rows *rows, size_t i)
{
	struct audit *a = (struct audit *)rows->v + i;
	struct user user = {0};
	enum err e = OK;

	for (struct audit *before = rows->v; before < a; before++)
		if (HAS(before, audit, user_name) && str_eq(before->user_id, a->user_id)) {
			SET(a, audit, user_name, before->user_name);
			return OK;
		}
	if (HAS(a, audit, user_id))
		e = store_get(req->app->store, &user_schema, a->user_id, &user, &req->why);
	if (e == OK && user.username.n > 0)
		SET(a, audit, user_name, user.username);
	return e == ERR_NOT_FOUND ? OK : e;
}

/* Whether the user may read all fields of such records; of others only that they changed. */
static bool
audit_can_read(const struct req *req, struct str record)
{
	const struct schema *s = schema_named(record);

	for (size_t i = 0; s != NULL && i < s->nfields; i++)
		if (s->fields[i].read != PERM_NONE && !(s->fields[i].flags & F_VIRTUAL) &&
		    !has_perm(req->cx.perms, s->fields[i].read))
			return false;
	return true;
}

static enum err
audit_complete_rows(struct req *req, const struct rows *rows)
{
	enum err e = OK;

	for (size_t i = 0; i < rows->n && e == OK; i++) {
		struct audit *a = (struct audit *)rows->v + i;

		e = audit_name_user(req, rows, i);
		if (audit_can_read(req, a->record))
			continue;
		rec_unset(a, FIELD(audit, before));
		rec_unset(a, FIELD(audit, after));
	}
	return e;
}

enum err
audit_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &audit_schema, &l)) != OK)
		return e;
	list_between(req, &l, FIELD(audit, at));
	if (!has_perm(req->cx.perms, PERM_AUDIT_READ_ALL))
		audit_exclude_personal(&l);
	if (!audit_is_sorted(req))
		l.query.order = (struct order){FIELD(audit, at), true};
	if ((e = list_find(req, &l, &rows)) != OK)
		return e;
	if ((e = audit_complete_rows(req, &rows)) != OK)
		return e;
	return list_answer(req, res, &l, &audit_schema, &rows);
}

enum err
audit_refusals(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &refusal_schema, &l)) != OK)
		return e;
	list_between(req, &l, FIELD(refusal, minute));
	if (!audit_is_sorted(req))
		l.query.order = (struct order){FIELD(refusal, minute), true};
	if ((e = list_find(req, &l, &rows)) != OK)
		return e;
	return list_answer(req, res, &l, &refusal_schema, &rows);
}
