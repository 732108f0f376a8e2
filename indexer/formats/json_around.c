/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_around.h"

#include "json_names.h"
#include "json_pairs.h"
#include "json_scan.h"

#define HEAD_MAX ((size_t)64 << 10)  /* before the list */
#define DOCUMENT_MAX ((size_t)4 << 20) /* a feed is smaller; in a larger text only what comes before the list counts */
#define ARENA_MAX ((size_t)8 << 20)

bool
xb_json_is_feed(const struct xb_record *members)
{
	struct xb_str version = xb_json_value(members, "version");

	return xb_str_starts(version, "https://jsonfeed.org/version/") ||
	       xb_str_starts(version, "http://jsonfeed.org/version/");
}

/* Telegram's result.json: {"name": ..., "type": "public_channel", "id": ..., "messages": [...]}. */
static bool
is_chat(const struct xb_record *members)
{
	static const char *const types[] = {
		"public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group",
		"personal_chat", "bot_chat", "saved_messages",
	};
	struct xb_str type = xb_json_value(members, "type");

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (xb_str_is(type, types[i]))
			return xb_json_value(members, "id").len > 0;
	return false;
}

/* Whether a list that begins behind these bytes is called as those are that are known. Only then is it worth while to
 * look for its end. */
static bool
may_be_known(struct xb_str before)
{
	static const char *const names[] = { "\"items\"", "\"messages\"" };

	while (before.len && (xb_json_space(before.ptr[before.len - 1]) || before.ptr[before.len - 1] == ':'))
		before.len--;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t len = strlen(names[i]);

		if (before.len > len && memcmp(before.ptr + before.len - len, names[i], len) == 0)
			return true;
	}
	return false;
}

/* The list ends `list` bytes after `from`, the object `rest` bytes after that: 0 when it cannot be seen. */
static void
find_ends(size_t *list, size_t *rest, struct xb_str window, size_t from)
{
	struct xb_json_scan in_list = { 0 }, in_object = { .depth = 1 };

	*rest = 0;
	*list = xb_json_scan(&in_list, xb_str_from(window, from));
	if (in_list.done)
		*rest = xb_json_scan(&in_object, xb_str_from(window, from + *list));
	if (!in_object.done)
		*rest = 0;
}

static xabar_status
read_members(struct xb_json_around *around, struct xb_charset *charset, struct xb_str bytes, xabar_error *err)
{
	struct xb_charset_found found;
	struct xb_str text;
	xabar_status status = xb_charset_decode(&text, &found, charset, bytes, (struct xb_str){ 0 }, &around->arena, err);

	if (status == XABAR_OK)
		status = xb_json_pairs(&around->members, text, &around->arena, err);
	if (status == XABAR_OK && xb_json_is_feed(&around->members))
		around->kind = XB_JSON_AROUND_FEED;
	else if (status == XABAR_OK && is_chat(&around->members))
		around->kind = XB_JSON_AROUND_CHAT;
	return status == XABAR_ERECORD ? XABAR_OK : status;
}

xabar_status
xb_json_around_read(struct xb_json_around *around, struct xb_input *input, struct xb_charset *charset, size_t pos,
                    xabar_error *err)
{
	struct xb_str window, bytes;
	size_t list, rest;
	char *made;
	xabar_status status = xb_input_window(&window, input, pos, err);

	xb_json_around_release(around);
	if (status != XABAR_OK || pos > HEAD_MAX || !may_be_known((struct xb_str){ window.ptr, pos }))
		return status;
	status = xb_input_window(&window, input, DOCUMENT_MAX, err);
	if (status != XABAR_OK)
		return status;
	xb_arena_init(&around->arena, ARENA_MAX);
	find_ends(&list, &rest, window, pos);
	if (rest > HEAD_MAX)
		rest = 0;
	made = xb_arena_alloc(&around->arena, pos + 3 + rest);
	if (!made)
		return xb_fail_nomem(err);
	memcpy(made, window.ptr, pos);
	memcpy(made + pos, "[]}", 3);
	bytes = (struct xb_str){ made, pos + 3 };
	if (rest) {
		memcpy(made + pos + 2, window.ptr + pos + list, rest);
		bytes.len = pos + 2 + rest;
	}
	return read_members(around, charset, bytes, err);
}

void
xb_json_around_release(struct xb_json_around *around)
{
	if (around->arena.limit)
		xb_arena_release(&around->arena);
	*around = (struct xb_json_around){ 0 };
}
