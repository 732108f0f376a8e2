/* SPDX-License-Identifier: GPL-2.0-or-later */
/* file.h - files that are whole or not there: read, written, synced, removed. */
#ifndef XB_FILE_H
#define XB_FILE_H

#include "buf.h"

/* "dir/name" by printf; the caller frees. NULL when out of memory. */
char *xb_path(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Append a whole file to `out`. ENOTFOUND, EIO. */
xabar_status xb_file_read(struct xb_buf *out, const char *path, xabar_error *err);

/* Write `bytes` to a new file, fsync it, and only then give it its name, replacing what had it. The folder is not synced. */
xabar_status xb_file_write(const char *path, struct xb_str bytes, xabar_error *err);

/* fsync a file or a folder. */
xabar_status xb_file_sync(const char *path, xabar_error *err);

/* What a folder's files amount to: bytes, and a CRC-32 over names and contents in the order of the names. */
xabar_status xb_folder_sum(uint64_t *bytes, uint32_t *crc, const char *path, xabar_error *err);

/* fsync every file of a folder, then the folder. */
xabar_status xb_folder_sync(const char *path, xabar_error *err);

/* Call `visit` for everything in a folder, in the order of the names; what it returns that is not XABAR_OK ends the walk and is
 * returned. EIO, ENOTFOUND when the folder cannot be listed. */
xabar_status xb_each_entry(const char *path,
                           xabar_status (*visit)(void *ctx, const char *path, const char *name, xabar_error *err),
                           void *ctx, xabar_error *err);

/* Remove a file or a folder and what is in it. Not being there is no failure. */
xabar_status xb_remove(const char *path, xabar_error *err);

#endif
