#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-index: options, exit codes, and what is said where.
. "${0%/*}/lib.sh"

exits 0 'an archive is indexed' xabar-index -d x "$gilavar"
silent 'without a terminal, a run in which all is well says nothing'
is 'the index has the 46 dispatches of the archive' "$(total x)" 46

exits 0 'a run that says what it did' xabar-index -v -d v "$gilavar"
is '-v: standard output is empty' "$(cat out)" ''
holds 'the last line is the summary, in the form that is promised' \
	'^46 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected in [0-9]+\.[0-9] s \([0-9]+\.[0-9] MB/s\)$' err
is 'and it comes last' "$(tail -n 1 err | cut -c 1-6)" '46 new'
holds '-v: a line for each input' '/features\.json: json, UTF-8 \(utf8\), 9 dispatches, 0 rejected$' err
holds 'gzip is read by what it holds' '/2019-2021\.jsonl\.gz: jsonl, UTF-8 \(utf8\), 10 dispatches, 0 rejected$' err
is 'twelve inputs and a summary' "$(wc -l <err | tr -d ' ')" 13

exits 0 '-q' xabar-index -q -v -d v "$gilavar"
lacks '-q takes the summary away' 'new,' err

exits 0 '--help' xabar-index --help
is 'help goes to standard output' "$(cat err)" ''
for option in index format map charset lang zone source jobs memory writer prune wait dry-run quiet verbose progress delete \
	status check compact formats analyze help version; do
	holds "help has --$option" "^  ( -|-[a-zA-Z],) ?.*--$option( |\$)|^ +--$option( |\$)"
done
exits 0 '-h is --help' xabar-index -h
exits 0 '--version' xabar-index --version
holds 'the version is one line on standard output' '^xabar-index [0-9]+\.[0-9]+\.[0-9]+ \(libxapian [0-9.]+\)$'
is 'and nothing else' "$(cat out err | wc -l | tr -d ' ')" 1
exits 0 '--formats' xabar-index --formats
for format in text json jsonl; do
	holds "--formats lists $format" "^$format "
done

exits 2 'an unknown option is a usage error' xabar-index --nonesuch
complains 'which names it, and where help is' <<'END'
xabar-index: no such option '--nonesuch'
xabar-index: xabar-index --help lists the options
END
exits 2 'so is an option without its argument' xabar-index "$gilavar" -d
holds 'which is named' "an argument is missing after '-d'" err
exits 2 'no PATH is a usage error' xabar-index -d none
exits 2 'an unknown format is one' xabar-index -d none -f nonesuch "$gilavar"
holds 'with a hint' '--formats' err
exits 2 'an unknown zone is one' xabar-index -d none --zone Mars/Olympus "$gilavar"
holds 'which is quoted' "'Mars/Olympus'" err
exits 2 'an unknown language is one' xabar-index -d none --lang '!!' "$gilavar"
exits 2 'an unknown charset is one' xabar-index -d none --charset no-such-charset "$gilavar"
holds 'which is quoted, too' "'no-such-charset'" err
exits 2 'a size that is none' xabar-index -d none --memory many "$gilavar"
exits 2 'a writer that is none' xabar-index -d none --writer=quill "$gilavar"
holds 'which is quoted, with those that there are' "auto, bulk or xapian, not 'quill'" err
exits 2 'a number that is none' xabar-index -d none --wait soon "$gilavar"
exits 2 'a number with something after it' xabar-index -d none --wait 5x "$gilavar"
exits 2 'a progress that is none' xabar-index -d none --progress=loud "$gilavar"

exits 0 'XABAR_INDEX names the index' env XABAR_INDEX=from-env xabar-index "$gilavar/json/features.json"
is 'which is made' "$(total from-env)" 9
exits 0 'xabar-search goes by it, too' env XABAR_INDEX=from-env xabar-search --count --sort newest
is 'and finds what is there' "$(cat out)" 9
exits 0 'without it, it is news.xabar' xabar-index "$gilavar/json/features.json"
is 'in the current folder' "$(total news.xabar)" 9
exits 0 '-d beats XABAR_INDEX' env XABAR_INDEX=from-env xabar-search -d x --count --sort newest
is 'and is the one searched' "$(cat out)" 46

# ---- Where dispatches come from ----

record a 'From a pipe' 'One dispatch through a pipe.' >one.jsonl
exits_fed 0 '- is standard input' xabar-index -d stdin - <one.jsonl
is 'which is indexed' "$(ids stdin)" a
gzip -c one.jsonl >one.gz
exits_fed 0 'gzip through standard input' xabar-index -v -d stdin - <one.gz
holds 'is unpacked, and the dispatch known again' '^0 new, 0 updated, 1 unchanged' err
cp one.gz plainly-named
exits 0 'gzip without the suffix' xabar-index -d named plainly-named
is 'is found to be gzip' "$(ids named)" a
cat "$gilavar/json/2019-2021.jsonl.gz" one.gz >two.gz
exits 0 'two gzip members, one after another' xabar-index -d members two.gz
is 'are one input' "$(total members)" 11

exits 1 'a format that is forced on an input that does not have it' xabar-index -d forced -f json \
	"$gilavar/plain/2022-05-20-baku.txt"
exits 0 'a format that is forced and right' xabar-index -d forced -f text "$gilavar/plain/2022-05-20-baku.txt"
is 'is read' "$(total forced)" 1

# ---- Progress ----

records 1 20000 slow >many.jsonl
exits 0 '--progress json' xabar-index --progress=json -d progress many.jsonl
if [ -s err ]; then
	tail -n 1 err >last
	json 'each line is a JSON object' \
		'$d->{dispatches} > 0 && $d->{bytes} > 0 && $d->{rejected} == 0 && $d->{input} eq "many.jsonl" && exists $d->{seconds}' last
else
	skip 'each line is a JSON object' 'the run was over before the first'
fi
is '--progress json: nothing else is said' "$(grep -vc '^{' err)" 0

finish
