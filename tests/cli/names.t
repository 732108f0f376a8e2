#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Names in other spellings and scripts, words with and without their marks, other names from alias files.
. "${0%/*}/lib.sh"

cat >a.jsonl <<'END'
{"id":"az","lang":"az","title":"Bayram","body":"Dünən nazir Ceyhun Mustafayev Gəncədə çıxış etdi.","byline":"Şahin Rəhimov"}
{"id":"ru","lang":"ru","body":"Вчера прошла встреча с министром Мустафаевым. В Гяндже было тепло.","byline":"Шахин Рагимов"}
{"id":"fa","lang":"fa","body":"دیروز مصطفی‌یف در تهران سخن گفت."}
{"id":"en","lang":"en","body":"Yesterday the minister Jeyhun Mustafaev spoke. The must of fave grapes was sold."}
{"id":"en-us","lang":"en","body":"The delegation of the United States came back to town, where a bakery opened."}
{"id":"ru-us","lang":"ru","body":"Делегация из США прилетела ночью."}
{"id":"tr","lang":"tr","body":"Dün Şişli'de miting yapıldı."}
{"id":"tr-fog","lang":"tr","body":"Dün hava sisli oldu."}
{"id":"tr-soot","lang":"tr","body":"Dün hava sısli oldu."}
END
export XABAR_ALIASES=$top/corpora/aliases.txt
xabar-index -q -d x a.jsonl
export XABAR_INDEX=x

# first CLAIM ID ARGUMENT...: that id leads.
first()
{
	_what=$1 _id=$2
	shift 2
	is "$_what" "$(xabar-search --format ids -n 1 "$@")" "$_id"
}

# ---- Names ----

for name in Mustafayev Mustafaev МУСТАФАЕВ Мустафаева مصطفی‌یف; do
	finds "$name in every script" 'az ru fa en' "$name"
done
first 'the spelling that is asked for leads' az Mustafayev
first 'whichever it is' en Mustafaev
finds 'in a phrase' 'az en' '"ceyhun mustafayev"'
finds 'near another' 'az en' 'mustafayev NEAR/1 jeyhun'
finds 'in a field' 'az ru' 'byline:Shahin'
finds 'in two words of one' 'az ru' 'byline:"shahin rahimov"'
finds 'required' ru '+mustafayev +lang:ru'
finds 'excluded' 'en-us ru-us tr tr-fog tr-soot' 'NOT mustafayev'
finds 'among plain words' 'az ru fa en' --plain 'mustafayev?'
finds 'a common word is not a name' '' Baqeri
finds 'nor are several' '' Baku

# ---- Marks ----

finds 'without its marks a word is found with any' 'tr tr-fog tr-soot' sisli
first 'but as it was typed first' tr-fog sisli
finds 'with its marks it is found without, but with no others' 'tr tr-fog' şişli
first 'and as it was typed first' tr şişli

# ---- The spelling alone ----

finds '=: no names' az =mustafayev
finds '=: no marks' tr-fog =sisli
finds '= before a quote' az '="ceyhun mustafayev"'
finds '--no-names: no names' az --no-names mustafayev
finds '--no-names: no marks' tr-fog --no-names sisli
finds '--no-names: no aliases' en-us --no-names 'United States'

# ---- Aliases ----

printf '# one thing a line\nUnited States = США\nCeyhun Mustafayev = Filankəs\n' >x/aliases.txt
finds 'another name' 'en-us ru-us' США
finds 'of several words side by side' 'en-us ru-us' 'united states'
finds 'of a phrase' 'en-us ru-us' '"United States"'
finds 'that is a phrase, in whatever spelling' 'az en' Filankəs
first 'its own words lead' en-us 'united states'
finds 'not of one of its words' en-us united
finds 'not of the words apart' en-us 'united town states'
printf 'United States = США\nno equals sign\n\377 = x\n' >x/aliases.txt
exits 0 'a bad line keeps nobody from searching' xabar-search --format ids США
is 'what is whole counts' "$(sort out | tr '\n' ' ')" 'en-us ru-us '
complains 'what is not is told, with the line' <<'END'
xabar-search: x/aliases.txt:2: this line is left out: it has one name: write ' = ' between the names of one thing
xabar-search: x/aliases.txt:3: this line is left out: it is not UTF-8
END
rm x/aliases.txt
mkdir x/aliases.txt
exits 0 'a folder in its place keeps nobody from searching' xabar-search --format ids bayram
holds 'and is told' 'aliases.txt.*: it is no file$' err
rmdir x/aliases.txt
mkfifo x/aliases.txt
exits 0 'nor does a pipe that nobody writes to' timeout 10 xabar-search --format ids bayram
rm x/aliases.txt
awk 'BEGIN { for (i = 0; i < 1200000; i++) printf "name%d = nom%d\n", i % 100, i % 100 }' >x/aliases.txt
exits 0 'nor does a file that is too large' xabar-search --format ids bayram
holds 'which is told' 'it has more than 16 MiB$' err
printf 'no equals sign\n\377 = x\n' >x/aliases.txt
printf '1\tсша\n2\tсша\n' >topics
exits 0 'of many queries' xabar-search --topics topics
is 'it is told once' "$(wc -l <err | tr -d ' ')" 2
rm x/aliases.txt
exits 0 'a file of XABAR_ALIASES that is not there' env XABAR_ALIASES=nonesuch xabar-search --format ids США
holds 'is told' 'nonesuch' err
printf 'mustafayev = bayram\n' >own
export XABAR_ALIASES=own
finds 'XABAR_ALIASES has names in place of the shipped ones, as spelt there' 'az ru fa' bayram
exits 0 'none of them' env XABAR_ALIASES= xabar-search --format ids bayram
is 'if it is empty' "$(cat out)" az

# ---- What is told ----

unset XABAR_ALIASES
exits 0 'json' xabar-search --format json mustafayev
json 'tells what else was searched for' \
	'use utf8; join(",", sort @{$d->{expanded}{mustafayev}}) eq join(",", sort qw(mustafaev мустафаевым مصطفییف))'
json 'marks it' 'use utf8; grep { my $t = $_->{snippet}{text}; utf8::encode($t); my ($from, $to) = @{$_->{snippet}{marks}[0]};
	my $m = substr $t, $from, $to - $from; utf8::decode($m); $_->{id} eq "ru" && $m eq "Мустафаевым" } @{$d->{hits}}'
printf 'United States = США\nFilankəs = Ceyhun Mustafayev\n' >x/aliases.txt
for query in 'united states' '"united states"'; do
	exits 0 "json, $query" xabar-search --format json "$query"
	json 'its other name is told' 'use utf8; join(" ", @{$d->{expanded}{"united states"}}) eq "сша"'
	json 'and marked' 'my ($h) = grep { $_->{id} eq "ru-us" } @{$d->{hits}}; @{$h->{snippet}{marks}} == 1'
done
exits 0 'a name of several words' xabar-search --format json --fields id,snippet Filankəs
json 'is marked as one' 'my ($h) = grep { $_->{id} eq "az" } @{$d->{hits}}; my $m = $h->{snippet}{marks};
	@$m == 1 && $m->[0][1] - $m->[0][0] == length "Ceyhun Mustafayev"'
rm x/aliases.txt
exits 0 'a word without variants' xabar-search --format json grapes
json 'has none' '!%{$d->{expanded}}'
exits 0 'the same word in two fields' xabar-search --format json 'mustafayev OR title:mustafayev OR body:Mustafayev'
json 'is there once' 'my %n; $n{$_}++ for @{$d->{expanded}{mustafayev}}; %n && !grep { $_ > 1 } values %n'
exits 0 'a word and its stem that are the same in the other alphabet' xabar-search --format json Мустафајев
json 'are told once' 'use utf8; my %n; $n{$_}++ for @{$d->{expanded}{"мустафајев"}}; $n{mustafayev} == 1'
exits 0 'text' xabar-search mustafaev
holds 'has them in a line' '^also: mustafaev → .*мустафаевым'
lacks 'without colour' "$(printf '\033')"
exits 0 'text, --no-names' xabar-search --no-names mustafaev
lacks 'has no such line' '^also:'
for format in jsonl csv ids trec; do
	exits 0 "$format" xabar-search --format $format mustafaev
	lacks "$format has no such line" 'also'
done

# ---- Very long queries ----

# 2,100 words, saaaa to saonj, of which the archive has each with its mark alone.
perl -e 'my @w; for my $a ("a".."o") { for my $b ("a".."n") { for my $c ("a".."j") { push @w, "$a$b$c" } } }
	printf qq({"id":"many","body":"%s"}\n), join " ", map "\xc5\x9fa$_", @w;
	print STDERR join " ", map "sa$_", @w' >many.jsonl 2>many.query
xabar-index -q -d many many.jsonl
exits 0 'a query of 2,100 words' xabar-search -d many --format json --plain "$(cat many.query)"
json 'the first have variants' 'exists $d->{expanded}{saaaa}'
json 'after 2,000 of them the others have none' '!exists $d->{expanded}{saonj} && keys %{$d->{expanded}} <= 2000'

# ---- An archive in one alphabet ----

# What is written is Cyrillic throughout, and so the languages of the archive do not tell that anybody types Latin letters.
unset XABAR_INDEX
printf '%s\n' '{"id":"cyrl","lang":"az","body":"Азәрбајҹан Республикасынын пајтахты Бакы шәһәридир."}' >cyrl.jsonl
xabar-index -q -d c cyrl.jsonl
export XABAR_INDEX=c
finds 'a word in Latin letters' cyrl paytaxtı
finds 'and another form of it' cyrl paytaxtda
finds 'but not where it is wanted as it is' '' =paytaxtda

finish
