/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Georgian: the endings of nouns and adjectives, and what of the verb ends alike. After Hewitt, "Georgian: A Structural
 * Reference Grammar", 1995, chapters 3 and 4. Verbs change at both ends, so most of their forms stay apart. */
#include "text/stem_tables.h"

/* K any consonant, W any vowel: what is left may have none (მთ-ის), so the table names no vowels. */
static const struct xb_suffix_class classes[] = {
	{ 'K', "ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ" },
	{ 'W', "აეიოუ" },
	{ 0, NULL },
};

/* "also", "the very", and the long form of a case: კაცისა, კაცსა. */
static const struct xb_suffix particles[] = {
	{ "ც ცა", "W", 4, NULL },
	{ "საც", NULL, 3, "ს" },
	{ "თაც", NULL, 3, "თ" },
	{ "მაც", NULL, 3, "მა" },
	{ "სვე", NULL, 3, "ს" },
	{ "თვე", "იო", 3, "თ" },
	{ "დვე", "აო", 3, "დ" },
	{ "სა", NULL, 3, "ს" },
	{ "ითა", NULL, 3, "ით" },
};

/* A case, or a case with its postposition. A stem in ი or without a vowel at its end takes the first form, the others the
 * second. */
static const struct xb_suffix cases[] = {
	{ "მა", "K", 3, NULL },
	{ "მ", "აეოუ", 3, NULL },
	{ "მ", "ი", 3, NULL },
	{ "ს", "W", 2, NULL },
	{ "ს", "K", 3, NULL },
	{ "ის ით", "K", 2, NULL },
	{ "ის ით", "W", 3, NULL },
	{ "თი", "ოუ", 3, NULL },
	{ "ად", NULL, 3, NULL },
	{ "დ", "აეოუ", 3, NULL },
	{ "ვ", "აე", 3, NULL },
	{ "ში ზე", "K", 3, NULL },
	{ "ში ზე", "აეოუ", 2, NULL },
	{ "თან", "K", 4, NULL },
	{ "სთან", "W", 2, NULL },
	{ "იდან ისთვის ისგან ისკენ ისადმი", NULL, 2, NULL },
	{ "დან სთვის სგან სკენ სადმი", "აეოუ", 2, NULL },
	{ "ამდე", "K", 3, NULL },
	{ "მდე", "W", 2, NULL },
	{ "ივით", NULL, 3, NULL },
	{ "სავით", "W", 3, NULL },
	/* The old plural: ქალნი, ქალთა. */
	{ "ნი ნო", "K", 4, NULL },
	{ "ობანი ებანი", NULL, 3, "ობა" },
	{ "თა", "K", 4, NULL },
	{ "თა ნო", "აეოუ", 4, NULL },
	{ "თ", "ებ", 5, NULL },
};

/* The imperfect and conditional of verbs in -ებ, -ობ, -ავ. */
static const struct xb_suffix verbs[] = {
	{ "დი და დით დნენ დე დეს დეთ", "ბვ", 4, NULL },
	{ "ენ", "ბ", 4, NULL },
};

/* The plural, and the verbal noun in -ება, which loses its vowel before most endings and then looks the same. */
static const struct xb_suffix plurals[] = {
	{ "ებ ები ებო", "K", 2, NULL },
	{ "ებ ები ებო", "W", 3, NULL },
	{ "ება", NULL, 3, NULL },
};

/* The nominative and the vocative; and the vowel that other stems lose before ის and ით: მთა, მთის. */
static const struct xb_suffix vowels[] = {
	{ "ია ეა", "K", 3, NULL },
	{ "ა ე ი", "K", 2, NULL },
	{ "ა ე ი", "W", 3, NULL },
	{ "ო", NULL, 3, NULL },
};

/* The vowel that stems in ლ ნ რ მ lose: წყალი, წყლის. */
static const struct xb_suffix syncope[] = {
	{ "ალ ელ ოლ", "K", 2, "ლ" },
	{ "ან ენ ონ", "K", 2, "ნ" },
	{ "არ ერ ორ", "K", 2, "რ" },
	{ "ამ ემ ომ", "K", 2, "მ" },
};

static const struct xb_suffix_step steps[] = {
	{ "particle", XB_SUFFIX_ROWS(particles), NULL, NULL, false, false },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "verb", XB_SUFFIX_ROWS(verbs), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plurals), NULL, "vowel", false, false },
	{ "plural of -ება", XB_SUFFIX_ROWS(plurals), NULL, NULL, false, false },
	{ "vowel", XB_SUFFIX_ROWS(vowels), NULL, NULL, false, false },
	{ "syncope", XB_SUFFIX_ROWS(syncope), NULL, NULL, true, false },
};

/* "His" and "mission", which the endings would make one. */
static const char *const exceptions[] = {
	"მისი", "მის=მისი", "მისმა=მისი", "მისია=მისია", "მისიის=მისია", "მისიას=მისია", "მისიაში=მისია", NULL,
};

const struct xb_suffix_table xb_suffix_ka = {
	.letters = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
};
