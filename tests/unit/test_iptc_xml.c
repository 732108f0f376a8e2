/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_iptc_xml.c - NITF, NewsML 1.2 and NewsML-G2. What is expected is worked out by hand from the documents and the
 * IPTC's specifications; tests/shared/newsml.t does that for the IPTC's own examples. */
#include "reading.h"

#define DATA "tests/data/formats/"

static void
assert_detected(const char *head, const char *name)
{
	const struct xb_format *format = xb_format_detect(xb_str(head));

	assert_string_equal(format ? format->name : "none", name);
}

static void
formats_are_told_by_the_root_element(void **state)
{
	(void)state;
	assert_detected("<nitf><head/>", "nitf");
	assert_detected("\xef\xbb\xbf <?xml version='1.0'?>\n<!-- <newsItem> --><!DOCTYPE nitf [ <!ENTITY a \"<html>\"> ]>\n<nitf>",
	                "nitf");
	assert_detected("<x:nitf xmlns:x='http://iptc.org/std/NITF/2006-10-18/'>", "nitf");
	assert_detected("<?xml version=\"1.0\"?><!DOCTYPE NewsML SYSTEM \"a>b\"><NewsML Version='1.2'>", "newsml");
	assert_detected("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem><nitf>", "newsml-g2");
	assert_detected("<newsItem guid='a'>", "newsml-g2");
	assert_detected("<planningItem xmlns='http://iptc.org/std/nar/2006-10-01/'>", "newsml-g2");
	assert_detected("<catalog xmlns='http://iptc.org/std/nar/2006-10-01/'>", "newsml-g2");
}

static void
other_xml_is_not_ours(void **state)
{
	static const char *const heads[] = {
		"<rss><nitf/>", "<nitfx>", "<catalog><book/>", "<!-- <nitf> -->", "<!-- <nitf>", "nitf", "<", "<!DOCTYPE nitf [",
		"<?xml", "", "<NEWSML>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		assert_int_equal(xb_format_nitf.detect(xb_str(heads[i])), 0);
		assert_int_equal(xb_format_newsml.detect(xb_str(heads[i])), 0);
		assert_int_equal(xb_format_newsml_g2.detect(xb_str(heads[i])), 0);
	}
}

/* ---- NITF ---- */

static void
nitf_is_read_whole(void **state)
{
	(void)state;
	assert_file_reads(DATA "nitf/az.nitf", NULL, NULL,
	                  "0-3119 id=gilavar-2023-0517-01 du-key=culfa-körpü version=2 date=20230517T101500+0400 "
	                  "expires=20240517T000000+0400 source=Gilavar Xəbər Agentliyi copyright_holder=Gilavar "
	                  "section=Bölgələr edition=Səhər urgency=4 fixture=səhər-buraxılışı series=Yollar genre=current "
	                  "lang=az title=Araz üzərində yeni körpü açıldı subtitle=Tikinti iki il çəkdi "
	                  "summary=Körpü hər gün min maşın buraxacaq. byline=Leyla Sadıqova byline=Rəşad Məmmədli "
	                  "place=Naxçıvan, Azərbaycan slug=körpü-açılış status=usable updated=20230517T120500+0400 "
	                  "event_place=Culfa event_place=AZ tags=körpü tags=Araz tags=İqtisadiyyat tags=Nəqliyyat "
	                  "tags=Aysel Qəribova tags=Culfa, Azərbaycan tags=infrastruktur tags=Avtomobil yolları "
	                  "subject_code=04015000 "
	                  "body=Culfada Aysel Qəribova bildirib ki, körpü\u00a0hazırdır.\n\n"
	                  "Rəqəmlər\n\nİl Maşın\n2022 400\n\nuzunluq 210 m\neni 12 m\n\n“Gözlədik.”\n\nSakin\n\n"
	                  "Redaktor: N. Əsgərov\n\nKörpünün açılışı.\n\nFoto: E. Nuri\n");
}

/* The entity that it defines, one that only its DTD does, line ends of <pre>; an embargo of nine hours. */
static void
nitf_2_5_in_another_encoding(void **state)
{
	(void)state;
	assert_file_reads(DATA "nitf/ru-2.5-cp1251.nitf", NULL, "windows-1251",
	                  "0-660 id=hz-77 date=20211203T091500+0300 source=Хазар-Инфо copyright_holder=Хазар-Инфо "
	                  "title=Порт Туркменбаши принял первый паром place=АШХАБАД embargo=20211203T180000+0300 "
	                  "body=Порт Туркменбаши принял первый паром с зерном,\nсообщает Хазар-Инфо.\n\n"
	                  "   Груз идёт в Баку — 2 тыс. тонн.\n");
}

/* A kill, a correction, an embargo without an end, and what is no NITF. */
static void
a_file_may_hold_several_documents(void **state)
{
	(void)state;
	assert_file_reads(DATA "nitf/several.nitf", NULL, NULL,
	                  "0-304 id=gv-1 du-key=gv version=3 date=20230601T080000Z ednote=Ləğv edilir: mənbə təsdiqləmədi. "
	                  "status=canceled body=Ləğv edilir: mənbə təsdiqləmədi.\n"
	                  "305-616 id=gv-2 replaces=gv-1 ednote=Qiymət 2 manatdır, 20 yox. title=Düzəliş: qiymətlər "
	                  "status=corrected body=Çörək 2 manatdır.\n"
	                  "617-779 id=gv-3 status=withheld body=Hələ yox.\n"
	                  "781-803 ! the document is 'rss', not NITF\n");
}

#define NITF(text) "<nitf><body><body.content>" text "</body.content></body></nitf>"

static void
what_follows_the_last_document(void **state)
{
	(void)state;
	assert_text_reads("\xef\xbb\xbf" NITF("a") "\n<!-- <nitf> -->\n<?end?>", "nitf", "3-59 body=a\n");
	assert_text_reads(NITF("a") " more", "nitf",
	                  "0-56 body=a\n57-61 ! no XML can be read: there is no element\n");
	assert_text_reads(" \n", "nitf", "");
	assert_text_reads("", "nitf", "");
}

static void
prose_reads(const char *nitf, const char *want)
{
	struct xb_buf record;

	xb_buf_init(&record, READING_LIMIT);
	xb_buf_printf(&record, "0-%zu%s%s\n", strlen(nitf), *want ? " body=" : "", want);
	assert_text_reads(nitf, "nitf", record.ptr);
	xb_buf_release(&record);
}

static void
text_is_set_as_it_reads(void **state)
{
	(void)state;
	prose_reads(NITF("<p>a <b>b</b>c\n\td</p><p/>\n<p>e<br/>f</p>"), "a bc d\n\ne\nf");
	prose_reads(NITF("a<p>b</p>c"), "a\n\nb\n\nc");
	prose_reads(NITF("<dl><dt>k</dt><dd>v</dd></dl><ol><li><p>x</p></li><li>y</li></ol>"), "k\nv\n\nx\n\ny");
	prose_reads(NITF("<nitf-table><nitf-table-metadata>m</nitf-table-metadata><table><caption>t</caption>"
	                 "<tr><td>1</td><td>2</td></tr></table></nitf-table>"), "t\n\n1 2");
	prose_reads(NITF("<pre>a\n  b</pre><p>c\n  d</p>"), "a\n  b\n\nc d");
	prose_reads("<!DOCTYPE nitf SYSTEM 'nitf.dtd'>" NITF("<p>&lt;b&gt; &amp; &ndash; &unknown;</p>"), "<b> & – &unknown;");
	prose_reads(NITF("<p><![CDATA[<x>]]></p>"), "<x>");
	prose_reads(NITF("<p>1<script>s</script><ruby>東<rt>t</rt></ruby></p>"), "1東");
	prose_reads(NITF("<media><media-caption><p>c</p></media-caption></media><p>a</p><media><caption>d</caption></media>"),
	            "a\n\nc\n\nd");
	prose_reads(NITF("<block class='lead_paragraph'>a</block><p>b</p>"), "a\n\nb");
	prose_reads(NITF(""), "");
}

static void
what_is_ill_formed_is_mended(void **state)
{
	(void)state;
	assert_text_reads("<nitf><body><body.content><p>bir</p><p>iki & üç<p>dörd", "nitf", "0-57 body=bir\n\niki & üç\n\ndörd\n");
}

/* ---- NewsML 1.2 ---- */

/* An embargoed revision: of its text marked up, plain and as HTML the first is read, the Russian one is another text, and
 * the picture is its caption. A withdrawal. A corrected picture. A list of topics is no dispatch. */
static void
newsml_items_are_dispatches(void **state)
{
	(void)state;
	assert_file_reads(DATA "newsml/az.xml", NULL, NULL,
	                  "0-0 id=urn:newsml:gilavar.az:20230712:su-anbarı version=2 date=20230712T083000+0400 "
	                  "updated=20230712T085500+0400 urgency=3 type=News embargo=20230712T120000+0400 status=usable "
	                  "title=Şəmkirdə su anbarı doldu subtitle=Yaz yağışları kömək etdi copyright=© Gilavar 2023 "
	                  "slug=su-Şəmkir source=Gilavar Xəbər Agentliyi lang=az genre=Current byline=Nigar Həsənli "
	                  "place=Şəmkir place=Azərbaycan dateline=ŞƏMKİR, 12 iyul tags=su anbarı tags=yağış tags=Ekologiya "
	                  "tags=Kür subject_code=06000000 body=Anbar dolub.\n\nKür çayı qalxıb. summary=Qısaca. "
	                  "body=Водохранилище полно\u00a0воды. body=Anbarın bəndi. Foto: Gilavar service=Ümumi lent priority=4\n"
	                  "0-0 id=ləğv-9 version=4 date=20230711T100000+0400 status=canceled source=Gilavar service=Ümumi lent "
	                  "priority=4\n"
	                  "0-0 id=foto-5 instruction=Rectify status=corrected title=Bazar günü body=Lənkəranda bazar. "
	                  "source=Gilavar service=Ümumi lent priority=4\n");
}

static void
newsml_items_may_lie_in_components(void **state)
{
	(void)state;
	assert_text_reads("<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Paket</HeadLine></NewsLines>"
	                  "<NewsItem><NewsComponent><ContentItem><DataContent>m</DataContent></ContentItem></NewsComponent>"
	                  "</NewsItem></NewsComponent></NewsItem></NewsML>", NULL,
	                  "0-0 title=Paket\n"
	                  "0-225 body=m\n");
}

static void
newsml_status_that_will_change(void **state)
{
	(void)state;
	assert_text_reads("<NewsML><NewsItem><NewsManagement><Status FormalName='Usable'/><StatusWillChange>"
	                  "<FutureStatus FormalName='Canceled'/><DateAndTime>20240101T000000Z</DateAndTime></StatusWillChange>"
	                  "</NewsManagement><NewsComponent><NewsLines><HeadLine>x</HeadLine></NewsLines></NewsComponent>"
	                  "</NewsItem></NewsML>", NULL, "0-293 expires=20240101T000000Z status=usable title=x\n");
}

/* ---- NewsML-G2 ---- */

/* A package; a correction with a text in two forms, names and texts in two languages; a plan, which is passed over; a
 * withdrawal whose text is the editor's note; an embargo in words; a picture embargoed without an end; an item of nothing. */
static void
g2_items_are_dispatches(void **state)
{
	(void)state;
	assert_file_reads(DATA "newsml-g2/message.xml", NULL, NULL,
	                  "0-0 id=urn:gilavar:paket version=1 lang=az status=usable title=Günün xəbərləri "
	                  "updated=2023-09-04T10:00:00+04:00 date=2023-09-04T10:00:00+04:00 source=Gilavar "
	                  "body=Limanda yeni kran body=Kran işə düşdü. body=Kran\n"
	                  "0-0 id=urn:gilavar:liman version=3 lang=az signal=correction status=corrected "
	                  "title=Limanda yeni kran date=2023-09-04T08:10:00.000+04:00 updated=2023-09-04T09:40:00+04:00 "
	                  "expires=2024-09-04T00:00:00Z ednote=Düzəliş: kranın çəkisi. urgency=4 slug=liman-kran source=Gilavar "
	                  "info_source=Liman idarəsi byline=Elçin Nəbiyev place=Ələt place=Azərbaycan section=İqtisadiyyat "
	                  "genre=Current tags=liman tags=gəmiçilik tags=kran tags=Xəzər subject_code=medtop:20000337 "
	                  "subject_code=glv:kran subject_code=ter:8821 replaces=urn:gilavar:liman-anons "
	                  "related=https://gilavar.example/liman type=text copyright_holder=Gilavar MMC "
	                  "usage_terms=Yalnız abunəçilər üçün body=Kran\n\nKran işə düşdü.\n\nÇəkisi 900 tondur. "
	                  "summary=Kran Xəzərdə ən böyükdür.\n"
	                  "0-0 id=urn:gilavar:səhv version=4 lang=az status=canceled ednote=Xəbər geri çağırılır. "
	                  "body=Xəbər geri çağırılır.\n"
	                  "0-0 id=urn:gilavar:fa version=1 lang=fa embargo=۱۲ ظهر چهارشنبه status=usable "
	                  "title=پل تازه بر رود ارس updated=2023-09-04T11:00:00+04:00 date=2023-09-04T11:00:00+04:00 source=GLV "
	                  "byline=لیلا رضایی place=تبریز، ۱۳ شهریور body=پل باز شد.\n\nرفت‌وآمد آغاز شد.\n"
	                  "0-0 id=urn:gilavar:foto lang=az status=withheld slug=kran-foto byline=E. Nuri type=picture "
	                  "body=Kran axşamüstü. title=kran-foto\n");
}

/* Its metadata first, then NITF's; the lead that the full text says again is left out. */
static void
g2_may_carry_nitf(void **state)
{
	(void)state;
	assert_file_reads(DATA "newsml-g2/ru-nitf.xml", NULL, NULL,
	                  "0-1026 id=tag:khazar.example,2022:881 version=1 lang=ru status=withheld "
	                  "date=2022-02-14T12:00:00+05:00 source=khazar.example body=Каспий мелеет.\n\nПорты углубляют дно. "
	                  "title=Каспий мелеет summary=Вода ушла на метр. byline=Мария Ким place=Актау\n");
}

static void
g2_parts_alone_are_read(void **state)
{
	(void)state;
	assert_text_reads("<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>t</hl1></hedline></body.head>"
	                  "<body.content><p>b</p></body.content></body></nitf></inlineXML></contentSet>", NULL,
	                  "0-165 body=b title=t\n");
}

/* Each element of data that is no prose is a line. */
static void
g2_data_is_text_too(void **state)
{
	(void)state;
	assert_text_reads("<newsItem guid='a'><contentSet><inlineXML><events><event><name>x</name><note>y <b>z</b></note>"
	                  "</event></events></inlineXML></contentSet></newsItem>", NULL, "0-147 id=a body=x\n\ny z\n");
}

/* ---- Errors ---- */

static void
documents_that_cannot_be_used(void **state)
{
	(void)state;
	assert_text_reads("<newsMessage><header/></newsMessage>", NULL, "0-36 ! there is no newsItem in the document\n");
	assert_text_reads("<NewsML/>", NULL, "0-9 ! there is no NewsItem in the document\n");
	assert_text_reads("<html/>", "newsml", "0-7 ! the document is 'html', not NewsML 1.2\n");
	assert_text_reads("<html/>", "newsml-g2", "0-7 ! the document is 'html', not NewsML-G2\n");
	assert_text_reads("no", "newsml-g2", "0-2 ! no XML can be read: there is no element\n");
	assert_text_reads("", "newsml-g2", "");
	assert_text_reads("<newsItem/>", NULL, "");
	assert_text_reads("<conceptItem guid='a'/>", NULL, "");
}

/* A document that ends in the middle of an item gives what there is. */
static void
documents_that_end_early(void **state)
{
	(void)state;
	assert_text_reads("<newsMessage><itemSet><newsItem guid='a'><contentMeta><headline>x</headline></contentMeta></newsItem>"
	                  "<newsItem guid='b'><contentMeta><headline>y", NULL, "0-0 id=a title=x\n0-144 id=b title=y\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_told_by_the_root_element),
		cmocka_unit_test(other_xml_is_not_ours),
		cmocka_unit_test(nitf_is_read_whole),
		cmocka_unit_test(nitf_2_5_in_another_encoding),
		cmocka_unit_test(a_file_may_hold_several_documents),
		cmocka_unit_test(what_follows_the_last_document),
		cmocka_unit_test(text_is_set_as_it_reads),
		cmocka_unit_test(what_is_ill_formed_is_mended),
		cmocka_unit_test(newsml_items_are_dispatches),
		cmocka_unit_test(newsml_items_may_lie_in_components),
		cmocka_unit_test(newsml_status_that_will_change),
		cmocka_unit_test(g2_items_are_dispatches),
		cmocka_unit_test(g2_may_carry_nitf),
		cmocka_unit_test(g2_parts_alone_are_read),
		cmocka_unit_test(g2_data_is_text_too),
		cmocka_unit_test(documents_that_cannot_be_used),
		cmocka_unit_test(documents_that_end_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
