/* SPDX-License-Identifier: GPL-2.0-or-later */
/* News in JSON: what each version calls its fields. Members are those of the schemas at iptc.org/std/ninjs. */
#include "reading.h"

#define OBJECT(members) "{\"uri\":\"urn:x:1\"," members "}"

static void
assert_is(const char *json, const char *want)
{
	char line[2048];

	snprintf(line, sizeof(line), "0-%zu id=urn:x:1%s%s\n", strlen(json), *want ? " " : "", want);
	assert_text_reads(json, "json", line);
	assert_text_reads(json, "jsonl", line);
}

static void
version_1_names(void **state)
{
	(void)state;
	assert_is(OBJECT("\"version\":\"3\",\"pubstatus\":\"usable\",\"versioncreated\":\"2022-05-20T10:54:00Z\","
	                 "\"firstcreated\":\"2022-05-20T10:00:00Z\",\"embargoed\":\"2022-05-21T00:00:00Z\","
	                 "\"language\":\"az\",\"headline\":\"Qatar\",\"byline\":\"Leyla\",\"located\":\"Bakı\","
	                 "\"slugline\":\"qatar\",\"urgency\":4,\"ednote\":\"Yeni\",\"copyrightholder\":\"Xəzər\","
	                 "\"body_text\":\"A < b\",\"description_text\":\"Qısa\""),
	          "version=3 status=usable updated=2022-05-20T10:54:00Z date=2022-05-20T10:00:00Z "
	          "embargo=2022-05-21T00:00:00Z lang=az title=Qatar byline=Leyla place=Bakı slug=qatar urgency=4 "
	          "ednote=Yeni source=Xəzər body=A < b summary=Qısa");
}

static void
version_3_names(void **state)
{
	(void)state;
	assert_is(OBJECT("\"pubStatus\":\"withheld\",\"versionCreated\":\"2022-05-20\",\"firstCreated\":\"2022-05-19\","
	                 "\"embargoedUntil\":\"2022-05-21\",\"copyrightHolder\":\"Xəzər\",\"edNote\":\"Yeni\","
	                 "\"by\":\"Leyla\",\"headlines\":[{\"role\":\"sub\",\"value\":\"Alt\"},"
	                 "{\"role\":\"main\",\"value\":\"Qatar\"}],\"subjects\":[{\"name\":\"yol, nəqliyyat\",\"rel\":\"about\"}]"),
	          "status=withheld updated=2022-05-20 date=2022-05-19 embargo=2022-05-21 source=Xəzər ednote=Yeni "
	          "byline=Leyla subtitle=Alt title=Qatar tags=yol, nəqliyyat");
}

static void
one_rendition_of_the_text_is_taken(void **state)
{
	(void)state;
	assert_is(OBJECT("\"bodies\":[{\"role\":\"text\",\"contentType\":\"text/plain\",\"value\":\"Bir\"},"
	                 "{\"role\":\"nitf\",\"contentType\":\"text/vnd.IPTC.NITF\",\"value\":\"<nitf/>\"},"
	                 "{\"value\":\"<p>Bir</p>\",\"charCount\":3,\"contentType\":\"text/html\",\"role\":\"html\"}]"),
	          "body=<p>Bir</p>");
	assert_is(OBJECT("\"bodies\":[{\"contenttype\":\"text/html\",\"role\":\"teaser\",\"value\":\"<p>A</p>\"},"
	                 "{\"contenttype\":\"text/html\",\"role\":\"main\",\"value\":\"<p>B</p>\"}]"),
	          "body=<p>B</p>");
	assert_is(OBJECT("\"body_text\":\"Bir\",\"body_xhtml\":\"<p>Bir</p>\""), "body=<p>Bir</p>");
	assert_is(OBJECT("\"bodies\":[{\"value\":\"Bir\"}]"), "body=Bir");
}

static void
a_title_is_found_where_there_is_no_headline(void **state)
{
	(void)state;
	assert_is(OBJECT("\"title\":\"Ad\",\"headline\":\"Başlıq\",\"headline_main\":\"Başlıq\""),
	          "itemtitle=Ad title=Başlıq");
	assert_is(OBJECT("\"title\":\"Ad\",\"pubStatus\":\"usable\""), "title=Ad status=usable");
	assert_is(OBJECT("\"headlines\":[{\"contentType\":\"text/html\",\"value\":\"<b>Başlıq</b>\",\"role\":\"richtext\"},"
	                 "{\"value\":\"Başlıq\"}]"),
	          "title=Başlıq");
}

static void
roles_choose_among_people_and_sources(void **state)
{
	(void)state;
	assert_is(OBJECT("\"headline\":\"H\",\"people\":[{\"name\":\"Nazir\",\"rel\":\"about\"},"
	                 "{\"name\":\"Leyla\",\"rel\":\"https://x.example/rel/author\"}]"),
	          "title=H people=Nazir byline=Leyla");
	assert_is(OBJECT("\"headline\":\"H\",\"authors\":[{\"name\":\"Leyla\",\"role\":\"writer\"},"
	                 "{\"name\":\"Foto\",\"role\":\"photographer\"},{\"name\":\"Rauf\"}]"),
	          "title=H byline=Leyla authors.role=writer authors=Foto authors.role=photographer byline=Rauf");
	assert_is(OBJECT("\"headline\":\"H\",\"copyrightholder\":\"C\",\"infosources\":[{\"name\":\"Nazir\","
	                 "\"role\":\"http://cv.iptc.org/newscodes/contentprodpartyrole/interviewee\"},"
	                 "{\"name\":\"Xəzər\",\"role\":\"cRole:source\"}]"),
	          "title=H copyrightholder=C infosources=Nazir "
	          "infosources.role=http://cv.iptc.org/newscodes/contentprodpartyrole/interviewee source=Xəzər "
	          "infosources.role=cRole:source");
	assert_is(OBJECT("\"headline\":\"H\",\"place\":[{\"name\":\"Gəncə\"},{\"name\":\"Şəki\"}],"
	                 "\"genre\":[{\"name\":\"Şərh\"}],\"service\":[{\"name\":\"Siyasət\"}]"),
	          "title=H place=Gəncə place=Şəki genre=Şərh section=Siyasət");
	assert_is(OBJECT("\"headline\":\"H\",\"place\":[{\"name\":\"Gəncə\"}],\"located\":\"Bakı\""),
	          "title=H places=Gəncə place=Bakı");
}

static void
descriptions_are_one_summary(void **state)
{
	(void)state;
	assert_is(OBJECT("\"descriptions\":[{\"role\":\"creditline\",\"value\":\"X\"},{\"role\":\"caption\",\"value\":\"Y\"},"
	                 "{\"role\":\"text\",\"value\":\"Z\"}]"),
	          "description_more=X description_more=Y summary=Z");
	assert_is(OBJECT("\"description_caption\":\"Y\""), "summary=Y");
}

static void
signals_of_correction(void **state)
{
	(void)state;
	assert_is(OBJECT("\"headline\":\"H\",\"signal\":[{\"qcode\":\"sig:correction\"}],\"evolvedfrom\":\"urn:x:0\""),
	          "title=H signal.qcode=sig:correction replaces=urn:x:0 status=corrected");
	assert_is(OBJECT("\"headline\":\"H\",\"pubstatus\":\"canceled\",\"signal\":\"sig:correction\""),
	          "title=H status=canceled signal=sig:correction");
}

static void
others_are_left_alone(void **state)
{
	(void)state;
	assert_text_reads("{\"uri\":\"7\",\"title\":\"T\",\"body\":\"B\"}", "json", "0-34 uri=7 title=T body=B\n");
	assert_text_reads("{\"headline\":\"H\",\"headlines\":[{\"value\":\"V\"}]}", "json",
	                  "0-44 headline=H headlines.value=V\n");
}

static void
a_printed_object_is_not_lines(void **state)
{
	static const char text[] = "{ \"uri\":\"urn:x:1\",\n \"headline\":\"H\",\n\"subject\":[\n {\"name\":\"a\"},\n"
	                           " {\"name\":\"b\"},\n {\"name\":\"c\"},\n {\"name\":\"d\"}\n]}\n";

	(void)state;
	assert_text_reads(text, NULL, "0-109 id=urn:x:1 title=H tags=a tags=b tags=c tags=d\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_1_names),
		cmocka_unit_test(version_3_names),
		cmocka_unit_test(one_rendition_of_the_text_is_taken),
		cmocka_unit_test(a_title_is_found_where_there_is_no_headline),
		cmocka_unit_test(roles_choose_among_people_and_sources),
		cmocka_unit_test(descriptions_are_one_summary),
		cmocka_unit_test(signals_of_correction),
		cmocka_unit_test(others_are_left_alone),
		cmocka_unit_test(a_printed_object_is_not_lines),
	};

	return cmocka_run_group_tests_name("ninjs", tests, NULL, NULL);
}
