/* SPDX-License-Identifier: GPL-2.0-or-later */
/* label.h - how inputs are named: by the path that the user gave, and for a member of an archive "old.zip:1999/05.txt". */
#ifndef XB_LABEL_H
#define XB_LABEL_H

#include "buf.h"

/* Append a name as it may be shown: controls and what is not UTF-8 become \xNN, so that a name is one line of text. */
void xb_label_add(struct xb_buf *out, struct xb_str name);

/* Parts of a path: "news/1999/05.txt.gz" has the file "05" and the folder "1999". A file's ending is what follows its last
 * dot, with a letter in it, beside that of a compression; .len 0 when there is no folder. */
struct xb_str xb_label_file(struct xb_str path);
struct xb_str xb_label_folder(struct xb_str path);

#endif
