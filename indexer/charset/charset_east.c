/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_east.h"

#include <iconv.h>
#include <stdlib.h>

#include "charset_model.h"
#include "text/unicode.h"

#define NO_ICONV ((iconv_t)-1)

/* In nats, as in charset_rank.c. */
#define LONG_COST (16 * XB_NAT)  /* a character of three or four bytes */
#define SINGLE_COST (9 * XB_NAT) /* half-width katakana */
#define BAD_COST (12 * XB_NAT)   /* a byte that is no part of a character */
#define BESIDE_COST (2 * XB_NAT) /* an ASCII letter before or after */

/* Any high byte after any other, -ln(1/128): unlike damage, bytes at random are seldom whole characters. */
#define NOISE_COST (485 * XB_NAT / 100)
#define HOPELESS (60 * XB_NAT) /* worse than noise by so much, text is not looked at any longer */

#define PART_MIN 0x30 /* of ASCII, these may be the second byte of a character */

/* More pairs would not tell more. */
#define PAIRS_MAX 8192

struct xb_east {
	uint8_t cost[XB_EAST_PAGES][256][256]; /* 0 when the two are no character */
};

static void
set_rows(uint8_t cost[256][256], const struct xb_east_row *row, const struct xb_east_row *end)
{
	/* The first that matches is set last. */
	while (end-- > row)
		for (unsigned lead = end->lead_first; end->nats && lead <= end->lead_last; lead++)
			memset(&cost[lead][end->trail_first], end->nats * XB_NAT, end->trail_last - end->trail_first + 1u);
}

/* Without its converter a page is of no use, and stays without costs. */
static void
set_page(uint8_t cost[256][256], const struct xb_east_page *page)
{
	iconv_t cd = iconv_open(page->name, "UTF-8");
	char *from = (char *)(uintptr_t)page->frequent; /* iconv's prototype lacks a const */
	size_t left = strlen(from);
	unsigned char pair[2];

	if (cd == NO_ICONV)
		return;
	set_rows(cost, page->rows, page->rows + sizeof(page->rows) / sizeof(page->rows[0]));
	while (left) {
		char *to = (char *)pair;
		size_t room = sizeof(pair);

		/* It stops where two bytes are full. */
		iconv(cd, &from, &left, &to, &room);
		if (room)
			break;
		cost[pair[0]][pair[1]] = page->frequent_nats * XB_NAT;
	}
	iconv_close(cd);
}

struct xb_east *
xb_east_new(void)
{
	struct xb_east *east = calloc(1, sizeof(*east));

	for (int i = 0; east && i < XB_EAST_PAGES; i++)
		set_page(east->cost[i], &xb_east_pages[i]);
	return east;
}

void
xb_east_free(struct xb_east *east)
{
	free(east);
}

static bool
is_letter(unsigned char byte)
{
	unsigned char lower = byte | 0x20;

	return lower >= 'a' && lower <= 'z';
}

/* A stretch of text in which no character begins before it or ends after it: to the second ASCII byte in a row, or the first of those
 * that are no part of a character. */
struct stretch {
	const unsigned char *begin, *end;
};

static bool
goes_on(const unsigned char *p, const unsigned char *begin)
{
	return *p & 0x80 || (*p >= PART_MIN && p > begin && p[-1] & 0x80);
}

static bool
next_stretch(struct stretch *stretch, const unsigned char *end)
{
	const unsigned char *p = stretch->end;

	for (uint64_t word; end - p >= 8; p += 8) {
		memcpy(&word, p, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (p < end && !(*p & 0x80))
		p++;
	stretch->begin = p;
	while (p < end && goes_on(p, stretch->begin) && p - stretch->begin < PAIRS_MAX)
		p++;
	stretch->end = p;
	return stretch->begin < p;
}

static int32_t
stretch_cost(const struct xb_east_page *page, const uint8_t cost[256][256], const struct stretch *stretch)
{
	const unsigned char *p = stretch->begin, *end = stretch->end;
	int32_t sum = 0;

	while (p < end) {
		uint8_t len;

		if (!(*p & 0x80)) {
			sum += is_letter(*p++) ? BESIDE_COST : 0;
		} else if (end - p >= 2 && cost[p[0]][p[1]]) {
			sum += cost[p[0]][p[1]];
			p += 2;
		} else if (page->len && (len = page->len(p, end))) {
			sum += LONG_COST;
			p += len;
		} else {
			sum += page->single_first && *p >= page->single_first && *p <= page->single_last ? SINGLE_COST : BAD_COST;
			p++;
		}
	}
	return sum;
}

static int32_t
count_pairs(const struct stretch *stretch)
{
	int32_t pairs = 1;

	for (const unsigned char *p = stretch->begin + 1; p < stretch->end; p++)
		pairs += (p[-1] | p[0]) >> 7;
	return pairs + (stretch->end[-1] >> 7);
}

static int
least(const struct xb_east_sum *sum)
{
	int best = 0;

	for (int i = 1; i < XB_EAST_PAGES; i++)
		if (sum->cost[i] < sum->cost[best])
			best = i;
	return best;
}

/* Most of what is not ASCII makes characters of UTF-8, which are not whole throughout. */
static bool
is_damaged_utf8(struct xb_str text)
{
	const char *p = text.ptr, *end = p + (text.len < PAIRS_MAX ? text.len : PAIRS_MAX);
	size_t good = 0, bad = 0;

	while (p < end) {
		const char *begin = p;

		if (*p & 0x80)
			*(xb_utf8_next(&p, end) == 0xfffd ? &bad : &good) += (size_t)(p - begin);
		else
			p++;
	}
	return good > bad;
}

int
xb_east_look(struct xb_east_sum *sum, const struct xb_east *east, struct xb_str text)
{
	const unsigned char *end = (const unsigned char *)text.ptr + text.len;
	struct stretch stretch = { .end = (const unsigned char *)text.ptr };
	int best = -1;

	*sum = (struct xb_east_sum){ 0 };
	while (sum->pairs < PAIRS_MAX && next_stretch(&stretch, end)) {
		bool beside = (const char *)stretch.begin > text.ptr && is_letter(stretch.begin[-1]);

		if (!sum->pairs)
			sum->first = (size_t)((const char *)stretch.begin - text.ptr);
		for (int i = 0; i < XB_EAST_PAGES; i++)
			sum->cost[i] += stretch_cost(&xb_east_pages[i], east->cost[i], &stretch) + (beside ? BESIDE_COST : 0);
		sum->pairs += count_pairs(&stretch);
		sum->noise = sum->pairs * NOISE_COST;
		best = least(sum);
		if (sum->cost[best] > sum->noise + HOPELESS)
			return -1;
	}
	if (best < 0 || sum->cost[best] > sum->noise || is_damaged_utf8(xb_str_from(text, sum->first)))
		return -1;
	return best;
}
