/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_language_model.c - writes common/text/language_model.c: `make models SHARED=../shared`. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "models/corpus.h"
#include "models/counts.h"
#include "models/rewrite.h"

/* Nats a letter (a word) that a row of its own must tell in some language. */
#define WORTH_TWO 5e-4
#define WORTH_THREE 1.6e-4
#define WORTH_WORD 4e-3

#define RARE 3e-5 /* letters that are less frequent in every language are visitors */

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define FILES_MAX 8
#define PAIRS (XB_LETTERS * XB_LETTERS)
#define LINE 112 /* costs in a line of the source */

/* Languages, and neighbours that are not to be taken for them: alone, or several that are alike. A language may have two
 * columns. `rarity`, in nats, is how much rarer than the others it is in archives of the region. */
static const struct column {
	const char *code; /* NULL: neighbours */
	enum xb_script script;
	double rarity;
	xb_rewrite *rewrite; /* of the first file */
	const char *files[FILES_MAX];
} columns[] = {
	{ "en", XB_SCRIPT_LATIN, 0, NULL, { "en.jsonl" } },
	{ "tr", XB_SCRIPT_LATIN, 0, NULL, { "tr.jsonl" } },
	{ "tr", XB_SCRIPT_LATIN, 2, xb_rewrite_tr_as_latin1, { "tr.jsonl" } },
	{ "az", XB_SCRIPT_LATIN, 0, NULL, { "az.jsonl" } },
	{ "uz", XB_SCRIPT_LATIN, 0, NULL, { "uz.jsonl" } },
	{ "tk", XB_SCRIPT_LATIN, 2, NULL, { "tk.jsonl" } },
	{ "de", XB_SCRIPT_LATIN, 2, NULL, { "deu.txt" } },
	{ "fr", XB_SCRIPT_LATIN, 2, NULL, { "fra.txt" } },
	{ "es", XB_SCRIPT_LATIN, 2, NULL, { "spa.txt" } },
	{ "it", XB_SCRIPT_LATIN, 2, NULL, { "ita.txt" } },
	{ "pt", XB_SCRIPT_LATIN, 2, NULL, { "por_PT.txt", "por_BR.txt" } },
	{ NULL, XB_SCRIPT_LATIN, 3, NULL, { "pol.txt", "ces.txt", "slk.txt", "slv.txt", "hrv.txt", "srp_latn.txt" } },
	{ NULL, XB_SCRIPT_LATIN, 3, NULL, { "swe.txt", "dan.txt", "nob.txt", "isl.txt", "nld.txt", "afr.txt" } },
	{ NULL, XB_SCRIPT_LATIN, 3, NULL, { "fin.txt", "est.txt", "hun.txt" } },
	{ NULL, XB_SCRIPT_LATIN, 3, NULL, { "ron.txt", "cat.txt", "glg.txt" } },
	{ NULL, XB_SCRIPT_LATIN, 3, NULL,
	  { "lit.txt", "lav.txt", "als.txt", "ind.txt", "tgl.txt", "vie.txt", "swh.txt", "som.txt" } },
	{ "ru", XB_SCRIPT_CYRILLIC, 0, NULL, { "ru.jsonl" } },
	{ "uk", XB_SCRIPT_CYRILLIC, 0, NULL, { "uk.jsonl" } },
	{ "kk", XB_SCRIPT_CYRILLIC, 0, NULL, { "kk.jsonl" } },
	{ "ky", XB_SCRIPT_CYRILLIC, 0, NULL, { "ky.jsonl" } },
	{ "tg", XB_SCRIPT_CYRILLIC, 0, NULL, { "tg.jsonl" } },
	{ "az", XB_SCRIPT_CYRILLIC, 1, xb_rewrite_az_cyrillic, { "az.jsonl", "azj_cyrl.txt" } },
	{ "uz", XB_SCRIPT_CYRILLIC, 0, xb_rewrite_uz_cyrillic, { "uz.jsonl", "uzn_cyrl.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "bul.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "mkd.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "srp_cyrl.txt", "bos_cyrl.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "bel.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "khk.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "tat.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "tuk_cyrl.txt" } },
	{ NULL, XB_SCRIPT_CYRILLIC, 3, NULL, { "oss.txt", "abk.txt", "tyv.txt", "kjh.txt", "sah.txt" } },
	{ "fa", XB_SCRIPT_ARABIC, 0, NULL, { "fa.jsonl" } },
	{ "azb", XB_SCRIPT_ARABIC, 1.5, NULL, { "azb_Arab/train.tsv" } },
	{ "ar", XB_SCRIPT_ARABIC, 0, NULL, { "ar.jsonl" } },
	{ "ckb", XB_SCRIPT_ARABIC, 0, NULL, { "ckb.jsonl" } },
	{ NULL, XB_SCRIPT_ARABIC, 3, NULL, { "urd.txt", "pnb.txt" } },
	{ NULL, XB_SCRIPT_ARABIC, 3, NULL, { "pbu.txt" } },
	{ NULL, XB_SCRIPT_ARABIC, 3, NULL, { "uig_arab.txt" } },
};

static struct xb_buf texts[LEN(columns)];
static struct xb_counts counts[LEN(columns)];

/* The columns of one script. */
struct group {
	unsigned model;
	size_t first, n;
};

static void
read_text(struct xb_buf *out, const struct column *column, const char *shared)
{
	struct xb_buf text, small;

	xb_buf_init(out, XB_CORPUS_MAX);
	for (size_t i = 0; i < FILES_MAX && column->files[i]; i++) {
		xb_buf_init(&text, XB_CORPUS_MAX);
		xb_buf_init(&small, XB_CORPUS_MAX);
		xb_corpus_read(&text, shared, column->files[i]);
		xb_rewrite_small(&small, xb_buf_view(&text));
		if (i == 0 && column->rewrite)
			column->rewrite(out, xb_buf_view(&small));
		else
			xb_buf_add_str(out, xb_buf_view(&small));
		xb_buf_release(&text);
		xb_buf_release(&small);
	}
	if (out->failed)
		xb_corpus_die("a text is too long");
}

/* The letter that a code point is counted as: a small one, without what keyboards and habits differ in. */
static uint32_t
letter_of(uint32_t cp)
{
	switch (cp) {
	case 0x130: return 'i';                           /* İ */
	case 0x451: case 0x401: return 0x435;             /* ё: е */
	case 0x64a: case 0x649: case 0x626: return 0x6cc; /* yeh */
	case 0x643: return 0x6a9;                         /* kaf */
	default: return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
	}
}

static bool
is_letter_of(uint32_t cp, enum xb_script script)
{
	return xb_char(cp)->class == XB_CLASS_LETTER && xb_char(cp)->script == script;
}

/* The share of each letter in the language that has it most. */
static void
measure_letters(double share[XB_MODELLED_END], const struct group *group)
{
	for (size_t i = group->first; i < group->first + group->n; i++) {
		double n[XB_MODELLED_END] = { 0 }, all = 0;
		struct xb_str text = xb_buf_view(&texts[i]);

		for (const char *p = text.ptr, *end = p + text.len; columns[i].code && p < end; all++) {
			uint32_t cp = letter_of(xb_utf8_next(&p, end));

			if (cp < XB_MODELLED_END && is_letter_of(cp, columns[i].script))
				n[cp]++;
		}
		for (size_t cp = 0; cp < XB_MODELLED_END; cp++)
			share[cp] = fmax(share[cp], all ? n[cp] / all : 0);
	}
}

/* Number the letters of a script's languages; the other letters of the script are XB_LETTER_OTHER. */
static void
number_letters(uint8_t *table, const struct group *group)
{
	enum xb_script script = columns[group->first].script;
	double share[XB_MODELLED_END] = { 0 };
	unsigned next = XB_LETTER_APOSTROPHE + 1;

	measure_letters(share, group);
	for (uint32_t cp = 0; cp < XB_MODELLED_END; cp++) {
		if (!is_letter_of(cp, script) || letter_of(cp) != cp)
			continue;
		if (share[cp] > RARE && next == XB_LETTER_OTHER)
			xb_corpus_die("too many letters");
		table[cp] = (uint8_t)((group->model + 1) * XB_LETTERS + (share[cp] > RARE ? next++ : XB_LETTER_OTHER));
	}
	for (uint32_t cp = 0; cp < XB_MODELLED_END; cp++)
		if (is_letter_of(cp, script) && letter_of(cp) < XB_MODELLED_END)
			table[cp] = table[letter_of(cp)];
}

/* What is no letter of a model. */
static uint8_t
unmodelled(uint32_t cp)
{
	switch (xb_char(cp)->class) {
	case XB_CLASS_LETTER:
		return XB_MODELLED_ELSEWHERE;
	case XB_CLASS_APOSTROPHE:
		return XB_MODELLED_APOSTROPHE;
	case XB_CLASS_MARK:
	case XB_CLASS_IGNORE:
		return XB_MODELLED_IGNORED;
	default:
		return XB_MODELLED_GAP;
	}
}

static void
make_letters(uint8_t *table, const struct group *groups)
{
	for (uint32_t cp = 0; cp < XB_MODELLED_END; cp++)
		table[cp] = unmodelled(cp);
	for (unsigned model = 0; model < XB_LANGUAGE_MODELS; model++)
		number_letters(table, &groups[model]);
}

/* ---- Which rows are worth their room ---- */

/* Raise *most to the nats a letter that a row tells where it comes n times of `all` and has the probability p, without it q. */
static void
weigh(double *most, double n, double all, double p, double q)
{
	*most = fmax(*most, n / all * fabs(log(p / q)));
}

static double
worth_of_pair(const struct group *group, unsigned b, unsigned c)
{
	double most = 0;

	for (size_t i = group->first; i < group->first + group->n; i++)
		if (columns[i].code)
			weigh(&most, counts[i].seen.two[b][c], counts[i].letters, counts[i].likely.two[b][c], counts[i].likely.one[c]);
	return most;
}

/* A triple that does not come where it should tells, too: so it counts as often as it would. */
static double
worth_of_triple(const struct group *group, unsigned a, unsigned b, unsigned c)
{
	double most = 0;

	for (size_t i = group->first; i < group->first + group->n; i++)
		if (columns[i].code)
			weigh(&most, counts[i].seen.two[a][b] * counts[i].likely.three[a][b][c], counts[i].letters,
			      counts[i].likely.three[a][b][c], counts[i].likely.two[b][c]);
	return most;
}

static double
worth_of_word(const struct group *group, uint32_t key)
{
	double most = 0;

	for (size_t i = group->first; i < group->first + group->n; i++)
		if (columns[i].code)
			weigh(&most, xb_counts_word(&counts[i], key), 1, xb_counts_word(&counts[i], key),
			      xb_counts_word_letters(&counts[i], key));
	return most;
}

/* ---- Printing ---- */

static size_t printed; /* costs of the string literal */

static void
begin_costs(const char *name, unsigned model)
{
	printf("static const char %s_%u[] =\n\t\"", name, model);
	printed = 0;
}

static void
end_costs(void)
{
	printf("\";\n");
}

static void
print_cost(double nats)
{
	double steps = fmin(round(nats * XB_COST_NAT), XB_COST_MAX);
	char c = (char)(XB_COST_ZERO + (int)steps);

	if (printed && printed % LINE == 0)
		printf("\"\n\t\"");
	printed++;
	if (c == '\\' || c == '?') /* ??x is a trigraph */
		putchar('\\');
	putchar(c);
}

/* What completes a row of `n` columns. */
static void
end_row(size_t n)
{
	for (; n % XB_COLUMNS_STEP; n++)
		print_cost(0);
}

static void
print_letters(const struct group *group)
{
	begin_costs("rarity", group->model);
	for (size_t i = 0; i < group->n; i++)
		print_cost(columns[group->first + i].rarity);
	end_row(group->n);
	end_costs();
	begin_costs("firsts", group->model);
	for (unsigned c = 0; c < XB_LETTERS; c++) {
		for (size_t i = 0; i < group->n; i++)
			print_cost(-log(counts[group->first + i].likely.one[c]));
		end_row(group->n);
	}
	end_costs();
}

static void
print_seconds(const struct group *group, const bool *kept)
{
	begin_costs("seconds", group->model);
	for (size_t pair = 0; pair < PAIRS; pair++) {
		for (size_t i = 0; kept[pair] && i < group->n; i++)
			print_cost(-log(counts[group->first + i].likely.two[pair / XB_LETTERS][pair % XB_LETTERS]));
		if (kept[pair])
			end_row(group->n);
	}
	end_costs();
}

/* The rows of third letters; fills `pairs`. */
static void
print_thirds(const struct group *group, struct xb_language_pair *pairs)
{
	size_t n = 0;

	begin_costs("thirds", group->model);
	for (size_t pair = 0; pair < PAIRS; pair++) {
		unsigned a = (unsigned)pair / XB_LETTERS, b = pair % XB_LETTERS;

		pairs[pair] = (struct xb_language_pair){ 0, (uint16_t)n };
		for (unsigned c = 0; c < XB_LETTERS; c++) {
			if (worth_of_triple(group, a, b, c) < WORTH_THREE)
				continue;
			for (size_t i = 0; i < group->n; i++)
				print_cost(-log(counts[group->first + i].likely.three[a][b][c]));
			end_row(group->n);
			pairs[pair].third |= UINT64_C(1) << c;
			n++;
		}
	}
	end_costs();
	if (n > UINT16_MAX)
		xb_corpus_die("too many rows");
}

static void
print_pairs(const struct group *group)
{
	static struct xb_language_pair pairs[PAIRS];
	bool kept[PAIRS];
	unsigned n = 0;

	print_thirds(group, pairs);
	for (size_t pair = 0; pair < PAIRS; pair++)
		kept[pair] = pairs[pair].third || worth_of_pair(group, (unsigned)pair / XB_LETTERS, pair % XB_LETTERS) > WORTH_TWO;
	print_seconds(group, kept);
	printf("static const struct xb_language_pair pairs_%u[] = {", group->model);
	for (size_t pair = 0; pair < PAIRS; pair++)
		if (kept[pair])
			printf("%s{0x%llx,%u},", n++ % 6 ? " " : "\n\t", (unsigned long long)pairs[pair].third, pairs[pair].row);
	printf("\n};\nstatic const uint16_t pair_of_%u[] = {", group->model);
	n = 0;
	for (size_t pair = 0; pair < PAIRS; pair++)
		printf("%s%u,", pair % 64 ? "" : "\n\t", kept[pair] ? ++n : 0);
	printf("\n};\n");
}

/* Put a word into the table unless it is there. Returns whether it was not. */
static bool
place_word(struct xb_language_word *words, uint32_t key, size_t n)
{
	unsigned slot = xb_word_slot(key);

	while (words[slot].key && words[slot].key != key)
		slot = (slot + 1) % XB_WORD_SLOTS;
	if (words[slot].key)
		return false;
	if (n > XB_WORD_SLOTS * 3 / 4)
		xb_corpus_die("too many words");
	words[slot] = (struct xb_language_word){ key, (uint16_t)n };
	return true;
}

static size_t
print_words_of(const struct group *group, const struct xb_counts *of, struct xb_language_word *words, size_t n)
{
	for (size_t k = 0; k < of->nkeys; k++) {
		uint32_t key = of->keys[k];

		if ((k && of->keys[k - 1] == key) || worth_of_word(group, key) < WORTH_WORD || !place_word(words, key, n))
			continue;
		for (size_t i = 0; i < group->n; i++)
			print_cost(-log(xb_counts_word(&counts[group->first + i], key)));
		end_row(group->n);
		n++;
	}
	return n;
}

static void
print_words(const struct group *group)
{
	struct xb_language_word words[XB_WORD_SLOTS] = { { 0, 0 } };
	size_t n = 0;

	begin_costs("wholes", group->model);
	for (size_t i = group->first; i < group->first + group->n; i++)
		if (columns[i].code)
			n = print_words_of(group, &counts[i], words, n);
	end_costs();
	printf("static const struct xb_language_word words_%u[XB_WORD_SLOTS] = {", group->model);
	for (size_t slot = 0; slot < XB_WORD_SLOTS; slot++)
		printf("%s{%u,%u},", slot % 12 ? "" : "\n\t", words[slot].key, words[slot].row);
	printf("\n};\n");
}

static void
print_model(const struct group *group)
{
	printf("\nstatic const char *const codes_%u[] = {", group->model);
	for (size_t i = group->first; i < group->first + group->n; i++)
		printf(columns[i].code ? " \"%s\"," : " NULL,", columns[i].code);
	printf(" };\n");
	print_letters(group);
	print_pairs(group);
	print_words(group);
}

static void
print_all(const uint8_t *table, const struct group *groups)
{
	static const char *const scripts[] = { [XB_SCRIPT_LATIN] = "LATIN", [XB_SCRIPT_CYRILLIC] = "CYRILLIC",
	                                       [XB_SCRIPT_ARABIC] = "ARABIC" };

	printf("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
	       "/* Generated by gen_language_model.c (`make models SHARED=../shared`). Do not edit. */\n"
	       "#include \"text/language_model.h\"\n\n"
	       "const uint8_t xb_language_letters[XB_MODELLED_END] = {");
	for (uint32_t cp = 0; cp < XB_MODELLED_END; cp++)
		printf("%s%u,", cp % 32 ? "" : "\n\t", table[cp]);
	printf("\n};\n");
	for (unsigned i = 0; i < XB_LANGUAGE_MODELS; i++)
		print_model(&groups[i]);
	printf("\nconst struct xb_language_model xb_language_models[XB_LANGUAGE_MODELS] = {\n");
	for (unsigned i = 0; i < XB_LANGUAGE_MODELS; i++)
		printf("\t{ XB_SCRIPT_%s, %zu, codes_%u, rarity_%u, firsts_%u, pair_of_%u, pairs_%u, seconds_%u, thirds_%u, words_%u, "
		       "wholes_%u },\n", scripts[xb_modelled_scripts[i]], groups[i].n, i, i, i, i, i, i, i, i, i);
	printf("};\n");
}

int
main(int argc, char **argv)
{
	static uint8_t table[XB_MODELLED_END];
	struct group groups[XB_LANGUAGE_MODELS];
	size_t i = 0;

	if (argc != 2)
		xb_corpus_die("usage: gen_language_model SHARED");
	for (unsigned model = 0; model < XB_LANGUAGE_MODELS; model++) {
		groups[model] = (struct group){ model, i, 0 };
		for (; i < LEN(columns) && columns[i].script == xb_modelled_scripts[model]; i++, groups[model].n++)
			read_text(&texts[i], &columns[i], argv[1]);
	}
	make_letters(table, groups);
	for (unsigned model = 0; model < XB_LANGUAGE_MODELS; model++)
		for (i = groups[model].first; i < groups[model].first + groups[model].n; i++)
			xb_counts_make(&counts[i], xb_buf_view(&texts[i]), model, table);
	print_all(table, groups);
	for (i = 0; i < LEN(columns); i++) {
		xb_buf_release(&texts[i]);
		xb_counts_release(&counts[i]);
	}
	return EXIT_SUCCESS;
}
