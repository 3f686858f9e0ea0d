/* store_slots.c - Tests that a killed process's slots are found by the next, and only those. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/shared.h"
#include "store/mongo/session_slots.h"
#include "t/suite.h"

enum { SLOTS = 1024 };

static const unsigned char session[SLOT_SESSION] = "sixteen bytes...";
static char path[40];
static void *mem;
static struct why w;

static void
slots_setup(void)
{
	strcpy(path, "/tmp/ccpl-slots-XXXXXX");
	close(mkstemp(path));
	mem = mem_root("slots");
	why_init(&w, mem);
}

static void
slots_teardown(void)
{
	mem_free(mem);
	unlink(path);
}

/* As another process would: with locks of its own. */
static struct session_slots *
open_slots(void *below)
{
	struct session_slots *s;

	ck_assert_int_eq(slots_open(&s, below, path, &w), OK);
	return s;
}

static struct session_slot *
take_slot(struct session_slots *s)
{
	struct session_slot *v;

	ck_assert_int_eq(slots_take(s, &v, &w), OK);
	return v;
}

static struct session_slot *
next_left_slot(struct session_slots *s)
{
	size_t at = 0;

	return slots_next_abandoned(s, &at);
}

/* A process that has recorded its session and waits to be killed. */
static pid_t
start_another(bool and_cleared)
{
	int said[2];
	char byte = 0;
	pid_t pid;

	ck_assert_int_eq(pipe(said), 0);
	if ((pid = fork()) == 0) {
		struct session_slot *v = take_slot(open_slots(mem));

		slot_set(v, session);
		if (and_cleared)
			slot_clear(v);
		if (write(said[1], &byte, 1) == 1)
			pause();
		_exit(0);
	}
	ck_assert_int_eq(read(said[0], &byte, 1), 1);
	close(said[0]);
	close(said[1]);
	return pid;
}

static void
kill_it(pid_t pid)
{
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(what_a_killed_process_noted_is_found_once)
{
	const pid_t pid = start_another(false);
	struct session_slots *next = open_slots(mem), *beside = open_slots(mem);
	struct session_slot *found;

	ck_assert_ptr_null(next_left_slot(next)); /* it is alive */
	kill_it(pid);
	found = next_left_slot(next);
	ck_assert_ptr_nonnull(found);
	ck_assert_int_eq(found->pid, pid);
	ck_assert_int_eq(memcmp(found->session, session, SLOT_SESSION), 0);
	ck_assert_ptr_null(next_left_slot(beside)); /* `next` handles it */
	slots_unlock(next, found);                  /* but failed to */
	found = next_left_slot(beside);
	ck_assert_ptr_nonnull(found);
	slot_clear(found);
	slots_unlock(beside, found);
	ck_assert_ptr_null(next_left_slot(next));
}
END_TEST

START_TEST(what_it_cleared_is_not_found)
{
	kill_it(start_another(true));
	ck_assert_ptr_null(next_left_slot(open_slots(mem)));
}
END_TEST

/* Number of open slots, and of those with an owner. */
static void
assert_slots(int open, int owned)
{
	void *at;
	const struct session_slot *all;

	ck_assert_int_eq(shared_open(&at, mem, path, SLOTS * sizeof *all, &w), OK);
	all = at;
	for (size_t i = 0; i < SLOTS; i++) {
		open -= slot_is_open(&all[i]);
		owned -= all[i].pid == getpid();
	}
	ck_assert_int_eq(open, 0);
	ck_assert_int_eq(owned, 0);
}

START_TEST(each_has_a_slot_and_who_leaves_gives_it_back)
{
	void *first = mem_root("first");
	struct session_slot *a = take_slot(open_slots(first)), *b = take_slot(open_slots(mem));

	slot_set(a, session);
	slot_set(b, session);
	assert_slots(2, 2);
	slot_clear(a);
	assert_slots(1, 2);
	mem_free(first);
	assert_slots(1, 1);
	take_slot(open_slots(mem));
	assert_slots(1, 2);
}
END_TEST

START_TEST(a_slot_that_was_left_open_is_nobodys_until_it_was_seen_to)
{
	void *first = mem_root("first");
	struct session_slots *next = open_slots(mem);
	struct session_slot *found;

	slot_set(take_slot(open_slots(first)), session);
	mem_free(first);
	ck_assert(!slot_is_open(take_slot(open_slots(mem))));
	found = next_left_slot(next);
	ck_assert_ptr_nonnull(found);
	ck_assert(found != take_slot(next));
}
END_TEST

START_TEST(without_a_free_slot_it_is_said)
{
	struct session_slots *s = open_slots(mem);
	struct session_slot *all, *v;
	void *at;

	ck_assert_int_eq(shared_open(&at, mem, path, SLOTS * sizeof *all, &w), OK);
	all = at;
	for (size_t i = 0; i < SLOTS; i++)
		slot_set(&all[i], session);
	ck_assert_int_eq(slots_take(s, &v, &w), ERR_UNAVAILABLE);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("slots");

	tcase_add_checked_fixture(c, slots_setup, slots_teardown);
	tcase_add_test(c, what_a_killed_process_noted_is_found_once);
	tcase_add_test(c, what_it_cleared_is_not_found);
	tcase_add_test(c, each_has_a_slot_and_who_leaves_gives_it_back);
	tcase_add_test(c, a_slot_that_was_left_open_is_nobodys_until_it_was_seen_to);
	tcase_add_test(c, without_a_free_slot_it_is_said);
	return suite_run("store_slots", c);
}
