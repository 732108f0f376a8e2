#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# serve.sh [INDEX]: xabar-serve under wrk, 16 connections that always wait for an answer, on the machine's own processors: requests a
# second, how long they take, processor time of each, memory at the beginning and after 100,000; then with an indexer beside it
# that publishes every second. INDEX, by default that of the archive, is not written to: the indexer gets a copy of hard links.
. "${0%/*}/lib.sh"

CONNECTIONS=16
SECONDS_EACH=${BENCH_SECONDS:-15}
REQUESTS=${BENCH_REQUESTS:-100000}
server=

# status FIELD: of the server's process, in kB. RssAnon is its own memory; VmRSS has the files of the index that it has mapped, too,
# which the system takes back when it needs them.
status()
{
	awk -v field="$1:" '$1 == field { print $2 }' "/proc/$server/status"
}

# Seconds of processor that it has had.
processor()
{
	awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hertz }' "/proc/$server/stat"
}

# serve INDEX: start one; `url` is where.
serve()
{
	"$B/xabar-serve" -d "$1" --listen 127.0.0.1:0 >/dev/null 2>"$dir/serve.log" &
	server=$!
	trap 'kill "$server"' EXIT
	while ! url=$(grep -o -m 1 'http://[0-9.:]*' "$dir/serve.log"); do
		kill -0 "$server" || { cat "$dir/serve.log" >&2; exit 2; }
		sleep 0.1
	done
}

stop()
{
	trap - EXIT
	kill "$server"
	wait "$server" || :
}

# ask NAME SECONDS: ask for so long; `requests` is how many were answered.
ask()
{
	_before=$(processor)
	QUERIES=$queries wrk -t1 -c$CONNECTIONS -d"$2" -s "$bench/serve.lua" "$url" | tail -n 1 >"$dir/asked"
	read -r requests _ rate _ _ _ p50 _ _ p99 _ failed _ <"$dir/asked"
	rm "$dir/asked"
	record "$1: requests a second" xabar '' "$rate"
	record "$1: p50" xabar ms "$p50"
	record "$1: p99" xabar ms "$p99"
	record "$1: processor each" xabar ms "$(echo "$_before $(processor) $requests" | awk '{ print ($2 - $1) / $3 * 1e3 }')"
	record "$1: failed" xabar '' "$failed"
}

# Many more, for the memory alone.
ask_on()
{
	_left=$REQUESTS
	record "memory at the beginning" xabar MB "$(mb "$(status RssAnon)000")"
	while [ "$_left" -gt 0 ]; do
		doing "$_left requests more"
		ask "all" 30
		_left=$((_left - requests))
	done
	record "memory after $REQUESTS" xabar MB "$(mb "$(status RssAnon)000")"
}

# publish: a dispatch a second, until it is killed.
publish()
{
	while sed -n "$((_i = ${_i:-0} + 1))p" "$more" >"$dir/one.jsonl"; do
		"$B/xabar-index" -q -d "$dir/served" "$dir/one.jsonl"
		sleep 1
	done
}

measure_all()
{
	doing "alone"
	ask "alone" "$SECONDS_EACH"
	doing "an indexer beside it"
	publish &
	publisher=$!
	trap 'kill "$server" "$publisher"' EXIT
	ask "an indexer publishes" "$SECONDS_EACH"
	kill "$publisher"
	wait "$publisher" || :
	trap 'kill "$server"' EXIT
}

begin serve "xabar-serve, $CONNECTIONS connections"
make_queries
more=$dir/more.jsonl
make_set "$more" 1000 2 "$n"
index=${1:-$(index_of xabar "$n")}
rm -rf "$dir/served"
cp -al "$index" "$dir/served"
serve "$dir/served"
ask "warming up" 5 # as many as fill what is kept
each_round measure_all
ask_on
stop
rm -rf "$dir/served" "$dir/one.jsonl"
end
