#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Threads and memory: the same segment however many there are, and nothing of it where one of them fails.
. "${0%/*}/lib.sh"

# Some megabytes of words that are none; some ids come twice.
n=4000
[ "$sanitized" ] && n=1500
perl -e '
	srand 7;
	my @w = map { join "", map { chr 97 + int rand 26 } 1 .. 2 + rand 9 } 1 .. 30000;
	for my $i (1 .. $ARGV[0]) {
		printf qq({"id":"n-%d","title":"\u%s \u%s","body":"%s","date":"2023-01-%02d"}\n),
			$i % 17 ? $i : $i - 5, @w[rand @w, rand @w],
			join(" ", map { my $w = $w[rand @w]; rand() < .1 ? ucfirst $w : $w } 1 .. 20 + rand 150), 1 + $i % 28;
	}' -- $n >many.jsonl

# same_tables CLAIM INDEX INDEX: the segments of both, byte for byte. Their iamglass has the UUID, which is at random.
same_tables()
{
	: >why
	for file in postlist.glass position.glass docdata.glass maxima; do
		for segment in "$2"/seg-??????; do
			cmp "$segment/$file" "$3/${segment##*/}/$file" >>why 2>&1
		done
	done
	cmp "$2/$(ls "$2" | grep del)" "$3/$(ls "$3" | grep del)" >>why 2>&1
	[ "$(segments "$2")" = "$(segments "$3")" ] || echo 'not as many segments' >>why
	if [ -s why ]; then not_ok "$1"; else ok "$1"; fi
}

# ---- The same segments ----

for jobs in 1 2 4 19; do
	exits 0 "--jobs $jobs" xabar-index -v -j $jobs -d j$jobs many.jsonl "$gilavar"
	sed 's/ in [0-9.]* s .*//' err >said.$jobs
	[ $jobs = 1 ] && continue
	same_tables 'gives the same segments' j1 j$jobs
	same 'and says the same' said.1 said.$jobs
done
exits 0 'as many as there are processors' xabar-index -d default many.jsonl "$gilavar"
same_tables 'give them, too' j1 default
exits 0 'and with little memory' xabar-index --jobs=2 --memory=64M -d little many.jsonl "$gilavar"
same_tables 'too' j1 little
exits 0 'they are whole' xabar-index -d j4 --check
is 'with what came last of each id' "$(total j4)" "$(total j1)"

exits 0 'libxapian, with threads' xabar-index -j 3 --writer=xapian -d x3 many.jsonl
exits 0 'and without' xabar-index -j 1 --writer=xapian -d x1 many.jsonl
for table in postlist position docdata termlist; do
	same "writes the same $table" x1/seg-000001/$table.glass x3/seg-000001/$table.glass
done

# Segments that are merged, with what replaced a part of them.
head -n 200 many.jsonl | sed 's/"body":"/&again /' >again.jsonl
for jobs in 1 4; do
	xabar-index -d j$jobs again.jsonl
	exits 0 "a merge with $jobs" xabar-index -j $jobs -d j$jobs --compact
	is 'makes one segment' "$(segments j$jobs)" 1
done
for file in postlist.glass position.glass docdata.glass maxima; do
	same "with the same $file" "$(ls -d j1/seg-??????)/$file" "$(ls -d j4/seg-??????)/$file"
done

# ---- SIGTERM ----

# While standard input is open there is more to come.
mkfifo feed
xabar-index -j4 --progress=json -d stopped -f jsonl - <feed >out 2>progress &
run=$!
exec 9>feed
cat many.jsonl >&9
tries=0
until grep -q '"dispatches":[1-9][0-9][0-9]' progress || [ $tries -eq 600 ]; do
	tries=$((tries + 1))
	sleep 0.05
done
kill -TERM $run
wait $run
is 'SIGTERM with four threads' $? 143
exec 9>&-
exits 0 'publishes what is whole' xabar-index -d stopped --check
ids stopped >ids.stopped
ids x1 >ids.all
is 'of what there is' "$(comm -13 ids.all ids.stopped | wc -l | tr -d ' ')" 0
is 'as far as it was read' "$([ "$(wc -l <ids.stopped)" -ge 90 ] && echo far)" far
exits 0 'the next run' xabar-index -j4 -d stopped many.jsonl
is 'has the rest' "$(total stopped)" "$(total x1)"

# ---- What fails ----

# fails CLAIM REASON COMMAND...: what is published stays, nothing is added, the reason is said once.
fails()
{
	what=$1 reason=$2
	shift 2
	records 1 50 old >old.jsonl
	rm -rf f
	xabar-index -d f old.jsonl
	before=$(generation f)
	exits 2 "$what" "$@"
	is 'is told once' "$(grep -c '^xabar-index: ' err)" "$(grep -c . err)"
	holds 'with its reason' "$reason" err
	is 'nothing was published' "$(generation f)" "$before"
	exits 0 'the index is whole' xabar-index -d f --check
	is 'and answers as before' "$(total f) $(xabar-search -d f --count =old)" '50 50'
	exits 0 'the next run' xabar-index -d f many.jsonl
	is 'does it all' "$(total f)" $(($(total x1) + 50))
	is 'without litter' "$(ls f | grep -cE '\.tmp|^MANIFEST\.')" 0
}

fails 'a limit on files, met by whoever writes' 'File too large' \
	sh -c 'ulimit -f 900; exec xabar-index -j4 -d f many.jsonl'
if [ "$sanitized" ]; then
	skip 'a want of memory' 'sanitizers want all of the address space'
else
	fails 'a want of memory' 'out of memory' sh -c 'ulimit -v 95000; exec xabar-index -j4 -d f many.jsonl'
fi

# ---- A dispatch that is too large for --memory ----

perl -e 'print qq({"id":"before","text":"kestrel"}\n{"id":"large","text":"), "a merlin over the sea " x 500000, qq("}\n)' >large.jsonl
exits 2 'a dispatch of 11 MB with --memory 64M' xabar-index -j2 --memory=64M -d g large.jsonl
complains 'is named, with what is enough' <<'END'
xabar-index: the dispatch 'large' has 10 MiB, too many for --memory 64M
xabar-index: nothing more was published: --memory 84M is enough for it
END
is 'nothing was published' "$(total g)" 0
exits 0 'which it is' xabar-index -j2 --memory=84M -d g large.jsonl
is 'for all' "$(ids g | tr '\n' ' ')" 'before large '

# ---- Options ----

for bad in 0 -1 1025 two 2x ''; do
	exits 2 "--jobs '$bad'" xabar-index --jobs="$bad" -d none many.jsonl
	holds 'is quoted' "^xabar-index: --jobs wants a number.*, not '$bad'\$" err
done
exits 2 'too little memory' xabar-index --memory=63M -d none many.jsonl
holds 'is quoted, with what is enough' '--memory 63M is too little: at least 64M' err
is 'and none is made' "$(ls -d none 2>/dev/null)" ''

finish
