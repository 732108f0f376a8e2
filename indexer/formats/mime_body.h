/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mime_body.h - the texts in the body of a mail, whatever it is wrapped in (RFC 2045, 2046). */
#ifndef XB_MIME_BODY_H
#define XB_MIME_BODY_H

#include "mime_fields.h"
#include "reader.h"

/* Add each text of a message, or of a part of one, as a "body": the better one of alternatives, text and HTML that came as
 * files, forwarded mails with their subjects. What is no text is noted as an attachment. `fields` are those of the
 * message. ENOMEM, ERECORD when the arena is full. */
xabar_status xb_mime_body(struct xb_record *record, const struct xb_mime_fields *fields, struct xb_str body,
                          struct xb_reader_context *ctx, xabar_error *err);

/* The encoding that a text of this content type says it is in; .len 0 when it says nothing worth believing: us-ascii is
 * what mailers write that do not know. */
struct xb_str xb_mime_charset(struct xb_str content_type, struct xb_arena *arena);

#endif
