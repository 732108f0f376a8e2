/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole pages, as files in tests/data/formats/html: NAME.html, and in NAME.expected what a reader of it would write down:
 * the fields, an empty line, the text; or "! why" of what is no article. */
#include "reading.h"

#include "../../indexer/formats/html_page.h"

#define DIR "tests/data/formats/html/"

static const struct {
	const char *name;
	const char *charset;
} pages[] = {
	{ "ar-amp", NULL }, { "az-1999", NULL }, { "az-aspnet", NULL }, { "az-bad-jsonld", NULL },
	{ "az-flash", NULL }, { "az-front", NULL }, { "az-jsonld-graph", NULL }, { "en-correction", NULL },
	{ "en-pre-wire", NULL }, { "en-wordpress", NULL }, { "fa-rtl", NULL }, { "hy-dublin-core", NULL },
	{ "ka-gallery", NULL }, { "ru-divs", NULL }, { "ru-next-article", NULL }, { "ru-opengraph", NULL },
	{ "ru-tables-cp1251", NULL }, { "tr-comments", NULL }, { "tr-interview", NULL }, { "tr-liveblog", NULL },
	{ "uz-dialogue", NULL }, { "uz-section", NULL },
};

#define PAGES (sizeof(pages) / sizeof(*pages))

/* ---- Page → text as in .expected ---- */

static void
say_page(struct xb_buf *out, const struct xb_record *record)
{
	for (size_t i = 0; i < record->npairs; i++)
		if (!xb_str_is(record->pairs[i].name, "body"))
			xb_buf_printf(out, "%.*s: %.*s\n", XB_STR_ARG(record->pairs[i].name), XB_STR_ARG(record->pairs[i].value));
	xb_buf_add(out, "\n", 1);
	for (size_t i = 0; i < record->npairs; i++)
		if (xb_str_is(record->pairs[i].name, "body"))
			xb_buf_printf(out, "%.*s\n", XB_STR_ARG(record->pairs[i].value));
}

static struct xb_buf
read_page(const char *path, const char *charset)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_record record;
	struct xb_str head;
	struct xb_buf out;
	xabar_error err;
	xabar_status status;
	bool more;

	xb_arena_init(&arena, READING_LIMIT);
	xb_buf_init(&out, READING_LIMIT);
	assert_int_equal(xb_input_open(&ctx.input, path, &err), XABAR_OK);
	assert_int_equal(xb_charset_new(&ctx.charset, charset, NULL, &err), XABAR_OK);
	assert_int_equal(xb_input_window(&head, ctx.input, 65536, &err), XABAR_OK);
	assert_ptr_equal(xb_format_detect(head), &xb_format_html);
	status = xb_format_html.next(&record, &more, &ctx, &err);
	assert_true(more);
	if (status == XABAR_OK)
		say_page(&out, &record);
	else
		xb_buf_printf(&out, "! %s\n", err.message);
	xb_arena_clear(&arena);
	assert_int_equal(xb_format_html.next(&record, &more, &ctx, &err), XABAR_OK);
	assert_false(more);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
	return out;
}

static struct xb_buf
read_whole(const char *path)
{
	FILE *file = fopen(path, "r");
	struct xb_buf out;
	int c;

	assert_non_null(file);
	xb_buf_init(&out, READING_LIMIT);
	while ((c = getc(file)) != EOF)
		xb_buf_add_char(&out, (char)c);
	fclose(file);
	return out;
}

/* ---- How alike two texts are ---- */

#define WORDS_MAX 4096

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
split(char *words[WORDS_MAX], char *text)
{
	size_t n = 0;

	for (char *word = strtok(text, " \n"); word && n < WORDS_MAX; word = strtok(NULL, " \n"))
		words[n++] = word;
	qsort(words, n, sizeof(*words), compare_words);
	return n;
}

/* The harmonic mean of precision and recall over words, as many of each as there are. */
static double
f1(const char *want, const char *got)
{
	static char *want_words[WORDS_MAX], *got_words[WORDS_MAX];
	char *want_copy = strdup(want), *got_copy = strdup(got);
	size_t nwant = split(want_words, want_copy), ngot = split(got_words, got_copy), same = 0;

	for (size_t i = 0, k = 0; i < nwant && k < ngot;) {
		int order = strcmp(want_words[i], got_words[k]);

		same += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	free(want_copy);
	free(got_copy);
	return nwant + ngot ? 2.0 * (double)same / (double)(nwant + ngot) : 1.0;
}

/* Cut the fields off the text; returns the text. */
static char *
cut_fields(char *page)
{
	char *body = strstr(page, "\n\n");

	if (!body)
		return page + strlen(page);
	body[1] = '\0';
	return body + 2;
}

static void
pages_give_what_their_readers_see(void **state)
{
	double sum = 0, worst = 1;
	unsigned failed = 0;

	(void)state;
	for (size_t i = 0; i < PAGES; i++) {
		char path[128];
		struct xb_buf want, got;
		char *want_body, *got_body;
		double score;

		snprintf(path, sizeof(path), DIR "%s.expected", pages[i].name);
		want = read_whole(path);
		snprintf(path, sizeof(path), DIR "%s.html", pages[i].name);
		got = read_page(path, pages[i].charset);
		want_body = cut_fields(want.ptr);
		got_body = cut_fields(got.ptr);
		score = f1(want_body, got_body);
		if (strcmp(got.ptr, want.ptr) != 0 || score < 0.9)
			print_message("# %s: %.3f\n%s\n%s", pages[i].name, score, got.ptr, got_body);
		if (strcmp(got.ptr, want.ptr) != 0 || score < 0.9)
			failed++;
		sum += score;
		worst = score < worst ? score : worst;
		xb_buf_release(&want);
		xb_buf_release(&got);
	}
	print_message("# body: token F1 %.4f on average over %zu pages, %.4f at worst\n", sum / (double)PAGES, PAGES, worst);
	assert_int_equal(failed, 0);
	assert_true(sum / (double)PAGES >= 0.95);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_give_what_their_readers_see),
	};

	return cmocka_run_group_tests_name("html_page", tests, NULL, NULL);
}
