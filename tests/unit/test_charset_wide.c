/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-16 and UTF-32, inputs that are transcoded as a whole, and bytes that mean harm. iconv makes the bytes. */
#include <time.h>

#include "encoded.h"
#include "text/unicode.h"

static const char *const texts[] = {
	"Train delayed, says the railway.", "Поезд прибыл в Баку с опозданием.", "قطار به ايستگاه رسيد.", "Գնացքը ուշացավ, ասել է պետը։",
	"მატარებელი დაგვიანებით ჩავიდა.", "Qatar gecikdi 🚆.",
};
static const char *const wides[] = { "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" };

static void
assert_wide(const char *wide, const char *text, bool bom)
{
	struct decoded d;
	struct xb_buf bytes;
	enum xb_charset_how how = bom ? XB_CHARSET_BOM : XB_CHARSET_DETECTED;

	xb_buf_init(&bytes, 1 << 16);
	if (bom)
		add_encoded(&bytes, wide, "\ufeff");
	add_encoded(&bytes, wide, text);
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_decoded(&d, text, wide, how);
	/* As an input: transcoded by the caller, then records are found to be in that. */
	assert_string_equal(xb_charset_begin(d.charset, xb_buf_view(&bytes)), wide);
	decode_bytes(&d, text, strlen(text), NULL);
	assert_decoded(&d, text, wide, how);
	decode_bytes(&d, "\ufeffx", 4, NULL);
	assert_decoded(&d, "x", wide, how);
	decode_bytes(&d, "x\xff", 2, NULL);
	assert_decoded(&d, "x\ufffd", wide, how);
	assert_null(xb_charset_begin(d.charset, xb_str("plain")));
	decoder_release(&d);
	xb_buf_release(&bytes);
}

static void
wide_encodings_are_found_by_their_mark_or_their_nuls(void **state)
{
	(void)state;
	for (size_t w = 0; w < sizeof(wides) / sizeof(wides[0]); w++)
		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
			assert_wide(wides[w], texts[i], true);
			assert_wide(wides[w], texts[i], false);
		}
}

static void
bad_units_are_replaced_and_counted(void **state)
{
	static const struct { const char *bytes; size_t len; const char *want; uint64_t replaced; } cases[] = {
		{ "\xff\xfe" "a\0\0\xd8" "b\0", 8, "a\ufffdb", 2 },   /* a surrogate without its other half */
		{ "\xff\xfe" "a\0\0\xdc" "b\0", 8, "a\ufffdb", 2 },
		{ "\xff\xfe" "a\0b", 5, "a\ufffd", 1 },               /* cut */
		{ "\xfe\xff\0a\xd8", 5, "a\ufffd", 1 },
		{ "\xff\xfe\0\0a\0\0\0\0\0\x11\0", 12, "a\ufffd", 4 }, /* beyond Unicode */
		{ "\xff\xfe", 2, "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoded d;

		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, cases[i].bytes, cases[i].len, NULL);
		assert_string_equal(d.text.ptr, cases[i].want);
		assert_int_equal(d.found.replaced, cases[i].replaced);
		decoder_release(&d);
	}
}

static void
two_letters_are_no_byte_order_mark(void **state)
{
	struct decoded d;

	(void)state;
	decoder_init(&d, "cp1251", NULL);
	decode_bytes(&d, "\xff\xfe \xf1\xeb\xee\xe2\xee", 8, NULL);
	assert_decoded(&d, "яю слово", "CP1251", XB_CHARSET_DECLARED);
	decoder_release(&d);
}

static void
what_hides_newlines_and_brackets_is_transcoded_as_a_whole(void **state)
{
	static const struct { const char *user, *head, *whole; } cases[] = {
		{ "gb18030", "\xc4\xe3\xba\xc3", "GB18030" }, { "cp932", "\x83\x5c\x83\x5c", "CP932" }, { "utf-16", "ab", "UTF-16" },
		{ "EBCDIC-US", "\xc1\xc2", "EBCDIC-US" }, { "iso-2022-kr", "ab", "ISO-2022-KR" },
		{ "euc-kr", "\xb1\xe2", NULL }, { "euc-jp", "\xc5\xc5", NULL }, { "cp1251", "\xcf\xf0", NULL },
		{ "gb18030", "məktub", NULL }, { NULL, "\xc4\xe3", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoded d;
		const char *whole;

		decoder_init(&d, cases[i].user, NULL);
		whole = xb_charset_begin(d.charset, xb_str(cases[i].head));
		if (!cases[i].whole) {
			assert_null(whole);
		} else {
			assert_string_equal(whole, cases[i].whole);
			decode_bytes(&d, "ab", 2, NULL);
			assert_decoded(&d, "ab", cases[i].whole, XB_CHARSET_DECLARED);
		}
		decoder_release(&d);
	}
}

/* Whatever the bytes, what comes out is UTF-8, and the same twice. */
static void
assert_survives(const char *bytes, size_t len)
{
	static const char *const declared[] = { NULL, "utf-8", "windows-1251", "gb18030", "utf-16", "iso-2022-jp", "//", "cp437" };

	for (size_t i = 0; i < sizeof(declared) / sizeof(declared[0]); i++) {
		struct decoded d;

		decoder_init(&d, NULL, NULL);
		xb_charset_begin(d.charset, xb_strn(bytes, len < 65536 ? len : 65536));
		decode_bytes(&d, bytes, len, declared[i]);
		assert_true(d.found.replaced <= len);
		assert_int_equal(xb_utf8_valid(d.text), d.text.len);
		decoder_release(&d);
	}
}

static void
hostile_bytes_come_out_as_text(void **state)
{
	char all[256], reverse[256], random[3000];
	unsigned seed = 1;

	(void)state;
	for (int i = 0; i < 256; i++) {
		all[i] = (char)i;
		reverse[i] = (char)(255 - i);
	}
	assert_survives(all, sizeof(all));
	assert_survives(reverse, sizeof(reverse));
	for (size_t len = 0; len <= 4; len++)
		assert_survives(reverse + 1, len);
	for (int round = 0; round < 50; round++) {
		for (size_t i = 0; i < sizeof(random); i++) {
			seed = seed * 1103515245 + 12345;
			random[i] = (char)(seed >> 16);
		}
		assert_survives(random, (size_t)round * 60);
	}
}

/* Patterns that make a search, a walk or a table work as hard as they can. */
static void
megabytes_of_nothing_take_no_time(void **state)
{
	enum { N = 10 << 20 };
	static const char *const patterns[] = { "\xff", "<", "<a\xff", "<!-- \xff", "<script>\xff", "\xc3", "\xd0\xff", "\xe2\x82",
	                                        "\xef\xbf\xbd\xff ", "\x80\n", "РџС\xd1\x80 ", "\xcf\xf0 Р° " };
	char *bytes = malloc(N);

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct decoded d;
		size_t len = strlen(patterns[i]), size = i ? N / 10 : N;
		clock_t begun = clock();

		for (size_t at = 0; at < size; at++)
			bytes[at] = patterns[i][at % len];
		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, bytes, size, NULL);
		decoder_release(&d);
		/* A quarter of a second at most without a sanitizer. */
		assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 10);
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wide_encodings_are_found_by_their_mark_or_their_nuls),
		cmocka_unit_test(bad_units_are_replaced_and_counted),
		cmocka_unit_test(two_letters_are_no_byte_order_mark),
		cmocka_unit_test(what_hides_newlines_and_brackets_is_transcoded_as_a_whole),
		cmocka_unit_test(hostile_bytes_come_out_as_text),
		cmocka_unit_test(megabytes_of_nothing_take_no_time),
	};

	return cmocka_run_group_tests_name("charset_wide", tests, NULL, NULL);
}
