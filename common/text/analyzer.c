/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/analyzer.h"

#include <stdlib.h>

#include "text/alphabet.h"
#include "text/fold_table.h"
#include "text/language_guess.h"
#include "text/stem.h"

/* A token, and how it is to be analysed. */
struct ahead {
	struct xb_token token;
	const struct xb_language *language;
	const struct xb_language *cyrillic; /* the row whose words have Latin forms, if it is a word of that alphabet, or NULL */
	struct xb_word_look look;           /* where there is none */
	bool wanted;                        /* its stem is */
};

struct xb_analyzer {
	struct xb_tokenizer tokenizer;
	struct xb_str text;
	const struct xb_language *main;     /* of the text; NULL: unknown */
	const struct xb_language *language; /* of the paragraph */
	const struct xb_language *cyrillic; /* the row of the same language in the Cyrillic of which there is Latin, or NULL */
	const struct xb_initials *initials; /* of the stems that are asked for; NULL: all are */
	uint8_t cased;                      /* XB_TOKEN_UPPER where its stems depend on that */
	bool stemming;
	bool expected[XB_LANGUAGES_MAX];    /* rows that a query word may be of */
	struct ahead ahead;                 /* the next token: read before it is asked for, so that what is kept of it is fetched */
	bool at_end;                        /* there is none */
	struct xb_stems *stems;
	struct xb_word_cache words;
	uint32_t era;                       /* of the words' notes */
	char latin[XB_TERM_MAX];
	char query_latins[XB_LATINS_MAX][2][XB_TERM_MAX]; /* form, stem */
	char query_stems[XB_STEMS_MAX][XB_TERM_MAX];
};

xabar_status
xb_analyzer_new(struct xb_analyzer **out, xabar_error *err)
{
	struct xb_analyzer *analyzer = calloc(1, sizeof(*analyzer));
	xabar_status status;

	*out = NULL;
	if (!analyzer)
		return xb_fail_nomem(err);
	status = xb_stems_new(&analyzer->stems, err);
	if (status == XABAR_OK)
		status = xb_word_cache_init(&analyzer->words, err);
	if (status != XABAR_OK) {
		xb_analyzer_free(analyzer);
		return status;
	}
	analyzer->at_end = true;
	memset(analyzer->expected, true, sizeof(analyzer->expected));
	*out = analyzer;
	return XABAR_OK;
}

xabar_status
xb_analyzer_make_all(struct xb_analyzer *analyzer, xabar_error *err)
{
	return xb_stems_make_all(analyzer->stems, err);
}

void
xb_analyzer_free(struct xb_analyzer *analyzer)
{
	if (!analyzer)
		return;
	xb_stems_free(analyzer->stems);
	xb_word_cache_release(&analyzer->words);
	free(analyzer);
}

static const struct xb_language *
find_cyrillic(const struct xb_language *language)
{
	const struct xb_language *row = xb_languages;

	while (language && row->code && (row->script != XB_SCRIPT_CYRILLIC || strcmp(row->code, language->code) != 0))
		row++;
	return language && row->code && xb_alphabet_has(row) ? row : NULL;
}

void
xb_analyzer_expect(struct xb_analyzer *analyzer, const bool expected[XB_LANGUAGES_MAX])
{
	memcpy(analyzer->expected, expected, sizeof(analyzer->expected));
}

/* A paragraph of so many characters tells its own language, as a quotation or a translation does. */
#define PARAGRAPH_CHARS 200

/* Whether `text` has so many characters, which are one to four bytes each. */
static bool
is_long(struct xb_str text)
{
	size_t chars = 0;

	if (text.len < PARAGRAPH_CHARS || text.len >= 4 * PARAGRAPH_CHARS)
		return text.len >= PARAGRAPH_CHARS;
	for (size_t i = 0; i < text.len; i++)
		chars += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
	return chars >= PARAGRAPH_CHARS;
}

static void
set_language(struct xb_analyzer *analyzer, const struct xb_language *language)
{
	analyzer->language = language;
	analyzer->cyrillic = find_cyrillic(language);
	analyzer->cased = language && xb_stem_minds_capitals(language) ? XB_TOKEN_UPPER : 0;
	analyzer->tokenizer.turkic = language && language->turkic_i;
}

/* Go on with the paragraph that begins at byte `from`. A token never goes over a line's end, so the tokenizer is given the text
 * up to there. */
static void
start_paragraph(struct xb_analyzer *analyzer, size_t from)
{
	struct xb_str rest = xb_str_from(analyzer->text, from);
	const char *line_end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
	struct xb_str paragraph = xb_strn(rest.ptr, line_end ? (size_t)(line_end - rest.ptr) + 1 : rest.len);
	struct xb_language_found found = { .language = analyzer->main };

	if (is_long(paragraph))
		xb_language_identify(&found, paragraph, analyzer->main);
	if (found.language != analyzer->language)
		set_language(analyzer, found.language);
	analyzer->tokenizer.text.len = from + paragraph.len;
}

/* The next token of the text. */
static bool
next_token(struct xb_analyzer *analyzer, struct xb_token *token)
{
	while (!xb_tokenizer_next(&analyzer->tokenizer, token)) {
		if (analyzer->tokenizer.text.len == analyzer->text.len)
			return false;
		start_paragraph(analyzer, analyzer->tokenizer.text.len);
	}
	return true;
}

static uint32_t
initial_of(struct xb_str word)
{
	const char *p = word.ptr;

	return word.len ? xb_utf8_decode(&p, word.ptr + word.len) : 0;
}

void
xb_initials_add(struct xb_initials *initials, struct xb_str word)
{
	uint32_t cp = initial_of(word);

	initials->bits[(cp & 0xff) / 64] |= UINT64_C(1) << cp % 64;
	initials->arabic |= xb_char_at(cp)->script == XB_SCRIPT_ARABIC;
}

/* Whether the stem of a word may be one that is looked for. It begins as the word does (suffix.h), but libxapian's stemmers take
 * off prefixes in Arabic and apostrophes in English. */
static bool
may_be_wanted(const struct xb_analyzer *analyzer, struct xb_str word)
{
	const struct xb_initials *initials = analyzer->initials;
	uint32_t cp = initial_of(word);

	if (!initials || cp == '\'')
		return true;
	if (xb_char_at(cp)->script == XB_SCRIPT_ARABIC)
		return initials->arabic;
	return initials->bits[(cp & 0xff) / 64] >> cp % 64 & 1;
}

/* What a word's stem depends on beside its letters: never 0. */
static uint8_t
cache_key(const struct xb_analyzer *analyzer, const struct xb_token *token)
{
	const size_t row = analyzer->language ? (size_t)(analyzer->language - xb_languages) : XB_LANGUAGES_MAX;

	return (uint8_t)(1 + 4 * row + (token->flags & analyzer->cased ? 2 : 0) + (token->flags & XB_TOKEN_DIGITS ? 1 : 0));
}

static void
read_ahead(struct xb_analyzer *analyzer)
{
	struct ahead *ahead = &analyzer->ahead;

	analyzer->at_end = !next_token(analyzer, &ahead->token);
	if (analyzer->at_end)
		return;
	ahead->language = analyzer->language;
	ahead->cyrillic = ahead->token.script == XB_SCRIPT_CYRILLIC ? analyzer->cyrillic : NULL;
	/* What its Latin form begins with is not seen yet. */
	ahead->wanted = analyzer->stemming && (ahead->cyrillic || may_be_wanted(analyzer, ahead->token.term));
	if (ahead->wanted && !ahead->cyrillic)
		xb_word_look_init(&ahead->look, &analyzer->words, ahead->token.term, cache_key(analyzer, &ahead->token));
}

void
xb_analyzer_start_search(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language,
                         const struct xb_initials *initials)
{
	xb_tokenizer_init(&analyzer->tokenizer, text, false);
	set_language(analyzer, language);
	analyzer->text = analyzer->tokenizer.text;
	analyzer->main = language;
	analyzer->stemming = true;
	analyzer->initials = initials;
	start_paragraph(analyzer, 0);
	read_ahead(analyzer);
}

void
xb_analyzer_start(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language)
{
	xb_analyzer_start_search(analyzer, text, language, NULL);
}

void
xb_analyzer_start_words(struct xb_analyzer *analyzer, struct xb_str text)
{
	xb_tokenizer_init(&analyzer->tokenizer, text, false);
	analyzer->tokenizer.split_dots = true;
	analyzer->text = analyzer->tokenizer.text;
	set_language(analyzer, NULL);
	analyzer->stemming = false;
	read_ahead(analyzer);
}

/* Numbers have no endings to take away, and the end of a long word is a hash. */
static bool
is_stemmable(const struct xb_token *token)
{
	if (token->flags & (XB_TOKEN_LONG | XB_TOKEN_DIGITS))
		return false;
	for (size_t i = 0; i < token->term.len; i++)
		if (token->term.ptr[i] >= '0' && token->term.ptr[i] <= '9')
			return false;
	return true;
}

/* Fold a word again, but ё stays: what е and ё are in the Latin alphabet differs. The folded word as it is, when it has no ё,
 * and when it is written with marks that make folding more than letter by letter. */
static struct xb_str
fold_but_yo(char out[XB_TERM_MAX + XB_FOLD_ROOM], const struct xb_token *token)
{
	const char *p = token->surface.ptr, *end = p + token->surface.len;
	size_t n = 0;

	if (!memmem(p, token->surface.len, "ё", 2) && !memmem(p, token->surface.len, "Ё", 2))
		return token->term;
	while (p < end && n < XB_TERM_MAX) {
		uint32_t cp = xb_utf8_decode(&p, end);
		const struct xb_char *c = xb_char_at(cp);

		if (c->class != XB_CLASS_LETTER && c->class != XB_CLASS_APOSTROPHE)
			return token->term;
		n += cp == U'ё' || cp == U'Ё' ? xb_utf8_put(out + n, U'ё') : xb_fold_char(out + n, cp, c, false);
	}
	return n == token->term.len ? xb_strn(out, n) : token->term;
}

/* A word of `language` in Latin letters, where those are not its own; .len 0 where they are, or it has none. */
static struct xb_str
latin_of(struct xb_analyzer *analyzer, const struct xb_token *token, const struct xb_language *language)
{
	char kept[XB_TERM_MAX + XB_FOLD_ROOM];

	if (token->script != XB_SCRIPT_CYRILLIC || !xb_alphabet_has(language))
		return xb_strn("", 0);
	return xb_strn(analyzer->latin, xb_alphabet_latin(analyzer->latin, fold_but_yo(kept, token), language));
}

/* The stem of a word of `language`: what is left at the apostrophe, and of that what the stemmer leaves. Without a stemmer it
 * is the word itself, so that in an archive of many languages the words of each weigh the same. */
static struct xb_str
stem_of(struct xb_analyzer *analyzer, struct xb_str word, const struct xb_language *language, bool capital)
{
	struct xb_str cut = language ? xb_stem_cut(word, language) : word;

	return language && language->stemmer ? xb_stem(analyzer->stems, cut, language, capital) : cut;
}

/* The stem of a word whose form in Latin letters, where it has one, is set already; .len 0 where it has none. */
static struct xb_str
stem_of_word(struct xb_analyzer *analyzer, const struct xb_word *word)
{
	const struct xb_str whole = word->latin.len ? word->latin : word->token.term;

	if (!is_stemmable(&word->token) || !may_be_wanted(analyzer, whole))
		return xb_strn("", 0);
	return stem_of(analyzer, whole, word->language, word->token.flags & XB_TOKEN_UPPER);
}

/* The word as it is kept, and it is from now on; NULL where it is not, and word->stem is set. */
static struct xb_cached_word *
cached(struct xb_analyzer *analyzer, struct xb_word *word, const struct xb_word_look *look)
{
	struct xb_cached_word *known = xb_word_cache_find(&analyzer->words, look);

	if (known)
		return known;
	word->stem = stem_of_word(analyzer, word);
	/* Where the stemmer failed it may not the next time. */
	if (!word->stem.len && is_stemmable(&word->token))
		return NULL;
	return xb_word_cache_add(&analyzer->words, look, word->stem);
}

/* A word whose stem and form in Latin letters depend on more than its folded letters. */
static void
analyse_cyrillic(struct xb_analyzer *analyzer, struct xb_word *word, const struct xb_language *cyrillic)
{
	if (is_stemmable(&word->token))
		word->latin = latin_of(analyzer, &word->token, cyrillic);
	word->stem = stem_of_word(analyzer, word);
}

static void
analyse(struct xb_analyzer *analyzer, struct xb_word *word, const struct xb_word_look *look)
{
	struct xb_cached_word *known = cached(analyzer, word, look);

	if (!known)
		return;
	if (known->era != analyzer->era)
		memset(known->notes, 0, sizeof(known->notes));
	known->era = analyzer->era;
	word->stem = xb_cached_stem(known);
	word->notes = known->notes;
}

bool
xb_analyzer_next(struct xb_analyzer *analyzer, struct xb_word *word)
{
	struct ahead ahead;

	if (analyzer->at_end)
		return false;
	ahead = analyzer->ahead;
	read_ahead(analyzer);
	*word = (struct xb_word){ ahead.token, { "", 0 }, ahead.language, { "", 0 }, NULL };
	if (ahead.cyrillic)
		analyse_cyrillic(analyzer, word, ahead.cyrillic);
	else if (ahead.wanted)
		analyse(analyzer, word, &ahead.look);
	return true;
}

void
xb_analyzer_forget(struct xb_analyzer *analyzer)
{
	analyzer->era++;
}

/* Add a copy of `stem`, if it is none of those n that are there; returns how many there are. */
static size_t
add_stem(struct xb_analyzer *analyzer, struct xb_str out[XB_STEMS_MAX], size_t n, struct xb_str stem)
{
	if (!stem.len || stem.len > XB_TERM_MAX || n == XB_STEMS_MAX)
		return n;
	for (size_t i = 0; i < n; i++)
		if (xb_str_equal(out[i], stem))
			return n;
	memcpy(analyzer->query_stems[n], stem.ptr, stem.len);
	out[n] = xb_strn(analyzer->query_stems[n], stem.len);
	return n + 1;
}

/* Bytes of a Cyrillic word of four letters: shorter ones that are alike in two languages seldom mean the same. */
#define COGNATE_BYTES 8

/* Whether a query word may be of the language of `row`: the archive has that. Where the row is of Cyrillic, and the language is
 * written in the Latin alphabet, too, the word has to be long enough, or to have a letter that Russian has not, which is enough
 * alone. Else "он" would find "on". */
static bool
may_be_of(const struct xb_analyzer *analyzer, const struct xb_token *token, const struct xb_language *row)
{
	const char *p = token->term.ptr, *end = p + token->term.len;

	if (row->script != token->script)
		return false;
	if (analyzer->expected[row - xb_languages] && (!xb_alphabet_has(row) || token->term.len >= COGNATE_BYTES))
		return true;
	while (xb_alphabet_has(row) && p < end) {
		uint32_t cp = xb_utf8_decode(&p, end);

		if (cp >= 0x80 && (cp < U'а' || cp > U'я'))
			return true;
	}
	return false;
}

static struct xb_str
keep(char out[XB_TERM_MAX], struct xb_str s)
{
	memcpy(out, s.ptr, s.len);
	return xb_strn(out, s.len);
}

size_t
xb_analyzer_latins(struct xb_analyzer *analyzer, const struct xb_token *token, struct xb_latin out[XB_LATINS_MAX])
{
	const bool capital = token->flags & XB_TOKEN_UPPER;
	size_t n = 0;

	if (!is_stemmable(token))
		return 0;
	for (const struct xb_language *row = xb_languages; row->code && n < XB_LATINS_MAX; row++) {
		struct xb_str latin = latin_of(analyzer, token, row);

		if (!latin.len || !may_be_of(analyzer, token, row))
			continue;
		out[n].form = keep(analyzer->query_latins[n][0], latin);
		out[n].stem = keep(analyzer->query_latins[n][1], stem_of(analyzer, latin, row, capital));
		n++;
	}
	return n;
}

/* Add the stems that `language` gives a word with and without a capital. */
static size_t
add_stems(struct xb_analyzer *analyzer, struct xb_str out[XB_STEMS_MAX], size_t n, const struct xb_token *token,
          const struct xb_language *language)
{
	n = add_stem(analyzer, out, n, stem_of(analyzer, token->term, language, false));
	return add_stem(analyzer, out, n, stem_of(analyzer, token->term, language, true));
}

size_t
xb_analyzer_stems(struct xb_analyzer *analyzer, const struct xb_token *token, struct xb_str out[XB_STEMS_MAX])
{
	size_t n = 0;

	if (!is_stemmable(token))
		return 0;
	/* Also what a language without stemmer gives, and a text whose language is not known. */
	n = add_stem(analyzer, out, n, token->term);
	for (const struct xb_language *row = xb_languages; row->code; row++)
		if (row->stemmer && !xb_alphabet_has(row) && may_be_of(analyzer, token, row))
			n = add_stems(analyzer, out, n, token, row);
	return n;
}

struct xb_str
xb_analyzer_stem(struct xb_analyzer *analyzer, const struct xb_token *token, const struct xb_language *language)
{
	struct xb_str latin = latin_of(analyzer, token, language);

	if (!is_stemmable(token) || !may_be_of(analyzer, token, language) || (xb_alphabet_has(language) && !latin.len))
		return xb_str("");
	return stem_of(analyzer, latin.len ? latin : token->term, language, token->flags & XB_TOKEN_UPPER);
}
