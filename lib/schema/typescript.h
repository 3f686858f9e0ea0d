/*
 * typescript.h - the tables for a client in TypeScript: types of what the API gives and
 * takes, and zod schemas that hold a form to what check.c would.
 */
#ifndef TYPESCRIPT_H
#define TYPESCRIPT_H

#include "schema/openapi.h"

void typescript_put_enums(struct buf *); /* export const roleNames = ["admin", ...]; type Role */
void typescript_put_decimals(struct buf *);
void typescript_put_permissions(struct buf *);

/* export interface ItemCreate { ... } */
void typescript_put_record(struct buf *, const struct schema *, enum openapi_form);

/* export const itemCreate = z.strictObject({ ... }); of what is taken alone. */
void typescript_put_zod(struct buf *, const struct schema *, enum openapi_form);

#endif
