/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/language.h"

#include "text/fold_table.h"
#include "text/tokenizer.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

const struct xb_language xb_languages[] = {
	{ "en", "eng", "English", "english", XB_SCRIPT_LATIN, false, "s", "english", "",
	  " the of and to for that with was is has said by from are in on at as " },
	{ "ru", "rus", "Russian", "русский", XB_SCRIPT_CYRILLIC, false, NULL, "russian", "",
	  " и в на не что с по как это из за о для к от у " },
	{ "tr", "tur", "Turkish", "türkçe", XB_SCRIPT_LATIN, true, "*", "turkish", "ğışçöü",
	  " ve için ile olarak daha göre gibi kadar çok olduğunu dedi ancak bir bu da de ki olan " },
	{ "az", "aze", "Azerbaijani", "azərbaycan", XB_SCRIPT_LATIN, true, "*", "azerbaijani", "əğışçöü",
	  " və üçün ilə ki olan də çox görə kimi edib lakin bir bu da " },
	{ "az", "aze", "Azerbaijani", "азәрбајҹан", XB_SCRIPT_CYRILLIC, false, "*", "azerbaijani", "әғҝөүһҹј",
	  " вә үчүн илә ки олан дә чох көрә бир бу да " },
	{ "fa", "fas", "Persian", "فارسی", XB_SCRIPT_ARABIC, false, NULL, "persian", "پچژگکیۀ",
	  " در که به از را است این با برای شده کرد و او " },
	{ "azb", "azb", "South Azerbaijani", "تورکجه", XB_SCRIPT_ARABIC, false, NULL, NULL, "پچژگکیۀۆۇ",
	  " کی بیر بو ده چوخ وار گوره اوچون اولان ایله و دی سی لر نین دا او یا " },
	{ "ar", "ara", "Arabic", "العربیه", XB_SCRIPT_ARABIC, false, NULL, "arabic", "",
	  " فی من علی ان الی عن التی الذی هذا مع بعد کان قال و " },
	{ "ckb", "ckb", "Central Kurdish", "کوردی", XB_SCRIPT_ARABIC, false, NULL, NULL, "پچژگکیەێۆڕڵڤھ",
	  " لە بە کە بۆ یەو یەم بەڵام لەگەڵ دا و " },
	{ "hy", "hye", "Armenian", "հայերեն", XB_SCRIPT_ARMENIAN, false, NULL, "armenian", "", "" },
	{ "ka", "kat", "Georgian", "ქართული", XB_SCRIPT_GEORGIAN, false, NULL, "georgian", "", "" },
	{ "kk", "kaz", "Kazakh", "қазақ", XB_SCRIPT_CYRILLIC, false, NULL, "kazakh", "әғқңөұүһі",
	  " және мен бұл үшін деп бір де бар осы болды да " },
	{ "ky", "kir", "Kyrgyz", "кыргызча", XB_SCRIPT_CYRILLIC, false, NULL, NULL, "ңөү",
	  " жана бул бир менен үчүн деп да ал бар болгон эле " },
	{ "uk", "ukr", "Ukrainian", "українська", XB_SCRIPT_CYRILLIC, false, NULL, "ukrainian", "ґєії",
	  " і та в на не що з до у й це як про за для від " },
	{ "tg", "tgk", "Tajik", "тоҷикӣ", XB_SCRIPT_CYRILLIC, false, NULL, NULL, "ғӣқӯҳҷ",
	  " дар ки ба аз ва бо ин барои он аст буд " },
	{ "uz", "uzb", "Uzbek", "o'zbek", XB_SCRIPT_LATIN, false, NULL, "uzbek", "",
	  " va bilan uchun ham deb edi dedi haqida keyin bir bu *o'z *o't *bo'l *ko'p *qo' *to' *g' " },
	{ "uz", "uzb", "Uzbek", "ўзбек", XB_SCRIPT_CYRILLIC, false, NULL, "uzbek", "ғқўҳ",
	  " ва билан учун ҳам деб эди бир бу " },
	{ "tk", "tuk", "Turkmen", "türkmen", XB_SCRIPT_LATIN, false, NULL, NULL, "äçžňöşüý",
	  " we bilen üçin diýip onuň bolsa barada bir bu da " },
	{ "de", "deu", "German", "deutsch", XB_SCRIPT_LATIN, false, NULL, NULL, "äöüß",
	  " der die und das ist den von mit nicht ein " },
	{ "fr", "fra", "French", "français", XB_SCRIPT_LATIN, false, NULL, NULL, "àâçèéêëîïôùûœ",
	  " le les des et une est dans pour du la " },
	{ "es", "spa", "Spanish", "español", XB_SCRIPT_LATIN, false, NULL, NULL, "áéíñóúü",
	  " el los las y una del por con que la " },
	{ "it", "ita", "Italian", "italiano", XB_SCRIPT_LATIN, false, NULL, NULL, "àèéìòù",
	  " il di che della per una gli sono non la " },
	{ "pt", "por", "Portuguese", "português", XB_SCRIPT_LATIN, false, NULL, NULL, "áâãàçéêíóôõú",
	  " o os não uma com em do que para " },
	{ .code = NULL },
};

/* Tags that are not in the table as they stand: ISO 639-2/B codes, members of macrolanguages, script and country where
 * they make another language, and tags that say nothing. */
static const struct alias {
	const char *tag, *code;
} aliases[] = {
	{ "az-arab", "azb" }, { "az-ir", "azb" }, { "azj", "az" },
	{ "arb", "ar" }, { "arm", "hy" }, { "fre", "fr" }, { "geo", "ka" }, { "ger", "de" },
	{ "per", "fa" }, { "pes", "fa" }, { "prs", "fa" }, { "farsi", "fa" }, { "dari", "fa" },
	{ "ku-arab", "ckb" }, { "ku-iq", "ckb" }, { "sorani", "ckb" }, { "uzn", "uz" },
	{ "und", NULL }, { "mul", NULL }, { "mis", NULL }, { "zxx", NULL },
};

static const struct xb_language *
find_code(struct xb_str code)
{
	const struct xb_language *row = xb_languages;

	while (row->code && !xb_str_is(code, row->code) && !xb_str_is(code, row->code3))
		row++;
	return row->code ? row : NULL;
}

static const struct xb_language *
find_name(struct xb_str name)
{
	const struct xb_language *row = xb_languages;

	while (row->code && !xb_str_is_nocase(name, row->name) && !xb_str_is(name, row->own_name))
		row++;
	return row->code ? row : NULL;
}

static const struct alias *
find_alias(struct xb_str tag)
{
	for (size_t i = 0; i < LEN(aliases); i++)
		if (xb_str_is(tag, aliases[i].tag))
			return &aliases[i];
	return NULL;
}

/* The tag folded, with hyphens, into buf. */
static struct xb_str
clean_tag(char *buf, size_t cap, struct xb_str tag)
{
	struct xb_str clean = { buf, xb_fold(buf, cap, xb_str_trim(tag), false) };

	for (size_t i = 0; i < clean.len; i++)
		if (buf[i] == '_')
			buf[i] = '-';
	return clean;
}

/* What comes before the first of `ends`. */
static struct xb_str
until(struct xb_str s, const char *ends)
{
	size_t len = 0;

	while (len < s.len && !strchr(ends, s.ptr[len]))
		len++;
	return xb_strn(s.ptr, len);
}

const struct xb_language *
xb_language_find(struct xb_str tag)
{
	char buf[64];
	struct xb_str whole = clean_tag(buf, sizeof(buf), tag);
	struct xb_str subtag = until(whole, "-"), word = until(whole, " ,;(");
	const struct alias *alias = find_alias(whole);
	const struct xb_language *row;

	if (!alias)
		alias = find_alias(subtag);
	if (alias)
		return alias->code ? find_code(xb_str(alias->code)) : NULL;
	row = find_code(subtag);
	if (!row)
		row = find_name(whole);
	return row ? row : find_name(word);
}

size_t
xb_language_normalize(char out[16], struct xb_str tag)
{
	const struct xb_language *row = xb_language_find(tag);
	char buf[64];
	struct xb_str subtag = until(clean_tag(buf, sizeof(buf), tag), "-");

	if (row)
		subtag = xb_str(row->code);
	else if (find_alias(subtag))
		return 0;
	if (subtag.len < 2 || subtag.len > 3)
		return 0;
	for (size_t i = 0; i < subtag.len; i++)
		if (subtag.ptr[i] < 'a' || subtag.ptr[i] > 'z')
			return 0;
	memcpy(out, subtag.ptr, subtag.len);
	return subtag.len;
}

/* Guessing: for each row, letters that only its alphabet adds to its script's count for it, letters that it has not
 * count three times against it, and a frequent word counts as much as ten letters. */
#define GUESS_BYTES 4096
#define WORD_WEIGHT 10
#define FOREIGN_WEIGHT 3
#define LEAST_SCORE 3      /* fewer telling letters than this tell nothing */
#define FOREIGN_PERMILLE 15 /* so few letters of another alphabet are foreign names */
#define TELLING_PERMILLE 70 /* so many need no word to tell (Finnish has fewer of German's) */
#define SOME_LENGTH 12      /* words of a text that must have one of `words` */
#define WORD_MAX 24         /* bytes of the longest of `words`, and some */
#define WORDS_MAX 200       /* words that are looked at: more change nothing */

/* The commonest alphabet of a script, as ranges of small letters; other scripts have one language here. */
static const struct {
	enum xb_script script;
	uint32_t first, last;
} alphabets[] = {
	{ XB_SCRIPT_LATIN, 'a', 'z' },
	{ XB_SCRIPT_CYRILLIC, 0x430, 0x451 },
	{ XB_SCRIPT_ARABIC, 0x621, 0x64a },
};

/* The most different letters beyond the commonest alphabet that are told apart: no language has as many. */
#define ADDED_MAX 64

struct evidence {
	size_t letters[XB_SCRIPT_COUNT];
	struct {
		uint32_t cp;
		size_t n;
	} added[ADDED_MAX];              /* letters beyond their script's commonest alphabet */
	size_t nadded;
	size_t all_added;                /* of the main script, as the three below */
	size_t hits[LEN(xb_languages)];  /* added letters that are in the row's alphabet */
	size_t words;
	size_t votes[LEN(xb_languages)]; /* words that are in the row's list */
};

static bool
is_common(enum xb_script script, uint32_t cp)
{
	for (size_t i = 0; i < LEN(alphabets); i++)
		if (alphabets[i].script == script)
			return cp >= alphabets[i].first && cp <= alphabets[i].last;
	return true;
}

static void
add_letter(struct evidence *e, uint32_t cp)
{
	size_t i = 0;

	while (i < e->nadded && e->added[i].cp != cp)
		i++;
	if (i == ADDED_MAX)
		return;
	e->added[i].cp = cp;
	e->added[i].n++;
	if (i == e->nadded)
		e->nadded++;
}

static void
count_letters(struct evidence *e, struct xb_str text)
{
	const char *p = text.ptr, *end = text.ptr + text.len;

	while (p < end) {
		uint32_t cp = xb_utf8_decode(&p, end);
		const struct xb_char *c = xb_char_at(cp);

		if (c->class != XB_CLASS_LETTER)
			continue;
		e->letters[c->script]++;
		if (c->upper && c->fold_len <= sizeof(c->fold)) {
			const char *fold = c->fold;

			cp = xb_utf8_decode(&fold, c->fold + sizeof(c->fold));
		}
		if (!is_common(c->script, cp))
			add_letter(e, cp);
	}
}

/* Weigh the added letters of `script` against each row's alphabet. */
static void
weigh_letters(struct evidence *e, enum xb_script script)
{
	for (size_t k = 0; k < e->nadded; k++) {
		char letter[5] = { 0 };

		if (xb_char_at(e->added[k].cp)->script != script)
			continue;
		xb_utf8_put(letter, e->added[k].cp);
		e->all_added += e->added[k].n;
		for (size_t i = 0; xb_languages[i].code; i++)
			if (xb_languages[i].script == script && strstr(xb_languages[i].letters, letter))
				e->hits[i] += e->added[k].n;
	}
	if (e->all_added * 1000 >= e->letters[script] * FOREIGN_PERMILLE)
		return;
	e->all_added = 0;
	memset(e->hits, 0, sizeof(e->hits));
}

/* Whether `term` contains one of the starred words. */
static bool
has_starred(struct xb_str term, const char *words)
{
	while ((words = strchr(words, '*'))) {
		size_t len = strcspn(++words, " ");

		if (memmem(term.ptr, term.len, words, len))
			return true;
	}
	return false;
}

static void
count_votes(struct evidence *e, struct xb_str term, enum xb_script script)
{
	char spaced[WORD_MAX + 3] = " ";
	bool starred = memchr(term.ptr, '\'', term.len) != NULL;

	if (term.len > WORD_MAX)
		return;
	memcpy(spaced + 1, term.ptr, term.len);
	spaced[term.len + 1] = ' ';
	spaced[term.len + 2] = '\0';
	for (size_t i = 0; xb_languages[i].code; i++)
		if (xb_languages[i].script == script && (strstr(xb_languages[i].words, spaced) ||
		    (starred && has_starred(term, xb_languages[i].words))))
			e->votes[i]++;
}

static void
count_words(struct evidence *e, struct xb_str text, enum xb_script script)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	xb_tokenizer_init(&tokenizer, text, false);
	while (e->words < WORDS_MAX && xb_tokenizer_next(&tokenizer, &token)) {
		if (token.script != script || (token.flags & XB_TOKEN_PART))
			continue;
		e->words++;
		count_votes(e, token.term, script);
	}
}

/* The script of more than half of the letters, or XB_SCRIPT_COMMON. */
static enum xb_script
main_script(const struct evidence *e)
{
	size_t all = 0;

	for (int i = 0; i < XB_SCRIPT_COUNT; i++)
		all += e->letters[i];
	for (int i = 0; i < XB_SCRIPT_COUNT; i++)
		if (2 * e->letters[i] > all)
			return (enum xb_script)i;
	return XB_SCRIPT_COMMON;
}

static long
score_of(const struct evidence *e, size_t i)
{
	long hits = (long)e->hits[i], foreign = (long)e->all_added - hits;

	return WORD_WEIGHT * (long)e->votes[i] + hits - FOREIGN_WEIGHT * foreign;
}

static bool
is_better(const struct evidence *e, size_t i, size_t best)
{
	long a = score_of(e, i), b = score_of(e, best);

	/* Where all that is there is in both alphabets, the smaller is the likelier. */
	return a > b || (a == b && strlen(xb_languages[i].letters) < strlen(xb_languages[best].letters));
}

/* Whether the best row is more than the best of bad ones. `plain` is the row that a text without any added letter is
 * taken for. */
static bool
is_sure(const struct evidence *e, size_t best, size_t plain)
{
	bool telling = e->hits[best] * 1000 >= e->letters[xb_languages[best].script] * TELLING_PERMILLE;

	if (*xb_languages[best].words && e->words >= SOME_LENGTH && !e->votes[best] && !telling)
		return false;
	if (best == plain)
		return score_of(e, best) >= 0;
	return score_of(e, best) >= LEAST_SCORE && (e->all_added || e->votes[best] > 1);
}

const struct xb_language *
xb_language_guess(struct xb_str text)
{
	struct evidence e = { .words = 0 };
	const size_t none = LEN(xb_languages);
	size_t best = none, plain = none;
	enum xb_script script;

	if (!text.len)
		return NULL;
	if (text.len > GUESS_BYTES)
		text.len = GUESS_BYTES;
	count_letters(&e, text);
	script = main_script(&e);
	weigh_letters(&e, script);
	count_words(&e, text, script);
	for (size_t i = 0; xb_languages[i].code; i++) {
		if (xb_languages[i].script != script)
			continue;
		if (best == none || is_better(&e, i, best))
			best = i;
		if (plain == none && !*xb_languages[i].letters)
			plain = i;
	}
	return best == none || !is_sure(&e, best, plain) ? NULL : &xb_languages[best];
}
