/*
 * migration.h - the files of migrations: NNN_title.up.sql and NNN_title.down.sql (.json for
 * MongoDB), and what is the same for all drivers that run them.
 */
#ifndef MIGRATION_H
#define MIGRATION_H

#include "base/err.h"

struct migration {
	int64_t number;
	struct str title;
	struct str up, down; /* the texts */
	struct str sha256;   /* of both, in hex */
};

struct migrations { /* v[i].number is i + 1 */
	struct migration *v;
	size_t n;
};

/* All of dir/driver, in w->mem. A gap, a file without its other half, or one that cannot
 * be read is UNAVAILABLE with the file's name. */
enum err migrations_read(const char *dir, const char *driver, const char *suffix,
    struct migrations *, struct why *) MUST_CHECK;

/* Whether what was run before under this number is what is there now: else CONFLICT. */
enum err migrations_check_unchanged(
    const struct migrations *, int64_t number, struct str sha256, struct why *) MUST_CHECK;

/* The number that `to` means (MIGRATE_UP, MIGRATE_DOWN, or itself) for a database that is at
 * `at`; BAD_REQUEST when there is no such migration. */
enum err migrations_target(
    const struct migrations *, int64_t at, int64_t to, int64_t *target, struct why *) MUST_CHECK;

void migrations_put_status(struct buf *, const struct migrations *, int64_t at);
void migration_put_step(struct buf *, const struct migration *, bool up);

#endif
