/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines are gathered into blocks; what is within one is markdown_inline.h's. */
#include "markdown_text.h"

#include "buf.h"
#include "markdown_inline.h"
#include "text_header.h"

struct writing {
	struct xb_buf out;
	struct xb_buf block;      /* the paragraph, list or table that is being gathered */
	struct xb_arena *arena;
	struct xb_str *title;     /* NULL: not wanted, or found */
	char fence;               /* ` or ~ while code is read */
	const char *skip_to;      /* while a comment, script or style is passed over */
	bool hard_break;          /* the last line asked for one */
	bool full;
};

static void
begin_block(struct writing *w)
{
	if (w->out.len)
		xb_buf_add(&w->out, "\n\n", 2);
}

static void
flush(struct writing *w)
{
	w->hard_break = false;
	if (w->block.len == 0)
		return;
	begin_block(w);
	if (w->fence)
		xb_buf_add_str(&w->out, xb_buf_view(&w->block));
	else if (!xb_markdown_inline(&w->out, xb_buf_view(&w->block), w->arena))
		w->full = true;
	xb_buf_clear(&w->block);
}

static void
take_heading(struct writing *w, size_t level, struct xb_str text)
{
	struct xb_buf title;

	xb_buf_clear(&w->block);
	if (!w->title || level != 1) {
		xb_buf_add_str(&w->block, text);
		flush(w);
		return;
	}
	xb_buf_init(&title, text.len + 1);
	w->full |= !xb_markdown_inline(&title, text, w->arena);
	*w->title = xb_arena_str(w->arena, xb_buf_view(&title));
	w->full |= !w->title->ptr;
	w->title = NULL;
	xb_buf_release(&title);
}

static size_t
count(struct xb_str line, char c)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == c)
		n++;
	return n;
}

/* "## Heading ##" */
static bool
is_heading(struct writing *w, struct xb_str line)
{
	size_t level = count(line, '#');

	if (level == 0 || level > 6 || (level < line.len && line.ptr[level] != ' ' && line.ptr[level] != '\t'))
		return false;
	line = xb_str_trim(xb_str_from(line, level));
	while (line.len && line.ptr[line.len - 1] == '#')
		line.len--;
	flush(w);
	take_heading(w, level, xb_str_trim(line));
	return true;
}

/* A line of = or - under a paragraph makes a heading of it. */
static bool
is_underline(struct writing *w, struct xb_str line)
{
	struct xb_str text;
	char *copy;

	if (w->block.len == 0 || (*line.ptr != '=' && *line.ptr != '-') || count(line, *line.ptr) != line.len ||
	    memchr(w->block.ptr, '\n', w->block.len))
		return false;
	copy = xb_arena_strndup(w->arena, w->block.ptr, w->block.len);
	text = (struct xb_str){ copy, w->block.len };
	w->full |= !copy;
	if (copy)
		take_heading(w, *line.ptr == '=' ? 1 : 2, text);
	return true;
}

/* "---", "* * *": a break between paragraphs. */
static bool
is_rule(struct writing *w, struct xb_str line)
{
	size_t marks = 0;

	if (!strchr("-*_", *line.ptr))
		return false;
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != *line.ptr && line.ptr[i] != ' ')
			return false;
		marks += line.ptr[i] == *line.ptr;
	}
	if (marks < 3)
		return false;
	flush(w);
	return true;
}

/* "[name]: address" says where links lead; "[^1]: text" is a footnote, whose text stays. */
static bool
is_definition(struct writing *w, struct xb_str line)
{
	const char *close = *line.ptr == '[' ? memmem(line.ptr, line.len, "]:", 2) : NULL;

	if (!close || close == line.ptr + 1)
		return false;
	if (line.ptr[1] != '^')
		return w->block.len == 0 || memmem(line.ptr, line.len, "://", 3);
	flush(w);
	xb_buf_add_str(&w->block, xb_str_trim(xb_str_from(line, (size_t)(close - line.ptr) + 2)));
	return true;
}

/* Hugo's {{< shortcode >}} and {{% %}}, Liquid's {% tag %}: no text of the author's. */
static bool
is_template(struct xb_str line)
{
	size_t len = line.len;

	return (xb_str_starts(line, "{{") && len > 4 && memcmp(line.ptr + len - 2, "}}", 2) == 0) ||
	       (xb_str_starts(line, "{%") && len > 4 && memcmp(line.ptr + len - 2, "%}", 2) == 0) ||
	       (xb_str_starts(line, "{:") && line.ptr[len - 1] == '}');
}

static bool
begins_skipped(struct writing *w, struct xb_str line)
{
	static const struct { const char *begin, *end; } skipped[] = {
		{ "<!--", "-->" }, { "<script", "</script>" }, { "<style", "</style>" },
	};

	for (size_t i = 0; i < sizeof(skipped) / sizeof(*skipped); i++)
		if (xb_str_starts(line, skipped[i].begin)) {
			if (!memmem(line.ptr, line.len, skipped[i].end, strlen(skipped[i].end)))
				w->skip_to = skipped[i].end;
			return true;
		}
	return false;
}

static bool
begins_code(struct writing *w, struct xb_str line)
{
	if ((*line.ptr != '`' && *line.ptr != '~') || count(line, *line.ptr) < 3 ||
	    (*line.ptr == '`' && memchr(line.ptr + count(line, '`'), '`', line.len - count(line, '`'))))
		return false;
	flush(w);
	w->fence = *line.ptr;
	return true;
}

static void
take_code_line(struct writing *w, struct xb_str line)
{
	struct xb_str bare = xb_str_trim(line);

	if (bare.len >= 3 && count(bare, w->fence) == bare.len) {
		flush(w);
		w->fence = '\0';
		return;
	}
	if (w->block.len)
		xb_buf_add_char(&w->block, '\n');
	xb_buf_add_str(&w->block, line);
}

/* The length of a list item's mark, "- ", "12. ", "* [x] "; 0 for other lines. */
static size_t
item_mark(struct xb_str line)
{
	size_t n = 0;

	if (strchr("-*+", *line.ptr))
		n = 1;
	else
		while (n < line.len && n < 9 && line.ptr[n] >= '0' && line.ptr[n] <= '9')
			n++;
	if (n && !strchr("-*+", *line.ptr) && n < line.len && (line.ptr[n] == '.' || line.ptr[n] == ')'))
		n++;
	else if (n && !strchr("-*+", *line.ptr))
		return 0;
	if (n == 0 || n >= line.len || (line.ptr[n] != ' ' && line.ptr[n] != '\t'))
		return 0;
	line = xb_str_from(line, n + 1);
	if (xb_str_starts(line, "[ ] ") || xb_str_starts(line, "[x] ") || xb_str_starts(line, "[X] "))
		n += 4;
	return n + 1;
}

/* A table's row: "| a | b |", or the line "|---|:--|" under its first. */
static bool
is_table_row(struct writing *w, struct xb_str line)
{
	bool ruled = line.len > 2;

	if (*line.ptr != '|')
		return false;
	for (size_t i = 0; i < line.len; i++)
		ruled = ruled && strchr("|-: ", line.ptr[i]);
	if (ruled)
		return true;
	if (w->block.len)
		xb_buf_add_char(&w->block, '\n');
	line = xb_str_from(line, 1);
	if (line.len && line.ptr[line.len - 1] == '|')
		line.len--;
	xb_buf_add_str(&w->block, xb_str_trim(line));
	return true;
}

static void
take_text_line(struct writing *w, struct xb_str line, struct xb_str bare)
{
	size_t mark = item_mark(bare);
	bool breaks = line.len > 2 && memcmp(line.ptr + line.len - 2, "  ", 2) == 0;

	bare = xb_str_trim(xb_str_from(bare, mark));
	if (bare.len && bare.ptr[bare.len - 1] == '\\') {
		bare.len--;
		breaks = true;
	}
	if (w->block.len)
		xb_buf_add_char(&w->block, mark || w->hard_break ? '\n' : ' ');
	xb_buf_add_str(&w->block, bare);
	w->hard_break = breaks;
}

static struct xb_str
without_quote_marks(struct xb_str line)
{
	while (line.len && count(line, ' ') < 4 && count(line, ' ') < line.len && line.ptr[count(line, ' ')] == '>')
		line = xb_str_from(line, count(line, ' ') + 1);
	return line;
}

static void
take_line(struct writing *w, struct xb_str line)
{
	struct xb_str bare;

	if (w->skip_to) {
		if (memmem(line.ptr, line.len, w->skip_to, strlen(w->skip_to)))
			w->skip_to = NULL;
		return;
	}
	if (w->fence) {
		take_code_line(w, line);
		return;
	}
	line = without_quote_marks(line);
	bare = xb_str_trim(line);
	if (bare.len == 0)
		flush(w);
	else if (!begins_skipped(w, bare) && !is_template(bare) && !begins_code(w, bare) && !is_heading(w, bare) &&
	         !is_underline(w, bare) && !is_rule(w, bare) && !is_definition(w, bare) && !is_table_row(w, bare))
		take_text_line(w, line, bare);
}

struct xb_str
xb_markdown_text(struct xb_str *title, struct xb_str markdown, struct xb_arena *arena)
{
	struct writing w = { .arena = arena, .title = title };
	struct xb_str line, text = { NULL, 0 };

	if (title)
		*title = (struct xb_str){ "", 0 };
	xb_buf_init(&w.out, 2 * markdown.len + 64);
	xb_buf_init(&w.block, markdown.len + 64);
	while (!w.full && xb_take_line(&markdown, &line))
		take_line(&w, line);
	flush(&w);
	if (!w.full && !w.out.failed && !w.block.failed)
		text = xb_arena_str(arena, xb_buf_view(&w.out));
	xb_buf_release(&w.out);
	xb_buf_release(&w.block);
	return text;
}
