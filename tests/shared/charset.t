#!/bin/sh
# How well encodings are found: bench_charset's tables, and what they must not fall below. Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
SHARED=${SHARED:-../shared}
if ! test -d "$SHARED/data" || ! make -s "${B#"$PWD/"}/bench/bench_charset" > /dev/null; then
	echo "1..0 # SKIP no $SHARED, or no bench_charset"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
n=0 failed=0
# claim TEXT AWK-CONDITION: no line of the table for which the condition (of a failure) holds.
claim () {
	n=$((n + 1))
	if awk "$2 { print \"# \" \$0; bad = 1 } END { exit bad }" "$scratch/table"; then echo "ok $n - $1"; else echo "not ok $n - $1"; failed=1; fi
}
table () {
	"$B/bench/bench_charset" "$SHARED" "$1" > "$scratch/table" || failed=1
	sed 's/^/# /' "$scratch/table"
	claim "the table of $1 has $2 rows" "END { if (NR < $2) bad = 1 } 0"
}

# detect LANGUAGE ENCODING, then % right of texts of 30 60 100 500 2000 bytes
table detect 36
claim 'of 100 bytes 98 % are right' '$3 != "MAC-CYRILLIC" && $6 < 98'
claim 'of 100 bytes in MacCyrillic 95 %' '$3 == "MAC-CYRILLIC" && $6 < 95'
claim 'of 500 bytes and more all' '$7 < 100 || $8 < 100'

# files FOLDER RIGHT of ALL, DECLARED with what they declare. Johab, MacRoman and ISO-2022 are not looked for.
table files 44
claim 'at least 95 % of the files are right' '
	/^files/ && $2 !~ /^(Johab|MacRoman|iso-2022)/ { all += $5; right += $3 }
	END { if (!all || right < 0.95 * all) bad = 1 } 0'

claim 'and 95 % of those of Eastern Asia and of Thailand' '
	/^files/ && $2 ~ /^(Big5|CP932|EUC-|GB2312|SHIFT_JIS|TIS-620)/ { all += $5; right += $3 }
	END { if (!all || right < 0.95 * all) bad = 1 } 0'

# twice SET restored % %, of those with three words % %; false repairs N
table twice 26
claim 'nothing else is repaired' '$NF != 0'
claim 'of doubly encoded sentences with three words 94 % are restored' '{ for (i = 1; i < NF; i++) if ($i == "words" && $(i + 1) < 94) low = 1 } low'

echo "1..$n"
exit $failed
