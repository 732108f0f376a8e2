#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The life of a dispatch: its versions, a kill, an embargo; the archive as it stood on a day that is past.
. "${0%/*}/lib.sh"

# version ID NUMBER WORD UPDATED [STATUS [EMBARGO]]
version()
{
	printf '{"id":"%s","version":"%s","title":"The %s","body":"A train of %s left.","date":"2024-01-01T10:00:00Z","updated":"%s","status":"%s","embargo":"%s"}\n' \
		"$1" "$2" "$3" "$3" "$4" "${5:-usable}" "${6:-}"
}

# seen CLAIM 'VERSIONS' ARGUMENT...: the id and version of all that is found, in any order.
seen()
{
	_what=$1 _wanted=$2
	shift 2
	is "$_what" "$(xabar-search --format csv --fields id,version -n 100 "$@" train | tail -n +2 | tr -d '\r' | tr , : | sort | tr '\n' ' ')" \
		"$_wanted"
}

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# A story of three versions, the third of which kills it; one that is left alone; one under embargo until June 2024; and one that no
# test will live to see. Version 1 comes after version 2.
version story 2 pears 2024-02-01T10:00:00Z >2.jsonl
version other 1 quinces 2024-01-05T10:00:00Z >other.jsonl
version story 1 apples 2024-01-02T10:00:00Z >1.jsonl
version story 3 nothing 2024-03-01T10:00:00Z canceled >3.jsonl
version june 1 plums 2024-01-06T10:00:00Z usable 2024-06-01T06:00:00Z >june.jsonl
version far 1 figs 2024-01-07T10:00:00Z usable 2199-06-01T06:00:00Z >far.jsonl
version held 1 dates 2024-01-08T10:00:00Z withheld >held.jsonl

xabar-index -d x 2.jsonl
xabar-index -d x other.jsonl
exits 0 'a version that is older than the one that is there' xabar-index -v -d x 1.jsonl
holds 'is told as such' '^1.jsonl: .* 1 older versions' err
counts 'and leaves the dispatch what it is' '0 new, 0 updated, 1 unchanged, 0 deleted, 0 rejected'
export XABAR_INDEX=x
seen 'the newest is found' 'other:1 story:2 '
gen=$(generation x)
cp 1.jsonl again.jsonl
xabar-index again.jsonl
is 'it is kept once' "$(sed -n 's/.* earlier \([0-9]*\) newest [0-9]*$/\1/p' x/MANIFEST | tr '\n' ' ')" '1 '
exits 0 'a kill' xabar-index -v 3.jsonl
counts 'is an update' '0 new, 1 updated, 0 unchanged, 0 deleted, 0 rejected'
xabar-index june.jsonl far.jsonl held.jsonl

# What must hold, however the index is laid out.
holds_up()
{
	seen "$1: what is killed, withheld or under embargo is hidden" 'june:1 other:1 '
	seen "$1: --all shows it" 'far:1 held:1 june:1 other:1 story:3 ' --all
	exits 1 "$1: the word of a killed dispatch" xabar-search nothing
	prints "$1: finds nothing, and says what there is" <<-'END'
		nothing found in 2 dispatches (0.0 ms)
		1 killed, withheld or embargoed: --all shows it

	END
	xabar-search --format json train >out
	json "$1: JSON counts what is hidden" '$d->{hidden} == 3 && $d->{total}{value} == 2 && !exists $d->{as_of}'
	xabar-search --format json --all train >out
	json "$1: and says of each why" '!exists $d->{hidden} &&
		join(" ", sort map { $_->{id} . ":" . ($_->{hidden} || "") } @{$d->{hits}}) eq
		"far:embargo held:withheld june: other: story:canceled"'
	is "$1: --count" "$(xabar-search --count train) $(xabar-search --count --all train)" '2 5'
	is "$1: killed is canceled" "$(xabar-search --all --format ids status:killed) $(xabar-search --all --format ids status:Canceled)" \
		'story story'

	seen "$1: as of the day before the first" '' --as-of 2024-01-01
	seen "$1: as of the day of the first version" 'story:1 ' --as-of 2024-01-02
	seen "$1: as of the day before the second" 'other:1 story:1 ' --as-of 2024-01-31
	seen "$1: as of the day of it" 'other:1 story:2 ' --as-of 2024-02-01
	seen "$1: as of the day before the kill" 'other:1 story:2 ' --as-of 2024-02-29
	seen "$1: as of the day of it" 'other:1 ' --as-of 2024-03-01
	seen "$1: with all that was there" 'far:1 held:1 june:1 other:1 story:3 ' --as-of 2024-03-01 --all
	seen "$1: as of the day before an embargo ended" 'other:1 ' --as-of 2024-05-31
	seen "$1: as of the day of it" 'june:1 other:1 ' --as-of 2024-06-01
	seen "$1: no day to come ends an embargo" 'june:1 other:1 ' --as-of 2200-01-01
	seen "$1: as-of: in the query" 'other:1 story:1 ' 'as-of:2024-01-31'
	seen "$1: the earlier of the two counts" 'other:1 story:1 ' --as-of 2024-02-15 'as-of:2024-01-31'
	is "$1: a word of an earlier version is found then" "$(xabar-search --count 'apples as-of:2024-01-31')" 1
	is "$1: and not later" "$(xabar-search --count 'apples as-of:2024-02-15')$(xabar-search --all --count apples)" 00
	xabar-search --format json 'train as-of:2024-02-15' >out
	json "$1: JSON says as of when" '$d->{as_of} eq "2024-02-15T23:59:59Z" && $d->{hidden} == 3'

	xabar-search --format json --facet status --histogram year train >out
	json "$1: facets and histograms are of what is seen" '$d->{facets}{status}[0]{value} eq "usable" &&
		$d->{facets}{status}[0]{count} == 2 && @{$d->{facets}{status}} == 1 && $d->{histogram}[0]{of} == 2'
	xabar-search --format json --facet status --as-of 2024-02-15 --all train >out
	json "$1: and of what was there" 'join(" ", sort map { $_->{value} . ":" . $_->{count} } @{$d->{facets}{status}}) eq
		"usable:4 withheld:1"'
	exits 0 "$1: --versions" xabar-search --show story --versions --all --format json
	json "$1: has all, the newest first" 'join(" ", map { join ":", $_->{version}, $_->{rank}, $_->{body} } @{$d->{hits}}) eq
		"3:1:A train of nothing left. 2:2:A train of pears left. 1:3:A train of apples left."'
	exits 1 "$1: not without --all, of one that is killed" xabar-search --show story --versions
	complains "$1: it says why" <<-'END'
		xabar-search: the dispatch 'story' is canceled
		xabar-search: --all shows it all the same
	END
	exits 1 "$1: nor is it shown" xabar-search --show story
	exits 0 "$1: --show --all" xabar-search --show story --all
	holds "$1: tells its status" '^status: canceled$'
	exits 0 "$1: --show --as-of" xabar-search --show story --as-of 2024-02-15
	holds "$1: is the version of then" '^A train of pears left\.$'
	exits 0 "$1: --versions --as-of" xabar-search --show story --as-of 2024-02-15 --versions --format json
	json "$1: has those of then" 'join(" ", map { $_->{version} } @{$d->{hits}}) eq "2 1"'
	exits 1 "$1: --show of one under embargo" xabar-search --show far
	holds "$1: says until when" "^xabar-search: the dispatch 'far' is under embargo: '2199-06-01T06:00:00Z'$" err
	exits 1 "$1: --show as of a day before" xabar-search --show other --as-of 2024-01-04
	complains "$1: is told from an id that is none" <<-'END'
		xabar-search: there was no dispatch with the id 'other' yet
	END
	exits 0 "$1: --check" xabar-index --check
}

# The time that a search took is no matter.
prints()
{
	sed 's/([0-9.]* ms)/(0.0 ms)/' out >out.timeless
	cat >expected.out
	same "$1" out.timeless expected.out
}

is 'there are five segments' "$(segments x)" 5
holds_up segments
exits 0 '--status' xabar-index --status
is 'counts earlier versions' "$(grep -c 'segment.*	0 dispatches	0 deleted.*	1 earlier versions$' out)" 2
xabar-index --compact
is 'merged, they stay' "$(sed -n 's/.* documents \([0-9]*\) tombstones \([0-9]*\) .* earlier \([0-9]*\) newest [0-9]*$/\1 \2 \3/p' x/MANIFEST)" '7 2 2'
is 'with one list' "$(ls x | grep -c '\.old-')" 1
holds_up merged
gen=$(generation x)
xabar-index --compact
is 'and there is nothing more to merge' "$(generation x)" "$gen"

# The stored dispatches, in place of postings, are what a merge through libxapian is made from.
cp -R x through
xabar-index -d through --writer xapian >/dev/null 2>&1 other.jsonl
version new 1 limes 2024-04-01T10:00:00Z >new.jsonl
xabar-index -d through --writer xapian new.jsonl
xabar-index -d through --writer xapian --compact
is 'merged from stored dispatches, too' "$(sed -n 's/.* documents \([0-9]*\) tombstones \([0-9]*\) .* earlier \([0-9]*\) newest [0-9]*$/\1 \2 \3/p' through/MANIFEST)" '8 2 2'
seen 'they are what they were' 'other:1 story:1 ' -d through --as-of 2024-01-31

# ---- In one run; whatever the threads ----

cat 2.jsonl other.jsonl 1.jsonl 3.jsonl 1.jsonl june.jsonl far.jsonl held.jsonl >all.jsonl
for jobs in 1 3; do
	xabar-index -d "once$jobs" -j $jobs all.jsonl
	sed 's/ crc [0-9a-f]*//; /^end/d' "once$jobs/MANIFEST" >"manifest$jobs" # each database has an UUID of its own
done
is 'one segment' "$(segments once1)" 1
same 'the same index with three threads as with one' manifest1 manifest3
same 'and the same list' once1/seg-000001.old-1 once3/seg-000001.old-1
XABAR_INDEX=once1
holds_up once

# ---- A withdrawal that is no more than an id ----

version gone 1 sloes 2024-01-02T10:00:00Z >sloes.jsonl
xabar-index -d withdrawn sloes.jsonl
printf '{"id":"gone","pubstatus":"canceled"}\n' >withdrawal.jsonl
exits 0 'a withdrawal' xabar-index -d withdrawn withdrawal.jsonl
exits 1 'is in force at once' xabar-search -d withdrawn sloes
exits 1 'and, since nothing tells when it was made, on each day' xabar-search -d withdrawn --as-of 2024-01-03 sloes
is 'that there was a dispatch' "$(xabar-search -d withdrawn --as-of 2024-01-01 --all --sort newest --count) $(
	xabar-search -d withdrawn --as-of 2024-01-02 --all --sort newest --count)" '0 1'
exits 0 'what it said is kept' xabar-search -d withdrawn --all --show gone --versions
holds 'and shown to who asks' '^A train of sloes left\.$'

# ---- Two indexes ----

XABAR_INDEX=x
version story 1 apples 2024-01-02T10:00:00Z >same.jsonl
xabar-index -d y same.jsonl
seen 'each index has its own versions' 'june:1 other:1 story:1 ' -d x -d y
seen 'as of a day' 'other:1 story:1 story:2 ' -d x -d y --as-of 2024-02-15
exits 0 '--versions' xabar-search -d x -d y --show story --versions --all --format json
json 'are those of the one, then of the other' 'join(" ", map { $_->{version} } @{$d->{hits}}) eq "3 2 1 1"'

# ---- Which versions are kept ----

record page 'Page' 'It said apricot.' >page1.jsonl
record page 'Page' 'It said medlar.' >page2.jsonl
record page 'Page' 'It said medlar.' | sed 's/}$/,"hits":"17"}/' >page3.jsonl
kept()
{
	awk '/^segment/ { for (i = 2; i < NF; i++) if ($i == "earlier") n += $(i + 1) } END { print n + 0 }' "$1/MANIFEST"
}
for versions in all numbered none; do
	xabar-index -d p --versions $versions page1.jsonl
	xabar-index -d p --versions $versions page2.jsonl
	xabar-index -d p --versions $versions page3.jsonl
	is "$versions: of texts without numbers" "$(kept p)" "$([ $versions = all ] && echo 1 || echo 0)"
	cat 1.jsonl >first.jsonl
	cat 2.jsonl >second.jsonl
	xabar-index -d p --versions $versions first.jsonl
	xabar-index -d p --versions $versions second.jsonl
	is "$versions: and with numbers" "$(kept p)" "$(echo "all 2 numbered 1 none 0" | sed "s/.*$versions \([0-9]\).*/\1/")"
	rm -rf p
done
for run in 1 2 3; do
	cp page1.jsonl "back$run.jsonl"
	cp page2.jsonl "forth$run.jsonl"
	xabar-index -d p "back$run.jsonl"
	xabar-index -d p "forth$run.jsonl"
done
is 'what goes back and forth is kept but once each' "$(kept p)" 2
exits 0 '--versions of a page that changed' xabar-search -d p --show page --versions
holds 'are listed' '^3 versions, the newest first$'
exits 0 '--compact --versions none' xabar-index -d p --compact --versions none
is 'forgets them' "$(kept p)" 0
is 'and their text' "$(sed -n 's/.* documents \([0-9]*\) .*/\1/p' p/MANIFEST)" 1

# ---- Deleting ----

cp -R x deleted
exits 0 '--delete' xabar-index -d deleted --delete story
exits 1 'takes all versions' xabar-search -d deleted --all --show story --as-of 2024-02-15
is 'none of which is kept' "$(kept deleted)" 0
mkdir feed
cp 1.jsonl 2.jsonl other.jsonl feed
xabar-index -d pruned feed
rm feed/1.jsonl feed/2.jsonl
exits 0 '--prune' xabar-index -v -d pruned --prune feed
counts 'counts a dispatch once' '0 new, 0 updated, 1 unchanged, 1 deleted, 0 rejected'
is 'and takes all versions' "$(kept pruned)" 0
exits 0 'the index is whole' xabar-index -d pruned --check

# ---- Damage, and an index that is older ----

cp -R x damaged
printf x | dd of="$(ls damaged/seg-*.old-*)" bs=1 seek=8 conv=notrunc 2>/dev/null
exits 2 'a list of earlier versions that is damaged' xabar-index -d damaged --check
holds 'is named' "^xabar-index: 'damaged/seg-[0-9]*\.old-[0-9]*': the list of deletions is damaged" err
rm damaged/seg-*.old-*
exits 2 'or gone' xabar-index -d damaged --check
tar -xzf "$tests/data/plain-index.tar.gz"
is 'an index by an earlier program can be asked' "$(xabar-search -d plain-index --sort newest --count)" 3
is 'what is not dated is of no day' "$(xabar-search -d plain-index --as-of 2200 --count)" 0
# ---- Bad input ----

exits 2 'a date that is none' xabar-search --as-of soon train
complains 'is refused' <<'END'
xabar-search: cannot read the date 'soon'
xabar-search: write 2022, 2022-05, 2022-05-20, 2022-05-18..2022-06, 2022.., 20.05.2022, "May 2022", 1401/02/28, yesterday, "last week", "3 days ago" or "last 7 days"
END
exits 2 'a range' xabar-search 'train as-of:2022..2024'
holds 'is refused' "^xabar-search: column 13: the archive stood at one date" err
for query in '(as-of:2024)' '-as-of:2024' 'train AND as-of:2024' 'as-of:(2024)' 'as-of:2023 as-of:2024' 'NOT as-of:2024' 'as-of:'; do
	exits 2 "as-of: has its place: $query" xabar-search "$query"
done
exits 2 '--versions without --show' xabar-search --versions train
exits 2 '--versions of xabar-index wants a word' xabar-index --versions some 1.jsonl
holds 'which it names' "^xabar-index: --versions is all, numbered or none, not 'some'" err

finish
