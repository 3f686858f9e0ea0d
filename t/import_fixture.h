/* import_fixture.h - Imports into the store of masters_fixture.h. */
#ifndef IMPORT_FIXTURE_H
#define IMPORT_FIXTURE_H

#include "import/import.h"
#include "t/masters_fixture.h"

/* The last import. */
extern struct import im;

/* A checked fixture: masters_setup() with the context of an import. */
void import_setup(void);

/* Plans; returns all findings about the file, a line each. */
const char *plan_import(const char *kind, const char *map, const char *csv);

/* Plans and applies a file without faults. */
void run_import(const char *kind, const char *map, const char *csv);

#define ITEMS "item_code,item_name,category,uom\nB1,Bolt,CAT-1,PCS\nW1,Wire,CAT-1,M\n"

/* Imports these items and their category. */
void take_items(void);

int64_t import_count(const struct schema *);
struct str id_by_code(enum code_kind, const char *code);
struct str on_hand(const char *item, const char *location, const char *lot);

#endif
