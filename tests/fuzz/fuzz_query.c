/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a query, parsed and planned. The lowest bit of the first byte chooses the mode, the next one whether there are
 * variants, from an archive of a few words. */
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
	struct xb_segment_ref ref = { path, NULL, 0 };
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct xb_variant_sources sources;
	static struct xb_analyzer *analyzer;
	struct xb_query_options options = { .plain = size && (*data & 1), .now = 1653048000 };
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
	} else if (err.offset > size - 1 || !err.message[0] ||
	           xb_utf8_valid(xb_str(err.message)) != strlen(err.message)) {
		abort();
	}
	xb_arena_release(&arena);
	return 0;
}
