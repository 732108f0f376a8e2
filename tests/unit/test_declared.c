/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a document says that it is in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../indexer/charset/declared.h"

static void
assert_says(struct xb_str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.len ? got.ptr : "", want, got.len);
}

static void
an_xml_declaration_names_it(void **state)
{
	(void)state;
	assert_says(xb_declared_xml(xb_str("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a/>")), "windows-1251");
	assert_says(xb_declared_xml(xb_str("\xef\xbb\xbf\n<?xml version='1.0' encoding = 'KOI8-R' ?>")), "KOI8-R");
	assert_says(xb_declared_xml(xb_str("<?xml version=\"1.0\"?><a encoding=\"x\"/>")), "");
	assert_says(xb_declared_xml(xb_str("<a><?xml encoding=\"x\"?>")), "");
	assert_says(xb_declared_xml(xb_str("<?xml encoding=\"x\"")), "");
	assert_says(xb_declared_xml(xb_str("")), "");
}

static void
a_meta_element_names_it(void **state)
{
	(void)state;
	assert_says(xb_declared_html(xb_str("<html><META charset=windows-1254>")), "windows-1254");
	assert_says(xb_declared_html(xb_str("<meta name=x><meta http-equiv='Content-Type' content='text/html; charset=cp1251'>")),
	            "cp1251");
	assert_says(xb_declared_html(xb_str("<meta content=\"text/html; Charset = iso-8859-9 \" />")), "iso-8859-9");
	assert_says(xb_declared_html(xb_str("<?xml version=\"1.0\" encoding=\"utf-8\"?><meta charset=x>")), "utf-8");
	assert_says(xb_declared_html(xb_str("<p charset=x>")), "");
	assert_says(xb_declared_html(xb_str("<meta charset")), "");
}

static void
a_content_type_names_it(void **state)
{
	(void)state;
	assert_says(xb_declared_type(xb_str("text/html; charset=windows-1251")), "windows-1251");
	assert_says(xb_declared_type(xb_str("text/html;charset=\"utf-8\"; x=y")), "utf-8");
	assert_says(xb_declared_type(xb_str("text/html; charset=koi8-r; format=flowed")), "koi8-r");
	assert_says(xb_declared_type(xb_str("text/html")), "");
	assert_says(xb_declared_type(xb_str("text/html; charset=")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_xml_declaration_names_it),
		cmocka_unit_test(a_meta_element_names_it),
		cmocka_unit_test(a_content_type_names_it),
	};

	return cmocka_run_group_tests_name("declared", tests, NULL, NULL);
}
