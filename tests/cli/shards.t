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
		is "xapian-check has nothing to say of shard $i" "$(xapian-check parts/shard-00$i/XAPIANDB | tail -n 1)" 'No errors found'
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

# Each of three dispatches has the name in another way: within a sentence, before one, in a line of capitals.
cat >names.jsonl <<'END'
{"id":"n1","title":"A visit","body":"On Monday the minister Qafarov came to Ganja.","date":"2022-05-01","lang":"en"}
{"id":"n2","title":"A speech","body":"Nothing was said. Qafarov left early.","date":"2022-05-02","lang":"en"}
{"id":"n3","title":"A note","body":"QAFAROV IS BACK AGAIN\n\nNobody was told of it.","date":"2022-05-03","lang":"en"}
{"id":"n4","title":"Визит","body":"В понедельник министр Гафаров приехал в Баку.","date":"2022-05-04","lang":"ru"}
END
xabar-index -q -d n names.jsonl
xabar-index -d n --export spelt --shards 3
spelt='-d spelt/shard-001 -d spelt/shard-002 -d spelt/shard-003'
exits 0 'a name in another spelling' xabar-search $spelt --format ids Гафаров
is 'is found, however its dispatches were dealt' "$(sort out | tr '\n' ' ')" 'n1 n2 n3 n4 '

# ---- What cannot be exported ----

mkdir mine && touch mine/note
exits 2 'a folder that exists' xabar-index -d x --export mine
complains 'is left alone' <<'END'
xabar-index: 'mine' exists, and is no export
xabar-index: name a folder that --export made, or one that does not exist
END
is 'with what is in it' "$(ls -A mine)" note
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

p1=$(port); p2=$(port); p3=$(port)
serve_shard parts/shard-001 $p1; s1=$pid
serve_shard parts/shard-002 $p2; s2=$pid
serve_shard parts/shard-003 $p3; s3=$pid
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
for order in newest oldest; do
	is "a page, and the one behind it, $order first" \
		"$(xabar-search $served --sort $order -n 3 --cursor '*' --format ids market 2>more
		xabar-search $served --sort $order -n 3 --cursor "$(sed 's/.*--cursor //' more)" --format ids market 2>more)" \
		"$(xabar-search -d x --sort $order -n 3 --cursor '*' --format ids market 2>more
		xabar-search -d x --sort $order -n 3 --cursor "$(sed 's/.*--cursor //' more)" --format ids market 2>more)"
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
# ---- What is told by the values of dispatches ----

# Four dispatches of one story, of which each shard has one or two; the second is the earliest, the last has no day.
story='The ferry from Alat was held for nineteen hours by a storm off the cape while forty wagons of cement stood on its lower deck and the passengers were served tea and bread by the captain himself who told them of older and far worse winters at sea'
{
	printf '{"id":"c1","title":"Ferry held","body":"%s.","date":"2022-03-02","source":"A","lang":"en"}\n' "$story"
	printf '{"id":"c2","title":"Ferry is held by storm","body":"%s, the harbour said.","date":"2022-03-01","source":"B","lang":"en"}\n' "$story"
	printf '{"id":"c3","title":"Storm","body":"Correction: %s.","date":"2022-04-03","source":"C","lang":"en"}\n' "$story"
	printf '{"id":"c4","title":"Ferry held","body":"%s.","source":"D","lang":"en"}\n' "$story"
	echo '{"id":"alone","title":"Ferry to Aktau","body":"Another ferry left for Aktau on time and came there in the morning.","date":"2022-03-09","lang":"en"}'
} >stories.jsonl
xabar-index -q -d stories stories.jsonl "$gilavar"
xabar-index -d stories --compact
xabar-index -d stories --export told --shards 3
q1=$(port); q2=$(port); q3=$(port)
serve_shard told/shard-001 $q1; t1=$pid
serve_shard told/shard-002 $q2; t2=$pid
serve_shard told/shard-003 $q3; t3=$pid
trap 'end $s1; end $s2; end $s3; end $t1; end $t2; end $t3' EXIT
in_folders='-d told/shard-001 -d told/shard-002 -d told/shard-003'
told="-d tcp://127.0.0.1:$q1 -d tcp://127.0.0.1:$q2 -d tcp://127.0.0.1:$q3"
partly="-d told/shard-001 -d tcp://127.0.0.1:$q2 -d tcp://127.0.0.1:$q3"

exits 0 'near-copies of a story' xabar-search $told --collapse --sort oldest --format jsonl --fields id,similar '+wagons +nineteen +older'
is 'are folded over servers' "$(head -n 1 out)" '{"id":"c2","similar":3}'
exits 0 'they are listed' xabar-search $told --expand-copies --format json 'id:c1 OR id:c3 OR id:c4'
json 'under the newest, which comes first, the earliest first, those that match alone' \
	'@{$d->{hits}} == 1 && join(" ", map {$_->{id}} $d->{hits}[0], @{$d->{hits}[0]{copies}}) eq "c3 c1 c4"'
exits 0 'its spread' xabar-search $told --spread c4 --format json
json 'begins with who had it first, and ends with what has no day' \
	'$d->{first}{id} eq "c2" && join(" ", map {$_->{id}} @{$d->{copies}}) eq "c1 c3 c4" && $d->{copies}[0]{delay} == 86400'
exits 0 'a histogram' xabar-search $told --count --histogram month --format json 'id:c1 OR id:c2 OR id:c3 OR id:c4'
json 'counts all months between, and what has no day' \
	'join(" ", map {"$_->{key}:$_->{count}"} @{$d->{histogram}}) =~ /^2022-03:2 2022-04:1( |$)/'

# same_of_all CLAIM ARGUMENTS...: folders, servers and both print what the index prints, but for how long it took.
same_of_all()
{
	_what=$1
	shift
	xabar-search -d stories "$@" | sed 's/([0-9.]* ms)//' >wanted
	for where in "$in_folders" "$told" "$partly"; do
		xabar-search $where "$@" | sed 's/([0-9.]* ms)//' >got
		same "$_what" got wanted
	done
}

for query in ferry 'corridor railway' 'reşt OR storm' поезд 'date:2022..2023' 'lang:az'; do
	for sort in relevance newest oldest; do
		same_of_all "$query, $sort: folded" --sort $sort -n 7 --expand-copies --format jsonl --fields id,similar,identical,copies "$query"
		same_of_all "$query, $sort: the second page" --sort $sort -n 4 -o 4 --collapse --format csv --fields id "$query"
	done
	same_of_all "$query: the fresh first" --fresh -n 8 --format ids "$query"
	same_of_all "$query: and folded" --fresh --collapse -n 8 --format jsonl --fields id,similar "$query"
	for span in year month week day; do
		same_of_all "$query: by $span" --count --histogram $span --facet source "$query"
	done
done
for id in c1 c4 alone $(xabar-search -d stories --collapse --format ids -n 4 corridor); do
	same_of_all "the spread of $id" --spread "$id"
done
same_of_all 'the one version that shards have' --show c1 --versions --format ids
is 'a histogram beside an index counts what can be found in it' \
	"$(xabar-search -d x -d tcp://127.0.0.1:$p1 --count --histogram month market)" \
	"$(xabar-search -d x -d parts/shard-001 --count --histogram month market)"
end $t2
exits 3 'a story of which a server is gone' xabar-search $told --spread c1 --format json
json 'tells which' "\$d->{incomplete}[0] eq 'tcp://127.0.0.1:$q2'"

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
serve_shard parts/shard-002 $p2; s2=$pid
exits 0 'a server that is back' xabar-search $served --format json market
json 'misses nothing' '!exists $d->{incomplete} && $d->{total}{value} == 9'
kill -STOP $s3
exits 3 'a server that is silent' xabar-search $served --timeout 1 --format json market
json 'is missing once its time is over' "\$d->{incomplete}[0] eq 'tcp://127.0.0.1:$p3'"
kill -CONT $s3
end $s1; end $s2; end $s3
exits 2 'no server at all' xabar-search $served market
complains 'is an error' <<'END'
xabar-search: none of the servers answers
END
exits 2 'nor the only one' xabar-search -d tcp://127.0.0.1:$p2 market
holds 'which says why' "^xabar-search: tcp://127.0.0.1:$p2 does not answer: .*refused" err
exits 3 'but for a folder beside them' xabar-search -d parts/shard-001 -d tcp://127.0.0.1:$p2 market

finish
