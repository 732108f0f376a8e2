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
# ---- Wildcards and tildes ----

exits 0 'wildcards' xabar-search --explain --format json 'm*'
json 'have the words that they fit, the commonest first' 'use utf8;
	join(" ", map { "$_->{term}=$_->{documents}" } @{$d->{words}[0]{variants}}) eq "met=1 ministers=1 mustafayev=1 müqavilələr=1"'
json 'as what they are' '!grep { $_->{why} ne "pattern" || $_->{weight} != 1 } @{$d->{words}[0]{variants}}'
json 'and how many there are' '$d->{words}[0]{fitting} == 4'
json 'also in what is expanded' '@{$d->{expanded}{"m*"}} == 4'
exits 0 'a tilde' xabar-search --explain 'minsters~'
holds 'has what is like the word, for less' '^    0\.50      ministers: similar, in 1 dispatches$'
holds 'and how many there are' '^    fits      1 words$'
is 'no note where all are searched for' "$(cat err)" ''

perl -e 'for (0 .. 299) { my $w = sprintf "w%s", join "", map chr(97 + $_), int($_ / 26), $_ % 26; my $more = $_ < 10 ? " again" : "";
	print qq({"id":"$_","lang":"en","body":"the $w"}\n); print qq({"id":"$_ again","lang":"en","body":"$w"}\n) if $more }' >many.jsonl
xabar-index -q -d many many.jsonl
exits 0 'more words than are searched for' xabar-search -d many -n 0 --format json --explain 'w*'
complains 'are told' <<'END'
xabar-search: 'w*' fits 300 words, of which the 256 commonest are searched for: write more of it
END
json 'with their number' '$d->{words}[0]{fitting} == 300 && @{$d->{words}[0]{variants}} == 256'
json 'the commonest first' '!grep { $_->{documents} != 2 } @{$d->{words}[0]{variants}}[0 .. 9]'
exits 0 'likewise similar ones' xabar-search -d many -n 0 'waa~2'
complains 'are told' <<'END'
xabar-search: 'waa~2' fits 299 words, of which the 50 most like it are searched for: write more of it
END

printf '{"id":"new","lang":"en","body":"waa waaa"}\n' | xabar-index -q -d many -
exits 0 'a segment more' xabar-search -d many -n 0 --format json --explain 'wa*a'
json 'counts with the others' 'join(" ", map { "$_->{term}=$_->{documents}" } @{$d->{words}[0]{variants}}) eq "waa=3 waaa=1"'

exits 0 'not asked why' xabar-search --format json Mustafayev
json 'none of that' '!exists $d->{words} && !exists $d->{explanation}'

finish
