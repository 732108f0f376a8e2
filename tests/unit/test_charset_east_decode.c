/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Encodings of Eastern Asia: CDATA, short records, bad bytes, damaged UTF-8, capitals of KOI8-R. */
#include "encoded.h"

static const char simplified[] = "昨天晚上因为大雪，列车到达车站的时间晚了两个小时，铁路公司说会给乘客退款。";
static const char korean[] = "어제 밤 폭설로 열차가 역에 두 시간 늦게 도착했다고 철도 회사가 발표했다.";

static void
decode_text(struct decoded *d, const char *encoding, const char *text)
{
	struct xb_buf bytes;

	xb_buf_init(&bytes, 1 << 16);
	add_encoded(&bytes, encoding, text);
	decode_bytes(d, bytes.ptr, bytes.len, NULL);
	xb_buf_release(&bytes);
}

static void
text_of_a_cdata_section_counts(void **state)
{
	static const char feed[] = "<title><![CDATA[鐵路公司說會給乘客退款，列車到達車站的時間晚了兩個小時]]></title>";
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	decode_text(&d, "BIG5", feed);
	assert_decoded(&d, feed, "BIG5-HKSCS", XB_CHARSET_DETECTED);
	decoder_release(&d);
}

static void
a_short_text_is_in_what_the_input_was_in(void **state)
{
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	decode_text(&d, "EUC-KR", korean);
	decode_text(&d, "EUC-KR", "서울역");
	assert_decoded(&d, "서울역", "CP949", XB_CHARSET_DETECTED);
	decoder_release(&d);
}

static void
a_bad_byte_costs_one_character(void **state)
{
	struct decoded d;
	struct xb_buf bytes;

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	add_encoded(&bytes, "EUC-KR", korean);
	xb_buf_add(&bytes, " \xff ", 3);
	add_encoded(&bytes, "EUC-KR", korean);
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_string_equal(d.found.charset, "CP949");
	assert_int_equal(d.found.replaced, 1);
	decoder_release(&d);
	xb_buf_release(&bytes);
}

static void
damaged_utf8_stays_utf8(void **state)
{
	struct decoded d;
	struct xb_buf bytes;

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	for (int i = 0; i < 4; i++) {
		xb_buf_add(&bytes, simplified, strlen(simplified));
		xb_buf_add(&bytes, "\xe6", 1);
	}
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_string_equal(d.found.charset, "UTF-8");
	decoder_release(&d);
	xb_buf_release(&bytes);
}

static void
capitals_of_koi8_are_not_taken_for_chinese(void **state)
{
	static const char text[] = "<p><![CDATA[ПОЕЗД ПРИБЫЛ НА СТАНЦИЮ С ОПОЗДАНИЕМ, СООБЩИЛИ НА ВОКЗАЛЕ]]></p>";
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	decode_text(&d, "KOI8-R", text);
	assert_decoded(&d, text, "KOI8-R", XB_CHARSET_DETECTED);
	decoder_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_a_cdata_section_counts),
		cmocka_unit_test(a_short_text_is_in_what_the_input_was_in),
		cmocka_unit_test(a_bad_byte_costs_one_character),
		cmocka_unit_test(damaged_utf8_stays_utf8),
		cmocka_unit_test(capitals_of_koi8_are_not_taken_for_chinese),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
