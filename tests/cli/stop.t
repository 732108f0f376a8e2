#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# SIGTERM and SIGINT: what is whole is published, and the next run goes on from there.
. "${0%/*}/lib.sh"

# An archive that takes a while: three files of lines, one of plain text.
mkdir in
each=4000
[ "$sanitized" ] && each=1200
records 1 $each first >in/1.jsonl
records $((each + 1)) $((2 * each)) second | gzip -c >in/2.jsonl.gz
perl -e 'for my $i (1 .. $ARGV[0]) { printf "id: t-%d\ntitle: Text %d\ndate: 2022-05-20\n\nThe third train number %d.\n\n", $i, $i, $i }' \
	-- $each >in/3.txt
records $((2 * each + 1)) $((3 * each)) fourth >in/4.jsonl
all=$((4 * each))
xabar-index -d whole in || exit 1
is 'an undisturbed run has all' "$(total whole)" $all
ids whole >ids.whole

# stop_at SIGNAL FRACTION CODE: a run into a fresh ./x is told to stop when it has done that part of its work, which the
# first line of progress after it tells.
stop_at()
{
	rm -rf x
	perl -e '
		my ($signal, $enough) = @ARGV;
		my $pid = open(my $run, "-|") // die;
		if (!$pid) { open STDERR, ">&STDOUT"; exec "xabar-index", "--progress=json", "-d", "x", "in" or die }
		my $sent = 0;
		while (<$run>) { /"dispatches":(\d+)/ && $1 >= $enough && !$sent++ && kill $signal, $pid }
		close $run;
		print $sent ? "sent " : "late ", $? & 127 ? "killed" : $? >> 8, "\n"' -- "$1" "$2"
}

rounds=0
for enough in 1 $((all / 3)) $((all / 2)) $((all * 3 / 4)); do
	signal=TERM wanted='sent 143'
	[ $((rounds % 2)) = 1 ] && signal=INT wanted='sent 130'
	rounds=$((rounds + 1))
	said=$(stop_at $signal $enough)
	[ "$said" = 'late 0' ] && { skip "SIG$signal" "the run was over before"; continue; }
	is "SIG$signal after $enough dispatches: the exit code is the signal's" "$said" "$wanted"
	exits 0 'the index is whole' xabar-index -d x --check
	part=$(total x)
	is 'what was whole is published' "$([ "$part" -ge "$enough" ] && [ "$part" -le $all ] && echo part)" part
	ids x >ids.part
	is 'and nothing that is not in the input' "$(comm -13 ids.whole ids.part | wc -l | tr -d ' ')" 0
	exits 0 'the next run' xabar-index -v -d x in
	is 'takes what is missing, and no more' "$(tail -n 1 err | cut -d' ' -f1)" $((all - part))
	ids x >ids.resumed
	same 'all dispatches are there, once' ids.whole ids.resumed
	xabar-index -v -d x in >out 2>err
	is 'the third run has nothing to do' "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" \
		"0 new, 0 updated, $all unchanged, 0 deleted, 0 rejected"
done

# Standard input, which waits for more.
mkfifo pipe
xabar-index -v -d p -f jsonl - <pipe >out 2>err &
run=$!
exec 9>pipe
record a A 'Whole when the signal comes: siskin.' >&9
printf '{"id":"b","text":"only half' >&9
sleep 1
kill -TERM $run
wait $run
is 'SIGTERM while standard input is waited for' $? 143
exec 9>&-
lacks 'and rejects nothing' '[1-9][0-9]* rejected' err

# Another writer, which is waited for.
perl -e 'use Fcntl ":flock"; open my $f, "+>>", "p/lock" or die; flock $f, LOCK_EX or die; open my $g, ">", "held"; close $g; sleep 60' &
holder=$!
clean_up="kill $holder"
until [ -e held ]; do sleep 0.05; done
xabar-index --wait 50 -d p in >out 2>err &
run=$!
# It has the lock's file open once its handlers are in place.
tries=0
until ls -l /proc/$run/fd 2>/dev/null | grep -q 'p/lock$' || [ $tries -eq 200 ]; do
	tries=$((tries + 1))
	sleep 0.05
done
kill -TERM $run
wait $run
is 'SIGTERM while the lock is waited for' $? 2
holds 'ends the wait, and says so' 'stopped while waiting' err
kill $holder
wait $holder 2>/dev/null
clean_up=:

finish
