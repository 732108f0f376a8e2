/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/name.h"

#include "text/name_case.h"
#include "text/name_letters.h"

/* A set of sounds: letters of ASCII are 58 code points. */
#define SOUND(letter) ((uint64_t)1 << ((letter) & 63))
#define SOUNDS2(a, b) (SOUND(a) | SOUND(b))
#define SOUNDS3(a, b, c) (SOUND(a) | SOUNDS2(b, c))
#define VOWELS (SOUNDS3('a', 'E', 'e') | SOUNDS3('i', 'I', 'o') | SOUNDS3('O', 'u', 'U'))

/* Costs are in hundredths of a consonant. */
enum {
	CONSONANT = 100,
	VOWEL = 50,
	GLIDE = 20, /* y */
	FINAL_VOWEL = 70,
	HIATUS = 45, /* y, or a vowel after another, beside the Arabic script: Tokayev and Tokaev are توکایف, not توقف */
	ARTICLE = 12,
	UNSURE_VOWEL = 10, /* of ع, and of ای for ei */
	BACK_K = 20, /* ق for k: in what is of Turkic or Arabic */
	WAW = 70, /* v or u in the Arabic script, where it is never silent */
};

/* What one sound is taken for in another script or language: one and the same, alike, or a little alike. A pair stands once. */
static const struct near {
	uint64_t same, alike, distant;
} nears[128] = {
	['a'] = { SOUND('E'), SOUNDS2('o', 'e'), SOUNDS2('I', 'O') },
	['E'] = { SOUND('e'), SOUND('o'), SOUNDS2('i', 'I') },
	['e'] = { 0, SOUNDS3('i', 'I', 'O'), SOUNDS2('U', 'y') },
	['i'] = { SOUNDS2('y', 'I'), SOUND('U'), SOUND('u') },
	['I'] = { SOUNDS3('y', 'u', 'U'), 0, SOUND('o') },
	['o'] = { SOUND('O'), SOUND('u'), SOUND('U') },
	['O'] = { 0, SOUNDS2('u', 'U'), 0 },
	['u'] = { SOUND('U'), 0, SOUND('v') },
	['p'] = { 0, SOUNDS2('b', 'f'), 0 },
	['t'] = { 0, SOUND('d'), 0 },
	['f'] = { SOUND('v'), 0, 0 },
	['v'] = { 0, 0, SOUNDS2('b', 'o') },
	['s'] = { SOUND('c'), SOUND('z'), SOUND('S') },
	['z'] = { SOUND('Z'), 0, SOUND('j') },
	['C'] = { 0, SOUND('J'), SOUND('S') },
	['j'] = { SOUND('J'), 0, SOUND('y') },
	['J'] = { 0, 0, SOUND('y') },
	['k'] = { SOUND('q'), SOUNDS2('g', 'G'), SOUND('x') },
	['g'] = { SOUNDS2('G', 'q'), SOUNDS2('h', 'x'), 0 },
	['G'] = { SOUND('q'), SOUND('x'), 0 },
	['Q'] = { SOUNDS3('q', 'G', 'g'), 0, 0 },
	['x'] = { SOUND('h'), 0, 0 },
	['H'] = { SOUND('x'), SOUND('h'), 0 },
	['n'] = { SOUND('N'), SOUND('m'), 0 },
};

/* One place of a word. */
struct place {
	uint64_t sounds, same, alike, distant;
	uint8_t weight;
	uint8_t skip;  /* what it costs when the other word has nothing there */
	bool first;
};

#define PLACES_MAX 64

/* A place where the word may end. */
struct end {
	uint8_t place;
	uint8_t doubt; /* hundredths */
	uint8_t consonants;
	uint16_t weight; /* of what is before it */
};

struct places {
	struct place place[PLACES_MAX];
	uint8_t unit[XB_NAME_LETTERS_MAX + 1]; /* the place where each unit begins */
	size_t n;
	struct end end[XB_NAME_CASES_MAX + 1];
	size_t nends;
};

/* The sounds that the readings of a unit have at `index`; *optional: one has none. Returns whether any has one. */
static bool
sounds_at(const char *sounds, size_t index, uint64_t *set, bool *optional)
{
	*set = 0;
	*optional = false;
	for (;; sounds++) {
		size_t len = strcspn(sounds, "|");

		if (index < len)
			*set |= SOUND(sounds[index]);
		else
			*optional = true;
		sounds += len;
		if (!*sounds)
			return *set != 0;
	}
}

/* What it costs when the other word has nothing there: a vowel least beside a word whose script does not write it. */
static uint8_t
skip_of(uint64_t sounds, bool first, bool beside_vowelled)
{
	if (sounds == SOUND('y'))
		return beside_vowelled ? 5 : HIATUS;
	if (sounds == SOUND('h'))
		return 40;
	if (first || !(sounds & VOWELS))
		return 100;
	if (!beside_vowelled)
		return 15;
	return sounds & SOUND('v') ? WAW : 44;
}

static struct place
make_place(uint64_t sounds, bool first, bool optional, bool vowelled, bool beside_vowelled)
{
	struct place place = { .sounds = sounds, .first = first };

	for (uint64_t rest = sounds; rest; rest &= rest - 1) {
		const struct near *near = &nears[64 + __builtin_ctzll(rest)];

		place.same |= near->same;
		place.alike |= near->alike;
		place.distant |= near->distant;
	}
	if (optional) {
		place.skip = vowelled || sounds & ~VOWELS ? 0 : UNSURE_VOWEL;
		return place;
	}
	place.weight = sounds == SOUND('y') ? GLIDE : sounds & VOWELS ? VOWEL : CONSONANT;
	place.skip = skip_of(sounds, first, beside_vowelled);
	return place;
}

static void
add_unit(struct places *places, const char *sounds, bool vowelled, bool beside_vowelled)
{
	uint64_t set;
	bool optional;

	for (size_t index = 0; sounds_at(sounds, index, &set, &optional) && places->n < PLACES_MAX; index++) {
		/* A letter written twice is one. */
		if (vowelled && places->n && places->place[places->n - 1].sounds == set)
			continue;
		places->place[places->n] = make_place(set, places->n == 0, optional, vowelled, beside_vowelled);
		places->n++;
	}
}

/* Let the word end at a place. */
static void
add_end(struct places *places, size_t at, uint8_t least, uint8_t doubt)
{
	struct end *end = &places->end[places->nends];
	size_t consonants = 0, letters = 0;

	*end = (struct end){ .place = (uint8_t)at, .doubt = doubt };
	for (size_t i = 0; i < at; i++) {
		end->weight += places->place[i].weight;
		consonants += places->place[i].weight == CONSONANT;
	}
	letters = consonants + (places->n && places->place[0].sounds & VOWELS);
	end->consonants = (uint8_t)consonants;
	places->nends += letters >= least;
}

static void
find_ends(struct places *places, const struct xb_name_reading *reading, struct xb_str word)
{
	struct xb_name_case cases[XB_NAME_CASES_MAX];
	size_t n = xb_name_cases(cases, word, reading->script);
	bool sure = false;

	for (size_t i = 0; i < n; i++) {
		size_t unit = 0;

		while (unit < reading->n && reading->unit[unit].off < cases[i].len)
			unit++;
		add_end(places, places->unit[unit], cases[i].least, cases[i].doubt);
		sure |= cases[i].sure;
	}
	if (!sure)
		add_end(places, places->n, 0, 0);
}

/* A vowel that ends a word is written in every script, as is one after another; one before s and a consonant at its beginning
 * is there in half of the languages: İstanbul, Стамбул. */
static void
set_edges(struct places *places, bool article, bool beside_vowelled)
{
	struct place *place = places->place;
	size_t n = places->n;

	for (size_t i = 1; i < n && !beside_vowelled; i++)
		if (place[i].weight == VOWEL && place[i - 1].weight == VOWEL)
			place[i].skip = HIATUS;
	for (size_t i = 0; i + 1 < n; i++)
		if (place[i].weight == VOWEL && place[i].sounds & SOUND('v') && place[i + 1].weight == VOWEL)
			place[i].skip = WAW;
	if (n && place[n - 1].weight == VOWEL)
		place[n - 1].skip = FINAL_VOWEL;
	if (article)
		place[0].skip = 0, place[1].skip = ARTICLE;
	if (n > 2 && place[0].sounds & VOWELS && place[1].sounds & SOUNDS2('s', 'S') && place[2].weight == CONSONANT)
		place[0].skip = 5;
}

static void
set_places(struct places *places, const struct xb_name_reading *reading, struct xb_str word, bool beside_vowelled)
{
	places->n = 0;
	places->nends = 0;
	for (size_t i = 0; i < reading->n; i++) {
		places->unit[i] = (uint8_t)places->n;
		add_unit(places, reading->unit[i].sounds, reading->vowelled, beside_vowelled);
	}
	places->unit[reading->n] = (uint8_t)places->n;
	set_edges(places, reading->article, beside_vowelled);
	find_ends(places, reading, word);
}

/* These and the other figures here were found by trying, each up and down, with the lists of tests/shared/names.t.
 *
 * What it costs to take a sound for one that is the same, alike, a little alike, or another. A vowel that a word begins with is
 * not as easily mistaken. */
static const uint8_t consonant_costs[] = { 5, 30, 50, 100 };
static const uint8_t vowel_costs[] = { 2, 22, 25, 60 };
static const uint8_t first_vowel_costs[] = { 5, 50, 80, 120 };

static unsigned
cost(const struct place *a, const struct place *b)
{
	const uint8_t *costs = a->weight == CONSONANT || b->weight == CONSONANT ? consonant_costs :
	                       a->first || b->first ? first_vowel_costs : vowel_costs;

	if (a->sounds & b->sounds)
		return 0;
	if (a->same & b->sounds || b->same & a->sounds)
		return costs[0];
	if (a->alike & b->sounds || b->alike & a->sounds)
		return costs[1];
	if ((a->sounds | b->sounds) & SOUND('Q') && (a->sounds | b->sounds) & SOUND('k'))
		return BACK_K;
	if (a->distant & b->sounds || b->distant & a->sounds)
		return costs[2];
	return costs[3];
}

/* An ending that is doubted more is taken off only where the rest is much alike. */
#define UNSURE_END 4

/* How alike two words are that end here, and cost so much to make one of the other. */
static double
score(const struct end *a, const struct end *b, unsigned cost)
{
	unsigned weight = a->weight > b->weight ? a->weight : b->weight;
	bool is_short = a->consonants <= 2 || b->consonants <= 2;
	unsigned doubt = a->doubt > b->doubt ? a->doubt : b->doubt;
	double unlike;

	if (!weight)
		return 0;
	unlike = (is_short ? 1.5 : doubt > UNSURE_END ? 1.25 : 1) * cost / weight + doubt / 100.0;
	return unlike < 1 ? 1 - unlike : 0;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The best score over the pairs of ends of which a's is at place i; `row` has what it costs to come to each place of b. */
static double
best_at(const struct places *a, const struct places *b, size_t i, const unsigned *row, double best)
{
	for (size_t k = 0; k < a->nends; k++) {
		if (a->end[k].place != i)
			continue;
		for (size_t m = 0; m < b->nends; m++) {
			double found = score(&a->end[k], &b->end[m], row[b->end[m].place]);

			best = found > best ? found : best;
		}
	}
	return best;
}

/* Edit distance over places (Wagner and Fischer, 1974), of every beginning of a to every beginning of b. */
static double
align(const struct places *a, const struct places *b)
{
	unsigned row[PLACES_MAX + 1] = { 0 };
	double best = 0;

	if (!b->n)
		return 0;
	for (size_t j = 0; j < b->n; j++)
		row[j + 1] = row[j] + b->place[j].skip;
	for (size_t i = 0; i < a->n; i++) {
		unsigned diagonal = row[0];

		row[0] += a->place[i].skip;
		for (size_t j = 0; j < b->n; j++) {
			unsigned both = diagonal + cost(&a->place[i], &b->place[j]);

			diagonal = row[j + 1];
			row[j + 1] = least(both, least(diagonal + a->place[i].skip, row[j] + b->place[j].skip));
		}
		best = best_at(a, b, i + 1, row, best);
	}
	return best;
}

double
xb_name_similarity(struct xb_str a, struct xb_str b)
{
	struct xb_name_reading reading_a, reading_b;
	struct places places_a, places_b;

	xb_name_read(&reading_a, a);
	xb_name_read(&reading_b, b);
	set_places(&places_a, &reading_a, a, reading_b.n && reading_b.vowelled);
	set_places(&places_b, &reading_b, b, reading_a.n && reading_a.vowelled);
	return align(&places_a, &places_b);
}
