/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_parse.c - dates as records print them: a text is cut into numbers, words and marks, those are gathered into
 * dates, and of several dates in one text ("2022-05-20 20 May 2022 10:54") the fuller one is the record's. */
#include "date_candidate.h"
#include "date_names.h"

/* Nothing longer is a date. */
#define TEXT_MAX 256
#define TOKENS_MAX 64

enum token_kind { NUMBER, WORD, MARK };

struct token {
	uint8_t kind;
	bool spaced;        /* a blank comes before */
	uint16_t off, len;  /* in the key */
	int value;          /* of a number; -1 when it has more than 8 digits */
};

struct scan {
	char key[XB_DATE_KEY_MAX];
	struct xb_str raw;  /* as long as the key, byte for byte; else empty */
	struct token token[TOKENS_MAX];
	size_t n, at;
	struct xb_date_candidate now;
	struct xb_date_fields best;
	bool persian, american;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The number of digits from `off`, and their value. */
static uint16_t
read_number(const char *key, size_t len, size_t off, int *value)
{
	size_t end = off;

	*value = 0;
	while (end < len && is_digit(key[end])) {
		*value = end - off < 8 ? 10 * *value + (key[end] - '0') : -1;
		end++;
	}
	return (uint16_t)(end - off);
}

/* Cut the key into tokens. False when a mark is no date's, or there are too many. */
static bool
cut_tokens(struct scan *s, size_t len)
{
	bool spaced = false;

	for (size_t off = 0; off < len; off += s->token[s->n - 1].len) {
		struct token *t = &s->token[s->n];

		for (; off < len && (s->key[off] == ' ' || (s->key[off] >= '\t' && s->key[off] <= '\r')); off++)
			spaced = true;
		if (off == len)
			break;
		if (s->n == TOKENS_MAX)
			return false;
		*t = (struct token){ .kind = MARK, .spaced = spaced, .off = (uint16_t)off, .len = 1 };
		if (is_digit(s->key[off])) {
			t->kind = NUMBER;
			t->len = read_number(s->key, len, off, &t->value);
		} else if (is_letter(s->key[off])) {
			t->kind = WORD;
			while (off + t->len < len && is_letter(s->key[off + t->len]))
				t->len++;
		} else if (s->key[off] == '\0' || !strchr("-+/.,:;()[]|\"", s->key[off])) {
			return false;
		}
		spaced = false;
		s->n++;
	}
	return true;
}

/* The token `ahead` of the present one, if it is of that kind. */
static const struct token *
peek(const struct scan *s, size_t ahead, enum token_kind kind)
{
	size_t i = s->at + ahead;

	return i < s->n && s->token[i].kind == kind ? &s->token[i] : NULL;
}

/* Is the token `ahead` that mark, with no blank before it? */
static bool
mark_is(const struct scan *s, size_t ahead, char mark)
{
	const struct token *t = peek(s, ahead, MARK);

	return t && !t->spaced && s->key[t->off] == mark;
}

/* The token `ahead`, if it is a number of 1 to `most` digits with no blank before it. */
static const struct token *
tight_number(const struct scan *s, size_t ahead, size_t most)
{
	const struct token *t = peek(s, ahead, NUMBER);

	return t && !t->spaced && t->len <= most ? t : NULL;
}

static struct xb_str
word_of(const struct scan *s, const struct token *t)
{
	return xb_strn(s->key + t->off, t->len);
}

/* The candidate is whole: make fields of it, and begin another. */
static bool
finish(struct scan *s)
{
	struct xb_date_fields f;
	bool ok = xb_date_candidate_settle(&f, &s->now, s->persian, s->american);

	s->now = (struct xb_date_candidate){ 0 };
	return ok && xb_date_fields_prefer(&s->best, &f);
}

/* A whole date comes: finish the one before, if there is one. */
static bool
begin_date(struct scan *s)
{
	return !(s->now.n || s->now.named) || (xb_date_candidate_complete(&s->now) && finish(s));
}

static bool
push_number(struct scan *s, int value, size_t digits)
{
	struct xb_date_candidate *c = &s->now;

	if (xb_date_candidate_complete(c) && !finish(s))
		return false;
	if (c->n == 3 || value < 0)
		return false;
	c->number[c->n] = value;
	c->digits[c->n++] = (uint8_t)digits;
	return true;
}

/* "20.05.2022", "5/2022", "2022-05-20": numbers with one mark between. Returns how many tokens, 0 if it is not so. */
static size_t
count_group(const struct scan *s, char *sep)
{
	const struct token *mark = peek(s, 1, MARK);
	size_t n = 1;

	if (!mark || !strchr("-/.", s->key[mark->off]))
		return 0;
	*sep = s->key[mark->off];
	while (n < 5 && mark_is(s, n, *sep)) {
		const struct token *t = peek(s, n + 1, NUMBER);

		/* "20. 5. 2022": German and Turkish papers leave a blank after the full stop */
		if (!t || (t->spaced && (*sep != '.' || t->len > n + 1 || mark_is(s, n + 2, ':'))))
			break;
		n += 2;
	}
	return n >= 3 ? n : 0;
}

static bool
take_group(struct scan *s, size_t tokens, char sep)
{
	if (!begin_date(s))
		return false;
	for (size_t i = 0; i < tokens; i += 2)
		if (!push_number(s, s->token[s->at + i].value, s->token[s->at + i].len))
			return false;
	s->now.sep = sep;
	s->at += tokens;
	return true;
}

static bool
set_time(struct scan *s, const struct token *hour, const struct token *minute, const struct token *second,
         size_t tokens)
{
	struct xb_date_candidate *c = &s->now;

	if (c->timed)
		return false;
	c->timed = true;
	c->time.hour = hour->value;
	c->time.minute = minute ? minute->value : 0;
	c->time.second = second ? second->value : 0;
	c->time.hour_only = !minute;
	c->has_second = second;
	s->at += tokens;
	c->time_end = s->at;
	return true;
}

/* "10:54", "10:54:00", "10:54:00.79", "10h54". */
static bool
take_time(struct scan *s)
{
	const struct token *second;

	if (!mark_is(s, 1, ':'))
		return set_time(s, peek(s, 0, NUMBER), peek(s, 2, NUMBER), NULL, 3);
	second = mark_is(s, 3, ':') ? tight_number(s, 4, 2) : NULL;
	if (!set_time(s, peek(s, 0, NUMBER), peek(s, 2, NUMBER), second, second ? 5 : 3))
		return false;
	if (second && (mark_is(s, 0, '.') || mark_is(s, 0, ',')) && tight_number(s, 1, 9)) {
		s->at += 2;
		s->now.time_end = s->at;
	}
	return true;
}

/* Does a time begin here? */
static bool
at_time(const struct scan *s)
{
	const struct token *hour = peek(s, 0, NUMBER), *minute = tight_number(s, 2, 2);
	const struct token *h = peek(s, 1, WORD);

	if (hour->len > 2 || !minute || minute->len != 2)
		return false;
	if (mark_is(s, 1, ':') || (h && !h->spaced && xb_str_is(word_of(s, h), "h")))
		return true;
	/* "20.05.2022 10.54": once there is a date, it is a time */
	return xb_date_candidate_complete(&s->now) && !s->now.timed && mark_is(s, 1, '.') &&
	       !(mark_is(s, 3, '.') && tight_number(s, 4, 4));
}

/* Two or three words, with blanks, full stops or hyphens between, or one, written as one. Returns the tokens. */
static size_t
join_words(const struct scan *s, size_t at, int words, char *out, size_t cap, size_t *len)
{
	size_t i = at;

	*len = 0;
	for (int n = 0; n < words; n++, i++) {
		if (n && i < s->n && s->token[i].kind == MARK && strchr(".-", s->key[s->token[i].off]))
			i++;
		if (i >= s->n || s->token[i].kind != WORD || s->token[i].len > cap - *len)
			return 0;
		memcpy(out + *len, s->key + s->token[i].off, s->token[i].len);
		*len += s->token[i].len;
	}
	return i - at;
}

/* The name that begins at token `at`, the longest first. Returns its tokens, 0 if there is none. */
static size_t
find_name(const struct scan *s, size_t at, struct xb_date_name *name)
{
	char word[96];
	size_t len, tokens;

	for (int words = 3; words > 0; words--) {
		tokens = join_words(s, at, words, word, sizeof(word), &len);
		if (tokens && xb_date_name_find(name, xb_strn(word, len)))
			return tokens;
	}
	return 0;
}

static bool
take_number(struct scan *s)
{
	const struct token *t = peek(s, 0, NUMBER);
	struct xb_date_name half;
	size_t tokens;
	char sep;

	if (at_time(s))
		return take_time(s);
	tokens = count_group(s, &sep);
	if (tokens)
		return take_group(s, tokens, sep);
	if (t->len <= 2 && !s->now.timed && find_name(s, s->at + 1, &half) &&
	    (half.what == XB_NAME_AM || half.what == XB_NAME_PM))
		return set_time(s, t, NULL, NULL, 1);
	s->at++;
	if (t->len != 8)
		return push_number(s, t->value, t->len);
	if (!begin_date(s))
		return false;
	push_number(s, t->value / 10000, 4);
	push_number(s, t->value / 100 % 100, 2);
	push_number(s, t->value % 100, 2);
	s->now.sep = '-';
	return true;
}

static bool
take_month(struct scan *s, struct xb_date_name month)
{
	struct xb_date_candidate *c = &s->now;

	if (xb_date_candidate_complete(c) && !finish(s))
		return false;
	/* "20 أيار/مايو 2022": both names of one month are printed */
	if (c->named)
		return c->month.month == month.month && c->month.calendar == month.calendar;
	if (c->sep)
		return false;
	c->named = true;
	c->month = month;
	return true;
}

/* Capitals after a time that no table knows: a zone still. */
static bool
is_odd_zone(const struct scan *s, const struct token *t)
{
	if (!s->now.timed || s->at != s->now.time_end || s->raw.len == 0 || t->len < 2 || t->len > 5)
		return false;
	for (size_t i = 0; i < t->len; i++)
		if (s->raw.ptr[t->off + i] < 'A' || s->raw.ptr[t->off + i] > 'Z')
			return false;
	return true;
}

/* RFC 5322 4.3: the one-letter zones of RFC 822 say no more than that the time is UTC. */
static bool
is_military_zone(const struct scan *s, struct xb_str word)
{
	return s->now.has_second && s->at == s->now.time_end && s->at + 1 == s->n && word.len == 1 &&
	       *word.ptr != 'j' && *word.ptr != 'h';
}

/* A word that is not in the tables of names. */
static bool
take_other_word(struct scan *s)
{
	const struct token *t = peek(s, 0, WORD);
	struct xb_str word = word_of(s, t);
	struct xb_date_name month;
	int minutes;

	if (xb_date_zone_find(&minutes, word, 0)) {
		if (s->now.zone.len == 0)
			s->now.zone = word;
	} else if (xb_date_month_find(&month, word)) {
		if (!take_month(s, month))
			return false;
	} else if (is_odd_zone(s, t)) {
		s->now.zone_odd = true;
		s->now.time_end = s->at + 1;
	} else {
		return false;
	}
	s->at++;
	return true;
}

static bool
take_word(struct scan *s)
{
	struct xb_date_name name;
	struct xb_date_candidate *c = &s->now;
	size_t tokens;

	if (c->timed && is_military_zone(s, word_of(s, peek(s, 0, WORD)))) {
		c->offset_known = true;
		s->at++;
		return true;
	}
	tokens = find_name(s, s->at, &name);
	if (!tokens)
		return take_other_word(s);
	if (name.what == XB_NAME_MONTH && !take_month(s, name))
		return false;
	if (name.what == XB_NAME_LUNAR)
		c->lunar = true;
	/* elsewhere these are other words: "am 20. Mai", "2022 م" */
	if ((name.what == XB_NAME_AM || name.what == XB_NAME_PM) && c->timed && s->at == c->time_end) {
		c->half = name.what;
		c->time_end += tokens;
	}
	s->at += tokens;
	return true;
}

/* Is the sign here that of an offset: "+0400", " -05:00", "-05" at the end of a time, "UTC-5"? */
static bool
at_offset(const struct scan *s)
{
	const struct token *sign = peek(s, 0, MARK), *hours = tight_number(s, 1, 4);
	const struct token *before = s->at ? &s->token[s->at - 1] : NULL;
	bool word_before = before && before->kind == WORD && s->now.zone.len;
	int minutes;

	if (!hours || s->now.offset_known || !(s->now.timed || word_before) || (!sign->spaced && !before))
		return false;
	if (hours->len == 4 ? s->now.timed : mark_is(s, 2, ':'))
		return sign->spaced || before->kind == NUMBER || xb_date_zone_find(&minutes, word_of(s, before), 0);
	if (mark_is(s, 2, '-') || mark_is(s, 2, '/') || (mark_is(s, 2, '.') && tight_number(s, 3, 4)))
		return false;
	if (word_before && xb_date_zone_find(&minutes, word_of(s, before), 0))
		return hours->len <= 2;
	return hours->len == 2 && (s->key[sign->off] == '+' || (!sign->spaced && before->kind == NUMBER));
}

static bool
take_offset(struct scan *s)
{
	bool west = s->key[s->token[s->at].off] == '-';
	const struct token *hours = tight_number(s, 1, 4);
	const struct token *minutes = hours->len < 3 && mark_is(s, 2, ':') ? tight_number(s, 3, 2) : NULL;
	int h = hours->len < 3 ? hours->value : hours->value / 100;
	int m = hours->len < 3 ? (minutes ? minutes->value : 0) : hours->value % 100;

	s->now.offset = west ? -(60 * h + m) : 60 * h + m;
	s->now.offset_known = true;
	s->at += minutes ? 4 : 2;
	return m < 60;
}

static bool
take_mark(struct scan *s)
{
	char mark = s->key[s->token[s->at].off];

	if ((mark == '+' || mark == '-') && at_offset(s))
		return take_offset(s);
	if (mark == '+')
		return false;
	/* after a zone what is in brackets is a comment (RFC 5322 3.2.2), as "(Azerbaijan Standard Time)" */
	if (mark == '(' && (s->now.offset_known || s->now.zone.len))
		while (s->at + 1 < s->n && s->key[s->token[s->at].off] != ')')
			s->at++;
	s->at++;
	return true;
}

/* The language, before its region: "fa" of "fa-AF". */
static bool
lang_is(struct xb_str lang, const char *code)
{
	size_t len = strlen(code);

	return lang.len >= len && xb_str_is_nocase(xb_strn(lang.ptr, len), code) &&
	       (lang.len == len || lang.ptr[len] == '-' || lang.ptr[len] == '_');
}

/* Languages whose plain numbers may be Jalali dates. */
static bool
lang_is_persian(struct xb_str lang)
{
	static const char codes[][4] = { "fa", "prs", "azb", "ps", "glk", "mzn", "lrc" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (lang_is(lang, codes[i]))
			return true;
	return false;
}

static bool
scan_words(struct xb_date_fields *out, struct xb_str text, struct xb_str lang)
{
	struct scan s;
	size_t len;

	if (text.len == 0 || text.len > TEXT_MAX)
		return false;
	s.n = s.at = 0;
	s.now = (struct xb_date_candidate){ 0 };
	s.best = (struct xb_date_fields){ 0 };
	s.persian = lang_is_persian(lang);
	s.american = lang_is(lang, "en-US");
	len = xb_date_key(s.key, sizeof(s.key), text);
	s.raw = len == text.len ? text : xb_strn("", 0);
	if (!cut_tokens(&s, len))
		return false;
	while (s.at < s.n) {
		bool ok = s.token[s.at].kind == NUMBER ? take_number(&s) :
		          s.token[s.at].kind == WORD ? take_word(&s) : take_mark(&s);

		if (!ok)
			return false;
	}
	if ((s.now.n || s.now.named || s.now.timed) && !finish(&s))
		return false;
	*out = s.best;
	return out->precision != XB_DATE_NONE;
}

bool
xb_date_scan(struct xb_date_fields *out, struct xb_str text, struct xb_str lang)
{
	if (!xb_date_scan_iso(out, text))
		return scan_words(out, text, lang);
	if (xb_year_is_jalali(out->year) && lang_is_persian(lang))
		out->calendar = XB_JALALI;
	return xb_date_fields_valid(out);
}
