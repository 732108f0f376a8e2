/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_scan.h"

#define DESCEND_MAX 4

size_t
xb_json_scan(struct xb_json_scan *scan, struct xb_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.ptr[i];

		if (scan->in_string) {
			if (scan->escaped)
				scan->escaped = false;
			else if (c == '\\')
				scan->escaped = true;
			else if (c == '"')
				scan->in_string = false;
			if (scan->in_string || scan->depth)
				continue;
		} else if (c == '"') {
			scan->in_string = true;
			continue;
		} else if (c == '{' || c == '[') {
			scan->depth++;
			continue;
		} else if (c != '}' && c != ']') {
			continue;
		} else if (scan->depth > 1) {
			scan->depth--;
			continue;
		}
		scan->depth = 0;
		scan->done = true;
		return i + 1;
	}
	return bytes.len;
}

/* Names that programs give to the list of records, or to the object around it. */
static const char *const list_names[] = {
	"articles", "items", "item", "data", "results", "result", "docs", "documents", "news", "records", "entries",
	"entry", "stories", "posts", "hits", "rows", "feed", "@graph", "channel", "response", "messages",
};

static bool
is_list_name(struct xb_str name)
{
	for (size_t i = 0; i < sizeof(list_names) / sizeof(*list_names); i++)
		if (xb_str_is_nocase(name, list_names[i]))
			return true;
	return false;
}

/* A walk over the members of an object. */
struct walk {
	struct xb_str bytes;
	size_t pos;
	size_t depth;
};

static char
next_char(struct walk *walk)
{
	while (walk->pos < walk->bytes.len && xb_json_space(walk->bytes.ptr[walk->pos]))
		walk->pos++;
	return walk->pos < walk->bytes.len ? walk->bytes.ptr[walk->pos] : '\0';
}

/* Past a string, array, object or scalar. False when the bytes end first. */
static bool
skip_value(struct walk *walk)
{
	struct xb_json_scan scan = { 0 };
	char c = next_char(walk);

	if (c == '"' || c == '{' || c == '[') {
		walk->pos += xb_json_scan(&scan, xb_str_from(walk->bytes, walk->pos));
		return scan.done;
	}
	while (walk->pos < walk->bytes.len && !memchr(",]} \t\r\n", walk->bytes.ptr[walk->pos], 7))
		walk->pos++;
	return walk->pos < walk->bytes.len;
}

static enum xb_json_list find_in_object(struct walk *walk);

/* The value of a member called `name`, which the walk is at. */
static enum xb_json_list
find_in_value(struct walk *walk, struct xb_str name)
{
	size_t start;
	char c = next_char(walk);

	start = walk->pos;
	if (is_list_name(name) && c == '[') {
		walk->pos++;
		if (next_char(walk) == '\0')
			return XB_JSON_LIST_MORE;
		c = next_char(walk);
		walk->pos = start;
		if (c == '{')
			return XB_JSON_LIST_FOUND;
	} else if (is_list_name(name) && c == '{' && walk->depth < DESCEND_MAX) {
		enum xb_json_list found = find_in_object(walk);

		if (found != XB_JSON_LIST_NONE)
			return found;
		walk->pos = start;
	}
	return skip_value(walk) ? XB_JSON_LIST_NONE : XB_JSON_LIST_MORE;
}

static enum xb_json_list
find_in_object(struct walk *walk)
{
	enum xb_json_list found = XB_JSON_LIST_NONE;

	walk->pos++; /* the brace */
	walk->depth++;
	for (char c; found == XB_JSON_LIST_NONE && (c = next_char(walk)) != '}';) {
		struct xb_str name;

		if (c == ',') {
			walk->pos++;
			continue;
		}
		if (c != '"' && c != '\0')
			break;
		name.ptr = walk->bytes.ptr + walk->pos + 1;
		if (c == '\0' || !skip_value(walk))
			return XB_JSON_LIST_MORE;
		name.len = (size_t)(walk->bytes.ptr + walk->pos - 1 - name.ptr);
		c = next_char(walk);
		if (c == '\0')
			return XB_JSON_LIST_MORE;
		if (c != ':')
			break;
		walk->pos++;
		found = find_in_value(walk, name);
	}
	if (found == XB_JSON_LIST_NONE)
		walk->depth--;
	return found;
}

enum xb_json_list
xb_json_find_list(size_t *pos, size_t *depth, struct xb_str bytes)
{
	struct walk walk = { .bytes = bytes };
	enum xb_json_list found = XB_JSON_LIST_NONE;

	if (next_char(&walk) == '{')
		found = find_in_object(&walk);
	*pos = walk.pos;
	*depth = walk.depth;
	return found;
}
