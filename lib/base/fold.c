/* fold.c - Folds width by the Unicode decompositions marked <wide> and <narrow>, and blanks. */
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/codepoint.h"

enum { PARTS_MAX = 8 };

/* A form that decomposes into several characters is kept: no code contains one. */
static utf8proc_int32_t
fold_width_char(utf8proc_int32_t cp, void *arg)
{
	const utf8proc_property_t *p = utf8proc_get_property(cp);
	utf8proc_int32_t parts[PARTS_MAX];
	int bound = 0;

	(void)arg;
	if (p->decomp_type != UTF8PROC_DECOMP_TYPE_WIDE &&
	    p->decomp_type != UTF8PROC_DECOMP_TYPE_NARROW)
		return cp;
	if (utf8proc_decompose_char(
		cp, parts, PARTS_MAX, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &bound) != 1)
		return cp;
	return parts[0];
}

/* Case is folded after width: a full-width capital becomes a plain capital first. */
struct str
fold_width(const void *ctx, struct str v)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map_custom((const utf8proc_uint8_t *)v.s,
	    (utf8proc_ssize_t)v.n, &out, UTF8PROC_COMPOSE | UTF8PROC_STABLE, fold_width_char, NULL);
	struct str r;

	if (n < 0)
		return str_fold(ctx, v);
	r = str_fold(ctx, (struct str){(const char *)out, (size_t)n});
	free(out);
	return r;
}

struct str
fold_name(const void *ctx, struct str v)
{
	struct buf b = buf_init(ctx);
	struct str rest = fold_width(ctx, v);
	bool gap = false;

	while (rest.n > 0) {
		const char *from = rest.s;
		bool blank = codepoint_is_blank(codepoint_next(&rest));

		if (!blank && gap && b.n > 0)
			buf_putc(&b, ' ');
		if (!blank)
			buf_put(&b, (struct str){from, (size_t)(rest.s - from)});
		gap = blank;
	}
	return b.n == 0 ? STR("") : buf_str(&b);
}
