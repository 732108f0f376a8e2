/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema.h"

#include <xxhash.h>

/* Prefixes follow Xapian's convention (xapian-omega, termprefixes): S title, A author, K keyword, L language, U url, Q id,
 * X ours. A title word counts four times: nDCG@10 on cran is 0.384 at two, 0.387 at three, 0.394 at four, 0.395 at five. */
const struct xb_field_info xb_fields[XB_FIELD_COUNT] = {
	[XB_FIELD_ID] = { XB_FIELD_ID, XB_KIND_ID, "id", XB_ID_PREFIX, -1, 0, false, false, "id:turan-2022-0518",
	                  "the dispatch's own id" },
	[XB_FIELD_TITLE] = { XB_FIELD_TITLE, XB_KIND_TEXT, "title", "S", -1, 4, false, false, "title:corridor",
	                     "words of the headline" },
	[XB_FIELD_DATE] = { XB_FIELD_DATE, XB_KIND_DATE, "date", "", XB_SLOT_WALL, 0, false, false, "date:2022-05..2022-06",
	                    "when it was published" },
	[XB_FIELD_SOURCE] = { XB_FIELD_SOURCE, XB_KIND_WORDS, "source", "XO", XB_SLOT_SOURCE, 0, false, true,
	                      "source:\"Caspian Wire\"", "the outlet or agency" },
	[XB_FIELD_SECTION] = { XB_FIELD_SECTION, XB_KIND_WORDS, "section", "XS", XB_SLOT_SECTION, 0, false, true,
	                       "section:economy", "the section that it ran in" },
	[XB_FIELD_BYLINE] = { XB_FIELD_BYLINE, XB_KIND_WORDS, "byline", "A", XB_SLOT_BYLINE, 0, false, true, "byline:mammadova",
	                      "who wrote it" },
	[XB_FIELD_PLACE] = { XB_FIELD_PLACE, XB_KIND_WORDS, "place", "XP", XB_SLOT_PLACE, 0, false, true, "place:tbilisi",
	                     "where it was written" },
	[XB_FIELD_LANG] = { XB_FIELD_LANG, XB_KIND_CODE, "lang", "L", XB_SLOT_LANG, 0, false, true, "lang:fa",
	                    "its language: a code or an English name" },
	[XB_FIELD_URL] = { XB_FIELD_URL, XB_KIND_WORDS, "url", "U", -1, 0, false, false, "url:example.org", "its address, or a part" },
	[XB_FIELD_TAGS] = { XB_FIELD_TAGS, XB_KIND_WORDS, "tags", "K", XB_SLOT_TAGS, 0, true, true, "tags:railways", "its keywords" },
	[XB_FIELD_STATUS] = { XB_FIELD_STATUS, XB_KIND_CODE, "status", "XT", XB_SLOT_STATUS, 0, false, true, "status:canceled",
	                      "usable, withheld, canceled (or killed), corrected or advisory" },
	[XB_FIELD_VERSION] = { XB_FIELD_VERSION, XB_KIND_KEPT, "version", "", -1, 0, false, false, "",
	                       "of the dispatch: the highest stays" },
	[XB_FIELD_REPLACES] = { XB_FIELD_REPLACES, XB_KIND_ID, "replaces", "XR", -1, 0, false, false, "replaces:turan-2022-0517",
	                        "the id of the dispatch that it follows on" },
	[XB_FIELD_EMBARGO] = { XB_FIELD_EMBARGO, XB_KIND_KEPT, "embargo", "", -1, 0, false, false, "", "not to be published before" },
	[XB_FIELD_UPDATED] = { XB_FIELD_UPDATED, XB_KIND_KEPT, "updated", "", -1, 0, false, false, "", "when this version was made" },
	[XB_FIELD_BODY] = { XB_FIELD_BODY, XB_KIND_TEXT, "body", "", -1, 1, false, false, "body:corridor", "the text" },
};

const struct xb_field_info *
xb_field_find(struct xb_str name)
{
	for (size_t i = 0; i < XB_FIELD_COUNT; i++)
		if (xb_str_is_nocase(name, xb_fields[i].name))
			return &xb_fields[i];
	return NULL;
}

/* Flipping the sign bit makes two's complement sort as unsigned. */
#define SIGN_BIT ((uint64_t)1 << 63)

void
xb_sortable(char out[8], int64_t value)
{
	uint64_t bits = (uint64_t)value ^ SIGN_BIT;

	for (int i = 7; i >= 0; i--, bits >>= 8)
		out[i] = (char)(bits & 0xff);
}

int64_t
xb_sortable_decode(const char in[8])
{
	uint64_t bits = 0;

	for (int i = 0; i < 8; i++)
		bits = bits << 8 | (unsigned char)in[i];
	return (int64_t)(bits ^ SIGN_BIT);
}

xabar_status
xb_sortable_read(int64_t *out, struct xb_str value, const char *what, xabar_error *err)
{
	*out = 0;
	if (value.len != 8)
		return xb_fail(err, XABAR_ECORRUPT, "the %s of a dispatch has %zu bytes, not 8", what, value.len);
	*out = xb_sortable_decode(value.ptr);
	return XABAR_OK;
}

#define DAY_SECS 86400
#define DAY_BIAS ((int64_t)1 << (8 * XB_DAY_BYTES - 1))

void
xb_day_encode(char out[XB_DAY_BYTES], int64_t wall)
{
	int64_t bits = wall / DAY_SECS - (wall % DAY_SECS < 0) + DAY_BIAS;

	for (int i = XB_DAY_BYTES - 1; i >= 0; i--, bits >>= 8)
		out[i] = (char)(bits & 0xff);
}

xabar_status
xb_wall_read(int64_t *out, struct xb_str value, xabar_error *err)
{
	int64_t bits = 0;

	if (value.len != XB_DAY_BYTES)
		return xb_sortable_read(out, value, "date", err);
	for (int i = 0; i < XB_DAY_BYTES; i++)
		bits = bits << 8 | (unsigned char)value.ptr[i];
	*out = (bits - DAY_BIAS) * DAY_SECS;
	return XABAR_OK;
}

/* 128 bits in 22 characters that no folded word ends in by chance: base 64 without padding (RFC 4648, 5). */
#define HASH_CHARS 22

static void
write_hash(char out[HASH_CHARS], struct xb_str value)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	XXH128_hash_t hash = XXH3_128bits(value.ptr, value.len);

	for (int i = 0; i < HASH_CHARS; i++) {
		out[i] = digits[hash.low64 & 63];
		hash.low64 = hash.low64 >> 6 | hash.high64 << 58;
		hash.high64 >>= 6;
	}
}

/* The most bytes of `s`, at most `max`, that do not cut a UTF-8 sequence. */
static size_t
cut(struct xb_str s, size_t max)
{
	while (max && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
		max--;
	return max;
}

size_t
xb_term_make(char out[XB_TERM_MAX], const char *prefix, struct xb_str value)
{
	size_t at = strlen(prefix);
	bool long_value = value.len > XB_TERM_MAX - at;
	size_t keep = long_value ? cut(value, XB_TERM_MAX - at - HASH_CHARS) : value.len;

	memcpy(out, prefix, at);
	if (keep)
		memcpy(out + at, value.ptr, keep);
	at += keep;
	if (long_value) {
		write_hash(out + at, value);
		at += HASH_CHARS;
	}
	return at;
}
