/* process.c - Ignores SIGXFSZ, unlinks shared memory, and disables core dumps. */
#include "base/process.h"

#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

void
process_ignore_file_limit(void)
{
	signal(SIGXFSZ, SIG_IGN);
}

void
process_unlink_counters(void)
{
	char name[32]; /* as in libmongoc's mongoc-counters.c */

	snprintf(name, sizeof name, "/mongoc-%u", (unsigned)getpid());
	shm_unlink(name);
}

void
process_disable_dump(void)
{
	prctl(PR_SET_DUMPABLE, 0);
}
