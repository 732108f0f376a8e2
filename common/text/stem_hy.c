/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Eastern Armenian: the article, cases and plurals of nouns and adjectives, and the simple forms of verbs. After Dum-Tragut,
 * "Armenian: Modern Eastern Armenian", 2009, chapter 2. */
#include "text/stem_tables.h"

/* K any consonant, W any vowel; ու is written with two letters, of which the last is counted a vowel, and և is folded to եւ.
 * What is left may have no written vowel (կղզ-ի), so the table names none. */
static const struct xb_suffix_class classes[] = {
	{ 'K', "բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆ" },
	{ 'W', "աեէըիոօւ" },
	{ 0, NULL },
};

/* The article, and my and your, behind a case; behind the bare noun only after letters that few nouns have before ս or դ. */
static const struct xb_suffix articles[] = {
	{ "ը", "K", 2, NULL },
	{ "ն", "ի", 2, NULL },
	{ "ն", "K", 3, NULL },
	{ "իան", NULL, 3, "իա" },
	{ "իս իդ", NULL, 3, "ի" },
	{ "իցս իցդ", NULL, 3, "ից" },
	{ "ուցս ուցդ", NULL, 3, "ուց" },
	{ "ովս ովդ", NULL, 3, "ով" },
	{ "ումս ումդ", NULL, 3, "ում" },
	{ "երս երդ", NULL, 3, "եր" },
	{ "ունս ունդ", "յ", 3, "ուն" },
	{ "անս անդ", "յ", 3, "ան" },
	{ "ամբս ամբդ", "յ", 3, "ամբ" },
	{ "ս", "գկքպբփտթձցծչջճշժղխմր", 3, NULL },
	{ "դ", "գկքպբփտձցծչջճշժղխմլ", 3, NULL },
};

/* Cases. The abstract nouns in -ություն have their own, as have the nouns of action in -ում. */
static const struct xb_suffix cases[] = {
	{ "ի ից ով", NULL, 2, NULL },
	{ "ում ու ուց", NULL, 3, NULL },
	{ "ությամբ ության", NULL, 2, "ությ" },
	{ "ման մամբ", "K", 4, NULL },
};

static const struct xb_suffix plurals[] = {
	{ "ներ", NULL, 2, NULL },
	{ "եր", "K", 2, NULL },
	{ "ություններ", NULL, 2, "ությ" },
};

/* What a plural or a second case leaves: the noun of action, the dative of names in -ին. */
static const struct xb_suffix inner[] = {
	{ "ի", "K", 2, NULL },
	{ "ում", NULL, 3, NULL },
	{ "ման", NULL, 4, NULL },
	{ "ություն", NULL, 2, "ությ" },
};

/* The glide before a case. */
static const struct xb_suffix glides[] = {
	{ "այ", NULL, 2, "ա" },
	{ "ոյ", NULL, 2, "ո" },
};

/* Forms of the verb that few nouns end in: infinitive and its cases, participles, aorist. */
static const struct xb_suffix verbs[] = {
	{ "ել ելիս ելիք ելու ալ ալիս ալիք ալու ած ող", "K", 2, NULL },
	{ "եց եցի եցիր եցինք եցիք եցին", "K", 2, NULL },
	{ "ացել ացած ացող ացավ ացան ացար ացանք ացաք", "K", 2, NULL },
	{ "ցրել ցրեց ցրած ցրեցին", "W", 2, "ցն" },
};

/* Present, past and conditional, where the persons differ. */
static const struct xb_suffix persons[] = {
	{ "եմ ես ենք եք են եի եիր եինք եիք եին", "K", 3, NULL },
	{ "այի այիր այինք այիք ային", "K", 3, NULL },
	{ "ե", "K", 3, NULL },
};

/* Names of languages are nouns: հայերեն. */
static const struct xb_suffix languages[] = {
	{ "երեն", NULL, 2, NULL },
};

/* The final vowel that ի and ու of a case replace. */
static const struct xb_suffix vowels[] = {
	{ "ի ա ու", "K", 2, NULL },
};

/* ի and ու before the last consonant are lost before an ending: երկիր, երկրի; տուն has տան beside it. */
static const struct xb_suffix reductions[] = {
	{ "իբ ուբ", "K", 2, "բ" }, { "իգ ուգ", "K", 2, "գ" },
	{ "իդ ուդ", "K", 2, "դ" }, { "իզ ուզ", "K", 2, "զ" },
	{ "իթ ութ", "K", 2, "թ" }, { "իժ ուժ", "K", 2, "ժ" },
	{ "իլ ուլ", "K", 2, "լ" }, { "իխ ուխ", "K", 2, "խ" },
	{ "իծ ուծ", "K", 2, "ծ" }, { "իկ ուկ", "K", 2, "կ" },
	{ "իհ ուհ", "K", 2, "հ" }, { "իձ ուձ", "K", 2, "ձ" },
	{ "իղ ուղ", "K", 2, "ղ" }, { "իճ ուճ", "K", 2, "ճ" },
	{ "իմ ում", "K", 2, "մ" }, { "ին ուն", "K", 2, "ն" },
	{ "իշ ուշ", "K", 2, "շ" }, { "իչ ուչ", "K", 2, "չ" },
	{ "իպ ուպ", "K", 2, "պ" }, { "իջ ուջ", "K", 2, "ջ" },
	{ "իռ ուռ", "K", 2, "ռ" }, { "իս ուս", "K", 2, "ս" },
	{ "իվ ուվ", "K", 2, "վ" }, { "իտ ուտ", "K", 2, "տ" },
	{ "իր ուր", "K", 2, "ր" }, { "ից ուց", "K", 2, "ց" },
	{ "իփ ուփ", "K", 2, "փ" }, { "իք ուք", "K", 2, "ք" },
	{ "իֆ ուֆ", "K", 2, "ֆ" }, { "իմբ ումբ", "K", 1, "մբ" },
	{ "ինդ ունդ", "K", 1, "նդ" }, { "ինկ ունկ", "K", 1, "նկ" },
	{ "ինջ ունջ", "K", 1, "նջ" }, { "ինձ ունձ", "K", 1, "նձ" },
	{ "իրդ ուրդ", "K", 1, "րդ" }, { "իրձ ուրձ", "K", 1, "րձ" },
	{ "իրտ ուրտ", "K", 1, "րտ" },
};

static const struct xb_suffix_step steps[] = {
	{ "article", XB_SUFFIX_ROWS(articles), NULL, NULL, false, false },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, NULL, false, false },
	{ "plural", XB_SUFFIX_ROWS(plurals), NULL, NULL, false, false },
	{ "inner case", XB_SUFFIX_ROWS(inner), NULL, NULL, false, false },
	{ "glide", XB_SUFFIX_ROWS(glides), NULL, NULL, false, false },
	{ "verb", XB_SUFFIX_ROWS(verbs), "vowel", NULL, false, false },
	{ "language", XB_SUFFIX_ROWS(languages), "vowel", NULL, false, true },
	{ "person", XB_SUFFIX_ROWS(persons), NULL, NULL, false, false },
	{ "vowel", XB_SUFFIX_ROWS(vowels), NULL, NULL, false, false },
	{ "reduction", XB_SUFFIX_ROWS(reductions), NULL, NULL, false, false },
};

/* "About", "by", "for" and the like, which were cases of nouns once. */
static const char *const exceptions[] = {
	"մասին", "կողմից", "համար", "պատճառով", "միջոցով", "ընթացքում", "նկատմամբ", NULL,
};

const struct xb_suffix_table xb_suffix_hy = {
	.letters = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
};
