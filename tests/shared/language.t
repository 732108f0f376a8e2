#!/bin/sh
# How well languages are identified: bench_language's table, and what it must not fall below. Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
SHARED=${SHARED:-../shared}
if ! test -d "$SHARED/data/lang" || ! make -s "${B#"$PWD/"}/bench/bench_language" > /dev/null; then
	echo "1..0 # SKIP no $SHARED, or no bench_language"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
"$B/bench/bench_language" "$SHARED" > "$scratch/table" || failed=1
sed 's/^/# /' "$scratch/table"

# claim TEXT AWK-PROGRAM: one that sets `bad` where the claim does not hold of the table; bench_language.c says what is in it.
claim () {
	n=$((n + 1))
	if awk "$2 END { exit bad }" "$scratch/table"; then echo "ok $n - $1"; else echo "not ok $n - $1"; failed=1; fi
}
# all LENGTH PERCENT: of all texts of a length so many are right.
all () {
	claim "of $1 characters $2 % are right" \
		"\$1 == \"text\" && \$4 == $1 { n += \$5; right += \$5 * \$6 / 100 } END { bad = !n || right < $2 / 100 * n }"
}
# each LENGTH PERCENT: of the texts of a length in each set and language.
each () {
	claim "of $1 characters $2 % in each language" "\$1 == \"text\" && \$4 == $1 && \$6 < $2 { print \"# \" \$0; bad = 1 }"
}

claim 'there are 26 sets, with and without a prior' '$1 == "text" || $1 == "prior" { n++ } END { bad = n != 2 * 3 * 26 }'
all 20 90
each 20 75
claim 'of 20 characters at most 3 % are wrong: the others have no language' \
	'$1 == "text" && $4 == 20 { n += $5; wrong += $5 * $8 / 100 } END { bad = wrong > 0.03 * n }'
all 50 99
each 50 97.5
all 200 99.7
each 200 99.7
claim 'what is rightly said of a text of 50 characters stays in 99 of 100' \
	'$1 == "prior" && $4 == 50 && $6 < 99 { print "# " $0; bad = 1 }'
claim 'what is wrongly said of one of 200 characters does not, in 99 of 100' \
	'$1 == "prior" && $4 == 200 && $8 < 99 && $3 != "hy" && $3 != "ka" { print "# " $0; bad = 1 }'

echo "1..$n"
exit $failed
