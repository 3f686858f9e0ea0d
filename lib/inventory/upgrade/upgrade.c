/* upgrade.c - Runs pending upgrade steps in order and records progress. */
#include "inventory/upgrade/upgrade.h"

#include "base/mem.h"
#include "inventory/upgrade/lot_upgrade.h"
#include "inventory/upgrade/minimum_upgrade.h"
#include "inventory/upgrade/period_upgrade.h"
#include "inventory/upgrade/search_upgrade.h"
#include "inventory/upgrade/unit_use_upgrade.h"
#include "masters/code/scan.h"
#include "schema/records.h"

#define UPGRADE_SETTING "upgrade"

/* In order; never remove or move a released step. */
static enum err (*const upgrade_steps[])(struct store *, struct buf *report, struct why *) = {
    unit_use_upgrade,
    lot_upgrade,
    period_upgrade,
    scan_upgrade,
    search_upgrade,
    minimum_upgrade,
    NULL,
};

static size_t
upgrade_count_steps(void)
{
	size_t n = 0;

	while (upgrade_steps[n] != NULL)
		n++;
	return n;
}

/* *absent: no step was ever run. */
static enum err
upgrade_get_done(struct store *st, size_t *done, bool *absent, struct why *w)
{
	struct setting s;
	int64_t n = 0;
	enum err e = store_get(st, &setting_schema, STR(UPGRADE_SETTING), &s, w);

	*absent = e == ERR_NOT_FOUND;
	*done = 0;
	if (*absent) {
		why_clear(w);
		return OK;
	}
	if (e == OK && (!str_int(s.value, &n) || n < 0))
		return err_set(w, ERR_CONFLICT, "The setting " UPGRADE_SETTING " is not a number");
	*done = (size_t)n;
	return e;
}

static enum err
upgrade_set_done(struct store *st, size_t done, bool absent, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct setting *s = MEM_ONE(w->mem, struct setting);
	enum err e;

	SET(s, setting, id, STR(UPGRADE_SETTING));
	SET(s, setting, value, str_printf(w->mem, "%zu", done));
	batch_add(&b, absent ? OP_INSERT : OP_UPDATE, &setting_schema, s);
	e = store_apply(st, b.ops, b.n, w);
	if (e != ERR_EXISTS)
		return e;
	why_clear(w); /* a concurrent upgrade */
	return OK;
}

enum err
upgrade_is_empty(struct store *st, bool *yes, struct why *w)
{
	*yes = true;
	for (size_t i = 0; *yes && schemas[i] != NULL; i++) {
		const struct query any = {.schema = schemas[i], .limit = 1};
		struct rows rows = {0};
		enum err e = schemas[i]->stored ? store_find(st, &any, &rows, w) : OK;

		if (e != OK)
			return e;
		*yes = rows.n == 0;
	}
	return OK;
}

enum err
upgrade_skip(struct store *st, struct why *w)
{
	return upgrade_set_done(st, upgrade_count_steps(), true, w);
}

enum err
upgrade(struct store *st, struct buf *report, struct why *w)
{
	size_t done, n = upgrade_count_steps();
	bool absent;
	enum err e = upgrade_get_done(st, &done, &absent, w);

	if (e != OK || done >= n)
		return e;
	for (size_t i = done; e == OK && i < n; i++)
		e = upgrade_steps[i](st, report, w);
	return e != OK ? e : upgrade_set_done(st, n, absent, w);
}

enum err
upgrade_check(struct store *st, struct why *w)
{
	size_t done, n = upgrade_count_steps();
	bool absent;
	enum err e = upgrade_get_done(st, &done, &absent, w);

	if (e == OK && done < n)
		return err_set(w, ERR_CONFLICT,
		    "The rows were written by an earlier version: run `ccpl migrate up`");
	return e;
}
