#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Queries in one process, warm, ten hits with their text. Lucene searches the bodies alone, xabar makes snippets, too.
. "${0%/*}/lib.sh"

# measure_queries ENGINE N
measure_queries()
{
	doing "$1, $2 dispatches"
	run_queries "$1" "$(index_of "$1" "$2")" >"$dir/times"
	for _class in $(cut -f 1 "$queries" | sort -u); do
		for _p in 50 99; do
			record "$_class p$_p of $2" "$1" ms "$(sed -n "s/^$_class	//p" "$dir/times" | percentile $_p)"
		done
	done
	rm "$dir/times"
}

measure_all()
{
	in_turn measure_queries xabar lucene-2 fts5
}

begin query "queries, warm, ten hits with their text"
make_queries
each_round measure_all
end
