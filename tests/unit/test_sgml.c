/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collections in SGML: TREC, Hamshahri, Reuters-21578. */
#include "reading.h"

#include "../../indexer/formats/sgml.h"

static void
a_doc_is_a_dispatch(void **state)
{
	(void)state;
	assert_text_reads("<DOC>\n<DOCNO> FT911-3 </DOCNO>\n<DATE>910514</DATE>\n<HEADLINE>Bridge closed</HEADLINE>\n"
	                  "<TEXT>\nIt is &amp; was.\n</TEXT>\n</DOC>\n<doc><docno>2</docno><text>B</text></doc>\n",
	                  NULL,
	                  "0-125 id= FT911-3  date=1991-05-14 title=Bridge closed body=\nIt is &amp; was.\n\n"
	                  "125-167 id=2 body=B\n");
}

static void
dates_are_read_as_their_collections_write_them(void **state)
{
	(void)state;
	assert_text_reads("<DOC><DOCNO>LA1</DOCNO><DATE><P>\nJanuary 1, 1989, Sunday, Home Edition\n</P></DATE></DOC>"
	                  "<DOC><DOCNO>W</DOCNO><DD> 03/24/87</DD></DOC><DOC><DOCNO>F</DOCNO><DATE1> 1 March 1994 </DATE1></DOC>"
	                  "<DOC><DOCNO> AP880212-0007 </DOCNO></DOC><DOC id=\"APW_ENG_19940512.0003\" type=\"story\"></DOC>",
	                  NULL,
	                  "0-88 id=LA1 date=1989-01-01\n88-133 id=W date=1987-03-24\n133-189 id=F date=1 March 1994\n"
	                  "189-230 id= AP880212-0007  date=1988-02-12\n"
	                  "230-281 id=APW_ENG_19940512.0003 type=story date=1994-05-12\n");
}

static void
bad_markup_ends_with_its_document(void **state)
{
	(void)state;
	assert_text_reads("<DOC>\n<DOCNO>1</DOCNO>\n<HL>Open\n<TEXT>No <end tag\n<DOC>\n<DOCNO>2\n<TEXT>a <b>c</b> < d</TEXT>\n</DOC>",
	                  NULL,
	                  "0-50 id=1 title=Open\n body=No <end tag\n\n"
	                  "50-99 id=2\n body=a c < d\n");
}

static void
hamshahri_is_read_in_both_its_forms(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/trec/hamshahri.xml", NULL, NULL,
	                  "52-480 docid=HAM2-820710-001 date=2003-10-02 date=2003-10-02 section=اقتصاد section=Economy "
	                  "title=کشتی دوباره راه افتاد body=کشتی گیلاور پس از نه روز توفان راه افتاد.\n\n"
	                  "چهل کامیون در بندر بودند.\n");
	assert_file_reads("tests/data/formats/trec/hamshahri.txt", NULL, NULL,
	                  "0-111 id=1 date=1996-06-22 section=eqtes title=بندر باز شد "
	                  "body=\nبندر تارکان پس از توفان باز شد.\n\n"
	                  "111-166 id=2 date=1996-06-23 section=adabh body=پل بسته است.\n\n");
}

static void
time_magazine_is_read(void **state)
{
	(void)state;
	assert_text_reads("*TEXT 017 01/04/63 PAGE 020\n\nTHE FERRY SAILED .\n*TEXT 018 01/04/63 PAGE 021\nIT RAINED .\n*STOP\n",
	                  NULL,
	                  "0-48 id=017 date=1963-01-04 body=\nTHE FERRY SAILED .\n\n"
	                  "48-94 id=018 date=1963-01-04 body=IT RAINED .\n");
}

static void
reuters_has_its_fields(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/reuters/ferry.sgm", NULL, NULL,
	                  "36-716 id=1 oldid=5544 date=26-FEB-1987 15:01:01.79 tags=ship tags=grain tags=ussr "
	                  "slug=BC-GILAVAR-FERRY title=GILAVAR <GLV> FERRY SAILS AGAIN byline=Leyla Sadiq, Reuters "
	                  "place=GILAVAR body=The ferry sailed again after nine\ndays of storm, Gilavar Lines <GLV> said.\n"
	                  "    Forty lorries were waiting.\n Reuter\n  source=Reuters lang=en\n"
	                  "716-919 id=2 oldid=5545 date=26-FEB-1987 15:02:20.00 title=BRIDGE CLOSED - OFFICIAL "
	                  "source=Reuters lang=en\n"
	                  "919-1102 id=3 oldid=5546 date=26-FEB-1987 15:03:27.51 body= \nPRICES OF THE DAY\n WHEAT   90\n \n "
	                  "source=Reuters lang=en\n");
}

static void
attributes_are_found_with_quotes_and_without(void **state)
{
	struct xb_sgml_tag tag;

	(void)state;
	assert_true(xb_sgml_tag_next(&tag, xb_str("a < b <REUTERS TOPICS=YES NEWID = '7' x>"), 0));
	assert_int_equal(tag.start, 6);
	assert_true(xb_str_is(xb_sgml_attr(&tag, "topics"), "YES"));
	assert_true(xb_str_is(xb_sgml_attr(&tag, "newid"), "7"));
	assert_int_equal(xb_sgml_attr(&tag, "x").len, 0);
	assert_int_equal(xb_sgml_attr(&tag, "YES").len, 0);
}

static void
a_dateline_has_a_place(void **state)
{
	static const struct { const char *line, *place; } rows[] = {
		{ "    SALVADOR, Feb 26 - ", "SALVADOR" },      { "NASHVILLE, Tenn., March 2 -", "NASHVILLE, Tenn." },
		{ "BEIRUT, Lebanon (AP) ", "BEIRUT, Lebanon" }, { "NEW YORK", "NEW YORK" }, { "-", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_true(xb_str_is(xb_dateline_place(xb_str(rows[i].line)), rows[i].place));
}

static void
other_sgml_is_not_taken(void **state)
{
	(void)state;
	assert_int_equal(xb_format_find("trec")->detect(xb_str("<html><body><DOC>x</DOC>")), 0);
	assert_int_equal(xb_format_find("trec")->detect(xb_str("He said: <DOC is a word>")), 0);
	assert_int_equal(xb_format_find("reuters")->detect(xb_str("<rss><REUTERS >x")), 0);
	assert_text_reads("nothing of the kind", "trec", "");
	assert_text_reads("", "reuters", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_doc_is_a_dispatch),
		cmocka_unit_test(dates_are_read_as_their_collections_write_them),
		cmocka_unit_test(bad_markup_ends_with_its_document),
		cmocka_unit_test(hamshahri_is_read_in_both_its_forms),
		cmocka_unit_test(time_magazine_is_read),
		cmocka_unit_test(reuters_has_its_fields),
		cmocka_unit_test(attributes_are_found_with_quotes_and_without),
		cmocka_unit_test(a_dateline_has_a_place),
		cmocka_unit_test(other_sgml_is_not_taken),
	};

	return cmocka_run_group_tests_name("sgml", tests, NULL, NULL);
}
