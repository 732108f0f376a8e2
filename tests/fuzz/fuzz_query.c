/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a query, parsed and planned. The lowest bit of the first byte chooses the mode, the next one whether there are
 * variants, from an archive of a few words; patterns fit those of them that a plain reckoning says. */
#include <stdlib.h>

#include "../../searcher/plan.h"
#include "../unit/metadata.h"
#include "file.h"
#include "lexicon_writer.h"

#define ARENA ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = {
	"aliyev", "əliyev", "алиев", "علیاف", "ალიევი", "ilham", "илһам", "bakı", "baku", "баку", "باکو", "şişli", "sisli", "istanbul",
	"azərbaycan", "азәрбајҹан", "united", "states", "сша", "abş", "Aəliyev", "Aалиев", "XPbakı", "Zşişli", "Zbakı",
};

static const char alias_text[] = "bakı = bad kubeh = baku\nunited states = сша = abş\nilham əliyev = istanbul\n";

/* Each word is a dispatch, and a name. */
static xabar_status
add_words(struct xb_database *db, struct xb_lexicon_writer *lexicon)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && status == XABAR_OK; i++) {
		size_t prefix = strspn(words[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		uint8_t written = *words[i] == 'Z' ? XB_WRITTEN_STEM : XB_WRITTEN_NAME;
		const uint32_t position = 1;
		struct xb_posting posting = { xb_str(words[i]), &position, 1, 1, written, (uint8_t)prefix };
		struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };

		status = xb_database_add(db, &document, NULL);
		if (status == XABAR_OK)
			status = xb_lexicon_writer_add(lexicon, &document, NULL);
	}
	if (status == XABAR_OK)
		status = xb_lexicon_writer_write(lexicon, put_metadata, db, NULL);
	return status == XABAR_OK ? xb_database_commit(db, NULL) : status;
}

static struct xb_variant_sources
make_sources(void)
{
	char path[] = "/tmp/fuzz_query.XXXXXX";
	struct xb_segment_ref ref = { .path = path };
	struct xb_lexicon_writer *lexicon;
	struct xb_aliases *aliases;
	struct xb_reader *reader;
	struct xb_database *db;

	if (!mkdtemp(path) || xb_database_new(&db, path, NULL) || xb_lexicon_writer_new(&lexicon, NULL) ||
	    add_words(db, lexicon) || xb_aliases_new(&aliases, NULL) ||
	    xb_aliases_add(aliases, xb_str(alias_text), "aliases", NULL))
		abort();
	xb_database_free(db);
	xb_lexicon_writer_free(lexicon);
	if (xb_reader_open(&reader, &ref, 1, NULL))
		abort();
	(void)xb_remove(path, NULL); /* its files stay open */
	return (struct xb_variant_sources){ .reader = reader, .aliases = aliases };
}

#define LETTERS_MAX 64

/* Letters of a text; 0 of a longer one, which nothing fits. */
static size_t
letters_of(uint32_t out[LETTERS_MAX], struct xb_str text)
{
	const char *p = text.ptr, *end = p + text.len;
	size_t n = 0;

	while (p < end && n < LETTERS_MAX)
		out[n++] = xb_utf8_next(&p, end);
	return n;
}

/* By a table of all beginnings of both. */
static bool
fits_plainly(struct xb_str pattern, struct xb_str word)
{
	static bool fits[LETTERS_MAX + 1][LETTERS_MAX + 1];
	uint32_t p[LETTERS_MAX], w[LETTERS_MAX];
	size_t np = letters_of(p, pattern), nw = letters_of(w, word);

	for (size_t i = 0; i <= np; i++)
		for (size_t k = 0; k <= nw; k++)
			fits[i][k] = !i                ? !k
			             : p[i - 1] == '*' ? fits[i - 1][k] || (k && fits[i][k - 1])
			                               : k && fits[i - 1][k - 1] && (p[i - 1] == '?' || p[i - 1] == w[k - 1]);
	return fits[np][nw];
}

/* How many words of the archive a word with wildcards fits. */
static uint64_t
count_fitting(const struct xb_asked *asked)
{
	uint64_t n = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t prefix = strspn(words[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		bool fits = false;

		for (int turkic = 0; turkic < 2; turkic++) {
			char folded[4096];
			size_t len = xb_fold(folded, sizeof(folded), asked->text, turkic);

			fits |= fits_plainly(xb_strn(folded, len), xb_str(words[i] + prefix));
		}
		n += fits && xb_str_is(xb_strn(words[i], prefix), asked->prefix);
	}
	return n;
}

static void
check_patterns(const struct xb_plan *plan)
{
	for (size_t i = 0; i < plan->nasked; i++) {
		const struct xb_asked *asked = plan->asked[i];
		bool wild = asked->forms && !asked->nforms && asked->text.len < LETTERS_MAX;

		if (asked->fitting != asked->nfitting || (wild && asked->fitting != count_fitting(asked)))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct xb_variant_sources sources;
	static struct xb_analyzer *analyzer;
	int64_t as_of = 0;
	struct xb_query_options options = { .plain = size && (*data & 1), .now = 1653048000, .as_of = &as_of };
	const struct xb_query *query;
	struct xb_arena arena;
	struct xb_plan plan;
	xabar_error err;

	if (!size || (!analyzer && xb_analyzer_new(&analyzer, NULL)))
		return 0;
	if (!sources.reader)
		sources = make_sources();
	xb_arena_init(&arena, ARENA);
	if (!xb_query_parse(&query, xb_strn((const char *)data + 1, size - 1), &options, &arena, &err)) {
		if (xb_plan_make(&plan, query, analyzer, *data & 2 ? &sources : NULL, &arena, &err) || !plan.root)
			abort();
		if (*data & 2)
			check_patterns(&plan);
	} else if (err.offset > size - 1 || !err.message[0] ||
	           xb_utf8_valid(xb_str(err.message)) != strlen(err.message)) {
		abort();
	}
	xb_arena_release(&arena);
	return 0;
}
