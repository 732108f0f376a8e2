/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "identity.h"

#include <inttypes.h>
#include <stdio.h>

#define XXH_STATIC_LINKING_ONLY /* the state on the stack */
#include <xxhash.h>

struct xb_str
xb_identity_hash(const struct xb_dispatch *dispatch, struct xb_arena *arena)
{
	static const enum xb_field said[] = { XB_FIELD_TITLE, XB_FIELD_DATE, XB_FIELD_BODY };
	static const char hex[] = "0123456789abcdef";
	XXH3_state_t state;
	XXH128_canonical_t hash;
	char *made = xb_arena_alloc(arena, 33);

	if (!made)
		return (struct xb_str){ NULL, 0 };
	XXH3_INITSTATE(&state);
	XXH3_128bits_reset(&state);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		struct xb_str text = dispatch->text[said[i]];

		XXH3_128bits_update(&state, text.ptr ? text.ptr : "", text.len);
		XXH3_128bits_update(&state, "", 1); /* its NUL, which no tidied text has */
	}
	XXH128_canonicalFromHash(&hash, XXH3_128bits_digest(&state));
	made[0] = 'x';
	for (size_t i = 0; i < sizeof(hash.digest); i++) {
		made[1 + 2 * i] = hex[hash.digest[i] >> 4];
		made[2 + 2 * i] = hex[hash.digest[i] & 15];
	}
	return (struct xb_str){ made, 33 };
}

/* Digits of a number that a table's rows may have; longer ones are catalogue numbers or times, and mean the same everywhere. */
#define ROW_DIGITS 9

bool
xb_identity_local(struct xb_str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (id.ptr[i] < '0' || id.ptr[i] > '9')
			return false;
	return id.len > 0 && id.len <= ROW_DIGITS;
}

static uint64_t
hash_first(const struct xb_str *texts, size_t n)
{
	size_t i = 0;

	while (i + 1 < n && !texts[i].len)
		i++;
	return texts[i].len ? XXH3_64bits(texts[i].ptr, texts[i].len) : 0;
}

void
xb_origin_of(struct xb_origin *out, const struct xb_dispatch *dispatch, struct xb_str input)
{
	const struct xb_str *text = dispatch->text;

	out->scope = hash_first((const struct xb_str[]){ text[XB_FIELD_SOURCE], input }, 2);
	out->story = hash_first((const struct xb_str[]){ text[XB_FIELD_TITLE], text[XB_FIELD_DATE], text[XB_FIELD_BODY] }, 3);
}

void
xb_origin_encode(char out[XB_ORIGIN_BYTES], const struct xb_origin *origin)
{
	xb_sortable(out, (int64_t)origin->scope);
	xb_sortable(out + 8, (int64_t)origin->story);
}

void
xb_origin_decode(struct xb_origin *out, struct xb_str bytes)
{
	*out = (struct xb_origin){ 0 };
	if (bytes.len != XB_ORIGIN_BYTES)
		return;
	out->scope = (uint64_t)xb_sortable_decode(bytes.ptr);
	out->story = (uint64_t)xb_sortable_decode(bytes.ptr + 8);
}

bool
xb_origin_differs(const struct xb_origin *a, const struct xb_origin *b)
{
	return a->scope != b->scope && a->story != b->story;
}

struct xb_str
xb_identity_scoped(struct xb_str id, const struct xb_origin *origin, struct xb_arena *arena)
{
	const size_t room = id.len + 18;
	char *made = xb_arena_alloc(arena, room);

	if (!made)
		return (struct xb_str){ NULL, 0 };
	snprintf(made, room, "%.*s@%016" PRIx64, XB_STR_ARG(id), origin->scope);
	return (struct xb_str){ made, room - 1 };
}
