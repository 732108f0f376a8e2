/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "service.h"

#include <stdlib.h>
#include <time.h>

#include "web.h"
#include "page.h"

xabar_status
xb_service_init(struct xb_service *service, xabar_error *err)
{
	service->tallies = calloc(xb_nroutes + 1, sizeof(*service->tallies));
	return service->tallies ? XABAR_OK : xb_fail_nomem(err);
}

void
xb_service_release(struct xb_service *service)
{
	free(service->tallies);
	xb_tokens_release(&service->tokens);
}

bool
xb_service_note(struct xb_service *service, bool lacks[XB_NAMES_MAX], const xabar_searcher *searcher)
{
	bool any = false;

	for (size_t i = 0; i < service->indexes.n; i++) {
		const bool away = xabar_searcher_lacks(searcher, i);

		if (away != lacks[i])
			service->away[i] += away ? 1 : -1u;
		lacks[i] = away;
		any |= away;
	}
	service->generation = xabar_searcher_generation(searcher);
	service->documents = xabar_searcher_count(searcher);
	return any;
}

/* ---- Who may ask ---- */

/* A Host header without its port. */
static struct xb_str
host_name(const char *host)
{
	const char *end = *host == '[' ? strchr(host, ']') : NULL;

	return xb_strn(host, end ? (size_t)(end + 1 - host) : strcspn(host, ":"));
}

/* A page of another site can give its own name an address of this machine, and would be let read what is answered; but its name
 * is in the Host header. A client that is no browser may leave that out. */
static bool
is_called_right(const struct xb_service *service, const char *host)
{
	struct xb_str name;

	if (service->any_host || !host)
		return true;
	name = host_name(host);
	for (size_t i = 0; i < service->hosts.n; i++)
		if (xb_str_is_nocase(name, service->hosts.values[i]))
			return true;
	return xb_str_is_nocase(name, "localhost") || xb_str_is(name, "[::1]") || xb_str_is(name, "127.0.0.1");
}

xabar_status
xb_service_admit(const struct xb_service *service, unsigned *code, const struct xb_asked *asked, const struct xb_headers *headers,
                 xabar_error *err)
{
	if (!is_called_right(service, headers->host)) {
		*code = 421;
		xb_fail(err, XABAR_EINVAL, "this server is not called '%s'", headers->host);
		return xb_hint(err, XABAR_EINVAL, "xabar-serve --host NAME lets a name through");
	}
	if (service->tokens.n && !(asked->route && asked->route->open) && !xb_tokens_allow(&service->tokens, headers->authorization)) {
		*code = 401;
		xb_fail(err, XABAR_EINVAL, "this server wants a token");
		return xb_hint(err, XABAR_EINVAL, "send it as Authorization: Bearer TOKEN");
	}
	*code = 200;
	return XABAR_OK;
}

/* ---- Answers ---- */

/* Name in the answer the servers that are missing from it: nobody is to keep such a one. */
static void
name_missing(struct xb_answer *out, const struct xb_service *service, const xabar_searcher *searcher)
{
	xb_buf_clear(&out->missing);
	for (size_t i = 0; searcher && i < service->indexes.n; i++) {
		if (!xabar_searcher_lacks(searcher, i))
			continue;
		xb_buf_add_str(&out->missing, xb_str(out->missing.len ? ", " : ""));
		xb_buf_add_str(&out->missing, xb_str(service->indexes.values[i]));
		out->etag[0] = '\0';
	}
}

/* What answers to this are told apart by; none where they are not kept. */
static void
make_etag(struct xb_answer *out, const struct xb_asked *asked, xabar_searcher *searcher)
{
	if (asked->route->file)
		xb_etag_of_file(out->etag, asked->route->file);
	else if (asked->route->searches && !asked->route->takes_table && !out->missing.len)
		xb_etag_make(out->etag, xabar_searcher_fingerprint(searcher) ^ out->salt, (uint64_t)time(NULL));
	if (out->etag[0] && xb_asked_page(asked))
		xb_etag_speak(out->etag, xb_page_tongue(asked));
}

/* Give the answer its tag, and nothing else if that is what the client has. */
static bool
is_unchanged(struct xb_answer *out, const struct xb_asked *asked, const struct xb_headers *headers, xabar_searcher *searcher)
{
	make_etag(out, asked, searcher);
	if (!out->etag[0] || !xb_etag_matches(out->etag, headers->if_none_match))
		return false;
	xb_buf_clear(&out->body);
	out->code = 304;
	return true;
}

void
xb_service_refuse(struct xb_answer *out, unsigned code, const xabar_error *err, const struct xb_asked *asked)
{
	if (xb_asked_page(asked))
		xb_page_problem(out, code, err, asked);
	else
		xb_answer_problem(out, code, err, asked->request.query);
}

void
xb_service_answer(struct xb_answer *out, struct xb_service *service, const struct xb_asked *asked, const struct xb_headers *headers,
                  xabar_searcher *searcher)
{
	xabar_error err = { 0 };
	xabar_status status;

	name_missing(out, service, searcher);
	if (is_unchanged(out, asked, headers, searcher))
		return;
	status = (xb_asked_page(asked) ? asked->route->page : asked->route->answer)(out, asked, service, searcher, &err);
	if (status == XABAR_OK)
		status = xb_buf_status(&out->body, &err);
	name_missing(out, service, searcher);
	if (status == XABAR_OK && out->salt && is_unchanged(out, asked, headers, searcher))
		return;
	if (status != XABAR_OK)
		xb_service_refuse(out, (unsigned)xabar_status_http_code(status), &err, asked);
	if (xb_accepts_gzip(headers->accept_encoding) && xb_answer_pack(out, &err) != XABAR_OK)
		xb_answer_problem(out, 503, &err, NULL);
}
