/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a request to the server, apart from the socket: up to six lines, which are the target, and the headers that
 * matter, and a body. The lowest bit of the first byte chooses whether tokens are wanted, the next one the method. */
#include <stdlib.h>
#include <sys/stat.h>

#include "../../searcher/serve/route.h"
#include "../../searcher/serve/tongue.h"
#include "file.h"
#include "text/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct xb_service service = { .limits = { 100, 1000, 1 << 20, 1000, 20, 1 << 16 } };
static struct xb_tokens tokens;

/* Of a few dispatches, by the program, which `make fuzz` has built. */
static xabar_searcher *
open_index(void)
{
	static const char token_text[] = "0123456789abcdef\n";
	char dir[] = "/tmp/fuzz_serve.XXXXXX";
	char *made = mkdtemp(dir), *index = xb_path("%s/x", dir), *file = xb_path("%s/tokens", dir);
	char *command = xb_path("build/release/xabar-index -q -d %s/x corpora/gilavar/data/json", dir);
	const char *paths[] = { index };
	xabar_searcher *searcher;

	umask(077);
	if (!made || !index || !file || !command || system(command) || xabar_searcher_open(&searcher, paths, 1, NULL) ||
	    xb_file_write(file, xb_str(token_text), NULL) ||
	    xb_tokens_read(&tokens, file, NULL) || xb_service_init(&service, NULL))
		abort();
	(void)xb_remove(dir, NULL); /* its files stay open */
	free(command);
	free(file);
	free(index);
	return searcher;
}

/* An error is told in a document of its own, or on a page, anything in UTF-8. */
static void
check(const struct xb_answer *answer)
{
	const struct xb_str body = xb_buf_view(&answer->body);
	const bool told = strcmp(answer->type, XB_TYPE_PROBLEM) == 0 || strcmp(answer->type, XB_TYPE_HTML) == 0;

	if (!answer->packed && xb_utf8_valid(body) != body.len)
		abort();
	if (answer->code != 200 && answer->code != 304 && (!told || answer->etag[0]))
		abort();
}

static void
answer(char *lines, const char *method, xabar_searcher *searcher)
{
	struct xb_headers headers = { NULL };
	const char **const in_order[] = { &headers.host, &headers.authorization, &headers.if_none_match, &headers.accept_encoding,
	                                  &headers.accept_language };
	char *target = strsep(&lines, "\n");
	struct xb_asked asked;
	struct xb_answer out;
	unsigned code, admitted;
	xabar_error err, why;

	for (size_t i = 0; i < sizeof(in_order) / sizeof(*in_order); i++)
		*in_order[i] = strsep(&lines, "\n");
	xb_answer_init(&out, service.limits.bytes);
	if (xb_route_read(&asked, &code, method, target, &service.limits, &err) != XABAR_OK && code == 200)
		abort();
	asked.host = headers.host;
	if (lines)
		asked.body = xb_str(lines);
	asked.accepted = xb_tongue_accepted(headers.accept_language);
	if (xb_service_admit(&service, &admitted, &asked, &headers, &why) != XABAR_OK)
		xb_service_refuse(&out, admitted, &why, &asked);
	else if (code != 200)
		xb_service_refuse(&out, code, &err, &asked);
	else
		xb_service_answer(&out, &service, &asked, &headers, searcher);
	check(&out);
	xb_answer_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static xabar_searcher *searcher;
	char *lines;

	if (!size)
		return 0;
	if (!searcher)
		searcher = open_index();
	lines = strndup((const char *)data + 1, size - 1);
	if (!lines)
		return 0;
	service.tokens = *data & 1 ? tokens : (struct xb_tokens){ 0 };
	answer(lines, *data & 2 ? "POST" : "GET", searcher);
	free(lines);
	return 0;
}
