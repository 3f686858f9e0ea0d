/* file.c - Fuzzes imported files and their maps, up to the plan. */
#include "t/fuzz/fuzz.h"

#include <string.h>

#include "base/mem.h"
#include "import/import.h"

static const struct import_kind *
choose_kind(unsigned which)
{
	unsigned n = 0;

	while (import_kinds[n].name != NULL)
		n++;
	return &import_kinds[which % n];
}

void
fuzz_file(struct fuzz *f, void *mem, struct str input)
{
	struct change_context cx = f->cx;
	struct import im = {.store = f->app.store,
	    .cx = &cx,
	    .kind = choose_kind(fuzz_choice(&input)),
	    .currency = STR("EUR")};
	const char *nul = input.n > 0 ? memchr(input.s, '\0', input.n) : NULL;
	struct why why;
	enum err e;

	cx.mem = mem;
	cx.action = "import";
	why_init(&why, mem);
	if (nul != NULL)
		im.map_text = (struct str){input.s, (size_t)(nul - input.s)};
	im.csv = nul == NULL ? input : str_from(input, im.map_text.n + 1);
	e = import_plan(&im, &why);
	fuzz_must(err_status(e) < 500);
	for_each_finding(one, &im.found)
	{
		struct buf b = buf_init(mem);

		finding_put(&b, one);
	}
}
