#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A line that is larger than any record may be: turned away, at no cost in memory. 64 MiB is the most there may be.
. "${0%/*}/lib.sh"

# The release build gets 300 MB, within a bound on memory that is far below; sanitizers want all of the address space.
if [ "$sanitized" ]; then
	megabytes=80
	bounded() { "$@"; }
else
	megabytes=300
	bounded() { ( ulimit -v 400000; exec "$@" ); }
fi

# feed FORMAT: a small record, the large one, another small one.
feed()
{
	perl -e '
		my ($megabytes, $format) = @ARGV;
		my $chunk = "All work and no play makes a dull dispatch. " x 23831; # about 1 MiB
		print $format eq "json" ? "[" : "", qq({"id":"before","text":"Before it: kestrel."}), $format eq "json" ? "," : "\n";
		print qq({"id":"large","text":");
		print $chunk for 1 .. $megabytes;
		print qq("}), $format eq "json" ? "," : "\n", qq({"id":"behind","text":"Behind it: merlin."}), $format eq "json" ? "]" : "", "\n"' \
		-- "$1" "$2"
}

is_kept()
{
	is "$1: what is before and behind it is kept" "$(ids "$2" | tr '\n' ' ')" 'before behind '
	holds "$1: it is in rejects.log, with its offset and the limit" "	-	$3	.*over 64 MiB" "$2/rejects.log"
	is "$1: once" "$(wc -l <"$2/rejects.log" | tr -d ' ')" 1
}

# Not through a pipe into `exits`, which must run in this shell.
mkfifo pipe
feed $megabytes jsonl >pipe &
exits_fed 1 "a line of $megabytes MB" bounded xabar-index -v -d x -f jsonl - <pipe
is 'is one reject' "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" '2 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
is_kept line x 45

feed $megabytes json >pipe &
exits_fed 1 "an object of $megabytes MB in an array" bounded xabar-index -d y -f json - <pipe
is_kept object y 46

{ printf 'id: large\ntitle: Large\n\n'; feed 70 jsonl; } >pipe &
exits_fed 1 'plain text of 70 MB' bounded xabar-index -d z -f text - <pipe
holds 'is turned away, too' '	-	0	.*over 64 MiB' z/rejects.log

# Detection must not read all of it.
feed 70 jsonl >pipe &
exits_fed 1 'a large line in an input whose format is found' bounded xabar-index -d auto - <pipe
is_kept 'found' auto 45

# The other side of the limit.
perl -e 'print qq({"id":"wide","title":"Wide","text":"curlew ), "x" x 4000000, qq("}\n)' >wide.jsonl
exits 0 'a line of 4 MB is a dispatch' xabar-index -d x wide.jsonl
exits 0 'which is found' xabar-search -d x --format json curlew
json 'and shown in few words' '$d->{hits}[0]{id} eq "wide" && length $d->{hits}[0]{snippet}{text} < 1000'

finish
