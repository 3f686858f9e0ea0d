/* base_config.c - Tests settings from the environment, and that each fault is named. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/mem.h"
#include "t/suite.h"

static void *mem;
static struct config config;
static struct why why;

static void
config_setup(void)
{
	clearenv();
	mem = mem_root("test");
	why_init(&why, mem);
	setenv("ENVIRONMENT", "test", 1);
	setenv("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef", 1);
}

static void
config_teardown(void)
{
	mem_free(mem);
}

static enum err
load_config(void)
{
	enum err e = config_load(mem, &config, &why);

	return e != OK ? e : config_check(&config, &why);
}

static const struct {
	const char *name, *value, *fault; /* the setting at fault; NULL: none */
} settings[] = {
    {"DEBUG", "true", NULL},
    {"DEBUG", "yes", "DEBUG"},
    {"ENVIRONMENT", "prod", "ENVIRONMENT"},
    {"ENVIRONMENT", "", NULL}, /* as if unset: production */
    {"JWT_SECRET_KEY", "", "JWT_SECRET_KEY"},
    {"JWT_SECRET_KEY", "0123456789abcdef0123456789abcde", "JWT_SECRET_KEY"},
    {"JWT_SECRET_KEY", "your-super-secret-key-change-in-production-min-32-chars", "JWT_SECRET_KEY"},
    {"JWT_SECRET_KEY_PREVIOUS", "short", "JWT_SECRET_KEY_PREVIOUS"},
    {"JWT_ALGORITHM", "none", "JWT_ALGORITHM"},
    {"JWT_ALGORITHM", "RS256", "JWT_ALGORITHM"},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "0", "ACCESS_TOKEN_EXPIRE_MINUTES"},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "1441", "ACCESS_TOKEN_EXPIRE_MINUTES"},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "30 ", "ACCESS_TOKEN_EXPIRE_MINUTES"},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "1440", NULL},
    {"PORT", "99999999999999999999", "PORT"},
    {"TIMEZONE", "Europe/Berlin", NULL},
    {"TIMEZONE", "Mars/Olympus", "TIMEZONE"},
    {"CURRENCY", "eur", "CURRENCY"},
    {"CURRENCY", "USDX", "CURRENCY"},
    {"NUMBER_SERIES", "location", NULL},
    {"NUMBER_SERIES", "warehouse", "NUMBER_SERIES"},
    {"LOG_LEVEL", "debug", NULL},
    {"LOG_LEVEL", "LOUD", "LOG_LEVEL"},
    {"DATABASE_URL", "sqlite:///tmp/x.db", NULL},
    {"DATABASE_URL", "memory:", NULL},
    {"DATABASE_URL", "postgres://x", "DATABASE_URL"},
    {"CCPL_HOME", "data", "CCPL_HOME"},
    {"CORS_ORIGINS", "https://a.example, http://b.example:8080", NULL},
    {"CORS_ORIGINS", "*", "CORS_ORIGINS"},
    {"CORS_ORIGINS", "https://a.example/", "CORS_ORIGINS"},
    {"CORS_ORIGINS", "a.example", "CORS_ORIGINS"},
    {"TRUSTED_PROXIES", "10.0.0.0/8, ::1", NULL},
    {"TRUSTED_PROXIES", "10.0.0.0/33", "TRUSTED_PROXIES"},
    {"TRUSTED_PROXIES", "proxy.example", "TRUSTED_PROXIES"},
    {"SMTP_HOST", "mail.example", "EMAIL_FROM"},
    {"LOG_FILE", "/tmp/a\nb", "LOG_FILE"},
    {"LOG_FILE", "/tmp/\xff", "LOG_FILE"},
    {"CCPL_CLOCK_FILE", "/tmp/clock", NULL},
    {"PASSWORD_COST", "10", NULL},
    {"DB_NAME_FILE", "/nowhere/at/all", "DB_NAME"},
};

START_TEST(a_bad_value_is_a_fault_at_its_name)
{
	enum err e;

	setenv(settings[_i].name, settings[_i].value, 1);
	e = load_config();
	if (settings[_i].fault == NULL) {
		ck_assert_int_eq(e, OK);
		return;
	}
	ck_assert_int_eq(e, ERR_INVALID);
	ck_assert_uint_eq(why.nfaults, 1);
	ck_assert(str_is(why.faults->loc->name, settings[_i].fault));
}
END_TEST

START_TEST(what_is_for_tests_is_refused_in_production)
{
	static const char *const names[] = {
	    "DEBUG", "PASSWORD_COST", "CCPL_CLOCK_FILE", "MONGO_ALLOW_STANDALONE"};
	static const char *const values[] = {"true", "14", "/tmp/clock", "true"};

	setenv("ENVIRONMENT", _i == 0 ? "production" : "staging", 1);
	for (int i = 0; i < LENGTH(names); i++)
		setenv(names[i], values[i], 1);
	ck_assert_int_eq(load_config(), ERR_INVALID);
	ck_assert_uint_eq(why.nfaults, LENGTH(names));
	for_each_fault (f, &why)
		ck_assert(str_is(f->loc->name, names[0]) || str_is(f->loc->name, names[1]) ||
			  str_is(f->loc->name, names[2]) || str_is(f->loc->name, names[3]));
}
END_TEST

START_TEST(all_faults_are_named_at_once)
{
	setenv("PORT", "x", 1);
	setenv("WORKERS", "0", 1);
	setenv("DEBUG", "2", 1);
	ck_assert_int_eq(config_load(mem, &config, &why), ERR_INVALID);
	ck_assert_uint_eq(why.nfaults, 3);
}
END_TEST

START_TEST(a_program_that_only_prints_needs_no_secret)
{
	clearenv();
	ck_assert_int_eq(config_load(mem, &config, &why), OK);
	ck_assert(config_is_production(&config));
	ck_assert_str_eq(config.DATABASE_URL.s, "sqlite:///var/lib/ccpl/ccpl.db");
}
END_TEST

START_TEST(the_store_is_mongodb_when_only_its_url_is_given)
{
	setenv("MONGO_URL", "mongodb://localhost:27017", 1);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.DATABASE_URL.s, "mongodb://localhost:27017/erp_db");
	setenv("DATABASE_URL", "sqlite:///tmp/x.db", 1);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.DATABASE_URL.s, "sqlite:///tmp/x.db");
}
END_TEST

static const struct {
	const char *given, *taken;
} urls[] = {
    {"sqlite:///a/b.db", "sqlite:///a/b.db"},
    {"mongodb://h", "mongodb://h/stores"},
    {"mongodb://h/", "mongodb://h/stores"},
    {"mongodb://h:1,i:2/erp", "mongodb://h:1,i:2/erp"},
    {"mongodb://h/?replicaSet=r", "mongodb://h/stores?replicaSet=r"},
    {"mongodb://h?tls=true", "mongodb://h/stores?tls=true"},
    {"mongodb+srv://h/erp?w=1&x=2", "mongodb+srv://h/erp?w=1&x=2"},
    {"mongodb://u:p@h", "mongodb://u:p@h/stores?authSource=admin"},
    {"mongodb://u:p@h/?tls=true", "mongodb://u:p@h/stores?tls=true&authSource=admin"},
    {"mongodb://u:p@h/?authSource=x", "mongodb://u:p@h/stores?authSource=x"},
    {"mongodb://u@h/?authMechanism=MONGODB-X509",
	"mongodb://u@h/stores?authMechanism=MONGODB-X509"},
    {"mongodb://u:p@h/erp", "mongodb://u:p@h/erp"},
};

START_TEST(a_url_that_names_no_database_is_given_the_one_of_the_settings)
{
	setenv("DB_NAME", "stores", 1);
	setenv("DATABASE_URL", urls[_i].given, 1);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.DATABASE_URL.s, urls[_i].taken);
}
END_TEST

START_TEST(a_server_that_stands_alone_is_allowed_by_its_url)
{
	setenv("MONGO_ALLOW_STANDALONE", "1", 1);
	setenv("MONGO_URL", "mongodb://h", 1);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.DATABASE_URL.s, "mongodb://h/erp_db?standalone=1");
	setenv("MONGO_URL", "mongodb://h/a?tls=true", 1);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.DATABASE_URL.s, "mongodb://h/a?tls=true&standalone=1");
	ck_assert(str_eq(config_store_url(mem, &config, config.DATABASE_URL), config.DATABASE_URL));
}
END_TEST

START_TEST(a_value_may_stand_in_a_file)
{
	char path[] = "/tmp/ccpl-secret-XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");

	fputs("from-a-file-from-a-file-from-a-file\n", f);
	fclose(f);
	setenv("JWT_SECRET_KEY_FILE", path, 1);
	ck_assert_int_eq(load_config(), ERR_INVALID); /* given twice */
	unsetenv("JWT_SECRET_KEY");
	why_clear(&why);
	ck_assert_int_eq(load_config(), OK);
	ck_assert_str_eq(config.JWT_SECRET_KEY.s, "from-a-file-from-a-file-from-a-file");
	unlink(path);
}
END_TEST

START_TEST(no_secret_is_printed)
{
	struct buf b = buf_init(mem);

	setenv("DATABASE_URL", "mongodb://ccpl:hunter2@db.example/erp?tlsKeyPassword=hunter3", 1);
	setenv("MONGO_URL", "mongodb://x:hunter4@db.example", 1);
	setenv("EMAIL_FROM", "Stock? <a:b@c.example>", 1);
	setenv("SMTP_PASSWORD", "hunter5", 1);
	setenv("LOG_FILE", "redis://u:hunter6/hunter7?hunter8@db.example:6379/0", 1);
	ck_assert_int_eq(load_config(), OK);
	config_print(&b, &config);
	ck_assert_ptr_null(strstr(b.s, "hunter"));
	ck_assert_ptr_null(strstr(b.s, "0123456789abcdef"));
	ck_assert_ptr_nonnull(strstr(b.s, "DATABASE_URL=mongodb://ccpl:********@db.example/erp?"
					  "********  (environment)\n"));
	ck_assert_ptr_nonnull(strstr(b.s, "\nPORT=8443  (default)\n"));
	ck_assert_ptr_nonnull(
	    strstr(b.s, "\nLOG_FILE=redis://u:********@db.example:6379/0  (environment)\n"));
	ck_assert_ptr_nonnull(strstr(b.s, "\nSMTP_HOST=  (unset)\n"));
	ck_assert_ptr_nonnull(strstr(b.s, "\nEMAIL_FROM=Stock? <a:b@c.example>  (environment)\n"));
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("config");

	tcase_add_checked_fixture(c, config_setup, config_teardown);
	tcase_add_loop_test(c, a_bad_value_is_a_fault_at_its_name, 0, LENGTH(settings));
	tcase_add_loop_test(c, what_is_for_tests_is_refused_in_production, 0, 2);
	tcase_add_test(c, all_faults_are_named_at_once);
	tcase_add_test(c, a_program_that_only_prints_needs_no_secret);
	tcase_add_test(c, the_store_is_mongodb_when_only_its_url_is_given);
	tcase_add_loop_test(
	    c, a_url_that_names_no_database_is_given_the_one_of_the_settings, 0, LENGTH(urls));
	tcase_add_test(c, a_server_that_stands_alone_is_allowed_by_its_url);
	tcase_add_test(c, a_value_may_stand_in_a_file);
	tcase_add_test(c, no_secret_is_printed);
	return suite_run("config", c);
}
