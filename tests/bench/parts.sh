#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The parts of xabar alone, on the texts of ../shared.
. "${0%/*}/lib.sh"

data=$shared/data
if [ ! -d $data ]; then
	echo "no ../shared: the parts are not measured"
	exit 0
fi

echo "== parts"
gzip -dc $data/news/reuters-1987.jsonl.gz > "$dir/reuters.jsonl"
cat $data/news/ntrex/*.jsonl > "$dir/mixed.jsonl"
for i in 1 2 3 4 5 6 7 8; do cat "$dir/mixed.jsonl"; done > "$dir/mixed50.jsonl"
"$B/bench/bench_tokenizer" "$dir/mixed50.jsonl"
"$B/bench/bench_analyzer" $data/news/ntrex/*.jsonl
"$B/bench/bench_reader" "$dir/reuters.jsonl"
"$B/bench/bench_reader" $data/news/rss-2021.jsonl.gz
"$B/bench/bench_store" "$dir/reuters.jsonl"
"$B/bench/bench_warc" 200 tests/data/formats/warc/page-*.html
"$B/bench/bench_warc" 200 tests/data/formats/html/*.html
"$B/bench/bench_html" tests/data/formats/html/tr-comments.html
"$B/bench/bench_csv" 100
"$B/bench/bench_charset" $shared speed
"$B/bench/bench_language" $shared 200 | tail -n 1
for set in time cran npl; do
	rm -rf "$dir/ir" "$dir/ir-fine"
	"$B/xabar-index" -q -d "$dir/ir" $data/ir/$set/docs.jsonl.gz || [ $? = 1 ] # two of cran's have no text
	tr -c '[:alnum:]\t\n' ' ' < $data/ir/$set/queries.tsv > "$dir/ir.tsv"
	"$B/bench/bench_weighting" "$dir/ir" "$dir/ir-fine" "$dir/ir.tsv"
done
for writer in bulk xapian; do
	"$B/bench/bench_glass" $writer "$dir/reuters.jsonl" "$dir/glass-$writer" 64
	rm -rf "$dir/glass-$writer"
done
