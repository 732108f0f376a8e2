/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "own_names.h"

unsigned
xb_own_scripts(const struct xb_alias_thing *thing)
{
	unsigned scripts = 0;

	for (size_t i = 0; i < thing->n; i++)
		if (thing->names[i].nwords == 1)
			scripts |= 1U << xb_script_of(thing->names[i].words[0]);
	return scripts;
}

/* May a spelling be what the thing is called in its script, as far as the alias file says? */
static bool
may_be_name_of(const struct xb_alias_thing *thing, struct xb_str term)
{
	enum xb_script script = xb_script_of(term);
	bool named = false;

	for (size_t i = 0; i < thing->n; i++) {
		struct xb_str name = thing->names[i].words[0];

		if (thing->names[i].nwords != 1 || xb_script_of(name) != script)
			continue;
		if (xb_name_similarity(name, term) >= XB_NAME_ALIKE)
			return true;
		named = true;
	}
	return !named;
}

xabar_status
xb_own_names_keep(struct xb_alikes *alikes, struct xb_aliases *aliases, struct xb_str word, struct xb_arena *arena,
                  xabar_error *err)
{
	struct xb_alias_things things;
	struct xb_alike *kept;
	size_t n = 0;
	xabar_status status = xb_aliases_find(&things, aliases, &word, 1, err);

	if (status != XABAR_OK || !things.n || !alikes->n)
		return status;
	kept = xb_arena_calloc(arena, alikes->n, sizeof(*kept));
	if (!kept)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < alikes->n; i++) {
		bool keep = xb_has_case(alikes->array[i].term);

		for (size_t k = 0; k < things.n && !keep; k++)
			keep = may_be_name_of(things.array[k], alikes->array[i].term);
		if (keep)
			kept[n++] = alikes->array[i];
	}
	*alikes = (struct xb_alikes){ kept, n };
	return XABAR_OK;
}
