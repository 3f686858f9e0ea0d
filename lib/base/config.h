/* config.h - Settings from the environment, by the rows of config.def; read once at start. */
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

/* Reads all settings, checks types and bounds, and derives DATABASE_URL when it is unset.
 * Every invalid value is a fault in *w at its name. Values are allocated in mem. */
enum err config_load(void *mem, struct config *, struct why *w) MUST_CHECK;

/* Checks what serving requests needs beyond that: secrets, a known time zone, no test-only
 * settings. Commands that only print do not call it. */
enum err config_check(const struct config *, struct why *w) MUST_CHECK;

/* The store's URL. For MongoDB, with DB_NAME when the URL names no database, and with the
 * options that tests are allowed. */
struct str config_store_url(const void *mem, const struct config *, struct str url);
/* Writes the URL without its password; options are masked too, as any may be secret. */
void config_put_url(struct buf *, struct str url);

/* Path of a file in the runtime folder, which the processes of one machine share. */
const char *config_runtime_path(const void *mem, const struct config *, const char *name);

/* "NAME=value  (source)" for each setting; secrets and passwords in URLs are masked. */
void config_print(struct buf *, const struct config *);
void config_example(struct buf *); /* .env.example */

/* Calls `each` for every secret that is read from a file. */
void config_secret_files(
    void *mem, void (*each)(void *arg, const char *name, const char *path), void *arg);

bool config_is_test(const struct config *);            /* ENVIRONMENT is test */
bool config_is_production(const struct config *);      /* neither development nor test */
bool config_series_by_location(const struct config *); /* NUMBER_SERIES is location */

#endif
