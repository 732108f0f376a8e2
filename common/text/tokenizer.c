/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/tokenizer.h"

#include <xxhash.h>

#include "text/fold_table.h"

/* A token that folds to more than this has its middle hashed as it grows. What is hashed depends on the folded bytes
 * alone, so that two ways to write a word give one term. */
#define FOLDED_MAX (sizeof(((struct xb_tokenizer *)0)->terms[0]) - XB_FOLD_ROOM - 8)

/* Letters or digits that each part of a split word must have: prefixes and endings of one letter are no words. */
#define PART_LETTERS 2

/* A token being read. */
struct scan {
	struct xb_tokenizer *into;
	const char *p, *end;
	size_t n;               /* bytes of into->term */
	const char *base;       /* the last letter or digit, for marks after it */
	size_t base_n;          /* n before it: shrink() runs only before a letter, digit or joiner is added */
	const char *stop;       /* where the surface form ends */
	const char *part_start;
	unsigned letters;       /* and digits, of the part */
	unsigned nparts;
	bool splittable;        /* each part so far is long enough */
	bool hashed;
	uint8_t prev;           /* class of the last letter or digit */
	uint8_t script;
	uint8_t flags;
};

void
xb_tokenizer_init(struct xb_tokenizer *tokenizer, struct xb_str text, bool turkic)
{
	tokenizer->text = text.len ? text : xb_str(""); /* not NULL, which has no offsets */
	tokenizer->term = tokenizer->terms[0];
	tokenizer->at = 0;
	tokenizer->pos = 0;
	tokenizer->turkic = turkic;
	tokenizer->split_dots = false;
	tokenizer->nparts = tokenizer->next_part = 0;
}

/* Replace the middle of a folded token that is too long by its hash. */
static void
shrink(struct scan *s)
{
	char *term = s->into->term;

	while (s->n > FOLDED_MAX) {
		XXH128_canonical_t hash;

		XXH128_canonicalFromHash(&hash, XXH3_128bits(term + XB_TERM_MAX, FOLDED_MAX - XB_TERM_MAX));
		memcpy(term + XB_TERM_MAX, hash.digest, sizeof(hash.digest));
		memmove(term + XB_TERM_MAX + sizeof(hash.digest), term + FOLDED_MAX, s->n - FOLDED_MAX);
		s->n -= FOLDED_MAX - XB_TERM_MAX - sizeof(hash.digest);
		s->hashed = true;
	}
}

/* Make room for the next letter, digit or joiner. */
static inline void
make_room(struct scan *s)
{
	if (s->n > FOLDED_MAX)
		shrink(s);
}

/* Take a run of letters and digits of ASCII; the first is there. */
static inline void
take_ascii(struct scan *s)
{
	const char *p = s->p, *end = s->end;
	char *out, last, seen = 0;

	make_room(s);
	out = s->into->term + s->n;
	if ((size_t)(end - p) > FOLDED_MAX + 1 - s->n)
		end = p + FOLDED_MAX + 1 - s->n;
	while (p < end && (last = xb_fold_ascii[(unsigned char)*p])) {
		*out++ = last;
		seen |= last;
		p++;
	}
	s->prev = out[-1] >= 'a' ? XB_CLASS_LETTER : XB_CLASS_DIGIT;
	if (seen >= 'a' && s->script == XB_SCRIPT_COMMON) /* digits have no bit of a letter's */
		s->script = XB_SCRIPT_LATIN;
	s->letters += (unsigned)(p - s->p);
	s->n = (size_t)(out - s->into->term);
	s->base = p - 1;
	s->base_n = s->n - 1;
	s->stop = s->p = p;
}

/* Take a run of letters and digits of other scripts, of which c, from s->p to `next`, is the first. Leaves s->p after
 * it. This is the inner loop: it works on copies of what it changes, which stores to the term might alias. */
static inline void
take_run(struct scan *s, const char *next, uint32_t cp, const struct xb_char *c)
{
	const char *p = s->p, *base;
	char *term = s->into->term, *out, *base_out;
	unsigned letters = 0;
	uint8_t script = s->script, prev;

	make_room(s);
	out = term + s->n;
	do {
		base = p;
		base_out = out;
		out += xb_fold_char(out, cp, c, s->into->turkic);
		prev = c->class;
		if (script == XB_SCRIPT_COMMON)
			script = c->script;
		if (cp == 'I' || (cp & ~1u) == 0x130)
			s->flags |= XB_TOKEN_TURKIC_I;
		letters++;
		p = next;
		if (p == s->end || (unsigned char)*p < 0x80)
			break;
		cp = xb_utf8_decode(&next, s->end);
		c = xb_char_at(cp);
	} while ((c->class == XB_CLASS_LETTER || c->class == XB_CLASS_DIGIT) && out <= term + FOLDED_MAX);
	s->n = (size_t)(out - term);
	s->base = base;
	s->base_n = (size_t)(base_out - term);
	s->prev = prev;
	s->script = script;
	s->letters += letters;
	s->stop = s->p = p;
}

/* Move *p to the next code point that counts, and return its class (a break at the end). */
static int
next_class(const char **p, const char *end, bool skip_zwnj)
{
	const char *next = *p;

	while (next < end) {
		int class = xb_char_at(xb_utf8_decode(&next, end))->class;

		if (class != XB_CLASS_IGNORE && (class != XB_CLASS_ZWNJ || !skip_zwnj))
			return class;
		*p = next;
	}
	return XB_CLASS_BREAK;
}

/* UAX #29 WB6, WB7, WB11, WB12: whether a mark of `class` before `next` joins two letters, or two digits. */
static bool
joins(const struct scan *s, const char *next, int class)
{
	if (next_class(&next, s->end, false) != s->prev)
		return false;
	if (s->prev == XB_CLASS_DIGIT)
		return class == XB_CLASS_MIDNUM || class == XB_CLASS_MIDBOTH;
	if (class == XB_CLASS_MIDBOTH)
		return !s->into->split_dots;
	return class == XB_CLASS_APOSTROPHE || class == XB_CLASS_MIDLETTER;
}

static void
close_part(struct scan *s)
{
	if (s->letters < PART_LETTERS)
		s->splittable = false;
	s->into->part[s->nparts].off = (size_t)(s->part_start - s->into->text.ptr);
	s->into->part[s->nparts].len = (size_t)(s->stop - s->part_start);
	s->nparts++;
	s->letters = 0;
}

/* A ZWNJ before `next`: false when the word ends here. */
static bool
take_zwnj(struct scan *s, const char *next)
{
	int class = next_class(&next, s->end, true);

	if ((class != XB_CLASS_LETTER && class != XB_CLASS_DIGIT) || s->nparts + 1 == XB_TOKEN_PARTS)
		return false;
	close_part(s);
	s->part_start = s->p = next;
	return true;
}

/* A code point, from s->p to `next`, that is neither letter nor digit: false when the word ends before it, else s->p is
 * moved past it. */
static bool
take_other(struct scan *s, const char *next, uint32_t cp, const struct xb_char *c)
{
	switch (c->class) {
	case XB_CLASS_MARK:
		s->p = s->base;
		s->n = s->base_n + xb_fold_cluster(s->into->term + s->base_n, &s->p, s->end, s->into->turkic);
		s->stop = s->p;
		return true;
	case XB_CLASS_IGNORE:
		s->p = next;
		if (c->script != XB_SCRIPT_COMMON) /* a vowel sign is seen with its letter, a bidi mark is not */
			s->stop = next;
		return true;
	case XB_CLASS_ZWNJ:
		return take_zwnj(s, next);
	case XB_CLASS_APOSTROPHE:
	case XB_CLASS_MIDLETTER:
	case XB_CLASS_MIDNUM:
	case XB_CLASS_MIDBOTH:
		if (!joins(s, next, c->class))
			return false;
		make_room(s);
		s->n += xb_fold_char(s->into->term + s->n, cp, c, false);
		s->p = next;
		return true;
	default:
		return false;
	}
}

static void
scan_word(struct scan *s)
{
	while (s->p < s->end) {
		const char *next = s->p;
		const struct xb_char *c;
		uint32_t cp;

		if (xb_fold_ascii[(unsigned char)*next]) {
			take_ascii(s);
			continue;
		}
		if (*next == ' ')
			break; /* what ends most words */
		cp = xb_utf8_decode(&next, s->end);
		c = xb_char_at(cp);
		if (c->class == XB_CLASS_LETTER || c->class == XB_CLASS_DIGIT)
			take_run(s, next, cp, c);
		else if (!take_other(s, next, cp, c))
			break;
	}
}

/* A token by itself, with its marks. */
static void
scan_ideograph(struct scan *s)
{
	const char *next = s->p;
	uint32_t cp = xb_utf8_decode(&next, s->end);
	const struct xb_char *c = xb_char_at(cp);

	s->script = c->script;
	if (next_class(&next, s->end, false) == XB_CLASS_MARK) {
		s->n = xb_fold_cluster(s->into->term, &s->p, s->end, s->into->turkic);
	} else {
		s->n = xb_fold_char(s->into->term, cp, c, s->into->turkic);
		xb_utf8_decode(&s->p, s->end);
	}
	s->stop = s->p;
}

/* Read the token that starts at `from`, within `end`; fills all of it but its position. */
static void
read_token(struct xb_tokenizer *t, struct xb_token *token, struct scan *s)
{
	const char *from = s->p, *next = from;
	const struct xb_char *first = xb_char_at(xb_utf8_decode(&next, s->end));

	s->into = t;
	s->part_start = from;
	s->splittable = true;
	if (first->class == XB_CLASS_IDEOGRAPH)
		scan_ideograph(s);
	else
		scan_word(s);
	if (s->hashed || s->n > XB_TERM_MAX) {
		char made[XB_TERM_MAX];

		shrink(s);
		s->n = xb_term_make(made, "", xb_strn(t->term, s->n));
		memcpy(t->term, made, s->n);
		s->flags |= XB_TOKEN_LONG;
	}
	if (first->upper)
		s->flags |= XB_TOKEN_UPPER;
	if (s->script == XB_SCRIPT_COMMON)
		s->flags |= XB_TOKEN_DIGITS;
	*token = (struct xb_token){
		.term = xb_strn(t->term, s->n),
		.off = (size_t)(from - t->text.ptr),
		.len = (size_t)(s->stop - from),
		.surface = xb_strn(from, (size_t)(s->stop - from)),
		.script = s->script,
		.flags = s->flags,
	};
}

/* The next part of a split word. */
static void
next_part(struct xb_tokenizer *t, struct xb_token *token)
{
	const char *from = t->text.ptr + t->part[t->next_part].off;
	struct scan s = { .p = from, .end = from + t->part[t->next_part].len };

	t->next_part++;
	read_token(t, token, &s);
	token->flags |= XB_TOKEN_PART;
	token->pos = t->pos++;
}

/* The first code point at or after p that begins a token, or `end`. */
static const char *
find_start(const char *p, const char *end)
{
	while (p < end) {
		const char *from = p;
		int class;

		if (xb_fold_ascii[(unsigned char)*p])
			return p;
		class = xb_char_at(xb_utf8_decode(&p, end))->class;
		if (class == XB_CLASS_LETTER || class == XB_CLASS_DIGIT || class == XB_CLASS_IDEOGRAPH)
			return from;
	}
	return end;
}

/* Whether it is seen at a glance that a word of ASCII letters ends at `p`: before what joins nothing, or would join letters, of
 * which none follows. */
static inline bool
ends_plainly(const char *p, const char *end)
{
	uint8_t class;

	if (*p == ' ')
		return true;
	if ((unsigned char)*p >= 0x80)
		return false;
	class = xb_char_at((unsigned char)*p)->class;
	return class == XB_CLASS_BREAK || (class >= XB_CLASS_APOSTROPHE && class <= XB_CLASS_MIDBOTH && p + 1 < end &&
	                                   (p[1] == ' ' || p[1] == '\n'));
}

/* Most tokens of Latin script: a short word of ASCII letters, but for I. False, and nothing is read, when it is something else. */
static inline bool
read_plain(struct xb_tokenizer *t, struct xb_token *token, const char *from, const char *end)
{
	const char *p = from;
	char *out = t->term, folded;

	if (end - from > XB_TERM_MAX)
		end = from + XB_TERM_MAX;
	while (p < end && (folded = xb_fold_ascii[(unsigned char)*p]) >= 'a') {
		*out++ = folded;
		p++;
	}
	if (p == from || p == end || !ends_plainly(p, end))
		return false;
	*token = (struct xb_token){
		.term = xb_strn(t->term, (size_t)(p - from)),
		.off = (size_t)(from - t->text.ptr),
		.len = (size_t)(p - from),
		.surface = xb_strn(from, (size_t)(p - from)),
		.script = XB_SCRIPT_LATIN,
		.flags = *from < 'a' ? XB_TOKEN_UPPER : 0,
		.pos = t->pos++,
	};
	t->at = (size_t)(p - t->text.ptr);
	return true;
}

/* Leave the last term where it is. */
static void
turn(struct xb_tokenizer *t)
{
	t->term = t->terms[t->term == t->terms[0]];
}

bool
xb_tokenizer_next(struct xb_tokenizer *t, struct xb_token *token)
{
	const char *end = t->text.ptr + t->text.len, *from;
	struct scan s;

	if (t->next_part < t->nparts) {
		turn(t);
		next_part(t, token);
		return true;
	}
	t->nparts = t->next_part = 0;
	from = find_start(t->text.ptr + t->at, end);
	if (from == end) {
		t->at = t->text.len;
		return false;
	}
	turn(t);
	if (read_plain(t, token, from, end))
		return true;
	s = (struct scan){ .p = from, .end = end };
	read_token(t, token, &s);
	t->at = (size_t)(s.p - t->text.ptr);
	token->pos = t->pos;
	if (s.nparts)
		close_part(&s);
	/* Elsewhere a ZWNJ only keeps two letters from touching: it splits words of the Arabic script alone. */
	if (s.nparts && s.splittable && s.script == XB_SCRIPT_ARABIC)
		t->nparts = s.nparts;
	else
		t->pos++;
	return true;
}
