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

void
xb_idmap_clear(struct xb_idmap *map)
{
	if (map->cap)
		memset(map->slots, 0, map->cap * sizeof(*map->slots));
	map->n = 0;
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

static bool
make_room(struct xb_idmap *map)
{
	struct xb_idmap grown = { .n = map->n, .cap = map->cap ? map->cap * 2 : FIRST_CAP };

	if (map->n * 2 < map->cap)
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
