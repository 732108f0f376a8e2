#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Records that cannot be used, or only just: each costs itself, and is in rejects.log with its offset.
. "${0%/*}/lib.sh"

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# reject_of OFFSET: the reason.
reject_of()
{
	awk -F '\t' -v offset="$1" '$3 == offset { reason = $4 } END { print reason }' x/rejects.log
}

# ---- JSON Lines ----

record before 'Before' 'A good line: heron.' >lines.jsonl
first=$(wc -c <lines.jsonl | tr -d ' ')
printf '{"id":"cut","text":"the line ends ear\n' >>lines.jsonl
second=$(wc -c <lines.jsonl | tr -d ' ')
record after 'After' 'A good line: egret.' >>lines.jsonl
third=$(wc -c <lines.jsonl | tr -d ' ')
printf '"a string"\n[1,2,3]\nnull\n' >>lines.jsonl
record last 'Last' 'A good line: stork.' >>lines.jsonl
exits 1 'lines that are no JSON, or no object' xabar-index -v -d x lines.jsonl
counts 'are rejected, each, and the good ones taken' '3 new, 0 updated, 0 unchanged, 0 deleted, 4 rejected'
is 'all three' "$(ids x | tr '\n' ' ')" 'after before last '
holds 'rejects.log has the offset of the first' "^[^	]+	lines\.jsonl	$first	." x/rejects.log
holds 'and of the next' "^[^	]+	lines\.jsonl	$third	." x/rejects.log
is 'a line a reject' "$(wc -l <x/rejects.log | tr -d ' ')" 4
holds 'the program says where to look' "^xabar-index: 4 rejected: 'x/rejects\.log' says which and why$" err
lacks 'a reason is one line of four columns' '^[^	]*	[^	]*	[^	]*$|	.*	.*	.*	' x/rejects.log

# ---- JSON that ends early, or goes deep ----

{ printf '['; record one 'One' 'Whole.' | tr -d '\n'; printf ','; record two 'Two' 'Cut short' | head -c 40; } >early.json
exits 1 'a JSON array that ends early' xabar-index -v -d x early.json
counts 'gives what is whole' '1 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
is 'the rest is said to be missing' "$(reject_of "$(grep -abo '{"id":"two' early.json | cut -d: -f1)" | grep -c 'ends early')" 1
perl -e 'print "[" x 100000' >deep.json
exits 1 'a hundred thousand brackets' xabar-index -d x deep.json
perl -e 'print "{\"a\":" x 100000, "1", "}" x 100000, "\n"' >deep.jsonl
record ok 'Ok' 'A good line after the deep one: crane.' >>deep.jsonl
exits 1 'JSON nested 100,000 deep' xabar-index -v -d x -f jsonl deep.jsonl
counts 'costs its own line' '1 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
perl -e 'print "[{\"id\":\"deep\",\"text\":\"x\",\"extra\":", "[" x 100000, "]" x 100000, "},{\"id\":\"beside\",\"text\":\"Beside it: rail.\"}]"' \
	>deep2.json
exits 1 'the same within an array' xabar-index -v -d x deep2.json
exits 0 'costs its own record' xabar-search -d x --show beside

# ---- Without text, dates of every kind ----

printf '{"id":"empty"}\n{"id":"blank","title":"  ","text":" \\n "}\n{}\n' >textless.jsonl
exits 1 'records without text' xabar-index -v -d x textless.jsonl
counts 'are rejected' '0 new, 0 updated, 0 unchanged, 0 deleted, 3 rejected'
is 'for that reason' "$(tail -n 3 x/rejects.log | grep -c 'text')" 3
printf '{"id":"headline","title":"Nothing but a headline: bittern"}\n' >headline.jsonl
exits 0 'a headline alone is text' xabar-index -d x headline.jsonl
exits 0 'and is found' xabar-search -d x bittern

cat >dates.jsonl <<'END'
{"id":"nodate","text":"No date at all: plover."}
{"id":"absurd","text":"An absurd date: plover.","date":"the 45th of Smarch"}
{"id":"far","text":"The year 99999: plover.","date":"99999-01-01"}
{"id":"feb30","text":"The thirtieth of February: plover.","date":"2022-02-30"}
{"id":"null","text":"A null for a date: plover.","date":null}
{"id":"list","text":"A list for a date: plover.","date":[1,2]}
{"id":"huge","text":"A number too large: plover.","date":1e300}
{"id":"good","text":"A good date: plover.","date":"2022-05-20T10:54:00+04:00"}
END
exits 0 'missing and absurd dates' xabar-index -v -d dates dates.jsonl
counts 'do not cost the dispatch' '8 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
is 'all are found' "$(xabar-search -d dates --count plover)" 8
is 'none of them in 1970' "$(xabar-search -d dates --count 'plover date:1970')" 0
is 'nor in any other year than its own' "$(xabar-search -d dates --format ids 'plover date:1900..2100')" good
exits 0 'what was said instead of a date' xabar-search -d dates --show absurd
holds 'is kept, and shown' '45th of Smarch'
lacks 'but not as a date that was read' '^date: [0-9]'
is 'dispatches without a date come after those with one, newest first' \
	"$(xabar-search -d dates --sort newest --format ids plover | head -n 1)" good
is 'and oldest first' "$(xabar-search -d dates --sort oldest --format ids plover | head -n 1)" good

# ---- Ids ----

long=$(perl -e 'print "i" x 10240')
{ record "${long}1" 'Long' 'An id of ten kilobytes: avocet.'; record "${long}2" 'Longer' 'Another one: avocet.'; } >ids.jsonl
exits 0 'ids of 10 kB' xabar-index -v -d ids ids.jsonl
counts 'are ids' '2 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
exits 0 '--show takes one' xabar-search -d ids --show "${long}2"
holds 'and shows that dispatch' '^title: Longer$'
is 'so does id:' "$(xabar-search -d ids --format ids "id:${long}1")" "${long}1"
is 'in quotes, too' "$(xabar-search -d ids --format ids "id:\"${long}2\"")" "${long}2"
exits 0 'it can be replaced' sh -c 'sed s/Longer/Longest/ ids.jsonl >ids2.jsonl; xabar-index -v -d ids ids2.jsonl'
counts 'by itself alone' '0 new, 1 updated, 1 unchanged, 0 deleted, 0 rejected'
exits 0 'and deleted' xabar-index -d ids --delete "${long}1"
is 'the other stays' "$(total ids)" 1

cat >odd.jsonl <<'END'
{"id":"with space","text":"dunlin one"}
{"id":"tab\tand\nline","text":"dunlin two"}
{"id":"\"quoted\"","text":"dunlin three"}
{"id":12345678901234567890,"text":"dunlin four"}
{"id":"","text":"dunlin five"}
{"id":"-leading","text":"dunlin six"}
END
exits 0 'odd ids' xabar-index -v -d odd odd.jsonl
counts 'are ids' '6 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
exits 0 'with a space' xabar-search -d odd --show 'with space'
exits 0 'with a dash before it' xabar-search -d odd --show=-leading
is 'one that begins with a dash is found by id:' "$(xabar-search -d odd --format ids id:-leading)" -leading
exits 0 'a number' xabar-search -d odd --show 12345678901234567890
exits 0 'with quotes' xabar-search -d odd --show '"quoted"'
is 'ids are a line each, whatever is in them' "$(xabar-search -d odd --format ids dunlin | wc -l | tr -d ' ')" 6

# ---- Long values ----

perl -e 'print qq({"id":"longword","title":"), "t" x 50000, qq(","text":"), "w" x 1000000, qq( end","tags":["), "g" x 5000, qq("],"source":"), "s" x 5000, qq("}\n)' \
	>long.jsonl
exits 0 'a word of a million letters, and fields of thousands' xabar-index -d long long.jsonl
exits 0 'are found' xabar-search -d long --format ids "$(perl -e 'print "t" x 50000')"
exits 0 'with the words around them' xabar-search -d long --format json end
json 'and printed whole where that is asked' '$d->{hits}[0]{id} eq "longword" && length $d->{hits}[0]{title} == 50000'
perl -e 'print qq({"id":"manytags","text":"godwit","tags":[), join(",", map qq("tag$_"), 1 .. 5000), "]}\n"' >tags.jsonl
exits 0 'five thousand tags' xabar-index -d long tags.jsonl
exits 0 'are kept' xabar-search -d long --format json godwit
json 'all of them' '@{$d->{hits}[0]{tags}} == 5000'
perl -e 'print qq({"id":"manykeys","text":"whimbrel"), map(qq(,"key$_":"v"), 1 .. 5000), "}\n"' >keys.jsonl
exits 0 'five thousand unknown fields' xabar-index -d long keys.jsonl
exits 0 'are shown again' xabar-search -d long --show manykeys
is 'all of them' "$(grep -c '^key' out)" 5000
exits 0 'every index is whole' sh -c 'for i in x dates ids odd long; do xabar-index -d $i --check || exit; done'

finish
