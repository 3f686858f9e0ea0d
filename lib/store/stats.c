/* stats.c - The names of the commands that are counted. */
#include "store/stats.h"

const char *const store_commands[STORE_COMMANDS] = {"find", "getMore", "aggregate", "insert",
    "update", "delete", "commitTransaction", "abortTransaction", "other"};
