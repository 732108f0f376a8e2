#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Near-copies: folded into one hit, listed, and how a story spread. The dispatches are written by hand; what was done to each is
# what is to be told.
. "${0%/*}/lib.sh"

story='The harbour master of Anzali closed the outer basin on Monday after a crane toppled onto the quay during a gale, blocking
two berths that grain ships from Makhachkala use. Nobody was hurt, he told reporters, but divers must look for damage under water
before the basin reopens. Forwarders expect at least four days of delay and have begun to send wagons to Amirabad instead, where
silos are half empty and customs officers work through the night.'
story=$(echo "$story" | tr '\n' ' ' | sed 's/ $//')
short='Qtly div 10 cts vs 10 cts prior. Pay April 30. Record April 10.'

# dispatch ID SOURCE DATE TITLE BODY
dispatch()
{
	printf '{"id":"%s","source":"%s","date":"%s","title":"%s","body":"%s"}\n' "$@"
}

# In two segments: what the copies have of the first does not depend on where they are.
{
	dispatch first Alpha 2024-03-04T08:00:00+03:30 'Crane topples at Anzali' "$story"
	dispatch other Alpha 2024-03-04T09:00:00+03:30 'Harbour choir sings' \
		'The choir of the harbour school sang old songs of the fishermen on Sunday evening, and the hall was full long before it began; those who found no seat stood on the stairs and listened until the last verse had ended.'
	dispatch div-a Alpha 2024-03-04T10:00:00+03:30 'Caspian Grain sets quarterly' "$short"
} >one.jsonl
{
	dispatch dateline Beta 2024-03-04T10:05:00+03:30 'Crane topples at Anzali' "ANZALI, March 4 (Beta) - $story"
	dispatch cut Gamma 2024-03-04T08:30:00+03:30 'Anzali basin shut' "${story%, where silos*}."
	dispatch changed Delta 2024-03-05T08:00:00+03:30 'Gale closes Anzali basin' "$(echo "$story" | sed 's/divers/engineers/; s/four/five/')"
	dispatch headline Beta 2024-03-06 'Grain ships wait off Anzali' "$story"
	dispatch corrected Alpha 2024-03-04T12:00:00+03:30 'Crane topples at Anzali' "CORRECTION: the crane fell on Monday, not on Sunday. $story"
	dispatch div-b Alpha 2024-03-04T11:00:00+03:30 'Hyrcania Timber sets payout' 'Qtly div five cts vs six cts prior. Pay May 15. Record April 10.'
	dispatch div-c Beta 2024-03-04T13:00:00+03:30 'Caspian Grain sets quarterly' "$short"
} >two.jsonl
export XABAR_INDEX=x

# folded: in whatever segments they are.
folded()
{
	exits 0 "$1: --collapse" xabar-search --collapse --sort oldest --format json harbour
	json "$1: two stories, of seven dispatches" '$d->{total}{value} == 7 && @{$d->{hits}} == 2'
	json "$1: the first in the order has all copies" '$d->{hits}[0]{id} eq "first" && $d->{hits}[0]{similar} == 5'
	json "$1: one of which is the same text" '$d->{hits}[0]{identical} == 1'
	json "$1: what has no copies does not say so" '$d->{hits}[1]{id} eq "other" && $d->{hits}[1]{rank} == 2 && !exists $d->{hits}[1]{similar}'
	json "$1: they are not listed" '!exists $d->{hits}[0]{copies}'
	exits 0 "$1: --expand-copies" xabar-search --expand-copies --sort newest --format json -n 1 harbour
	json "$1: the newest, and under it the others, the earliest first" \
		'$d->{hits}[0]{id} eq "headline" && join(" ", map { $_->{id} } @{$d->{hits}[0]{copies}}) eq "first cut dateline corrected changed"'
	json "$1: each with date, source, title" 'my $c = $d->{hits}[0]{copies}[1]; $c->{date} eq "2024-03-04T08:30:00+03:30" &&
		$c->{source} eq "Gamma" && $c->{title} eq "Anzali basin shut" && !$c->{same} && $d->{hits}[0]{copies}[0]{same}'
	is "$1: a page of one story" "$(xabar-search --collapse --sort oldest --format ids -n 1 harbour)" first
	is "$1: and the next page" "$(xabar-search --collapse --sort oldest --format ids -n 1 -o 1 harbour)" other
	is "$1: and no third" "$(xabar-search --collapse --sort oldest --format ids -n 1 -o 2 harbour)" ''
}

xabar-index -q -d x one.jsonl
xabar-index -q -d x two.jsonl
is 'the copies are in another segment' "$(segments x)" 2
folded 'two segments'
xabar-index -q -d x --compact
is 'one segment' "$(segments x)" 1
folded 'merged'
xabar-index -q -d y --writer=xapian one.jsonl two.jsonl
XABAR_INDEX=y
folded "libxapian's writer"
XABAR_INDEX=x

# ---- What is folded ----

exits 0 'only what matches is folded' xabar-search --collapse --format json --source Alpha harbour
json 'and counted' '$d->{total}{value} == 3 && @{$d->{hits}} == 2 && (grep { ($_->{similar} // 0) == 1 } @{$d->{hits}}) == 1'
finds 'a short text is told by its title, too' 'div-a div-b' --collapse --sort oldest qtly
is 'where that is the same, it is folded' "$(xabar-search --collapse --sort oldest --format csv --fields id,similar qtly | tr -d '\r' | tr '\n' ' ')" \
	'id,similar div-a,1 div-b, '
is 'csv lists ids' "$(xabar-search --expand-copies --sort oldest --format csv --fields id,identical,copies qtly | tr -d '\r' | sed -n 2p)" \
	'div-a,1,div-c'
is '--count counts dispatches' "$(xabar-search --count --collapse harbour)" 7
is 'not folded without --collapse' "$(xabar-search --format ids harbour | wc -l | tr -d ' ')" 7
exits 0 'text folds by itself' xabar-search --sort oldest harbour
holds 'and says what' '^    \+ 5 near-copies, 1 of the same text$'
exits 0 'unless it is not to' xabar-search --no-collapse --sort oldest harbour
is 'then each is a hit' "$(grep -c '^ [0-9]\. ' out)" 7
lacks 'and has no copies' 'near-cop'
exits 0 'text, expanded' xabar-search --expand-copies -n 1 --sort oldest harbour
holds 'a line each' '^      2024-03-06 · Beta · Grain ships wait off Anzali · headline · the same text$'

# ---- --spread ----

exits 0 '--spread' xabar-search --spread dateline --format json
json 'who had it first' '$d->{xabar} == 1 && $d->{id} eq "dateline" && $d->{first}{id} eq "first" && $d->{first}{source} eq "Alpha"'
json 'who after that' 'join(" ", map { $_->{id} } @{$d->{copies}}) eq "cut dateline corrected changed headline"'
json 'how long after' 'join(" ", map { $_->{delay} } @{$d->{copies}}[0 .. 3]) eq "1800 7500 14400 86400"'
json 'what was added' '$d->{copies}[1]{diff}[0]{added} eq "ANZALI, March 4 (Beta) -" && @{$d->{copies}[1]{diff}} == 2 && $d->{copies}[1]{diff}[1]{kept}'
json 'what was cut' '$d->{copies}[0]{diff}[1]{removed} =~ /where silos are half empty and customs officers work through the night\.$/'
json 'what was changed' 'join("|", map { %$_ } grep { !$_->{kept} } @{$d->{copies}[3]{diff}}) eq "removed|divers|added|engineers|removed|four|added|five"'
json 'what is the same' '$d->{copies}[4]{same} && @{$d->{copies}[4]{diff}} == 1'
exits 0 '--spread as text' xabar-search --spread dateline
holds 'how many' '^5 copies after the first '
holds 'the first' '^first  Crane topples at Anzali$'
holds 'a delay' '^\+2 h 5 min  Crane topples at Anzali$'
holds 'what was asked for' '^    2024-03-04T10:05:00\+03:30 · Beta · dateline · asked for$'
holds 'a change, with what stands around it' 'he told reporters, but \[-divers-\] \{\+engineers\+\} must look for damage under water …'
exits 0 '--spread of what has no copies' xabar-search --spread other
holds 'says so' '^no copies '
exits 1 '--spread of an id that is gone' xabar-search --spread nonesuch
complains 'says so' <<'END'
xabar-search: there is no dispatch with the id 'nonesuch'
END
exits 2 '--spread as csv' xabar-search --spread dateline --format csv
complains 'says what there is' <<'END'
xabar-search: a story is printed as text or json
END

# ---- In five languages: what corpora/gilavar/README.md says is the same story ----

xabar-index -q -d g "$gilavar"
xabar-search -d g --expand-copies --sort oldest -n 100 --format csv --fields id,copies | tr -d '\r' | sed -n '1d; /,./p' >out
prints 'near-copies, of each the earliest first' <<'END'
gilavar-20191205-az-0040,yk-2019-12-05-18
https://gilavar.example/en/2022/05/18/rasht-memorandum,gilavar-20220519-en-0004
gilavar-20220518-ru-0019,pristan-117402
gilavar-20230914-en-0022,pristan-151833
gilavar-20230914-fa-0009,bandar-e-no/14020623/41
END

# ---- What is gone ----

xabar-index -q -d x --delete first cut
exits 0 'a deleted dispatch' xabar-search --spread changed --format json
json 'is no part of a story' '$d->{first}{id} eq "dateline" && join(" ", map { $_->{id} } @{$d->{copies}}) eq "corrected changed headline"'
exits 0 'nor' xabar-search --collapse --sort oldest --format json harbour
json 'of a hit' '$d->{hits}[1]{id} eq "dateline" && $d->{hits}[1]{similar} == 3'

# ---- An index that an earlier version made ----

old=$(ls -d y/seg-??????)
xapian-metadata set "$old" values ''
exits 0 'an index without likenesses' xabar-search -d y --collapse --format ids harbour
complains 'says so where it matters' <<'END'
xabar-search: an earlier version made a part of the index, so that near-copies may be missed: xabar-index --compact makes it anew
END
exits 0 'a search that folds nothing' xabar-search -d y --format ids harbour
silent_err=$(cat err)
is 'has nothing to tell' "$silent_err" ''
exits 0 '--compact' xabar-index -q -d y --compact
exits 0 'makes it anew' xabar-search -d y --collapse --format ids harbour
is 'and all is well' "$(cat err)" ''

finish
