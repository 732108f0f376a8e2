#!/bin/sh
# What a search must find and must not (../shared/contract), and facts of real input. Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
if ! test -d ../shared/data || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no ../shared or no python3"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
check () {
	n=$((n + 1))
	if test "$1" "$2" "$3"; then echo "ok $n - $4 ($1)"; else echo "not ok $n - $4 ($1)"; failed=1; fi
}

# The rows that fail ask for stemmers and name variants that are not there yet: none of the 58 may be lost.
rows=$(XABAR_BIN=$B python3 ../shared/tools/contract.py ../shared/contract/search.tsv | sed -n 's/^\([0-9]*\) of [0-9]* rows hold$/\1/p')
check "${rows:-0}" -ge 58 "rows of the contract hold"

"$B/xabar-index" -q -d "$scratch/i" ../shared/data/seed ../shared/data/news/ntrex
check $? -eq 0 "seed and ntrex are indexed cleanly"
check "$("$B/xabar-search" -d "$scratch/i" --count '')" -eq 1846 "dispatches: one of seed, 1845 of ntrex"
check "$("$B/xabar-search" -d "$scratch/i" --count 'date:2022-05-20')" -eq 1 "dispatch of 20 May 2022"
check "$("$B/xabar-search" -d "$scratch/i" --count 'lang:az')" -eq 123 "dispatches in Azerbaijani"
before=$(ls -i "$scratch/i/MANIFEST")
"$B/xabar-index" -q -d "$scratch/i" ../shared/data/seed ../shared/data/news/ntrex
check "$before" = "$(ls -i "$scratch/i/MANIFEST")" "a second run publishes nothing"
echo "1..$n"
exit $failed
