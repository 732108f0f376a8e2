/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_az.c - endings of Azerbaijani, in the Latin alphabet. The order of a noun's endings is stem, plural, possessive, case,
 * predicate; they are taken off from the right. Checked against UniMorph's paradigms (tests/shared/stems.t). */
#include "text/stem_tables.h"

static const struct xb_suffix_class classes[] = {
	{ 'A', "aə" },
	{ 'I', "ıiuü" },
	{ 'Q', "qk" }, /* at the end of a word; before a vowel they are */
	{ 'G', "ğy" },
	{ 0, NULL },
};

/* A verb's tense with its person. What is left of a negated verb ends in -ma or, before -ır, in -m. */
static const struct xb_suffix tense[] = {
	{ "AcAGAm AcAQsAn AcAGIQ AcAQsInIz AcAQlAr AcAQdIr", "C", 2, NULL },
	{ "yAcAGAm yAcAQsAn yAcAGIQ yAcAQsInIz yAcAQlAr yAcAQdIr", "V", 2, NULL },
	{ "IrAm IrsAn IrIQ IrsInIz", "C", 2, NULL },
	{ "yIrAm yIrsAn yIrIQ yIrsInIz yIrlAr yIr", "V", 2, NULL },
	{ "IrlAr Ir", "C", 4, NULL },
	{ "dIm dInIz dIlAr", NULL, 2, NULL },
	{ "mIşAm mIşsAn mIşIQ mIşsInIz mIşlAr mIşdIr mIşdIlAr mIşdI", NULL, 2, NULL },
	{ "IbdIr IblAr IbsInIz", "C", 2, NULL },
	{ "yIbdIr yIblAr yIb", "V", 2, NULL },
};

static const struct xb_suffix negation[] = {
	{ "mA", NULL, 2, NULL },
	{ "m", "C", 2, NULL },
};

/* -dır: is. -ydı, -ymış: was. */
static const struct xb_suffix predicate[] = {
	{ "dIr dIrlAr dIrsA", NULL, 3, NULL },
	{ "ydI ymIş", "V", 3, NULL },
};

/* -dakı: which is in. What is left is a noun again. */
static const struct xb_suffix relative[] = {
	{ "dAkI", NULL, 3, NULL },
};

/* The past -dı and the possessive -sı are no accusatives; -n- stands between a possessive and a case. */
static const struct xb_suffix cases[] = {
	{ "dI", "C", 4, NULL },
	{ "ladı", NULL, 2, "la" }, { "lədi", NULL, 2, "lə" },
	{ "liyə", NULL, 2, "lik" }, { "lüyə", NULL, 2, "lük" },
	{ "sI", "V", 3, NULL },
	{ "ndAn ndA", "I", 3, NULL },
	{ "nA ncA", "I", 4, NULL },
	{ "nIn nI", "V", 3, NULL },
	{ "dAn dA In", "C", 2, NULL },
	{ "dAn dA", "V", 3, NULL },
	{ "yA ylA", "V", 3, NULL },
	{ "A I", "C", 3, NULL },
	{ "lA", "C", 4, NULL },
};

static const struct xb_suffix possessives[] = {
	{ "ImIz InIz", "C", 2, NULL },
	{ "mIz nIz", "V", 3, NULL },
	{ "m n", "V", 4, NULL },
	{ "sI", "V", 3, NULL },
	{ "Im In", "C", 4, NULL },
	{ "I", "C", 3, NULL },
};

static const struct xb_suffix plural[] = {
	{ "lAr", NULL, 2, NULL },
};

static const struct xb_suffix before_plural[] = {
	{ "n", "V", 4, NULL },
};

static const struct xb_suffix verbs[] = {
	{ "mAQ mAG mIş mAlI dIQ dIG", NULL, 2, NULL },
	{ "mA", NULL, 4, NULL },
	{ "mAl dI mAz", NULL, 3, NULL },
	{ "AcAQ AcAG", "C", 2, NULL },
	{ "yAcAQ yAcAG", "V", 2, NULL },
	{ "AcA ArAQ Ib", "C", 3, NULL },
	{ "yArAQ", "V", 3, NULL },
	{ "Ir", "C", 4, NULL },
};

/* -iya ends names of countries and of fields of knowledge, -stan of countries, -zadə surnames. */
static const struct xb_suffix whole[] = {
	{ "iya stan zadə", NULL, 2, NULL },
};

static const struct xb_suffix final_vowel[] = {
	{ "a ə I", NULL, 3, NULL },
};

/* uşaq, uşağı; çörək, çörəyi */
static const struct xb_suffix final_q[] = {
	{ "Q G", "V", 3, "q" },
};

static const struct xb_suffix final_s[] = {
	{ "s", "V", 4, NULL },
};

/* oğul, oğlu */
static const struct xb_suffix elided[] = {
	{ "Il", "C", 2, "l" }, { "Ir", "C", 2, "r" }, { "In", "C", 2, "n" }, { "Iz", "C", 2, "z" },
	{ "Im", "C", 2, "m" }, { "Is", "C", 2, "s" }, { "Ik", "C", 2, "k" },
};

/* Words that end as if they were inflected ones of others, and pronouns, which are not inflected as nouns are. */
static const char *const exceptions[] = {
	"qanun", "qanu=qanun", "tələbə", "hissə", "yardım", "alim", "alman", "övlad", "övladı=övlad",
	"üçün", "onun", "ona", "onu", "onda", "ondan",
	"mənim", "səni", "bunun", "buna", "bunu", "bunda", "bundan", "adam", "axın", "yaxın", "qadın",
	"günah", "maliyyə", "hissi=hiss", "zaman", "məqalə", "nazir", "hazır", "indi", "kimi", "sonra",
	NULL,
};

static const struct xb_suffix_step steps[] = {
	{ "tense", XB_SUFFIX_ROWS(tense), NULL, "predicate", false, false },
	{ "negation", XB_SUFFIX_ROWS(negation), "final vowel", "final vowel", false, false },
	{ "predicate", XB_SUFFIX_ROWS(predicate), NULL, NULL, false, false },
	{ "relative", XB_SUFFIX_ROWS(relative), NULL, NULL, false, false },
	{ "whole 1", XB_SUFFIX_ROWS(whole), "plural", NULL, true, true },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "whole 2", XB_SUFFIX_ROWS(whole), "plural", NULL, true, true },
	{ "possessive", XB_SUFFIX_ROWS(possessives), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plural), NULL, "whole 3", false, false },
	{ "whole", XB_SUFFIX_ROWS(whole), XB_SUFFIX_DONE, NULL, true, true },
	{ "before plural", XB_SUFFIX_ROWS(before_plural), "relative", "relative", false, false },
	{ "whole 3", XB_SUFFIX_ROWS(whole), XB_SUFFIX_DONE, NULL, true, true },
	{ "verb", XB_SUFFIX_ROWS(verbs), NULL, NULL, false, false },
	{ "final vowel", XB_SUFFIX_ROWS(final_vowel), NULL, NULL, true, false },
	{ "final q", XB_SUFFIX_ROWS(final_q), NULL, NULL, true, false },
	{ "final s", XB_SUFFIX_ROWS(final_s), NULL, "elided", true, false },
	{ "vowel before s", XB_SUFFIX_ROWS(final_vowel), NULL, NULL, true, false },
	{ "elided", XB_SUFFIX_ROWS(elided), NULL, NULL, true, false },
};

const struct xb_suffix_table xb_suffix_az = {
	.letters = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw'",
	.vowels = "aıoueəiöü",
	.back = "aıou",
	.front = "eəiöü",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
	.names = xb_stem_names_latin,
};
