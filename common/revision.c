/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "revision.h"

/* "3", "2.1", "20220518T101500": the first number, and the one after a full stop, which is small. */
#define MINOR_BITS 12
#define MINOR_MAX ((UINT64_C(1) << MINOR_BITS) - 1)
#define MAJOR_MAX (UINT64_MAX >> MINOR_BITS)

static uint64_t
take_number(struct xb_str *text, uint64_t max)
{
	uint64_t number = 0;

	while (text->len && *text->ptr >= '0' && *text->ptr <= '9') {
		number = number <= (max - 9) / 10 ? number * 10 + (uint64_t)(*text->ptr - '0') : max;
		*text = xb_str_from(*text, 1);
	}
	return number;
}

static uint64_t
version_number(struct xb_str text)
{
	uint64_t major = take_number(&text, MAJOR_MAX), minor = 0;

	if (text.len && *text.ptr == '.') {
		text = xb_str_from(text, 1);
		minor = take_number(&text, MINOR_MAX);
	}
	return major << MINOR_BITS | minor;
}

void
xb_revision_of(struct xb_revision *out, const struct xb_dispatch *dispatch)
{
	static const struct xb_date_defaults none;
	struct xb_date updated;

	out->version = version_number(dispatch->text[XB_FIELD_VERSION]);
	out->updated = INT64_MIN;
	if (dispatch->text[XB_FIELD_UPDATED].len && xb_date_parse(&updated, dispatch->text[XB_FIELD_UPDATED], &none))
		out->updated = updated.utc;
}

void
xb_revision_encode(char out[XB_REVISION_BYTES], const struct xb_revision *revision)
{
	xb_sortable(out, (int64_t)revision->version);
	xb_sortable(out + 8, revision->updated);
}

void
xb_revision_decode(struct xb_revision *out, struct xb_str bytes)
{
	*out = (struct xb_revision){ 0, INT64_MIN };
	if (bytes.len != XB_REVISION_BYTES)
		return;
	out->version = (uint64_t)xb_sortable_decode(bytes.ptr);
	out->updated = xb_sortable_decode(bytes.ptr + 8);
}

bool
xb_revision_older(const struct xb_revision *a, const struct xb_revision *b)
{
	if (a->version && b->version && a->version != b->version)
		return a->version < b->version;
	return a->updated != INT64_MIN && b->updated != INT64_MIN && a->updated < b->updated;
}
