/* records_nofields.h - no guard: makes the fields' rows vanish for an expansion of RECORD alone. */
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
#define INDEX(...)
#define END
