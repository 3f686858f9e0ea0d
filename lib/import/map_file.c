/* map_file.c - Parser of map files. */
#include "import/map_file.h"

#include "base/mem.h"

static const struct map_section_rule {
	const char *name;
	bool of;    /* [values COLUMN] */
	bool alone; /* its lines are names without = */
} map_sections[] = {
    [MAP_TOP] = {"", false, false},
    [MAP_COLUMNS] = {"columns", false, false},
    [MAP_SOURCES] = {"sources", false, false},
    [MAP_VALUES] = {"values", true, false},
    [MAP_DEFAULTS] = {"defaults", false, false},
    [MAP_MAKE] = {"make", false, false},
    [MAP_RATES] = {"rates", false, false},
    [MAP_IGNORE] = {"ignore", false, true},
    [MAP_ROW] = {"row", false, false},
};

enum { MAP_NSECTIONS = sizeof map_sections / sizeof map_sections[0] };

struct map_reader {
	struct map *map;
	struct findings *found;
	struct map_entry at; /* the current section and line */
	bool lost;           /* in an unknown section, whose lines are skipped */
};

static void
map_read_section(struct map_reader *r, struct str line)
{
	struct str name, of = {0};
	size_t s = 1;

	if (!str_ends(line, STR("]"))) {
		findings_map_fault(r->found, r->at.line, "a section ends with ]");
		return;
	}
	of = str_trim(str_cut((struct str){line.s + 1, line.n - 2}, ' ', &name));
	while (s < MAP_NSECTIONS && !str_is(name, map_sections[s].name))
		s++;
	r->lost = s == MAP_NSECTIONS;
	if (r->lost)
		findings_map_fault(r->found, r->at.line,
		    "there is no section [%.*s]; there are columns, sources, values COLUMN, "
		    "defaults, make, rates, ignore and row",
		    STRF(name));
	else if (map_sections[s].of != (of.n > 0))
		findings_map_fault(r->found, r->at.line,
		    map_sections[s].of ? "name the column: [%s COLUMN]" : "[%s] takes no column",
		    map_sections[s].name);
	if (r->lost)
		return;
	r->at.in = (enum map_section)s;
	r->at.of = of;
	r->at.block = ++r->map->nblocks;
}

static const struct map_entry *
map_find_twin(const struct map *m, const struct map_entry *e)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].block == e->block && str_eq(m->v[i].key, e->key))
			return &m->v[i];
	return NULL;
}

static void
map_check_top(struct map_reader *r, const struct map_entry *e)
{
	if (e->in != MAP_TOP || str_is(e->key, "system"))
		return;
	if (!str_is(e->key, "decimal"))
		findings_map_fault(r->found, e->line,
		    "only system = NAME and decimal = point or comma may come before the first "
		    "section");
	else if (!str_is(e->value, "point") && !str_is(e->value, "comma"))
		findings_map_fault(r->found, e->line, "decimal is point or comma");
}

static void
map_read_entry(struct map_reader *r, struct str line)
{
	const struct map_section_rule *s = &map_sections[r->at.in];
	struct map_entry e = r->at;
	struct map *m = r->map;

	if (s->alone) {
		e.key = line;
	} else {
		e.value = str_cut(line, '=', &e.key);
		if (e.value.s == NULL) {
			findings_map_fault(r->found, e.line, "expected NAME = VALUE");
			return;
		}
		e.key = str_trim(e.key);
		e.value = str_trim(e.value);
	}
	if (map_find_twin(m, &e) != NULL) {
		findings_map_fault(
		    r->found, e.line, "%.*s occurs twice in [%s]", STRF(e.key), s->name);
		return;
	}
	map_check_top(r, &e);
	MEM_RESERVE(r->found->mem, m->v, m->n + 1, m->cap);
	m->v[m->n++] = e;
}

void
map_read(struct map *m, struct str text, struct findings *found)
{
	struct map_reader r = {.map = m, .found = found};
	struct str line;

	*m = (struct map){0};
	if (!str_utf8(text)) {
		findings_map_fault(found, 0, "the map is not UTF-8 text");
		return;
	}
	while (text.n > 0) {
		text = str_cut(text, '\n', &line);
		line = str_trim(line);
		r.at.line++;
		if (line.n == 0 || line.s[0] == '#')
			continue;
		if (line.s[0] == '[')
			map_read_section(&r, line);
		else if (!r.lost)
			map_read_entry(&r, line);
	}
}

const struct map_entry *
map_find(const struct map *m, enum map_section in, struct str of, struct str key)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].in == in && str_eq(m->v[i].key, key) &&
		    (in != MAP_VALUES || str_eq(m->v[i].of, of)))
			return &m->v[i];
	return NULL;
}

struct str
map_system(const struct map *m)
{
	const struct map_entry *e = map_find(m, MAP_TOP, (struct str){0}, STR("system"));

	return e == NULL ? (struct str){0} : e->value;
}

enum decimal_mark
map_decimal(const struct map *m)
{
	const struct map_entry *e = map_find(m, MAP_TOP, STR_NONE, STR("decimal"));

	if (e == NULL)
		return MARK_NONE;
	return str_is(e->value, "comma") ? MARK_COMMA : MARK_POINT;
}
