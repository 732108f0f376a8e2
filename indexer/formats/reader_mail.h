/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reader_mail.h - a mail → a record, for mails in files of their own and for mailboxes. */
#ifndef XB_READER_MAIL_H
#define XB_READER_MAIL_H

#include "reader.h"

/* Add the pairs of a message: its fields and its texts. They are borrowed from `message` and the arena. ERECORD, ENOMEM. */
xabar_status xb_mail_record(struct xb_record *record, struct xb_str message, struct xb_reader_context *ctx,
                            xabar_error *err);

/* Do the bytes begin with the header of a mail, and not that of some dispatch? */
bool xb_mail_is_header(struct xb_str bytes);

#endif
