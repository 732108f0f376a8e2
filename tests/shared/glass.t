#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# News in fifteen languages, written by ourselves and by libxapian: the same in every term, frequency, position, length, value,
# bound and datum, in one run and in many. Skipped where ../shared is absent.
. "${0%/*}/lib.sh"
test -d "$SHARED/data/news/ntrex" && make -s B="${B#"$PWD/"}" "${B#"$PWD/"}/bench/bench_glass" > /dev/null ||
	skip "no $SHARED, or no bench_glass"

cat "$SHARED"/data/news/ntrex/*.jsonl > "$scratch/ntrex.jsonl"
claim 'both databases say the same' "$B/bench/bench_glass" compare "$scratch/ntrex.jsonl" "$scratch/both" 64
claim 'ours is sound' xapian-check "$scratch/both/bulk"
claim 'with a megabyte of memory' "$B/bench/bench_glass" bulk "$scratch/ntrex.jsonl" "$scratch/runs" 1
for table in postlist position docdata; do
	claim "$table has the same bytes" cmp "$scratch/both/bulk/$table.glass" "$scratch/runs/$table.glass"
done
done_testing
