/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What xabar-serve makes of a target, a token, a header; and what becomes of a request whose time is over. */
#include "scratch.h"

#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <zlib.h>

#include "../../searcher/serve/pool.h"
#include "../../searcher/serve/target.h"
#include "../../searcher/serve/tongue.h"
#include "../../searcher/serve/uri.h"

static const struct xb_limits limits = { 1000, 10000, 1 << 20, 1000, 1000, 1 << 20 };

/* ---- Targets ---- */

static const char *
decoded(const char *text, bool form)
{
	static char copy[256];
	xabar_error err;

	snprintf(copy, sizeof(copy), "%s", text);
	return xb_uri_decode(copy, form, &err) == XABAR_OK ? copy : "!";
}

static void
escapes_are_taken_off_once(void **state)
{
	(void)state;
	assert_string_equal(decoded("a%20b%2Bc%2525", true), "a b+c%25");
	assert_string_equal(decoded("%D0%A0%D0%B5%D1%88%d1%82", true), "Решт");
	assert_string_equal(decoded("a+b", true), "a b");
	assert_string_equal(decoded("a+b", false), "a+b");
	assert_string_equal(decoded("", true), "");
}

static void
what_is_no_escape_or_no_text_is_refused(void **state)
{
	static const char *const bad[] = { "%", "%2", "%2x", "%x2", "a%00b", "%FF", "%C0%80", "%ED%A0%80", "\xff" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_string_equal(decoded(bad[i], true), "!");
}

/* HTTP's code for a target, with what was understood of it in `asked`, until the next call. */
static unsigned
code_of(struct xb_asked *asked, const char *method, const char *target)
{
	static char copy[4096];
	unsigned code;
	xabar_error err;

	snprintf(copy, sizeof(copy), "%s", target);
	(void)xb_route_read(asked, &code, method, copy, &limits, &err);
	return code;
}

static void
a_target_is_its_route_and_parameters(void **state)
{
	struct xb_asked asked;

	(void)state;
	assert_int_equal(code_of(&asked, "GET", "/search?q=a+b&&lang=en&lang=ru&limit=7&offset=3&sort=oldest&plain=true"), 200);
	assert_string_equal(asked.route->path, "/search");
	assert_string_equal(asked.request.query, "a b");
	assert_int_equal(asked.langs.n, 2);
	assert_string_equal(asked.langs.values[1], "ru");
	assert_int_equal(asked.request.limit, 7);
	assert_int_equal(asked.request.offset, 3);
	assert_int_equal(asked.request.order, XABAR_OLDEST);
	assert_true(asked.request.plain);
	assert_int_equal(code_of(&asked, "HEAD", "/search"), 200);
	assert_null(asked.request.query);
	assert_int_equal(asked.request.limit, 10);
}

static void
an_id_is_what_is_left_of_a_path(void **state)
{
	struct xb_asked asked;

	(void)state;
	assert_int_equal(code_of(&asked, "GET", "/doc/https://a.example/b%3Fc"), 200);
	assert_string_equal(asked.name, "https://a.example/b?c");
	assert_int_equal(code_of(&asked, "GET", "/doc/a+b/similar?limit=1"), 200);
	assert_string_equal(asked.name, "a+b");
	assert_string_equal(asked.route->path, "/doc/{id}/similar");
	assert_int_equal(code_of(&asked, "GET", "/doc/a%2Fsimilar"), 200);
	assert_string_equal(asked.name, "a/similar");
	assert_string_equal(asked.route->path, "/doc/{id}");
	assert_int_equal(code_of(&asked, "GET", "/doc/"), 404);
	assert_int_equal(code_of(&asked, "GET", "/alerts/a%2Fb.atom.atom"), 200);
	assert_string_equal(asked.name, "a/b.atom");
	assert_string_equal(xb_media[asked.media].name, "atom");
}

static void
each_refusal_has_its_code(void **state)
{
	static const struct {
		unsigned code;
		const char *method, *target;
	} rows[] = {
		{ 404, "GET", "//" },         { 404, "GET", "" },           { 404, "GET", "/searching" },  { 405, "PUT", "/search" },
		{ 400, "GET", "/search?x=" }, { 400, "GET", "/search?q=a&q=b" }, { 400, "GET", "/search?limit=" },
		{ 400, "GET", "/search?limit=1e3" }, { 400, "GET", "/search?limit=9999999999" }, { 422, "GET", "/search?limit=1001" },
		{ 422, "GET", "/search?offset=9991" }, { 200, "GET", "/search?offset=9990" }, { 400, "GET", "/search?plain=yes" },
		{ 400, "GET", "/search?%71=a&q=b" }, { 400, "GET", "/search?format=trec" }, { 400, "GET", "/healthz?q=a" },
		{ 405, "GET", "/batch" },  { 405, "HEAD", "/batch" },  { 400, "POST", "/batch?format=json" }, { 405, "POST", "/search" },
		{ 404, "GET", "/alerts/.atom" }, { 404, "GET", "/alerts/a" }, { 400, "GET", "/alerts/a.atom?format=rss" },
	};
	struct xb_asked asked;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(code_of(&asked, rows[i].method, rows[i].target), rows[i].code);
}

/* ---- Headers ---- */

/* RFC 9110, 8.8.3.2 and 13.1.2. */
/* ---- The page ---- */

static void
the_language_that_is_liked_best_is_spoken(void **state)
{
	static const char *const cases[][2] = {
		{ NULL, "en" },                        { "", "en" },                 { "de, ja;q=0.5", "en" },       { "az", "az" },
		{ "RU-ru", "ru" },                     { "en;q=0.5, fa", "fa" },     { "tr;q=0.4,az;q=0.6", "az" },  { "az;q=0", "en" },
		{ " de , fa-IR ; q=0.9, ru;q=0.8", "fa" }, { "azb", "en" },          { "*", "en" },                  { ";q=,,-,a", "en" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(xb_tongue_accepted(cases[i][0]), cases[i][1]);
	for (const char *const *tongue = xb_tongues; *tongue; tongue++)
		for (unsigned word = 0; word < XB_NWORDS; word++)
			assert_int_not_equal(*xb_word_in(word, *tongue), 0);
}

/* Each route's requests, written as links, are read as what they were. */
static void
a_request_is_a_link_that_asks_the_same(void **state)
{
	static const char *const targets[] = {
		"/", "/?q=a%20%22b%22%20%26%20%3C%D1%84%3E&source=B%2B&source=%25&sort=oldest&offset=20&plain=true&ui=az",
		"/search?from=2020&facet=lang&histogram=month&format=html", "/search?q=a&sort=newest&limit=3&format=atom", "/doc/a%2Fb%20%3F?format=html",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		struct xb_asked asked, again;
		struct xb_buf link, twice;
		char copy[512], *amp;

		assert_int_equal(code_of(&asked, "GET", targets[i]), 200);
		xb_buf_init(&link, 4096);
		xb_buf_init(&twice, 4096);
		xb_target_write(&link, asked.route, &asked);
		snprintf(copy, sizeof(copy), "%s", xb_buf_view(&link).ptr);
		while ((amp = strstr(copy, "&amp;")))
			memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
		assert_int_equal(code_of(&again, "GET", copy), 200);
		xb_target_write(&twice, again.route, &again);
		assert_string_equal(xb_buf_view(&link).ptr, xb_buf_view(&twice).ptr);
		assert_int_equal(strlen(copy), strlen(targets[i]));
		xb_buf_release(&link);
		xb_buf_release(&twice);
	}
}

/* ---- Headers ---- */

static void
tags_are_compared_weakly(void **state)
{
	char etag[64], later[64], soon[64];

	(void)state;
	assert_true(xb_etag_matches("W/\"1\"", "W/\"1\""));
	assert_true(xb_etag_matches("W/\"1\"", "\"1\""));
	assert_true(xb_etag_matches("W/\"1\"", "\"0\" , W/\"1\""));
	assert_true(xb_etag_matches("W/\"1\"", "*"));
	assert_false(xb_etag_matches("W/\"1\"", "\"2\""));
	assert_false(xb_etag_matches("W/\"1\"", "\"11\""));
	assert_false(xb_etag_matches("W/\"1\"", ""));
	assert_false(xb_etag_matches("W/\"1\"", NULL));
	xb_etag_make(etag, 1, 3000);
	xb_etag_make(soon, 1, 3299);
	xb_etag_make(later, 1, 3300);
	assert_string_equal(etag, soon);
	assert_string_not_equal(etag, later);
	xb_etag_make(later, 2, 3000);
	assert_string_not_equal(etag, later);
}

static void
gzip_is_for_who_takes_it(void **state)
{
	static const char *const yes[] = { "gzip", "deflate, gzip", "GZIP;q=0.001", "*", "br;q=1, *;q=0.5", "x-gzip" };
	static const char *const no[] = { "", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "identity" };

	(void)state;
	assert_false(xb_accepts_gzip(NULL));
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		assert_true(xb_accepts_gzip(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		assert_false(xb_accepts_gzip(no[i]));
}

/* As zlib's own reader of gzip unpacks it. */
static void
what_is_packed_is_the_same_unpacked(void **state)
{
	struct xb_answer answer;
	char text[5000], got[6000] = "";
	z_stream z = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 7);
	xb_answer_init(&answer, 1 << 20);
	xb_buf_add(&answer.body, text, sizeof(text));
	assert_ok(xb_answer_pack(&answer, NULL));
	assert_true(answer.packed);
	assert_true(answer.body.len < sizeof(text) / 2);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (unsigned char *)answer.body.ptr;
	z.avail_in = (unsigned)answer.body.len;
	z.next_out = (unsigned char *)got;
	z.avail_out = sizeof(got);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, sizeof(text));
	assert_memory_equal(got, text, sizeof(text));
	inflateEnd(&z);
	xb_answer_release(&answer);
}

/* RFC 9457, with members of ours. */
static void
a_problem_says_what_is_wrong(void **state)
{
	const xabar_error err = { XABAR_EQUERY, 3, "no \"x\"\n", "" };
	struct xb_answer answer;

	(void)state;
	xb_answer_init(&answer, 1 << 20);
	xb_answer_problem(&answer, 400, &err, "я a");
	assert_string_equal(answer.body.ptr, "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"code\":\"bad-query\","
	                                     "\"detail\":\"no \\\"x\\\"\\n\",\"column\":3}\n");
	xb_answer_release(&answer);
}

/* ---- Tokens ---- */

static void
write_tokens(const char *text, mode_t mode)
{
	assert_ok(xb_file_write(scratch("tokens"), xb_str(text), NULL));
	assert_int_equal(chmod(scratch("tokens"), mode), 0);
}

static void
each_token_opens_and_nothing_else_does(void **state)
{
	struct xb_tokens tokens;

	(void)state;
	write_tokens("# comment\n0123456789abcdef\r\n\n  second.token~of+two/=\n", 0600);
	assert_ok(xb_tokens_read(&tokens, scratch("tokens"), NULL));
	assert_int_equal(tokens.n, 2);
	assert_true(xb_tokens_allow(&tokens, "Bearer 0123456789abcdef"));
	assert_true(xb_tokens_allow(&tokens, "bearer  second.token~of+two/= "));
	assert_false(xb_tokens_allow(&tokens, NULL));
	assert_false(xb_tokens_allow(&tokens, ""));
	assert_false(xb_tokens_allow(&tokens, "Bearer "));
	assert_false(xb_tokens_allow(&tokens, "Bearer 0123456789abcde"));
	assert_false(xb_tokens_allow(&tokens, "Bearer 0123456789abcdef0"));
	assert_false(xb_tokens_allow(&tokens, "Bearer # comment"));
	assert_false(xb_tokens_allow(&tokens, "Basic 0123456789abcdef"));
	xb_tokens_release(&tokens);
}

static void
a_file_that_guards_nothing_is_refused(void **state)
{
	static const char *const bad[] = { "", "# 0123456789abcdef\n", "too-short\n", "0123456789abcdef with more\n" };
	struct xb_tokens tokens;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		write_tokens(bad[i], 0600);
		assert_int_equal(xb_tokens_read(&tokens, scratch("tokens"), NULL), XABAR_EINVAL);
	}
	write_tokens("0123456789abcdef\n", 0644);
	assert_int_equal(xb_tokens_read(&tokens, scratch("tokens"), NULL), XABAR_EINVAL);
	assert_int_equal(xb_tokens_read(&tokens, scratch("none"), NULL), XABAR_ENOTFOUND);
}

/* ---- Deadlines ---- */

static sem_t started, may_go_on, woken;

/* A route whose answer takes as long as the test wants. */
static xabar_status
answer_at_leave(struct xb_answer *out, const struct xb_asked *asked, struct xb_service *service, xabar_searcher *searcher,
                xabar_error *err)
{
	(void)asked, (void)service, (void)searcher, (void)err;
	sem_post(&started);
	sem_wait(&may_go_on);
	xb_buf_add_str(&out->body, xb_str("done"));
	return XABAR_OK;
}

static void
count_wake(struct xb_exchange *exchange)
{
	(void)exchange;
	sem_post(&woken);
}

static struct xb_exchange *
submit(struct xb_pool *pool, uint64_t deadline)
{
	static const struct xb_route route = { .method = "GET", .path = "/slow", .answer = answer_at_leave };
	struct xb_exchange *exchange = xb_exchange_new("/slow");

	assert_non_null(exchange);
	exchange->asked = (struct xb_asked){ .route = &route };
	exchange->deadline = deadline;
	exchange->wake = count_wake;
	xb_answer_init(&exchange->answer, 1 << 20);
	assert_true(xb_pool_submit(pool, exchange));
	return exchange;
}

static void
make_index(const char *dir)
{
	const char *build = getenv("B");
	char *command = xb_path("echo '{\"id\":\"1\",\"body\":\"a ferry\"}' | %s/xabar-index -q -d %s -f jsonl -",
	                        build ? build : "build/release", dir);

	assert_int_equal(system(command), 0);
	free(command);
}

static void
what_is_late_is_told_so_and_the_worker_goes_on(void **state)
{
	const char *dir = scratch("x");
	struct xb_service service = { .limits = limits, .indexes = { { dir }, 1 }, .timeout_ms = 1000 };
	struct xb_exchange *running, *waiting, *in_time;
	struct xb_pool *pool;

	(void)state;
	make_index(dir);
	sem_init(&started, 0, 0);
	sem_init(&may_go_on, 0, 0);
	sem_init(&woken, 0, 0);
	assert_ok(xb_service_init(&service, NULL));
	assert_ok(xb_pool_new(&pool, &service, 1, NULL));
	assert_int_equal(service.documents, 1);
	running = submit(pool, 1);
	sem_wait(&started);
	waiting = submit(pool, 2);
	in_time = submit(pool, UINT64_MAX);
	assert_int_equal(service.waiting, 2);

	xb_pool_tick(pool);
	assert_int_equal(sem_trywait(&woken), 0);
	assert_int_equal(sem_trywait(&woken), 0);
	assert_int_equal(sem_trywait(&woken), -1);
	assert_int_equal(xb_pool_state(pool, running), XB_LATE);
	assert_true(running->ran);
	assert_int_equal(xb_pool_state(pool, waiting), XB_LATE);
	assert_false(waiting->ran);
	assert_int_equal(service.waiting, 1);
	xb_pool_release(pool, running);
	xb_pool_release(pool, waiting);

	sem_post(&may_go_on);
	sem_wait(&started);
	sem_post(&may_go_on);
	sem_wait(&woken);
	assert_int_equal(xb_pool_state(pool, in_time), XB_ANSWERED);
	assert_string_equal(in_time->answer.body.ptr, "done");
	assert_int_equal(in_time->answer.code, 200);
	xb_pool_release(pool, in_time);
	xb_pool_free(pool);
	xb_service_release(&service);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_are_taken_off_once),
		cmocka_unit_test(what_is_no_escape_or_no_text_is_refused),
		cmocka_unit_test(a_target_is_its_route_and_parameters),
		cmocka_unit_test(an_id_is_what_is_left_of_a_path),
		cmocka_unit_test(each_refusal_has_its_code),
		cmocka_unit_test(the_language_that_is_liked_best_is_spoken),
		cmocka_unit_test(a_request_is_a_link_that_asks_the_same),
		cmocka_unit_test(tags_are_compared_weakly),
		cmocka_unit_test(gzip_is_for_who_takes_it),
		cmocka_unit_test(what_is_packed_is_the_same_unpacked),
		cmocka_unit_test(a_problem_says_what_is_wrong),
		cmocka_unit_test(each_token_opens_and_nothing_else_does),
		cmocka_unit_test(a_file_that_guards_nothing_is_refused),
		cmocka_unit_test(what_is_late_is_told_so_and_the_worker_goes_on),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
