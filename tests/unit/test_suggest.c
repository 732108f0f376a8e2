/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may have been meant by a mistyped word: keyboards, Latin letters for others, and queries to an archive of a few words. */
#include "held.h"

#include "../../searcher/keyboard.h"
#include "../../searcher/romanized.h"
#include "../../searcher/suggest.h"

/* ---- Keyboards ---- */

/* Whether what was typed in some layout gives `meant` in another. */
static bool
retypes(const char *typed, const char *meant)
{
	char out[XB_TERM_MAX];

	for (size_t from = 0; from < xb_keyboard_layouts; from++)
		for (size_t to = 0; to < xb_keyboard_layouts; to++) {
			const size_t len = xb_keyboard_retype(out, xb_str(typed), from, to);

			if (len && xb_str_is(xb_strn(out, len), meant))
				return true;
		}
	return false;
}

/* Read off the keyboards. */
static void
test_retype(void **state)
{
	(void)state;
	assert_true(retypes("ghbdtn", "привет"));
	assert_true(retypes("руддщ", "hello"));
	assert_true(retypes("GHBDTN", "привет"));
	assert_true(retypes("[jkjl", "холод"));
	assert_true(retypes("{jkjl", "холод"));
	assert_true(retypes(",tkfhecm", "беларусь"));
	assert_true(retypes("rb]d", "київ"));
	assert_true(retypes("sghl", "سلام"));
	assert_true(retypes("شمهثر", "aliev"));
	assert_true(retypes("hfqjy", "район"));
	assert_true(retypes("зкуяшвуте", "prezident"));
	assert_true(retypes("tuçğı", "haber")); /* the keys H A B E R of Turkish Q, in F */
	assert_false(retypes("ghbdtn5", "привет"));
	assert_false(retypes("hello", "hello"));
}

static void
test_retype_too_long(void **state)
{
	char typed[XB_TERM_MAX], out[XB_TERM_MAX];

	(void)state;
	memset(typed, 'g', sizeof(typed));
	assert_int_equal(xb_keyboard_retype(out, xb_strn(typed, sizeof(typed)), 0, 1), 0);
	assert_int_equal(xb_keyboard_retype(out, xb_strn(typed, XB_TERM_MAX / 2 - 2), 0, 1), XB_TERM_MAX - 4);
	assert_int_equal(xb_keyboard_retype(out, xb_str(""), 0, 1), 0);
}

static void
test_touch(void **state)
{
	static const struct {
		uint32_t a, b;
		bool touch;
	} pairs[] = {
		{ 'a', 's', true },   { 's', 'a', true },   { 'a', 'q', true },   { 'a', 'w', true },   { 'a', 'z', true },
		{ 'g', 'b', true },   { 'g', 'v', true },   { 'h', 'u', true },   { 'q', 'm', false },  { 'm', 'z', false },
		{ 'q', 'z', false },  { U'ф', U'ы', true }, { U'ж', U'э', true }, { U'а', U'я', false }, { U'س', U'ش', true },
		{ U'ə', U'ı', true }, { U'ş', 'i', true },  { 'a', U'ф', false }, { '5', '6', false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (xb_keyboard_touch(pairs[i].a, pairs[i].b) != pairs[i].touch)
			fail_msg("row %zu", i);
}

static void
test_keys(void **state)
{
	(void)state;
	assert_true(xb_keyboard_is_key(','));
	assert_true(xb_keyboard_is_key('['));
	assert_true(xb_keyboard_is_key('<'));
	assert_true(xb_keyboard_is_key('q'));
	assert_false(xb_keyboard_is_key('('));
	assert_false(xb_keyboard_is_key('='));
	assert_false(xb_keyboard_is_key('1'));
	assert_false(xb_keyboard_is_key(' '));
}

/* Whatever has letters in a layout can be put into a word of its script. */
static void
test_letters(void **state)
{
	static const char *const words[] = { "qəzet", "çox", "ёж", "їжак", "қазақ", "چای", "გზა", "հայ" };
	char folded[64];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const size_t len = xb_fold(folded, sizeof(folded), xb_str(words[i]), false);

		for (const char *p = folded; p < folded + len;) {
			const uint32_t cp = xb_utf8_next(&p, folded + len);
			const char32_t *letters = xb_keyboard_letters(xb_char(cp)->script);

			while (*letters && *letters != cp)
				letters++;
			if (!*letters)
				fail_msg("%s: U+%04X is no letter", words[i], (unsigned)cp);
		}
	}
	assert_int_equal(*xb_keyboard_letters(XB_SCRIPT_CJK), 0);
}

/* ---- Latin letters for others ---- */

struct sought {
	const char *reading;
	bool found;
	size_t n;
};

static bool
look(void *ctx, struct xb_str reading)
{
	struct sought *sought = ctx;

	sought->n++;
	sought->found |= xb_str_is(reading, sought->reading);
	return true;
}

static bool
reads(const char *typed, const char *reading)
{
	struct sought sought = { .reading = reading };

	assert_true(xb_romanized_read(xb_str(typed), look, &sought));
	assert_true(sought.n <= 3 * XB_READINGS_MAX);
	return sought.found;
}

static void
test_romanized(void **state)
{
	(void)state;
	assert_true(reads("privet", "привет"));
	assert_true(reads("novosti", "новости"));
	assert_true(reads("zhizn", "жизнь"));
	assert_true(reads("khorosho", "хорошо"));
	assert_true(reads("horosho", "хорошо"));
	assert_true(reads("vyazhushchiy", "вяжущий"));
	assert_true(reads("yubiley", "юбилей"));
	assert_true(reads("tsel'", "цель"));
	assert_true(reads("salam", "سلام"));
	assert_true(reads("dolat", "دولت"));
	assert_true(reads("khabar", "خبر"));
	assert_true(reads("ketab", "کتاب"));
	assert_true(reads("khane", "خانه"));
	assert_true(reads("rkinigza", "რკინიგზა"));
	assert_true(reads("sakartvelo", "საქართველო"));
	assert_true(reads("gamarjoba", "გამარჯობა"));
	assert_false(reads("privet", "новости"));
	assert_false(reads("привет", "привет"));
	assert_false(reads("abc1", "абц"));
	assert_false(reads("", ""));
}

static bool
refuse(void *ctx, struct xb_str reading)
{
	(void)reading;
	++*(size_t *)ctx;
	return false;
}

/* Nothing is read after a refusal; and a word of any length ends. */
static void
test_romanized_ends(void **state)
{
	char word[XB_TERM_MAX];
	size_t n = 0;

	(void)state;
	assert_false(xb_romanized_read(xb_str("salam"), refuse, &n));
	assert_int_equal(n, 1);
	memset(word, 's', sizeof(word));
	assert_false(reads("", "x"));
	n = 0;
	(void)xb_romanized_read(xb_strn(word, sizeof(word)), refuse, &n);
	assert_true(n <= 1);
}

/* ---- Queries ---- */

static const char *
suggest(const char *text)
{
	const struct xb_query_options options = { .plain = false };
	struct xb_plan plan;
	struct xb_asking asking = { .text = xb_str(text), .plan = &plan, .reader = reader, .analyzer = analyzer };
	const char *suggestion;

	assert_ok(xb_query_parse(&asking.query, asking.text, &options, &arena, NULL));
	assert_ok(xb_plan_make(&plan, asking.query, analyzer, NULL, &arena, NULL));
	assert_ok(xb_suggest(&suggestion, &asking, &arena, NULL));
	return suggestion ? suggestion : "";
}

/* Of two words that are one mistake away, the one that a finger makes of it: t is beside y, z is not. */
static void
test_neighbour(void **state)
{
	(void)state;
	archive({ "party", 10, UNSAID }, { "parzy", 10, UNSAID });
	assert_string_equal(suggest("paryy"), "party");
}

/* With one kind of mistake, the commoner word. */
static void
test_commoner(void **state)
{
	(void)state;
	archive({ "marten", 2, UNSAID }, { "market", 40, UNSAID });
	assert_string_equal(suggest("martet"), "market");
	assert_string_equal(suggest("markett"), "market");
}

/* A word in few dispatches is right, unless one that is like it is in hundreds of times as many. */
static void
test_rare(void **state)
{
	(void)state;
	archive({ "railway", 301, UNSAID }, { "railwai", 1, UNSAID }, { "ferry", 250, UNSAID }, { "ferri", 1, UNSAID },
	        { "harbour", 4000, UNSAID }, { "harbous", 11, UNSAID });
	assert_string_equal(suggest("railwai"), "railway");
	assert_string_equal(suggest("ferri"), "");
	assert_string_equal(suggest("harbous"), "");
}

/* A stem that is found is enough. */
static void
test_stem(void **state)
{
	(void)state;
	archive({ "Zcorridor", 20, UNSAID }, { "corridory", 4, UNSAID });
	assert_string_equal(suggest("corridors"), "");
}

static void
test_short(void **state)
{
	(void)state;
	archive({ "oil", 9, UNSAID }, { "oils", 9, UNSAID }, { "мы", 9, UNSAID });
	assert_string_equal(suggest("oul"), "");
	assert_string_equal(suggest("oill"), "oil");
	assert_string_equal(suggest("vs"), "мы");
	assert_string_equal(suggest("v"), "");
}

/* What is typed around a word is kept, byte by byte; also where a whole run of keys is replaced. */
static void
test_syntax(void **state)
{
	(void)state;
	archive({ "railway", 3, UNSAID }, { "Srailway", 3, UNSAID }, { "жизнь", 3, UNSAID }, { "любой", 3, UNSAID });
	assert_string_equal(suggest("  +railwy  -( raiway OR =railwya )"), "  +railway  -( railway OR =railway )");
	assert_string_equal(suggest("title:railwy railway"), "title:railway railway");
	assert_string_equal(suggest("«raiway»"), "«railway»");
	assert_string_equal(suggest("k.,jq"), "любой");
	assert_string_equal(suggest("railwy, ;bpym."), "railway, жизнь.");
	assert_string_equal(suggest("railw*"), "");
	assert_string_equal(suggest("railwa5"), "railway");
	assert_string_equal(suggest("20221"), "");
	assert_string_equal(suggest("id:railwy"), "");
}

/* What a person would never type, and what libxapian could not look up. */
static void
test_hostile(void **state)
{
	char text[4096];

	(void)state;
	archive({ "railway", 3, UNSAID });
	for (size_t i = 0; i < sizeof(text) - 1; i++)
		text[i] = "ab,.;'[]"[i * 7 % 8];
	text[sizeof(text) - 1] = '\0';
	assert_string_equal(suggest(text), "");
	memset(text, 'q', sizeof(text) - 1);
	assert_string_equal(suggest(text), "");
	for (size_t i = 0; i + 7 < sizeof(text); i += 7)
		memcpy(text + i, "railwy ", 7);
	text[sizeof(text) / 7 * 7 - 7] = '\0';
	assert_true(strncmp(suggest(text), "railway railway railway", 23) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_retype),
		cmocka_unit_test(test_retype_too_long),
		cmocka_unit_test(test_touch),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_romanized),
		cmocka_unit_test(test_romanized_ends),
		held_test(test_neighbour),
		held_test(test_commoner),
		held_test(test_rare),
		held_test(test_stem),
		held_test(test_short),
		held_test(test_syntax),
		held_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
