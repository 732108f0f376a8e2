#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What shards in folders and of servers answer about real news, beside the index that they were exported from. Skipped where ../shared
# or xapian-tcpsrv is absent.
. "$(dirname "$0")/lib.sh"
news=$SHARED/data/news
test -d "$news" && command -v python3 > /dev/null || skip "no $news or no python3"
command -v xapian-tcpsrv > /dev/null || skip "no xapian-tcpsrv"

servers=
# A server has a process for each who asks, and would end all of its group.
trap 'for pid in $servers; do kill -9 $(ps -o pid= --ppid "$pid") "$pid" 2> /dev/null; done; rm -rf "$scratch"' EXIT

# serve FOLDER: on a port that is free; its name is then in $served.
serve () {
	port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
	xapian-tcpsrv -q -I 127.0.0.1 -p "$port" "$1" > /dev/null 2>&1 &
	servers="$servers $!"
	perl -MIO::Socket::INET -e 'for (1 .. 500) { exit 0 if IO::Socket::INET->new("127.0.0.1:$ARGV[0]"); select undef, undef, undef, .02 } exit 1' \
		"$port" && served=tcp://127.0.0.1:$port
}

claim "indexed" "$B/xabar-index" -q -d "$scratch/x" "$news/reuters-1987.jsonl.gz" "$news/rss-2021.jsonl.gz" "$news/farsnews"
claim "in one segment" "$B/xabar-index" -d "$scratch/x" --compact
claim "exported" "$B/xabar-index" -d "$scratch/x" --export "$scratch/parts" --shards 3
parts=$(echo "$scratch"/parts/*)
names=
for part in $parts; do
	claim "served" serve "$part"
	names="$names $served"
done
claim "hits, copies, facets, histograms and stories are those of the index" \
	python3 tests/shared/shards.py "$B/xabar-search" "${SHARDS_QUERIES:-25}" "$scratch/x" -- $parts -- $names
done_testing
