/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_words.h"

#include "html_hints.h"

#define ASIDE   XB_HTML_HINT_ASIDE
#define COMMENT XB_HTML_HINT_COMMENT
#define META    XB_HTML_HINT_META
#define BYLINE  XB_HTML_HINT_BYLINE
#define DATE    XB_HTML_HINT_DATE
#define PART    XB_HTML_WORD_PART
#define WHAT    XB_HTML_WORD_WHAT

const struct xb_html_word xb_html_words[] = {
	{ "abone", ASIDE }, { "abune", ASIDE }, { "abunə", ASIDE }, { "ad", ASIDE }, { "addthis", ASIDE },
	{ "addtoany", ASIDE }, { "adfox", ASIDE }, { "ads", ASIDE }, { "adsbygoogle", ASIDE }, { "adv", ASIDE },
	{ "advert", ASIDE }, { "advertisement", ASIDE }, { "advertising", ASIDE }, { "altbilgi", ASIDE }, { "anket", ASIDE },
	{ "arama", ASIDE }, { "archive", ASIDE }, { "article", WHAT }, { "articlebody", PART | WHAT },
	{ "articlecontent", PART | WHAT }, { "articledate", META | DATE }, { "articletext", PART | WHAT },
	{ "artinfo", META }, { "arxiv", ASIDE }, { "aside", ASIDE }, { "author", META | BYLINE },
	{ "authors", META | BYLINE }, { "avtor", META | BYLINE }, { "axtar", ASIDE }, { "axtaris", ASIDE },
	{ "baner", ASIDE }, { "banner", ASIDE }, { "banners", ASIDE }, { "baxis", META }, { "baxış", META },
	{ "benzer", ASIDE }, { "body", PART }, { "bodytext", PART | WHAT }, { "bottommenu", ASIDE }, { "breadcrumb", ASIDE },
	{ "breadcrumbs", ASIDE }, { "breadcrump", ASIDE }, { "byline", META | BYLINE }, { "bylines", META | BYLINE },
	{ "cackle", COMMENT }, { "calendar", ASIDE }, { "cerez", ASIDE }, { "comment", COMMENT },
	{ "commentaries", COMMENT }, { "commentform", COMMENT }, { "commentlist", COMMENT }, { "comments", COMMENT },
	{ "consent", ASIDE }, { "content", PART }, { "contents", PART }, { "cookie", ASIDE }, { "cookies", ASIDE },
	{ "copyright", ASIDE }, { "counter", ASIDE }, { "counters", ASIDE }, { "credit", META }, { "credits", META },
	{ "currency", ASIDE }, { "data", META | DATE }, { "date", META | DATE }, { "dates", META | DATE },
	{ "datetime", META | DATE }, { "detail", WHAT }, { "details", WHAT }, { "detay", WHAT }, { "diger", ASIDE },
	{ "digerxeberler", ASIDE }, { "digər", ASIDE }, { "disqus", COMMENT }, { "donate", ASIDE }, { "entry", WHAT },
	{ "entrycontent", PART | WHAT }, { "entrydate", META | DATE }, { "etiketler", ASIDE }, { "etiketlər", ASIDE },
	{ "fbcomments", COMMENT }, { "follow", ASIDE }, { "foot", ASIDE }, { "footer", ASIDE }, { "full", WHAT },
	{ "fulltext", PART | WHAT }, { "gdpr", ASIDE }, { "goruntulenme", META }, { "haber", WHAT },
	{ "haberdetay", PART | WHAT }, { "habermetni", PART | WHAT }, { "hava", ASIDE }, { "hits", META },
	{ "hypercomments", COMMENT }, { "icerik", PART }, { "ilgili", ASIDE }, { "informer", ASIDE }, { "informers", ASIDE },
	{ "inner", PART }, { "item", WHAT }, { "izoh", COMMENT }, { "izohlar", COMMENT }, { "içerik", PART },
	{ "kicker", META }, { "kommentari", COMMENT }, { "kommentarii", COMMENT }, { "kommentariy", COMMENT },
	{ "kommenty", COMMENT }, { "kroshki", ASIDE }, { "kurs", ASIDE }, { "lastnews", ASIDE }, { "latest", ASIDE },
	{ "latestnews", ASIDE }, { "leftcol", ASIDE }, { "leftside", ASIDE }, { "lenta", ASIDE }, { "lightbox", ASIDE },
	{ "livenet", ASIDE }, { "login", ASIDE }, { "mailing", ASIDE }, { "main", WHAT }, { "mainmenu", ASIDE },
	{ "maintext", PART | WHAT }, { "makale", WHAT }, { "maqola", WHAT }, { "material", WHAT }, { "matn", PART },
	{ "menu", ASIDE }, { "menyu", ASIDE }, { "meqale", WHAT }, { "meta", META }, { "metin", PART }, { "metki", ASIDE },
	{ "metn", PART }, { "metnxeber", PART | WHAT }, { "mezmun", PART }, { "mgid", ASIDE }, { "minutes", META },
	{ "modal", ASIDE }, { "more", ASIDE }, { "morenews", ASIDE }, { "mostpopular", ASIDE }, { "mostread", ASIDE },
	{ "mostviewed", ASIDE }, { "muallif", META | BYLINE }, { "muellif", META | BYLINE }, { "muhabir", META | BYLINE },
	{ "müəllif", META | BYLINE }, { "mətn", PART }, { "məzmun", PART }, { "nav", ASIDE }, { "navbar", ASIDE },
	{ "navi", ASIDE }, { "navigation", ASIDE }, { "nazar", COMMENT }, { "nazarlar", COMMENT }, { "news", WHAT },
	{ "newsbody", PART | WHAT }, { "newscontent", PART | WHAT }, { "newsdate", META | DATE },
	{ "newsdetail", PART | WHAT }, { "newsinfo", META }, { "newsletter", ASIDE }, { "newstext", PART | WHAT },
	{ "novost", WHAT }, { "offcanvas", ASIDE }, { "okunma", META }, { "onetrust", ASIDE }, { "opros", ASIDE },
	{ "othernews", ASIDE }, { "outbrain", ASIDE }, { "outstream", ASIDE }, { "overlay", ASIDE }, { "oxsar", ASIDE },
	{ "oxşar", ASIDE }, { "page", WHAT }, { "pager", ASIDE }, { "pagination", ASIDE }, { "paging", ASIDE },
	{ "partner", ASIDE }, { "partners", ASIDE }, { "partnyorlar", ASIDE }, { "paylas", ASIDE }, { "paylasim", ASIDE },
	{ "paylaş", ASIDE }, { "podelitsya", ASIDE }, { "podpiska", ASIDE }, { "pogoda", ASIDE }, { "pohozhie", ASIDE },
	{ "poisk", ASIDE }, { "poll", ASIDE }, { "polls", ASIDE }, { "popular", ASIDE }, { "popup", ASIDE },
	{ "post", WHAT }, { "postbody", PART | WHAT }, { "postcontent", PART | WHAT }, { "postdate", META | DATE },
	{ "posted", META | DATE }, { "postinfo", META }, { "posttext", PART | WHAT }, { "poxojie", ASIDE },
	{ "privacy", ASIDE }, { "promo", ASIDE }, { "promoted", ASIDE }, { "promotion", ASIDE }, { "prosmotry", META },
	{ "pubdate", META | DATE }, { "publishdate", META | DATE }, { "published", META | DATE }, { "rail", ASIDE },
	{ "rating", ASIDE }, { "readalso", ASIDE }, { "readingtime", META }, { "readmore", ASIDE }, { "reads", META },
	{ "readtime", META }, { "recent", ASIDE }, { "recentposts", ASIDE }, { "recommend", ASIDE },
	{ "recommendation", ASIDE }, { "recommendations", ASIDE }, { "recommended", ASIDE }, { "register", ASIDE },
	{ "reklam", ASIDE }, { "reklama", ASIDE }, { "reklamlar", ASIDE }, { "relap", ASIDE }, { "related", ASIDE },
	{ "relatednews", ASIDE }, { "relatedposts", ASIDE }, { "reporter", META | BYLINE }, { "respond", COMMENT },
	{ "rightcol", ASIDE }, { "rights", ASIDE }, { "rightside", ASIDE }, { "sana", META | DATE },
	{ "screenreader", ASIDE }, { "search", ASIDE }, { "searchform", ASIDE }, { "seealso", ASIDE }, { "serh", COMMENT },
	{ "serhler", COMMENT }, { "share", ASIDE }, { "shares", ASIDE }, { "sharethis", ASIDE }, { "sharhlar", COMMENT },
	{ "sharing", ASIDE }, { "sidebar", ASIDE }, { "sidebars", ASIDE }, { "sidecol", ASIDE }, { "signin", ASIDE },
	{ "signup", ASIDE }, { "similar", ASIDE }, { "single", WHAT }, { "skip", ASIDE }, { "skiplink", ASIDE },
	{ "soc", ASIDE }, { "social", ASIDE }, { "socialmedia", ASIDE }, { "socials", ASIDE }, { "sonxeberler", ASIDE },
	{ "sorgu", ASIDE }, { "sourcelink", META }, { "sponsor", ASIDE }, { "sponsored", ASIDE }, { "statya", WHAT },
	{ "story", WHAT }, { "storybody", PART | WHAT }, { "storytext", PART | WHAT }, { "subfooter", ASIDE },
	{ "submenu", ASIDE }, { "subscribe", ASIDE }, { "subscription", ASIDE }, { "taboola", ASIDE }, { "tagcloud", ASIDE },
	{ "taglist", ASIDE }, { "tags", ASIDE }, { "taqvim", ASIDE }, { "tarih", META | DATE }, { "tarix", META | DATE },
	{ "teglar", ASIDE }, { "tekst", PART }, { "telegramlink", ASIDE }, { "teqler", ASIDE }, { "teqlər", ASIDE },
	{ "teqvim", ASIDE }, { "text", PART }, { "ticker", ASIDE }, { "timestamp", META | DATE },
	{ "toolbar", ASIDE }, { "topmenu", ASIDE }, { "topnav", ASIDE }, { "tovsiye", ASIDE }, { "trending", ASIDE },
	{ "trends", ASIDE }, { "updated", META | DATE }, { "valyuta", ASIDE }, { "viewcount", META }, { "views", META },
	{ "vote", ASIDE }, { "weather", ASIDE }, { "widgetarea", ASIDE }, { "writer", META | BYLINE }, { "xabar", WHAT },
	{ "xeber", WHAT }, { "xebermetni", PART | WHAT }, { "xəbər", WHAT }, { "yazar", META | BYLINE },
	{ "yorum", COMMENT }, { "yorumlar", COMMENT }, { "şərh", COMMENT }, { "şərhlər", COMMENT },
	{ "автор", META | BYLINE }, { "авторы", META | BYLINE }, { "дата", META | DATE }, { "коммент", COMMENT },
	{ "комментарии", COMMENT }, { "комментарий", COMMENT }, { "новость", WHAT }, { "поделиться", ASIDE },
	{ "похожее", ASIDE }, { "похожие", ASIDE }, { "просмотры", META }, { "реклама", ASIDE }, { "теги", ASIDE },
	{ "текст", PART }, { "تعليقات", COMMENT }, { "دیدگاه", COMMENT }, { "نظرات", COMMENT }, { "نویسنده", META | BYLINE },
};

const size_t xb_html_words_count = sizeof(xb_html_words) / sizeof(*xb_html_words);
