/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "document.h"

#include "capitals.h"
#include "likeness.h"
#include "revision.h"

#define VALUES_MAX (XB_FIELD_COUNT + 8)

/* Enough words for most dispatches. */
#define WORDS_FIRST 512

/* What xb_document_make is filling. A failed allocation is remembered and told at the end. */
struct making {
	struct xb_arena *arena;
	struct xb_analyzer *analyzer;
	struct xb_postings postings;
	uint64_t length;
	struct xb_value values[VALUES_MAX];
	size_t nvalues;
	struct xb_capitals capitals;
	bool analysed[XB_LANGUAGES_MAX]; /* rows of xb_languages */
	uint32_t *words;                 /* of the text, for its fingerprint */
	size_t nwords, words_cap;
	bool failed;
};

/* The number of a term's posting, which is kept in *note, plus one, once it was found. */
static inline uint32_t
find_noted(struct making *m, uint32_t *note, const char *prefix, struct xb_str value)
{
	uint32_t number = *note ? *note - 1 : xb_postings_find(&m->postings, prefix, value);

	*note = number + 1; /* 0 again for XB_NO_POSTING */
	return number;
}

static void
add_posting(struct making *m, const char *prefix, struct xb_str value, uint32_t pos, unsigned wdf)
{
	xb_postings_add(&m->postings, xb_postings_find(&m->postings, prefix, value), pos, wdf, XB_WRITTEN_UNSAID);
}

static void
add_value(struct making *m, enum xb_slot slot, struct xb_str bytes)
{
	struct xb_str copy = xb_arena_str(m->arena, bytes);

	if (!copy.ptr)
		m->failed = true;
	else if (bytes.len)
		m->values[m->nvalues++] = (struct xb_value){ slot, copy };
}

/* Note a word of the text for the fingerprint: enough of them. */
static void
note_word(struct making *m, struct xb_str word)
{
	if (m->nwords == m->words_cap && m->nwords < XB_LIKENESS_WORDS) {
		uint32_t *grown = xb_arena_grow(m->arena, m->words, &m->words_cap, m->nwords + WORDS_FIRST, sizeof(*grown));

		m->failed |= !grown;
		m->words = grown ? grown : m->words;
	}
	if (m->nwords < m->words_cap)
		m->words[m->nwords++] = xb_likeness_word(word);
}

/* A stem is of interest to the lexicon for its marks, of which ASCII has none but the apostrophe. */
static uint8_t
stem_written(struct xb_str stem)
{
	for (size_t i = 0; i < stem.len; i++)
		if ((unsigned char)stem.ptr[i] >= 0x80 || stem.ptr[i] == '\'')
			return XB_WRITTEN_STEM;
	return XB_WRITTEN_UNSAID;
}

/* A word under no prefix, and its stem. What is of interest to the lexicon is so here alone. */
static void
add_word(struct making *m, const struct xb_word *word, uint32_t pos, unsigned weight, uint8_t written)
{
	uint32_t none[XB_WORD_NOTES] = { 0 }, *notes = word->notes ? word->notes : none;
	uint8_t stem_says;

	xb_postings_add(&m->postings, find_noted(m, &notes[0], "", word->token.term), pos, weight, written);
	if (word->latin.len)
		xb_postings_add(&m->postings, xb_postings_find(&m->postings, "", word->latin), pos, 0, written);
	if (!word->stem.len)
		return;
	stem_says = notes[1] ? XB_WRITTEN_UNSAID : stem_written(word->stem); /* to be said once */
	xb_postings_add(&m->postings, find_noted(m, &notes[1], XB_STEM_PREFIX, word->stem), 0, weight, stem_says);
}

/* The same under a field's own prefixes. */
static void
add_own(struct making *m, const char *prefix, const char *stem_prefix, const struct xb_word *word)
{
	add_posting(m, prefix, word->token.term, word->token.pos + 1, 1);
	if (word->latin.len)
		add_posting(m, prefix, word->latin, word->token.pos + 1, 0);
	if (word->stem.len)
		add_posting(m, stem_prefix, word->stem, 0, 1);
}

/* Words of a field of the text: under no prefix, with the text's positions, and, but for the body, under the field's own. Returns
 * the position after the last. */
static uint32_t
add_text(struct making *m, const struct xb_field_info *field, struct xb_str text, const struct xb_language *language,
         uint32_t pos)
{
	struct xb_postings *postings = &m->postings;
	char stem_prefix[16] = XB_STEM_PREFIX;
	uint32_t next = pos;
	struct xb_word word;

	strcat(stem_prefix, field->prefix);
	xb_analyzer_start(m->analyzer, text, language);
	xb_capitals_start(&m->capitals, text, postings->noccurrences);
	while (!postings->failed && xb_analyzer_next(m->analyzer, &word)) {
		uint8_t written = xb_capitals_next(&m->capitals, &word.token, postings->occurrences, postings->noccurrences);

		next = pos + word.token.pos + 1;
		m->length += field->weight;
		if (word.language)
			m->analysed[word.language - xb_languages] = true;
		note_word(m, word.token.term);
		add_word(m, &word, pos + word.token.pos, field->weight, written);
		if (*field->prefix)
			add_own(m, field->prefix, stem_prefix, &word);
	}
	xb_capitals_finish(&m->capitals, postings->occurrences, postings->noccurrences);
	return next;
}

/* What a field says of its words beside what their capitals do: who is in a byline has a name, and so has a place. A section or a
 * tag has its capital from standing alone ("Economy"), and lower-case tags ("earn") are no names either. */
static uint8_t
written_in(const struct xb_field_info *field, uint8_t written)
{
	bool names = field->field == XB_FIELD_BYLINE || field->field == XB_FIELD_PLACE;

	if (field->field == XB_FIELD_URL)
		return XB_WRITTEN_UNSAID;
	return names && written != XB_WRITTEN_UNSAID && written != XB_WRITTEN_SMALL ? XB_WRITTEN_NAME : written;
}

/* Words that only filter. Returns the position after the last. */
static uint32_t
add_words(struct making *m, const struct xb_field_info *field, struct xb_str text, uint32_t pos)
{
	struct xb_postings *postings = &m->postings;
	uint32_t next = pos;
	struct xb_word word;

	xb_analyzer_start_words(m->analyzer, text);
	xb_capitals_start(&m->capitals, text, postings->noccurrences);
	while (!postings->failed && xb_analyzer_next(m->analyzer, &word)) {
		uint8_t written = xb_capitals_next(&m->capitals, &word.token, postings->occurrences, postings->noccurrences);

		next = pos + word.token.pos + 1;
		xb_postings_add(postings, xb_postings_find(postings, field->prefix, word.token.term), pos + word.token.pos, 0,
		                written_in(field, written));
	}
	xb_capitals_finish(&m->capitals, postings->occurrences, postings->noccurrences);
	return next;
}

static void
add_code(struct making *m, const struct xb_field_info *field, struct xb_str value)
{
	char folded[XB_TERM_MAX];

	add_posting(m, field->prefix, xb_strn(folded, xb_fold(folded, sizeof(folded), value, false)), 0, 0);
}

/* What a facet counts of a field that may have several values. */
static void
add_values(struct making *m, enum xb_slot slot, const struct xb_str *values, size_t n)
{
	struct xb_buf counted;

	xb_buf_init(&counted, SIZE_MAX);
	for (size_t i = 0; i < n; i++)
		xb_buf_add_counted(&counted, values[i]);
	m->failed |= counted.failed;
	add_value(m, slot, xb_buf_view(&counted));
	xb_buf_release(&counted);
}

static void
add_filters(struct making *m, const struct xb_dispatch *dispatch)
{
	for (size_t i = 0; i < XB_FIELD_COUNT; i++) {
		const struct xb_field_info *field = &xb_fields[i];
		struct xb_str value = dispatch->text[i];
		uint32_t pos = 1;

		if (field->kind == XB_KIND_ID && value.len)
			add_posting(m, field->prefix, value, 0, 0);
		else if (field->kind == XB_KIND_CODE && value.len)
			add_code(m, field, value);
		else if (i == XB_FIELD_TAGS)
			for (size_t k = 0; k < dispatch->ntags; k++)
				pos = add_words(m, field, dispatch->tags[k], pos) + XB_FIELD_GAP;
		else if (field->kind == XB_KIND_WORDS)
			add_words(m, field, value, pos);
		if (field->facet && field->many)
			add_values(m, (enum xb_slot)field->slot, dispatch->tags, dispatch->ntags);
		else if (field->facet)
			add_value(m, (enum xb_slot)field->slot, value);
	}
}

static void
add_analysed(struct making *m)
{
	char tag[16];

	for (size_t i = 0; i < XB_LANGUAGES_MAX; i++)
		if (m->analysed[i])
			add_posting(m, XB_ANALYSED_PREFIX, xb_strn(tag, xb_language_row_tag(tag, &xb_languages[i])), 0, 0);
}

static void
add_dates(struct making *m, const struct xb_date *date)
{
	char bytes[8], day[XB_DAY_BYTES];

	if (date->precision == XB_DATE_NONE)
		return;
	xb_sortable(bytes, date->utc);
	add_value(m, XB_SLOT_DATE, xb_strn(bytes, sizeof(bytes)));
	xb_sortable(bytes, xb_date_wall(date));
	add_value(m, XB_SLOT_WALL, xb_strn(bytes, sizeof(bytes)));
	xb_day_encode(day, xb_date_wall(date));
	add_value(m, XB_SLOT_DAY, xb_strn(day, sizeof(day)));
}

static void
add_birth(struct making *m, const struct xb_birth *birth)
{
	char bytes[XB_BIRTH_BYTES_MAX];

	add_value(m, XB_SLOT_GENERATION, xb_strn(bytes, xb_birth_encode(bytes, birth)));
}

/* What decides whether a later dispatch with the same id takes its place; nothing where nothing is said. */
static void
add_standing(struct making *m, const struct xb_dispatch *dispatch, const struct xb_origin *origin)
{
	struct xb_revision revision;
	char bytes[XB_REVISION_BYTES], origin_bytes[XB_ORIGIN_BYTES];

	xb_revision_of(&revision, dispatch);
	xb_revision_encode(bytes, &revision);
	if (revision.version || revision.updated != INT64_MIN)
		add_value(m, XB_SLOT_REVISION, xb_strn(bytes, sizeof(bytes)));
	if (!origin)
		return;
	xb_origin_encode(origin_bytes, origin);
	add_value(m, XB_SLOT_ORIGIN, xb_strn(origin_bytes, sizeof(origin_bytes)));
}

static void
add_embargo(struct making *m, const struct xb_dispatch *dispatch)
{
	int64_t ends;
	char bytes[8];

	if (!xb_dispatch_embargo(&ends, dispatch))
		return;
	xb_sortable(bytes, ends);
	add_value(m, XB_SLOT_EMBARGO, xb_strn(bytes, sizeof(bytes)));
}

/* The fingerprint of the body, which the words from `body` on are; of a short one the title's tell, too. */
static void
add_likeness(struct making *m, size_t body)
{
	const size_t first = m->nwords - body < XB_LIKENESS_SHORT ? 0 : body;
	struct xb_likeness likeness;
	char bytes[XB_LIKENESS_BYTES], term[XB_SKETCH_TERM];

	xb_likeness_make(&likeness, m->words + first, m->nwords - first);
	if (!likeness.nsketch)
		return;
	add_value(m, XB_SLOT_FINGERPRINT, xb_strn(bytes, xb_likeness_encode(bytes, &likeness)));
	for (size_t i = 0; i < likeness.nsketch; i++) {
		xb_sketch_term(term, likeness.sketch[i]);
		add_posting(m, XB_SKETCH_PREFIX, xb_strn(term, sizeof(term)), 0, 0);
	}
}

static void
weigh(struct making *m, const struct xb_weighting *weighting)
{
	const double factor = xb_weighting_factor(weighting, m->length);

	for (size_t i = 0; i < m->postings.n; i++)
		m->postings.rows[i].wdf = xb_weighting_wdf(factor, m->postings.rows[i].wdf);
}

xabar_status
xb_document_make(struct xb_document *out, const struct xb_dispatch *dispatch, const unsigned char content_hash[16],
                 const struct xb_origin *origin, const struct xb_weighting *weighting, struct xb_analyzer *analyzer,
                 struct xb_arena *arena, xabar_error *err)
{
	const struct xb_language *language = xb_dispatch_language(dispatch);
	struct making m = { .arena = arena, .analyzer = analyzer };
	struct xb_value *values;
	uint32_t pos = 1;
	size_t title;
	xabar_status status;

	xb_postings_init(&m.postings, arena);
	xb_analyzer_forget(analyzer);
	pos = add_text(&m, &xb_fields[XB_FIELD_TITLE], dispatch->text[XB_FIELD_TITLE], language, pos) + XB_FIELD_GAP;
	title = m.nwords;
	add_text(&m, &xb_fields[XB_FIELD_BODY], dispatch->text[XB_FIELD_BODY], language, pos);
	add_likeness(&m, title);
	add_analysed(&m);
	add_filters(&m, dispatch);
	add_dates(&m, &dispatch->date);
	add_embargo(&m, dispatch);
	add_standing(&m, dispatch, origin);
	add_birth(&m, &dispatch->birth);
	add_value(&m, XB_SLOT_CONTENT, xb_strn((const char *)content_hash, 16));
	values = xb_arena_calloc(arena, m.nvalues, sizeof(*values));
	status = m.failed || !values ? xb_fail_nomem(err) : xb_postings_finish(&m.postings, err);
	if (status != XABAR_OK)
		return status;
	weigh(&m, weighting);
	memcpy(values, m.values, m.nvalues * sizeof(*values));
	*out = (struct xb_document){ m.postings.rows, m.postings.n, values, m.nvalues, { "", 0 } };
	return XABAR_OK;
}
