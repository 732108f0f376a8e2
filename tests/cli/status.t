#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-index --status and --check: what an index holds, and whether it is whole.
. "${0%/*}/lib.sh"

cp -R "$gilavar" in
xabar-index -d x in
exits 0 '--status' xabar-index -d x --status
is 'complains of nothing' "$(cat err)" ''
holds 'a line for the index' '^index	x	generation 2	46 dispatches	[0-9.]+ MB	12 inputs$'
holds 'a line a segment, with the span of its dates' \
	'^segment	seg-000001	46 dispatches	0 deleted	[0-9.]+ MB	2019-11-17\.\.2024-10-11$'
is 'a line an input' "$(grep -c '^input	' out)" 12
holds 'with format, dispatches and path' '^input	json	9 dispatches	0 rejected	0 bytes replaced	whole	/.*/in/json/features\.json	UTF-8 \(utf8\)$'
holds 'of gzip, too' '^input	jsonl	10 dispatches	.*/in/json/2019-2021\.jsonl\.gz	UTF-8 \(utf8\)$'
is 'inputs are sorted by path' "$(grep '^input' out | cut -f 7)" "$(grep '^input' out | cut -f 7 | LC_ALL=C sort)"
exits 0 '--check' xabar-index -d x --check
prints 'says that it is whole' <<'END'
x: generation 2 is whole
END

printf '{"id":"r","text":"q\311\231zet \377\376 bytes"}\nnot json\n' >in/bad.jsonl
exits 1 'an input with a bad line and bad bytes' xabar-index -d x in
exits 0 '--status after it' xabar-index -d x --status
holds 'says so' '^input	jsonl	1 dispatches	1 rejected	2 bytes replaced	whole	/.*/in/bad\.jsonl	UTF-8 \(utf8\)$'
xabar-index -d x --delete r
exits 0 '--status after a deletion' xabar-index -d x --status
holds 'counts what is left' '^index	x	generation [0-9]+	46 dispatches	'

exits 2 '--status where there is no index' xabar-index -d nowhere --status
complains 'says so' <<'END'
xabar-index: there is no index in 'nowhere'
xabar-index: name it with -d, or make it: xabar-index -d 'nowhere' PATH...
END
exits 2 '--check where there is none' xabar-index -d nowhere --check
is 'neither makes one' "$(ls -d nowhere 2>/dev/null)" ''
mkdir empty
exits 2 'an empty folder is no index' xabar-index -d empty --check

# ---- What there is, and what is wrong ----

# A wire of three a day in 2022, but none from 10 to 19 June, one in all of October; a paper in which half is undated, and ends as what was cut does; one that says the same twice.
perl -e 'use POSIX; my $n = 0; for my $d (0 .. 364) { my @t = gmtime(1640995200 + 86400 * $d); my $day = strftime("%Y-%m-%d", @t);
	next if $day ge "2022-06-10" && $day le "2022-06-19" || ($t[4] == 9 && $t[3] != 1);
	printf qq({"id":"w%d","title":"Wire %d","text":"Train %d left Baku for Tbilisi in the morning.","date":"%sT1%d:00:00+04:00","source":"Wire","lang":"en"}\n),
		++$n, $n, $n, $day, $_ for $t[4] == 9 ? 1 : (1 .. 3) }
	printf qq({"id":"p%d","title":"Paper %d","text":"It began with story number %d and went on\342\200\246","source":"Paper","lang":"en"%s}\n), $_, $_, $_,
		$_ % 2 ? "" : ",\"date\":\"2022-03-0$_\"" for 1 .. 8;
	print qq({"id":"s$_","title":"Same","text":"The same story.","date":"2022-03-01","source":"Paper","lang":"en"}\n) for 1, 2;
	print qq({"id":"n1","title":"Untold","text":"","date":"2022-03-01","lang":"en"}\n)' >sick.jsonl
xabar-index -q -d sick sick.jsonl
exits 0 '--status of an archive with faults' xabar-index -d sick --status
holds 'a line a source, the largest first' '^source	Wire	[0-9]+ dispatches	2022-01-01\.\.2022-12-31	0 undated$'
is 'of three' "$(grep '^source	' out | cut -f 2 | tr '\n' ';')" 'Wire;Paper;;'
is 'and with its dispatches' "$(grep '^source	Paper' out)" "$(printf 'source\tPaper\t10 dispatches\t2022-03-01..2022-03-08\t4 undated')"
# 31 days of three, six of the paper and its like dated then (2, 4, 6, 8; twice the same), and n1.
holds 'a line a month' '^month	2022-03	100 dispatches$'
holds 'a line a language' '^language	en	[0-9]+ dispatches$'
holds 'a line an encoding' '^encoding	ASCII \(ascii\)	'
holds 'the gap, and what would be usual in ten days' '^finding	gap	Wire	none, where about (2[89]|3[0-2]) dispatches are usual, 2022-06-10\.\.2022-06-19	look for the files of those days, and index them$'
is 'which are two, October being one but for its first day' "$(grep -c '^finding	gap	Wire' out)" 2
holds 'from its second' '^finding	gap	Wire	.*, 2022-10-02\.\.2022-10-31	'
holds 'the undated, with some of their ids' '^finding	undated	Paper	4 dispatches without a date	name its field and index again: --map date=NAME	for instance p1 p3 p5$'
holds 'what is there twice' '^finding	duplicates	Paper	1 dispatches say the same as another under another id	.*	for instance s2$'
holds 'what has no source' '^finding	no-source		1 dispatches without a source	index them again with --source NAME	for instance n1$'
lacks 'texts are not read for that' '^finding	cut'
exits 0 'with -v' xabar-index -d sick --status -v
holds 'they are' '^finding	cut	Paper	8 texts end as what was cut does	index whole texts in place of excerpts	for instance p1 p2 p3$'
holds 'and months are each of a source' '^month	2022-03	93 dispatches	Wire$'
exits 0 '--format json' xabar-index -d sick --status -v --format json
json 'has the same' 'my %s = map { ($_->{source} // "") => $_ } @{$d->{sources}}; $s{Paper}{dispatches} == 10 && $s{Paper}{undated} == 4 &&
	$s{Paper}{first} eq "2022-03-01" && $s{Wire}{months}{"2022-03"} == 93 && $d->{months}{"2022-03"} == 100 && $d->{xabar} == 1'
json 'and the findings' 'my ($g) = grep { $_->{kind} eq "gap" && $_->{first} eq "2022-06-10" } @{$d->{findings}};
	$g->{source} eq "Wire" && $g->{last} eq "2022-06-19" && $g->{advice} =~ /files of those days/ &&
	(grep { $_->{kind} eq "cut" && $_->{count} == 8 && "@{$_->{ids}}" eq "p1 p2 p3" } @{$d->{findings}}) == 1'
is 'on one line' "$(wc -l <out | tr -d ' ')" 1
exits 2 'as csv' xabar-index -d sick --status --format csv
holds 'it is not printed' "with --format json, as JSON: not as 'csv'" err
xabar-index -q -d sick --delete s2
exits 0 'what is deleted' xabar-index -d sick --status
lacks 'is counted nowhere' '^finding	duplicates'
# A wire of the same days that has no fault.
grep '"Wire"' sick.jsonl | grep -vE '2022-(0[6-9]|1)' >well.jsonl
xabar-index -q -d well well.jsonl
exits 0 'an archive without fault' xabar-index -d well --status
lacks 'has none told' '^finding'

finish
