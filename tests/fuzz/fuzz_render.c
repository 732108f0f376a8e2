/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the parts of a hit, in every format: feeds stay XML, tables keep their columns, and nothing that is not UTF-8 comes
 * out where it must not. Parts end with 0xff; the first byte is of switches. */
#include <libxml/parser.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text/unicode.h"
#include "xabar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTS 16

static int
keep(void *ctx, const char *bytes, size_t len)
{
	xb_buf_add(ctx, bytes, len);
	return 0;
}

static void
check_xml(const struct xb_buf *out)
{
	xmlDoc *doc = xmlReadMemory(out->ptr, (int)out->len, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);

	if (!doc)
		abort();
	xmlFreeDoc(doc);
}

static void
check_columns(const struct xb_buf *out)
{
	size_t tabs = 0, lines = 0;

	for (size_t i = 0; i < out->len; i++) {
		tabs += out->ptr[i] == '\t';
		lines += out->ptr[i] == '\n';
	}
	if (lines != 2 || tabs != 2 * 10)
		abort();
}

static void
check_braces(const struct xb_buf *out)
{
	long depth = 0;

	for (size_t i = 0; i < out->len; i++) {
		depth += (out->ptr[i] == '{') - (out->ptr[i] == '}');
		if (depth < 0)
			abort();
	}
	if (depth)
		abort();
}

static void
render(const xabar_results *results, xabar_rendering *rendering, xabar_format format)
{
	struct xb_buf out;

	rendering->format = format;
	xb_buf_init(&out, (size_t)1 << 28);
	if (xabar_render(results, rendering, keep, &out, NULL) || out.failed)
		abort();
	if (format == XABAR_RSS || format == XABAR_ATOM)
		check_xml(&out);
	if (format == XABAR_TSV)
		check_columns(&out);
	if (format == XABAR_BIBTEX)
		check_braces(&out);
	if ((format == XABAR_JSON || format == XABAR_HTML || format == XABAR_RSS) &&
	    xb_utf8_valid(xb_buf_view(&out)) != out.len)
		abort();
	xb_buf_release(&out);
}

/* Marks around every other run of letters: whole, apart and in order, as they are. */
static xabar_text
mark(const char *text, xabar_mark *marks, size_t max)
{
	xabar_text marked = { text, marks, 0 };
	size_t at = 0, len = strlen(text);

	while (at < len && marked.nmarks < max) {
		size_t end = at + strcspn(text + at, " ");

		if (end > at)
			marks[marked.nmarks++] = (xabar_mark){ (uint32_t)at, (uint32_t)end };
		at = end + 1;
	}
	return marked;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = calloc(1, size + 1), *rest = copy;
	const char *part[PARTS] = { 0 };
	xabar_mark marks[2][64];
	xabar_rendering rendering = XABAR_RENDERING_INIT;

	if (!copy || !size)
		return free(copy), 0;
	memcpy(copy, data + 1, size - 1);
	for (size_t i = 0; i < PARTS && rest; i++)
		part[i] = strsep(&rest, "\xff");
	for (size_t i = 0; i < 3; i++)
		part[i] = part[i] ? part[i] : "";

	const xabar_pair extras[] = { { part[0], part[1] } };
	const char *const tags[] = { part[1], part[0] };
	const xabar_hit hit = {
		.rank = 1, .id = part[0], .title = part[3], .headline = part[3] ? part[3] : part[2],
		.marked_headline = mark(part[3] ? part[3] : part[2], marks[0], *data & 8 ? 64 : 0), .date = *data & 4 ? part[5] : "2022-05-18",
		.source = part[6], .section = part[7], .byline = part[8], .place = part[9], .lang = part[10], .url = part[11],
		.tags = tags, .ntags = *data & 2, .status = part[12], .updated = part[13],
		.snippet = mark(part[2], marks[1], *data & 16 ? 64 : 0), .body = part[14], .extras = extras, .nextras = *data & 1,
	};
	const xabar_results results = { .query = part[1], .total = 1, .exact = true, .of = 1, .hits = &hit, .nhits = 1 };

	rendering.colour = *data & 32;
	rendering.columns = *data & 64 ? 20 : 0;
	rendering.whole = *data & 128;
	for (int format = XABAR_TEXT; format <= XABAR_HTML; format++)
		render(&results, &rendering, (xabar_format)format);
	free(copy);
	return 0;
}
