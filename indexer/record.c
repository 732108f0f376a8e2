/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record.h"

bool
xb_record_add(struct xb_record *record, struct xb_arena *arena, struct xb_str name, struct xb_str value)
{
	struct xb_pair *pairs = xb_arena_grow(arena, record->pairs, &record->pairs_cap,
	                                      record->npairs + 1, sizeof(*pairs));

	if (!pairs)
		return false;
	record->pairs = pairs;
	pairs[record->npairs++] = (struct xb_pair){ .name = name, .value = value };
	return true;
}

bool
xb_record_add_text(struct xb_record *record, struct xb_arena *arena, const char *name, struct xb_str value)
{
	if (value.len == 0)
		return true;
	if (!xb_record_add(record, arena, xb_str(name), value))
		return false;
	record->pairs[record->npairs - 1].text = true;
	return true;
}

xabar_status
xb_record_fail_full(const struct xb_arena *arena, size_t want, xabar_error *err)
{
	/* An array that grows asks for twice what it had: then a third of the arena is used already. */
	if (want > arena->limit - arena->used || arena->used > arena->limit / 3)
		return xb_fail(err, XABAR_ERECORD, "the record does not fit in %zu MiB of memory",
		               arena->limit >> 20);
	return xb_fail_nomem(err);
}
