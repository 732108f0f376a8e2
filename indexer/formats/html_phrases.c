/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_hints.h"

/* Beginnings of lines, as xb_html_key makes them. A heading of comments is that and a number at most. */
static const struct phrase {
	const char *key;
	enum xb_html_phrase is;
} phrases[] = {
	{ "readalso", XB_HTML_PHRASE_ASIDE },
	{ "readmore", XB_HTML_PHRASE_ASIDE },
	{ "seealso", XB_HTML_PHRASE_ASIDE },
	{ "alsoread", XB_HTML_PHRASE_ASIDE },
	{ "relatednews", XB_HTML_PHRASE_ASIDE },
	{ "relatedstories", XB_HTML_PHRASE_ASIDE },
	{ "subscribeto", XB_HTML_PHRASE_ASIDE },
	{ "followus", XB_HTML_PHRASE_ASIDE },
	{ "həmçininoxuyun", XB_HTML_PHRASE_ASIDE },
	{ "oxşarxəbərlər", XB_HTML_PHRASE_ASIDE },
	{ "digərxəbərlər", XB_HTML_PHRASE_ASIDE },
	{ "bizitelegram", XB_HTML_PHRASE_ASIDE },
	{ "ilgilihaber", XB_HTML_PHRASE_ASIDE },
	{ "benzerhaber", XB_HTML_PHRASE_ASIDE },
	{ "читайтетакже", XB_HTML_PHRASE_ASIDE },
	{ "читайтенас", XB_HTML_PHRASE_ASIDE },
	{ "похожиеновости", XB_HTML_PHRASE_ASIDE },
	{ "другиеновости", XB_HTML_PHRASE_ASIDE },
	{ "новостипотеме", XB_HTML_PHRASE_ASIDE },
	{ "материалыпотеме", XB_HTML_PHRASE_ASIDE },
	{ "подписывайтесь", XB_HTML_PHRASE_ASIDE },
	{ "подпишитесь", XB_HTML_PHRASE_ASIDE },
	{ "нашлиошибку", XB_HTML_PHRASE_ASIDE },
	{ "есливынашлиошибку", XB_HTML_PHRASE_ASIDE },
	{ "заметилиошибку", XB_HTML_PHRASE_ASIDE },
	{ "shuningdekoqing", XB_HTML_PHRASE_ASIDE },
	{ "بیشتربخوانید", XB_HTML_PHRASE_ASIDE },
	{ "اخبارمرتبط", XB_HTML_PHRASE_ASIDE },
	{ "مطالبمرتبط", XB_HTML_PHRASE_ASIDE },
	{ "اقرا", XB_HTML_PHRASE_ASIDE },
	{ "წაიკითხეთასევე", XB_HTML_PHRASE_ASIDE },
	{ "ასევეწაიკითხეთ", XB_HTML_PHRASE_ASIDE },
	{ "կարդացեքնաեւ", XB_HTML_PHRASE_ASIDE },
	{ "comments", XB_HTML_PHRASE_COMMENTS },
	{ "leaveacomment", XB_HTML_PHRASE_COMMENTS },
	{ "leaveareply", XB_HTML_PHRASE_COMMENTS },
	{ "şərhlər", XB_HTML_PHRASE_COMMENTS },
	{ "şərhyaz", XB_HTML_PHRASE_COMMENTS },
	{ "yorumlar", XB_HTML_PHRASE_COMMENTS },
	{ "yorumyaz", XB_HTML_PHRASE_COMMENTS },
	{ "комментарии", XB_HTML_PHRASE_COMMENTS },
	{ "комментировать", XB_HTML_PHRASE_COMMENTS },
	{ "добавитькомментарий", XB_HTML_PHRASE_COMMENTS },
	{ "оставитькомментарий", XB_HTML_PHRASE_COMMENTS },
	{ "пікірлер", XB_HTML_PHRASE_COMMENTS },
	{ "izohlar", XB_HTML_PHRASE_COMMENTS },
	{ "نظرات", XB_HTML_PHRASE_COMMENTS },
	{ "دیدگاهها", XB_HTML_PHRASE_COMMENTS },
	{ "دیدگاه", XB_HTML_PHRASE_COMMENTS },
	{ "نظرشما", XB_HTML_PHRASE_COMMENTS },
	{ "التعلیقات", XB_HTML_PHRASE_COMMENTS },
	{ "კომენტარები", XB_HTML_PHRASE_COMMENTS },
	{ "մեկնաբանություններ", XB_HTML_PHRASE_COMMENTS },
	{ "allrightsreserved", XB_HTML_PHRASE_LEGAL },
	{ "copyright", XB_HTML_PHRASE_LEGAL },
	{ "bütünhüquqlar", XB_HTML_PHRASE_LEGAL },
	{ "saytdakımateriallar", XB_HTML_PHRASE_LEGAL },
	{ "materiallardanistifadə", XB_HTML_PHRASE_LEGAL },
	{ "tümhakları", XB_HTML_PHRASE_LEGAL },
	{ "всеправазащищены", XB_HTML_PHRASE_LEGAL },
	{ "приперепечатке", XB_HTML_PHRASE_LEGAL },
	{ "прииспользованииматериалов", XB_HTML_PHRASE_LEGAL },
	{ "прикопировании", XB_HTML_PHRASE_LEGAL },
	{ "барлыққұқықтар", XB_HTML_PHRASE_LEGAL },
	{ "barchahuquqlar", XB_HTML_PHRASE_LEGAL },
	{ "تمامحقوق", XB_HTML_PHRASE_LEGAL },
	{ "کلیهحقوق", XB_HTML_PHRASE_LEGAL },
	{ "جمیعالحقوق", XB_HTML_PHRASE_LEGAL },
	{ "ყველაუფლება", XB_HTML_PHRASE_LEGAL },
	{ "բոլորիրավունքները", XB_HTML_PHRASE_LEGAL },
};

static bool
is_number(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return true;
}

enum xb_html_phrase
xb_html_phrase(struct xb_str key)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		size_t len;

		if (key.len < 2 || key.ptr[0] != phrases[i].key[0] || key.ptr[1] != phrases[i].key[1])
			continue;
		len = strlen(phrases[i].key);
		if (key.len < len || memcmp(key.ptr, phrases[i].key, len) != 0)
			continue;
		if (phrases[i].is != XB_HTML_PHRASE_COMMENTS || is_number(xb_str_from(key, len)))
			return phrases[i].is;
	}
	return XB_HTML_PHRASE_NONE;
}
