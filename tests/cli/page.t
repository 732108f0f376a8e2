#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The page of xabar-serve as it is without JavaScript: what it shows, where its links lead, in which language, and what is escaped.
. "${0%/*}/lib.sh"

command -v curl >/dev/null || { echo '1..0 # SKIP no curl'; exit 0; }
server=
clean_up=stop_server

# serve OPTION...: at a free port; its address is in $url.
serve()
{
	: >served.err
	xabar-serve "$@" --listen 127.0.0.1:0 2>>served.err </dev/null &
	server=$!
	until grep -q ' dispatches at ' served.err; do
		kill -0 "$server" 2>/dev/null || break
		sleep 0.05
	done
	url=$(sed -n 's/.* dispatches at //p' served.err)
}

stop_server()
{
	[ "$server" ] && kill "$server" && wait "$server"
	server=
}

# xapian-tcpsrv would end all that is in its group, were it told to end by itself.
stop_both()
{
	stop_server
	kill -9 $(ps -o pid= --ppid "$shard") "$shard" 2>/dev/null
}

# page CODE CLAIM TARGET [CURL OPTION...]: the body is in ./out, the head in ./head.
page()
{
	_code=$1 _claim=$2 _target=$3
	shift 3
	_got=$(curl -sS --globoff -o out -D head -w '%{http_code}' "$@" "$url$_target" 2>err)
	is "$_claim" "$_got" "$_code"
}

# total: of what a page says it found.
total()
{
	sed -n 's/.*<p class="total"[^>]*>[^0-9]*\([0-9]*\).*/\1/p' out
}

# link REGEX: the href of the first link in a line that matches, as a target.
link()
{
	grep -aE -- "$1" out | sed -n 's/.*<a[^>]* href="\([^"]*\)".*/\1/p' | sed 's/&amp;/\&/g' | head -n 1
}

exits 0 'an archive is indexed' xabar-index -q -d x "$gilavar"
printf '%s\n' '{"id":"a\"<b>/&c","title":"&lt;script&gt;alert(1)&lt;/script&gt; \"zeppelin\"","body":"A zeppelin &lt;img src=x onerror=alert(2)&gt;.",' \
	| tr -d '\n' >hostile.jsonl
printf '%s\n' '"date":"2022-01-02","source":"A \"B\" <i>","place":"P\" OR \"Q","url":"javascript:alert(3)"}' >>hostile.jsonl
exits 0 'and a hostile dispatch' xabar-index -q -d x hostile.jsonl
serve -d x

# ---- A search ----

page 200 'the start' /
holds 'is HTML in English' '<html lang="en" dir="ltr">'
holds 'with a search box' '<input type="search" name="q"'
holds 'the newest come first' '<time dir="ltr" datetime="2024-06-03T09:00:00Z">3 June 2024, 09:00</time>'
holds 'browsers learn how to search' '<link rel="search" type="application/opensearchdescription\+xml"'
page 200 'a search' '/?q=corridor'
is 'finds what xabar-search does' "$(total)" "$(xabar-search -d x --count corridor)"
holds 'marks what matched' '<mark>corridor</mark>'
holds 'folds copies' '<summary><bdi>\+1 copy</bdi></summary>'
holds 'is to be subscribed to' '<link rel="alternate" type="application/atom\+xml"[^>]* href="/search\?q=corridor&amp;sort=newest&amp;format=atom"'
cp out by-root
page 200 'as a format' '/search?q=corridor&format=html'
same 'it is the same page' by-root out
page 200 'its feed' "$(link 'class="feed"')"
holds 'is one' '<feed xmlns'

page 200 'what has a source' '/?q=corridor'
target=$(link '<bdi>Pristan</bdi></span> <span class="count">')
page 200 'is a link' "$target"
is 'that finds it' "$(total)" "$(xabar-search -d x --source Pristan --count corridor)"
page 200 'which is taken back' "$(link 'Remove.*<bdi>Pristan')"
is 'by another' "$(total)" "$(xabar-search -d x --count corridor)"
target=$(link '<bdi>Rasht</bdi></span> <span class="count">')
page 200 'what has a place, too' "$target"
is 'is found' "$(total)" "$(xabar-search -d x --count 'corridor place:rasht')"
page 200 'and taken back' "$(link 'aria-current.*<bdi>Rasht')"
is 'by its own link' "$(total)" "$(xabar-search -d x --count corridor)"
page 200 'a bar of the timeline' "$(link 'data-key="2022"')"
is 'finds what is in it' "$(total)" "$(xabar-search -d x --from 2022 --to 2022 --count corridor)"
holds 'which is then shown by what is finer' 'data-key="2022-05-18"'
page 200 'pages' '/?q=railway&limit=3'
page 200 'are turned' "$(link 'rel="next"')"
holds 'and numbered on' '<ol class="hits" start="4">'
holds 'and turned back' 'rel="prev"'

# ---- Spellings ----

page 200 'a name' '/?q=Ardabil+port'
all=$(total)
target=$(link '<bdi>ардебиля</bdi>')
page 200 'a spelling that was added' "$target"
holds 'is searched for no more' 'chip off.*<bdi>ардебиля</bdi>'
lacks 'at all' '<mark>Ардебиля</mark>'
page 200 'and let in' "$(link 'chip off.*<bdi>ардебиля</bdi>')"
is 'again' "$(total)" "$all"
cat >lanternfish.jsonl <<'END'
{"id":"l1","title":"Lanternfish","body":"A lanternfish was seen at Ardabil.","lang":"en"}
{"id":"l2","title":"Lanternfish","body":"The lanternfish of Ардебиля is another.","lang":"en"}
{"id":"l3","title":"Lanternfish","body":"Whether one writes Ardabil or Ардебиля, a lanternfish has lights.","lang":"en"}
END
exits 0 'of three dispatches' xabar-index -q -d x lanternfish.jsonl
page 200 'one with a spelling alone' '/search?q=%2Blanternfish+%2BArdabil&format=ids&sort=oldest'
is 'is found by it' "$(sort out | tr '\n' ' ')" 'l1 l2 l3 '
page 200 'and not without' '/search?q=%2Blanternfish+%2BArdabil&format=ids&without=%D0%B0%D1%80%D0%B4%D0%B5%D0%B1%D0%B8%D0%BB%D1%8F'
is 'but one that has both is' "$(sort out | tr '\n' ' ')" 'l1 l3 '
page 200 'a name' '/?q=Ardabil+port'
all=$(total)
page 200 'all of them' "$(link 'this spelling only')"
is 'are left out' "$(total)" "$(xabar-search -d x --count '=Ardabil port')"
page 200 'and let in' "$(link 'all spellings again')"
is 'again' "$(total)" "$all"
page 200 'a misspelt word' '/?q=corridr'
holds 'is told from what was meant' 'Did you mean: <a dir="auto" href="/\?q=corridor">corridor</a>'

# ---- Languages ----

for tongue in az ru tr fa; do
	case $tongue in az) word=Axtar ;; ru) word=Найти ;; tr) word=Ara ;; fa) word=جست‌وجو ;; esac
	page 200 "a page for who wants $tongue" '/?q=corridor' -H "Accept-Language: xx, $tongue-XX;q=0.9, en;q=0.5"
	holds 'speaks it' "<html lang=\"$tongue\""
	holds 'in the search box' "<button>$word</button>"
done
holds 'Persian from right to left' '<html lang="fa" dir="rtl">'
holds 'with its own digits' 'خبرهای پیداشده: ۸ '
is 'which caches are told' "$(grep -ci '^vary: Accept-Encoding, Accept-Language' head)" 1
tag=$(tr -d '\r' <head | sed -n 's/^ETag: //Ip')
page 304 'who has it has it' '/?q=corridor' -H 'Accept-Language: fa' -H "If-None-Match: $tag"
page 200 'but in that language' '/?q=corridor' -H 'Accept-Language: ru' -H "If-None-Match: $tag"
page 200 'what was chosen' '/?q=corridor&ui=tr' -H 'Accept-Language: fa'
holds 'comes before what is accepted' '<html lang="tr"'
page 200 'and stays' "$(link 'rel="nofollow"')" -H 'Accept-Language: fa'
holds 'in all links' '<html lang="tr"'

# ---- A dispatch ----

page 200 'a dispatch' '/doc/gilavar-20230914-en-0022?format=html'
holds 'has its text' '<p>A freight train of 38 wagons crossed the border at Bilasuvar on Thursday'
holds 'its story' '<h2 id="story">How the story spread</h2>'
holds 'how much later' '<bdi>\+7 min</bdi>'
holds 'what is like it' '<h2 id="similar">Similar dispatches</h2>'
holds 'a citation' 'Gulnar Hashimli\. \(2023, September 14\)\. First freight train crosses the border at Bilasuvar\. Gilavar\. https://gilavar\.example/en/2023/09/14/first-train<'
holds 'for managers' '^TI  - First freight train crosses the border at Bilasuvar'
holds 'of two kinds' '@article\{|@misc\{'
page 200 'what else is similar' "$(link '/similar')"
holds 'is a page' '<h1>Similar dispatches</h1>'
page 200 'versions' '/doc/gilavar-20230914-en-0022/versions?format=html'
printf '%s\n' '{"id":"v","title":"Two hurt","body":"Officials said two people were hurt.","updated":"2022-03-03T09:00:00Z","version":"1"}' >v.jsonl
exits 0 'one' xabar-index -q -d x v.jsonl
printf '%s\n' '{"id":"v","title":"Five hurt","body":"Officials said five people were hurt.","updated":"2022-03-04T09:30:00+03:30","version":"2"}' >v.jsonl
exits 0 'that becomes another' xabar-index -q -d x v.jsonl
page 200 'has both' '/doc/v?format=html'
holds 'told apart' '<li dir="auto">Two hurt<br><span class="origin">Version <bdi>1</bdi> · <time dir="ltr" datetime="2022-03-03T09:00:00Z">3 March 2022, 09:00 <bdi>UTC</bdi>'
page 200 'all of them' "$(link '/versions')"
holds 'have their time, with its zone' 'Version <bdi>2</bdi> · <time[^>]*>4 March 2022, 09:30 <bdi>UTC\+3:30</bdi>'
holds 'and what was changed' '<span>Officials said</span> <del>two</del> <ins>five</ins> <span>people were hurt\.</span>'
page 404 'a dispatch that is not there' '/doc/none?format=html'
holds 'is told on a page' '<h1>There is no such page</h1>'

# ---- Numbers and dates (CLDR 42: en-GB, az, ru, tr, fa; the calendar of Iran) ----

# dates TONGUE DATE NUMBER: what it makes of 2022-05-20T10:54, and of 1234.
i=0
while [ "$i" -lt 1234 ]; do
	printf '{"id":"n%s","title":"lighthouse %s","body":"A lighthouse.","date":"2022-05-20T10:54:00Z","lang":"en"}\n' "$i" "$i"
	i=$((i + 1))
done >many.jsonl
exits 0 'many dispatches of one day' xabar-index -q -d x many.jsonl
dates()
{
	page 200 "what is found, in $1" "/?q=lighthouse&ui=$1"
	holds 'has its dates' ">$2</time>"
	holds 'and numbers' "[^0-9]$3 "
}
dates en '20 May 2022, 10:54' 1,234
dates az '20 may 2022, 10:54' 1.234
dates ru '20 мая 2022, 10:54' "1$(printf '\302\240')234"
dates tr '20 Mayıs 2022, 10:54' 1.234
dates fa '۳۰ اردیبهشت ۱۴۰۱ \(۲۰ مه ۲۰۲۲\)، ۱۰:۵۴' ۱٬۲۳۴

# ---- What is wrong ----

# wrong TONGUE QUERY HINT: what is marked is between braces in the query.
wrong()
{
	_query=$(printf '%s' "$2" | tr -d '{}')
	page 400 "in $1 $_query" "/?ui=$1&q=$(printf '%s' "$_query" | sed 's/ /+/g; s/"/%22/g')"
	holds 'is marked where it is wrong' "<p class=\"marked\" dir=\"auto\">$(printf '%s' "$2" | sed 's/"/\&quot;/g; s/(/\\(/g; s/)/\\)/g; s/{/<mark>/; s/}/<\/mark>/')</p>"
	holds 'and told how to be mended' "<p>$3"
}
wrong en 'oil {"}prices' 'The quotation mark is not closed'
wrong az 'neft {(}qiymət' 'Mötərizənin qarşılığı yoxdur'
wrong tr 'petrol{)} fiyat' 'Parantezin eşi yok'
wrong ru 'нефть {A}ND' 'Рядом с оператором не хватает слова'
wrong fa 'نفت date:{x}yz' 'تاریخ خوانده نشد'
wrong en 'oil date:{2}022..2021' 'The period ends before it begins'
wrong ru '{l}ang:' 'Искать нечего'
wrong en 'railway OR {a}s-of:2021' 'Mend it where it is marked'
page 400 'a date beside the query' '/?q=oil&from=xyz&ui=ru'
lacks 'marks nothing in it' '<mark>'
holds 'but is told' '<p>Не удалось прочесть дату'
lacks 'what cannot be answered is no feed' 'application/atom'
page 422 'too much' '/?offset=99999&ui=fa'
holds 'is told in the language' '<h1>این درخواست بیش از اندازه بزرگ است</h1>'

# ---- What is escaped, and what is refused ----

page 200 'a hostile dispatch' '/?q=zeppelin&source=%22%3E%3Cs%3E&source=A+%22B%22+%3Ci%3E'
lacks 'is text' '<script>alert|<img|<i>|<s>'
holds 'in the results' '&lt;script&gt;alert\(1\)&lt;/script&gt; &quot;<mark>zeppelin</mark>&quot;'
page 200 'its place' "$(link '<bdi>P&quot; OR &quot;Q')"
is 'is one clause' "$(total)" 1
page 200 'its own page' "$(link '<h2 .*alert')"
lacks 'has no markup of its own' '<script>alert|<img|<i>'
lacks 'nor such an address' 'href="javascript'
page 400 'a query that cannot be read' '/?q=%3Cb%3E+%22a'
holds 'is told why' 'column 5: '
holds 'with the query to mend' 'value="&lt;b&gt; &quot;a"'
page 400 'a parameter that makes no sense' '/?limit=many'
holds 'is told on a page, too' '<h1>This request cannot be understood</h1>'
page 200 'the archive as it stood' '/?q=corridor&as_of=2022-05-18T23%3A59'
all=$(total)
is 'is what the command searches' "$all" "$(xabar-search -d x --as-of 2022-05-18T23:59 --count corridor)"
page 200 'until that is taken back' "$(link 'Remove.*As it stood on')"
is 'by its link' "$(total)" "$(xabar-search -d x --count corridor)"
page 400 'what is wrong with a query' '/?q=%22a'
is 'no script or style may be within a page' "$(grep -ci "^content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form" head)" 1
lacks 'there is none' '<style|style="|<script>| on[a-z]+="' by-root

# ---- Files ----

for file in page.css page.js icon.svg; do
	page 200 "$file" "/$file"
	same 'is the one of the source' out "$top/searcher/web/$file"
	tag=$(tr -d '\r' <head | sed -n 's/^ETag: //Ip')
	page 304 'once' "/$file" -H "If-None-Match: $tag"
done
page 200 'a page of results' '/?q=corridor+railway+ferry+train'
all=$(cat out "$top/searcher/web/page.css" "$top/searcher/web/page.js" "$top/searcher/web/icon.svg" | wc -c)
[ "$all" -le 51200 ]
is 'is at most 50 kB in all' "$?" 0

stop_server

# ---- Shards ----

if ! command -v xapian-tcpsrv >/dev/null; then
	skip 'a server of a shard' 'there is no xapian-tcpsrv'
	finish
fi
xabar-index -d x --compact
exits 0 'a shard' xabar-index -d x --export parts --shards 1
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
xapian-tcpsrv --interface 127.0.0.1 --port "$port" --quiet parts/shard-001 >tcp.log 2>&1 &
shard=$!
clean_up=stop_both
until perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0])' "$port"; do
	kill -0 "$shard" || break
	sleep 0.05
done
serve -d "tcp://127.0.0.1:$port"
page 200 'of a server' '/?q=corridor'
is 'the page has what it gives' "$(total)" "$(xabar-search -d parts/shard-001 --count corridor)"
holds 'and its timeline' '<svg'
holds 'but facets' '<bdi>Pristan</bdi></span> <span class="count">'
page 200 'a dispatch of it' '/doc/gilavar-20230914-en-0022?format=html'
holds 'has what is like it' '<h2 id="similar">'
holds 'and its story' '<h2 id="story">'

stop_both
clean_up=:
finish
