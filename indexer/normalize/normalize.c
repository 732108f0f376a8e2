/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "normalize.h"

#include <limits.h>
#include <stdio.h>

#include "claims.h"
#include "field_names.h"
#include "identity.h"
#include "status_word.h"
#include "tidy.h"
#include "url.h"

/* Two texts with something between; either may be absent. */
static struct xb_str
join(struct xb_work *work, struct xb_str a, const char *joint, struct xb_str b)
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

/* The next pair at or after `i` that has the same name as the claimed one: an array's members come so. */
static size_t
same_name(const struct xb_work *work, const struct xb_claim *claim, size_t i)
{
	struct xb_str name = xb_claim_pair(work, claim)->name;

	while (i < work->record->npairs && !xb_str_equal(work->record->pairs[i].name, name))
		i++;
	return i;
}

/* A field of one value. */
static void
fill_one(struct xb_work *work, enum xb_field field)
{
	const struct xb_claim *claim = xb_claim_best(work, field);

	if (claim)
		work->out->text[field] = xb_work_line(work, xb_claim_take(work, claim->pair));
}

/* A field whose values are listed: "A, B". */
static void
fill_list(struct xb_work *work, enum xb_field field)
{
	const struct xb_claim *claim = xb_claim_best(work, field);

	for (size_t i = claim ? claim->pair : work->record->npairs; i < work->record->npairs;
	     i = same_name(work, claim, i + 1))
		work->out->text[field] = join(work, work->out->text[field], ", ", xb_work_line(work, xb_claim_take(work, i)));
}

/* All values of the claimed name as paragraphs, each tidied alone, in one piece of memory. */
static struct xb_str
paragraphs(struct xb_work *work, const struct xb_claim *claim)
{
	const struct xb_record *record = work->record;
	struct xb_str first, part;
	size_t i, room = 0, len = 0;
	char *made;

	if (!claim)
		return (struct xb_str){ "", 0 };
	first = xb_work_paragraphs(work, xb_claim_take(work, claim->pair));
	if (same_name(work, claim, claim->pair + 1) == record->npairs)
		return first;
	for (i = claim->pair; i < record->npairs; i = same_name(work, claim, i + 1))
		room += record->pairs[i].value.len * 2 + 66; /* what markup may make of it, and a joint */
	made = xb_arena_alloc(work->arena, room);
	work->full |= !made;
	for (i = claim->pair; made && i < record->npairs; i = same_name(work, claim, i + 1)) {
		part = i == claim->pair ? first : xb_work_paragraphs(work, xb_claim_take(work, i));
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
body_has(struct xb_work *work, struct xb_str body, struct xb_str summary)
{
	struct xb_str flat = xb_work_checked(work, xb_tidy_line(body, work->arena));

	summary = without_ellipsis(xb_work_checked(work, xb_tidy_line(summary, work->arena)));
	return summary.len <= flat.len && memmem(flat.ptr, flat.len, summary.ptr, summary.len);
}

/* The body is the full text; a summary (abstract, description, lead) stands before it as its first paragraph, unless
 * the text says the same; where there is no text, the summary is the body. */
static void
fill_body(struct xb_work *work)
{
	const struct xb_claim *text = xb_claim_next(work, XB_FIELD_BODY, INT_MIN, XB_RANK_SECOND, NULL);
	const struct xb_claim *second = xb_claim_next(work, XB_FIELD_BODY, XB_RANK_SECOND, INT_MAX, NULL);
	struct xb_str body, summary;

	body = paragraphs(work, text);
	summary = paragraphs(work, second);
	if (body.len && summary.len && body_has(work, body, summary))
		summary.len = 0;
	work->out->text[XB_FIELD_BODY] = join(work, summary, "\n\n", body);
}

/* A tag or a language's name, as it is stored; empty when it is neither. */
static struct xb_str
lang_tag(struct xb_work *work, struct xb_str tag)
{
	char room[16];
	size_t len = xb_language_normalize(room, tag);

	return len ? xb_work_checked(work, xb_arena_str(work->arena, xb_strn(room, len))) : xb_str("");
}

/* The language of the text. What the record says, or else --lang, stays unless the text clearly tells of another, and
 * always where it is a language that there is no telling. */
static void
fill_lang(struct xb_work *work)
{
	const struct xb_claim *claim = xb_claim_best(work, XB_FIELD_LANG);
	struct xb_str said = claim ? lang_tag(work, xb_work_line(work, xb_claim_pair(work, claim))) : xb_str("");
	struct xb_str tag = said, *lang = &work->out->text[XB_FIELD_LANG];
	struct xb_language_found found;

	if (said.len)
		work->used[claim->pair] = true;
	else if (work->options->lang)
		tag = lang_tag(work, xb_str(work->options->lang));
	*lang = tag;
	if (tag.len && !xb_language_find(tag))
		return;
	xb_dispatch_identify(&found, work->out, xb_language_find(tag));
	*lang = xb_str(found.language ? found.language->code : "");
	work->out->analysed_in = found.language;
	work->out->lang_margin = found.margin;
	if (!xb_str_equal(*lang, tag))
		work->out->lang_declared = said;
}

/* The first that is a web address; else what is surely meant as one. */
static void
fill_url(struct xb_work *work)
{
	const struct xb_claim *claim = xb_claim_best(work, XB_FIELD_URL);

	for (size_t n = 0; claim && !xb_url_is_web(xb_str_trim(xb_claim_pair(work, claim)->value)); n++)
		claim = n < XB_CLAIMS_TRIED ? xb_claim_next(work, XB_FIELD_URL, INT_MIN, INT_MAX, claim) : NULL;
	if (!claim)
		claim = xb_claim_next(work, XB_FIELD_URL, INT_MIN, XB_RANK_SECOND, NULL);
	if (claim)
		work->out->text[XB_FIELD_URL] = xb_work_line(work, xb_claim_take(work, claim->pair));
}

/* A status in our words; one that we have no word for stays an extra. */
static void
fill_status(struct xb_work *work)
{
	const struct xb_claim *claim = xb_claim_best(work, XB_FIELD_STATUS);
	const char *status = claim ? xb_status_word(xb_work_line(work, xb_claim_pair(work, claim))) : NULL;

	if (!status)
		return;
	work->used[claim->pair] = true;
	work->out->text[XB_FIELD_STATUS] = xb_str(status);
}

static void
add_tag(struct xb_work *work, struct xb_str tag)
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
split_tags(struct xb_work *work, struct xb_str value)
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
fill_tags(struct xb_work *work)
{
	const struct xb_record *record = work->record;

	for (size_t c = 0; c < work->nclaims; c++) {
		const struct xb_claim *claim = &work->claims[c];
		bool in_array;
		size_t i = claim->pair;
		struct xb_str value;

		if (claim->field != XB_FIELD_TAGS)
			continue;
		in_array = (i > 0 && xb_str_equal(record->pairs[i - 1].name, record->pairs[i].name)) ||
		           (i + 1 < record->npairs && xb_str_equal(record->pairs[i + 1].name, record->pairs[i].name));
		value = xb_work_line(work, xb_claim_take(work, i));
		if (in_array || record->pairs[i].text)
			add_tag(work, value);
		else
			split_tags(work, value);
	}
}

/* The first section is the section; more of them are tags, as in RSS, where <category> repeats. */
static void
fill_section(struct xb_work *work)
{
	const struct xb_claim *claim = xb_claim_best(work, XB_FIELD_SECTION);

	if (!claim)
		return;
	work->out->text[XB_FIELD_SECTION] = xb_work_line(work, xb_claim_take(work, claim->pair));
	for (size_t i = same_name(work, claim, claim->pair + 1); i < work->record->npairs;
	     i = same_name(work, claim, i + 1))
		add_tag(work, xb_work_line(work, xb_claim_take(work, i)));
}

/* An id that is a web address tells where the dispatch is, too (a feed's permalink guid). */
static void
fill_identity(struct xb_work *work)
{
	struct xb_str *id = &work->out->text[XB_FIELD_ID], *url = &work->out->text[XB_FIELD_URL];

	if (id->len && !url->len && xb_url_is_web(*id))
		*url = *id;
	if (id->len)
		return;
	*id = xb_work_checked(work, xb_url_is_web(*url) ? xb_url_canonical(*url, work->arena)
	                                        : xb_identity_hash(work->out, work->arena));
}

static void
fill_extras(struct xb_work *work)
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
		extra->name = xb_work_checked(work, xb_tidy_line(record->pairs[i].name, work->arena));
		extra->value = xb_work_checked(work, xb_tidy_paragraphs(record->pairs[i].value, work->arena));
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
	struct xb_work work = { .out = out, .record = record, .options = options, .arena = arena };
	struct xb_str *text = out->text;
	size_t size = 0; /* about what any one piece of memory may need */

	*out = (struct xb_dispatch){ .charset = record->charset };
	work.used = xb_arena_calloc(arena, record->npairs, sizeof(*work.used));
	if (!work.used)
		return xb_record_fail_full(arena, record->npairs, err);
	for (size_t i = 0; i < record->npairs; i++) {
		size += 2 * record->pairs[i].value.len;
		xb_work_claim(&work, i);
	}
	fill_one(&work, XB_FIELD_ID);
	fill_one(&work, XB_FIELD_TITLE);
	fill_one(&work, XB_FIELD_SOURCE);
	fill_url(&work);
	fill_list(&work, XB_FIELD_BYLINE);
	fill_list(&work, XB_FIELD_PLACE);
	fill_tags(&work);
	fill_section(&work);
	fill_body(&work);
	fill_lang(&work); /* by title and body; dates are read in it */
	xb_work_fill_date(&work);
	xb_work_fill_other_date(&work, XB_FIELD_UPDATED);
	xb_work_fill_other_date(&work, XB_FIELD_EMBARGO);
	fill_one(&work, XB_FIELD_VERSION);
	fill_one(&work, XB_FIELD_REPLACES);
	fill_status(&work);
	if (!text[XB_FIELD_SOURCE].len && options->source)
		text[XB_FIELD_SOURCE] = xb_str(options->source);
	if (!work.full && !text[XB_FIELD_TITLE].len && !text[XB_FIELD_BODY].len && !is_withdrawal(out))
		return fail_empty(record, err);
	fill_identity(&work);
	fill_extras(&work);
	return work.full ? xb_record_fail_full(arena, size, err) : XABAR_OK;
}
