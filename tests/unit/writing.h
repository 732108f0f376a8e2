/* SPDX-License-Identifier: GPL-2.0-or-later */
/* writing.h - a writer on an index of its own, for one test; and what tests of it ask and say. */
#ifndef XB_TEST_WRITING_H
#define XB_TEST_WRITING_H

#include "fetch.h"
#include "scratch.h"
#include "writer.h"

static const struct xb_build_options bulk_options = { (size_t)64 << 20, 2, XB_SEGMENT_BULK, XB_VERSIONS_NONE },
                                     xapian_options = { (size_t)64 << 20, 1, XB_SEGMENT_XAPIAN, XB_VERSIONS_NONE };

static struct xb_index *index_;
static struct xb_writer *writer;
static struct xb_fetcher fetcher; /* one for all readers, as a searcher has */

static inline int
setup(void **state)
{
	const struct xb_build_options *options = *state;

	if (scratch_setup(state) != 0 || xb_index_open(&index_, scratch("i"), true, 0, NULL) != XABAR_OK)
		return -1;
	xb_fetcher_init(&fetcher);
	return xb_writer_new(&writer, index_, options, NULL) == XABAR_OK ? 0 : -1;
}

static inline int
teardown(void **state)
{
	xb_writer_free(writer);
	xb_index_free(index_);
	xb_fetcher_release(&fetcher);
	return scratch_teardown(state);
}

static inline enum xb_outcome
put_dispatch(struct xb_dispatch *dispatch, const char *id, const char *body, const char *input)
{
	enum xb_outcome outcome;

	dispatch->text[XB_FIELD_ID] = xb_str(id);
	dispatch->text[XB_FIELD_BODY] = xb_str(body);
	assert_ok(xb_writer_put(&outcome, writer, dispatch, xb_str(input), NULL));
	return outcome;
}

static inline enum xb_outcome
put(const char *id, const char *body)
{
	struct xb_dispatch dispatch = { 0 };

	return put_dispatch(&dispatch, id, body, "test");
}

static inline bool
delete(const char *id)
{
	bool found;

	assert_ok(xb_writer_delete(&found, writer, xb_str(id), NULL));
	return found;
}

static inline void
publish(void)
{
	assert_ok(xb_writer_publish(writer, (struct xb_str){ 0 }, NULL));
}

static inline uint64_t
living(void)
{
	struct xb_reader *reader;
	uint64_t live;

	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_live(&live, reader, NULL));
	xb_reader_free(reader);
	return live;
}

/* The body that the dispatch with an id has in the newest generation; "" when there is none. */
static inline const char *
body_of(const char *id)
{
	static char body[1024];
	struct xb_reader *reader;
	struct xb_arena arena;
	struct xb_buf encoded;
	struct xb_dispatch dispatch;
	char term[XB_TERM_MAX];
	uint32_t docid;

	*body = '\0';
	xb_arena_init(&arena, 1 << 20);
	xb_buf_init(&encoded, 1 << 20);
	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_find(&docid, reader, xb_strn(term, xb_term_make(term, "Q", xb_str(id))), NULL));
	if (docid) {
		assert_ok(xb_fetch(&encoded, &fetcher, reader, docid, NULL));
		assert_ok(xb_dispatch_decode(&dispatch, xb_buf_view(&encoded), &arena, NULL));
		assert_true(xb_str_is(dispatch.text[XB_FIELD_ID], id));
		snprintf(body, sizeof(body), "%.*s", XB_STR_ARG(dispatch.text[XB_FIELD_BODY]));
	}
	xb_reader_free(reader);
	xb_buf_release(&encoded);
	xb_arena_release(&arena);
	return body;
}

/* Each is made for both ways of writing a segment. */
#define writer_test(f)                                                                                                        \
	{ #f ", bulk", f, setup, teardown, (void *)(uintptr_t)&bulk_options }, \
	{ #f ", libxapian", f, setup, teardown, (void *)(uintptr_t)&xapian_options }

#endif
