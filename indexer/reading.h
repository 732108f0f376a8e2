/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reading.h - a file → its records, and those of the members of the archive that it may be → the writer, or --dry-run. */
#ifndef XB_READING_H
#define XB_READING_H

#include "findings.h"
#include "run_state.h"

/* A file while it is read. Places in it are bytes as unpacked; in an archive, those of its members one after another, with one
 * between them, so that each has a place of its own. */
struct xb_reading {
	struct xb_run_state *run;
	struct xb_ledger_input *entry; /* NULL: standard input or a dry run */
	uint64_t from;                 /* records before this place are indexed already */
	uint64_t base;                 /* place of the first byte of the part that is read */
	uint64_t done;                 /* place before which all records are taken */
	struct xb_findings found;         /* in the parts before, and by the runs before */
};

/* One input: a file that is no archive, or a member of one. */
struct xb_part {
	struct xb_reading *reading;
	const struct xb_part *outer;   /* the archive that it is in, or NULL */
	unsigned depth;                /* archives around it */
	const char *name;              /* for people */
	struct xb_str path;            /* absolute, or the member's name; .len 0 for standard input */
	struct xb_input *input;
	const struct xb_format *format;
	struct xb_notes notes;
	struct xb_findings found;
};

/* Read a file from `from` on. `name` is as the user wrote it. `entry`, which may be NULL, gets what was found. */
xabar_status xb_reading_file(struct xb_run_state *run, const char *name, const char *path, struct xb_ledger_input *entry,
                             uint64_t from, xabar_error *err);

/* ---- Within: records.c ---- */

/* All records of a part that is no archive; `head` is its window. */
xabar_status xb_records_read(struct xb_part *part, struct xb_str head, xabar_error *err);

/* Count and log something of a part that cannot be used; what was before `from` was told of by the run before. */
xabar_status xb_part_reject(struct xb_part *part, uint64_t offset, const char *reason, xabar_error *err);

/* The same for all damage to its bytes that was met so far; *any tells whether there was some. */
xabar_status xb_part_damage(bool *any, struct xb_part *part, xabar_error *err);

/* Note in the ledger what is indexed so far. `part` is the one that is being read, or NULL between them. */
xabar_status xb_reading_note(struct xb_reading *reading, const struct xb_part *part, bool complete, xabar_error *err);

#endif
