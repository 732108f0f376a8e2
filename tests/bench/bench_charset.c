/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_charset SHARED [detect | files | twice | speed]: how often an encoding is found, and what finding it costs.
 *
 * detect: FLORES sentences (data/lang/sib200), none of which any model was made of, in the encodings of their languages, cut to so
 * many bytes; right when they are decoded as they were encoded. files: data/charset, without what they declare. twice: each
 * sentence made UTF-8 twice; right when it is restored exactly; and sentences which were not that are changed. speed: ms a MB. */
#include <dirent.h>
#include <iconv.h>

#include "bench.h"
#include "charset/charset.h"
#include "charset/charset_codec.h"
#include "charset_data.h"
#include "charset/charset_twice.h"
#include "charset/declared.h"

#define SAMPLES 200

/* ---- detect ---- */

/* Decode as a record that nothing is known of. */
static struct xb_str
decode(struct xb_charset_found *found, struct xb_charset *charset, struct xb_arena *arena, struct xb_str bytes,
       struct xb_str declared)
{
	struct xb_str text;
	xabar_error err;

	xb_arena_clear(arena);
	xb_charset_begin(charset, (struct xb_str){ "", 0 });
	if (xb_charset_decode(&text, found, charset, bytes, declared, arena, &err) != XABAR_OK) {
		fprintf(stderr, "bench_charset: %s\n", err.message);
		exit(EXIT_FAILURE);
	}
	return text;
}

static double
detect_cell(const struct row *row, struct xb_str text, size_t len, const char **wrong, struct xb_charset *charset,
            struct xb_arena *arena)
{
	struct xb_buf bytes;
	int right = 0, n = 0;
	const char *p = text.ptr, *end = p + text.len;

	xb_buf_init(&bytes, TEXT_MAX);
	for (; n < SAMPLES && p < end; n++) {
		struct xb_charset_found found;
		struct xb_sink want = { .out = malloc(4 * len + 16) };
		struct xb_str got;

		encode(&bytes, row, xb_strn(p, (size_t)(end - p)), len);
		if (row->page)
			xb_decode_page(&want, xb_page_high[xb_page_find(xb_str(row->page))], xb_buf_view(&bytes));
		else
			xb_decode_utf8(&want, xb_buf_view(&bytes));
		got = decode(&found, charset, arena, xb_buf_view(&bytes), (struct xb_str){ 0 });
		if (xb_str_equal(got, xb_strn(want.out, want.len)))
			right++;
		else
			*wrong = found.charset;
		free(want.out);
		p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
	}
	xb_buf_release(&bytes);
	return 100.0 * right / n;
}

static void
detect(struct xb_charset *charset, struct xb_arena *arena)
{
	static const size_t lens[] = { 30, 60, 100, 500, 2000 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct xb_buf text;
		const char *wrong = "";

		xb_buf_init(&text, TEXT_MAX);
		read_sentences(&text, rows[i].folder);
		printf("detect %s %-16s", rows[i].label, rows[i].page ? rows[i].page : "UTF-8");
		for (size_t l = 0; l < sizeof(lens) / sizeof(lens[0]); l++)
			printf(" %5.1f", detect_cell(&rows[i], xb_buf_view(&text), lens[l], &wrong, charset, arena));
		printf(" %s\n", wrong);
		xb_buf_release(&text);
	}
}

/* ---- files ---- */

/* The letters of a text, by which two readings of it are compared: a file is as good in CP1252 as in ISO-8859-1. */
static struct xb_str
letters(struct xb_buf *out, struct xb_str text)
{
	const char *p = text.ptr, *end = p + text.len;

	xb_buf_clear(out);
	while (p < end) {
		const char *begin = p;

		if (xb_char(xb_utf8_next(&p, end))->class == XB_CLASS_LETTER)
			xb_buf_add(out, begin, (size_t)(p - begin));
	}
	return xb_buf_view(out);
}

static void
wanted(struct xb_buf *out, struct xb_str bytes, const char *folder)
{
	char name[32];
	const char *language = strncmp(folder, "iso-8859-", 9) == 0 || strncmp(folder, "windows-", 8) == 0 ? strrchr(folder, '-') : NULL;
	struct xb_sink sink = { .out = malloc(8 * bytes.len + 16) };
	iconv_t cd;

	/* "iso-8859-2-czech": the encoding is what comes before the language. */
	if (language && language[1] >= '0' && language[1] <= '9')
		language = NULL;
	snprintf(name, sizeof(name), "%.*s", language ? (int)(language - folder) : 31, folder);
	cd = iconv_open("UTF-8", strcmp(name, "MacCyrillic") == 0 ? "MAC-CYRILLIC" : strcmp(name, "MacRoman") == 0 ? "MACINTOSH" : strcmp(name, "utf-8-sig") == 0 ? "UTF-8" : name);
	if (cd == (iconv_t)-1) {
		fprintf(stderr, "bench_charset: no charset '%s'\n", name);
		exit(EXIT_FAILURE);
	}
	xb_decode_iconv(&sink, cd, bytes);
	iconv_close(cd);
	xb_buf_clear(out);
	xb_buf_add(out, sink.out, sink.len);
	free(sink.out);
}

static bool
file_is_right(const char **found_name, struct xb_str bytes, const char *folder, bool declare, struct xb_charset *charset,
              struct xb_arena *arena)
{
	struct xb_buf want, a, b;
	struct xb_charset_found found;
	struct xb_str got;
	bool right;

	xb_buf_init(&want, TEXT_MAX);
	xb_buf_init(&a, TEXT_MAX);
	xb_buf_init(&b, TEXT_MAX);
	wanted(&want, bytes, folder);
	got = decode(&found, charset, arena, bytes, declare ? xb_declared_html(bytes) : (struct xb_str){ 0 });
	right = xb_str_equal(letters(&a, got), letters(&b, xb_buf_view(&want)));
	*found_name = found.charset;
	xb_buf_release(&want);
	xb_buf_release(&a);
	xb_buf_release(&b);
	return right;
}

static int
skip_dots(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
files_in(const char *folder, struct xb_charset *charset, struct xb_arena *arena)
{
	char *path = xb_path("%s/data/charset/%s", shared, folder);
	struct dirent **entries;
	int n = scandir(path, &entries, skip_dots, alphasort), right = 0, declared = 0;
	const char *name;

	for (int i = 0; i < n; i++) {
		struct xb_buf bytes;
		char *file = xb_path("charset/%s/%s", folder, entries[i]->d_name);

		xb_buf_init(&bytes, TEXT_MAX);
		read_shared(&bytes, file);
		declared += file_is_right(&name, xb_buf_view(&bytes), folder, true, charset, arena);
		if (file_is_right(&name, xb_buf_view(&bytes), folder, false, charset, arena))
			right++;
		else
			printf("wrong %s %s\n", file, name);
		xb_buf_release(&bytes);
		free(file);
		free(entries[i]);
	}
	printf("files %-24s %3d of %3d, %3d with what they declare\n", folder, right, n, declared);
	free(entries);
	free(path);
}

static void
files(struct xb_charset *charset, struct xb_arena *arena)
{
	char *path = xb_path("%s/data/charset", shared);
	struct dirent **folders;
	int n = scandir(path, &folders, skip_dots, alphasort);

	for (int i = 0; i < n; i++) {
		files_in(folders[i]->d_name, charset, arena);
		free(folders[i]);
	}
	free(folders);
	free(path);
}

/* ---- twice ---- */

static const char *const twice_pages[] = { "CP1252", "CP1251", "CP1254", "ISO-8859-1", "KOI8-R" };

/* UTF-8 taken for a page and made UTF-8; bytes that it lacks become controls. */
static void
encode_twice(struct xb_buf *out, const char *page, struct xb_str text)
{
	const uint16_t *high = xb_page_high[xb_page_find(xb_str(page))];

	xb_buf_clear(out);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		uint32_t cp = byte < 0x80 ? byte : high[byte - 0x80];
		char utf8[4];

		xb_buf_add(out, utf8, xb_utf8_encode(utf8, cp == XB_PAGE_NONE ? byte : cp));
	}
}

static int
high_words(struct xb_str text)
{
	int n = 0;
	bool high = false;

	for (size_t i = 0; i <= text.len; i++) {
		if (i == text.len || text.ptr[i] == ' ') {
			n += high;
			high = false;
		} else {
			high |= text.ptr[i] < 0;
		}
	}
	return n;
}

struct tally {
	int sentences, right, false_repairs;
	int enough, enough_right; /* of those with three words that are not ASCII */
};

static void
twice_sentence(struct tally *tally, struct xb_str sentence, struct xb_charset *charset, struct xb_arena *arena)
{
	struct xb_charset_found found;
	struct xb_buf bytes;
	bool enough = high_words(sentence) >= 3;

	xb_buf_init(&bytes, TEXT_MAX);
	/* One sentence of lingua's Turkish was double-encoded before it got there. */
	tally->false_repairs += !memmem(sentence.ptr, sentence.len, "ÅŸ", strlen("ÅŸ")) &&
	                        !xb_str_equal(decode(&found, charset, arena, sentence, (struct xb_str){ 0 }), sentence);
	for (size_t i = 0; i < sizeof(twice_pages) / sizeof(twice_pages[0]) && high_words(sentence); i++) {
		bool right;

		encode_twice(&bytes, twice_pages[i], sentence);
		right = xb_str_equal(decode(&found, charset, arena, xb_buf_view(&bytes), (struct xb_str){ 0 }), sentence);
		tally->sentences++;
		tally->right += right;
		tally->enough += enough;
		tally->enough_right += enough && right;
	}
	xb_buf_release(&bytes);
}

static void
twice_text(const char *name, struct xb_str text, struct xb_charset *charset, struct xb_arena *arena)
{
	struct tally tally = { 0 };
	const char *p = text.ptr, *end = p + text.len;

	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		newline = newline ? newline : end;
		twice_sentence(&tally, xb_strn(p, (size_t)(newline - p)), charset, arena);
		p = newline < end ? newline + 1 : end;
	}
	tally.sentences += !tally.sentences;
	printf("twice %-10s restored %5.1f %%, of those with three words %5.1f %%; false repairs %d\n", name,
	       100.0 * tally.right / tally.sentences, tally.enough ? 100.0 * tally.enough_right / tally.enough : 100.0,
	       tally.false_repairs);
}

static void
twice(struct xb_charset *charset, struct xb_arena *arena)
{
	static const char *const folders[] = { "arb_Arab", "azb_Arab", "azj_Latn", "ckb_Arab", "eng_Latn", "hye_Armn", "kat_Geor",
		"kaz_Cyrl", "kir_Cyrl", "pes_Arab", "rus_Cyrl", "tgk_Cyrl", "tuk_Latn", "tur_Latn", "ukr_Cyrl", "uzn_Latn" };
	static const char *const lingua[] = { "ar", "az", "en", "fa", "hy", "ka", "kk", "ru", "tr", "uk" };
	struct xb_buf text;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		xb_buf_init(&text, TEXT_MAX);
		read_sentences(&text, folders[i]);
		twice_text(folders[i], xb_buf_view(&text), charset, arena);
		xb_buf_release(&text);
	}
	for (size_t i = 0; i < sizeof(lingua) / sizeof(lingua[0]); i++) {
		char *path = xb_path("lang/lingua/language-models/%s/testdata/sentences.txt", lingua[i]);

		xb_buf_init(&text, TEXT_MAX);
		read_shared(&text, path);
		twice_text(lingua[i], xb_buf_view(&text), charset, arena);
		xb_buf_release(&text);
		free(path);
	}
}

/* ---- speed ---- */

/* ms a MB of input, line by line as records: the best of ten. */
static void
time_lines(const char *name, struct xb_str text, struct xb_charset *charset, struct xb_arena *arena)
{
	double best = 1e9;

	for (int round = 0; round < 10; round++) {
		double start = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
		const char *p = text.ptr, *end = p + text.len;

		xb_charset_begin(charset, xb_strn(p, text.len < 65536 ? text.len : 65536));
		while (p < end) {
			struct xb_charset_found found;
			const char *newline = memchr(p, '\n', (size_t)(end - p));
			struct xb_str out;

			newline = newline ? newline : end;
			xb_arena_clear(arena);
			xb_charset_decode(&out, &found, charset, xb_strn(p, (size_t)(newline - p)), (struct xb_str){ 0 }, arena, NULL);
			p = newline < end ? newline + 1 : end;
		}
		best = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start < best ? bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start : best;
	}
	printf("speed %-24s %7.3f ms a MB\n", name, 1e3 * best / ((double)text.len / 1e6));
}

static void
time_parts(const char *name, struct xb_str text)
{
	double valid = 1e9, suspect = 1e9;
	size_t sum = 0;

	for (int round = 0; round < 10; round++) {
		double start = bench_seconds(CLOCK_PROCESS_CPUTIME_ID), middle;

		sum += xb_utf8_valid(text);
		middle = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);
		sum += xb_twice_suspected(text);
		valid = middle - start < valid ? middle - start : valid;
		suspect = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - middle < suspect ? bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - middle : suspect;
	}
	printf("speed %-24s %7.3f ms a MB to validate, %7.3f to suspect%s\n", name, 1e3 * valid / ((double)text.len / 1e6),
	       1e3 * suspect / ((double)text.len / 1e6), sum ? "" : " ");
}

static void
speed(struct xb_charset *charset, struct xb_arena *arena)
{
	static const char *const langs[] = { "en", "ru", "az", "tr", "fa", "hy", "ka", "kk", "uk" };
	static const char *const pages[] = { "CP1251", "KOI8-R", "CP866" };
	struct xb_buf text, bytes;

	xb_buf_init(&bytes, TEXT_MAX);
	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++) {
		char *path = xb_path("news/ntrex/%s.jsonl", langs[i]);

		xb_buf_init(&text, TEXT_MAX);
		read_shared(&text, path);
		time_parts(langs[i], xb_buf_view(&text));
		time_lines(langs[i], xb_buf_view(&text), charset, arena);
		xb_buf_release(&text);
		free(path);
	}
	xb_buf_init(&text, TEXT_MAX);
	read_sentences(&text, "rus_Cyrl");
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		const uint16_t *high = xb_page_high[xb_page_find(xb_str(pages[i]))];
		const char *p = text.ptr, *end = p + text.len;

		xb_buf_clear(&bytes);
		while (p < end) {
			int byte = byte_of(high, xb_utf8_next(&p, end));

			if (byte >= 0)
				xb_buf_add_char(&bytes, (char)byte);
		}
		time_lines(pages[i], xb_buf_view(&bytes), charset, arena);
	}
	xb_buf_release(&text);
	xb_buf_release(&bytes);
}

int
main(int argc, char **argv)
{
	static const struct { const char *name; void (*run)(struct xb_charset *, struct xb_arena *); } parts[] = {
		{ "detect", detect }, { "files", files }, { "twice", twice }, { "speed", speed },
	};
	struct xb_charset *charset;
	struct xb_arena arena;
	xabar_error err;

	if (argc < 2 || xb_charset_new(&charset, NULL, NULL, &err) != XABAR_OK) {
		fprintf(stderr, "usage: bench_charset SHARED [detect | files | twice | speed]\n");
		return EXIT_FAILURE;
	}
	shared = argv[1];
	xb_arena_init(&arena, TEXT_MAX);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (argc == 2 || strcmp(argv[2], parts[i].name) == 0)
			parts[i].run(charset, &arena);
	xb_arena_release(&arena);
	xb_charset_free(charset);
	return EXIT_SUCCESS;
}
