/* SPDX-License-Identifier: GPL-2.0-or-later */
/* news.c - what is new to alerts, each once. A process may end at any moment, and cannot know whether what it printed last was
 * read; so it notes what is told before it tells it, some alerts at a time, and until the next are noted, that these
 * may have been missed. */
#include <inttypes.h>
#include <stdlib.h>

#include "alerts.h"
#include "match.h"
#include "newborn.h"
#include "results.h"
#include "search.h"

#define ARENA_MAX ((size_t)4 << 30)

/* Alerts with news that are noted at once: each time costs the syncing of a file and a folder. */
#define BATCH 16

/* Hits that are made at once. */
#define PAGE 256

/* An alert with news. */
struct news_item {
	struct xb_alert *alert;
	uint64_t since;
	struct xb_arena arena;
	struct xb_plan plan;
	struct xb_matches matches;
	bool missed;
};

struct xabar_news {
	struct xb_alerts alerts;
	struct xabar_searcher *searcher;
	struct xb_newborn newborn;
	xabar_news_options options;
	bool *chosen;              /* of each alert */
	size_t next;               /* alert to look at */
	struct news_item batch[BATCH];
	size_t nbatch, at;         /* of the batch */
	size_t offset;             /* of the next page */
	const char **notes;        /* in the alerts' arena */
	size_t nnotes, notes_cap;
	bool unwritten;            /* the file does not say all that .alerts does */
};

static uint64_t
generation_of(const struct xabar_news *news)
{
	return xabar_searcher_generation(news->searcher);
}

/* ---- Opening ---- */

/* Keep a line, which is released, to be told with the next news. */
static xabar_status
add_note(struct xabar_news *news, struct xb_buf *line, xabar_error *err)
{
	const struct xb_str text = xb_buf_into_arena(line, &news->alerts.arena);

	news->notes = xb_arena_grow(&news->alerts.arena, news->notes, &news->notes_cap, news->nnotes + 1, sizeof(*news->notes));
	if (!text.ptr || !news->notes)
		return xb_fail_nomem(err);
	news->notes[news->nnotes++] = text.ptr;
	return XABAR_OK;
}

/* See to what an earlier run left: one that was broken off, or that was of another index. */
static xabar_status
settle(struct xabar_news *news, struct xb_alert *a, xabar_error *err)
{
	const uint64_t now = generation_of(news);
	xabar_status status = XABAR_OK;
	struct xb_buf line;

	xb_buf_init(&line, 4096);
	if (a->telling) {
		xb_buf_printf(&line, "a run ended while it told the alert '%s': what came after generation %" PRIu64 " may have been missed, "
		              "and is told with --again", a->alert.name, a->telling);
		status = add_note(news, &line, err);
		a->alert.missed = a->alert.missed ? a->alert.missed : a->telling;
		a->telling = 0;
		news->unwritten = true;
	}
	if (a->alert.seen > now && status == XABAR_OK) {
		xb_buf_printf(&line, "the alert '%s' was told up to generation %" PRIu64 ", which the index has not reached: it was made anew, "
		              "or is from a backup, and what it has is old", a->alert.name, a->alert.seen);
		status = add_note(news, &line, err);
		a->alert.seen = now;
		a->alert.missed = 0;
		news->unwritten = true;
	}
	return status;
}

static xabar_status
choose(struct xabar_news *news, xabar_error *err)
{
	const char *const *names = news->options.names;
	xabar_status status = XABAR_OK;

	news->chosen = calloc(news->alerts.n + 1, sizeof(*news->chosen));
	if (!news->chosen)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < news->alerts.n && !names; i++)
		news->chosen[i] = true;
	for (; names && *names; names++) {
		const struct xb_alert *alert = xb_alerts_find(&news->alerts, *names);

		if (!alert)
			return xb_alerts_fail_unknown(&news->alerts, *names, err);
		news->chosen[alert - news->alerts.array] = true;
	}
	for (size_t i = 0; i < news->alerts.n && status == XABAR_OK; i++)
		if (news->chosen[i])
			status = settle(news, &news->alerts.array[i], err);
	return status;
}

/* What came after this generation is to be told. */
static uint64_t
since(const struct xabar_news *news, const struct xb_alert *a)
{
	return news->options.again && a->alert.missed ? a->alert.missed : a->alert.seen;
}

static xabar_status
read_newborn(struct xabar_news *news, xabar_error *err)
{
	uint64_t earliest = UINT64_MAX;

	for (size_t i = 0; i < news->alerts.n; i++)
		if (news->chosen[i] && since(news, &news->alerts.array[i]) < earliest)
			earliest = since(news, &news->alerts.array[i]);
	return xb_newborn_read(&news->newborn, &news->searcher->generations[0]->manifest, news->searcher->reader, earliest, err);
}

static xabar_status
take_searcher_notes(struct xabar_news *news, xabar_error *err)
{
	xabar_status status = xb_searcher_read_aliases(news->searcher, err);
	const xabar_request any = XABAR_REQUEST_INIT;
	const char *const *notes;
	struct xb_buf line;
	size_t n = 0;

	xb_buf_init(&line, 4096);
	if (status == XABAR_OK)
		status = xb_searcher_take_notes(&notes, &n, news->searcher, &any, &news->alerts.arena, err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		xb_buf_printf(&line, "%s", notes[i]);
		status = add_note(news, &line, err);
	}
	return status;
}

xabar_status
xabar_news_open(xabar_news **out, const char *path, const xabar_news_options *options, xabar_error *err)
{
	struct xabar_news *news = calloc(1, sizeof(*news));
	xabar_status status;

	*out = NULL;
	if (!news)
		return xb_fail_nomem(err);
	memcpy(&news->options, options, options->size < sizeof(*options) ? options->size : sizeof(*options));
	news->alerts.lock_fd = -1;
	status = xabar_searcher_open(&news->searcher, &path, 1, err);
	if (status == XABAR_OK)
		status = xb_alerts_open(&news->alerts, path, true, err);
	/* Another process may have told of a newer generation before the lock was ours. */
	if (status == XABAR_OK)
		status = xabar_searcher_refresh(news->searcher, NULL, err);
	if (status == XABAR_OK)
		status = choose(news, err);
	if (status == XABAR_OK)
		status = read_newborn(news, err);
	if (status == XABAR_OK)
		status = take_searcher_notes(news, err);
	if (status == XABAR_OK)
		*out = news;
	else
		xabar_news_free(news);
	return status;
}

void
xabar_news_free(xabar_news *news)
{
	if (!news)
		return;
	for (size_t i = 0; i < news->nbatch; i++)
		xb_arena_release(&news->batch[i].arena);
	xb_newborn_release(&news->newborn);
	xabar_searcher_free(news->searcher);
	xb_alerts_release(&news->alerts);
	free(news->chosen);
	free(news);
}

/* ---- A batch ---- */

/* Name the alert that cannot be run. */
static xabar_status
fail_alert(const struct xb_alert *a, xabar_status status, const xabar_error *why, xabar_error *err)
{
	xb_fail(err, status, "the alert '%s' cannot be run: %s", a->alert.name, why->message);
	return xb_hint(err, status, "it is told again once its query is mended: --alert-remove it, and --alert-add");
}

static xabar_status
find_news(struct news_item *item, struct xabar_news *news, xabar_error *err)
{
	const xabar_request request = { .size = sizeof(request), .query = item->alert->alert.query };
	struct xb_searching searching = { .searcher = news->searcher, .request = &request, .reading = XB_READ_ALL };
	xabar_results seen = { .total = 0 };
	xabar_error why;
	xabar_status status = xb_search_plan(&searching, &seen, &item->arena, &why);

	if (status != XABAR_OK)
		status = fail_alert(item->alert, status, &why, err);
	else
		status = xb_newborn_match(&item->matches, &news->newborn, item->since, news->searcher->reader, searching.plan.root,
		                          &item->arena, err);
	xb_view_leave(news->searcher);
	item->plan = searching.plan;
	return status;
}

/* Look at the next alert; it joins the batch if there is something new to it. */
static xabar_status
look_at(struct xabar_news *news, struct xb_alert *a, xabar_error *err)
{
	struct news_item *item = &news->batch[news->nbatch];
	xabar_status status = XABAR_OK;

	*item = (struct news_item){ .alert = a, .since = since(news, a) };
	xb_arena_init(&item->arena, ARENA_MAX);
	if (xb_newborn_count(&news->newborn, item->since))
		status = find_news(item, news, err);
	if (status == XABAR_OK && item->matches.nhits) {
		news->nbatch++;
		a->telling = item->since;
	} else {
		xb_arena_release(&item->arena);
	}
	if (status != XABAR_OK)
		return status;
	news->unwritten |= a->alert.seen != generation_of(news) || (news->options.again && a->alert.missed);
	a->alert.seen = generation_of(news);
	a->alert.missed = news->options.again ? 0 : a->alert.missed;
	return XABAR_OK;
}

/* The batch was told, but for what was missed. */
static void
end_batch(struct xabar_news *news)
{
	for (size_t i = 0; i < news->nbatch; i++) {
		struct news_item *item = &news->batch[i];
		xabar_alert *alert = &item->alert->alert;

		if (item->missed && !alert->missed)
			alert->missed = item->since;
		item->alert->telling = 0;
		news->unwritten = true;
		xb_arena_release(&item->arena);
	}
	news->nbatch = news->at = news->offset = 0;
}

/* A batch of what is new, noted as told; of none at the end. An alert that cannot be run stands alone, so that what
 * is before it is told. */
static xabar_status
begin_batch(struct xabar_news *news, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	end_batch(news);
	while (news->next < news->alerts.n && news->nbatch < BATCH && status == XABAR_OK) {
		const size_t i = news->next;

		if (news->chosen[i])
			status = look_at(news, &news->alerts.array[i], err);
		if (status == XABAR_OK || !news->nbatch)
			news->next++;
	}
	if (status != XABAR_OK && !news->nbatch)
		return status;
	if (news->unwritten && (news->nbatch || news->next == news->alerts.n)) {
		status = xb_alerts_write(&news->alerts, err);
		news->unwritten = status != XABAR_OK;
		return status;
	}
	return XABAR_OK;
}

/* ---- A page ---- */

static xabar_status
take_notes(struct xb_results *r, struct xabar_news *news, xabar_error *err)
{
	const char **notes = xb_arena_calloc(&r->arena, news->nnotes, sizeof(*notes));

	if (!notes)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < news->nnotes; i++)
		if (!(notes[i] = xb_arena_strndup(&r->arena, news->notes[i], strlen(news->notes[i]))))
			return xb_fail_nomem(err);
	r->results.notes = notes;
	r->results.nnotes = news->nnotes;
	news->nnotes = 0;
	return XABAR_OK;
}

/* The next hits of the alert at hand into `r`. */
static xabar_status
make_page(struct xb_results *r, struct xabar_news *news, const struct news_item *item, xabar_error *err)
{
	const uint32_t limit = news->options.limit;
	const size_t all = item->matches.nhits, wanted = limit && limit < all ? limit : all;
	const size_t left = wanted - news->offset, n = left < PAGE ? left : PAGE;
	const char *name = item->alert->alert.name;

	r->request = (xabar_request){ .size = sizeof(r->request), .offset = (uint32_t)news->offset,
	                              .full_text = news->options.full_text, .no_snippets = news->options.no_snippets };
	r->plan = item->plan;
	r->ranking.matches = (struct xb_matches){ .hits = item->matches.hits + news->offset, .nhits = n, .total = all, .exact = true };
	r->news = true;
	news->offset += n;
	if (news->offset == wanted) {
		news->at++;
		news->offset = 0;
	}
	r->results.alert = xb_arena_strndup(&r->arena, name, strlen(name));
	return r->results.alert ? xb_results_fill(r, err) : xb_fail_nomem(err);
}

xabar_status
xabar_news_next(xabar_results **out, xabar_news *news, xabar_error *err)
{
	const struct news_item *item;
	struct xb_results *r;
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (news->at == news->nbatch)
		status = begin_batch(news, err);
	if (status != XABAR_OK || (!news->nbatch && !news->nnotes))
		return status;
	item = news->nbatch ? &news->batch[news->at] : NULL;
	r = xb_results_new(item ? item->alert->alert.query : "");
	if (!r)
		return xb_fail_nomem(err);
	r->searcher = news->searcher;
	r->results.generation = generation_of(news);
	r->results.of = news->searcher->live;
	status = take_notes(r, news, err);
	if (status == XABAR_OK && item)
		status = make_page(r, news, item, err);
	return xb_results_conclude(out, r, status);
}

void
xabar_news_miss(xabar_news *news)
{
	/* Behind the last page of an alert the next one is at hand. */
	const size_t at = news->offset || !news->at ? news->at : news->at - 1;

	if (at < news->nbatch)
		news->batch[at].missed = true;
}
