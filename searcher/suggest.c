/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "suggest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "keyboard.h"
#include "romanized.h"

#define SUGGESTION_MAX ((size_t)1 << 20)

/* A word in more dispatches than that, or in more than one of so many, is right; in fewer, what is meant is in so many times as
 * many. */
#define RARE 10
#define RARE_OF 1000
#define COMMONER 300
/* Other names that only sound like it are less than the word itself. */
#define COMMONER_ALIKE 2

/* Shorter words have too many neighbours, longer ones too many candidates; and of a query that quotes a whole text, only its
 * first words are looked at, and of them so many that are rare. */
#define LETTERS_MIN 4
#define LETTERS_MAX 40
#define RETYPED_MIN 2
#define WORDS_MAX 64
#define RARE_WORDS_MAX 16

/* How likely each mistake is beside the others: natural logarithms, as that of how many dispatches have what was meant. */
#define LIKELY_SLIP 0.0     /* a neighbouring key, one key struck twice or once, two exchanged */
#define LIKELY_MISSING (-0.5)
#define LIKELY_EXTRA (-1.0)
#define LIKELY_OTHER (-3.0)
#define LIKELY_AT_FIRST (-2.0) /* added at the first letter */

/* What is a word in another layout or script is so by chance the less, the longer it is: with no letters, and added by each.
 * Persian readings have few letters, and many words. */
#define LIKELY_CHANCE (-4.0)
#define LIKELY_LETTER 1.25
#define LIKELY_CONSONANT 0.25

/* What may be meant. */
struct candidate {
	struct xb_str term;
	double likely;
	struct xb_str typed; /* of the query: what it stands for */
};

struct suggester {
	const struct xb_asking *asking;
	struct xb_buf out;
	size_t copied;   /* of the query's text */
	size_t nwords, nrare; /* looked at */
	uint64_t rare;
	struct xb_arena *arena;
	struct candidate *array; /* of the word at hand */
	size_t n, cap;
	const char *prefix;
	struct xb_str typed; /* the word as it stands in the query */
	xabar_error *err;
};

/* A word of the query, and the bytes of the query that it is. */
struct word {
	struct xb_str term;
	size_t from, to;
	uint64_t found; /* dispatches that have it, a form of it, or it without its marks */
	uint64_t alike; /* that have a name that sounds like it */
	bool quoted;
};

/* ---- Candidates ---- */

static bool
add_candidate(struct suggester *s, struct xb_str term, double likely, struct xb_str typed)
{
	struct candidate *array = xb_arena_grow(s->arena, s->array, &s->cap, s->n + 1, sizeof(*array));
	struct xb_str kept = xb_arena_str(s->arena, term);

	if (!array || !kept.ptr)
		return false;
	s->array = array;
	array[s->n++] = (struct candidate){ kept, likely, typed };
	return true;
}

/* The letters of a word; 0 when there are too many. */
static size_t
split_letters(uint32_t letters[LETTERS_MAX], struct xb_str term)
{
	const char *p = term.ptr, *end = p + term.len;
	size_t n = 0;

	while (p < end && n < LETTERS_MAX)
		letters[n++] = xb_utf8_next(&p, end);
	return p < end ? 0 : n;
}

/* The word without its letters from `at` to `end`, `middle` (0: none) in their place. */
static bool
add_edited(struct suggester *s, const uint32_t *letters, size_t n, size_t at, size_t end, const uint32_t *middle, size_t nmiddle,
           double likely)
{
	char text[(LETTERS_MAX + 1) * 4];
	size_t len = 0;

	for (size_t i = 0; i < at; i++)
		len += xb_utf8_encode(text + len, letters[i]);
	for (size_t i = 0; i < nmiddle; i++)
		len += xb_utf8_encode(text + len, middle[i]);
	for (size_t i = end; i < n; i++)
		len += xb_utf8_encode(text + len, letters[i]);
	return add_candidate(s, xb_strn(text, len), likely + (at ? 0 : LIKELY_AT_FIRST), s->typed);
}

/* A letter was struck that is not in the word. */
static bool
add_shorter(struct suggester *s, const uint32_t *letters, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++) {
		const bool slip = (i && (letters[i] == letters[i - 1] || xb_keyboard_touch(letters[i], letters[i - 1]))) ||
		                  (i + 1 < n && xb_keyboard_touch(letters[i], letters[i + 1]));

		ok = add_edited(s, letters, n, i, i + 1, NULL, 0, slip ? LIKELY_SLIP : LIKELY_EXTRA);
	}
	return ok;
}

static bool
add_exchanged(struct suggester *s, const uint32_t *letters, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i + 1 < n && ok; i++) {
		const uint32_t both[] = { letters[i + 1], letters[i] };

		ok = both[0] == both[1] || add_edited(s, letters, n, i, i + 2, both, 2, LIKELY_SLIP);
	}
	return ok;
}

/* A letter is missing, or another one. */
static bool
add_others(struct suggester *s, const uint32_t *letters, size_t n)
{
	const char32_t *other = xb_keyboard_letters(xb_char(letters[0])->script);
	bool ok = true;

	for (; *other && ok; other++) {
		const uint32_t letter = *other;

		for (size_t i = 0; i <= n && ok; i++) {
			const bool twice = (i && letters[i - 1] == letter) || (i < n && letters[i] == letter);

			ok = add_edited(s, letters, n, i, i, &letter, 1, twice ? LIKELY_SLIP : LIKELY_MISSING);
			if (ok && i < n && letters[i] != letter)
				ok = add_edited(s, letters, n, i, i + 1, &letter, 1,
				                xb_keyboard_touch(letters[i], letter) ? LIKELY_SLIP : LIKELY_OTHER);
		}
	}
	return ok;
}

static bool
take_reading(void *ctx, struct xb_str reading)
{
	struct suggester *s = ctx;
	const char *p = reading.ptr;
	const bool consonants = xb_char(xb_utf8_next(&p, p + reading.len))->script == XB_SCRIPT_ARABIC;
	const double letter = consonants ? LIKELY_CONSONANT : LIKELY_LETTER;

	return add_candidate(s, reading, LIKELY_CHANCE + letter * (double)xb_utf8_count(reading), s->typed);
}

/* What the keys of `typed` are in other layouts, if that is one word, as it is folded. In one script only longer words are made
 * out by that. */
static bool
add_retyped(struct suggester *s, struct xb_str typed, bool longer)
{
	char text[XB_TERM_MAX];
	bool ok = true;

	for (size_t i = 0; i < xb_keyboard_layouts * xb_keyboard_layouts && ok; i++) {
		const size_t len = xb_keyboard_retype(text, typed, i / xb_keyboard_layouts, i % xb_keyboard_layouts);
		const char *p = text, *q = typed.ptr;
		struct xb_tokenizer tokenizer;
		struct xb_token token;

		xb_tokenizer_init(&tokenizer, xb_strn(text, len), false);
		if (!len || !xb_tokenizer_next(&tokenizer, &token) || token.len != len)
			continue;
		if (longer || xb_char(xb_utf8_next(&p, text + len))->script != xb_char(xb_utf8_next(&q, typed.ptr + typed.len))->script)
			ok = add_candidate(s, token.term, LIKELY_CHANCE + LIKELY_LETTER * (double)xb_utf8_count(token.term), typed);
	}
	return ok;
}

/* ---- The best candidate ---- */

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = xb_str_compare(x->term, y->term);

	return order ? order : (x->likely < y->likely) - (x->likely > y->likely);
}

/* Sorted, the same candidate made in two ways is looked up once, and neighbours are mostly in one block of the B-tree. */
static xabar_status
choose(struct candidate *best, struct suggester *s, const struct word *word)
{
	double most = -HUGE_VAL;
	xabar_status status = XABAR_OK;

	*best = (struct candidate){ 0 };
	if (s->n)
		qsort(s->array, s->n, sizeof(*s->array), compare_candidates);
	for (size_t i = 0; i < s->n && status == XABAR_OK; i++) {
		const struct candidate *candidate = &s->array[i];
		char term[XB_TERM_MAX];
		uint64_t documents;
		double score;

		if ((i && xb_str_equal(candidate->term, s->array[i - 1].term)) || xb_str_equal(candidate->term, word->term))
			continue;
		status = xb_reader_documents(&documents, s->asking->reader,
		                             xb_strn(term, xb_term_make(term, s->prefix, candidate->term)), s->err);
		if (status != XABAR_OK || documents <= COMMONER * word->found ||
		    documents <= COMMONER_ALIKE * word->alike)
			continue;
		score = log((double)documents) + candidate->likely;
		if (score > most) {
			most = score;
			*best = *candidate;
		}
	}
	return status;
}

/* ---- Words ---- */

static const struct xb_asked *
find_asked(const struct suggester *s, struct xb_str text, bool exact)
{
	const struct xb_plan *plan = s->asking->plan;

	for (size_t i = 0; i < plan->nasked; i++)
		if (plan->asked[i]->exact == exact && plan->asked[i]->nforms && strcmp(plan->asked[i]->prefix, s->prefix) == 0 &&
		    xb_str_equal(plan->asked[i]->text, text))
			return plan->asked[i];
	return NULL;
}

/* Raise *found to how many dispatches have a term. */
static xabar_status
raise_found(uint64_t *found, const struct suggester *s, const char *kind, struct xb_str term)
{
	char prefix[16], bytes[XB_TERM_MAX];
	uint64_t documents;
	xabar_status status;

	snprintf(prefix, sizeof(prefix), "%s%s", kind, s->prefix);
	status = xb_reader_documents(&documents, s->asking->reader, xb_strn(bytes, xb_term_make(bytes, prefix, term)), s->err);
	if (status == XABAR_OK && documents > *found)
		*found = documents;
	return status;
}

static xabar_status
count_found(struct word *word, const struct suggester *s, const struct xb_asked *asked)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < asked->variants.n; i++) {
		const struct xb_variant *variant = &asked->variants.array[i];
		uint64_t *count = variant->why == XB_VARIANT_NAME ? &word->alike : &word->found;

		*count = variant->documents > *count ? variant->documents : *count;
	}
	for (size_t i = 0; i < asked->nforms && status == XABAR_OK; i++) {
		struct xb_str stems[XB_STEMS_MAX];
		const size_t nstems = asked->stemmed ? xb_analyzer_stems(s->asking->analyzer, &asked->forms[i], stems) : 0;

		status = raise_found(&word->found, s, "", asked->forms[i].term);
		for (size_t k = 0; k < nstems && status == XABAR_OK; k++)
			status = raise_found(&word->found, s, XB_STEM_PREFIX, stems[k]);
	}
	return status;
}

/* The keys that were struck with the word without a space, commas and brackets among them, which are letters elsewhere. */
static struct xb_str
widen(const struct suggester *s, const struct word *word)
{
	struct xb_str text = s->asking->text;
	size_t from = word->from, to = word->to;

	while (!word->quoted && from > s->copied && (unsigned char)text.ptr[from - 1] < 0x80 && text.ptr[from - 1] != ':' &&
	       text.ptr[from - 1] != '"' && xb_keyboard_is_key((unsigned char)text.ptr[from - 1]))
		from--;
	while (!word->quoted && to < text.len && (unsigned char)text.ptr[to] < 0x80 && text.ptr[to] != '"' &&
	       xb_keyboard_is_key((unsigned char)text.ptr[to]))
		to++;
	return xb_strn(text.ptr + from, to - from);
}

/* Whether there is more of a word in it than the part that the lexer saw. */
static bool
has_more(struct xb_str wide, struct xb_str typed)
{
	for (const char *p = wide.ptr; p < wide.ptr + wide.len; p++)
		if ((p < typed.ptr || p >= typed.ptr + typed.len) && xb_char((unsigned char)*p)->class == XB_CLASS_LETTER)
			return true;
	return false;
}

static bool
add_candidates(struct suggester *s, const struct word *word)
{
	const struct xb_str wide = widen(s, word);
	const struct xb_str left = xb_strn(wide.ptr, (size_t)(s->typed.ptr + s->typed.len - wide.ptr));
	uint32_t letters[LETTERS_MAX];
	const size_t n = split_letters(letters, word->term);
	const bool longer = n >= LETTERS_MIN;
	bool ok = has_more(wide, s->typed) || add_retyped(s, s->typed, longer);

	/* What stands behind the word may end the sentence, after all. */
	if (ok && left.len > s->typed.len)
		ok = add_retyped(s, left, longer);
	if (ok && wide.len > left.len)
		ok = add_retyped(s, wide, longer);
	if (!longer || !ok)
		return ok;
	return xb_romanized_read(word->term, take_reading, s) && add_shorter(s, letters, n) && add_exchanged(s, letters, n) &&
	       add_others(s, letters, n);
}

static void
replace(struct suggester *s, const struct candidate *best)
{
	struct xb_str text = s->asking->text;
	const size_t from = (size_t)(best->typed.ptr - text.ptr);

	xb_buf_add(&s->out, text.ptr + s->copied, from - s->copied);
	xb_buf_add_str(&s->out, best->term);
	s->copied = from + best->typed.len;
}

static xabar_status
suggest_word(struct suggester *s, const struct word *word)
{
	struct candidate best;
	xabar_status status;

	s->array = NULL;
	s->n = s->cap = 0;
	s->typed = xb_strn(s->asking->text.ptr + word->from, word->to - word->from);
	if (!add_candidates(s, word))
		return xb_fail_nomem(s->err);
	status = choose(&best, s, word);
	if (status == XABAR_OK && best.term.len)
		replace(s, &best);
	return status;
}

static xabar_status
visit_token(struct suggester *s, const struct xb_query *leaf, const struct xb_token *token)
{
	const struct xb_asked *asked = s->nwords++ < WORDS_MAX ? find_asked(s, token->surface, leaf->exact) : NULL;
	struct word word = {
		.term = token->term,
		.from = (size_t)(token->surface.ptr - s->asking->text.ptr),
		.quoted = leaf->kind == XB_QUERY_PHRASE,
	};
	xabar_status status;

	word.to = word.from + token->surface.len;
	if (!asked || word.from < s->copied || token->flags & (XB_TOKEN_PART | XB_TOKEN_DIGITS | XB_TOKEN_LONG) ||
	    token->script == XB_SCRIPT_CJK || xb_utf8_count(token->term) < RETYPED_MIN || s->nrare == RARE_WORDS_MAX)
		return XABAR_OK;
	status = count_found(&word, s, asked);
	if (status != XABAR_OK || word.found > s->rare)
		return status;
	s->nrare++;
	return suggest_word(s, &word);
}

/* ---- The query ---- */

static bool
is_of_text(const struct suggester *s, struct xb_str part)
{
	struct xb_str text = s->asking->text;

	return part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len;
}

static xabar_status
visit_leaf(struct suggester *s, const struct xb_query *leaf)
{
	const struct xb_field_info *field = leaf->field;
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	xabar_status status = XABAR_OK;

	if ((leaf->kind != XB_QUERY_WORD && leaf->kind != XB_QUERY_PHRASE) || leaf->patterns || !is_of_text(s, leaf->text) ||
	    (field && field->kind != XB_KIND_TEXT && field->kind != XB_KIND_WORDS))
		return XABAR_OK;
	s->prefix = field ? field->prefix : "";
	xb_tokenizer_init(&tokenizer, leaf->text, false);
	tokenizer.split_dots = field && field->kind == XB_KIND_WORDS;
	while (status == XABAR_OK && xb_tokenizer_next(&tokenizer, &token))
		status = visit_token(s, leaf, &token);
	return status;
}

/* Recurses as deep as the parser lets groups be nested. */
static xabar_status
visit(struct suggester *s, const struct xb_query *query)
{
	xabar_status status = query->nchildren ? XABAR_OK : visit_leaf(s, query);

	for (size_t i = 0; i < query->nchildren && status == XABAR_OK; i++)
		status = visit(s, query->children[i]);
	return status;
}

xabar_status
xb_suggest(const char **out, const struct xb_asking *asking, struct xb_arena *arena, xabar_error *err)
{
	struct suggester s = { .asking = asking, .arena = arena, .err = err };
	xabar_status status;

	*out = NULL;
	xb_buf_init(&s.out, SUGGESTION_MAX);
	status = xb_reader_live(&s.rare, asking->reader, err);
	s.rare = s.rare / RARE_OF > RARE ? s.rare / RARE_OF : RARE;
	if (status == XABAR_OK)
		status = visit(&s, asking->query);
	if (status != XABAR_OK || !s.copied) {
		xb_buf_release(&s.out);
		return status;
	}
	xb_buf_add_str(&s.out, xb_str_from(asking->text, s.copied));
	*out = xb_buf_into_arena(&s.out, arena).ptr;
	return *out ? XABAR_OK : xb_fail_nomem(err);
}
