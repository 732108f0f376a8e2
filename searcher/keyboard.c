/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keyboard.h"

#include <stdlib.h>
#include <utf8proc.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The keys, row by row: that left of 1, twelve from Q, twelve from A, ten from Z. */
#define KEYS 35

/* Where a key is, in quarters of one: each row is shifted against the one above. */
static const struct {
	int first, row, shift;
} key_rows[] = {
	{ 25, 3, 9 },
	{ 13, 2, 7 },
	{ 1, 1, 6 },
	{ 0, 0, 0 },
};

/* What each key gives, unshifted; a space where that is nothing of a word, or two letters. */
struct layout {
	char32_t keys[KEYS + 1];
};

static const struct layout layouts[] = {
	{ U"`qwertyuiop[]asdfghjkl;'\\zxcvbnm,./" }, /* United States; Uzbek has no other letters */
	{ U"ёйцукенгшщзхъфывапролджэ ячсмитьбю " },  /* Russian */
	{ U"'йцукенгшщзхїфівапролджєґячсмитьбю " },  /* Ukrainian */
	{ U" ضصثقفغعهخحجچشسیبلاتنمکگ ظطزرذدپو  " },  /* Persian, ISIRI 9147 */
	{ U" ضصثقفغعهخحجچشسیبلاتنمکگپظطزرذدئو  " },  /* Persian, as Windows has it */
	{ U"ذضصثقفغعهخحجدشسيبلاتنمكط ئءؤر ىةوزظ" },  /* Arabic 101 */
	{ U" qüertyuiopöğasdfghjklıə zxcvbnmçş " },  /* Azerbaijani */
	{ U" qwertyuıopğüasdfghjklşi zxcvbnmöç " },  /* Turkish Q */
	{ U" fgğıodrnhpqwuieaütkmlyşxjövcçzsb  " },  /* Turkish F */
	{ U" ქწერტყუიოპ  ასდფგჰჯკლ   ზხცვბნმ   " },  /* Georgian QWERTY */
};

const size_t xb_keyboard_layouts = LEN(layouts);

/* Characters that a key of letters gives with Shift, where that is no capital: QWERTY's. */
static const char32_t shifted[] = U"~{}:\"|<>?", unshifted[] = U"`[];'\\,./";

static uint32_t
unshift(uint32_t cp)
{
	for (size_t i = 0; shifted[i]; i++)
		if (shifted[i] == cp)
			return unshifted[i];
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* The key that gives a character; KEYS when there is none. */
static size_t
find_key(const struct layout *layout, uint32_t cp)
{
	size_t key = 0;

	while (key < KEYS && (layout->keys[key] != cp || cp == ' '))
		key++;
	return key;
}

static bool
is_letter(uint32_t cp)
{
	return xb_char(cp)->class == XB_CLASS_LETTER;
}

size_t
xb_keyboard_retype(char out[XB_TERM_MAX], struct xb_str typed, size_t from, size_t to)
{
	const char *p = typed.ptr, *end = p + typed.len;
	bool changed = false;
	size_t len = 0;

	while (p < end) {
		const uint32_t cp = unshift(xb_utf8_next(&p, end));
		const size_t key = find_key(&layouts[from], cp);

		if (key == KEYS || !is_letter(layouts[to].keys[key]) || len + 4 > XB_TERM_MAX)
			return 0;
		changed |= layouts[to].keys[key] != cp;
		len += xb_utf8_encode(out + len, layouts[to].keys[key]);
	}
	return changed ? len : 0;
}

bool
xb_keyboard_is_key(uint32_t cp)
{
	const size_t key = find_key(&layouts[0], unshift(cp));

	for (size_t i = 0; key < KEYS && i < LEN(layouts); i++)
		if (is_letter(layouts[i].keys[key]))
			return true;
	return false;
}

static void
place_key(int *x, int *row, size_t key)
{
	size_t i = 0;

	while ((int)key < key_rows[i].first)
		i++;
	*row = key_rows[i].row;
	*x = 4 * ((int)key - key_rows[i].first) + key_rows[i].shift;
}

bool
xb_keyboard_touch(uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < LEN(layouts); i++) {
		const size_t keys[] = { find_key(&layouts[i], a), find_key(&layouts[i], b) };
		int x[2], row[2];

		if (keys[0] == KEYS || keys[1] == KEYS)
			continue;
		place_key(&x[0], &row[0], keys[0]);
		place_key(&x[1], &row[1], keys[1]);
		if (abs(row[0] - row[1]) <= 1 && abs(x[0] - x[1]) <= 4)
			return true;
	}
	return false;
}

const char32_t *
xb_keyboard_letters(enum xb_script script)
{
	static const char32_t *const letters[XB_SCRIPT_COUNT] = {
		[XB_SCRIPT_LATIN] = U"abcdefghijklmnopqrstuvwxyzäçğıñöşüýəž'",
		[XB_SCRIPT_CYRILLIC] = U"абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґқғҳўңөүұәһҷӣӯҝҹ",
		[XB_SCRIPT_ARABIC] = U"ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءآۆێەڕڵڤ",
		[XB_SCRIPT_GEORGIAN] = U"აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
		[XB_SCRIPT_ARMENIAN] = U"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
		[XB_SCRIPT_GREEK] = U"αβγδεζηθικλμνξοπρστυφχψως",
		[XB_SCRIPT_HEBREW] = U"אבגדהוזחטיכךלמםנןסעפףצץקרשת",
	};

	return letters[script] ? letters[script] : U"";
}
