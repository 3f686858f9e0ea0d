/*
 * mongo_round_trips.c - Counts the commands of a posting on MongoDB, each of which is a round trip
 * to the server, and limits them: they are what a posting costs there.
 */
#include <stdio.h>

#include "base/clock.h"
#include "t/books.h"

static const struct posting_case {
	const char *name;
	size_t lines;
	bool lot, transfer;
	int most; /* commands */
} cases[] = {
    {"a receipt", 1, false, false, 15},
    {"a receipt of a lot", 1, true, false, 16},
    {"an issue and a receipt", 2, false, true, 17},
    {"10 lines", 10, false, false, 15},
};

static struct store_stats
stats_now(void)
{
	return books.store->stats;
}

static int
commands_of(const struct posting_case *c)
{
	static const char *const items[] = {"BOLT", "OIL", "LOW"}, *const places[] = {
								       "a", "b", "q"};
	struct posting_line lines[10];
	const struct store_stats before = stats_now();
	struct store_stats after;
	int all = 0;

	for (size_t i = 0; i < c->lines; i++) {
		lines[i] = books_line(c->transfer && i == 0 ? MOVE_ISSUE : MOVE_RECEIPT,
		    items[i % 3], places[i / 3 % 3], 1);
		if (c->lot)
			SET(&lines[i], posting_line, lot, STR("L-1"));
		if (c->transfer && i == 0)
			SET(&lines[i], posting_line, issued_to, STR("anne"));
	}
	books_ok(books_post(&books, NULL, lines, c->lines));
	after = stats_now();
	printf("# %s:", c->name);
	for (size_t i = 0; i < STORE_COMMANDS; i++) {
		const int n = (int)(after.commands[i].n - before.commands[i].n);

		all += n;
		if (n > 0)
			printf(" %d %s", n, store_commands[i]);
	}
	printf(", %d in all\n", all);
	return all;
}

/* The second of two like postings: the first one makes gates and lots. */
START_TEST(a_posting_makes_few_round_trips)
{
	if (!fixture_has_server())
		return;
	books_open(&books, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		commands_of(&cases[i]);
		ck_assert_int_le(commands_of(&cases[i]), cases[i].most);
	}
	books_verify(&books);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("mongo_round_trips");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
	tcase_add_test(c, a_posting_makes_few_round_trips);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
