/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RSS, Atom, CDF. */
#include "reading.h"

#include <time.h>

#include "../../indexer/formats/url_resolve.h"

#define DATA "tests/data/formats/feed/"
#define CHANNEL "<rss version='2.0'><channel>"
#define ITEM(inner) CHANNEL "<item>" inner "</item></channel></rss>"
#define ATOM(inner) "<feed xmlns='http://www.w3.org/2005/Atom'>" inner "</feed>"

/* The pairs of a document's only record. */
static void
assert_pairs(const char *text, const char *want)
{
	char line[2048];

	snprintf(line, sizeof(line), "0-%zu%s%s\n", strlen(text), *want ? " " : "", want);
	assert_text_reads(text, "feed", line);
}

static void
rss_is_read(void **state)
{
	(void)state;
	assert_file_reads(DATA "rss2.xml", NULL, NULL,
		"0-0 id=gilavar-1017 title=Lənkəranda çay fabriki & muzey açıldı "
		"body=<p>Lənkəranda yeni çay fabriki açıldı.</p><p>Fabrikdə yüz nəfər işləyəcək…</p> "
		"summary=Fabrikdə yüz nəfər işləyəcək&#8230; lang=az date=Mon, 14 Oct 2024 09:30:00 +0400 "
		"url=https://gilavar.example.az/2024/cay?utm_source=rss byline=Aygün Məmmədova category=İqtisadiyyat "
		"category=Lənkəran tags=çay tags=fabrik source=Gilavar Xəbərləri\n"
		"0-1815 id=https://gilavar.example.az/2024/yol summary=Bakı–Quba yolu <b>bağlandı</b>. lang=ru "
		"date=2024-10-14T12:00+04:00 url=https://gilavar.example.az/2024/yol byline=Rəşad source=Azvire\n");
	assert_file_reads(DATA "rss1.rdf", NULL, NULL,
		"0-710 id=https://mtkvari.example.ge/1 title=თბილისში წვიმს summary=ხვალაც იწვიმებს. date=2023-11-02 "
		"url=https://mtkvari.example.ge/1 category=ამინდი source=მტკვარი\n");
}

static void
atom_is_read(void **state)
{
	(void)state;
	assert_file_reads(DATA "atom.xml", NULL, NULL,
		"0-0 id=tag:stepnoy.example.kz,2024:1 title=Наурыз &mdash; праздник <i>весны</i> "
		"body=<span><div><p>В Алматы отметили Наурыз.</p><p>1 &lt; 2</p></div></span> "
		"summary=Теги <b> в тексте &amp; остаются. lang=ru date=2024-03-22T07:10:00+05:00 "
		"updated=2024-03-22T08:00:00+05:00 url=https://stepnoy.example.kz/news/2024/nauryz.html byline=Редакция "
		"category=Культура category=Алматы source=Степной вестник\n"
		"0-1525 id=tag:stepnoy.example.kz,2024:2 title=Жаңалық lang=kk updated=2024-03-23T08:00:00Z "
		"url=https://kz.example.kz/c?d=1&e=2 byline=Айгүл byline=ерлан@example.kz source=Дала\n");
}

static void
other_feeds_are_read(void **state)
{
	(void)state;
	assert_text_reads("<CHANNEL HREF='http://a.az/'><TITLE>A</TITLE><ITEM HREF='http://a.az/1' LASTMOD='2001-02-03T04:05'>"
	                  "<TITLE>B</TITLE><ABSTRACT>C</ABSTRACT></ITEM></CHANNEL>", NULL,
	                  "0-154 title=B summary=C updated=2001-02-03T04:05 url=http://a.az/1 source=A\n");
	assert_text_reads("<entry xmlns='http://purl.org/atom/ns#'><title>A</title><issued>2004-01-02</issued>"
	                  "<content mode='base64' type='text/plain'>U3VsYWs8Yj4=</content></entry>", NULL,
	                  "0-154 title=A body=Sulak<b> date=2004-01-02\n");
	/* Items beside the channel, as in 0.90, and in a namespace that nobody knows. */
	assert_text_reads("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	                  "xmlns='http://my.netscape.com/rdf/simple/0.9/'><item><title>A</title></item>"
	                  "<channel><title>B</title></channel></rdf:RDF>", NULL, "0-186 title=A source=B\n");
	assert_pairs("<rss xmlns='http://a.az/ns'><channel><item><title>A</title></item></channel></rss>", "title=A");
}

static void
what_is_broken_is_read(void **state)
{
	(void)state;
	assert_file_reads(DATA "broken.xml", NULL, NULL,
		"0-0 title=Neft 80 $-dan < 70 $-a düşdü summary=<span>Bazarda <b>enmə<br>davam edir\u00a0– ekspert</br></b></span> "
		"date=14.10.2024 18:05 url=/xeber?id=7&lang=az source=Xəzər & Co\n"
		"0-0 title=İkinci body=<p>Bir</p><p>İki byline=Nigar source=Xəzər & Co\n"
		"0-593 title=Üçüncü xəbər yarım qa source=Xəzər & Co\n");
	/* An item that is not closed does not take the next into itself. */
	assert_text_reads(CHANNEL "<item><title>A</title><item><title>B</title></item></channel></rss>", "feed",
	                  "0-0 title=A\n0-95 title=B\n");
	/* Two feeds in one file. */
	assert_text_reads("<rss><channel><title>X</title><item><title>A</title></item></channel></rss>\n"
	                  "<rss><channel><title>Y</title><item><title>B</title></item></channel></rss>\n", "feed",
	                  "0-0 title=A source=X\n0-152 title=B source=Y\n");
}

static void
wordpress_exports_are_read(void **state)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_record record;
	bool more;

	(void)state;
	assert_file_reads(DATA "wordpress.xml", NULL, NULL,
		"0-0 id=https://rayon.example.az/?p=12 title=Məktəbə yeni avtobus verildi body=Kənd məktəbinə avtobus verildi. "
		"summary=Avtobus gəldi lang=az date=Tue, 05 Mar 2019 10:00:00 +0000 url=https://rayon.example.az/avtobus "
		"byline=leyla tags=məktəb category=Təhsil source=Rayon qəzeti\n"
		"0-1469 title=Qaralama body=Hələ yazılır lang=az source=Rayon qəzeti status=withheld\n");
	xb_arena_init(&arena, READING_LIMIT);
	assert_int_equal(xb_input_open(&ctx.input, DATA "wordpress.xml", NULL), XABAR_OK);
	assert_int_equal(xb_charset_new(&ctx.charset, NULL, NULL, NULL), XABAR_OK);
	assert_int_equal(xb_format_feed.open(&ctx, NULL), XABAR_OK);
	assert_int_equal(xb_format_feed.next(&record, &more, &ctx, NULL), XABAR_OK);
	assert_int_equal(notes.n, 1);
	assert_string_equal(notes.rows[0].what, "attachment");
	xb_format_feed.close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

static void
the_best_text_is_the_body(void **state)
{
	(void)state;
	assert_pairs(ITEM("<description>a</description><yandex:full-text>b</yandex:full-text>"), "body=b summary=a");
	assert_pairs(ITEM("<content:encoded> </content:encoded><description>a</description>"), "summary=a");
	assert_pairs(ITEM("<summary>a</summary><description>b</description>"), "body=b summary=a");
	assert_pairs(ITEM("<description>One <b>two</b></description>"), "summary=<span>One <b>two</b></span>");
	/* Another vocabulary's names are not the feed's. */
	assert_pairs("<rss xmlns:x='urn:x'><channel><item><x:title>a</x:title><title>b</title><x:description>c</x:description>"
	             "</item></channel></rss>", "title=b");
	assert_pairs(ATOM("<entry><image><title>a</title></image><title>b</title></entry>"), "title=b");
	assert_pairs(ATOM("<entry><media:group><media:description>a</media:description></media:group></entry>"), "summary=a");
}

static void
the_best_link_is_the_address(void **state)
{
	(void)state;
	assert_pairs(ITEM("<guid>http://a.az/1</guid>"), "id=http://a.az/1 url=http://a.az/1");
	assert_pairs(ITEM("<guid isPermaLink='false'>http://a.az/1</guid>"), "id=http://a.az/1");
	assert_pairs(ITEM("<guid>a1</guid>"), "id=a1");
	assert_pairs(ITEM("<link>http://a.az/r</link><feedburner:origLink>http://a.az/1</feedburner:origLink>"), "url=http://a.az/1");
	assert_pairs(ATOM("<entry><link rel='enclosure' href='a'/><link rel='alternate' type='application/json' href='b'/>"
	                  "<link type='text/html' href='c'/></entry>"), "url=c");
	/* Relative ones: by xml:base, else by the channel's link. */
	assert_pairs("<rss><channel><link>https://a.az/x/</link><item><link>../b</link></item></channel></rss>", "url=https://a.az/b");
	assert_pairs("<rss xml:base='http://a.az/x/'><channel xml:base='y/'><item xml:base='z/'><link>b</link></item></channel></rss>",
	             "url=http://a.az/x/y/z/b");
}

static void
the_best_date_is_the_date(void **state)
{
	(void)state;
	assert_pairs(ITEM("<pubDate>dünən</pubDate><dc:date>2024-10-14</dc:date>"), "date=2024-10-14");
	assert_pairs(ITEM("<pubDate>dünən</pubDate>"), "date=dünən");
	assert_pairs(ATOM("<entry><updated>2024-01-02</updated><published>2024-01-01</published></entry>"),
	             "date=2024-01-01 updated=2024-01-02");
	assert_pairs(ATOM("<entry><updated>2024-01-01</updated><published>2024-01-01</published></entry>"), "date=2024-01-01");
}

static void
people_have_names(void **state)
{
	(void)state;
	assert_pairs(ITEM("<author>me@a.az (Nigar Əliyeva)</author>"), "byline=Nigar Əliyeva");
	assert_pairs(ITEM("<author>\"Nigar Əliyeva\" &lt;me@a.az></author>"), "byline=Nigar Əliyeva");
	assert_pairs(ITEM("<author>me@a.az</author>"), "byline=me@a.az");
	assert_pairs(ITEM("<author>Nigar @nigar</author>"), "byline=Nigar @nigar");
	assert_pairs(ITEM("<dc:creator>A</dc:creator><dc:creator>B</dc:creator><author>c@a.az</author>"), "byline=A byline=B");
}

static void
languages_are_inherited(void **state)
{
	(void)state;
	assert_pairs("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='az'><entry><title xml:lang='tr'>a</title>"
	             "<summary>b</summary></entry></feed>", "title=a summary=b lang=az");
	assert_pairs("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='az'><entry><content xml:lang='ru'>b</content></entry></feed>",
	             "body=b lang=ru");
	assert_pairs("<rss><channel><language>kk</language><item><title>a</title></item></channel></rss>", "title=a lang=kk");
}

static void
no_items_are_no_error(void **state)
{
	(void)state;
	assert_text_reads(CHANNEL "<title>A</title></channel></rss>", NULL, "");
	assert_text_reads("", "feed", "");
	assert_text_reads(" \n", "feed", "");
	assert_text_reads("<html><p>a</p></html>", "feed", "0-21 ! no feed: the document's element is 'html'\n");
	assert_text_reads("plain", "feed", "0-5 ! no XML can be read: there is no element\n");
}

static int
detect(const char *text)
{
	return xb_format_feed.detect(xb_str(text));
}

static void
feeds_are_known_by_their_root(void **state)
{
	(void)state;
	assert_int_equal(detect("<rss version='0.91'>"), 97);
	assert_int_equal(detect("\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- <html> --><!DOCTYPE rss [<!ENTITY a '>'>]><rss>"), 97);
	assert_int_equal(detect("<br />\n<b>Notice</b>: x in <b>y</b>\n<?xml version='1.0'?><rss>"), 97);
	assert_int_equal(detect(ATOM("")), 97);
	assert_int_equal(detect("<a:feed xmlns:a='http://purl.org/atom/ns#'>"), 97);
	assert_int_equal(detect("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>"), 97);
	assert_int_equal(detect("<CHANNEL><ITEM>"), 97);
	assert_int_equal(detect("<rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'>"), 0);
	assert_int_equal(detect("<html><body><rss>"), 0);
	assert_int_equal(detect("<newsItem><rss/>"), 0);
	assert_int_equal(detect("{\"a\": \"<b>\"}"), 0);
	assert_int_equal(detect("<!-- never ends <rss>"), 0);
	assert_int_equal(detect("<"), 0);
	assert_int_equal(detect("<!"), 0);
}

static void
assert_resolved(const char *reference, const char *want)
{
	struct xb_arena arena;

	xb_arena_init(&arena, 4096);
	assert_true(xb_str_is(xb_url_resolve(xb_str("http://a/b/c/d;p?q"), xb_str(reference), &arena), want));
	xb_arena_release(&arena);
}

/* The examples of RFC 3986, 5.4. */
static void
references_are_resolved(void **state)
{
	static const char *const cases[][2] = {
		{ "g:h", "g:h" }, { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" }, { "//g", "http://g" }, { "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" }, { "g#s", "http://a/b/c/g#s" }, { ";x", "http://a/b/c/;x" },
		{ "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" }, { "./", "http://a/b/c/" }, { "..", "http://a/b/" },
		{ "../g", "http://a/b/g" }, { "../..", "http://a/" }, { "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
		{ "/../g", "http://a/g" }, { "g..", "http://a/b/c/g.." }, { "./g/.", "http://a/b/c/g/" },
		{ "g;x=1/../y", "http://a/b/c/y" }, { "g?y/../x", "http://a/b/c/g?y/../x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_resolved(cases[i][0], cases[i][1]);
}

/* Many items, and many channels around them, take no more than linear time. */
static void
large_feeds_are_read(void **state)
{
	static const struct { const char *repeated; bool deep; } cases[] = {
		{ "<item><title>a</title></item>", false }, { "<a><item/></a>", false }, { "<channel/><item/>", false },
		{ "<channel><item/>", true }, { "<item><guid/>", true },
	};
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_buf text, got;
		char path[64];
		size_t records = 0;

		xb_buf_init(&text, READING_LIMIT);
		xb_buf_add_str(&text, xb_str("<rss>"));
		for (size_t n = 0; n < 50000; n++)
			xb_buf_add_str(&text, xb_str(cases[i].repeated));
		close(make_file(path, text.ptr, text.len));
		got = read_file(path, "feed", NULL);
		for (size_t n = 0; n < got.len; n++)
			records += got.ptr[n] == '\n';
		assert_true(cases[i].deep ? records > 100 : records == 50000);
		xb_buf_release(&got);
		xb_buf_release(&text);
		unlink(path);
	}
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss_is_read),
		cmocka_unit_test(atom_is_read),
		cmocka_unit_test(other_feeds_are_read),
		cmocka_unit_test(what_is_broken_is_read),
		cmocka_unit_test(wordpress_exports_are_read),
		cmocka_unit_test(the_best_text_is_the_body),
		cmocka_unit_test(the_best_link_is_the_address),
		cmocka_unit_test(the_best_date_is_the_date),
		cmocka_unit_test(people_have_names),
		cmocka_unit_test(languages_are_inherited),
		cmocka_unit_test(no_items_are_no_error),
		cmocka_unit_test(feeds_are_known_by_their_root),
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(large_feeds_are_read),
	};

	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
