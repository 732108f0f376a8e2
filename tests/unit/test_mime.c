/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of MIME: fields, parameters, transfer encodings, encoded words, mailboxes. */
#include "reading.h"

#include "../../indexer/formats/mime_fields.h"
#include "../../indexer/formats/mime_param.h"
#include "../../indexer/formats/mime_text.h"
#include "../../indexer/formats/mime_word.h"

static struct xb_arena arena;
static struct xb_charset *charset;

static int
begin(void **state)
{
	(void)state;
	xb_arena_init(&arena, READING_LIMIT);
	return xb_charset_new(&charset, NULL, NULL, NULL);
}

static int
end(void **state)
{
	(void)state;
	xb_charset_free(charset);
	xb_arena_release(&arena);
	return 0;
}

static void
assert_str(struct xb_str got, const char *want)
{
	char *copy = xb_arena_strndup(&arena, got.ptr, got.len);

	assert_string_equal(copy, want);
}

static void
a_field_goes_on_in_folded_lines(void **state)
{
	static const char text[] = "Subject: One\r\n two\r\n\tthree\r\nX-Old : spaced\nno field\n more of it\nEmpty:\n\nBody: no";
	struct xb_mime_fields fields;

	(void)state;
	assert_true(xb_mime_fields_read(&fields, xb_str(text), &arena));
	assert_int_equal(fields.n, 3);
	assert_str(xb_mime_field(&fields, "SUBJECT"), "One two\tthree");
	assert_str(xb_mime_field(&fields, "x-old"), "spaced");
	assert_str(xb_mime_field(&fields, "empty"), "");
	assert_str(xb_mime_field(&fields, "body"), "");
	assert_str(xb_str_from(xb_str(text), fields.len), "Body: no");
}

static void
fields_may_end_with_the_bytes(void **state)
{
	struct xb_mime_fields fields;

	(void)state;
	assert_true(xb_mime_fields_read(&fields, xb_str("A: 1\nB: 2"), &arena));
	assert_int_equal(fields.len, 9);
	assert_str(xb_mime_field(&fields, "b"), "2");
	assert_true(xb_mime_fields_read(&fields, xb_str(""), &arena));
	assert_int_equal(fields.len, 0);
	assert_true(xb_mime_fields_read(&fields, xb_str("\r\ntext"), &arena));
	assert_int_equal(fields.len, 2);
}

static void
parameters_are_words_strings_or_pieces(void **state)
{
	static const char type[] = "multipart/mixed; Charset=KOI8-R ; boundary=\"a;b\\\"c\"; "
	                           "long*0*=utf-8'ru'a%20b; long*1=\"c;d\"; long*2*=%D0%B0; boundaryx=no";

	(void)state;
	assert_str(xb_mime_value(xb_str(type)), "multipart/mixed");
	assert_str(xb_mime_param(xb_str(type), "charset", &arena), "KOI8-R");
	assert_str(xb_mime_param(xb_str(type), "boundary", &arena), "a;b\"c");
	assert_str(xb_mime_param(xb_str(type), "long", &arena), "a bc;dа");
	assert_str(xb_mime_param(xb_str(type), "format", &arena), "");
	assert_str(xb_mime_param(xb_str("text/plain"), "charset", &arena), "");
}

static void
assert_transfer(const char *encoding, const char *in, const char *out)
{
	assert_str(xb_mime_transfer(xb_str(in), xb_str(encoding), &arena), out);
}

static void
base64_passes_over_what_is_none(void **state)
{
	(void)state;
	assert_transfer("base64", "VGhlIGZlcnJ5", "The ferry"); /* RFC 4648, 10 has more like these */
	assert_transfer("BASE64", "VGhl\r\nIGZl!cnJ5\r\n", "The ferry");
	assert_transfer("base64", "Zm9vYg==Zm9vYmE=", "foobfooba");
	assert_transfer("base64", "Zm9vY", "foo");
	assert_transfer("base64", "", "");
}

static void
quoted_printable_takes_what_breaks_its_rules_as_it_is(void **state)
{
	(void)state;
	assert_transfer("quoted-printable", "=D0=9F=d0=b0=\r\nром", "Паром");
	assert_transfer("quoted-printable", "a=3Db = \t\nc =zz =3", "a=b c =zz =3");
	assert_transfer("quoted-printable", "end=", "end");
	assert_transfer("8bit", "a=3Db", "a=3Db");
}

static void
flowed_lines_become_paragraphs(void **state)
{
	(void)state;
	assert_str(xb_mime_unflow(xb_str("The ferry \r\nsailed.\r\n\r\n> quoted \r\n> on\r\n From here\r\n-- \r\nDesk"), false, &arena),
	           "The ferry sailed.\n\n>quoted on\nFrom here\n-- \nDesk");
	assert_str(xb_mime_unflow(xb_str("Gila \nvar"), true, &arena), "Gilavar");
}

static void
assert_words(const char *raw, const char *want)
{
	struct xb_str got;

	assert_int_equal(xb_mime_words(&got, charset, xb_str(raw), (struct xb_str){ "", 0 }, &arena, NULL), XABAR_OK);
	assert_str(got, want);
}

/* Examples with (a) are of RFC 2047, 8. */
static void
words_side_by_side_are_one(void **state)
{
	(void)state;
	assert_words("(=?UTF-8?Q?a?= b)", "(a b)");
	assert_words("(=?UTF-8?Q?a?= =?UTF-8?Q?b?=)", "(ab)");
	assert_words("=?UTF-8?Q?a?=\r\n    =?UTF-8?Q?b?=", "ab");
	assert_words("=?UTF-8?Q?a_b?=", "a b");
	assert_words("=?UTF-8?Q?a?= =?UTF-8?Q?_b?=", "a b");
	/* П is D0 9F: cut in the middle. */
	assert_words("=?utf-8?Q?=D0?= =?utf-8?B?n9Cw0YDQvtC8?=", "Паром");
	assert_words("=?utf-8*ru?b?0J/QsNGA0L7QvA==?= 7", "Паром 7");
}

static void
what_is_no_word_stays(void **state)
{
	(void)state;
	assert_words("plain", "plain");
	assert_words("a =? b", "a =? b");
	assert_words("=?utf-8?X?a?= =?utf-8?Q?open", "=?utf-8?X?a?= =?utf-8?Q?open");
	assert_words("Паром =?utf-8?Q?=D1=83?= причала", "Паром у причала");
	assert_words("=?utf-8?Q?" "?=", "");
	assert_words("", "");
}

static void
words_are_in_the_charset_that_they_name(void **state)
{
	(void)state;
	assert_words("=?koi8-r?B?8MHSz80=?=", "Паром");
	assert_words("=?windows-1251?Q?=CF=E0=F0=EE=EC?=", "Паром");
	assert_words("=?koi8-r?Q?=F0=C1?= =?windows-1251?Q?=F0=EE=EC?=", "Паром");
	assert_words("=?iso-8859-9?Q?Vapur_=DEark=FDs=FD?=", "Vapur Şarkısı");
}

static void
assert_mailbox(const char *value, const char *want_name, const char *want_address)
{
	struct xb_str name, address;

	assert_true(xb_mime_mailbox(&name, &address, xb_str(value), &arena));
	assert_str(name, want_name);
	assert_str(address, want_address);
}

static void
a_mailbox_is_a_name_and_an_address(void **state)
{
	(void)state;
	assert_mailbox("Gilavar Wire <wire@gilavar.example>", "Gilavar Wire", "wire@gilavar.example");
	assert_mailbox("\"Wire, \\\"Gilavar\\\" <old>\" <wire@gilavar.example>", "Wire, \"Gilavar\" <old>", "wire@gilavar.example");
	assert_mailbox("wire@gilavar.example (Gilavar Wire)", "Gilavar Wire", "wire@gilavar.example");
	assert_mailbox("wire@gilavar.example", "", "wire@gilavar.example");
	assert_mailbox("\"Wire@Gilavar.example\" <wire@gilavar.example>", "", "wire@gilavar.example");
	assert_mailbox("Gilavar Wire", "Gilavar Wire", "");
	assert_mailbox("Open <wire", "Open", "wire");
	assert_mailbox("", "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_goes_on_in_folded_lines),
		cmocka_unit_test(fields_may_end_with_the_bytes),
		cmocka_unit_test(parameters_are_words_strings_or_pieces),
		cmocka_unit_test(base64_passes_over_what_is_none),
		cmocka_unit_test(quoted_printable_takes_what_breaks_its_rules_as_it_is),
		cmocka_unit_test(flowed_lines_become_paragraphs),
		cmocka_unit_test(words_side_by_side_are_one),
		cmocka_unit_test(what_is_no_word_stays),
		cmocka_unit_test(words_are_in_the_charset_that_they_name),
		cmocka_unit_test(a_mailbox_is_a_name_and_an_address),
	};

	return cmocka_run_group_tests_name("mime", tests, begin, end);
}
