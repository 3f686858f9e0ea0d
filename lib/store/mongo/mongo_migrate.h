/*
 * mongo_migrate.h - Internal interface of MongoDB migrations.
 *
 *   mongo_migrate.c      which migrations to run, in which direction
 *   migration_version.c  the state of the database, and the migrator's lease
 *   migration_command.c  their commands, one by one
 *   adopt_documents.c    our own command: converts documents of earlier programs
 */
#ifndef STORE_MONGO_MIGRATE_H
#define STORE_MONGO_MIGRATE_H

#include "store/migration.h"
#include "store/mongo/mongo.h"
#include "store/mongo/document.h"

/* The commands of one direction; `each` is positioned before the first of them. When OK, the
 * caller destroys it. */
enum err mongo_commands_read(const struct migration *, bool up, bson_t **commands,
    bson_iter_t *each, struct why *) MUST_CHECK;

/* Runs a command; not an error if it was run before. */
enum err mongo_command_run(struct mongo *, const bson_iter_t *, struct why *) MUST_CHECK;

/* Converts every document of the collection that earlier programs wrote: see adopt_documents.c. */
enum err mongo_adopt(struct mongo *, struct str collection, struct why *) MUST_CHECK;

#endif
