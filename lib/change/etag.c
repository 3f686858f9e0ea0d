/* etag.c - Writes the entity tag of a version and reads lists of tags. */
#include "change/etag.h"

struct str
etag_of_version(const void *mem, int64_t version)
{
	return str_printf(mem, "\"%lld\"", (long long)version);
}

bool
etag_list_has(struct str tags, struct str tag)
{
	struct str one;

	while (tags.s != NULL) {
		tags = str_cut(tags, ',', &one);
		one = str_trim(one);
		if (str_starts(one, STR("W/")))
			one = str_from(one, 2);
		if (str_eq(one, tag) || str_is(one, "*"))
			return true;
	}
	return false;
}
