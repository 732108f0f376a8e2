/* SPDX-License-Identifier: GPL-2.0-or-later */
/* suffix_make.c - tables of endings as they are written → made fast. */
#include <stdlib.h>

#include "text/fold_table.h"
#include "text/suffix_made.h"

#define ENDING_MAX 16
#define TABLE_BYTES (1 << 20)

/* Each function below returns false for a table that is wrong, and when memory is out. */

static bool
add_letters(struct xb_suffixes *suffixes, const char *letters)
{
	const char *p = letters, *end = letters + strlen(letters);
	uint8_t kind = 0;

	while (p < end) {
		uint32_t cp = xb_utf8_decode(&p, end);
		size_t at = cp & 0xff;

		while (suffixes->letters[at].cp)
			at = (at + 1) & 0xff;
		if (++kind == KINDS)
			return false;
		suffixes->letters[at] = (struct letter){ cp, kind };
	}
	return true;
}

/* The set that a letter of a pattern stands for; 0 for one that is not known. */
static uint64_t
set_of(const struct xb_suffixes *suffixes, const struct xb_suffix_table *table, uint32_t cp)
{
	const struct xb_suffix_class *class = table->classes;
	const char *p, *end;
	uint64_t set = 0;

	if (cp < 'A' || cp > 'Z')
		return kind_of(suffixes, cp) ? BIT(kind_of(suffixes, cp)) : 0;
	if (cp == 'V' || cp == 'C')
		return cp == 'V' ? suffixes->vowels : ~suffixes->vowels;
	while (class && class->name && class->name != (char)cp)
		class++;
	if (!class || !class->name)
		return 0;
	for (p = class->letters, end = p + strlen(p); p < end;) {
		uint8_t kind = kind_of(suffixes, xb_utf8_decode(&p, end));

		if (!kind)
			return 0;
		set |= BIT(kind);
	}
	return set;
}

/* All the letters and classes of `letters` in one set. NULL has none. */
static bool
add_sets(uint64_t *set, const struct xb_suffixes *suffixes, const struct xb_suffix_table *table, const char *letters)
{
	const char *p = letters ? letters : "", *end = p + strlen(p);

	while (p < end) {
		uint64_t one = set_of(suffixes, table, xb_utf8_decode(&p, end));

		if (!one)
			return false;
		*set |= one;
	}
	return true;
}

/* An ending, its sets and what is put in its place. */
static bool
make_ending(struct xb_suffixes *suffixes, const struct xb_suffix_table *table, struct ending *ending,
            const struct xb_suffix *row, struct xb_str pattern)
{
	const char *p = pattern.ptr, *end = pattern.ptr + pattern.len;
	uint64_t sets[ENDING_MAX], *kept;

	*ending = (struct ending){ .least = row->least };
	while (p < end) {
		if (ending->len == ENDING_MAX)
			return false;
		sets[ending->len] = set_of(suffixes, table, xb_utf8_decode(&p, end));
		if (!sets[ending->len++])
			return false;
	}
	kept = xb_arena_calloc(&suffixes->arena, ending->len, sizeof(*kept));
	if (!kept || !add_sets(&ending->after, suffixes, table, row->after))
		return false;
	memcpy(kept, sets, ending->len * sizeof(*kept));
	ending->sets = kept;
	for (p = row->put ? row->put : "", end = p + strlen(p); p < end;) {
		uint32_t cp = xb_utf8_decode(&p, end);

		if (ending->nput == PUT_MAX || ending->nput == ending->len)
			return false;
		ending->put[ending->nput++] = (struct letter){ cp, kind_of(suffixes, cp) };
	}
	return true;
}

static uint32_t
first_letter(struct xb_str s)
{
	const char *p = s.ptr;

	return s.len ? xb_utf8_decode(&p, s.ptr + s.len) : 0;
}

/* Whether a word that is nothing but the ending would still begin as it did. */
static bool
keeps_initial(const struct xb_suffix_step *step, const struct xb_suffix *row, struct xb_str pattern)
{
	return step->keep || row->least || (row->put && first_letter(xb_str(row->put)) == first_letter(pattern));
}

/* The next of words with a space between; false at the end. */
static bool
next_pattern(struct xb_str *pattern, const char **p)
{
	*p += strspn(*p, " ");
	*pattern = xb_strn(*p, strcspn(*p, " "));
	*p += pattern->len;
	return pattern->len > 0;
}

static size_t
count_endings(const struct xb_suffix_step *from)
{
	struct xb_str pattern;
	size_t n = 0;

	for (size_t i = 0; i < from->nrows; i++)
		for (const char *p = from->rows[i].endings; next_pattern(&pattern, &p);)
			n++;
	return n;
}

/* Put an ending behind all that are as long or longer. */
static void
insert(struct ending *endings, size_t n, const struct ending *ending)
{
	size_t at = n;

	while (at && endings[at - 1].len < ending->len)
		at--;
	memmove(endings + at + 1, endings + at, (n - at) * sizeof(*endings));
	endings[at] = *ending;
}

/* The letters that an ending may end in. */
static uint64_t
last_set(const struct ending *ending)
{
	return ending->sets[ending->len - 1];
}

/* For each last letter, the endings that may end in it, in their order. */
static bool
make_order(struct xb_suffixes *suffixes, struct step *step, size_t n)
{
	uint16_t next[KINDS], *order;
	size_t norder = 0;

	memset(step->first, 0, sizeof(step->first));
	for (size_t i = 0; i < n; i++)
		for (uint64_t set = last_set(&step->endings[i]); set; set &= set - 1)
			step->first[__builtin_ctzll(set) + 1]++;
	for (size_t kind = 0; kind < KINDS; kind++) {
		next[kind] = step->first[kind] = (uint16_t)norder;
		norder += step->first[kind + 1];
	}
	step->first[KINDS] = (uint16_t)norder;
	order = xb_arena_calloc(&suffixes->arena, norder + 1, sizeof(*order));
	if (!order)
		return false;
	for (size_t i = 0; i < n; i++)
		for (uint64_t set = last_set(&step->endings[i]); set; set &= set - 1)
			order[next[__builtin_ctzll(set)]++] = (uint16_t)i;
	step->order = order;
	return true;
}

/* The number of the step of that name. */
static bool
find_step(uint8_t *number, const struct xb_suffix_table *table, const char *name, size_t next)
{
	size_t i = 0;

	*number = (uint8_t)(name && !*name ? table->nsteps : next);
	if (!name || !*name)
		return true;
	while (i < table->nsteps && strcmp(table->steps[i].name, name) != 0)
		i++;
	*number = (uint8_t)i;
	return i < table->nsteps;
}

static bool
make_step(struct xb_suffixes *suffixes, const struct xb_suffix_table *table, size_t number)
{
	const struct xb_suffix_step *from = &table->steps[number];
	struct step *step = &suffixes->steps[number];
	size_t max = count_endings(from), n = 0;
	struct ending *endings = xb_arena_calloc(&suffixes->arena, max, sizeof(*endings));

	if (!endings)
		return false;
	for (size_t i = 0; i < from->nrows; i++) {
		struct xb_str pattern;

		for (const char *p = from->rows[i].endings; next_pattern(&pattern, &p); n++) {
			struct ending ending;

			if (!keeps_initial(from, &from->rows[i], pattern) ||
			    !make_ending(suffixes, table, &ending, &from->rows[i], pattern))
				return false;
			insert(endings, n, &ending);
		}
	}
	step->endings = endings;
	step->free = from->free;
	step->keep = from->keep;
	return make_order(suffixes, step, n) && find_step(&step->then, table, from->then, number + 1) &&
	       find_step(&step->otherwise, table, from->otherwise, number + 1);
}

/* Words with letters that are not in the alphabet are left out: they are of another language. */
static bool
add_exception(struct xb_suffixes *suffixes, const char *s)
{
	struct xb_str name = xb_strn(s, strcspn(s, "=")), stem = s[name.len] ? xb_str(s + name.len + 1) : name;
	struct exception *place;
	struct word word;
	uint8_t *kinds;
	size_t look;

	if (stem.len > XB_TERM_MAX || !xb_suffix_read(suffixes, &word, name) || word.n < 2 ||
	    first_letter(stem) != word.letter[0].cp)
		return false;
	kinds = xb_arena_alloc(&suffixes->arena, word.n);
	if (!kinds)
		return false;
	for (size_t i = 0; i < word.n; i++) {
		kinds[i] = word.letter[i].kind;
		if (!kinds[i])
			return true;
	}
	look = look_of(word.n, kinds[0], kinds[1], kinds[word.n - 1]);
	suffixes->looks[look / KINDS] |= BIT(look % KINDS);
	place = xb_suffix_place(suffixes, kinds, word.n);
	*place = (struct exception){ stem.ptr, (uint8_t)word.n, (uint8_t)stem.len, kinds };
	return true;
}

static size_t
count_words(const char *const *words)
{
	size_t n = 0;

	while (words && words[n])
		n++;
	return n;
}

static bool
add_exceptions(struct xb_suffixes *suffixes, const char *const *words)
{
	for (; words && *words; words++)
		if (!add_exception(suffixes, *words))
			return false;
	return true;
}

/* The language's own come last: they win. */
static bool
make_exceptions(struct xb_suffixes *suffixes, const struct xb_suffix_table *table)
{
	size_t n = count_words(table->exceptions) + count_words(table->names);

	if (!n)
		return true;
	for (suffixes->nplaces = 4; suffixes->nplaces < 2 * n;)
		suffixes->nplaces *= 2;
	suffixes->exceptions = xb_arena_calloc(&suffixes->arena, suffixes->nplaces, sizeof(*suffixes->exceptions));
	return suffixes->exceptions && add_exceptions(suffixes, table->names) && add_exceptions(suffixes, table->exceptions);
}

static bool
make_table(struct xb_suffixes *suffixes, const struct xb_suffix_table *table)
{
	if (table->nsteps > STEPS_MAX || !add_letters(suffixes, table->letters) ||
	    !add_sets(&suffixes->vowels, suffixes, table, table->vowels) ||
	    !add_sets(&suffixes->back, suffixes, table, table->back) ||
	    !add_sets(&suffixes->front, suffixes, table, table->front))
		return false;
	suffixes->nsteps = table->nsteps;
	for (size_t i = 0; i < table->nsteps; i++)
		if (!make_step(suffixes, table, i))
			return false;
	return make_exceptions(suffixes, table);
}

xabar_status
xb_suffixes_new(struct xb_suffixes **out, const struct xb_suffix_table *table, xabar_error *err)
{
	struct xb_suffixes *suffixes = calloc(1, sizeof(*suffixes));

	*out = NULL;
	if (!suffixes)
		return xb_fail_nomem(err);
	xb_arena_init(&suffixes->arena, TABLE_BYTES);
	if (!make_table(suffixes, table)) {
		xb_suffixes_free(suffixes);
		return xb_fail(err, XABAR_EINTERNAL, "a table of endings is wrong, or memory is out");
	}
	*out = suffixes;
	return XABAR_OK;
}

void
xb_suffixes_free(struct xb_suffixes *suffixes)
{
	if (!suffixes)
		return;
	xb_arena_release(&suffixes->arena);
	free(suffixes);
}
