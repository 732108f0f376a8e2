#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# All real news, exported in each format for other programs, and read back by what is not ours.
. "$(dirname "$0")/lib.sh"
test -d "$SHARED/data/news" || skip 'no ../shared'
command -v python3 > /dev/null && command -v xmllint > /dev/null || skip 'no python3 or no xmllint'
"$B/xabar-index" -q -d "$scratch/x" "$SHARED/data/news" 2> /dev/null
total=$("$B/xabar-search" -d "$scratch/x" --sort oldest --count)

# export_as FORMAT [OPTION...]: all of it.
export_as () {
	format=$1
	shift
	"$B/xabar-search" -d "$scratch/x" -n all --sort oldest --format "$format" "$@" > "$scratch/$format"
}

feed () {
	export_as "$1" && xmllint --huge --noout "$scratch/$1" && test "$(grep -c "^<$2[ >]" "$scratch/$1")" = "$total"
}
claim 'there is real news' test "$total" -gt 60000
claim 'rss is XML, an item a dispatch' feed rss item
claim 'atom is XML, an entry a dispatch' feed atom entry

table () {
	export_as csv --fields id,title,body && python3 -c 'import csv, sys
csv.field_size_limit(1 << 30)
rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
print(len(rows), {len(row) for row in rows})
sys.exit(len(rows) != int(sys.argv[2]) + 1 or {len(row) for row in rows} != {3})' "$scratch/csv" "$total"
}
claim 'csv has three columns in every row, as Python reads it' table

tabs () {
	export_as tsv --fields id,title,body && test "$(awk -F '\t' 'NF == 3' "$scratch/tsv" | wc -l)" = $((total + 1)) &&
		test "$(wc -l < "$scratch/tsv")" = $((total + 1))
}
claim 'tsv likewise, a line a row' tabs

keys () {
	export_as bibtex && test "$(grep '^@article{' "$scratch/bibtex" | sort -u | wc -l)" = "$total"
}
claim 'every key of bibtex is another' keys

tags () {
	export_as ris && test "$(grep -c '^ER  - ' "$scratch/ris")" = "$total" &&
		test "$(tr -d '\r' < "$scratch/ris" | grep . | grep -cvE '^[A-Z][A-Z0-9]  - ')" = 0
}
claim 'every line of ris has a tag' tags

page () {
	export_as html && python3 -c 'import html.parser, sys
class Page(html.parser.HTMLParser):
    open, n = [], 0
    def handle_starttag(self, tag, attrs):
        if tag != "meta": self.open.append(tag)
        self.n += tag == "article"
        assert tag != "script"
    def handle_endtag(self, tag):
        assert self.open.pop() == tag
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
sys.exit(page.n != int(sys.argv[2]) or bool(page.open))' "$scratch/html" "$total"
}
claim 'html closes all it opens' page
done_testing
