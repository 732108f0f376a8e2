/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/name_case.h"

#include "text/bare.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The doubt about an ending that few names have. */
#define SURE 4

/* What an ending follows. */
enum condition {
	ANYTHING,
	CLUSTER, /* two consonants: Zelen-sk-y, not German-y */
	FRONT,   /* a front vowel, and consonants: Kars-tan, not Kars-ten. Uzbek has no such harmony: -da and -dan follow any */
};

struct ending {
	const char *text;
	uint8_t len, least, doubt; /* as in struct xb_name_case */
	enum condition after;
};

#define END(text, least, doubt) { text, sizeof(text) - 1, least, doubt, ANYTHING }
#define END_AFTER(after, text, least, doubt) { text, sizeof(text) - 1, least, doubt, after }

/* Azerbaijani, Turkish, Turkmen and Uzbek: plural, genitive, dative, accusative, locative, ablative, instrumental, copula.
 * Before the last row, what Russian and Ukrainian adjectives end in: Zelensky. */
static const struct ending latin[] = {
	END("'s", 2, SURE),
	END("lar", 2, SURE), END("ların", 2, SURE), END_AFTER(FRONT, "lərin", 2, SURE), END("lara", 2, SURE),
	END_AFTER(FRONT, "lərə", 2, SURE),
	END_AFTER(FRONT, "lər", 2, SURE), END_AFTER(FRONT, "ler", 3, 7),
	END("nın", 2, SURE), END("nin", 3, 7), END("nun", 3, 7), END_AFTER(FRONT, "nün", 2, SURE), END("nyň", 2, SURE),
	END("niň", 2, SURE), END("ning", 2, SURE),
	END("ın", 3, 7), END("in", 3, 9), END("un", 3, 9), END_AFTER(FRONT, "ün", 3, 7), END("yň", 2, SURE), END("iň", 2, SURE),
	END("ya", 3, 7), END_AFTER(FRONT, "yə", 2, SURE), END_AFTER(FRONT, "ye", 3, 7), END("a", 3, 11),
	END_AFTER(FRONT, "ə", 3, SURE), END_AFTER(FRONT, "e", 3, 7),
	END("ga", 3, 7), END("ka", 4, 9), END("qa", 3, 7),
	END("nı", 2, SURE), END("ni", 3, 7), END("nu", 3, 7), END("nü", 2, SURE), END("yı", 2, SURE), END("yi", 3, 7),
	END("yu", 3, 7), END_AFTER(FRONT, "yü", 2, SURE),
	END("ı", 3, SURE), END("i", 3, 11), END("u", 3, 11), END_AFTER(FRONT, "ü", 3, SURE),
	END("da", 2, SURE), END_AFTER(FRONT, "də", 2, SURE), END_AFTER(FRONT, "de", 3, 7), END("ta", 3, 7),
	END_AFTER(FRONT, "te", 3, 7),
	END("dan", 2, SURE), END_AFTER(FRONT, "dən", 2, SURE), END_AFTER(FRONT, "den", 3, 7), END("tan", 3, 7),
	END_AFTER(FRONT, "ten", 3, 7),
	END("la", 3, 7), END_AFTER(FRONT, "lə", 2, SURE), END_AFTER(FRONT, "le", 3, 7), END("yla", 2, SURE),
	END_AFTER(FRONT, "ylə", 2, SURE),
	END_AFTER(FRONT, "yle", 2, SURE),
	END("dır", 2, SURE), END("dir", 3, 7), END("dur", 3, 7), END_AFTER(FRONT, "dür", 2, SURE),
	END_AFTER(CLUSTER, "y", 3, SURE), END_AFTER(CLUSTER, "iy", 3, SURE), END_AFTER(CLUSTER, "yy", 3, SURE),
	END_AFTER(CLUSTER, "yi", 3, SURE), END_AFTER(CLUSTER, "ij", 3, SURE),
	END("dakı", 2, SURE), END_AFTER(FRONT, "dəki", 2, SURE), END("daki", 2, SURE), END_AFTER(FRONT, "deki", 2, SURE),
	END("dagi", 2, SURE),
};

/* Russian and Ukrainian, then Kazakh and Kyrgyz, Uzbek and Tajik, Azerbaijani. */
static const struct ending cyrillic[] = {
	END("а", 3, SURE), END("у", 3, SURE), END("е", 3, SURE), END("ы", 3, SURE), END("и", 3, SURE), END("і", 3, SURE),
	END("я", 3, SURE), END("ю", 3, SURE),
	END("ой", 3, SURE), END("ою", 3, SURE), END("ей", 3, SURE), END("ею", 3, SURE), END("ий", 3, SURE),
	END("ый", 3, SURE), END("ая", 3, SURE), END("ую", 3, SURE),
	END("ом", 3, SURE), END("ем", 3, 6), END("єм", 3, SURE), END("им", 3, 7), END("ым", 3, SURE), END("ім", 3, SURE),
	END("ам", 3, 7), END("ям", 3, 6),
	END("ого", 3, SURE), END("его", 3, SURE), END("ому", 3, SURE), END("ему", 3, SURE), END("ых", 3, SURE),
	END("их", 3, SURE),
	END("ами", 3, SURE), END("ями", 3, SURE), END("ыми", 3, SURE), END("ими", 3, SURE), END("ах", 3, 6),
	END("ях", 3, SURE),
	END("ові", 3, SURE), END("еві", 3, SURE),
	END("ның", 2, SURE), END("нің", 2, SURE), END("дың", 2, SURE), END("дің", 2, SURE), END("тың", 2, SURE),
	END("тің", 2, SURE),
	END("нын", 2, SURE), END("нин", 3, 9), END("нун", 3, 7), END("нүн", 2, SURE), END("дын", 3, SURE),
	END("дин", 3, 9), END("тын", 3, 7), END("тин", 3, 9),
	END("ға", 2, SURE), END("ге", 3, 6), END("қа", 2, SURE), END("ке", 3, 6), END("га", 3, 7), END("ка", 4, 9),
	END("го", 3, 7),
	END("ны", 3, 6), END("ні", 2, SURE), END("ды", 3, 6), END("ді", 2, SURE), END("ты", 3, 7), END("ті", 2, SURE),
	END("ни", 3, 7),
	END("да", 3, 6), END("де", 3, 6), END("та", 3, 7), END("те", 3, 7), END("до", 3, 7), END("то", 3, 7),
	END("дан", 2, 6), END("ден", 3, 6), END("тан", 3, 7), END("тен", 3, 6), END("нан", 3, 6), END("нен", 3, 6),
	END("дон", 3, 7),
	END("мен", 3, 6), END("бен", 3, 6), END("пен", 3, 6), END("лар", 2, SURE), END("лер", 3, 6), END("дар", 3, 7),
	END("дер", 3, 7), END("тар", 3, 7),
	END("нинг", 2, SURE), END("даги", 2, SURE), END("дағы", 2, SURE), END("дегі", 2, SURE), END("тағы", 2, SURE),
	END("ро", 4, 9), END("ҳо", 3, SURE),
	END("ын", 3, 7), END("ин", 3, 9), END("ун", 3, 9), END("үн", 3, SURE), END("ја", 3, SURE), END("јә", 2, SURE),
	END("ә", 3, SURE),
	END("дә", 2, SURE), END("дән", 2, SURE), END("ләр", 2, SURE), END("ла", 3, 7), END("лә", 2, SURE),
};

/* Persian: plural, ezafe and possessives, written together. */
static const struct ending arabic[] = {
	END("ها", 2, SURE), END("های", 2, SURE), END("هایی", 2, SURE), END("ی", 2, 7), END("یی", 2, SURE),
	END("را", 3, 7),
};

/* A name's nominative has an i of its own after a consonant. */
static const struct ending georgian[] = {
	END("ი", 2, SURE), END("მა", 2, SURE), END("მ", 2, 6), END("ს", 2, SURE), END("ის", 2, SURE),
	END("ისა", 2, SURE), END("სა", 2, SURE), END("ით", 2, SURE),
	END("თი", 2, 6), END("ად", 2, SURE), END("დ", 2, 6), END("ო", 3, SURE), END("ში", 2, SURE), END("აში", 2, SURE),
	END("ზე", 2, SURE), END("თან", 2, SURE),
	END("სთან", 2, SURE), END("დან", 2, SURE), END("იდან", 2, SURE), END("ისთვის", 2, SURE), END("სთვის", 2, SURE),
	END("ისგან", 2, SURE), END("სგან", 2, SURE),
	END("ისკენ", 2, SURE), END("სკენ", 2, SURE), END("ამდე", 2, SURE), END("მდე", 2, SURE), END("იც", 2, SURE),
	END("ც", 2, 6), END("მაც", 2, SURE),
	END("ები", 2, SURE), END("ების", 2, SURE), END("ებმა", 2, SURE), END("ებს", 2, SURE), END("ელი", 3, 6),
	END("ური", 3, 7),
};

static const struct ending armenian[] = {
	END("ը", 2, SURE), END("ն", 2, 6), END("ի", 2, SURE), END("ին", 3, SURE), END("ից", 2, SURE), END("ով", 2, SURE),
	END("ում", 2, SURE), END("ու", 3, SURE),
	END("ներ", 2, SURE), END("ները", 2, SURE), END("ների", 2, SURE), END("ներին", 2, SURE), END("ներից", 2, SURE),
	END("երի", 2, 6), END("եր", 2, 7),
	END("յի", 2, SURE), END("յին", 2, SURE), END("յից", 2, SURE), END("յով", 2, SURE), END("յում", 2, SURE),
};

static const struct {
	const struct ending *endings;
	size_t n;
} scripts[XB_SCRIPT_COUNT] = {
	[XB_SCRIPT_LATIN] = { latin, LEN(latin) },
	[XB_SCRIPT_CYRILLIC] = { cyrillic, LEN(cyrillic) },
	[XB_SCRIPT_ARABIC] = { arabic, LEN(arabic) },
	[XB_SCRIPT_GEORGIAN] = { georgian, LEN(georgian) },
	[XB_SCRIPT_ARMENIAN] = { armenian, LEN(armenian) },
};

static bool
ends_in_cluster(struct xb_str stem)
{
	static const char consonants[] = "bcdfghjklmnpqrstvwxz";

	return stem.len > 2 && strchr(consonants, stem.ptr[stem.len - 1]) && strchr(consonants, stem.ptr[stem.len - 2]);
}

/* The last vowel is one of a, ı, o, u. */
static bool
is_back(struct xb_str stem)
{
	const char *at = stem.ptr + stem.len;

	while (at > stem.ptr) {
		at--;
		if (strchr("aou", *at) || (at > stem.ptr && memcmp(at - 1, "ı", 2) == 0))
			return true;
		if ((unsigned char)*at >= 0x80 || strchr("ei", *at))
			return false;
	}
	return false;
}

static bool
follows(struct xb_str stem, enum condition after)
{
	switch (after) {
	case CLUSTER:
		return ends_in_cluster(stem);
	case FRONT:
		return !is_back(stem);
	default:
		return true;
	}
}

static bool
ends_with(struct xb_str word, const struct ending *ending)
{
	return word.len > ending->len && word.ptr[word.len - 1] == ending->text[ending->len - 1] &&
	       memcmp(word.ptr + word.len - ending->len, ending->text, ending->len) == 0;
}

/* The apostrophe of the Uzbek letters oʻ and gʻ. Before one letter it may be that of a romanisation, too: P'ot'i. */
static bool
is_letter_mark(struct xb_str word, size_t at)
{
	return at && (word.ptr[at - 1] == 'o' || word.ptr[at - 1] == 'g');
}

size_t
xb_name_cases(struct xb_name_case out[XB_NAME_CASES_MAX], struct xb_str word, uint8_t script)
{
	size_t n = 0;

	for (size_t i = 0; i < scripts[script].n && n < XB_NAME_CASES_MAX; i++) {
		const struct ending *ending = &scripts[script].endings[i];
		uint16_t len;

		if (!ends_with(word, ending))
			continue;
		len = (uint16_t)(word.len - ending->len);
		if (!follows(xb_strn(word.ptr, len), ending->after))
			continue;
		if (ending->len > 1 && word.ptr[len - 1] == '\'' && !is_letter_mark(word, len - 1U))
			out[n++] = (struct xb_name_case){ len, 2, SURE, true };
		else
			out[n++] = (struct xb_name_case){ len, ending->least, ending->doubt, ending->text[0] == '\'' };
	}
	return n;
}

/* Names of these scripts have an ending in the nominative, too: Москва, ბაქო has none, თბილისი. */
static bool
has_nominative(uint8_t script)
{
	return script == XB_SCRIPT_CYRILLIC || script == XB_SCRIPT_GEORGIAN;
}

static bool
is_bare_equal(struct xb_str a, struct xb_str b)
{
	char bare_a[XB_TERM_MAX], bare_b[XB_TERM_MAX];

	return xb_str_equal(xb_strn(bare_a, xb_bare(bare_a, a)), xb_strn(bare_b, xb_bare(bare_b, b)));
}

/* The beginnings of a word that may be all of a name, the whole first. */
static size_t
find_stems(struct xb_str out[XB_NAME_CASES_MAX + 1], struct xb_str word, uint8_t script)
{
	struct xb_name_case cases[XB_NAME_CASES_MAX];
	size_t n = xb_name_cases(cases, word, script);

	out[0] = word;
	for (size_t i = 0; i < n; i++) {
		size_t len = cases[i].len;

		if (word.ptr[len - 1] == '\'')
			len--;
		out[i + 1] = xb_strn(word.ptr, len);
	}
	return n + 1;
}

bool
xb_name_is_form(struct xb_str word, struct xb_str name, uint8_t script)
{
	struct xb_str stems[XB_NAME_CASES_MAX + 1], names[XB_NAME_CASES_MAX + 1];
	size_t nstems = find_stems(stems, word, script), nnames = has_nominative(script) ? find_stems(names, name, script) : 1;

	names[0] = name;
	for (size_t i = 0; i < nstems; i++)
		for (size_t k = 0; k < nnames; k++)
			if ((i || !k) && is_bare_equal(stems[i], names[k]))
				return true;
	return false;
}
