/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables: RFC 4180, and what is written in the name of it. */
#include "reading.h"

#include "../../indexer/formats/csv_dialect.h"

static void
fields_are_as_rfc_4180_says(void **state)
{
	(void)state;
	assert_text_reads("title,body,date\r\n"
	                  "Ferry,\"It sailed, \"\"at last\"\".\r\nForty lorries waited.\",2024-03-11\r\n"
	                  "\"Bridge\",Closed,\"\"\r\n",
	                  NULL,
	                  "17-84 title=Ferry body=It sailed, \"at last\".\r\nForty lorries waited. date=2024-03-11\n"
	                  "84-104 title=Bridge body=Closed\n");
}

static void
the_delimiter_is_found(void **state)
{
	(void)state;
	assert_text_reads("Başlıq;Tarix;Mətn\nBərə;11.03.2024;Yola düşdü, nəhayət\n", NULL,
	                  "21-64 Başlıq=Bərə Tarix=11.03.2024 Mətn=Yola düşdü, nəhayət\n");
	assert_text_reads("id|title|text\n1|A|B, C; D\n2|E|F\n", NULL,
	                  "14-26 id=1 title=A text=B, C; D\n26-32 id=2 title=E text=F\n");
	assert_text_reads("title\ttext\nA\tB, C\nD\tE, F\n", NULL, "11-18 title=A text=B, C\n18-25 title=D text=E, F\n");
	assert_text_reads("\xef\xbb\xbfsep=;\r\ntitle;text\r\nA;B\r\n", "csv", "22-27 title=A text=B\n");
}

static void
lines_may_end_as_on_old_macs(void **state)
{
	(void)state;
	assert_text_reads("title,text\rA,B\r\rC,\"D\rE\"\r", "csv", "11-15 title=A text=B\n16-24 title=C text=D\rE\n");
}

static void
names_are_known_in_many_languages(void **state)
{
	static const char *const headers[] = {
		"Başlıq;Tarix;Mətn", "Başlık;Tarih;Metin", "Заголовок;Дата;Текст", "عنوان;تاریخ;متن", "العنوان;التاريخ;النص",
		"Վերնագիր;Ամսաթիվ;Տեքստ", "სათაური;თარიღი;ტექსტი", "Тақырып;Күні;Мәтін", "Sarlavha;Sana;Matn",
		"Заголовок;Дата публікації;Текст", "Аталышы;Күнү;Тексти",
		"Сарлавҳа;Сана;Матн", "Sözbaşy;Sene;Tekst", "Заголовак;Дата;Тэкст", "Sernav;Dîrok;Nivîs",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++) {
		char text[256];
		struct xb_csv_shape shape;

		snprintf(text, sizeof(text), "%s\na;b;c\nd;e;f\n", headers[i]);
		xb_csv_shape_find(&shape, xb_str(text), ",;|");
		if (!shape.text || shape.known != 3)
			fail_msg("%s: %zu names are known", headers[i], shape.known);
		assert_true(xb_csv_shape_score(&shape) >= 40);
	}
}

static void
a_short_row_is_padded_and_a_long_one_turned_away(void **state)
{
	(void)state;
	assert_text_reads("title,date,text\nA\nB,2024,C,,\nD,2024,E, F\nG,2024,H\n", "csv",
	                  "16-18 title=A\n18-29 title=B date=2024 text=C\n"
	                  "29-41 ! row 4 has 4 fields, 3 columns have a name: is a ',' not in quotes?\n"
	                  "41-50 title=G date=2024 text=H\n");
}

/* Each unclosed quote costs its own row at most. */
static void
an_unclosed_quote_ends_with_its_line(void **state)
{
	(void)state;
	assert_text_reads("title,text\nA,\"open\nB,\"shut\"\nC,D\n", "csv",
	                  "11-19 title=A text=\"open\n19-28 title=B text=shut\n28-32 title=C text=D\n");
	assert_text_reads("\"title\",\"text\"\n\"A\",\"open\n\"B\",\"shut\"\n", "csv",
	                  "15-25 title=A text=\"open\n25-36 title=B text=shut\n");
	assert_text_reads("title,text\nA,B\nC,\"D\nE,F\n", "csv",
	                  "11-15 title=A text=B\n15-20 title=C text=\"D\n20-24 title=E text=F\n");
}

static void
a_quote_over_the_limit_was_no_opening_one(void **state)
{
	const size_t len = 3 << 20;
	char *text = malloc(len + 1);
	struct xb_buf got;
	char path[64];

	(void)state;
	assert_non_null(text);
	memset(text, 'x', len);
	for (size_t i = 99; i < len; i += 100)
		text[i] = '\n';
	memcpy(text, "title,text\nA,\"B\nC,D\n", 20);
	close(make_file(path, text, len));
	got = read_file(path, "csv", NULL);
	assert_int_equal(strncmp(got.ptr, "11-16 title=A text=\"B\n16-20 title=C text=D\n", 42), 0);
	xb_buf_release(&got);
	unlink(path);
	free(text);
}

/* Where quotes in a quoted field were not doubled, and where an unquoted one begins with a quoted word. */
static void
doubtful_quotes_are_read_by_what_follows(void **state)
{
	(void)state;
	assert_text_reads("title,text\n\"He said \"yes\" to it\",\"A\"\n\"Ruslan\" sails,B\nC,say \"no\"\n", "csv",
	                  "11-37 title=He said \"yes\" to it text=A\n"
	                  "37-54 title=\"Ruslan\" sails text=B\n"
	                  "54-65 title=C text=say \"no\"\n");
	assert_text_reads("title,text\n\"A\" , \"B, C\"\n\"D \\\"E\\\", F\",G\n", "csv",
	                  "11-24 title=A text=B, C\n24-39 title=D \"E\", F text=G\n");
}

static void
dumps_of_databases_have_escapes(void **state)
{
	(void)state;
	assert_text_reads("id\ttitle\tbody\n1\tA\tline one\\nline\\ttwo\n2\t\\N\tC:\\\\docs\\\ngo on\n", "tsv",
	                  "14-38 id=1 title=A body=line one\nline\ttwo\n"
	                  "38-59 id=2 body=C:\\docs\ngo on\n");
	assert_text_reads("title\tbody\nA\tC:\\docs\\new\nB\tNULL\n", "tsv", "11-25 title=A body=C:\\docs\\new\n25-32 title=B\n");
}

static void
empty_rows_and_headers_again_are_no_records(void **state)
{
	(void)state;
	assert_text_reads("title,text\n\n,,\nA,B\ntitle,text\nC,D\n", "csv", "15-19 title=A text=B\n30-34 title=C text=D\n");
	assert_text_reads("title,text\n", "csv", "");
	assert_text_reads("", "csv", "");
}

static void
legacy_bytes_are_decoded_row_by_row(void **state)
{
	(void)state;
	/* "Заголовок;Текст" and "Паром;Вышел" */
	assert_bytes_read("\xc7\xe0\xe3\xee\xeb\xee\xe2\xee\xea;\xd2\xe5\xea\xf1\xf2\n\xcf\xe0\xf0\xee\xec;\xc2\xfb\xf8\xe5\xeb\n", 28,
	                  "csv", "cp1251", "16-28 Заголовок=Паром Текст=Вышел\n");
}

static void
a_table_without_a_text_is_turned_away_once(void **state)
{
	(void)state;
	assert_text_reads("code,phone,fax\n1,2,3\n4,5,6\n7,8,9\n", NULL,
	                  "0-33 ! a table without a title or a text: which of its columns 'code', 'phone', 'fax' is the text? say it with "
	                  "--map title=NAME,body=NAME\n");
	assert_text_reads("1,2024,\"A, B\"\n2,2024,C\n", "csv",
	                  "0-23 ! a table without a title or a text: which of its columns '1', '2', '3' is the text? say it with "
	                  "--map title=NAME,body=NAME\n");
}

static int
score(const char *text, const char *format)
{
	return xb_format_find(format)->detect(xb_str(text));
}

static void
prose_is_no_table(void **state)
{
	(void)state;
	assert_int_equal(score("In Baku, the ferry sailed.\nIn Tarqan, it rained.\nElsewhere, nothing.\n", "csv"), 0);
	assert_int_equal(score("Text, and so on\nMore of it, here\n", "csv"), 0);
	assert_int_equal(score("Title: A\nDate: 2024-03-11\n\nText, text.\n", "csv"), 0);
	assert_int_equal(score("{\"title\":1,\"text\":2}\n{\"title\":1,\"text\":2}\n", "csv"), 0);
	assert_in_range(score("date,title,text\n1,2,3\n", "csv"), 60, 75);
	assert_in_range(score("a\tb\n1\t2\n3\t4\n5\t6\n", "tsv"), 11, 20);
}

/* What a hostile file makes the search for quotes waste is bounded. */
static void
quotes_without_end_take_linear_time(void **state)
{
	static const char *const units[] = { ",\"\"\"x\n", "\"a\"b,", "\"", "\" ", "\"a\n" };
	const size_t len = 4 << 20;
	char *text = malloc(len), path[64];

	(void)state;
	assert_non_null(text);
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		struct xb_buf got;

		for (size_t i = 0; i < len; i++)
			text[i] = units[u][i % strlen(units[u])];
		memcpy(text, "title,text\n", 11);
		close(make_file(path, text, len));
		got = read_file(path, "csv", NULL);
		assert_true(got.len > 0);
		xb_buf_release(&got);
		unlink(path);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_as_rfc_4180_says),
		cmocka_unit_test(the_delimiter_is_found),
		cmocka_unit_test(lines_may_end_as_on_old_macs),
		cmocka_unit_test(names_are_known_in_many_languages),
		cmocka_unit_test(a_short_row_is_padded_and_a_long_one_turned_away),
		cmocka_unit_test(an_unclosed_quote_ends_with_its_line),
		cmocka_unit_test(a_quote_over_the_limit_was_no_opening_one),
		cmocka_unit_test(doubtful_quotes_are_read_by_what_follows),
		cmocka_unit_test(dumps_of_databases_have_escapes),
		cmocka_unit_test(empty_rows_and_headers_again_are_no_records),
		cmocka_unit_test(legacy_bytes_are_decoded_row_by_row),
		cmocka_unit_test(a_table_without_a_text_is_turned_away_once),
		cmocka_unit_test(prose_is_no_table),
		cmocka_unit_test(quotes_without_end_take_linear_time),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
