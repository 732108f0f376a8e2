#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --memory is a bound on the whole process: under a limit on its addresses, which are more than it uses, it does not run out. News in
# many languages, one dispatch of 50 MB, a million of one word. Skipped where ../shared is absent.
. "${0%/*}/lib.sh"
news=$SHARED/data/news
test -d "$news/ntrex" && test -x "$B/xabar-index" || skip "no $SHARED, or no xabar-index"

# within MEGABYTES COMMAND...
within () (
	ulimit -v $(($1 * 1024))
	shift
	exec "$@"
)
set -- "$news/ntrex" "$news/reuters-1987.jsonl.gz" "$news/rss-2021.jsonl.gz" "$news/farsnews"

claim 'with much memory' "$B/xabar-index" -q --memory 4G -d "$scratch/much" "$@"
claim '--memory 256M, within 320 MB' within 320 "$B/xabar-index" -q -j 2 --memory 256M -d "$scratch/little" "$@"
for table in postlist position docdata; do
	claim "gives the same $table" cmp "$scratch/much/seg-000001/$table.glass" "$scratch/little/seg-000001/$table.glass"
done
claim 'the default, within 512 MB' within 512 "$B/xabar-index" -q -j 4 -d "$scratch/default" "$@"
# Half of what is left of it is not enough for the words of so many languages.
claim '--memory 128M, within 200 MB' within 200 "$B/xabar-index" -q -j 2 --memory 128M -d "$scratch/less" "$@"
claim 'publishes in parts' test "$(sed -n 's/^generation //p' "$scratch/less/MANIFEST")" -gt 2
claim 'and has all' test "$("$B/xabar-search" -d "$scratch/less" --sort oldest --count)" = \
	"$("$B/xabar-search" -d "$scratch/much" --sort oldest --count)"

zcat "$news/reuters-1987.jsonl.gz" | perl -0777 -ne 'my @all; push @all, $1 while /"(?:text|body)": *"((?:[^"\\]|\\.)*)"/g;
	my $text = ""; for (my $i = 0; length $text < 50e6; $i++) { $text .= $all[$i * 7 % @all] . " $i\\n" }
	print qq({"id":"large","title":"Fifty megabytes","text":"$text"}\n)' > "$scratch/large.jsonl"
claim 'there are 50 MB in a line' test "$(wc -c < "$scratch/large.jsonl")" -gt 50000000
LARGE=600
claim "one dispatch of 50 MB, within $LARGE MB" within $LARGE "$B/xabar-index" -q -d "$scratch/one" "$scratch/large.jsonl"
claim 'is found' test "$("$B/xabar-search" -d "$scratch/one" --format ids fifty megabytes)" = large
claim 'and whole' "$B/xabar-index" -d "$scratch/one" --check

perl -e 'print qq({"id":"m-$_","text":"siskin"}\n) for 1 .. 1000000' > "$scratch/million.jsonl"
claim 'a million of one word, within 384 MB' within 384 "$B/xabar-index" -q -d "$scratch/million" "$scratch/million.jsonl"
claim 'are found' test "$("$B/xabar-search" -d "$scratch/million" --count siskin)" = 1000000
claim 'with --memory 64M, within 256 MB' within 256 "$B/xabar-index" -q --memory 64M -d "$scratch/parts" "$scratch/million.jsonl"
claim 'they are published in parts' test "$(sed -n 's/^generation //p' "$scratch/parts/MANIFEST")" -gt 2
claim 'all of them' test "$("$B/xabar-search" -d "$scratch/parts" --count siskin)" = 1000000
claim 'each once' "$B/xabar-index" -d "$scratch/parts" --check
done_testing
