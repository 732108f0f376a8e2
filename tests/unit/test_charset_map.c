/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --charset-map: a user's own code page. */
#include <stdio.h>
#include <unistd.h>

#include "encoded.h"

/* A file of that name in a new folder, with this text. */
static void
make_map(char path[96], const char *text)
{
	char folder[] = "/tmp/xabar-test-XXXXXX";
	FILE *f;

	assert_non_null(mkdtemp(folder));
	snprintf(path, 96, "%s/azlat.map", folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
remove_map(char path[96])
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
}

static const char azlat[] = "# Times AzLat\n"
                            "base windows-1254\n"
                            "\n"
                            "E6 ə\n"
                            "0xC6 U+018F   # capital\r\n"
                            "  a4\tu+0259\n";

static void
a_map_reads_what_no_code_page_has(void **state)
{
	struct decoded d;
	char path[96];
	static const char bytes[] = "Az\xe6rbaycan \xc6lifbas\xfd, m\xa4tbuat \xfe\xf0";

	(void)state;
	make_map(path, azlat);
	decoder_init(&d, NULL, path);
	decode_bytes(&d, bytes, strlen(bytes), NULL);
	assert_decoded(&d, "Azərbaycan Əlifbası, mətbuat şğ", "azlat.map", XB_CHARSET_DECLARED);
	/* UTF-8 stays UTF-8, and clear text in another code page its own. */
	decode_bytes(&d, "Azərbaycan", strlen("Azərbaycan"), NULL);
	assert_decoded(&d, "Azərbaycan", "UTF-8", XB_CHARSET_UTF8);
	decoder_release(&d);
	remove_map(path);
}

static void
a_map_gives_way_to_clear_evidence(void **state)
{
	static const char text[] = "Поезд из Баку прибыл на станцию Гянджа с опозданием в сорок минут, сообщили в управлении дороги.";
	struct decoded d;
	struct xb_buf bytes;
	char path[96];

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	add_encoded(&bytes, "CP1251", text);
	make_map(path, azlat);
	decoder_init(&d, NULL, path);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_decoded(&d, text, "CP1251", XB_CHARSET_DETECTED);
	decoder_release(&d);
	remove_map(path);
	xb_buf_release(&bytes);
}

static void
the_base_is_windows_1252_unless_named(void **state)
{
	struct decoded d;
	char path[96];

	(void)state;
	make_map(path, "\xef\xbb\xbf" "E4 ə");
	decoder_init(&d, NULL, path);
	decode_bytes(&d, "m\xe4n \xfc\xf6", 6, NULL);
	assert_decoded(&d, "mən üö", "azlat.map", XB_CHARSET_DECLARED);
	decoder_release(&d);
	remove_map(path);
}

static void
errors_name_the_line(void **state)
{
	static const struct { const char *text, *why; } cases[] = {
		{ "E6 ə\nE7\n", "line 2: 'E7' is not a byte and a character" },
		{ "GG ə\n", "line 1: 'GG ə' is not a byte and a character" },
		{ "E6 əə\n", "line 1: 'E6 əə' is not a byte and a character" },
		{ "E6 U+\n", "line 1: 'E6 U+' is not a byte and a character" },
		{ "E6 U+D800\n", "line 1: 'E6 U+D800' is not a byte and a character" },
		{ "E6 U+1F686\n", "line 1: 'E6 U+1F686' is not a byte and a character" },
		{ "E6 \xff\n", "line 1: 'E6 \xff' is not a byte and a character" },
		{ "# a\n\n40 ə\n", "line 3: byte 40 is ascii, which a map leaves alone" },
		{ "E6 ə ü\n", "line 1: 'E6 ə ü' is more than a byte and a character" },
		{ "base klingon\n", "line 1: no 8-bit charset 'klingon' for a base" },
		{ "base gb18030\n", "line 1: no 8-bit charset 'gb18030' for a base" },
		{ "base\n", "line 1: no 8-bit charset '' for a base" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct xb_charset *charset;
		xabar_error err;
		char path[96];

		make_map(path, cases[i].text);
		assert_int_equal(xb_charset_new(&charset, NULL, path, &err), XABAR_EINVAL);
		assert_null(charset);
		assert_memory_equal(err.message, path, strlen(path));
		assert_string_equal(err.message + strlen(path) + 2, cases[i].why);
		remove_map(path);
		assert_int_equal(xb_charset_new(&charset, NULL, path, &err), XABAR_ENOTFOUND);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_reads_what_no_code_page_has),
		cmocka_unit_test(a_map_gives_way_to_clear_evidence),
		cmocka_unit_test(the_base_is_windows_1252_unless_named),
		cmocka_unit_test(errors_name_the_line),
	};

	return cmocka_run_group_tests_name("charset_map", tests, NULL, NULL);
}
