#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Tables against Python's csv module: a real one, and thousands of made-up rows. Skipped where ../shared is absent.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/release}
shared=${SHARED:-../shared}
if ! test -d "$shared/data" || ! command -v python3 > /dev/null; then
	echo "1..0 # SKIP no ../shared or no python3"
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# same CLAIM FILE: every row has, in order, the title and the text that Python reads, white space and character references aside.
n=0 failed=0
same () {
	n=$((n + 1))
	"$B/xabar-index" -n "$2" > "$scratch/out" 2> "$scratch/err"
	if python3 - "$2" "$scratch/out" <<'PYTHON'
import csv, html, json, re, sys
csv.field_size_limit(1 << 30)
bare = lambda s: re.sub(r'\s+', '', html.unescape(s or ''))
with open(sys.argv[1], newline='', encoding='utf-8') as f:
    rows = list(csv.DictReader(f, delimiter='\t' if sys.argv[1].endswith('.tsv') else ','))
with open(sys.argv[2], encoding='utf-8') as f:
    ours = [json.loads(line) for line in f]
if len(ours) != len(rows):
    sys.exit(f'# {len(ours)} rows, not {len(rows)}')
for i, (a, b) in enumerate(zip(ours, rows)):
    if bare(a.get('title')) != bare(b['title']) or bare(b['content'] or '') not in bare(a.get('body')):
        sys.exit(f'# row {i}: {a.get("title")!r} {a.get("body")!r}, not {b["title"]!r} {b["content"]!r}')
PYTHON
	then echo "ok $n - $1"; else echo "not ok $n - $1"; failed=1; fi
}

same "1,389 rows of university news" "$shared/data/news/univ/news.csv"
python3 - "$scratch" <<'PYTHON'
import csv, random, sys
random.seed(1)
words = ['bərə', 'порт', 'نفت', 'ferry', '"quoted"', 'a,b', 'c;d', 'e\tf', 'line\nbreak', 'crlf\r\nx', '""', "it's", ',', '\n']
for name, delimiter, quoting in ('minimal.csv', ',', csv.QUOTE_MINIMAL), ('all.csv', ',', csv.QUOTE_ALL), \
                                ('nonnumeric.csv', ',', csv.QUOTE_NONNUMERIC), ('tabs.tsv', '\t', csv.QUOTE_MINIMAL):
    with open(f'{sys.argv[1]}/{name}', 'w', newline='', encoding='utf-8') as f:
        w = csv.writer(f, delimiter=delimiter, quoting=quoting)
        w.writerow(['id', 'title', 'content', 'section'])
        for i in range(3000):
            text = lambda most: ' '.join(random.choice(words) for _ in range(random.randint(0, most)))
            w.writerow([i, 't' + text(4), 'b' + text(40), text(2)])
PYTHON
for name in minimal.csv all.csv nonnumeric.csv tabs.tsv; do
	same "3,000 made-up rows, $name" "$scratch/$name"
done
echo "1..$n"
exit $failed
