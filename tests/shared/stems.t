#!/bin/sh
# How well stems join the forms of a word and keep words apart: stems.py on the paradigms of UniMorph and SIGMORPHON 2018, and on
# surnames-ru.tsv. Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
SHARED=${SHARED:-../shared}
if ! test -d "$SHARED/data/lang" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no $SHARED, or no python3"
	exit 0
fi
n=0 failed=0
# stems LANGUAGE PAIRS COLLIDING FILE...: at least so many per cent of pairs have one stem, at most so many of lemmas collide
stems () {
	language=$1 pairs=$2 colliding=$3
	shift 3
	n=$((n + 1))
	line=$(XABAR_BIN=$B python3 "$SHARED/tools/stems.py" "$language" "$@") || line="nothing"
	echo "# $line"
	if echo "$line" | tr -d % | awk -v pairs="$pairs" -v colliding="$colliding" '
		{ for (i = 1; i < NF; i++) got[$i] = $(i + 1) }
		END { exit !("pairs" in got && got["pairs"] >= pairs && got["colliding"] <= colliding) }'; then
		echo "ok $n - $language: $pairs % of pairs, $colliding % of lemmas"
	else
		echo "not ok $n - $language: $pairs % of pairs, $colliding % of lemmas"
		failed=1
	fi
}

data=$SHARED/data/lang
stems az 95 4 "$data/unimorph/aze/aze"
stems kk 94 7 "$data/unimorph/kaz/kaz.noun.tsv"
stems uz 95 2 "$data/unimorph/uzb/uzb"
stems tr 75 9 "$data/conll2018/turkish-dev"
stems tr 80 9 "$data/conll2018/turkish-dev" "$data/conll2018/turkish-train-high"
stems uz 85 7 "$data/unimorph/uzb/uzb_verbs"
stems ka 70 4 "$data/conll2018/georgian-dev"
stems ka 80 4 "$data/conll2018/georgian-train-high"
stems hy 60 8 "$data/conll2018/armenian-dev"
stems hy 65 8 "$data/conll2018/armenian-train-high"
stems uk 76 8 "$data/unimorph/ukr/ukr"
stems ru 97 3 tests/data/surnames-ru.tsv

echo "1..$n"
exit $failed
