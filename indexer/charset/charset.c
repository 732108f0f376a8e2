/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset.h"

#include <stdlib.h>

#include "charset_map.h"
#include "charset_named.h"
#include "charset_mix.h"
#include "charset_twice.h"
#include "text/unicode.h"

#define UTF8_BOM "\xef\xbb\xbf"

/* What speaks for UTF-8 or against it before the bytes do (xb_mix_make). */
#define LEAN_DOCUMENT_UTF8 6
#define LEAN_USER_OTHER (-3)
#define LEAN_DOCUMENT_OTHER (-1)
#define LEAN_INPUT_OTHER (-5)

/* A converter is right when one character of so many at most is bad to it. */
#define CLEAN_PART 32

struct xb_charset {
	struct xb_names names;
	struct xb_mix mix;
	struct xb_named user; /* --charset */
	int map;              /* the candidate made of --charset-map, or -1 */

	/* Of the input. */
	struct xb_charset_found whole; /* what it is transcoded from; .charset NULL when it is not */
	uint64_t utf8, other;          /* records that were UTF-8, and that were not */
};

static xabar_status
set_user(struct xb_charset *charset, const char *declared, xabar_error *err)
{
	charset->user = xb_names_find(&charset->names, xb_str(declared));
	if (!charset->user.utf8 && charset->user.candidate < 0 && !charset->user.converter)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no such charset '%s'", declared), "iconv -l lists the names");
	return XABAR_OK;
}

static xabar_status
set_map(struct xb_charset *charset, const char *path, xabar_error *err)
{
	const char *slash = strrchr(path, '/');
	uint16_t high[128];
	xabar_status status = xb_charset_map_read(high, path, err);

	if (status != XABAR_OK)
		return status;
	if (!xb_names_judge(&charset->names))
		return xb_fail_nomem(err);
	charset->map = xb_rank_add(&charset->names.judge->rank, slash ? slash + 1 : path, high);
	return charset->map < 0 ? xb_fail_nomem(err) : XABAR_OK;
}

xabar_status
xb_charset_new(struct xb_charset **out, const char *declared, const char *map, xabar_error *err)
{
	struct xb_charset *charset = calloc(1, sizeof(*charset));
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!charset)
		return xb_fail_nomem(err);
	xb_mix_init(&charset->mix);
	charset->user.candidate = charset->map = -1;
	if (declared)
		status = set_user(charset, declared, err);
	if (map && status == XABAR_OK)
		status = set_map(charset, map, err);
	if (status != XABAR_OK) {
		xb_charset_free(charset);
		return status;
	}
	*out = charset;
	return XABAR_OK;
}

void
xb_charset_free(struct xb_charset *charset)
{
	if (!charset)
		return;
	xb_names_release(&charset->names);
	xb_mix_release(&charset->mix);
	free(charset);
}

/* Length of the run of ASCII that `s` begins with, eight bytes at a time. */
static size_t
ascii_len(struct xb_str s)
{
	size_t i = 0;

	for (; i + 8 <= s.len; i += 8) {
		uint64_t word;

		memcpy(&word, s.ptr + i, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < s.len && !(s.ptr[i] & 0x80))
		i++;
	return i;
}

/* Valid, but for a sequence that the end may have cut. */
static bool
is_utf8(struct xb_str bytes)
{
	size_t valid = xb_utf8_valid(bytes);

	return valid && bytes.len - valid < 4;
}

/* See what the head of an input that is not UTF-8 is in, for the sake of its short records. */
static void
look_at_head(struct xb_charset *charset, struct xb_str head)
{
	struct xb_claims claims = { charset->user.candidate, charset->map, -1, charset->user.utf8, false };
	struct xb_judge *judge = xb_names_judge(&charset->names);

	if (judge && xb_judge_east(judge, &claims, head) >= 0)
		charset->other = 1;
	else if (judge && xb_mix_make(&charset->mix, judge, &claims, 0, head))
		charset->other = charset->mix.other;
}

const char *
xb_charset_begin(struct xb_charset *charset, struct xb_str head)
{
	const struct xb_converter *user = charset->user.converter;
	size_t bom;
	enum xb_wide wide = xb_wide_detect(head, &bom);

	charset->whole = (struct xb_charset_found){ 0 };
	charset->utf8 = charset->other = 0;
	if (charset->names.judge)
		xb_judge_forget(charset->names.judge);
	if (wide)
		charset->whole = (struct xb_charset_found){ .charset = xb_wide_name(wide),
		                                            .how = bom ? XB_CHARSET_BOM : XB_CHARSET_DETECTED };
	else if (user && !user->lines && (!is_utf8(head) || ascii_len(head) == head.len))
		charset->whole = (struct xb_charset_found){ .charset = user->name, .how = XB_CHARSET_DECLARED };
	else if (!is_utf8(head))
		look_at_head(charset, head);
	return charset->whole.charset;
}

/* Whether few of so many bytes that are not ASCII were bad. */
static bool
is_clean(const struct xb_sink *sink, struct xb_str bytes)
{
	size_t high = 0;

	for (size_t i = 0; i < bytes.len; i++)
		high += (unsigned char)bytes.ptr[i] >> 7;
	return sink->replaced * CLEAN_PART <= high;
}

/* A job of decoding: how it is done, once to measure and once to write, and what is to be said of it. */
struct job {
	struct xb_str bytes;
	enum xb_wide wide;                    /* or */
	const struct xb_converter *converter; /* or */
	const uint16_t *high;                 /* or the mix */
	struct xb_charset_found found;
};

static void
run_job(struct xb_sink *sink, const struct job *job, const struct xb_charset *charset)
{
	if (job->wide)
		xb_decode_wide(sink, job->wide, job->bytes);
	else if (job->converter)
		xb_decode_iconv(sink, job->converter->cd, job->bytes);
	else if (job->high)
		xb_decode_page(sink, job->high, job->bytes);
	else
		xb_mix_decode(sink, &charset->mix, charset->names.judge, job->bytes);
}

/* What is declared and cannot be weighed, because it has several bytes a character or letters that we have no model of, is
 * believed when the bytes are right in it. */
static bool
believe(struct job *job, const struct xb_charset *charset, const struct xb_named *named)
{
	const struct xb_candidate *candidate = NULL;
	struct xb_sink sink = { 0 };

	if (named->candidate >= 0)
		candidate = &charset->names.judge->rank.candidates[named->candidate];
	if (!named->converter && (!candidate || candidate->modelled))
		return false;
	job->converter = named->converter;
	job->high = candidate ? candidate->high : NULL;
	job->found = (struct xb_charset_found){ .charset = candidate ? candidate->name : named->converter->name,
	                                        .how = XB_CHARSET_DECLARED };
	run_job(&sink, job, charset);
	if (is_clean(&sink, job->bytes))
		return true;
	job->converter = NULL;
	job->high = NULL;
	return false;
}

/* Nothing was said, or what was said is not so, and the bytes are clearly in an encoding of Eastern Asia. */
static bool
find_east(struct job *job, struct xb_charset *charset, const struct xb_claims *claims)
{
	int page = xb_judge_east(charset->names.judge, claims, job->bytes);

	if (page < 0)
		return false;
	job->converter = xb_names_find(&charset->names, xb_str(xb_east_pages[page].name)).converter;
	if (!job->converter)
		return false;
	job->found = (struct xb_charset_found){ .charset = job->converter->name, .how = XB_CHARSET_DETECTED };
	charset->other++;
	return true;
}

static int
lean(const struct xb_charset *charset, const struct xb_named *document, bool bom)
{
	int sum = 0;

	if (bom || charset->user.utf8)
		return XB_LEAN_MAX;
	if (document->utf8)
		return LEAN_DOCUMENT_UTF8;
	if (document->candidate >= 0 || document->converter)
		sum = LEAN_DOCUMENT_OTHER;
	else if (charset->other > charset->utf8)
		sum = LEAN_INPUT_OTHER;
	if (charset->user.candidate >= 0 || charset->map >= 0)
		sum += LEAN_USER_OTHER;
	return sum;
}

static void
name_mix(struct job *job, const struct xb_charset *charset, const struct xb_claims *claims)
{
	const struct xb_mix *mix = &charset->mix;
	const struct xb_judge *judge = charset->names.judge;

	if (mix->other && !mix->utf8)
		job->found = (struct xb_charset_found){ .charset = judge->rank.candidates[mix->main].name,
		                                        .how = xb_judge_claimed(judge, claims, mix->main)
		                                                       ? XB_CHARSET_DECLARED
		                                                       : XB_CHARSET_DETECTED };
	else if (mix->other)
		job->found.how = XB_CHARSET_REPAIRED;
}

/* Decide how bytes that are not UTF-8 are decoded. */
static xabar_status
make_job(struct job *job, struct xb_charset *charset, struct xb_str declared, xabar_error *err)
{
	bool bom = job->found.how == XB_CHARSET_BOM;
	struct xb_judge *judge = xb_names_judge(&charset->names);
	struct xb_named document = judge ? xb_names_find(&charset->names, declared) : (struct xb_named){ .candidate = -1 };
	struct xb_claims claims = { charset->user.candidate, charset->map, document.candidate, charset->user.utf8,
	                            document.utf8 };

	if (!judge)
		return xb_fail_nomem(err);
	if (!bom && (believe(job, charset, &document) || believe(job, charset, &charset->user)))
		return XABAR_OK;
	if (!bom && find_east(job, charset, &claims))
		return XABAR_OK;
	job->found = (struct xb_charset_found){ .charset = "UTF-8", .how = bom ? XB_CHARSET_BOM : XB_CHARSET_UTF8 };
	if (!xb_mix_make(&charset->mix, judge, &claims, lean(charset, &document, bom), job->bytes))
		return xb_fail_nomem(err);
	charset->other += charset->mix.other;
	charset->utf8 += charset->mix.utf8;
	name_mix(job, charset, &claims);
	/* Bytes that are no text in any encoding that we can weigh may still be what they are declared to be. */
	if (charset->mix.noise && !charset->mix.utf8 && !bom && (document.converter || charset->user.converter)) {
		job->converter = document.converter ? document.converter : charset->user.converter;
		job->found = (struct xb_charset_found){ .charset = job->converter->name, .how = XB_CHARSET_DECLARED };
	}
	return XABAR_OK;
}

static xabar_status
do_job(struct xb_str *out, struct xb_charset_found *found, const struct job *job, const struct xb_charset *charset,
       struct xb_arena *arena, xabar_error *err)
{
	struct xb_sink sink = { 0 };
	size_t size;

	run_job(&sink, job, charset);
	size = sink.len + XB_SINK_SLACK;
	sink = (struct xb_sink){ .out = xb_arena_alloc(arena, size) };
	if (!sink.out)
		return xb_record_fail_full(arena, size, err);
	run_job(&sink, job, charset);
	*found = job->found;
	found->replaced = sink.replaced;
	if (sink.repaired)
		found->how = XB_CHARSET_REPAIRED;
	*out = xb_strn(sink.out, sink.len);
	return XABAR_OK;
}

/* Bytes that are valid UTF-8 by chance: one or two sequences of it, which make a word of what the input was in so far. */
static bool
is_chance(struct xb_charset *charset, struct xb_str bytes)
{
	int leads = 0;

	if (charset->other <= charset->utf8)
		return false;
	for (size_t i = 0; i < bytes.len && leads <= 2; i++)
		leads += (unsigned char)bytes.ptr[i] >= 0xc0;
	return leads <= 2 && xb_judge_expects(charset->names.judge, bytes);
}

static xabar_status
undo_twice(struct xb_str *text, struct xb_charset_found *found, struct xb_arena *arena, xabar_error *err)
{
	bool done = false;
	xabar_status status = XABAR_OK;

	if (xb_twice_suspected(*text))
		status = xb_twice_undo(text, &done, arena, err);
	if (done)
		found->how = XB_CHARSET_REPAIRED;
	return status;
}

/* The whole input was transcoded to UTF-8. */
static xabar_status
decode_transcoded(struct xb_str *out, struct xb_charset_found *found, const struct xb_charset *charset, struct xb_str bytes,
                  struct xb_arena *arena, xabar_error *err)
{
	struct xb_sink sink = { 0 };
	size_t size;

	*found = charset->whole;
	*out = bytes;
	if (xb_utf8_valid(bytes) == bytes.len)
		return XABAR_OK;
	xb_decode_utf8(&sink, bytes);
	size = sink.len + XB_SINK_SLACK;
	sink = (struct xb_sink){ .out = xb_arena_alloc(arena, size) };
	if (!sink.out)
		return xb_record_fail_full(arena, size, err);
	xb_decode_utf8(&sink, bytes);
	found->replaced = sink.replaced;
	*out = xb_strn(sink.out, sink.len);
	return XABAR_OK;
}

xabar_status
xb_charset_decode(struct xb_str *out, struct xb_charset_found *found, struct xb_charset *charset,
                  struct xb_str bytes, struct xb_str declared, struct xb_arena *arena, xabar_error *err)
{
	struct job job = { .found = { .charset = "UTF-8", .how = XB_CHARSET_UTF8 } };
	size_t ascii, bom;
	xabar_status status;

	if (!charset->whole.charset && (job.wide = xb_wide_detect(bytes, &bom))) {
		job.bytes = xb_str_from(bytes, bom);
		job.found = (struct xb_charset_found){ .charset = xb_wide_name(job.wide),
		                                       .how = bom ? XB_CHARSET_BOM : XB_CHARSET_DETECTED };
		return do_job(out, found, &job, charset, arena, err);
	}
	if (xb_str_starts(bytes, UTF8_BOM)) {
		bytes = xb_str_from(bytes, strlen(UTF8_BOM));
		job.found.how = XB_CHARSET_BOM;
	}
	if (charset->whole.charset)
		return decode_transcoded(out, found, charset, bytes, arena, err);
	ascii = ascii_len(bytes);
	*out = job.bytes = bytes;
	*found = job.found;
	if (ascii == bytes.len && job.found.how != XB_CHARSET_BOM)
		*found = (struct xb_charset_found){ .charset = "ASCII", .how = XB_CHARSET_ASCII };
	if (ascii == bytes.len)
		return XABAR_OK;
	if (xb_utf8_valid(xb_str_from(bytes, ascii)) == bytes.len - ascii && !is_chance(charset, bytes)) {
		charset->utf8++;
		return undo_twice(out, found, arena, err);
	}
	status = make_job(&job, charset, declared, err);
	if (status == XABAR_OK)
		status = do_job(out, found, &job, charset, arena, err);
	return status == XABAR_OK ? undo_twice(out, found, arena, err) : status;
}
