#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""places.py [--all] GAZETTEER: a place a line, its names with spaces between, for a program that counts which find which.

GAZETTEER is a table of GeoNames (https://www.geonames.org): name, name in ASCII and alternate names are columns 2, 3 and 4.
A place's names are those of one word: the gazetteer's own, which is what English news has, and every alternate one in Cyrillic,
Arabic, Georgian or Armenian letters. With --all also the alternate ones in Latin letters, which are of all the languages of the
world (Teherāna is Latvian). A place is taken when it has names in two scripts. Nothing is left out for being unlike: what is
another name altogether (Kirovabad of Ganja) no rule can tell, that is for the file of aliases, and counts as not found."""
import sys
import unicodedata

SCRIPTS = {'LATIN', 'CYRILLIC', 'ARABIC', 'GEORGIAN', 'ARMENIAN'}


def script(letter):
    return unicodedata.name(letter, '?').split()[0]


def is_name(name):
    """One word in our scripts; not a code (GYD), nor what a program wrote for another script's letters (mazarisharif)."""
    if not name or script(name[0]) == 'LATIN' and name[0] == name[0].lower() or len(name) <= 4 and name.isupper():
        return False
    return all(c in "'’‘ʻʼ`" or unicodedata.category(c) in ('Mn', 'Cf') or c.isalpha() and script(c) in SCRIPTS for c in name)


def names_of(row, latin):
    alternates = [name.strip() for name in row[3].split(',')]
    taken = [name for name in alternates if name and (latin or script(name[0]) != 'LATIN')]
    return [name for name in dict.fromkeys([row[1], row[2]] + taken) if is_name(name)]


everything = sys.argv[1] == '--all'
with open(sys.argv[-1], encoding='utf-8') as gazetteer:
    for line in gazetteer:
        names = names_of(line.rstrip('\n').split('\t'), everything)
        if len({script(name[0]) for name in names}) > 1:
            print(' '.join(names))
