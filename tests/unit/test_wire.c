/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agency wires: IPTC 7901 and ANPA 1312. */
#include "reading.h"

#include "../../indexer/formats/wire.h"
#include "../../indexer/formats/wire_text.h"

#define DATA "tests/data/formats/"

static const char russian[] =
	"2-411 id=inf0135/2022-05-20 title=Шах-Дениз увеличит добычу газа в июне byline=Рена Мамедова "
	"date=2022-05-20T10:54:00Z source=Хазар-Инфо place=БАКУ section=international urgency=4 "
	"slug=Азербайджан/газ/экспорт service=inf number=0135 tags=Азербайджан tags=газ tags=экспорт "
	"ednote=Редактор: тел. 12-34 body=\n"
	"БАКУ, 20 мая (Хазар-Инфо) - Добыча газа на месторождении Шах-Дениз\n"
	"вырастет в июне на пять процентов, сообщил в пятницу оператор проекта.\n\n"
	"Газ пойдёт по трубопроводу в Тбилиси и Эрзурум.\n"
	"411-622 id=inf0136/2022-05-20 status=corrected title=Шах-Дениз увеличит добычу газа в июле "
	"date=2022-05-20T11:20:00Z source=Хазар-Инфо place=БАКУ section=international urgency=3 "
	"slug=Азербайджан/газ/экспорт service=inf number=0136 tags=Азербайджан tags=газ tags=экспорт ednote=ПОПРАВКА body=\n"
	"БАКУ, 20 мая. /Хазар-Инфо/. В сообщении 0135 следует читать: в июле.\n";

static void
messages_in_regional_code_pages(void **state)
{
	(void)state;
	assert_file_reads(DATA "iptc7901/two.cp1251", NULL, "CP1251", russian);
	assert_file_reads(DATA "iptc7901/two.cp866", NULL, "CP866", russian);
	assert_file_reads(DATA "iptc7901/two.koi8-r", NULL, "KOI8-R", russian);
	assert_file_reads(DATA "iptc7901/two.cp1254", NULL, "CP1254",
	                  "0-228 id=mrm0042/2022-05-22 title=Galatasaray, İstanbul'da şampiyonluğunu ilan etti "
	                  "date=2022-05-22T19:30:00Z source=Marmara place=İSTANBUL section=sport urgency=5 service=mrm "
	                  "number=0042 body=İSTANBUL (Marmara) - Sarı-kırmızılı takım ligin bitimine iki hafta kala\n"
	                  "şampiyon oldu. Taraftarlar geceyi sokaklarda geçirdi.\n"
	                  "228-352 id=mrm0043/2022-05-22 status=canceled date=2022-05-22T20:05:00Z source=Marmara "
	                  "place=İSTANBUL section=sport urgency=2 service=mrm number=0043 ednote=İPTAL "
	                  "body=İSTANBUL (Marmara) - 0042 sayılı haber geçersizdir, yayımlamayınız.\n");
}

static void
lines_before_the_text(void **state)
{
	(void)state;
	assert_file_reads(DATA "iptc7901/one.txt", NULL, NULL,
	                  "5-352 id=eck0007/2024-09-03 version=3 embargo=EMBARGOED UNTIL 1200 GMT "
	                  "title=Kazakh grain harvest seen up a tenth this year byline=Aigerim Sadykova "
	                  "date=2024-09-03T12:00:00Z source=steppe place=Astana section=international urgency=3 "
	                  "slug=Kazakhstan/grain service=eck number=0007 tags=Kazakhstan tags=grain ednote=2ND LEAD "
	                  "ednote=Editing by: the night desk body=Astana (steppe) - Kazakhstan expects a grain harvest of "
	                  "20 million\ntonnes, the ministry said.\n");
}

static void
carets_and_tabs(void **state)
{
	(void)state;
	assert_file_reads(DATA "anpa/two.txt", NULL, NULL,
	                  "2-492 id=z6715/2022-05-20 version=2 title=First train crosses the rebuilt line to Batumi "
	                  "byline=NINO BERIDZE date=2022-05-20T06:54:00Z source=CW place=TBILISI, Georgia "
	                  "section=international urgency=4 priority=r slug=Georgia--Rail service=z number=6715 tags=Georgia "
	                  "tags=Rail subtitle=The line was closed for two years. ednote=AP Photo TBS101 "
	                  "ednote=Eds: Adds quote. body=\t   TBILISI, Georgia (CW) _ The first train in two years left for "
	                  "Batumi on Friday. \n\t   ``We have waited for this,'' said a passenger. \n\nOn the platform\n"
	                  "\t   Flowers were handed out.\n"
	                  "492-712 id=a0016/2022-05-20 status=canceled title=SOC--Kairat date=2022-05-20T07:01:00Z source=CW "
	                  "place=ALMATY, Kazakhstan section=sport urgency=3 priority=u slug=SOC--Kairat service=a number=0016 "
	                  "tags=SOC tags=Kairat ednote=Eds: Kill the story headed Kairat sign forward. It is wrong. "
	                  "body=\t   ALMATY, Kazakhstan (CW) _ Kill BC-SOC--Kairat.\n");
}

static void
broken_messages_give_what_they_have(void **state)
{
	(void)state;
	assert_text_reads("\x01" "abc0001 i 4 5\n\x02" "Head\n\nText.", "iptc7901",
	                  "0-27 title=Head source=abc section=international urgency=4 service=abc number=0001 body=Text.\n");
	/* neither STX nor ETX: all is header */
	assert_text_reads("\x01" "abc0001 i 4 5\n\n\x01" "abc0002 i 4 5\n\x02" "Head\nText.\x03", "iptc7901",
	                  "0-16 source=abc section=international urgency=4 service=abc number=0001\n"
	                  "16-43 title=Head source=abc section=international urgency=4 service=abc number=0002 body=Text.\n");
	assert_text_reads("nothing framed", "iptc7901", "");
	assert_text_reads("", "anpa", "");
	assert_text_reads("\x01\x01\x02\x03\x04", "anpa", "0-1\n1-5\n");
	assert_text_reads("\x01\x03\x02", "iptc7901", "0-3\n");
}

static void
status_of_a_line(void **state)
{
	static const struct { const char *line, *status; } rows[] = {
		{ "MANDATORY KILL", "canceled" },
		{ "BC-SOC--Kairat, KILL", "canceled" },
		{ "KILL STORY 0135", "canceled" },
		{ "Police kill a wolf", NULL },
		{ "Georgia-kill-wolf", NULL },
		{ "GEORGIA-KILL-WOLF", NULL },
		{ "BC-Georgia, Correction", "corrected" },
		{ "CORRECTION-GEORGIA", "corrected" },
		{ "ADVISORY", "advisory" },
		{ "WITHHOLD", "withheld" },
		{ "АННУЛИРОВАТЬ", "canceled" },
		{ "ОТМЕНА", "canceled" },
		{ "Отмена виз с Грузией", NULL },
		{ "ПОПРАВКА: ГАЗ", "corrected" },
		{ "ИСПРАВЛЕНИЕ", "corrected" },
		{ "DÜZELTME", "corrected" },
		{ "İPTAL", "canceled" },
		{ "Sefer iptal edildi", NULL },
		{ "DÜZƏLİŞ", "corrected" },
		{ "LƏĞV", "canceled" },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *got = xb_wire_status(xb_str(rows[i].line));

		if (got != rows[i].status && (!got || !rows[i].status || strcmp(got, rows[i].status) != 0))
			fail_msg("'%s': %s", rows[i].line, got ? got : "none");
	}
}

static void
versions_of_a_line(void **state)
{
	static const struct { const char *line; unsigned version; } rows[] = {
		{ "1ST LEAD", 2 }, { "2nd Ld-Writethru", 3 }, { "1stLd-Writethru", 2 }, { "Ld-Writethru", 2 },
		{ "10th Update", 11 }, { "UPDATE 2-Gas", 3 }, { "The 1st leader", 0 }, { "1st of May", 0 }, { "", 0 },
		{ "ДОПОЛНЕНИЕ 1", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (xb_wire_version(xb_str(rows[i].line)) != rows[i].version)
			fail_msg("'%s': %u", rows[i].line, xb_wire_version(xb_str(rows[i].line)));
}

static void
datelines(void **state)
{
	static const struct { const char *text, *want; } rows[] = {
		{ "Geneva (dpa) - Switzerland", "Geneva|dpa" },
		{ "BUENOS AIRES, Argentina (AP) _ For", "BUENOS AIRES, Argentina|AP" },
		{ "BAKI, 20 may (AZƏRTAC) — Xəbər", "BAKI|AZƏRTAC" },
		{ "МОСКВА, 20 мая. /ТАСС/. Текст", "МОСКВА|ТАСС" },
		{ "The man (aged 40) said", NULL },
		{ "the man (AP) - said", NULL },
		{ "No dateline here", NULL },
		{ "(AP) - text", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct xb_str place, agency;
		char got[200] = "";

		if (xb_wire_dateline(&place, &agency, xb_str(rows[i].text)))
			snprintf(got, sizeof(got), "%.*s|%.*s", XB_STR_ARG(place), XB_STR_ARG(agency));
		assert_string_equal(got, rows[i].want ? rows[i].want : "");
	}
}

static void
time_groups(void **state)
{
	static const struct { const char *line, *want; } rows[] = {
		{ "212322 GMT Nov 18", "2018-11-21T23:22:00Z" },
		{ "211259 Nov 18", "2018-11-21T12:59:00" },
		{ "dpa al 031200 UTC Sep 2024", "2024-09-03T12:00:00Z" },
		{ "AP-WF-02-20-16 0337GMT<", "2016-02-20T03:37:00Z" },
		{ "AP-NY-12-31-89 2359EST", "1989-12-31T23:59:00-05:00" },
		{ "212322 GMT Nov", "" },
		{ "992322 GMT Nov 18", "" },
		{ "123456 people came in 18", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char got[XB_DATE_TEXT_MAX];
		size_t len = xb_wire_date(got, xb_str(rows[i].line));

		got[len] = '\0';
		assert_string_equal(got, rows[i].want);
	}
}

static int
detected(const char *name, const void *bytes, size_t len)
{
	return xb_format_find(name)->detect((struct xb_str){ bytes, len });
}

#define DETECTED(name, literal) detected(name, literal, sizeof(literal) - 1)

/* Read to the end without a failure; whatever is made of it, a record does not reach past the input. */
static void
assert_is_read_through(const char *text, const char *format)
{
	char path[64];
	struct xb_buf got;

	close(make_file(path, text, strlen(text)));
	got = read_file(path, format, NULL);
	assert_false(got.failed);
	assert_true(got.len < 200);
	xb_buf_release(&got);
	unlink(path);
}

/* EOT ends the message, STX and ETX behind it are none of it. */
static void
controls_in_any_order_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *format = i ? "anpa" : "iptc7901";

		assert_is_read_through("\001a\004b\002c", format);
		assert_is_read_through("\001\003\002\004\001\004\003\002", format);
		assert_is_read_through("\001", format);
	}
}

static void
only_framed_text_is_a_wire(void **state)
{
	static const char binary[] = "\x01" "abc0001 i 4 5\n\x02" "\0\x05\x06\x07\x08\0\x05\x06\x07\x08\x11\x12\x13";

	(void)state;
	assert_int_equal(DETECTED("iptc7901", "\x16\x16\x01" "abc0001 i 4 5 gas/\r\r\n\x02Head"), 96);
	assert_int_equal(DETECTED("anpa", "\x16\x16\x01" "abc0001 i 4 5 gas/\r\r\n\x02Head"), 0);
	assert_int_equal(DETECTED("anpa", "\x16\x16\x01" "a0001\x1f-----\r\nr i BC-Gas\r\n\x02Head"), 96);
	assert_int_equal(DETECTED("iptc7901", "\x16\x16\x01" "a0001\x1f-----\r\nr i BC-Gas\r\n\x02Head"), 0);
	assert_int_equal(DETECTED("iptc7901", "abc0001 i 4 5 gas/\r\r\nHead"), 0);
	assert_int_equal(DETECTED("iptc7901", "\x01" "abc0001 i 4 5 gas/\r\r\nHead"), 0);
	assert_int_equal(DETECTED("iptc7901", "\x01the end\x02"), 0);
	assert_int_equal(DETECTED("iptc7901", binary), 0);
	assert_int_equal(DETECTED("anpa", "\x01"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_in_regional_code_pages),
		cmocka_unit_test(lines_before_the_text),
		cmocka_unit_test(carets_and_tabs),
		cmocka_unit_test(broken_messages_give_what_they_have),
		cmocka_unit_test(status_of_a_line),
		cmocka_unit_test(versions_of_a_line),
		cmocka_unit_test(datelines),
		cmocka_unit_test(time_groups),
		cmocka_unit_test(controls_in_any_order_are_read),
		cmocka_unit_test(only_framed_text_is_a_wire),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
