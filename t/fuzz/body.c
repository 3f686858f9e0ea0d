/* body.c - Fuzzes request bodies: parse, check, resolve references. */
#include "t/fuzz/fuzz.h"

#include "api/body.h"
#include "api/route_table.h"
#include "base/mem.h"
#include "schema/json.h"

/* The route whose method and record the line names, "PUT item"; for any other line a route by
 * its first byte. */
static const struct route *
choose_route(void *mem, struct str line)
{
	const unsigned which = line.n == 0 ? 0 : (unsigned char)line.s[0];
	const struct route *all[256];
	size_t n = 0;

	for (const struct route *r = routes; r->method != NULL && n < 256; r++) {
		if (r->in == NULL)
			continue;
		if (str_eq(line, str_printf(mem, "%s %s", r->method, r->in->name)))
			return r;
		all[n++] = r;
	}
	return all[which % n];
}

/* Prints the valid part of a record, also when it has faults. */
static void
print_outcome(struct req *req, enum err e)
{
	struct buf b = buf_init(req->mem);

	if (req->in != NULL) {
		json_put_record(&b, req->route->in, req->in, UINT64_MAX);
		fuzz_must_be_json(buf_str(&b));
	}
	if (e == OK)
		return;
	buf_clear(&b);
	json_put_error(&b, &req->why, STR("r"));
	fuzz_must_be_json(buf_str(&b));
}

void
fuzz_body(struct fuzz *f, void *mem, struct str input)
{
	struct pair type = {STR("content-type"), STR("application/json")};
	struct req req = {.mem = mem, .app = &f->app, .headers = &type, .nheaders = 1};
	struct str line;
	enum err e;

	req.body = str_cut(input, '\n', &line);
	req.route = choose_route(mem, line);
	why_init(&req.why, mem);
	e = body_read(&req);
	fuzz_must(e == OK || e == ERR_BAD_JSON || e == ERR_INVALID || e == ERR_TOO_LARGE);
	fuzz_must((e == ERR_INVALID) == (req.why.nfaults > 0));
	print_outcome(&req, e);
}
