/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What feeds and lines are made of: dates, addresses, identifiers, widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../searcher/render_layout.h"
#include "../../searcher/render_web.h"

static struct xb_buf buf;

static int
start(void **state)
{
	(void)state;
	xb_buf_init(&buf, 1 << 20);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	xb_buf_release(&buf);
	return 0;
}

static const char *
text(void)
{
	return xb_buf_view(&buf).ptr;
}

/* What `format` makes of an ISO date. */
static const char *
formatted(void (*format)(struct xb_buf *out, const struct xb_date_parts *date), const char *date)
{
	struct xb_date_parts parts;

	xb_buf_clear(&buf);
	assert_true(xb_date_parts(&parts, date));
	format(&buf, &parts);
	return text();
}

/* The days of the week are as Python has them. */
static void
dates_as_mail_writes_them(void **state)
{
	(void)state;
	assert_string_equal(formatted(xb_date_rfc822, "2022-05-18T16:40:00+04:00"), "Wed, 18 May 2022 16:40:00 +0400");
	assert_string_equal(formatted(xb_date_rfc822, "2000-02-29T00:00:01-03:30"), "Tue, 29 Feb 2000 00:00:01 -0330");
	assert_string_equal(formatted(xb_date_rfc822, "1970-01-01T00:00:00Z"), "Thu, 01 Jan 1970 00:00:00 +0000");
	assert_string_equal(formatted(xb_date_rfc822, "1918-10-31"), "Thu, 31 Oct 1918 00:00:00 -0000");
	assert_string_equal(formatted(xb_date_rfc822, "1875-07-22T08:00:00"), "Thu, 22 Jul 1875 08:00:00 -0000");
}

static void
dates_as_the_net_writes_them(void **state)
{
	(void)state;
	assert_string_equal(formatted(xb_date_rfc3339, "2022-05-18T16:40:00+03:30"), "2022-05-18T16:40:00+03:30");
	assert_string_equal(formatted(xb_date_rfc3339, "2022-05-18T16:40:00Z"), "2022-05-18T16:40:00+00:00");
	assert_string_equal(formatted(xb_date_rfc3339, "2022-05-18"), "2022-05-18T00:00:00-00:00");
	assert_string_equal(formatted(xb_date_rfc3339, "2022-05"), "2022-05-01T00:00:00-00:00");
	assert_string_equal(formatted(xb_date_rfc3339, "2022"), "2022-01-01T00:00:00-00:00");
}

static void
what_is_no_date(void **state)
{
	static const char *const none[] = { "", "soon", "2022-13", "2022-00", "2022-05-32", "-" };
	struct xb_date_parts parts;

	(void)state;
	assert_false(xb_date_parts(&parts, NULL));
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(xb_date_parts(&parts, none[i]));
}

static void
addresses_to_follow(void **state)
{
	(void)state;
	assert_true(xb_web_is_link("https://wire.example/a?b=1&c=2#d"));
	assert_true(xb_web_is_link("HTTP://wire.example/ək"));
	assert_false(xb_web_is_link("javascript:alert(1)"));
	assert_false(xb_web_is_link("data:text/html,x"));
	assert_false(xb_web_is_link("//wire.example/a"));
	assert_false(xb_web_is_link("https://wire.example/a b"));
	assert_false(xb_web_is_link("https://wire.example/\"onclick=\"x"));
	assert_false(xb_web_is_link(NULL));
}

/* RFC 5646, 2.1, by form. */
static void
language_tags(void **state)
{
	(void)state;
	assert_true(xb_web_is_lang("az"));
	assert_true(xb_web_is_lang("uz-Cyrl-UZ"));
	assert_true(xb_web_is_lang("de-1996"));
	assert_true(xb_web_is_lang("az-x-south"));
	assert_false(xb_web_is_lang("a"));
	assert_false(xb_web_is_lang("az-"));
	assert_false(xb_web_is_lang("az_AZ"));
	assert_false(xb_web_is_lang("az\""));
	assert_false(xb_web_is_lang("azerbaijani"));
	assert_false(xb_web_is_lang(""));
	assert_false(xb_web_is_lang(NULL));
}

/* XML 1.0, 2.2. */
static void
characters_of_xml(void **state)
{
	(void)state;
	xb_buf_clear(&buf);
	xb_web_text(&buf, xb_str("a\tb\n<&>\"\x01\x1b\xef\xbf\xbe\xff\xf0\x9f\x9a\x82"));
	assert_string_equal(text(), "a\tb\n&lt;&amp;&gt;&quot;\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xf0\x9f\x9a\x82");
}

static void
marks_and_paragraphs(void **state)
{
	const xabar_mark marks[] = { { 0, 1 }, { 4, 5 } };
	const xabar_text marked = { "<a b>", marks, 2 };

	(void)state;
	xb_buf_clear(&buf);
	xb_web_marked(&buf, &marked);
	assert_string_equal(text(), "<mark>&lt;</mark>a b<mark>&gt;</mark>");
	xb_buf_clear(&buf);
	xb_web_paragraphs(&buf, "\n\none\ntwo\n\n\n<three>");
	assert_string_equal(text(), "<p>one\ntwo</p>\n<p>&lt;three&gt;</p>\n");
}

/* By the East Asian widths of UAX #11 and the general categories. */
static void
widths(void **state)
{
	(void)state;
	assert_int_equal(xb_layout_width(xb_str("")), 0);
	assert_int_equal(xb_layout_width(xb_str("Bakı")), 4);
	assert_int_equal(xb_layout_width(xb_str("Баку")), 4);
	assert_int_equal(xb_layout_width(xb_str("باکو")), 4);
	assert_int_equal(xb_layout_width(xb_str("巴库")), 4);
	assert_int_equal(xb_layout_width(xb_str("e\xcc\x81")), 1);             /* a combining acute */
	assert_int_equal(xb_layout_width(xb_str("a\xe2\x80\x8b" "b")), 2);     /* a zero width space */
	assert_int_equal(xb_layout_width(xb_str("\xe2\x81\xa8" "a\xe2\x81\xa9")), 1); /* isolates */
	assert_int_equal(xb_layout_width(xb_str("می\xe2\x80\x8cشود")), 5);     /* a zero width non-joiner */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_as_mail_writes_them),
		cmocka_unit_test(dates_as_the_net_writes_them),
		cmocka_unit_test(what_is_no_date),
		cmocka_unit_test(addresses_to_follow),
		cmocka_unit_test(language_tags),
		cmocka_unit_test(characters_of_xml),
		cmocka_unit_test(marks_and_paragraphs),
		cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
