/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "weighting.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A line of three words is not about them ever so much. libxapian's BM25Weight has a half there, as had earlier versions, at which
 * time and the known items are ranked worse, npl no better. */
#define SHORTEST 15
#define EARLIER_SHORTEST 50

/* What is taken for the length of USUAL_N dispatches that have not been seen. An archive whose first run brings a test item of
 * twenty words must not take everything else for overlong. */
#define USUAL 250
#define USUAL_N 10

/* More than either can be of use. */
#define SCALE_MAX (1u << 16)
#define PIVOT_MAX 999999999u

#define TEXT_MAX 80

struct xb_weighting
xb_weighting_choose(uint64_t length, size_t n)
{
	const uint64_t pivot = 10 * (length + USUAL * USUAL_N) / (n + USUAL_N);

	return (struct xb_weighting){
		XB_WEIGHTING_SCALE, XB_WEIGHTING_B, pivot < 1 ? 1 : pivot > PIVOT_MAX ? PIVOT_MAX : (uint32_t)pivot,
		SHORTEST,
	};
}

bool
xb_weighting_is_near(const struct xb_weighting *old, const struct xb_weighting *chosen)
{
	return old->scale == chosen->scale && old->b == chosen->b && old->shortest == chosen->shortest &&
	       2 * (uint64_t)old->pivot <= 3 * (uint64_t)chosen->pivot && 2 * (uint64_t)chosen->pivot <= 3 * (uint64_t)old->pivot;
}

double
xb_weighting_factor(const struct xb_weighting *weighting, uint64_t length)
{
	const double b = weighting->b / 100.0, shortest = weighting->shortest / 100.0;
	double ratio;

	if (!weighting->scale)
		return 0;
	ratio = 10.0 * (double)length / weighting->pivot;
	return weighting->scale / (1 - b + b * (ratio > shortest ? ratio : shortest));
}

/* Without a floating point: a program that embeds us may have set a locale with a comma in its place. */
static void
format(char out[TEXT_MAX], const struct xb_weighting *weighting)
{
	const int len = snprintf(out, TEXT_MAX, "scale %" PRIu32 " b %" PRIu32 ".%02" PRIu32 " pivot %" PRIu32 ".%" PRIu32,
	                         weighting->scale, weighting->b / 100, weighting->b % 100, weighting->pivot / 10, weighting->pivot % 10);

	if (weighting->shortest != EARLIER_SHORTEST)
		snprintf(out + len, TEXT_MAX - (size_t)len, " shortest %" PRIu32 ".%02" PRIu32, weighting->shortest / 100,
		         weighting->shortest % 100);
}

void
xb_weighting_write(struct xb_buf *out, const struct xb_weighting *weighting)
{
	char text[TEXT_MAX];

	format(text, weighting);
	xb_buf_add_str(out, xb_str(text));
}

bool
xb_weighting_read(struct xb_weighting *out, struct xb_str text)
{
	uint32_t b, hundredths, pivot, tenths, shortest = 0, of_hundred = EARLIER_SHORTEST;
	char copy[TEXT_MAX], again[TEXT_MAX];

	if (text.len >= sizeof(copy))
		return false;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (sscanf(copy, "scale %" SCNu32 " b %1" SCNu32 ".%2" SCNu32 " pivot %8" SCNu32 ".%1" SCNu32 " shortest %1" SCNu32 ".%2" SCNu32,
	           &out->scale, &b, &hundredths, &pivot, &tenths, &shortest, &of_hundred) < 5)
		return false;
	out->b = 100 * b + hundredths;
	out->pivot = 10 * pivot + tenths;
	out->shortest = 100 * shortest + of_hundred;
	format(again, out); /* sscanf takes more than we write */
	return strcmp(again, copy) == 0 && out->scale && out->scale <= SCALE_MAX && out->b <= 100 && out->pivot &&
	       out->pivot <= PIVOT_MAX && out->shortest <= 100;
}
