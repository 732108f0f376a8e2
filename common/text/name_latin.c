/* SPDX-License-Identifier: GPL-2.0-or-later */
/* name_latin.c - the romanisations that news of the region is written in (BGN/PCGN, ISO 9, those of English, French and German
 * wires), and the alphabets of Azerbaijani, Turkish, Turkmen, Uzbek and Kurdish. Others are read without their marks. */
#include "text/name_letters.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define VOWELS U"aeiouəıöüäæåø"

static const struct xb_name_letter latin[0x25a - 'a'] = {
	['a' - 'a'] = { "a", NULL },
	['b' - 'a'] = { "b", NULL },
	['c' - 'a'] = { "J|k", XB_NAME_SPELLINGS({ U"z", "C", NULL, NULL }, { U"h", "C|x", NULL, U"#$" },
	                                        { U"h", "C", NULL, NULL }, { U"k", "k", NULL, NULL },
	                                        { U"", "k", U"^", U"lr" },
	                                        { U"", "J|s", NULL, U"eiyıəöü" }) },
	['d' - 'a'] = { "d", XB_NAME_SPELLINGS({ U"sch", "J", NULL, NULL }, { U"zh", "J", NULL, NULL }, { U"z", "Z", NULL, NULL },
	                                      { U"j", "J", NULL, NULL }, { U"h", "d", NULL, NULL }, { U"ž", "J", NULL, NULL }) },
	['e' - 'a'] = { "e", XB_NAME_SPELLINGS({ U"e", "i", NULL, NULL }) },
	['f' - 'a'] = { "f", XB_NAME_SPELLINGS({ U"f", "v", U"eo", U"$" }) },
	['g' - 'a'] = { "g", XB_NAME_SPELLINGS({ U"h", "G", NULL, NULL }, { U"", "g|H", NULL, U"~" }) },
	['h' - 'a'] = { "h", XB_NAME_SPELLINGS({ U"", "|h", U"aeə", U"$" }) },
	['i' - 'a'] = { "i", NULL },
	['j' - 'a'] = { "J", XB_NAME_SPELLINGS({ U"", "J|y", VOWELS, NULL }, { U"", "J|y", NULL, U"~" }) },
	['k' - 'a'] = { "k", XB_NAME_SPELLINGS({ U"h", "x|G", NULL, U"$" }, { U"h", "x", NULL, NULL }) },
	['l' - 'a'] = { "l", NULL },
	['m' - 'a'] = { "m", NULL },
	['n' - 'a'] = { "n", NULL },
	['o' - 'a'] = { "o", XB_NAME_SPELLINGS({ U"u", "u", NULL, NULL }, { U"o", "u", NULL, NULL },
	                                      { U"e", "oe|O", U"#^", NULL }) },
	['p' - 'a'] = { "p", XB_NAME_SPELLINGS({ U"h", "f", NULL, NULL }) },
	['q' - 'a'] = { "q", NULL },
	['r' - 'a'] = { "r", NULL },
	['s' - 'a'] = { "s", XB_NAME_SPELLINGS({ U"hch", "S", NULL, NULL }, { U"ch", "S", NULL, NULL }, { U"h", "S", NULL, NULL },
	                                      { U"z", "S", NULL, NULL }, { U"j", "S", NULL, NULL }) },
	['t' - 'a'] = { "t", XB_NAME_SPELLINGS({ U"sch", "C", NULL, NULL }, { U"ch", "C", NULL, NULL }, { U"s", "c", NULL, NULL },
	                                      { U"z", "c", NULL, NULL }, { U"h", "t", NULL, NULL }) },
	['u' - 'a'] = { "u", XB_NAME_SPELLINGS({ U"e", "ue|U", U"#^", U"#" }) },
	['v' - 'a'] = { "v", NULL },
	['w' - 'a'] = { "v", XB_NAME_SPELLINGS({ U"", "|v", U"ou", U"#" }, { U"", "v|", U"ou", U"$" }) },
	['x' - 'a'] = { "x|ks", NULL },
	['y' - 'a'] = { "i", XB_NAME_SPELLINGS({ U"", "y", NULL, U"~" }, { U"", "y", VOWELS, NULL }) },
	['z' - 'a'] = { "z", XB_NAME_SPELLINGS({ U"h", "j", NULL, NULL }) },
	[U'ä' - 'a'] = { "E", NULL },
	[U'æ' - 'a'] = { "E", NULL },
	[U'ç' - 'a'] = { "C", NULL },
	[U'ñ' - 'a'] = { "N", NULL },
	[U'ö' - 'a'] = { "O", NULL },
	[U'ø' - 'a'] = { "O", NULL },
	[U'ü' - 'a'] = { "U", NULL },
	[U'ý' - 'a'] = { "y", NULL },
	[U'č' - 'a'] = { "C", NULL },
	[U'ĉ' - 'a'] = { "C", NULL },
	[U'ĝ' - 'a'] = { "J", NULL },
	[U'ğ' - 'a'] = { "G", NULL },
	[U'ı' - 'a'] = { "I", NULL },
	[U'ň' - 'a'] = { "N", NULL },
	[U'ĵ' - 'a'] = { "J", NULL },
	[U'ŝ' - 'a'] = { "S", NULL },
	[U'ş' - 'a'] = { "S", NULL },
	[U'š' - 'a'] = { "S", NULL },
	[U'ż' - 'a'] = { "j", NULL },
	[U'ž' - 'a'] = { "j", NULL },
	[U'ș' - 'a'] = { "S", NULL },
	[U'ə' - 'a'] = { "E", NULL },
};

static const struct xb_name_letter turkic['x' - 'c' + 1] = {
	['c' - 'c'] = { "J", XB_NAME_SPELLINGS({ U"h", "C", NULL, NULL }) },
	['x' - 'c'] = { "x", XB_NAME_SPELLINGS({ U"", "x|G", NULL, U"$" }) },
};

const struct xb_name_alphabet xb_name_latin = { 'a', LEN(latin), latin };
const struct xb_name_alphabet xb_name_turkic = { 'c', LEN(turkic), turkic };
