#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The formats for other programs (tsv, ris, bibtex, rss, atom, html), read back by what is not ours, and exports of any size.
. "${0%/*}/lib.sh"

# What is hard for a format: markup, controls, tabs, braces, dates in part or not at all, an address that is none, a taken source.
cat >hard.jsonl <<'END'
{"id":"h1","title":"Salt &amp; &lt;b&gt;pepper&lt;/b&gt; \"50%\" {of} #1_a ~x^2 \\ $5","text":"lapwing one two\ttabs ]]&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;\n\nSecond paragraph.","tags":["a,b","c&d"],"source":"The \"Wire\" & Co","byline":"Ann Bee, Baku","date":"2022-05-18T16:40:00+04:00","url":"https://wire.example/a?b=1&c=2","lang":"en"}
{"id":"h2","title":"فقط سال","text":"lapwing در باکو","date":"2021","source":"خبر","url":"javascript:alert(1)","lang":"fa"}
{"id":"h3","title":"A month","text":"lapwing three","date":"2021-03","source":"The \"Wire\" & Co","lang":"en"}
{"id":"h4","title":"A day","text":"lapwing four","date":"2021-03-04","source":"The \"Wire\" & Co","lang":"en"}
{"id":"urn:wire:5","text":"lapwing five","byline":"No Date"}
END
xabar-index -q -d x hard.jsonl
export XABAR_INDEX=x

# ---- TSV (IANA text/tab-separated-values) ----

exits 0 'tsv' xabar-search --format tsv --fields id,title,tags,date,body id:h1
is 'is a header and a line a hit' "$(wc -l <out | tr -d ' ')" 2
is 'with as many tabs in each' "$(tr -cd '\t\n' <out | sort -u | tr '\t' T)" TTTT
holds 'quotes stand as they are' "^h1	Salt & <b>pepper</b> \"50%\" \{of\}"
exits 0 '--bom' xabar-search --format tsv --bom --fields id id:h1
is 'is three bytes, once' "$(od -An -tx1 out | tr -d ' \n')" efbbbf69640a68310a
exits 0 'csv has it, too' xabar-search --format csv --bom --fields id id:h1
is 'before its header' "$(od -An -tx1 out | tr -d ' \n')" efbbbf69640d0a68310d0a

exits 0 'facets alone' xabar-search --format tsv --count --facet source --sort oldest
is 'are a table, too' "$(head -n 2 out | tr '\t' T)" "$(printf 'facetTvalueTcountTof\nsourceTThe "Wire" & CoT3T')"
is 'with as many tabs in each line' "$(tr -cd '\t\n' <out | sort -u | tr '\t' T)" TTT

# ---- RIS ----

exits 0 'ris' xabar-search --format ris id:h1
printf '%s\r\n' 'TY  - NEWS' 'TI  - Salt & <b>pepper</b> "50%" {of} #1_a ~x^2 \ $5' 'AU  - Ann Bee, Baku' 'T2  - The "Wire" & Co' \
	'PY  - 2022' 'DA  - 2022/05/18/' 'LA  - en' 'KW  - a,b' 'KW  - c&d' >expected
grep -v '^AB' out >got
printf '%s\r\n' 'UR  - https://wire.example/a?b=1&c=2' 'AN  - h1' 'ER  - ' '' >>expected
same 'is tags, in their order, with CR LF' got expected
exits 0 'ris of dates in part' xabar-search --format ris --sort oldest lapwing
is 'leaves out what is not known' "$(grep '^DA' out | tr -d '\r' | tr '\n' ';')" 'DA  - 2021///;DA  - 2021/03//;DA  - 2021/03/04/;DA  - 2022/05/18/;'
is 'each ends' "$(grep -c '^ER  - ' out)" 5
is 'every line but the empty ones has a tag' "$(tr -d '\r' <out | grep . | grep -cvE '^[A-Z][A-Z0-9]  - ')" 0

# ---- BibTeX ----

exits 0 'bibtex' xabar-search --format bibtex id:h1
sed 's/^@article{thewireco2022x[0-9a-f]*,$/@article{KEY,/' out >got
cat >expected <<'END'
@article{KEY,
  title = {{Salt \& <b>pepper</b> "50\%" \textbraceleft{}of\textbraceright{} \#1\_a \textasciitilde{}x\textasciicircum{}2 \textbackslash{} \$5}},
  author = {{Ann Bee, Baku}},
  journal = {The "Wire" \& Co},
  year = {2022},
  month = may,
  day = {18},
  language = {en},
  keywords = {a,b, c\&d},
  url = {https://wire.example/a?b=1&c=2},
  note = {h1}
}

END
same 'escapes what TeX reads' got expected
exits 0 'bibtex of all' xabar-search --format bibtex --sort oldest lapwing
is 'every key is another' "$(sed -n 's/^@article{//p' out | sort -u | wc -l | tr -d ' ')" 5
is 'braces are paired' "$(tr -cd '{' <out | wc -c)" "$(tr -cd '}' <out | wc -c)"
grep '^@article' out | sort >keys
xabar-search --format bibtex --sort newest -n 2 lapwing | grep '^@article' | sort >some
is 'and the same in another export' "$(comm -12 keys some | wc -l | tr -d ' ')" 2

# ---- Feeds and HTML ----

cat >read.py <<'END'
import sys, html.parser, email.utils, datetime
import xml.etree.ElementTree as ET
kind, path = sys.argv[1:]
A, OS = '{http://www.w3.org/2005/Atom}', '{http://a9.com/-/spec/opensearch/1.1/}'
DC, C = '{http://purl.org/dc/elements/1.1/}', '{http://purl.org/rss/1.0/modules/content/}'

class Page(html.parser.HTMLParser):
    """What is opened, in order; open elements have to be closed in their order."""
    void = {'meta', 'br', 'link'}
    def __init__(self):
        super().__init__(); self.stack = []; self.seen = []; self.text = ''
    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.void: self.stack.append(tag)
    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, tag
    def handle_data(self, data):
        self.text += data

if kind == 'rss':
    rss = ET.parse(path).getroot()
    assert rss.tag == 'rss' and rss.get('version') == '2.0'
    ch = rss.find('channel')
    for name in 'title', 'link', 'description', OS + 'totalResults': assert ch.find(name) is not None, name
    print('total', ch.findtext(OS + 'totalResults'), 'from', ch.findtext(OS + 'startIndex'), 'items', ch.findtext(OS + 'itemsPerPage'))
    email.utils.parsedate_to_datetime(ch.findtext('lastBuildDate'))
    for item in ch.findall('item'):
        assert item.findtext('title') and item.findtext('guid') and item.find('guid').get('isPermaLink') == 'false'
        pub = item.findtext('pubDate')
        print(item.findtext('guid'), pub and email.utils.parsedate_to_datetime(pub).isoformat(), item.findtext(DC + 'date'), item.findtext('link'))
        page = Page(); page.feed(item.findtext(C + 'encoded')); assert not page.stack
        assert {t for t, _ in page.seen} == {'p'}, page.seen
        page = Page(); page.feed(item.findtext('description')); assert not page.stack
        assert {t for t, _ in page.seen} <= {'mark'}, page.seen
elif kind == 'atom':
    feed = ET.parse(path).getroot()
    assert feed.tag == A + 'feed'
    def when(text): return datetime.datetime.fromisoformat(text)
    for e in [feed] + feed.findall(A + 'entry'):
        assert ':' in e.findtext(A + 'id') and e.findtext(A + 'title'); when(e.findtext(A + 'updated'))
    assert feed.find(A + 'author') is not None
    print('total', feed.findtext(OS + 'totalResults'))
    for e in feed.findall(A + 'entry'):
        assert e.find(A + 'link') is not None or e.find(A + 'content') is not None
        link = e.find(A + 'link')
        print(e.findtext(A + 'updated'), e.findtext(A + 'published'), link is not None and link.get('href'))
elif kind == 'html':
    page = Page(); source = open(path, encoding='utf-8').read(); page.feed(source); page.close()
    assert source.startswith('<!DOCTYPE html>') and not page.stack, page.stack
    tags = [t for t, _ in page.seen]
    assert 'script' not in tags and 'b' not in tags
    print('articles', [(a.get('lang'), a['dir']) for t, a in page.seen if t == 'article'])
    print('links', [a['href'] for t, a in page.seen if t == 'a'])
    print('times', [a['datetime'] for t, a in page.seen if t == 'time'])
    print('marks', tags.count('mark'))
END

# reads KIND CLAIM < EXPECTED: what Python reads of ./out.
reads()
{
	cat >expected
	if python3 -c 'import html.parser, email.utils, xml.etree.ElementTree' 2>/dev/null; then
		python3 read.py "$1" out >got 2>&1
		same "$2" got expected
	else
		skip "$2" 'no python3 with its library'
	fi
}

xml()
{
	if command -v xmllint >/dev/null; then
		exits 0 "$1" xmllint --noout saved
	else
		skip "$1" 'no xmllint'
	fi
}

exits 0 'rss' xabar-search --format rss --sort oldest lapwing
reads rss 'is RSS 2.0: a year or a month is no pubDate, and an address of a script no link' <<'END'
total 5 from 1 items 5
h2 None 2021 None
h3 None 2021-03 None
h4 2021-03-04T00:00:00 2021-03-04 None
h1 2022-05-18T16:40:00+04:00 2022-05-18T16:40:00+04:00 https://wire.example/a?b=1&c=2
urn:wire:5 None None None
END
cp out saved
xml 'xmllint reads it'
exits 0 'a query with what XML cannot hold' xabar-search --format rss "$(printf 'lapwing \001 \357\277\276 \377')"
holds 'has that replaced' '<title>xabar: lapwing � � �</title>'
cp out saved
xml 'xmllint reads it, too'
exits 0 'a later page of it' xabar-search --format rss --sort oldest -o 3 -n 1 lapwing
holds 'says where it begins' '<opensearch:startIndex>4<'

exits 0 'atom' xabar-search --format atom --sort oldest lapwing
reads atom 'is Atom: updated is always whole, published where a day is known' <<'END'
total 5
2021-01-01T00:00:00-00:00 None False
2021-03-01T00:00:00-00:00 None False
2021-03-04T00:00:00-00:00 2021-03-04T00:00:00-00:00 False
2022-05-18T16:40:00+04:00 2022-05-18T16:40:00+04:00 https://wire.example/a?b=1&c=2
0001-01-01T00:00:00-00:00 None False
END
holds 'an id that is an IRI stays' '<id>urn:wire:5</id>'
is 'others become one, each its own' "$(grep -cE '<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</id>' out)" 5
cp out saved
xml 'xmllint reads it'
exits 1 'a feed of nothing' xabar-search --format atom nonesuch
reads atom 'is a feed' <<'END'
total 0
END

exits 0 'html' xabar-search --format html --sort oldest lapwing
reads html 'is a page: right to left where that is so, no script, no link to one' <<'END'
articles [('fa', 'rtl'), ('en', 'ltr'), ('en', 'ltr'), ('en', 'ltr'), ('en', 'ltr')]
links ['https://wire.example/a?b=1&c=2']
times ['2021', '2021-03', '2021-03-04', '2022-05-18T16:40:00+04:00']
marks 6
END
lacks 'it fetches nothing' '(src=|@import|<link|url\()'
exits 0 'a whole dispatch as html' xabar-search --format html --show h1
holds 'has its paragraphs' '^<p>Second paragraph\.</p>$'
holds 'its markup as text' '&lt;script&gt;alert\(1\)&lt;/script&gt;'
exits 1 'html of nothing' xabar-search --format html '<nonesuch>'
holds 'says so' '^<p class="total">0 of 5 dispatches</p>$'
lacks 'and has no empty list' '<ol>'

# ---- Versions ----

exits 0 '--format-version 1' xabar-search --format json --format-version 1 lapwing
json 'is what there is' '$d->{xabar} == 1'
exits 21 'a later one has an exit status of its own' xabar-search --format json --format-version 2 lapwing
complains 'and says what there is' <<'END'
xabar-search: there is no version 2 of the output formats
xabar-search: the newest that is known here is 1: ask for that, or install a newer xabar
END
is 'nothing is printed' "$(wc -c <out | tr -d ' ')" 0
exits 2 'there is none before 1' xabar-search --format-version 0 lapwing
exits 2 'a version is a number' xabar-search --format-version new lapwing
exits 2 'a format that is none' xabar-search --format xml lapwing
holds 'is told what there is' 'there are text, json, jsonl, csv, tsv, ids, trec, ris, bibtex, rss, atom and html' err

# ---- Exports ----

records 1 2500 lapwing >many.jsonl
xabar-index -q -d many many.jsonl
exits 0 '-n all' xabar-search -d many -n all --format ids lapwing
is 'is all' "$(sort out | uniq | wc -l | tr -d ' ')" 2500
xabar-search -d many -n all --format jsonl --fields rank,score,id,title,snippet 'lapwing train 77' >streamed
for from in 0 1000 2000; do
	xabar-search -d many -o $from -n 1000 --format jsonl --fields rank,score,id,title,snippet 'lapwing train 77'
done >pages
same 'as the pages have it, which are made at once' streamed pages
is 'every rank is there' "$(sed 's/^{"rank":\([0-9]*\),.*/\1/' streamed | awk '$1 != NR' | wc -l | tr -d ' ')" 0
exits 0 'json of all' xabar-search -d many -n all --format json --fields id lapwing
json 'is one document' '@{$d->{hits}} == 2500 && $d->{total}{value} == 2500'
xabar-search -d many -n all --sort oldest --format csv --fields id | tr -d '\r' >table
is 'csv of all' "$(wc -l <table | tr -d ' ')" 2501
exits 1 'all of nothing' xabar-search -d many -n all --format jsonl nonesuch
exits 2 'any other word is no number' xabar-search -d many -n some lapwing
# A reader that goes away ends it at once, quietly.
xabar-search -d many -n all --format jsonl lapwing 2>err | head -n 1 >first
is 'a reader that goes away' "$(wc -l <first | tr -d ' ')$(cat err)" 1

finish
