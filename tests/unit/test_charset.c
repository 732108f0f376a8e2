/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes → UTF-8. The code pages' bytes are from their tables (unicode.org, MAPPINGS/VENDORS/MICSFT). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../indexer/charset/charset.h"

static void
assert_decodes(const char *declared, const char *bytes, const char *want, const char *charset,
               enum xb_charset_how how, uint64_t replaced)
{
	struct xb_charset *decoder;
	struct xb_charset_found found;
	struct xb_arena arena;
	struct xb_str out;
	char *exact = malloc(strlen(bytes) + 1); /* without a NUL after it that would hide a read past the end */
	xabar_error err;

	memcpy(exact, bytes, strlen(bytes));
	exact = realloc(exact, strlen(bytes) ? strlen(bytes) : 1);
	xb_arena_init(&arena, 1 << 20);
	assert_int_equal(xb_charset_new(&decoder, declared, NULL, &err), XABAR_OK);
	assert_int_equal(xb_charset_decode(&out, &found, decoder, xb_strn(exact, strlen(bytes)), (struct xb_str){ 0 }, &arena, &err),
	                 XABAR_OK);
	assert_int_equal(out.len, strlen(want));
	assert_memory_equal(out.ptr, want, out.len);
	assert_string_equal(found.charset, charset);
	assert_int_equal(found.how, how);
	assert_int_equal(found.replaced, replaced);
	xb_charset_free(decoder);
	xb_arena_release(&arena);
	free(exact);
}

static void
ascii_is_ascii_whatever_is_declared(void **state)
{
	(void)state;
	assert_decodes(NULL, "plain text", "plain text", "ASCII", XB_CHARSET_ASCII, 0);
	assert_decodes("cp1251", "plain text", "plain text", "ASCII", XB_CHARSET_ASCII, 0);
	assert_decodes(NULL, "", "", "ASCII", XB_CHARSET_ASCII, 0);
}

static void
valid_utf8_is_utf8_whatever_is_declared(void **state)
{
	(void)state;
	assert_decodes(NULL, "əlifba və müəllif", "əlifba və müəllif", "UTF-8", XB_CHARSET_UTF8, 0);
	assert_decodes("cp1254", "əlifba və müəllif", "əlifba və müəllif", "UTF-8", XB_CHARSET_UTF8, 0);
	assert_decodes("utf-8", "خبر", "خبر", "UTF-8", XB_CHARSET_UTF8, 0);
}

static void
a_byte_order_mark_says_utf8_and_is_dropped(void **state)
{
	(void)state;
	assert_decodes(NULL, "\xef\xbb\xbf" "abc", "abc", "UTF-8", XB_CHARSET_BOM, 0);
	assert_decodes("cp1251", "\xef\xbb\xbf" "a\xff", "a\ufffd", "UTF-8", XB_CHARSET_BOM, 1);
}

static void
the_declared_code_page_reads_what_is_not_utf8(void **state)
{
	(void)state;
	assert_decodes("cp1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет", "CP1251", XB_CHARSET_DECLARED, 0);
	assert_decodes("windows-1254", "\xdeiirler \xfd\xfe\xf0", "Şiirler ışğ", "CP1254", XB_CHARSET_DECLARED, 0);
	assert_decodes("windows-1256", "\xc7\xed\xd1\xc7\xe4", "ايران", "CP1256", XB_CHARSET_DECLARED, 0);
	assert_decodes("koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет", "KOI8-R", XB_CHARSET_DECLARED, 0);
}

/* 0x98 has no character in windows-1251. */
static void
a_byte_without_a_character_is_replaced_and_counted(void **state)
{
	(void)state;
	assert_decodes("cp1251", "\xcf\x98\xf0\x98", "П\ufffdр\ufffd", "CP1251", XB_CHARSET_DECLARED, 2);
	/* A trail byte missing at the end. */
	assert_decodes("gbk", "\xc4\xe3\xc4", "你\ufffd", "GBK", XB_CHARSET_DECLARED, 1);
}

/* The examples of Unicode 15, table 3-8 (maximal subparts). */
static void
ill_formed_utf8_is_replaced_by_maximal_subparts(void **state)
{
	(void)state;
	assert_decodes("UTF-8", "a\xf1\x80\x80\xe1\x80\xc2" "b\x80" "c\x80\xbf" "d",
	               "a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd", "UTF-8", XB_CHARSET_UTF8, 9);
	assert_decodes("UTF-8", "\xc0\xaf", "\ufffd\ufffd", "UTF-8", XB_CHARSET_UTF8, 2);
	assert_decodes("UTF-8", "\xed\xa0\x80", "\ufffd\ufffd\ufffd", "UTF-8", XB_CHARSET_UTF8, 3);
	assert_decodes(NULL, "12345678\xff" "abcdefgh", "12345678\ufffd" "abcdefgh", "UTF-8", XB_CHARSET_UTF8, 1);
	assert_decodes(NULL, "x\xe2\x82", "x\ufffd", "UTF-8", XB_CHARSET_UTF8, 2);
}

/* More than the buffer of one iconv call, and characters that grow. */
static void
long_texts_are_decoded_whole(void **state)
{
	enum { N = 10000 };
	char *bytes = malloc(N + 1), *want = malloc(2 * N + 1);

	(void)state;
	memset(bytes, 0xe0, N); /* а */
	bytes[N] = '\0';
	for (size_t i = 0; i < N; i++)
		memcpy(want + 2 * i, "а", 2);
	want[2 * N] = '\0';
	assert_decodes("cp1251", bytes, want, "CP1251", XB_CHARSET_DECLARED, 0);
	free(bytes);
	free(want);
}

static void
charsets_that_cannot_be_used_are_refused(void **state)
{
	static const struct { const char *name, *message; } cases[] = {
		{ "klingon", "no such charset 'klingon'" },
		{ "", "no such charset ''" },
		{ "cp1251//IGNORE", "no such charset 'cp1251//IGNORE'" },
	};
	struct xb_charset *charset;
	xabar_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(xb_charset_new(&charset, cases[i].name, NULL, &err), XABAR_EINVAL);
		assert_null(charset);
		assert_string_equal(err.message, cases[i].message);
	}
}

static void
a_full_arena_is_the_record_s_fault(void **state)
{
	struct xb_charset *charset;
	struct xb_charset_found found;
	struct xb_arena arena;
	struct xb_str out;
	char bytes[1000];
	xabar_error err;

	(void)state;
	memset(bytes, 0xff, sizeof(bytes));
	xb_arena_init(&arena, 1500);
	assert_non_null(xb_arena_alloc(&arena, 800));
	assert_int_equal(xb_charset_new(&charset, NULL, NULL, &err), XABAR_OK);
	assert_int_equal(xb_charset_decode(&out, &found, charset, xb_strn(bytes, sizeof(bytes)), (struct xb_str){ 0 }, &arena, &err),
	                 XABAR_ERECORD);
	xb_charset_free(charset);
	xb_arena_release(&arena);
}

static void
every_how_has_its_name(void **state)
{
	(void)state;
	assert_string_equal(xb_charset_how_name(XB_CHARSET_ASCII), "ascii");
	assert_string_equal(xb_charset_how_name(XB_CHARSET_UTF8), "utf8");
	assert_string_equal(xb_charset_how_name(XB_CHARSET_BOM), "bom");
	assert_string_equal(xb_charset_how_name(XB_CHARSET_DECLARED), "declared");
	assert_string_equal(xb_charset_how_name(XB_CHARSET_DETECTED), "detected");
	assert_string_equal(xb_charset_how_name(XB_CHARSET_REPAIRED), "repaired");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_is_ascii_whatever_is_declared),
		cmocka_unit_test(valid_utf8_is_utf8_whatever_is_declared),
		cmocka_unit_test(a_byte_order_mark_says_utf8_and_is_dropped),
		cmocka_unit_test(the_declared_code_page_reads_what_is_not_utf8),
		cmocka_unit_test(a_byte_without_a_character_is_replaced_and_counted),
		cmocka_unit_test(ill_formed_utf8_is_replaced_by_maximal_subparts),
		cmocka_unit_test(long_texts_are_decoded_whole),
		cmocka_unit_test(charsets_that_cannot_be_used_are_refused),
		cmocka_unit_test(a_full_arena_is_the_record_s_fault),
		cmocka_unit_test(every_how_has_its_name),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
