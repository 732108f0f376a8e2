/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_evidence.h"

#include <strings.h>

/* A tag that is longer is none: a stray "<" costs that much to find out. */
#define TAG_MAX 4096

void
xb_evidence_clear(struct xb_evidence *evidence)
{
	for (size_t i = 0; i < evidence->npairs; i++)
		evidence->slot[evidence->pairs[i].a << 8 | evidence->pairs[i].b] = 0;
	evidence->npairs = 0;
	evidence->total = 0;
	evidence->bytes = evidence->letters = 0;
}

static void
add_pair(struct xb_evidence *evidence, unsigned char a, unsigned char b)
{
	uint16_t *slot = &evidence->slot[a << 8 | b];

	if (!*slot) {
		if (evidence->npairs == XB_EVIDENCE_PAIRS)
			return;
		evidence->pairs[evidence->npairs] = (struct xb_byte_pair){ a, b, 0 };
		*slot = (uint16_t)++evidence->npairs;
	}
	evidence->pairs[*slot - 1].n++;
	evidence->total++;
}

/* What an ASCII byte is to a letter beside it: a letter, or a gap like any other. */
static unsigned char
beside(unsigned char byte)
{
	unsigned char lower = byte | 0x20;

	return byte >= 0x80 || (lower >= 'a' && lower <= 'z') ? byte : ' ';
}

static void
add_text(struct xb_evidence *evidence, struct xb_str text)
{
	unsigned char a = ' ';

	for (size_t i = 0; i < text.len; i++) {
		unsigned char b = beside((unsigned char)text.ptr[i]);

		if ((a | b) & 0x80)
			add_pair(evidence, a, b);
		evidence->letters += b < 0x80 && b != ' ';
		a = b;
	}
	if (a & 0x80)
		add_pair(evidence, a, ' ');
}

/* Markup whose inside is no text: where it begins, and what ends it. Tags come last: they end the same way, and sooner. */
static const struct markup {
	const char *begin, *end;
	size_t max; /* if it is longer, it is none */
} markups[] = {
	{ "<!--", "-->", SIZE_MAX }, { "<script", "</script", SIZE_MAX }, { "<style", "</style", SIZE_MAX }, { "<", ">", TAG_MAX },
};
#define MARKUPS (sizeof(markups) / sizeof(markups[0]))

/* Length of the markup that `s` begins with, 0 when it is text, as that of a CDATA section is. endless[i] remembers that what
 * ends markups[i] comes no more. */
static size_t
markup_len(struct xb_str s, bool endless[MARKUPS])
{
	if (s.len < 2 || xb_str_starts(s, "<![CDATA[") || s.ptr[1] & 0x80 ||
	    (beside((unsigned char)s.ptr[1]) == ' ' && !strchr("/!?", s.ptr[1])))
		return 0;
	for (size_t i = 0; i < MARKUPS; i++) {
		size_t len = strlen(markups[i].begin);
		const char *end;

		if (endless[i] || s.len < len || strncasecmp(s.ptr, markups[i].begin, len) != 0)
			continue;
		end = memmem(s.ptr, s.len < markups[i].max ? s.len : markups[i].max, markups[i].end, strlen(markups[i].end));
		if (end)
			return (size_t)(end - s.ptr) + strlen(markups[i].end);
		endless[i] = s.len <= markups[i].max;
	}
	return 0;
}

bool
xb_evidence_add(struct xb_evidence *evidence, struct xb_str text)
{
	bool endless[MARKUPS] = { false };

	while (text.len && evidence->bytes < XB_EVIDENCE_BYTES) {
		size_t room = XB_EVIDENCE_BYTES - evidence->bytes, n = text.len, skip = 0;
		const char *tag = memchr(text.ptr, '<', text.len < room ? text.len : room);

		if (tag) {
			n = (size_t)(tag - text.ptr);
			skip = markup_len(xb_str_from(text, n), endless);
			n += skip ? 0 : 1;
		}
		n = n < room ? n : room;
		add_text(evidence, xb_strn(text.ptr, n));
		evidence->bytes += n;
		text = xb_str_from(text, n + skip);
	}
	return evidence->bytes < XB_EVIDENCE_BYTES;
}
