#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# How queries take longer as the archive grows: from a quarter of BENCH_N, with BENCH_GROWTH=1 to four times. Growth is linear
# where the ratio is a quarter at four times the size.
. "${0%/*}/lib.sh"

sizes="$((n / 4)) $((n / 2)) $n"
[ "${BENCH_GROWTH:-0}" = 0 ] || sizes="$sizes $((n * 2)) $((n * 4))"

measure_all()
{
	for size in $sizes; do
		doing "$size dispatches"
		run_queries xabar "$(index_of xabar "$size")" >"$dir/times"
		for class in $(cut -f 1 "$queries" | sort -u); do
			record "$class p50, dispatches:" "$size" ms "$(sed -n "s/^$class	//p" "$dir/times" | percentile 50)"
		done
	done
}

begin growth "queries as the archive grows: $sizes dispatches"
make_queries
each_round measure_all
rm "$dir/times"
end $((n / 4))
