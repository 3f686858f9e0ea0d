/* made_code.h - Codes generated from names. */
#ifndef MADE_CODE_H
#define MADE_CODE_H

#include "import/import.h"
#include "import/row_keys.h"

/* Sets the code of a row that has none, if the map says from what it is generated: letters of any
 * script, as capitals, and digits; a hyphen for what is between them; and a number if another
 * record or row has it already. */
enum err
made_code_set(struct import *, struct row_keys *, struct import_row *, struct why *) MUST_CHECK;

#endif
