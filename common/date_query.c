/* SPDX-License-Identifier: GPL-2.0-or-later */
/* date_query.c - the dates of the query language: every one is the whole interval that it names. */
#include "date_fields.h"
#include "date_names.h"

#define DAY_SECS 86400
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Nothing longer is a date, or is quoted whole in a message. */
#define TEXT_MAX 256
#define QUOTE_MAX 60

/* The last two are of the calendar of Iran: that is what Persian words for them mean. */
enum unit { HOUR, DAY, WEEK, MONTH, YEAR, SOLAR_MONTH, SOLAR_YEAR };

/* "last week" and its like, as keys (date_names.h) with the words written as one. en, az, tr, ru, uk, kk, uz in both
 * scripts, ky, tg, fa, ar, hy, ka; spellings of CLDR 42, and of the papers. */
static const struct {
	uint8_t unit;
	int8_t count; /* units from now */
	const char *words;
} relatives[] = {
	{ DAY, -2, "daybeforeyesterday thedaybeforeyesterday sragagun evvelsigun oncekigun позавчера позавчора пареруз парерӯз "
	           "پریروز اولامس նախանցյալօր გუშინწინ" },
	{ DAY, -1, "yesterday dunen dun вчера вчора учора кеше kecha кеча кечээ дирӯз دیروز امس երեկ გუშინ" },
	{ DAY, 0, "today bugun сегодня сьогодні бүгін бугун бүгүн имрӯз امروز الیوم այսօր დღეს" },
	{ DAY, 1, "tomorrow yarin завтра ертең ertaga эртага эртең фардо فردا غدا վաղը ხვალ" },
	{ WEEK, -1, "lastweek kecenhefte otenhefte gecenhafta gectigimizhafta прошлаянеделя прошлойнеделе "
	            "напрошлойнеделе прошлуюнеделю минулийтиждень минулоготижня өткенапта otganhafta ўтганҳафта "
	            "өткөнапта өткөнаптада ҳафтаигузашта هفتهگذشته هفتهپیش هفتهقبل الاسبوعالماضی նախորդշաբաթ "
	            "անցյալշաբաթ გასულკვირა გასულკვირას გასულკვირაში" },
	{ WEEK, 0, "thisweek buhefte buhafta этанеделя этойнеделе наэтойнеделе цейтиждень цьоготижня осыапта "
	           "shuhafta буҳафта ушулаптада ҳафтаиҷорӣ اینهفته هذاالاسبوع այսշաբաթ ամკვირაში ამკვირას "
	           "ამკვირაში" },
	{ WEEK, 1, "nextweek gelenhefte gelecekhafta следующаянеделя наследующейнеделе наступноготижня келесіапта "
	           "keyingihafta кейингиҳафта هفتهاینده الاسبوعالقادم հաջորդշաբաթ მომავალკვირაში" },
	{ MONTH, -1, "lastmonth kecenay otenay gecenay прошлыймесяц прошломмесяце впрошломмесяце минулиймісяць "
	             "минулогомісяця өткенай otganoy ўтганой өткөнай өткөнайда моҳигузашта "
	             "الشهرالماضی նախորդամիս անցյալամիս გასულთვე გასულთვეს" },
	{ MONTH, 0, "thismonth buay этотмесяц этоммесяце вэтоммесяце цеймісяць цьогомісяця осыай shuoy буой булай "
	            "булайда моҳиҷорӣ هذاالشهر այսամիս ამთვეს ამთვეში" },
	{ MONTH, 1, "nextmonth gelenay gelecekay следующиймесяц вследующеммесяце наступногомісяця келесіай "
	            "keyingioy кейингиой الشهرالقادم հաջորդամիս მომავალთვეს" },
	{ YEAR, -1, "lastyear kecenil otenil gecenyil прошлыйгод прошломгоду впрошломгоду минулийрік минулогороку "
	            "былтыр otganyil ўтганйил солигузашта العامالماضی السنهالماضیه նախորդտարի "
	            "անցյալտարի գასულწელს გასულწელს" },
	{ YEAR, 0, "thisyear buil buyil этотгод этомгоду вэтомгоду цейрік цьогороку биыл shuyil буйил быйыл "
	           "солиҷорӣ هذاالعام السنهالحالیه այստարի ამწელს" },
	{ YEAR, 1, "nextyear gelenil gelecekyil следующийгод вследующемгоду наступногороку келесіжыл keyingiyil "
	           "кейингийил العامالقادم السنهالقادمه հաջորդտարի მომავალწელს" },
	{ SOLAR_MONTH, -1, "ماهگذشته ماهپیش ماهقبل" },
	{ SOLAR_MONTH, 0, "اینماه ماهجاری" },
	{ SOLAR_MONTH, 1, "ماهاینده" },
	{ SOLAR_YEAR, -1, "سالگذشته سالپیش سالقبل پارسال" },
	{ SOLAR_YEAR, 0, "امسال سالجاری" },
	{ SOLAR_YEAR, 1, "سالاینده" },
};

/* Units after or before a number, in every form that a number asks for. */
static const struct {
	uint8_t unit;
	const char *words;
} units[] = {
	{ HOUR, "hour hours h saat час часа часов година години годин сағат soat соат саат ساعت ساعه ساعات ժամ საათი "
	        "საათის" },
	{ DAY, "day days d gun день дня дней дні днів күн kun кун рӯз روز یوم یوما ایام օր დღე დღის" },
	{ WEEK, "week weeks hefte hafta неделя неделю недели недель тиждень тижні тижнів апта ҳафта هفته اسبوع اسابیع "
	        "շաբաթ კვირა კვირის" },
	{ MONTH, "month months ay месяц месяца месяцев місяць місяці місяців ай oy ой моҳ شهر شهرا اشهر شهور ամիս "
	         "თვე თვის" },
	{ YEAR, "year years il yil год года лет рік роки років жыл йил сол سنه سنوات عام اعوام տարի წელი წლის" },
	{ SOLAR_MONTH, "ماه" },
	{ SOLAR_YEAR, "سال" },
};

/* "3 days ago": the whole of that unit. */
static const char ago_words[] = "ago evvel once qabaq назад тому бұрын oldin avval олдин аввал мурун пеш پیش قبل منذ "
                                "առաջ წინ";

/* "last 7 days": from so long before now, up to now. */
static const char last_words[] = "last past son последние последних последний последнюю останні останніх соңғы songgi "
                                 "сўнгги акыркы گذشته اخیر اخر վերջին ბოლო";

/* At most QUOTE_MAX bytes of a text, whole characters, for a message. */
static struct xb_str
quoted(struct xb_str text)
{
	size_t len = text.len < QUOTE_MAX ? text.len : QUOTE_MAX;

	while (len && len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
		len--;
	return xb_strn(text.ptr, len);
}

static xabar_status
cannot_read(struct xb_str text, xabar_error *err)
{
	xb_fail(err, XABAR_EQUERY, "cannot read the date '%.*s'", XB_STR_ARG(quoted(text)));
	return xb_hint(err, XABAR_EQUERY, "write 2022, 2022-05, 2022-05-20, 2022-05-18..2022-06, 2022.., 20.05.2022, "
	               "\"May 2022\", 1401/02/28, yesterday, \"last week\", \"3 days ago\" or \"last 7 days\"");
}

/* a rounded down to a multiple of b > 0. */
static int64_t
round_down(int64_t a, int64_t b)
{
	int64_t rest = a % b;

	return a - (rest < 0 ? rest + b : rest);
}

/* The first day of the solar month, counted from the year 0, and back. */
static int64_t
solar_start(int64_t months)
{
	int64_t year = round_down(months, 12) / 12;

	return xb_days_from_jalali((int)year, (int)(months - 12 * year) + 1, 1);
}

static int64_t
solar_month(int64_t day)
{
	int64_t months;
	int year, month, mday;

	xb_civil_from_days(&year, &month, &mday, day);
	months = 12 * ((int64_t)year - 622) + month; /* some month before it, not two years away */
	while (solar_start(months + 1) <= day)
		months++;
	return months;
}

/* The first second of the unit that `wall` is in, `count` units on. */
static int64_t
unit_start(enum unit unit, int64_t wall, int64_t count)
{
	int64_t day = round_down(wall, DAY_SECS) / DAY_SECS, months;
	int year, month, mday;

	switch (unit) {
	case HOUR:
		return round_down(wall, 3600) + 3600 * count;
	case DAY:
		return (day + count) * DAY_SECS;
	case WEEK: /* day 0 was a Thursday, and weeks begin on Monday (ISO 8601-1:2019, 3.1.1.23) */
		return (round_down(day + 3, 7) - 3 + 7 * count) * DAY_SECS;
	case SOLAR_MONTH:
		return solar_start(solar_month(day) + count) * DAY_SECS;
	case SOLAR_YEAR:
		return solar_start(round_down(solar_month(day), 12) + 12 * count) * DAY_SECS;
	default:
		xb_civil_from_days(&year, &month, &mday, day);
		months = unit == YEAR ? 12 * (year + count) : 12 * (int64_t)year + month - 1 + count;
		year = (int)(round_down(months, 12) / 12);
		return xb_days_from_civil(year, (int)(months - 12 * (int64_t)year) + 1, 1) * DAY_SECS;
	}
}

static struct xb_interval
unit_interval(enum unit unit, int64_t count, int64_t wall)
{
	return (struct xb_interval){ .from = unit_start(unit, wall, count), .to = unit_start(unit, wall, count + 1) };
}

/* "3 hours ago" is an instant, whatever clock a source goes by. */
static struct xb_interval
hours_ago(int64_t count, time_t now)
{
	int64_t offset = xb_date_local_wall(now) - now;
	struct xb_interval span = unit_interval(HOUR, -count, now + offset);

	return (struct xb_interval){ .from = span.from - offset, .to = span.to - offset, .zoned = true };
}

/* The last `count` units up to now, in UTC: wall clocks east of ours are past our now. */
static struct xb_interval
rolling(enum unit unit, int64_t count, time_t now)
{
	static const int secs[] = { [HOUR] = 3600, [DAY] = DAY_SECS, [WEEK] = 7 * DAY_SECS };
	const bool solar = unit >= SOLAR_MONTH, years = unit == YEAR || unit == SOLAR_YEAR;
	const enum unit months = solar ? SOLAR_MONTH : MONTH;
	struct xb_interval span = { .to = now, .zoned = true };
	int64_t wall = xb_date_local_wall(now), start, next, day;

	if (unit < MONTH) {
		span.from = now - count * secs[unit];
		return span;
	}
	/* the same day of that month, or its last */
	start = unit_start(months, wall, years ? -12 * count : -count);
	next = unit_start(months, start, 1);
	day = wall - unit_start(months, wall, 0);
	if (start + day >= next)
		day = next - start - DAY_SECS + day % DAY_SECS;
	span.from = xb_date_local_utc(start + day);
	return span;
}

/* A key without its blanks. */
static struct xb_str
squeeze(char *key, size_t len)
{
	size_t out = 0;

	for (size_t i = 0; i < len; i++)
		if (key[i] != ' ' && key[i] != '\t')
			key[out++] = key[i];
	return xb_strn(key, out);
}

/* What is said of a number of units. */
struct counted {
	struct xb_str before; /* the number */
	int64_t count;
	bool ago;
	int unit;             /* enum unit, -1: none */
};

/* Read "daysago", "روزپیش", "дней", "ngünönce": a unit, and what may follow it. */
static bool
read_unit(struct counted *c, struct xb_str rest)
{
	for (size_t len = rest.len; len > 0; len--)
		for (size_t i = 0; i < ARRAY_LEN(units); i++) {
			struct xb_str tail = xb_str_from(rest, len);
			bool ago = xb_date_list_find(ago_words, tail, true);
			bool last = xb_date_list_find(last_words, tail, true);

			if (!xb_date_list_find(units[i].words, xb_strn(rest.ptr, len), true) ||
			    (tail.len && !ago && !last))
				continue;
			/* exactly one of them, on either side: "son 7 gün", "۷ روز گذشته", "قبل 3 أيام" */
			if (tail.len == 0) {
				ago = xb_date_list_find(ago_words, c->before, true);
				last = xb_date_list_find(last_words, c->before, true);
			} else if (c->before.len) {
				continue;
			}
			c->unit = units[i].unit;
			c->ago = ago;
			return ago || last;
		}
	return false;
}

/* "3 days ago", "last 24 hours", and "last hour". */
static bool
read_counted(struct counted *c, struct xb_str key)
{
	size_t digits = 0, at = 0;

	while (at < key.len && (key.ptr[at] < '0' || key.ptr[at] > '9'))
		at++;
	c->before = xb_strn(key.ptr, at);
	c->count = 0;
	for (; at < key.len && key.ptr[at] >= '0' && key.ptr[at] <= '9' && digits < 6; at++, digits++)
		c->count = 10 * c->count + (key.ptr[at] - '0');
	if (digits)
		return read_unit(c, xb_str_from(key, at));
	/* the one unit that no interval of the clock or the calendar is asked for by "last" */
	c->count = 1;
	c->before = xb_strn(key.ptr, 0);
	for (size_t len = 1; len < key.len; len++) {
		c->before = xb_strn(key.ptr, len);
		if (xb_date_list_find(last_words, c->before, true) && read_unit(c, xb_str_from(key, len)))
			return !c->ago && c->unit <= DAY;
	}
	return false;
}

/* Words that count from now. */
static bool
relative_interval(struct xb_interval *out, struct xb_str text, time_t now)
{
	char key[XB_DATE_KEY_MAX];
	size_t len = xb_date_key(key, sizeof(key), text);
	struct xb_str s = squeeze(key, len);
	struct counted c;

	if (now < -((int64_t)1 << 40) || now > (int64_t)1 << 40)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(relatives); i++)
		if (xb_date_list_find(relatives[i].words, s, true)) {
			*out = unit_interval(relatives[i].unit, relatives[i].count, xb_date_local_wall(now));
			return true;
		}
	if (!read_counted(&c, s))
		return false;
	if (!c.ago)
		*out = rolling(c.unit, c.count, now);
	else if (c.unit == HOUR)
		*out = hours_ago(c.count, now);
	else
		*out = unit_interval(c.unit, -c.count, xb_date_local_wall(now));
	return out->from < out->to;
}

/* "2022-W20", which names no day. */
static bool
week_interval(struct xb_interval *out, struct xb_str text)
{
	char monday[16];
	struct xb_date_fields f;
	size_t dash = text.len > 4 && text.ptr[4] == '-';

	if (text.len != 7 + dash)
		return false;
	memcpy(monday, text.ptr, text.len);
	memcpy(monday + text.len, dash ? "-1" : "1", 2);
	if ((text.ptr[4 + dash] != 'W' && text.ptr[4 + dash] != 'w') ||
	    !xb_date_scan_iso(&f, xb_strn(monday, text.len + 1 + dash)) || !xb_date_fields_valid(&f))
		return false;
	out->from = xb_date_fields_from(&f);
	out->to = out->from + 7 * DAY_SECS;
	out->zoned = false;
	return true;
}

/* One date, not a range. */
static xabar_status
one_interval(struct xb_interval *out, struct xb_str text, time_t now, xabar_error *err)
{
	struct xb_date_fields f;

	if (text.len == 0 || text.len > TEXT_MAX)
		return cannot_read(text, err);
	/* there is no news of the Gregorian years 1300 to 1450, so numbers are read as a Persian reads them */
	if (!xb_date_scan(&f, text, xb_str("fa")))
		return week_interval(out, text) || relative_interval(out, text, now) ? XABAR_OK : cannot_read(text, err);
	out->from = xb_date_fields_from(&f);
	out->to = xb_date_fields_to(&f);
	out->zoned = f.zoned;
	if (f.zoned) {
		out->from -= 60 * f.offset;
		out->to -= 60 * f.offset;
	}
	return XABAR_OK;
}

/* Where a range is cut: "..", or a dash longer than a hyphen. Returns the mark's length, 0 if there is none. */
static size_t
find_cut(struct xb_str text, size_t *at)
{
	static const char marks[][4] = { "..", "\u2013", "\u2014" };

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		const char *p = memmem(text.ptr, text.len, marks[i], strlen(marks[i]));

		if (!p)
			continue;
		*at = (size_t)(p - text.ptr);
		return strlen(marks[i]);
	}
	return 0;
}

/* Put both ends on one clock: the wall clock of the unzoned end is the process'. */
static void
join_ends(struct xb_interval *out, struct xb_interval first, struct xb_interval last, bool from, bool to)
{
	out->zoned = (from && first.zoned) || (to && last.zoned);
	out->from = !from ? INT64_MIN : out->zoned && !first.zoned ? xb_date_local_utc(first.from) : first.from;
	out->to = !to ? INT64_MAX : out->zoned && !last.zoned ? xb_date_local_utc(last.to) : last.to;
}

xabar_status
xb_date_interval(struct xb_interval *out, struct xb_str text, time_t now, xabar_error *err)
{
	struct xb_interval first = { 0 }, last = { 0 };
	struct xb_str from, to;
	xabar_status status = XABAR_OK;
	size_t at, cut;

	*out = first;
	text = xb_str_trim(text);
	cut = find_cut(text, &at);
	if (!cut)
		return one_interval(out, text, now, err);
	from = xb_str_trim(xb_strn(text.ptr, at));
	to = xb_str_trim(xb_str_from(text, at + cut));
	if (!from.len && !to.len)
		return cannot_read(text, err);
	if (from.len)
		status = one_interval(&first, from, now, err);
	if (to.len && status == XABAR_OK)
		status = one_interval(&last, to, now, err);
	if (status != XABAR_OK)
		return status;
	join_ends(out, first, last, from.len, to.len);
	if (out->from < out->to)
		return XABAR_OK;
	*out = (struct xb_interval){ 0 };
	return xb_fail(err, XABAR_EQUERY, "the range '%.*s' ends before it begins", XB_STR_ARG(quoted(text)));
}
