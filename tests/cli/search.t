#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-search over the archive of corpora/gilavar: what is found is what its table says.
. "${0%/*}/lib.sh"

xabar-index -d x "$gilavar"
export XABAR_INDEX=x

# counts CLAIM N ARGUMENT...
counts()
{
	_what=$1 _n=$2
	shift 2
	is "$_what" "$(xabar-search --count "$@")" "$_n"
}

# first CLAIM ID ARGUMENT...: that id leads.
first()
{
	_what=$1 _id=$2
	shift 2
	is "$_what" "$(xabar-search --format ids -n 1 "$@")" "$_id"
}

# ---- Exit codes, as grep's ----

exits 0 'found' xabar-search --format ids barley
exits 1 'nothing found' xabar-search nonesuchword
holds 'which is said, with how many were looked through' '^nothing found in 46 dispatches'
exits 2 'error' xabar-search '"no end'
exits 0 '--count: found' xabar-search --count barley
exits 1 '--count: nothing' xabar-search --count nonesuchword
prints 'is 0' <<'END'
0
END
exits 1 'json: nothing found is a document, too' xabar-search --format json nonesuchword
json 'with a total of 0' '$d->{total}{value} == 0 && $d->{total}{exact} && @{$d->{hits}} == 0'
exits 0 '--help' xabar-search --help
is 'is on standard output' "$(cat err)" ''
holds 'and lists the options' '--explain'
exits 0 '--version' xabar-search --version
holds 'is a line' '^xabar-search [0-9]+\.[0-9]+\.[0-9]+$'

# ---- Words, phrases, operators ----

finds 'a word of one dispatch' gilavar-20241011-en-0015 switchman
finds 'words are not all required' 'gilavar-20241011-en-0015 gilavar-20240603-en-0005' 'switchman sulphur'
first 'but more of them rank higher' gilavar-20230914-en-0022 'railway barley bogies photograph'
finds 'NEAR' 'gilavar-20191206-en-0008 gilavar-20200922-en-0006' 'ferry NEAR/6 storm'
finds 'either way round' 'gilavar-20191206-en-0008 gilavar-20200922-en-0006' 'storm NEAR/6 ferry'
counts 'AND does not ask how near' 3 'ferry AND storm'
finds 'a phrase' gilavar-20230725-en-0002 '"sea level"'
finds 'a hyphen and a space are the same to a phrase' gilavar-20240208-en-0019 '"oil rich"'
finds '+ and -' 'gilavar-20191206-en-0008 gilavar-20200922-en-0006' '+storm -turbine lang:en'
finds 'NOT' 'gilavar-20191206-en-0008 gilavar-20200922-en-0006' 'storm NOT turbine lang:en'
finds 'OR' 'gilavar-20241011-en-0015 gilavar-20240603-en-0005' 'switchman OR sulphur'
finds 'brackets' gilavar-20240603-en-0005 '(switchman OR sulphur) AND pistachios'
finds 'a prefix' gilavar-20240603-en-0005 'pistach*'
finds 'a star inside a word' gilavar-20240603-en-0005 'sul*ur'
finds 'and before it' gilavar-20240603-en-0005 '*phur'
finds 'a question mark is one letter' gilavar-20241011-en-0015 'switchm?n'
finds 'not none' '' 'switc?hman'
finds 'at the end of a word it is punctuation' gilavar-20240603-en-0005 'sulphur?'
finds 'a prefix in a phrase' gilavar-20230725-en-0002 '"sea lev*"'
finds 'and in NEAR' 'gilavar-20191206-en-0008 gilavar-20200922-en-0006' 'ferr* NEAR/6 st?rm'
counts 'and in a field' "$(xabar-search --count 'source:Gilavar')" 'source:gil*v?r'
counts 'a code has wildcards at its end, too' "$(xabar-search --count 'lang:en')" 'lang:e?'
finds '--no-names leaves wildcards alone' gilavar-20240603-en-0005 --no-names 'sul*ur'
finds 'a letter that is missing' gilavar-20240603-en-0005 'sulhur~'
finds 'one too many' gilavar-20240603-en-0005 'sullphur~1'
finds 'another, and two that changed places' gilavar-20241011-en-0015 'swicthmen~2'
finds 'but not two where one is asked for' '' 'swicthmen~1'
finds 'letters of two bytes' gilavar-20211217-ru-0020 'ковйр~1'
finds 'similar words in a phrase' gilavar-20230725-en-0002 '"sea levle~"'
finds 'in a field' 'https://gilavar.example/en/2023/03/21/novruz-train pristan-151833 gilavar-20230914-en-0022' 'title:trian~'
finds 'another form of the word' gilavar-20240603-en-0005 pistachio
finds '= takes the form as it is' gilavar-20240603-en-0005 '=pistachios'
finds 'and no other' '' '=pistachio'
finds 'case does not matter' gilavar-20240603-en-0005 SULPHUR
finds 'a number with its hyphen' \
	'https://gilavar.example/en/2020/04/16/samur-tests https://gilavar.example/ru/2020/04/16/samur-testy' COVID-19

# ---- Scripts ----

finds 'Azerbaijani capitals with dotless and dotted I' gilavar-20230914-az-0024 '"bakı ərdəbil xətti"'
first 'three words in a headline rank above one word in a text' gilavar-20230914-az-0024 'bakı ərdəbil xətti'
finds 'Turkish capitals' https://gilavar.example/tr/2021/07/16/igdir-kayisi 'ığdır'
finds 'a suffix after an apostrophe' gilavar-20220518-tr-0007 --no-names 'Reşt'
finds 'Persian letters find what was typed with Arabic ones' \
	'gilavar-20230914-fa-0009 bandar-e-no/14020623/41' '"قطار باری" date:2023-09'
finds 'and the other way round' \
	'gilavar-20230914-fa-0009 bandar-e-no/14020623/41' '"قطار باري" date:2023-09'
finds 'Cyrillic capitals' gilavar-20230914-ru-0025 'title:прошёл'
finds 'with or without the dots of ё' gilavar-20230914-ru-0025 'title:прошел'
finds 'decomposed letters are the same letters' 'pristan-117402 gilavar-20220518-ru-0019' 'меморандум lang:ru'
finds 'a soft hyphen is nothing' pristan-60981 'Железнодорожный source:pristan date:2019'
counts 'the young are not the city of Gəncə' 0 '=Gəncə date:2021'

# ---- Fields, filters, dates ----

counts 'a language' 9 lang:az
counts '--lang is the same' 9 --lang az
counts '--lang twice is either' 16 --lang az --lang fa
counts 'all five, with the one that does not say' 46 --lang az --lang fa --lang en --lang ru --lang tr
finds '--source' 'bandar-e-no/13991205/07 bandar-e-no/14020623/41 bandar-e-no/14030521/12' --source 'Bandar-e No'
finds 'source:' 'bandar-e-no/13991205/07 bandar-e-no/14020623/41 bandar-e-no/14030521/12' 'source:"bandar-e no"'
finds '--section and a query' gilavar-20200922-en-0006 --section environment 'ferry'
finds 'two sections' 'gilavar-20240603-en-0005 gilavar-20221020-en-0013 gilavar-20240208-en-0019' \
	--section energy --section economy --lang en
finds 'filters of different kinds all hold' gilavar-20200922-az-0017 --lang az --section environment
counts 'a year' 6 date:2024
counts '--from and --to' 6 --from 2024 --to 2024
counts 'a month' 7 date:2023-09
finds 'a day' 'gilavar-20230725-en-0002' date:2023-07-25
counts 'a range' 2 'date:2023-07-25..2023-07-26'
counts 'an open range' 6 'date:2024..'
counts 'the other end open' 5 'date:..2019'
counts 'everything between' 46 --from 2019-11-17 --to 2024-10-11
counts 'one day less' 45 --from 2019-11-18 --to 2024-10-11
counts 'the Persian calendar: 28 Ordibehesht 1401' 6 date:1401/02/28
counts 'is the eighteenth of May' 6 date:2022-05-18
finds 'id:' pristan-151833 id:pristan-151833
finds 'an id that is an address' https://gilavar.example/tr/2023/03/21/nevruz \
	'id:"https://gilavar.example/tr/2023/03/21/nevruz"'
first 'title:' gilavar-20240208-en-0019 'title:turbine'
counts 'byline:' 2 'byline:"Kamran Veli" date:2019..2020'

# ---- Order and pages ----

xabar-search --format ids -n 46 --sort oldest >oldest
is 'oldest first' "$(head -n 2 oldest | tr '\n' ' ')" 'gilavar-20191117-fa-0004 gilavar-20191205-az-0040 '
is 'the last is the newest' "$(tail -n 1 oldest)" gilavar-20241011-en-0015
xabar-search --format ids -n 46 --sort newest >newest
is 'newest first' "$(head -n 2 newest | tr '\n' ' ')" 'gilavar-20241011-en-0015 gilavar-20241011-tr-0014 '
sort newest >newest.sorted
sort oldest >oldest.sorted
same 'both orders have the same dispatches' newest.sorted oldest.sorted
first 'times of one day are told apart' yk-2019-12-05-18 --sort newest 'lang:az date:2019-12'
xabar-search --format ids --sort oldest >ten
is 'ten, unless told otherwise' "$(wc -l <ten | tr -d ' ')" 10
for o in 0 9 18 27 36 45; do xabar-search --format ids --sort oldest -n 9 -o $o; done >pages
same 'pages one after another are the whole' oldest pages
for o in 0 5 10; do xabar-search --format ids -n 5 -o $o corridor; done >pages
xabar-search --format ids -n 15 corridor >whole
same 'by relevance, too' whole pages
exits 0 '-n 0' xabar-search -n 0 --format ids corridor
is 'shows nothing, and says that something was found' "$(cat out)" ''
exits 0 'ranks go on over pages' xabar-search --format json -n 2 -o 3 corridor
json 'from the offset' '$d->{hits}[0]{rank} == 4 && $d->{hits}[1]{rank} == 5'
json 'scores fall' '$d->{hits}[0]{score} >= $d->{hits}[1]{score}'

# ---- Several indexes, plain words, topics ----

xabar-index -d plain "$gilavar/plain"
xabar-index -d json "$gilavar/json"
is 'two indexes are searched as one' "$(xabar-search -d plain -d json --count --sort newest)" 46
xabar-search -d plain -d json --format ids --sort oldest -n 46 >both
same 'in one order' oldest both
is 'a word that is in both' "$(xabar-search -d plain -d json --count memorandum)" \
	$(($(xabar-search -d plain --count memorandum) + $(xabar-search -d json --count memorandum)))
exits 0 '--show looks in all of them' xabar-search -d plain -d json --show pristan-151833

exits 0 '--plain' xabar-search --plain --format ids '"storm -ferry (NEAR'
holds 'takes operators for words' '^gilavar-20191206-en-0008$'
counts '--plain: a field is words' 0 --plain 'lang:zz'
printf 'q1\tswitchman\nq2\tnonesuchword\n\nq 3\t"sea level"\n' >topics
exits 0 '--topics' xabar-search --topics topics
sed 's/ [0-9.]* xabar$/ SCORE xabar/' out >trec
cat >expected <<'END'
q1 Q0 gilavar-20241011-en-0015 1 SCORE xabar
q_3 Q0 gilavar-20230725-en-0002 1 SCORE xabar
END
same 'is in the form of TREC, unless told otherwise' trec expected
printf 'q1\tnonesuchword\n' | xabar-search --topics - >out
is '--topics of which none finds anything: exit 1' $? 1
exits 0 'topics as JSON Lines' xabar-search --topics topics --format jsonl
holds 'name the topic' '^\{"topic":"q1",.*"id":"gilavar-20241011-en-0015"'

exits 0 '--explain' xabar-search --explain --format json 'switchman date:2024'
json 'says what was searched for' '$d->{explanation} =~ /switchman/'
json 'and what each hit has of it' \
	'grep { $_->{term} eq "switchman" && $_->{occurrences} >= 1 && $_->{documents} == 1 } @{$d->{hits}[0]{terms}}'
exits 0 '--explain as text' xabar-search --explain switchman
holds 'too' '^    switchman: [0-9]+ here, in 1 dispatches$'

finish
