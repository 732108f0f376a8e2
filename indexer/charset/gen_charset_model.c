/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_charset_model.c - writes charset_model.c: `make models SHARED=../shared`. Letters are counted in news where there is some
 * (data/news/ntrex), else in the Universal Declaration of Human Rights (data/lang/udhr2.zip). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "charset_model.h"
#include "models/corpus.h"
#include "models/rewrite.h"
#include "text/unicode.h"

#define LETTERS_MAX 63
#define RARE 2e-5    /* a letter less frequent than this is a visitor from another language */
#define BACKOFF 6.0  /* how many letters seen weigh as much as the letters' own frequency */
#define COST_MAX (8 * XB_NAT)
#define THAI_FIRST 0xe01
#define THAI_LAST 0xe4e

static const struct source {
	const char *lang, *file; /* *.jsonl of ntrex, or *.txt of udhr2 */
	enum xb_script script;
} sources[] = {
	{ "ru", "ru.jsonl", XB_SCRIPT_CYRILLIC }, { "uk", "uk.jsonl", XB_SCRIPT_CYRILLIC },
	{ "bg", "bul.txt", XB_SCRIPT_CYRILLIC }, { "sr", "srp_cyrl.txt", XB_SCRIPT_CYRILLIC },
	{ "mk", "mkd.txt", XB_SCRIPT_CYRILLIC }, { "be", "bel.txt", XB_SCRIPT_CYRILLIC },
	{ "kk", "kk.jsonl", XB_SCRIPT_CYRILLIC }, { "ky", "ky.jsonl", XB_SCRIPT_CYRILLIC },
	{ "tg", "tg.jsonl", XB_SCRIPT_CYRILLIC }, { "uzc", "uzn_cyrl.txt", XB_SCRIPT_CYRILLIC },
	{ "azc", "az.jsonl", XB_SCRIPT_CYRILLIC },
	{ "tr", "tr.jsonl", XB_SCRIPT_LATIN }, { "az", "az.jsonl", XB_SCRIPT_LATIN }, { "tk", "tk.jsonl", XB_SCRIPT_LATIN },
	{ "fr", "fra.txt", XB_SCRIPT_LATIN }, { "de", "deu.txt", XB_SCRIPT_LATIN }, { "es", "spa.txt", XB_SCRIPT_LATIN },
	{ "it", "ita.txt", XB_SCRIPT_LATIN }, { "pt", "por_PT.txt", XB_SCRIPT_LATIN }, { "nl", "nld.txt", XB_SCRIPT_LATIN },
	{ "sv", "swe.txt", XB_SCRIPT_LATIN }, { "da", "dan.txt", XB_SCRIPT_LATIN }, { "fi", "fin.txt", XB_SCRIPT_LATIN },
	{ "cs", "ces.txt", XB_SCRIPT_LATIN }, { "sk", "slk.txt", XB_SCRIPT_LATIN }, { "sl", "slv.txt", XB_SCRIPT_LATIN },
	{ "hr", "hrv.txt", XB_SCRIPT_LATIN }, { "hu", "hun.txt", XB_SCRIPT_LATIN }, { "pl", "pol.txt", XB_SCRIPT_LATIN },
	{ "ro", "ron.txt", XB_SCRIPT_LATIN },
	{ "el", "ell_monotonic.txt", XB_SCRIPT_GREEK }, { "he", "heb.txt", XB_SCRIPT_HEBREW },
	{ "fa", "fa.jsonl", XB_SCRIPT_ARABIC }, { "ar", "ar.jsonl", XB_SCRIPT_ARABIC }, { "ur", "urd.txt", XB_SCRIPT_ARABIC },
	{ "hy", "hy.jsonl", XB_SCRIPT_ARMENIAN }, { "ka", "ka.jsonl", XB_SCRIPT_GEORGIAN },
	{ "th", "tha.txt", XB_SCRIPT_OTHER },
};

struct counts {
	double pair[LETTERS_MAX + 1][LETTERS_MAX + 1];
	double one[LETTERS_MAX + 1];
	uint16_t letters[LETTERS_MAX];
	unsigned n;
};

/* The next letter of the source's script in lower case, or 0 for anything else. */
static uint32_t
next_letter(const char **p, const char *end, const struct source *source)
{
	uint32_t cp = xb_utf8_next(p, end);
	const struct xb_char *c;

	/* Vowels and tones of Thai are letters in its code page, marks in Unicode. */
	if (strcmp(source->lang, "th") == 0)
		return cp >= THAI_FIRST && cp <= THAI_LAST ? cp : 0;
	cp = xb_charset_lower(cp);
	if (strcmp(source->lang, "azc") == 0)
		cp = xb_az_cyrillic(cp);
	c = xb_char(cp);
	return c->class == XB_CLASS_LETTER && c->script == source->script && cp < 0x10000 ? cp : 0;
}

static void
choose_letters(struct counts *counts, struct xb_str text, const struct source *source)
{
	static double seen[0x10000];
	const char *p = text.ptr, *end = p + text.len;
	double all = 0;

	memset(seen, 0, sizeof(seen));
	while (p < end) {
		uint32_t cp = next_letter(&p, end, source);

		seen[cp]++;
		all += cp != 0;
	}
	for (uint32_t cp = 1; cp < 0x10000; cp++) {
		bool ascii = source->script == XB_SCRIPT_LATIN && cp >= 'a' && cp <= 'z';

		if (!ascii && seen[cp] < 1 + RARE * all)
			continue;
		if (counts->n == LETTERS_MAX)
			xb_corpus_die("too many letters");
		counts->letters[counts->n++] = (uint16_t)cp;
	}
}

static void
count_pairs(struct counts *counts, struct xb_str text, const struct source *source)
{
	const char *p = text.ptr, *end = p + text.len;
	unsigned before = 0;

	while (p < end) {
		uint32_t cp = next_letter(&p, end, source);
		unsigned letter = 0;

		for (unsigned i = 0; i < counts->n; i++)
			if (counts->letters[i] == cp)
				letter = i + 1;
		if (before || letter) {
			counts->pair[before][letter]++;
			counts->one[letter]++;
		}
		before = letter;
	}
}

/* Of `b` after `a`: what was counted, backed by how frequent `b` is at all. */
static unsigned
cost(const struct counts *counts, unsigned a, unsigned b)
{
	double all = 0, after = 0, p;

	for (unsigned i = 0; i <= counts->n; i++) {
		all += counts->one[i] + 0.5;
		after += counts->pair[a][i];
	}
	p = (counts->pair[a][b] + BACKOFF * (counts->one[b] + 0.5) / all) / (after + BACKOFF);
	p = -XB_NAT * log(p);
	return p > COST_MAX ? COST_MAX : (unsigned)lround(p);
}

static void
print_model(const struct counts *counts, const struct source *source)
{
	printf("static const uint16_t letters_%s[] = {", source->lang);
	for (unsigned i = 0; i < counts->n; i++)
		printf("%s0x%x,", i % 16 ? " " : "\n\t", counts->letters[i]);
	printf("\n};\nstatic const uint8_t costs_%s[] = {", source->lang);
	for (unsigned a = 0; a <= counts->n; a++)
		for (unsigned b = 0; b <= counts->n; b++)
			printf("%s%u,", b % 32 ? " " : "\n\t", cost(counts, a, b));
	printf("\n};\n\n");
}

int
main(int argc, char **argv)
{
	static struct counts counts[sizeof(sources) / sizeof(sources[0])];
	struct xb_buf text;

	if (argc != 2)
		xb_corpus_die("usage: gen_charset_model SHARED");
	printf("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
	       "/* Generated by gen_charset_model.c (`make models SHARED=../shared`). Do not edit. */\n"
	       "#include \"charset_model.h\"\n\n");
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		xb_buf_init(&text, XB_CORPUS_MAX);
		xb_corpus_read(&text, argv[1], sources[i].file);
		choose_letters(&counts[i], xb_buf_view(&text), &sources[i]);
		count_pairs(&counts[i], xb_buf_view(&text), &sources[i]);
		print_model(&counts[i], &sources[i]);
		xb_buf_release(&text);
	}
	printf("const struct xb_charset_model xb_charset_models[] = {\n");
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		printf("\t{ \"%s\", %u, letters_%s, costs_%s },\n", sources[i].lang, counts[i].n, sources[i].lang,
		       sources[i].lang);
	printf("\t{ 0 },\n};\n");
	return EXIT_SUCCESS;
}
