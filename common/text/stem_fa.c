/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Persian: plurals and what stands behind them, the degrees of adjectives, ezafe and pronouns where they cannot be mistaken.
 * After Windfuhr and Perry, "Persian and Tajik", in "The Iranian Languages", 2009. A single ی is left: it makes ایران into
 * ایرانی and محمد into محمدی. So is what most words end in by themselves: ان (تهران), ات (انتخابات), مان (سازمان), تان (استان),
 * ش (گزارش). A zero-width non-joiner is gone from a word here; its parts are words of their own beside it. */
#include "text/stem_tables.h"

/* A pronoun, or the verb "to be". */
static const struct xb_suffix pronouns[] = {
	{ "شان", NULL, 3, NULL },
	{ "هاش هاند", NULL, 2, "ه" },
	{ "یاش یاند", NULL, 2, "ی" },
	{ "یش یشان", "او", 2, NULL },
};

/* ها, with ezafe or "a" and a pronoun; ان of persons, where the word says that it is one. */
static const struct xb_suffix plurals[] = {
	{ "ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هاش", NULL, 2, NULL },
	{ "ندگان", NULL, 2, "نده" },
	{ "شدگان", NULL, 0, "شده" },
	{ "ویان ویانی", NULL, 3, "و" },
	{ "گران گرانی", NULL, 3, "گر" },
	{ "کاران کارانی", NULL, 2, "کار" },
	{ "داران دارانی", NULL, 2, "دار" },
	{ "گذاران", NULL, 2, "گذار" },
	{ "مندان مندانی", NULL, 2, "مند" },
	{ "آموزان آموزانی", NULL, 2, "آموز" },
	{ "شناسان شناسانی", NULL, 2, "شناس" },
	{ "خواهان خواهانی", NULL, 3, "خواه" },
	{ "بازان", NULL, 3, "باز" },
	{ "یکنان یکنانی", NULL, 2, "یکن" },
};

/* The degrees of adjectives; ezafe behind ا and و; "a" behind ه, which ها covers where nothing stands before it. */
static const struct xb_suffix degrees[] = {
	{ "ترین ترینی", NULL, 2, NULL },
	{ "تر تری", "ابتثجچحخدذرزژشصضطظعغفقکگلمنهی", 3, NULL },
	{ "ی", "او", 3, NULL },
};

static const struct xb_suffix_step steps[] = {
	{ "plural", XB_SUFFIX_ROWS(plurals), "degree", NULL, false, false },
	{ "pronoun", XB_SUFFIX_ROWS(pronouns), NULL, NULL, false, false },
	{ "degree", XB_SUFFIX_ROWS(degrees), NULL, NULL, false, false },
};

/* Words that only look so; and adjectives in ه and ای, which look like a plural without its non-joiner. */
static const char *const exceptions[] = {
	"تنها", "انتها", "منتها", "رها", "بها", "سها", "نشان", "درخشان", "پریشان", "کهکشان", "ایشان", "افشان",
	"اتشفشان", "نگران", "دیگران", "دکترین", "برتر", "برترین=برتر", "بهتر", "بهترین=بهتر", "متر", "کیلومتر",
	"سانتیمتر", "میلیمتر", "توییتر", "فیلتر", "برای", "رای", "شورای=شورا", "انتهای=انتها", "تنهایی=تنها", "اینتر",
	"سانتر", "کلانتر", "کلانتری", "دیمیتری", "هستهای=هسته", "منطقهای=منطقه", "حرفهای=حرفه", "رسانهای=رسانه",
	"رایانهای=رایانه", "شبکهای=شبکه", "گستردهای=گسترده", "زنجیرهای=زنجیره", "بیانیهای=بیانیه", "مجموعهای=مجموعه",
	"برنامهای=برنامه", "مسالهای=مساله", "جلسهای=جلسه", "نامهای=نامه", "مصاحبهای=مصاحبه", "سابقهای=سابقه",
	"گونهای=گونه", "خانهای=خانه", "بودجهای=بودجه", "پروژهای=پروژه", "هفتهای=هفته", "ریشهای=ریشه", "نقطهای=نقطه",
	"قارهای=قاره", "مقالهای=مقاله", "توسعهای=توسعه", "لحظهای=لحظه", "عدهای=عده", "نکتهای=نکته", "دورهای=دوره",
	"پایهای=پایه", "واسطهای=واسطه", "بازهای=بازه", "چهرهای=چهره", NULL,
};

const struct xb_suffix_table xb_suffix_fa = {
	.letters = "اآءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
};
