#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs over inputs that an index holds already: nothing is done twice, nothing is missed.
. "${0%/*}/lib.sh"

# counts CLAIM 'N new, ...': what the last run with -v said.
counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# The bytes that a run read: its summary has them only as a rate, so they are counted by the last line of its progress.
inode()
{
	ls -i "$1" | awk '{ print $1 }'
}

# ---- Nothing has changed ----

cp -R "$gilavar" in
exits 0 'the first run' xabar-index -v -d x in
counts 'takes all' '46 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
before=$(inode x/MANIFEST) gen=$(generation x)
exits 0 'the second run' xabar-index -v -d x in
counts 'finds all of it unchanged' '0 new, 0 updated, 46 unchanged, 0 deleted, 0 rejected'
lacks 'reads no input' 'dispatches' err
is 'and publishes nothing: the MANIFEST is the same file' "$(inode x/MANIFEST)" "$before"
is 'of the same generation' "$(generation x)" "$gen"
exits 0 'a run over a part of it, by another path' xabar-index -v -d x ./in/json/../json in/json/features.json
counts 'knows the files by what they are, and visits each once' '0 new, 0 updated, 32 unchanged, 0 deleted, 0 rejected'

touch -d 2030-01-01 in/json/corridor.jsonl 2>/dev/null || touch -t 203001010000 in/json/corridor.jsonl
exits 0 'a file that was touched' xabar-index -v -d x in
counts 'is unchanged' '0 new, 0 updated, 46 unchanged, 0 deleted, 0 rejected'
lacks 'and not read as records again' 'dispatches' err
gen=$(generation x)
exits 0 'the run after' xabar-index -d x in
is 'does not even look at it' "$(generation x)" "$gen"

mv in moved
exits 0 'the same archive at another place' xabar-index -v -d x moved
counts 'is the same dispatches' '0 new, 0 updated, 46 unchanged, 0 deleted, 0 rejected'
is 'and is not indexed twice' "$(total x)" 46

# ---- A file that grew ----

mkdir grow
records 1 1000 first >grow/log.jsonl
exits 0 'a log of 1000 lines' xabar-index -v -d g grow
records 1001 1003 second >>grow/log.jsonl
if command -v strace >/dev/null && strace -o trace -e trace=none true 2>/dev/null; then traced=1; else traced=; fi
exits 0 'three lines more' xabar-index -v -d g grow
counts 'are three dispatches' '3 new, 0 updated, 1000 unchanged, 0 deleted, 0 rejected'
is 'beside the others' "$(total g)" 1003
# That a million bytes were not read as records shows in the rate: the bytes counted are those of the three lines.
holds 'read from the old end on' '\(0\.[0-9] MB/s\)$' err

# Its prefix cannot be made invalid unnoticed, but what is behind the old end can be told from what is before it: a
# dispatch that was deleted comes back when its line is read again.
exits 0 'a dispatch is deleted' xabar-index -d g --delete d-7
records 1004 1004 third >>grow/log.jsonl
exits 0 'the log grows again' xabar-index -v -d g grow
counts 'by one' '1 new, 0 updated, 1003 unchanged, 0 deleted, 0 rejected'
exits 1 'line 7 was not read: what it said is still deleted' xabar-search -d g --show d-7

# ---- A last line that is still being written ----

mkdir half
record one 'One' 'The first is whole.' >whole
record two 'Two' 'The second takes its time.' >slow
head -c 30 slow >slow.1
tail -c +31 slow >slow.2
cat whole slow.1 >half/log.jsonl
exits 1 'half a line' xabar-index -v -d h half
counts 'is rejected' '1 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
holds 'the log says at which byte, and that the input ends early' \
	"half/log\.jsonl	$(wc -c <whole)	.*ends early" h/rejects.log
cat slow.2 >>half/log.jsonl
exits 0 'the rest of the line' xabar-index -v -d h half
counts 'makes it a dispatch' '1 new, 0 updated, 1 unchanged, 0 deleted, 0 rejected'
is 'nothing is lost, nothing twice' "$(ids h | tr '\n' ' ')" 'one two '
record three 'Three' 'The third has no newline yet.' | tr -d '\n' >>half/log.jsonl
exits 0 'a whole object without its newline' xabar-index -v -d h half
counts 'is taken' '1 new, 0 updated, 2 unchanged, 0 deleted, 0 rejected'
printf '\n' >>half/log.jsonl
exits 0 'its newline' xabar-index -v -d h half
counts 'adds nothing' '0 new, 0 updated, 3 unchanged, 0 deleted, 0 rejected'

printf 'not json\n' >>half/log.jsonl
exits 1 'a bad line at the end' xabar-index -d h half
record four 'Four' 'After the bad line.' >>half/log.jsonl
exits 0 'and a good one after it: the bad one is not turned away twice' xabar-index -v -d h half
counts 'the good one is taken' '1 new, 0 updated, 3 unchanged, 0 deleted, 0 rejected'

# Half a character: the line is valid again when the other byte comes.
mkdir bytes
record c 'C' 'сталь' | tr -d '\n' >char
head -c $(($(grep -abo 'ь' char | cut -d: -f1) + 1)) char >bytes/log.jsonl
exits 1 'half a character' xabar-index -d b bytes
{ cat char; echo; } >bytes/log.jsonl
exits 0 'the other half' xabar-index -d b bytes
exits 0 'is not damaged' xabar-search -d b '=сталь'

# gzip members that are appended, as logs are packed.
mkdir packed
records 1 10 first | gzip -c >packed/log.jsonl.gz
exits 0 'a packed log' xabar-index -d p packed
records 11 12 second | gzip -c >>packed/log.jsonl.gz
exits 0 'that another member was appended to' xabar-index -v -d p packed
counts 'is read on' '2 new, 0 updated, 10 unchanged, 0 deleted, 0 rejected'

# ---- A file that changed ----

mkdir change
records 1 5 old >change/a.jsonl
exits 0 'five dispatches' xabar-index -d c change
{ records 1 2 old; records 3 3 changed; records 4 5 old; } >change/a.jsonl
exits 0 'one of which changes' xabar-index -v -d c change
counts 'one is updated' '0 new, 1 updated, 4 unchanged, 0 deleted, 0 rejected'
exits 0 'the new words are found' xabar-search -d c --format ids changed
is 'in that dispatch' "$(cat out)" d-3
is 'and the old ones in the other four' "$(xabar-search -d c --count '=old')" 4
records 1 3 old >change/a.jsonl
exits 0 'a file that became shorter' xabar-index -v -d c change
counts 'keeps its dispatches, without --prune' '0 new, 1 updated, 2 unchanged, 0 deleted, 0 rejected'
is 'all five' "$(total c)" 5

exits 2 'a dispatch read in the wrong format' xabar-index -d f -f nonesuch change
printf 'date 2022-05-20\n\nA text in a file.\n' >note.txt
exits 1 'an input forced into the wrong format' xabar-index -d f -f jsonl note.txt
exits 0 'is read again when the format is another' xabar-index -v -d f -f text note.txt
counts 'and gives its dispatch' '1 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'

# ---- The ledger is lost ----

rm -r c/ledger
exits 0 'without its ledger' xabar-index -v -d c change
holds 'everything is read again, and that is said' 'every input is read again' err
counts 'but what is unchanged is seen to be' '0 new, 0 updated, 3 unchanged, 0 deleted, 0 rejected'
exits 0 'and the index is whole' xabar-index -d c --check

# Other options make something else of the same file.
echo '{"kop":"A kite","verhaal":"over the dunes"}' >mapped.jsonl
exits 1 'names that are not found by themselves' xabar-index -d mapped mapped.jsonl
exits 0 'are read again with --map' xabar-index -v -d mapped --map title=kop,body=verhaal mapped.jsonl
holds 'and found' '^1 new, ' err
exits 0 'the same options' xabar-index -v -d mapped --map title=kop,body=verhaal mapped.jsonl
holds 'read nothing again' '^0 new, 0 updated, 1 unchanged' err
exits 2 'a path that is missing' xabar-index -d unmade missing
is 'leaves no index behind' "$(ls -d unmade 2>/dev/null)" ''

finish
