/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Encodings of Eastern Asia, and Thai, that nobody declares; and text of our region, which is never taken for them. iconv made the bytes. */
#include "encoded.h"

#include "../../indexer/charset/charset_east.h"

static const struct sample {
	const char *encoding, *text, *bytes;
} east[] = {
	{ "GB18030", "今天上午，一列从首都开来的火车因为大雪晚到了四十分钟，铁路局说旅客可以退票。",
		"\275\361\314\354\311\317\316\347\243\254\322\273\301\320\264\323\312\327\266\274\277\252\300\264\265\304\273"
		"\360\263\265\322\362\316\252\264\363\321\251\315\355\265\275\301\313\313\304\312\256\267\326\326\323\243\254"
		"\314\372\302\267\276\326\313\265\302\303\277\315\277\311\322\324\315\313\306\261\241\243" },
	{ "BIG5-HKSCS", "今天上午，一列從首都開來的火車因為大雪晚到了四十分鐘，鐵路局說旅客可以退票。",
		"\244\265\244\321\244W\244\310\241A\244@\246C\261q\255\272\263\243\266}\250\323\252\272\244\365\250\256\246"
		"]\254\260\244j\263\267\261\337\250\354\244F\245|\244Q\244\300\304\301\241A\305K\270\364\247\275\273\241\256"
		"\310\253\310\245i\245H\260h\262\274\241C" },
	{ "CP949", "오늘 아침 수도에서 출발한 열차가 눈 때문에 사십 분 늦게 도착했다고 철도청이 밝혔다.",
		"\277\300\264\303 \276\306\304\247 \274\366\265\265\277\241\274\255 \303\342\271\337\307\321 \277\255\302\367"
		"\260\241 \264\253 \266\247\271\256\277\241 \273\347\275\312 \272\320 \264\312\260\324 \265\265\302\370\307"
		"\337\264\331\260\355 \303\266\265\265\303\273\300\314 \271\340\307\373\264\331." },
	{ "EUC-JP", "今朝、首都を出た列車は雪のため四十分遅れて駅に着いたと鉄道局が発表した。",
		"\272\243\304\253\241\242\274\363\305\324\244\362\275\320\244\277\316\363\274\326\244\317\300\343\244\316\244"
		"\277\244\341\273\315\275\275\312\254\303\331\244\354\244\306\261\330\244\313\303\345\244\244\244\277\244\310"
		"\305\264\306\273\266\311\244\254\310\257\311\275\244\267\244\277\241\243" },
	{ "CP932", "今朝、首都を出た列車は雪のため四十分遅れて駅に着いたと鉄道局が発表した。",
		"\215\241\222\251\201A\216\361\223s\202\360\217o\202\275\227\361\216\324\202\315\220\341\202\314\202\275\202"
		"\337\216l\217\134\225\252\222x\202\352\202\304\211w\202\311\222\205\202\242\202\275\202\306\223S\223\271\213"
		"\307\202\252\224\255\225\134\202\265\202\275\201B" },
	{ "CP874", "รถไฟจากเมืองหลวงมาถึงสถานีช้าไปสี่สิบนาทีเพราะหิมะตกหนัก การรถไฟกล่าวเมื่อวานนี้",
		"\303\266\344\277\250\322\241\340\301\327\315\247\313\305\307\247\301\322\266\326\247\312\266\322\271\325\252"
		"\351\322\344\273\312\325\350\312\324\272\271\322\267\325\340\276\303\322\320\313\324\301\320\265\241\313\271"
		"\321\241 \241\322\303\303\266\344\277\241\305\350\322\307\340\301\327\350\315\307\322\271\271\325\351" },
}, ours[] = {
	{ "CP1251", "Поезд из Баку прибыл на станцию с опозданием, сообщили в управлении дороги.",
		"\317\356\345\347\344 \350\347 \301\340\352\363 \357\360\350\341\373\353 \355\340 \361\362\340\355\366\350"
		"\376 \361 \356\357\356\347\344\340\355\350\345\354, \361\356\356\341\371\350\353\350 \342 \363\357\360\340"
		"\342\353\345\355\350\350 \344\356\360\356\343\350." },
	{ "KOI8-R", "Поезд из Баку прибыл на станцию с опозданием, сообщили в управлении дороги.",
		"\360\317\305\332\304 \311\332 \342\301\313\325 \320\322\311\302\331\314 \316\301 \323\324\301\316\303\311"
		"\300 \323 \317\320\317\332\304\301\316\311\305\315, \323\317\317\302\335\311\314\311 \327 \325\320\322\301"
		"\327\314\305\316\311\311 \304\317\322\317\307\311." },
	{ "CP866", "Поезд из Баку прибыл на станцию с опозданием, сообщили в управлении дороги.",
		"\217\256\245\247\244 \250\247 \201\240\252\343 \257\340\250\241\353\253 \255\240 \341\342\240\255\346\250"
		"\356 \341 \256\257\256\247\244\240\255\250\245\254, \341\256\256\241\351\250\253\250 \242 \343\257\340\240"
		"\242\253\245\255\250\250 \244\256\340\256\243\250." },
	{ "CP1254", "Tren gecikmeli ulaştı; yolcuların ücretleri geri ödenecek, dedi müdür Işık Şahin.",
		"Tren gecikmeli ula\376t\375; yolcular\375n \374cretleri geri \366denecek, dedi m\374d\374r I\376\375k \336"
		"ahin." },
	{ "CP1256", "قطار تهران با تأخير به ايستگاه رسيد و مسافران از اين موضوع گلايه کردند.",
		"\336\330\307\321 \312\345\321\307\344 \310\307 \312\303\316\355\321 \310\345 \307\355\323\312\220\307\345"
		" \321\323\355\317 \346 \343\323\307\335\321\307\344 \307\322 \307\355\344 \343\346\326\346\332 \220\341\307"
		"\355\345 \230\321\317\344\317." },
	{ "ARMSCII-8", "Գնացքը կայարան հասավ ուշացումով, ասել է երկաթուղու պետը",
		"\266\335\263\363\371\301 \317\263\333\263\361\263\335 \321\263\353\263\355 \341\365\337\263\363\341\365\331"
		"\341\355, \263\353\273\311 \277 \273\361\317\263\303\341\365\325\341\365 \345\273\357\301" },
	{ "GEORGIAN-PS", "მატარებელი სადგურზე დაგვიანებით ჩავიდა, განაცხადა უფროსმა",
		"\314\300\324\300\322\304\301\304\313\311 \323\300\303\302\326\322\306\304 \303\300\302\305\311\300\315\304"
		"\301\311\310 \334\300\305\311\303\300, \302\300\315\300\335\341\300\303\300 \326\327\322\317\323\314\300" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
assert_sample(const struct sample *sample)
{
	struct decoded d;

	decoder_init(&d, NULL, NULL);
	decode_bytes(&d, sample->bytes, strlen(sample->bytes), NULL);
	assert_decoded(&d, sample->text, sample->encoding, XB_CHARSET_DETECTED);
	decoder_release(&d);
}

static void
encodings_of_the_east_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(east); i++)
		assert_sample(&east[i]);
}

static void
they_are_found_within_markup(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(east); i++) {
		struct xb_buf bytes, text;
		struct decoded d;

		xb_buf_init(&bytes, 1 << 16);
		xb_buf_init(&text, 1 << 16);
		xb_buf_printf(&bytes, "<rss><title>News</title><p>%s</p></rss>", east[i].bytes);
		xb_buf_printf(&text, "<rss><title>News</title><p>%s</p></rss>", east[i].text);
		xb_buf_add(&text, "", 1);
		decoder_init(&d, NULL, NULL);
		decode_bytes(&d, bytes.ptr, bytes.len, NULL);
		assert_decoded(&d, text.ptr, east[i].encoding, XB_CHARSET_DETECTED);
		decoder_release(&d);
		xb_buf_release(&text);
		xb_buf_release(&bytes);
	}
}

static void
text_of_our_region_is_not_taken_for_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ours); i++)
		assert_sample(&ours[i]);
}

/* Nor any part of it, be it a word or two. */
static void
parts_of_text_of_our_region_are_not_taken_for_them(void **state)
{
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	for (size_t i = 0; i < COUNT(ours); i++)
		for (size_t from = 0, len = strlen(ours[i].bytes); from < len; from++)
			for (size_t to = from + 1; to <= len; to++) {
				xb_charset_begin(d.charset, (struct xb_str){ "", 0 });
				decode_bytes(&d, ours[i].bytes + from, to - from, NULL);
				for (int page = 0; page < XB_EAST_PAGES; page++)
					assert_string_not_equal(d.found.charset, xb_east_pages[page].name);
			}
	decoder_release(&d);
}

/* One input, first in the East, then of our region, then in the East again: what came before does not decide. */
static void
one_input_may_hold_both(void **state)
{
	static const struct sample *order[] = { &east[0], &ours[0], &east[3], &ours[1], &east[4], &ours[3] };
	struct decoded d;

	(void)state;
	decoder_init(&d, NULL, NULL);
	for (size_t i = 0; i < COUNT(order); i++) {
		decode_bytes(&d, order[i]->bytes, strlen(order[i]->bytes), NULL);
		assert_decoded(&d, order[i]->text, order[i]->encoding, XB_CHARSET_DETECTED);
	}
	decoder_release(&d);
}

/* Bytes at random, of a linear congruential generator (Knuth's MMIX), are in none of them. */
static void
random_bytes_are_in_none_of_them(void **state)
{
	struct xb_east *all = xb_east_new();
	uint64_t seed = 1;

	(void)state;
	assert_non_null(all);
	for (int round = 0; round < 500; round++) {
		struct xb_east_sum sum;
		char bytes[512];

		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			bytes[i] = (char)(seed >> 56);
		}
		assert_int_equal(xb_east_look(&sum, all, xb_strn(bytes, sizeof(bytes))), -1);
	}
	xb_east_free(all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodings_of_the_east_are_found),
		cmocka_unit_test(they_are_found_within_markup),
		cmocka_unit_test(text_of_our_region_is_not_taken_for_them),
		cmocka_unit_test(parts_of_text_of_our_region_are_not_taken_for_them),
		cmocka_unit_test(one_input_may_hold_both),
		cmocka_unit_test(random_bytes_are_in_none_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
