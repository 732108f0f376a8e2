/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mails and mailboxes. */
#include "reading.h"

/* A mail's header, whose first fields tell that it is one. */
#define HEAD "Message-ID: <1@g>\nMIME-Version: 1.0\nSubject: S\n"
#define SAID "id=1@g title=S "

/* A mail reads as these pairs. */
static void
assert_mail(const char *text, const char *want)
{
	char line[8192];

	snprintf(line, sizeof(line), "0-%d %s\n", (int)strlen(text), want);
	assert_text_reads(text, "eml", line);
}

static void
the_fields_of_a_mail_are_those_of_a_dispatch(void **state)
{
	(void)state;
	assert_mail("Return-Path: <x@g>\nMessage-Id: <a.1@g>\nDate: Mon, 11 Mar 2024 09:30:00 +0400\nFrom: =?utf-8?B?R8mZcg==?= <w@gilavar.example>\n"
	            "Subject: Re: [wire] Ferry\n  sails\nKeywords: ferry, harbour\nContent-Language: en, ru\nSupersedes: <a.0@g>\nExpires: Tue, 12 Mar 2024 00:00:00 GMT\n"
	            "Archived-At: <http://gilavar.example/1>\nList-Id: Wire <wire.gilavar.example>\nList-Post: <mailto:wire@g>\n\nThe ferry sailed.\n",
	            "id=a.1@g title=Re: [wire] Ferry  sails date=Mon, 11 Mar 2024 09:30:00 +0400 tags=ferry tags=harbour lang=en lang=ru "
	            "replaces=a.0@g expires=Tue, 12 Mar 2024 00:00:00 GMT url=http://gilavar.example/1 list-id=Wire <wire.gilavar.example> "
	            "list-post=mailto:wire@g source=Gər domain=gilavar.example from=w@gilavar.example body=The ferry sailed.");
	assert_mail(HEAD "From: Nino K. <n@g>\nOrganization: Gilavar Wire\n\nText", SAID "byline=Nino K. source=Gilavar Wire domain=g from=n@g body=Text");
	assert_mail(HEAD "Received: from a by b; Mon, 11 Mar 2024 09:31:00 +0400\n\nText", SAID "date=Mon, 11 Mar 2024 09:31:00 +0400 body=Text");
	assert_mail(HEAD, "id=1@g title=S");
}

static void
koi8_is_read(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/mail/koi8r.eml", NULL, NULL,
	                  "0-694 id=20240311.17@gilavar.example title=Паром снова ходит date=Mon, 11 Mar 2024 09:30:00 +0400 (AZT) "
	                  "tags=паром tags=порт lang=ru source=Гилавар, лента domain=gilavar.example from=wire@gilavar.example "
	                  "body=Паром между Гилаваром и Тарканом снова ходит после девяти дней шторма.\r\n\r\n"
	                  "В порту ждали сорок грузовиков, сообщили в управлении порта.\n");
}

static void
parts_of_a_mail_are_read_in_their_order(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/mail/mixed.eml", NULL, NULL,
	                  "0-1388 id=18@gilavar.example title=Bərə işləyir date=Mon, 11 Mar 2024 10:00:00 +0400 replaces=17@gilavar.example "
	                  "source=Gilavar Wire domain=gilavar.example from=wire@gilavar.example "
	                  "body=Gilavarla Tarqan arasında bərə yenidən işləyir.\n\nLimanda qırx yük maşını gözləyirdi. "
	                  "body=Паром ходит. body=Hərəkət body=Əlavə məlumat.\n");
}

#define ALTERNATIVE(plain, html) HEAD "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" plain \
	"\n--b\nContent-Type: text/html\n\n" html "\n--b--\n"

static void
of_alternatives_the_plain_text_is_read_if_it_is_one(void **state)
{
	(void)state;
	assert_mail(ALTERNATIVE("The ferry.", "<p>The ferry.</p>"), SAID "body=The ferry.");
	assert_mail(ALTERNATIVE(" ", "<head><title>T</title></head><body><p>The ferry.</p>"), SAID "body=<body><p>The ferry.</p>");
	assert_mail(ALTERNATIVE("Ваша программа не показывает HTML.", "<p>The ferry.</p>"), SAID "body=<p>The ferry.</p>");
	assert_mail(HEAD "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=c\n\n"
	            "--c\nContent-Type: text/html\n\n<b>One</b>\n--c\nContent-Type: image/png\n\nx\n--c--\n--b--\n", SAID "body=<b>One</b>");
}

static void
boundaries_are_whole_lines(void **state)
{
	(void)state;
	assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne --b\n--bc\n --b\n--b  \r\n\nTwo\n--b--\n--b\n\nThree",
	            SAID "body=One --b\n--bc\n --b body=Two");
	/* Not closed; without a part; without a boundary. */
	assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne", SAID "body=One");
	assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b\n\nOne", SAID "body=One");
	assert_mail(HEAD "Content-Type: multipart/mixed\n\nOne", SAID "body=One");
	/* The inner part is not closed: the outer boundary ends it. */
	assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nOne\n--b\n\nTwo\n--b--",
	            SAID "body=One body=Two");
	assert_mail(HEAD "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: T\n\nOne\n--b--", SAID "body=T body=One");
}

static void
flowed_text_is_joined(void **state)
{
	(void)state;
	assert_mail(HEAD "Content-Type: text/plain; format=flowed\n\nThe ferry \nsailed.\n", SAID "body=The ferry sailed.");
}

static void
parts_nest_so_deep_and_no_deeper(void **state)
{
	struct xb_buf text;

	(void)state;
	for (int depth = 30; depth <= 100000; depth += 99970) {
		xb_buf_init(&text, READING_LIMIT);
		xb_buf_printf(&text, HEAD "Content-Type: message/rfc822\n\n");
		for (int i = 0; i < depth; i++)
			xb_buf_printf(&text, "Content-Type: message/rfc822\n\n");
		xb_buf_printf(&text, "Content-Type: text/plain\n\nDeep");
		assert_mail(text.ptr, depth == 30 ? SAID "body=Deep" : "id=1@g title=S");
		xb_buf_release(&text);
	}
}

static void
a_mailbox_is_cut_at_envelopes(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/mail/box.mbox", NULL, NULL,
	                  "0-283 id=1@gilavar.example title=Ferry sails again date=Mon, 11 Mar 2024 09:30:00 +0400 source=Gilavar Wire "
	                  "domain=gilavar.example from=wire@gilavar.example "
	                  "body=The ferry sailed.\n\nFrom the harbour it is forty miles.\n>From a letter\nFrom here on calm.\n"
	                  "283-559 id=2@gilavar.example title=Bridge closed date=Tue, 12 Mar 2024 08:00:00 +0400 domain=gilavar.example "
	                  "from=wire@gilavar.example "
	                  "body=The bridge is closed.\n\nFrom Monday on it opens.\n\nFrom a friend Wed Mar 13 08:00:00 2024\nI had word of it.\n"
	                  "559-655 id=3@gilavar.example title=Last body=The last.\n");
}

#define FROM "From x Mon Mar 11 09:30:00 2024\n"

static void
a_length_that_is_right_is_trusted(void **state)
{
	static const char right[] = FROM "Subject: A\nContent-Length: 49\n\nOne\n\n" FROM "Subject: no\n"
	                            "\n" FROM "Subject: B\n\nTwo\n\n";
	static const char wrong[] = FROM "Subject: A\nContent-Length: 7\n\nOne\n\n" FROM "Subject: B\n\nTwo\n\n";

	(void)state;
	assert_text_reads(right, "mbox", "0-113 title=A body=One\n\nFrom x Mon Mar 11 09:30:00 2024\nSubject: no\n113-162 title=B body=Two\n");
	assert_text_reads(wrong, "mbox", "0-67 title=A body=One\n67-116 title=B body=Two\n");
}

static void
what_is_before_the_first_envelope_is_turned_away(void **state)
{
	(void)state;
	assert_text_reads("\n\nlost\n" FROM "Subject: no\n\n" FROM "Subject: A\n\nOne\n\n", "mbox",
	                  "2-52 ! no mail begins here: a line \"From sender date\" and a header are wanted\n52-101 title=A body=One\n");
	assert_text_reads("", "mbox", "");
	assert_text_reads("\n\n", "mbox", "");
}

static void
a_last_mail_in_writing_is_read_again(void **state)
{
	(void)state;
	assert_text_reads(FROM "Subject: A\n\nOne", "mbox", "0-0 title=A body=One\n");
	assert_text_reads(FROM "Subject: A\r\n\r\nOne\r\n\r\n", "mbox", "0-53 title=A body=One\n");
}

static void
a_mail_over_the_limit_is_skipped(void **state)
{
	static const char tail[] = "\n\n" FROM "Subject: B\n\nTwo\n\n";
	char path[64];
	int fd = make_file(path, FROM "Subject: A\n\n", 44);

	(void)state;
	assert_int_equal(pwrite(fd, tail, strlen(tail), 100000000), strlen(tail));
	close(fd);
	assert_file_reads(path, "mbox", NULL, "0-100000002 ! the mail is over 64 MiB\n100000002-100000051 title=B body=Two\n");
	unlink(path);
}

static const char *
format_of(const char *text)
{
	return xb_format_detect(xb_str(text))->name;
}

static void
mails_are_told_from_other_texts(void **state)
{
	(void)state;
	assert_string_equal(format_of(FROM "Return-Path: <a@b>\n"), "mbox");
	assert_string_equal(format_of("From: a@b\nDate: Mon, 11 Mar 2024 09:30:00 +0400\nMessage-ID: <1@b>\n\nText"), "eml");
	assert_string_equal(format_of("Received: from a\n by b\nReceived: x\nSubject: y\nTo: z\n\n"), "eml");
	assert_string_equal(format_of("Title: Ferry sails\nDate: 11 March 2024\n\nIt sailed.\n"), "text");
	assert_string_equal(format_of("From: Gilavar\nSubject: Ferry\nDate: 11 March 2024\n\nIt sailed.\n"), "text");
	assert_string_equal(format_of("From Monday on the ferry sails.\n\nMessage-ID: none\n"), "text");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_fields_of_a_mail_are_those_of_a_dispatch),
		cmocka_unit_test(koi8_is_read),
		cmocka_unit_test(parts_of_a_mail_are_read_in_their_order),
		cmocka_unit_test(of_alternatives_the_plain_text_is_read_if_it_is_one),
		cmocka_unit_test(boundaries_are_whole_lines),
		cmocka_unit_test(flowed_text_is_joined),
		cmocka_unit_test(parts_nest_so_deep_and_no_deeper),
		cmocka_unit_test(a_mailbox_is_cut_at_envelopes),
		cmocka_unit_test(a_length_that_is_right_is_trusted),
		cmocka_unit_test(what_is_before_the_first_envelope_is_turned_away),
		cmocka_unit_test(a_last_mail_in_writing_is_read_again),
		cmocka_unit_test(a_mail_over_the_limit_is_skipped),
		cmocka_unit_test(mails_are_told_from_other_texts),
	};

	return cmocka_run_group_tests_name("mail", tests, NULL, NULL);
}
