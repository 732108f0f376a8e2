#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# "Did you mean", of words of real news in six languages with one mistake each, and of words without one. Skipped where ../shared is
# absent.
. "${0%/*}/lib.sh"
if ! test -d "$SHARED/data/news/ntrex" || ! command -v python3 > /dev/null; then skip "no $SHARED or no python3"; fi
news=$SHARED/data/news
"$B/xabar-index" -q -d "$scratch/index" "$SHARED/data/seed" "$news/ntrex" "$news/rss-2021.jsonl.gz" "$news/farsnews" \
	"$news/haber-cp1254" "$news/golunov" "$news/nerel"
XABAR_BIN=$B python3 tests/shared/suggest.py "$scratch/index" "$news/ntrex" > "$scratch/figures"

# at LINE FIELD TEST BOUND: the number behind FIELD in the line that begins with LINE.
at () {
	awk -v line="$1" -v field="$2" -v test="$3" -v bound="$4" '
	index($0, line " ") == 1 { print; for (i = 1; i < NF; i++) if ($i == field) { n++; ok = test == "least" ? $(i + 1) >= bound : $(i + 1) <= bound } }
	END { exit !(n == 1 && ok) }' "$scratch/figures"
}

claim 'the first suggestion is the word that was meant' at 'kind all' right least 0.70
claim 'that is another word' at 'kind all' wrong most 0.05
claim 'nothing is suggested, and nothing found' at 'kind all' none most 0.02
claim 'English' at 'lang en' right least 0.79
claim 'Russian' at 'lang ru' right least 0.79
claim 'Azerbaijani' at 'lang az' right least 0.70
claim 'Turkish' at 'lang tr' right least 0.66
claim 'Persian' at 'lang fa' right least 0.50
claim 'Uzbek' at 'lang uz' right least 0.66
claim 'the wrong layout' at 'kind layout' right least 0.7
claim 'words without a mistake' at 'correct 2000' suggested most 0.006
done_testing
