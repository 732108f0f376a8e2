/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_uz.c - endings of Uzbek, in the Latin alphabet, where o' and g' are letters: stem, plural, possessive, case, particle,
 * taken off from the right. There is no vowel harmony. */
#include "text/stem_tables.h"

/* A verb's tense with its person. What is left of a negated verb ends in -ma. */
static const struct xb_suffix tense[] = {
	{ "aman asan asiz amiz asizlar adilar", "C", 2, NULL },
	{ "yman ysan ysiz ymiz ysizlar ydilar ydi", "V", 2, NULL },
	{ "ganman gansan gansiz ganmiz gansizlar gandi gandir", NULL, 2, NULL },
	{ "kanman kansan kansiz kanmiz kansizlar kandi", "k", 2, NULL },
	{ "qanman qansan qansiz qanmiz qansizlar qandi", "q", 2, NULL },
	{ "yapman yapsan yapsiz yapmiz yapsizlar yapti yaptilar", "V", 2, NULL },
	{ "ayapman ayapsan ayapsiz ayapmiz ayapsizlar ayapti ayaptilar", "C", 2, NULL },
	{ "yapman yapsan yapsiz yapmiz yapsizlar yapti yaptilar", "C", 3, NULL },
	{ "dim dik dingiz dingizlar dilar", "Cai", 3, NULL },
	{ "moqda moqdaman moqdamiz moqdasiz moqdalar", NULL, 2, NULL },
	{ "sam sangiz sak salar", NULL, 3, NULL },
	{ "sin sinlar", NULL, 3, NULL },
	{ "inglar", "C", 3, NULL }, { "aylik", "C", 3, NULL }, { "ylik", "V", 3, NULL },
};

/* -dir: is. -mi: a question. -chi: and what of? */
static const struct xb_suffix predicate[] = {
	{ "dir mi", NULL, 4, NULL },
};

/* -dagi: which is in. */
static const struct xb_suffix relative[] = {
	{ "dagi", NULL, 3, NULL },
	{ "niki", NULL, 3, NULL },
};

static const struct xb_suffix cases[] = {
	{ "ning dan", NULL, 2, NULL },
	{ "ni da ga", NULL, 2, NULL },
	{ "ka", "k", 2, NULL }, { "qa", "q", 2, NULL },
	{ "di", NULL, 3, NULL },
	{ "gacha", NULL, 3, NULL }, { "kacha", "k", 3, NULL }, { "qacha", "q", 3, NULL },
	{ "dek day", NULL, 4, NULL },
};

static const struct xb_suffix possessives[] = {
	{ "imiz ingiz im ing i", "C", 3, NULL }, { "imiz ingiz im ing i", "y", 2, NULL },
	{ "miz ngiz si", "V", 3, NULL },
	{ "m ng", "V", 4, NULL },
};

static const struct xb_suffix plural[] = {
	{ "lar", NULL, 2, NULL },
};

static const struct xb_suffix verbs[] = {
	{ "gan kan qan", NULL, 3, NULL },
	{ "moq", NULL, 2, NULL },
	{ "sh", "aoi", 4, NULL },
	{ "ish", "C", 3, NULL },
	{ "ib", "C", 3, NULL },
	{ "sa", NULL, 3, NULL },
	{ "yotgan", "a", 3, NULL }, { "ayotgan", "C", 2, NULL },
	{ "digan", "ay", 3, NULL }, { "adigan", "C", 2, NULL },
};

static const struct xb_suffix negation[] = {
	{ "ma", NULL, 2, NULL },
};

static const struct xb_suffix final_vowel[] = {
	{ "a i", NULL, 3, NULL },
};

/* yurak, yuragi; qishloq, qishlog'i */
static const struct xb_suffix voiced[] = {
	{ "g", "V", 2, "k" },
	{ "g'", "V", 2, "q" },
};

/* burun, burni; o'g'il, o'g'li */
static const struct xb_suffix elided[] = {
	{ "in un", "C", 2, "n" }, { "il ul", "C", 2, "l" }, { "ir ur", "C", 2, "r" },
};

/* Words that end as if they were inflected ones of others, and what the Cyrillic alphabet tells apart no more. */
static const char *const exceptions[] = {
	"talaba", "bilan", "uchun", "keyin", "uning", "unga", "uni", "unda", "undan", "mening", "meni", "menga", "bo'lim", "olim",
	"maqsad", "oktyabr=oktabr", "sentyabr=sentabr", "rejim",
	"o'yin", "o'yini=o'yin", "endi", "hozir", "kecha", "birga", "boshqa", "yana", "davlat",
	NULL,
};

static const struct xb_suffix_step steps[] = {
	{ "tense", XB_SUFFIX_ROWS(tense), "negation", NULL, false, false },
	{ "predicate", XB_SUFFIX_ROWS(predicate), NULL, NULL, false, false },
	{ "relative", XB_SUFFIX_ROWS(relative), "possessive", NULL, false, false },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "possessive", XB_SUFFIX_ROWS(possessives), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plural), NULL, NULL, false, false },
	{ "verb", XB_SUFFIX_ROWS(verbs), NULL, "final vowel", false, false },
	{ "negation", XB_SUFFIX_ROWS(negation), NULL, NULL, false, false },
	{ "final vowel", XB_SUFFIX_ROWS(final_vowel), NULL, NULL, true, false },
	{ "voiced", XB_SUFFIX_ROWS(voiced), NULL, NULL, true, false },
	{ "elided", XB_SUFFIX_ROWS(elided), NULL, NULL, true, false },
};

const struct xb_suffix_table xb_suffix_uz = {
	.letters = "abcdefghijklmnopqrstuvwxyz'",
	.vowels = "aeiou",
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
	.names = xb_stem_names_latin,
};
