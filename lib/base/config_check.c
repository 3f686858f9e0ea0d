/* config_check.c - Validates the settings a worker needs to serve requests. */
#include "base/config.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum { KEY_MIN = 32 };

/* Printed in the getting-started guide, so it is public. */
static const char config_example_key[] = "your-super-secret-key-change-in-production-min-32-chars";

static void config_fault(struct why *, const char *name, const char *type, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void
config_fault(struct why *w, const char *name, const char *type, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	err_vfield(w, loc_name(w, NULL, name), type, fmt, ap);
	va_end(ap);
}

static void
config_check_environment(const struct config *c, struct why *w)
{
	static const char *const known[] = {"production", "staging", "development", "test"};
	bool found = false;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		found |= str_is(c->ENVIRONMENT, known[i]);
	if (!found)
		config_fault(
		    w, "ENVIRONMENT", "enum", "must be production, staging, development or test");
	if (c->DEBUG && config_is_production(c))
		config_fault(w, "DEBUG", "production", "must be false in %s", c->ENVIRONMENT.s);
	if (c->PASSWORD_COST < 15 && !config_is_test(c))
		config_fault(w, "PASSWORD_COST", "greater_than_equal",
		    "must be at least 15 outside of tests");
	if (c->MONGO_ALLOW_STANDALONE && !config_is_test(c))
		config_fault(w, "MONGO_ALLOW_STANDALONE", "value", "is only for ENVIRONMENT=test");
	if (c->CCPL_CLOCK_FILE.s != NULL && !config_is_test(c))
		config_fault(w, "CCPL_CLOCK_FILE", "production", "must be unset outside of tests");
}

static void
config_check_key(struct str key, const char *name, struct why *w)
{
	if (key.n < KEY_MIN)
		config_fault(w, name, "string_too_short", "must have at least %d bytes", KEY_MIN);
	else if (str_is(key, config_example_key))
		config_fault(w, name, "example",
		    "is the example of the documentation: make one of "
		    "your own, e.g. with `openssl rand -base64 48`");
}

static void
config_check_tokens(const struct config *c, struct why *w)
{
	if (c->JWT_SECRET_KEY.s == NULL)
		config_fault(
		    w, "JWT_SECRET_KEY", "missing", "must be set; at least %d bytes", KEY_MIN);
	else
		config_check_key(c->JWT_SECRET_KEY, "JWT_SECRET_KEY", w);
	if (c->JWT_SECRET_KEY_PREVIOUS.s != NULL)
		config_check_key(c->JWT_SECRET_KEY_PREVIOUS, "JWT_SECRET_KEY_PREVIOUS", w);
	if (!str_is(c->JWT_ALGORITHM, "HS256"))
		config_fault(w, "JWT_ALGORITHM", "enum", "must be HS256");
}

static void
config_check_store(const struct config *c, struct why *w)
{
	struct str url = c->DATABASE_URL;

	if (str_starts(url, STR("sqlite:///")) || str_starts(url, STR("mongodb://")) ||
	    str_starts(url, STR("mongodb+srv://")))
		return;
	if (str_starts(url, STR("memory:")) && config_is_test(c))
		return;
	config_fault(w, "DATABASE_URL", "url", "must begin with sqlite:/// or mongodb://");
}

static void
config_check_locale(const struct config *c, struct why *w)
{
	const char *currency = c->CURRENCY.s;
	enum log_level level;

	if (!clock_zone_known(c->TIMEZONE.s))
		config_fault(
		    w, "TIMEZONE", "enum", "is not a zone of the tz database, e.g. Europe/Berlin");
	if (c->CURRENCY.n != 3 || strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		config_fault(w, "CURRENCY", "code", "must be three capital letters, e.g. EUR");
	if (!str_is(c->NUMBER_SERIES, "one") && !config_series_by_location(c))
		config_fault(w, "NUMBER_SERIES", "enum", "must be one or location");
	if (!log_level_parse(c->LOG_LEVEL, &level))
		config_fault(w, "LOG_LEVEL", "enum", "must be DEBUG, INFO, WARNING or ERROR");
}

/* scheme://host[:port] and nothing after it, as browsers send it. */
static bool
config_is_origin(struct str v)
{
	struct str host = str_from(v, str_starts(v, STR("https://")) ? 8 : 7);

	if (!str_starts(v, STR("https://")) && !str_starts(v, STR("http://")))
		return false;
	for (size_t i = 0; i < host.n; i++)
		if (host.s[i] <= ' ' || strchr("/?#*@,", host.s[i]) != NULL)
			return false;
	return host.n > 0;
}

/* An address, or a network written as address/bits. */
static bool
config_is_network(struct str v)
{
	unsigned char address[16];
	char text[64];
	int64_t bits = 0;
	struct str host, tail = str_cut(v, '/', &host);
	bool six = memchr(host.s, ':', host.n) != NULL;

	if (host.n == 0 || host.n >= sizeof text)
		return false;
	memcpy(text, host.s, host.n);
	text[host.n] = '\0';
	if (inet_pton(six ? AF_INET6 : AF_INET, text, address) != 1)
		return false;
	return tail.s == NULL || (str_int(tail, &bits) && bits >= 0 && bits <= (six ? 128 : 32));
}

static void
config_check_list(
    struct str members, bool (*good)(struct str), const char *name, const char *say, struct why *w)
{
	while (members.s != NULL && members.n > 0) {
		struct str one;

		members = str_cut(members, ',', &one);
		one = str_trim(one);
		if (one.n > 0 && !good(one))
			config_fault(w, name, "value", "%.*s: %s", STRF(one), say);
	}
}

enum err
config_check(const struct config *c, struct why *w)
{
	config_check_environment(c, w);
	config_check_tokens(c, w);
	config_check_store(c, w);
	config_check_locale(c, w);
	config_check_list(c->CORS_ORIGINS, config_is_origin, "CORS_ORIGINS",
	    "must be an origin, e.g. https://shop.example", w);
	config_check_list(c->TRUSTED_PROXIES, config_is_network, "TRUSTED_PROXIES",
	    "must be an address or a network, e.g. 10.0.0.0/8", w);
	if (c->SMTP_HOST.s != NULL && c->EMAIL_FROM.s == NULL)
		config_fault(w, "EMAIL_FROM", "missing", "must be set when SMTP_HOST is");
	return w->err;
}
