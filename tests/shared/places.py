#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""places.py GAZETTEER: a place a line, its spellings with spaces between, for a program that counts which find which.

GAZETTEER is a table of GeoNames (https://www.geonames.org): name, name in ASCII and alternate names are columns 2, 3 and 4.
A place is taken when it has names in two scripts, of those that news of the region is written in. Of its names are taken those
of one word: the two of the gazetteer, and the alternate ones of other scripts than Latin (the Latin ones are of all the
languages of the world). A name that has little in common with the place's own is another name (Kirovabad of Ganja), not another
spelling: no rule can tell, that is for the file of aliases. Little is: less than half of the letters, vowels left out, each
written in Latin by the tables here, which are of one letter each and know nothing of what the index does."""
import difflib
import sys
import unicodedata

SCRIPTS = {'LATIN', 'CYRILLIC', 'ARABIC', 'GEORGIAN', 'ARMENIAN'}
LATIN = {}
for letters, latin in (
        ('абвгдежзийклмнопрстуфхцчшщыэюяіїєғқңөұүһәҳҷҹҝјўґ', 'abvgdezziiklmnoprstufhccssieuaiiegknouuhahccgiug'),
        ('აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abgdevztiklmnopzrstupkgksczcczhch'),
        ('աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'abgdezeetzilhckhzgcminsocpcrsvtrcupkof'),
        ('ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهةیيىئؤآأإەێۆ', 'abptscchhdzrzzssszszagfkkkglmnuhhiiiiuaaaeeo')):
    LATIN.update(zip(letters, latin))


def script(letter):
    return unicodedata.name(letter, '?').split()[0]


def skeleton(name):
    plain = unicodedata.normalize('NFD', name.lower().replace('ə', 'e').replace('ı', 'i'))
    latin = ''.join(LATIN.get(c, c) for c in plain if c.isalpha())
    return latin[:1] + ''.join(c for c in latin[1:] if c not in 'aeiouyh')


def is_spelling(name):
    """One word in our scripts; not a code (GYD), nor what a program wrote for another script's letters (mazarisharif)."""
    if not name or script(name[0]) == 'LATIN' and name[0] == name[0].lower() or len(name) <= 4 and name.isupper():
        return False
    return all(c in "'’‘ʻʼ`" or unicodedata.category(c) in ('Mn', 'Cf') or c.isalpha() and script(c) in SCRIPTS for c in name)


def spellings(row):
    own = [row[1], row[2]]
    others = [n for n in row[3].split(',') if n and script(n[0]) != 'LATIN']
    names = list(dict.fromkeys(n.strip() for n in own + others if is_spelling(n.strip())))
    if not names:
        return []
    first = skeleton(names[0])
    return [n for n in names if difflib.SequenceMatcher(None, skeleton(n), first).ratio() >= 0.5]


with open(sys.argv[1], encoding='utf-8') as gazetteer:
    for line in gazetteer:
        names = spellings(line.rstrip('\n').split('\t'))
        if len({script(n[0]) for n in names}) > 1:
            print(' '.join(names))
