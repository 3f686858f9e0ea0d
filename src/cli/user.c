/*
 * user.c - `ccpl user`: manages users as the operator, including the first admin.
 *
 * A random password is printed once and stored nowhere. Passwords are not accepted on the
 * command line, where other users could read them.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "auth/password.h"
#include "auth/throttle.h"
#include "auth/user.h"
#include "auth/user_change.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "cli/cli.h"
#include "schema/check_record.h"
#include "schema/records.h"

enum { RANDOM_BYTES = 15, LIST_SLICE = 1000 };

struct user_args {
	const char *email, *username, *role, *password_file;
	const char *name; /* the argument after the options: the user */
};

static struct change_context
user_operator_context(struct cli *c)
{
	return (struct change_context){.mem = c->mem, .now = clock_now()};
}

/* --- passwords --- */

static bool
user_read_password(struct cli *c, const char *path, struct str *password)
{
	char line[PASSWORD_MAX + 3];
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	bool got = f != NULL && fgets(line, sizeof line, f) != NULL;

	if (f != NULL && f != stdin)
		fclose(f);
	if (!got) {
		fprintf(stderr, "ccpl: cannot read a password from %s\n", path);
		return false;
	}
	line[strcspn(line, "\r\n")] = '\0';
	*password = str_dup(c->mem, str_of(line));
	explicit_bzero(line, sizeof line);
	return true;
}

/* From the file, or else random. */
static bool
user_new_password(struct cli *c, const struct user_args *a, struct str *password)
{
	unsigned char bytes[RANDOM_BYTES];

	if (a->password_file != NULL)
		return user_read_password(c, a->password_file, password);
	random_bytes(bytes, sizeof bytes);
	*password = str_base64url(c->mem, bytes, sizeof bytes);
	explicit_bzero(bytes, sizeof bytes);
	return true;
}

static int
user_print_done(
    const struct user_args *a, const char *what, const struct user *u, struct str password)
{
	printf("%s %.*s\n", what, STRF(u->username));
	if (a->password_file == NULL && password.n > 0)
		printf("password: %.*s\n", STRF(password));
	password_wipe(password);
	return EXIT_OK;
}

/* --- actions --- */

/* Parses the request as the API would, with the same checks. */
static enum err
user_make_request(
    struct cli *c, const struct user_args *a, struct str password, struct register_request *r)
{
	const struct field *role = &register_request_schema.fields[FIELD(register_request, role)];
	const struct loc *top = loc_name(&c->why, NULL, "user");

	SET(r, register_request, email, str_of(a->email));
	SET(r, register_request, username, str_of(a->username));
	SET(r, register_request, password, password);
	for (int i = 0; role->one_of[i] != NULL; i++)
		if (strcmp(role->one_of[i], a->role) == 0)
			SET(r, register_request, role, i);
	if (!HAS(r, register_request, role))
		return err_field(&c->why, loc_name(&c->why, top, "role"), "enum",
		    "admin, manager, staff or viewer");
	return check_record(&register_request_schema, CHECK_CREATE, r, 0, top, &c->why);
}

static int
user_add(struct cli *c, const struct user_args *a)
{
	struct change_context cx = user_operator_context(c);
	struct register_request r = {0};
	struct str password;
	struct user u;

	if (a->email == NULL || a->username == NULL || a->role == NULL)
		return cli_usage(c);
	if (!user_new_password(c, a, &password))
		return EXIT_FAILED;
	if (user_make_request(c, a, password, &r) != OK ||
	    user_create(c->store, &c->config, &cx, &r, USER_ANY, &u, &c->why) != OK)
		return cli_fail(c, "cannot add the user");
	return user_print_done(a, "added", &u, password);
}

static int
user_list(struct cli *c, const struct user_args *a)
{
	struct query q = {.schema = &user_schema, .limit = LIST_SLICE};
	const struct user *u;
	struct rows rows;

	(void)a;
	do {
		if (store_find(c->store, &q, &rows, &c->why) != OK)
			return cli_fail(c, "cannot list the users");
		u = rows.v;
		for (size_t i = 0; i < rows.n; i++)
			printf("%-20.*s %-32.*s %-8s %s\n", STRF(u[i].username), STRF(u[i].email),
			    rec_text(&u[i], &user_schema.fields[FIELD(user, role)]).s,
			    u[i].is_active ? "active" : "disabled");
		if (rows.n > 0)
			q.after = (struct query_position){
			    .given = true, .text = u[rows.n - 1].id, .id = u[rows.n - 1].id};
	} while (rows.n == LIST_SLICE);
	return EXIT_OK;
}

static int
user_passwd(struct cli *c, const struct user_args *a)
{
	struct change_context cx = user_operator_context(c);
	struct user_change x;
	struct str password;
	struct user u;

	if (a->name == NULL)
		return cli_usage(c);
	if (!user_new_password(c, a, &password))
		return EXIT_FAILED;
	if (user_find(c->store, str_of(a->name), &u, &c->why) != OK ||
	    user_password_init(&x, c->store, &c->config, &cx, &u, password, "password", &c->why) !=
		OK)
		return cli_fail(c, "cannot set the password");
	x.temporary = true;
	if (change_run(&x.change) != OK || throttle_unlock(c->store, &cx, &u, &c->why) != OK)
		return cli_fail(c, "cannot set the password");
	return user_print_done(a, "a temporary password for", &u, password);
}

static int
user_unlock(struct cli *c, const struct user_args *a)
{
	struct change_context cx = user_operator_context(c);
	struct user u;

	if (a->name == NULL)
		return cli_usage(c);
	if (user_find(c->store, str_of(a->name), &u, &c->why) != OK ||
	    throttle_unlock(c->store, &cx, &u, &c->why) != OK)
		return cli_fail(c, "cannot unlock the user");
	return user_print_done(a, "unlocked", &u, STR(""));
}

static int
user_disable(struct cli *c, const struct user_args *a)
{
	struct change_context cx = user_operator_context(c);
	struct user u;

	if (a->name == NULL)
		return cli_usage(c);
	if (user_find(c->store, str_of(a->name), &u, &c->why) != OK ||
	    user_edit(c->store, &cx, USER_DEACTIVATE, u.id, NULL, &u, &c->why) != OK)
		return cli_fail(c, "cannot disable the user");
	return user_print_done(a, "disabled", &u, STR(""));
}

/* --- command --- */

static const struct {
	const char *name;
	int (*run)(struct cli *, const struct user_args *);
} user_actions[] = {
    {"add", user_add},
    {"list", user_list},
    {"passwd", user_passwd},
    {"unlock", user_unlock},
    {"disable", user_disable},
};

/* argv[0] is the action. */
static bool
user_read_args(int argc, char **argv, struct user_args *a)
{
	static const struct option options[] = {
	    {"email", required_argument, NULL, 'e'},
	    {"username", required_argument, NULL, 'u'},
	    {"role", required_argument, NULL, 'r'},
	    {"password-file", required_argument, NULL, 'p'},
	    {"random", no_argument, NULL, 'R'},
	    {NULL, 0, NULL, 0},
	};
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'e':
			a->email = optarg;
			break;
		case 'u':
			a->username = optarg;
			break;
		case 'r':
			a->role = optarg;
			break;
		case 'p':
			a->password_file = optarg;
			break;
		case 'R':
			break; /* as without a file */
		default:
			return false;
		}
	}
	if (optind < argc)
		a->name = argv[optind++];
	return optind == argc;
}

int
verb_user(struct cli *c, int argc, char **argv)
{
	struct user_args a = {0};

	if (argc < 2 || !user_read_args(argc - 1, argv + 1, &a))
		return cli_usage(c);
	if (config_check(&c->config, &c->why) != OK)
		return cli_fail(c, "the settings are invalid");
	for (size_t i = 0; i < sizeof user_actions / sizeof *user_actions; i++)
		if (strcmp(argv[1], user_actions[i].name) == 0)
			return cli_store(c) == NULL ? EXIT_FAILED : user_actions[i].run(c, &a);
	return cli_usage(c);
}
