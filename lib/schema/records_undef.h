/* records_undef.h - no guard: clears the rows' macros before the next expansion. */
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
