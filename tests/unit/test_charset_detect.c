/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What bytes are in, when nobody says so, or says something else. iconv makes the bytes. */
#include "encoded.h"

static const char russian[] = "Поезд из Баку прибыл на станцию Гянджа с опозданием в сорок минут, сообщили в управлении железной дороги.";
static const char turkish[] = "Bakü'den kalkan tren gecikmeli olarak istasyona ulaştı; yolcular ücretlerini geri alacak, dedi müdür.";
static const char azeri[] = "Bakıdan çıxan qatar stansiyaya gecikmə ilə çatdı.";

static const struct sample {
	const char *encoding, *text;
} samples[] = {
	{ "CP1251", russian }, { "KOI8-R", russian }, { "CP866", russian }, { "ISO-8859-5", russian }, { "MAC-CYRILLIC", russian },
	{ "CP855", russian },
	{ "KOI8-U", "Потяг із Києва прибув на станцію із запізненням, повідомили в управлінні залізниці; її ґатунок її." },
	{ "PT154", "Қазақстан үкіметі жаңа заң жобасын қабылдады, деп хабарлады баспасөз қызметі, өңірдің әкімі." },
	{ "PT154", "Бакыдан чыхан гатар стансијаја ҝеҹикмә илә чатды, сәрнишинләрә дәјән зијан өдәниләҹәк, һәлә ки." },
	{ "CP1254", turkish }, { "CP857", turkish },
	{ "CP1256", "قطار تهران با تأخير به ايستگاه رسيد و مسافران از اين موضوع گلايه کردند." },
	{ "ISO-8859-6", "وصل القطار إلى المحطة متأخرا وقال المدير إن الركاب سيستعيدون ثمن التذاكر" },
	{ "ARMSCII-8", "Գնացքը կայարան հասավ ուշացումով, ասել է երկաթուղու վարչության պետը" },
	{ "GEORGIAN-PS", "მატარებელი სადგურზე დაგვიანებით ჩავიდა, განაცხადა რკინიგზის უფროსმა" },
	{ "GEORGIAN-ACADEMY", "მატარებელი სადგურზე დაგვიანებით ჩავიდა, განაცხადა რკინიგზის უფროსმა" },
	{ "CP1252", "Le train est arrivé en gare avec un retard dû à la neige, a déclaré le préfet de la région." },
	{ "CP1250", "Vlak přijel do stanice se zpožděním, řekl mluvčí dráhy, škoda bude cestujícím uhrazena." },
	{ "CP1253", "Το τρένο έφτασε στον σταθμό με καθυστέρηση, είπε ο διευθυντής." },
	{ "CP1255", "הרכבת הגיעה לתחנה באיחור, אמר מנהל הרכבת לעיתונאים" },
};

static void
encodings_are_found_by_their_letters(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct decoded d;
		struct xb_buf bytes;

		xb_buf_init(&bytes, 1 << 16);
		add_encoded(&bytes, samples[i].encoding, samples[i].text);
		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, bytes.ptr, bytes.len, NULL);
		assert_decoded(&d, samples[i].text, samples[i].encoding, XB_CHARSET_DETECTED);
		decoder_release(&d);
		xb_buf_release(&bytes);
	}
}

/* Decode text in `encoding` which says that it is in `declared`. */
static void
assert_declared(const char *encoding, const char *text, const char *user, const char *declared, const char *charset,
                enum xb_charset_how how)
{
	struct decoded d;
	struct xb_buf bytes;

	xb_buf_init(&bytes, 1 << 16);
	add_encoded(&bytes, encoding, text);
	decoder_init(&d, user, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, declared);
	assert_decoded(&d, text, charset, how);
	decoder_release(&d);
	xb_buf_release(&bytes);
}

static void
what_is_declared_is_believed_unless_letters_say_otherwise(void **state)
{
	(void)state;
	assert_declared("CP1251", russian, NULL, "windows-1251", "CP1251", XB_CHARSET_DECLARED);
	assert_declared("KOI8-R", russian, NULL, "windows-1251", "KOI8-R", XB_CHARSET_DETECTED);
	assert_declared("CP1251", russian, NULL, "utf-8", "CP1251", XB_CHARSET_DETECTED);
	assert_declared("CP1251", russian, NULL, "no-such-thing", "CP1251", XB_CHARSET_DETECTED);
	assert_declared("CP1254", turkish, NULL, "iso-8859-1", "CP1254", XB_CHARSET_DETECTED);
	assert_declared("UTF-8", azeri, "windows-1254", "windows-1251", "UTF-8", XB_CHARSET_UTF8);
	/* Too few letters to tell. */
	assert_declared("MAC-CYRILLIC", "мир", NULL, "x-mac-cyrillic", "MAC-CYRILLIC", XB_CHARSET_DECLARED);
	assert_declared("ISO-8859-2", "ő", NULL, "latin2", "ISO-8859-2", XB_CHARSET_DECLARED);
	/* An encoding that there is no model of. */
	assert_declared("CP874", "รถไฟมาถึงสถานี", NULL, "tis-620", "CP874", XB_CHARSET_DECLARED);
	assert_declared("CP737", "Το τρένο έφτασε", NULL, "cp737", "CP737", XB_CHARSET_DECLARED);
	assert_declared("EUC-KR", "기차가 역에 도착했다", NULL, "euc-kr", "CP949", XB_CHARSET_DECLARED);
	assert_declared("CP932", "電車が駅に着いた", "shift_jis", NULL, "CP932", XB_CHARSET_DECLARED);
}

/* What the web calls ISO-8859-1 and -9 has the quotation marks of Windows where those have controls. */
static void
an_iso_page_with_windows_bytes_is_the_windows_page(void **state)
{
	(void)state;
	assert_declared("CP1252", "le “café” fermé", NULL, "iso-8859-1", "CP1252", XB_CHARSET_DECLARED);
	assert_declared("ISO-8859-1", "le café fermé", NULL, "iso-8859-1", "ISO-8859-1", XB_CHARSET_DECLARED);
	assert_declared("CP1254", "“Türkçe” ışık", NULL, "latin5", "CP1254", XB_CHARSET_DECLARED);
}

static void
quotation_marks_alone_are_those_of_windows(void **state)
{
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, "don\x92t", 5, NULL);
	assert_decoded(&d, "don’t", "CP1252", XB_CHARSET_DETECTED);
	decoder_release(&d);
}

/* Half in UTF-8, half in CP1251, as concatenated files are. */
static void
a_mixed_text_comes_out_whole(void **state)
{
	struct decoded d;
	struct xb_buf bytes, want;

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	xb_buf_init(&want, 1 << 16);
	for (int i = 0; i < 4; i++) {
		xb_buf_printf(&bytes, "%s\n", russian);
		add_encoded(&bytes, "CP1251", russian);
		xb_buf_add_char(&bytes, '\n');
		xb_buf_printf(&want, "%s\n%s\n", russian, russian);
	}
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_decoded(&d, want.ptr, "UTF-8", XB_CHARSET_REPAIRED);
	assert_int_equal(d.found.replaced, 0);
	decoder_release(&d);
	xb_buf_release(&bytes);
	xb_buf_release(&want);
}

static void
paragraphs_in_another_code_page_are_read_in_theirs(void **state)
{
	struct decoded d;
	struct xb_buf bytes, want;

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	xb_buf_init(&want, 1 << 16);
	for (int i = 0; i < 12; i++) {
		add_encoded(&bytes, i < 7 ? "CP1251" : "KOI8-R", russian);
		xb_buf_add(&bytes, "\n", 1);
		xb_buf_printf(&want, "%s\n", russian);
	}
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_decoded(&d, want.ptr, "CP1251", XB_CHARSET_DETECTED);
	decoder_release(&d);
	xb_buf_release(&bytes);
	xb_buf_release(&want);
}

static void
stray_bytes_in_utf8_are_repaired_alone(void **state)
{
	static const struct { const char *bytes, *want; enum xb_charset_how how; uint64_t replaced; } cases[] = {
		{ "Поезд \x93" "Баку\x94 прибыл", "Поезд “Баку” прибыл", XB_CHARSET_REPAIRED, 0 },
		/* A character that was cut. */
		{ "Поезд из Баку прибы\xd0", "Поезд из Баку прибы\ufffd", XB_CHARSET_UTF8, 1 },
		{ "Поезд из Баку прибы\xd0...", "Поезд из Баку прибы\ufffd...", XB_CHARSET_UTF8, 1 },
		{ "Поезд из Баку \xff прибыл", "Поезд из Баку \ufffd прибыл", XB_CHARSET_UTF8, 1 },
		/* A word in CP1251. */
		{ "Поезд из Баку \xef\xf0\xe8\xe1\xfb\xeb вовремя", "Поезд из Баку прибыл вовремя", XB_CHARSET_REPAIRED, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct decoded d;

		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, cases[i].bytes, strlen(cases[i].bytes), NULL);
		assert_decoded(&d, cases[i].want, "UTF-8", cases[i].how);
		assert_int_equal(d.found.replaced, cases[i].replaced);
		decoder_release(&d);
	}
}

/* A row of a table has too few letters by itself: those before it tell. */
static void
short_records_follow_the_input(void **state)
{
	struct decoded d;
	struct xb_buf head, row, other;

	(void)state;
	xb_buf_init(&head, 1 << 16);
	xb_buf_init(&row, 1 << 16);
	xb_buf_init(&other, 1 << 16);
	add_encoded(&head, "MAC-CYRILLIC", russian);
	add_encoded(&row, "MAC-CYRILLIC", "Баку");
	add_encoded(&other, "CP866", russian);
	decoder_init(&d, NULL, NULL);
	assert_null(xb_charset_begin(d.charset, xb_buf_view(&head)));
	decode_bytes(&d, row.ptr, row.len, NULL);
	assert_decoded(&d, "Баку", "MAC-CYRILLIC", XB_CHARSET_DETECTED);
	/* "Её" in CP1251 is valid UTF-8 by chance. */
	decode_bytes(&d, other.ptr, other.len, NULL);
	assert_decoded(&d, russian, "CP866", XB_CHARSET_DETECTED);
	xb_buf_clear(&head);
	add_encoded(&head, "CP1251", russian);
	xb_charset_begin(d.charset, xb_buf_view(&head));
	decode_bytes(&d, "\xc5\xb8", 2, NULL);
	assert_decoded(&d, "Её", "CP1251", XB_CHARSET_DETECTED);
	xb_charset_begin(d.charset, xb_str(russian));
	decode_bytes(&d, "\xc5\xb8", 2, NULL);
	assert_decoded(&d, "Ÿ", "UTF-8", XB_CHARSET_UTF8);
	decoder_release(&d);
	xb_buf_release(&head);
	xb_buf_release(&row);
	xb_buf_release(&other);
}

static void
markup_is_no_evidence(void **state)
{
	struct decoded d;
	struct xb_buf bytes;

	(void)state;
	xb_buf_init(&bytes, 1 << 16);
	xb_buf_printf(&bytes, "<html><style>\xcf\xf0\xe8\xe2\xe5\xf2 {}</style><script>var s = '\xcf\xf0\xe8\xe2\xe5\xf2';</script><!-- \xcf\xf0 --><p "
	              "title='\xcf\xf0\xe8'>");
	add_encoded(&bytes, "KOI8-R", "Поезд прибыл");
	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, bytes.ptr, bytes.len, NULL);
	assert_string_equal(d.found.charset, "KOI8-R");
	decoder_release(&d);
	xb_buf_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodings_are_found_by_their_letters),
		cmocka_unit_test(what_is_declared_is_believed_unless_letters_say_otherwise),
		cmocka_unit_test(an_iso_page_with_windows_bytes_is_the_windows_page),
		cmocka_unit_test(quotation_marks_alone_are_those_of_windows),
		cmocka_unit_test(a_mixed_text_comes_out_whole),
		cmocka_unit_test(paragraphs_in_another_code_page_are_read_in_theirs),
		cmocka_unit_test(stray_bytes_in_utf8_are_repaired_alone),
		cmocka_unit_test(short_records_follow_the_input),
		cmocka_unit_test(markup_is_no_evidence),
	};

	return cmocka_run_group_tests_name("charset_detect", tests, NULL, NULL);
}
