/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Record → dispatch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../indexer/normalize/field_names.h"
#include "../../indexer/normalize/normalize.h"
#include "../../indexer/normalize/url.h"

#define LIMIT ((size_t)16 << 20)

static struct xb_arena arena;

static void
record_of(struct xb_record *record, const char *const *pairs)
{
	*record = (struct xb_record){ 0 };
	for (; *pairs; pairs += 2)
		assert_true(xb_record_add(record, &arena, xb_str(pairs[0]), xb_str(pairs[1])));
}

/* The dispatch as text: "field=value" lines, the date as [precision] ISO, tags as "#tag", extras as "+name=value". The id
 * is left out when it is a hash. */
static char *
say(const struct xb_dispatch *dispatch)
{
	struct xb_buf out;
	char *text, date[XB_DATE_TEXT_MAX];

	xb_buf_init(&out, LIMIT);
	for (size_t i = 0; i < XB_FIELD_COUNT; i++) {
		struct xb_str value = dispatch->text[i];

		if (value.len && !(i == XB_FIELD_ID && *value.ptr == 'x' && value.len == 33))
			xb_buf_printf(&out, "%s=%.*s\n", xb_fields[i].name, XB_STR_ARG(value));
	}
	if (dispatch->date.precision != XB_DATE_NONE) {
		xb_date_format(date, &dispatch->date);
		xb_buf_printf(&out, "@%s\n", date);
	}
	for (size_t i = 0; i < dispatch->ntags; i++)
		xb_buf_printf(&out, "#%.*s\n", XB_STR_ARG(dispatch->tags[i]));
	for (size_t i = 0; i < dispatch->nextras; i++)
		xb_buf_printf(&out, "+%.*s=%.*s\n", XB_STR_ARG(dispatch->extras[i].name),
		              XB_STR_ARG(dispatch->extras[i].value));
	if (dispatch->lang_declared.len)
		xb_buf_printf(&out, "said=%.*s\n", XB_STR_ARG(dispatch->lang_declared));
	text = xb_arena_strndup(&arena, out.ptr, out.len);
	xb_buf_release(&out);
	return text;
}

static void
assert_becomes(const struct xb_normalize_options *options, const char *const *pairs, const char *want)
{
	struct xb_record record;
	struct xb_dispatch dispatch;
	xabar_error err;

	xb_arena_init(&arena, LIMIT);
	record_of(&record, pairs);
	assert_int_equal(xb_normalize(&dispatch, &record, options, &arena, &err), XABAR_OK);
	assert_string_equal(say(&dispatch), want);
	xb_arena_release(&arena);
}

static const struct xb_normalize_options plain;

#define BECOMES(want, ...) assert_becomes(&plain, (const char *const[]){ __VA_ARGS__, NULL }, want)

static void
fields_are_found_by_their_usual_names(void **state)
{
	(void)state;
	BECOMES("id=7\ntitle=T\nsource=S\nsection=C\nbyline=A\nplace=P\nlang=en\nurl=http://x/\nbody=B\n#k\n",
	        "ID", "7", "headline", "T", "agency", "S", "cat", "C", "Author", "A", "location", "P", "language", "en-US",
	        "link", "http://x/", "keywords", "k", "articleBody", "B");
	BECOMES("title=Bərə\nbyline=Ə. Həsən\nbody=Mətn.\n", "Başlıq", "Bərə", "MÜƏLLİF", "Ə. Həsən", "mətn", "Mətn.");
	BECOMES("title=Feribot\nsection=Deniz\nbody=Metin.\n", "BAŞLIK", "Feribot", "kategori", "Deniz", "Metin", "Metin.");
	BECOMES("title=Паром\nsource=Агентство А\nbody=Текст.\n", "Заголовок", "Паром", "ИСТОЧНИК", "Агентство А", "текст",
	        "Текст.");
	BECOMES("title=کشتی\nbody=متن.\n#دریا\n", "عنوان", "کشتی", "متن", "متن.", "برچسب‌ها", "دریا");
}

static void
separators_and_case_in_names_do_not_matter(void **state)
{
	(void)state;
	BECOMES("title=T\ndate=2024-03-11\n@2024-03-11\n", "title", "T", "datePublished", "2024-03-11");
	BECOMES("title=T\ndate=2024-03-11\n@2024-03-11\n", "title", "T", "date_published", "2024-03-11");
	BECOMES("title=T\ndate=2024-03-11\n@2024-03-11\n", "title", "T", "DATE-PUBLISHED", "2024-03-11");
	BECOMES("title=T\ndate=2024-03-11\n@2024-03-11\n", "title", "T", "Date published", "2024-03-11");
}

static void
the_best_of_several_names_wins_and_the_rest_are_extras(void **state)
{
	(void)state;
	BECOMES("id=7\ntitle=T\nurl=http://x/1\n+name=N\n+guid=8\n", "name", "N", "guid", "8", "uri", "http://x/1", "title",
	        "T", "id", "7");
	BECOMES("title=T\nsource=BBC\n+domain=bbc.co.uk\n+source.id=bbc\n", "title", "T", "domain", "bbc.co.uk", "source.id",
	        "bbc", "source.name", "BBC");
	/* An empty value does not hide one that says something. */
	BECOMES("title=T\nbody=B\n", "title", " ", "headline", "T", "body", "", "content", "B");
}

static void
what_has_no_place_is_an_extra(void **state)
{
	(void)state;
	BECOMES("title=T\n+persistent=false\n+a.b=1\n+a.b=2\n", "title", "T", "persistent", "false", "a.b", "1", "a.b", "2",
	        "empty", "");
}

static void
mapped_names_come_first(void **state)
{
	struct xb_normalize_options options = { 0 };

	(void)state;
	assert_int_equal(xb_normalize_map(&options, "title=Kopf, date=published.at,body=x", NULL), XABAR_OK);
	assert_becomes(&options,
	               (const char *const[]){ "title", "T", "kopf", "K", "published.at", "2024-03-11", "x", "B", NULL },
	               "title=K\ndate=2024-03-11\nbody=B\n@2024-03-11\n+title=T\n");
	/* A name that is mapped has no other meaning. */
	options.nmap = 0;
	assert_int_equal(xb_normalize_map(&options, "body=title", NULL), XABAR_OK);
	assert_becomes(&options, (const char *const[]){ "title", "T", NULL }, "body=T\n");
}

static void
a_map_that_makes_no_sense_is_refused(void **state)
{
	static const struct { const char *arg, *message; } cases[] = {
		{ "title", "no '=' in 'title'" },
		{ "title=T,headline=H", "no such field in 'headline=H'" },
		{ "title=", "no name in 'title='" },
		{ "=T", "no such field in '=T'" },
	};
	struct xb_normalize_options options = { 0 };
	xabar_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(xb_normalize_map(&options, cases[i].arg, &err), XABAR_EINVAL);
		assert_string_equal(err.message, cases[i].message);
	}
	options.nmap = 0;
	for (int i = 0; i < 64; i++)
		assert_int_equal(xb_normalize_map(&options, "title=T", &err), XABAR_OK);
	assert_int_equal(xb_normalize_map(&options, "title=T", &err), XABAR_ELIMIT);
}

static void
a_title_is_one_line_and_a_body_has_paragraphs(void **state)
{
	(void)state;
	BECOMES("title=A B\nlang=en\nbody=one\ntwo\n\nthree\n", "title", " A\n  B ", "body", "one\ntwo\r\n\r\nthree\n");
	BECOMES("title=x y\n", "title", "x\x01y"); /* a control, as a NUL, becomes a space */
	BECOMES("body=one\n\ntwo\n", "paragraphs", "one", "paragraphs", "", "paragraphs", "two");
}

static void
nuls_become_spaces(void **state)
{
	struct xb_record record = { 0 };
	struct xb_dispatch dispatch;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	assert_true(xb_record_add(&record, &arena, xb_str("title"), xb_strn("a\0b", 3)));
	assert_true(xb_record_add(&record, &arena, xb_str("z"), xb_strn("c\0d", 3)));
	assert_int_equal(xb_normalize(&dispatch, &record, &plain, &arena, NULL), XABAR_OK);
	assert_string_equal(say(&dispatch), "title=a b\n+z=c d\n");
	xb_arena_release(&arena);
}

static void
a_summary_comes_first_unless_the_body_says_it(void **state)
{
	(void)state;
	BECOMES("body=Short.\n\nLong.\n", "body", "Long.", "abstract", "Short.");
	BECOMES("lang=en\nbody=It begins here, and goes on.\n", "text", "It begins here, and goes on.", "description",
	        "It begins here,…");
	BECOMES("lang=en\nbody=It begins\nhere, and goes on.\n", "text", "It begins\nhere, and goes on.", "summary",
	        "It begins  here");
	BECOMES("body=Only this.\n", "description", "Only this.");
	BECOMES("body=A.\n+description=B.\n", "summary", "A.", "description", "B.");
}

static void
html_becomes_text(void **state)
{
	(void)state;
	BECOMES("title=AT&T\nbody=One\n\ntwo\n", "title", "AT&amp;T", "description", "<p>One</p><p>two</p>");
	BECOMES("title=NGNA <NGNA> BUYS\nlang=en\nbody=a < b & c\n", "title", "NGNA <NGNA> BUYS", "body", "a < b & c");
}

static void
dates_are_read_and_kept_as_printed(void **state)
{
	(void)state;
	BECOMES("title=T\ndate=2022-05-20 20 May 2022 10:54 (UTC+04:00)\n@2022-05-20T10:54:00+04:00\n", "title", "T", "date",
	        "2022-05-20 20 May 2022 10:54 (UTC+04:00)");
	BECOMES("title=T\ndate=2022-05\n@2022-05\n", "title", "T", "date", "2022-05");
	/* What a wire puts after a control is no part of the date. */
	BECOMES("title=T\ndate=27-MAR-1987 14:02:56.54\n@1987-03-27T14:02:56\n", "title", "T", "date",
	        "27-MAR-1987 14:02:56.54&#5;&#5;&#5;V RM");
}

static void
a_date_that_cannot_be_believed_is_an_extra(void **state)
{
	(void)state;
	BECOMES("title=T\n+date=9999-99-99\n", "title", "T", "date", "9999-99-99");
	BECOMES("title=T\n+date=soon\n", "title", "T", "date", "soon");
	BECOMES("title=T\ndate=2022-05-20\nupdated=2022-05-20\n@2022-05-20\n+date=soon\n", "title", "T", "date", "soon",
	        "updated", "2022-05-20");
	BECOMES("title=T\ndate=2022-05-20\n@2022-05-20\n+date=soon\n+tarix=later\n", "title", "T", "date", "soon", "tarix",
	        "later", "дата", "2022-05-20");
}

static void
a_date_before_1800_or_in_the_future_is_flagged(void **state)
{
	struct xb_normalize_options options = { .now = 1653048000 }; /* 2022-05-20T12:00:00Z */

	(void)state;
	BECOMES("title=T\n+date=1788-07-14\n+date_flag=before 1800\n", "title", "T", "date", "1788-07-14");
	assert_becomes(&options, (const char *const[]){ "title", "T", "date", "2062-05-20", NULL },
	               "title=T\n+date=2062-05-20\n+date_flag=in the future\n");
	assert_becomes(&options, (const char *const[]){ "title", "T", "date", "2022-05-21", NULL },
	               "title=T\ndate=2022-05-21\n@2022-05-21\n");
}

static void
what_became_of_a_dispatch_is_kept(void **state)
{
	(void)state;
	BECOMES("title=T\nstatus=canceled\n", "title", "T", "pubStatus", "stat:canceled");
	BECOMES("title=T\nstatus=usable\n", "title", "T", "status", "Published");
	BECOMES("id=urn:x:1\nstatus=canceled\n", "id", "urn:x:1", "status", "killed");
	BECOMES("title=T\n+status=fine\n", "title", "T", "status", "fine");
	BECOMES("title=T\nversion=3\nreplaces=urn:x:2\n", "title", "T", "version", "3", "evolvedFrom", "urn:x:2");
	BECOMES("title=T\nembargo=2022-05-20T10:00:00+04:00\n", "title", "T", "embargoed", "Fri, 20 May 2022 10:00:00 +0400");
	BECOMES("title=T\nembargo=after the match\n", "title", "T", "embargo", "after the match");
}

static void
languages_have_codes(void **state)
{
	struct xb_normalize_options options = { .lang = "az", .source = "Wire" };

	(void)state;
	BECOMES("title=T\nlang=fa\n", "title", "T", "lang", "fa-IR");
	BECOMES("title=T\nlang=ru\n", "title", "T", "lang", "Russian");
	BECOMES("title=T\n+lang=http://www\n", "title", "T", "lang", "http://www");
	assert_becomes(&options, (const char *const[]){ "title", "T", NULL }, "title=T\nsource=Wire\nlang=az\n");
	assert_becomes(&options, (const char *const[]){ "title", "T", "lang", "tr", "source", "S", NULL },
	               "title=T\nsource=S\nlang=tr\n");
}

static void
a_text_overrules_what_is_said_of_its_language(void **state)
{
	static const char az[] = "Azərbaycanın xarici işlər naziri sabah Tehrana səfər edəcək";
	static const char fi[] = "Pääministeri sanoi tiistaina, että hallitus esittelee uuden suunnitelman ensi viikolla";
	struct xb_normalize_options options = { .lang = "ru" };

	(void)state;
	BECOMES("title=Azərbaycanın xarici işlər naziri sabah Tehrana səfər edəcək\nlang=az\n", "title", az);
	BECOMES("title=Azərbaycanın xarici işlər naziri sabah Tehrana səfər edəcək\nlang=az\nsaid=en\n", "title", az,
	        "lang", "en-US");
	BECOMES("title=Azərbaycanın xarici işlər naziri sabah Tehrana səfər edəcək\nlang=az\n", "title", az, "lang", "az-AZ");
	assert_becomes(&options, (const char *const[]){ "title", az, NULL },
	               "title=Azərbaycanın xarici işlər naziri sabah Tehrana səfər edəcək\nlang=az\n");
	BECOMES("title=Pääministeri sanoi tiistaina, että hallitus esittelee uuden suunnitelman ensi viikolla\nsaid=en\n",
	        "title", fi, "lang", "en");
	BECOMES("title=Pääministeri sanoi tiistaina, että hallitus esittelee uuden suunnitelman ensi viikolla\nlang=fi\n",
	        "title", fi, "lang", "fi-FI");
	BECOMES("title=Erdoğan\nlang=az\n", "title", "Erdoğan", "lang", "az");
	BECOMES("title=Erdoğan\n", "title", "Erdoğan");
}

/* Where a language cannot be told from the text for lack of a model, nothing is better than what is said. */
static void
a_language_that_is_not_known_stays(void **state)
{
	(void)state;
	BECOMES("title=Toplantının ardından taraflar işbirliği anlaşmasını imzaladı\nlang=crh\n", "title",
	        "Toplantının ardından taraflar işbirliği anlaşmasını imzaladı", "lang", "crh");
	BECOMES("title=Правителството представи нов план\nlang=bg\n", "title", "Правителството представи нов план", "lang", "bg");
}

static void
tags_are_split_unless_they_came_as_a_list(void **state)
{
	(void)state;
	BECOMES("title=T\n#a b\n#c\n#d\n#e\n", "title", "T", "tags", "a b, #c;d، e, a b,,");
	BECOMES("title=T\n#Baku, Azerbaijan\n#sea\n", "title", "T", "tags", "Baku, Azerbaijan", "tags", "sea");
	BECOMES("title=T\nsection=World\n#Asia\n", "title", "T", "categories", "World", "categories", "Asia");
	BECOMES("title=T\nbyline=A, B\n", "title", "T", "authors.name", "A", "authors.name", "B");
}

static struct xb_str
id_of(const char *const *pairs)
{
	struct xb_record record;
	struct xb_dispatch dispatch;

	record_of(&record, pairs);
	assert_int_equal(xb_normalize(&dispatch, &record, &plain, &arena, NULL), XABAR_OK);
	return dispatch.text[XB_FIELD_ID];
}

#define ID(...) id_of((const char *const[]){ __VA_ARGS__, NULL })

static void
an_id_is_its_own_or_its_url_or_a_hash(void **state)
{
	struct xb_str a, b, c;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	assert_true(xb_str_is(ID("title", "T", "id", "42", "url", "http://x/"), "42"));
	assert_true(xb_str_is(ID("title", "T", "url", "HTTP://X.org:80/a?utm_source=rss#top"), "http://x.org/a"));
	a = ID("title", "T", "body", "B", "date", "2024-01-01");
	b = ID("title", "T", "body", "B", "date", "2024-01-01", "source", "S", "link", "/relative");
	c = ID("title", "TB", "date", "2024-01-01");
	assert_int_equal(a.len, 33);
	assert_int_equal(a.ptr[0], 'x');
	assert_true(xb_str_equal(a, b));
	assert_false(xb_str_equal(a, c));
	xb_arena_release(&arena);
	/* A feed's permalink is an id and an address. */
	BECOMES("id=https://x.org/1\ntitle=T\nurl=https://x.org/1\n", "title", "T", "guid", "https://x.org/1");
}

static void
an_id_of_10_kb_is_kept(void **state)
{
	char *id = malloc(10241);

	(void)state;
	memset(id, 'i', 10240);
	id[10240] = '\0';
	xb_arena_init(&arena, LIMIT);
	assert_true(xb_str_is(ID("title", "T", "id", id), id));
	xb_arena_release(&arena);
	free(id);
}

static void
a_record_without_text_is_turned_away(void **state)
{
	static const struct { const char *const pairs[5], *message; } cases[] = {
		{ { NULL }, "neither a title nor a text" },
		{ { "id", "1", "kopf", "x", NULL }, "neither a title nor a text among 'id', 'kopf'" },
		{ { "title", " ", "body", "\n", NULL }, "neither a title nor a text among 'title', 'body'" },
		{ { "body", "<img src='x'>", NULL }, "neither a title nor a text among 'body'" },
	};
	struct xb_record record;
	struct xb_dispatch dispatch;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		record_of(&record, cases[i].pairs);
		assert_int_equal(xb_normalize(&dispatch, &record, &plain, &arena, &err), XABAR_ERECORD);
		assert_string_equal(err.message, cases[i].message);
	}
	xb_arena_release(&arena);
}

static void
a_record_that_fills_the_arena_is_turned_away(void **state)
{
	struct xb_record record;
	struct xb_dispatch dispatch;
	char *body = malloc(60001);
	xabar_error err;

	(void)state;
	memset(body, '\n', 60000);
	memset(body + 30000, 'a', 30000);
	body[60000] = '\0';
	for (size_t limit = 64; limit < 70000; limit += 997) {
		xabar_status status;

		xb_arena_init(&arena, limit);
		record = (struct xb_record){ 0 };
		if (xb_record_add(&record, &arena, xb_str("body"), xb_str(body))) {
			status = xb_normalize(&dispatch, &record, &plain, &arena, &err);
			assert_true(status == XABAR_OK || status == XABAR_ERECORD);
			assert_true(status != XABAR_OK || limit > 60000);
		}
		xb_arena_release(&arena);
	}
	free(body);
}

static void
urls_have_one_form(void **state)
{
	static const struct { const char *in, *want; } cases[] = {
		{ "http://example.org", "http://example.org/" },
		{ "HTTPS://Example.ORG:443/Path?A=b", "https://example.org/Path?A=b" },
		{ "http://example.org:8080/", "http://example.org:8080/" },
		{ "http://example.org:/", "http://example.org/" },
		{ "https://example.org:80/", "https://example.org:80/" },
		{ "http://User:Pass@Example.org/", "http://User:Pass@example.org/" },
		{ "http://x.org/a#part", "http://x.org/a" },
		{ "http://x.org/a?#part", "http://x.org/a" },
		{ "http://x.org/#!/page", "http://x.org/#!/page" },
		{ "http://x.org?id=1", "http://x.org/?id=1" },
		{ "http://x.org/?utm_source=a&id=1&utm_medium=b&fbclid=c", "http://x.org/?id=1" },
		{ "http://x.org/?utm_source=a", "http://x.org/" },
		{ "http://x.org/?a&&b", "http://x.org/?a&b" },
		{ "http://[::1]:80/", "http://[::1]/" },
		{ "http://xn--80ak6aa92e.com/путь", "http://xn--80ak6aa92e.com/путь" },
	};

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_str got;

		assert_true(xb_url_is_web(xb_str(cases[i].in)));
		got = xb_url_canonical(xb_str(cases[i].in), &arena);
		assert_string_equal(xb_arena_strndup(&arena, got.ptr, got.len), cases[i].want);
	}
	xb_arena_release(&arena);
	assert_false(xb_url_is_web(xb_str("urn:newsml:x:1")));
	assert_false(xb_url_is_web(xb_str("/news/1")));
	assert_false(xb_url_is_web(xb_str("http://")));
	assert_false(xb_url_is_web(xb_str("http:///x")));
	assert_false(xb_url_is_web(xb_str("http://a b")));
	assert_false(xb_url_is_web(xb_str("")));
}

static void
the_table_of_names_is_sorted_and_folded(void **state)
{
	(void)state;
	for (size_t i = 0; i < xb_field_names_count; i++) {
		const struct xb_field_name *row = &xb_field_names[i];
		char key[XB_FIELD_NAME_KEY_MAX];
		size_t len = xb_field_name_key(key, xb_str(row->name));

		assert_true(xb_str_is(xb_strn(key, len), row->name));
		assert_string_equal(xb_field_name_find(xb_str(row->name))->name, row->name);
		if (i)
			assert_true(strcmp(row[-1].name, row->name) <= 0);
	}
	assert_null(xb_field_name_find(xb_str("thumbnail")));
	assert_null(xb_field_name_find(xb_str("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_found_by_their_usual_names),
		cmocka_unit_test(separators_and_case_in_names_do_not_matter),
		cmocka_unit_test(the_best_of_several_names_wins_and_the_rest_are_extras),
		cmocka_unit_test(what_has_no_place_is_an_extra),
		cmocka_unit_test(mapped_names_come_first),
		cmocka_unit_test(a_map_that_makes_no_sense_is_refused),
		cmocka_unit_test(a_title_is_one_line_and_a_body_has_paragraphs),
		cmocka_unit_test(nuls_become_spaces),
		cmocka_unit_test(a_summary_comes_first_unless_the_body_says_it),
		cmocka_unit_test(html_becomes_text),
		cmocka_unit_test(dates_are_read_and_kept_as_printed),
		cmocka_unit_test(a_date_that_cannot_be_believed_is_an_extra),
		cmocka_unit_test(a_date_before_1800_or_in_the_future_is_flagged),
		cmocka_unit_test(what_became_of_a_dispatch_is_kept),
		cmocka_unit_test(languages_have_codes),
		cmocka_unit_test(a_text_overrules_what_is_said_of_its_language),
		cmocka_unit_test(a_language_that_is_not_known_stays),
		cmocka_unit_test(tags_are_split_unless_they_came_as_a_list),
		cmocka_unit_test(an_id_is_its_own_or_its_url_or_a_hash),
		cmocka_unit_test(an_id_of_10_kb_is_kept),
		cmocka_unit_test(a_record_without_text_is_turned_away),
		cmocka_unit_test(a_record_that_fills_the_arena_is_turned_away),
		cmocka_unit_test(urls_have_one_form),
		cmocka_unit_test(the_table_of_names_is_sorted_and_folded),
	};

	return cmocka_run_group_tests_name("normalize", tests, NULL, NULL);
}
