/* shared.c - counters of several processes, in a mapped file. */
#include "base/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct mapping {
	void *at;
	size_t n;
};

static int
unmap(struct mapping *m)
{
	return munmap(m->at, m->n);
}

/* A file of this size, made or remade. Another size means another program's layout. */
static int
open_sized(const char *path, size_t n)
{
	const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	struct stat st;

	if (fd < 0 || (fstat(fd, &st) == 0 && st.st_size == (off_t)n))
		return fd;
	if ((st.st_size == 0 || ftruncate(fd, 0) == 0) && ftruncate(fd, (off_t)n) == 0)
		return fd;
	close(fd);
	return -1;
}

enum err
shared_open(void **out, void *mem, const char *path, size_t n, struct why *w)
{
	const int fd = open_sized(path, n);
	void *at = fd < 0 ? MAP_FAILED : mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	struct mapping *m;

	if (at == MAP_FAILED) {
		const int why = errno;

		if (fd >= 0)
			close(fd);
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", path, strerror(why));
	}
	close(fd);
	m = MEM_ONE(mem, struct mapping);
	*m = (struct mapping){at, n};
	talloc_set_destructor(m, unmap);
	*out = at;
	return OK;
}
