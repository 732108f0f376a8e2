/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts whose first line is the headline, and texts that are no prose at all. */
#include "reading.h"

#include "../../indexer/formats/headline.h"
#include "../../indexer/formats/text_kind.h"

#define LONG "Bərə Gilavar ilə Tarqan arasında doqquz günlük fırtınadan sonra bazar ertəsi səhər yenidən yola düşdü, " \
             "limanda isə qırx yük maşını gözləyirdi, deyə liman idarəsi bildirdi."

static void
a_first_line_set_off_is_the_headline(void **state)
{
	(void)state;
	assert_text_reads("Bərə yenidən yola düşdü\n\nFırtına səngidi.\n\nSon.\n", NULL,
	                  "0-57 title=Bərə yenidən yola düşdü body=\nFırtına səngidi.\n\nSon.\n\n");
	assert_text_reads("Bərə yenidən yola düşdü\n" LONG "\n", NULL, "0-227 title=Bərə yenidən yola düşdü body=" LONG "\n\n");
}

static void
a_sentence_is_no_headline(void **state)
{
	static const char *const texts[] = {
		"The ferry sailed.\n\nIt rained.\n", "He said:\n\nIt rained.\n", "Նավը մեկնեց։\n\nԱնձրև է։\n", "کشتی رفت۔\n\nبارش۔\n",
		"Only a line", "The ferry between Gilavar and\nTarqan sailed again on Monday.\n", LONG LONG "\n\nShort.\n", "\n\n",
	};
	struct xb_str title, body;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(xb_headline_split(&title, &body, xb_str(texts[i])), XB_HEADLINE_NONE);
	assert_int_equal(xb_headline_split(&title, &body, xb_str("Will it sail?\r\n\r\nYes.")), XB_HEADLINE_SURE);
	assert_true(xb_str_is(title, "Will it sail?"));
	assert_int_equal(xb_headline_split(&title, &body, xb_str("\n  And then...\n\nYes.")), XB_HEADLINE_SURE);
}

static void
lists_and_code_are_no_prose(void **state)
{
	static const char *const texts[] = {
		"apple\npear\nplum\nfig\n", "the 120\nof 90\nand 80\n", "1\t2\n3\t4\n5\t6\n", "1 2 0\n1 3 0\n1 4 1\n",
		"# sent_id = 1\n1\tA\ta\n2\tB\tb\n3\tC\tc\n", "int a;\nint b;\nint main(void)\n{\n", "#!/bin/sh\necho a\n",
		"all: x\n\t$(CC) -o x\nx := $(Y)\n", "1\n00:00:01,000 --> 00:00:02,000\nHello there, my friend.\n\n2\n00:00:03,000 --> 00:00:04,000\nAnd again.\n",
		"TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBp\nc2NpbmcgZWxpdC4gU2VkIGRvIGVpdXNtb2Q=\nAAAA\n",
		"%PDF-1.4\n", "<rss>", "version: 2\njobs:\nbuild: here\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (xb_text_is_prose(xb_str(texts[i])))
			fail_msg("taken for prose: %s", texts[i]);
	assert_true(xb_text_is_prose(xb_str("Baku.\nIt rained.\nThe ferry (the old one)\nsailed; at last.\n")));
	assert_true(xb_text_is_prose(xb_str("Yağış")));
	assert_false(xb_text_is_plain(xb_strn("a\0b\0c\0d\0", 8)));
}

static void
separators_cut_a_file_when_they_are_unmistakable(void **state)
{
	(void)state;
	assert_int_equal(xb_text_separator(xb_str("A\n\nb.\n=====\nC\n\nd.\n=====\nE\n\nf.\n")), '=');
	assert_int_equal(xb_text_separator(xb_str("A\n\nb.\n=====\nC\n\nd.\n")), '\0');
	assert_int_equal(xb_text_separator(xb_str("A\n\nb.\n-----\nIt rained.\n\nd.\n-----\nE\n\nf.\n")), '\0');
	assert_int_equal(xb_text_separator(xb_str("A\n\nb.\n\fC\n\nd.\n\fDate: 2024-03-11\n\nf.\n")), '\f');
	assert_file_reads("tests/data/formats/text/separated.txt", NULL, NULL,
	                  "41-156 title=Ferry sails again body=\nThe ferry between Gilavar and Tarqan sailed\n"
	                  "again on Monday.\n\n-----\nForty lorries were waiting.\n\n"
	                  "197-249 title=Bridge closed to lorries body=\nThe old bridge is closed.\n\n"
	                  "290-364 Date=12 March 2024 Title=Harbour to be deepened body=Work begins in spring.\n\n");
	assert_file_reads("tests/data/formats/text/pages.txt", NULL, NULL,
	                  "0-47 title=Ferry sails again body=\nThe ferry sailed on Monday.\n\n"
	                  "47-89 title=Bridge closed body=\nThe old bridge is closed.\n\n"
	                  "91-138 title=Harbour to be deepened body=\nWork begins in spring.\n\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_line_set_off_is_the_headline),
		cmocka_unit_test(a_sentence_is_no_headline),
		cmocka_unit_test(lists_and_code_are_no_prose),
		cmocka_unit_test(separators_cut_a_file_when_they_are_unmistakable),
	};

	return cmocka_run_group_tests_name("headline", tests, NULL, NULL);
}
