/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_rank.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/unicode.h"

/* What a byte is to a reading: 0 a gap, then the letters of its language, then these. */
enum kind { QUOTE = 64, OPENER, CLOSER, LOW_QUOTE, SIGN, ASCII_LETTER, STRANGER, SYMBOL, NOTHING };

/* What they cost beside anything. An ASCII letter costs beside a letter of another script only. */
static const uint8_t kind_cost[] = {
	[QUOTE - QUOTE] = 2 * XB_NAT,     /* quotation marks that both open and close, as any text has them, and commas */
	[OPENER - QUOTE] = 2 * XB_NAT,    /* marks that stand before a word */
	[CLOSER - QUOTE] = 2 * XB_NAT,    /* marks that stand after a word */
	[LOW_QUOTE - QUOTE] = 4 * XB_NAT, /* which are rare */
	[SIGN - QUOTE] = 7 * XB_NAT / 2,  /* no-break space, section, pound and degree signs, marks over letters ... */
	[ASCII_LETTER - QUOTE] = 0,
	[STRANGER - QUOTE] = 7 * XB_NAT,  /* a letter that the language does not have */
	[SYMBOL - QUOTE] = 6 * XB_NAT,    /* frames, fractions, currencies ... */
	[NOTHING - QUOTE] = 8 * XB_NAT,   /* controls, and bytes that stand for nothing */
};
#define SIDE_COST (5 * XB_NAT)  /* an opener after a letter, a closer before one */
#define MIXED_COST (7 * XB_NAT) /* an ASCII letter and a letter of another script in one word */
#define CASE_COST (6 * XB_NAT)  /* a capital after a small letter */
#define NOISE_COST (42 * XB_NAT / 10) /* somewhat less than -ln(1/128), any high byte after any other: damage is likelier than
                                       * a text that hardly reads better */

struct xb_reading {
	const struct xb_charset_model *model;
	uint8_t kind[256];
};

static const struct mark {
	uint16_t first, last;
	uint8_t kind;
} marks[] = {
	{ 0xab, 0xab, QUOTE }, { 0xbb, 0xbb, QUOTE }, { 0x2019, 0x2019, QUOTE }, { 0x201c, 0x201c, QUOTE }, { 0x2116, 0x2116, QUOTE },
	{ 0x55d, 0x55d, QUOTE }, { 0x589, 0x589, QUOTE },                                                   /* Armenian */
	{ 0x60c, 0x60c, QUOTE }, { 0x61b, 0x61b, QUOTE }, { 0x61f, 0x61f, QUOTE }, { 0x200c, 0x200c, QUOTE }, /* Arabic */
	{ 0x201e, 0x201e, OPENER },
	{ 0x2013, 0x2014, CLOSER }, { 0x201d, 0x201d, CLOSER }, { 0x2026, 0x2026, CLOSER },
	{ 0x2018, 0x2018, LOW_QUOTE }, { 0x201a, 0x201a, LOW_QUOTE },
	{ 0xa0, 0xa3, SIGN }, { 0xa5, 0xa5, SIGN }, { 0xa7, 0xa7, SIGN }, { 0xa9, 0xaa, SIGN }, { 0xad, 0xae, SIGN },
	{ 0xb0, 0xb3, SIGN }, { 0xb7, 0xb7, SIGN }, { 0xba, 0xba, SIGN }, { 0xbc, 0xbf, SIGN },
	{ 0xd7, 0xd7, SIGN }, { 0xf7, 0xf7, SIGN }, { 0x200d, 0x200f, SIGN }, { 0x2022, 0x2022, SIGN }, { 0x2039, 0x203a, SIGN },
	{ 0x20ac, 0x20ac, SIGN }, { 0x2122, 0x2122, SIGN }, { 0x55a, 0x55c, SIGN }, { 0x55e, 0x55e, SIGN },
	{ 0x591, 0x5c7, SIGN }, { 0x640, 0x640, SIGN }, { 0x64b, 0x652, SIGN },
};

static unsigned
letter_number(const struct xb_charset_model *model, uint32_t cp)
{
	for (unsigned i = 0; i < model->n; i++)
		if (model->letters[i] == cp)
			return i + 1;
	return 0;
}

static uint8_t
kind_of(const struct xb_charset_model *model, uint32_t cp)
{
	const struct xb_char *c = xb_char(cp);
	unsigned letter = letter_number(model, xb_charset_lower(cp));

	if (letter)
		return (uint8_t)letter;
	if (cp < 0x80)
		return c->class == XB_CLASS_LETTER ? ASCII_LETTER : 0;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (cp >= marks[i].first && cp <= marks[i].last)
			return marks[i].kind;
	if (c->class == XB_CLASS_LETTER)
		return STRANGER;
	return cp < 0xa0 || cp == XB_PAGE_NONE ? NOTHING : SYMBOL;
}

static uint32_t
character(const struct xb_candidate *candidate, unsigned byte)
{
	return byte < 0x80 ? byte : candidate->high[byte - 0x80];
}

static void
note_case(struct xb_candidate *candidate)
{
	for (unsigned byte = 0; byte < 256; byte++) {
		uint32_t cp = character(candidate, byte);
		const struct xb_char *c = xb_char(cp);

		candidate->upper[byte] = c->upper;
		candidate->lower[byte] = c->class == XB_CLASS_LETTER && !c->upper &&
		                         utf8proc_toupper((utf8proc_int32_t)cp) != (utf8proc_int32_t)cp;
	}
}

static bool
add_reading(struct xb_candidate *candidate, const struct xb_charset_model *model)
{
	struct xb_reading *grown = realloc(candidate->readings, (candidate->nreadings + 1) * sizeof(*grown));

	if (!grown)
		return false;
	candidate->readings = grown;
	grown += candidate->nreadings++;
	grown->model = model;
	for (unsigned byte = 0; byte < 256; byte++)
		grown->kind[byte] = kind_of(model, character(candidate, byte));
	return true;
}

/* Whether our models know most of the letters. */
static bool
is_modelled(const struct xb_candidate *candidate)
{
	size_t letters = 0, known = 0;

	for (unsigned byte = 0x80; byte < 256; byte++) {
		bool found = false;

		for (size_t i = 0; i < candidate->nreadings; i++)
			found |= candidate->readings[i].kind[byte] < QUOTE && candidate->readings[i].kind[byte];
		letters += xb_char(character(candidate, byte))->class == XB_CLASS_LETTER;
		known += found;
	}
	return 2 * known > letters;
}

/* A candidate with the models of `langs`, of all when it is NULL. */
static bool
make_candidate(struct xb_candidate *candidate, const char *name, const uint16_t high[128], const char *langs)
{
	snprintf(candidate->name, sizeof(candidate->name), "%s", name);
	memcpy(candidate->high, high, sizeof(candidate->high));
	candidate->wider = -1;
	note_case(candidate);
	for (const struct xb_charset_model *model = xb_charset_models; model->lang; model++) {
		char lang[8];

		snprintf(lang, sizeof(lang), " %.4s ", model->lang);
		if ((!langs || strstr(langs, lang)) && !add_reading(candidate, model))
			return false;
	}
	candidate->latin = candidate->nreadings && candidate->readings[0].kind['e'] < QUOTE;
	candidate->modelled = langs || is_modelled(candidate);
	return true;
}

int
xb_rank_add(struct xb_rank *rank, const char *name, const uint16_t high[128])
{
	if (rank->n == XB_CANDIDATES || !make_candidate(&rank->candidates[rank->n], name, high, NULL))
		return -1;
	return rank->n++;
}

bool
xb_rank_init(struct xb_rank *rank)
{
	for (; rank->n < XB_PAGES; rank->n++) {
		const struct xb_page *page = &xb_pages[rank->n];

		rank->candidates[rank->n].doubt = page->doubt * XB_NAT;
		if (!make_candidate(&rank->candidates[rank->n], page->name, xb_page_high[rank->n], page->langs))
			return false;
		if (page->wider)
			rank->candidates[rank->n].wider = xb_page_find(xb_str(page->wider));
	}
	return true;
}

void
xb_rank_release(struct xb_rank *rank)
{
	for (int i = 0; i < XB_CANDIDATES; i++)
		free(rank->candidates[i].readings);
	memset(rank, 0, sizeof(*rank));
}

int
xb_rank_find(const struct xb_rank *rank, const char *name)
{
	for (int i = XB_PAGES; i < rank->n; i++)
		if (strcmp(rank->candidates[i].name, name) == 0)
			return i;
	return -1;
}

static bool
is_letter(unsigned kind)
{
	return kind && kind < QUOTE;
}

static int32_t
special_cost(unsigned a, unsigned b)
{
	int32_t cost_a = a < QUOTE ? 0 : kind_cost[a - QUOTE], cost_b = b < QUOTE ? 0 : kind_cost[b - QUOTE];

	if ((a == ASCII_LETTER && is_letter(b)) || (b == ASCII_LETTER && is_letter(a)))
		return MIXED_COST;
	if ((a == CLOSER && is_letter(b)) || (b == OPENER && is_letter(a)))
		return SIDE_COST;
	if (a == SIGN && b == SIGN)
		return kind_cost[SYMBOL - QUOTE];
	return cost_a > cost_b ? cost_a : cost_b;
}

static int32_t
reading_cost(const struct xb_candidate *candidate, const struct xb_reading *reading, const struct xb_evidence *evidence)
{
	const uint8_t *costs = reading->model->costs;
	unsigned width = reading->model->n + 1u;
	int32_t sum = 0;

	for (size_t i = 0; i < evidence->npairs; i++) {
		const struct xb_byte_pair *pair = &evidence->pairs[i];
		unsigned a = reading->kind[pair->a], b = reading->kind[pair->b];
		int32_t cost = (a | b) < QUOTE ? costs[a * width + b] : special_cost(a, b);

		sum += pair->n * (cost + (candidate->lower[pair->a] & candidate->upper[pair->b]) * CASE_COST);
	}
	return sum;
}

int32_t
xb_rank_cost(const struct xb_candidate *candidate, const struct xb_evidence *evidence)
{
	int32_t least = INT32_MAX / 4;

	for (size_t i = 0; i < candidate->nreadings; i++) {
		int32_t cost = reading_cost(candidate, &candidate->readings[i], evidence);

		if (cost < least)
			least = cost;
	}
	return least;
}

bool
xb_rank_fits(const struct xb_candidate *candidate, const struct xb_evidence *evidence, int32_t limit)
{
	for (size_t i = 0; i < candidate->nreadings; i++)
		if (reading_cost(candidate, &candidate->readings[i], evidence) <= limit)
			return true;
	return false;
}

int32_t
xb_rank_noise(const struct xb_evidence *evidence)
{
	return (int32_t)evidence->total * NOISE_COST;
}
