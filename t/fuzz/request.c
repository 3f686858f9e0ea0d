/* request.c - Fuzzes request lines through http_handle(), signed in, read only. */
#include "t/fuzz/fuzz.h"

#include <string.h>

#include "api/route_table.h"
#include "base/mem.h"

/* "/api/masters/items/{id}" with a value in place of the braces. */
static struct str
fill_path(void *mem, const char *path)
{
	struct buf b = buf_init(mem);

	for (const char *p = path; *p != '\0'; p++) {
		if (*p != '{') {
			buf_putc(&b, *p);
			continue;
		}
		buf_puts(&b, strncmp(p, "{period", 7) == 0 ? "2026-03" : "bolt");
		p += strcspn(p, "}");
	}
	return buf_str(&b);
}

/* The target of a read-only route with the input as its query; or the input alone. */
static struct str
choose_target(void *mem, unsigned which, struct str input)
{
	unsigned n = 0;

	for (const struct route *r = routes; r->method != NULL; r++)
		if (strcmp(r->method, "GET") == 0 && n++ == which)
			return str_printf(
			    mem, "%.*s?%.*s", STRF(fill_path(mem, r->path)), STRF(input));
	return input;
}

void
fuzz_request(struct fuzz *f, void *mem, struct str input)
{
	struct pair header = {STR("authorization"), str_printf(mem, "Bearer %.*s", STRF(f->token))};
	struct req req = {.mem = mem,
	    .app = &f->app,
	    .method = STR("GET"),
	    .address = STR("192.0.2.1"),
	    .request_id = STR("r"),
	    .headers = &header,
	    .nheaders = 1};
	struct res res;

	req.target = choose_target(mem, fuzz_choice(&input), input);
	http_handle(&req, &res);
	fuzz_must(res.status >= 200 && (res.status < 500 || res.status == 503));
	if (res.type == NULL && res.body.n > 0)
		fuzz_must_be_json(buf_str(&res.body));
}
