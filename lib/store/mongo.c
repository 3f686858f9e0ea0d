/* mongo.c - the connection to MongoDB. */
#include "store/drivers.h"

static enum err
mongo_open(struct store **out, const void *mem, const char *url, struct why *w)
{
	(void)out, (void)mem, (void)url;
	return err_set(w, ERR_UNAVAILABLE, "MongoDB is not served yet");
}

const struct store_driver mongo_driver = {
    .name = "mongo",
    .open = mongo_open,
};
