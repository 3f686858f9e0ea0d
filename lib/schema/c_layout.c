/* c_layout.c - Prints the structs of records as compiled. */
#include "schema/c_layout.h"

static const struct {
	const char *name, *c;
} c_types[] = {
    [T_KEY] = {"KEY", "struct str"},
    [T_TEXT] = {"TEXT", "struct str"},
    [T_INT] = {"INT", "int64_t"},
    [T_DEC] = {"DEC, millionths", "int64_t"},
    [T_BOOL] = {"BOOL", "bool"},
    [T_TIME] = {"TIME, ms", "int64_t"},
    [T_ENUM] = {"ENUM", "int"},
    [T_REF] = {"REF", "struct str"},
    [T_LIST] = {"LIST", "struct list"},
    [T_LINES] = {"LINES", "struct lines"},
    [T_JSON] = {"JSON", "struct str"},
};

static const struct {
	unsigned flag;
	const char *name;
} c_flags[] = {
    {F_REQUIRED, "required"},
    {F_UNIQUE, "unique"},
    {F_INDEXED, "indexed"},
    {F_READONLY, "readonly"},
    {F_SECRET, "secret"},
    {F_VIRTUAL, "virtual"},
    {F_DEFAULT, "default"},
    {F_NOT_ZERO, "not zero"},
    {F_HIDDEN, "hidden"},
    {F_MADE, "made"},
    {F_ONE, "one"},
    {F_EITHER, "either"},
    {F_FEW, "few"},
    {F_BELOW_ZERO, "below_zero"},
    {F_SORTS, "sorts"},
};

static void
c_put_values(struct buf *b, const struct field *f)
{
	buf_puts(b, ":");
	for (size_t i = 0; f->one_of[i] != NULL; i++)
		buf_printf(b, " %zu %s", i, f->one_of[i]);
}

static void
c_put_field(struct buf *b, const struct field *f, size_t number)
{
	buf_printf(b, "\t%s %s; /* at %zu, bit %zu: %s", c_types[f->type].c, f->name, f->off,
	    number, c_types[f->type].name);
	if (f->ref != NULL)
		buf_printf(b, " of %s", f->ref->name);
	if (f->type == T_ENUM)
		c_put_values(b, f);
	for (size_t i = 0; i < sizeof c_flags / sizeof *c_flags; i++)
		if (field_is(f, c_flags[i].flag))
			buf_printf(b, ", %s", c_flags[i].name);
	buf_puts(b, " */\n");
}

static void
c_put_struct(struct buf *b, const struct schema *s)
{
	buf_printf(b, "/* %s */\nstruct %s { /* %zu bytes */\n", s->doc, s->name, s->size);
	buf_puts(b, "\tuint64_t has, null; /* at 0 and 8: by bit, has a value; was null */\n");
	for (size_t i = 0; i < s->nfields; i++)
		c_put_field(b, &s->fields[i], i);
	buf_puts(b, "};\n\n");
}

void
c_layout_put(struct buf *b)
{
	for (size_t i = 0; schemas[i] != NULL; i++)
		c_put_struct(b, schemas[i]);
}
