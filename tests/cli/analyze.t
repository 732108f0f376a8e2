#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-index --analyze: what is made of each word of a text.
. "${0%/*}/lib.sh"

# The columns of ./out: token, folded, stem. Keys are in tests/data/keys.tsv, stems in stems.tsv.
columns()
{
	cut -f 1-3 out >columns
}

exits 0 'a text' xabar-index --lang en --analyze "Mustafayev's visits"
columns
printf '%s\n' "Mustafayev's	mustafayev's	mustafayev" 'visits	visits	visit' >wanted
same 'is a line a word: as it stands, folded, its stem' columns wanted
is 'and keys, which makes four columns' "$(awk -F '\t' 'NF != 4' out)" ''
exits 0 'capitals of a Turkish text' xabar-index --lang tr --analyze 'IRMAK'
holds 'are folded as Turkish has them' "^IRMAK	ırmak	"
exits 0 'the same without a language' xabar-index --analyze 'IRMAK'
holds 'are not' "^IRMAK	irmak	"
exits 0 'a number' xabar-index --analyze '2022'
is 'has neither stem nor keys' "$(cat out)" '2022	2022		'
exits 0 'several texts, one of no words' xabar-index --analyze 'Baku' ' ... ' 'Tbilisi'
is 'are printed one after the other' "$(cut -f 2 out | tr '\n' ' ')" 'baku tbilisi '

printf 'First line\n\nsecond' >lines
exits_fed 0 'lines of standard input' xabar-index --analyze - <lines
is 'are texts, also the last without an end' "$(cut -f 1 out | tr '\n' ' ')" 'First line second '
exits 0 'what -v says of a text' xabar-index -v --analyze 'Nazirlər Kabineti bu gün yeni qərar qəbul edib və dərc olunub.'
is 'is its language' "$(cat err)" 'xabar-index: Azerbaijani'

exits 0 'a language that nothing is known of' xabar-index --analyze --lang fi 'talo'
holds 'is said to be none' "nothing is known of 'fi'" err

exits 2 'no text at all is a usage error' xabar-index --analyze
holds 'which says so' "no TEXT after '--analyze'" err
is 'an index is not made' "$(ls -d news.xabar 2>/dev/null)" ''
[ -e /dev/full ] && exits 2 'a full disk is told' sh -c 'xabar-index --analyze Baku >/dev/full'

finish
