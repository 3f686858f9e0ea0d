/* edit_kind.h - Kinds of edits of a master record. */
#ifndef EDIT_KIND_H
#define EDIT_KIND_H

enum edit_kind { EDIT_CREATE, EDIT_UPDATE, EDIT_DEACTIVATE, EDIT_RESTORE };

#endif
