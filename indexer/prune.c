/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "prune.h"

#include <stdlib.h>

/* Hashes of ids; sorted before they are looked into. */
struct ids {
	uint64_t *ids;
	size_t n, cap;
};

struct xb_prune {
	struct ids candidates, held;
};

xabar_status
xb_prune_new(struct xb_prune **out, xabar_error *err)
{
	*out = calloc(1, sizeof(**out));
	return *out ? XABAR_OK : xb_fail_nomem(err);
}

void
xb_prune_free(struct xb_prune *prune)
{
	if (!prune)
		return;
	free(prune->candidates.ids);
	free(prune->held.ids);
	free(prune);
}

static xabar_status
add_ids(struct ids *to, const uint64_t *ids, size_t n, xabar_error *err)
{
	if (to->cap - to->n < n) {
		size_t cap = to->cap * 2 > to->n + n ? to->cap * 2 : to->n + n;
		uint64_t *grown = realloc(to->ids, cap * sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		to->ids = grown;
		to->cap = cap;
	}
	if (n)
		memcpy(to->ids + to->n, ids, n * sizeof(*ids));
	to->n += n;
	return XABAR_OK;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool
has(const struct ids *set, uint64_t id)
{
	return set->n && bsearch(&id, set->ids, set->n, sizeof(id), compare);
}

xabar_status
xb_prune_candidates(struct xb_prune *prune, const uint64_t *ids, size_t n, xabar_error *err)
{
	return add_ids(&prune->candidates, ids, n, err);
}

/* Whether a file's path is one of `roots` or below one. */
static bool
is_below(const char *path, char *const *roots, size_t nroots)
{
	for (size_t i = 0; i < nroots; i++) {
		size_t len = roots[i] ? strlen(roots[i]) : 0;

		if (len && strncmp(path, roots[i], len) == 0 &&
		    (path[len] == '\0' || path[len] == '/' || roots[i][len - 1] == '/'))
			return true;
	}
	return false;
}

/* Sort the ledger's inputs into those that have vanished, which leave it, and those that hold ids. */
static xabar_status
sort_inputs(struct xb_prune *prune, struct xb_ledger *ledger, char *const *roots, size_t nroots, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t i = 0;

	while (i < ledger->slots && status == XABAR_OK) {
		const struct xb_ledger_input *input = ledger->inputs[i];
		bool gone = input && !input->seen && is_below(input->path, roots, nroots);

		if (input)
			status = add_ids(gone ? &prune->candidates : &prune->held, input->ids, input->nids, err);
		if (gone)
			xb_ledger_remove(ledger, input->path);
		/* What moved into a freed slot comes next; that it may be seen twice does no harm to a set. */
		if (!gone)
			i++;
	}
	return status;
}

static bool
is_gone(void *ctx, uint64_t id)
{
	const struct xb_prune *prune = ctx;

	return has(&prune->candidates, id) && !has(&prune->held, id);
}

xabar_status
xb_prune_run(uint64_t *n, struct xb_prune *prune, struct xb_ledger *ledger, struct xb_writer *writer,
             const char *const *paths, size_t npaths, xabar_error *err)
{
	char **roots = calloc(npaths + 1, sizeof(*roots));
	xabar_status status = roots ? XABAR_OK : xb_fail_nomem(err);

	*n = 0;
	for (size_t i = 0; i < npaths && status == XABAR_OK; i++)
		roots[i] = strcmp(paths[i], "-") == 0 ? NULL : realpath(paths[i], NULL);
	if (status == XABAR_OK)
		status = sort_inputs(prune, ledger, roots, npaths, err);
	if (status == XABAR_OK && prune->candidates.n) {
		qsort(prune->candidates.ids, prune->candidates.n, sizeof(uint64_t), compare);
		if (prune->held.n)
			qsort(prune->held.ids, prune->held.n, sizeof(uint64_t), compare);
		status = xb_writer_delete_where(n, writer, is_gone, prune, err);
	}
	for (size_t i = 0; roots && i < npaths; i++)
		free(roots[i]);
	free(roots);
	return status;
}
