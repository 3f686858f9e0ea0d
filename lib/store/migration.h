/*
 * migration.h - the files of migrations: NNN_title.up.sql and NNN_title.down.sql.
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

#endif
