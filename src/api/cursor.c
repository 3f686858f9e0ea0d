/* cursor.c - Signs and verifies cursors, and writes the Link to the next page. */
#include "api/cursor.h"

#include <string.h>

#include "auth/mac.h"
#include "base/mem.h"

/* Parameters that select or format a part of a list, and so are not part of the binding. */
static const char *const paging_params[] = {
    "cursor", "skip", "limit", "count", "page", "page_size", "fields", "bom", "decimal"};

static bool
is_paging_param(struct str name)
{
	for (size_t i = 0; i < sizeof paging_params / sizeof *paging_params; i++)
		if (str_is(name, paging_params[i]))
			return true;
	return false;
}

/* The parameter after `last` in the order of names; NULL: none. */
static const struct pair *
next_param(const struct req *req, const struct pair *last)
{
	const struct pair *best = NULL;

	for (const struct pair *p = req->params; p < req->params + req->nparams; p++)
		if (!is_paging_param(p->name) &&
		    (last == NULL || str_cmp(p->name, last->name) > 0) &&
		    (best == NULL || str_cmp(p->name, best->name) < 0))
			best = p;
	return best;
}

/* Texts are prefixed with their length, so that different lists have different bindings. */
struct str
cursor_binding(struct req *req)
{
	struct buf b = buf_init(req->mem);

	buf_put(&b, req->path);
	for (const struct pair *p = NULL; (p = next_param(req, p)) != NULL;)
		buf_printf(
		    &b, "&%zu:%.*s=%zu:%.*s", p->name.n, STRF(p->name), p->value.n, STRF(p->value));
	return buf_str(&b);
}

static struct str
cursor_mac_text(struct req *req, struct str binding, struct str position)
{
	return str_printf(req->mem, "%zu:%.*s|%.*s", binding.n, STRF(binding), STRF(position));
}

struct str
cursor_seal(struct req *req, struct str binding, struct str position)
{
	struct str text = str_base64url(req->mem, (const unsigned char *)position.s, position.n);
	struct str mac =
	    mac_make(req->app->tokens, req->mem, "cursor", cursor_mac_text(req, binding, position));

	return str_printf(req->mem, "%.*s.%.*s", STRF(text), STRF(mac));
}

bool
cursor_open(struct req *req, struct str binding, struct str cursor, struct str *position)
{
	struct str text, mac = str_cut(cursor, '.', &text);
	unsigned char *p = mem_new(req->mem, text.n + 1);
	size_t n;

	if (mac.s == NULL || !str_from_base64url(text, p, text.n, &n))
		return false;
	*position = (struct str){(const char *)p, n};
	return mac_is(req->app->tokens, "cursor", cursor_mac_text(req, binding, *position), mac);
}

static void
put_percent_encoded(struct buf *b, struct str v)
{
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.s[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || (c != '\0' && strchr("-._~", c) != NULL);

		if (plain)
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

void
cursor_link(struct req *req, struct res *res, struct str cursor)
{
	struct buf b = buf_init(req->mem);

	buf_put(&b, req->path);
	buf_putc(&b, '?');
	for (size_t i = 0; i < req->nparams; i++) {
		if (str_is(req->params[i].name, "cursor") || str_is(req->params[i].name, "skip"))
			continue;
		put_percent_encoded(&b, req->params[i].name);
		buf_putc(&b, '=');
		put_percent_encoded(&b, req->params[i].value);
		buf_putc(&b, '&');
	}
	buf_printf(&b, "cursor=%.*s", STRF(cursor));
	http_set(res, "Link", "<%.*s>; rel=\"next\"", STRF(buf_str(&b)));
}

struct str
cursor_encode(const void *mem, const struct query_position *a)
{
	return str_printf(mem, "%d %lld %zu %.*s%.*s", (int)a->rank, (long long)a->number, a->id.n,
	    STRF(a->id), STRF(a->text));
}

bool
cursor_decode(struct str position, struct query_position *a)
{
	struct str rank, number, length;
	struct str rest =
	    str_cut(str_cut(str_cut(position, ' ', &rank), ' ', &number), ' ', &length);
	int64_t r, n;

	if (rest.s == NULL || !str_int(rank, &r) || !str_int(number, &a->number) ||
	    !str_int(length, &n) || r < RANK_ALL || r > RANK_REST || n < 0 || (size_t)n > rest.n)
		return false;
	a->given = true;
	a->rank = (enum rank)r;
	a->id = (struct str){rest.s, (size_t)n};
	a->text = str_from(rest, (size_t)n);
	return true;
}
