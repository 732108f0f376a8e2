/* SPDX-License-Identifier: GPL-2.0-or-later */
/* archive_members.h - containers: an input that holds files, each of which is an input of its own. Nothing is unpacked to disk. */
#ifndef XB_ARCHIVE_MEMBERS_H
#define XB_ARCHIVE_MEMBERS_H

#include "input.h"
#include "magic.h"

struct xb_archive;

/* Whether an input that begins so is an archive that is read here: tar, zip, 7z, cpio, ar. Documents that are zip files
 * (of offices, e-books, programs) are none. */
enum xb_magic xb_archive_look(struct xb_str head);

/* An archive over an input of which nothing was consumed, and which outlives it. `head` is its window. EIO when it cannot be read
 * from there; ENOMEM. */
xabar_status xb_archive_open(struct xb_archive **out, struct xb_input *input, struct xb_str head, xabar_error *err);
void xb_archive_free(struct xb_archive *archive);

/* The next member that holds bytes: hidden ones, folders, links and devices are passed over. Its name is a label: it may be
 * "../x", and holds no newlines or bytes that are not UTF-8, which are shown as \xNN. Both are borrowed until the next call, which
 * frees the member. *member is NULL at the end. ERECORD: this member cannot be read, or there is damage, behind which reading goes
 * on. EIO: there is nothing more to be read. ENOMEM, ESTOPPED. */
xabar_status xb_archive_next(struct xb_input **member, struct xb_str *name, struct xb_archive *archive, xabar_error *err);

#endif
