#!/bin/sh
# Names across spellings and scripts, a dispatch and a query a spelling: how many of the others a query finds. Skipped where
# ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
SHARED=${SHARED:-../shared}
if ! test -d "$SHARED/data/names" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no $SHARED or no python3"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
# measure FILE RECALL WRONG: a line of FILE is the spellings of one name.
measure () {
	n=$((n + 1))
	figures=$(XABAR_BIN=$B python3 "$SHARED/tools/names.py" "$1")
	if echo "$figures" | awk -v recall="$2" -v wrong="$3" '/^spellings/ { ok = $4 >= recall && $6 <= wrong } END { exit !ok }'
	then echo "ok $n - $4: $figures"; else echo "not ok $n - $4: $figures"; failed=1; fi
}

measure "$SHARED/data/names/variants.txt" 0.93 0.12 "persons and places of the region"
python3 tests/shared/places.py "$SHARED/data/names/region-places.tsv" > "$scratch/places" || failed=1
measure "$scratch/places" 0.76 0.4 "places in two scripts and more"
python3 tests/shared/places.py --all "$SHARED/data/names/region-places.tsv" > "$scratch/all" || failed=1
measure "$scratch/all" 0.43 0.6 "the same with all Latin names, of every language"
echo "1..$n"
exit $failed
