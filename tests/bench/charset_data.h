/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_data.h - what bench_charset measures on: sentences of SHARED, and what they are encoded in. */
#ifndef XB_BENCH_CHARSET_DATA_H
#define XB_BENCH_CHARSET_DATA_H

#include <stdio.h>
#include <stdlib.h>

#include "charset/charset_page.h"
#include "file.h"
#include "text/unicode.h"

#define TEXT_MAX ((size_t)64 << 20)

static const char *shared;

static inline void
read_shared(struct xb_buf *out, const char *path)
{
	char *whole = xb_path("%s/data/%s", shared, path);
	xabar_error err;

	if (xb_file_read(out, whole, &err) != XABAR_OK) {
		fprintf(stderr, "bench_charset: %s\n", err.message);
		exit(EXIT_FAILURE);
	}
	free(whole);
}

/* The sentences of a language, a line each. */
static inline void
read_sentences(struct xb_buf *out, const char *folder)
{
	struct xb_buf table;
	char *path = xb_path("lang/sib200/%s/train.tsv", folder), *line, *save = NULL;

	xb_buf_init(&table, TEXT_MAX);
	read_shared(&table, path);
	for (line = strtok_r(table.ptr, "\n", &save); (line = strtok_r(NULL, "\n", &save));) {
		const char *tab = strrchr(line, '\t');

		xb_buf_add_str(out, xb_str(tab + 1));
		xb_buf_add_char(out, '\n');
	}
	xb_buf_release(&table);
	free(path);
}

static const struct row {
	const char *label, *folder;
	const char *page; /* NULL: UTF-8 */
	bool cyrillic;    /* Azerbaijani in Cyrillic letters */
} rows[] = {
	{ "rus", "rus_Cyrl", "CP1251", false }, { "rus", "rus_Cyrl", "KOI8-R", false }, { "rus", "rus_Cyrl", "CP866", false },
	{ "rus", "rus_Cyrl", "ISO-8859-5", false }, { "rus", "rus_Cyrl", "MAC-CYRILLIC", false },
	{ "rus", "rus_Cyrl", "CP855", false }, { "rus", "rus_Cyrl", NULL, false },
	{ "ukr", "ukr_Cyrl", "CP1251", false }, { "ukr", "ukr_Cyrl", "KOI8-U", false }, { "ukr", "ukr_Cyrl", "CP1125", false },
	{ "ukr", "ukr_Cyrl", "MAC-CYRILLIC", false }, { "ukr", "ukr_Cyrl", NULL, false },
	{ "tur", "tur_Latn", "CP1254", false }, { "tur", "tur_Latn", "ISO-8859-9", false }, { "tur", "tur_Latn", "CP857", false },
	{ "tur", "tur_Latn", NULL, false },
	{ "azc", "azj_Latn", "PT154", true }, { "azc", "azj_Latn", NULL, true }, { "aze", "azj_Latn", NULL, false },
	{ "kaz", "kaz_Cyrl", "PT154", false }, { "kaz", "kaz_Cyrl", "RK1048", false }, { "kaz", "kaz_Cyrl", NULL, false },
	{ "kir", "kir_Cyrl", "PT154", false }, { "tgk", "tgk_Cyrl", "KOI8-T", false },
	{ "fas", "pes_Arab", "CP1256", false }, { "fas", "pes_Arab", NULL, false },
	{ "arb", "arb_Arab", "CP1256", false }, { "arb", "arb_Arab", "ISO-8859-6", false }, { "arb", "arb_Arab", NULL, false },
	{ "hye", "hye_Armn", "ARMSCII-8", false }, { "hye", "hye_Armn", NULL, false },
	{ "kat", "kat_Geor", "GEORGIAN-PS", false }, { "kat", "kat_Geor", "GEORGIAN-ACADEMY", false },
	{ "kat", "kat_Geor", NULL, false },
	{ "eng", "eng_Latn", "CP1252", false }, { "uzn", "uzn_Latn", NULL, false },
};

/* What people type for a character that a code page lacks. */
static const struct { uint32_t cp, instead; } poor[] = {
	{ 0x6cc, 0x64a }, { 0x6a9, 0x643 }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x2bb, '\'' }, { 0x2bc, '\'' }, { 0x201c, '"' },
	{ 0x201d, '"' }, { 0x201e, '"' }, { 0x2013, '-' }, { 0x2014, '-' }, { 0x2026, '.' }, { 0xab, '"' }, { 0xbb, '"' },
	{ 0x200c, ' ' }, { 0x2212, '-' },
};

static inline int
byte_of(const uint16_t *high, uint32_t cp)
{
	if (cp < 0x80)
		return (int)cp;
	for (int i = 0; i < 128; i++)
		if (high[i] == cp)
			return 0x80 + i;
	for (size_t i = 0; i < sizeof(poor) / sizeof(poor[0]); i++)
		if (poor[i].cp == cp)
			return byte_of(high, poor[i].instead);
	return -1;
}

static inline uint32_t
to_cyrillic(uint32_t cp)
{
	static const char latin[] = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ";
	static const char cyrillic[] = "абҹчдеәфҝғһхыижкглмноөпрсштуүвјзАБҸЧДЕӘФҜҒҺХЫИЖКГЛМНОӨПРСШТУҮВЈЗ";
	const char *a = latin, *b = cyrillic;

	while (*a) {
		uint32_t from = xb_utf8_next(&a, latin + sizeof(latin) - 1);
		uint32_t to = xb_utf8_next(&b, cyrillic + sizeof(cyrillic) - 1);

		if (from == cp)
			return to;
	}
	return cp;
}

/* The first `max` bytes of the text in the row's encoding, lines joined. */
static inline void
encode(struct xb_buf *out, const struct row *row, struct xb_str text, size_t max)
{
	const uint16_t *high = row->page ? xb_page_high[xb_page_find(xb_str(row->page))] : NULL;
	const char *p = text.ptr, *end = p + text.len;

	xb_buf_clear(out);
	while (p < end && out->len < max) {
		uint32_t cp = xb_utf8_next(&p, end);
		char utf8[4];
		int byte;

		cp = cp == '\n' ? ' ' : cp;
		cp = row->cyrillic ? to_cyrillic(cp) : cp;
		if (!high) {
			xb_buf_add(out, utf8, xb_utf8_encode(utf8, cp));
		} else if ((byte = byte_of(high, cp)) >= 0) {
			xb_buf_add_char(out, (char)byte);
		}
	}
}

#endif
