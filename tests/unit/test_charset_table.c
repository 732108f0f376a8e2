/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The code pages that are compiled in are iconv's, and answer to their usual names. */
#include "../../indexer/charset/charset_page.h"
#include "encoded.h"

/* The characters that iconv makes of one byte; "" when it does not take it. */
static void
by_iconv(char out[16], const char *name, unsigned char byte)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char in = (char)byte, *from = &in, *to = out;
	size_t left = 1, room = 15;

	assert_true(cd != (iconv_t)-1);
	if (iconv(cd, &from, &left, &to, &room) != (size_t)-1)
		iconv(cd, NULL, NULL, &to, &room);
	*to = '\0';
	iconv_close(cd);
}

static void
assert_character(uint16_t cp, const char *want)
{
	struct xb_buf utf16;

	xb_buf_init(&utf16, 16);
	add_encoded(&utf16, "UTF-16LE", want);
	assert_int_equal(utf16.len, 2);
	assert_int_equal((unsigned char)utf16.ptr[0] | (unsigned char)utf16.ptr[1] << 8, cp);
	xb_buf_release(&utf16);
}

static void
every_byte_of_every_page_is_what_iconv_says(void **state)
{
	(void)state;
	for (int i = 0; i < XB_PAGES; i++)
		for (unsigned byte = 0x80; byte < 0x100; byte++) {
			uint16_t cp = xb_page_high[i][byte - 0x80];
			char want[16];

			by_iconv(want, xb_pages[i].name, (unsigned char)byte);
			if (want[0])
				assert_character(cp, want);
			else
				assert_int_equal(cp, XB_PAGE_NONE);
		}
}

static void
pages_are_found_by_their_own_names(void **state)
{
	(void)state;
	for (int i = 0; i < XB_PAGES; i++)
		assert_int_equal(xb_page_find(xb_str(xb_pages[i].name)), i);
	assert_string_equal(xb_pages[XB_PAGE_CP1251].name, "CP1251");
	assert_string_equal(xb_pages[XB_PAGE_CP1252].name, "CP1252");
}

static void
names_are_known_by_their_aliases(void **state)
{
	static const struct { const char *name, *page; } cases[] = {
		{ "windows-1251", "CP1251" }, { "cp1251", "CP1251" }, { "CP-1251", "CP1251" }, { "x-cp1251", "CP1251" },
		{ "x-mac-cyrillic", "MAC-CYRILLIC" }, { "MacCyrillic", "MAC-CYRILLIC" }, { "iso8859-9", "ISO-8859-9" },
		{ "latin5", "ISO-8859-9" }, { "ISO_8859-5", "ISO-8859-5" }, { "koi8", "KOI8-R" }, { "IBM866", "CP866" },
		{ "ruscii", "CP1125" }, { "KZ-1048", "RK1048" }, { "armscii-8", "ARMSCII-8" }, { "PTCP154", "PT154" },
		{ "latin1", "ISO-8859-1" }, { "ISO-8859-15", "ISO-8859-15" }, { "ibm855", "CP855" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int page = xb_page_find(xb_str(cases[i].name));

		assert_true(page >= 0);
		assert_string_equal(xb_pages[page].name, cases[i].page);
	}
	assert_int_equal(xb_page_find(xb_str("cp1251//IGNORE")), -1);
	assert_int_equal(xb_page_find(xb_str("klingon")), -1);
	assert_int_equal(xb_page_find(xb_str("")), -1);
}

static void
the_webs_names_of_eastern_asia_stand_for_larger_encodings(void **state)
{
	char name[XB_ENCODING_NAME];

	(void)state;
	assert_true(xb_encoding_name(name, xb_str("Shift_JIS")));
	assert_string_equal(name, "CP932");
	assert_true(xb_encoding_name(name, xb_str("gb2312")));
	assert_string_equal(name, "GB18030");
	assert_true(xb_encoding_name(name, xb_str("euc-jp")));
	assert_string_equal(name, "EUC-JP");
	assert_false(xb_encoding_name(name, xb_str("euc-jp//TRANSLIT")));
	assert_false(xb_encoding_name(name, xb_str("--")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_of_every_page_is_what_iconv_says),
		cmocka_unit_test(pages_are_found_by_their_own_names),
		cmocka_unit_test(names_are_known_by_their_aliases),
		cmocka_unit_test(the_webs_names_of_eastern_asia_stand_for_larger_encodings),
	};

	return cmocka_run_group_tests_name("charset_table", tests, NULL, NULL);
}
