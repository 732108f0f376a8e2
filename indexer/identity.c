/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "identity.h"

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
