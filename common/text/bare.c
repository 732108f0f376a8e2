/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/bare.h"

#include <utf8proc.h>

#include "text/fold_table.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Letters whose marks Unicode does not take off, and what is typed for them. Latin: on a keyboard of English. Cyrillic: on that
 * of Russian, the region's common one; й is on it, and is a letter of its own. By code point. */
static const struct row {
	uint32_t letter;
	const char *typed;
} rows[] = {
	{ U'æ', "ae" }, { U'ð', "d" }, { U'ø', "o" }, { U'þ', "th" }, { U'đ', "d" }, { U'ħ', "h" }, { U'ı', "i" }, { U'ĸ', "k" },
	{ U'ł', "l" }, { U'ŋ', "n" }, { U'œ', "oe" }, { U'ŧ', "t" }, { U'ƙ', "k" }, { U'ƣ', "g" }, { U'ƴ', "y" }, { U'ƶ', "z" },
	{ U'ǝ', "e" }, { U'ǥ', "g" }, { U'ɑ', "a" }, { U'ɓ', "b" }, { U'ɖ', "d" }, { U'ɗ', "d" }, { U'ə', "e" }, { U'ɛ', "e" },
	{ U'ɣ', "g" }, { U'ɨ', "i" }, { U'ɵ', "o" }, { U'ʉ', "u" },
	{ U'ѐ', "е" }, { U'ё', "е" }, { U'ѓ', "г" }, { U'є', "е" }, { U'і', "и" }, { U'ї', "и" }, { U'ј', "й" }, { U'ќ', "к" },
	{ U'ѝ', "и" }, { U'ў', "у" }, { U'ґ', "г" }, { U'ғ', "г" }, { U'җ', "ж" }, { U'ҙ', "з" }, { U'қ', "к" }, { U'ҝ', "г" },
	{ U'ҡ', "к" }, { U'ң', "н" }, { U'ҥ', "н" }, { U'ҫ', "с" }, { U'ү', "у" }, { U'ұ', "у" }, { U'ҳ', "х" }, { U'ҷ', "ч" },
	{ U'ҹ', "ч" }, { U'һ', "х" }, { U'ӑ', "а" }, { U'ӓ', "а" }, { U'ӗ', "е" }, { U'ә', "а" }, { U'ӝ', "ж" }, { U'ӟ', "з" },
	{ U'ӣ', "и" }, { U'ӥ', "и" }, { U'ӧ', "о" }, { U'ө', "о" }, { U'ӯ', "у" }, { U'ӱ', "у" }, { U'ӳ', "у" }, { U'ӵ', "ч" },
	{ U'ӹ', "ы" }, { U'ԛ', "к" },
};

static const char *
find_row(uint32_t letter)
{
	size_t low = 0, high = LEN(rows);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (rows[mid].letter == letter)
			return rows[mid].typed;
		if (rows[mid].letter < letter)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

uint32_t
xb_bare_letter(uint32_t cp)
{
	utf8proc_int32_t parts[8];
	uint8_t script = xb_char_at(cp)->script;
	int last = 0;

	if (cp < 0x80 || (script != XB_SCRIPT_LATIN && script != XB_SCRIPT_GREEK))
		return cp;
	if (utf8proc_decompose_char((utf8proc_int32_t)cp, parts, (utf8proc_ssize_t)LEN(parts), UTF8PROC_DECOMPOSE, &last) < 1)
		return cp;
	return (uint32_t)parts[0];
}

/* What is typed for one code point; "" for a mark. */
static size_t
put_bare(char out[4], uint32_t cp)
{
	const char *typed = find_row(cp);
	int class = xb_char_at(cp)->class;
	size_t len = 0;

	if (class == XB_CLASS_MARK || class == XB_CLASS_APOSTROPHE)
		return 0;
	if (!typed) {
		cp = xb_bare_letter(cp);
		typed = find_row(cp);
	}
	if (!typed)
		return xb_utf8_put(out, cp);
	len = strlen(typed);
	memcpy(out, typed, len);
	return len;
}

size_t
xb_bare(char out[XB_TERM_MAX], struct xb_str word)
{
	const char *p = word.ptr, *end = word.len ? word.ptr + word.len : p;
	size_t len = 0;

	while (p < end) {
		const char *from = p;
		uint32_t cp = xb_utf8_decode(&p, end);
		char bare[4] = { 0 };
		size_t n = 1;

		if (cp < 0x80 && cp != '\'')
			bare[0] = *from;
		else
			n = put_bare(bare, cp);
		if (len + n > XB_TERM_MAX)
			break;
		memcpy(out + len, bare, n);
		len += n;
	}
	return len;
}
