/* stats.c - Names of the counted database commands. */
#include "store/stats.h"

const char *const store_commands[STORE_COMMANDS] = {"find", "getMore", "aggregate", "insert",
    "update", "delete", "commitTransaction", "abortTransaction", "other"};
