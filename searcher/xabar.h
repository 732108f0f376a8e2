/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xabar.h - search xabar indexes from a C program. Manual: xabar-embed(3).
 *
 * Conventions
 *  1. Functions return xabar_status: 0 or negative. A last argument `err`, which may be NULL, is filled on failure only.
 *  2. `T **out` first: on success the caller owns *out and ends it with xabar_T_free; on failure *out is NULL.
 *  3. Pointers inside a xabar_results live until xabar_results_free. Text is UTF-8; what is absent is NULL.
 *  4. Options are structs whose first member is their size: start from the _INIT macro, so that members can be added.
 *  5. Threads: a xabar_searcher is used by one thread at a time; open one a thread, they share nothing but files. A
 *     xabar_results is independent of the searcher that made it, unless it is streamed. There are no globals.
 */
#ifndef XABAR_H
#define XABAR_H

#include <stdbool.h>
#include <stdint.h>

#include <xabar_status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The XABAR_VERSION of the library in use. Any thread. */
XABAR_API const char *xabar_version(void);

/* ---- Opening ------------------------------------------------------------------------------------------------------- */

/* One or several indexes, each at the generation that was the newest when it was opened. What it answers does not change
 * until xabar_searcher_refresh, whatever is published meanwhile. */
typedef struct xabar_searcher xabar_searcher;

/* Open the indexes in `npaths` directories, to be searched as one. Expected: ENOTFOUND (no index there), EVERSION,
 * ECORRUPT. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_searcher_open(xabar_searcher **out, const char *const *paths, size_t npaths, xabar_error *err);

/* The same, of servers, too: a path may be a folder with a shard, or tcp://host:port, where xapian-tcpsrv has one. A server has
 * `timeout` milliseconds to answer when it is asked for something (10 s by xabar_searcher_open). One that does not, now or later,
 * is left out, and results tell that (.incomplete), until xabar_searcher_refresh finds that it is back. Expected as well: EAWAY (no
 * server answers), EINVAL (not a server's name, no shard). */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_searcher_open_within(xabar_searcher **out, const char *const *paths, size_t npaths, unsigned timeout, xabar_error *err);

/* Go on with the newest generations, and with servers that were left out and answer again; *changed (may be NULL) tells whether
 * there are any: when not, it costs one stat an index, and of each server a connection once in five seconds. It waits for no
 * server that is away: it begins to connect to one, sees the next time what came of it, and lets pass half a second and up to
 * sixteen before it tries anew. On failure the searcher keeps what it had. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_searcher_refresh(xabar_searcher *searcher, bool *changed, xabar_error *err);

XABAR_API void
xabar_searcher_free(xabar_searcher *searcher);

/* Whether what was opened as paths[path] is a server that is left out now. */
XABAR_API bool
xabar_searcher_lacks(const xabar_searcher *searcher, size_t path);

/* Dispatches that can be found. */
XABAR_API uint64_t
xabar_searcher_count(const xabar_searcher *searcher);

/* The generation of the first index. */
XABAR_API uint64_t
xabar_searcher_generation(const xabar_searcher *searcher);

/* A number that stands for what is searched, in every process: another one once anything was published in any of the indexes. */
XABAR_API uint64_t
xabar_searcher_fingerprint(const xabar_searcher *searcher);

/* ---- Asking -------------------------------------------------------------------------------------------------------- */

typedef enum xabar_order { XABAR_RELEVANCE, XABAR_NEWEST, XABAR_OLDEST } xabar_order;

typedef struct xabar_request {
	size_t size;             /* sizeof(xabar_request) */
	const char *query;       /* in the language of xabar-query(7); NULL or "": all that the filters let through */
	bool plain;              /* the query is words, no operators */
	uint32_t offset;         /* hits to leave out first */
	uint32_t limit;          /* hits wanted, at most */
	xabar_order order;
	const char *from, *to;   /* dates, as after date: ; NULL is open */
	const char *const *langs, *const *sources, *const *sections; /* NULL-ended arrays of alternatives; NULL: any */
	bool exact_total;        /* count them all, whatever it costs */
	bool no_snippets;        /* hits without .snippet */
	bool full_text;          /* hits with .body and .extras */
	bool explain;            /* results with .explanation, .words with .forms and .stems, hits with .terms and .length */
	uint32_t snippet_bytes;  /* about; 0 is 280 */
	bool no_names;           /* words in the spelling that was typed: no variants */
	const char *const *facets; /* NULL-ended array of what to count all that match by: "source", "section", "byline", "place", "lang",
	                          * "tags" or "status", the ten values that most have; "source:20", the twenty */
	const char *histogram;   /* "year", "month", "week" or "day": how many of them were published in each; NULL: none */
	bool streamed;           /* results without .hits: xabar_results_hit makes each when it is asked for */
	bool all;                /* dispatches that are killed, withheld or under embargo, too */
	const char *as_of;       /* a date: the archive as it stood at its end, of each dispatch the version of then; NULL: now */
	bool collapse;           /* near-copies among the matches are folded into the one that comes first: hits with .similar; .limit and
	                          * .offset count what is left, .total all */
	bool expand_copies;      /* with .collapse: hits with .copies */
	bool no_suggestion;      /* results without .suggestion */
	bool expand;             /* order by relevance: what is like the best hits rises. The same dispatches match */
	bool fresh;              /* order by relevance: among the best hits, newer ones rise */
	const char *cursor;      /* "*" is the first page of all that matches, a result's .next the one behind it: the newest first, or the
	                          * oldest if .order says so, of the same second by id. Without .score; not with .offset or .collapse */
	const char *const *without; /* NULL-ended array of spellings, as .words tells .variants, that words are not searched for in beside
	                          * the one that was typed; nor in what those share with other forms, their stems. NULL: none */
} xabar_request;

/* A limit that lets all hits through. */
#define XABAR_ALL UINT32_MAX

#define XABAR_REQUEST_INIT { .size = sizeof(xabar_request), .limit = 10 }

typedef struct xabar_mark {
	uint32_t begin, end; /* byte offsets into the text that they belong to */
} xabar_mark;

typedef struct xabar_text {
	const char *text;
	const xabar_mark *marks;
	size_t nmarks;
} xabar_text;

typedef struct xabar_pair {
	const char *name, *value;
} xabar_pair;

/* A term of the query that a hit has. */
typedef struct xabar_term {
	const char *term;
	uint32_t occurrences; /* weighted by field */
	uint64_t documents;   /* that have it */
} xabar_term;

/* A dispatch as one of several copies. */
typedef struct xabar_copy {
	const char *id, *date, *source, *title; /* as those of a hit */
	bool same;             /* its text has the same words in the same order */
	bool dated;            /* .delay is known */
	int64_t delay;         /* xabar_spread only, as the next: seconds after the first */
	const struct xabar_edit *edits; /* what became of the first's text, from beginning to end */
	size_t nedits;
} xabar_copy;

typedef struct xabar_hit {
	uint64_t rank;         /* 1 ... */
	const char *id;
	double score;
	const char *title;     /* NULL when the dispatch has none */
	const char *headline;  /* what to show for one: the title, else the first sentence */
	xabar_text marked_headline;
	const char *date;      /* ISO 8601, as precise as its source was, in the offset that it printed */
	const char *source, *section, *byline, *place, *lang, *url;
	const char *const *tags;
	size_t ntags;
	const char *status;    /* usable, withheld, canceled, corrected, advisory */
	const char *version, *replaces, *embargo, *updated;
	xabar_text snippet;    /* .text NULL without snippets */
	const char *body;      /* full_text only, as the next seven */
	const xabar_pair *extras;
	size_t nextras;
	const char *charset, *charset_how; /* the encoding it was read in, as iconv names it, and how that was known */
	uint64_t replaced;     /* bytes of it that could not be decoded */
	const char *lang_declared; /* what its record said of its language, if the text overruled that */
	unsigned lang_margin;  /* how clearly the text is in .lang: 0 it does not tell ... 1000 it is alone in its script */
	const xabar_term *terms; /* explain only, as the next two */
	size_t nterms;
	uint64_t length;       /* words of its text, weighted by field */
	const char *hidden;    /* why only .all shows it now: "canceled", "withheld" or "embargo"; NULL: all see it */
	uint64_t similar;      /* collapse only, as the next: near-copies that match, too */
	uint64_t identical;    /* how many of them have the same text */
	const xabar_copy *copies; /* expand_copies only: all of them, the earliest first */
	size_t ncopies;
	const char *told;      /* news only: "new", or "updated" when it took the place of an earlier one with the same id */
	const struct xabar_edit *edits; /* versions only: what became of the text of the version before it; none of the first */
	size_t nedits;
} xabar_hit;

/* Another spelling of a word of the query, searched for, too. */
typedef struct xabar_variant {
	const char *term;      /* folded; a name may have several words */
	bool stem;             /* it is no word, but what the inflected forms of one have in common */
	const char *why;       /* "marks": the same but for marks; "alphabet": in Latin letters; "name": the same name; "alias": so an
	                        * alias file says; "pattern": it fits the wildcards; "similar": some letters differ, as ~ asks for */
	double weight;         /* beside the spelling that was asked for; 1 of a word with wildcards */
	uint64_t documents;    /* that have it */
} xabar_variant;

/* A word of the query, or several that are one name, with its variants, heaviest first, each term once. */
typedef struct xabar_expansion {
	const char *word;      /* folded */
	const xabar_variant *variants;
	size_t nvariants;
} xabar_expansion;

/* What a word's stem is in some languages. */
typedef struct xabar_stem {
	const char *stem;
	const char *langs;     /* their codes, with spaces between */
} xabar_stem;

/* How a word of the query was searched for. */
typedef struct xabar_word {
	const char *text;              /* as it was typed */
	const char *field;             /* "title"; NULL: in the text */
	const char *const *forms;      /* its foldings; none of a name of several words */
	size_t nforms;
	const xabar_stem *stems;       /* none where only its forms were searched for */
	size_t nstems;
	const xabar_variant *variants; /* heaviest first */
	size_t nvariants;
	uint64_t fitting;              /* words of the index that its * ? or ~ fit; no more than a part may be among .variants */
} xabar_word;

/* A value that some of what matches have. Such as a search takes for the same are one: they differ in capitals, marks or
 * punctuation only. */
typedef struct xabar_facet_value {
	const char *value;     /* as most of them write it */
	uint64_t count;        /* that have it */
} xabar_facet_value;

typedef struct xabar_facet {
	const char *field;     /* "source" */
	const xabar_facet_value *values; /* those that most have, most first, then by their bytes */
	size_t nvalues;
	uint64_t distinct;     /* values that there are, of which these are the first */
	uint64_t without;      /* of what matches, such as have none */
} xabar_facet;

/* A span of time, by the clock that the sources printed. */
typedef struct xabar_bucket {
	const char *key;       /* "2022", "2022-05", "2022-W20" (ISO 8601), "2022-05-18" */
	uint64_t count;        /* of what matches, published in it */
	uint64_t of;           /* of all dispatches that can be found, whatever the query */
} xabar_bucket;

typedef struct xabar_histogram {
	const char *interval;  /* "month" */
	const xabar_bucket *buckets; /* in order, from the first that something of it is in to the last: empty ones between, too */
	size_t nbuckets;
	xabar_bucket undated;  /* such as have no date; .key is NULL */
} xabar_histogram;

typedef struct xabar_results {
	const char *query;     /* as asked */
	uint64_t total;
	bool exact;            /* false: .total is an estimate */
	double took_ms;
	uint64_t generation;
	const xabar_hit *hits;
	size_t nhits;
	uint64_t of;           /* dispatches searched */
	const char *explanation; /* explain only: the query as it was run */
	const xabar_expansion *expanded; /* the words that have variants */
	size_t nexpanded;
	const xabar_word *words; /* explain only: all words of the query */
	size_t nwords;
	const char *const *notes; /* what the user should mend, a line each: of the index or an alias file, in the first results; of a word
	                           * with * ? or ~ that fits more words than are searched for */
	size_t nnotes;
	const xabar_facet *facets; /* in the order in which they were asked for; with them, .total is exact */
	size_t nfacets;
	const xabar_histogram *histogram; /* NULL: it was not asked for; with it, .total is exact */
	uint64_t hidden;       /* dispatches that match, and that only .all shows */
	const char *as_of;     /* ISO 8601, the last second of the archive that was searched; NULL: now */
	const char *suggestion; /* the query as it may have been meant, where it has a word that no dispatch has, or nearly; else NULL */
	const char *alert;     /* news, or what an alert matches: its name, .query being its query */
	const char *const *incomplete; /* servers that do not answer, of whose dispatches this says nothing */
	size_t nincomplete;
	const char *next;      /* with a cursor: that of the next page, for a request with the same query, filters and order; NULL: there is
	                        * none. What was published since is met where its date puts it; nothing is shown twice or passed over that
	                        * was there all the time */
} xabar_results;

/* Answer a request. Expected: EQUERY (err->offset is the byte of the query, the message names the column), EINVAL (there is no such
 * facet, or histogram, or it cannot be had of a server; the cursor is none, or
 * not of this request), ELIMIT, ECORRUPT, EAWAY (no server answers any more). */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_search(xabar_results **out, xabar_searcher *searcher, const xabar_request *request, xabar_error *err);

/* The dispatch with an id, whole, as results of one hit. Expected: ENOTFOUND, also of one that is killed,
 * withheld or under embargo. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_show(xabar_results **out, xabar_searcher *searcher, const char *id, xabar_error *err);

/* The same as the request's .all and .as_of say; its other members are of no interest. Expected: ENOTFOUND, EQUERY (.as_of). */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_show_as(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err);

/* All versions that are kept of the dispatch with an id, the newest first, each whole: those of the first index that has it, then
 * of the next. The request as for xabar_show_as; with .as_of those made by then. Where the newest is killed, withheld or under
 * embargo, none is shown without .all. Expected: ENOTFOUND, EQUERY (.as_of). */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_versions(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err);

/* The dispatches about the same as the one with an id, the most similar first, that one left out: they share the words that tell
 * most of it, and names in whatever spelling. A request's query and filters say among which; .order, .offset, .limit and the rest
 * are as in a search, and snippets mark those words. Expected: ENOTFOUND, and as xabar_search. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_similar(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err);

/* The hit number `i`, from 0 on, of any results. That of streamed ones lives until the next call, and is made by the searcher,
 * which must be neither freed nor refreshed before, nor be at work: any number of hits take the memory of one. What the request
 * points to has to stay as long. Expected: ENOTFOUND (i is not below .nhits), ECORRUPT. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_results_hit(const xabar_hit **out, xabar_results *results, size_t i, xabar_error *err);

XABAR_API void
xabar_results_free(xabar_results *results);

/* ---- How a story spread --------------------------------------------------------------------------------------------- */

typedef enum xabar_change { XABAR_KEPT, XABAR_REMOVED, XABAR_ADDED } xabar_change;

/* Words of a text, with spaces between. */
typedef struct xabar_edit {
	xabar_change change;
	const char *text;
} xabar_edit;

/* A dispatch and its near-copies. */
typedef struct xabar_story {
	const char *id;           /* as asked */
	const xabar_copy *copies; /* the first, then the others in the order of their dates, undated ones last */
	size_t ncopies;           /* 1: there are no copies */
	double took_ms;
	uint64_t generation;
	const char *const *notes; /* as those of results */
	size_t nnotes;
	const char *const *incomplete; /* likewise: what they have of the story is not in it */
	size_t nincomplete;
} xabar_story;

/* The story of the dispatch with an id: who had it first, that is the earliest of its near-copies, and the near-copies of the first
 * that came later. The dispatch is among them. xabar_story_free ends it; until then its pointers live. Expected: ENOTFOUND. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_spread(xabar_story **out, xabar_searcher *searcher, const char *id, xabar_error *err);

XABAR_API void
xabar_story_free(xabar_story *story);
/* ---- Alerts -------------------------------------------------------------------------------------------------------- */

/* A query that is asked again, of what is new. It is kept in the folder of its index, which has to be writable; one process at a
 * time tells or changes them: ELOCKED. What is new is told by generations: a dispatch is new in the first that has it, or has it
 * changed. All words of the query are required, unless it says with + which are. */
typedef struct xabar_alert {
	const char *name, *query;
	uint64_t seen;   /* the generation up to which it was told, or in which it was added */
	uint64_t missed; /* telling what came after this one was broken off; 0: that never happened */
} xabar_alert;

typedef struct xabar_alert_list {
	const xabar_alert *alerts; /* in the order in which they were added */
	size_t n;
} xabar_alert_list;

/* Add an alert to the index in `path`: what the newest generation has is old to it. Expected: EINVAL (the name is taken, or is
 * not up to 200 bytes on a line), EQUERY, ELOCKED, EIO. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_alert_add(const char *path, const char *name, const char *query, xabar_error *err);

/* Expected: ENOTFOUND, ELOCKED, EIO. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_alert_remove(const char *path, const char *name, xabar_error *err);

/* All alerts of the index in `path`, which need not be writable. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_alert_list_read(xabar_alert_list **out, const char *path, xabar_error *err);

XABAR_API void
xabar_alert_list_free(xabar_alert_list *list);

/* What an alert matches, whether it was told or not: nothing is noted, and the folder need not be writable. The alert is that of the
 * first index of the searcher that has one of that name, and all of them are searched. The request is as in a search, its .query and
 * .plain being the alert's. Expected: ENOTFOUND (the index has no such alert), and as xabar_search. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_alert_search(xabar_results **out, xabar_searcher *searcher, const char *name, const xabar_request *request, xabar_error *err);

/* The same of an alert in the folder `dir`: an index that need not be searched, or where a copy of its file `alerts` is. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_alert_search_of(xabar_results **out, xabar_searcher *searcher, const char *dir, const char *name, const xabar_request *request,
                      xabar_error *err);

/* What is new to alerts, told once. */
typedef struct xabar_news xabar_news;

typedef struct xabar_news_options {
	size_t size;               /* sizeof(xabar_news_options) */
	const char *const *names;  /* a NULL-ended array of alerts; NULL: all */
	uint32_t limit;            /* hits of an alert, at most, the others being told of as a number; 0: all */
	bool again;                /* what may have been missed is told again, with what is new */
	bool full_text, no_snippets; /* as in a request */
} xabar_news_options;

#define XABAR_NEWS_OPTIONS_INIT { .size = sizeof(xabar_news_options) }

/* Begin with the newest generation of the index in `path`. Expected: ENOTFOUND (the index, or an alert of that
 * name), ELOCKED, EIO. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_news_open(xabar_news **out, const char *path, const xabar_news_options *options, xabar_error *err);

/* The next news: up to 256 hits of one alert, oldest first, .total being those of the alert, and .notes what was missed; in *out
 * NULL at the end. The hits of an alert are noted as told, durably, before the first of them is handed out, so that none is ever
 * handed out twice. Until the alert after next, or the end, is asked for, it is noted as well that they may be missed: this is
 * what is left of a process that ends in between. Expected: EQUERY, ELIMIT: an alert's query can no longer be run; the others
 * follow. Anything else ends it. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_news_next(xabar_results **out, xabar_news *news, xabar_error *err);

/* What was handed out of the alert at hand did not reach whom it was for: it stays noted as missed. */
XABAR_API void
xabar_news_miss(xabar_news *news);

XABAR_API void
xabar_news_free(xabar_news *news);

/* ---- Rendering ----------------------------------------------------------------------------------------------------- */

typedef enum xabar_format {
	XABAR_TEXT,  /* for people */
	XABAR_JSON,  /* one document */
	XABAR_JSONL, /* one hit a line */
	XABAR_CSV,   /* RFC 4180, with a header line */
	XABAR_IDS,   /* one id a line */
	XABAR_TREC,  /* topic Q0 id rank score xabar */
	XABAR_TSV,   /* a header line; a tab between values, none in them */
	XABAR_RIS,   /* a reference each, for reference managers */
	XABAR_BIBTEX,
	XABAR_RSS,   /* RSS 2.0, whole texts as content:encoded */
	XABAR_ATOM,  /* RFC 4287 */
	XABAR_HTML   /* one page that needs no other file */
} xabar_format;

/* The format called `name` ("json"); XABAR_EINVAL, listing them, when there is none. Any thread. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_format_find(xabar_format *out, const char *name, xabar_error *err);

/* Its name, "unknown" where it has none. Any thread. */
XABAR_API const char *xabar_format_name(xabar_format format);

typedef struct xabar_rendering {
	size_t size;         /* sizeof(xabar_rendering) */
	xabar_format format;
	const char *fields;  /* CSV, TSV, JSON, JSONL: "id,date,title", in that order; NULL: the usual ones */
	const char *topic;   /* TREC: the topic's id; JSONL: a "topic" member when not NULL; ATOM, of an alert: its name, the feed
	                      * being its own, not one of all alerts */
	bool colour;         /* TEXT: mark with SGR, else with *asterisks* only where there is a snippet */
	bool whole;          /* TEXT, HTML: the whole dispatch (--show) */
	unsigned columns;    /* TEXT: wrap at; 0: do not */
	bool no_header;      /* CSV, TSV: leave the header line out; ATOM: the beginning of the feed */
	bool sums;           /* TEXT, CSV, TSV, JSONL: facets and the histogram in place of the hits, a line each value and bucket */
	bool blocks;         /* TEXT: bars of block elements (U+2588 ...), else of ASCII */
	bool bom;            /* CSV, TSV: begin with U+FEFF, by which Excel knows UTF-8 */
	unsigned version;    /* JSON, JSONL: of their members, at most XABAR_FORMAT_VERSION; 0: the newest */
	bool more;           /* ATOM: leave the end of the feed out, since more of it follows */
} xabar_rendering;

/* Raised when a member of JSON is renamed or dropped; adding one does not. */
#define XABAR_FORMAT_VERSION 1

#define XABAR_RENDERING_INIT { .size = sizeof(xabar_rendering) }

/* Takes `len` bytes; anything but 0 stops the rendering, which then returns XABAR_ESTOPPED. */
typedef int (*xabar_write)(void *ctx, const char *bytes, size_t len);

/* Expected: EINVAL (an unknown name in .fields), EVERSION (.version is above ours). Any thread, but streamed results as
 * xabar_results_hit says, of which each hit is made, written and forgotten. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_render(const xabar_results *results, const xabar_rendering *rendering, xabar_write write, void *ctx,
             xabar_error *err);

/* A story as XABAR_TEXT or XABAR_JSON. Expected: EINVAL (another format). Any thread. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_render_story(const xabar_story *story, const xabar_rendering *rendering, xabar_write write, void *ctx, xabar_error *err);
/* ---- Batches -------------------------------------------------------------------------------------------------------- */

/* A table of names or queries against an index: each row's hits, each with the first place in it that matches. */
typedef struct xabar_batch xabar_batch;

typedef struct xabar_batch_options {
	size_t size;                  /* sizeof(xabar_batch_options) */
	const char *column;           /* its name, or its number from 1 on; NULL: that called "query" or "name", else the first */
	bool queries;                 /* of the query language, all words required; else names, in any form and spelling */
	const xabar_request *request; /* the filters, .no_names, .as_of, .all and .order (newest or oldest) of every row; NULL: none */
	uint32_t limit;               /* hits of a row, at most; 0: all */
	xabar_format format;          /* CSV or JSONL */
	const char *bytes;            /* the table itself, `input` being what messages call it; NULL: it is in that file */
	size_t nbytes;
} xabar_batch_options;

#define XABAR_BATCH_OPTIONS_INIT { .size = sizeof(xabar_batch_options), .format = XABAR_CSV }

/* Begin with the table in the file `input` ("-": standard input): comma, semicolon or tab between cells, RFC 4180, UTF-8.
 * The searcher and what the options point to are borrowed until free, as is `input`. Expected: ENOTFOUND, EIO, EINVAL (no
 * such column or format). */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_batch_open(xabar_batch **out, xabar_searcher *searcher, const char *input, const xabar_batch_options *options,
                 xabar_error *err);

/* Go on where an earlier batch ended, whose output is in the file `output`: *keep is how many bytes of it are to stay, to
 * which what follows is to be added; 0 where there is no such file. Before the first xabar_batch_next. Expected: EINVAL (it is
 * no such output), EIO. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_batch_resume(xabar_batch *batch, const char *output, uint64_t *keep, xabar_error *err);

/* Write the hits of the next row, a line each, *hits being how many; *done at the end. Expected: ERECORD, EQUERY, ELIMIT: the row
 * cannot be used, the others follow; EINVAL: the table is broken off, or is another than `output` was made from. */
XABAR_API XABAR_MUSTUSE xabar_status
xabar_batch_next(bool *done, uint64_t *hits, xabar_batch *batch, xabar_write write, void *ctx, xabar_error *err);

XABAR_API void
xabar_batch_free(xabar_batch *batch);

#ifdef __cplusplus
}
#endif
#endif
