/* power.c - The VFS that records, and the disk that loses what was not synced. */
#include "t/power.h"

#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { SECTOR = 512, PATH_BYTES = 500 };

void (*power_at_sync)(void);
size_t power_transactions;

static struct power_recording *recording;
static char marker[PATH_BYTES]; /* beside the database that was opened last */

/* --- the recording --- */

static struct power_event *
power_add(enum power_kind kind, size_t file)
{
	struct power_recording *r = recording;

	MEM_RESERVE(r->mem, r->v, r->n + 1, r->cap);
	r->v[r->n] = (struct power_event){
	    .kind = kind, .file = file, .has_marker = access(marker, F_OK) == 0};
	return &r->v[r->n++];
}

static const char *
power_base_name(const char *path)
{
	return strrchr(path, '/') + 1;
}

/* The file at that path, or -1. */
static int
power_find(const char *path)
{
	for (size_t i = recording->nfiles; i-- > 0;)
		if (!recording->deleted[i] &&
		    strcmp(recording->files[i], power_base_name(path)) == 0)
			return (int)i;
	return -1;
}

static size_t
power_create(const char *path)
{
	struct power_recording *r = recording;
	const char *name = power_base_name(path);

	ck_assert_uint_lt(r->nfiles, POWER_FILES_MAX);
	r->files[r->nfiles] = mem_copy(r->mem, name, strlen(name));
	power_add(POWER_CREATE, r->nfiles);
	return r->nfiles++;
}

/* --- the VFS --- */

struct power_file { /* the default VFS's follows it */
	sqlite3_file base;
	size_t file;
	bool is_temporary; /* nobody needs it after a power cut */
	bool syncs_folder; /* with its first sync, as SQLite does for logs and journals */
	sqlite3_file *real;
};

static sqlite3_vfs *system_vfs, power_vfs;

static struct power_file *
power_of(sqlite3_file *f)
{
	return (struct power_file *)f;
}

static sqlite3_file *
power_real(sqlite3_file *f)
{
	return power_of(f)->real;
}

#define REAL(f, method, ...) power_real(f)->pMethods->method(power_real(f), __VA_ARGS__)

static int
power_close(sqlite3_file *f)
{
	return power_real(f)->pMethods->xClose(power_real(f));
}

static int
power_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return REAL(f, xRead, to, n, at);
}

static bool
power_is_recorded(sqlite3_file *f)
{
	return recording != NULL && !power_of(f)->is_temporary;
}

static int
power_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	const int code = REAL(f, xWrite, from, n, at);

	if (code == SQLITE_OK && power_is_recorded(f)) {
		struct power_event *e = power_add(POWER_WRITE, power_of(f)->file);

		e->at = at;
		e->bytes = (struct str){mem_copy(recording->mem, from, (size_t)n), (size_t)n};
	}
	return code;
}

static int
power_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	const int code = REAL(f, xTruncate, size);

	if (code == SQLITE_OK && power_is_recorded(f))
		power_add(POWER_TRUNCATE, power_of(f)->file)->at = size;
	return code;
}

/* The machine that runs the test keeps its power. */
static int
power_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	if (power_at_sync != NULL)
		power_at_sync();
	if (!power_is_recorded(f))
		return SQLITE_OK;
	power_add(POWER_SYNC, power_of(f)->file);
	if (power_of(f)->syncs_folder)
		power_add(POWER_SYNC_FOLDER, 0);
	power_of(f)->syncs_folder = false;
	return SQLITE_OK;
}

static int
power_file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return REAL(f, xFileSize, size);
}

static int
power_lock(sqlite3_file *f, int level)
{
	return REAL(f, xLock, level);
}

static int
power_unlock(sqlite3_file *f, int level)
{
	return REAL(f, xUnlock, level);
}

static int
power_check_lock(sqlite3_file *f, int *is_reserved)
{
	return REAL(f, xCheckReservedLock, is_reserved);
}

static int
power_control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f, xFileControl, op, arg);
}

static int
power_sector_size(sqlite3_file *f)
{
	return power_real(f)->pMethods->xSectorSize(power_real(f));
}

static int
power_characteristics(sqlite3_file *f)
{
	return power_real(f)->pMethods->xDeviceCharacteristics(power_real(f));
}

static int
power_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return REAL(f, xShmMap, page, size, extend, out);
}

static int
power_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	power_transactions += flags == (SQLITE_SHM_LOCK | SQLITE_SHM_SHARED);
	return REAL(f, xShmLock, offset, n, flags);
}

static void
power_shm_barrier(sqlite3_file *f)
{
	power_real(f)->pMethods->xShmBarrier(power_real(f));
}

static int
power_shm_unmap(sqlite3_file *f, int remove)
{
	return REAL(f, xShmUnmap, remove);
}

static const sqlite3_io_methods power_methods = {
    .iVersion = 2,
    .xClose = power_close,
    .xRead = power_read,
    .xWrite = power_write,
    .xTruncate = power_truncate,
    .xSync = power_sync,
    .xFileSize = power_file_size,
    .xLock = power_lock,
    .xUnlock = power_unlock,
    .xCheckReservedLock = power_check_lock,
    .xFileControl = power_control,
    .xSectorSize = power_sector_size,
    .xDeviceCharacteristics = power_characteristics,
    .xShmMap = power_shm_map,
    .xShmLock = power_shm_lock,
    .xShmBarrier = power_shm_barrier,
    .xShmUnmap = power_shm_unmap,
};

static void
power_open_recorded(struct power_file *p, const char *path, int flags)
{
	const int known = power_find(path);

	if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
		snprintf(marker, sizeof marker, "%s.system", path);
	p->file = known >= 0 ? (size_t)known : power_create(path);
	p->syncs_folder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0 &&
			  (flags & SQLITE_OPEN_CREATE) != 0;
}

static int
power_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
	const int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
	struct power_file *p = power_of(f);
	int code;

	(void)vfs;
	*p = (struct power_file){.real = (sqlite3_file *)(p + 1)};
	code = system_vfs->xOpen(system_vfs, path, p->real, flags, out_flags);
	if (p->real->pMethods != NULL)
		p->base.pMethods = &power_methods;
	p->is_temporary = path == NULL || (flags & kept) == 0;
	if (code == SQLITE_OK && power_is_recorded(f))
		power_open_recorded(p, path, flags);
	return code;
}

static int
power_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder)
{
	const int code = system_vfs->xDelete(system_vfs, path, 0);
	int file;

	(void)vfs;
	if (code != SQLITE_OK || recording == NULL || (file = power_find(path)) < 0)
		return code;
	recording->deleted[file] = true;
	power_add(POWER_DELETE, (size_t)file);
	if (syncs_folder != 0)
		power_add(POWER_SYNC_FOLDER, 0);
	return code;
}

void
power_record(struct power_recording *r, void *mem)
{
	*r = (struct power_recording){.mem = mem};
	recording = r;
	power_transactions = 0;
	system_vfs = sqlite3_vfs_find(NULL);
	power_vfs = *system_vfs;
	power_vfs.zName = "power";
	power_vfs.szOsFile += (int)sizeof(struct power_file);
	power_vfs.xOpen = power_open;
	power_vfs.xDelete = power_delete;
	ck_assert_int_eq(sqlite3_vfs_register(&power_vfs, 1), SQLITE_OK);
}

void
power_stop(void)
{
	recording = NULL;
}

void
power_end(void)
{
	power_stop();
	sqlite3_vfs_register(system_vfs, 1);
	sqlite3_vfs_unregister(&power_vfs);
}

/* --- the contents of a file --- */

static void
content_grow(const void *mem, struct power_content *c, size_t size)
{
	if (size <= c->n)
		return;
	MEM_RESERVE(mem, c->v, size, c->cap);
	memset(c->v + c->n, 0, size - c->n);
	c->n = size;
}

static void
content_write(const void *mem, struct power_content *c, size_t at, struct str bytes)
{
	if (bytes.n == 0)
		return;
	content_grow(mem, c, at + bytes.n);
	memcpy(c->v + at, bytes.s, bytes.n);
}

static void
content_apply(const void *mem, struct power_content *c, const struct power_event *e)
{
	if (e->kind == POWER_WRITE)
		content_write(mem, c, (size_t)e->at, e->bytes);
	else if ((size_t)e->at < c->n)
		c->n = (size_t)e->at;
	else
		content_grow(mem, c, (size_t)e->at);
}

/* --- what is synced --- */

struct power_disk
power_disk(const struct power_recording *of, void *mem, uint64_t seed)
{
	return (struct power_disk){.of = of, .mem = mem, .chance = seed * 2 + 1};
}

uint64_t
power_random(struct power_disk *d, uint64_t below) /* xorshift64* */
{
	d->chance ^= d->chance >> 12;
	d->chance ^= d->chance << 25;
	d->chance ^= d->chance >> 27;
	return (d->chance * UINT64_C(2685821657736338717) >> 33) % below;
}

static bool
is_of_folder(const struct power_event *e)
{
	return e->kind == POWER_CREATE || e->kind == POWER_DELETE;
}

/* Whether the sync s covers the event e. */
static bool
is_synced_by(const struct power_event *e, const struct power_event *s)
{
	return s->kind == POWER_SYNC_FOLDER ? is_of_folder(e)
					    : !is_of_folder(e) && e->file == s->file;
}

static void
power_settle(struct power_disk *d, const struct power_event *sync)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->npending; i++) {
		const struct power_event *e = &d->of->v[d->pending[i]];

		if (!is_synced_by(e, sync))
			d->pending[kept++] = d->pending[i];
		else if (is_of_folder(e))
			d->exists[e->file] = e->kind == POWER_CREATE;
		else
			content_apply(d->mem, &d->synced[e->file], e);
	}
	d->npending = kept;
}

void
power_advance(struct power_disk *d, size_t until, bool ignore)
{
	for (; d->now < until; d->now++) {
		const struct power_event *e = &d->of->v[d->now];

		if (e->kind == POWER_SYNC || e->kind == POWER_SYNC_FOLDER) {
			if (!ignore)
				power_settle(d, e);
			continue;
		}
		MEM_RESERVE(d->mem, d->pending, d->npending + 1, d->cap);
		d->pending[d->npending++] = d->now;
	}
}

/* --- what is left --- */

struct power_rest { /* of one cut */
	struct power_disk *disk;
	void *mem;
	enum power_loss loss;
	size_t end; /* the number of pending events before the cut-off; of those of the folder
		       always, as file systems keep their order */
	struct power_content files[POWER_FILES_MAX];
	bool exists[POWER_FILES_MAX];
};

/* A size may be there before the contents. */
static void
power_keep_sectors(struct power_rest *r, const struct power_event *e, size_t torn_at)
{
	struct power_content *c = &r->files[e->file];
	const size_t at = (size_t)e->at, end = at + e->bytes.n;

	if (power_random(r->disk, 2) == 0)
		content_grow(r->mem, c, end);
	for (size_t from = at, to; from < end; from = to) {
		to = (from / SECTOR + 1) * SECTOR;
		to = to < end ? to : end;
		if (r->loss == LOSE_SECTORS ? power_random(r->disk, 2) == 0 : from < torn_at)
			content_write(
			    r->mem, c, from, (struct str){e->bytes.s + (from - at), to - from});
	}
}

static bool
power_is_kept(struct power_rest *r, size_t i)
{
	return r->loss == LOSE_NOTHING || (r->loss == LOSE_END && i < r->end) ||
	       (r->loss >= LOSE_WRITES && power_random(r->disk, 2) == 0);
}

static void
power_keep(struct power_rest *r, size_t i)
{
	const struct power_event *e = &r->disk->of->v[r->disk->pending[i]];

	if (is_of_folder(e)) {
		if (i < r->end)
			r->exists[e->file] = e->kind == POWER_CREATE;
	} else if (e->kind == POWER_WRITE &&
		   (r->loss == LOSE_SECTORS || (r->loss == LOSE_END && i == r->end))) {
		power_keep_sectors(r, e, (size_t)e->at + (size_t)power_random(r->disk, e->bytes.n));
	} else if (power_is_kept(r, i)) {
		content_apply(r->mem, &r->files[e->file], e);
	}
}

static void
power_write_file(const char *folder, const char *name, struct str bytes)
{
	char path[PATH_BYTES];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	ck_assert_ptr_nonnull(f = fopen(path, "wb"));
	if (bytes.n > 0)
		ck_assert_uint_eq(fwrite(bytes.s, 1, bytes.n, f), bytes.n);
	ck_assert_int_eq(fclose(f), 0);
}

static const char *
power_marker_name(const struct power_recording *r, const void *mem)
{
	return str_printf(mem, "%s.system", r->files[0]).s;
}

void
power_cut(struct power_disk *d, enum power_loss loss, const char *folder)
{
	const struct power_recording *of = d->of;
	struct power_rest r = {.disk = d, .mem = mem_root("power"), .loss = loss};

	r.end = loss == LOSE_NOTHING ? d->npending
		: loss == LOSE_ALL   ? 0
				     : (size_t)power_random(d, d->npending + 1);
	memcpy(r.exists, d->exists, sizeof r.exists);
	for (size_t i = 0; i < of->nfiles; i++)
		content_write(r.mem, &r.files[i], 0, (struct str){d->synced[i].v, d->synced[i].n});
	for (size_t i = 0; i < d->npending; i++)
		power_keep(&r, i);
	for (size_t i = 0; i < of->nfiles; i++)
		if (r.exists[i])
			power_write_file(
			    folder, of->files[i], (struct str){r.files[i].v, r.files[i].n});
	if (d->now > 0 && of->v[d->now - 1].has_marker)
		power_write_file(folder, power_marker_name(of, r.mem), STR("a system\n"));
	mem_free(r.mem);
}
