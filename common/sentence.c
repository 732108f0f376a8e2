/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sentence.c - where sentences end, by rule and table: marks, abbreviations, words that begin a sentence.
 *
 * The text's language is not asked for, as many archives do not know it: no two languages of one script disagree about
 * enough rows to be worth it. A wrong end costs a snippet a little, so a doubtful full stop is not an end. */
#include "sentence.h"

#include "cut.h"
#include "text/unicode.h"

/* Longest word that is looked up: more is no abbreviation. */
#define WORD_MAX 48

enum mark {
	MARK_NONE,
	MARK_DOT,    /* ends a sentence, or an abbreviation, or stands in a number */
	MARK_FINAL,  /* ends a sentence, unless that goes on in lower case */
	MARK_FULL,   /* ends a sentence, whatever follows */
	MARK_CJK,    /* the same, and no space need follow */
	MARK_COLON,  /* the Armenian full stop as typed on other keyboards */
	MARK_CLOSER, /* belongs to the sentence whose mark it follows */
};

static enum mark
mark_of(uint32_t cp)
{
	switch (cp) {
	case '.':
		return MARK_DOT;
	case '!': case '?':
	case 0x2026:                            /* … */
	case 0x203c: case 0x2047: case 0x2048: case 0x2049: /* doubled ! and ? */
	case 0x61f: case 0x61e:                 /* Arabic ؟ ؞ */
		return MARK_FINAL;
	case 0x589:                             /* Armenian ։ */
	case 0x6d4:                             /* Urdu ۔ */
	case 0x964: case 0x965:                 /* Devanagari danda */
	case 0x104b: case 0x1362: case 0x17d4:  /* Myanmar, Ethiopic, Khmer */
		return MARK_FULL;
	case 0x3002: case 0xff01: case 0xff0e: case 0xff1f: case 0xff61:
		return MARK_CJK;
	case ':':
		return MARK_COLON;
	case '"': case '\'': case ')': case ']': case '}':
	case 0xab: case 0xbb: case 0x2019: case 0x201c: case 0x201d: case 0x2018: case 0x203a: case 0x2039:
	case 0x300d: case 0x300f: case 0xff09: case 0x3011: case 0x300b: case 0x3009:
	case 0x200e: case 0x200f: case 0x61c: case 0x202c: case 0x2069: /* marks of direction */
		return MARK_CLOSER;
	default:
		return MARK_NONE;
	}
}

/* Bytes at which the scan stops to look: ASCII marks, the line's end, and what the others begin with in UTF-8. */
static const bool stops[256] = {
	['\n'] = true, ['.'] = true, ['!'] = true, ['?'] = true, [':'] = true,
	[0xd6] = true, [0xd8] = true, [0xdb] = true, [0xe0] = true, [0xe1] = true, [0xe2] = true, [0xe3] = true,
	[0xef] = true,
};

/* What a full stop after a word means. */
enum habit {
	HABIT_ENDS,    /* a word like any other */
	HABIT_NEVER,   /* what it belongs to follows: "Mr. Smith" */
	HABIT_NUMBER,  /* a number may follow, which it then belongs to: "No. 5" */
	HABIT_UPPER,   /* an end if a capital follows: "и т.д. Он" */
	HABIT_COUNTED, /* HABIT_UPPER after a number ("в 2022 г. Он"), else HABIT_NEVER ("г. Баку") */
	HABIT_STARTER, /* an end only before one of `starters`: "the U.S. The", not "the U.S. Treasury" */
};

/* Abbreviations by script, folded as the tokenizer folds and without their last full stop. To add one is to add its
 * word to a row; words are set off by single spaces. Initials and the like of "U.S." need no row: see word_habit. */
static const struct {
	enum xb_script script;
	enum habit habit;
	const char *words;
} abbreviations[] = {
	/* English */
	{ XB_SCRIPT_LATIN, HABIT_NEVER,
	  " mr mrs ms messrs dr drs prof gen gens lt lts col maj capt cpl sgt adm cmdr sen sens rep reps gov pres hon rev "
	  "fr st mt vs cf viz e.g i.e " },
	{ XB_SCRIPT_LATIN, HABIT_NUMBER,
	  " no nos p pp vol art fig sec ch jan feb mar apr jun jul aug sep sept oct nov dec " },
	{ XB_SCRIPT_LATIN, HABIT_STARTER,
	  " inc corp co cos ltd plc llc bros jr sr dept univ assn est ave blvd yu ya sh zh kh th " },
	/* Azerbaijani, Turkish, Uzbek */
	{ XB_SCRIPT_LATIN, HABIT_NEVER,
	  " cən akad məs bax küç pr məh müt doç yrd av arş öğr gör uzm org korg tümg sn bkz örn cad sok mah apt " },
	{ XB_SCRIPT_LATIN, HABIT_UPPER, " etc s b vb vd mln mlrd h.k " },
	{ XB_SCRIPT_LATIN, HABIT_COUNTED, " yy " },
	/* Russian, Ukrainian, Kazakh, Kyrgyz, Tajik */
	{ XB_SCRIPT_CYRILLIC, HABIT_NEVER,
	  " г-н г-жа им тов акад проф доц гр ген полк кап сен ул просп пер пл наб бул обл пос дер корп кв см ср напр "
	  "т.е т.н т.к т.о и.о и.д св кн соч ім вул " },
	{ XB_SCRIPT_CYRILLIC, HABIT_NUMBER, " стр ст п пп рис табл гл ч тел " },
	{ XB_SCRIPT_CYRILLIC, HABIT_UPPER,
	  " т.д т.п др гг вв рр руб коп млн млрд тыс тис трлн долл грн сум н.э мин сек час чел экз т.б ж.б " },
	{ XB_SCRIPT_CYRILLIC, HABIT_COUNTED, " г р в т м с к л ж ғ " },
	{ XB_SCRIPT_CYRILLIC, HABIT_STARTER, " дж пр ю я " },
	{ XB_SCRIPT_ARMENIAN, HABIT_NEVER, " պրոֆ դոկտ ակադ գեն օր " },
	{ XB_SCRIPT_ARMENIAN, HABIT_NUMBER, " հմր էջ " },
	{ XB_SCRIPT_ARMENIAN, HABIT_UPPER, " մլն մլրդ հազ " },
	{ XB_SCRIPT_ARMENIAN, HABIT_COUNTED, " թ թթ դ " },
	{ XB_SCRIPT_GEORGIAN, HABIT_NEVER, " მაგ პროფ დოქტ აკად ათ მლნ მლრდ " },
	{ XB_SCRIPT_GEORGIAN, HABIT_NUMBER, " გვ " },
	{ XB_SCRIPT_GEORGIAN, HABIT_COUNTED, " წ წწ " },
};

/* Words that begin a sentence more often than they follow an abbreviation within one; folded. */
static const char starters[] =
	" the a an he she it they we you in on at but and this that these there his her its their as for after before "
	"if when while however meanwhile according earlier also some no not to by with what who "
	"он она они оно это эта этот в на по с к о об и а но как что для при после до так также если когда во со "
	"его ее их мы я из у от не между ранее "
	"o bu onlar biz mən həmin lakin amma bundan şu ancak ama fakat ayrıca ben bir har ular lekin ";

/* By the word's last byte, since of letters of two bytes many have the same first one. */
static bool
is_listed(const char *words, struct xb_str word)
{
	const char *p = words, *end = words + strlen(words);

	if (word.len == 0 || word.len > WORD_MAX || memchr(word.ptr, ' ', word.len))
		return false;
	while ((p = memchr(p, word.ptr[word.len - 1], (size_t)(end - p)))) {
		p++;
		if (*p == ' ' && (size_t)(p - words) > word.len && p[-1 - (ptrdiff_t)word.len] == ' ' &&
		    memcmp(p - word.len, word.ptr, word.len) == 0)
			return true;
	}
	return false;
}

static uint32_t
char_at(struct xb_str text, size_t at, size_t *len)
{
	const char *p = text.ptr + at;
	uint32_t cp = xb_utf8_next(&p, text.ptr + text.len);

	*len = (size_t)(p - text.ptr) - at;
	return cp;
}

static bool
is_word_char(uint32_t cp)
{
	uint8_t class = xb_char(cp)->class;

	return class == XB_CLASS_LETTER || class == XB_CLASS_DIGIT || class == XB_CLASS_IDEOGRAPH;
}

/* The word that ends at `dot`, without the punctuation that it begins with; not further back than `start`. */
static struct xb_str
word_before(struct xb_str text, size_t start, size_t dot)
{
	size_t from = dot, len;

	while (from > start && dot - from <= WORD_MAX) {
		size_t before = xb_char_before(text, from);

		if (xb_space_at(text, before))
			break;
		from = before;
	}
	while (from < dot && !is_word_char(char_at(text, from, &len)) && text.ptr[from] != '.')
		from += len;
	return xb_strn(text.ptr + from, dot - from);
}

/* What comes after a possible end. */
struct follower {
	bool at_end; /* nothing, or only punctuation */
	bool digit, upper, lower;
	struct xb_str word;
	bool dotted; /* a full stop follows the word */
};

static struct follower
look_ahead(struct xb_str text, size_t at)
{
	struct follower next = { .at_end = true };
	size_t len, from;
	const struct xb_char *c = NULL;

	for (; at < text.len; at += len) {
		uint32_t cp = char_at(text, at, &len);

		c = xb_char(cp);
		if (is_word_char(cp))
			break;
	}
	if (at >= text.len)
		return next;
	next.at_end = false;
	next.digit = c->class == XB_CLASS_DIGIT;
	next.upper = c->upper && xb_script_has_case(c->script);
	next.lower = !c->upper && xb_script_has_case(c->script) && c->class == XB_CLASS_LETTER;
	for (from = at; at < text.len && at - from <= WORD_MAX; at += len)
		if (!is_word_char(char_at(text, at, &len)))
			break;
	next.word = xb_strn(text.ptr + from, at - from);
	next.dotted = at < text.len && text.ptr[at] == '.';
	return next;
}

static bool
is_starter(const struct follower *next)
{
	char folded[WORD_MAX];
	size_t len;

	if (next->dotted || !next->upper || next->word.len > sizeof(folded))
		return false;
	len = xb_fold(folded, sizeof(folded), next->word, false);
	return is_listed(starters, xb_strn(folded, len));
}

/* A single capital: an initial, if it is not a word. */
static bool
is_capital(struct xb_str word)
{
	size_t len;

	return word.len && xb_char(char_at(word, 0, &len))->upper && len == word.len;
}

/* One or two letters at a time between full stops, as "U.S", "Ph.D", "т.н"; or one letter of a script without case. */
static bool
is_initials(struct xb_str word)
{
	size_t letters = 0, parts = 1, len;
	bool cased = false;

	for (size_t at = 0; at < word.len; at += len) {
		const struct xb_char *c = xb_char(char_at(word, at, &len));

		if (word.ptr[at] == '.') {
			parts++;
			letters = 0;
		} else if (c->class == XB_CLASS_LETTER && ++letters <= 2) {
			cased |= xb_script_has_case(c->script);
		} else if (c->class != XB_CLASS_MARK) {
			return false;
		}
	}
	return parts > 1 || (letters == 1 && !cased);
}

static bool
is_number(struct xb_str word)
{
	size_t len;

	for (size_t at = 0; at < word.len; at += len)
		if (xb_char(char_at(word, at, &len))->class != XB_CLASS_DIGIT)
			return false;
	return word.len > 0;
}

static enum habit
word_habit(struct xb_str word)
{
	char folded[WORD_MAX];
	uint8_t script;
	size_t len;

	/* Before the table: "В. Иванов" has nothing to do with "XX в." */
	if (is_capital(word))
		return HABIT_STARTER;
	if (word.len == 0 || word.len > sizeof(folded))
		return HABIT_ENDS;
	script = xb_char(char_at(word, 0, &len))->script;
	len = xb_fold(folded, sizeof(folded), word, false);
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations); i++)
		if (abbreviations[i].script == script &&
		    is_listed(abbreviations[i].words, xb_strn(folded, len)))
			return abbreviations[i].habit;
	return is_initials(word) ? HABIT_STARTER : HABIT_ENDS;
}

/* Whether a number, or a Roman one, stands before the word at `from`. */
static bool
is_counted(struct xb_str text, size_t start, size_t from)
{
	size_t before;
	uint32_t cp;
	const struct xb_char *c;

	while (from > start && xb_space_at(text, xb_char_before(text, from)))
		from = xb_char_before(text, from);
	if (from <= start)
		return false;
	before = xb_char_before(text, from);
	cp = char_at(text, before, &(size_t){ 0 });
	c = xb_char(cp);
	return c->class == XB_CLASS_DIGIT || cp == 'I' || cp == 'V' || cp == 'X';
}

/* Whether the single full stop at `dot` ends the sentence that began at `start`. */
static bool
dot_ends(struct xb_str text, size_t start, size_t dot, const struct follower *next)
{
	struct xb_str word = word_before(text, start, dot);
	size_t from = (size_t)(word.ptr - text.ptr);
	enum habit habit;

	/* "1. First of a list" */
	if (is_number(word) && from == start)
		return false;
	habit = word_habit(word);
	if (habit == HABIT_COUNTED)
		habit = is_counted(text, start, from) ? HABIT_UPPER : HABIT_NEVER;
	switch (habit) {
	case HABIT_NEVER:
		return false;
	case HABIT_NUMBER:
		return !next->digit;
	case HABIT_UPPER:
		return next->upper;
	case HABIT_STARTER:
		return is_starter(next);
	default:
		return true;
	}
}

/* The Armenian full stop as a colon: after an Armenian word, before a capital. */
static bool
colon_ends(struct xb_str text, size_t start, size_t colon, const struct follower *next)
{
	size_t before;

	if (colon == start || !next->upper)
		return false;
	before = xb_char_before(text, colon);
	return xb_char(char_at(text, before, &(size_t){ 0 }))->script == XB_SCRIPT_ARMENIAN;
}

/* Go past the marks and closers at *at; the strongest of them, a run of full stops being an ellipsis. */
static enum mark
take_marks(struct xb_str text, size_t *at)
{
	enum mark strongest = MARK_NONE, mark;
	size_t len;

	while (*at < text.len && (mark = mark_of(char_at(text, *at, &len))) != MARK_NONE) {
		if (mark == MARK_COLON && strongest != MARK_NONE)
			break;
		if (mark == MARK_DOT && strongest == MARK_DOT)
			strongest = MARK_FINAL;
		else if (mark == MARK_COLON || (mark != MARK_CLOSER && mark > strongest))
			strongest = mark;
		*at += len;
	}
	return strongest;
}

/* Whether the marks at `at`, which reach to `end`, end the sentence. */
static bool
marks_end(struct xb_str text, size_t start, size_t at, size_t end, enum mark mark)
{
	struct follower next;

	if (end == text.len || mark == MARK_CJK)
		return true;
	if (!xb_space_at(text, end))
		return false;
	if (mark == MARK_FULL)
		return true;
	next = look_ahead(text, end);
	if (mark == MARK_COLON)
		return colon_ends(text, start, at, &next);
	if (next.at_end)
		return true;
	if (next.lower)
		return false;
	return mark != MARK_DOT || dot_ends(text, start, at, &next);
}

/* Whether the line end at `at` is followed by an empty line. */
static bool
ends_paragraph(struct xb_str text, size_t at)
{
	while (++at < text.len && text.ptr[at] != '\n')
		if (!xb_space_at(text, at) || (unsigned char)text.ptr[at] >= 0x80)
			return false;
	return at < text.len;
}

/* The end of the sentence that began at `start`, if there is one from `at` on and before `stop`; else text.len. */
static size_t
find_end(struct xb_str text, size_t start, size_t at, size_t stop)
{
	while (at < stop) {
		size_t end = at;
		enum mark mark;

		if (!stops[(unsigned char)text.ptr[at]]) {
			at++;
			continue;
		}
		if (text.ptr[at] == '\n') {
			if (ends_paragraph(text, at))
				return at;
			at++;
			continue;
		}
		mark = take_marks(text, &end);
		if (mark != MARK_NONE && marks_end(text, start, at, end, mark))
			return end;
		at = end > at ? end : at + 1;
	}
	return text.len;
}

size_t
xb_sentence_end(struct xb_str text, size_t from)
{
	size_t start = xb_skip_space(text, from);

	return find_end(text, start, start, text.len);
}

bool
xb_sentence_break(struct xb_str text, size_t start, size_t from, size_t to)
{
	return find_end(text, start, from, to) <= to;
}
