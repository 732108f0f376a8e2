/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ukrainian: the endings of nouns, adjectives and of names in -ський, -енко, -ів; of verbs those that no noun has. After
 * Pugh and Press, "Ukrainian: A Comprehensive Grammar", 1999. */
#include "text/stem_tables.h"

/* H the hushing consonants, after which verbs in -ати, -ити keep their vowel but nouns have none; K any consonant. */
static const struct xb_suffix_class classes[] = {
	{ 'H', "жчшщ" },
	{ 'K', "бвгґджзйклмнпрстфхцчшщ" },
	{ 0, NULL },
};

static const struct xb_suffix reflexives[] = {
	{ "ться", NULL, 3, "ть" }, { "тися тись", NULL, 3, "ти" }, { "вся всь", NULL, 3, "в" },
	{ "лася лась", NULL, 3, "ла" }, { "лися лись", NULL, 3, "ли" }, { "лося лось", NULL, 3, "ло" },
	{ "юся юсь", NULL, 3, "ю" }, { "мося мось", NULL, 3, "мо" }, { "шся", NULL, 3, "ш" }, { "теся тесь", NULL, 3, "те" },
};

/* The longest that fits. What looks like a longer ending and is not has a row of its own that puts the stem back. */
static const struct xb_suffix endings[] = {
	/* Nouns. */
	{ "а я у ю о е є и і ї ь й", NULL, 2, NULL },
	{ "ам ям ами ями ах ях ом ем єм ою ею єю ові еві єві ів їв ей ьми", NULL, 2, NULL },
	{ "ія ії ію іє ією ієм ієві іям іями іях ій", NULL, 2, NULL },
	{ "ея еї еєю еям еями еях", NULL, 2, NULL },
	{ "ой оя оєм оєві оїв оям оями оях", NULL, 3, NULL },
	/* The vowel that comes and goes: день, дня; the months; хлопець, хлопця. The plural of -ення ends alike. */
	{ "день", NULL, 0, "дн" }, { "авень", NULL, 1, "авн" }, { "рвень", NULL, 1, "рвн" }, { "ічень", NULL, 1, "ічн" },
	{ "ітень", NULL, 1, "ітн" }, { "ипень", NULL, 1, "ипн" }, { "рпень", NULL, 1, "рпн" }, { "втень", NULL, 1, "втн" },
	{ "резень", NULL, 1, "резн" }, { "ресень", NULL, 1, "ресн" },
	{ "ець", "K", 1, "ц" }, { "єць", NULL, 2, "йц" },
	/* Adjectives. */
	{ "ий ого ому им ої их ими", NULL, 2, NULL },
	{ "ім іх іми", "нт", 2, NULL },
	{ "ього ьому ьої ьою ьо", NULL, 2, NULL },
	/* The doubled consonant of знання, стаття. */
	{ "ддю ддя дді ддям ддями ддях дде ддею", NULL, 1, "д" },
	{ "ззю ззя ззі ззям ззями ззях", NULL, 1, "з" },
	{ "ллю лля ллі ллям ллями ллях", NULL, 1, "л" },
	{ "нню ння нні нням ннями ннях", NULL, 1, "н" },
	{ "ссю сся ссі ссям ссями ссях", NULL, 1, "с" },
	{ "ттю ття тті ттям ттями ттях тте ттею", NULL, 1, "т" },
	{ "ччю ччя ччі ччям ччями ччях", NULL, 1, "ч" },
	{ "жжю жжя жжі жжям жжями жжях", NULL, 1, "ж" },
	/* Verbs. */
	{ "вати вав вала вало вали вавши", "аоуюиі", 3, NULL },
	{ "ує уємо уєте ують уючи ює юємо юєте юють юючи", NULL, 3, NULL },
	{ "ає аємо аєте ають аючи яє яємо яєте яють яючи", NULL, 3, NULL },
	{ "ить ять ать уть", NULL, 3, NULL },
	{ "ати ав ала али ало", "H", 2, NULL },
	{ "ити ив ила или ило", "Hбвп", 3, NULL },
	{ "яти яв яла яли яло", "лн", 3, NULL },
	/* г and х before і. Most words in -зі, -сі have з and с throughout. */
	{ "мозі", NULL, 0, "мог" }, { "нозі", NULL, 0, "ног" }, { "орозі", NULL, 1, "орог" }, { "увазі", NULL, 0, "уваг" },
	{ "книзі", NULL, 0, "книг" }, { "празі", NULL, 0, "праг" }, { "лізі", NULL, 1, "ліг" }, { "ерсі", NULL, 2, "ерх" },
	/* Stems in -ов, -ам, -ем, -им. */
	{ "мові", NULL, 0, "мов" }, { "снові", NULL, 0, "снов" }, { "олові", NULL, 1, "олов" }, { "слові", NULL, 0, "слов" },
	{ "грами грам", NULL, 0, "грам" }, { "клами клам", NULL, 0, "клам" }, { "драми драм", NULL, 0, "драм" },
	{ "блем", NULL, 0, "блем" }, { "стем", NULL, 0, "стем" },
};

/* купу-вати beside куп-ує; the soft sign; the apostrophe of сім'я. */
static const struct xb_suffix themes[] = {
	{ "у ю", NULL, 4, NULL },
	{ "ь й '", NULL, 2, NULL },
};

/* The vowel that comes and goes: жінок, жінка. */
static const struct xb_suffix fleeting[] = {
	{ "ок", "K", 2, "к" },
};

/* к before і: політика, політиці. Not after н and й, where ці is the plural of -ець. */
static const struct xb_suffix softened[] = {
	{ "ц", "аеєиіїоуюябвгджзклмпрстфхчшщь", 2, "к" },
};

/* о in open syllables, і in closed: стола, стіл; Львова, Львів; швидкості, швидкість. */
static const struct xb_suffix closed[] = {
	{ "іб", NULL, 2, "об" }, { "ів", NULL, 2, "ов" }, { "іг", NULL, 2, "ог" }, { "ід", NULL, 2, "од" },
	{ "іж", NULL, 2, "ож" }, { "із", NULL, 2, "оз" }, { "ій", NULL, 2, "ой" }, { "ік", NULL, 2, "ок" },
	{ "іл", NULL, 2, "ол" }, { "ім", NULL, 2, "ом" }, { "ін", NULL, 2, "он" }, { "іп", NULL, 2, "оп" },
	{ "ір", NULL, 2, "ор" }, { "іс", NULL, 2, "ос" }, { "іт", NULL, 2, "от" }, { "іч", NULL, 2, "оч" },
	{ "іст", NULL, 2, "ост" }, { "іш", NULL, 2, "ош" },
};

static const struct xb_suffix_step steps[] = {
	{ "reflexive", XB_SUFFIX_ROWS(reflexives), NULL, NULL, true, false },
	{ "ending", XB_SUFFIX_ROWS(endings), NULL, NULL, false, false },
	{ "theme", XB_SUFFIX_ROWS(themes), NULL, NULL, true, false },
	{ "fleeting vowel", XB_SUFFIX_ROWS(fleeting), NULL, NULL, true, false },
	{ "softened", XB_SUFFIX_ROWS(softened), NULL, NULL, true, false },
	{ "closed syllable", XB_SUFFIX_ROWS(closed), NULL, NULL, true, false },
};

/* Cities in -ів, which is not the genitive of a plural there, and in -еві, -ові; stems in -им; short words that have і in a
 * closed syllable. */
static const char *const exceptions[] = {
	"київ=києв", "києві=києв", "харків=харков", "харкові=харков", "львів=львов", "львові=львов",
	"чернігів=чернігов", "чернігові=чернігов", "миколаїв=миколаєв", "миколаєві=миколаєв", "бердичів=бердичев",
	"фастів=фастов", "глухів=глухов", "канів=канев", "краків=краков", "кракові=краков", "острів=остров",
	"острові=остров", "крим", "рим", "режим", "рік=рок", "дім=дом", "ніч=ноч", "бік=бок", "хід=ход", "кінь=кон",
	"сіль=сол", "ніж=нож", NULL,
};

const struct xb_suffix_table xb_suffix_uk = {
	.letters = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = exceptions,
};
