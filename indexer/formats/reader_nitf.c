/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NITF: an article a document; wires also put many documents into one file, one after another. */
#include <stdlib.h>

#include "charset/declared.h"
#include "nitf.h"

#define END_TAG_MAX 64 /* "</nitf>" with a prefix and white space */

/* The document that the last record borrows from. */
struct xb_reader_state {
	xmlDoc *doc;
};

static xabar_status
nitf_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(*ctx->state));
	return ctx->state ? XABAR_OK : xb_fail_nomem(err);
}

static void
nitf_close(struct xb_reader_context *ctx)
{
	if (ctx->state)
		xmlFreeDoc(ctx->state->doc);
	free(ctx->state);
	ctx->state = NULL;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Is the "nitf" at `p` in an end tag, "</nitf>", "</x:nitf >"? Then past that tag, else NULL. */
static const char *
past_end_tag(const char *p, struct xb_str bytes)
{
	const char *begin = p, *end = p + 4, *limit = bytes.ptr + bytes.len;

	if (p - bytes.ptr > END_TAG_MAX)
		bytes.ptr = p - END_TAG_MAX;
	if (begin > bytes.ptr && begin[-1] == ':')
		while (begin > bytes.ptr && begin[-1] != '/' && begin[-1] != '>')
			begin--;
	if (begin - bytes.ptr < 2 || begin[-1] != '/' || begin[-2] != '<')
		return NULL;
	if (limit - end > END_TAG_MAX)
		limit = end + END_TAG_MAX;
	while (end < limit && is_space(*end))
		end++;
	return end < limit && *end == '>' ? end + 1 : NULL;
}

/* The length up to past the first end tag that ends after `from`; 0 when there is none. */
static size_t
find_end(struct xb_str bytes, size_t from)
{
	const char *end = bytes.ptr + bytes.len, *p = bytes.ptr + from, *past;

	while ((p = memmem(p, (size_t)(end - p), "nitf", 4))) {
		past = past_end_tag(p, bytes);
		if (past)
			return (size_t)(past - bytes.ptr);
		p += 4;
	}
	return 0;
}

/* What is read of an input at a time: a document, or what is left. */
struct document {
	struct xb_str bytes;
	bool ended;    /* by its end tag */
	bool too_long;
};

static xabar_status
find_document(struct document *document, struct xb_input *input, xabar_error *err)
{
	size_t seen = 0;

	*document = (struct document){ 0 };
	for (;;) {
		struct xb_str *bytes = &document->bytes;
		xabar_status status = xb_input_window(bytes, input, seen + 1, err);
		size_t len;

		if (status != XABAR_OK || bytes->len == seen)
			return status;
		len = find_end(*bytes, seen > END_TAG_MAX ? seen - END_TAG_MAX : 0);
		document->ended = len > 0;
		if (document->ended)
			bytes->len = len;
		document->too_long = bytes->len >= XB_INPUT_WINDOW_MAX;
		if (document->ended || document->too_long)
			return XABAR_OK;
		seen = bytes->len;
	}
}

/* White space and byte-order marks before a document. */
static xabar_status
skip_space(struct xb_input *input, xabar_error *err)
{
	for (;;) {
		struct xb_str window;
		size_t n = 0;
		xabar_status status = xb_input_window(&window, input, 3, err);

		if (status != XABAR_OK)
			return status;
		if (xb_str_starts(window, "\xef\xbb\xbf"))
			n = 3;
		while (n < window.len && is_space(window.ptr[n]))
			n++;
		if (n == 0)
			return XABAR_OK;
		xb_input_consume(input, n);
	}
}

/* Go to the next document, holding no more than the window has. */
static xabar_status
reject_long(struct xb_record *record, struct xb_input *input, xabar_error *err)
{
	for (;;) {
		struct xb_str window;
		size_t len;
		xabar_status status = xb_input_window(&window, input, END_TAG_MAX + 1, err);

		if (status != XABAR_OK)
			return status;
		len = find_end(window, 0);
		if (len || window.len <= END_TAG_MAX) {
			xb_input_consume(input, len ? len : window.len);
			break;
		}
		xb_input_consume(input, window.len - END_TAG_MAX);
	}
	record->end = xb_input_offset(input);
	return xb_fail(err, XABAR_ERECORD, "the document is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
}

static xabar_status
read_document(struct xb_record *record, struct xb_str bytes, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_iptc to = { .record = record, .arena = ctx->arena };
	struct xb_str text;
	const xmlNode *root;
	bool mended;
	xabar_status status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, xb_declared_xml(bytes),
	                                        ctx->arena, err);

	xmlFreeDoc(ctx->state->doc);
	ctx->state->doc = NULL;
	if (status == XABAR_OK)
		status = xb_xml_parse(&ctx->state->doc, &mended, text, err);
	if (status != XABAR_OK)
		return status;
	if (mended)
		xb_note(ctx->notes, "ill-formed XML, mended");
	root = xmlDocGetRootElement(ctx->state->doc);
	if (!xb_xml_is(root, "nitf"))
		return xb_fail(err, XABAR_ERECORD, "the document is '%.40s', not NITF", (const char *)root->name);
	xb_nitf_add(&to, root);
	return to.full ? xb_iptc_fail_full(&to, bytes.len, err) : XABAR_OK;
}

/* Comments and processing instructions may follow the last document. */
static bool
has_no_element(const struct document *document)
{
	return !document->ended && *document->bytes.ptr == '<' && !xb_xml_root_of(document->bytes).tag.len;
}

static xabar_status
nitf_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct document document;
	xabar_status status = skip_space(ctx->input, err);

	*record = (struct xb_record){ 0 };
	*more = true;
	record->offset = record->end = xb_input_offset(ctx->input);
	if (status == XABAR_OK)
		status = find_document(&document, ctx->input, err);
	if (status != XABAR_OK)
		return status;
	if (document.too_long)
		return reject_long(record, ctx->input, err);
	xb_input_consume(ctx->input, document.bytes.len);
	record->end = record->offset + document.bytes.len;
	if (document.bytes.len == 0 || (record->offset && has_no_element(&document))) {
		*more = false;
		return XABAR_OK;
	}
	return read_document(record, document.bytes, ctx, err);
}

static int
nitf_detect(struct xb_str head)
{
	return xb_str_is(xb_xml_root_of(head).name, "nitf") ? 97 : 0;
}

const struct xb_format xb_format_nitf = {
	.name = "nitf",
	.suffixes = ".nitf .xml",
	.help = "IPTC's NITF, one article or several",
	.detect = nitf_detect,
	.open = nitf_open,
	.close = nitf_close,
	.next = nitf_next,
};
