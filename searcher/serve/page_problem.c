/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_problem.c - what is wrong, as a page in the reader's language: what kind it is, what to do, and where in the query it is. */
#include "page.h"

#include "render_web.h"
#include "text/unicode.h"

struct kind {
	enum xb_word title, hint;
};

static const struct kind broken = { XB_BROKEN_WORD, XB_BROKEN_HINT_WORD };

/* By what a client is told of it; what is not here is the server's own fault. */
static struct kind
kind_of(unsigned code)
{
	static const struct {
		unsigned code;
		struct kind kind;
	} kinds[] = {
		{ 400, { XB_REFUSED_WORD, XB_REFUSED_HINT_WORD } },
		{ 404, { XB_ABSENT_WORD, XB_ABSENT_HINT_WORD } },
		{ 401, { XB_REFUSED_WORD, XB_REFUSED_HINT_WORD } },
		{ 405, { XB_REFUSED_WORD, XB_REFUSED_HINT_WORD } },
		{ 413, { XB_EXCESS_WORD, XB_EXCESS_HINT_WORD } },
		{ 421, { XB_REFUSED_WORD, XB_REFUSED_HINT_WORD } },
		{ 422, { XB_EXCESS_WORD, XB_EXCESS_HINT_WORD } },
		{ 503, { XB_LATE_WORD, XB_LATE_HINT_WORD } },
		{ 504, { XB_LATE_WORD, XB_LATE_HINT_WORD } },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].code == code)
			return kinds[i].kind;
	return broken;
}

/* What is usually wrong with a query, by what its message has in it; tests/cli/page.t holds these to what is said. */
static enum xb_word
query_hint(const char *message)
{
	static const struct {
		const char *says;
		enum xb_word hint;
	} mistakes[] = {
		{ "the quote ", XB_BAD_QUOTE_WORD },
		{ "the parenthesis ", XB_BAD_PARENTHESIS_WORD },
		{ "has nothing ", XB_BAD_OPERATOR_WORD },
		{ "cannot read the date ", XB_BAD_DATE_WORD },
		{ "ends before it begins", XB_BAD_RANGE_WORD },
		{ "nothing to search for", XB_BAD_EMPTY_WORD },
	};

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++)
		if (strstr(message, mistakes[i].says))
			return mistakes[i].hint;
	return XB_BAD_PLACE_WORD;
}

/* The query with the character that a message is about marked; the end of it where that is behind the last. Such messages begin with
 * their column; the others are about a date beside the query. */
static void
add_marked(const struct xb_page *page, const char *query, const xabar_error *err)
{
	const size_t len = query ? strlen(query) : 0;
	const char *at = query + err->offset, *after = at;

	if (strncmp(err->message, "column ", strlen("column ")) != 0 || err->offset > len)
		return;
	if (err->offset < len)
		(void)xb_utf8_next(&after, query + len);
	xb_page_add(page, "<p class=\"marked\" dir=\"auto\">");
	xb_web_text(page->out, xb_strn(query, err->offset));
	xb_page_add(page, "<mark>");
	xb_web_text(page->out, xb_strn(at, (size_t)(after - at)));
	xb_page_add(page, "</mark>");
	xb_page_text(page, after);
	xb_page_add(page, "</p>\n");
}

/* In the words of the programs, which are English. */
static void
add_technical(const struct xb_page *page, const xabar_error *err)
{
	xb_page_add(page, "<details class=\"technical\"><summary>");
	xb_page_word(page, XB_TECHNICAL_WORD);
	xb_page_add(page, "</summary>\n<p lang=\"en\" dir=\"ltr\">");
	xb_page_text(page, err->message);
	if (*err->hint) {
		xb_page_add(page, "<br>");
		xb_page_text(page, err->hint);
	}
	xb_page_add(page, "</p></details>\n");
}

void
xb_page_problem(struct xb_answer *out, unsigned code, const xabar_error *err, const struct xb_asked *asked)
{
	struct xb_page page = xb_page_of(out, asked);
	const bool query = err->status == XABAR_EQUERY;
	const struct kind kind = query ? (struct kind){ XB_BAD_QUERY_WORD, query_hint(err->message) } : kind_of(code);

	page.problem = true;
	xb_buf_clear(&out->body);
	out->code = code;
	out->etag[0] = '\0';
	out->packed = false;
	xb_page_begin(&page, xb_word_in(kind.title, page.tongue));
	xb_page_add(&page, "<section class=\"problem\" role=\"alert\">\n<h1>");
	xb_page_word(&page, kind.title);
	xb_page_add(&page, "</h1>\n");
	if (query)
		add_marked(&page, asked->request.query, err);
	xb_page_add(&page, "<p>");
	xb_page_word(&page, kind.hint);
	xb_page_add(&page, "</p>\n");
	add_technical(&page, err);
	xb_page_add(&page, "</section>\n");
	xb_page_end(&page);
}
