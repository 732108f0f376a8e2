/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wire_story.h - what the readers of wires find in a message, and how it becomes a record. */
#ifndef XB_WIRE_STORY_H
#define XB_WIRE_STORY_H

#include "wire.h"

struct xb_wire_story {
	struct xb_str service;   /* letters of the circuit or source */
	struct xb_str number;    /* of the message, which begins anew every day or so */
	struct xb_str agency;    /* who sent it, when the message says so; else the dateline's, else the service */
	struct xb_str category, words;
	struct xb_str urgency;   /* 1 to 9 */
	struct xb_str priority;  /* as written, where that is something else */
	struct xb_str slug;
	bool slug_in_title;      /* the slug is the title when there is no other */
	struct xb_str title;
	struct xb_str byline;
	struct xb_str subtitles[8];
	size_t nsubtitles;
	struct xb_str notes[8];  /* lines for editors */
	size_t nnotes;
	struct xb_str body;
	struct xb_str private_text; /* not for publication */
	const char *status;
	struct xb_str embargo;   /* the line that sets one */
	unsigned version;
	struct xb_str date;      /* ISO 8601 */
};

/* Take what a slug or header line tells of status, embargo and version. */
void xb_wire_story_marks(struct xb_wire_story *story, struct xb_str line);

/* Add a line to a list that it fits in; what does not is dropped. */
void xb_wire_story_note(struct xb_wire_story *story, struct xb_str line);
void xb_wire_story_subtitle(struct xb_wire_story *story, struct xb_str line);

/* Find the date in the footer, else at the text's end, where its line is taken off; `text` becomes the body and, behind
 * a line that says so, the private text. False when the arena is full. */
bool xb_wire_story_body(struct xb_wire_story *story, struct xb_str text, struct xb_str footer, struct xb_arena *arena);

/* The pairs. False when the arena is full. */
bool xb_wire_story_add(struct xb_record *record, const struct xb_wire_story *story, struct xb_arena *arena);

#endif
