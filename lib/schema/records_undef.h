/* records_undef.h - X-macros: undefines the rows of records. No guard, included repeatedly. */
#undef RECORD
#undef BODY
#undef KEY
#undef TEXT
#undef INT
#undef DEC
#undef BOOL
#undef TIME
#undef ENUM
#undef REF
#undef LIST
#undef LINES
#undef JSON
#undef INDEX
#undef END
