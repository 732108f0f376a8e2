/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_mix.h - a text that is not UTF-8 throughout: which parts of it are, and what the others are in. */
#ifndef XB_CHARSET_MIX_H
#define XB_CHARSET_MIX_H

#include "buf.h"
#include "charset_codec.h"
#include "charset_judge.h"

#define XB_MIX_UTF8 (-1)

struct xb_mix_part {
	size_t end;
	int candidate; /* or XB_MIX_UTF8 */
};

struct xb_mix {
	struct xb_buf parts; /* of struct xb_mix_part */
	int main;            /* the candidate that most of what is not UTF-8 is in; -1 when that is no text */
	bool utf8, other;    /* it has parts that are, parts that are not */
	bool noise;          /* what is not UTF-8 looks like no text in any encoding: damaged UTF-8 */
	bool strays;         /* bad runs within UTF-8 are read as well */
};

void xb_mix_init(struct xb_mix *mix);
void xb_mix_release(struct xb_mix *mix);

/* Divide the text. `lean` is how much speaks for UTF-8 beforehand (over 0) or against it: a sequence of it is worth 2, a byte that
 * cannot be any -3. False when out of memory. */
#define XB_LEAN_MAX 12
bool xb_mix_make(struct xb_mix *mix, struct xb_judge *judge, const struct xb_claims *claims, int lean, struct xb_str bytes);

/* Decode it. */
void xb_mix_decode(struct xb_sink *sink, const struct xb_mix *mix, const struct xb_judge *judge, struct xb_str bytes);

#endif
