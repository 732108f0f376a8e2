#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Near-copies of reuters-1987, made by copies.py: which part of them is folded with their original, and how many pairs of
# dispatches that are none, most of them formulas ("Fed adds reserves via customer repurchases"). Skipped where ../shared is absent.
. "$(dirname "$0")/lib.sh"
news=$SHARED/data/news/reuters-1987.jsonl.gz
test -f "$news" && command -v python3 > /dev/null || skip "no $news or no python3"

python3 tests/shared/copies.py make "$news" > "$scratch/copies.jsonl"
half=$(($(wc -l < "$scratch/copies.jsonl") / 2))
# In two segments, so that there are copies in another than their original's.
head -n $half "$scratch/copies.jsonl" > "$scratch/one.jsonl"
tail -n +$((half + 1)) "$scratch/copies.jsonl" > "$scratch/two.jsonl"
claim "indexed" "$B/xabar-index" -q -d "$scratch/x" "$scratch/one.jsonl"
claim "and the other half" "$B/xabar-index" -q -d "$scratch/x" "$scratch/two.jsonl"

# least NAME PERCENT: in the figures.
least () { awk -v name="$1" -v least="$2" '$1 == name { ok = $2 >= least } END { exit !ok }' "$scratch/figures"; }
most () { awk -v name="$1" -v most="$2" '$1 == name { ok = $2 <= most } END { exit !ok }' "$scratch/figures"; }

for order in oldest newest; do
	"$B/xabar-search" -d "$scratch/x" --expand-copies --sort $order -n 100000 --format jsonl --fields id,copies > "$scratch/hits"
	claim "figures, the $order first" python3 tests/shared/copies.py judge "$scratch/hits"
	cp "$scratch/out" "$scratch/figures"
	for kind in correction cut50 cut60 cut80 dateline headline words; do claim "97 % of $kind" least $kind 97; done
	claim "99 % of all" least copies 99
	claim "0.1 % of unrelated pairs at most; in fact a hundredth of that" most unrelated 0.0015
done
done_testing
