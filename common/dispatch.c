/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dispatch.c - the serialised form of a dispatch, its content hash, its headline.
 *
 *     form   := VERSION item*
 *     item   := varint tag, varint length, that many bytes
 *
 * Items stand in ascending order of their tag, each at most once but for TAG_TAG and TAG_EXTRA, so that what says the
 * same is the same bytes. The id comes first, the charset and what follows last, to be left out of the hash. The bytes of
 * an item are UTF-8 text, but for
 *
 *     TAG_DATE    := zigzag varint seconds UTC, zigzag varint minutes east, byte precision | zoned << 7
 *     TAG_EXTRA   := varint length of the name, name, value
 *     TAG_CHARSET := byte how, varint bytes replaced, name
 *     TAG_LANG_FOUND := varint margin, the tag that was overruled or nothing
 *
 * Tags are part of the index format and are never renumbered. A tag that this version does not know is damage, not
 * news: a form with more in it has another version. Version 1 ended with the body, version 2 with the
 * charset. */
#include "dispatch.h"

#include <xxhash.h>

#include "cut.h"
#include "text/tokenizer.h"
#include "text/unicode.h"

#define VERSION 3
#define VERSION_HASHED 2 /* the last that added what is hashed */
#define VERSION_OLDEST 1
#define HEADLINE_BYTES 160

/* Years 0 to 9999: what the calendar's code can print. */
#define UTC_MIN INT64_C(-62167219200)
#define UTC_MAX INT64_C(253402300799)

enum tag {
	TAG_ID = 1,
	TAG_TITLE,
	TAG_DATE,
	TAG_DATE_TEXT,
	TAG_SOURCE,
	TAG_SECTION,
	TAG_BYLINE,
	TAG_PLACE,
	TAG_LANG,
	TAG_URL,
	TAG_TAG,
	TAG_EXTRA,
	TAG_BODY,
	TAG_STATUS,
	TAG_VERSION,
	TAG_REPLACES,
	TAG_EMBARGO,
	TAG_UPDATED,
	TAG_CHARSET,
	TAG_LANG_FOUND,
	TAG_END,
};

/* The field whose text an item is; the rest are made of something else. */
static const int text_field[TAG_END] = {
	[0] = -1,
	[TAG_ID] = XB_FIELD_ID,
	[TAG_TITLE] = XB_FIELD_TITLE,
	[TAG_DATE] = -1,
	[TAG_DATE_TEXT] = XB_FIELD_DATE,
	[TAG_SOURCE] = XB_FIELD_SOURCE,
	[TAG_SECTION] = XB_FIELD_SECTION,
	[TAG_BYLINE] = XB_FIELD_BYLINE,
	[TAG_PLACE] = XB_FIELD_PLACE,
	[TAG_LANG] = XB_FIELD_LANG,
	[TAG_URL] = XB_FIELD_URL,
	[TAG_TAG] = -1,
	[TAG_EXTRA] = -1,
	[TAG_BODY] = XB_FIELD_BODY,
	[TAG_STATUS] = XB_FIELD_STATUS,
	[TAG_VERSION] = XB_FIELD_VERSION,
	[TAG_REPLACES] = XB_FIELD_REPLACES,
	[TAG_EMBARGO] = XB_FIELD_EMBARGO,
	[TAG_UPDATED] = XB_FIELD_UPDATED,
	[TAG_CHARSET] = -1,
	[TAG_LANG_FOUND] = -1,
};

static const char *const how_names[XB_CHARSET_HOW_COUNT] = {
	[XB_CHARSET_ASCII] = "ascii",       [XB_CHARSET_UTF8] = "utf8",
	[XB_CHARSET_BOM] = "bom",           [XB_CHARSET_DECLARED] = "declared",
	[XB_CHARSET_DETECTED] = "detected", [XB_CHARSET_REPAIRED] = "repaired",
};

const char *
xb_charset_how_name(enum xb_charset_how how)
{
	return how_names[how];
}


static uint64_t
zigzag(int64_t value)
{
	return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

static bool
take_zigzag(struct xb_str *cursor, int64_t *value)
{
	uint64_t bits;

	if (!xb_take_varint(cursor, &bits))
		return false;
	*value = (int64_t)(bits >> 1 ^ (bits & 1 ? UINT64_MAX : 0));
	return true;
}

static size_t
varint_len(uint64_t value)
{
	size_t n = 1;

	while (value >>= 7)
		n++;
	return n;
}

static void
encode_date(struct xb_buf *out, const struct xb_date *date)
{
	uint64_t utc = zigzag(date->utc), offset = zigzag(date->offset);

	xb_buf_add_varint(out, TAG_DATE);
	xb_buf_add_varint(out, varint_len(utc) + varint_len(offset) + 1);
	xb_buf_add_varint(out, utc);
	xb_buf_add_varint(out, offset);
	xb_buf_add_char(out, (char)(date->precision | (date->zoned ? 0x80 : 0)));
}

static void
encode_extra(struct xb_buf *out, const struct xb_extra *extra)
{
	xb_buf_add_varint(out, TAG_EXTRA);
	xb_buf_add_varint(out, varint_len(extra->name.len) + extra->name.len + extra->value.len);
	xb_buf_add_counted(out, extra->name);
	xb_buf_add_str(out, extra->value);
}

static void
encode_text(struct xb_buf *out, enum tag tag, struct xb_str text)
{
	xb_buf_add_varint(out, tag);
	xb_buf_add_counted(out, text);
}

static void
encode_charset(struct xb_buf *out, const struct xb_charset_found *found)
{
	struct xb_str name = xb_str(found->charset);

	xb_buf_add_varint(out, TAG_CHARSET);
	xb_buf_add_varint(out, 1 + varint_len(found->replaced) + name.len);
	xb_buf_add_char(out, (char)found->how);
	xb_buf_add_varint(out, found->replaced);
	xb_buf_add_str(out, name);
}

static void
encode_lang_found(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	xb_buf_add_varint(out, TAG_LANG_FOUND);
	xb_buf_add_varint(out, varint_len(dispatch->lang_margin) + dispatch->lang_declared.len);
	xb_buf_add_varint(out, dispatch->lang_margin);
	xb_buf_add_str(out, dispatch->lang_declared);
}

void
xb_dispatch_encode(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	xb_buf_add_char(out, VERSION);
	for (enum tag tag = TAG_ID; tag < TAG_END; tag++) {
		int field = text_field[tag];

		if (field >= 0 && dispatch->text[field].len)
			encode_text(out, tag, dispatch->text[field]);
		if (tag == TAG_DATE && dispatch->date.precision != XB_DATE_NONE)
			encode_date(out, &dispatch->date);
		for (size_t i = 0; tag == TAG_TAG && i < dispatch->ntags; i++)
			encode_text(out, tag, dispatch->tags[i]);
		for (size_t i = 0; tag == TAG_EXTRA && i < dispatch->nextras; i++)
			encode_extra(out, &dispatch->extras[i]);
		if (tag == TAG_CHARSET && dispatch->charset.charset)
			encode_charset(out, &dispatch->charset);
		if (tag == TAG_LANG_FOUND && (dispatch->lang_margin || dispatch->lang_declared.len))
			encode_lang_found(out, dispatch);
	}
}

static bool
is_utf8(struct xb_str s)
{
	return xb_utf8_valid(s) == s.len;
}

static bool
decode_date(struct xb_date *out, struct xb_str bytes)
{
	int64_t utc, offset;
	unsigned last;

	if (!take_zigzag(&bytes, &utc) || !take_zigzag(&bytes, &offset) || bytes.len != 1)
		return false;
	last = (unsigned char)bytes.ptr[0];
	if (utc < UTC_MIN || utc > UTC_MAX || offset < -24 * 60 || offset > 24 * 60)
		return false;
	*out = (struct xb_date){
		.utc = utc,
		.offset = (int16_t)offset,
		.precision = last & 0x7f,
		.zoned = last & 0x80,
	};
	return out->precision > XB_DATE_NONE && out->precision <= XB_DATE_SECOND;
}

static bool
decode_extra(struct xb_extra *out, struct xb_str bytes)
{
	if (!xb_take_counted(&bytes, &out->name))
		return false;
	out->value = bytes;
	return is_utf8(out->name) && is_utf8(out->value);
}

static bool
decode_charset(struct xb_charset_found *out, struct xb_str bytes, struct xb_arena *arena)
{
	struct xb_str how;

	if (!xb_take_bytes(&bytes, 1, &how) || (unsigned char)how.ptr[0] >= XB_CHARSET_HOW_COUNT ||
	    !xb_take_varint(&bytes, &out->replaced) || !is_utf8(bytes))
		return false;
	out->how = (enum xb_charset_how)how.ptr[0];
	out->charset = xb_arena_strndup(arena, bytes.ptr, bytes.len);
	return out->charset != NULL;
}

static bool
decode_lang_found(struct xb_dispatch *out, struct xb_str bytes)
{
	uint64_t margin;

	if (!xb_take_varint(&bytes, &margin) || margin > XB_MARGIN_MAX || !is_utf8(bytes))
		return false;
	out->lang_margin = (unsigned)margin;
	out->lang_declared = bytes;
	return true;
}

/* One item into its place; the arrays have room. */
static bool
decode_item(struct xb_dispatch *out, uint64_t tag, struct xb_str bytes, struct xb_arena *arena)
{
	switch (tag) {
	case TAG_DATE:
		return decode_date(&out->date, bytes);
	case TAG_TAG:
		out->tags[out->ntags++] = bytes;
		return is_utf8(bytes);
	case TAG_EXTRA:
		return decode_extra(&out->extras[out->nextras++], bytes);
	case TAG_CHARSET:
		return decode_charset(&out->charset, bytes, arena);
	case TAG_LANG_FOUND:
		return decode_lang_found(out, bytes);
	default:
		out->text[text_field[tag]] = bytes;
		return is_utf8(bytes);
	}
}

/* Take an item that may follow one with tag `last`. */
static bool
take_item(struct xb_str *cursor, uint64_t last, uint64_t *tag, struct xb_str *bytes)
{
	if (!xb_take_varint(cursor, tag) || *tag == 0 || *tag >= TAG_END || *tag < last)
		return false;
	if (*tag == last && *tag != TAG_TAG && *tag != TAG_EXTRA)
		return false;
	return xb_take_counted(cursor, bytes);
}

static xabar_status
fail_corrupt(xabar_error *err, struct xb_str whole, struct xb_str rest)
{
	return xb_fail(err, XABAR_ECORRUPT, "a stored dispatch is damaged at byte %zu of %zu", whole.len - rest.len,
	               whole.len);
}

xabar_status
xb_dispatch_decode(struct xb_dispatch *out, struct xb_str bytes, struct xb_arena *arena, xabar_error *err)
{
	struct xb_str cursor, items, item;
	uint64_t tag, last = 0;
	size_t ntags = 0, nextras = 0;

	*out = (struct xb_dispatch){ 0 };
	if (bytes.len == 0)
		return fail_corrupt(err, bytes, bytes);
	if (bytes.ptr[0] < VERSION_OLDEST || bytes.ptr[0] > VERSION)
		return xb_fail(err, XABAR_EVERSION, "a stored dispatch has the form %u, this program reads %d to %d",
		               (unsigned)(unsigned char)bytes.ptr[0], VERSION_OLDEST, VERSION);
	items = xb_str_from(bytes, 1);
	for (cursor = items; cursor.len; last = tag) {
		if (!take_item(&cursor, last, &tag, &item))
			return fail_corrupt(err, bytes, cursor);
		ntags += tag == TAG_TAG;
		nextras += tag == TAG_EXTRA;
	}
	out->tags = xb_arena_calloc(arena, ntags, sizeof(*out->tags));
	out->extras = xb_arena_calloc(arena, nextras, sizeof(*out->extras));
	if (!out->tags || !out->extras)
		return xb_fail_nomem(err);
	for (cursor = items, last = 0; cursor.len; last = tag)
		if (!take_item(&cursor, last, &tag, &item) || !decode_item(out, tag, item, arena))
			return fail_corrupt(err, bytes, cursor);
	return XABAR_OK;
}

/* The items that the hash covers. */
static struct xb_str
hashed_items(struct xb_str items)
{
	struct xb_str cursor = items, item, hashed = items;
	uint64_t tag;

	while (xb_take_varint(&cursor, &tag) && xb_take_counted(&cursor, &item)) {
		if (tag == TAG_ID)
			hashed = cursor;
		if (tag >= TAG_CHARSET)
			break;
		hashed.len = (size_t)(cursor.ptr - hashed.ptr);
	}
	return hashed;
}

void
xb_dispatch_hash(unsigned char out[16], struct xb_str encoded)
{
	struct xb_str hashed = encoded.len ? hashed_items(xb_str_from(encoded, 1)) : encoded;
	unsigned version = encoded.len ? (unsigned char)encoded.ptr[0] : 0;
	uint64_t seed = version < VERSION_HASHED ? version : VERSION_HASHED;
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits_withSeed(hashed.ptr, hashed.len, seed));
	memcpy(out, canonical.digest, 16);
}

struct xb_str
xb_dispatch_headline(const struct xb_dispatch *dispatch)
{
	struct xb_str title = xb_str_trim(dispatch->text[XB_FIELD_TITLE]);
	struct xb_str body = xb_str_trim(dispatch->text[XB_FIELD_BODY]);

	if (title.len)
		return title;
	body.len = xb_sentence_end(body, 0);
	body.len = xb_word_cut(body, HEADLINE_BYTES);
	return xb_str_trim(body);
}

/* A body longer than this is looked at in three places. */
#define LONG_BODY 4096

void
xb_dispatch_identify(struct xb_language_found *out, const struct xb_dispatch *dispatch, const struct xb_language *prior)
{
	struct xb_language_evidence evidence = { .scripts = { 0 } };
	struct xb_str body = dispatch->text[XB_FIELD_BODY];

	xb_language_look(&evidence, dispatch->text[XB_FIELD_TITLE]);
	xb_language_look(&evidence, body);
	if (body.len > LONG_BODY) {
		xb_language_look(&evidence, xb_str_from(body, body.len / 2));
		xb_language_look(&evidence, xb_str_from(body, body.len - LONG_BODY / 4));
	}
	xb_language_decide(out, &evidence, prior);
}

uint64_t
xb_dispatch_length(const struct xb_dispatch *dispatch)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	uint64_t length = 0;

	for (size_t i = 0; i < XB_FIELD_COUNT; i++) {
		if (xb_fields[i].kind != XB_KIND_TEXT)
			continue;
		xb_tokenizer_init(&tokenizer, dispatch->text[i], false); /* where words end is the same in any language */
		while (xb_tokenizer_next(&tokenizer, &token))
			length += xb_fields[i].weight;
	}
	return length;
}

const struct xb_language *
xb_dispatch_language(const struct xb_dispatch *dispatch)
{
	struct xb_str tag = dispatch->text[XB_FIELD_LANG];
	const struct xb_language *said;
	struct xb_language_found found;

	if (dispatch->analysed_in)
		return dispatch->analysed_in;
	said = tag.len ? xb_language_find(tag) : NULL;
	if (tag.len && !said)
		return NULL;
	/* The text has told it already, and would again. */
	if (said && dispatch->lang_margin && !xb_language_has_two_rows(said))
		return said;
	xb_dispatch_identify(&found, dispatch, said);
	return found.language;
}

bool
xb_dispatch_embargo(int64_t *ends, const struct xb_dispatch *dispatch)
{
	static const struct xb_date_defaults none;
	const struct xb_str embargo = dispatch->text[XB_FIELD_EMBARGO];
	struct xb_date date;

	if (!embargo.len || !xb_date_parse(&date, embargo, &none))
		return false;
	*ends = date.utc;
	return true;
}
