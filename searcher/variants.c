/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "variants.h"

#include <stdio.h>
#include <stdlib.h>

#include "own_names.h"
#include "spellings.h"
#include "text/bare.h"

/* What a variant weighs beside the asked spelling. All variants of one weight are matched as one term (plan_variants.h), each
 * weight at the cost of a walk over the postings of all that weigh as much or more: so there are three. */
#define MARKS_WEIGHT 0.75

/* Names weigh by how alike they are, the first row that is reached. */
static const struct {
	double similarity, weight;
} name_weights[] = {
	{ 0.9, 0.5 },
	{ 0, 0.25 },
};

#define ALIAS_PHRASE_WEIGHT 0.5

/* What an alias file says is not to be guessed at further: in another script only what is so alike is the same name, and of a
 * name of three letters ("ABŞ", "USA") no form counts, but the name alone. */
#define ALIAS_ALIKE 0.95
#define WORD_ALIKE 0.9
#define ABBREVIATION_LETTERS 3

/* Of two forms that differ in marks, one that is so many times commoner is not the other, mistyped: "on" in an archive of
 * English is not the Turkish "ön". */
#define COMMONER 8

/* What is looked for, and what was found. */
struct finder {
	struct xb_reader *reader;
	struct xb_aliases *aliases;
	const char *prefix;
	struct xb_terms forms, stems;
	struct xb_speller speller;
	struct xb_arena *arena;
	struct xb_variant *array;
	size_t n, cap;
	const struct xb_alias_thing *things[XB_ALIAS_THINGS_MAX]; /* whose other names were looked for */
	size_t nthings;
	bool shouted; /* what is written in capitals only is a name, too */
	xabar_error *err;
};

const char *
xb_variant_why_name(enum xb_variant_why why)
{
	static const char *const names[] = {
		[XB_VARIANT_MARKS] = "marks", [XB_VARIANT_ALPHABET] = "alphabet", [XB_VARIANT_NAME] = "name", [XB_VARIANT_ALIAS] = "alias",
		[XB_VARIANT_PATTERN] = "pattern", [XB_VARIANT_SIMILAR] = "similar",
	};

	return names[why];
}

/* ---- What was found ---- */

static bool
is_there(const struct finder *f, const struct xb_variant *variant)
{
	for (size_t i = 0; !variant->stem && i < f->forms.n; i++)
		if (xb_str_equal(f->forms.array[i], variant->term))
			return true;
	for (size_t i = 0; i < f->n; i++)
		if (f->array[i].stem == variant->stem && xb_str_equal(f->array[i].term, variant->term))
			return true;
	return false;
}

/* Dispatches with a term under the prefix of the field. */
static xabar_status
count_documents(uint64_t *out, const struct finder *f, struct xb_str term, bool stem)
{
	char prefix[8], prefixed[XB_TERM_MAX];

	snprintf(prefix, sizeof(prefix), "%s%s", stem ? XB_STEM_PREFIX : "", f->prefix);
	return xb_reader_documents(out, f->reader, xb_strn(prefixed, xb_term_make(prefixed, prefix, term)), f->err);
}

/* Add a variant whose documents are counted, unless there are none, or it is there. */
static xabar_status
add_counted(struct finder *f, const struct xb_variant *variant)
{
	struct xb_variant *array;

	if (!variant->documents || is_there(f, variant))
		return XABAR_OK;
	array = xb_arena_grow(f->arena, f->array, &f->cap, f->n + 1, sizeof(*array));
	if (!array)
		return xb_fail_nomem(f->err);
	f->array = array;
	array[f->n++] = *variant;
	return XABAR_OK;
}

static xabar_status
add_alike(struct finder *f, const struct xb_alike *alike, enum xb_variant_why why)
{
	struct xb_variant variant = { .term = alike->term, .why = why };
	xabar_status status = count_documents(&variant.documents, f, alike->term, false);
	size_t row = 0;

	while (alike->similarity < name_weights[row].similarity)
		row++;
	variant.weight = name_weights[row].weight;
	return status == XABAR_OK ? add_counted(f, &variant) : status;
}

/* What is alike and frequent comes first; of equals the order is the same in an index and in its shards. */
static int
compare_worth(const void *a, const void *b)
{
	const struct xb_variant *x = a, *y = b;
	double worth = x->weight * (double)x->documents, other = y->weight * (double)y->documents;

	if (worth != other)
		return worth < other ? 1 : -1;
	return x->weight != y->weight ? (x->weight < y->weight) - (x->weight > y->weight) : xb_str_compare(x->term, y->term);
}

static int
compare_weights(const void *a, const void *b)
{
	const struct xb_variant *x = a, *y = b;

	return x->weight != y->weight ? (x->weight < y->weight) - (x->weight > y->weight) : compare_worth(a, b);
}

static void
conclude(struct xb_variants *out, struct finder *f)
{
	if (f->n)
		qsort(f->array, f->n, sizeof(*f->array), compare_worth);
	if (f->n > XB_VARIANTS_MAX)
		f->n = XB_VARIANTS_MAX;
	if (f->n)
		qsort(f->array, f->n, sizeof(*f->array), compare_weights);
	*out = (struct xb_variants){ f->array, f->n };
}

/* ---- Marks ---- */

/* Is `more` the word with further marks, letter by letter? */
static bool
adds_marks(struct xb_str more, struct xb_str word)
{
	const char *p = more.ptr, *p_end = p + more.len, *q = word.ptr, *q_end = q + word.len;
	char bare[XB_TERM_MAX];

	while (p < p_end && q < q_end) {
		const char *letter = p, *other = q;

		xb_utf8_next(&p, p_end);
		xb_utf8_next(&q, q_end);
		if (!xb_str_equal(xb_strn(letter, (size_t)(p - letter)), xb_strn(other, (size_t)(q - other))) &&
		    !xb_str_equal(xb_strn(bare, xb_bare(bare, xb_strn(letter, (size_t)(p - letter)))),
		                  xb_strn(other, (size_t)(q - other))))
			return false;
	}
	return p == p_end && q == q_end;
}

/* Take what differs in marks, if neither is so much commoner that it is another word. */
static xabar_status
consider_marks(struct finder *f, struct xb_str term, bool stem, bool marked, uint64_t asked)
{
	struct xb_variant variant = { .term = term, .stem = stem, .why = XB_VARIANT_MARKS, .weight = MARKS_WEIGHT };
	xabar_status status = count_documents(&variant.documents, f, term, stem);

	if (status != XABAR_OK)
		return status;
	if (marked ? asked > COMMONER * variant.documents : asked && variant.documents > COMMONER * asked)
		return XABAR_OK;
	return add_counted(f, &variant);
}

/* A word that is typed with all its marks is meant so: then only what has none of them is the same, and only in its exact
 * form, since the stem of "sisli" is not that of "şişli" without its marks. */
static xabar_status
find_marks(struct finder *f, struct xb_str word, bool stem)
{
	char bare[XB_TERM_MAX];
	struct xb_str key = xb_strn(bare, xb_bare(bare, word)), kept;
	bool is_bare = xb_str_equal(key, word);
	struct xb_spellings spellings;
	uint64_t asked;
	xabar_status status = count_documents(&asked, f, word, stem);

	if (status == XABAR_OK)
		status = xb_lexicon_find(&spellings, f->reader, stem ? XB_LEXICON_STEM : XB_LEXICON_BARE, key, f->arena, f->err);
	for (size_t i = 0; status == XABAR_OK && i < spellings.n; i++)
		if (is_bare || (!stem && adds_marks(spellings.array[i].term, word)))
			status = consider_marks(f, spellings.array[i].term, stem, true, asked);
	if (status != XABAR_OK || is_bare || stem)
		return status;
	kept = xb_arena_str(f->arena, key);
	return kept.ptr ? consider_marks(f, kept, false, false, asked) : xb_fail_nomem(f->err);
}

static xabar_status
find_all_marks(struct finder *f)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < f->forms.n && status == XABAR_OK; i++)
		status = find_marks(f, f->forms.array[i], false);
	for (size_t i = 0; i < f->stems.n && status == XABAR_OK; i++)
		status = find_marks(f, f->stems.array[i], true);
	return status;
}

/* ---- The other alphabet ---- */

static xabar_status
add_latin(struct finder *f, struct xb_str term, bool stem)
{
	struct xb_variant variant = { .term = xb_arena_str(f->arena, term), .stem = stem, .why = XB_VARIANT_ALPHABET,
	                              .weight = MARKS_WEIGHT };
	xabar_status status = variant.term.ptr ? count_documents(&variant.documents, f, term, stem) : xb_fail_nomem(f->err);

	return status == XABAR_OK ? add_counted(f, &variant) : status;
}

static xabar_status
find_latin(struct finder *f, const struct xb_latin *latin)
{
	xabar_status status = add_latin(f, latin->form, false);

	return status == XABAR_OK && f->stems.n && latin->stem.len ? add_latin(f, latin->stem, true) : status;
}

/* ---- Aliases ---- */

/* Another name of one word, and its forms; what is much like it in another script only where the thing has no name of its own
 * there: Persian "Ālmān" is Germany, "Ullman" is not. */
static xabar_status
add_alias_word(struct finder *f, struct xb_str name, unsigned scripts)
{
	bool abbreviation = xb_utf8_count(name) <= ABBREVIATION_LETTERS;
	const struct xb_liking liking = {
		.similarity = abbreviation ? 1 : ALIAS_ALIKE,
		.scripts = ~scripts | 1U << xb_script_of(name),
		.shouted = f->shouted,
		.form = !abbreviation,
		.first_key = true,
	};
	struct xb_alikes alikes;
	xabar_status status = xb_speller_find(&alikes, &f->speller, name, &liking, f->err);

	for (size_t i = 0; i < alikes.n && status == XABAR_OK; i++)
		status = add_alike(f, &alikes.array[i], XB_VARIANT_ALIAS);
	return status;
}

/* How the archive spells one word of a name: as it is, if it is there, or alike in its script: that the other words are beside it
 * tells that it is the name. */
static xabar_status
spell_word(struct xb_terms *out, uint64_t *documents, struct finder *f, struct xb_str word)
{
	const struct xb_liking liking = { WORD_ALIKE, 1U << xb_script_of(word), f->shouted, false, true };
	struct xb_alikes alikes = { 0 };
	struct xb_str *array;
	size_t n = 0;
	xabar_status status = count_documents(documents, f, word, false);

	if (status == XABAR_OK)
		status = xb_speller_find(&alikes, &f->speller, word, &liking, f->err);
	if (status != XABAR_OK)
		return status;
	array = xb_arena_calloc(f->arena, alikes.n + 1, sizeof(*array));
	if (!array)
		return xb_fail_nomem(f->err);
	if (*documents)
		array[n++] = word;
	for (size_t i = 0; i < alikes.n && i < XB_VARIANTS_MAX; i++)
		if (!xb_str_equal(alikes.array[i].term, word)) {
			array[n++] = alikes.array[i].term;
			*documents += alikes.array[i].documents;
		}
	*out = (struct xb_terms){ array, n };
	return XABAR_OK;
}

/* The words with spaces between; .ptr NULL when out of memory. */
static struct xb_str
join_words(struct xb_arena *arena, const struct xb_str *words, size_t n)
{
	struct xb_buf joined;

	xb_buf_init(&joined, XB_ALIAS_WORDS_MAX * (XB_TERM_MAX + 1));
	for (size_t i = 0; i < n; i++) {
		if (i)
			xb_buf_add_char(&joined, ' ');
		xb_buf_add_str(&joined, words[i]);
	}
	return xb_buf_into_arena(&joined, arena);
}

/* Another name of several words, unless the archive lacks one. */
static xabar_status
add_alias_phrase(struct finder *f, const struct xb_alias *name)
{
	struct xb_variant variant = { .nwords = name->nwords, .why = XB_VARIANT_ALIAS, .weight = ALIAS_PHRASE_WEIGHT,
	                              .documents = UINT64_MAX };
	struct xb_terms *words = xb_arena_calloc(f->arena, name->nwords, sizeof(*words));

	if (!words)
		return xb_fail_nomem(f->err);
	for (size_t i = 0; i < name->nwords; i++) {
		uint64_t documents;
		xabar_status status = spell_word(&words[i], &documents, f, name->words[i]);

		if (status != XABAR_OK || !words[i].n)
			return status;
		variant.documents = documents < variant.documents ? documents : variant.documents;
	}
	variant.words = words;
	variant.term = join_words(f->arena, name->words, name->nwords);
	return variant.term.ptr ? add_counted(f, &variant) : xb_fail_nomem(f->err);
}

static xabar_status
add_other_names(struct finder *f, const struct xb_alias_thing *thing)
{
	unsigned scripts = xb_own_scripts(thing);
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < f->nthings; i++)
		if (f->things[i] == thing)
			return XABAR_OK;
	if (f->nthings == XB_ALIAS_THINGS_MAX)
		return XABAR_OK;
	f->things[f->nthings++] = thing;
	for (size_t i = 0; i < thing->n && status == XABAR_OK; i++) {
		const struct xb_alias *name = &thing->names[i];

		status = name->nwords == 1 ? add_alias_word(f, name->words[0], scripts) : add_alias_phrase(f, name);
	}
	return status;
}

/* The other names of what is called so. */
static xabar_status
find_aliases(struct finder *f, struct xb_terms words)
{
	struct xb_alias_things things;
	xabar_status status = xb_aliases_find(&things, f->aliases, words.array, words.n, f->err);

	for (size_t i = 0; i < things.n && status == XABAR_OK; i++)
		status = add_other_names(f, things.array[i]);
	return status;
}

/* ---- Names ---- */

/* A script without capitals does not tell a name from another word. So a word of one that the archive has is taken for a name
 * there as far as scripts with capitals bear it out: where their spellings of it are far rarer, only those are kept. */
static xabar_status
drop_doubtful(struct finder *f, struct xb_str word, struct xb_alikes *alikes)
{
	uint64_t asked, borne_out = 0;
	struct xb_alike *kept;
	size_t n = 0;
	xabar_status status = xb_has_case(word) ? XABAR_OK : count_documents(&asked, f, word, false);

	if (status != XABAR_OK || xb_has_case(word))
		return status;
	for (size_t i = 0; i < alikes->n; i++)
		borne_out += xb_has_case(alikes->array[i].term) ? alikes->array[i].documents : 0;
	if (asked <= COMMONER * borne_out || !asked)
		return XABAR_OK;
	kept = xb_arena_calloc(f->arena, alikes->n, sizeof(*kept));
	if (!kept)
		return xb_fail_nomem(f->err);
	for (size_t i = 0; i < alikes->n; i++)
		if (xb_has_case(alikes->array[i].term))
			kept[n++] = alikes->array[i];
	*alikes = (struct xb_alikes){ kept, n };
	return XABAR_OK;
}

/* Also what is called as one of the word's spellings is. */
static xabar_status
find_names(struct finder *f, struct xb_str word, bool spellings)
{
	const struct xb_liking liking = { XB_NAME_ALIKE, XB_ANY_SCRIPT, f->shouted, false, false };
	struct xb_alikes alikes = { 0 };
	xabar_status status = XABAR_OK;

	if (spellings)
		status = xb_speller_find(&alikes, &f->speller, word, &liking, f->err);
	if (status == XABAR_OK)
		status = drop_doubtful(f, word, &alikes);
	if (status == XABAR_OK)
		status = xb_own_names_keep(&alikes, f->aliases, word, f->arena, f->err);
	for (size_t i = 0; i < alikes.n && status == XABAR_OK; i++)
		status = add_alike(f, &alikes.array[i], XB_VARIANT_NAME);
	if (status == XABAR_OK)
		status = find_aliases(f, (struct xb_terms){ &word, 1 });
	for (size_t i = 0; i < alikes.n && status == XABAR_OK; i++)
		if (alikes.array[i].similarity >= ALIAS_ALIKE)
			status = find_aliases(f, (struct xb_terms){ &alikes.array[i].term, 1 });
	return status;
}

static xabar_status
find_all_names(struct finder *f)
{
	enum xb_standing highest = XB_STANDING_UNKNOWN;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < f->forms.n && status == XABAR_OK; i++) {
		enum xb_standing standing;

		status = xb_speller_standing(&standing, &f->speller, f->forms.array[i], f->err);
		if (status == XABAR_OK && standing > highest)
			highest = standing;
	}
	f->shouted = highest == XB_STANDING_UNKNOWN;
	for (size_t i = 0; i < f->forms.n && status == XABAR_OK && highest != XB_STANDING_COMMON; i++)
		status = find_names(f, f->forms.array[i], highest != XB_STANDING_SHOUTED);
	/* An inflected name is in no alias file; its stem may be. */
	for (size_t i = 0; i < f->stems.n && status == XABAR_OK && highest != XB_STANDING_COMMON; i++)
		status = find_aliases(f, (struct xb_terms){ &f->stems.array[i], 1 });
	return status;
}

xabar_status
xb_variants_find(struct xb_variants *out, const struct xb_variant_sources *sources, const char *prefix,
                 const struct xb_varied *word, struct xb_arena *arena, xabar_error *err)
{
	struct finder f = {
		.reader = sources->reader,
		.aliases = sources->aliases,
		.prefix = prefix,
		.forms = word->forms,
		.stems = word->stems,
		.speller = { .reader = sources->reader, .arena = arena },
		.arena = arena,
		.err = err,
	};
	xabar_status status = find_all_marks(&f);

	*out = (struct xb_variants){ 0 };
	for (size_t i = 0; i < word->nlatins && status == XABAR_OK; i++)
		status = find_latin(&f, &word->latins[i]);
	if (status == XABAR_OK)
		status = find_all_names(&f);
	if (status == XABAR_OK)
		conclude(out, &f);
	return status;
}

xabar_status
xb_variants_find_phrase(struct xb_variants *out, const struct xb_variant_sources *sources, const char *prefix,
                        struct xb_terms words, struct xb_arena *arena, xabar_error *err)
{
	struct xb_str asked = join_words(arena, words.array, words.n);
	struct finder f = {
		.reader = sources->reader,
		.aliases = sources->aliases,
		.prefix = prefix,
		.forms = { &asked, 1 },
		.speller = { .reader = sources->reader, .arena = arena },
		.arena = arena,
		.shouted = true,
		.err = err,
	};
	xabar_status status = asked.ptr ? find_aliases(&f, words) : xb_fail_nomem(err);

	*out = (struct xb_variants){ 0 };
	if (status == XABAR_OK)
		conclude(out, &f);
	return status;
}
