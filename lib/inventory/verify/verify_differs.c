/* verify_differs.c - Records the first difference that a verification finds. */
#include "inventory/verify/verify_parts.h"

#include <stdarg.h>
#include <stdio.h>

void
verify_differs(struct verifier *v, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (verify_found(v))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	v->out->difference = str_dup(v->mem, str_of(text));
}
