#!/bin/sh
# What feedparser's own tests say must be found in feeds (feedparser.py says how). Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
feeds=${SHARED:-../shared}/data/formats/feedparser/tests
if ! test -d "$feeds" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no $feeds or no python3"
	exit 0
fi
out=$(python3 tests/shared/feedparser.py "$B/xabar-index" "$feeds") || exit 2
echo "$out" | sed 's/^/# /'
n=0 failed=0
# at_least GROUP PERCENT: so many of the group's expectations hold, of both kinds.
at_least () {
	n=$((n + 1))
	told=$(echo "$out" | sed -n "s/^$1, .*: \([0-9]*\) of \([0-9]*\) right.*/\1 \2/p" |
	       awk -v least="$2" '{ right += $1; all += $2 } END { printf "%d of %d\n", right, all; exit right * 100 < all * least || !all }')
	if test $? -eq 0; then echo "ok $n - $1: $told"; else echo "not ok $n - $1: $told, not $2 %"; failed=1; fi
}
at_least wellformed 97
at_least entities 97
at_least illformed 90
at_least encoding 95
echo "1..$n"
exit $failed
