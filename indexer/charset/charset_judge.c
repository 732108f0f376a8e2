/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_judge.h"

#include <stdlib.h>

/* In nats, and in nats for each pair of bytes: what speaks for a candidate is worth so much, however long the text is. A wrong
 * reading costs some three nats a pair more than the right one. */
#define USER_WORTH (25 * XB_NAT)
#define USER_WORTH_PAIR (XB_NAT / 2)
#define DOCUMENT_WORTH (15 * XB_NAT)
#define DOCUMENT_WORTH_PAIR (XB_NAT / 3)
#define WHOLE_WORTH (12 * XB_NAT)
#define WHOLE_WORTH_PAIR (XB_NAT / 3)

#define EXACT_WORTH (2 * XB_NAT) /* more for what was claimed than for the wider page that it may mean */
#define COST_NEVER (INT32_MAX / 4)

#define LATIN_WORTH (6 * XB_NAT)
#define LEAN_MAX (20 * XB_NAT) /* what went before is forgotten this fast */
#define NOISE_MARGIN (4 * XB_NAT)
#define STRAY_MARGIN (6 * XB_NAT) /* more, for a few bytes within UTF-8 */
#define EXPECTED_WORTH (4 * XB_NAT)
#define USUAL_MARGIN (3 * XB_NAT / 4)
#define EAST_MARGIN (12 * XB_NAT) /* so much better than anything else is an encoding of Eastern Asia */

struct xb_judge *
xb_judge_new(void)
{
	struct xb_judge *judge = calloc(1, sizeof(*judge));

	if (judge && !xb_rank_init(&judge->rank)) {
		xb_judge_free(judge);
		return NULL;
	}
	if (judge)
		judge->favourite = judge->east_favourite = -1;
	return judge;
}

void
xb_judge_free(struct xb_judge *judge)
{
	if (!judge)
		return;
	xb_rank_release(&judge->rank);
	xb_east_free(judge->east);
	free(judge);
}

void
xb_judge_forget(struct xb_judge *judge)
{
	memset(judge->lean, 0, sizeof(judge->lean));
	judge->favourite = judge->east_favourite = -1;
}

static bool
is_claim(const struct xb_judge *judge, int claim, int i)
{
	return claim >= 0 && (i == claim || i == judge->rank.candidates[claim].wider);
}

bool
xb_judge_claimed(const struct xb_judge *judge, const struct xb_claims *claims, int candidate)
{
	return is_claim(judge, claims->user, candidate) || is_claim(judge, claims->map, candidate) ||
	       is_claim(judge, claims->document, candidate);
}

/* What speaks for whatever `user` and `document` say. */
static int32_t
trust(const struct xb_judge *judge, bool user, bool document)
{
	int32_t pairs = (int32_t)judge->evidence.total;

	if (user)
		return USER_WORTH + USER_WORTH_PAIR * pairs;
	return document ? DOCUMENT_WORTH + DOCUMENT_WORTH_PAIR * pairs : 0;
}

static int32_t
worth(const struct xb_judge *judge, const struct xb_claims *claims, int i)
{
	bool exact = i == claims->user || i == claims->map || i == claims->document;

	return trust(judge, is_claim(judge, claims->user, i) || is_claim(judge, claims->map, i), is_claim(judge, claims->document, i)) +
	       (exact ? EXACT_WORTH : 0);
}

/* What speaks for a candidate or against it whoever claims what. In a text of mostly ASCII letters a byte now and then that is none
 * is one of Latin script: others would have whole words of them. */
static int32_t
doubt(const struct xb_judge *judge, int i)
{
	const struct xb_candidate *candidate = &judge->rank.candidates[i];
	bool latin = judge->evidence.letters > judge->evidence.total;

	return candidate->doubt - (latin && candidate->latin ? LATIN_WORTH : 0);
}

/* Fill judge->plain and judge->cost; the number of the least cost. */
static int
weigh(struct xb_judge *judge, const struct xb_claims *claims)
{
	int best = 0;

	for (int i = 0; i < judge->rank.n; i++) {
		const struct xb_candidate *candidate = &judge->rank.candidates[i];

		/* Those made at run time take part where somebody speaks for them. */
		judge->plain[i] = judge->cost[i] = COST_NEVER;
		if (i >= XB_PAGES && !xb_judge_claimed(judge, claims, i))
			continue;
		judge->plain[i] = xb_rank_cost(candidate, &judge->evidence) + (claims->document < 0 ? judge->lean[i] : 0);
		judge->cost[i] = judge->plain[i] + doubt(judge, i) - worth(judge, claims, i);
		if (judge->cost[i] < judge->cost[best])
			best = i;
	}
	return best;
}

/* Whether it looks like text in this candidate rather than like none. */
static bool
is_text(const struct xb_judge *judge, const struct xb_claims *claims, int candidate, int32_t margin)
{
	int32_t cost = xb_rank_cost(&judge->rank.candidates[candidate], &judge->evidence) + doubt(judge, candidate);

	return cost + margin + trust(judge, claims->user_utf8, claims->document_utf8) <= xb_rank_noise(&judge->evidence);
}

static bool
is_usual(const struct xb_judge *judge, int candidate)
{
	int32_t pairs = (int32_t)judge->evidence.total;

	return xb_rank_fits(&judge->rank.candidates[candidate], &judge->evidence, (judge->usual + USUAL_MARGIN) * pairs);
}

static void
learn(struct xb_judge *judge, int winner)
{
	int32_t pairs = (int32_t)judge->evidence.total;

	for (int i = 0; i < judge->rank.n; i++) {
		int32_t against = judge->plain[i] - judge->plain[winner];

		judge->lean[i] = against < 0 ? 0 : against > LEAN_MAX ? LEAN_MAX : against;
	}
	judge->favourite = winner;
	judge->east_favourite = -1;
	judge->usual = xb_rank_cost(&judge->rank.candidates[winner], &judge->evidence) / (pairs ? pairs : 1);
}

int
xb_judge_decide(struct xb_judge *judge, const struct xb_claims *claims)
{
	int best;

	if (judge->favourite >= 0 && (claims->document < 0 || is_claim(judge, claims->document, judge->favourite)) &&
	    is_usual(judge, judge->favourite))
		return judge->favourite;
	best = weigh(judge, claims);
	if (!worth(judge, claims, best) && best != judge->favourite && !is_text(judge, claims, best, NOISE_MARGIN))
		return -1;
	if (judge->evidence.total)
		learn(judge, best);
	return best;
}

/* How much better it must be than anything else. */
static int32_t
east_margin(const struct xb_judge *judge, const struct xb_claims *claims, int page)
{
	int32_t usual = page == judge->east_favourite ? 0 : EAST_MARGIN;

	return usual + (judge->favourite < 0 ? 0 : LEAN_MAX) + trust(judge, claims->user_utf8, claims->document_utf8);
}

int
xb_judge_east(struct xb_judge *judge, const struct xb_claims *claims, struct xb_str text)
{
	struct xb_east_sum sum;
	int64_t other;
	int page;

	if (!judge->east && !(judge->east = xb_east_new()))
		return -1;
	page = xb_east_look(&sum, judge->east, text);
	if (page < 0)
		return -1;
	xb_evidence_clear(&judge->evidence);
	xb_evidence_add(&judge->evidence, text);
	if (judge->favourite >= 0 && claims->document < 0 && is_usual(judge, judge->favourite))
		return -1;
	/* The two did not look at the same number of bytes. */
	other = judge->cost[weigh(judge, claims)];
	if (judge->evidence.total)
		other = other * sum.pairs / judge->evidence.total;
	if (sum.noise < other)
		other = sum.noise;
	if (sum.cost[page] + east_margin(judge, claims, page) > other)
		return -1;
	xb_judge_forget(judge);
	judge->east_favourite = page;
	return page;
}

bool
xb_judge_expects(struct xb_judge *judge, struct xb_str text)
{
	static const struct xb_claims none = { -1, -1, -1, false, false };

	if (judge->favourite < 0)
		return false;
	xb_evidence_clear(&judge->evidence);
	xb_evidence_add(&judge->evidence, text);
	for (size_t i = 0; i < judge->evidence.npairs; i++) {
		unsigned char ascii = judge->evidence.pairs[i].a < 0x80 ? judge->evidence.pairs[i].a : judge->evidence.pairs[i].b;

		if (ascii < 0x80 && ascii != ' ')
			return false;
	}
	return is_text(judge, &none, judge->favourite, -EXPECTED_WORTH);
}

int
xb_judge_strays(struct xb_judge *judge, const struct xb_claims *claims)
{
	int best = xb_judge_decide(judge, claims);

	return best >= 0 && is_text(judge, claims, best, NOISE_MARGIN + STRAY_MARGIN) ? best : -1;
}

int
xb_judge_part(struct xb_judge *judge, const struct xb_claims *claims, int whole)
{
	int32_t pairs = (int32_t)judge->evidence.total;
	int best;

	if (is_usual(judge, whole))
		return whole;
	best = weigh(judge, claims);
	return judge->cost[best] + WHOLE_WORTH + WHOLE_WORTH_PAIR * pairs < judge->cost[whole] ? best : whole;
}
