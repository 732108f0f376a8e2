/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives, written by libarchive in memory. */
#include "reading.h"

#include <archive.h>
#include <archive_entry.h>

#include "../../indexer/input/archive_members.h"
#include "../../indexer/input/label.h"

enum { ROOM = 1 << 20 };
static char packed[ROOM];

static void
add(struct archive *writer, const char *name, unsigned type, const char *text)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)strlen(text));
	if (type == AE_IFLNK)
		archive_entry_set_symlink(entry, "a.txt");
	assert_int_equal(archive_write_header(writer, entry), ARCHIVE_OK);
	if (*text)
		assert_int_equal(archive_write_data(writer, text, strlen(text)), strlen(text));
	archive_entry_free(entry);
}

/* An archive of everything that an archive may hold; returns its length. */
static size_t
pack(int (*format)(struct archive *writer))
{
	struct archive *writer = archive_write_new();
	size_t len;

	assert_int_equal(format(writer), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(writer, packed, ROOM, &len), ARCHIVE_OK);
	if (format != archive_write_set_format_ar_svr4) {
		add(writer, "news/", AE_IFDIR, "");
		add(writer, "news/.hidden", AE_IFREG, "hidden");
		add(writer, ".git/x", AE_IFREG, "hidden");
		add(writer, "__MACOSX/news/x", AE_IFREG, "hidden");
		add(writer, "news/link", AE_IFLNK, "");
		add(writer, "../up\n.txt", AE_IFREG, "upwards");
		add(writer, "news/b.txt", AE_IFREG, "second");
	}
	add(writer, "empty.txt", AE_IFREG, "");
	add(writer, "a.txt", AE_IFREG, "first");
	assert_int_equal(archive_write_close(writer), ARCHIVE_OK);
	archive_write_free(writer);
	return len;
}

/* Each member as "name=text;", why a member could not be read, or the archive, as "name!why;". */
static void
say_members(struct xb_buf *out, struct xb_archive *archive)
{
	xabar_status status;

	do {
		struct xb_input *member;
		struct xb_str name, text;
		xabar_error err = { 0 };

		status = xb_archive_next(&member, &name, archive, &err);
		if (status == XABAR_OK && !member)
			return;
		xb_buf_add_str(out, name);
		if (member) {
			assert_int_equal(xb_input_whole(&text, member, &err), XABAR_OK);
			xb_buf_printf(out, "=%.*s", XB_STR_ARG(text));
			while (xb_input_take_damage(&err, member))
				xb_buf_printf(out, "!%s", err.message);
			xb_buf_add_char(out, ';');
		} else {
			xb_buf_printf(out, "!%s;", err.message);
		}
	} while (status != XABAR_EIO);
}

static void
assert_holds(size_t len, const char *want)
{
	char path[64];
	struct xb_archive *archive;
	struct xb_input *input;
	struct xb_str head;
	struct xb_buf out;

	xb_buf_init(&out, ROOM);
	close(make_file(path, packed, len));
	assert_int_equal(xb_input_open(&input, path, NULL), XABAR_OK);
	assert_int_equal(xb_input_window(&head, input, 512, NULL), XABAR_OK);
	assert_int_equal(xb_archive_look(head), XB_MAGIC_YES);
	assert_int_equal(xb_archive_open(&archive, input, head, NULL), XABAR_OK);
	say_members(&out, archive);
	assert_string_equal(out.len ? out.ptr : "", want);
	xb_archive_free(archive);
	xb_input_free(input);
	xb_buf_release(&out);
	unlink(path);
}

static void
members_are_read_and_what_is_none_is_passed_over(void **state)
{
	static const char all[] = "../up\\x0a.txt=upwards;news/b.txt=second;a.txt=first;";

	(void)state;
	assert_holds(pack(archive_write_set_format_ustar), all);
	assert_holds(pack(archive_write_set_format_pax), all);
	assert_holds(pack(archive_write_set_format_gnutar), all);
	assert_holds(pack(archive_write_set_format_v7tar), all);
	assert_holds(pack(archive_write_set_format_zip), all);
	assert_holds(pack(archive_write_set_format_cpio_newc), all);
	assert_holds(pack(archive_write_set_format_cpio), all);
	assert_holds(pack(archive_write_set_format_7zip), all);
	assert_holds(pack(archive_write_set_format_ar_svr4), "a.txt=first;");
}

/* What is left of a tar behind a header whose checksum is wrong. */
static void
a_damaged_header_costs_its_member(void **state)
{
	size_t len = pack(archive_write_set_format_ustar), at = 0;

	(void)state;
	while (strcmp(packed + at, "news/b.txt") != 0)
		at += 512;
	packed[at + 148] ^= 1;
	assert_holds(len, "../up\\x0a.txt=upwards;!the archive is damaged: Damaged tar archive;a.txt=first;");
}

static void
what_is_before_the_end_of_a_cut_archive_is_kept(void **state)
{
	size_t len = pack(archive_write_set_format_ustar), at = 0;

	(void)state;
	while (strcmp(packed + at, "a.txt") != 0)
		at += 512;
	assert_true(len > at + 512 + 3);
	assert_holds(at + 512 + 3,
	             "../up\\x0a.txt=upwards;news/b.txt=second;a.txt=fir!the member is damaged: Truncated tar archive;");
	assert_holds(at + 100, "../up\\x0a.txt=upwards;news/b.txt=second;!the archive is damaged: Truncated tar archive;");
}

static enum xb_magic
look(const char *bytes, size_t len)
{
	return xb_archive_look(xb_strn(bytes, len));
}

static void
other_inputs_are_no_archives(void **state)
{
	char head[1024] = { 0 };

	(void)state;
	assert_int_equal(look(head, sizeof(head)), XB_MAGIC_NO); /* nothing but NULs */
	assert_int_equal(look("From a@b Mon\nTo: c\n", 19), XB_MAGIC_NO);
	assert_int_equal(look("{\"id\":1}\n", 9), XB_MAGIC_NO);
	assert_int_equal(look("070707 is a number\n", 19), XB_MAGIC_NO);
	assert_int_equal(look("WARC/1.0\r\n", 10), XB_MAGIC_NO);
	memset(head, 'x', sizeof(head));
	assert_int_equal(look(head, sizeof(head)), XB_MAGIC_NO);
	memcpy(head, "PK\3\4", 4);
	assert_int_equal(look(head, sizeof(head)), XB_MAGIC_YES);
	memcpy(head + 30, "[Content_Types].xml", 19);
	assert_int_equal(look(head, sizeof(head)), XB_MAGIC_NO);
	memcpy(head + 30, "mimetypeapplication/epub+zip", 28);
	assert_int_equal(look(head, sizeof(head)), XB_MAGIC_NO);
}

static void
too_few_bytes_leave_it_open(void **state)
{
	size_t len = pack(archive_write_set_format_ustar);

	(void)state;
	assert_int_equal(look(packed, 1), XB_MAGIC_UNDECIDED);
	assert_int_equal(look(packed, 511), XB_MAGIC_UNDECIDED);
	assert_int_equal(look(packed, len), XB_MAGIC_YES);
	assert_int_equal(look("PK", 2), XB_MAGIC_UNDECIDED);
}

static void
names_are_shown_on_one_line(void **state)
{
	struct xb_buf out;

	(void)state;
	xb_buf_init(&out, 1000);
	xb_label_add(&out, xb_str("имя/\x1b[1m\xff\xe2\x82\n\xc2\x85 a"));
	assert_string_equal(out.ptr, "имя/\\x1b[1m\\xff\\xe2\\x82\\x0a\\xc2\\x85 a");
	xb_buf_release(&out);
}

static void
assert_parts(const char *path, const char *folder, const char *file)
{
	assert_true(xb_str_is(xb_label_folder(xb_str(path)), folder));
	assert_true(xb_str_is(xb_label_file(xb_str(path)), file));
}

static void
a_path_has_a_folder_and_a_file(void **state)
{
	(void)state;
	assert_parts("/news/1999/05.txt", "1999", "05");
	assert_parts("news//05.jsonl.gz", "news", "05");
	assert_parts("12.05.2020", "", "12.05.2020");
	assert_parts("12.05.2020.TXT", "", "12.05.2020");
	assert_parts("report.v2.html", "", "report.v2");
	assert_parts("/README", "", "README");
	assert_parts("a/.profile", "a", ".profile");
	assert_parts("", "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_read_and_what_is_none_is_passed_over),
		cmocka_unit_test(a_damaged_header_costs_its_member),
		cmocka_unit_test(what_is_before_the_end_of_a_cut_archive_is_kept),
		cmocka_unit_test(other_inputs_are_no_archives),
		cmocka_unit_test(too_few_bytes_leave_it_open),
		cmocka_unit_test(names_are_shown_on_one_line),
		cmocka_unit_test(a_path_has_a_folder_and_a_file),
	};

	return cmocka_run_group_tests_name("archive", tests, NULL, NULL);
}
