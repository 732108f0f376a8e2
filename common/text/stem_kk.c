/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_kk.c - endings of Kazakh: stem, plural, possessive, case, taken off from the right. Which of its forms an ending has
 * depends on the sound before it, so a row names the sounds that it follows. */
#include "text/stem_tables.h"

static const struct xb_suffix_class classes[] = {
	{ 'A', "ае" },
	{ 'I', "ыі" },
	{ 'O', "аәеоөұүэяё" },                     /* vowels but ы and і, after which -сы is more often a stem's с with -ы */
	{ 'E', "аәеоөұүыіэяё" },                  /* ends like a vowel */
	{ 'K', "бвгғджзйкқлмнңпрстуфхһцчшщиюь" },   /* ends like a consonant: у and и are diphthongs */
	{ 'L', "лрйузжию" },
	{ 'N', "мнң" },
	{ 'T', "бвгдкқпстфхһцчшщь" },              /* voiceless, and what loanwords end in */
	{ 0, NULL },
};

/* Countries: -тан is no ablative. */
static const struct xb_suffix whole[] = {
	{ "стан", NULL, 2, NULL },
};

/* мен is and, with; it knows no harmony. */
static const struct xb_suffix with[] = {
	{ "мен", "ELN", 3, NULL },
	{ "бен", "зж", 3, NULL },
	{ "пен", "T", 3, NULL },
};

/* -дағы: which is in. */
static const struct xb_suffix relative[] = {
	{ "дағы дегі", "ELN", 2, NULL },
	{ "тағы тегі", "T", 2, NULL },
	{ "ндағы ндегі", "I", 3, NULL },
};

static const struct xb_suffix cases[] = {
	{ "нIң", "EN", 2, NULL }, { "дIң", "L", 2, NULL }, { "тIң", "T", 2, NULL },
	{ "нI", "E", 2, NULL }, { "дI", "LN", 2, NULL }, { "тI", "T", 2, NULL },
	{ "ға ге", "ELN", 2, NULL }, { "қа ке", "T", 2, NULL },
	{ "нA", "I", 3, NULL }, { "IмA IңA", "K", 3, NULL },
	{ "дA", "ELN", 2, NULL }, { "тA", "T", 2, NULL }, { "ндA", "I", 3, NULL },
	{ "дAн", "EL", 2, NULL }, { "нAн", "IN", 2, NULL }, { "тAн", "T", 2, NULL },
	{ "сIн", "O", 3, NULL }, { "Iн", "р", 4, NULL },
	{ "ады еді", "K", 2, NULL },
};

static const struct xb_suffix possessives[] = {
	{ "Iм Iң I", "K", 3, NULL },
	{ "м ң", "O", 4, NULL }, { "сI", "O", 3, NULL }, { "шысы", NULL, 3, "шы" }, { "шісі", NULL, 3, "ші" },
	{ "IмIз IңIз", "K", 2, NULL },
	{ "мIз ңIз", "E", 3, NULL },
};

static const struct xb_suffix plural[] = {
	{ "лAр", "Eрйуию", 2, NULL },
	{ "дAр", "Nлзж", 2, NULL },
	{ "тAр", "T", 2, NULL },
};

static const struct xb_suffix verbs[] = {
	{ "ған ген", "ELN", 2, NULL }, { "қан кен", "T", 2, NULL },
	{ "атын етін", "K", 2, NULL }, { "йтIн", "E", 2, NULL },
	{ "Iп", "K", 2, NULL },
	{ "у", NULL, 3, NULL },
	{ "сA", NULL, 3, NULL },
};

static const struct xb_suffix negation[] = {
	{ "мA", "ELрйу", 2, NULL }, { "бA", "мнңзж", 2, NULL }, { "пA", "T", 2, NULL },
};

static const struct xb_suffix final_y[] = {
	{ "й", "E", 4, NULL },
};

static const struct xb_suffix final_vowel[] = {
	{ "а ә е I", NULL, 3, NULL },
};

/* кітап, кітабы */
static const struct xb_suffix voiced[] = {
	{ "п", NULL, 2, "б" },
	{ "қ", NULL, 2, "ғ" },
	{ "к", NULL, 2, "г" },
};

/* орын, орны; халық, халқы */
static const struct xb_suffix elided[] = {
	{ "Iн", "K", 2, "н" }, { "Iл", "K", 2, "л" }, { "Iр", "K", 2, "р" }, { "Iғ", "K", 2, "ғ" }, { "Iг", "K", 2, "г" },
};

/* Words that end as if they were inflected ones of others, and pronouns, which are not inflected as nouns are. */
static const char *const exceptions[] = {
	"облыс", "облысы=облыс", "маусым", "білім", "ғылым", "бөлім", "өлім", "сенім", "адам", "әлем", "қалам",
	"жарыс", "жарысы=жарыс",
	"кеңес", "кеңесі=кеңес", "соғыс", "соғысы=соғыс", "теңге", "басқа", "дәптер", "тағы", "оның", "оған",
	"оны", "онда", "одан", "маған", "менің", "мені", "сені", "жаңа", "ғана", "және", "үшін", "кейін", "бүгін", "дейін",
	"айып=айыб", "майдан",
	NULL,
};

static const struct xb_suffix_step steps[] = {
	{ "whole", XB_SUFFIX_ROWS(whole), XB_SUFFIX_DONE, NULL, true, true },
	{ "with", XB_SUFFIX_ROWS(with), "possessive", NULL, true, false },
	{ "relative", XB_SUFFIX_ROWS(relative), "possessive", NULL, false, false },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "possessive", XB_SUFFIX_ROWS(possessives), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plural), NULL, NULL, false, false },
	{ "verb", XB_SUFFIX_ROWS(verbs), NULL, "final й", false, false },
	{ "negation", XB_SUFFIX_ROWS(negation), NULL, NULL, false, false },
	{ "final й", XB_SUFFIX_ROWS(final_y), NULL, NULL, true, false },
	{ "final vowel", XB_SUFFIX_ROWS(final_vowel), NULL, NULL, true, false },
	{ "voiced", XB_SUFFIX_ROWS(voiced), NULL, NULL, true, false },
	{ "elided", XB_SUFFIX_ROWS(elided), NULL, NULL, true, false },
};

const struct xb_suffix_table xb_suffix_kk = {
	.letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
	.vowels = "аәеёиоөуұүыіэюя",
	.back = "аоұыяё",
	.front = "әеөүіэ",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
	.names = xb_stem_names_cyrillic,
};
