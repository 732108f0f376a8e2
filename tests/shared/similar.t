#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --similar: the same stories in fifteen languages, and Persian articles with tags. Skipped where ../shared is absent.
. "${0%/*}/lib.sh"
if ! test -d "$SHARED/data/news/ntrex" || ! command -v python3 > /dev/null; then skip "no $SHARED or no python3"; fi
export XABAR_BIN="$B"
"$B/xabar-index" -q -d "$scratch/stories" "$SHARED/data/news/ntrex"
"$B/xabar-index" -q -d "$scratch/tags" "$SHARED/data/news/farsnews"
python3 tests/shared/similar.py stories "$scratch/stories" > "$scratch/figures"
python3 tests/shared/similar.py tags "$scratch/tags" >> "$scratch/figures"

# holds LINE CONDITION: of its fields, in awk.
holds () {
	awk "/^$1 / { print; n++; ok = $2 } END { exit !(n == 1 && ok) }" "$scratch/figures"
}

claim 'of the ten most similar, those that are the story in another language' holds stories '$4 >= 0.5'
claim 'the first is' holds stories '$6 >= 0.45'
claim 'one of them is' holds stories '$8 >= 0.9'
claim 'they share tags, more of them than what the title finds' holds tags '$4 >= 0.34 && $4 > 1.1 * $6'
claim 'and than those at random' holds tags '$4 > 10 * $8'
done_testing
