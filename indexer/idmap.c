/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "idmap.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAP 1024

void
xb_idmap_release(struct xb_idmap *map)
{
	free(map->slots);
	*map = (struct xb_idmap){ 0 };
}

static struct xb_idmap_entry *
slot_of(const struct xb_idmap *map, uint64_t id)
{
	size_t i = id & (map->cap - 1);

	while (map->slots[i].id && map->slots[i].id != id)
		i = (i + 1) & (map->cap - 1);
	return &map->slots[i];
}

struct xb_idmap_entry *
xb_idmap_find(const struct xb_idmap *map, uint64_t id)
{
	struct xb_idmap_entry *entry = map->cap ? slot_of(map, id ? id : 1) : NULL;

	return entry && entry->id ? entry : NULL;
}

/* Three in four slots may be taken. */
static bool
is_full(const struct xb_idmap *map)
{
	return map->n >= map->cap / 4 * 3;
}

static size_t
next_cap(const struct xb_idmap *map)
{
	return map->cap ? map->cap * 2 : FIRST_CAP;
}

size_t
xb_idmap_bytes(const struct xb_idmap *map)
{
	return map->cap * sizeof(*map->slots);
}

size_t
xb_idmap_bytes_next(const struct xb_idmap *map)
{
	return xb_idmap_bytes(map) + (is_full(map) ? next_cap(map) * sizeof(*map->slots) : 0);
}

static bool
make_room(struct xb_idmap *map)
{
	struct xb_idmap grown = { .n = map->n, .cap = next_cap(map) };

	if (!is_full(map))
		return true;
	grown.slots = calloc(grown.cap, sizeof(*grown.slots));
	if (!grown.slots)
		return false;
	for (size_t i = 0; i < map->cap; i++)
		if (map->slots[i].id)
			*slot_of(&grown, map->slots[i].id) = map->slots[i];
	free(map->slots);
	*map = grown;
	return true;
}

xabar_status
xb_idmap_put(struct xb_idmap *map, const struct xb_idmap_entry *entry, xabar_error *err)
{
	const uint64_t id = entry->id ? entry->id : 1;
	struct xb_idmap_entry *slot;

	if (!make_room(map))
		return xb_fail_nomem(err);
	slot = slot_of(map, id);
	map->n += !slot->id;
	*slot = *entry;
	slot->id = id;
	return XABAR_OK;
}
