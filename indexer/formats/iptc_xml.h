/* SPDX-License-Identifier: GPL-2.0-or-later */
/* iptc_xml.h - what the readers of the IPTC's XML formats share. */
#ifndef XB_IPTC_XML_H
#define XB_IPTC_XML_H

#include "reader.h"
#include "xml.h"

/* ---- A record being made ---- */

struct xb_iptc {
	struct xb_record *record;
	struct xb_arena *arena;
	bool full; /* the arena is; checked once at the end */
};

/* The first value of a name, .len 0 when there is none; is there one? */
struct xb_str xb_iptc_value(const struct xb_iptc *to, const char *name);
bool xb_iptc_has(const struct xb_iptc *to, const char *name);

/* Add what is not empty. A value whose .ptr is NULL says that the arena is full. */
void xb_iptc_add(struct xb_iptc *to, const char *name, struct xb_str value);
void xb_iptc_add_line(struct xb_iptc *to, const char *name, const xmlNode *node);
void xb_iptc_add_text(struct xb_iptc *to, const char *name, const xmlNode *node);
void xb_iptc_add_attr(struct xb_iptc *to, const char *name, const xmlNode *node, const char *attr);

/* A row of a mapping: the value is an attribute of the first element at a path, or with attr NULL its text. */
struct xb_iptc_row {
	const char *path;
	const char *attr;
	const char *name;
	bool also; /* beside others of the name; else only when there is none yet */
};
void xb_iptc_add_rows(struct xb_iptc *to, const xmlNode *node, const struct xb_iptc_row *rows, size_t n);

/* The last part of a code: "usable" of "stat:usable" and of "http://cv.iptc.org/newscodes/pubstatusg2/usable". */
struct xb_str xb_iptc_code(struct xb_str value);

/* Is a code in words: letters, some in lower case, and no digits? "Moscow" is, "20000523" and "DE" are not. */
bool xb_iptc_is_readable(struct xb_str code);

/* Our status for a word of a vocabulary of states, signals or instructions; NULL when it says none. */
const char *xb_iptc_status(struct xb_str word);

/* The end of an item: a slug stands in for a title, an editor's note for the text of what is withdrawn. NULL, or what
 * the item is when it has neither title nor text and withdraws nothing, so that it is no dispatch. */
const char *xb_iptc_finish(struct xb_iptc *to);

/* What it means that the arena was full for a document of so many bytes (see xb_record_fail_full). */
xabar_status xb_iptc_fail_full(const struct xb_iptc *to, uint64_t len, xabar_error *err);

/* ---- A document of several items ---- */

struct xb_iptc_format {
	const char *name;                /* in messages */
	const char *item;                /* likewise: what it should have */
	bool (*is_root)(const xmlNode *root);

	/* The item that comes after another one, after the root's start when that is NULL; NULL at the end. */
	xmlNode *(*next)(xmlNode *root, xmlNode *after);

	/* Add an item's pairs. NULL, or what it is when it is no dispatch: it is passed over, and counted as that. */
	const char *(*fill)(struct xb_iptc *to, xmlNode *item);
};

/* xb_format's open, close and next. */
xabar_status xb_iptc_open(struct xb_reader_context *ctx, xabar_error *err);
void xb_iptc_close(struct xb_reader_context *ctx);
xabar_status xb_iptc_next(struct xb_record *record, bool *more, const struct xb_iptc_format *format,
                          struct xb_reader_context *ctx, xabar_error *err);

/* ---- Detection ---- */

/* The first start tag, after comments, a document type and processing instructions; all .len 0 when there is none. */
struct xb_xml_root {
	struct xb_str tag;  /* from its '<' to its '>', or to where the bytes end */
	struct xb_str name; /* local */
};
struct xb_xml_root xb_xml_root_of(struct xb_str head);

#endif
