#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A query from the command line, from start to exit of the process, the files being in the system's cache: or2, the first ASKED.
. "${0%/*}/lib.sh"

ASKED=30

# ask ENGINE WORD WORD
ask()
{
	case $1 in
	xabar) set -- "$B/xabar-search" -d "$index" --format json "$2 $3" ;;
	sqlite3) set -- sqlite3 "$index/db" "select title, body from d where d match '\"$2\" OR \"$3\"' order by bm25(d) limit 10" ;;
	lucene-2) set -- java -cp "$lucene$dir/peers" Lucene ask "$index" "$2 $3" ;;
	esac
	"$B/bench/measure" "$dir/measured" "$@" >/dev/null
}

# measure_start ENGINE INDEX
measure_start()
{
	doing "$1"
	index=$2
	sed -n 's/^or2	//p' "$queries" | head -n $ASKED | while read -r a b; do
		ask "$1" "$a" "$b" || [ $? = 1 ]
	done
	for _p in 50 99; do
		record "or2 from the command line p$_p" "$1" ms "$(percentile $_p 1 <"$dir/measured" | awk '{ print $1 * 1e3 }')"
	done
	record "or2 from the command line: processor" "$1" ms "$(percentile 50 2 <"$dir/measured" | awk '{ print $1 * 1e3 }')"
	rm "$dir/measured"
}

measure_all()
{
	measure_start xabar "$(index_of xabar "$n")"
	[ -z "$(with fts5)" ] || ! command -v sqlite3 >/dev/null || measure_start sqlite3 "$(index_of fts5 "$n")"
	[ -z "$(with lucene-2)" ] || measure_start lucene-2 "$(index_of lucene-2 "$n")"
}

begin start "a query from the command line, $n dispatches"
make_queries
each_round measure_all
end
