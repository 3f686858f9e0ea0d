/*
 * typescript.h - Generates TypeScript types and zod schemas for clients: types of what the API
 * takes and returns, and form checks equal to those of check_record.c.
 */
#ifndef TYPESCRIPT_H
#define TYPESCRIPT_H

#include "schema/openapi.h"

void typescript_put_enums(struct buf *); /* export const roleNames = ["admin", ...]; type Role */
void typescript_put_decimals(struct buf *);
void typescript_put_permissions(struct buf *);

/* export interface ItemCreate { ... } */
void typescript_put_record(struct buf *, const struct schema *, enum openapi_form);

/* export const itemCreate = z.strictObject({ ... }); for request bodies only. */
void typescript_put_zod(struct buf *, const struct schema *, enum openapi_form);

#endif
