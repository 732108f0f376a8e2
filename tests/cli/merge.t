#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Many small runs, as from cron: segments are merged, and nothing is lost or found twice.
. "${0%/*}/lib.sh"

# Twenty runs of three new dispatches each; every run also replaces one of the run before.
most=0 run=1
: >expected
while [ $run -le 20 ]; do
	first=$((run * 3 - 2))
	records $first $((first + 2)) "fresh" "2022-05-$(printf %02d $run)T08:00:00Z" >in-$run.jsonl
	[ $run -gt 1 ] && records $((first - 1)) $((first - 1)) "revised" 2022-06-01T08:00:00Z >>in-$run.jsonl
	xabar-index -d x in-$run.jsonl || { echo "Bail out! run $run"; exit 1; }
	n=$(segments x)
	[ "$n" -gt $most ] && most=$n
	run=$((run + 1))
done
is 'twenty runs never leave more than a handful of segments' "$([ $most -le 8 ] && echo few || echo $most)" few
is 'every dispatch is there' "$(total x)" 60
perl -e 'print "d-$_\n" for 1 .. 60' | sort >expected
ids x >got
same 'once' expected got
is 'what was replaced is as it was last' "$(xabar-search -d x --count =revised)" 19
is 'and not as it was before' "$(xabar-search -d x --count =fresh)" 41
misses=0
for i in 1 7 13 28 29 30 44 57 60; do
	[ "$(xabar-search -d x --format ids "\"train number $i left\"")" = "d-$i" ] || misses=$((misses + 1))
done
is 'each is found by its own phrase, alone' $misses 0
exits 0 'the index is whole' xabar-index -d x --check
is 'no more folders than the MANIFEST names' "$(ls -d x/seg-?????? | wc -l | tr -d ' ')" "$(segments x)"
is 'nothing is left over' "$(ls x | grep -cE '\.tmp$|^MANIFEST\.')" 0
is 'one ledger' "$(ls x/ledger | wc -l | tr -d ' ')" 1
holds 'the dispatches carry their dates through merges' ' first 1651392000 last ' x/MANIFEST

exits 0 '--compact' xabar-index -d x --compact
is 'makes one of them' "$(segments x)" 1
ids x >got
same 'with the same dispatches' expected got
is 'in the same order of dates' "$(xabar-search -d x --sort oldest -n 2 --format ids | tr '\n' ' ')" 'd-1 d-2 '
is 'with the same texts' "$(xabar-search -d x --count =revised)" 19
exits 0 'and is whole' xabar-index -d x --check

# A segment most of whose dispatches are dead is merged, however few segments there are.
records 1 100 once >hundred.jsonl
xabar-index -d y hundred.jsonl
records 1 60 again >sixty.jsonl
exits 0 'sixty of a hundred are replaced' xabar-index -d y --versions none sixty.jsonl
is 'their tombstones do not stay' "$(sed -n 's/.* tombstones \([0-9]*\) .*/\1/p' y/MANIFEST | sort -un | tr '\n' ' ')" '0 '
is 'and the hundred do' "$(total y)" 100

# A reader keeps the generation it opened: the files go when it has left.
perl -e 'use Fcntl ":flock"; open my $f, "<", "y/MANIFEST" or die; flock $f, LOCK_SH or die; print "held\n"; $| = 1;
	open my $g, ">", "held"; close $g; sleep 60' >/dev/null &
reader=$!
until [ -e held ]; do sleep 0.05; done
old=$(ls -d y/seg-??????)
exits 0 'a merge under a reader' sh -c 'xabar-index -d y --delete d-1 && xabar-index -d y --compact'
is 'leaves the reader its segments' "$(ls -d $old 2>/dev/null | tr '\n' ' ')" "$(echo $old) "
is 'and is there for others' "$(total y)" 99
kill $reader
wait $reader 2>/dev/null
record last 'Last' 'The run after.' >last.jsonl
exits 0 'the run after it has left' xabar-index -d y last.jsonl
is 'sweeps them' "$(ls -d $old 2>/dev/null)" ''
is 'and their MANIFEST' "$(ls y | grep -c '^MANIFEST\.')" 0

# A merge that is told to stop leaves the last generation, and says so by its exit code.
each=2500
[ "$sanitized" ] && each=900
stop_once()
{
	perl -e '
		use Time::HiRes "sleep";
		my $when = shift @ARGV;
		my $pid = fork // die;
		exec @ARGV or die unless $pid;
		use POSIX ":sys_wait_h";
		my $sent = 0;
		until (waitpid $pid, WNOHANG) {
			my $due = $when =~ /^\d+$/ ? `sed -n "s/^generation //p" z/MANIFEST` == $when : -e $when;
			$sent = kill "TERM", $pid if $due && !$sent;
			sleep 0.001;
		}
		print $? ? "" : "late ", $? & 127 ? "killed" : $? >> 8, "\n"' -- "$@"
}

# stopped WHAT SEGMENTS: that is what $said says, and the index is as it was.
stopped()
{
	[ "$said" = 'late 0' ] && { skip "$1" 'it was over before'; return; }
	is "$1: the exit code is the signal's" "$said" 143
	is 'the segments are as they were' "$(segments z)" "$2"
	is 'nothing is left of the new one' "$(ls z | grep -c '\.tmp$')" 0
	exits 0 'the index is whole' xabar-index -d z --check
}

for i in 1 2 3; do
	records $((i * each)) $((i * each + each - 1)) "z$i" >in-z.jsonl
	xabar-index -d z in-z.jsonl
done
said=$(stop_once z/seg-building.tmp xabar-index -d z --compact)
stopped 'SIGTERM in --compact' 3
exits 0 'once more, undisturbed' xabar-index -d z --compact
is 'it makes one' "$(segments z)" 1
is 'of all dispatches' "$(total z)" $((3 * each))

rm -rf z
for i in 1 2 3 4 5 6 7 8; do
	records $((i * 900)) $((i * 900 + 899)) "z$i" >in-z.jsonl
	[ $i -lt 8 ] && xabar-index -d z in-z.jsonl
done
said=$(stop_once $(($(generation z) + 1)) xabar-index -d z in-z.jsonl)
stopped 'SIGTERM while a run merges' 8
is 'what the run has read is there' "$(total z)" 7200
xabar-index -d z in-z.jsonl
is 'the next one merges' "$(segments z)" 1

# A segment that an earlier version made does not say how its words were analysed.
cat >words.jsonl <<'END'
{"id":"en","lang":"en","body":"The farmers of the valley sold what they had."}
END
# Stock Xapian changes metadata only where there are term lists.
xabar-index -q --writer=xapian -d w words.jsonl
old=$(ls -d w/seg-??????)
xabar-index -d w --compact
is 'what this version made is not made anew' "$(ls -d w/seg-??????)" "$old"
exits 0 'a search of it' xabar-search -d w valley
is 'has nothing to tell' "$(cat err)" ''
xapian-metadata set "$old" analysis ''
exits 0 'a search of one of an earlier version' xabar-search -d w valley
complains 'says so, and what to do' <<'END'
xabar-search: an earlier version made a part of the index, so that inflected words may be missed: xabar-index --compact makes it anew
END
exits 0 'one segment of an earlier version' xabar-index -d w --compact
is 'is made anew' "$(ls -d w/seg-?????? | grep -c "$old")" 0
is 'says how its words were analysed' "$(xapian-metadata get "$(ls -d w/seg-??????)" analysis)" 1
is 'and has them' "$(xabar-search -d w --count valleys)" 1

finish
