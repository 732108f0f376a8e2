/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "romanized.h"

/* Of a word in one alphabet. */
#define BEGINNINGS_MAX (4 * XB_READINGS_MAX)

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* What is typed, and what it may stand for: alternatives with bars between, the likeliest first; one may be nothing. ^ before
 * what is typed: at the beginning of a word; $ behind it: at its end. Longer rows come first, and all that fit are tried. */
struct row {
	const char *typed, *read;
};

/* As people type Russian: what BGN/PCGN, GOST 7.79 and passports have in common, and what they do not. The soft sign is mostly
 * left out. */
static const struct row cyrillic[] = {
	{ "shch", "щ" }, { "sch", "щ" }, { "sh", "ш" }, { "ch", "ч" }, { "zh", "ж" }, { "kh", "х" }, { "ts", "ц" },
	{ "yu", "ю" }, { "ya", "я" }, { "yo", "е" }, { "ye", "е" }, { "ju", "ю" }, { "ja", "я" }, { "iy", "ий" }, { "ia", "ия" },
	{ "a", "а" }, { "b", "б" }, { "c", "ц|с|к" }, { "d", "д" }, { "e", "е|э" }, { "f", "ф" }, { "g", "г" }, { "h", "х|г" },
	{ "i", "и" }, { "j", "й|ж" }, { "k", "к" }, { "l", "л|ль" }, { "m", "м" }, { "n", "н|нь" }, { "o", "о" }, { "p", "п" },
	{ "q", "к" }, { "r", "р" }, { "s", "с" }, { "t$", "т|ть" }, { "t", "т" }, { "u", "у" }, { "v", "в" }, { "w", "в|ш" },
	{ "x", "х|кс" }, { "y", "ы|й" }, { "z", "з" }, { "'", "ь|" },
};

/* As people type Persian ("Fingilish"): short vowels are not written. */
static const struct row persian[] = {
	{ "sh", "ش" }, { "ch", "چ" }, { "kh", "خ" }, { "gh", "ق|غ" }, { "zh", "ژ" }, { "aa", "ا" }, { "oo", "و" }, { "ou", "و" },
	{ "ee", "ی" }, { "ei", "ی" }, { "ey", "ی" }, { "^a", "ا|آ|ع" }, { "^e", "ا|ع" }, { "^o", "ا|ع" }, { "^i", "ای" },
	{ "^u", "او" }, { "e$", "ه|" }, { "a", "ا|" }, { "b", "ب" }, { "c", "ک|س" }, { "d", "د" }, { "e", "|ع" }, { "f", "ف" },
	{ "g", "گ" }, { "h", "ه|ح" }, { "i", "ی" }, { "j", "ج" }, { "k", "ک" }, { "l", "ل" }, { "m", "م" }, { "n", "ن" },
	{ "o", "|و" }, { "p", "پ" }, { "q", "ق|غ" }, { "r", "ر" }, { "s", "س|ص" }, { "t", "ت|ط" }, { "u", "و" }, { "v", "و" },
	{ "w", "و" }, { "x", "خ" }, { "y", "ی" }, { "z", "ز|ض|ظ|ذ" }, { "'", "ع|" },
};

/* The national system of 2002, and what is typed for its apostrophes. */
static const struct row georgian[] = {
	{ "ch'", "ჭ" }, { "ts'", "წ" }, { "zh", "ჟ" }, { "gh", "ღ" }, { "sh", "შ" }, { "ch", "ჩ|ჭ" }, { "ts", "ც|წ" },
	{ "dz", "ძ" }, { "kh", "ხ" }, { "k'", "კ" }, { "p'", "პ" }, { "t'", "ტ" }, { "q'", "ყ" }, { "a", "ა" }, { "b", "ბ" },
	{ "c", "ც|ჩ" }, { "d", "დ" }, { "e", "ე" }, { "f", "ფ" }, { "g", "გ" }, { "h", "ჰ" }, { "i", "ი" }, { "j", "ჯ|ჟ" },
	{ "k", "კ|ქ" }, { "l", "ლ" }, { "m", "მ" }, { "n", "ნ" }, { "o", "ო" }, { "p", "პ|ფ" }, { "q", "ყ|ქ" }, { "r", "რ" },
	{ "s", "ს" }, { "t", "თ|ტ" }, { "u", "უ" }, { "v", "ვ" }, { "w", "წ" }, { "x", "ხ" }, { "y", "ყ" }, { "z", "ზ" },
};

static const struct alphabet {
	const struct row *rows;
	size_t n;
} alphabets[] = {
	{ cyrillic, LEN(cyrillic) },
	{ persian, LEN(persian) },
	{ georgian, LEN(georgian) },
};

struct reading {
	const struct alphabet *alphabet;
	struct xb_str word;
	bool (*take)(void *ctx, struct xb_str reading);
	void *ctx;
	char text[XB_TERM_MAX];
	size_t left; /* beginnings of readings that may still be gone on with: many lead to none, where a letter has no row */
	bool stopped;
};

/* How many bytes of the word from `at` on a row takes; 0 when it does not fit. */
static size_t
fit(const struct row *row, struct xb_str word, size_t at)
{
	const bool begins = *row->typed == '^';
	const char *typed = row->typed + begins;
	size_t len = strlen(typed);
	const bool ends = typed[len - 1] == '$';

	len -= ends;
	if ((begins && at) || at + len > word.len || (ends && at + len < word.len) || memcmp(word.ptr + at, typed, len) != 0)
		return 0;
	return len;
}

static void read_from(struct reading *r, size_t at, size_t len);

/* Go on behind each alternative of a row. */
static void
read_row(struct reading *r, const char *read, size_t at, size_t len)
{
	for (;; read++) {
		const size_t n = strcspn(read, "|");

		if (len + n <= sizeof(r->text)) {
			memcpy(r->text + len, read, n);
			read_from(r, at, len + n);
		}
		read += n;
		if (!*read)
			return;
	}
}

/* Recurses as deep as the word has letters. */
static void
read_from(struct reading *r, size_t at, size_t len)
{
	if (r->stopped || !r->left)
		return;
	r->left--;
	if (at == r->word.len) {
		r->stopped = len && !r->take(r->ctx, xb_strn(r->text, len));
		return;
	}
	for (size_t i = 0; i < r->alphabet->n; i++) {
		const struct row *row = &r->alphabet->rows[i];
		const size_t taken = fit(row, r->word, at);

		if (taken)
			read_row(r, row->read, at + taken, len);
	}
}

bool
xb_romanized_read(struct xb_str word, bool (*take)(void *ctx, struct xb_str reading), void *ctx)
{
	bool stopped = false;

	for (size_t i = 0; i < LEN(alphabets) && !stopped; i++) {
		struct reading r = { .alphabet = &alphabets[i], .word = word, .take = take, .ctx = ctx, .left = BEGINNINGS_MAX };

		read_from(&r, 0, 0);
		stopped = r.stopped;
	}
	return !stopped;
}
