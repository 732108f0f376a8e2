/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rejects.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "file.h"
#include "input/label.h"

#define REASONS_SHOWN 5

struct xb_rejects {
	char *path;
	FILE *file;
	struct xb_buf line;
	struct xb_tally reasons;
};

xabar_status
xb_rejects_new(struct xb_rejects **out, const char *dir, xabar_error *err)
{
	struct xb_rejects *rejects = calloc(1, sizeof(*rejects));

	*out = NULL;
	if (rejects)
		rejects->path = dir ? xb_path("%s/rejects.log", dir) : strdup("");
	if (!rejects || !rejects->path) {
		free(rejects);
		return xb_fail_nomem(err);
	}
	xb_buf_init(&rejects->line, (size_t)1 << 20);
	*out = rejects;
	return XABAR_OK;
}

void
xb_rejects_free(struct xb_rejects *rejects)
{
	if (!rejects)
		return;
	if (rejects->file && rejects->file != stderr)
		fclose(rejects->file);
	xb_buf_release(&rejects->line);
	free(rejects->path);
	free(rejects);
}

/* What rejects of one kind have in common: quoted names are all one, and so are numbers. What follows a colon is a detail,
 * unless it is what is wrong with a quoted name: "cannot open 'x': Permission denied". */
static void
count_reason(struct xb_tally *reasons, const char *reason)
{
	static const char quoted[] = "'...'", list[] = "'...', ";
	char kind[XB_TALLY_NAME] = "";
	size_t len = 0;

	while (*reason && len + sizeof(list) < sizeof(kind)) {
		const char *close = *reason == '\'' ? strchr(reason + 1, '\'') : NULL;
		size_t digits = strspn(reason, "0123456789");

		if (close) {
			if (len >= strlen(list) && memcmp(kind + len - strlen(list), list, strlen(list)) == 0)
				len -= strlen(list);
			memcpy(kind + len, quoted, strlen(quoted));
			len += strlen(quoted);
			reason = close + 1;
		} else if (digits && !isalpha((unsigned char)reason[digits])) {
			kind[len++] = 'N';
			reason += digits;
		} else if (*reason == ':' && !(len && kind[len - 1] == '\'')) {
			break;
		} else {
			kind[len++] = *reason++;
		}
	}
	xb_tally_add(reasons, xb_strn(kind, len), 1);
}

xabar_status
xb_rejects_add(struct xb_rejects *rejects, const char *input, uint64_t offset, const char *reason, xabar_error *err)
{
	struct xb_buf *line = &rejects->line;
	char when[32];
	time_t now = time(NULL);
	struct tm tm;

	if (!rejects->file)
		rejects->file = *rejects->path ? fopen(rejects->path, "ae") : stderr;
	if (!rejects->file)
		return xb_fail_errno(err, "cannot open '%s'", rejects->path);
	count_reason(&rejects->reasons, reason);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
	xb_buf_clear(line);
	xb_buf_printf(line, "%s\t", when);
	xb_label_add(line, xb_str(input));
	xb_buf_printf(line, "\t%" PRIu64 "\t", offset);
	xb_label_add(line, xb_str(reason));
	xb_buf_add_char(line, '\n');
	if (line->failed)
		return xb_buf_status(line, err);
	/* Flushed a line at a time: a killed run has said what it turned away. */
	if (fwrite(line->ptr, 1, line->len, rejects->file) != line->len || fflush(rejects->file) != 0)
		return xb_fail_errno(err, "cannot write '%s'", rejects->path);
	return XABAR_OK;
}

const struct xb_tally *
xb_rejects_reasons(const struct xb_rejects *rejects)
{
	return &rejects->reasons;
}

void
xb_rejects_print_reasons(FILE *out, const struct xb_tally *reasons)
{
	struct xb_tally sorted = *reasons;
	uint64_t all = 0, shown = 0;

	xb_tally_sort(&sorted);
	for (size_t i = 0; i < sorted.n; i++)
		all += sorted.rows[i].n;
	for (size_t i = 0; i < sorted.n && i < REASONS_SHOWN && all > 1; i++) {
		fprintf(out, "  %" PRIu64 " %s\n", sorted.rows[i].n, sorted.rows[i].name);
		shown += sorted.rows[i].n;
	}
	if (all > 1 && shown < all)
		fprintf(out, "  %" PRIu64 " for other reasons\n", all - shown);
}
