#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What xabar-search prints: text, json, jsonl, csv, ids, trec, and whole dispatches.
. "${0%/*}/lib.sh"

xabar-index -d x "$gilavar"
export XABAR_INDEX=x

# ---- JSON ----

exits 0 'json' xabar-search --format json 'storm ferry'
is 'is one line' "$(wc -l <out | tr -d ' ')" 1
json 'of schema 1, with the query as it was asked' '$d->{xabar} == 1 && $d->{query} eq "storm ferry"'
json 'the total, and whether it is exact' '$d->{total}{value} == 3 && $d->{total}{exact} eq JSON::PP::true'
json 'time, generation, and room for what comes' \
	'$d->{took_ms} >= 0 && $d->{generation} == 2 && ref $d->{expanded} eq "HASH" && exists $d->{suggestion} && !defined $d->{suggestion}'
json 'the hit has its fields' 'my $h = $d->{hits}[0]; $h->{rank} == 1 && $h->{id} eq "gilavar-20191206-en-0008" && $h->{score} > 0 &&
	$h->{title} eq "Ferry rides out storm for 19 hours and docks at Aktau" && $h->{date} eq "2019-12-06T15:20:00+04:00" &&
	$h->{source} eq "Gilavar" && $h->{section} eq "transport" && $h->{byline} eq "Kamran Veli" && $h->{place} eq "Aktau" &&
	$h->{lang} eq "en" && $h->{url} =~ m{^https://gilavar\.example/} && "@{$h->{tags}}" =~ /storm/'
json 'the body is not in it' '!exists $d->{hits}[0]{body}'
cp out storm.json
exits 0 'a dispatch without a title' xabar-search --format json '+waybill +surveyors'
json 'has no title, url or tags: what is absent is absent' \
	'my $h = $d->{hits}[0]; !exists $h->{title} && !exists $h->{url} && !exists $h->{tags} && !exists $h->{byline}'
exits 0 'json of chosen fields' xabar-search --format json --fields id,body,extras 'id:gilavar-20220519-en-0004'
json 'has those, and no others' 'my $h = $d->{hits}[0]; join(",", sort keys %$h) eq "body,extras,id" && $h->{body} =~ /236 kilometres/'
json 'extras are pairs' 'grep { $_->[0] eq "desk" && $_->[1] eq "corrections" } @{$d->{hits}[0]{extras}}'
exits 0 'a day' xabar-search --format json id:gilavar-20211109-en-0011
json 'is not a midnight' '$d->{hits}[0]{date} eq "2021-11-09"'
exits 0 'a query with all that JSON escapes' xabar-search --format json "$(printf 'storm \134 / \t \001 "ferry" \342\200\250')"
json 'comes back as it was' '$d->{query} eq "storm \\ / \t \x01 \"ferry\" \x{2028}"'

# marks CLAIM QUERY...: the marks are byte offsets into the text, in order, at the edges of whole words.
marks()
{
	_what=$1
	shift
	xabar-search --format json -n 46 "$@" >out
	json "$_what" 'use utf8; my ($n, $bad) = (0, 0); for my $h (@{$d->{hits}}) {
		my $text = $h->{snippet}{text}; utf8::encode($text); my $last = 0;
		for my $m (@{$h->{snippet}{marks}}) {
			my ($from, $to) = @$m; $n++;
			$bad++, next if $from < $last || $to <= $from || $to > length $text; $last = $to;
			my @part = (substr($text, 0, $from), substr($text, $from, $to - $from), substr($text, $to));
			utf8::decode($_) || $bad++ for @part;
			$bad++ if $part[0] =~ /[\p{L}\p{M}\p{Nd}]$/ || $part[2] =~ /^[\p{L}\p{M}\p{Nd}]/ || $part[1] !~ /^[\p{L}\p{Nd}].*[\p{L}\p{M}\p{Nd}]$/s } }
		warn "$n marks, $bad bad\n" if $bad || !$n; $n && !$bad'
}
marks 'English: marks are whole words' 'railway storm ferry'
marks 'Russian' 'поезд меморандум порт'
marks 'Azerbaijani' 'qatar Bakı Xəzər'
marks 'Turkish' 'tren yük Hazar'
marks 'Persian' 'قطار راه‌آهن رشت'
marks 'decomposed letters' --source Pristan 'меморандум железной'
marks 'a prefix marks the whole word' 'pistach* corrid*'
marks 'a phrase' '"sea level"'
exits 0 'a word that is not there' xabar-search --format json -n 1 'ferry nonesuch'
json 'is not marked; the one that is, is' 'my $s = $d->{hits}[0]{snippet}; my $t = $s->{text}; utf8::encode($t);
	@{$s->{marks}} && !grep { lc substr($t, $_->[0], $_->[1] - $_->[0]) !~ /^ferr/ } @{$s->{marks}}'

# ---- JSON Lines ----

exits 0 'jsonl' xabar-search --format jsonl 'storm ferry'
is 'is a hit a line' "$(wc -l <out | tr -d ' ')" 3
perl -MJSON::PP -e 'my $j = JSON::PP->new->utf8->canonical; open my $f, "<", "storm.json"; print $j->encode($_), "\n" for @{$j->decode(<$f>)->{hits}}' >hits.json
perl -MJSON::PP -ne 'my $j = JSON::PP->new->utf8->canonical; print $j->encode($j->decode($_)), "\n"' out >hits.jsonl
same 'each as in json' hits.json hits.jsonl
exits 0 'chosen fields' xabar-search --format jsonl --fields id,date 'id:gilavar-20191206-en-0008'
prints 'in the order asked for' <<'END'
{"id":"gilavar-20191206-en-0008","date":"2019-12-06T15:20:00+04:00"}
END

# ---- CSV (RFC 4180) ----

cat >quotes.jsonl <<'END'
{"id":"c1","title":"He said \"no\", twice","text":"lapwing one","tags":["a","b"],"source":"Line\nbreak"}
{"id":"c2","title":"plain","text":"lapwing two"}
END
xabar-index -d csv quotes.jsonl
exits 0 'csv' xabar-search -d csv --format csv --fields id,title,tags,date --sort oldest lapwing
sort out >sorted
printf 'c1,"He said ""no"", twice","a, b",\r\nc2,plain,,\r\nid,title,tags,date\r\n' >expected
same 'quotes what holds commas and quotes, and ends lines with CRLF' sorted expected
exits 0 'csv as it comes' xabar-search --format csv -n 3 storm
is 'has a header' "$(head -n 1 out | tr -d '\r')" 'id,date,source,section,byline,place,lang,title,url,tags,score'
is 'and a line a hit' "$(wc -l <out | tr -d ' ')" 4
is 'every line ends in CRLF' "$(grep -c "$(printf '\r')\$" out)" 4
exits 0 'a whole body in csv' xabar-search --format csv --fields body,id id:gilavar-20220519-en-0004
perl -e 'local $/; my $b = <STDIN>; $b =~ s/^body,id\r\n//; my @f;
	while ($b =~ /\G("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/g) { push @f, $1 } print scalar @f, " ", $f[1], " ", $f[0] =~ /\n\n.*first train runs\."$/s ? "whole" : "cut"' \
	<out >fields
is 'line ends within quotes are kept' "$(cat fields)" '2 gilavar-20220519-en-0004 whole'

# ---- Lines ----

exits 0 'ids' xabar-search --format ids --sort oldest 'ferry NEAR/6 storm'
prints 'are a line each' <<'END'
gilavar-20191206-en-0008
gilavar-20200922-en-0006
END
exits 0 'trec' xabar-search --format trec 'ferry NEAR/6 storm'
holds 'is topic Q0 id rank score name' '^0 Q0 gilavar-20191206-en-0008 1 [0-9]+\.[0-9]+ xabar$'

# ---- Text ----

exits 0 'text' xabar-search 'ferry NEAR/6 storm'
holds 'says how many' '^2 of 46 dispatches \([0-9.]+ ms\)$'
holds 'a hit has rank and title' '^ 1\. Ferry rides out storm'
holds 'where it is from' '^    2019-12-06T15:20:00\+04:00 · Gilavar · transport · Kamran Veli · Aktau · en · gilavar-20191206-en-0008$'
holds 'and a passage with asterisks around what matched' '\*ferry\*.*\*storm\*'
lacks 'no colours without a terminal' "$(printf '\033')"
exits 0 'NO_COLOR' env NO_COLOR=1 xabar-search 'ferry NEAR/6 storm'
lacks 'changes nothing there' "$(printf '\033')"
exits 0 'no title' xabar-search '+waybill +surveyors'
holds 'then its first sentence stands there' '^ 1\. Secretary General of the Caspian Arc'

# ---- Whole dispatches ----

exits 0 '--show' xabar-search --show gilavar-20220519-en-0004
holds 'shows what is known' '^title: CORRECTED: Rasht memorandum opens way'
holds 'and what xabar has no field for' '^desk: corrections$'
holds 'to the last word' 'until the first train runs\.$'
exits 0 '--show as JSON' xabar-search --show gilavar-20220519-en-0004 --format json
json 'has the body and the rest' '$d->{hits}[0]{body} =~ /first train runs\.$/ && @{$d->{hits}[0]{extras}} >= 2'
exits 1 '--show of nothing' xabar-search --show nonesuch

# What --show prints is read again as the same dispatches.
mkdir shown
for id in $(xabar-search --format ids -n 46 --sort oldest); do
	xabar-search --show "$id" >"shown/$(printf '%s' "$id" | tr -c 'a-zA-Z0-9' _).txt"
done
is 'all dispatches shown' "$(ls shown | wc -l | tr -d ' ')" 46
exits 0 'are indexed again' xabar-index -v -d again shown
holds 'each as one' '^46 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected' err
ids x >ids.x
ids again >ids.again
same 'with the same ids' ids.x ids.again
for i in x again; do
	xabar-search -d $i --format jsonl --fields id,title,date,source,section,byline,place,lang,url,tags,body -n 46 --sort oldest |
		sort >fields.$i
done
same 'and the same fields and bodies' fields.x fields.again
for i in x again; do
	xabar-search -d $i --format jsonl --fields id,extras -n 46 --sort oldest | sort >extras.$i
done
same 'and the same unknown fields' extras.x extras.again

finish
