#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --explain: how each word of a query was searched for, and why.
. "${0%/*}/lib.sh"

cat >a.jsonl <<'END'
{"id":"az","lang":"az","title":"Bayram","body":"Dünən nazir Ceyhun Mustafayev Bakıda çıxış etdi. Müqavilələr imzalandı."}
{"id":"ru","lang":"ru","body":"Вчера прошла встреча с министром Мустафаевым."}
{"id":"en","lang":"en","body":"Yesterday the ministers met in Xankendi, and spoke."}
END
printf 'Hankala = Xankendi\n' >aliases
export XABAR_ALIASES=aliases XABAR_INDEX=x
xabar-index -q -d x a.jsonl

exits 0 'text' xabar-search --explain 'Mustafayev title:BAYRAM "ministers met" =İMZALANDI hankala'
holds 'a word as it was typed' '^Mustafayev$'
holds 'how it is folded' '^    folded    mustafayev$'
holds 'its stems, with the languages' '^    stem      .*\(.*en.*\)'
holds 'its variants: weight, why, and in how many' '^    0\.[0-9]+      мустафаевым: the same name, in 1 dispatches$'
holds 'a field' '^title:BAYRAM$'
holds 'the other folding of I' '^    folded    imzalandi, imzalandı$'
holds 'an alias' '^    0\.[0-9]+      xankendi: another name of the same, in 1 dispatches$'
holds 'the query as it was run' '^Query\(.*мустафаевым'
lacks 'the line of those who did not ask why' '^also:'
exits 0 'hits' xabar-search --explain mustafayev
holds 'say which spelling they have' '^    мустафаевым: 1 here, in 1 dispatches$'
exits 0 'marks' xabar-search --explain muqavilələr
holds 'are told as such' '^    0\.[0-9]+      müqavilələr: the same but for marks, in 1 dispatches$'

exits 0 'json' xabar-search --explain --format json 'Mustafayev title:BAYRAM =Ministers "IRAQ met"'
json 'has the words of the query in their order' \
	'join(" ", map { $_->{word} } @{$d->{words}}) eq "Mustafayev BAYRAM Ministers IRAQ met"'
json 'their foldings' 'use utf8; join(" ", @{$d->{words}[3]{forms}}) eq "iraq ıraq"'
json 'their fields' '$d->{words}[1]{field} eq "title" && !exists $d->{words}[0]{field}'
json 'stems, with the languages of each' \
	'my %l = map { $_ => 1 } map { split / / } values %{$d->{words}[0]{stems}}; $l{en} && $l{az} && !$l{ru}'
json 'none where a word is as it was typed' '!%{$d->{words}[2]{stems}} && !%{$d->{words}[4]{stems}}'
json 'variants' 'use utf8; my ($v) = grep { $_->{term} eq "мустафаевым" } @{$d->{words}[0]{variants}};
	$v->{why} eq "name" && $v->{weight} > 0 && $v->{weight} < 1 && $v->{documents} == 1 && !$v->{stem}'
json 'and the query as it was run' '$d->{explanation} =~ /^Query/'
exits 0 'a letter that Azerbaijani has in Cyrillic, and Uzbek has not' xabar-search --explain --format json бајрам
json 'makes no Uzbek stem' '!grep { /uz/ } values %{$d->{words}[0]{stems}}'
exits 0 'not asked why' xabar-search --format json Mustafayev
json 'none of that' '!exists $d->{words} && !exists $d->{explanation}'

finish
