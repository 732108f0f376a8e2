#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The IPTC's examples of NewsML-G2, the files of its test suite that should pass, and Business Wire's NewsML 1.2: all are
# read, and every dispatch is as newsml_expect.py works it out from the XML by its own paths (golden/newsml-g2.tsv).
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
formats=${SHARED:-../shared}/data/formats
if ! test -d "$formats" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no $formats or no python3"
	exit 0
fi
expect=tests/shared/newsml_expect.py golden=tests/shared/golden/newsml-g2.tsv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
check () {
	n=$((n + 1))
	if test "$1" "$2" "$3"; then echo "ok $n - $4 ($1)"; else echo "not ok $n - $4 ($1)"; failed=1; fi
}
rows () { grep -v '^#' "$1" | LC_ALL=C sort; }

set -- "$formats"/newsml-g2/examples/*.xml "$formats"/newsml-g2/tests/unit_test_files/*/should_pass/*.xml \
	"$formats"/newsinjson/examples/NewsML/*.xml
"$B/xabar-index" -v -n "$@" > "$scratch/out" 2> "$scratch/err"
check $? -eq 0 "$# files are read without a rejected record"
check "$(grep -c ': newsml' "$scratch/err")" -eq $# "files are found to be NewsML"
python3 "$expect" actual "$formats" < "$scratch/out" > "$scratch/actual"
python3 "$expect" expect "$formats" > "$scratch/expected"
rows "$golden" > "$scratch/g"
# Where a document does not say its language (column 8), its text tells it: language.t is about that.
rows "$scratch/actual" | awk -F '\t' -v OFS='\t' 'NR == FNR { said[$1, $2] = $8; next } said[$1, $2] == "" { $8 = "" } 1' \
	"$scratch/g" - > "$scratch/a"
rows "$scratch/expected" > "$scratch/e"
diff "$scratch/e" "$scratch/g" | sed 's/^/# /'
check "$(diff "$scratch/e" "$scratch/g" | wc -l)" -eq 0 "lines between what the XML says now and the golden file"
diff "$scratch/g" "$scratch/a" | sed 's/^/# /'
check "$(diff "$scratch/g" "$scratch/a" | wc -l)" -eq 0 "lines between the golden file and what is read"
echo "1..$n"
exit $failed
