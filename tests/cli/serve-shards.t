#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-serve over servers of shards: such as end, stop, come back, say nothing, or say what makes no sense.
. "${0%/*}/lib.sh"
. "$tests/cli/http.sh"

if ! command -v xapian-tcpsrv >/dev/null; then
	skip 'servers' 'there is no xapian-tcpsrv (xapian-tools)'
	finish
	exit
fi

for i in 1 2 3 4 5 6 7 8 9; do
	record "m$i" "Market $i" "The market of Baku rose by $i points." "2022-05-0$i"
done >in.jsonl
xabar-index -q -d x in.jsonl
xabar-index -q -d x --export parts --shards 3

p1=$(port); p2=$(port); p3=$(port); p4=$(port)
t1=tcp://127.0.0.1:$p1 t2=tcp://127.0.0.1:$p2 t3=tcp://127.0.0.1:$p3 t4=tcp://127.0.0.1:$p4
s1= s2= s3= s4=
clean_up=stop_all

stop_all()
{
	for one in $s1 $s2 $s3 $s4; do end $one; done
	stop_server
}

# asks TARGET [CURL OPTION...]: as `ask`, without a claim; the code is in $code.
asks()
{
	_target=$1
	shift
	: >out
	code=$(curl -sS --max-time 60 --globoff -o out -D head -w '%{http_code}' "$@" "$url$_target" 2>err)
	tr -d '\r' <head >head.txt
}

# complete CLAIM TARGET: at some time all workers have all servers, no answer has failed until then, and the next lacks nothing.
complete()
{
	codes=
	for _i in $(seq 300); do
		asks "$2"
		[ "$code" = 200 ] || codes="$codes $code"
		asks /metrics
		grep -q '^xabar_server_up.* 0$' out || break
		sleep 0.1
	done
	asks "$2"
	is "$1" "$codes$(header xabar-incomplete)" ''
}

# fake PORT CODE: a server, whose Perl has $socket, where somebody asks; its process is $s4.
fake()
{
	perl -MIO::Socket::INET -e '
		my ($port, $code) = @ARGV;
		my $listening = IO::Socket::INET->new(Listen => 16, LocalAddr => "127.0.0.1:$port", ReuseAddr => 1) or die;
		$SIG{CHLD} = "IGNORE";
		my $keep = "";
		while (our $socket = $listening->accept) {
			next if fork;
			close $listening;
			binmode $socket;
			$socket->autoflush;
			eval $code;
			exit;
		}' "$1" "$2" >/dev/null 2>&1 &
	s4=$!
	answers "$1"
}

# The ids of an answer.
hits()
{
	asks "/search?format=ids&q=market&limit=20"
	sort out | tr '\n' ' '
}

serve_shard parts/shard-001 $p1; s1=$pid
serve_shard parts/shard-002 $p2; s2=$pid
serve_shard parts/shard-003 $p3; s3=$pid
served="-d $t1 -d $t2 -d $t3"

exits 2 'a time-out that is none' xabar-serve $served --timeout 0
holds 'is told what one is' "timeout wants a number from 1 to 3600, not '0'" err

# ---- One ends ----

serve --timeout 20 --max-time 60000 -j 2
ask 200 'three servers' '/search?q=market&limit=20'
json 'answer together' '@{$d->{hits}} == 9 && !exists $d->{incomplete}'
is 'and completely' "$(header xabar-incomplete)" ''
etag=$(header etag)
is 'which a client may keep' "${etag:+kept}" kept
ask 200 'it is ready' /readyz
json 'with all of them' '$d->{status} eq "ready" && $d->{documents} == 9 && !exists $d->{incomplete}'
ask 200 'metrics' /metrics
holds 'say that a server is up' "^xabar_server_up\{server=\"$t2\"\} 1\$"

end $s2
for i in 1 2 3 4; do
	ask 200 "one ends: request $i is answered by the others" '/search?q=market&limit=20'
	json 'and says which is missing' "@{\$d->{incomplete}} == 1 && \$d->{incomplete}[0] eq '$t2' && @{\$d->{hits}} == 6"
done
is 'as its head does' "$(header xabar-incomplete)" "$t2"
is 'nobody is to keep it' "$(header etag)|$(header cache-control)" '|no-store'
ask 200 'what was kept before is no answer' '/search?q=market&limit=20' -H "If-None-Match: $etag"
for format in csv tsv jsonl rss atom ris ids; do
	asks "/search?q=market&format=$format"
	is "$format: its head says so" "$code $(header xabar-incomplete) $(header cache-control)" "200 $t2 no-store"
done
while IFS='|' read -r ui words; do
	ask 200 "a page in $ui" "/?q=market&ui=$ui"
	holds 'says so' "$words.*$t2"
done <<'END'
en|These servers do not answer
az|Bu serverlər cavab vermir
ru|Эти серверы не отвечают
tr|Bu sunucular yanıt vermiyor
fa|این سرورها پاسخ نمی‌دهند
END
ask 200 'it is ready' /readyz
json 'and says without whom' "\$d->{status} eq 'ready' && \$d->{documents} == 6 && \$d->{incomplete}[0] eq '$t2'"
ask 200 'metrics' /metrics
holds 'say that it is down' "^xabar_server_up\{server=\"$t2\"\} 0\$"
holds 'and the others not' "^xabar_server_up\{server=\"$t1\"\} 1\$"
shown=
for i in 1 2 3 4 5 6 7 8 9; do
	asks "/doc/m$i"
	shown="$shown$code "
done
is 'a dispatch of it cannot be shown, those of the others are' "$(printf '%s\n' $shown | sort | uniq -c | tr -s ' ' | tr '\n' ';')" ' 6 200; 3 503;'
asks '/doc/m1' && asks '/doc/m2' && asks '/doc/nonesuch'
is 'nor can it be told that there is none' "$code" 503
json 'which is told' '$d->{code} eq "away" && $d->{hint}'
printf 'Baku\n' >names.txt
ask 200 'a table' '/batch?limit=0' --data-binary @names.txt
is 'is run through those of the others' "$(grep -c ,Baku, out) $(header xabar-incomplete)" "6 $t2"

serve_shard parts/shard-002 $p2; s2=$pid
complete 'it comes back: without a restart, and no request fails' '/search?q=market&limit=20'
json 'everything is found' '@{$d->{hits}} == 9'
ask 200 'metrics' /metrics
holds 'say that it is up' "^xabar_server_up\{server=\"$t2\"\} 1\$"
ask 200 'a client may keep answers again' '/search?q=market&limit=20'
is 'as before' "${etag%-*}" "$(header etag | sed 's/-[^-]*$//')"
stop_server

# ---- One is down at the beginning ----

served="$served -d $t4"
serve --timeout 1 -j 1
ask 200 'it starts without a server' '/search?q=market&limit=20'
json 'whose dispatches are missing' "@{\$d->{hits}} == 9 && \$d->{incomplete}[0] eq '$t4'"
fake $p4 'sleep 60'
for i in 1 2 3; do
	sleep 0.4
	ask 200 'one that accepts and says nothing' '/search?q=market'
	json 'is missing' "\$d->{incomplete}[0] eq '$t4'"
done
end $s4
xabar-index -q -d y - <<'END'
{"id":"other","title":"Market of Ganja","body":"The market of Ganja fell.","date":"2022-06-01","lang":"en"}
END
xabar-index -q -d y --export more --shards 1
serve_shard more/shard-001 $p4; s4=$pid
complete 'it is taken up when it is there' '/search?q=market&limit=20'
json 'with what it has' '@{$d->{hits}} == 10'
end $s4
asks '/search?q=market'
fake $p4 'print $socket "HTTP/1.0 400 Bad Request\r\n\r\n" x 100; sleep 60'
for i in 1 2 3; do
	sleep 0.4
	ask 200 'one that is another kind of server' '/search?q=market'
	json 'is missing' "\$d->{incomplete}[0] eq '$t4'"
done
end $s4
fake $p4 '
	my $shard = IO::Socket::INET->new("127.0.0.1:'$p1'");
	my ($bytes, $asked);
	sysread $shard, $bytes, 65536;
	syswrite $socket, $bytes;
	while (sysread $socket, $bytes, 65536) {
		last if $bytes =~ /market/;
		syswrite $shard, $bytes;
		sysread $shard, $bytes, 1 << 20;
		syswrite $socket, $bytes;
	}'
for i in 1 2 3; do
	sleep 0.7
	ask 200 'one that hangs up when it is asked' '/search?q=market'
	json 'is missing' "\$d->{incomplete}[0] eq '$t4'"
done
end $s4; s4=
stop_server
served="-d $t1 -d $t2 -d $t3"

# ---- One stops, or is killed at work ----

serve --timeout 1 -j 2
hits >before
signal STOP $s3
for i in 1 2 3; do
	ask 200 'one stops: the answer comes all the same' '/search?q=market&limit=20' --max-time 60
	json 'without what it has' "@{\$d->{hits}} == 6 && \$d->{incomplete}[0] eq '$t3'"
done
signal CONT $s3
complete 'it goes on' '/search?q=market&limit=20'
stop_server

serve --timeout 20 --max-time 60000 -j 2

workers=$(ps -o pid= --ppid $s3)
kill -STOP $workers
for i in 1 2; do curl -sS --max-time 60 "$url/search?q=market+of&limit=20" >got.$i & eval "asking$i=\$!"; done
sleep 0.3
kill -KILL $workers
wait $asking1 $asking2
for i in 1 2; do
	json 'a connection that is broken at work is made anew' '@{$d->{hits}} == 9 && !exists $d->{incomplete}' got.$i
done

signal STOP $s3
for i in 1 2; do curl -sS --max-time 60 "$url/search?q=market+rose&limit=20" >got.$i & eval "asking$i=\$!"; done
sleep 0.3
end $s3
wait $asking1 $asking2
for i in 1 2; do
	json 'a server that is killed at work is missing' "@{\$d->{hits}} == 6 && \$d->{incomplete}[0] eq '$t3'" got.$i
done

# ---- Alerts ----

stop_server
exits 0 'an alert is added where the index is' xabar-search -d x --alert-add 'The market' 'market rose'
exits 2 'not at a server' xabar-search $served --alert-add other market
complains 'which is told' <<END
xabar-search: alerts are told where the index is that a shard is of, not by '$t1'
xabar-search: --help lists the options; -- goes before a query that begins with -
END
exits 2 'alerts of no folder' xabar-serve $served --alerts nowhere --listen 127.0.0.1:0
holds 'are refused' "cannot read the folder 'nowhere'" err
mkdir copied && cp x/alerts copied
serve --timeout 1 -j 1 --alerts copied
ask 200 'a feed of one, over servers' '/alerts/The%20market.atom?limit=20'
is 'has what they have' "$(grep -c '</entry>' out) $(header xabar-incomplete)" "6 $t3"
ask 404 'one that there is not' /alerts/other.atom
stop_server
serve --timeout 1 -j 1
ask 404 'without --alerts servers have none' '/alerts/The%20market.atom'
stop_server
serve --timeout 20 --max-time 60000 -j 2

# ---- All end ----

end $s1; end $s2
asks '/search?q=market'
ask 503 'none answers' '/search?q=market'
json 'which is a problem' '$d->{status} == 503 && $d->{code} eq "away" && $d->{detail} eq "none of the servers answers"'
is 'a client may ask again' "$(header retry-after)" 1
ask 503 'it is not ready' /readyz
ask 200 'but runs' /healthz
ask 503 'a page says so, too' '/?q=market'
exits 2 'where none answers from the beginning it does not start' xabar-serve $served --timeout 1 --listen 127.0.0.1:0
holds 'and says why' 'none of the servers answers' err
serve_shard parts/shard-001 $p1 -i 300; s1=$pid
serve_shard parts/shard-002 $p2 -i 300; s2=$pid
serve_shard parts/shard-003 $p3 -i 300; s3=$pid
for i in $(seq 300); do
	asks /metrics
	grep -q '^xabar_server_up.* 0$' out || break
	sleep 0.1
done
complete 'they are taken back while nobody asks' '/search?q=market&limit=20'
is 'and find what they found' "$(hits)" "$(cat before)"
for i in 1 2 3; do
	sleep 0.6
	ask 200 'after a silence, in which the servers hung up' '/search?q=market&limit=20'
	is 'nothing is missing' "$(header xabar-incomplete)" ''
done
stop_server
is 'it ends as ever' "$ended" 0

# ---- A table at the command line ----

xabar-search -d x --batch names.txt >want
exits 0 'a table' xabar-search $served --batch names.txt
same 'is that of the index' want out
end $s2
exits 3 'without a server' xabar-search $served --batch names.txt
complains 'is incomplete' <<END
xabar-search: incomplete: '$t2' does not answer
END
is 'and has what the others have' "$(grep -c ,Baku, out)" 6

finish
