/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_mix.h"

#include "charset_stray.h"
#include "text/unicode.h"

#define PARTS_MAX ((size_t)32 << 20) /* of parts, in bytes */

/* A part is judged by itself from so many bytes on, at the end of a line. */
#define BLOCK_MIN 64
#define BLOCK_MAX 8192

#define GOOD 2
#define BAD 3

void
xb_mix_init(struct xb_mix *mix)
{
	memset(mix, 0, sizeof(*mix));
	xb_buf_init(&mix->parts, PARTS_MAX);
}

void
xb_mix_release(struct xb_mix *mix)
{
	xb_buf_release(&mix->parts);
}

static void
add_part(struct xb_mix *mix, size_t end, int candidate)
{
	struct xb_mix_part part = { end, candidate }, *last;

	last = mix->parts.len ? (struct xb_mix_part *)(void *)(mix->parts.ptr + mix->parts.len - sizeof(part)) : NULL;
	if (last && last->candidate == candidate)
		last->end = end;
	else if (!last || last->end < end)
		xb_buf_add(&mix->parts, &part, sizeof(part));
}

/* Length of the well-formed UTF-8 sequence at p, which is no ASCII; 0 when there is none. */
static size_t
sequence_len(const char *p, const char *end)
{
	unsigned char lead = (unsigned char)*p;
	size_t len = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;

	if (lead < 0xc2 || lead > 0xf4 || (size_t)(end - p) < len || (p[1] & 0xc0) != 0x80)
		return 0;
	return len == 2 || xb_utf8_valid(xb_strn(p, len)) == len ? len : 0;
}

/* A walk that tells UTF-8 from what is not: a sum of what speaks for it, kept within bounds, in which each touch of a bound decides
 * all that came before it (the two-state Viterbi path, with the cost of a change twice the bound). The parts that are not UTF-8 are
 * given the candidate 0 for now. */
static void
divide(struct xb_mix *mix, struct xb_str bytes, int sum)
{
	const char *p = bytes.ptr, *end = p + bytes.len;
	size_t decided = 0;
	int kind = XB_MIX_UTF8, last;

	while (p < end) {
		size_t len = *p & 0x80 ? sequence_len(p, end) : 0;

		if (*p++ & 0x80) {
			sum += len ? GOOD : -BAD;
			p += len ? len - 1 : 0;
		}
		if (sum > -XB_LEAN_MAX && sum < XB_LEAN_MAX)
			continue;
		last = kind;
		kind = sum < 0 ? 0 : XB_MIX_UTF8;
		sum = sum < 0 ? -XB_LEAN_MAX : XB_LEAN_MAX;
		if (kind != last && decided)
			add_part(mix, decided, last);
		decided = (size_t)(p - bytes.ptr);
	}
	last = sum < 0 ? 0 : XB_MIX_UTF8;
	if (decided && kind != last)
		add_part(mix, decided, kind);
	add_part(mix, bytes.len, last);
}

/* A part, and where it begins. */
struct place {
	size_t begin;
	struct xb_mix_part part;
};

static bool
next_place(struct place *place, const struct xb_buf *parts, size_t *i)
{
	if (*i == parts->len)
		return false;
	place->begin = *i ? place->part.end : 0;
	memcpy(&place->part, parts->ptr + *i, sizeof(place->part));
	*i += sizeof(place->part);
	return true;
}

static void
look_at_others(struct xb_mix *mix, struct xb_judge *judge, struct xb_str bytes)
{
	struct place place = { 0 };
	bool more = true;

	xb_evidence_clear(&judge->evidence);
	for (size_t i = 0; next_place(&place, &mix->parts, &i);) {
		struct xb_str text = { bytes.ptr + place.begin, place.part.end - place.begin };

		if (place.part.candidate == XB_MIX_UTF8) {
			mix->utf8 = true;
			continue;
		}
		mix->other = true;
		more = more && xb_evidence_add(&judge->evidence, text);
	}
}

static size_t
block_len(struct xb_str rest)
{
	const char *newline;
	size_t len = BLOCK_MAX;

	if (rest.len <= 2 * BLOCK_MIN)
		return rest.len;
	newline = memchr(rest.ptr + BLOCK_MIN, '\n', (rest.len < BLOCK_MAX ? rest.len : BLOCK_MAX) - BLOCK_MIN);
	if (newline)
		return (size_t)(newline - rest.ptr) + 1;
	return rest.len < len ? rest.len : len;
}

/* Look at each block of a part by itself. */
static void
judge_blocks(struct xb_mix *mix, struct xb_judge *judge, const struct xb_claims *claims, struct xb_str bytes, size_t begin,
             size_t end)
{
	if (end - begin <= 2 * BLOCK_MIN && end - begin == bytes.len) {
		add_part(mix, end, mix->main);
		return;
	}
	while (begin < end) {
		size_t len = block_len(xb_strn(bytes.ptr + begin, end - begin));

		xb_evidence_clear(&judge->evidence);
		xb_evidence_add(&judge->evidence, xb_strn(bytes.ptr + begin, len));
		begin += len;
		add_part(mix, begin, xb_judge_part(judge, claims, mix->main));
	}
}

/* What of the text is UTF-8 stays; the rest becomes what it is in, or damaged UTF-8 when it is no text. */
static void
name_others(struct xb_mix *mix, struct xb_judge *judge, const struct xb_claims *claims, struct xb_str bytes)
{
	struct xb_buf old = mix->parts;
	struct place place = { 0 };

	xb_buf_init(&mix->parts, PARTS_MAX);
	for (size_t i = 0; next_place(&place, &old, &i);) {
		if (place.part.candidate == XB_MIX_UTF8 || mix->main < 0)
			add_part(mix, place.part.end, XB_MIX_UTF8);
		else
			judge_blocks(mix, judge, claims, bytes, place.begin, place.part.end);
	}
	mix->parts.failed |= old.failed;
	xb_buf_release(&old);
}

bool
xb_mix_make(struct xb_mix *mix, struct xb_judge *judge, const struct xb_claims *claims, int lean, struct xb_str bytes)
{
	xb_buf_clear(&mix->parts);
	mix->utf8 = mix->other = mix->noise = mix->strays = false;
	divide(mix, bytes, lean);
	look_at_others(mix, judge, bytes);
	if (mix->other) {
		mix->main = xb_judge_decide(judge, claims);
		mix->noise = mix->main < 0;
		mix->other = mix->strays = !mix->noise;
		name_others(mix, judge, claims, bytes);
	} else {
		xb_stray_look(&judge->evidence, bytes);
		mix->main = xb_judge_strays(judge, claims);
		mix->strays = mix->main >= 0;
	}
	return !mix->parts.failed;
}

void
xb_mix_decode(struct xb_sink *sink, const struct xb_mix *mix, const struct xb_judge *judge, struct xb_str bytes)
{
	const uint16_t *stray = mix->strays ? judge->rank.candidates[mix->main].high : NULL;
	struct place place = { 0 };

	for (size_t i = 0; next_place(&place, &mix->parts, &i);) {
		struct xb_str text = { bytes.ptr + place.begin, place.part.end - place.begin };

		if (place.part.candidate == XB_MIX_UTF8)
			xb_stray_decode(sink, stray, text);
		else
			xb_decode_page(sink, judge->rank.candidates[place.part.candidate].high, text);
	}
}
