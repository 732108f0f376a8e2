/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive_members.h"

#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>

#include "archive_data.h"
#include "archive_kind.h"
#include "buf.h"
#include "input_limits.h"
#include "label.h"

struct xb_archive {
	struct archive *reader;
	const struct xb_archive_kind *kind;
	struct xb_input *input;
	struct xb_input *member; /* the current one, or NULL */
	struct xb_buf name;      /* of it */
	struct xb_archive_data data;
	locale_t utf8;           /* libarchive turns names into the locale's encoding */
	size_t lent;             /* bytes of the input's window that libarchive looks at */
	uint64_t number;         /* of the current member, from 1 */
	bool passable;           /* libarchive need not unpack it to pass over it */
	bool lost;               /* damage was told of, and no member has been found behind it */
	bool ended;              /* nothing more can be read */
	xabar_status failed;     /* ENOMEM or ESTOPPED, said by the input */
	xabar_error why;
};

/* ---- What libarchive reads from ---- */

static la_ssize_t
give(struct archive *reader, void *ctx, const void **bytes)
{
	struct xb_archive *archive = ctx;
	struct xb_str window;

	xb_input_consume(archive->input, archive->lent);
	archive->lent = 0;
	archive->failed = xb_input_window(&window, archive->input, 1, &archive->why);
	if (archive->failed != XABAR_OK) {
		archive_set_error(reader, EIO, "%s", archive->why.message);
		return -1;
	}
	*bytes = window.ptr;
	archive->lent = window.len;
	return (la_ssize_t)window.len;
}

static la_int64_t
seek(struct archive *reader, void *ctx, la_int64_t offset, int whence)
{
	struct xb_archive *archive = ctx;
	uint64_t at = xb_input_offset(archive->input) + archive->lent, end = at;

	if (whence == SEEK_END && xb_input_seek(&end, archive->input, UINT64_MAX, &archive->why) != XABAR_OK)
		return ARCHIVE_FATAL;
	at = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at : end;
	archive->lent = 0;
	if (xb_input_seek(&at, archive->input, at + (uint64_t)offset, &archive->why) == XABAR_OK)
		return (la_int64_t)at;
	archive_set_error(reader, EIO, "%s", archive->why.message);
	return ARCHIVE_FATAL;
}

/* That libarchive has no memory for something is as good as always that damaged bytes ask for too much of it. */
static xabar_status
fail(struct xb_archive *archive, const char *what, xabar_error *err)
{
	if (archive->failed != XABAR_OK)
		return xb_fail(err, archive->failed, "%s", archive->why.message);
	return xb_fail(err, XABAR_EIO, "%s: %.*s", what, XB_STR_ARG(xb_archive_data_why(archive->reader)));
}

xabar_status
xb_archive_open(struct xb_archive **out, struct xb_input *input, struct xb_str head, xabar_error *err)
{
	struct xb_archive *archive = calloc(1, sizeof(*archive));
	const struct xb_archive_kind *kind = xb_archive_kind(head);
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!archive)
		return xb_fail_nomem(err);
	*archive = (struct xb_archive){ .kind = kind, .input = input, .utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL) };
	xb_buf_init(&archive->name, 4 * XB_MEMBER_NAME_MAX + 32);
	archive->reader = archive_read_new();
	if (!archive->reader || kind->enable(archive->reader) != ARCHIVE_OK)
		status = xb_fail_nomem(err);
	else if (kind->seeks == XB_SEEKS && !xb_input_seekable(input))
		status = xb_fail(err, XABAR_EIO, "a %s archive can only be read from a file of its own", kind->name);
	if (status == XABAR_OK && kind->seeks != XB_SEEKS_NOT && xb_input_seekable(input))
		archive_read_set_seek_callback(archive->reader, seek);
	if (status == XABAR_OK && archive_read_open(archive->reader, archive, NULL, give, NULL) != ARCHIVE_OK)
		status = fail(archive, "the archive is damaged", err);
	if (status == XABAR_OK)
		*out = archive;
	else
		xb_archive_free(archive);
	return status;
}

void
xb_archive_free(struct xb_archive *archive)
{
	if (!archive)
		return;
	xb_input_free(archive->member);
	archive_read_free(archive->reader);
	if (archive->utf8)
		freelocale(archive->utf8);
	xb_buf_release(&archive->name);
	free(archive);
}

/* ---- Members ---- */

/* Names with a part that begins with a dot, and what macOS adds to zip files; "." and ".." hide nothing. */
static bool
is_hidden(struct xb_str name)
{
	while (name.len) {
		const char *slash = memchr(name.ptr, '/', name.len);
		struct xb_str part = { name.ptr, slash ? (size_t)(slash - name.ptr) : name.len };

		if (xb_str_is(part, "__MACOSX") ||
		    (xb_str_starts(part, ".") && !xb_str_is(part, ".") && !xb_str_is(part, "..")))
			return true;
		name = xb_str_from(name, part.len + (slash != NULL));
	}
	return false;
}

/* Members of ar have no type. */
static bool
is_wanted(struct archive_entry *entry, struct xb_str name)
{
	unsigned type = archive_entry_filetype(entry);

	return (type == AE_IFREG || type == 0) && !archive_entry_hardlink(entry) &&
	       !(archive_entry_size_is_set(entry) && archive_entry_size(entry) == 0) &&
	       !(name.len && name.ptr[name.len - 1] == '/') && !is_hidden(name);
}

static void
set_name(struct xb_archive *archive, struct xb_str name)
{
	xb_buf_clear(&archive->name);
	if (name.len == 0)
		xb_buf_printf(&archive->name, "member %llu", (unsigned long long)archive->number);
	else if (name.len > XB_MEMBER_NAME_MAX) {
		xb_label_add(&archive->name, xb_strn(name.ptr, XB_MEMBER_NAME_MAX));
		xb_buf_add_str(&archive->name, xb_str("..."));
	} else
		xb_label_add(&archive->name, name);
}

static struct xb_str
name_of(struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (!name)
		name = archive_entry_pathname(entry);
	return xb_str(name ? name : "");
}

/* While nothing is found behind damage that was told of, look on. */
static int
next_header(struct archive_entry **entry, struct xb_archive *archive)
{
	locale_t before = archive->utf8 ? uselocale(archive->utf8) : (locale_t)0;
	int rc;

	do
		rc = archive_read_next_header(archive->reader, entry);
	while (rc == ARCHIVE_RETRY && archive->lost);
	if (before)
		uselocale(before);
	archive->number++;
	return rc;
}

/* What is wrong with the bytes of the archive as a whole was told by its input. */
static xabar_status
member_read(size_t *got, void *ctx, void *to, size_t room, xabar_error *err)
{
	struct xb_archive *archive = ctx;
	long n = xb_archive_data_read(&archive->data, archive->reader, to, room);

	*got = n > 0 ? (size_t)n : 0;
	if (n >= 0)
		return XABAR_OK;
	archive->ended = n <= ARCHIVE_FATAL;
	if (archive->failed == XABAR_OK && xb_input_damaged(archive->input))
		return XABAR_OK;
	return fail(archive, "the member is damaged", err);
}

static xabar_status
open_member(struct xb_archive *archive, struct archive_entry *entry, xabar_error *err)
{
	const struct xb_input_source source = { member_read, archive, archive->input };

	archive->data = (struct xb_archive_data){ 0 };
	archive->passable = archive_entry_size_is_set(entry) && archive->kind->seeks != XB_SEEKS;
	return xb_input_from(&archive->member, &source, err);
}

/* Libarchive unpacks a member to pass over it where its size is only told behind it, or where members are packed together; then
 * it is read, so that it is counted against the limits. */
static xabar_status
close_member(struct xb_archive *archive, xabar_error *err)
{
	struct xb_str window = { NULL, archive->member && !archive->passable };
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && window.len) {
		status = xb_input_window(&window, archive->member, 1, err);
		if (status == XABAR_OK)
			xb_input_consume(archive->member, window.len);
	}
	xb_input_free(archive->member);
	archive->member = NULL;
	return status;
}

/* No member could be found: ERECORD when there may be one further on, EIO when not. */
static xabar_status
no_member(struct xb_archive *archive, int rc, xabar_error *err)
{
	xabar_error why;
	xabar_status status = fail(archive, "the archive is damaged", &why);

	archive->lost = rc == ARCHIVE_RETRY;
	archive->ended = !archive->lost;
	if (status == XABAR_EIO && archive->lost)
		status = XABAR_ERECORD;
	return xb_fail(err, status, "%s", why.message);
}

/* Go to the next member that is wanted; *entry is NULL at the end. */
static xabar_status
find_member(struct archive_entry **entry, struct xb_archive *archive, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && !archive->ended && !xb_input_is_bomb(archive->input)) {
		int rc = next_header(entry, archive);

		if (rc == ARCHIVE_EOF)
			break;
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN)
			return no_member(archive, rc, err);
		archive->lost = false;
		if (is_wanted(*entry, name_of(*entry)))
			return XABAR_OK;
		status = open_member(archive, *entry, err);
		if (status == XABAR_OK)
			status = close_member(archive, err);
	}
	*entry = NULL;
	return status;
}

xabar_status
xb_archive_next(struct xb_input **member, struct xb_str *name, struct xb_archive *archive, xabar_error *err)
{
	struct archive_entry *entry;
	xabar_status status = close_member(archive, err);

	*member = NULL;
	*name = (struct xb_str){ "", 0 };
	if (status == XABAR_OK)
		status = find_member(&entry, archive, err);
	if (status != XABAR_OK || !entry)
		return status;
	set_name(archive, name_of(entry));
	*name = xb_buf_view(&archive->name);
	if (archive_entry_is_data_encrypted(entry))
		return xb_fail(err, XABAR_ERECORD, "the member is encrypted: unpack it first");
	status = open_member(archive, entry, err);
	*member = archive->member;
	return status;
}
