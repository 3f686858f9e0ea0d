/*
 * migration.h - Migration files, NNN_title.up.sql and NNN_title.down.sql (.json for MongoDB),
 * and the checks all drivers share.
 */
#ifndef MIGRATION_H
#define MIGRATION_H

#include "base/err.h"

struct migration {
	int64_t number;
	struct str title;
	struct str up, down; /* contents of the files */
	struct str sha256;   /* of both, in hex */
};

struct migrations { /* v[i].number is i + 1 */
	struct migration *v;
	size_t n;
};

/* All migrations of dir/driver, in w->mem. UNAVAILABLE with the file's name on a gap, a
 * missing counterpart or an unreadable file. */
enum err migrations_read(const char *dir, const char *driver, const char *suffix,
    struct migrations *, struct why *) MUST_CHECK;

/* CONFLICT unless the migration run under this number equals the present one. */
enum err migrations_check_unchanged(
    const struct migrations *, int64_t number, struct str sha256, struct why *) MUST_CHECK;

/* The number meant by `to` (MIGRATE_UP, MIGRATE_DOWN, or the number itself) for a database at
 * `at`; BAD_REQUEST when there is no such migration. */
enum err migrations_target(
    const struct migrations *, int64_t at, int64_t to, int64_t *target, struct why *) MUST_CHECK;

void migrations_put_status(struct buf *, const struct migrations *, int64_t at);
void migration_put_step(struct buf *, const struct migration *, bool up);

#endif
