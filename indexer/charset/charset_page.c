/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_page.h"

/* The languages of Western and of Central Europe. */
#define WEST " fr de es it pt nl sv da fi "
#define CENTRAL " cs sk sl hr hu pl ro "

/* Doubt settles what decodes alike (KOI8-R and KOI8-U, CP1252 and ISO-8859-1), the likelier page first. MAC-CYRILLIC and CP855
 * are rare, and differ little from others in short texts: it takes a clear margin to find them. */
const struct xb_page xb_pages[XB_PAGES] = {
	{ "CP1251", " windows1251 win1251 ansi1251 1251 ", " ru uk bg sr mk be ", 0, NULL },
	{ "KOI8-R", " koi8r koi8 koi ", " ru bg ", 0, NULL },
	{ "KOI8-U", " koi8u koi8ru ", " uk ", 1, NULL },
	{ "KOI8-T", " koi8t ", " tg ", 3, NULL },
	{ "CP866", " ibm866 866 dos866 ", " ru bg ", 1, NULL },
	{ "CP1125", " ibm1125 1125 ruscii ", " uk be ", 2, NULL },
	{ "CP855", " ibm855 855 ", " ru bg sr mk ", 8, NULL },
	{ "MAC-CYRILLIC", " maccyrillic maccyr macukrainian ", " ru uk bg sr mk ", 3, NULL },
	{ "ISO-8859-5", " iso88595 88595 cyrillic isoir144 ", " ru bg sr mk be ", 2, NULL },
	{ "PT154", " ptcp154 cyrillicasian cp154 ", " kk azc ky tg uzc ", 2, NULL },
	{ "RK1048", " strk10482002 kz1048 ", " kk ", 3, NULL },
	{ "CP1252", " windows1252 win1252 ansi1252 1252 ", WEST, 0, NULL },
	{ "ISO-8859-1", " iso88591 88591 latin1 l1 isoir100 ", WEST, 1, "CP1252" },
	{ "ISO-8859-15", " iso885915 885915 latin9 l9 ", WEST, 3, NULL },
	{ "CP1250", " windows1250 win1250 ansi1250 1250 ", CENTRAL, 1, NULL },
	{ "ISO-8859-2", " iso88592 88592 latin2 l2 isoir101 ", CENTRAL, 2, NULL },
	{ "CP1253", " windows1253 win1253 1253 ", " el ", 1, NULL },
	{ "ISO-8859-7", " iso88597 88597 greek greek8 isoir126 ", " el ", 2, NULL },
	{ "CP1254", " windows1254 win1254 1254 ", " tr ", 0, NULL },
	{ "ISO-8859-9", " iso88599 88599 latin5 l5 isoir148 ", " tr ", 1, "CP1254" },
	{ "CP857", " ibm857 857 ", " tr ", 5, NULL },
	{ "CP1255", " windows1255 win1255 1255 ", " he ", 1, NULL },
	{ "CP1256", " windows1256 win1256 1256 ", " fa ar ur ", 0, NULL },
	{ "ISO-8859-6", " iso88596 88596 arabic asmo708 ecma114 isoir127 ", " ar ", 2, NULL },
	{ "ARMSCII-8", " armscii8 armscii ", " hy ", 1, NULL },
	{ "GEORGIAN-PS", " georgianps ", " ka ", 1, NULL },
	{ "GEORGIAN-ACADEMY", " georgianacademy ", " ka ", 1, NULL },
	{ "CP874", " tis620 tis62025330 iso885911 windows874 ibm874 874 ", " th ", 1, NULL },
};
