#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --export to shards, and searching them: in folders, of servers (Debian's xapian-tcpsrv), and of servers that are gone.
. "${0%/*}/lib.sh"

# Twelve dispatches: one is deleted, one killed, one under embargo. One has no date.
{
	for i in 1 2 3 4 5 6 7; do
		printf '{"id":"m%s","title":"Market %s","body":"The market of Bakı rose by %s points.","date":"2022-05-0%s","source":"S%s","lang":"en"}\n' \
			$i $i $i $i $((i % 2))
	done
	echo '{"id":"undated","title":"Market","body":"A market without a day.","lang":"en"}'
	echo '{"id":"other","title":"Harvest","body":"The harvest in Gəncə was good. No market was told of it.","date":"2021-01-01","lang":"en"}'
	echo '{"id":"gone","title":"Market","body":"A market that is deleted.","date":"2022-06-01","lang":"en"}'
	echo '{"id":"killed","title":"Market","body":"A market that is killed.","date":"2022-06-02","status":"canceled","lang":"en"}'
	echo '{"id":"later","title":"Market","body":"A market that is under embargo.","date":"2022-06-03","embargo":"2099-01-01T00:00:00Z","lang":"en"}'
} >in.jsonl
xabar-index -q -d x in.jsonl
xabar-index -q -d x --delete gone
xabar-index -d x --compact
exits 0 '--export' xabar-index -d x --export parts --shards 3
silent 'says nothing'
is 'makes as many shards' "$(ls parts | tr '\n' ' ')" 'shard-001 shard-002 shard-003 '
is 'and leaves nothing beside' "$(ls -d parts*)" parts

all='-d parts/shard-001 -d parts/shard-002 -d parts/shard-003'
is "together they have all that may be published" "$(xabar-search $all --count) $(xabar-search -d x --count)" "9 9"
is 'dealt in turn' "$(for i in 1 2 3; do xabar-search -d parts/shard-00$i --count; done | tr '\n' ' ')" '3 3 3 '
if command -v xapian-check >/dev/null; then
	for i in 1 2 3; do
		is "xapian-check has nothing to say of shard $i" "$(xapian-check parts/shard-00$i | tail -n 1)" 'No errors found'
	done
else
	for i in 1 2 3; do skip "shard $i is a database" 'there is no xapian-check'; done
fi
exits 1 'what is killed is in none, even with --all' xabar-search $all --all killed
exits 1 'nor what is under embargo' xabar-search $all --all embargo
exits 2 'there is no day that is past' xabar-search $all --as-of 2022-05-03 market
holds 'and that is said' "a shard tells nothing of the days that are past" err
xabar-index -d x --export few --shards 12
is 'more shards than dispatches' "$(for i in few/*; do echo "-d $i"; done | xargs xabar-search --count)" 9

# ---- What cannot be exported ----

exits 2 'a folder that exists' xabar-index -d x --export parts
complains 'is left alone' <<'END'
xabar-index: 'parts' exists
xabar-index: name a folder that does not: --export DIR
END
exits 2 'no index' xabar-index -d nowhere --export never
is 'makes no folder' "$(ls -d never* 2>/dev/null)" ''
for n in 0 1001 -1 x ''; do
	exits 2 "--shards '$n'" xabar-index -d x --export never --shards "$n"
done
exits 2 'an operand' xabar-index -d x --export never in.jsonl
xabar-index -q --writer xapian -d loose in.jsonl
exits 2 'an index that libxapian wrote' xabar-index -d loose --export never
holds 'what to do is told' 'writer bulk' err
is 'nothing is left of it' "$(ls -d never* 2>/dev/null)" ''
mkdir foreign && touch foreign/iamglass
exits 2 'what only looks like a database' xabar-search -d foreign market

# ---- Servers ----

for name in tcp:// tcp://host tcp://host: tcp://host:0 tcp://host:65536 tcp://host:1x; do
	exits 2 "'$name' is no server's name" xabar-search -d "$name" market
done
for n in 0 3601 x; do
	exits 2 "--timeout '$n'" xabar-search -d x --timeout $n market
done
if ! command -v xapian-tcpsrv >/dev/null; then
	skip 'servers' 'there is no xapian-tcpsrv (xapian-tools)'
	finish
	exit
fi

port()
{
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# answers PORT: waits until a server is there.
answers()
{
	perl -MIO::Socket::INET -e 'for (1 .. 500) { exit 0 if IO::Socket::INET->new("127.0.0.1:$ARGV[0]"); select undef, undef, undef, .02 } exit 1' "$1"
}

# A server has a process for each who asks.
end()
{
	kill -9 $(ps -o pid= --ppid "$1") "$1" 2>/dev/null
}

serve()
{
	xapian-tcpsrv -q -I 127.0.0.1 -p "$2" "$1" >/dev/null 2>&1 &
	pid=$!
	answers "$2"
}

p1=$(port); p2=$(port); p3=$(port)
serve parts/shard-001 $p1; s1=$pid
serve parts/shard-002 $p2; s2=$pid
serve parts/shard-003 $p3; s3=$pid
trap 'end $s1; end $s2; end $s3' EXIT
served="-d tcp://127.0.0.1:$p1 -d tcp://127.0.0.1:$p2 -d tcp://127.0.0.1:$p3"
mixed="-d parts/shard-001 -d tcp://127.0.0.1:$p2 -d tcp://127.0.0.1:$p3"

for query in market 'market harvest' '+market +rose' '"market of"' 'mar*' 'baki' '"harvest" OR points' 'date:2022-05-02..2022-05-04' 'market NEAR/3 rose'; do
	for sort in relevance newest oldest; do
		for offset in 0 5 8; do
			set -- --sort $sort -o $offset -n 3 --format ids "$query"
			is "$query, $sort, from $offset: shards, servers and both have what the index has" \
				"$(xabar-search $all "$@")|$(xabar-search $served "$@")|$(xabar-search $mixed "$@")" \
				"$(xabar-search -d x "$@")|$(xabar-search -d x "$@")|$(xabar-search -d x "$@")"
		done
	done
	is "$query: as many" "$(xabar-search $served --count "$query")" "$(xabar-search -d x --count "$query")"
done
is 'snippets, names and the rest of a hit are those of the index' \
	"$(xabar-search $served --no-collapse --format csv --fields id,title,date,snippet baki)" \
	"$(xabar-search -d x --format csv --fields id,title,date,snippet baki)"
is 'a dispatch is shown whole' "$(xabar-search $served --show m4)" "$(xabar-search -d x --show m4)"
is 'facets' "$(xabar-search $served --count --facet source --facet lang market)" "$(xabar-search -d x --count --facet source --facet lang market)"
is 'what is meant' "$(xabar-search $served --format json markte | sed 's/.*"suggestion"/"suggestion"/')" \
	"$(xabar-search -d x --format json markte | sed 's/.*"suggestion"/"suggestion"/')"
is 'beside an index with dead and hidden ones, they stay so' \
	"$(xabar-search -d x -d tcp://127.0.0.1:$p1 --count market)" "$(xabar-search -d x -d parts/shard-001 --count market)"
exits 2 'a histogram' xabar-search $served --histogram month market
complains 'is none of servers' <<'END'
xabar-search: a histogram cannot be had of a server
xabar-search: ask an index in a folder, or a shard in one, with -d DIR
END
exits 2 'near-copies' xabar-search $served --collapse market
holds 'are not folded by them' 'folded near-copies cannot be had of a server' err
exits 0 'nor are they where they would be in text' xabar-search $served market

exits 2 'nor is the spread of a story told' xabar-search $served --spread m1

exits 2 'nor what is fresh' xabar-search $served --fresh market
exits 2 'nor are versions' xabar-search $served --show m1 --versions
exits 2 'nor are there alerts' xabar-search -d tcp://127.0.0.1:$p1 --alert-add a market
is 'a table of names' "$(printf 'Bakı\nGəncə\n' | xabar-search $served --batch -)" "$(printf 'Bakı\nGəncə\n' | xabar-search -d x --batch -)"

# ---- Servers that are gone ----

mkfifo topics
xabar-search $served --format ids --topics topics >got 2>said &
searching=$!
exec 3>topics
printf '1\tmarket\n' >&3
perl -e 'for (1 .. 500) { exit if `ps -o pid= --ppid $ARGV[0]`; select undef, undef, undef, .02 }' $s2
end $s2
printf '2\tmarket\n' >&3
exec 3>&-
wait $searching
is 'a server that ends while it is asked: what is left is answered by the others' $? 3
holds 'and tells which is missing' "^xabar-search: incomplete: 'tcp://127.0.0.1:$p2' does not answer$" said

exits 3 'a server that is not there from the beginning' xabar-search $served --format json market
json 'is told in JSON' "@{\$d->{incomplete}} == 1 && \$d->{incomplete}[0] eq 'tcp://127.0.0.1:$p2'"
json 'what the others have is there' '@{$d->{hits}} == 6 && $d->{total}{value} == 6'
exits 3 'counted, too' xabar-search $served --count market
serve parts/shard-002 $p2; s2=$pid
exits 0 'a server that is back' xabar-search $served --format json market
json 'misses nothing' '!exists $d->{incomplete} && $d->{total}{value} == 9'
kill -STOP $s3
exits 3 'a server that is silent' xabar-search $served --timeout 1 --format json market
json 'is missing once its time is over' "\$d->{incomplete}[0] eq 'tcp://127.0.0.1:$p3'"
kill -CONT $s3
end $s1; end $s2; end $s3
exits 2 'no server at all' xabar-search $served market
holds 'is an error' 'none of the servers answers|does not answer' err
exits 3 'but for a folder beside them' xabar-search -d parts/shard-001 -d tcp://127.0.0.1:$p2 market

finish
