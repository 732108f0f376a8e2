/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML as it comes → a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "buf.h"
#include "../../indexer/formats/xml.h"

static xmlDoc *
parse(const char *text, size_t len, bool *mended)
{
	xabar_error err;
	xmlDoc *doc;
	xabar_status status = xb_xml_parse(&doc, mended, xb_strn(text, len), &err);

	if (status != XABAR_OK)
		fail_msg("%s", err.message);
	return doc;
}

static void
assert_tree_of(const char *text, size_t len, const char *want, bool want_mended)
{
	bool mended;
	xmlDoc *doc = parse(text, len, &mended);
	xmlBuffer *dump = xmlBufferCreate();

	xmlNodeDump(dump, doc, xmlDocGetRootElement(doc), 0, 0);
	assert_string_equal((const char *)xmlBufferContent(dump), want);
	assert_int_equal(mended, want_mended);
	xmlBufferFree(dump);
	xmlFreeDoc(doc);
}

static void
assert_tree(const char *text, const char *want)
{
	assert_tree_of(text, strlen(text), want, false);
}

static void
assert_mended(const char *text, const char *want)
{
	assert_tree_of(text, strlen(text), want, true);
}

static void
what_is_well_formed_stays(void **state)
{
	(void)state;
	assert_tree("<a/>", "<a/>");
	assert_tree("\xef\xbb\xbf<?xml version='1.0' encoding='windows-1251'?>\n<!-- <b> --><a>x<b c='1' d=\"'\">y</b>\n z</a>\n",
	            "<a>x<b c=\"1\" d=\"'\">y</b>\n z</a>");
	assert_tree("<a>&lt;p&gt; AT&amp;T &#x259;&#601; &quot;&apos;</a>", "<a>&lt;p&gt; AT&amp;T əə \"'</a>");
	assert_tree("<a b='x\n y'/>", "<a b=\"x  y\"/>");
	assert_tree("<a b='x &lt; &quot;y&quot; &amp;amp;'/>", "<a b=\"x &lt; &quot;y&quot; &amp;amp;\"/>");
	assert_tree("<a>x<![CDATA[<p>AT&T]]>y</a>", "<a>x&lt;p&gt;AT&amp;Ty</a>");
	assert_tree("<a xmlns:x='urn:x'><x:b x:c='1'/></a >", "<a xmlns:x=\"urn:x\"><x:b x:c=\"1\"/></a>");
	assert_tree("<a>1\r\n2\r3&#13;4 ]]&gt;</a>", "<a>1\n2\n3\n4 ]]&gt;</a>");
}

static void
entities_are_resolved(void **state)
{
	(void)state;
	/* HTML's, declared or not. */
	assert_mended("<a b='&laquo;'>&nbsp;&eacute;&hellip;</a>", "<a b=\"«\">\u00a0é…</a>");
	assert_tree("<!DOCTYPE a PUBLIC \"-//X//EN\" \"http://example.az/a.dtd\"><a>&eacute;</a>", "<a>é</a>");
	/* The document's own. */
	assert_tree("<!DOCTYPE a [<!-- it's > --><!ENTITY who \"Aygün &amp; Rəşad\">\n<!ENTITY % p \"x\"><!ELEMENT a ANY>]><a>&who;</a>",
	            "<a>Aygün &amp; Rəşad</a>");
	/* What is none. */
	assert_mended("<a>AT&T, R & B, a&b; &#xyz; &;</a>", "<a>AT&amp;T, R &amp; B, a&amp;b; &amp;#xyz; &amp;;</a>");
	/* Numbers that are no characters, and those that mean windows-1252. */
	assert_mended("<a>&#0;|&#x1f;|&#55296;|&#x110000;|&#99999999999999999999;|&#xFFFE;</a>", "<a> | |�|�|�|�</a>");
	assert_mended("<a>&#150;&#x92;</a>", "<a>–’</a>");
	assert_mended("<a>don\xc2\x92t</a>", "<a>don’t</a>");
}

static void
ill_formed_text_is_mended(void **state)
{
	static const char nul[] = "<a>x\0y\x01\x0b z\xef\xbf\xbf</a>";

	(void)state;
	assert_tree_of(nul, sizeof(nul) - 1, "<a>x y   z�</a>", true);
	assert_mended("<a>1 < 2, a <b, <3 and <<</a>", "<a>1 &lt; 2, a &lt;b, &lt;3 and &lt;&lt;</a>");
	assert_mended("Warning: mysql_connect()\n<?xml version='1.0'?><a/>", "<a/>");
	assert_mended("<a>x<!-- no end <b/></a>", "<a>x</a>");
	assert_mended("<a>x<![CDATA[ y </a>", "<a>x y &lt;/a&gt;</a>");
	assert_mended("<a>x<?php y </a>", "<a>x</a>");
}

static void
tags_are_balanced(void **state)
{
	(void)state;
	assert_mended("<r><a><b>x</a><a>y</a></r>", "<r><a><b>x</b></a><a>y</a></r>");
	assert_mended("<r><a>x</i></a><a>y</b></a></r>", "<r><a>x</a><a>y</a></r>");
	assert_mended("<r><a>x</A></r>", "<r><a>x</a></r>");
	assert_mended("<r><a>x<br>y<img src=b.png>z</a><a>w</a></r>", "<r><a>x<br>y<img src=\"b.png\">z</img></br></a><a>w</a></r>");
	/* Cut off. */
	assert_mended("<r><a>x</a><a>y", "<r><a>x</a><a>y</a></r>");
	assert_mended("<r><a>x</a", "<r><a>x</a></r>");
	assert_mended("<r><a>x</a><b c='", "<r><a>x</a><b c=\"\"/></r>");
	/* What follows the root is put in it. */
	assert_mended("<r><a/></r>\n<r><b/></r>", "<r><a/><r><b/></r></r>");
	assert_mended("<r/><b/>", "<r><b/></r>");
	assert_mended("<r></b></r>", "<r/>");
}

static void
attributes_are_mended(void **state)
{
	(void)state;
	assert_mended("<a b=1 c d='x' b='2' =e \"f\" g = h/>", "<a b=\"1\" c=\"\" d=\"x\" g=\"h/\"/>");
	assert_mended("<a b='x<y & z'/>", "<a b=\"x&lt;y &amp; z\"/>");
	assert_mended("<r><a href='x>y</a><b/></r>", "<r><a href=\"x\">y</a><b/></r>");
	assert_tree("<ad é='1'/>", "<ad é=\"1\"/>");
}

static void
prefixes_need_no_declaration(void **state)
{
	const char *text = "<rss><item><media:title media:type='plain'>x</media:title></item></rss>";
	bool mended;
	xmlDoc *doc = parse(text, strlen(text), &mended);
	const xmlNode *title = xb_xml_find(xmlDocGetRootElement(doc), "item/title");

	(void)state;
	assert_true(xb_xml_is(title, "title"));
	assert_true(xb_str_is(xb_xml_attr(title, "type", NULL), "plain"));
	assert_null(xb_xml_find(xmlDocGetRootElement(doc), "item/body"));
	xmlFreeDoc(doc);
}

static void
text_and_markup(void **state)
{
	const char *text = "<a>One &lt; <i>two</i><x:br xmlns:x='urn:x'/>\n&amp; <b/></a>";
	struct xb_arena arena;
	bool mended;
	xmlDoc *doc = parse(text, strlen(text), &mended);
	const xmlNode *root = xmlDocGetRootElement(doc);

	(void)state;
	xb_arena_init(&arena, (size_t)1 << 20);
	assert_string_equal(xb_xml_text(root, &arena).ptr, "One < two\n& ");
	assert_string_equal(xb_xml_markup(root, &arena).ptr, "<span>One &lt; <i>two</i><br/>\n&amp; <b/></span>");
	assert_string_equal(xb_xml_text(xb_xml_child(root, "i"), &arena).ptr, "two");
	assert_int_equal(xb_xml_text(xb_xml_child(root, "b"), &arena).len, 0);
	assert_int_equal(xb_xml_text(NULL, &arena).len, 0);
	assert_int_equal(xb_xml_markup(NULL, &arena).len, 0);
	xb_arena_release(&arena);
	xb_arena_init(&arena, 4);
	assert_null(xb_xml_text(root, &arena).ptr);
	assert_null(xb_xml_markup(root, &arena).ptr);
	xb_arena_release(&arena);
	xmlFreeDoc(doc);
}

static void
no_element_is_no_document(void **state)
{
	static const char *const texts[] = { "", "plain", "<!-- a -->", "<?xml version='1.0'?>", "</a>", "a < b" };
	xabar_error err;
	xmlDoc *doc;
	bool mended;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_int_equal(xb_xml_parse(&doc, &mended, xb_str(texts[i]), &err), XABAR_ERECORD);
		assert_null(doc);
	}
}

/* ---- What would take a parser long ---- */

static void
fill(struct xb_buf *buf, const char *head, const char *repeated, size_t times, const char *tail)
{
	xb_buf_init(buf, (size_t)128 << 20);
	xb_buf_add_str(buf, xb_str(head));
	for (size_t i = 0; i < times; i++)
		xb_buf_add_str(buf, xb_str(repeated));
	xb_buf_add_str(buf, xb_str(tail));
}

/* Parses within five seconds, where what is not linear would take minutes; returns the tree, or NULL when it was refused. */
static xmlDoc *
parse_hostile(const char *head, const char *repeated, size_t times, const char *tail)
{
	clock_t start = clock();
	struct xb_buf buf;
	xabar_error err;
	xmlDoc *doc;
	bool mended;

	fill(&buf, head, repeated, times, tail);
	if (xb_xml_parse(&doc, &mended, xb_buf_view(&buf), &err) != XABAR_OK)
		assert_null(doc);
	xb_buf_release(&buf);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
	return doc;
}

static void
entities_do_not_multiply(void **state)
{
	static const char bomb[] = "<!DOCTYPE a [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">"
	                           "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a k='&c;'>&c;|&x;</a>";
	xmlDoc *doc;
	char long_entity[1200];

	(void)state;
	assert_tree_of(bomb, sizeof(bomb) - 1, "<a k=\"&amp;b;&amp;b;&amp;b;\">&amp;b;&amp;b;&amp;b;|&amp;x;</a>", true);
	/* One entity many times grows no more than twofold. */
	snprintf(long_entity, sizeof(long_entity), "<!DOCTYPE a [<!ENTITY a \"%01000d\">]><a>", 0);
	doc = parse_hostile(long_entity, "&a;", 1000000, "</a>");
	assert_non_null(doc);
	assert_true(strlen((const char *)xmlDocGetRootElement(doc)->children->content) < 8000000);
	xmlFreeDoc(doc);
}

static void
depth_is_bounded(void **state)
{
	size_t depth = 0;
	struct xb_arena arena;
	xmlDoc *doc = parse_hostile("<r>", "<a>", 100000, "deep");

	(void)state;
	assert_non_null(doc);
	for (xmlNode *node = xmlDocGetRootElement(doc); node && node->type == XML_ELEMENT_NODE; node = node->children)
		depth++;
	assert_int_equal(depth, 256);
	xb_arena_init(&arena, (size_t)1 << 20);
	assert_string_equal(xb_xml_text(xmlDocGetRootElement(doc), &arena).ptr, "deep");
	xb_arena_release(&arena);
	xmlFreeDoc(doc);
	/* Elements after the deep ones are where they belong. */
	doc = parse_hostile("<r><d>", "<a>", 100000, "</d><e/></r>");
	assert_true(xb_xml_is(xb_xml_next(xb_xml_child(xmlDocGetRootElement(doc), "d"), NULL), "e"));
	xmlFreeDoc(doc);
}

static void
work_is_linear(void **state)
{
	static const struct { const char *head, *repeated; size_t times; const char *tail; } cases[] = {
		{ "<a ", "b='1' c='2' ", 125000, "/>" },
		{ "<a ", "xmlns:b='1' xmlns:c='2' ", 125000, "/>" },
		{ "<a ", "b", 5000000, "='1'/>" },
		{ "<a ", "\xc3\xa9=", 2000000, "='1'/>" },
		{ "<a>", "<b></c>", 250000, "" },
		{ "<a>", "</c>", 1250000, "" },
		{ "<a>", "<!--", 1250000, "" },
		{ "<a>", "<![CDATA[", 500000, "" },
		{ "<a>", "<?", 1250000, "" },
		{ "<a>", "<a b='", 500000, "" },
		{ "<a>", "<a b=\"<a c='", 500000, "" },
		{ "<a>", "&", 5000000, "</a>" },
		{ "<a>", "&#x26;&lt;x", 500000, "</a>" },
		{ "<!DOCTYPE a [", "<!ENTITY a 'b'>", 250000, "]><a/>" },
		{ "<!DOCTYPE a [", "\"", 1000001, "]><a/>" },
		{ "", "<a xmlns:b='urn:c' b:d='e'>", 125000, "" },
		{ "<a>", "<b/>", 3000000, "</a>" }, /* over the limit */
		{ "<a>", "]]>", 1250000, "</a>" },
		{ "", "x", 12500000, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		xmlFreeDoc(parse_hostile(cases[i].head, cases[i].repeated, cases[i].times, cases[i].tail));
}

static void
long_texts_are_read(void **state)
{
	xmlDoc *doc = parse_hostile("<a>", "0123456789", 2000000, "</a>");

	(void)state;
	assert_int_equal(strlen((const char *)xmlDocGetRootElement(doc)->children->content), 20000000);
	xmlFreeDoc(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_well_formed_stays),
		cmocka_unit_test(entities_are_resolved),
		cmocka_unit_test(ill_formed_text_is_mended),
		cmocka_unit_test(tags_are_balanced),
		cmocka_unit_test(attributes_are_mended),
		cmocka_unit_test(prefixes_need_no_declaration),
		cmocka_unit_test(text_and_markup),
		cmocka_unit_test(no_element_is_no_document),
		cmocka_unit_test(entities_do_not_multiply),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(work_is_linear),
		cmocka_unit_test(long_texts_are_read),
	};

	return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
