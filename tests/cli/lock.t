#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One writer at a time: exit 75 names it, --wait waits for it, readers do not care.
. "${0%/*}/lib.sh"

holder=
clean_up=release
release()
{
	[ -n "$holder" ] && kill "$holder" 2>/dev/null && wait "$holder" 2>/dev/null
	holder=
}

# hold SECONDS: another process has the lock, and has written who it is as a writer does.
hold()
{
	rm -f held
	perl -e 'use Fcntl ":flock"; open my $f, "+>", "x/lock" or die; flock $f, LOCK_EX or die;
		syswrite $f, "process $$, since 2022-05-20 10:54:00\n"; open my $g, ">", "held"; close $g;
		select undef, undef, undef, $ARGV[0]' -- "$1" &
	holder=$!
	until [ -e held ]; do sleep 0.02; done
}

record a A 'Alpha.' >a.jsonl
record b B 'Beta.' >b.jsonl
exits 0 'an index' xabar-index -d x a.jsonl
hold 60
gen=$(generation x)
exits 75 'a second writer leaves with 75' xabar-index -d x b.jsonl
complains 'names the first, and says what can be done' <<END
xabar-index: 'x' is being written by process $holder, since 2022-05-20 10:54:00
xabar-index: let it finish, or wait for it with --wait SECS
END
is 'prints nothing' "$(cat out)" ''
exits 75 'so does --delete' xabar-index -d x --delete a
exits 75 'and --compact' xabar-index -d x --compact
exits 0 '--status needs no lock' xabar-index -d x --status
exits 0 'nor does --check' xabar-index -d x --check
exits 0 'nor a dry run' xabar-index -n -d x b.jsonl
exits 0 'nor a search' xabar-search -d x alpha
is 'nothing was published' "$(generation x)" "$gen"
exits 75 '--wait gives up after its time' xabar-index --wait 1 -d x b.jsonl
release

hold 0.7
exits 0 '--wait waits for the other to finish' xabar-index --wait 30 -d x b.jsonl
release
is 'and then does its work' "$(ids x | tr '\n' ' ')" 'a b '
holds 'the lock says who had it last' '^process [0-9]+, since [0-9-]+ [0-9:]+$' x/lock
exits 0 'a lock file that nobody holds is no lock' xabar-index -d x a.jsonl

# The real thing: a run that waits on its standard input.
mkfifo pipe
xabar-index -d x - <pipe >/dev/null 2>&1 &
holder=$!
exec 9>pipe
until grep -q "^process $holder," x/lock; do sleep 0.02; done
exits 75 'a run in progress' xabar-index -d x a.jsonl
holds 'is named' "process $holder, since" err
record c C 'Gamma.' >&9
exec 9>&-
wait $holder
is 'it ends well' $? 0
holder=
is 'with its dispatch' "$(ids x | tr '\n' ' ')" 'a b c '

finish
