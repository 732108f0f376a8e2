/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analyze.h"

#include <errno.h>
#include <stdlib.h>

#include "text/analyzer.h"
#include "text/language_guess.h"
#include "text/name.h"

struct printer {
	FILE *out;
	struct xb_analyzer *analyzer;
	const struct xb_language *language; /* NULL: of each text its own */
	bool said;
};

static void
print_column(FILE *out, struct xb_str s, char end)
{
	fwrite(s.ptr, 1, s.len, out);
	putc(end, out);
}

static void
print_keys(FILE *out, struct xb_str word)
{
	struct xb_name_key keys[XB_NAME_KEYS_MAX];
	size_t n = xb_name_keys(keys, word);

	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s%.*s", i ? " " : "", keys[i].len, keys[i].text);
	putc('\n', out);
}

static void
print_text(const struct printer *printer, struct xb_str text)
{
	struct xb_language_found found = { printer->language, NULL, 0 };
	struct xb_word word;

	if (!printer->language)
		xb_language_identify(&found, text, NULL);
	if (printer->said)
		fprintf(stderr, "xabar-index: %s\n", found.language ? found.language->name : "of no language that is known");
	xb_analyzer_start(printer->analyzer, text, found.language);
	while (xb_analyzer_next(printer->analyzer, &word)) {
		print_column(printer->out, xb_strn(text.ptr + word.token.off, word.token.len), '\t');
		print_column(printer->out, word.token.term, '\t');
		print_column(printer->out, word.stem, '\t');
		print_keys(printer->out, word.token.term);
	}
}

/* Every line of `in` is a text. */
static xabar_status
print_lines(const struct printer *printer, FILE *in, xabar_error *err)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, in)) > 0)
		print_text(printer, xb_strn(line, (size_t)len - (line[len - 1] == '\n')));
	free(line);
	return ferror(in) ? xb_fail(err, XABAR_EIO, "cannot read standard input: %s", strerror(errno)) : XABAR_OK;
}

xabar_status
xb_analyze_print(FILE *out, FILE *in, const char *const *texts, size_t n, const struct xb_language *language, bool said,
                 xabar_error *err)
{
	struct printer printer = { .out = out, .language = language, .said = said };
	xabar_status status = xb_analyzer_new(&printer.analyzer, err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		if (strcmp(texts[i], "-") == 0)
			status = print_lines(&printer, in, err);
		else
			print_text(&printer, xb_str(texts[i]));
	xb_analyzer_free(printer.analyzer);
	if (status == XABAR_OK && (fflush(out) || ferror(out)))
		status = xb_fail(err, XABAR_EIO, "cannot write what was analyzed: %s", strerror(errno));
	return status;
}
