#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All of IPTC's examples of ninjs, and what its test suite says is valid, against a second reading of them (ninjs.py) and
# against what a person has checked (golden/ninjs.tsv).
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
root=${SHARED:-../shared}/data/formats/newsinjson
if ! test -d "$root" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no $root or no python3"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
check () {
	n=$((n + 1))
	if test "$1" "$2" "$3"; then echo "ok $n - $4 ($1)"; else echo "not ok $n - $4 ($1)"; failed=1; fi
}

find "$root"/examples/[0-9]* "$root"/validation/test_suite/*/should_pass -name '*.json' ! -name '*-schema.json' | LC_ALL=C sort > "$scratch/files"
tr '\n' '\0' < "$scratch/files" | xargs -0 python3 tests/shared/ninjs.py expect "$root" | LC_ALL=C sort > "$scratch/expected"
tr '\n' '\0' < "$scratch/files" | xargs -0 "$B/xabar-index" -n 2> "$scratch/err" > "$scratch/out"
# Where an object does not say its language (column 7), its text tells it: language.t is about that.
python3 tests/shared/ninjs.py got "$root" < "$scratch/out" | LC_ALL=C sort |
	awk -F '\t' -v OFS='\t' 'NR == FNR { said[$1, $2] = $7; next } said[$1, $2] == "-" { $7 = "-" } 1' "$scratch/expected" - > "$scratch/got"
diff "$scratch/expected" "$scratch/got" > "$scratch/diff"
check $? -eq 0 "every object is read as it is read a second way"
sed 's/^/# /' "$scratch/diff"
check "$(wc -l < "$scratch/got")" -ge 120 "objects with a title or a text"
grep -v '^#' tests/shared/golden/ninjs.tsv | diff - "$scratch/got" > "$scratch/diff"
check $? -eq 0 "and as checked by hand"
sed 's/^/# /' "$scratch/diff"
grep -v 'neither a title nor a text' "$scratch/err" > "$scratch/other"
check "$(grep -c newsinjson "$scratch/other")" -eq 0 "nothing else was turned away than objects without text"
echo "1..$n"
exit $failed
