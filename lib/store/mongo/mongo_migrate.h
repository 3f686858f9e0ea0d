/*
 * mongo_migrate.h - what the migrations of the MongoDB driver are made of.
 *
 *   mongo_migrate.c   which, from where, up or down
 *   mongo_version.c   where the database is, and who migrates it
 *   mongo_command.c   their commands, one by one
 *   mongo_adopt.c     the one of ours: documents of others become records
 */
#ifndef STORE_MONGO_MIGRATE_H
#define STORE_MONGO_MIGRATE_H

#include "store/migration.h"
#include "store/mongo/mongo.h"
#include "store/mongo/document.h"

/* The commands of one direction; `each` stands before the first of them. To be destroyed by
 * the caller when OK. */
enum err mongo_commands_read(const struct migration *, bool up, bson_t **commands,
    bson_iter_t *each, struct why *) MUST_CHECK;

/* Runs one; that it was run before is no failure. */
enum err mongo_command_run(struct mongo *, const bson_iter_t *, struct why *) MUST_CHECK;

/* Every document of this collection that is none of ours, as earlier programs left them,
 * becomes a record: see mongo_adopt.c. */
enum err mongo_adopt(struct mongo *, struct str collection, struct why *) MUST_CHECK;

#endif
