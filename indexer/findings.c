/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings.h"

#include <inttypes.h>
#include <stdio.h>

void
xb_findings_record(struct xb_findings *found, const struct xb_charset_found *charset)
{
	char key[XB_TALLY_NAME];
	int len = snprintf(key, sizeof(key), "%s (%s)", charset->charset, xb_charset_how_name(charset->how));

	found->records++;
	found->replaced += charset->replaced;
	xb_tally_add(&found->charsets, xb_strn(key, (size_t)len < sizeof(key) ? (size_t)len : sizeof(key) - 1), 1);
}

void
xb_findings_notes(struct xb_findings *found, const struct xb_notes *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		xb_tally_add(&found->notes, xb_str(notes->rows[i].what), notes->rows[i].n);
}

void
xb_findings_merge(struct xb_findings *into, const struct xb_findings *from)
{
	into->records += from->records;
	into->rejects += from->rejects;
	into->replaced += from->replaced;
	xb_tally_merge(&into->formats, &from->formats);
	xb_tally_merge(&into->charsets, &from->charsets);
	xb_tally_merge(&into->notes, &from->notes);
}

void
xb_findings_pack(struct xb_buf *out, const struct xb_findings *found)
{
	xb_buf_add_varint(out, found->records);
	xb_buf_add_varint(out, found->rejects);
	xb_buf_add_varint(out, found->replaced);
	xb_tally_pack(out, &found->formats);
	xb_tally_pack(out, &found->charsets);
	xb_tally_pack(out, &found->notes);
}

bool
xb_findings_unpack(struct xb_findings *found, struct xb_str bytes)
{
	*found = (struct xb_findings){ 0 };
	return xb_take_varint(&bytes, &found->records) && xb_take_varint(&bytes, &found->rejects) &&
	       xb_take_varint(&bytes, &found->replaced) && xb_tally_take(&bytes, &found->formats) &&
	       xb_tally_take(&bytes, &found->charsets) && xb_tally_take(&bytes, &found->notes) && bytes.len == 0;
}

void
xb_findings_say_formats(struct xb_buf *out, const struct xb_findings *found)
{
	if (found->formats.n > 1)
		xb_buf_printf(out, "%zu formats", found->formats.n);
	else
		xb_buf_add_str(out, xb_str(found->formats.n ? found->formats.rows[0].name : "unknown"));
}

/* "CP1251" of "CP1251 (detected)". */
static struct xb_str
charset_of(const struct xb_tally_row *row)
{
	return xb_strn(row->name, strcspn(row->name, " "));
}

/* Whether a row of a sorted tally is the first with its encoding, and says something. */
static bool
is_new(const struct xb_tally *charsets, size_t i)
{
	struct xb_str charset = charset_of(&charsets->rows[i]);

	if (xb_str_is(charset, "ASCII"))
		return false;
	for (size_t before = 0; before < i; before++)
		if (xb_str_equal(charset_of(&charsets->rows[before]), charset))
			return false;
	return true;
}

void
xb_findings_say_charsets(struct xb_buf *out, const struct xb_findings *found)
{
	struct xb_tally charsets = found->charsets;
	const char *first = NULL;
	size_t others = 0;

	xb_tally_sort(&charsets);
	for (size_t i = 0; i < charsets.n; i++) {
		if (!is_new(&charsets, i))
			continue;
		if (first)
			others++;
		else
			first = charsets.rows[i].name;
	}
	if (!first && charsets.n)
		first = charsets.rows[0].name;
	if (first)
		xb_buf_add_str(out, xb_str(first));
	if (others)
		xb_buf_printf(out, " +%zu other%s", others, others == 1 ? "" : "s");
}

void
xb_findings_say_notes(struct xb_buf *out, const struct xb_findings *found)
{
	struct xb_tally notes = found->notes;

	xb_tally_sort(&notes);
	for (size_t i = 0; i < notes.n; i++)
		xb_buf_printf(out, "%s%" PRIu64 " %s", i ? ", " : "", notes.rows[i].n, notes.rows[i].name);
}

void
xb_findings_say(struct xb_buf *out, const struct xb_findings *found)
{
	xb_findings_say_formats(out, found);
	if (found->charsets.n)
		xb_buf_add_str(out, xb_str(", "));
	xb_findings_say_charsets(out, found);
	xb_buf_printf(out, ", %" PRIu64 " dispatches, %" PRIu64 " rejected", found->records, found->rejects);
	if (found->replaced)
		xb_buf_printf(out, ", %" PRIu64 " bytes replaced", found->replaced);
	if (found->notes.n)
		xb_buf_add_str(out, xb_str(", "));
	xb_findings_say_notes(out, found);
}
