/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML → tree: which elements end where, written as s-expressions. */
#include "reading.h"

#include "../../indexer/formats/html_tree.h"

#define LIMIT ((size_t)64 << 20)

static void
say_node(struct xb_buf *out, const struct xb_html_tree *tree, uint32_t i)
{
	const struct xb_html_node *node = &tree->nodes[i];

	if (node->tag == XB_HTML_TEXT) {
		xb_buf_printf(out, "%s'%.*s'", node->in_link ? "@" : "", XB_STR_ARG(node->source));
		return;
	}
	xb_buf_printf(out, "(%d", node->tag);
	for (uint32_t k = i + 1; k < node->end; k = tree->nodes[k].end) {
		xb_buf_add(out, " ", 1);
		say_node(out, tree, k);
	}
	xb_buf_add(out, ")", 1);
}

/* Both pages make the same tree; the second one has all its end tags. */
static void
assert_same(const char *html, const char *explicit)
{
	const char *const pages[] = { html, explicit };
	struct xb_buf said[2];
	struct xb_arena arena;
	struct xb_html_tree tree;
	xabar_error err;

	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < 2; i++) {
		xb_buf_init(&said[i], LIMIT);
		assert_int_equal(xb_html_parse(&tree, xb_str(pages[i]), &arena, &err), XABAR_OK);
		say_node(&said[i], &tree, 0);
	}
	assert_string_equal(said[0].ptr, said[1].ptr);
	xb_buf_release(&said[0]);
	xb_buf_release(&said[1]);
	xb_arena_release(&arena);
}

static void
end_tags_may_be_left_out(void **state)
{
	(void)state;
	assert_same("<p>a<p>b<div>c</div>d", "<p>a</p><p>b</p><div>c</div>d");
	assert_same("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>");
	assert_same("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
	assert_same("<table><tr><td>a<td>b<tr><td><table><tr><td>c</table>d</table>e",
	            "<table><tr><td>a</td><td>b</td></tr><tr><td><table><tr><td>c</td></tr></table>d</td></tr></table>e");
	assert_same("<table><thead><tr><th>a<tbody><tr><td>b</table>",
	            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>");
	assert_same("<h1>a<h2>b</h2>", "<h1>a</h1><h2>b</h2>");
	assert_same("<head><title>t</title><div>a", "<head><title>t</title></head><div>a</div>");
	assert_same("<p><b>a<p>b", "<p><b>a</b></p><p>b</p>");
}

static void
end_tags_of_nothing_are_nothing(void **state)
{
	(void)state;
	assert_same("a</p></div></b>b", "a<!-- -->b");
	assert_same("<div><table><tr><td>a</div>b</table>c</div>", "<div><table><tr><td>a<!-- -->b</td></tr></table>c</div>");
	assert_same("<b><div>a</b>b</div>", "<b><div>a<!-- -->b</div></b>");
	assert_same("<body>a</body>b</html>c", "<body>a<!-- -->b<!-- -->c");
	assert_same("a</br>b", "a<br>b");
}

static void
what_is_not_a_tag_is_text(void **state)
{
	(void)state;
	assert_same("a < b", "a < b");
	assert_same("a<!-- <p>x</p> -->b<!DOCTYPE html>c<?php x ?>d", "a<!-- -->b<!-- -->c<!-- -->d");
	assert_same("<!-- no end <p>x", " no end <p>x</p>");
	assert_same("<script>if (a<b) '<p>'</script>x", "<script>if (a<b) '<p>'</script >x");
	assert_same("<style>p{}</style><textarea><p></textarea>x", "<style></style><textarea></textarea>x");
	assert_same("<script>never ends <p>x", "<script>never ends <p>x</script>");
}

static void
links_end_with_their_cell(void **state)
{
	(void)state;
	assert_same("<a href=x>a</a>b", "<a href='x'>a</a>b");
	assert_same("<a name=top>a", "<a name=top>a</a>");
	assert_same("<table><tr><td><a href=x>a<td>b</table>", "<table><tr><td><a href=x>a</a></td><td>b</td></tr></table>");
}

static void
attributes_are_read_as_browsers_do(void **state)
{
	static const struct { const char *source, *name, *value; } cases[] = {
		{ " class=\"a b\"", "class", "a b" },
		{ " CLASS='a > b' id=x", "class", "a > b" },
		{ " CLASS='a > b' id=x", "id", "x" },
		{ " hidden class = a/b ", "class", "a/b" },
		{ " hidden class = a/b ", "hidden", "" },
		{ " a=1 a=2", "a", "1" },
		{ "/data-x=1/", "data-x", "1/" },
		{ " class=\"cut", "class", "cut" },
		{ " class", "id", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_html_node node = { .source = xb_str(cases[i].source), .tag = XB_HTML_DIV };
		struct xb_str value = xb_html_attr(&node, cases[i].name);

		assert_true(xb_str_is(value, cases[i].value));
	}
	assert_true(xb_html_has_attr(&(struct xb_html_node){ .source = xb_str(" hidden") }, "hidden"));
	assert_false(xb_html_has_attr(&(struct xb_html_node){ .source = xb_str(" hidden") }, "class"));
}

static void
names_are_found_in_any_case(void **state)
{
	static const char *const names[] = { "a", "BODY", "Blockquote", "br", "figcaption", "h6", "HTML", "noscript", "td", "video" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(xb_html_tag_find(xb_str(names[i])) > XB_HTML_OTHER);
	assert_int_equal(xb_html_tag_find(xb_str("h1")), XB_HTML_H1);
	assert_int_equal(xb_html_tag_find(xb_str("strong")), XB_HTML_STRONG);
	assert_int_equal(xb_html_tag_find(xb_str("span")), XB_HTML_OTHER);
	assert_int_equal(xb_html_tag_find(xb_str("amp-social-share")), XB_HTML_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(end_tags_may_be_left_out),
		cmocka_unit_test(end_tags_of_nothing_are_nothing),
		cmocka_unit_test(what_is_not_a_tag_is_text),
		cmocka_unit_test(links_end_with_their_cell),
		cmocka_unit_test(attributes_are_read_as_browsers_do),
		cmocka_unit_test(names_are_found_in_any_case),
	};

	return cmocka_run_group_tests_name("html_tree", tests, NULL, NULL);
}
