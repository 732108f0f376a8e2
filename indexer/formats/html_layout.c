/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_layout.h"

#include "html_hints.h"
#include "html_text.h"

/* A part with this many letters is more than a date or a name. */
#define META_LETTERS_MAX 120

/* A headline is not longer. */
#define TITLE_LETTERS_MAX 400

struct layout {
	struct xb_html_layout *out;
	const struct xb_html_tree *tree;
	struct xb_arena *arena;
	uint32_t *box;     /* by node: the innermost block element around it, or itself */
	uint32_t *letters; /* by node: in it */
	uint32_t *prose;   /* by node: of them in running text */
	size_t cap;
	unsigned breaks;   /* <br> since the last text */
	bool cut;          /* a block element began since */
};

bool
xb_html_is_prose(const struct xb_html_block *block)
{
	return block->letters - block->linked >= XB_HTML_PROSE_MIN && 2 * block->linked < block->letters;
}

/* ---- Blocks ---- */

static bool
is_blank(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > ' ')
			return false;
	return true;
}

/* Old pages set paragraphs off by a line break and an indent of no-break spaces. */
static bool
is_indented(struct xb_str s)
{
	unsigned n = 0;

	for (;;) {
		if (xb_str_starts(s, "&nbsp;"))
			s = xb_str_from(s, 6), n++;
		else if (xb_str_starts(s, "\xc2\xa0"))
			s = xb_str_from(s, 2), n++;
		else if (s.len && (unsigned char)*s.ptr <= ' ')
			s = xb_str_from(s, 1);
		else
			return n >= 2;
	}
}

static bool
add_text(struct layout *layout, uint32_t i)
{
	struct xb_html_layout *out = layout->out;
	const struct xb_html_node *node = &layout->tree->nodes[i];
	struct xb_html_block *block = out->n ? &out->blocks[out->n - 1] : NULL;
	uint32_t letters;

	if (is_blank(node->source))
		return true;
	if (!block || layout->cut || layout->breaks > 1 || block->box != layout->box[i] ||
	    (layout->breaks && is_indented(node->source))) {
		block = xb_arena_grow(layout->arena, out->blocks, &layout->cap, out->n + 1, sizeof(*block));
		if (!block)
			return false;
		out->blocks = block;
		block += out->n++;
		*block = (struct xb_html_block){ .from = i, .box = layout->box[i] };
	}
	letters = (uint32_t)xb_html_letters(node->source);
	block->to = i + 1;
	block->letters += letters;
	block->linked += node->in_link ? letters : 0;
	layout->breaks = 0;
	layout->cut = false;
	return true;
}

static bool
find_blocks(struct layout *layout)
{
	const struct xb_html_node *nodes = layout->tree->nodes;

	for (uint32_t i = 0; i < layout->tree->n; i++) {
		bool block = xb_html_traits[nodes[i].tag] & XB_HTML_BLOCK;

		layout->box[i] = block ? i : layout->box[nodes[i].parent];
		layout->cut |= block;
		if (nodes[i].tag == XB_HTML_BR)
			layout->breaks++;
		else if (nodes[i].tag == XB_HTML_TEXT && !add_text(layout, i))
			return false;
		else if (xb_html_traits[nodes[i].tag] & XB_HTML_NO_TEXT)
			i = nodes[i].end - 1;
	}
	return true;
}

static void
count_letters(struct layout *layout)
{
	for (size_t b = 0; b < layout->out->n; b++) {
		const struct xb_html_block *block = &layout->out->blocks[b];

		layout->letters[block->box] += block->letters;
		layout->prose[block->box] += xb_html_is_prose(block) ? block->letters - block->linked : 0;
	}
	for (uint32_t i = layout->tree->n - 1; i > 0; i--) {
		layout->letters[layout->tree->nodes[i].parent] += layout->letters[i];
		layout->prose[layout->tree->nodes[i].parent] += layout->prose[i];
	}
}

/* ---- The headline ---- */

static unsigned
heading_level(const struct layout *layout, const struct xb_html_block *block)
{
	uint8_t tag = layout->tree->nodes[block->box].tag;

	return tag >= XB_HTML_H1 && tag <= XB_HTML_H6 ? (unsigned)(tag - XB_HTML_H1) + 1 : 0;
}

/* Does the block say the headline, or its greater part: sites add their name to it, or a kicker? */
static bool
says_title(const struct layout *layout, const struct xb_html_block *block, struct xb_str key)
{
	struct xb_str text, other;

	if (block->letters > TITLE_LETTERS_MAX || key.len > 4 * TITLE_LETTERS_MAX)
		return false;
	text = xb_html_text(layout->tree, block->from, block->to, layout->arena);
	other = text.ptr ? xb_html_key(text, layout->arena) : text;
	if (other.len <= key.len)
		return other.ptr && 2 * other.len > key.len && memmem(key.ptr, key.len, other.ptr, other.len);
	return key.len && 2 * key.len > other.len && memmem(other.ptr, other.len, key.ptr, key.len);
}

/* How sure it is that the block is the headline; 0: it is not. */
static unsigned
title_score(const struct layout *layout, const struct xb_html_block *block, struct xb_str key)
{
	unsigned level = heading_level(layout, block);
	bool linked = 2 * block->linked > block->letters;

	if (block->letters == 0)
		return 0;
	if (key.len == 0)
		return level == 1 ? 10 - 5 * linked : 0;
	if (level == 0 && linked)
		return 0;
	return says_title(layout, block, key) ? level == 1 ? 20 - linked : level ? 15 - 8 * linked : 6 : level == 1 && !linked;
}

#define BOLD_WITHIN 8 /* elements from a text to its <b> */
#define BOLD_LETTERS_MIN 16

/* Is all of the block bold? */
static bool
is_bold(const struct layout *layout, const struct xb_html_block *block)
{
	const struct xb_html_node *nodes = layout->tree->nodes;

	for (uint32_t i = block->from; i < block->to; i++) {
		uint32_t up = nodes[i].parent;
		unsigned n = 0;

		if (nodes[i].tag != XB_HTML_TEXT || xb_html_letters(nodes[i].source) == 0)
			continue;
		while (up != block->box && n++ < BOLD_WITHIN && nodes[up].tag != XB_HTML_B && nodes[up].tag != XB_HTML_STRONG)
			up = nodes[up].parent;
		if (nodes[up].tag != XB_HTML_B && nodes[up].tag != XB_HTML_STRONG)
			return false;
	}
	return true;
}

/* Where nothing is said to be the headline: a bold line, or a lesser heading, right above running text. */
static size_t
find_bold_title(const struct layout *layout)
{
	const struct xb_html_layout *out = layout->out;

	for (size_t b = 0; b < out->n; b++) {
		const struct xb_html_block *block = &out->blocks[b];

		if (block->letters < BOLD_LETTERS_MIN || block->linked || block->letters > TITLE_LETTERS_MAX ||
		    (heading_level(layout, block) == 0 && !is_bold(layout, block)))
			continue;
		for (size_t next = b + 1; next < out->n && next < b + 3; next++)
			if (xb_html_is_prose(&out->blocks[next]))
				return b;
	}
	return out->n;
}

#define SAME_TITLE_MAX 64 /* blocks compared with the title: as many as would be wanted, and no page makes it long work */

static bool
find_title(struct layout *layout, struct xb_str title)
{
	struct xb_html_layout *out = layout->out;
	struct xb_str key = xb_html_key(title, layout->arena);
	size_t letters = xb_html_letters(title);
	unsigned best = 0, compared = 0;

	out->title = out->n;
	for (size_t b = 0; key.ptr && b < out->n && compared < SAME_TITLE_MAX; b++) {
		const struct xb_html_block *block = &out->blocks[b];
		bool alike = 2 * block->letters > letters && block->letters < 2 * letters + 1;
		unsigned score;

		if (!alike && heading_level(layout, block) != 1)
			continue;
		compared++;
		score = title_score(layout, block, key);
		if (score > best) {
			best = score;
			out->title = b;
		}
	}
	if (best == 0)
		out->title = find_bold_title(layout);
	return key.ptr;
}

/* ---- What the markup says of its parts ---- */

static uint8_t
believed(const struct layout *layout, uint32_t i, uint8_t hints)
{
	const struct xb_html_node *node = &layout->tree->nodes[i];
	const struct xb_html_layout *out = layout->out;
	bool title = out->title < out->n && out->blocks[out->title].from >= i && out->blocks[out->title].from < node->end;
	bool most = 2 * (uint64_t)layout->prose[i] > layout->prose[0];

	if (title || (most && !(hints & XB_HTML_HINT_COMMENT) && node->tag != XB_HTML_ASIDE && node->tag != XB_HTML_FOOTER))
		hints &= (uint8_t)~(XB_HTML_HINT_ASIDE | XB_HTML_HINT_COMMENT);
	if (layout->letters[i] > META_LETTERS_MAX)
		hints &= (uint8_t)~(XB_HTML_HINT_META | XB_HTML_HINT_BYLINE | XB_HTML_HINT_DATE);
	return hints;
}

static void
find_hints(struct layout *layout)
{
	const struct xb_html_node *nodes = layout->tree->nodes;
	uint8_t *hints = layout->out->hints;

	for (uint32_t i = 1; i < layout->tree->n; i++) {
		hints[i] = hints[nodes[i].parent] & (uint8_t)~XB_HTML_HINT_MAIN;
		if (nodes[i].tag != XB_HTML_TEXT && nodes[i].tag != XB_HTML_HTML && nodes[i].tag != XB_HTML_BODY)
			hints[i] |= believed(layout, i, xb_html_hints(&nodes[i]));
	}
	/* What an inline element says holds for a block if it holds all of it. */
	for (size_t b = 0; b < layout->out->n; b++) {
		struct xb_html_block *block = &layout->out->blocks[b];

		block->hints = hints[block->box] | (hints[block->from] & hints[block->to - 1]);
	}
}

bool
xb_html_layout(struct xb_html_layout *out, const struct xb_html_tree *tree, struct xb_str title, struct xb_arena *arena)
{
	struct layout layout = { .out = out, .tree = tree, .arena = arena };

	*out = (struct xb_html_layout){ .tree = tree, .hints = xb_arena_calloc(arena, tree->n, sizeof(*out->hints)) };
	layout.box = xb_arena_calloc(arena, tree->n, sizeof(*layout.box));
	layout.letters = xb_arena_calloc(arena, tree->n, sizeof(*layout.letters));
	layout.prose = xb_arena_calloc(arena, tree->n, sizeof(*layout.prose));
	if (!out->hints || !layout.box || !layout.letters || !layout.prose || !find_blocks(&layout))
		return false;
	count_letters(&layout);
	if (!find_title(&layout, title))
		return false;
	find_hints(&layout);
	return true;
}
