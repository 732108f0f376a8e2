/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The serialised form of a dispatch, its hash, its language, its headline. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dispatch.h"

#define LIMIT (1 << 20)

struct fixture {
	struct xb_arena arena;
	struct xb_buf bytes;
	struct xb_dispatch in, out;
	struct xb_str tags[2];
	struct xb_extra extras[2];
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	xb_arena_init(&f->arena, LIMIT);
	xb_buf_init(&f->bytes, LIMIT);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	xb_arena_release(&f->arena);
	xb_buf_release(&f->bytes);
	free(f);
	return 0;
}

/* A dispatch with everything in it. */
static void
fill(struct fixture *f)
{
	static const char *const texts[XB_FIELD_COUNT] = {
		[XB_FIELD_ID] = "azertac-17",
		[XB_FIELD_TITLE] = "Bakı limanı açıldı",
		[XB_FIELD_DATE] = "20 May 2022 10:54 (UTC+04:00)",
		[XB_FIELD_SOURCE] = "AZƏRTAC",
		[XB_FIELD_SECTION] = "İqtisadiyyat",
		[XB_FIELD_BYLINE] = "Ə. Məmmədov",
		[XB_FIELD_PLACE] = "Bakı",
		[XB_FIELD_LANG] = "az",
		[XB_FIELD_URL] = "https://example.org/17",
		[XB_FIELD_STATUS] = "corrected",
		[XB_FIELD_VERSION] = "2",
		[XB_FIELD_REPLACES] = "azertac-16",
		[XB_FIELD_EMBARGO] = "2022-05-20T12:00:00+04:00",
		[XB_FIELD_UPDATED] = "2022-05-20T11:00:00+04:00",
		[XB_FIELD_BODY] = "Liman bu gün açıldı. Mərasim keçirildi.",
	};

	for (int i = 0; i < XB_FIELD_COUNT; i++)
		f->in.text[i] = xb_str(texts[i] ? texts[i] : "");
	f->in.date = (struct xb_date){ .utc = 1653029640, .offset = 240, .precision = XB_DATE_MINUTE, .zoned = true };
	f->tags[0] = xb_str("liman");
	f->tags[1] = xb_str("");
	f->in.tags = f->tags;
	f->in.ntags = 2;
	f->extras[0] = (struct xb_extra){ xb_str("words"), xb_str("17") };
	f->extras[1] = (struct xb_extra){ xb_str(""), xb_str("") };
	f->in.extras = f->extras;
	f->in.nextras = 2;
	f->in.charset = (struct xb_charset_found){ "CP1254", XB_CHARSET_DETECTED, 3 };
	f->in.lang_declared = xb_str("tr");
	f->in.lang_margin = 321;
}

static struct xb_str
encode(struct fixture *f)
{
	xb_buf_clear(&f->bytes);
	xb_dispatch_encode(&f->bytes, &f->in);
	assert_false(f->bytes.failed);
	return xb_buf_view(&f->bytes);
}

static xabar_status
decode(struct fixture *f, const char *bytes, size_t len)
{
	return xb_dispatch_decode(&f->out, xb_strn(bytes, len), &f->arena, NULL);
}

static void
assert_str(struct xb_str got, struct xb_str want)
{
	assert_int_equal(got.len, want.len);
	if (want.len)
		assert_memory_equal(got.ptr, want.ptr, want.len);
}

static void
everything_comes_back(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes;

	fill(f);
	bytes = encode(f);
	assert_int_equal(decode(f, bytes.ptr, bytes.len), XABAR_OK);
	for (int i = 0; i < XB_FIELD_COUNT; i++)
		assert_str(f->out.text[i], f->in.text[i]);
	assert_int_equal(f->out.date.utc, 1653029640);
	assert_int_equal(f->out.date.offset, 240);
	assert_int_equal(f->out.date.precision, XB_DATE_MINUTE);
	assert_true(f->out.date.zoned);
	assert_int_equal(f->out.ntags, 2);
	assert_str(f->out.tags[0], xb_str("liman"));
	assert_str(f->out.tags[1], xb_str(""));
	assert_int_equal(f->out.nextras, 2);
	assert_str(f->out.extras[0].name, xb_str("words"));
	assert_str(f->out.extras[0].value, xb_str("17"));
	assert_string_equal(f->out.charset.charset, "CP1254");
	assert_int_equal(f->out.charset.how, XB_CHARSET_DETECTED);
	assert_int_equal(f->out.charset.replaced, 3);
	assert_str(f->out.lang_declared, xb_str("tr"));
	assert_int_equal(f->out.lang_margin, 321);
}

static void
the_form_of_the_first_version_is_read(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(decode(f, "\1\1\2id\2\1T\15\1B", 11), XABAR_OK);
	assert_str(f->out.text[XB_FIELD_ID], xb_str("id"));
	assert_str(f->out.text[XB_FIELD_TITLE], xb_str("T"));
	assert_str(f->out.text[XB_FIELD_BODY], xb_str("B"));
	assert_null(f->out.charset.charset);
}

static void
nothing_comes_back_as_nothing(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes = encode(f);

	assert_int_equal(bytes.len, 1);
	assert_int_equal(decode(f, bytes.ptr, bytes.len), XABAR_OK);
	assert_int_equal(f->out.text[XB_FIELD_BODY].len, 0);
	assert_int_equal(f->out.date.precision, XB_DATE_NONE);
	assert_int_equal(f->out.ntags, 0);
}

static void
dates_before_1970_and_west_of_greenwich_come_back(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes;

	f->in.date = (struct xb_date){ .utc = -1640995200, .offset = -210, .precision = XB_DATE_YEAR };
	bytes = encode(f);
	assert_int_equal(decode(f, bytes.ptr, bytes.len), XABAR_OK);
	assert_int_equal(f->out.date.utc, -1640995200);
	assert_int_equal(f->out.date.offset, -210);
	assert_int_equal(f->out.date.precision, XB_DATE_YEAR);
	assert_false(f->out.date.zoned);
}

static void
a_text_of_nul_bytes_comes_back(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes;

	f->in.text[XB_FIELD_BODY] = xb_strn("a\0b\0", 4);
	bytes = encode(f);
	assert_int_equal(decode(f, bytes.ptr, bytes.len), XABAR_OK);
	assert_str(f->out.text[XB_FIELD_BODY], xb_strn("a\0b\0", 4));
}

static void
another_version_is_not_read(void **state)
{
	struct fixture *f = *state;
	xabar_error err;

	assert_int_equal(xb_dispatch_decode(&f->out, xb_str("\x04"), &f->arena, &err), XABAR_EVERSION);
	assert_true(err.message[0] != '\0');
}

static void
damage_is_corrupt(void **state)
{
	static const struct xb_str damaged[] = {
		{ "", 0 },                       /* not even a version */
		{ "\1\0\0", 3 },                 /* tag 0 */
		{ "\1\25\0", 3 },                /* a tag after the last */
		{ "\3\24\0", 3 },                /* a language without a margin */
		{ "\3\24\2\351\7", 5 },         /* a margin of 1,001 */
		{ "\2\23\1\1", 4 },              /* a charset without a count */
		{ "\2\23\2\6\0", 5 },            /* a how that there is not */
		{ "\1\200", 2 },                 /* half a varint */
		{ "\1\1", 2 },                   /* no length */
		{ "\1\1\5ab", 5 },               /* too few bytes */
		{ "\1\2\1a\1\1a", 7 },           /* out of order */
		{ "\1\2\1a\2\1b", 7 },           /* two titles */
		{ "\1\2\1\377", 4 },             /* not UTF-8 */
		{ "\1\14\2\5a", 5 },             /* an extra whose name is longer than it */
		{ "\1\3\0", 3 },                 /* an empty date */
		{ "\1\3\3\0\0\0", 6 },           /* precision none */
		{ "\1\3\3\0\0\6", 6 },           /* precision 6 */
		{ "\1\3\4\0\0\3x", 7 },          /* more than a date */
		{ "\1\3\4\0\202\27\3", 7 },      /* 1,473 minutes from Greenwich */
		{ "\1\3\14\376\377\377\377\377\377\377\377\377\1\0\3", 15 }, /* year 292277026596 */
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(damaged) / sizeof(*damaged); i++)
		assert_int_equal(decode(f, damaged[i].ptr, damaged[i].len), XABAR_ECORRUPT);
}

static void
no_beginning_of_a_form_is_out_of_bounds(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes;

	fill(f);
	bytes = encode(f);
	for (size_t len = 0; len < bytes.len; len++) {
		char *copy = malloc(len + 1);

		/* Its own allocation, for the sanitizer to see its end. */
		assert_non_null(copy);
		memcpy(copy, bytes.ptr, len);
		copy = realloc(copy, len ? len : 1);
		decode(f, copy, len);
		free(copy);
		xb_arena_clear(&f->arena);
	}
}

static void
changed_bytes_do_no_harm(void **state)
{
	struct fixture *f = *state;
	struct xb_str bytes;
	unsigned seed = 1;

	fill(f);
	bytes = encode(f);
	for (int round = 0; round < 20000; round++) {
		size_t i = (size_t)rand_r(&seed) % bytes.len;
		char was = f->bytes.ptr[i];

		f->bytes.ptr[i] = (char)rand_r(&seed);
		decode(f, bytes.ptr, bytes.len);
		xb_arena_clear(&f->arena);
		if (round % 8 == 0)
			f->bytes.ptr[i] = was;
		if (round % 64 == 0)
			bytes = encode(f);
	}
}

static void
the_arena_s_limit_is_no_memory(void **state)
{
	struct fixture *f = *state;
	struct xb_arena small;
	struct xb_str bytes;

	fill(f);
	bytes = encode(f);
	xb_arena_init(&small, 16);
	assert_int_equal(xb_dispatch_decode(&f->out, bytes, &small, NULL), XABAR_ENOMEM);
	xb_arena_release(&small);
}

static void
hash(struct fixture *f, unsigned char out[16])
{
	xb_dispatch_hash(out, encode(f));
}

static void
the_hash_leaves_the_id_out(void **state)
{
	struct fixture *f = *state;
	unsigned char one[16], other[16], none[16];

	fill(f);
	hash(f, one);
	f->in.text[XB_FIELD_ID] = xb_str("another, longer id");
	hash(f, other);
	f->in.text[XB_FIELD_ID] = xb_str("");
	hash(f, none);
	assert_memory_equal(one, other, 16);
	assert_memory_equal(one, none, 16);
}

static void
the_hash_leaves_the_charset_out(void **state)
{
	struct fixture *f = *state;
	unsigned char one[16], other[16];

	fill(f);
	hash(f, one);
	f->in.charset = (struct xb_charset_found){ .charset = "UTF-8" };
	hash(f, other);
	assert_memory_equal(one, other, 16);
}

static void
the_hash_leaves_out_how_the_language_was_found(void **state)
{
	struct fixture *f = *state;
	unsigned char one[16], other[16];

	fill(f);
	f->in.lang_margin = 0;
	f->in.lang_declared = xb_str("");
	hash(f, one);
	f->in.lang_margin = 57;
	f->in.lang_declared = xb_str("en");
	hash(f, other);
	assert_memory_equal(one, other, 16);
}

/* What was not in version 2 is not hashed, so that an index of then knows what it has. */
static void
the_hash_is_that_of_version_2(void **state)
{
	struct fixture *f = *state;
	unsigned char now[16], then[16];
	struct xb_str bytes;

	fill(f);
	f->in.lang_margin = 0;
	f->in.lang_declared = xb_str("");
	bytes = encode(f);
	xb_dispatch_hash(now, bytes);
	*(char *)bytes.ptr = 2;
	xb_dispatch_hash(then, bytes);
	assert_memory_equal(now, then, 16);
	assert_int_equal(decode(f, bytes.ptr, bytes.len), XABAR_OK);
}

static void
the_hash_covers_the_rest(void **state)
{
	struct fixture *f = *state;
	unsigned char one[16], other[16];

	fill(f);
	hash(f, one);
	f->in.date.offset = 0;
	hash(f, other);
	assert_memory_not_equal(one, other, 16);
	f->in.date.offset = 240;
	f->in.ntags = 1;
	hash(f, other);
	assert_memory_not_equal(one, other, 16);
	f->in.ntags = 2;
	f->in.text[XB_FIELD_SECTION] = xb_str("");
	hash(f, other);
	assert_memory_not_equal(one, other, 16);
}

static void
text_that_moves_to_another_field_changes_the_hash(void **state)
{
	struct fixture *f = *state;
	unsigned char one[16], other[16];

	f->in.text[XB_FIELD_SOURCE] = xb_str("Bakı");
	hash(f, one);
	f->in.text[XB_FIELD_SOURCE] = xb_str("");
	f->in.text[XB_FIELD_PLACE] = xb_str("Bakı");
	hash(f, other);
	assert_memory_not_equal(one, other, 16);
}

static void
the_hash_of_nothing_is_a_hash(void **state)
{
	unsigned char out[16];

	(void)state;
	xb_dispatch_hash(out, xb_str(""));
	xb_dispatch_hash(out, xb_str("\1"));
	xb_dispatch_hash(out, xb_str("\1\1\7ab"));
}

static void
the_headline_is_the_title(void **state)
{
	struct fixture *f = *state;

	fill(f);
	assert_str(xb_dispatch_headline(&f->in), xb_str("Bakı limanı açıldı"));
}

static void
without_a_title_the_headline_is_the_first_sentence(void **state)
{
	struct fixture *f = *state;

	f->in.text[XB_FIELD_BODY] = xb_str("\n  The port opened in the U.S. Senate.  It was late.");
	assert_str(xb_dispatch_headline(&f->in), xb_str("The port opened in the U.S. Senate."));
	f->in.text[XB_FIELD_TITLE] = xb_str(" \n");
	assert_str(xb_dispatch_headline(&f->in), xb_str("The port opened in the U.S. Senate."));
}

static void
a_long_first_sentence_is_cut_at_a_word(void **state)
{
	struct fixture *f = *state;
	struct xb_buf body;

	xb_buf_init(&body, LIMIT);
	for (int i = 0; i < 30; i++)
		xb_buf_add_str(&body, xb_str("limanı "));
	f->in.text[XB_FIELD_BODY] = xb_buf_view(&body);
	/* Twenty words of seven bytes are 160 with their spaces. */
	assert_str(xb_dispatch_headline(&f->in), xb_strn(body.ptr, 159));
	xb_buf_release(&body);
}

static void
a_dispatch_of_nothing_has_no_headline(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(xb_dispatch_headline(&f->in).len, 0);
}

static const char *
language_of(const struct xb_dispatch *dispatch)
{
	const struct xb_language *language = xb_dispatch_language(dispatch);

	return language ? language->own_name : "none";
}

#define ENGLISH "The ministers of the five countries met in the city on Monday and signed the agreement on the railway."

static void
the_language_is_the_text_s_where_none_was_told_from_it(void **state)
{
	struct fixture *f = *state;

	f->in.text[XB_FIELD_BODY] = xb_str(ENGLISH);
	assert_string_equal(language_of(&f->in), "english");
	f->in.text[XB_FIELD_LANG] = xb_str("de");
	assert_string_equal(language_of(&f->in), "english");
}

static void
a_language_that_was_told_from_the_text_is_not_looked_for_again(void **state)
{
	struct fixture *f = *state;

	f->in.text[XB_FIELD_BODY] = xb_str(ENGLISH);
	f->in.text[XB_FIELD_LANG] = xb_str("de");
	f->in.lang_margin = 57;
	assert_string_equal(language_of(&f->in), "deutsch");
	f->in.text[XB_FIELD_LANG] = xb_str("ja");
	assert_string_equal(language_of(&f->in), "none");
}

static void
the_alphabet_is_looked_for_where_a_language_has_two(void **state)
{
	struct fixture *f = *state;

	f->in.lang_margin = 57;
	f->in.text[XB_FIELD_LANG] = xb_str("az");
	f->in.text[XB_FIELD_BODY] = xb_str("Бу күн Бакыда жени лиманын ачылыш мәрасими кечирилмишдир, мәрасимдә назирләр иштирак етмишләр.");
	assert_string_equal(language_of(&f->in), "азәрбајҹан");
	f->in.text[XB_FIELD_BODY] = xb_str("Bu gün Bakıda yeni limanın açılış mərasimi keçirilmişdir, mərasimdə nazirlər iştirak etmişlər.");
	assert_string_equal(language_of(&f->in), "azərbaycan");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(everything_comes_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_comes_back_as_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(dates_before_1970_and_west_of_greenwich_come_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_text_of_nul_bytes_comes_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_form_of_the_first_version_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(another_version_is_not_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(damage_is_corrupt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_beginning_of_a_form_is_out_of_bounds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(changed_bytes_do_no_harm, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_arena_s_limit_is_no_memory, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_leaves_the_id_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_leaves_the_charset_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_leaves_out_how_the_language_was_found, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_is_that_of_version_2, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_covers_the_rest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_that_moves_to_another_field_changes_the_hash, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_hash_of_nothing_is_a_hash, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_language_is_the_text_s_where_none_was_told_from_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_language_that_was_told_from_the_text_is_not_looked_for_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_alphabet_is_looked_for_where_a_language_has_two, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_headline_is_the_title, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_a_title_the_headline_is_the_first_sentence, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_long_first_sentence_is_cut_at_a_word, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_dispatch_of_nothing_has_no_headline, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
