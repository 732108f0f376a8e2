/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "models/rewrite.h"

#include <utf8proc.h>

#include "text/unicode.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The two alphabets of Azerbaijani, letter by letter. */
static const char az_latin[] = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz";
static const char az_cyrillic[] = "абҹчдеәфҝғһхыижкглмноөпрсштуүвјз";

/* Those of Uzbek, the longest first. */
static const struct {
	const char *latin, *cyrillic;
} uz_letters[] = {
	{ "yo'", "йў" }, { "sh", "ш" }, { "ch", "ч" }, { "o'", "ў" }, { "g'", "ғ" }, { "yo", "ё" }, { "ya", "я" },
	{ "yu", "ю" }, { "ye", "е" }, { "a", "а" }, { "b", "б" }, { "d", "д" }, { "e", "е" }, { "f", "ф" }, { "g", "г" },
	{ "h", "ҳ" }, { "i", "и" }, { "j", "ж" }, { "k", "к" }, { "l", "л" }, { "m", "м" }, { "n", "н" }, { "o", "о" },
	{ "p", "п" }, { "q", "қ" }, { "r", "р" }, { "s", "с" }, { "t", "т" }, { "u", "у" }, { "v", "в" }, { "x", "х" },
	{ "y", "й" }, { "z", "з" }, { "'", "ъ" },
};

/* After these, and at the start of a word, Uzbek writes э for e. */
static const char *const uz_vowels[] = { "а", "о", "у", "и", "е", "э", "ў", "ё", "я", "ю" };

static void
add_letter(struct xb_buf *out, uint32_t cp)
{
	char utf8[4];

	xb_buf_add(out, utf8, xb_utf8_encode(utf8, cp));
}

void
xb_rewrite_small(struct xb_buf *out, struct xb_str text)
{
	for (const char *p = text.ptr, *end = p + text.len; p < end;) {
		uint32_t cp = xb_utf8_next(&p, end);

		if (xb_char(cp)->class == XB_CLASS_APOSTROPHE)
			cp = '\'';
		add_letter(out, cp == 0x130 ? 'i' : (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
	}
}

uint32_t
xb_az_cyrillic(uint32_t cp)
{
	const char *from = az_latin, *to = az_cyrillic;

	while (*from) {
		uint32_t latin = xb_utf8_next(&from, az_latin + sizeof(az_latin) - 1);
		uint32_t cyrillic = xb_utf8_next(&to, az_cyrillic + sizeof(az_cyrillic) - 1);

		if (cp == latin)
			return cyrillic;
	}
	return cp;
}

void
xb_rewrite_az_cyrillic(struct xb_buf *out, struct xb_str text)
{
	for (const char *p = text.ptr, *end = p + text.len; p < end;)
		add_letter(out, xb_az_cyrillic(xb_utf8_next(&p, end)));
}

static bool
is_hard_e(struct xb_str before)
{
	if (!before.len || (unsigned char)before.ptr[before.len - 1] < 0x80)
		return true;
	for (size_t i = 0; i < LEN(uz_vowels); i++)
		if (before.len >= 2 && memcmp(before.ptr + before.len - 2, uz_vowels[i], 2) == 0)
			return true;
	return false;
}

void
xb_rewrite_uz_cyrillic(struct xb_buf *out, struct xb_str text)
{
	while (text.len) {
		size_t i = 0, len;
		const char *p = text.ptr;

		while (i < LEN(uz_letters) && !xb_str_starts(text, uz_letters[i].latin))
			i++;
		if (i < LEN(uz_letters)) {
			bool hard = strcmp(uz_letters[i].latin, "e") == 0 && is_hard_e(xb_buf_view(out));

			xb_buf_add_str(out, xb_str(hard ? "э" : uz_letters[i].cyrillic));
			len = strlen(uz_letters[i].latin);
		} else {
			add_letter(out, xb_utf8_next(&p, text.ptr + text.len));
			len = (size_t)(p - text.ptr);
		}
		text = xb_str_from(text, len);
	}
}

void
xb_rewrite_tr_as_latin1(struct xb_buf *out, struct xb_str text)
{
	for (const char *p = text.ptr, *end = p + text.len; p < end;) {
		uint32_t cp = xb_utf8_next(&p, end);

		add_letter(out, cp == 0x131 ? 0xfd : cp == 0x15f ? 0xfe : cp == 0x11f ? 0xf0 : cp); /* ı ş ğ: ý þ ð */
	}
}
