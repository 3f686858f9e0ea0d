/* gs1_reader.c - Says at which character a GS1 code cannot be read. */
#include "masters/gs1/gs1_reader.h"

#include <talloc.h>

bool
gs1_fail(struct gs1_reader *r, size_t at, const char *fmt, ...)
{
	va_list ap;
	char *what;

	va_start(ap, fmt);
	what = talloc_vasprintf(r->mem, fmt, ap);
	va_end(ap);
	r->out->fault = str_printf(
	    r->mem, "At character %zu: %s", str_chars((struct str){r->text.s, at}) + 1, what);
	return false;
}
