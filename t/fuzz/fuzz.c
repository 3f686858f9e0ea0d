/* fuzz.c - Sets up the fuzzed store and dispatches inputs; FUZZ names the target. */
#include "t/fuzz/fuzz.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "api/route_table.h"
#include "auth/permission.h"
#include "auth/session.h"
#include "auth/user_change.h"
#include "base/log.h"
#include "base/mem.h"
#include "t/books.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct {
	const char *name;
	fuzz_target *run;
} targets[] = {
    {"body", fuzz_body},
    {"request", fuzz_request},
    {"file", fuzz_file},
    {"token", fuzz_token},
    {"text", fuzz_text},
};

static struct fuzz fuzz;
static fuzz_target *target;

unsigned
fuzz_choice(struct str *input)
{
	const unsigned first = input->n == 0 ? 0 : (unsigned char)input->s[0];

	*input = str_from(*input, input->n == 0 ? 0 : 1);
	return first;
}

void
fuzz_must_be_json(struct str text)
{
	struct json_object *o = json_tokener_parse(text.s);

	fuzz_must(o != NULL);
	json_object_put(o);
}

static struct user
new_admin(void)
{
	struct register_request r = {0};
	struct user u;

	SET(&r, register_request, email, STR("admin@example.com"));
	SET(&r, register_request, username, STR("admin"));
	SET(&r, register_request, password, STR("correct horse battery staple"));
	SET(&r, register_request, role, ROLE_ADMIN);
	fixture_ok(
	    user_create(books.store, &fuzz.app.config, &books.cx, &r, USER_ANY, &u, &books.why),
	    &books.why);
	return u;
}

static void
sign_in_admin(void)
{
	const struct user admin = new_admin();
	struct session *s =
	    session_new(fuzz.app.tokens, &books.cx, &admin, MODE_BODY, STR("a fuzzer"));
	struct batch b = batch_init(books.mem);

	batch_add(&b, OP_INSERT, &session_schema, s);
	books_apply(&books, &b);
	fuzz.token = token_make(fuzz.app.tokens, books.mem, &admin, s->id, books_now);
	fuzz.cx = books.cx;
	fuzz.cx.user_id = admin.id;
}

static void
find_target(void)
{
	const char *name = getenv("FUZZ");

	for (size_t i = 0; name != NULL && i < sizeof targets / sizeof *targets; i++)
		if (strcmp(targets[i].name, name) == 0)
			target = targets[i].run;
	if (target == NULL) {
		fprintf(stderr, "FUZZ must name a target: body, request, file, token, text\n");
		exit(2);
	}
}

START_TEST(what_the_inputs_meet)
{
	log_open(LOG_LEVEL_ERROR, NULL, false);
	books_open(&books, 0);
	fuzz.app = (struct app){
	    .mem = books.mem, .routes = routes, .instance = STR("fuzz"), .store = books.store};
	fuzz.app.config.JWT_SECRET_KEY = STR("0123456789abcdef0123456789abcdef");
	fuzz.app.config.ACCESS_TOKEN_EXPIRE_MINUTES = 30;
	fuzz.app.config.REFRESH_TOKEN_EXPIRE_DAYS = 7;
	fuzz.app.config.PASSWORD_COST = 10;
	fuzz.app.tokens = tokens_new(books.mem, &fuzz.app.config, fuzz.app.instance);
	sign_in_admin();
}
END_TEST

/* The fixtures use check's assertions, which need a running test; run in this process. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	TCase *c = tcase_create("fuzz");
	Suite *s = suite_create("fuzz");
	SRunner *r = srunner_create(s);

	(void)argc, (void)argv;
	find_target();
	tcase_add_test(c, what_the_inputs_meet);
	suite_add_tcase(s, c);
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_NORMAL);
	fuzz_must(srunner_ntests_failed(r) == 0);
	srunner_free(r);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	void *mem = mem_root("input");
	struct str input = {mem_copy(mem, data, n), n};

	target(&fuzz, mem, input);
	mem_free(mem);
	return 0;
}
