/*
 * config.h - the settings, read once from the environment by the rows of config.def.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/err.h"

struct config {
#define TEXT(name, ...)   struct str name; /* .s is NULL when unset */
#define SECRET(name, ...) struct str name;
#define NUMBER(name, ...) int64_t name;
#define SWITCH(name, ...) bool name;
#include "base/config.def"
#undef TEXT
#undef SECRET
#undef NUMBER
#undef SWITCH
};

/* Reads all settings, holds them against their types and bounds, and derives DATABASE_URL
 * when it is unset. Every bad value is a fault of *w at its name. Values live in mem. */
enum err config_load(void *mem, struct config *, struct why *w) MUST_CHECK;

/* What serving requests needs beyond that: secrets, a known zone, nothing that is for tests
 * alone. Verbs that only print do without. */
enum err config_check(const struct config *, struct why *w) MUST_CHECK;

/* Of MongoDB: with DB_NAME where it names no database, and with what tests are allowed. */
struct str config_store_url(const void *mem, const struct config *, struct str url);
/* Without a password; all of its options may be secret, so they are masked too. */
void config_put_url(struct buf *, struct str url);

/* A file of the runtime folder: what the processes of one machine share. */
const char *config_runtime_path(const void *mem, const struct config *, const char *name);

/* "NAME=value  (from where)" for each; secrets and passwords inside URLs masked. */
void config_print(struct buf *, const struct config *);
void config_example(struct buf *); /* .env.example */

/* Calls each for every secret that is given as a file. */
void config_secret_files(
    void *mem, void (*each)(void *arg, const char *name, const char *path), void *arg);

bool config_is_test(const struct config *);            /* ENVIRONMENT=test */
bool config_is_production(const struct config *);      /* not development, not test */
bool config_series_by_location(const struct config *); /* NUMBER_SERIES=location */

#endif
