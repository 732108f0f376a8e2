/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire_text.h"

#include <stdio.h>
#include <strings.h>

#include "text/unicode.h"
#include "wire.h"

/* Lines are compared folded, so that neither case nor the Turkish İ and ı matter; the words in the tables are written as
 * they fold. */
#define FOLDED_MAX 512

static struct xb_str
fold(char room[FOLDED_MAX], struct xb_str line)
{
	struct xb_str start = { line.ptr, line.len < FOLDED_MAX / 4 ? line.len : FOLDED_MAX / 4 };

	return (struct xb_str){ room, xb_fold(room, FOLDED_MAX, start, false) };
}

/* A letter or digit of a folded text. */
static bool
is_word(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether a folded text begins with `words`, folded, as whole words: the length of them, else 0. */
static size_t
starts_with(struct xb_str text, const char *words)
{
	size_t len;

	if (text.len == 0 || *text.ptr != *words || !xb_str_starts(text, words))
		return 0;
	len = strlen(words);
	return text.len == len || !is_word((unsigned char)text.ptr[len]) ? len : 0;
}

/* Past the first place where it has the words; NULL when there is none. */
static const char *
find_words(struct xb_str text, const char *words)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t len = i && is_word((unsigned char)text.ptr[i - 1]) ? 0 : starts_with(xb_str_from(text, i), words);

		if (len)
			return text.ptr + i + len;
	}
	return NULL;
}

/* The first words of a part of a slug or header line. What is also an ordinary word has to be in capitals, and not one of
 * the keywords that a slug strings together with hyphens. */
static const struct { const char *words, *status; bool ordinary; } markers[] = {
	{ "mandatory kill", "canceled", false },
	{ "bulletin kill", "canceled", false },
	{ "kill", "canceled", true },
	{ "killed", "canceled", true },
	{ "story kill", "canceled", false },
	{ "annulled", "canceled", true },
	{ "аннулировать", "canceled", false },
	{ "аннулировано", "canceled", false },
	{ "аннулирование", "canceled", true },
	{ "отмена", "canceled", true },
	{ "скасувати", "canceled", true },
	{ "ləğv", "canceled", true },
	{ "iptal", "canceled", true },
	{ "withhold", "withheld", false },
	{ "correction", "corrected", false },
	{ "corrected", "corrected", true },
	{ "corrects", "corrected", true },
	{ "corr", "corrected", false },
	{ "поправка", "corrected", false },
	{ "исправление", "corrected", false },
	{ "исправлено", "corrected", true },
	{ "виправлення", "corrected", false },
	{ "түзету", "corrected", true },
	{ "düzeltme", "corrected", false },
	{ "düzəliş", "corrected", false },
	{ "advisory", "advisory", false },
	{ "уведомление", "advisory", true },
};

static bool
is_upper(struct xb_str s)
{
	const char *p = s.ptr, *end = s.ptr + s.len;
	bool any = false;

	while (p < end) {
		const struct xb_char *c = xb_char(xb_utf8_next(&p, end));

		if (c->class == XB_CLASS_LETTER && !c->upper)
			return false;
		any |= c->upper;
	}
	return any;
}

const char *
xb_wire_status(struct xb_str line)
{
	for (size_t start = 0; line.len; start++) {
		char room[FOLDED_MAX];
		struct xb_str part = line, folded;
		bool keyword = start && line.ptr[-1] == '-';

		for (part.len = 0; part.len < line.len && !memchr(",/-:;()", line.ptr[part.len], 7);)
			part.len++;
		line = xb_str_from(line, part.len + (part.len < line.len));
		part = xb_str_trim(part);
		folded = fold(room, part);
		for (size_t i = 0; i < sizeof(markers) / sizeof(*markers); i++) {
			size_t len = starts_with(folded, markers[i].words);

			if (len && (is_upper(part) ? !markers[i].ordinary || !keyword : !markers[i].ordinary && len == folded.len))
				return markers[i].status;
		}
	}
	return NULL;
}

bool
xb_wire_embargoed(struct xb_str line)
{
	static const char *const words[] = { "embargo", "embargoed", "embarqo", "ambargo", "эмбарго" };
	char room[FOLDED_MAX];
	struct xb_str folded = fold(room, line);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (find_words(folded, words[i]))
			return true;
	return false;
}

/* Take one of the words off the front. */
static bool
take(struct xb_str *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!xb_str_starts(*s, words[i]))
			continue;
		*s = xb_str_from(*s, strlen(words[i]));
		return true;
	}
	return false;
}

static unsigned
take_number(struct xb_str *s)
{
	unsigned value = 0;
	size_t i = 0;

	for (; i < s->len && i < 4 && s->ptr[i] >= '0' && s->ptr[i] <= '9'; i++)
		value = 10 * value + (unsigned)(s->ptr[i] - '0');
	*s = xb_str_from(*s, i);
	return value;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

unsigned
xb_wire_version(struct xb_str line)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" }, *const gaps[] = { " ", "-" };
	static const char *const writes[] = { "ld", "lead", "lede", "writethru", "write-thru", "update" };
	static const char *const updates[] = { "update", "дополнение", "обновление", "güncelleme", "yenilənmə" };
	char room[FOLDED_MAX];
	struct xb_str folded = fold(room, line);
	unsigned n;

	for (size_t i = 0; i < folded.len; i++) {
		struct xb_str rest = xb_str_from(folded, i);

		if (i && is_word((unsigned char)folded.ptr[i - 1]))
			continue;
		n = take_number(&rest);
		if (n && take(&rest, endings, COUNT(endings))) {
			take(&rest, gaps, COUNT(gaps));
			if (take(&rest, writes, COUNT(writes)) && (rest.len == 0 || !is_word((unsigned char)*rest.ptr)))
				return n + 1;
		}
	}
	for (size_t i = 0; i < COUNT(updates); i++) {
		const char *end = find_words(folded, updates[i]);
		struct xb_str rest = { end, end ? (size_t)(folded.ptr + folded.len - end) : 0 };

		if (end && take(&rest, gaps, COUNT(gaps)) && (n = take_number(&rest)) > 0)
			return n + 1;
	}
	return find_words(folded, "writethru") || find_words(folded, "write-thru") ? 2 : 0;
}

bool
xb_wire_is_marker(struct xb_str line)
{
	static const char *const others[] = { "refile", "repeat", "repeating", "embargoed", "embargo", "повтор", "tekrar" };
	char room[FOLDED_MAX];
	struct xb_str folded;

	if (line.len > 60 || !is_upper(line))
		return false;
	folded = fold(room, line);
	for (size_t i = 0; i < COUNT(others); i++)
		if (find_words(folded, others[i]))
			return true;
	return xb_wire_version(line) || xb_wire_status(line);
}

struct xb_str
xb_wire_byline(struct xb_str line)
{
	static const char *const words[] = { "By ", "BY ", "Von ", "Автор: ", "Автор ", "Корр. ", "Müəllif: ", "Muhabir: ",
	                                     "Haber: ", "Авторы: ", "Муаллиф: ", "Muallif: " };
	struct xb_str none = { "", 0 };

	line = xb_str_trim(line);
	if (line.len > 160 || !take(&line, words, COUNT(words)))
		return none;
	return xb_str_trim(line);
}

/* Past the dash or full stop that ends a dateline, white space around it included; false when there is none. */
static bool
ends_dateline(struct xb_str rest)
{
	static const char *const dashes[] = { "-", "_", "\xe2\x80\x93", "\xe2\x80\x94", ".", ":" };

	rest = xb_str_trim(rest);
	return take(&rest, dashes, COUNT(dashes));
}

/* The place without a date that follows it: "МОСКВА, 20 мая", "BAKU, May 20". */
static struct xb_str
without_date(struct xb_str place)
{
	for (size_t i = 0; i < place.len; i++)
		if (place.ptr[i] >= '0' && place.ptr[i] <= '9') {
			const char *comma = memrchr(place.ptr, ',', i);

			return xb_str_trim((struct xb_str){ place.ptr, comma ? (size_t)(comma - place.ptr) : i });
		}
	while (place.len && memchr(".,", place.ptr[place.len - 1], 2))
		place.len--;
	return place;
}

bool
xb_wire_dateline(struct xb_str *place, struct xb_str *agency, struct xb_str text)
{
	static const size_t place_max = 80, agency_max = 32;
	size_t open = 0;
	const char *start, *close;

	text = xb_str_trim(text);
	while (open < text.len && open < place_max && text.ptr[open] != '\n' && text.ptr[open] != '(' && text.ptr[open] != '/')
		open++;
	if (open == 0 || open >= place_max || open == text.len || text.ptr[open] == '\n')
		return false;
	close = memchr(text.ptr + open + 1, text.ptr[open] == '(' ? ')' : '/',
	               text.len - open - 1 < agency_max ? text.len - open - 1 : agency_max);
	start = text.ptr;
	if (!close || !xb_char(xb_utf8_next(&start, text.ptr + text.len))->upper ||
	    !ends_dateline(xb_str_from(text, (size_t)(close + 1 - text.ptr))))
		return false;
	*agency = xb_str_trim((struct xb_str){ text.ptr + open + 1, (size_t)(close - text.ptr) - open - 1 });
	*place = without_date(xb_str_trim((struct xb_str){ text.ptr, open }));
	return place->len > 0;
}

bool
xb_wire_is_private(struct xb_str line)
{
	static const char *const words[] = {
		"not for publication", "not intended for publication", "не для публикации", "не для печати",
		"dərc üçün deyil", "yayın için değildir", "yayin için değildir", "не для друку",
	};
	char room[FOLDED_MAX];
	struct xb_str folded;

	if (line.len > 120)
		return false;
	folded = fold(room, line);
	for (size_t i = 0; i < COUNT(words); i++)
		if (find_words(folded, words[i]))
			return true;
	return false;
}

static bool
digits(struct xb_str word, size_t n)
{
	for (size_t i = 0; i < word.len && i < n; i++)
		if (word.ptr[i] < '0' || word.ptr[i] > '9')
			return false;
	return word.len >= n;
}

/* A year of two digits is one since 1970, before which no wire had these formats. */
static unsigned
year_of(struct xb_str word)
{
	unsigned year = take_number(&word);

	return year >= 100 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

static size_t
format(char out[XB_DATE_TEXT_MAX], const char *text)
{
	static const struct xb_date_defaults none = { .lang = { "", 0 } };
	struct xb_date date;

	return xb_date_parse(&date, xb_str(text), &none) ? xb_date_format(out, &date) : 0;
}

/* word, and what follows it: "212322" "GMT" "Nov" "18". */
static size_t
day_time_group(char out[XB_DATE_TEXT_MAX], struct xb_str word, struct xb_str rest)
{
	struct xb_str zone, month, year;
	char text[96];

	if (word.len != 6 || !digits(word, 6) || !xb_wire_word(&rest, &month) || !xb_wire_word(&rest, &year))
		return 0;
	zone = (struct xb_str){ "", 0 };
	if (!digits(year, 2)) {
		zone = month;
		month = year;
		if (!xb_wire_word(&rest, &year))
			return 0;
	}
	if (!digits(year, year.len) || (year.len != 2 && year.len != 4) || month.len > 24 || zone.len > 8)
		return 0;
	snprintf(text, sizeof(text), "%.2s %.*s %u %.2s:%.2s %.*s", word.ptr, XB_STR_ARG(month), year_of(year), word.ptr + 2,
	         word.ptr + 4, XB_STR_ARG(zone));
	return format(out, text);
}

/* word "AP-WF-02-20-16", then "0337GMT". */
static size_t
month_day_year(char out[XB_DATE_TEXT_MAX], struct xb_str word, struct xb_str rest)
{
	struct xb_str time;
	const char *p;
	char text[64];

	if (word.len < 8 || !xb_wire_word(&rest, &time) || !digits(time, 4) || time.len < 7)
		return 0;
	p = word.ptr + word.len - 8;
	if (!digits((struct xb_str){ p, 2 }, 2) || p[2] != '-' || !digits((struct xb_str){ p + 3, 2 }, 2) || p[5] != '-' ||
	    !digits((struct xb_str){ p + 6, 2 }, 2))
		return 0;
	snprintf(text, sizeof(text), "%u-%.2s-%.2s %.2s:%.2s %.3s", year_of((struct xb_str){ p + 6, 2 }), p, p + 3, time.ptr,
	         time.ptr + 2, time.ptr + 4);
	return format(out, text);
}

size_t
xb_wire_date(char out[XB_DATE_TEXT_MAX], struct xb_str line)
{
	struct xb_str word;

	while (xb_wire_word(&line, &word)) {
		size_t len = day_time_group(out, word, line);

		if (len == 0)
			len = month_day_year(out, word, line);
		if (len)
			return len;
	}
	return 0;
}
