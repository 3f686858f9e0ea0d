/* config.c - Loads and prints the settings. */
#include "base/config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { FILE_MAX = 65536 };

enum config_type { TEXT, SECRET, NUMBER, SWITCH };

static const struct config_row {
	const char *name;
	enum config_type kind;
	size_t off;
	const char *preset;       /* TEXT, SECRET; NULL: unset */
	int64_t number, min, max; /* NUMBER; SWITCH uses number alone */
	const char *doc;
} config_rows[] = {
#define AT(n)                  .name = #n, .off = offsetof(struct config, n)
#define TEXT(n, value, text)   {AT(n), .kind = TEXT, .preset = (value), .doc = (text)},
#define SECRET(n, value, text) {AT(n), .kind = SECRET, .preset = (value), .doc = (text)},
#define NUMBER(n, value, a, b, t)                                                                  \
	{AT(n), .kind = NUMBER, .number = (value), .min = (a), .max = (b), .doc = (t)},
#define SWITCH(n, value, text) {AT(n), .kind = SWITCH, .number = (value), .doc = (text)},
#include "base/config.def"
#undef TEXT
#undef SECRET
#undef NUMBER
#undef SWITCH
};

#define for_each_row(r)                                                                            \
	for (const struct config_row *r = config_rows;                                             \
	     r < config_rows + sizeof config_rows / sizeof *config_rows; r++)

/* The path of the file that holds the value; NULL: none. An empty path counts as none. */
static const char *
config_row_file(void *mem, const struct config_row *r)
{
	const char *v = getenv(str_printf(mem, "%s_FILE", r->name).s);

	return v == NULL || *v == '\0' ? NULL : v;
}

static const char *
config_row_env(const struct config_row *r)
{
	const char *v = getenv(r->name);

	return v == NULL || *v == '\0' ? NULL : v;
}

/* The content of the file without its final line feed. */
static enum err
config_read_file(void *mem, const char *path, struct str *out)
{
	char *text = mem_new(mem, FILE_MAX + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, FILE_MAX);

	if (fd >= 0)
		close(fd);
	if (n < 0 || n == FILE_MAX)
		return ERR_INVALID;
	*out = (struct str){text, (size_t)n};
	while (out->n > 0 && (text[out->n - 1] == '\n' || text[out->n - 1] == '\r'))
		text[--out->n] = '\0';
	return OK;
}

/* The value as text; .s NULL: unset. */
static enum err
config_row_text(
    void *mem, const struct config_row *r, const struct loc *loc, struct str *v, struct why *w)
{
	const char *env = config_row_env(r), *file = config_row_file(mem, r);

	*v = (struct str){env, env == NULL ? 0 : strlen(env)};
	if (file == NULL)
		return OK;
	if (env != NULL)
		return err_field(w, loc, "ambiguous", "is given twice: also by %s_FILE", r->name);
	if (config_read_file(mem, file, v) != OK)
		return err_field(w, loc, "file", "the file %s cannot be read", file);
	return OK;
}

static enum err
config_parse_switch(struct str v, const struct loc *loc, bool *out, struct why *w)
{
	bool on = str_is(v, "true") || str_is(v, "True") || str_is(v, "1");

	if (!on && !str_is(v, "false") && !str_is(v, "False") && !str_is(v, "0"))
		return err_field(w, loc, "bool_type", "must be true or false");
	*out = on;
	return OK;
}

static enum err
config_parse_number(
    const struct config_row *r, struct str v, const struct loc *loc, int64_t *out, struct why *w)
{
	if (!str_int(v, out) || *out < r->min || *out > r->max)
		return err_field(w, loc, "int_type", "must be a whole number from %lld to %lld",
		    (long long)r->min, (long long)r->max);
	return OK;
}

static void
config_set_default(const struct config_row *r, void *at)
{
	if (r->kind == NUMBER)
		*(int64_t *)at = r->number;
	else if (r->kind == SWITCH)
		*(bool *)at = r->number != 0;
	else
		*(struct str *)at =
		    (struct str){r->preset, r->preset == NULL ? 0 : strlen(r->preset)};
}

/* Collects faults in w. */
static void
config_load_row(void *mem, const struct config_row *r, void *at, struct why *w)
{
	const struct loc *loc = loc_name(w, NULL, r->name);
	struct str v;

	config_set_default(r, at);
	if (config_row_text(mem, r, loc, &v, w) != OK || v.n == 0)
		return;
	if (!str_utf8(v) || str_control(v) || memchr(v.s, '\n', v.n) != NULL)
		err_field(w, loc, "control_character", "must be one line of UTF-8");
	else if (r->kind == NUMBER)
		config_parse_number(r, v, loc, at, w);
	else if (r->kind == SWITCH)
		config_parse_switch(v, loc, at, w);
	else
		*(struct str *)at = str_dup(mem, v);
}

static void
config_derive(void *mem, struct config *c, struct why *w)
{
	if (c->CCPL_HOME.s[0] != '/')
		err_field(
		    w, loc_name(w, NULL, "CCPL_HOME"), "path", "must be a path from the root");
	if (c->DATABASE_URL.s == NULL)
		c->DATABASE_URL = c->MONGO_URL;
	if (c->DATABASE_URL.s == NULL)
		c->DATABASE_URL = str_printf(mem, "sqlite://%.*s/ccpl.db", STRF(c->CCPL_HOME));
	c->DATABASE_URL = config_store_url(mem, c, c->DATABASE_URL);
}

enum err
config_load(void *mem, struct config *c, struct why *w)
{
	for_each_row (r)
		config_load_row(mem, r, (char *)c + r->off, w);
	config_derive(mem, c, w);
	return w->err;
}

const char *
config_runtime_path(const void *mem, const struct config *c, const char *name)
{
	if (c->RUNTIME_DIRECTORY.n > 0)
		return str_printf(mem, "%s/%s", c->RUNTIME_DIRECTORY.s, name).s;
	return str_printf(mem, "%s/run/%s", c->CCPL_HOME.s, name).s;
}

bool
config_is_test(const struct config *c)
{
	return str_is(c->ENVIRONMENT, "test");
}

bool
config_series_by_location(const struct config *c)
{
	return str_is(c->NUMBER_SERIES, "location");
}

bool
config_is_production(const struct config *c)
{
	return !config_is_test(c) && !str_is(c->ENVIRONMENT, "development");
}

void
config_secret_files(
    void *mem, void (*each)(void *arg, const char *name, const char *path), void *arg)
{
	for_each_row (r) {
		const char *path = r->kind == SECRET ? config_row_file(mem, r) : NULL;

		if (path != NULL)
			each(arg, r->name, path);
	}
}

/* --- printing --- */

static void
config_put_value(struct buf *b, const struct config_row *r, const void *at)
{
	const struct str *v = at;

	if (r->kind == NUMBER)
		buf_put_int(b, *(const int64_t *)at);
	else if (r->kind == SWITCH)
		buf_puts(b, *(const bool *)at ? "true" : "false");
	else if (v->s != NULL && r->kind == SECRET)
		buf_puts(b, "********");
	else if (v->s != NULL)
		config_put_url(b, *v);
}

void
config_print(struct buf *b, const struct config *c)
{
	for_each_row (r) {
		const char *file = config_row_file((void *)(uintptr_t)b->mem, r);
		const struct str *v = (const struct str *)((const char *)c + r->off);
		bool text = r->kind == TEXT || r->kind == SECRET;

		buf_printf(b, "%s=", r->name);
		config_put_value(b, r, (const char *)c + r->off);
		if (config_row_env(r) != NULL)
			buf_puts(b, "  (environment)\n");
		else if (file != NULL)
			buf_printf(b, "  (file %s)\n", file);
		else if (text && v->s == NULL)
			buf_puts(b, "  (unset)\n");
		else if (text && v->s != r->preset)
			buf_puts(b, "  (derived)\n");
		else
			buf_puts(b, "  (default)\n");
	}
}

static void
config_put_default(struct buf *b, const struct config_row *r)
{
	if (r->kind == NUMBER)
		buf_put_int(b, r->number);
	else if (r->kind == SWITCH)
		buf_puts(b, r->number != 0 ? "true" : "false");
	else if (r->preset != NULL)
		buf_puts(b, r->preset);
}

void
config_example(struct buf *b)
{
	buf_puts(b,
	    "# The settings of ccpl, each with its default; printed by `ccpl config example`.\n"
	    "# Any of them may be given as NAME_FILE instead: the path of a file that holds it.\n");
	for_each_row (r) {
		buf_printf(b, "\n# %s", r->doc);
		if (r->kind == NUMBER)
			buf_printf(b, " %lld to %lld.", (long long)r->min, (long long)r->max);
		buf_printf(b, "\n#%s=", r->name);
		config_put_default(b, r);
		buf_putc(b, '\n');
	}
}
