/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* What programs that know no weighting read, too. */
#define PLAIN_FORMAT 1

#define WEIGHTING "weighting "
#define END_FORMAT "end %08" PRIx32 "\n"
#define END_LEN (sizeof("end 00000000\n") - 1)

void
xb_manifest_release(struct xb_manifest *manifest)
{
	free(manifest->segments);
	*manifest = (struct xb_manifest){ 0 };
}

static uint32_t
crc_of(struct xb_str text)
{
	return (uint32_t)crc32(0, (const Bytef *)text.ptr, (uInt)text.len);
}

void
xb_manifest_write(struct xb_buf *out, const struct xb_manifest *manifest)
{
	xb_buf_printf(out, "xabar-index %d\ngeneration %" PRIu64 "\nnext-segment %" PRIu32 "\nledger %" PRIu64 "\n",
	              manifest->weighting.scale ? XB_MANIFEST_FORMAT : PLAIN_FORMAT, manifest->generation, manifest->next_segment,
	              manifest->ledger);
	if (manifest->weighting.scale) {
		xb_buf_add_str(out, xb_str(WEIGHTING));
		xb_weighting_write(out, &manifest->weighting);
		xb_buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < manifest->nsegments; i++) {
		const struct xb_segment_info *s = &manifest->segments[i];

		xb_buf_printf(out, "segment %" PRIu32 " documents %" PRIu64 " tombstones %" PRIu64 " deletions %" PRIu32
		              " bytes %" PRIu64 " crc %08" PRIx32 " first %" PRId64 " last %" PRId64, s->number,
		              s->documents, s->tombstones, s->deletions, s->bytes, s->crc, s->first, s->last);
		if (s->earlier)
			xb_buf_printf(out, " earlier %" PRIu64, s->earlier);
		if (s->newest)
			xb_buf_printf(out, " newest %" PRIu64, s->newest);
		xb_buf_add_char(out, '\n');
	}
	xb_buf_printf(out, END_FORMAT, crc_of(xb_buf_view(out)));
}

/* The end line, checked: *body is what it covers. */
static bool
check_end(struct xb_str *body, struct xb_str text)
{
	char end[END_LEN + 1];

	if (text.len < END_LEN)
		return false;
	*body = xb_strn(text.ptr, text.len - END_LEN);
	snprintf(end, sizeof(end), END_FORMAT, crc_of(*body));
	return memcmp(text.ptr + body->len, end, END_LEN) == 0;
}

static bool
read_segment(struct xb_manifest *manifest, const char *line)
{
	struct xb_segment_info s = { 0 };
	int end = 0, more = 0;
	void *grown;

	if (sscanf(line, "segment %" SCNu32 " documents %" SCNu64 " tombstones %" SCNu64 " deletions %" SCNu32
	           " bytes %" SCNu64 " crc %" SCNx32 " first %" SCNd64 " last %" SCNd64 "%n", &s.number, &s.documents,
	           &s.tombstones, &s.deletions, &s.bytes, &s.crc, &s.first, &s.last, &end) != 8)
		return false;
	if (sscanf(line + end, " earlier %" SCNu64 "%n", &s.earlier, &more) == 1)
		end += more;
	if (line[end] != '\n' && sscanf(line + end, " newest %" SCNu64, &s.newest) != 1)
		return false;
	if (s.tombstones > s.documents || (s.tombstones != 0) != (s.deletions != 0) || s.earlier > s.tombstones)
		return false;
	grown = realloc(manifest->segments, (manifest->nsegments + 1) * sizeof(s));
	if (!grown)
		return false;
	manifest->segments = grown;
	manifest->segments[manifest->nsegments++] = s;
	return true;
}

static bool
read_line(struct xb_manifest *manifest, const char *line)
{
	const size_t name_len = strlen(WEIGHTING);

	if (strncmp(line, WEIGHTING, name_len) == 0)
		return xb_weighting_read(&manifest->weighting, xb_strn(line + name_len, strcspn(line, "\n") - name_len));
	return read_segment(manifest, line);
}

static bool
read_lines(struct xb_manifest *manifest, const char *at, const char *end)
{
	int head = 0;

	if (sscanf(at, "xabar-index %*d\ngeneration %" SCNu64 "\nnext-segment %" SCNu32 "\nledger %" SCNu64 "\n%n",
	           &manifest->generation, &manifest->next_segment, &manifest->ledger, &head) != 3 || !head)
		return false;
	for (at += head; at < end; at = strchr(at, '\n') + 1)
		if (!read_line(manifest, at))
			return false;
	return true;
}

xabar_status
xb_manifest_read(struct xb_manifest *out, struct xb_str text, xabar_error *err)
{
	char *copy = strndup(text.ptr, text.len); /* sscanf wants a NUL */
	xabar_status status = XABAR_OK;
	struct xb_str body;
	int format;

	*out = (struct xb_manifest){ 0 };
	if (!copy)
		return xb_fail_nomem(err);
	if (sscanf(copy, "xabar-index %d\n", &format) != 1)
		status = xb_fail(err, XABAR_ECORRUPT, "MANIFEST does not begin as one");
	else if (format > XB_MANIFEST_FORMAT)
		status = xb_fail(err, XABAR_EVERSION, "the index has format %d, this program reads up to %d", format,
		                 XB_MANIFEST_FORMAT);
	else if (strlen(copy) != text.len || !check_end(&body, xb_strn(copy, text.len)) ||
	         !read_lines(out, copy, copy + body.len))
		status = xb_fail(err, XABAR_ECORRUPT, "MANIFEST is damaged");
	if (status == XABAR_EVERSION)
		xb_hint(err, status, "install a newer xabar");
	if (status == XABAR_ECORRUPT)
		xb_hint(err, status, "restore the index from its backup, or index its inputs again into a new one");
	if (status != XABAR_OK)
		xb_manifest_release(out);
	free(copy);
	return status;
}
