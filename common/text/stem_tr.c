/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_tr.c - endings of Turkish: stem, plural, possessive, case, predicate, taken off from the right; verbs: stem, negation,
 * tense, person. Vowel harmony is asked for of back and front alone: rounding does not tell words apart. */
#include "text/stem_tables.h"

static const struct xb_suffix_class classes[] = {
	{ 'A', "ae" },
	{ 'I', "ıiuü" },
	{ 'D', "dt" },
	{ 'K', "kğ" },
	{ 'R', "bcçdfgğhjkmnprsştvyz" }, /* consonants but l: -larım is a plural */
	{ 'L', "bcdgğjlmnrvyz" }, /* voiced consonants, and */
	{ 'T', "çfhkpsşt" },      /* voiceless ones */
	{ 0, NULL },
};

/* Countries: -tan is no ablative. */
static const struct xb_suffix whole[] = {
	{ "stan", NULL, 2, NULL },
};

/* Without harmony, as Kazak-istan has none, and before -nın is found in it. */
static const struct xb_suffix countries[] = {
	{ "stanın", NULL, 2, "stan" }, { "stanı", NULL, 2, "stan" }, { "stana", NULL, 2, "stan" },
};

/* A verb's tense with its person. What is left of a negated verb ends in -ma or, before -ıyor, in -m. */
static const struct xb_suffix tense[] = {
	{ "Iyor Iyorum Iyorsun Iyoruz Iyorsunuz Iyorlar", "C", 2, NULL },
	{ "Iyordu Iyordular Iyordum Iyordun Iyorduk Iyordunuz Iyorlardı Iyormuş Iyorsa", "C", 2, NULL },
	{ "AcAk AcAğIm AcAksIn AcAğIz AcAksInIz AcAklAr AcAktI AcAktIr", "C", 2, NULL },
	{ "yAcAk yAcAğIm yAcAksIn yAcAğIz yAcAksInIz yAcAklAr yAcAktI yAcAktIr", "V", 2, NULL },
	{ "mIşIm mIşsIn mIşIz mIşsInIz mIşlAr mIştI mIştIm mIştIk mIşlArdI mIştIr", NULL, 2, NULL },
	{ "ArIm ArsIn ArIz ArsInIz", "R", 3, NULL }, { "IrIm IrsIn IrIz IrsInIz", "C", 3, NULL },
	{ "mAz mAzlAr mAzsIn mAzsInIz mAm mAyIz", NULL, 2, NULL },
	{ "mAlI mAlIyIm mAlIyIz mAlIsIn mAlIsInIz mAlIlAr mAlIydI", NULL, 2, NULL },
	{ "mAktA mAktAdIr mAktAydI", NULL, 2, NULL },
};

/* The past, and was, of verbs and nouns. */
static const struct xb_suffix past[] = {
	{ "dI dIm dIk dInIz dIlAr", "LV", 3, NULL },
	{ "tI tIm tIk tInIz tIlAr", "T", 2, NULL },
	{ "dIn", "LV", 3, NULL }, { "tIn", "T", 3, NULL },
	{ "ydI ydIm ydIn ydIk ydInIz ydIlAr", "V", 2, NULL },
	{ "ymIş ymIşIm ymIşsIn ymIşIz ymIşsInIz ymIşlAr", "V", 3, NULL },
	{ "dIr dIrlAr", "LV", 3, NULL }, { "tIr tIrlAr", "T", 3, NULL },
	{ "lArdI lArdIr lArmIş", NULL, 2, NULL },
	{ "sInIz", NULL, 3, NULL },
	{ "yIm yIz ysA", "V", 3, NULL },
};

static const struct xb_suffix negation[] = {
	{ "mA", NULL, 2, NULL },
	{ "m", "C", 2, NULL },
};

/* -daki: which is in; it knows no harmony. */
static const struct xb_suffix relative[] = {
	{ "daki deki", "LV", 2, NULL }, { "taki teki", "T", 2, NULL },
	{ "ndaki ndeki", "I", 3, NULL },
};

/* -n- stands between a possessive and a case. */
static const struct xb_suffix cases[] = {
	{ "ndAn ndA nA nI", "I", 3, NULL },
	{ "nIn", "V", 2, NULL },
	{ "sI", "V", 3, NULL },
	{ "dAn dA", "LV", 2, NULL }, { "tAn tA", "T", 2, NULL },
	{ "yA yI ylA", "V", 2, NULL },
	{ "A I In", "C", 4, NULL },
	{ "lA", "C", 3, NULL },
};

static const struct xb_suffix possessives[] = {
	{ "ImIz InIz", "C", 2, NULL },
	{ "mIz nIz", "V", 2, NULL },
	{ "sI", "V", 3, NULL },
	{ "Im In I", "C", 4, NULL },
};

static const struct xb_suffix plural[] = {
	{ "lAr", NULL, 2, NULL },
};

static const struct xb_suffix verbs[] = {
	{ "mAk mAğ", NULL, 2, NULL }, { "mA", NULL, 4, NULL },
	{ "dIK", "LV", 2, NULL }, { "tIK", "T", 2, NULL },
	{ "AcAK", "C", 2, NULL }, { "yAcAK", "V", 2, NULL },
	{ "mIş", NULL, 2, NULL },
	{ "ArAk", "C", 2, NULL }, { "yArAk", "V", 2, NULL },
	{ "Ip", "C", 3, NULL }, { "yIp", "V", 2, NULL },
};

static const struct xb_suffix final_vowel[] = {
	{ "a e I", NULL, 4, NULL },
};

/* çocuk, çocuğu; kitap, kitabı; ağaç, ağacı; kanat, kanadı */
static const struct xb_suffix voiced[] = {
	{ "k", "V", 2, "ğ" }, { "p", NULL, 2, "b" }, { "ç", NULL, 2, "c" }, { "t", "V", 3, "d" },
	{ "nk", NULL, 2, "ng" },
};

/* oğul, oğlu */
static const struct xb_suffix elided[] = {
	{ "Il", "C", 2, "l" }, { "Ir", "C", 2, "r" }, { "In", "C", 2, "n" }, { "Iz", "C", 2, "z" }, { "Im", "C", 2, "m" },
	{ "Is", "C", 2, "s" },
};

/* Words that end as if they were inflected ones, and short nouns: from a stem of three letters -ı, -a
 * and -ın are not taken off, as too many words of four end so. */
static const char *const exceptions[] = {
	"yardım", "başkanın=başkan", "bakanın=bakan", "insanın=insan", "zamanın=zaman", "uzmanın=uzman", "düşmanın=düşman",
	"meydanın=meydan", "ormanın=orman", "alanın=alan", "vatanın=vatan", "planın=plan", "romanın=roman", "kurbanın=kurban",
	"öğretmenin=öğretmen", "seçmenin=seçmen", "neden", "nedenin=neden", "düzenin=düzen", "kadın", "basın", "yakın", "altın",
	"yılı=yıl", "yıla=yıl", "yılın=yıl", "günü=gün", "güne=gün", "günün=gün", "yolu=yol", "yola=yol", "yolun=yol",
	"yeri=yer", "yere=yer", "yerin=yer", "gözü=göz", "göze=göz", "gözün=göz", "sözü=söz", "söze=söz", "sözün=söz",
	"kızı=kız", "kıza=kız", "kızın=kız", "başı=baş", "başa=baş", "başın=baş", "kolu=kol", "kolun=kol", "dili=dil",
	"dile=dil", "dilin=dil", "sesi=ses", "sese=ses", "sesin=ses", "gücü=güc", "güce=güc", "gücün=güc", "kanın=kan",
	"hakkı=hağ", "hakka=hağ", "hakkın=hağ", "köyü=köy", "köye=köy", "köyün=köy", "katı=kat", "katın=kat", "dışı=dış",
	"dışa=dış", "dışın=dış", "sonu=son", "sonun=son", "canı=can", "cana=can", "canın=can", "dağı=dağ", "dağa=dağ",
	"dağın=dağ", "taşı=taş", "taşın=taş", "yaşı=yaş", "yaşın=yaş", "bini=bin", "üstü=üst", "üste=üst",
	"boyu=boy", "saçı=sac", "saça=sac", "saçın=sac",
	"dişe=diş", "dişin=diş", "eli=el", "ele=el", "elin=el", "evi=ev", "eve=ev", "evin=ev", "işi=iş", "işe=iş", "işin=iş",
	"ili=il", "üçü=üç", "içi=iç", "içe=iç", "için", "adı=ad", "adın=ad", "atı=at",
	NULL,
};

static const struct xb_suffix_step steps[] = {
	{ "whole", XB_SUFFIX_ROWS(whole), XB_SUFFIX_DONE, NULL, true, true },
	{ "country", XB_SUFFIX_ROWS(countries), XB_SUFFIX_DONE, NULL, true, false },
	{ "tense", XB_SUFFIX_ROWS(tense), "negation", NULL, false, false },
	{ "past", XB_SUFFIX_ROWS(past), "negation", "relative", false, false },
	{ "negation", XB_SUFFIX_ROWS(negation), "final vowel", "plural", false, false },
	{ "relative", XB_SUFFIX_ROWS(relative), "possessive", NULL, true, false },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "possessive", XB_SUFFIX_ROWS(possessives), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plural), NULL, NULL, false, false },
	{ "verb", XB_SUFFIX_ROWS(verbs), "negation of a verb", "final vowel", false, false },
	{ "negation of a verb", XB_SUFFIX_ROWS(negation), NULL, NULL, false, false },
	{ "final vowel", XB_SUFFIX_ROWS(final_vowel), NULL, NULL, true, false },
	{ "elided", XB_SUFFIX_ROWS(elided), NULL, NULL, true, false },
	{ "voiced", XB_SUFFIX_ROWS(voiced), NULL, NULL, true, false },
};

const struct xb_suffix_table xb_suffix_tr = {
	.letters = "abcçdefgğhıijklmnoöprsştuüvyzqwxâîû'",
	.vowels = "aeıioöuüâîû",
	.back = "aıou",
	.front = "eiöü",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
	.names = xb_stem_names_latin,
};
