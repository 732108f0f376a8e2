/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks are told apart by how much text they have and how much of it is in links, as in Kohlschütter, Fankhauser and
 * Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010). Each is worth its letters, or costs something,
 * and the article is the run of blocks that is worth most, as in Pasternack and Roth, "Extracting Article Text from the Web
 * with Maximum Subsequence Segmentation" (WWW 2009). Then the element that holds that run gives what is between and
 * beside: a list, a table, a line of dialogue. Letters are counted, not words, so that every script is alike. */
#include "html_content.h"

#include "date.h"
#include "html_hints.h"
#include "html_text.h"

#define NOT_ARTICLE (XB_HTML_HINT_ASIDE | XB_HTML_HINT_COMMENT)

/* In letters. */
#define FIRST_BONUS   150 /* worth of being the first text below the headline: a flash has little else */
#define LINK_COST     3   /* of one in a block of links: more than a teaser below it brings in */
#define LINKS_COST    200 /* of a block of links, at most */
#define SMALL_COST    10  /* of a label */
#define SMALL_LETTERS 25  /* fewer are no sentence */
#define PHRASE_LETTERS_MAX 160
#define PHRASE_LEN_MAX     96 /* bytes looked at */
#define DATE_LETTERS_MAX   40

#define FIRST_WITHIN  12  /* blocks from the headline to the first text */

struct content {
	const struct xb_html_layout *layout;
	struct xb_arena *arena;
	bool *out_of;          /* by block: surely not the article's text */
	uint32_t *weight;      /* by node: letters of running text in it */
	size_t from, to;       /* the run of blocks that is worth most */
	uint32_t total;        /* letters of running text in that */
	uint32_t container;    /* the element that holds the article, 0: only the run does */
	bool marked;           /* it is so by microdata */
	bool exact;            /* it is so by name */
};

static const struct xb_html_node *
node_of(const struct content *content, uint32_t i)
{
	return &content->layout->tree->nodes[i];
}

static uint8_t
tag_of(const struct content *content, const struct xb_html_block *block)
{
	return node_of(content, block->box)->tag;
}

static bool
is_linked(const struct xb_html_block *block)
{
	return 2 * block->linked > block->letters;
}

/* ---- Blocks that are surely not it ---- */

/* What a short block says that is not of the article: a phrase, or a date alone. */
static enum xb_html_phrase
phrase_of(const struct content *content, const struct xb_html_block *block)
{
	static const struct xb_date_defaults defaults;
	struct xb_str text, key;
	struct xb_date date;

	if (block->letters > PHRASE_LETTERS_MAX)
		return XB_HTML_PHRASE_NONE;
	text = xb_html_text(content->layout->tree, block->from, block->to, content->arena);
	if (text.ptr && block->letters <= DATE_LETTERS_MAX && xb_html_digit(text) < text.len && xb_date_parse(&date, text, &defaults))
		return XB_HTML_PHRASE_ASIDE;
	if (text.ptr && (xb_str_starts(text, "©") || xb_str_starts(text, "(c) ")))
		return XB_HTML_PHRASE_LEGAL;
	text.len = text.len < PHRASE_LEN_MAX ? text.len : PHRASE_LEN_MAX;
	key = text.ptr ? xb_html_key(text, content->arena) : text;
	return key.ptr ? xb_html_phrase(key) : XB_HTML_PHRASE_NONE;
}

/* Below the article's text: another one's headline, of those that load one after the other? */
static bool
is_next_title(const struct content *content, const struct xb_html_block *block)
{
	const struct xb_html_layout *layout = content->layout;

	return layout->title < layout->n && tag_of(content, block) == XB_HTML_H1 && block->letters >= SMALL_LETTERS &&
	       tag_of(content, &layout->blocks[layout->title]) == XB_HTML_H1;
}

static void
rule_out(struct content *content)
{
	const struct xb_html_layout *layout = content->layout;
	bool begun = false, ended = false;

	for (size_t b = 0; b < layout->n; b++) {
		const struct xb_html_block *block = &layout->blocks[b];
		enum xb_html_phrase phrase;

		content->out_of[b] = ended || block->hints & (NOT_ARTICLE | XB_HTML_HINT_META) || block->letters == 0;
		if (content->out_of[b])
			continue;
		phrase = phrase_of(content, block);
		ended = begun && (phrase == XB_HTML_PHRASE_COMMENTS || is_next_title(content, block));
		content->out_of[b] = ended || phrase != XB_HTML_PHRASE_NONE || b == layout->title;
		begun |= (layout->title == layout->n || b > layout->title) && xb_html_is_prose(block);
	}
}

/* ---- The run ---- */

static bool
ends_sentence(const struct content *content, const struct xb_html_block *block)
{
	static const char *const ends[] = { ".", "!", "?", ":", "…", "\u0589", "\u061f", "\u06d4", "»", "”", "\"", "&raquo;", "&quot;" };
	struct xb_str text = { "", 0 };

	for (uint32_t i = block->from; i < block->to; i++)
		if (node_of(content, i)->tag == XB_HTML_TEXT && xb_str_trim(node_of(content, i)->source).len)
			text = xb_str_trim(node_of(content, i)->source);
	for (size_t e = 0; e < sizeof(ends) / sizeof(*ends); e++) {
		size_t len = strlen(ends[e]);

		if (text.len >= len && memcmp(text.ptr + text.len - len, ends[e], len) == 0)
			return true;
	}
	return false;
}

/* Elements in which writing stands, and not only labels. */
static bool
is_writing(uint8_t tag)
{
	return tag == XB_HTML_P || tag == XB_HTML_LI || tag == XB_HTML_BLOCKQUOTE || tag == XB_HTML_PRE || tag == XB_HTML_DD ||
	       tag == XB_HTML_DT || tag == XB_HTML_FIGCAPTION || tag == XB_HTML_CAPTION || xb_html_traits[tag] & XB_HTML_HEADING;
}

/* Letters that a block adds to an article; below 0: what it costs to have it in the midst of one. */
static int64_t
worth(const struct content *content, size_t b)
{
	const struct xb_html_block *block = &content->layout->blocks[b];
	int64_t own = (int64_t)block->letters - block->linked;
	uint8_t tag = tag_of(content, block);

	if (block->letters == 0)
		return 0;
	if (content->out_of[b])
		return -2 * SMALL_COST;
	if (is_linked(block))
		return -(LINK_COST * block->linked < LINKS_COST ? (int64_t)LINK_COST * block->linked : LINKS_COST) - SMALL_COST;
	if (xb_html_is_prose(block) || (own >= SMALL_LETTERS && ends_sentence(content, block)))
		return own;
	if (xb_html_traits[tag] & XB_HTML_HEADING)
		return 0;
	return is_writing(tag) && block->linked == 0 ? own / 2 : -SMALL_COST;
}

static void
find_run(struct content *content)
{
	const struct xb_html_layout *layout = content->layout;
	size_t title = layout->title < layout->n ? layout->title : 0, from = 0;
	int64_t sum = 0, best = 0;
	bool first = layout->title < layout->n;

	for (size_t b = 0; b < layout->n; b++) {
		int64_t value = worth(content, b);

		if (value > 0 && b < title)
			value /= 4;
		if (first && b > title && b <= title + FIRST_WITHIN && value > 0) {
			value += FIRST_BONUS;
			first = false;
		}
		if (sum <= 0) {
			sum = 0;
			from = b;
		}
		sum += value;
		if (sum > best) {
			best = sum;
			content->from = from;
			content->to = b + 1;
		}
	}
}

/* ---- The element ---- */

static void
weigh(struct content *content, size_t from, size_t to)
{
	const struct xb_html_layout *layout = content->layout;

	memset(content->weight, 0, layout->tree->n * sizeof(*content->weight));
	for (size_t b = from; b < to; b++)
		if (!content->out_of[b] && worth(content, b) > 0)
			content->weight[layout->blocks[b].box] += layout->blocks[b].letters - layout->blocks[b].linked;
	for (uint32_t i = layout->tree->n - 1; i > 0; i--)
		content->weight[node_of(content, i)->parent] += content->weight[i];
}

/* The innermost element of those with this hint that has nine tenths of what any of them has. */
static uint32_t
find_hinted(const struct content *content, uint8_t hint)
{
	const uint8_t *hints = content->layout->hints;
	uint32_t best = 0, found = 0;

	for (uint32_t i = 1; i < content->layout->tree->n; i++)
		if (hints[i] & hint && content->weight[i] > best)
			best = content->weight[i];
	for (uint32_t i = 1; i < content->layout->tree->n && best; i++)
		if (hints[i] & hint && xb_html_traits[node_of(content, i)->tag] & XB_HTML_BLOCK &&
		    (uint64_t)content->weight[i] * 10 >= (uint64_t)best * 9 && node_of(content, i)->tag != XB_HTML_P)
			found = i;
	return found;
}

/* The innermost element that has most of the run: those that do are one in another. */
static uint32_t
find_holder(const struct content *content)
{
	uint32_t found = 0;

	for (uint32_t i = 1; i < content->layout->tree->n; i++)
		if ((uint64_t)content->weight[i] * 20 >= (uint64_t)content->total * 17)
			found = i;
	while (found && (is_writing(node_of(content, found)->tag) || node_of(content, found)->tag == XB_HTML_UL ||
	                 node_of(content, found)->tag == XB_HTML_OL))
		found = node_of(content, found)->parent;
	return node_of(content, found)->tag == XB_HTML_BODY || node_of(content, found)->tag == XB_HTML_HTML ? 0 : found;
}

static void
find_container(struct content *content)
{
	uint32_t hinted;

	weigh(content, content->from, content->to);
	content->total = content->weight[0];
	content->container = content->total ? find_holder(content) : 0;
	weigh(content, 0, content->layout->n);
	hinted = find_hinted(content, XB_HTML_HINT_BODY);
	content->marked = hinted && (uint64_t)content->weight[hinted] * 10 >= (uint64_t)content->total * 4;
	if (!content->marked) {
		hinted = find_hinted(content, XB_HTML_HINT_MAIN);
		content->exact = hinted && (uint64_t)content->weight[hinted] * 20 >= (uint64_t)content->total * 17;
	}
	if (content->marked || content->exact)
		content->container = hinted;
}

/* ---- The text ---- */

static bool
is_inside(const struct content *content, const struct xb_html_block *block)
{
	return content->container && block->from >= content->container && block->from < node_of(content, content->container)->end;
}

/* Is the block where the article is? Outside its element that is running text in the run; where a name tells the element
 * for sure, only what stands above it, which is the lead. */
static bool
is_placed(const struct content *content, size_t b)
{
	const struct xb_html_block *block = &content->layout->blocks[b];
	bool named = content->marked || content->exact;

	if (is_inside(content, block) || (content->marked && block->hints & XB_HTML_HINT_BODY))
		return true;
	if (worth(content, b) <= 0 || b < content->from || b >= content->to)
		return false;
	return !named || (block->from < content->container && content->layout->title < b);
}

static bool
is_wanted(const struct content *content, size_t b)
{
	const struct xb_html_block *block = &content->layout->blocks[b];
	uint8_t tag = tag_of(content, block);
	bool cell = tag == XB_HTML_TD || tag == XB_HTML_TH;

	if (content->out_of[b] || is_linked(block) || !is_placed(content, b))
		return false;
	if (is_writing(tag) || block->letters >= SMALL_LETTERS)
		return true;
	/* Cells of a table in the article, but not those of a page laid out in tables. */
	if (cell && is_inside(content, block) && content->container < block->box)
		return true;
	return ends_sentence(content, block) && block->letters > 1;
}

/* Headings at the end are of what comes after the article. */
static size_t
wanted_blocks(const struct content *content, bool *wanted)
{
	size_t last = 0;

	for (size_t b = 0; b < content->layout->n; b++) {
		wanted[b] = is_wanted(content, b);
		if (wanted[b] && !(xb_html_traits[tag_of(content, &content->layout->blocks[b])] & XB_HTML_HEADING))
			last = b + 1;
	}
	return last;
}

/* What stands between two blocks of the article. */
static const char *
joint(const struct content *content, const struct xb_html_block *a, const struct xb_html_block *b)
{
	uint8_t tag_a = tag_of(content, a), tag_b = tag_of(content, b);
	bool cells = (tag_a == XB_HTML_TD || tag_a == XB_HTML_TH) && (tag_b == XB_HTML_TD || tag_b == XB_HTML_TH) && a->box != b->box;
	uint32_t row_a = node_of(content, a->box)->parent, row_b = node_of(content, b->box)->parent;

	if (cells && row_a == row_b)
		return " ";
	if (cells && node_of(content, row_a)->parent == node_of(content, row_b)->parent)
		return "\n";
	return tag_a == XB_HTML_LI && tag_b == XB_HTML_LI && row_a == row_b && a->box != b->box ? "\n" : "\n\n";
}

static bool
write_text(struct xb_html_content *out, const struct content *content, const bool *wanted, size_t end)
{
	const struct xb_html_layout *layout = content->layout;
	const struct xb_html_block *before = NULL;
	size_t room = 1, len = 0;
	char *made;

	for (size_t b = 0; b < end; b++)
		for (uint32_t i = layout->blocks[b].from; wanted[b] && i < layout->blocks[b].to; i++)
			room += (node_of(content, i)->tag == XB_HTML_TEXT ? node_of(content, i)->source.len : 0) + 3;
	made = xb_arena_alloc(content->arena, room);
	for (size_t b = 0; made && b < end; b++) {
		const struct xb_html_block *block = &layout->blocks[b];
		struct xb_str text;

		if (!wanted[b])
			continue;
		text = xb_html_text(layout->tree, block->from, block->to, content->arena);
		if (!text.ptr)
			return false;
		if (before)
			len = (size_t)(stpcpy(made + len, joint(content, before, block)) - made);
		memcpy(made + len, text.ptr, text.len);
		len += text.len;
		before = block;
		out->letters += block->letters;
	}
	out->text = (struct xb_str){ made, len };
	return made;
}

/* ---- Is it an article at all? ---- */

#define FLASH_LETTERS  20  /* the shortest text below a headline */
#define TEASER_LETTERS 40  /* the shortest without one, or below another page's */
#define SURE_LETTERS   250 /* as many are no teaser */
#define TEASERS        3
#define LINKED_LETTERS 120 /* as many in links are a menu or headlines */

/* What there is on a page beside text. */
struct tally {
	size_t first;        /* block of the text; n: there is none */
	bool first_is_teaser;
	size_t texts;        /* blocks of it */
	size_t teasers;      /* blocks right below a linked headline: of them, and of the whole page */
	size_t all_teasers;
	size_t linked;       /* letters in blocks of links: between texts, and of the whole page */
	size_t all_linked;
};

static struct tally
count(const struct content *content, const bool *wanted, size_t end)
{
	const struct xb_html_layout *layout = content->layout;
	struct tally tally = { .first = layout->n };
	bool below_link = false;

	for (size_t b = 0; b < layout->n; b++) {
		const struct xb_html_block *block = &layout->blocks[b];
		bool text = b < end && wanted[b], long_enough = block->letters >= TEASER_LETTERS && !is_linked(block);

		tally.all_linked += block->linked;
		if (block->hints & (NOT_ARTICLE | XB_HTML_HINT_META))
			continue;
		if (text && tally.first == layout->n) {
			tally.first = b;
			tally.first_is_teaser = below_link;
		}
		tally.linked += tally.first < b && b < end && is_linked(block) ? block->linked : 0;
		tally.texts += text && long_enough;
		tally.teasers += text && long_enough && below_link;
		tally.all_teasers += long_enough && below_link;
		below_link = is_linked(block);
	}
	return tally;
}

/* Of a page of links, texts have a linked headline above them, each, or stand among links. */
static bool
is_links(const struct xb_html_content *out, const struct xb_html_layout *layout, const struct tally *tally)
{
	bool near = layout->title < tally->first && tally->first <= layout->title + FIRST_WITHIN && tally->first < layout->n &&
	            !is_linked(&layout->blocks[layout->title]);

	if (out->letters < (near ? FLASH_LETTERS : TEASER_LETTERS))
		return out->has_links;
	if (tally->first_is_teaser && tally->all_teasers >= TEASERS)
		return true;
	if ((tally->teasers >= TEASERS && 2 * tally->teasers >= tally->texts) || tally->linked > out->letters)
		return true;
	return out->letters < SURE_LETTERS && !near && tally->all_linked > 3 * out->letters;
}

bool
xb_html_content(struct xb_html_content *out, const struct xb_html_layout *layout, struct xb_arena *arena)
{
	struct content content = { .layout = layout, .arena = arena };
	struct tally tally;
	bool *wanted = xb_arena_calloc(arena, layout->n, sizeof(*wanted));
	size_t end;

	*out = (struct xb_html_content){ .text = { "", 0 } };
	content.out_of = xb_arena_calloc(arena, layout->n, sizeof(*content.out_of));
	content.weight = xb_arena_alloc(arena, layout->tree->n * sizeof(*content.weight));
	if (!wanted || !content.out_of || !content.weight)
		return false;
	rule_out(&content);
	find_run(&content);
	find_container(&content);
	end = wanted_blocks(&content, wanted);
	if (!write_text(out, &content, wanted, end))
		return false;
	out->is_marked = content.marked;
	tally = count(&content, wanted, end);
	out->has_links = tally.all_linked > LINKED_LETTERS;
	out->is_links = is_links(out, layout, &tally);
	return true;
}
