/* SPDX-License-Identifier: GPL-2.0-or-later */
/* opensearch.c - an OpenSearch 1.1 description document. */
#include "handlers.h"

/* Formats that a description can offer. */
static const char *const offered[] = { "html", "rss", "atom", "json" };

#define DEFAULT_HOST "127.0.0.1:7171"

/* A Host header: letters of names, addresses and ports; anything else is not repeated. */
static bool
is_host(const char *host)
{
	return host && *host && strlen(host) < 256 &&
	       host[strspn(host, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:[]_")] == '\0';
}

XB_HANDLER(xb_answer_opensearch)
{
	const char *host = is_host(asked->host) ? asked->host : DEFAULT_HOST;

	(void)service, (void)searcher;
	out->type = asked->route->type;
	xb_buf_add_str(&out->body, xb_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                                  "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	                                  "  <ShortName>xabar</ShortName>\n"
	                                  "  <Description>Search news dispatches</Description>\n"
	                                  "  <InputEncoding>UTF-8</InputEncoding>\n"
	                                  "  <OutputEncoding>UTF-8</OutputEncoding>\n"));
	for (size_t i = 0; i < sizeof(offered) / sizeof(*offered); i++)
		for (size_t row = 0; xb_media[row].name; row++) {
			xabar_format format;

			if (strcmp(xb_media[row].name, offered[i]) == 0 && xb_media_format(&format, row))
				xb_buf_printf(&out->body, "  <Url type=\"%.*s\" indexOffset=\"0\" template=\"http://%s/search?"
				              "q={searchTerms}&amp;limit={count?}&amp;offset={startIndex?}&amp;format=%s\"/>\n",
				              (int)strcspn(xb_media[row].type, ";"), xb_media[row].type, host, offered[i]);
		}
	xb_buf_printf(&out->body, "  <Url type=\"application/x-suggestions+json\" rel=\"suggestions\" "
	              "template=\"http://%s/suggest?q={searchTerms}\"/>\n", host);
	xb_buf_add_str(&out->body, xb_str("  <Query role=\"example\" searchTerms=\"corridor railway\"/>\n"
	                                  "</OpenSearchDescription>\n"));
	return xb_buf_status(&out->body, err);
}
