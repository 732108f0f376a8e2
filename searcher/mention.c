/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mention.h"

#include "found.h"
#include "sentence.h"

/* The sentence that begins at or before `at`, and ends behind it. */
static struct xb_str
sentence_at(struct xb_str text, size_t at)
{
	size_t begin = 0, end;

	while ((end = xb_sentence_end(text, begin)) <= at && end > begin)
		begin = end;
	return xb_str_trim(xb_strn(text.ptr + begin, end - begin));
}

/* Places in a text, words that count only together being one; the first is noted unless there is one already. */
static void
note_places(struct xb_mention *mention, const struct xb_field_info *field, struct xb_str text, const struct xb_findings *findings)
{
	size_t behind = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct xb_found *found = &findings->found[i];
		const size_t end = found->reach > found->end ? found->reach : found->end;

		if (found->begin < behind)
			continue;
		behind = end;
		if (mention->places++)
			continue;
		mention->field = field;
		mention->begin = found->begin;
		mention->end = end;
		mention->form = xb_strn(text.ptr + found->begin, end - found->begin);
		mention->sentence = sentence_at(text, found->begin);
	}
}

xabar_status
xb_mention_find(struct xb_mention *out, const struct xb_dispatch *dispatch, const struct xb_plan *plan,
                struct xb_analyzer *analyzer, struct xb_arena *arena, xabar_error *err)
{
	static const enum xb_field fields[] = { XB_FIELD_TITLE, XB_FIELD_BODY };
	const struct xb_language *language = xb_dispatch_language(dispatch);
	xabar_status status = XABAR_OK;

	*out = (struct xb_mention){ .places = 0 };
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields) && status == XABAR_OK; i++) {
		const struct xb_str text = dispatch->text[fields[i]];
		struct xb_findings findings;

		status = xb_find_wanted(&findings, text, language, plan, analyzer, arena, err);
		if (status == XABAR_OK)
			note_places(out, &xb_fields[fields[i]], text, &findings);
	}
	return status;
}
