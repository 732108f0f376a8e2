/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer and the ledger: identity, replacement, deletion. */
#include "writing.h"

#include "ledger.h"

static enum xb_outcome
put_version(const char *id, const char *body, const char *version, const char *updated)
{
	struct xb_dispatch dispatch = { 0 };

	dispatch.text[XB_FIELD_VERSION] = xb_str(version);
	dispatch.text[XB_FIELD_UPDATED] = xb_str(updated);
	return put_dispatch(&dispatch, id, body, "test");
}

/* A row of a table, which has a number for an id. */
static enum xb_outcome
put_row(const char *id, const char *title, const char *input)
{
	struct xb_dispatch dispatch = { 0 };

	dispatch.text[XB_FIELD_TITLE] = xb_str(title);
	return put_dispatch(&dispatch, id, title, input);
}

static void
the_same_id_replaces_within_a_run_and_across_runs(void **state)
{
	(void)state;
	assert_int_equal(put("a", "one"), XB_NEW);
	assert_int_equal(put("a", "one"), XB_UNCHANGED);
	assert_int_equal(put("a", "two"), XB_UPDATED);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "two");
	assert_int_equal(put("a", "two"), XB_UNCHANGED);
	assert_int_equal(put("a", "three"), XB_UPDATED);
	assert_int_equal(put("a", "two"), XB_UPDATED);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "two");
}

static void
an_older_version_does_not_replace_a_newer_one(void **state)
{
	(void)state;
	assert_int_equal(put_version("a", "two", "2", ""), XB_NEW);
	assert_int_equal(put_version("a", "one", "1", ""), XB_OUTDATED);
	publish();
	assert_int_equal(put_version("a", "one", "1", ""), XB_OUTDATED);
	assert_int_equal(put_version("a", "ten", "10", ""), XB_UPDATED);
	assert_int_equal(put_version("a", "later", "", "2022-05-20T11:00:00Z"), XB_UPDATED);
	assert_int_equal(put_version("a", "earlier", "", "2022-05-20T10:59:59Z"), XB_OUTDATED);
	publish();
	assert_string_equal(body_of("a"), "later");
}

static void
rows_of_different_tables_are_different_dispatches(void **state)
{
	(void)state;
	assert_int_equal(put_row("1", "Port opens", "ports.csv"), XB_NEW);
	assert_int_equal(put_row("1", "Rain ahead", "weather.csv"), XB_NEW);
	publish();
	assert_int_equal(living(), 2);
	assert_int_equal(put_row("1", "Rain ahead", "weather.csv"), XB_UNCHANGED);
	assert_int_equal(put_row("1", "Snow ahead", "weather.csv"), XB_UPDATED);
	assert_int_equal(put_row("1", "Port closes", "ports.csv"), XB_UPDATED);
	assert_int_equal(put_row("1", "Port closes", "ports-may.csv"), XB_UNCHANGED);
	publish();
	assert_int_equal(living(), 2);
	assert_string_equal(body_of("1"), "Port closes");
	xb_writer_merge(writer, true, NULL, NULL);
	assert_int_equal(put_row("1", "Rain at last", "rain.csv"), XB_NEW);
	assert_int_equal(put_row("1", "Port for sale", "ports.csv"), XB_UPDATED);
}

static void
deleting_takes_published_and_unpublished_ones(void **state)
{
	(void)state;
	put("a", "one");
	put("b", "one");
	publish();
	put("c", "one");
	assert_true(delete("a"));
	assert_false(delete("a"));
	assert_true(delete("c"));
	assert_false(delete("nosuch"));
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "");
	assert_int_equal(put("a", "again"), XB_NEW);
	publish();
	assert_string_equal(body_of("a"), "again");
}

static void
a_dispatch_deleted_and_put_again_in_one_run_is_there(void **state)
{
	(void)state;
	put("a", "one");
	publish();
	assert_true(delete("a"));
	assert_int_equal(put("a", "one"), XB_NEW);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "one");
}

static void
nothing_taken_publishes_nothing(void **state)
{
	uint64_t generation = index_->now->manifest.generation;

	(void)state;
	publish();
	assert_int_equal(index_->now->manifest.generation, generation);
	put("a", "one");
	publish();
	put("a", "one");
	publish();
	assert_int_equal(index_->now->manifest.generation, generation + 1);
}

static void
ids_with_any_bytes_and_any_length_are_kept_apart(void **state)
{
	static char long_a[10001], long_b[10001];

	(void)state;
	memset(long_a, 'x', 10000);
	memset(long_b, 'x', 10000);
	long_b[9999] = 'y';
	put(long_a, "first");
	put(long_b, "second");
	put("a b\tc\x01", "third");
	publish();
	assert_int_equal(living(), 3);
	assert_string_equal(body_of(long_a), "first");
	assert_string_equal(body_of(long_b), "second");
	assert_string_equal(body_of("a b\tc\x01"), "third");
}

static bool
is_a(void *ctx, uint64_t id)
{
	(void)ctx;
	return id == xb_ledger_id_hash(xb_str("a"));
}

static void
deleting_by_the_hash_of_the_id_takes_that_one(void **state)
{
	uint64_t n;

	(void)state;
	put("a", "one");
	put("b", "two");
	publish();
	assert_ok(xb_writer_delete_where(&n, writer, is_a, NULL, NULL));
	assert_int_equal(n, 1);
	publish();
	assert_string_equal(body_of("a"), "");
	assert_string_equal(body_of("b"), "two");
}

static void
a_ledger_is_read_as_it_was_written(void **state)
{
	struct xb_ledger ledger = { 0 }, back;
	struct xb_ledger_input *input;
	struct xb_buf bytes;
	char path[32];

	(void)state;
	for (int i = 0; i < 500; i++) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		input = xb_ledger_get(&ledger, path);
		assert_non_null(input);
		input->size = (uint64_t)i;
		input->mtime_ns = -i;
		assert_ok(xb_ledger_add_id(input, xb_str(path), NULL));
	}
	for (int i = 0; i < 500; i += 2) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		xb_ledger_remove(&ledger, path);
	}
	xb_buf_init(&bytes, 1 << 20);
	xb_ledger_write(&bytes, &ledger);
	assert_ok(xb_ledger_read(&back, xb_buf_view(&bytes), NULL));
	assert_int_equal(back.n, 250);
	for (int i = 0; i < 500; i++) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		input = xb_ledger_find(&back, path);
		assert_int_equal(input != NULL, i % 2);
		if (input) {
			assert_int_equal(input->size, i);
			assert_true(input->mtime_ns == -i);
			assert_true(input->nids == 1 && input->ids[0] == xb_ledger_id_hash(xb_str(path)));
		}
	}
	xb_ledger_release(&back);
	bytes.ptr[bytes.len / 2] ^= 1;
	assert_int_equal(xb_ledger_read(&back, xb_buf_view(&bytes), NULL), XABAR_ECORRUPT);
	xb_buf_release(&bytes);
	xb_ledger_release(&ledger);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		writer_test(the_same_id_replaces_within_a_run_and_across_runs),
		writer_test(an_older_version_does_not_replace_a_newer_one),
		writer_test(rows_of_different_tables_are_different_dispatches),
		writer_test(deleting_takes_published_and_unpublished_ones),
		writer_test(a_dispatch_deleted_and_put_again_in_one_run_is_there),
		writer_test(nothing_taken_publishes_nothing),
		writer_test(ids_with_any_bytes_and_any_length_are_kept_apart),
		writer_test(deleting_by_the_hash_of_the_id_takes_that_one),
		cmocka_unit_test(a_ledger_is_read_as_it_was_written),
	};

	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
