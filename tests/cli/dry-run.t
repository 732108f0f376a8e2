#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-index --dry-run: what would be indexed; and what options assume where a record does not say.
. "${0%/*}/lib.sh"

exits 0 'a dry run over the plain text without title, id or language' \
	xabar-index -n -d x "$gilavar/plain/2022-05-20-baku.txt"
is 'it makes no index' "$(ls -d x 2>/dev/null)" ''
is 'a line a dispatch' "$(wc -l <out | tr -d ' ')" 1
json 'the keys of a hit, where they are known' '$d->{date} eq "2022-05-20T10:54:00+04:00" &&
	$d->{source} eq "Gilavar" && $d->{section} eq "transport" && !exists $d->{title} && !exists $d->{url}'
json 'the body, as paragraphs' '$d->{body} =~ /^Secretary General .*\n\nThe meeting was.*simulator in Baku\.$/s'
json 'an id from the content' '$d->{id} =~ /^x[0-9a-f]{32}$/'
json 'the input and where in it' '$d->{input} =~ m{/2022-05-20-baku\.txt$} && $d->{offset} == 0'
json 'the format' '$d->{format} eq "text"'
json 'the charset, and how it was found' \
	'$d->{charset} eq "ASCII" && $d->{charset_how} eq "ascii" && $d->{replaced} == 0'

exits 0 'a dry run over many dispatches' xabar-index --dry-run "$gilavar/json/corridor.jsonl"
is 'prints as many lines' "$(wc -l <out | tr -d ' ')" 13
grep -n '"id":"gilavar-20220518-az-0031"' out | cut -d: -f1 >line
sed -n "$(cat line)p" out >second
json 'offsets are of the bytes in the input: the second line begins after the first' \
	"\$d->{offset} == $(head -n 1 "$gilavar/json/corridor.jsonl" | wc -c)" second
json 'UTF-8 is named so' '$d->{charset} eq "UTF-8" && $d->{charset_how} eq "utf8"' second
json 'tags are an array' 'ref $d->{tags} eq "ARRAY" && @{$d->{tags}} > 0' second
json 'what xabar has no field for is kept' 'grep { $_->[0] eq "desk" && $_->[1] eq "n\x{259}qliyyat" } @{$d->{extras}}' second
xabar-index -n "$gilavar/json/2019-2021.jsonl.gz" | sed -n 2p >packed
json 'of gzip, offsets are of the unpacked bytes' \
	"\$d->{offset} == $(gzip -dc "$gilavar/json/2019-2021.jsonl.gz" | head -n 1 | wc -c)" packed

# ---- Charsets ----

# "Поезд" and "сталь" in windows-1251.
printf 'title: \317\356\345\347\344\ndate 2022-05-20\n\n\321\362\340\353\374.\n' >cp1251.txt
exits 0 '--charset' xabar-index -n --charset cp1251 cp1251.txt
json 'decodes what is not UTF-8' '$d->{title} eq "\x{41f}\x{43e}\x{435}\x{437}\x{434}" &&
	$d->{body} eq "\x{421}\x{442}\x{430}\x{43b}\x{44c}."'
json 'and says how' '$d->{charset_how} eq "declared" && $d->{replaced} == 0 && lc $d->{charset} =~ /1251/'
exits 0 'the same bytes and no --charset' xabar-index -n cp1251.txt
json 'are read all the same: by their letters' '$d->{charset_how} eq "detected" && $d->{replaced} == 0 &&
	$d->{charset} eq "CP1251" && $d->{title} eq "\x{41f}\x{43e}\x{435}\x{437}\x{434}"'
record u 'Valid' 'Valid UTF-8: \u0441\u0442\u0430\u043b\u044c сталь' >utf8.jsonl
exits 0 '--charset over valid UTF-8' xabar-index -n --charset cp1251 utf8.jsonl
json 'does not apply: UTF-8 is never taken for it' \
	'$d->{charset_how} eq "utf8" && $d->{body} =~ /(\x{441}\x{442}\x{430}\x{43b}\x{44c}) \1$/'
printf '\357\273\277{"id":"b","text":"After a byte order mark."}\n' >bom.jsonl
exits 0 'a byte order mark' xabar-index -n bom.jsonl
json 'is no part of the text' '$d->{id} eq "b" && $d->{body} eq "After a byte order mark."'

# ---- What records do not say ----

printf '{"id":"bare","headline":"Bare","text":"Baku 17.","published":"2022-05-20 10:54"}\n' >bare.jsonl
exits 0 'a record that says little' xabar-index -n bare.jsonl
json 'has only that' '!exists $d->{source} && !exists $d->{lang} && $d->{title} eq "Bare" && $d->{date} =~ /^2022-05-20T10:54/'
exits 0 '--lang, --source, --zone' xabar-index -n --lang az --source Xatar --zone Asia/Baku bare.jsonl
json 'say it for all of them' \
	'$d->{lang} eq "az" && $d->{source} eq "Xatar" && $d->{date} eq "2022-05-20T10:54:00+04:00"'
exits 0 'the same in summer time' xabar-index -n --zone Europe/Istanbul bare.jsonl
json 'Istanbul is three hours ahead all year' '$d->{date} eq "2022-05-20T10:54:00+03:00"'
exits 0 'they' xabar-index -n --lang ru --source Other --zone Asia/Almaty "$gilavar/plain/2022-05-18-rasht-fa.txt"
json 'do not overrule the record' '$d->{lang} eq "fa" && $d->{source} eq "Gilavar"'

printf '{"headline":"Toplantının ardından taraflar işbirliği anlaşmasını imzaladı","lang":"en-US"}\n' >said.jsonl
exits 0 'the text' xabar-index -n said.jsonl
json 'overrules it where it clearly is in another language' \
	'$d->{lang} eq "tr" && $d->{lang_declared} eq "en" && $d->{lang_margin} > 20'
exits 0 'what was said' sh -c 'xabar-index -q -d said said.jsonl && xabar-search -d said --format jsonl taraflar'
json 'is not in a list of hits' '$d->{lang} eq "tr" && !exists $d->{lang_declared} && !exists $d->{lang_margin}'
exits 0 'it' sh -c 'xabar-search -d said --format json --show "$(xabar-search -d said --format ids taraflar)"'
json 'is shown with the whole' '$d->{hits}[0]{lang_declared} eq "en" && $d->{hits}[0]{lang_margin} > 20'

cat >map.jsonl <<'END'
{"nummer":"7","kopf":"Ein Zug","inhalt":"Der Zug nach Baku.","tag":"2022-05-20","art":"Verkehr"}
END
exits 1 'names that are not known by themselves' xabar-index -n map.jsonl
exits 0 '--map' xabar-index -n -m id=nummer,title=kopf,body=inhalt,date=tag,section=art map.jsonl
json 'maps them' '$d->{id} eq "7" && $d->{title} eq "Ein Zug" && $d->{body} eq "Der Zug nach Baku." &&
	$d->{date} eq "2022-05-20" && $d->{section} eq "Verkehr"'
exits 2 'a --map to a field that there is none of' xabar-index -n -m nonesuch=kopf map.jsonl
holds 'is an error that names it' 'nonesuch' err
exits 0 'an array of objects within an object' sh -c \
	'echo "{\"status\":\"ok\",\"articles\":[{\"id\":1,\"title\":\"One\",\"content\":\"First.\"},{\"id\":2,\"title\":\"Two\",\"content\":\"Second.\"}]}" | xabar-index -n -'
is 'is a list of records' "$(wc -l <out | tr -d ' ')" 2

# ---- Several dispatches in a file ----

exits 0 'plain text of five dispatches' xabar-index -n "$gilavar/plain/2023-03-21-novruz.txt"
is 'gives five' "$(wc -l <out | tr -d ' ')" 5
is 'in five languages' "$(sed 's/.*"lang":"\([a-z]*\)".*/\1/' out | sort | tr '\n' ' ')" 'az en fa ru tr '
exits 0 'a date by the Persian calendar' xabar-index -n "$gilavar/plain/2022-05-18-rasht-fa.txt"
json 'is a day of ours, and not a midnight' '$d->{date} eq "2022-05-18"'
exits 0 'the formats of all inputs' xabar-index -n "$gilavar"
is 'a dry run over the whole archive' "$(wc -l <out | tr -d ' ')" 46
is 'is in three formats' "$(sed 's/.*,"format":"\([a-z]*\)","charset".*/\1/' out | sort | uniq -c | awk '{ print $2 $1 }' |
	tr '\n' ' ')" 'json9 jsonl23 text14 '

finish
