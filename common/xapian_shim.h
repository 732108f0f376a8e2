/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian_shim.h - THE C shim: all that xabar uses of libxapian. No exception crosses it, iterators do not escape it,
 * every handle is used by one thread at a time. */
#ifndef XB_XAPIAN_SHIM_H
#define XB_XAPIAN_SHIM_H

#include <stdint.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "error.h"
#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Statuses: DatabaseNotFoundError ENOTFOUND, DatabaseLockError ELOCKED, DatabaseModifiedError ESTALE,
 * DatabaseVersionError EVERSION, DatabaseCorruptError ECORRUPT, other DatabaseError EIO, QueryParserError EQUERY, LogicError EINVAL,
 * std::bad_alloc ENOMEM, all else EINTERNAL. Of a server that cannot be opened, or does not answer in time, EAWAY: the message begins
 * with its name; of one that answers what makes no sense, or hangs up, ESTALE: another connection may do. */

/* --- Documents: what is indexed of one dispatch ---------------------------------------------------------------- */

/* How a word is written, which tells whether it may be a name (lexicon.h). A dispatch counts for a word as its greatest. */
enum xb_written {
	XB_WRITTEN_UNSAID, /* of no interest to the lexicon */
	XB_WRITTEN_SHOUT,
	XB_WRITTEN_FIRST,
	XB_WRITTEN_SMALL,
	XB_WRITTEN_NAME,
	XB_WRITTEN_STEM,   /* it is no word that was written, but a stem, prefix and all */
};

/* A term of a document. */
struct xb_posting {
	struct xb_str term;
	const uint32_t *positions; /* 1, 2 ...: they ascend, none stands twice */
	uint32_t npositions;       /* may be 0 */
	uint32_t wdf;              /* what its occurrences weigh together; 0 for a filter term */
	uint8_t written;           /* enum xb_written */
	uint8_t prefix;            /* bytes of the term before the word, where that is of interest */
};

struct xb_value {
	uint32_t slot;
	struct xb_str bytes; /* not empty */
};

struct xb_document {
	const struct xb_posting *postings; /* of distinct terms */
	size_t npostings;
	const struct xb_value *values;
	size_t nvalues;
	struct xb_str datum;
};

/* --- Writing a database through libxapian ------------------------------------------------------------------------ */

struct xb_database;

/* Make a new glass database at `path`, which must not exist. */
xabar_status xb_database_new(struct xb_database **out, const char *path, xabar_error *err);
/* Closes it; what was not committed is lost. */
void xb_database_free(struct xb_database *db);
/* The document gets the next number: 1, 2 ... */
xabar_status xb_database_add(struct xb_database *db, const struct xb_document *document, xabar_error *err);
xabar_status xb_database_set_metadata(struct xb_database *db, struct xb_str key, struct xb_str value, xabar_error *err);
/* Write out what is in memory. */
xabar_status xb_database_commit(struct xb_database *db, xabar_error *err);
/* Rewrite the database `from` as a compact one at `to`, keeping document numbers. */
xabar_status xb_database_compact(const char *from, const char *to, xabar_error *err);
/* libxapian's own consistency check of a database on disk: ECORRUPT with the first complaint. */
xabar_status xb_database_check(const char *path, xabar_error *err);

/* --- Reading segments as one --------------------------------------------------------------------------------------- */

/* A segment as a reader sees it. `dead` are its tombstones: document numbers within it, ascending. `earlier` are those of them,
 * likewise, that are kept as earlier versions of dispatches. */
struct xb_segment_ref {
	const char *path;
	const uint32_t *dead;
	size_t ndead;
	const uint32_t *earlier;
	size_t nearlier;
	unsigned timeout; /* milliseconds that a server has to answer; in that case `path` is tcp://host:port */
	bool mapped;      /* what a search reads most is mapped, if we wrote it, and read past libxapian: it takes as many addresses */
};

/* Several segments, read as one. Document numbers here are xb_reader_docid()s: they mean something within this reader
 * only. Tombstoned documents are found by nothing here but xb_reader_datum and xb_reader_value. */
struct xb_reader;

/* The tombstones must outlive the reader. No segment at all is an empty reader. */
xabar_status xb_reader_open(struct xb_reader **out, const struct xb_segment_ref *segments, size_t n, xabar_error *err);
void xb_reader_free(struct xb_reader *reader);

/* Take other tombstones for a segment in place of those it has; they, too, must outlive the reader. */
void xb_reader_bury(struct xb_reader *reader, uint32_t segment, const uint32_t *dead, size_t n);

/* Of a segment's document, and back. */
static inline uint32_t
xb_reader_docid(uint32_t nsegments, uint32_t segment, uint32_t local)
{
	return (local - 1) * nsegments + segment + 1;
}

static inline uint32_t
xb_reader_segment(uint32_t nsegments, uint32_t docid)
{
	return (docid - 1) % nsegments;
}

static inline uint32_t
xb_reader_local(uint32_t nsegments, uint32_t docid)
{
	return (docid - 1) / nsegments + 1;
}

uint32_t xb_reader_nsegments(const struct xb_reader *reader);

/* Whether any segment is a server's. Then a query may have no sources of the caller's but such as match nothing there, and no
 * values of documents are to be had but by a match. */
bool xb_reader_is_remote(const struct xb_reader *reader);

/* Whether the server of a segment can no longer be talked to by this connection. It is asked, and has its time to answer. */
bool xb_reader_hung_up(struct xb_reader *reader, uint32_t segment);

/* Documents that are not tombstoned. */
xabar_status xb_reader_live(uint64_t *out, const struct xb_reader *reader, xabar_error *err);

/* The living document with `term`, 0 when there is none. With several the highest number within the last segment. */
xabar_status xb_reader_find(uint32_t *docid, struct xb_reader *reader, struct xb_str term, xabar_error *err);

/* Documents with a term, or with "" all: dead ones too. */
xabar_status xb_reader_documents(uint64_t *out, struct xb_reader *reader, struct xb_str term, xabar_error *err);

/* The same for each of n terms, none of them "": of servers in one exchange. */
xabar_status xb_reader_documents_each(uint64_t *out, struct xb_reader *reader, const struct xb_str *terms, size_t n,
                                      xabar_error *err);

/* Documents with a value in a slot, dead ones too. */
xabar_status xb_reader_valued(uint64_t *out, struct xb_reader *reader, uint32_t slot, xabar_error *err);

/* What the occurrences of a term weigh in all of them: the sum of its wdf. */
xabar_status xb_reader_occurrences(uint64_t *out, struct xb_reader *reader, struct xb_str term, xabar_error *err);

/* Datum or value of a document, appended to `out`. ENOTFOUND when there is no such document. */
xabar_status xb_reader_datum(struct xb_buf *out, struct xb_reader *reader, uint32_t docid, xabar_error *err);
xabar_status xb_reader_value(struct xb_buf *out, struct xb_reader *reader, uint32_t docid, uint32_t slot,
                             xabar_error *err);
/* Append to `out` what n documents of a segment (ascending, by their numbers in there) have for a value, each as xb_buf_add_counted
 * does: "" where there is none. In one walk, which costs less than as many calls of xb_reader_value. */
xabar_status xb_reader_values(struct xb_buf *out, struct xb_reader *reader, uint32_t segment, uint32_t slot, const uint32_t *docids,
                              size_t n, xabar_error *err);

/* The tombstones of a segment: *n of its document numbers, ascending, which are as old as the reader. */
const uint32_t *xb_reader_dead(const struct xb_reader *reader, uint32_t segment, size_t *n);

/* Append the key and the value of a segment's first metadata whose key begins with `prefix` and is not before `from`. Nothing
 * is appended when there is none. */
xabar_status xb_reader_metadata_from(struct xb_buf *key, struct xb_buf *value, struct xb_reader *reader, uint32_t segment,
                                     struct xb_str prefix, struct xb_str from, xabar_error *err);

/* Call `visit` for every living document that has `term` ("" for all), in ascending order of xb_reader_docid. What it
 * returns that is not XABAR_OK ends the walk and is returned. */
xabar_status xb_reader_each(struct xb_reader *reader, struct xb_str term,
                            xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx,
                            xabar_error *err);

/* Call `visit` for every document with `term` that is a dispatch or an earlier version of one, in ascending order, as above. What
 * is tombstoned for being hidden (xb_reader_bury) is not passed over. */
xabar_status xb_reader_each_version(struct xb_reader *reader, struct xb_str term,
                                    xabar_status (*visit)(void *ctx, uint32_t docid, xabar_error *err), void *ctx,
                                    xabar_error *err);

/* Call `visit` for every document of a segment, dead ones too, that has a value in the slot, in order of its number in there. Of
 * a server they come in order of their values, and are numbered by that. */
xabar_status xb_reader_each_value(struct xb_reader *reader, uint32_t segment, uint32_t slot,
                                  xabar_status (*visit)(void *ctx, uint32_t local, struct xb_str value, xabar_error *err),
                                  void *ctx, xabar_error *err);

/* Who walks over terms. Two calls, since reading how many documents have a term costs a quarter of the walk. */
struct xb_term_visitor {
	/* Is the term wanted? What *next is set to is the least term to go on with, if that is behind this one; it is borrowed until
	 * the next call. */
	bool (*wants)(void *ctx, struct xb_str term, struct xb_str *next);
	/* A wanted term, dead documents being counted, too. What is returned that is not XABAR_OK ends the walk. */
	xabar_status (*take)(void *ctx, struct xb_str term, uint64_t documents, xabar_error *err);
};

/* Show the visitor the terms that begin with `prefix`, in order, those of dead documents, too. */
xabar_status xb_reader_each_term(struct xb_reader *reader, struct xb_str prefix, const struct xb_term_visitor *visitor, void *ctx,
                                 xabar_error *err);

/* --- Matching -------------------------------------------------------------------------------------------------------- */

/* A term's postings in one segment, walked from front to back. */
struct xb_posting_list {
	uint32_t docid; /* within the segment; 0 before the first seek, UINT32_MAX behind the last */
	uint32_t wdf;
	uint32_t documents; /* how many the list has */
	const struct xb_posting_list_class *kind;
};

/* Where a term is in a document, ascending. */
struct xb_positions {
	uint32_t *array;
	size_t n, cap;
	bool failed; /* memory is out */
};

/* Whether there is room for n, which is made. */
static inline bool
xb_positions_room(struct xb_positions *positions, size_t n)
{
	uint32_t *array;

	if (n <= positions->cap)
		return true;
	array = (uint32_t *)realloc(positions->array, 2 * n * sizeof(*array));
	positions->failed |= !array;
	if (!array)
		return false;
	positions->array = array;
	positions->cap = 2 * n;
	return true;
}

/* Who reads them: we, or, where libxapian wrote the segment, libxapian. */
struct xb_posting_list_class {
	xabar_status (*seek)(struct xb_posting_list *postings, uint32_t docid, xabar_error *err);
	xabar_status (*read)(struct xb_positions *out, struct xb_posting_list *postings, xabar_error *err);
	void (*close)(struct xb_posting_list *postings);
};

/* *out is NULL when the segment does not have the term. The reader must outlive it. */
xabar_status xb_posting_list_open(struct xb_posting_list **out, struct xb_reader *reader, uint32_t segment, struct xb_str term,
                                  xabar_error *err);

static inline void
xb_posting_list_free(struct xb_posting_list *postings)
{
	if (postings)
		postings->kind->close(postings);
}

/* Go to the first document from `docid`, which is behind where it stands, on. */
static inline xabar_status
xb_posting_list_seek(struct xb_posting_list *postings, uint32_t docid, xabar_error *err)
{
	return postings->kind->seek(postings, docid, err);
}

/* The positions in the document where it stands, in place of what `out` has, which is the caller's to free. None of a term that
 * has none. */
static inline xabar_status
xb_posting_list_positions(struct xb_positions *out, struct xb_posting_list *postings, xabar_error *err)
{
	return postings->kind->read(out, postings, err);
}

/* Append the numbers within a segment of the documents that have a term, ascending, dead ones too, to *docids, of which there are
 * *n with room for `cap`: as many as there is room for. */
xabar_status xb_reader_postings(uint32_t *docids, size_t *n, size_t cap, struct xb_reader *reader, uint32_t segment,
                                struct xb_str term, xabar_error *err);

/* A part of a query that is matched and weighed by ourselves; document numbers are those of the segment. */
struct xb_source_class {
	/* Begin walking a segment; no document in it weighs more than *most. */
	xabar_status (*open)(void **walk, double *most, const void *of, uint32_t segment, xabar_error *err);
	/* Go to the next document, `from` or behind it, and weigh it; such as weigh less than `at_least` may be passed over. *docid is 0
	 * at the end. */
	xabar_status (*seek)(uint32_t *docid, double *weight, void *walk, uint32_t from, double at_least, xabar_error *err);
	void (*close)(void *walk);
	/* How many documents match in that segment, about and at most. NULL: what the source says of all. */
	void (*count)(uint32_t *about, uint32_t *at_most, const void *walk, uint32_t documents);
};

struct xb_source {
	const struct xb_source_class *kind;
	const void *of; /* what .open is given */
	double share;   /* of all documents, about: those that match */
};

/* A query of finished terms, as plain data: a tree that the caller owns. */
enum xb_op {
	XB_OP_NOTHING,     /* matches nothing */
	XB_OP_ALL,         /* every document, weight 0 */
	XB_OP_TERM,        /* .term */
	XB_OP_OR,
	XB_OP_AND,
	XB_OP_MAX,         /* matches as OR, weighs as its best */
	XB_OP_SYNONYM,     /* matches as OR, weighs as one term that occurs where any does */
	XB_OP_AND_MAYBE,   /* the first child; the others only weigh */
	XB_OP_FILTER,      /* the first child, where all the others match, which do not weigh */
	XB_OP_AND_NOT,     /* the first child, where none of the others match */
	XB_OP_PHRASE,      /* children (terms, or ORs of terms) in order within .window positions */
	XB_OP_NEAR,        /* in any order */
	XB_OP_RANGE,       /* value .slot in .low..(inclusive) .high; an empty bound is open; a document without the value
	                    * does not match */
	XB_OP_SCALE,       /* the child, its weight times .factor */
	XB_OP_SOURCE,      /* .source */
};

struct xb_node {
	enum xb_op op;
	struct xb_str term;
	uint32_t slot;
	uint32_t window;
	double factor;
	struct xb_str low, high;
	const struct xb_source *source;
	bool within; /* a child of an OR: it matches only where the next one does, and its terms occur no oftener there */
	const struct xb_node *const *children;
	size_t nchildren;
};

enum xb_order { XB_ORDER_RELEVANCE, XB_ORDER_NEWEST, XB_ORDER_OLDEST };

struct xb_match_request {
	const struct xb_node *query;
	uint32_t offset, limit;
	uint32_t exact_up_to;   /* the total is exact when it is at most this */
	enum xb_order order;    /* by the slot below, what has no value last, then by relevance */
	uint32_t date_slot;
	double k1, b;           /* BM25 */
	const uint32_t *slots;  /* of which hits have their values: of a server's there is no other way to them */
	size_t nslots;          /* each takes as long as the match itself, without counting */
};

struct xb_match_hit {
	uint32_t docid;
	double score;
	const struct xb_str *values; /* in .slots, "" where there is none; NULL where there are no slots */
};

/* Borrowed from the arena. */
struct xb_matches {
	const struct xb_match_hit *hits;
	size_t nhits;
	uint64_t total; /* matching documents: exact when .exact, else an estimate */
	bool exact;
};

/* Run a query. Tombstoned documents are not matched, counted or shown. */
xabar_status xb_match(struct xb_matches *out, struct xb_reader *reader, const struct xb_match_request *request,
                      struct xb_arena *arena, xabar_error *err);

/* How many living documents match a query: *exact, where it is at most `exact_up_to` (UINT32_MAX: always), else about. None is
 * weighed, but by sources, which do in any case: they estimate well, and count slowly. */
xabar_status xb_count(uint64_t *total, bool *exact, struct xb_reader *reader, const struct xb_node *query, uint32_t exact_up_to,
                      xabar_error *err);

/* Call `visit` for every living document that matches a query, segment after segment, in order of its number in there, with its
 * values in `slots`, which are borrowed until it returns; .len is 0 where it has none. None is weighed. What `visit` returns that
 * is not XABAR_OK ends the walk and is returned. Of a server it is only told how often each value is there: what is called has
 * the values of several documents together, and the number 0. */
typedef xabar_status xb_visit_match(void *ctx, uint32_t segment, uint32_t local, const struct xb_str *values, xabar_error *err);
xabar_status xb_match_each(struct xb_reader *reader, const struct xb_node *query, const uint32_t *slots, size_t nslots,
                           xb_visit_match *visit, void *ctx, xabar_error *err);

/* libxapian's own description of the query, for --explain; borrowed from the arena. */
xabar_status xb_node_describe(struct xb_str *out, const struct xb_node *query, struct xb_arena *arena, xabar_error *err);

/* Which terms of the query are in the document, each once, with its wdf there. */
struct xb_matching_term {
	struct xb_str term;
	uint32_t wdf;
};
xabar_status xb_matching_terms(struct xb_matching_term **out, size_t *n, struct xb_reader *reader,
                               const struct xb_node *query, uint32_t docid, struct xb_arena *arena, xabar_error *err);

/* --- Stemmers --------------------------------------------------------------------------------------------------------- */

struct xb_stemmer;

/* `name` is one of libxapian's: "english", "russian", "turkish" ... EINVAL for others. */
xabar_status xb_stemmer_new(struct xb_stemmer **out, const char *name, xabar_error *err);
void xb_stemmer_free(struct xb_stemmer *stemmer);
/* The stem of a folded word; `out` is cleared first. */
xabar_status xb_stemmer_stem(struct xb_stemmer *stemmer, struct xb_str word, struct xb_buf *out, xabar_error *err);

/* The version of the libxapian in use, "1.4.22". */
const char *xb_xapian_version(void);

#ifdef XB_TESTING
/* Throw the `kind`-th class of error through the guard; XABAR_OK past the last. */
xabar_status xb_shim_throw(int kind, xabar_error *err);

/* All that a database says of itself but its UUID, a line at a time, each ended by a newline: its statistics, metadata, documents
 * with length and datum, the values in `slots` and their bounds, terms, postings and positions. Bytes that are not printable
 * are written as \xNN. */
xabar_status xb_database_dump(const char *path, const uint32_t *slots, size_t nslots, void (*line)(void *ctx, struct xb_str line),
                              void *ctx, xabar_error *err);
#endif

#ifdef __cplusplus
}
#endif
#endif
