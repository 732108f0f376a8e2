/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_story.c - how a story spread: text, json. */
#include <inttypes.h>

#include "json.h"
#include "render_layout.h"

/* Raised when a member is renamed or dropped; adding one does not. */
#define JSON_SCHEMA 1

#define INDENT 4

/* Words of the first's text that are shown before and after a change. */
#define CONTEXT 6

/* What begins and ends what was removed and added: SGR (ECMA-48), and how wdiff(1) does it where there is no colour. */
struct style {
	const char *headline, *dim, *end;
	const char *begin[3], *finish[3]; /* by enum xabar_change */
};
static const struct style plain = { "", "", "", { "", "[-", "{+" }, { "", "-]", "+}" } };
static const struct style coloured = {
	"\033[1m", "\033[2m", "\033[0m", { "", "\033[31;9m", "\033[32m" }, { "", "\033[0m", "\033[0m" },
};

static const char *const change_names[] = { [XABAR_KEPT] = "kept", [XABAR_REMOVED] = "removed", [XABAR_ADDED] = "added" };

/* ---- Text ---- */

/* The two greatest units of a time. */
static const struct {
	int64_t seconds;
	const char *name;
} units[] = { { 86400, "d" }, { 3600, "h" }, { 60, "min" }, { 1, "s" } };

#define NUNITS (sizeof(units) / sizeof(*units))

/* "+2 h 5 min". */
static void
add_delay(struct xb_buf *out, int64_t delay)
{
	size_t i = 0;

	while (i + 1 < NUNITS && delay < units[i].seconds)
		i++;
	xb_buf_printf(out, "+%" PRId64 " %s", delay / units[i].seconds, units[i].name);
	delay %= units[i].seconds;
	if (i + 1 < NUNITS && delay >= units[i + 1].seconds)
		xb_buf_printf(out, " %" PRId64 " %s", delay / units[i + 1].seconds, units[i + 1].name);
}

/* A text, wrapped word by word. */
struct layout {
	struct xb_buf *out;
	const struct style *style;
	size_t columns, column; /* of them, 0: no wrapping */
};

static void
add_word(struct layout *layout, const char *word, size_t len, const char *before, const char *after)
{
	const size_t columns = xb_layout_width(xb_strn(word, len));

	if (layout->columns && layout->column > INDENT && layout->column + 1 + columns > layout->columns) {
		xb_buf_printf(layout->out, "\n%*s", INDENT, "");
		layout->column = INDENT;
	} else if (layout->column > INDENT) {
		xb_buf_add_char(layout->out, ' ');
		layout->column++;
	}
	xb_buf_add_str(layout->out, xb_str(before));
	xb_buf_add(layout->out, word, len);
	xb_buf_add_str(layout->out, xb_str(after));
	layout->column += columns;
}

static size_t
count_words(const char *text)
{
	size_t n = 1;

	for (; (text = strchr(text, ' ')); text++)
		n++;
	return n;
}

/* Of what was kept only what stands beside a change: `before` of its words, and `after`. */
static void
add_edit(struct layout *layout, const xabar_edit *edit, size_t before, size_t after)
{
	const size_t n = count_words(edit->text);
	const char *word = edit->text;

	for (size_t i = 0; i < n; i++) {
		const size_t len = strcspn(word, " ");

		if (i < before || i + after >= n)
			add_word(layout, word, len, i ? "" : layout->style->begin[edit->change],
			         i + 1 < n ? "" : layout->style->finish[edit->change]);
		else if (i == before)
			add_word(layout, "…", strlen("…"), "", "");
		word += len + 1;
	}
}

static void
add_edits(struct layout *layout, const xabar_copy *copy)
{
	if (!copy->nedits || (copy->nedits == 1 && copy->edits[0].change == XABAR_KEPT))
		return;
	xb_buf_printf(layout->out, "%*s", INDENT, "");
	layout->column = INDENT;
	for (size_t i = 0; i < copy->nedits; i++) {
		const bool kept = copy->edits[i].change == XABAR_KEPT;

		add_edit(layout, &copy->edits[i], !kept ? SIZE_MAX : i ? CONTEXT : 0, kept && i + 1 < copy->nedits ? CONTEXT : 0);
	}
	xb_buf_add_char(layout->out, '\n');
}

/* One dispatch of the story; the first has no delay. */
static void
add_dispatch(struct layout *layout, const xabar_copy *copy, bool first, bool asked)
{
	struct xb_buf *out = layout->out;
	const char *const parts[] = { copy->date, copy->source, copy->id }, *title = copy->title ? copy->title : "(no title)";
	/* On a terminal, isolates (UAX #9) keep the delay in its place beside right-to-left text. */
	const bool isolate = layout->style == &coloured && xb_text_is_right_to_left(title);

	if (first)
		xb_buf_add_str(out, xb_str("first"));
	else if (copy->dated)
		add_delay(out, copy->delay);
	else
		xb_buf_add_str(out, xb_str("undated"));
	xb_buf_printf(out, "  %s%s%s%s%s\n%*s%s", layout->style->headline, isolate ? "\xe2\x81\xa8" : "", title,
	              isolate ? "\xe2\x81\xa9" : "", layout->style->end, INDENT, "", layout->style->dim);
	for (size_t i = 0, n = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i])
			xb_buf_printf(out, "%s%s", n++ ? " · " : "", parts[i]);
	xb_buf_printf(out, "%s%s%s\n", asked ? " · asked for" : "", copy->same ? " · the same text" : "", layout->style->end);
	add_edits(layout, copy);
	xb_buf_add_char(out, '\n');
}

void
xb_render_story_text(struct xb_rendered *out, const xabar_story *story, const xabar_rendering *rendering)
{
	struct layout layout = { .out = &out->buf, .style = rendering->colour ? &coloured : &plain, .columns = rendering->columns };
	const size_t ncopies = story->ncopies - 1;

	if (ncopies)
		xb_buf_printf(&out->buf, "%zu cop%s after the first (%.1f ms)\n\n", ncopies, ncopies == 1 ? "y" : "ies", story->took_ms);
	else
		xb_buf_printf(&out->buf, "no copies (%.1f ms)\n\n", story->took_ms);
	for (size_t i = 0; i < story->ncopies; i++) {
		add_dispatch(&layout, &story->copies[i], i == 0, strcmp(story->copies[i].id, story->id) == 0);
		xb_render_flush(out);
	}
}

/* ---- JSON ---- */

static void
add_edits_json(struct xb_buf *out, const xabar_copy *copy)
{
	xb_json_key(out, "diff");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < copy->nedits; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_json_member(out, change_names[copy->edits[i].change], xb_str(copy->edits[i].text));
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

void
xb_render_story_json(struct xb_rendered *out, const xabar_story *story)
{
	struct xb_buf *buf = &out->buf;

	xb_buf_printf(buf, "{\"xabar\":%d", JSON_SCHEMA);
	xb_json_member(buf, "id", xb_str(story->id));
	xb_buf_printf(buf, ",\"took_ms\":%.3f,\"generation\":%" PRIu64, story->took_ms, story->generation);
	xb_incomplete_json(buf, story->incomplete, story->nincomplete);
	xb_buf_add_str(buf, xb_str(",\"first\":{"));
	xb_copy_json(buf, &story->copies[0]);
	xb_buf_add_str(buf, xb_str("},\"copies\":["));
	for (size_t i = 1; i < story->ncopies; i++) {
		const xabar_copy *copy = &story->copies[i];

		xb_buf_add_str(buf, xb_str(i > 1 ? ",{" : "{")); /* the buffer is empty after a flush: no xb_json_comma */
		xb_copy_json(buf, copy);
		if (copy->dated)
			xb_buf_printf(buf, ",\"delay\":%" PRId64, copy->delay);
		add_edits_json(buf, copy);
		xb_buf_add_char(buf, '}');
		xb_render_flush(out);
	}
	xb_buf_add_str(buf, xb_str("]}\n"));
}
