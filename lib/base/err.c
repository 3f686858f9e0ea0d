/* err.c - Table of errors; collects reasons and faults. */
#include "base/err.h"

#include <stdio.h>

#include "base/mem.h"

enum { FAULTS_MAX = 100 };

static const struct {
	int status;
	const char *code, *title;
} err_table[] = {
    [OK] = {200, "ok", "OK"},
#define ERR(name, status, code, title) [ERR_##name] = {status, code, title},
#include "base/err.def"
#undef ERR
};

int
err_status(enum err e)
{
	return err_table[e].status;
}

const char *
err_code(enum err e)
{
	return err_table[e].code;
}

const char *
err_title(enum err e)
{
	return err_table[e].title;
}

void
why_init(struct why *w, void *mem)
{
	*w = (struct why){.mem = mem, .more = buf_init(mem)};
}

void
why_clear(struct why *w)
{
	why_init(w, w->mem);
}

static struct str
err_format(void *mem, const char *fmt, va_list ap)
{
	struct str v;
	va_list again;
	int n;
	char *s;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	s = mem_new(mem, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	v = (struct str){s, (size_t)n};
	return v;
}

enum err
err_set(struct why *w, enum err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	w->text = err_format(w->mem, fmt, ap);
	va_end(ap);
	return w->err = e;
}

enum err
err_vfield(struct why *w, const struct loc *loc, const char *type, const char *fmt, va_list ap)
{
	struct fault *f;

	w->err = ERR_INVALID;
	if (w->nfaults++ >= FAULTS_MAX)
		return ERR_INVALID;
	f = MEM_ONE(w->mem, struct fault);
	f->loc = loc;
	f->type = type;
	f->msg = err_format(w->mem, fmt, ap);
	if (w->last == NULL)
		w->last = &w->faults;
	*w->last = f;
	w->last = &f->next;
	return ERR_INVALID;
}

enum err
err_field(struct why *w, const struct loc *loc, const char *type, const char *fmt, ...)
{
	enum err e;
	va_list ap;

	va_start(ap, fmt);
	e = err_vfield(w, loc, type, fmt, ap);
	va_end(ap);
	return e;
}

static void
why_put_loc(struct buf *b, const struct loc *l)
{
	if (l == NULL)
		return;
	why_put_loc(b, l->parent);
	if (l->is_index)
		buf_printf(b, "[%zu]", l->index);
	else
		buf_printf(b, "%s%.*s", l->parent == NULL ? "" : ".", STRF(l->name));
}

void
why_put(struct buf *b, const struct why *w, const char *before, const char *between)
{
	buf_put(b, w->text.n > 0 ? w->text : str_of(err_title(w->err)));
	for_each_fault (f, w) {
		buf_puts(b, f == w->faults ? before : between);
		why_put_loc(b, f->loc);
		buf_printf(b, ": %.*s", STRF(f->msg));
	}
}

static const struct loc *
loc_new(struct why *w, struct loc v)
{
	struct loc *l = MEM_ONE(w->mem, struct loc);

	*l = v;
	return l;
}

const struct loc *
loc_name(struct why *w, const struct loc *parent, const char *name)
{
	return loc_new(w, (struct loc){.parent = parent, .name = str_of(name)});
}

const struct loc *
loc_str(struct why *w, const struct loc *parent, struct str name)
{
	return loc_new(w, (struct loc){.parent = parent, .name = str_dup(w->mem, name)});
}

const struct loc *
loc_at(struct why *w, const struct loc *parent, size_t index)
{
	return loc_new(w, (struct loc){.parent = parent, .index = index, .is_index = true});
}
