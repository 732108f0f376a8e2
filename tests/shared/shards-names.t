#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Names on real news in many languages: three shards search for the spellings that their index does, and a table of names finds the
# same in them. Skipped where ../shared is absent.
. "${0%/*}/lib.sh"
news=$SHARED/data/news
test -d "$news/ntrex" && test -x "$B/xabar-index" || skip "no $SHARED, or no xabar-index"
"$B/xabar-index" -q --versions none -d "$scratch/index" "$news/ntrex" "$news/rss-2021.jsonl.gz" "$news/farsnews" "$news/golunov"
"$B/xabar-index" -q --versions none -d "$scratch/index" --compact
"$B/xabar-index" -d "$scratch/index" --export "$scratch/parts" --shards 3
parts="-d $scratch/parts/shard-001 -d $scratch/parts/shard-002 -d $scratch/parts/shard-003"
cut -f 1-4 "$SHARED/data/names/region-places.tsv" | tr '\t,' '\n\n' | grep -E '^[[:alpha:]]{3,20}$' | sort -u | awk 'NR % 4 == 0' |
	head -n 3000 > "$scratch/names"
nl -w 1 "$scratch/names" > "$scratch/topics"

# of OPTION...: the words that are searched for with each name.
of () {
	"$B/xabar-search" "$@" --format json -n 0 --topics "$scratch/topics" | grep -o '"query":"[^"]*"\|"expanded":{[^}]*}'
}
of -d "$scratch/index" > "$scratch/whole"
of $parts > "$scratch/shards"
claim 'there are names with other spellings' test "$(grep -c '"expanded":{"' "$scratch/whole")" -gt 300
claim 'they are the same in three shards' cmp "$scratch/whole" "$scratch/shards"

head -n 500 "$scratch/names" > "$scratch/table"
"$B/xabar-search" -d "$scratch/index" --batch "$scratch/table" > "$scratch/whole"
"$B/xabar-search" $parts --batch "$scratch/table" > "$scratch/shards"
claim 'a table of names finds something' test "$(wc -l < "$scratch/whole")" -gt 500
claim 'and the same in three shards' cmp "$scratch/whole" "$scratch/shards"
done_testing
