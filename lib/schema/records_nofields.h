/*
 * records_nofields.h - X-macros: expands records without their fields. No guard, included
 * repeatedly.
 */
#define KEY(...)
#define TEXT(...)
#define INT(...)
#define DEC(...)
#define BOOL(...)
#define TIME(...)
#define ENUM(...)
#define REF(...)
#define LIST(...)
#define LINES(...)
#define JSON(...)
#define CODE(...)
#define ACTIVE(...)
#define UPDATED(...)
#define ROWVERSION(...)
#define INDEX(...)
#define END
