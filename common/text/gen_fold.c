/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_fold.c - writes fold_table.c (`make tables`): what each code point is to the tokenizer, and what it folds to.
 *
 * Folding is NFKC_Casefold (Unicode 15, 3.13, D147) from utf8proc, with the rules of our languages laid over it.
 * Classes follow the Word_Break property of UAX #29. A rule is a row of one of the tables below. */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "text/fold_table.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

struct range {
	uint32_t first, last;
	int value;
};

/* The scripts of Scripts.txt that we tell apart. What a compatibility form folds to gives its script. */
static const struct range scripts[] = {
	{ 'A', 'Z', XB_SCRIPT_LATIN }, { 'a', 'z', XB_SCRIPT_LATIN }, { 0xaa, 0xaa, XB_SCRIPT_LATIN },
	{ 0xba, 0xba, XB_SCRIPT_LATIN }, { 0xc0, 0xd6, XB_SCRIPT_LATIN }, { 0xd8, 0xf6, XB_SCRIPT_LATIN },
	{ 0xf8, 0x2b8, XB_SCRIPT_LATIN }, { 0x1d00, 0x1d25, XB_SCRIPT_LATIN }, { 0x1d6b, 0x1d77, XB_SCRIPT_LATIN },
	{ 0x1d79, 0x1dbe, XB_SCRIPT_LATIN }, { 0x1e00, 0x1eff, XB_SCRIPT_LATIN }, { 0x2184, 0x2184, XB_SCRIPT_LATIN },
	{ 0x2c60, 0x2c7f, XB_SCRIPT_LATIN }, { 0xa722, 0xa787, XB_SCRIPT_LATIN }, { 0xa78b, 0xa7ff, XB_SCRIPT_LATIN },
	{ 0xab30, 0xab64, XB_SCRIPT_LATIN },
	{ 0x370, 0x373, XB_SCRIPT_GREEK }, { 0x375, 0x3ff, XB_SCRIPT_GREEK }, { 0x1d26, 0x1d2a, XB_SCRIPT_GREEK },
	{ 0x1f00, 0x1fff, XB_SCRIPT_GREEK },
	{ 0x400, 0x52f, XB_SCRIPT_CYRILLIC }, { 0x1c80, 0x1c8f, XB_SCRIPT_CYRILLIC },
	{ 0x1d2b, 0x1d2b, XB_SCRIPT_CYRILLIC }, { 0xa640, 0xa69f, XB_SCRIPT_CYRILLIC },
	{ 0x531, 0x58a, XB_SCRIPT_ARMENIAN },
	{ 0x591, 0x5f4, XB_SCRIPT_HEBREW },
	{ 0x600, 0x6ff, XB_SCRIPT_ARABIC }, { 0x750, 0x77f, XB_SCRIPT_ARABIC }, { 0x870, 0x8ff, XB_SCRIPT_ARABIC },
	{ 0xfb50, 0xfdff, XB_SCRIPT_ARABIC }, { 0xfe70, 0xfefc, XB_SCRIPT_ARABIC },
	{ 0x10a0, 0x10ff, XB_SCRIPT_GEORGIAN }, { 0x1c90, 0x1cbf, XB_SCRIPT_GEORGIAN },
	{ 0x2d00, 0x2d2f, XB_SCRIPT_GEORGIAN },
	{ 0x3005, 0x3007, XB_SCRIPT_CJK }, { 0x3021, 0x3029, XB_SCRIPT_CJK }, { 0x3038, 0x303b, XB_SCRIPT_CJK },
	{ 0x3041, 0x30ff, XB_SCRIPT_CJK }, { 0x31f0, 0x31ff, XB_SCRIPT_CJK }, { 0x3400, 0x4dbf, XB_SCRIPT_CJK },
	{ 0x4e00, 0x9fff, XB_SCRIPT_CJK }, { 0xf900, 0xfaff, XB_SCRIPT_CJK }, { 0x1b000, 0x1b16f, XB_SCRIPT_CJK },
	{ 0x20000, 0x3ffff, XB_SCRIPT_CJK },
};

/* Classes that do not follow from the general category. */
static const struct range classes[] = {
	/* UAX #29 MidNumLet, MidLetter, MidNum; the colon is left out, it is not a letter of our languages. */
	{ '.', '.', XB_CLASS_MIDBOTH }, { 0x2024, 0x2024, XB_CLASS_MIDBOTH }, { 0xfe52, 0xfe52, XB_CLASS_MIDBOTH },
	{ 0xff0e, 0xff0e, XB_CLASS_MIDBOTH },
	{ 0xb7, 0xb7, XB_CLASS_MIDLETTER }, { 0x387, 0x387, XB_CLASS_MIDLETTER },
	{ 0x5f4, 0x5f4, XB_CLASS_MIDLETTER }, { 0x2027, 0x2027, XB_CLASS_MIDLETTER },
	{ ',', ',', XB_CLASS_MIDNUM }, { 0x60c, 0x60c, XB_CLASS_MIDNUM }, { 0x66b, 0x66c, XB_CLASS_MIDNUM },
	{ 0xfe50, 0xfe50, XB_CLASS_MIDNUM }, { 0xff0c, 0xff0c, XB_CLASS_MIDNUM },
	/* Whatever is typed or set for an apostrophe, ayn, hamza or soft sign. */
	{ '\'', '\'', XB_CLASS_APOSTROPHE }, { '`', '`', XB_CLASS_APOSTROPHE }, { 0xb4, 0xb4, XB_CLASS_APOSTROPHE },
	{ 0x2b9, 0x2b9, XB_CLASS_APOSTROPHE }, { 0x2bb, 0x2bf, XB_CLASS_APOSTROPHE },
	{ 0x374, 0x374, XB_CLASS_APOSTROPHE }, { 0x55a, 0x55a, XB_CLASS_APOSTROPHE },
	{ 0x5f3, 0x5f3, XB_CLASS_APOSTROPHE }, { 0x1fef, 0x1fef, XB_CLASS_APOSTROPHE },
	{ 0x1ffd, 0x1ffd, XB_CLASS_APOSTROPHE }, { 0x2018, 0x2019, XB_CLASS_APOSTROPHE },
	{ 0x201b, 0x201b, XB_CLASS_APOSTROPHE }, { 0x2032, 0x2032, XB_CLASS_APOSTROPHE },
	{ 0xa78b, 0xa78c, XB_CLASS_APOSTROPHE }, { 0xff07, 0xff07, XB_CLASS_APOSTROPHE },
	{ 0xff40, 0xff40, XB_CLASS_APOSTROPHE },
	{ 0x200b, 0x200b, XB_CLASS_BREAK }, /* ZWSP separates words without a gap */
	{ 0x200c, 0x200c, XB_CLASS_ZWNJ },
	{ 0x640, 0x640, XB_CLASS_IGNORE }, /* tatweel */
	{ 0x55b, 0x55c, XB_CLASS_IGNORE }, /* Armenian marks stand inside the word that they belong to */
	{ 0x55e, 0x55f, XB_CLASS_IGNORE },
	{ 0x653, 0x655, XB_CLASS_MARK }, /* madda, hamza: compose first (06D5 0654 is 06C0), then vanish */
	{ 0x591, 0x5c7, XB_CLASS_IGNORE }, /* Hebrew points */
	{ 0x610, 0x61a, XB_CLASS_IGNORE }, { 0x64b, 0x65f, XB_CLASS_IGNORE }, /* harakat */
	{ 0x670, 0x670, XB_CLASS_IGNORE }, { 0x6d6, 0x6dc, XB_CLASS_IGNORE }, { 0x6df, 0x6e4, XB_CLASS_IGNORE },
	{ 0x6e7, 0x6e8, XB_CLASS_IGNORE }, { 0x6ea, 0x6ed, XB_CLASS_IGNORE }, { 0x898, 0x89f, XB_CLASS_IGNORE },
	{ 0x8ca, 0x8e1, XB_CLASS_IGNORE }, { 0x8e3, 0x8ff, XB_CLASS_IGNORE },
	/* Conjoining vowels and finals compose with the consonant before them, as marks do (Unicode 15, 3.12). */
	{ 0x1161, 0x11ff, XB_CLASS_MARK }, { 0xd7b0, 0xd7ff, XB_CLASS_MARK },
	{ 0x24b6, 0x24e9, XB_CLASS_LETTER }, /* circled letters are Alphabetic */
};

/* What NFKC_Casefold leaves apart and our readers do not. Applied to its result. */
static const uint32_t refolds[][2] = {
	{ 0x451, 0x435 }, /* ё is е */
	{ 0x450, 0x435 }, { 0x45d, 0x438 }, /* ѐ ѝ: the grave is a stress mark */
	{ 0x622, 0x627 }, { 0x623, 0x627 }, { 0x625, 0x627 }, { 0x671, 0x627 }, /* آ أ إ ٱ: ا */
	{ 0x672, 0x627 }, { 0x673, 0x627 },
	{ 0x624, 0x648 }, /* ؤ: و */
	{ 0x626, 0x6cc }, { 0x649, 0x6cc }, { 0x64a, 0x6cc }, /* ئ ى ي: ی */
	{ 0x643, 0x6a9 }, { 0x6aa, 0x6a9 }, /* ك ڪ: ک */
	/* ة ۀ ہ ۂ ۃ ھ: ه, but ە stays, it is a vowel of Kurdish. */
	{ 0x629, 0x647 }, { 0x6c0, 0x647 }, { 0x6c1, 0x647 }, { 0x6c2, 0x647 }, { 0x6c3, 0x647 }, { 0x6be, 0x647 },
	{ 0x387, 0xb7 }, { 0x2027, 0xb7 },
	{ 0x60c, ',' }, { 0x66b, '.' }, { 0x66c, ',' },
};

static int
lookup(const struct range *ranges, size_t n, uint32_t cp, int none)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return ranges[i].value;
	return none;
}

static bool
is_mark(uint32_t cp)
{
	int cat = utf8proc_category((utf8proc_int32_t)cp);

	return cat == UTF8PROC_CATEGORY_MN || cat == UTF8PROC_CATEGORY_MC;
}

static bool
is_letter(uint32_t cp)
{
	int cat = utf8proc_category((utf8proc_int32_t)cp);

	return (cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO) || cat == UTF8PROC_CATEGORY_NL;
}

/* Superscripts and subscripts are digits of a word (km², CO₂), and so are numbers of old scripts; circled, dingbat
 * and fraction numbers are bullets and signs. */
static bool
is_digit(uint32_t cp)
{
	int cat = utf8proc_category((utf8proc_int32_t)cp);
	int decomp = utf8proc_get_property((utf8proc_int32_t)cp)->decomp_type;

	if (cat != UTF8PROC_CATEGORY_NO)
		return cat == UTF8PROC_CATEGORY_ND;
	if (decomp)
		return decomp == UTF8PROC_DECOMP_TYPE_SUPER || decomp == UTF8PROC_DECOMP_TYPE_SUB;
	return cp < 0x2150 || (cp > 0x33ff && cp < 0x1f100);
}

/* Decimal digits come in runs of ten from zero (Unicode stability policy); runs that touch start with a zero, too. */
static char
digit_value(uint32_t cp)
{
	uint32_t zero = cp;

	while (utf8proc_category((utf8proc_int32_t)zero - 1) == UTF8PROC_CATEGORY_ND)
		zero--;
	return (char)('0' + (cp - zero) % 10);
}

/* NFKC_Casefold of cp as code points; returns how many. */
static size_t
casefold(uint32_t out[32], uint32_t cp)
{
	utf8proc_uint8_t in[4], *folded = NULL;
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)cp, in);
	const utf8proc_uint8_t *p;
	size_t n = 0;

	len = utf8proc_map(in, len, &folded, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
	                   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	if (len < 0)
		exit(1);
	for (p = folded; p < folded + len && n < 32;)
		p += utf8proc_iterate(p, folded + len - p, (utf8proc_int32_t *)&out[n++]);
	free(folded);
	return n;
}

static uint32_t
refold(uint32_t cp)
{
	for (size_t i = 0; i < LEN(refolds); i++)
		if (refolds[i][0] == cp)
			return refolds[i][1];
	return cp;
}

/* Whether a code point of a letter's folded form stays: a form that stands for several words or carries its own
 * punctuation keeps its letters. */
static bool
is_kept(uint32_t cp)
{
	int class = lookup(classes, LEN(classes), cp, -1);

	if (class >= 0)
		return class == XB_CLASS_LETTER || (class == XB_CLASS_MARK && !(cp >= 0x653 && cp <= 0x655));
	return is_letter(cp) || is_mark(cp) || is_digit(cp);
}

/* The folded form of a letter, mark or digit. */
static size_t
fold_word_char(uint32_t out[32], uint32_t cp)
{
	size_t n, kept = 0;

	if (cp == 0x130) { /* İ is i whatever the language: casefolding would keep the dot as a mark */
		out[0] = 'i';
		return 1;
	}
	if ((cp >= 0x3131 && cp <= 0x318e) || (cp >= 0xffa1 && cp <= 0xffdc)) {
		out[0] = cp; /* a Hangul letter that stands alone: casefolding would make it a mark of what is before it */
		return 1;
	}
	if (utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND) {
		out[0] = (uint32_t)digit_value(cp);
		return 1;
	}
	n = casefold(out, cp);
	for (size_t i = 0; i < n; i++)
		if (is_kept(out[i]))
			out[kept++] = refold(out[i]);
	return kept;
}

/* Everything else keeps its looks: only its width and the like are folded, for keys. */
static size_t
fold_other(uint32_t out[32], uint32_t cp, int class)
{
	size_t n;

	if (class == XB_CLASS_IGNORE || class == XB_CLASS_ZWNJ || (cp >= 0x653 && cp <= 0x655))
		return 0;
	out[0] = class == XB_CLASS_APOSTROPHE ? '\'' : refold(cp);
	if (class == XB_CLASS_APOSTROPHE || out[0] != cp)
		return 1;
	n = casefold(out, cp);
	if (n != 1 || is_mark(out[0]))
		out[0] = cp;
	return 1;
}

static int
class_of(uint32_t cp, const uint32_t *folded, size_t n)
{
	int class = lookup(classes, LEN(classes), cp, -1);
	int cat = utf8proc_category((utf8proc_int32_t)cp);

	if (class >= 0)
		return class;
	if (cat == UTF8PROC_CATEGORY_ME)
		return XB_CLASS_IGNORE;
	if (cat == UTF8PROC_CATEGORY_CF)
		return n ? XB_CLASS_BREAK : XB_CLASS_IGNORE;
	if (!is_letter(cp) && !is_mark(cp) && !is_digit(cp))
		return XB_CLASS_BREAK;
	if (n == 0)
		return XB_CLASS_IGNORE;
	if (is_mark(cp) || (is_mark(folded[0]) && n == 1))
		return XB_CLASS_MARK;
	if (is_digit(cp))
		return XB_CLASS_DIGIT;
	return lookup(scripts, LEN(scripts), folded[0], -1) == XB_SCRIPT_CJK ? XB_CLASS_IDEOGRAPH : XB_CLASS_LETTER;
}

static int
script_of(uint32_t cp, int class, const uint32_t *folded)
{
	switch (class) {
	case XB_CLASS_LETTER:
	case XB_CLASS_IDEOGRAPH:
		return lookup(scripts, LEN(scripts), folded[0], XB_SCRIPT_OTHER);
	case XB_CLASS_IGNORE: /* a mark that shows, not a format control: the tokenizer asks */
		if (utf8proc_category((utf8proc_int32_t)cp) != UTF8PROC_CATEGORY_CF)
			return lookup(scripts, LEN(scripts), cp, XB_SCRIPT_COMMON);
		return XB_SCRIPT_COMMON;
	default:
		return XB_SCRIPT_COMMON;
	}
}

static struct xb_char
describe(uint32_t cp)
{
	int cat = utf8proc_category((utf8proc_int32_t)cp);
	struct xb_char c = { .class = XB_CLASS_BREAK, .fold_len = XB_FOLD_SELF };
	uint32_t folded[32];
	utf8proc_uint8_t utf8[4 * 32];
	size_t n, len = 0;

	if (cat == UTF8PROC_CATEGORY_CN || cat == UTF8PROC_CATEGORY_CS || cat == UTF8PROC_CATEGORY_CO ||
	    cat == UTF8PROC_CATEGORY_CC)
		return c;
	n = fold_word_char(folded, cp);
	if (cat == UTF8PROC_CATEGORY_CF) /* only here: is it one that NFKC_Casefold removes? */
		n = casefold(folded, cp);
	c.class = (uint8_t)class_of(cp, folded, n);
	c.script = (uint8_t)script_of(cp, c.class, folded);
	c.upper = cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LT;
	if ((c.class != XB_CLASS_LETTER && c.class != XB_CLASS_DIGIT && c.class != XB_CLASS_MARK &&
	     c.class != XB_CLASS_IDEOGRAPH) || (cp >= 0x653 && cp <= 0x655))
		n = fold_other(folded, cp, c.class);
	if (n == 1 && folded[0] == cp)
		return c;
	for (size_t i = 0; i < n; i++)
		len += (size_t)utf8proc_encode_char((utf8proc_int32_t)folded[i], utf8 + len);
	c.fold_len = len <= sizeof(c.fold) ? (uint8_t)len : XB_FOLD_LONG;
	if (c.fold_len == len)
		memcpy(c.fold, utf8, len);
	return c;
}

/* The three stages being filled. */
static struct xb_char chars[16384];
static uint16_t blocks[256][256];
static uint8_t pages[XB_FOLD_LIMIT / 256];
static size_t nchars, nblocks;

static uint16_t
intern_char(const struct xb_char *c)
{
	size_t i = 0;

	while (i < nchars && memcmp(&chars[i], c, sizeof(*c)) != 0)
		i++;
	if (i == LEN(chars))
		exit(1);
	if (i == nchars)
		chars[nchars++] = *c;
	return (uint16_t)i;
}

static uint8_t
intern_block(const uint16_t block[256])
{
	size_t i = 0;

	while (i < nblocks && memcmp(blocks[i], block, sizeof(blocks[i])) != 0)
		i++;
	if (i == LEN(blocks))
		exit(1);
	if (i == nblocks)
		memcpy(blocks[nblocks++], block, sizeof(blocks[i]));
	return (uint8_t)i;
}

static void
build(void)
{
	struct xb_char none = { .class = XB_CLASS_BREAK, .fold_len = XB_FOLD_SELF };

	intern_char(&none);
	for (uint32_t page = 0; page < LEN(pages); page++) {
		uint16_t block[256];

		for (uint32_t i = 0; i < 256; i++) {
			struct xb_char c = describe(page << 8 | i);

			block[i] = intern_char(&c);
		}
		pages[page] = intern_block(block);
	}
}

static void
print_char(const struct xb_char *c)
{
	printf("\t{ %u, %u, 0x%02x, %d, \"", c->class, c->script, c->fold_len, c->upper);
	for (size_t i = 0; i < sizeof(c->fold) && c->fold_len <= sizeof(c->fold) && i < c->fold_len; i++) {
		unsigned char byte = (unsigned char)c->fold[i];

		if (byte > ' ' && byte < 0x7f && byte != '"' && byte != '\\' && byte != '?')
			putchar(byte);
		else
			printf("\\%03o", byte);
	}
	printf("\" },\n");
}

int
main(void)
{
	build();
	printf("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
	       "/* fold_table.c - made by `make tables` (gen_fold.c) from utf8proc %s, Unicode %s. Not for editing. */\n"
	       "#include \"text/fold_table.h\"\n", utf8proc_version(), utf8proc_unicode_version());
	printf("\nconst char xb_fold_ascii[256] = {");
	for (int i = 0; i < 128; i++) {
		const struct xb_char *c = &chars[blocks[pages[0]][i]];
		bool own = c->class == XB_CLASS_LETTER || c->class == XB_CLASS_DIGIT;

		printf("%s%d,", i % 16 ? " " : "\n\t", !own || i == 'I' ? 0 : c->fold_len == XB_FOLD_SELF ? i : c->fold[0]);
	}
	printf("\n};\n\nconst uint8_t xb_fold_page[XB_FOLD_LIMIT / 256] = {");
	for (size_t i = 0; i < LEN(pages); i++)
		printf("%s%u,", i % 24 ? " " : "\n\t", pages[i]);
	printf("\n};\n\nconst uint16_t xb_fold_block[][256] = {");
	for (size_t i = 0; i < nblocks; i++) {
		printf("%s{", i ? " }," : "\n\t");
		for (size_t j = 0; j < 256; j++)
			printf("%s%u,", j % 20 ? " " : "\n\t", blocks[i][j]);
	}
	printf(" },\n};\n\n/* class, script, fold_len, upper, fold */\nconst struct xb_char xb_fold_chars[] = {\n");
	for (size_t i = 0; i < nchars; i++)
		print_char(&chars[i]);
	printf("};\n");
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
