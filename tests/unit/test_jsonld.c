/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON-LD: what is no JSON is mended; what an article says becomes facts. */
#include "reading.h"

#include "../../indexer/formats/jsonld.h"
#include "../../indexer/formats/jsonld_mend.h"

#define LIMIT ((size_t)64 << 20)

static void
assert_mended(const char *text, const char *want)
{
	struct xb_buf out;
	json_t *json;
	json_error_t why;

	xb_buf_init(&out, LIMIT);
	xb_jsonld_mend(&out, xb_str(text));
	assert_string_equal(out.ptr, want);
	json = json_loadb(out.ptr, out.len, 0, &why);
	if (!json)
		fail_msg("'%s': %s", out.ptr, why.text);
	json_decref(json);
	xb_buf_release(&out);
}

static void
json_is_left_as_it_is(void **state)
{
	(void)state;
	assert_mended("{\"a\":\"b\",\"c\":[true,null,{}],\"d\":{}}", "[{\"a\":\"b\",\"c\":[true,null,{}],\"d\":{}}]");
	assert_mended("[\"a, \\\"b\\\": c\\u0259\\ud83d\\ude00\\n\"]", "[[\"a, \\\"b\\\": c\\u0259\\ud83d\\ude00\\n\"]]");
	assert_mended("", "[]");
}

static void
strings_are_mended(void **state)
{
	(void)state;
	assert_mended("{\"a\":\"one\ntwo\tthree\x01\"}", "[{\"a\":\"one\\ntwo three \"}]");
	assert_mended("{\"a\":\"the \"Kitab\" fair\",\"b\":\"x\"}", "[{\"a\":\"the \\\"Kitab\\\" fair\",\"b\":\"x\"}]");
	assert_mended("{\"a\":\"he said: \"no\", and left\"}", "[{\"a\":\"he said: \\\"no\\\", and left\"}]");
	assert_mended("{\"a\":\"it\\'s \\x \\u12\"}", "[{\"a\":\"it's x u12\"}]");
	assert_mended("{\"a\":\"\\ud800 \\u0000x\"}", "[{\"a\":\"\\ufffd x\"}]");
	assert_mended("{\"a\":\"cut off he", "[{\"a\":\"cut off he\"}]");
	assert_mended("{\"a\":\"x\\", "[{\"a\":\"x\"}]");
}

static void
commas_and_colons_are_mended(void **state)
{
	(void)state;
	assert_mended("{\"a\":\"1\",,\"b\":\"2\",}", "[{\"a\":\"1\",\"b\":\"2\"}]");
	assert_mended("[\"a\",]", "[[\"a\"]]");
	assert_mended("{\"a\":\"1\"\n\"b\":\"2\"}", "[{\"a\":\"1\",\"b\":\"2\"}]");
	assert_mended("{\"a\":,\"b\"}", "[{\"a\":null,\"b\":null}]");
	assert_mended("{a:b,c:undefined,d:12.5}", "[{\"a\":\"b\",\"c\":null,\"d\":\"12.5\"}]");
	assert_mended("{\"a\":[1,2}", "[{\"a\":[\"1\",\"2\"]}]");
	assert_mended("{\"a\":{\"b\":\"c\"}]}", "[{\"a\":{\"b\":\"c\"}}]");
	assert_mended("{\"a\":[{\"b\":\"c\"", "[{\"a\":[{\"b\":\"c\"}]}]");
}

static void
wrappers_and_comments_are_left_out(void **state)
{
	(void)state;
	assert_mended("<!-- {\"a\":\"b\"} -->", "[{\"a\":\"b\"}]");
	assert_mended("//<![CDATA[\n{\"a\":\"b\"}\n//]]>", "[{\"a\":\"b\"}]");
	assert_mended("\xef\xbb\xbf{\"a\":\"b\"}", "[{\"a\":\"b\"}]");
	assert_mended("{ // one\n\"a\":\"http://x//y\" /* two */ }", "[{\"a\":\"http://x//y\"}]");
	assert_mended("{\"a\":\"b\"}{\"c\":\"d\"};", "[{\"a\":\"b\"},{\"c\":\"d\"}]");
	assert_mended("/* never", "[\"never\"]");
}

static void
what_nests_too_deep_is_left_out(void **state)
{
	char deep[256], want[256];

	(void)state;
	memset(deep, '[', 100);
	strcpy(deep + 100, "{\"a\":1}");
	memset(want, '[', XB_JSONLD_DEPTH_MAX);
	memset(want + XB_JSONLD_DEPTH_MAX, ']', XB_JSONLD_DEPTH_MAX);
	want[2 * XB_JSONLD_DEPTH_MAX] = '\0';
	assert_mended(deep, want);
}

/* ---- Facts ---- */

static void
assert_facts(const char *const scripts[], size_t n, const char *url, const char *want)
{
	static const char *const names[XB_HTML_FACT_COUNT] = {
		[XB_HTML_ID] = "id",           [XB_HTML_TITLE_FACT] = "title", [XB_HTML_SUBTITLE] = "subtitle", [XB_HTML_SUMMARY] = "summary",
		[XB_HTML_BODY_FACT] = "body",  [XB_HTML_PUBLISHED] = "date",   [XB_HTML_MODIFIED] = "updated",  [XB_HTML_BYLINE] = "byline",
		[XB_HTML_SOURCE] = "source",   [XB_HTML_PLACE] = "place",      [XB_HTML_RUBRIC] = "section",    [XB_HTML_TAGS] = "tags",
		[XB_HTML_LANG] = "lang",       [XB_HTML_URL] = "url",          [XB_HTML_CORRECTION] = "correction",
		[XB_HTML_PRINT_PAGE] = "page", [XB_HTML_PRINT_EDITION] = "edition",
	};
	struct xb_arena arena;
	struct xb_html_facts facts = { .arena = &arena };
	struct xb_jsonld jsonld = { 0 };
	struct xb_buf out;

	xb_arena_init(&arena, LIMIT);
	xb_buf_init(&out, LIMIT);
	for (size_t i = 0; i < n; i++)
		assert_true(xb_jsonld_read(&jsonld, xb_str(scripts[i])));
	xb_jsonld_facts(&facts, &jsonld, xb_str(url));
	xb_jsonld_release(&jsonld);
	xb_buf_add_str(&out, xb_str(facts.is_article ? "article" : "page"));
	for (int fact = 0; fact < XB_HTML_FACT_COUNT; fact++)
		for (size_t i = xb_html_next_best(&facts, fact, 0); i < facts.n; i = xb_html_next_best(&facts, fact, i + 1))
			xb_buf_printf(&out, " | %s=%.*s", names[fact], XB_STR_ARG(facts.said[i].value));
	assert_string_equal(out.ptr, want);
	xb_buf_release(&out);
	xb_arena_release(&arena);
}

static void
assert_script(const char *script, const char *want)
{
	assert_facts(&script, 1, "", want);
}

static void
an_article_says_its_fields(void **state)
{
	(void)state;
	assert_script("{\"@type\":\"NewsArticle\",\"headline\":\"H\",\"alternativeHeadline\":\"S\",\"datePublished\":\"2022-05-18\","
	              "\"dateModified\":\"2022-05-19\",\"author\":[{\"name\":\"A\"},\"B\",{\"@type\":\"Person\",\"url\":\"http://x/\"}],"
	              "\"publisher\":{\"name\":\"P\"},\"keywords\":\"k, l ,m\",\"articleSection\":[\"s\",\"t\"],"
	              "\"inLanguage\":{\"@type\":\"Language\",\"name\":\"Azerbaijani\",\"alternateName\":\"az\"},"
	              "\"contentLocation\":{\"@type\":\"Place\",\"address\":{\"addressLocality\":\"Quba\"}},\"printPage\":4,"
	              "\"correction\":{\"@type\":\"CorrectionComment\",\"text\":\"C\"}}",
	              "article | title=H | subtitle=S | date=2022-05-18 | updated=2022-05-19 | byline=A | byline=B | source=P | place=Quba"
	              " | section=s | section=t | tags=k | tags=l | tags=m | lang=az | correction=C | page=4");
	assert_script("{\"@type\":[\"http://schema.org/ReportageNewsArticle\"],\"headline\":\"H\",\"about\":[{\"name\":\"a\"},\"b\"]}",
	              "article | title=H | tags=a | tags=b");
	assert_script("{\"@type\":\"schema:OpinionNewsArticle\",\"headline\":\"H\"}", "article | title=H");
}

static void
references_are_followed(void **state)
{
	(void)state;
	assert_script("{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"H\",\"author\":{\"@id\":\"#p\"},\"publisher\":{\"@id\":\"#o\"}},"
	              "{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Nino\"},{\"@type\":\"Organization\",\"@id\":\"#o\",\"name\":\"Org\"}]}",
	              "article | title=H | byline=Nino | source=Org");
}

static void
the_article_of_the_page_is_taken(void **state)
{
	static const char *const scripts[] = {
		"{\"@type\":\"WebPage\",\"name\":\"Page\",\"inLanguage\":\"ru\",\"mainEntity\":{\"@type\":\"Article\",\"headline\":\"Main\"}}",
		"[{\"@type\":\"NewsArticle\",\"headline\":\"Other\",\"url\":\"https://x.example/1\"},"
		"{\"@type\":\"NewsArticle\",\"headline\":\"This\",\"url\":\"http://www.x.example/2/\"},"
		"{\"@type\":\"NewsArticle\",\"headline\":\"Third\",\"url\":\"https://x.example/3\"}]",
	};

	(void)state;
	assert_facts(scripts, 1, "", "article | title=Main | lang=ru");
	assert_facts(scripts + 1, 1, "https://x.example/2", "article | title=This | url=http://www.x.example/2/");
	assert_facts(scripts + 1, 1, "https://x.example/", "page");
	assert_script("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"headline\":\"Listed\"}]}", "page");
	assert_script("{\"@type\":\"Recipe\",\"name\":\"Plov\"}", "page");
}

static void
a_live_blog_is_its_updates(void **state)
{
	(void)state;
	assert_script("{\"@type\":\"LiveBlogPosting\",\"headline\":\"H\",\"articleBody\":\"Lead.\",\"liveBlogUpdate\":["
	              "{\"headline\":\"U1\",\"articleBody\":\"One.\"},{\"articleBody\":\"Two.\"}]}",
	              "article | title=H | body=Lead.\n\nU1\n\nOne.\n\nTwo.");
}

static void
breadcrumbs_say_the_section(void **state)
{
	(void)state;
	assert_script("{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"Home\"},{\"item\":{\"name\":\"Sport\"}},{\"name\":\"T\"}]}",
	              "page | section=Sport");
	assert_script("{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"Home\"},{\"name\":\"T\"}]}", "page");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_left_as_it_is),
		cmocka_unit_test(strings_are_mended),
		cmocka_unit_test(commas_and_colons_are_mended),
		cmocka_unit_test(wrappers_and_comments_are_left_out),
		cmocka_unit_test(what_nests_too_deep_is_left_out),
		cmocka_unit_test(an_article_says_its_fields),
		cmocka_unit_test(references_are_followed),
		cmocka_unit_test(the_article_of_the_page_is_taken),
		cmocka_unit_test(a_live_blog_is_its_updates),
		cmocka_unit_test(breadcrumbs_say_the_section),
	};

	return cmocka_run_group_tests_name("jsonld", tests, NULL, NULL);
}
