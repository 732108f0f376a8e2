#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What xabar-cluster(7) tells to put into crontabs is run as it stands there, with folders and ports of this test.
. "${0%/*}/lib.sh"

for tool in flock rsync curl xapian-tcpsrv xapian-replicate xapian-replicate-server; do
	command -v $tool >/dev/null || { skip 'the lines for cron' "there is no $tool"; finish; }
done

servers=
clean_up()
{
	for p in $servers; do end "$p"; done
}
clean_up=clean_up
copies=$(port) http=$(port)
# Two in a row.
shards=$(perl -MIO::Socket::INET -e 'for (;;) {
	my $first = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or next;
	my $next = $first->sockport + 1;
	print($first->sockport), exit if IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", LocalPort => $next);
}')

# The lines of the page, with what cron takes off.
page=$top/searcher/xabar-cluster.7
sed -n 's/^\(\*\/[0-9]* [* ]*\|@reboot *\)//p' "$page" >lines
is 'the page has lines for cron' "$(wc -l <lines)" 7
lacks 'cron ends none of them early' '(^|[^\\])%' lines

# line PATTERN: the first that has it; its addresses and folders are ours.
line()
{
	sed -n "/$1/ {
		s,10\.0\.0\.1:/srv,/srv,g; s,10\.0\.0\.[0-9]*,127.0.0.1,g; s,/srv,$scratch/srv,g; s,/etc,$scratch/srv,g
		s/7171/$http/; s/7200/$copies/; s/7201/$shards/
		p
		q
	}" lines
}

# shown FOLDER: how many dispatches each shard of it has.
shown()
{
	for shard in srv/"$1"/shard-*; do
		echo "${shard##*/} $(xabar-search -d "$shard" --count)"
	done
}

mkdir -p srv/archive srv/copy
umask 077 && echo 0123456789abcdef0123 >srv/xabar.tokens
{ record a Harvest 'Wheat was cut.' 2021-05-01; record b Ferry 'The ferry was late.' 2022-05-01; echo '{"id":"bad"}'; } >srv/archive/one.jsonl

# ---- The writer ----

writes()
{
	sh -c "$(line 'xabar-index -d .* --export')"
}
exits 0 'the writer exports what it has indexed' writes
holds 'with a record that was rejected, too, which is told' '1 rejected' err
is 'by year' "$(shown shards | tr '\n' ' ')" 'shard-2021 1 shard-2022 1 '

# ---- Searched in folders ----

# rsync takes what has the same size and second for the same: no two exports are that near.
touch -d '1 minute ago' srv/shards/*/XAPIANDB

copies()
{
	sh -c "$(line 'rsync')"
}
exits 0 'the folder is copied' copies
silent 'without a word'
is 'all of it' "$(shown copy)" "$(shown shards)"
is 'with what makes a search faster' "$(ls srv/copy/shard-*/*/maxima | wc -l)" 2
sh -c "exec $(line 'xabar-serve')" 2>err & servers=$!
answers "$http"
found()
{
	curl -sS -H 'Authorization: Bearer 0123456789abcdef0123' "http://127.0.0.1:$http/search?q=ferry" | sed 's/.*"value"://; s/,.*//'
}
is 'and searched there' "$(found)" 1
record c 'Ferry again' 'The ferry was early.' 2022-06-01 >srv/archive/two.jsonl
writes
# Between the two commands the copy is what it was.
sh -c "$(line 'rsync' | sed 's/ && rsync [^'"'"']*//')"
is 'what was not shown yet is not' "$(shown copy | tr '\n' ' ')$(found)" 'shard-2021 1 shard-2022 1 1'
exits 0 'again' copies
is 'what is new is found without a restart' "$(shown copy | tr '\n' ' ')$(found)" 'shard-2021 1 shard-2022 2 2'
is 'the version before is there as long as on the writer' "$(cd srv/copy && ls shard-*)" "$(cd srv/shards && ls shard-*)"

# ---- Served ----

rm -r srv/copy && mkdir srv/copy
printf 'shard-2021\nshard-2022\n' >srv/list
sh -c "exec $(line 'replicate-server')" >/dev/null 2>&1 & servers="$servers $!"
answers "$copies"
replicates()
{
	sh -c "$(line 'xapian-replicate -q')"
}
exits 0 'shards are copied by xapian-replicate' replicates
silent 'without a word, too'
is 'all of them' "$(shown copy)" "$(shown shards)"
sh -c "$(line 'xapian-tcpsrv'); wait" >/dev/null 2>&1 & servers="$servers $!"
answers "$shards" && answers $((shards + 1))
servers="$servers $(ps -o pid= --ppid "${servers##* }" | tr '\n' ' ')"
exits 0 'and served at one port after the other' xabar-search -d "tcp://127.0.0.1:$shards" -d "tcp://127.0.0.1:$((shards + 1))" --format ids --sort oldest was
prints 'as one' <<'END'
a
b
c
END
record d 'Ferry sold' 'The ferry was sold.' 2022-07-01 >srv/archive/three.jsonl
writes
replicates
is 'a copy that came anew is served to who asks next' "$(xabar-search -d "tcp://127.0.0.1:$((shards + 1))" --count ferry)" 3

finish
