/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher.h"

#include <stdlib.h>

#include <xxhash.h>

#include "analysis.h"
#include "file.h"
#include "shard.h"
#include "text/alphabet.h"

#define ENCODED_MAX ((size_t)256 << 20)

/* Milliseconds. */
#define TIMEOUT_DEFAULT 10000

const char *
xabar_version(void)
{
	return XABAR_VERSION;
}

static void
free_maxima(struct xb_maxima **maxima, const struct xb_reader *reader)
{
	for (size_t i = 0; maxima && i < xb_reader_nsegments(reader); i++)
		xb_maxima_free(maxima[i]);
	free(maxima);
}

static xabar_status
open_maxima(struct xb_maxima ***out, const struct xb_segment_ref *refs, size_t n, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*out = calloc(n + 1, sizeof(**out));
	if (!*out)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		status = xb_maxima_open(&(*out)[i], refs[i].path, err);
	return status;
}

/* One reader over the segments of all generations, and the maxima of each. */
static xabar_status
open_reader(struct xb_reader **out, struct xb_maxima ***maxima, struct xb_generation *const *generations, size_t n,
            xabar_error *err)
{
	struct xb_segment_ref *refs;
	size_t nrefs = 0;
	xabar_status status;

	*out = NULL;
	for (size_t i = 0; i < n; i++)
		nrefs += generations[i]->manifest.nsegments;
	refs = calloc(nrefs + 1, sizeof(*refs));
	if (!refs)
		return xb_fail_nomem(err);
	nrefs = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < generations[i]->manifest.nsegments; k++) {
			refs[nrefs] = generations[i]->refs[k];
			refs[nrefs++].mapped = true;
		}
	status = xb_reader_open(out, refs, nrefs, err);
	if (status == XABAR_OK)
		status = open_maxima(maxima, refs, nrefs, err);
	free(refs);
	/* The manifest names these files and a lock protects them: whatever keeps them from opening is damage. */
	if (status == XABAR_ENOTFOUND || status == XABAR_EIO)
		status = err ? (err->status = XABAR_ECORRUPT) : XABAR_ECORRUPT;
	if (status == XABAR_ECORRUPT)
		xb_hint(err, status, "xabar-index --check says which part is damaged");
	return status;
}

static void
free_generations(struct xb_generation **generations, size_t n)
{
	for (size_t i = 0; generations && i < n; i++)
		xb_generation_free(generations[i]);
	free(generations);
}

/* Of a language's texts in its old alphabet the words are found in the other as well. */
static void
expect_alphabets(bool expected[XB_LANGUAGES_MAX])
{
	for (size_t i = 0; i < XB_LANGUAGES_MAX; i++)
		for (size_t k = 0; expected[i] && xb_alphabet_has(&xb_languages[i]) && k < XB_LANGUAGES_MAX; k++)
			if (xb_languages[k].code && strcmp(xb_languages[k].code, xb_languages[i].code) == 0)
				expected[k] = true;
}

/* Tell the analyzer which languages there are in the archive: all, where a segment does not say. */
static xabar_status
expect_languages(bool *current, struct xb_analyzer *analyzer, struct xb_reader *reader, xabar_error *err)
{
	char texts[XB_LANGUAGES_MAX][XB_TERM_MAX];
	struct xb_str terms[XB_LANGUAGES_MAX];
	uint64_t documents[XB_LANGUAGES_MAX];
	bool expected[XB_LANGUAGES_MAX], any = false;
	xabar_status status = xb_analysis_all_current(current, reader, err);

	for (size_t i = 0; i < XB_LANGUAGES_MAX; i++) {
		char tag[16];
		struct xb_str name = xb_strn(tag, xb_language_row_tag(tag, &xb_languages[i]));

		terms[i] = xb_strn(texts[i], xb_term_make(texts[i], XB_ANALYSED_PREFIX, name));
	}
	if (status == XABAR_OK)
		status = xb_reader_documents_each(documents, reader, terms, XB_LANGUAGES_MAX, err);
	if (status != XABAR_OK)
		return status;
	for (size_t i = 0; i < XB_LANGUAGES_MAX; i++) {
		expected[i] = documents[i] > 0;
		any |= expected[i];
	}
	if (!any || !*current)
		memset(expected, true, sizeof(expected));
	expect_alphabets(expected);
	xb_analyzer_expect(analyzer, expected);
	return XABAR_OK;
}

/* What the postings of all are scaled by; 0 where they differ, or are plain: lengths are asked for then. */
static uint32_t
common_scale(struct xb_generation *const *generations, size_t n, bool *uneven)
{
	uint32_t scale = 0;
	bool any = false;

	*uneven = false;
	for (size_t i = 0; i < n; i++) {
		const struct xb_manifest *manifest = &generations[i]->manifest;

		if (!manifest->nsegments)
			continue;
		*uneven |= any && manifest->weighting.scale != scale;
		scale = manifest->weighting.scale;
		any = true;
	}
	return *uneven ? 0 : scale;
}

/* The manifests have a checksum of every segment, and how many times its tombstones grew. */
static xabar_status
take_fingerprint(uint64_t *out, struct xb_generation *const *generations, size_t n, xabar_error *err)
{
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, ENCODED_MAX);
	for (size_t i = 0; i < n; i++)
		xb_manifest_write(&text, &generations[i]->manifest);
	status = xb_buf_status(&text, err);
	*out = XXH3_64bits(xb_buf_view(&text).ptr, text.len);
	xb_buf_release(&text);
	return status;
}

static xabar_status
open_one(struct xb_generation **out, const struct xabar_searcher *searcher, size_t i, xabar_error *err)
{
	if (xb_shard_is(searcher->names[i]))
		return xb_shard_open(out, searcher->names[i], searcher->timeout, err);
	return xb_generation_open(out, searcher->names[i], err);
}

/* Open the newest generation of every index that is not away, or that turns out to be. */
static xabar_status
open_generations(struct xb_generation **out, size_t *n, struct xabar_searcher *searcher, xabar_error *err)
{
	xabar_error why = { .message = "none of the servers answers" };
	xabar_status status = XABAR_OK;

	*n = 0;
	for (size_t i = 0; i < searcher->nnames && status == XABAR_OK; i++) {
		if (searcher->servers[i].away)
			continue;
		status = open_one(&out[*n], searcher, i, err);
		*n += status == XABAR_OK;
		if (status == XABAR_OK)
			xb_server_keep(&searcher->servers[i]);
		if (status != XABAR_EAWAY && status != XABAR_ESTALE)
			continue;
		if (searcher->nnames == 1)
			why = *err;
		status = xb_servers_leave_at(searcher, i, err);
	}
	return status == XABAR_OK && !*n && searcher->nnames ? xb_fail(err, XABAR_EAWAY, "%s", why.message) : status;
}

/* Open the newest generation of every index and a reader over them; then put them in place of what the searcher has. *again: a
 * server failed, and was left. */
static xabar_status
open_once(bool *again, struct xabar_searcher *searcher, xabar_error *err)
{
	struct xb_generation **generations = calloc(searcher->nnames + 1, sizeof(*generations));
	struct xb_reader *reader = NULL;
	struct xb_maxima **maxima = NULL;
	struct xb_views views = { 0 };
	uint64_t fingerprint = 0;
	bool current = true, valued = true;
	size_t n = 0;
	xabar_status status = generations ? open_generations(generations, &n, searcher, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = open_reader(&reader, &maxima, generations, n, err);
	if (status == XABAR_OK)
		status = xb_views_open(&views, reader, generations, n, err);
	if (status == XABAR_OK)
		status = expect_languages(&current, searcher->analyzer, reader, err);
	if (status == XABAR_OK)
		status = xb_values_all_current(&valued, reader, err);
	if (status == XABAR_OK)
		status = take_fingerprint(&fingerprint, generations, n, err);
	*again = status != XABAR_OK && reader && xb_servers_leave_failing(searcher, generations, n, reader, err);
	if (status != XABAR_OK) {
		xb_views_release(&views);
		free_maxima(maxima, reader);
		xb_reader_free(reader);
		free_generations(generations, n);
		return status;
	}
	xb_dates_release(&searcher->dates);
	xb_days_release(&searcher->days);
	xb_likenesses_release(&searcher->likenesses);
	free_maxima(searcher->maxima, searcher->reader);
	xb_reader_free(searcher->reader);
	xb_views_release(&searcher->views);
	free_generations(searcher->generations, searcher->n);
	xb_aliases_free(searcher->aliases);
	searcher->aliases = NULL;
	searcher->reader = reader;
	searcher->remote = xb_reader_is_remote(reader);
	searcher->maxima = maxima;
	searcher->views = views;
	searcher->fingerprint = fingerprint;
	searcher->outdated = !current;
	searcher->valueless = !valued;
	searcher->unlike = !valued;
	searcher->scale = common_scale(generations, n, &searcher->uneven);
	searcher->generations = generations;
	searcher->n = n;
	xb_view_leave(searcher);
	return XABAR_OK;
}

static xabar_status
open_newest(struct xabar_searcher *searcher, xabar_error *err)
{
	xabar_error why;
	bool again;
	xabar_status status;

	do
		status = open_once(&again, searcher, &why);
	while (again);
	if (status != XABAR_OK && err)
		*err = why;
	return status;
}

static xabar_status
take_names(struct xabar_searcher *searcher, const char *const *paths, size_t n, xabar_error *err)
{
	searcher->names = calloc(n + 1, sizeof(*searcher->names));
	searcher->servers = calloc(n + 1, sizeof(*searcher->servers));
	if (!searcher->names || !searcher->servers)
		return xb_fail_nomem(err);
	for (; searcher->nnames < n; searcher->nnames++)
		if (!(searcher->names[searcher->nnames] = strdup(paths[searcher->nnames])))
			return xb_fail_nomem(err);
	return XABAR_OK;
}

xabar_status
xabar_searcher_open(xabar_searcher **out, const char *const *paths, size_t npaths, xabar_error *err)
{
	return xabar_searcher_open_within(out, paths, npaths, TIMEOUT_DEFAULT, err);
}

xabar_status
xabar_searcher_open_within(xabar_searcher **out, const char *const *paths, size_t npaths, unsigned timeout, xabar_error *err)
{
	struct xabar_searcher *searcher = calloc(1, sizeof(*searcher));
	xabar_status status;

	*out = NULL;
	if (!searcher)
		return xb_fail_nomem(err);
	xb_fetcher_init(&searcher->fetcher);
	xb_buf_init(&searcher->encoded, ENCODED_MAX);
	searcher->timeout = timeout;
	status = take_names(searcher, paths, npaths, err);
	if (status == XABAR_OK)
		status = xb_analyzer_new(&searcher->analyzer, err);
	if (status == XABAR_OK)
		status = open_newest(searcher, err);
	if (status == XABAR_OK)
		*out = searcher;
	else
		xabar_searcher_free(searcher);
	return status;
}

xabar_status
xb_searcher_read_aliases(struct xabar_searcher *searcher, xabar_error *err)
{
	struct xb_aliases *aliases;
	xabar_status status;

	if (searcher->aliases)
		return XABAR_OK;
	status = xb_aliases_new(&aliases, err);
	if (status == XABAR_OK)
		status = xb_aliases_read_shipped(aliases, err);
	for (size_t i = 0; i < searcher->n && status == XABAR_OK; i++) {
		char *path = xb_path("%s/%s", searcher->generations[i]->dir, XB_ALIASES_FILE);

		status = path ? xb_aliases_read(aliases, path, false, err) : xb_fail_nomem(err);
		free(path);
	}
	if (status == XABAR_OK)
		searcher->aliases = aliases;
	else
		xb_aliases_free(aliases);
	return status;
}

xabar_status
xabar_searcher_refresh(xabar_searcher *searcher, bool *changed, xabar_error *err)
{
	bool old = xb_servers_take_back(searcher);
	xabar_status status;

	for (size_t i = 0; i < searcher->n; i++)
		old |= searcher->generations[i]->shard ? xb_shard_is_old(searcher->generations[i])
		                                       : xb_generation_is_old(searcher->generations[i]);
	if (changed)
		*changed = false;
	if (!old)
		return XABAR_OK;
	status = open_newest(searcher, err);
	if (status != XABAR_OK)
		xb_servers_leave_unopened(searcher);
	if (changed)
		*changed = status == XABAR_OK;
	return status;
}

xabar_status
xb_searcher_go_on(struct xabar_searcher *searcher, unsigned *turns, xabar_error *err)
{
	const bool anew = err->status == XABAR_ESTALE && searcher->remote && !*turns;

	++*turns;
	if (anew || xb_servers_leave_failing(searcher, searcher->generations, searcher->n, searcher->reader, err))
		return open_newest(searcher, err);
	return err->status;
}

xabar_status
xb_searcher_missing(const char *const **out, size_t *n, const struct xabar_searcher *searcher, struct xb_arena *arena,
                    xabar_error *err)
{
	const char **missing = xb_arena_calloc(arena, searcher->nnames + 1, sizeof(*missing));

	*n = 0;
	if (!missing)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < searcher->nnames; i++)
		if (searcher->servers[i].away && !(missing[(*n)++] = xb_arena_strndup(arena, searcher->names[i], strlen(searcher->names[i]))))
			return xb_fail_nomem(err);
	*out = missing;
	if (*n && *n == searcher->nnames)
		return xb_fail(err, XABAR_EAWAY, "none of the servers answers");
	return XABAR_OK;
}

void
xabar_searcher_free(xabar_searcher *searcher)
{
	if (!searcher)
		return;
	for (size_t i = 0; i < searcher->nnames; i++) {
		xb_probe_end(&searcher->servers[i].probe);
		free(searcher->names[i]);
	}
	free(searcher->names);
	free(searcher->servers);
	xb_dates_release(&searcher->dates);
	xb_days_release(&searcher->days);
	xb_likenesses_release(&searcher->likenesses);
	free_maxima(searcher->maxima, searcher->reader);
	xb_reader_free(searcher->reader);
	xb_views_release(&searcher->views);
	free_generations(searcher->generations, searcher->n);
	xb_analyzer_free(searcher->analyzer);
	xb_aliases_free(searcher->aliases);
	xb_fetcher_release(&searcher->fetcher);
	xb_buf_release(&searcher->encoded);
	free(searcher);
}

bool
xabar_searcher_lacks(const xabar_searcher *searcher, size_t path)
{
	return path < searcher->nnames && searcher->servers[path].away;
}

uint64_t
xabar_searcher_count(const xabar_searcher *searcher)
{
	return searcher->live;
}

uint64_t
xabar_searcher_generation(const xabar_searcher *searcher)
{
	return searcher->n ? searcher->generations[0]->manifest.generation : 0;
}

uint64_t
xabar_searcher_fingerprint(const xabar_searcher *searcher)
{
	return searcher->fingerprint;
}
