#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-serve: what it answers, whom, and how it begins and ends.
. "${0%/*}/lib.sh"
. "$tests/cli/http.sh"

# A document but for what differs from one time to the next.
timeless()
{
	sed 's/"took_ms":[0-9.]*/"took_ms":0/' "$1"
}

exits 0 'an archive is indexed' xabar-index -q -d x "$gilavar"

# ---- Options ----

exits 0 '--help' xabar-serve --help
is 'goes to standard output' "$(cat err)" ''
exits 0 '--version' xabar-serve --version
holds 'is one line' '^xabar-serve [0-9]+\.[0-9]+\.[0-9]+$'
exits 2 'an unknown option is a usage error' xabar-serve --nonesuch
complains 'which names it, and where help is' <<'END'
xabar-serve: no such option '--nonesuch'
xabar-serve: xabar-serve --help lists the options
END
exits 2 'so is an operand' xabar-serve news
exits 2 'and a number that is none' xabar-serve -d x --workers many
holds 'with what it may be' "workers wants a number from 1 to 256, not 'many'" err
exits 2 'and one out of bounds' xabar-serve -d x --max-size 1G1
exits 2 'an index that is not there' xabar-serve -d none --listen 127.0.0.1:0
holds 'is named' "there is no index in 'none'" err
for where in nowhere 127.0.0.1 127.0.0.1: 300.0.0.1:80 127.0.0.1:99999 unix:relative '::1:80' ''; do
	exits 2 "no address: '$where'" xabar-serve -d x --listen "$where"
done
holds 'is told what one is' 'ADDRESS:PORT' err
exits 2 'no socket is given' xabar-serve -d x --listen LISTEN_FDS

# ---- Answers ----

serve --slow-log slow.jsonl --slow-ms 0 --max-hits 40 --max-depth 44 --max-rows 40 --max-body 2K
holds 'it says where it is' '^xabar-serve: 46 dispatches at http://127\.0\.0\.1:[0-9]+$' served.err

ask 200 'a search' '/search?q=corridor+railway&limit=3&facet=source:2&facet=lang&histogram=year'
xabar-search -d x --format json -n 3 --facet source:2 --facet lang --histogram year 'corridor railway' >want
timeless want >want.txt
timeless out >got.txt
same 'is answered as xabar-search does' want.txt got.txt
is 'its type is JSON' "$(header content-type)" application/json
is 'no type is guessed' "$(header x-content-type-options)" nosniff
ask 200 'filters' '/search?lang=fa&lang=tr&sort=oldest&from=2020&to=2023-06&limit=40&offset=1'
xabar-search -d x --format json --lang fa --lang tr --sort oldest --from 2020 --to 2023-06 -n 40 -o 1 >want
timeless want >want.txt
timeless out >got.txt
same 'are those of xabar-search' want.txt got.txt
json 'and find something' '@{$d->{hits}} > 2'
ask 200 'a query in another script, percent-encoded' '/search?q=%D0%A0%D0%B5%D1%88%D1%82&format=csv&fields=date,source,title'
xabar-search -d x --format csv --fields date,source,title 'Решт' >want
same 'as a table' want out
is 'its type is CSV' "$(header content-type)" 'text/csv; charset=utf-8'
ask 200 'a page of all there is' '/search?q=ferry&cursor=*&limit=2&sort=oldest&format=csv&fields=id'
xabar-search -d x --sort oldest -n 2 --cursor '*' --format csv --fields id ferry >want 2>told
same 'is that of xabar-search' want out
link=$(header link)
is 'a header leads to the next' "$link" \
   "</search?q=ferry&sort=oldest&limit=2&cursor=$(sed 's/.*--cursor //' told)&fields=id&format=csv>; rel=\"next\""
next=${link#<} next=${next%%>*}
ask 200 'the next' "$next"
xabar-search -d x --sort oldest -n 2 --cursor "$(sed 's/.*--cursor //' told)" --format csv --fields id ferry >want 2>told
same 'is that of xabar-search, too' want out
ask 200 'a page of a query as long as a header can be' "/search?q=ferry$(printf '%%20%.0s' $(seq 4000))&cursor=*&limit=1"
json 'is there' '@{$d->{hits}} == 1 && $d->{next}'
is 'without that header' "$(header link)" ''
ask 200 'a page of a query that is longer than its link' "/search?q=ferry$(printf '+%%66%%65%%72%%72%%79%.0s' $(seq 990))&cursor=*&limit=1"
is 'without that header, too' "$(header link)" ''
ask 400 'a cursor that is none' '/search?q=ferry&cursor=no'
json 'is said how to come by one' '$d->{hint} =~ /begins anew/'
ask 200 'words without operators' '/search?q=%22ferry&plain=true'
ask 200 'one dispatch' /doc/gilavar-20191206-en-0008
xabar-search -d x --format json --show gilavar-20191206-en-0008 >want
timeless want >want.txt
timeless out >got.txt
same 'whole' want.txt got.txt
for part in similar versions spread; do
	case $part in similar) set -- --similar ;; versions) set -- --versions --show ;; spread) set -- --spread ;; esac
	ask 200 "what there is of one: $part" "/doc/gilavar-20191206-en-0008/$part"
	xabar-search -d x --format json "$@" gilavar-20191206-en-0008 >want
	timeless want >want.txt
	timeless out >got.txt
	same 'is that of xabar-search' want.txt got.txt
done
ask 200 'a misspelt word' '/suggest?q=corridr'
prints 'is told from what is meant, as browsers read it' <<'END'
["corridr",["corridor"]]
END
ask 200 'a feed' '/search?q=ferry&format=atom'
is 'has its type' "$(header content-type)" 'application/atom+xml; charset=utf-8'
holds 'and whole texts' 'By the ninth glass we were no longer afraid'
ask 400 'a story in a format that has no place for it' /doc/gilavar-20191206-en-0008/spread?format=csv
printf '%s\n' '{"id":"k-1","title":"Unobtainium","body":"The unobtainium mine opens.","status":"canceled"}' >killed.jsonl
xabar-index -q -d x killed.jsonl
ask 200 'what is killed' '/search?q=unobtainium'
json 'is shown to nobody' '$d->{total}{value} == 0'
ask 400 'whatever is asked for' '/search?q=unobtainium&all=true'
ask 404 'not alone either' /doc/k-1
ask 200 'an id may have a slash, and escapes' "/doc/$(xabar-search -d x --format ids -n 40 --sort newest | grep / | head -n 1 | sed 's,:,%3A,g')"
json 'it is that one' '$d->{hits}[0]{id} =~ m{/}'
ask 200 'HEAD' '/search?q=ferry' -I
is 'has no body' "$(cat out | grep -c '"hits"')" 0
ask 200 'how browsers ask' /opensearch.xml
holds 'is told with where we are' "template=\"$url/search\?q=\{searchTerms\}&amp;limit=\{count\?\}"

# ---- What changes, and what does not ----

ask 200 'an answer has a tag' '/search?q=ferry'
tag=$(header etag)
holds 'a weak one' '^ETag: W/"[^"]+"$' head.txt
holds 'to be asked about each time' '^Cache-Control: no-cache$' head.txt
ask 304 'who has it already is told so' '/search?q=ferry' -H "If-None-Match: \"other\", $tag"
is 'in no bytes' "$(wc -c <out | tr -d ' ')" 0
ask 200 'who has another is not' '/search?q=ferry' -H 'If-None-Match: "other"'
before=$(generation x)
record new-1 'A zeppelin over Alat' 'The zeppelin Mercan left Alat.' >new.jsonl
xabar-index -q -d x new.jsonl
ask 200 'what is published is found at once' '/search?q=zeppelin' -H "If-None-Match: $tag"
json 'in the newer generation' "\$d->{total}{value} == 1 && \$d->{generation} > $before"
ask 200 'the state has it, too' /healthz
json 'once somebody searched' '$d->{documents} == 47 && $d->{status} eq "running"'

ask 200 'who takes gzip' '/search?q=ferry+train+corridor&limit=40' -H 'Accept-Encoding: br, gzip;q=0.5'
is 'gets it' "$(header content-encoding)" gzip
gzip -dc <out >unpacked
timeless unpacked >got.txt
ask 200 'who does not' '/search?q=ferry+train+corridor&limit=40' -H 'Accept-Encoding: gzip;q=0, br'
is 'does not' "$(header content-encoding)" ''
timeless out >want.txt
same 'what is in it is the same' want.txt got.txt
is 'both are told apart' "$(header vary)" Accept-Encoding

# ---- Alerts ----

ids() { perl -0777 -ne 'print "$_\n" for m{<entry.*?<id>(.*?)</id>}sg' "$1"; }

xabar-search -d x --alert-add 'The ferry' 'ferry train'
xabar-search -d x --alert-add A/b.atom 'zeppelin'
record new-2 'A train to the ferry' 'The train left for the ferry.' 2026-01-02 >new.jsonl
xabar-index -q -d x new.jsonl
cp x/alerts alerts
ask 200 'what an alert matches' /alerts/The%20ferry.atom?limit=40
is 'is a feed' "$(header content-type)" 'application/atom+xml; charset=utf-8'
holds 'of its own name' '<title>xabar: The ferry</title>'
tag=$(header etag)
ids out >got.txt
is 'has what has all of its words' "$(wc -l <got.txt | tr -d ' ')" "$(xabar-search -d x --format ids -n 40 '+ferry +train' | wc -l | tr -d ' ')"
perl -0777 -ne 'print "$_\n" for m{<published>(.*?)</published>}g' out >dates
sort -r dates >want
same 'the newest first' want dates
holds 'with whole texts' 'The train left for the ferry\.'
ask 200 'as many as are wanted' '/alerts/The%20ferry.atom?limit=1'
ids out >one
head -n 1 got.txt >first
same 'of them' first one
ask 304 'who has it already is told so' '/alerts/The%20ferry.atom?limit=40' -H "If-None-Match: $tag"
is 'in no bytes' "$(wc -c <out | tr -d ' ')" 0
same 'nothing of that is noted' alerts x/alerts
xabar-search -d x --alerts 'The ferry' --format atom >told
is 'nothing is told by it' "$(ids told)" "$(cat one)"
ask 200 'told or not' '/alerts/The%20ferry.atom?limit=40'
ids out >again
same 'it is the same' got.txt again
ask 200 'a name may have anything' /alerts/A%2Fb.atom.atom
is 'it is that one' "$(ids out | wc -l | tr -d ' ')" 1
tag=$(header etag)
xabar-search -d x --alert-remove A/b.atom
ask 404 'one that was removed is gone at once' /alerts/A%2Fb.atom.atom -H "If-None-Match: $tag"
json 'which is said' "\$d->{code} eq 'not-found' && \$d->{detail} eq q{there is no alert 'A/b.atom' in 'x'}"
xabar-search -d x --alert-add A/b.atom 'ferry'
ask 200 'one that has another query is another' /alerts/A%2Fb.atom.atom -H "If-None-Match: $tag"
ask 404 'one with no name' /alerts/.atom
ask 404 'a path is none' /alerts/..%2F..%2Fx.atom
ask 422 'more than are given at once' '/alerts/The%20ferry.atom?limit=41'

# ---- Tables ----

printf 'id,name\r\n1,Aliagha Samadzade\r\n2,Rasht\r\n3,Nobody Whosoever\r\n' >names.csv
ask 200 'a table of names' '/batch?limit=0' --data-binary @names.csv
xabar-search -d x --batch names.csv >want
same 'is answered as xabar-search does' want out
is 'with something' "$([ "$(wc -l <out)" -gt 5 ] && echo yes)" yes
is 'its type is CSV' "$(header content-type)" 'text/csv; charset=utf-8'
is 'and nobody keeps it' "$(header cache-control)$(header etag)" no-store
ask 200 'not even who has all' /batch --data-binary @names.csv -H 'If-None-Match: *'
ask 200 'with parameters' '/batch?column=2&limit=2&from=2020&lang=en&lang=fa&sort=oldest&no_names=true&format=jsonl' --data-binary @names.csv
xabar-search -d x --batch names.csv --column 2 -n 2 --from 2020 --lang en --lang fa --sort oldest --no-names --format jsonl >want
same 'likewise' want out
is 'they find something' "$([ -s out ] && echo yes)" yes
printf 'ferry train\n"the storm"\n' >queries.txt
ask 200 'a table of queries' '/batch?queries=true&limit=0' --data-binary @queries.txt
xabar-search -d x --batch queries.txt --queries >want
same 'likewise' want out
perl -e 'print "Rasht\n"; print "\n" x 500; print "Rasht\n" x 11' >names.txt
xabar-search -d x --batch names.txt >want
ask 200 'a table that comes in pieces, packed' '/batch?limit=0' --data-binary @names.txt -H 'Transfer-Encoding: chunked' --compressed
same 'likewise' want out
ask 200 'no table' /batch -X POST
is 'has no hits' "$(wc -l <out | tr -d ' ')" 1
ask 400 'a column that is not there' '/batch?column=surname' --data-binary @names.csv
json 'is named' "\$d->{detail} eq q{'the table' has no column 'surname'}"
ask 422 'a row that cannot be used' '/batch?column=2' --data-binary "$(printf 'a,b\nRasht\n')"
json 'is an error of all' "\$d->{detail} eq q{row 2 of 'the table' has no column 2} && \$d->{code} eq 'bad-record'"
ask 400 'a query that cannot be read' '/batch?queries=true' --data-binary "$(printf 'ferry\n(a\n')"
json 'is told with its row' "\$d->{detail} =~ /^row 2 of 'the table': /"
ask 400 'a quote that is not closed' /batch --data-binary '"Rasht'
ask 400 'a table in UTF-16' /batch --data-binary "$(printf '\377\376R')"
ask 400 'a format that is no table' '/batch?format=atom' --data-binary @names.csv
ask 400 'a parameter that searches alone have' '/batch?q=a' --data-binary @names.csv
ask 422 'more hits of a row than are given at once' '/batch?limit=41' --data-binary @names.csv
ask 405 'no table by GET' /batch
is 'is told how' "$(header allow)" POST
perl -e 'print "Nobody\n" x 41' >rows
ask 422 'more rows than are taken' /batch --data-binary @rows
json 'are told so' '$d->{detail} eq "the table has more than 40 rows" && $d->{hint} eq "send it in parts"'
sed 1d rows >fewer
ask 200 'as many as are taken' /batch --data-binary @fewer
perl -e 'print "x" x 511 . "\n" for 1 .. 4' >full
ask 200 'as many bytes as are taken' /batch --data-binary @full
{ cat full; printf x; } >fuller
ask 413 'more' /batch --data-binary @fuller
json 'are told so' '$d->{detail} eq "the table has more than 2048 bytes" && $d->{title} eq "Content Too Large" && $d->{code} eq "limit"'
perl -e 'print "x" x 3000000' >fullest
ask 413 'however many' /batch --data-binary @fullest
ask 413 'and in pieces' /batch --data-binary @fullest -H 'Transfer-Encoding: chunked'
# 64 bodies are held at once: 70 come, and their last bytes when all the others are there.
perl -MIO::Socket::INET -MHTTP::Tiny -e '
	my ($host, $port) = $ARGV[0] =~ m{//(.*):(\d+)};
	my @sockets = map { IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "$!\n" } 1 .. 70;
	syswrite $_, "POST /batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2048\r\n\r\n" . "\n" x 2047 for @sockets;
	select undef, undef, undef, 0.02 until HTTP::Tiny->new->get("$ARGV[0]/metrics")->{content} =~ /^xabar_open 71$/m;
	syswrite $_, "\n" for @sockets;
	for my $s (@sockets) { my $line = <$s>; $n{(split / /, $line)[1]}++ }
	print map { "$_ $n{$_}\n" } sort keys %n' "$url" >out 2>err
prints 'what is held of tables has an end' <<'END'
200 64
503 6
END
ask 200 'and is let go of' /batch --data-binary @full
ask 404 'what has no route may have a body' /admin --data-binary @fullest
ask 200 'what has one, too' '/search?q=ferry' -X GET --data-binary @fullest

# ---- What is refused ----

ask 400 'a query that cannot be read' '/search?q=%D1%84+%22a'
is 'is a problem' "$(header content-type)" application/problem+json
json 'with the column, in characters' '$d->{column} == 3 && $d->{status} == 400 && $d->{code} eq "bad-query" &&
	$d->{title} eq "Bad Request" && $d->{detail} =~ /^column 3: / && $d->{hint}'
ask 400 'a parameter that is none' '/search?q=a&sourse=x'
json 'is named' "\$d->{detail} eq \"/search has no parameter 'sourse'\""
ask 400 'one that is there twice' '/search?q=a&q=b'
ask 400 'a number that is none' '/search?limit=-1'
ask 400 'an order that is none' '/search?sort=best'
json 'is told what there are' "\$d->{detail} eq \"sort is relevance, newest or oldest, not 'best'\""
ask 400 'a format that is none' '/search?format=../../etc/passwd'
ask 400 'a date that is none' '/search?from=soon'
ask 400 'a field that is none' '/search?fields=passwd'
ask 400 'facets in a format without them' '/search?facet=source&format=csv'
ask 400 'an escape that is none' '/search?q=%2'
ask 400 'a NUL' '/search?q=%00'
ask 400 'what is not UTF-8' '/search?q=%FF'
ask 404 'a dispatch that is not there' '/doc/..%2F..%2Fetc%2Fpasswd'
json 'is one' '$d->{code} eq "not-found"'
ask 404 'a path that is none' /admin
ask 404 'one with no id' /doc/
ask 405 'a method that is none' /search -X DELETE
is 'is told which there are' "$(header allow)" 'GET, HEAD'
ask 422 'more hits than are given at once' '/search?limit=41'
ask 422 'hits too deep' '/search?offset=35&limit=10'
json 'are counted' '$d->{detail} eq "offset and limit reach hit 45, beyond 44" && $d->{code} eq "limit"'
ask 200 'the last that can be asked for' '/search?offset=34&limit=10'
ask 422 'too many words' "/search?q=$(perl -e 'print "a+" x 5000')"
ask 421 'a name of another site' /healthz -H 'Host: rebound.example'
ask 200 'a name of this machine' /healthz -H 'Host: localhost:7171'

# What is no HTTP at all ends a connection, and nothing else.
perl -MIO::Socket::INET -e '
	my ($host, $port) = $ARGV[0] =~ m{//(.*):(\d+)};
	srand 7;
	for my $head ("\0" x 100, "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /" . "a" x 100000 . " HTTP/1.1\r\n\r\n",
	              "POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
	              "POST /search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "",
	              "GET /healthz HTTP/1.1\r\n" . "X: y\r\n" x 20000, map { join "", map { chr rand 256 } 1 .. 500 } 1 .. 50) {
		my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "$!\n";
		$SIG{PIPE} = "IGNORE";
		print $s $head;
		shutdown $s, 1;
		close $s;
	}' "$url" >out 2>err
is 'what is no HTTP is survived' "$?" 0
ask 200 'by all others' /healthz

# ---- What is counted, and noted ----

ask 200 'the metrics' /metrics
holds 'count requests by route and code' '^xabar_requests_total\{route="/doc/\{id\}",code="200"\} 2$'
holds 'what is no route is one' '^xabar_requests_total\{route="other",code="404"\} 4$'
holds 'have the documents' '^xabar_documents 48$'
holds 'and the generation' "^xabar_generation $(generation x)\$"
is 'buckets count all that is not slower' "$(perl -ne '
	next unless m{_bucket\{route="/search",le=".*"\} (\d+)}; $ok = 0 if $1 < $last; $last = $1;
	BEGIN { $ok = 1 } END { print $ok && $last > 10 ? "yes" : "no" }' out)" yes
perl -MJSON::PP -ne 'my $d = decode_json($_); $n++; $d->{ms} >= $d->{waited_ms} or die; END { print "$n\n" }' slow.jsonl >slow.n 2>&1
is 'the slow log is a JSON object a line' "$(cat slow.n)" "$(wc -l <slow.jsonl | tr -d ' ')"
curl -sS -o out "$url/search?q=one%0Atwo%22%1B%5B31m"
tail -n 1 slow.jsonl >last
json 'in which nothing is itself' '$d->{q} eq "one\ntwo\"\e[31m" && $d->{code} == 200 || $d->{code} == 400' last
lacks 'that a client says' "$(printf '\033')" slow.jsonl
is 'standard error has but its first line' "$(wc -l <served.err | tr -d ' ')" 1

# ---- The description ----

exits 0 'the server does what its description says' perl "$tests/cli/openapi.pl" "$url"
holds 'which has what is asked here' '^get /search: ([5-9][0-9]|[1-9][0-9][0-9]) requests$'

# ---- Its end ----

# One that has sent half of a request when the server is told to end is answered.
perl -MIO::Socket::INET -MHTTP::Tiny -e '
	my ($url, $pid) = @ARGV;
	my ($host, $port) = $url =~ m{//(.*):(\d+)};
	my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "$!\n";
	print $s "GET /search?q=ferry HTTP/1.1\r\n";
	select undef, undef, undef, 0.02 until HTTP::Tiny->new->get("$url/metrics")->{content} =~ /^xabar_open 2$/m;
	kill "TERM", $pid;
	select undef, undef, undef, 0.02 while IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port);
	print $s "Host: localhost\r\n\r\n";
	local $/;
	print <$s>;' "$url" "$server" >out 2>err
holds 'what was begun is answered' '^HTTP/1\.1 200 OK'
holds 'and the connection ended' '^Connection: close'
wait "$server"
is 'then the server ends' "$?" 0
server=

# ---- Other limits ----

serve --max-size 4K
ask 422 'an answer that is too large' '/search?q=ferry+train+corridor&limit=40'
json 'is told what to do' '$d->{detail} eq "the answer has more than 4096 bytes" && $d->{hint} =~ /limit/'
ask 200 'a smaller one' '/search?q=ferry&limit=1'
stop_server
is 'SIGTERM ends it' "$ended" 0

# A table of 300,000 rows is work for seconds, wherever it runs; it stops by itself, or is left behind, when its time is over.
serve --max-time 50 --max-body 16M --max-rows 1000000
awk 'BEGIN { print "name"; for (i = 0; i < 300000; i++) print "Nobody Nowhere" i }' >long.csv
ask 504 'what takes longer than it may' /batch --data-binary @long.csv
json 'is told so' '$d->{detail} eq "the answer took longer than 50 ms"'
ask 200 'something short' '/search?q=ferry&limit=1'
stop_server

# ---- Who may ask ----

printf '# ours\n0123456789abcdef\n\nsecond-token-of-two\n' >tokens
chmod 600 tokens
exits 2 'other machines are no matter of course' xabar-serve -d x --listen 0.0.0.0:0
holds 'is said' 'other machines reach http://0\.0\.0\.0:[0-9]+$' err
chmod 644 tokens
exits 2 'tokens that everybody may read are none' xabar-serve -d x --token-file tokens
holds 'is said, too' "chmod 600 'tokens'" err
chmod 600 tokens
echo short >bad
chmod 600 bad
exits 2 'a token that is none' xabar-serve -d x --token-file bad
lacks 'is not told' short err
serve --listen 0.0.0.0:0 --token-file tokens
url=$(echo "$url" | sed 's/0\.0\.0\.0/127.0.0.1/')
ask 401 'no token' '/search?q=ferry'
holds 'is asked for one' '^WWW-Authenticate: Bearer' head.txt
ask 401 'a wrong one' '/search?q=ferry' -H 'Authorization: Bearer 0123456789abcdeF'
ask 401 'half of one' '/search?q=ferry' -H 'Authorization: Bearer 0123456789abcde'
ask 401 'one in a wrong place' '/search?q=ferry' -H 'Authorization: Basic 0123456789abcdef'
ask 401 'without one nobody learns what there is' /admin
ask 401 'nor how much' /metrics
ask 401 'a table is not even read' /batch --data-binary @fuller
ask 200 'one' '/search?q=ferry' -H 'Authorization: Bearer 0123456789abcdef'
is 'what is secret is not for caches' "$(header cache-control)" 'private, no-cache'
ask 200 'or another' '/search?q=ferry' -H 'Authorization: bearer second-token-of-two'
ask 200 'health is no secret' /healthz
ask 200 'with a token any name will do' /readyz -H 'Host: news.example'
stop_server
serve --listen 0.0.0.0:0 --public --host news.example
url=$(echo "$url" | sed 's/0\.0\.0\.0/127.0.0.1/')
ask 200 'to everybody, if it is said so' '/search?q=ferry' -H 'Host: rebound.example'
stop_server
serve --host news.example
ask 200 'a name that was let through' /healthz -H 'Host: News.Example'
stop_server

# ---- Other sockets ----

serve --listen "unix:$scratch/socket"
is 'it says where' "$url" "unix:$scratch/socket"
curl -sS -o out --unix-socket socket http://anything/healthz
holds 'it is heard at a Unix socket' '"running"'
exits 2 'which is then taken' xabar-serve -d x --listen "unix:$scratch/socket"
kill -9 "$server"
wait "$server" 2>/dev/null
serve --listen "unix:$scratch/socket"
curl -sS -o out --unix-socket socket http://anything/healthz
holds 'one that a dead server left is taken over' '"running"'
stop_server
[ ! -e socket ]
is 'and is gone with it' "$?" 0

# As systemd does it: a socket that is open already, somebody to be told, and a watchdog.
perl -MIO::Socket::INET -MIO::Socket::UNIX -MHTTP::Tiny -e '
	$^F = 3; # the first descriptor is the one that is handed on
	close STDIN; open STDIN, "<", "/dev/null";
	my $listening = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 5) or die "$!\n";
	fileno $listening == 3 or die "not 3 but " . fileno $listening;
	my $told = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => "notify") or die "$!\n";
	my $pid = fork;
	if (!$pid) {
		@ENV{qw(LISTEN_FDS LISTEN_PID NOTIFY_SOCKET WATCHDOG_USEC WATCHDOG_PID)} = (1, $$, "notify", 100000, $$);
		exec "xabar-serve", "-d", "x";
	}
	my %seen;
	alarm 60;
	while (!$seen{"WATCHDOG=1"}) { recv $told, my $state, 100, 0; $seen{$state}++ }
	print "ready\n" if $seen{"READY=1"};
	print HTTP::Tiny->new->get("http://127.0.0.1:" . $listening->sockport . "/healthz")->{status}, "\n";
	kill "TERM", $pid;
	while (!$seen{"STOPPING=1"}) { recv $told, my $state, 100, 0; $seen{$state}++ }
	waitpid $pid, 0;
	print "ended $?\n";' >out 2>err
prints 'it takes the socket that it is given, and tells how it is' <<'END'
ready
200
ended 0
END

finish
