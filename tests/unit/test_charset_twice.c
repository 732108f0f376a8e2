/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 that was made UTF-8 a second time. */
#include "encoded.h"
#include "../../indexer/charset/charset_twice.h"

/* Text whose bytes were taken for `page`; iconv makes it. */
static void
add_twice(struct xb_buf *out, const char *page, const char *text)
{
	iconv_t cd = iconv_open("UTF-8", page);
	size_t left = strlen(text), room = 8 * left;
	char *from = (char *)(uintptr_t)text, *bytes = malloc(room), *to = bytes;

	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	xb_buf_add(out, bytes, (size_t)(to - bytes));
	iconv_close(cd);
	free(bytes);
}

static void
assert_undone(const char *page, const char *text, int rounds)
{
	struct xb_buf bytes, before;
	struct decoded d;

	xb_buf_init(&bytes, 1 << 16);
	xb_buf_init(&before, 1 << 16);
	xb_buf_add_str(&bytes, xb_str(text));
	for (int i = 0; i < rounds; i++) {
		xb_buf_clear(&before);
		xb_buf_add_str(&before, xb_buf_view(&bytes));
		xb_buf_clear(&bytes);
		add_twice(&bytes, page, before.ptr);
	}
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_decoded(&d, text, "UTF-8", XB_CHARSET_REPAIRED);
	decoder_release(&d);
	xb_buf_release(&bytes);
	xb_buf_release(&before);
}

static void
double_encoding_is_undone_word_by_word(void **state)
{
	(void)state;
	assert_undone("CP1252", "Şəhərdə məktəb yenidən açıldı, dedi müəllim.", 1);
	assert_undone("ISO-8859-1", "Поезд из Баку прибыл на станцию вовремя.", 1);
	assert_undone("CP1254", "Tren Ankara'dan gecikmeli olarak ulaştı, müdür özür diledi.", 1);
	assert_undone("KOI8-R", "Поезд из Баку прибыл на станцию вовремя.", 1);
	assert_undone("ISO-8859-1", "Գնացքը կայարան հասավ ուշացումով", 2);
}

static void
two_words_are_no_clear_evidence(void **state)
{
	static const char text[] = "ÄŸ Ã¼";
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, text, strlen(text), NULL);
	assert_decoded(&d, text, "UTF-8", XB_CHARSET_UTF8);
	decoder_release(&d);
}

/* Ukrainian capitals before і, Kazakh, quotations, French spaces: what looks a little like it. */
static void
ordinary_text_is_not_touched(void **state)
{
	static const char *const cases[] = {
		"Рівне, Річ Посполита, Січ, Гірник, Діброва, Вінниця, Житомир, Різдво, Рішення, Сімферополь.",
		"Біз бірге білеміз, қазақ елі, Мұхтар Әуезов, Ғабит Мүсірепов, ңң аң, таң.",
		"« Été » à Orléans : « Été », « café »… Ça va, déjà vu, naïve façade™ 20 °C ±2 §5.",
		"Ñandú, Ávila, Écija, Úbeda. “É” ‘Ñ’ … Ã O Ç Ã O.",
		"NATO„ya üzv. ƏƏƏ ĞĞĞ ŞŞŞ İİİ ÇÇÇ ÖÖÖ ÜÜÜ — «Ğ» “Ş” „Ç”…",
		"БАКУ — «РИА» ‘С’ „Р“… Я™ и К°.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoded d;

		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, cases[i], strlen(cases[i]), NULL);
		assert_decoded(&d, cases[i], "UTF-8", XB_CHARSET_UTF8);
		decoder_release(&d);
	}
}

/* Anywhere in a long text, at any place against the blocks that are looked at. */
static void
it_is_suspected_wherever_it_is(void **state)
{
	enum { N = 5000 };
	struct xb_buf text, twice;

	(void)state;
	xb_buf_init(&text, 1 << 16);
	xb_buf_init(&twice, 1 << 16);
	add_twice(&twice, "ISO-8859-1", "müəllimlər şəhərdə görüşdülər ");
	for (size_t at = 0; at + twice.len < N; at += 37) {
		char *room;

		xb_buf_clear(&text);
		room = xb_buf_extend(&text, N);
		memset(room, 'a', N);
		assert_false(xb_twice_suspected(xb_buf_view(&text)));
		memcpy(room + at, twice.ptr, twice.len);
		assert_true(xb_twice_suspected(xb_buf_view(&text)));
	}
	xb_buf_release(&text);
	xb_buf_release(&twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(double_encoding_is_undone_word_by_word),
		cmocka_unit_test(two_words_are_no_clear_evidence),
		cmocka_unit_test(ordinary_text_is_not_touched),
		cmocka_unit_test(it_is_suspected_wherever_it_is),
	};

	return cmocka_run_group_tests_name("charset_twice", tests, NULL, NULL);
}
