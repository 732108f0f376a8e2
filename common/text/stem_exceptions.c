/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stem_exceptions.c - names of places and persons that end as if they were inflected words: Gəncə is not to the young, nor
 * Türkiyə the Turk's. Found by stemming the region's place names and common given names and keeping those from which more than a
 * final vowel went, or of which four letters or less were left. By the alphabet; add a name anywhere, in small letters. */
#include "text/stem_tables.h"

const char *const xb_stem_names_latin[] = {
	"abdulla", "abşeron", "adana", "adilə", "adıyaman", "afg'oniston", "afyon", "alim", "almaz", "andijon", "angren",
	"ardahan", "argentina", "arjantin", "armaniston", "arslan", "artvin", "asiya", "aslan", "astana", "asya", "avrupa",
	"aydın", "aynur", "azerbaycan", "aziz", "aziza", "ağdam", "ağrı", "ağsu", "bakü", "bakı", "balakən", "balıkesir",
	"bartın", "batman", "batumi", "bayden", "bağır", "belarus", "berlin", "beyləqan", "binəqədi", "bitlis", "bo'ston",
	"bobur", "bodrum", "bolu", "bosna", "burdur", "bursa", "büşra", "bərdə", "cemile", "ceyda", "ceyhan", "ceyhun",
	"cho'lpon", "culfa", "daşkəsən", "dehli", "deniz", "derya", "diyarbakır", "doha", "donbas", "düzce", "dədə", "ekrem",
	"elman", "elnur", "elvin", "elxan", "elçin", "emil", "emin", "emine", "erbakan", "erdoğan", "erivan", "erməni",
	"erzincan", "erzurum", "eskişehir", "esra", "farg'ona", "fatimə", "fatma", "feruza", "fidan", "filippin", "filistin",
	"fransa", "füzuli", "fələstin", "gazze", "gence", "giresun", "guliston", "gülşən", "gümrü", "gəncə", "halil", "hasan",
	"hindiston", "hollanda", "hüseyin", "həmədan", "həsən", "ibrahim", "ilham", "inönü", "irəvan", "islom", "izmir",
	"iğdır", "jaloliddin", "jasur", "kabil", "kadir", "kamran", "kanada", "karaman", "kazan", "kazım", "kilis", "kobul",
	"konya", "korkmaz", "kuba", "kübra", "kürdəmir", "kıbrıs", "kırşehir", "kərim", "lalə", "layli", "laçın", "leyla",
	"litva", "livan", "lola", "london", "lübnan", "lənkəran", "mahir", "majnun", "makron", "malta", "manisa", "mansur",
	"mardin", "marg'ilon", "marmaris", "mehriban", "melisa", "mersin", "merve", "mingəçevir", "mirzə", "misir", "mosul",
	"musa", "muğla", "mısır", "mədinə", "məkkə", "mərdəkan", "məryəm", "nablus", "nadir", "naftalan", "namangan",
	"naxçıvan", "nazim", "necmettin", "nesrin", "nevşehir", "nizami", "niğde", "nodira", "nosir", "nukus", "nuriye",
	"nəbi", "nəriman", "nəsimi", "o'zbekiston", "odessa", "orhan", "orxan", "osman", "osmaniye", "ostona", "ozarbayjon",
	"oğuz", "paris", "paşinyan", "pekin", "peru", "pokiston", "polşa", "putin", "qadir", "qahirə", "qasım", "qirg'iziston",
	"qo'qon", "qo'shtepa", "qoraqalpog'iston", "qozog'iston", "qrozni", "quba", "qəzvin", "qəzza", "ramana", "ramin",
	"roma", "ruslan", "rustam", "rusya", "rövşən", "rüstəm", "rəhim", "rəsul", "sabir", "saida", "salmas", "salyan",
	"samir", "samsun", "sara", "sarə", "seda", "selim", "selin", "sevan", "sevda", "sibir", "sinqapur", "sivas", "siyəzən",
	"somali", "soçi", "sudan", "suraxanı", "suriye", "suriyə", "süleyman", "səbinə", "sədərək", "səlim", "sənan", "tahir",
	"tahran", "tansu", "tbilisi", "tehran", "temur", "tiflis", "tohir", "tojikiston", "tovuz", "trabzon", "tunis", "turan",
	"turkmaniston", "tuğba", "türkiye", "türkiyə", "tərlan", "ulug'bek", "umida", "urfa", "usmon", "vaşinqton", "veli",
	"vidadi", "vyetnam", "vəli", "xankəndi", "xanım", "xaçmaz", "xerson", "xiva", "xudafərin", "xırdalan", "xızı", "xəlil",
	"xətai", "yalta", "yasamal", "yasemin", "yavuz", "yerevan", "yunus", "yıldırım", "yılmaz", "yəmən", "zarafshon",
	"zomin", "zuhra", "zəhra", "zəncan", "zəngilan", "çakır", "çankırı", "çili", "özcan", "özdemir", "özkan", "ığdır",
	"şabran", "şahin", "şirin", "şirvan", "şuşa", "şəki", "şəmkir", "şərur", "ərbil", "əsgəran",
	NULL,
};

const char *const xb_stem_names_cyrillic[] = {
	"абылай", "атырау", "ақтау", "баку", "берік", "бөгенбай", "дариға", "дина", "есіл", "жайық", "жезқазған", "канада",
	"кентау", "көкшетау", "маңғыстау", "міржақып", "мұхтар", "мәскеу", "омбы", "ресей", "семей", "серік", "сүйінбай",
	"сәуле", "талдықорған", "теміртау", "тобыл", "тәуке", "хромтау", "ыбырай", "эрдоған", "ғалым", "қабанбай", "қапшағай",
	"қарағанды", "қаскелең", "қасым", "қостанай", "қызылорда", "қырым", "қытай", "құдайберген", "ұлытау", "өскемен",
	NULL,
};
