/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patterns.h"

#include <stdlib.h>

#include "text/unicode.h"

/* A longer word is like none: what is to be computed grows with the square. */
#define FUZZY_LETTERS_MAX 64

/* What a word weighs after one edit, and after two, beside the one that was asked for. They are weights of variants (variants.c),
 * since each further one costs a walk over postings. */
static const double edit_weights[XB_EDITS_MAX + 1] = { 0, 0.5, 0.25 };

/* A word of the query as letters. */
struct letters {
	uint32_t array[FUZZY_LETTERS_MAX];
	size_t n;
};

/* What is looked for, and what was found. */
struct finder {
	const struct xb_pattern *pattern;
	struct letters *letters;   /* of each form, of FUZZY */
	size_t form;               /* whose beginning is being walked */
	size_t prefix_len;         /* of a term, before the word */
	enum xb_script script;     /* of words that are worth a look; COMMON: any */
	double weight;             /* of the word that is looked at */
	struct xb_arena *arena;
	struct xb_variant *array;
	size_t n, max;             /* twice as many may be there until they are sorted */
	bool full;                 /* there were more: what is worth less than the last is left out */
	uint64_t fitting;
	char next[XB_TERM_MAX + 8]; /* where the walk goes on */
};

/* ---- What was found ---- */

/* The nearest first, then the commonest, then by their bytes. */
static int
compare_worth(const void *a, const void *b)
{
	const struct xb_variant *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	if (x->documents != y->documents)
		return x->documents < y->documents ? 1 : -1;
	return xb_str_compare(x->term, y->term);
}

static void
keep_best(struct finder *f)
{
	if (f->n)
		qsort(f->array, f->n, sizeof(*f->array), compare_worth);
	f->full |= f->n > f->max;
	if (f->n > f->max)
		f->n = f->max;
}

/* A word that was weighed. */
static xabar_status
take(void *ctx, struct xb_str term, uint64_t documents, xabar_error *err)
{
	struct finder *f = ctx;
	struct xb_variant variant = {
		.term = xb_str_from(term, f->prefix_len),
		.why = f->pattern->kind == XB_PATTERN_FUZZY ? XB_VARIANT_SIMILAR : XB_VARIANT_PATTERN,
		.weight = f->weight,
		.documents = documents,
	};

	f->fitting++;
	if (f->full && compare_worth(&f->array[f->max - 1], &variant) < 0)
		return XABAR_OK;
	variant.term = xb_arena_str(f->arena, variant.term);
	if (!variant.term.ptr)
		return xb_fail_nomem(err);
	f->array[f->n++] = variant;
	if (f->n == 2 * f->max)
		keep_best(f);
	return XABAR_OK;
}

/* ---- Wildcards ---- */

/* Does the pattern fit the word? Only the last star that was met is tried at further places: what is before it fits as early as it
 * can. */
static bool
fits(struct xb_str pattern, struct xb_str word)
{
	const char *p = pattern.ptr, *p_end = p + pattern.len, *w = word.ptr, *w_end = w + word.len;
	const char *star = NULL, *tried = NULL;

	/* most words do not end as it does */
	while (p < p_end && w < w_end && p_end[-1] != '*' && p_end[-1] != '?' && p_end[-1] == w_end[-1]) {
		p_end--;
		w_end--;
	}
	if (p < p_end && p_end[-1] != '*' && p_end[-1] != '?')
		return false;
	while (w < w_end) {
		if (p < p_end && *p == '*') {
			star = ++p;
			tried = w;
		} else if (p < p_end && *p == '?') {
			p++;
			xb_utf8_next(&w, w_end);
		} else if (p < p_end && *p == *w) {
			p++;
			w++;
		} else if (star) {
			p = star;
			xb_utf8_next(&tried, w_end);
			w = tried;
		} else {
			return false;
		}
	}
	while (p < p_end && *p == '*')
		p++;
	return p == p_end;
}

/* ---- Similar words ---- */

static bool
take_letters(struct letters *out, struct xb_str word)
{
	const char *p = word.ptr, *end = p + word.len;

	for (out->n = 0; p < end && out->n < FUZZY_LETTERS_MAX; out->n++)
		out->array[out->n] = xb_utf8_next(&p, end);
	return p == end;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The edits between two words, or more than `most`; *letters is not 0 where no word that begins with so many letters of this one is
 * nearer. */
static unsigned
distance(size_t *letters, const struct letters *asked, const struct letters *word, unsigned most)
{
	unsigned rows[3][FUZZY_LETTERS_MAX + 1], low = 0;

	for (size_t k = 0; k <= asked->n; k++)
		rows[0][k] = (unsigned)k;
	for (size_t i = 1; i <= word->n; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3], before = low;

		low = row[0] = (unsigned)i;
		for (size_t k = 1; k <= asked->n; k++) {
			unsigned other = word->array[i - 1] != asked->array[k - 1];

			row[k] = least(above[k - 1] + other, least(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && word->array[i - 1] == asked->array[k - 2] && word->array[i - 2] == asked->array[k - 1])
				row[k] = least(row[k], over[k - 2] + 1);
			low = least(low, row[k]);
		}
		*letters = i;
		if (low > most && before >= most) /* of the row before, a change of places may still make one more */
			return most + 1;
	}
	*letters = 0;
	return rows[word->n % 3][asked->n];
}

/* ---- Walking ---- */

/* Go on behind all terms that have the same bytes up to `begin`, and then the same letter. */
static struct xb_str
behind(struct finder *f, struct xb_str term, size_t begin)
{
	const char *p = term.ptr + begin;
	uint32_t letter = xb_utf8_next(&p, term.ptr + term.len);

	memcpy(f->next, term.ptr, begin);
	return xb_strn(f->next, begin + xb_utf8_encode(f->next + begin, letter + 1));
}

/* What a word weighs by one form of the pattern, 0 where it does not fit; *next is set where nothing that begins with the same
 * letters does. */
static double
weigh(struct finder *f, size_t form, struct xb_str term, struct xb_str *next)
{
	const struct xb_str word = xb_str_from(term, f->prefix_len);
	const char *p = word.ptr;
	struct letters letters;
	unsigned edits;
	size_t dead;

	if (f->pattern->kind == XB_PATTERN_WILDCARD)
		return fits(f->pattern->forms.array[form], word) ? 1 : 0;
	if (!take_letters(&letters, word) || letters.array[0] != f->letters[form].array[0])
		return 0;
	edits = distance(&dead, &f->letters[form], &letters, f->pattern->edits);
	if (dead && f->pattern->forms.n == 1) {
		while (--dead)
			xb_utf8_next(&p, word.ptr + word.len);
		*next = behind(f, term, (size_t)(p - term.ptr));
	}
	return edits <= f->pattern->edits ? edit_weights[edits] : 0;
}

/* Words of another script than the pattern's are passed over, and all that is no word of this field. */
static bool
pass_over(struct finder *f, struct xb_str term, struct xb_str *next)
{
	const char *p = term.ptr + f->prefix_len;
	enum xb_script script;

	if (term.len == f->prefix_len)
		return true;
	if (*p >= 'A' && *p <= 'Z') {
		memcpy(f->next, term.ptr, f->prefix_len);
		f->next[f->prefix_len] = 'Z' + 1;
		*next = xb_strn(f->next, f->prefix_len + 1);
		return true;
	}
	script = xb_char(xb_utf8_next(&p, term.ptr + term.len))->script;
	if (script == XB_SCRIPT_COMMON || f->script == XB_SCRIPT_COMMON || script == f->script)
		return false;
	*next = behind(f, term, f->prefix_len);
	return true;
}

/* Is it the very word that others are to be like? */
static bool
is_asked(const struct xb_pattern *pattern, struct xb_str word)
{
	for (size_t i = 0; i < pattern->forms.n && pattern->kind == XB_PATTERN_FUZZY; i++)
		if (xb_str_equal(pattern->forms.array[i], word))
			return true;
	return false;
}

/* Several forms may begin alike: a word is taken when the first of those that fit it is walked. */
static bool
wants(void *ctx, struct xb_str term, struct xb_str *next)
{
	struct finder *f = ctx;
	size_t first = f->pattern->forms.n;

	f->weight = 0;
	if (pass_over(f, term, next) || is_asked(f->pattern, xb_str_from(term, f->prefix_len)))
		return false;
	for (size_t i = f->pattern->forms.n; i-- > 0;) {
		double weight = weigh(f, i, term, next);

		if (weight > 0)
			first = i;
		f->weight = weight > f->weight ? weight : f->weight;
	}
	return first == f->form;
}

/* How a form begins that all that fits begins with. */
static struct xb_str
beginning(const struct xb_pattern *pattern, struct xb_str form)
{
	const char *p = form.ptr;

	if (pattern->kind == XB_PATTERN_FUZZY)
		xb_utf8_next(&p, form.ptr + form.len);
	else
		while (p < form.ptr + form.len && *p != '*' && *p != '?')
			p++;
	return xb_strn(form.ptr, (size_t)(p - form.ptr));
}

/* The script of the first letter that is in a pattern. */
static enum xb_script
script_of(struct xb_str form)
{
	const char *p = form.ptr, *end = p + form.len;
	enum xb_script script = XB_SCRIPT_COMMON;

	while (p < end && script == XB_SCRIPT_COMMON)
		script = xb_char(xb_utf8_next(&p, end))->script;
	return script;
}

static xabar_status
walk(struct finder *f, struct xb_reader *reader, const char *prefix, xabar_error *err)
{
	static const struct xb_term_visitor visitor = { wants, take };
	struct xb_str form = f->pattern->forms.array[f->form], start = beginning(f->pattern, form);
	char begin[XB_TERM_MAX];

	if (f->prefix_len + form.len > XB_TERM_MAX)
		return XABAR_OK;
	f->script = script_of(form);
	memcpy(begin, prefix, f->prefix_len);
	memcpy(begin + f->prefix_len, start.ptr, start.len);
	return xb_reader_each_term(reader, xb_strn(begin, f->prefix_len + start.len), &visitor, f, err);
}

xabar_status
xb_patterns_find(struct xb_variants *out, uint64_t *fitting, struct xb_reader *reader, const char *prefix,
                 const struct xb_pattern *pattern, struct xb_arena *arena, xabar_error *err)
{
	const bool fuzzy = pattern->kind == XB_PATTERN_FUZZY;
	struct finder f = {
		.pattern = pattern,
		.letters = xb_arena_calloc(arena, pattern->forms.n, sizeof(*f.letters)),
		.prefix_len = strlen(prefix),
		.arena = arena,
		.max = fuzzy ? XB_FUZZY_WORDS_MAX : XB_WILDCARD_WORDS_MAX,
	};
	xabar_status status = XABAR_OK;

	*out = (struct xb_variants){ 0 };
	*fitting = 0;
	f.array = xb_arena_calloc(arena, 2 * f.max, sizeof(*f.array));
	if (!f.array || !f.letters)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < pattern->forms.n && fuzzy; i++)
		if (!take_letters(&f.letters[i], pattern->forms.array[i]))
			return XABAR_OK;
	for (f.form = 0; f.form < pattern->forms.n && status == XABAR_OK; f.form++)
		status = walk(&f, reader, prefix, err);
	keep_best(&f);
	*out = (struct xb_variants){ f.array, f.n };
	*fitting = f.fitting;
	return status;
}
