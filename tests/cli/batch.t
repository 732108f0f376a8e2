#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --batch: a table of names or queries, a line for each hit, with the place in the text that matched.
. "${0%/*}/lib.sh"

xabar-index -d x "$gilavar"
export XABAR_INDEX=x

# cells N...: these columns of ./out, which has no cell in quotes before them.
cells()
{
	tr -d '\r' <out | cut -d , -f "$1"
}

# ---- Names ----

cat >names.csv <<'END'
id,name,note
1,Aliagha Samadzade,"secretary general, since 2021"
2,"Samadzade, Aliagha",the other way round
3,,empty

4,Nobody Atall,not there
5,Rasht,
END
exits 0 'a table of names' xabar-search --batch names.csv
is 'csv, with a header' "$(head -n 1 out | tr -d '\r')" 'row,query,id,date,source,lang,headline,form,field,begin,end,places,sentence'
cp out all.csv
# So many titles and texts match (Al[iī]a(gh|ğ|g)a|Əliağa) S[aəe]m[aəe]dzad[eə]|Алиага Самедзаде|عل[يی].آقا صمدزاده; of the genitive
# "Алиаги", in one more, an English name does not tell, but the Russian one does.
is 'a name is found in every script, in one row a dispatch' "$(cells 1 | grep -c '^2$')" 16
printf 'Алиага Самедзаде\n' >russian.csv
xabar-search --batch russian.csv >russian.out
is 'and in every form of its language' "$(grep -c '^1,' russian.out)" 17
is 'whichever comes first' "$(grep -c '^3,"Samadzade, Aliagha",' out)" 16
is 'a row is counted as a spreadsheet does, empty lines too' "$(cells 1 | grep -v row | sort -nu | tr '\n' ' ')" '2 3 7 '
holds 'Persian, with a joiner' ',علی‌آقا صمدزاده,body,'
holds 'Turkish, with an ending' ",Reşt'te,title,"
is 'the newest first' "$(grep '^7,' out | head -n 1 | cut -d , -f 3)" https://gilavar.example/fa/1402/01/01/nowruz
exits 0 'the oldest' xabar-search --batch names.csv --sort oldest -n 1 --format jsonl
is 'of each row, with -n 1' "$(wc -l <out | tr -d ' ')" 3
cp out oldest.jsonl
head -n 1 oldest.jsonl >one.json
json 'jsonl: the same as members' '$d->{row} == 2 && $d->{query} eq "Aliagha Samadzade" && $d->{id} eq "gilavar-20211109-en-0011" &&
	$d->{form} eq "Aliagha Samadzade" && $d->{field} eq "body" && $d->{end} - $d->{begin} == 17 && $d->{places} == 1 &&
	$d->{sentence} =~ /^"A corridor is only as wide as its narrowest gate," said Aliagha Samadzade, who .*[a-z]\.$/' one.json

xabar-search --format jsonl --fields id,title,body -n 100 --sort newest >texts.jsonl
xabar-search --batch names.csv --format jsonl >mentions.jsonl
cat >offsets.pl <<'END'
use strict; use warnings; use JSON::PP; use Encode;
my (%text, $n, $bad); open my $f, '<', 'texts.jsonl'; while (<$f>) { my $d = decode_json $_; $text{$d->{id}} = $d }
open $f, '<', 'mentions.jsonl';
while (<$f>) {
	my $d = decode_json $_; my $t = encode_utf8 $text{$d->{id}}{$d->{field}}; $n++;
	my $form = decode_utf8 substr $t, $d->{begin}, $d->{end} - $d->{begin};
	(my $flat = $form) =~ s/\s+/ /g;
	$bad++ unless $flat eq $d->{form} && index($d->{sentence}, $d->{form}) >= 0;
}
print "$n mentions, ", $bad // 0, " bad\n";
END
is 'offsets are bytes of the text as it is shown, where the form is, and the form is in the sentence' "$(perl offsets.pl)" \
	"$(wc -l <mentions.jsonl | tr -d ' ') mentions, 0 bad"

exits 0 'filters hold for every row' xabar-search --batch names.csv --lang fa --format jsonl
is 'of a language' "$(grep -c '"lang":"fa"' out)" "$(wc -l <out | tr -d ' ')"
exits 0 'in this spelling alone' xabar-search --batch names.csv --no-names
lacks 'there are no others' 'صمدزاده'
printf 'Nobody Atall\n' >none.csv
exits 1 'nothing is found: exit 1' xabar-search --batch none.csv
is 'and the header printed' "$(wc -l <out | tr -d ' ')" 1
printf 'Railway Rasht\n' >apart.csv
exits 1 'words of a name that are far apart are not the name' xabar-search --batch apart.csv
printf 'Saudi Arabia\n' >saudi.csv
record sa 'Нефть' 'Саудовская Аравия продала нефть.' >sa.jsonl
xabar-index -d sa sa.jsonl
exits 0 'another name of the same' xabar-search -d sa --batch saudi.csv
is 'is found' "$(cells 8 | tail -n 1)" 'Саудовская Аравия'

{
	record n1 'Mobil' "Mobil's Mr Duran of the third office met Duran Duran on the Baku Tbilisi road." 2022-05-21
	record n2 'Mobility' 'Mobility is more than a bakers dozen of Duran cars.' 2022-05-20
	record n3 'Mobil' 'MOBIL raised its prices.' 2022-05-19
} >english.jsonl
xabar-index -d english english.jsonl
printf 'Mobil\nDuran Duran\nTbilisi-Baku\nMr. Mobil\n' >english.csv
exits 0 'in English' xabar-search -d english --batch english.csv --format jsonl
is 'a name is inflected but for its possessive, and two words are not one' \
	"$(perl -MJSON::PP -ne 'my $d = decode_json $_; print "$d->{row} $d->{id} $d->{field} $d->{form} $d->{places}\n"' out)" \
	"1 n1 title Mobil 2
1 n3 title Mobil 2
2 n1 body Duran Duran 1
3 n1 body Baku Tbilisi 1
4 n1 body Mobil's Mr 1"

# ---- Columns ----

exits 0 'a column by its number' xabar-search --batch names.csv --column 2
same 'is the same' out all.csv
exits 0 'by its name' xabar-search --batch names.csv --column NAME
same 'is the same' out all.csv
exits 2 'a column that is not there' xabar-search --batch names.csv --column nonesuch
complains 'is named' <<'END'
xabar-search: 'names.csv' has no column 'nonesuch'
xabar-search: --column is a name in its first row, or a number from 1 on
END
exits 2 'a number that no row has' xabar-search --batch names.csv --column 9
is 'is named for each row' "$(grep -c "has no column 9" err)" 5
printf '\357\273\277Rasht;x\r\nBaku;y\r\n' >plain.csv
exits 0 'no header, semicolons, a byte-order mark, lines of Windows' xabar-search --batch plain.csv
is 'is read from the first row on' "$(cells 1 | grep -v row | sort -u | tr '\n' ' ')" '1 2 '
printf 'a\tquery\nb\tRasht' >tabs.tsv
exits 0 'tabs, a column called query, no line end at the end' xabar-search --batch tabs.tsv -n 1
is 'is read' "$(cells 1,2 | tail -n 1)" '2,Rasht'
exits_fed 0 '- is standard input' xabar-search --batch - -n 1 <tabs.tsv
is 'and read likewise' "$(cells 1,2 | tail -n 1)" '2,Rasht'
printf 'query\n"Caspian\nArc"\n"the ""Marjan-2"""\n' >quoted.csv
exits 0 'cells of two lines, and with quotes in them' xabar-search --batch quoted.csv
lacks 'give lines that hold no line end' '^Arc'
holds 'of each' '^2,Caspian Arc,'

# ---- Queries ----

printf 'query\nrailway corridor lang:en\nferry AND\nsource:pristan date:2022\nstorm OR hail\n' >queries.csv
exits 2 'a query that cannot be parsed' xabar-search --batch queries.csv --queries
holds 'is told with its row' "^xabar-search: row 3 of 'queries.csv': .*AND" err
is 'the others are run' "$(cells 1 | grep -v row | sort -u | tr '\n' ' ')" '2 4 5 '
is 'all words are required' "$(cells 1 | grep -c '^2$')" "$(xabar-search --count '+railway +corridor lang:en')"
holds 'what is in no text has no place' '^4,source:pristan date:2022,pristan-117402,.*,,,,0,'

# ---- Going on ----

xabar-search --batch names.csv >whole.csv
exits 0 'to a file' xabar-search --batch names.csv --resume new.csv
same 'which is made' new.csv whole.csv
silent 'and nothing is printed'
exits 0 'again' xabar-search --batch names.csv --resume new.csv
same 'leaves what is whole' new.csv whole.csv
size=$(wc -c <whole.csv) wrong=0 at=0
while [ "$at" -lt "$size" ]; do
	head -c "$at" whole.csv >cut.csv
	xabar-search --batch names.csv --resume cut.csv && cmp -s cut.csv whole.csv || wrong=$((wrong + 1))
	at=$((at + 397))
done
is 'broken off at any byte, it ends as the whole' "$wrong" 0
xabar-search --batch names.csv --format jsonl >whole.jsonl
size=$(wc -c <whole.jsonl) wrong=0 at=0
while [ "$at" -lt "$size" ]; do
	head -c "$at" whole.jsonl >cut.jsonl
	xabar-search --batch names.csv --format jsonl --resume cut.jsonl && cmp -s cut.jsonl whole.jsonl || wrong=$((wrong + 1))
	at=$((at + 797))
done
is 'jsonl, too' "$wrong" 0
perl -e 'for my $i (1 .. 3000) { print "Name$i Rasht\nRasht\n" }' >many.csv
xabar-search --batch many.csv --resume killed.csv &
pid=$!
perl -e 'select undef, undef, undef, 0.3'
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
xabar-search --batch many.csv --resume killed.csv
xabar-search --batch many.csv >whole-many.csv
same 'killed, it goes on' killed.csv whole-many.csv
head -c 3000 whole.csv >cut.csv
cp cut.csv before.csv
exits 2 'with another table' xabar-search --batch queries.csv --queries --resume cut.csv
holds 'it does not go on' 'is not what the output ends with' err
exits 2 'nor does it with another format' xabar-search --batch names.csv --format jsonl --resume whole.csv
holds 'and says where' "'whole.csv' has at byte 0 what no batch of this format writes" err
same 'and leaves it alone' whole.csv all.csv
exits 2 'what is no file' xabar-search --batch names.csv --resume /dev/full
holds 'is refused' "'/dev/full' is no file that can be gone on with" err
exits 2 'on standard output, too' sh -c 'xabar-search --batch names.csv >/dev/full'
holds 'is an error' 'cannot write the results' err

# ---- What cannot be read ----

exits 2 'a file that is not there' xabar-search --batch nonesuch.csv
holds 'is named' "cannot open 'nonesuch.csv'" err
printf 'name\nRasht\n"Baku\nAktau\n' >open.csv
exits 2 'a quote that is not closed' xabar-search --batch open.csv
complains 'is told with its row' <<'END'
xabar-search: row 3 of 'open.csv' has a quote that is not closed
xabar-search: a cell that begins with " ends with one; a " within it is written twice
END
is 'the rows before it are done' "$(cells 1 | grep -v row | sort -u)" 2
printf 'name\n"Baku" city\nRasht\n' >stray.csv
exits 2 'text behind a closing quote' xabar-search --batch stray.csv
holds 'is told with its row' "row 2 of 'stray.csv' has text behind a closing quote" err
is 'the rows after it are done' "$(cells 1 | grep -v row | sort -u)" 3
printf 'name\n\312\356\360\350\344\356\360\nRasht\n' >cp1251.csv
exits 2 'a row that is not UTF-8' xabar-search --batch cp1251.csv
holds 'is told' "row 2 of 'cp1251.csv' is not UTF-8" err
is 'the rows after it are done' "$(cells 1 | grep -v row | sort -u)" 3
printf '\377\376n\000a\000m\000e\000' >utf16.csv
exits 2 'UTF-16' xabar-search --batch utf16.csv
holds 'is told, and what to do' 'iconv -f UTF-16 -t UTF-8' err
: >empty.csv
exits 1 'an empty table finds nothing' xabar-search --batch empty.csv
exits 2 'a format that has no columns' xabar-search --batch names.csv --format text
holds 'is refused' 'a batch is written as csv or jsonl, not as text' err
exits 2 'a query beside the table' xabar-search --batch names.csv Rasht
exits 2 'a histogram' xabar-search --batch names.csv --histogram year
exits 2 'fields of its own' xabar-search --batch names.csv --fields id
perl -e 'print "Rasht ", "x" x 2000, "\nRasht\n"' >long.csv
exits 2 'a name of 2,000 bytes' xabar-search --batch long.csv
holds 'is refused' 'the name has 2006 bytes' err
is 'the rows after it are done' "$(cells 1 | grep -v row | sort -u)" 2

# ---- What is not to be published ----

cat >hidden.jsonl <<'END'
{"id":"h1","title":"Zarafshan","body":"Zarafshan.","status":"withheld"}
{"id":"h2","title":"Zarafshan","body":"Zarafshan.","status":"canceled"}
{"id":"h3","title":"Zarafshan","body":"Zarafshan.","embargo":"2099-01-01T00:00:00Z"}
{"id":"h4","title":"Zarafshan","body":"Zarafshan.","version":"1"}
{"id":"h5","title":"Zarafshan","body":"Zarafshan.","version":"1"}
END
printf '{"id":"h4","title":"Boat","body":"A boat.","version":"2"}\n' >later.jsonl
xabar-index -d hide --versions all hidden.jsonl
xabar-index -d hide --versions all later.jsonl
printf 'Zarafshan\n' >zarafshan.csv
exits 0 'of a table of names' xabar-search -d hide --batch zarafshan.csv
is 'killed, withheld and embargoed dispatches are not told, nor earlier versions' "$(cells 3 | tail -n +2)" h5
xabar-index -d hide --compact
exits 0 'where segments were merged' xabar-search -d hide --batch zarafshan.csv --queries
is 'and of queries neither' "$(cells 3 | tail -n +2)" h5
exits 0 'with --all' xabar-search -d hide --batch zarafshan.csv --all
is 'all but the earlier version are' "$(cells 3 | tail -n +2 | sort | tr '\n' ' ')" 'h1 h2 h3 h5 '
exits 2 'folding near-copies' xabar-search -d hide --batch zarafshan.csv --collapse
holds 'is refused' "no room for '--collapse'" err

finish
