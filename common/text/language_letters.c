/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/language_letters.h"

#include "text/fold_table.h"

const enum xb_script xb_modelled_scripts[XB_LANGUAGE_MODELS] = { XB_SCRIPT_LATIN, XB_SCRIPT_CYRILLIC, XB_SCRIPT_ARABIC };

/* A code point beyond the table: presentation forms and full width letters are those they stand for. */
static uint8_t
beyond(struct xb_language_read *out, uint32_t cp, const uint8_t *table)
{
	const struct xb_char *c = xb_char_at(cp);
	char fold[XB_FOLD_ROOM];
	const char *p = fold;

	switch (c->class) {
	case XB_CLASS_APOSTROPHE:
		return XB_MODELLED_APOSTROPHE;
	case XB_CLASS_IGNORE:
	case XB_CLASS_MARK:
		return XB_MODELLED_IGNORED;
	case XB_CLASS_LETTER:
	case XB_CLASS_IDEOGRAPH:
		break;
	default:
		return XB_MODELLED_GAP;
	}
	cp = xb_utf8_decode(&p, fold + xb_fold_char(fold, cp, c, false));
	if (cp < XB_MODELLED_END && table[cp] != XB_MODELLED_ELSEWHERE)
		return table[cp];
	for (unsigned i = 0; i < XB_LANGUAGE_MODELS; i++)
		if (xb_modelled_scripts[i] == c->script)
			return (uint8_t)((i + 1) * XB_LETTERS + XB_LETTER_OTHER);
	out->scripts[c->script]++;
	return XB_MODELLED_GAP;
}

/* A letter and the marks that follow it are the letter that they make: "u" and a diaeresis are "ü". */
static uint32_t
next_composed(const char **p, const char *end)
{
	const char *start = *p, *made;
	uint32_t cp = xb_utf8_decode(p, end);
	char fold[XB_FOLD_ROOM];
	size_t len;

	if (end - *p < 2 || ((unsigned char)**p != 0xcc && (unsigned char)**p != 0xcd) ||
	    xb_char_at(cp)->class != XB_CLASS_LETTER)
		return cp;
	len = xb_fold_cluster(fold, &start, end, false);
	*p = start;
	made = fold;
	return len ? xb_utf8_decode(&made, fold + len) : cp;
}

/* An address tells of no language: `p` is after its first colon. */
static const char *
after_address(const char *p, const char *end)
{
	if (end - p < 2 || p[0] != '/' || p[1] != '/')
		return p;
	while (p < end && (unsigned char)*p > ' ')
		p++;
	return p;
}

void
xb_language_read(struct xb_language_read *out, struct xb_str *text, size_t max, const uint8_t *table)
{
	const char *p = text->ptr, *end = text->ptr + text->len;
	uint8_t last = 0;

	out->n = 0;
	memset(out->scripts, 0, sizeof(out->scripts));
	while (p < end && out->n < max) {
		uint32_t cp = next_composed(&p, end);
		uint8_t letter = cp < XB_MODELLED_END ? table[cp] : XB_MODELLED_ELSEWHERE;

		if (letter == XB_MODELLED_ELSEWHERE)
			letter = beyond(out, cp, table);
		if (letter == XB_MODELLED_IGNORED)
			continue;
		if (cp == ':')
			p = after_address(p, end);
		if (letter == XB_MODELLED_APOSTROPHE) /* a letter after a letter, else a mark of quotation */
			letter = last ? (uint8_t)((last & ~(XB_LETTERS - 1)) | XB_LETTER_APOSTROPHE) : XB_MODELLED_GAP;
		if (letter && !last && xb_char_at(cp)->upper && out->n + 1 < max)
			out->letters[out->n++] = XB_READ_CAPITAL;
		if (letter || last) {
			out->letters[out->n++] = letter;
			if (letter)
				out->scripts[xb_modelled_scripts[XB_MODELLED_MODEL(letter) - 1]]++;
		}
		last = letter;
	}
	*text = xb_strn(p, (size_t)(end - p));
}
