/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_names.c - the tables. To add a language, add rows: `make check` tells what is not written as its key. */
#include "date_names.h"

#include "date_fields.h"
#include "text/unicode.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What folding leaves apart and a date need not: marks on Latin letters (which are left out where no keyboard has them,
 * and capitals lose the dot of i anyway), Kurdish and Pashto forms of Arabic letters, dashes, bullets, quotes. */
static const struct {
	char from[4], to[3];
} loose[] = {
	{ "ı", "i" }, { "ş", "s" }, { "ç", "c" }, { "ğ", "g" }, { "ü", "u" }, { "ö", "o" },
	{ "ə", "e" }, { "ý", "y" }, { "ň", "n" }, { "ž", "z" }, { "ä", "a" }, { "à", "a" },
	{ "á", "a" }, { "â", "a" }, { "é", "e" }, { "è", "e" }, { "ê", "e" }, { "î", "i" },
	{ "í", "i" }, { "ó", "o" }, { "ô", "o" }, { "û", "u" }, { "ú", "u" }, { "ñ", "n" },
	{ "ې", "ی" }, { "ۍ", "ی" }, { "ێ", "ی" }, { "ۆ", "و" }, { "ە", "ه" }, { "\u2022", " " },
	{ "\u00b7", " " }, { "\u00ab", " " }, { "\u00bb", " " }, { "\u2010", "-" },
	{ "\u2012", "-" }, { "\u2013", "-" }, { "\u2014", "-" }, { "\u2212", "-" },
};

/* Names of months, in order, twelve in a row; those of two words are written as one. Spellings are those of CLDR 42,
 * genitive and nominative, and what papers print besides. A row keeps to one script. English first: it is looked up
 * most. */
static const struct {
	const char *lang;
	uint8_t what;     /* enum xb_date_what */
	uint8_t calendar; /* enum xb_calendar, of months */
	const char *words;
} names[] = {
	{ "en", XB_NAME_MONTH, XB_GREGORIAN,
	  "january february march april may june july august september october november "
	  "december" },
	{ "en", XB_NAME_MONTH, XB_JALALI,
	  "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand" },
	{ "en", XB_NAME_MONTH, XB_HIJRI,
	  "muharram safar rabiulawwal rabiulakhir jumadaalula jumadaalakhira rajab shaban ramadan "
	  "shawwal dhulqidah dhulhijjah" },
	{ "en", XB_NAME_MONTH, XB_HIJRI,
	  "muharram safar rabialawwal rabialthani jumadaalawwal jumadaalthani rajab shaban ramadan "
	  "shawwal dhulqada dhulhijja" },
	{ "en", XB_NAME_SKIP, 0,
	  "sunday monday tuesday wednesday thursday friday saturday sun mon tue wed thu fri "
	  "sat tues wednes thur thurs st nd rd th t at on of the in and date dated time "
	  "published posted updated hrs" },
	{ "en", XB_NAME_LUNAR, 0, "ah" },
	{ "en", XB_NAME_AM, 0, "am" },
	{ "en", XB_NAME_PM, 0, "pm" },
	{ "az", XB_NAME_MONTH, XB_GREGORIAN,
	  "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr" },
	{ "az", XB_NAME_MONTH, XB_GREGORIAN, "yan fev mar apr may iyn iyl avq sen okt noy dek" },
	{ "az-Cyrl", XB_NAME_MONTH, XB_GREGORIAN,
	  "јанвар феврал март апрел май ијун ијул август сентјабр октјабр нојабр декабр" },
	{ "az-Cyrl", XB_NAME_MONTH, XB_GREGORIAN,
	  "јан фев мар апр мај ијн ијл авг сен окт ној дек" },
	{ "az", XB_NAME_MONTH, XB_GREGORIAN,
	  "yanvarin fevralin martin aprelin mayin iyunun iyulun avqustun sentyabrin oktyabrin "
	  "noyabrin dekabrin" },
	{ "az", XB_NAME_MONTH, XB_JALALI,
	  "ferverdin ordibehist xordad tir mordad sehriver mehr aban azer dey behmen isfend" },
	{ "az", XB_NAME_MONTH, XB_HIJRI,
	  "meherrem sefer rebiulevvel rebiulaxir cemadiyelevvel cemadiyelaxir receb saban "
	  "ramazan sevval zilqede zilhicce" },
	{ "az", XB_NAME_SKIP, 0,
	  "bazar bazarertesi cersenbeaxsami cersenbe cumeaxsami cume senbe il ilin ilde ci cu "
	  "saat tarix tarixi tarixli si su de da" },
	{ "az-Cyrl", XB_NAME_SKIP, 0,
	  "базар базарертәси чәршәнбәахшамы чәршәнбә ҹүмәахшамы ҹүмә шәнбә" },
	{ "tr", XB_NAME_MONTH, XB_GREGORIAN,
	  "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik" },
	{ "tr", XB_NAME_MONTH, XB_HIJRI,
	  "muharrem safer rebiulevvel rebiulahir cemaziyelevvel cemaziyelahir recep saban "
	  "ramazan sevval zilkade zilhicce" },
	{ "tr", XB_NAME_SKIP, 0,
	  "pazar pazartesi sali carsamba persembe cuma cumartesi tarih tarihi gunu yili saati "
	  "pzt sal car per cum cmt" },
	{ "tr", XB_NAME_LUNAR, 0, "hicri" },
	{ "tr", XB_NAME_AM, 0, "oo" },
	{ "tr", XB_NAME_PM, 0, "os" },
	{ "ru", XB_NAME_MONTH, XB_GREGORIAN,
	  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря" },
	{ "ru", XB_NAME_MONTH, XB_GREGORIAN,
	  "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь" },
	{ "ru", XB_NAME_MONTH, XB_GREGORIAN,
	  "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре" },
	{ "ru", XB_NAME_MONTH, XB_JALALI,
	  "фарвардин ордибехешт хордад тир мордад шахривер мехр абан азер дей бахман эсфанд" },
	{ "ru", XB_NAME_MONTH, XB_HIJRI,
	  "мухаррам сафар рабиульавваль рабиульахир джумадульавваль джумадульахир раджаб "
	  "шаабан рамадан шавваль зулькаада зульхиджжа" },
	{ "ru", XB_NAME_SKIP, 0,
	  "воскресенье понедельник вторник среда четверг пятница суббота вс пн вт ср чт пт сб "
	  "г гг год года году в во от дата время опубликовано час среду пятницу субботу с" },
	{ "uk", XB_NAME_MONTH, XB_GREGORIAN,
	  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада "
	  "грудня" },
	{ "uk", XB_NAME_MONTH, XB_GREGORIAN,
	  "січень лютий березень квітень травень червень липень серпень вересень жовтень "
	  "листопад грудень" },
	{ "uk", XB_NAME_SKIP, 0,
	  "неділя понеділок вівторок середа четвер пятниця субота нд р рр рік року о від "
	  "пятницю суботу середу неділю" },
	{ "be", XB_NAME_MONTH, XB_GREGORIAN,
	  "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка "
	  "лістапада снежня" },
	{ "be", XB_NAME_MONTH, XB_GREGORIAN,
	  "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік "
	  "лістапад снежань" },
	{ "be", XB_NAME_SKIP, 0, "нядзеля панядзелак аўторак серада чацвер пятніца годзе аб у" },
	{ "kk", XB_NAME_MONTH, XB_GREGORIAN,
	  "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан" },
	{ "kk", XB_NAME_SKIP, 0,
	  "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жс дс сс бс жм ж жыл жылы "
	  "жылғы жылдың сағат" },
	{ "uz", XB_NAME_MONTH, XB_GREGORIAN,
	  "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr" },
	{ "uz", XB_NAME_SKIP, 0,
	  "yakshanba dushanba seshanba chorshanba payshanba juma shanba yil yilning yilda kuni "
	  "soat" },
	{ "uz-Cyrl", XB_NAME_SKIP, 0,
	  "якшанба душанба сешанба чоршанба пайшанба жума шанба йил йили соат куни" },
	{ "tk", XB_NAME_MONTH, XB_GREGORIAN,
	  "yanwar fewral mart aprel may iyun iyul awgust sentyabr oktyabr noyabr dekabr" },
	{ "tk", XB_NAME_SKIP, 0,
	  "yeksenbe dusenbe sisenbe carsenbe pensenbe anna yyl yylyn sagat" },
	{ "ky", XB_NAME_SKIP, 0,
	  "жекшемби дүйшөмбү шейшемби шаршемби бейшемби ишемби жылдын саат" },
	{ "tg", XB_NAME_MONTH, XB_GREGORIAN,
	  "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри" },
	{ "tg", XB_NAME_SKIP, 0,
	  "якшанбе душанбе сешанбе чоршанбе панҷшанбе ҷумъа шанбе соли соати рӯзи" },
	{ "tt", XB_NAME_MONTH, XB_GREGORIAN,
	  "гыйнвар февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь" },
	{ "tt", XB_NAME_SKIP, 0,
	  "якшәмбе дүшәмбе сишәмбе чәршәмбе пәнҗешәмбе җомга шимбә ел елның сәгать" },
	{ "fa", XB_NAME_MONTH, XB_GREGORIAN,
	  "ژانویه فوریه مارس اوریل مه ژوین ژوییه اوت سپتامبر اکتبر نوامبر دسامبر" },
	{ "fa", XB_NAME_MONTH, XB_GREGORIAN,
	  "ژانویه فوریه مارچ اپریل می جون جولای اگوست سپتامبر اکتبر نوامبر دسامبر" },
	{ "fa-AF", XB_NAME_MONTH, XB_GREGORIAN,
	  "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر" },
	{ "fa", XB_NAME_MONTH, XB_JALALI,
	  "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر ابان اذر دی بهمن اسفند" },
	{ "fa-AF", XB_NAME_MONTH, XB_JALALI,
	  "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت" },
	{ "fa", XB_NAME_MONTH, XB_HIJRI,
	  "محرم صفر ربیعالاول ربیعالثانی جمادیالاول جمادیالثانی رجب شعبان رمضان شوال ذیقعده "
	  "ذیحجه" },
	{ "fa", XB_NAME_SKIP, 0,
	  "یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه شنبه ساعت سال مورخ تاریخ روز در ش هش "
	  "هجری شمسی خورشیدی میلادی مورخه هجریشمسی" },
	{ "fa", XB_NAME_LUNAR, 0, "هق قمری هجریقمری" },
	{ "fa", XB_NAME_AM, 0, "قبلازظهر قظ" },
	{ "fa", XB_NAME_PM, 0, "بعدازظهر بظ" },
	{ "ps", XB_NAME_MONTH, XB_GREGORIAN,
	  "جنوری فبروری مارچ اپریل می جون جولای اگست سیپتمبر اکتوبر نومبر دسمبر" },
	{ "ps", XB_NAME_MONTH, XB_JALALI,
	  "وری غویی غبرگولی چنگاښ زمری وږی تله لړم لیندی مرغومی سلواغه کب" },
	{ "ps", XB_NAME_SKIP, 0, "یونی دونی درینی څلرنی پینځنی اونی د کال نیته" },
	{ "ps-Latn", XB_NAME_SKIP, 0, "ap" },
	{ "ur", XB_NAME_MONTH, XB_GREGORIAN,
	  "جنوری فروری مارچ اپریل میی جون جولایی اگست ستمبر اکتوبر نومبر دسمبر" },
	{ "ur", XB_NAME_SKIP, 0, "اتوار پیر منگل بده جمعرات هفته کو" },
	{ "ar", XB_NAME_MONTH, XB_GREGORIAN,
	  "ینایر فبرایر مارس ابریل مایو یونیو یولیو اغسطس سبتمبر اکتوبر نوفمبر دیسمبر" },
	{ "ar-SY", XB_NAME_MONTH, XB_GREGORIAN,
	  "کانونالثانی شباط اذار نیسان ایار حزیران تموز اب ایلول تشرینالاول تشرینالثانی "
	  "کانونالاول" },
	{ "ar-MA", XB_NAME_MONTH, XB_GREGORIAN,
	  "ینایر فبرایر مارس ابریل مای یونیو یولیوز غشت شتنبر اکتوبر نونبر دجنبر" },
	{ "ar-DZ", XB_NAME_MONTH, XB_GREGORIAN,
	  "جانفی فیفری مارس افریل مای جوان جویلیه اوت سبتمبر اکتوبر نوفمبر دیسمبر" },
	{ "ar", XB_NAME_MONTH, XB_HIJRI,
	  "محرم صفر ربیعالاول ربیعالاخر جمادیالاولی جمادیالاخره رجب شعبان رمضان شوال ذوالقعده "
	  "ذوالحجه" },
	{ "ar", XB_NAME_MONTH, XB_HIJRI,
	  "محرم صفر ربیعالاول ربیعالثانی جمادیالاول جمادیالثانیه رجب شعبان رمضان شوال ذیالقعده "
	  "ذیالحجه" },
	{ "ar", XB_NAME_SKIP, 0,
	  "الاحد الاثنین الثلاثاء الاربعاء الخمیس الجمعه السبت الساعه عام سنه یوم الموافق "
	  "میلادیه فی" },
	{ "ar", XB_NAME_LUNAR, 0, "ه هجریه" },
	{ "ar", XB_NAME_AM, 0, "صباحا ص" },
	{ "ar", XB_NAME_PM, 0, "مساء م" },
	{ "ckb", XB_NAME_MONTH, XB_GREGORIAN,
	  "کانوونیدووهم شوبات یازار نیسان یایار حوزهیران تهمووز یاب یهیلوول تشرینییهکهم "
	  "تشرینیدووهم کانونییهکهم" },
	{ "ckb", XB_NAME_MONTH, XB_GREGORIAN,
	  "کانوونیدووهمی شوباتی یازاری نیسانی یایاری حوزهیرانی تهمووزی یابی یهیلوولی "
	  "تشرینییهکهمی تشرینیدووهمی کانونییهکهمی" },
	{ "ckb", XB_NAME_AM, 0, "بن" },
	{ "ckb", XB_NAME_PM, 0, "دن" },
	{ "ckb", XB_NAME_SKIP, 0, "یهکشهممه دووشهممه سیشهممه چوارشهممه پینجشهممه ههینی شهممه ی" },
	{ "hy", XB_NAME_MONTH, XB_GREGORIAN,
	  "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի "
	  "հոկտեմբերի նոյեմբերի դեկտեմբերի" },
	{ "hy", XB_NAME_MONTH, XB_GREGORIAN, "հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ" },
	{ "hy", XB_NAME_SKIP, 0,
	  "կիրակի երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիր երկ երք չրք հնգ "
	  "ուր շբթ թ թթ թվական թվականի ժամը ժամ" },
	{ "ka", XB_NAME_MONTH, XB_GREGORIAN,
	  "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი "
	  "ნოემბერი დეკემბერი" },
	{ "ka", XB_NAME_SKIP, 0,
	  "კვირა ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი წ წელი წლის საათი" },
	{ "de", XB_NAME_MONTH, XB_GREGORIAN,
	  "januar februar marz april mai juni juli august september oktober november dezember" },
	{ "de", XB_NAME_SKIP, 0,
	  "sonntag montag dienstag mittwoch donnerstag freitag samstag so mo di mi do fr sa um "
	  "uhr den der" },
	{ "fr", XB_NAME_MONTH, XB_GREGORIAN,
	  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre" },
	{ "fr", XB_NAME_SKIP, 0,
	  "dimanche lundi mardi mercredi jeudi vendredi samedi dim lun mer jeu ven sam le a er "
	  "h heures" },
	{ "es", XB_NAME_MONTH, XB_GREGORIAN,
	  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
	  "diciembre" },
	{ "es", XB_NAME_SKIP, 0,
	  "domingo lunes martes miercoles jueves viernes sabado dom mie jue vie sab del el las "
	  "los" },
};

/* Abbreviations of zones, minutes east: RFC 5322 4.3, and those of the region (tzdata). Not those that two zones share
 * (IST, BST, CST of China ...). MSK was four hours from 2011-03-27 to 2014-10-26. First come, first served. */
static const struct {
	const char *words;
	int16_t minutes;
	int since, before; /* yyyymmdd; 0: always */
} zones[] = {
	{ "utc gmt z ut", 0, 0, 0 },
	{ "est cdt", -300, 0, 0 },
	{ "edt", -240, 0, 0 },
	{ "cst mdt", -360, 0, 0 },
	{ "mst pdt", -420, 0, 0 },
	{ "pst", -480, 0, 0 },
	{ "wet", 0, 0, 0 },
	{ "cet west", 60, 0, 0 },
	{ "eet cest", 120, 0, 0 },
	{ "msk мск", 240, 20110327, 20141026 },
	{ "msk мск trt eest", 180, 0, 0 },
	{ "irst", 210, 0, 0 },
	{ "azt get amt msd", 240, 0, 0 },
	{ "irdt aft", 270, 0, 0 },
	{ "uzt tmt tjt pkt azst amst", 300, 0, 0 },
	{ "kgt", 360, 0, 0 },
};

/* In place: no replacement is longer than what it replaces. */
static size_t
loosen(char *text, size_t len)
{
	size_t in = 0, out = 0;

	while (in < len) {
		size_t i = 0, n = 1;

		if ((unsigned char)text[in] >= 0x80)
			for (; i < ARRAY_LEN(loose); i++)
				if ((n = strnlen(loose[i].from, 4)) <= len - in &&
				    memcmp(text + in, loose[i].from, n) == 0)
					break;
		if ((unsigned char)text[in] < 0x80 || i == ARRAY_LEN(loose)) {
			if (text[in] != '\'' && text[in] != '`')
				text[out++] = text[in];
			in++;
			continue;
		}
		in += n;
		for (const char *to = loose[i].to; *to; to++)
			text[out++] = *to;
	}
	return out;
}

/* The key of a text that is ASCII, as most are; 0 when it is not. */
static size_t
ascii_key(char *out, size_t cap, struct xb_str text)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len && len < cap; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c >= 0x80)
			return 0;
		if (c != '\'' && c != '`')
			out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return len;
}

size_t
xb_date_key(char *out, size_t cap, struct xb_str text)
{
	size_t len = ascii_key(out, cap, text);

	return len ? len : loosen(out, xb_fold(out, cap, text, false));
}

const char *
xb_date_list_find(const char *list, struct xb_str key, bool whole)
{
	const char *end = list + strlen(list);

	if (key.len == 0 || memchr(key.ptr, ' ', key.len))
		return NULL;
	for (const char *p = list; (p = memmem(p, (size_t)(end - p), key.ptr, key.len)); p++)
		if ((p == list || p[-1] == ' ') && (!whole || p + key.len == end || p[key.len] == ' '))
			return p;
	return NULL;
}

/* The block of 256 code points or so that a word begins in; a row keeps to one, so most rows need no search. */
static unsigned
script_of(char first)
{
	return (unsigned char)first < 0x80 ? 0 : (unsigned char)first & 0xfcu;
}

static bool
may_have(size_t i, struct xb_str key)
{
	return key.len && script_of(*key.ptr) == script_of(*names[i].words);
}

/* What row i says of the word at `word`, which is in it. */
static struct xb_date_name
name_at(size_t i, const char *word)
{
	struct xb_date_name name = { .what = names[i].what, .calendar = names[i].calendar };

	if (name.what != XB_NAME_MONTH)
		return name;
	name.month = 1;
	for (const char *p = names[i].words; p < word; p++)
		name.month += *p == ' ';
	return name;
}

bool
xb_date_name_find(struct xb_date_name *out, struct xb_str key)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *word = may_have(i, key) ? xb_date_list_find(names[i].words, key, true) : NULL;

		if (word) {
			*out = name_at(i, word);
			return true;
		}
	}
	return false;
}

bool
xb_date_month_find(struct xb_date_name *out, struct xb_str key)
{
	bool found = false;

	if (xb_utf8_count(key) < 3)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *p = names[i].what == XB_NAME_MONTH && may_have(i, key) ? names[i].words : NULL;

		while (p && (p = xb_date_list_find(p, key, false))) {
			struct xb_date_name name = name_at(i, p);

			if (found && (name.month != out->month || name.calendar != out->calendar))
				return false;
			*out = name;
			found = true;
			p = strchr(p, ' ');
			p = p ? p + 1 : NULL;
		}
	}
	return found;
}

bool
xb_date_zone_find(int *minutes, struct xb_str key, int day)
{
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		if ((zones[i].since && day < zones[i].since) || (zones[i].before && day >= zones[i].before) ||
		    !xb_date_list_find(zones[i].words, key, true))
			continue;
		*minutes = zones[i].minutes;
		return true;
	}
	return false;
}

const char *
xb_date_names_row(size_t i, struct xb_date_name *what)
{
	if (i >= ARRAY_LEN(names))
		return NULL;
	*what = (struct xb_date_name){ .what = names[i].what, .calendar = names[i].calendar };
	return names[i].words;
}

const char *
xb_date_zones_row(size_t i)
{
	return i < ARRAY_LEN(zones) ? zones[i].words : NULL;
}
