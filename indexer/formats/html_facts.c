/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_facts.h"

#include <limits.h>

/* More than any page says: what is beyond is not looked at. */
#define SAID_MAX 1024

void
xb_html_say(struct xb_html_facts *facts, enum xb_html_fact fact, int rank, struct xb_str value)
{
	struct xb_html_said *said;

	value = xb_str_trim(value);
	if (value.len == 0 || facts->n == SAID_MAX)
		return;
	said = xb_arena_grow(facts->arena, facts->said, &facts->cap, facts->n + 1, sizeof(*said));
	if (!said) {
		facts->full = true;
		return;
	}
	facts->said = said;
	said[facts->n++] = (struct xb_html_said){ fact, rank, value };
}

static int
best_rank(const struct xb_html_facts *facts, enum xb_html_fact fact)
{
	int rank = INT_MAX;

	for (size_t i = 0; i < facts->n; i++)
		if (facts->said[i].fact == fact && facts->said[i].rank < rank)
			rank = facts->said[i].rank;
	return rank;
}

size_t
xb_html_next_best(const struct xb_html_facts *facts, enum xb_html_fact fact, size_t i)
{
	int rank = best_rank(facts, fact);

	while (i < facts->n && (facts->said[i].fact != fact || facts->said[i].rank != rank))
		i++;
	return i;
}

struct xb_str
xb_html_best(const struct xb_html_facts *facts, enum xb_html_fact fact)
{
	size_t i = xb_html_next_best(facts, fact, 0);

	return i < facts->n ? facts->said[i].value : (struct xb_str){ "", 0 };
}
