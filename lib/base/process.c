/* process.c - Ignores SIGXFSZ and disables core dumps. */
#include "base/process.h"

#include <signal.h>
#include <sys/prctl.h>

void
process_ignore_file_limit(void)
{
	signal(SIGXFSZ, SIG_IGN);
}

void
process_disable_dump(void)
{
	prctl(PR_SET_DUMPABLE, 0);
}
