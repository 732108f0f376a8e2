#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A full disk, and a limit on file sizes: nothing is published, nothing is lost, the next run completes.
. "${0%/*}/lib.sh"

mounted=
clean_up=leave
leave()
{
	[ "$mounted" ] && umount "$scratch/disk"
}

# Enough text for some megabytes of index.
perl -e 'srand 7; my @w = map { join "", map { chr 97 + int rand 26 } 1 .. 3 + rand 8 } 1 .. 20000;
	for my $i (1 .. 2500) { printf qq({"id":"n-%d","title":"New %d","body":"%s","date":"2023-01-02"}\n), $i, $i,
		join " ", map { $w[rand @w] } 1 .. 120 }' >many.jsonl
records 1 50 old >old.jsonl

# survives CLAIM INDEX COMMAND...: the command fails, which ./said then has, and the index answers as before.
survives()
{
	what=$1 index=$2
	shift 2
	gen=$(generation "$index")
	exits 2 "$what: the run exits 2" "$@"
	cp err said
	is "$what: with one message" "$(grep -c '^xabar-index: ' said)" 1
	is "$what: nothing was published" "$(generation "$index")" "$gen"
	exits 0 "$what: the index is whole" xabar-index -d "$index" --check
	is "$what: and answers as before" "$(total "$index") $(xabar-search -d "$index" --count =old)" '50 50'
}

# completes CLAIM INDEX: the next run does all of the work, and leaves nothing of the one that failed.
completes()
{
	exits 0 "$1: the next run" xabar-index -d "$2" many.jsonl
	is "$1: completes it" "$(total "$2")" 2550
	exits 0 "$1: and the index is whole" xabar-index -d "$2" --check
	is "$1: without litter" "$(ls "$2" | grep -cE '\.tmp|^MANIFEST\.')" 0
}

# ---- A limit on the size of files ----

xabar-index -d limited old.jsonl
# In blocks of 512 bytes: enough for what is there, not for a table of the new segment.
survives 'ulimit -f' limited sh -c 'ulimit -f 1500; exec xabar-index -d limited many.jsonl'
holds 'ulimit -f: the message is the system'\''s' 'File too large' said
completes 'ulimit -f' limited

# ---- A disk that is full ----

mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=3m tmpfs disk 2>/dev/null; then
	mounted=1
	xabar-index -d disk/x old.jsonl
	survives 'full' disk/x xabar-index -d disk/x many.jsonl
	holds 'full: the message says so' 'No space left on device' said
	is 'full: what was written is swept' "$(ls disk/x | grep -c '\.tmp$')" 0
	dd if=/dev/zero of=disk/fill bs=1024 count=4096 2>/dev/null
	survives 'brimful' disk/x xabar-index -d disk/x many.jsonl
	exits 2 'brimful: --compact, too' xabar-index -d disk/x --delete d-1
	is 'brimful: what was to be deleted is there' "$(total disk/x)" 50
	exits 2 'brimful: an index cannot be made' xabar-index -d disk/new old.jsonl
	exits 0 'brimful: searching needs no room' xabar-search -d disk/x =old
	rm disk/fill
	mount -o remount,size=60m disk
	completes 'with room again' disk/x
	exits 0 'the index that could not be made' xabar-index -d disk/new old.jsonl
	is 'is made' "$(total disk/new)" 50
else
	skip 'a full disk' 'no tmpfs may be mounted'
fi

# Results into a full device are an error, not a success.
if [ -c /dev/full ]; then
	xabar-search -d limited =old >/dev/full 2>err
	is 'results that cannot be written: exit 2' $? 2
	holds 'and say so' 'No space left' err
	xabar-index -n old.jsonl >/dev/full 2>err
	is 'so is a dry run' $? 2
else
	skip 'results that cannot be written' 'no /dev/full'
fi

finish
