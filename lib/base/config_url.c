/* config_url.c - Completes store URLs and masks their secrets. */
#include <string.h>

#include "base/config.h"

/* The parts of mongodb://user:password@host,host/database?option=value&... */
struct url_parts {
	struct str start; /* up to the end of the hosts */
	struct str database, options;
};

static bool
url_is_mongo(struct str url)
{
	return str_starts(url, STR("mongodb://")) || str_starts(url, STR("mongodb+srv://"));
}

static struct url_parts
url_split(struct str url)
{
	const char *scheme_end = strstr(url.s, "://") + strlen("://");
	const char *at = strrchr(scheme_end, '@');
	size_t hosts = (size_t)((at == NULL ? scheme_end : at) - url.s);
	size_t end = hosts + strcspn(url.s + hosts, "/?");
	struct url_parts p = {.start = {url.s, end}};

	p.options = str_cut(str_from(url, end), '?', &p.database);
	p.database = str_from(p.database, p.database.n > 0); /* without the slash */
	return p;
}

static bool
url_has_option(struct str options, const char *name)
{
	while (options.n > 0) {
		struct str one;

		options = str_cut(options, '&', &one);
		str_cut(one, '=', &one);
		if (str_is(one, name))
			return true;
	}
	return false;
}

static void
url_put_option(struct buf *b, struct str option)
{
	buf_putc(b, memchr(b->s, '?', b->n) == NULL ? '?' : '&');
	buf_put(b, option);
}

/* MongoDB authenticates a user against the database in the URL unless authSource is given.
 * Adding DB_NAME would change that database, so authSource keeps the previous one. */
static bool
url_needs_auth_source(const struct url_parts *p)
{
	return p->database.n == 0 && memchr(p->start.s, '@', p->start.n) != NULL &&
	       !url_has_option(p->options, "authSource") &&
	       !url_has_option(p->options, "authMechanism");
}

struct str
config_store_url(const void *mem, const struct config *c, struct str url)
{
	struct buf b = buf_init(mem);
	struct url_parts p;

	if (!url_is_mongo(url))
		return url;
	p = url_split(url);
	buf_put(&b, p.start);
	buf_putc(&b, '/');
	buf_put(&b, p.database.n > 0 ? p.database : c->DB_NAME);
	if (p.options.n > 0)
		url_put_option(&b, p.options);
	if (url_needs_auth_source(&p))
		url_put_option(&b, STR("authSource=admin"));
	if (c->MONGO_ALLOW_STANDALONE && !url_has_option(p.options, "standalone"))
		url_put_option(&b, STR("standalone=1"));
	return buf_str(&b);
}

/* Passwords often contain unescaped characters, so the password ends at the last @. */
void
config_put_url(struct buf *b, struct str v)
{
	const char *scheme = strstr(v.s, "://");
	const char *at = strrchr(v.s, '@'), *colon = NULL;
	struct str rest = v, query;

	if (scheme == NULL) {
		buf_put(b, v);
		return;
	}
	if (at != NULL)
		colon = strchr(scheme + 3, ':');
	if (colon != NULL && colon < at) {
		buf_put(b, (struct str){v.s, (size_t)(colon - v.s)});
		buf_puts(b, ":********");
		rest = str_from(v, (size_t)(at - v.s));
	}
	query = str_cut(rest, '?', &rest);
	buf_put(b, rest);
	if (query.s != NULL)
		buf_puts(b, "?********");
}
