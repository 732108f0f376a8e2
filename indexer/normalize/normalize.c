/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "normalize.h"

#include <limits.h>
#include <stdio.h>
#include <strings.h>

#include "date_pattern.h"
#include "field_names.h"
#include "identity.h"
#include "markup.h"
#include "status_word.h"
#include "text/language.h"
#include "tidy.h"
#include "url.h"

/* Where a record offers several values for one field, --map's come first, in its order. */
#define RANK_MAPPED (-1000)

/* A pair that could be a field. */
struct claim {
	size_t pair;
	enum xb_field field;
	int rank;
};

struct work {
	struct xb_dispatch *out;
	const struct xb_record *record;
	const struct xb_normalize_options *options;
	struct xb_arena *arena;
	struct claim *claims;
	size_t nclaims, claims_cap;
	bool *used; /* by pair: it is in a field, so it is no extra */
	size_t tags_cap;
	const char *date_flag; /* NULL, or why a date was not believed */
	bool full;  /* the arena is; checked once at the end, all that was made is safe to go on with */
};

static struct xb_str
checked(struct work *work, struct xb_str made)
{
	if (made.ptr)
		return made;
	work->full = true;
	return (struct xb_str){ "", 0 };
}

/* A pair's value without markup. */
static struct xb_str
text_of(struct work *work, const struct xb_pair *pair)
{
	return !pair->text && xb_markup_looks_like(pair->value) ? xb_markup_text(pair->value, work->arena) : pair->value;
}

static struct xb_str
line_of(struct work *work, const struct xb_pair *pair)
{
	return checked(work, xb_tidy_line(text_of(work, pair), work->arena));
}

static struct xb_str
paragraphs_of(struct work *work, const struct xb_pair *pair)
{
	return checked(work, xb_tidy_paragraphs(text_of(work, pair), work->arena));
}

/* Two texts with something between; either may be absent. */
static struct xb_str
join(struct work *work, struct xb_str a, const char *joint, struct xb_str b)
{
	size_t joint_len = strlen(joint);
	char *made;

	if (a.len == 0 || b.len == 0)
		return a.len ? a : b;
	made = xb_arena_alloc(work->arena, a.len + joint_len + b.len);
	if (!made) {
		work->full = true;
		return a;
	}
	memcpy(made, a.ptr, a.len);
	memcpy(made + a.len, joint, joint_len);
	memcpy(made + a.len + joint_len, b.ptr, b.len);
	return (struct xb_str){ made, a.len + joint_len + b.len };
}

static void
add_claim(struct work *work, size_t pair, enum xb_field field, int rank)
{
	struct claim *claims = xb_arena_grow(work->arena, work->claims, &work->claims_cap, work->nclaims + 1,
	                                     sizeof(*claims));

	if (!claims) {
		work->full = true;
		return;
	}
	work->claims = claims;
	claims[work->nclaims++] = (struct claim){ pair, field, rank };
}

static void
claim_pair(struct work *work, size_t i)
{
	const struct xb_pair *pair = &work->record->pairs[i];
	const struct xb_normalize_options *options = work->options;
	bool mapped = false;

	if (xb_str_trim(pair->value).len == 0)
		return;
	for (size_t m = 0; m < options->nmap; m++) {
		struct xb_str name = options->map[m].name;

		if (name.len != pair->name.len || strncasecmp(name.ptr, pair->name.ptr, name.len) != 0)
			continue;
		add_claim(work, i, options->map[m].field, RANK_MAPPED + (int)m);
		mapped = true;
	}
	if (mapped)
		return;
	for (const struct xb_field_name *row = xb_field_name_find(pair->name); row; row = xb_field_name_next(row))
		add_claim(work, i, row->field, row->rank);
}

/* Claims to a field are taken by rank, then in the record's order. The first one after `after` (NULL: of all) whose
 * rank is from <= rank < below; NULL when there is none. */
static const struct claim *
next_claim(const struct work *work, enum xb_field field, int from, int below, const struct claim *after)
{
	const struct claim *best = NULL;

	for (size_t i = 0; i < work->nclaims; i++) {
		const struct claim *claim = &work->claims[i];

		if (claim->field != field || claim->rank < from || claim->rank >= below)
			continue;
		if (after && (claim->rank < after->rank || (claim->rank == after->rank && claim <= after)))
			continue;
		if (!best || claim->rank < best->rank)
			best = claim;
	}
	return best;
}

static const struct claim *
best_claim(const struct work *work, enum xb_field field)
{
	return next_claim(work, field, INT_MIN, INT_MAX, NULL);
}

static const struct xb_pair *
pair_of(const struct work *work, const struct claim *claim)
{
	return &work->record->pairs[claim->pair];
}

/* The next pair at or after `i` that has the same name as the claimed one: an array's members come so. */
static size_t
same_name(const struct work *work, const struct claim *claim, size_t i)
{
	struct xb_str name = pair_of(work, claim)->name;

	while (i < work->record->npairs && !xb_str_equal(work->record->pairs[i].name, name))
		i++;
	return i;
}

static const struct xb_pair *
take(struct work *work, size_t pair)
{
	work->used[pair] = true;
	return &work->record->pairs[pair];
}

/* A field of one value. */
static void
fill_one(struct work *work, enum xb_field field)
{
	const struct claim *claim = best_claim(work, field);

	if (claim)
		work->out->text[field] = line_of(work, take(work, claim->pair));
}

/* A field whose values are listed: "A, B". */
static void
fill_list(struct work *work, enum xb_field field)
{
	const struct claim *claim = best_claim(work, field);

	for (size_t i = claim ? claim->pair : work->record->npairs; i < work->record->npairs;
	     i = same_name(work, claim, i + 1))
		work->out->text[field] = join(work, work->out->text[field], ", ", line_of(work, take(work, i)));
}

/* All values of the claimed name as paragraphs, each tidied alone, in one piece of memory. */
static struct xb_str
paragraphs(struct work *work, const struct claim *claim)
{
	const struct xb_record *record = work->record;
	struct xb_str first, part;
	size_t i, room = 0, len = 0;
	char *made;

	if (!claim)
		return (struct xb_str){ "", 0 };
	first = paragraphs_of(work, take(work, claim->pair));
	if (same_name(work, claim, claim->pair + 1) == record->npairs)
		return first;
	for (i = claim->pair; i < record->npairs; i = same_name(work, claim, i + 1))
		room += record->pairs[i].value.len * 2 + 66; /* what markup may make of it, and a joint */
	made = xb_arena_alloc(work->arena, room);
	work->full |= !made;
	for (i = claim->pair; made && i < record->npairs; i = same_name(work, claim, i + 1)) {
		part = i == claim->pair ? first : paragraphs_of(work, take(work, i));
		if (part.len && len) {
			memcpy(made + len, "\n\n", 2);
			len += 2;
		}
		memcpy(made + len, part.ptr, part.len);
		len += part.len;
	}
	return (struct xb_str){ made ? made : "", len };
}

/* A summary without the mark of having been cut off. */
static struct xb_str
without_ellipsis(struct xb_str text)
{
	static const char *const marks[] = { "[...]", "[…]", "...", "…", "(...)" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t len = strlen(marks[i]);

		if (text.len >= len && memcmp(text.ptr + text.len - len, marks[i], len) == 0)
			return xb_str_trim((struct xb_str){ text.ptr, text.len - len });
	}
	return text;
}

/* Is the summary said in the body, however its lines are broken? */
static bool
body_has(struct work *work, struct xb_str body, struct xb_str summary)
{
	struct xb_str flat = checked(work, xb_tidy_line(body, work->arena));

	summary = without_ellipsis(checked(work, xb_tidy_line(summary, work->arena)));
	return summary.len <= flat.len && memmem(flat.ptr, flat.len, summary.ptr, summary.len);
}

/* The body is the full text; a summary (abstract, description, lead) stands before it as its first paragraph, unless
 * the text says the same; where there is no text, the summary is the body. */
static void
fill_body(struct work *work)
{
	const struct claim *text = next_claim(work, XB_FIELD_BODY, INT_MIN, XB_RANK_SECOND, NULL);
	const struct claim *second = next_claim(work, XB_FIELD_BODY, XB_RANK_SECOND, INT_MAX, NULL);
	struct xb_str body, summary;

	body = paragraphs(work, text);
	summary = paragraphs(work, second);
	if (body.len && summary.len && body_has(work, body, summary))
		summary.len = 0;
	work->out->text[XB_FIELD_BODY] = join(work, summary, "\n\n", body);
}

/* A tag or a language's name, as it is stored; false when it is neither. */
static bool
set_lang(struct work *work, struct xb_str tag)
{
	const struct xb_language *known = xb_language_find(tag);
	char room[16];
	size_t len;

	if (known) {
		work->out->text[XB_FIELD_LANG] = xb_str(known->code);
		return true;
	}
	len = xb_language_normalize(room, tag);
	if (len)
		work->out->text[XB_FIELD_LANG] =
			checked(work, xb_arena_str(work->arena, (struct xb_str){ room, len }));
	return len > 0;
}

static void
fill_lang(struct work *work)
{
	const struct claim *claim = best_claim(work, XB_FIELD_LANG);

	if (claim && set_lang(work, line_of(work, pair_of(work, claim))))
		work->used[claim->pair] = true;
	else if (work->options->lang)
		set_lang(work, xb_str(work->options->lang));
}

/* The first that is a web address; else what is surely meant as one. */
static void
fill_url(struct work *work)
{
	const struct claim *claim = best_claim(work, XB_FIELD_URL);

	while (claim && !xb_url_is_web(xb_str_trim(pair_of(work, claim)->value)))
		claim = next_claim(work, XB_FIELD_URL, INT_MIN, INT_MAX, claim);
	if (!claim)
		claim = next_claim(work, XB_FIELD_URL, INT_MIN, XB_RANK_SECOND, NULL);
	if (claim)
		work->out->text[XB_FIELD_URL] = line_of(work, take(work, claim->pair));
}

/* A date as printed: up to the first control, after which wires put codes of their own (Reuters has "15:01:01.79",
 * three U+0005, "C T"). */
static struct xb_str
date_text(struct work *work, const struct xb_pair *pair)
{
	struct xb_str value = xb_str_trim(text_of(work, pair));
	size_t len = 0;

	while (len < value.len && (unsigned char)value.ptr[len] >= ' ')
		len++;
	return checked(work, xb_tidy_line(len ? (struct xb_str){ value.ptr, len } : value, work->arena));
}

/* Newspapers of the region begin after 1800 (Tiflisskie Vedomosti, 1828; Əkinçi, 1875). */
#define BELIEVED_FROM INT64_C(-5364662400) /* 1800-01-01 */
#define BELIEVED_AHEAD (2 * 24 * 60 * 60)  /* clocks that are wrong, papers dated to the next day */

static bool
believe(struct work *work, const struct xb_date *date)
{
	if (date->utc < BELIEVED_FROM)
		work->date_flag = "before 1800";
	else if (work->options->now && date->utc > work->options->now + BELIEVED_AHEAD)
		work->date_flag = "in the future";
	else
		return true;
	return false;
}

/* A date in the form that --map says its name has, or else in any. */
static bool
read_date(struct xb_date *out, struct work *work, const struct claim *claim, struct xb_str text)
{
	struct xb_date_defaults defaults = { work->out->text[XB_FIELD_LANG], work->options->have_zone };
	const size_t mapped = (size_t)(claim->rank - RANK_MAPPED);
	struct xb_str pattern = { 0 };

	if (mapped < work->options->nmap)
		pattern = work->options->map[mapped].pattern;
	return pattern.len ? xb_date_pattern_parse(out, text, pattern, &defaults)
	                   : xb_date_parse(out, text, &defaults);
}

/* The first date, best names first, that can be read and believed. Those that cannot stay extras. */
static void
fill_date(struct work *work)
{
	const struct claim *claim = best_claim(work, XB_FIELD_DATE);
	struct xb_date date;

	for (; claim; claim = next_claim(work, XB_FIELD_DATE, INT_MIN, INT_MAX, claim)) {
		struct xb_str text = date_text(work, pair_of(work, claim));

		if (!text.len || !read_date(&date, work, claim, text) || !believe(work, &date))
			continue;
		work->out->date = date;
		work->out->text[XB_FIELD_DATE] = text;
		work->used[claim->pair] = true;
		return;
	}
}

/* A date beside the publication's, in ISO 8601, so that whoever reads it next needs no language or zone; one that cannot be read
 * stays as it was printed. */
static void
fill_other_date(struct work *work, enum xb_field field)
{
	struct xb_date_defaults defaults = { work->out->text[XB_FIELD_LANG], work->options->have_zone };
	const struct claim *claim = best_claim(work, field);
	struct xb_date date;
	char iso[XB_DATE_TEXT_MAX];
	struct xb_str text;

	if (!claim)
		return;
	text = date_text(work, take(work, claim->pair));
	if (text.len && xb_date_parse(&date, text, &defaults))
		text = checked(work, xb_arena_str(work->arena, xb_strn(iso, xb_date_format(iso, &date))));
	work->out->text[field] = text;
}

/* A status in our words; one that we have no word for stays an extra. */
static void
fill_status(struct work *work)
{
	const struct claim *claim = best_claim(work, XB_FIELD_STATUS);
	const char *status = claim ? xb_status_word(line_of(work, pair_of(work, claim))) : NULL;

	if (!status)
		return;
	work->used[claim->pair] = true;
	work->out->text[XB_FIELD_STATUS] = xb_str(status);
}

static void
add_tag(struct work *work, struct xb_str tag)
{
	struct xb_dispatch *out = work->out;
	struct xb_str *tags;

	tag = xb_str_trim(tag);
	if (tag.len && *tag.ptr == '#')
		tag = xb_str_trim(xb_str_from(tag, 1));
	if (tag.len == 0)
		return;
	for (size_t i = 0; i < out->ntags && i < 256; i++) /* so that a million tags take no trillion steps */
		if (xb_str_equal(out->tags[i], tag))
			return;
	tags = xb_arena_grow(work->arena, out->tags, &work->tags_cap, out->ntags + 1, sizeof(*tags));
	if (!tags) {
		work->full = true;
		return;
	}
	out->tags = tags;
	tags[out->ntags++] = tag;
}

/* Length of the separator of tags at the start of `s`: , ; and the Arabic ، ؛. */
static size_t
tag_separator(struct xb_str s)
{
	if (*s.ptr == ',' || *s.ptr == ';')
		return 1;
	return xb_str_starts(s, "\u060c") || xb_str_starts(s, "\u061b") ? 2 : 0;
}

static void
split_tags(struct work *work, struct xb_str value)
{
	size_t start = 0;

	for (size_t i = 0; i < value.len; i++) {
		size_t len = tag_separator(xb_str_from(value, i));

		if (len == 0)
			continue;
		add_tag(work, (struct xb_str){ value.ptr + start, i - start });
		start = i + len;
		i = start - 1;
	}
	add_tag(work, xb_str_from(value, start));
}

/* Every value of every name for tags. One value alone is a list to be split; an array's members, and what a reader says
 * is text, are tags as they are. */
static void
fill_tags(struct work *work)
{
	const struct xb_record *record = work->record;

	for (size_t c = 0; c < work->nclaims; c++) {
		const struct claim *claim = &work->claims[c];
		bool in_array;
		size_t i = claim->pair;
		struct xb_str value;

		if (claim->field != XB_FIELD_TAGS)
			continue;
		in_array = (i > 0 && xb_str_equal(record->pairs[i - 1].name, record->pairs[i].name)) ||
		           (i + 1 < record->npairs && xb_str_equal(record->pairs[i + 1].name, record->pairs[i].name));
		value = line_of(work, take(work, i));
		if (in_array || record->pairs[i].text)
			add_tag(work, value);
		else
			split_tags(work, value);
	}
}

/* The first section is the section; more of them are tags, as in RSS, where <category> repeats. */
static void
fill_section(struct work *work)
{
	const struct claim *claim = best_claim(work, XB_FIELD_SECTION);

	if (!claim)
		return;
	work->out->text[XB_FIELD_SECTION] = line_of(work, take(work, claim->pair));
	for (size_t i = same_name(work, claim, claim->pair + 1); i < work->record->npairs;
	     i = same_name(work, claim, i + 1))
		add_tag(work, line_of(work, take(work, i)));
}

/* An id that is a web address tells where the dispatch is, too (a feed's permalink guid). */
static void
fill_identity(struct work *work)
{
	struct xb_str *id = &work->out->text[XB_FIELD_ID], *url = &work->out->text[XB_FIELD_URL];

	if (id->len && !url->len && xb_url_is_web(*id))
		*url = *id;
	if (id->len)
		return;
	*id = checked(work, xb_url_is_web(*url) ? xb_url_canonical(*url, work->arena)
	                                        : xb_identity_hash(work->out, work->arena));
}

static void
fill_extras(struct work *work)
{
	const struct xb_record *record = work->record;
	struct xb_dispatch *out = work->out;
	size_t n = 0;

	for (size_t i = 0; i < record->npairs; i++)
		n += !work->used[i] && record->pairs[i].value.len;
	out->extras = xb_arena_calloc(work->arena, n + 1, sizeof(*out->extras));
	if (!out->extras) {
		work->full = true;
		return;
	}
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_extra *extra = &out->extras[out->nextras];

		if (work->used[i] || !record->pairs[i].value.len)
			continue;
		extra->name = checked(work, xb_tidy_line(record->pairs[i].name, work->arena));
		extra->value = checked(work, xb_tidy_paragraphs(record->pairs[i].value, work->arena));
		out->nextras += extra->value.len > 0;
	}
	if (work->date_flag)
		out->extras[out->nextras++] = (struct xb_extra){ xb_str("date_flag"), xb_str(work->date_flag) };
}

/* An agency that withdraws a dispatch may send no more than its id. */
static bool
is_withdrawal(const struct xb_dispatch *dispatch)
{
	struct xb_str status = dispatch->text[XB_FIELD_STATUS];

	return dispatch->text[XB_FIELD_ID].len && (xb_str_is(status, "canceled") || xb_str_is(status, "withheld"));
}

static xabar_status
fail_empty(const struct xb_record *record, xabar_error *err)
{
	char names[160] = "";
	size_t used = 0;

	for (size_t i = 0; i < record->npairs && i < 6; i++) {
		struct xb_str name = record->pairs[i].name;
		size_t len = name.len < 40 ? name.len : 40;

		while (len < name.len && len && (name.ptr[len] & 0xc0) == 0x80)
			len--;
		if (used + len + 4 >= sizeof(names))
			break;
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s'%.*s'", used ? ", " : "", (int)len,
		                         name.ptr);
	}
	if (!used)
		return xb_fail(err, XABAR_ERECORD, "neither a title nor a text");
	return xb_hint(err, xb_fail(err, XABAR_ERECORD, "neither a title nor a text among %s", names),
	               "--map says which is which, as in --map title=NAME,body=NAME");
}

xabar_status
xb_normalize(struct xb_dispatch *out, const struct xb_record *record, const struct xb_normalize_options *options,
             struct xb_arena *arena, xabar_error *err)
{
	struct work work = { .out = out, .record = record, .options = options, .arena = arena };
	struct xb_str *text = out->text;
	size_t size = 0; /* about what any one piece of memory may need */

	*out = (struct xb_dispatch){ .charset = record->charset };
	work.used = xb_arena_calloc(arena, record->npairs, sizeof(*work.used));
	if (!work.used)
		return xb_record_fail_full(arena, record->npairs, err);
	for (size_t i = 0; i < record->npairs; i++) {
		size += 2 * record->pairs[i].value.len;
		claim_pair(&work, i);
	}
	fill_one(&work, XB_FIELD_ID);
	fill_one(&work, XB_FIELD_TITLE);
	fill_one(&work, XB_FIELD_SOURCE);
	fill_url(&work);
	fill_list(&work, XB_FIELD_BYLINE);
	fill_list(&work, XB_FIELD_PLACE);
	fill_tags(&work);
	fill_section(&work);
	fill_lang(&work);
	fill_date(&work);
	fill_other_date(&work, XB_FIELD_UPDATED);
	fill_other_date(&work, XB_FIELD_EMBARGO);
	fill_one(&work, XB_FIELD_VERSION);
	fill_one(&work, XB_FIELD_REPLACES);
	fill_status(&work);
	fill_body(&work);
	if (!text[XB_FIELD_SOURCE].len && options->source)
		text[XB_FIELD_SOURCE] = xb_str(options->source);
	if (!work.full && !text[XB_FIELD_TITLE].len && !text[XB_FIELD_BODY].len && !is_withdrawal(out))
		return fail_empty(record, err);
	fill_identity(&work);
	fill_extras(&work);
	return work.full ? xb_record_fail_full(arena, size, err) : XABAR_OK;
}
