/* list_posted.c - Turns posted_from and posted_to into a range of posting sequence numbers. */
#include "api/list_posted.h"

#include "api/param.h"
#include "inventory/ledger/ledger.h"

enum err
list_posted_between(struct req *req, struct listing *l, size_t seq_field)
{
	static const struct {
		const char *name;
		bool end; /* a day means its end; otherwise its start, excluding earlier postings */
		enum cmp cmp;
	} bounds[] = {{"posted_from", false, CMP_GT}, {"posted_to", true, CMP_LE}};
	enum err e;

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		const struct time_span *span = param_time(req, bounds[i].name);
		struct filter w = {.field = seq_field, .cmp = bounds[i].cmp};
		int64_t at;

		if (span == NULL)
			continue;
		at = bounds[i].end ? span->last : span->first - 1;
		if ((e = ledger_seq_at(req->app->store, at, &w.number, &req->why)) != OK)
			return e;
		list_where(l, w);
	}
	return OK;
}
