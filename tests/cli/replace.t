#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The same id again replaces: within an input, within a run, between runs. Tombstones hold in every count and output.
. "${0%/*}/lib.sh"

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# ---- Two records with one id ----

{ record same 'First' 'Said first: apricot.'; record other 'Other' 'Said between: quince.'
	record same 'Second' 'Said last: medlar.'; } >twice.jsonl
exits 0 'two records with one id in one input' xabar-index -v -d x twice.jsonl
counts 'are one dispatch, updated once' '2 new, 1 updated, 0 unchanged, 0 deleted, 0 rejected'
is 'the last one stands' "$(xabar-search -d x --format csv --fields title id:same | tail -n 1 | tr -d '\r')" Second
exits 1 'the first is not found' xabar-search -d x apricot
is 'nor counted' "$(total x)" 2
exits 0 'the same input again' xabar-index -v -d x twice.jsonl
holds 'changes nothing' '^0 new, 0 updated, ' err

record same 'Third' 'Said in a second run: sorb.' >third.jsonl
exits 0 'the id again, in another run' xabar-index -v -d x third.jsonl
counts 'is an update' '0 new, 1 updated, 0 unchanged, 0 deleted, 0 rejected'
exits 1 'what was published before is not found' xabar-search -d x medlar
exits 0 'what replaced it is' xabar-search -d x sorb
exits 0 'the same content again' sh -c 'cp third.jsonl copy.jsonl; xabar-index -v -d x copy.jsonl'
counts 'is unchanged' '0 new, 0 updated, 1 unchanged, 0 deleted, 0 rejected'

{ record same 'Fourth' 'Said in a third run.'; record same 'Third' 'Said in a second run: sorb.'; } >back.jsonl
exits 0 'a change and back, in one run' xabar-index -v -d x back.jsonl
is 'ends where it was' "$(xabar-search -d x --format csv --fields title id:same | tail -n 1 | tr -d '\r')" Third
is 'once' "$(xabar-search -d x --count id:same)" 1

# PATHs are read in the order in which they are named, folders in the order of names.
record o 'From a' 'One.' >a.jsonl
record o 'From b' 'Two.' >b.jsonl
xabar-index -d order1 a.jsonl b.jsonl
xabar-index -d order2 b.jsonl a.jsonl
is 'the PATH named last stands' "$(xabar-search -d order1 --format csv --fields title id:o | tail -n 1 | tr -d '\r')" 'From b'
is 'whichever it is' "$(xabar-search -d order2 --format csv --fields title id:o | tail -n 1 | tr -d '\r')" 'From a'
mkdir folder
mv a.jsonl folder/2.jsonl
mv b.jsonl folder/1.jsonl
xabar-index -d order3 folder
is 'in a folder, the name that sorts last' \
	"$(xabar-search -d order3 --format csv --fields title id:o | tail -n 1 | tr -d '\r')" 'From a'

# ---- Tombstones, over several segments ----

# Six dispatches a run, d-1 to d-6, d-7 to d-12 ...; two of each are replaced in a later run, one is deleted.
for run in 0 1 2 3; do
	records $((run * 6 + 1)) $((run * 6 + 6)) "old" "2022-05-0$((run + 1))T10:00:00Z" >"run$run.jsonl"
	xabar-index -d t "run$run.jsonl" || exit 1
done
{ for run in 0 1 2 3; do records $((run * 6 + 1)) $((run * 6 + 2)) new 2022-06-01T10:00:00Z; done; } >new.jsonl
exits 0 'a run that replaces dispatches of four others' xabar-index -v -d t new.jsonl
counts 'updates eight' '0 new, 8 updated, 0 unchanged, 0 deleted, 0 rejected'
exits 0 'a run that deletes in four segments' xabar-index -d t --delete d-3 d-9 d-15 d-21

# What must hold, however the index is laid out: 24 - 4 dispatches, of which 8 are new.
holds_up()
{
	is "$1: all" "$(total t)" 20
	is "$1: --count of the replacements" "$(xabar-search -d t --count =new)" 8
	is "$1: --count of what was left alone" "$(xabar-search -d t --count =old)" 12
	is "$1: a phrase of a deleted one" "$(xabar-search -d t --count '"number 9 left"')" 0
	is "$1: a phrase of a replaced one" "$(xabar-search -d t --count '"old train number 8"')" 0
	is "$1: its new form" "$(xabar-search -d t --count '"new train number 8"')" 1
	is "$1: hits by relevance" "$(xabar-search -d t -n 100 --format ids train | sort -u | wc -l | tr -d ' ')" 20
	xabar-search -d t -n 100 --format ids train | sort >ids.relevance
	for order in newest oldest; do
		xabar-search -d t -n 100 --format ids --sort $order train | sort >ids.$order
		same "$1: the same, $order first" ids.relevance ids.$order
	done
	lacks "$1: no deleted one among them" '^d-(3|9|15|21)$' ids.relevance
	is "$1: the newest are the replacements" \
		"$(xabar-search -d t -n 8 --format csv --fields date --sort newest train | tail -n 8 | cut -c 1-10 | uniq)" 2022-06-01
	is "$1: the oldest is not" \
		"$(xabar-search -d t -n 3 --format csv --fields date --sort oldest train | tail -n 3 | cut -c 1-10 | uniq)" 2022-05-01
	for format in text json jsonl csv ids trec; do
		xabar-search -d t -n 100 --format $format 'train' >out.$format
		is "$1: $format has no deleted one" "$(grep -Ec '(^|[^0-9a-z])d-(3|9|15|21)([^0-9]|$)' out.$format)" 0
	done
	json "$1: json's total is exact" '$d->{total}{value} == 20 && $d->{total}{exact} && @{$d->{hits}} == 20' out.json
	is "$1: jsonl has a line a hit" "$(wc -l <out.jsonl | tr -d ' ')" 20
	is "$1: csv, and a header" "$(wc -l <out.csv | tr -d ' ')" 21
	is "$1: trec" "$(wc -l <out.trec | tr -d ' ')" 20
	holds "$1: text says how many" '^20 of 20 dispatches' out.text
	exits 1 "$1: --show of a deleted one" xabar-search -d t --show d-9
	exits 0 "$1: --show of a replaced one" xabar-search -d t --show d-8
	holds "$1: shows the new form" 'The new train number 8'
	exits 1 "$1: id: of a deleted one" xabar-search -d t id:d-9
	is "$1: date: of the first day, without what was replaced and deleted" \
		"$(xabar-search -d t --count date:2022-05-01)" 3
	is "$1: pages do not overlap" "$(for o in 0 7 14; do
		xabar-search -d t -n 7 -o $o --format ids --sort oldest train; done | sort -u | wc -l | tr -d ' ')" 20
	exits 0 "$1: --check" xabar-index -d t --check
}

is 'the index has several segments' "$([ "$(segments t)" -ge 5 ] && echo several)" several
holds_up 'segments'
exits 0 '--compact' xabar-index -d t --compact
silent 'says nothing'
is 'leaves one segment' "$(segments t)" 1
is 'without tombstones but those of the eight earlier versions' \
	"$(sed -n 's/.* tombstones \([0-9]*\) .* earlier \([0-9]*\) newest [0-9]*$/\1 \2/p' t/MANIFEST)" '8 8'
holds_up 'compacted'
gen=$(generation t)
exits 0 '--compact of one segment' xabar-index -d t --compact
is 'does nothing' "$(generation t)" "$gen"
exits 0 'the next run' xabar-index -v -d t run0.jsonl run1.jsonl run2.jsonl run3.jsonl new.jsonl
counts 'still knows the inputs' '0 new, 0 updated, 32 unchanged, 0 deleted, 0 rejected'

exits 0 'deleting all of a segment' xabar-index -d t --delete $(ids t)
is 'leaves no segment' "$(segments t)" 0
is 'and no file of one' "$(ls t | grep -c '^seg-')" 0
exits 1 'an empty index finds nothing' xabar-search -d t train
exits 0 'and compacts to nothing' xabar-index -d t --compact

finish
