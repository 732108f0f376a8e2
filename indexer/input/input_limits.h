/* SPDX-License-Identifier: GPL-2.0-or-later */
/* input_limits.h - how much may come out of how little: every bound on unpacking, in one place. */
#ifndef XB_INPUT_LIMITS_H
#define XB_INPUT_LIMITS_H

/* An input that has unpacked to more than XB_UNPACK_FREE bytes, and to more than XB_UNPACK_RATIO times the bytes read of
 * the file itself, is taken for a bomb. Measured: feeds as JSON lines give 3 times their size with gzip -9 and 6 with xz -6;
 * lines that differ in their numbers alone 8 and 27; the log of a crawler, the same but for time and number, 23 and 105.
 * Zeros give 1030 with gzip, the most that deflate can do, and 6800 with xz. */
#define XB_UNPACK_FREE ((uint64_t)100 << 20)
#define XB_UNPACK_RATIO 200

/* Compressions around one input: a .gz that was packed again, and no more. */
#define XB_UNPACK_LAYERS 2

/* Archives within archives: a zip in a tar. */
#define XB_ARCHIVE_DEPTH 2

/* Places of damage that an input tells of one by one; it counts the rest. */
#define XB_DAMAGES_MAX 64

/* Bytes of a member's name that are kept. */
#define XB_MEMBER_NAME_MAX 1024

#endif
