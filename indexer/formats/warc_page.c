/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "warc_page.h"

#include <strings.h>

#include "charset/declared.h"
#include "html_page.h"
#include "text/unicode.h"
#include "normalize/url.h"

#define HEADLINE_MAX 300 /* a first line over this is no title */

static const char not_page[] = "not pages";

/* ---- What is a page ---- */

enum type { OTHER, HTML, TEXT };

static const struct {
	const char *name;
	enum type type;
} types[] = {
	{ "text/html", HTML },
	{ "application/xhtml+xml", HTML },
	{ "application/vnd.wap.xhtml+xml", HTML },
	{ "text/plain", TEXT },
};

/* What an item without a type is: by its first bytes, as a browser would tell (WHATWG, MIME Sniffing, 7.1). */
static enum type
sniff(struct xb_str bytes)
{
	bytes = xb_str_trim((struct xb_str){ bytes.ptr, bytes.len < 512 ? bytes.len : 512 });
	return (bytes.len >= 5 && strncasecmp(bytes.ptr, "<html", 5) == 0) ||
	                       (bytes.len >= 14 && strncasecmp(bytes.ptr, "<!doctype html", 14) == 0)
	               ? HTML : OTHER;
}

static enum type
type_of(const struct xb_warc_page *page)
{
	const char *semicolon = memchr(page->type.ptr, ';', page->type.len);
	struct xb_str name = { page->type.ptr, semicolon ? (size_t)(semicolon - page->type.ptr) : page->type.len };

	name = xb_str_trim(name);
	if (name.len == 0 || xb_str_is_nocase(name, "no-type") || xb_str_is_nocase(name, "unk"))
		return sniff(page->bytes);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (xb_str_is_nocase(name, types[i].name))
			return types[i].type;
	return OTHER;
}

/* Addresses of what crawlers say to themselves. */
static bool
is_internal(struct xb_str url)
{
	static const char *const schemes[] = { "dns:", "whois:", "metadata:", "filedesc:", "warcinfo:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (xb_str_starts(url, schemes[i]))
			return true;
	return false;
}

/* Texts for machines that sites have at a fixed address. */
static bool
is_for_robots(struct xb_str url)
{
	static const char *const names[] = { "/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/security.txt",
		                             "/llms.txt" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t len = strlen(names[i]);

		if (url.len >= len && strncasecmp(url.ptr + url.len - len, names[i], len) == 0)
			return true;
	}
	return false;
}

bool
xb_warc_page_open(struct xb_warc_page *page, struct xb_arena *arena)
{
	page->http = (struct xb_http_head){ 0 };
	if (!xb_http_is_head(page->bytes))
		return true;
	if (!xb_http_head_read(&page->http, page->bytes, arena))
		return false;
	page->bytes = xb_str_from(page->bytes, page->http.len);
	page->type = xb_mime_field(&page->http.fields, "Content-Type");
	return true;
}

const char *
xb_warc_page_kind(const struct xb_warc_page *page)
{
	if (is_internal(page->url) || is_for_robots(page->url))
		return not_page;
	if (page->http.len && (page->http.status < 200 || page->http.status > 299))
		return "not 200";
	if (type_of(page) == OTHER)
		return not_page;
	return xb_str_trim(page->bytes).len || page->cut ? NULL : "empty pages";
}

/* ---- Its pairs ---- */

/* An address as a URL may be written: archives have spaces in them, and bytes of who knows what encoding. */
static struct xb_str
clean_url(struct xb_str url, struct xb_arena *arena)
{
	static const char hex[] = "0123456789ABCDEF";
	bool utf8 = xb_utf8_valid(url) == url.len;
	char *out = xb_arena_alloc(arena, 3 * url.len + 1);
	size_t len = 0;

	for (size_t i = 0; out && i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];

		if (c > ' ' && c != 0x7f && (c < 0x7f || utf8)) {
			out[len++] = (char)c;
			continue;
		}
		out[len++] = '%';
		out[len++] = hex[c >> 4];
		out[len++] = hex[c & 15];
	}
	return (struct xb_str){ out, len };
}

static bool
add_id(struct xb_record *record, struct xb_str url, struct xb_arena *arena)
{
	struct xb_str id = xb_url_is_web(url) ? xb_url_canonical(url, arena) : url;

	return id.ptr && xb_record_add_text(record, arena, "id", id);
}

/* A text: with `headline` the first line is the title, without it only where an empty line sets it apart. */
static bool
add_text(struct xb_record *record, struct xb_str text, bool headline, struct xb_arena *arena)
{
	const char *newline;
	struct xb_str first, rest;

	text = xb_str_trim(text);
	newline = memchr(text.ptr, '\n', text.len);
	first = (struct xb_str){ text.ptr, newline ? (size_t)(newline - text.ptr) : 0 };
	rest = xb_str_from(text, first.len);
	if (first.len == 0 || first.len > HEADLINE_MAX ||
	    !(headline || xb_str_starts(rest, "\n\n") || xb_str_starts(rest, "\n\r\n")))
		return xb_record_add_text(record, arena, "body", text);
	return xb_record_add_text(record, arena, "title", xb_str_trim(first)) &&
	       xb_record_add_text(record, arena, "body", xb_str_trim(rest));
}

static xabar_status
add_content(struct xb_record *record, const struct xb_warc_page *page, struct xb_str url, struct xb_str body,
            struct xb_reader_context *ctx, xabar_error *err)
{
	bool html = type_of(page) == HTML;
	struct xb_str declared = xb_declared_type(page->type), text;
	xabar_status status;

	if (!declared.len && html)
		declared = xb_declared_html(body);
	status = xb_charset_decode(&text, &record->charset, ctx->charset, body, declared, ctx->arena, err);
	if (status != XABAR_OK)
		return status;
	if (xb_str_trim(text).len == 0)
		return xb_fail(err, XABAR_ERECORD, "no text");
	if (html)
		return xb_html_page(record, text, url, ctx->arena, err);
	if (!xb_record_add_text(record, ctx->arena, "url", url) || !add_text(record, text, page->headline, ctx->arena))
		return xb_record_fail_full(ctx->arena, 0, err);
	return XABAR_OK;
}

/* What a head says, as it stands; a value that is not UTF-8, which by the standards none is, is left out. The date is that
 * of the crawl, so it has no name that would make it the page's. */
static bool
add_extras(struct xb_record *record, const struct xb_warc_page *page, struct xb_arena *arena)
{
	const struct { const char *name; struct xb_str value; } extras[] = {
		{ "lang", page->lang },
		{ "warc-record-id", page->record_id },
		{ "warc-date", page->date },
		{ "warc-payload-digest", page->digest },
		{ "warc-truncated", page->truncated },
		{ "http-last-modified", xb_mime_field(&page->http.fields, "Last-Modified") },
	};
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof(extras) / sizeof(*extras); i++)
		if (xb_utf8_valid(extras[i].value) == extras[i].value.len)
			ok = xb_record_add_text(record, arena, extras[i].name, extras[i].value);
	return ok;
}

xabar_status
xb_warc_page_add(struct xb_record *record, bool *none, const struct xb_warc_page *page, struct xb_http_room *room,
                 struct xb_reader_context *ctx, xabar_error *err)
{
	bool damaged = false;
	struct xb_str body = page->bytes, url = clean_url(page->url, ctx->arena);
	xabar_status status;

	*none = false;
	if (!url.ptr || !add_id(record, url, ctx->arena))
		return xb_record_fail_full(ctx->arena, 3 * page->url.len, err);
	status = xb_http_body(&body, &damaged, room, &page->http, page->bytes, err);
	if (status != XABAR_OK)
		return status;
	damaged |= page->cut;
	status = add_content(record, page, url, body, ctx, err);
	if (status == XABAR_OK && !add_extras(record, page, ctx->arena))
		return xb_record_fail_full(ctx->arena, 0, err);
	if (status == XABAR_OK && damaged)
		xb_note(ctx->notes, "cut pages");
	if (status != XABAR_ERECORD)
		return status;
	*none = !damaged;
	return damaged ? xb_fail(err, status, "the page is cut, and what is left of it holds no text") : status;
}
