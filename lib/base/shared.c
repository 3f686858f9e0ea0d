/* shared.c - Maps a shared file, or private memory when the disk is full. */
#include "base/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

struct shared_mapping {
	void *at;
	size_t n;
};

static int
shared_unmap(struct shared_mapping *m)
{
	return munmap(m->at, m->n);
}

/* A different size means the layout of another version: the file is emptied. Allocates its
 * blocks now, since a mapped block that cannot be allocated later kills the process. Returns
 * an errno. */
static int
shared_allocate(int fd, size_t n)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || (st.st_size != (off_t)n && ftruncate(fd, 0) != 0))
		return errno;
	return posix_fallocate(fd, 0, (off_t)n);
}

static bool
shared_is_full(int code)
{
	return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

static int
shared_map_file(const char *path, size_t n, void **at)
{
	const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	int code = fd < 0 ? errno : shared_allocate(fd, n);

	if (code == 0) {
		*at = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		code = *at == MAP_FAILED ? errno : 0;
	}
	if (fd >= 0)
		close(fd);
	return code;
}

/* Falls back to private memory: the process then counts for itself only. */
static int
shared_map_private(const char *path, size_t n, int reason, void **at)
{
	LOG(LOG_LEVEL_WARNING, "counters_not_shared", LOG_TEXT("path", str_of(path)),
	    LOG_TEXT("reason", str_of(strerror(reason))));
	*at = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return *at == MAP_FAILED ? errno : 0;
}

enum err
shared_open(void **out, void *mem, const char *path, size_t n, struct why *w)
{
	void *at = NULL;
	int code = shared_map_file(path, n, &at);
	struct shared_mapping *m;

	if (shared_is_full(code))
		code = shared_map_private(path, n, code, &at);
	if (code != 0)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", path, strerror(code));
	m = MEM_ONE(mem, struct shared_mapping);
	*m = (struct shared_mapping){at, n};
	talloc_set_destructor(m, shared_unmap);
	*out = at;
	return OK;
}
