#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-serve among clients that mean no good, and such as are slow.
. "${0%/*}/lib.sh"
. "$tests/cli/http.sh"

# Wait until a command succeeds, or a minute is over, which the claims that follow then tell.
await()
{
	tries=1200
	until "$@" || [ $((tries -= 1)) = 0 ]; do sleep 0.05; done
}

# Whether the metrics, which take no worker, have that line.
has_metric()
{
	curl -sS "$url/metrics" | grep -qx "$1"
}

is_silent()
{
	! curl -sS -o out "$url/healthz" 2>err
}

# The Perl that follows has `connected`, a new socket, and `answers`, the codes of what is answered to some bytes, and "closed" if
# the server closes the connection, which it does not do of itself for seconds.
cat >lib.pl <<'END'
use strict; use warnings; use IO::Socket; use IO::Select;
$SIG{PIPE} = "IGNORE";
my ($path, $host, $port) = shift =~ m{^unix:(.*)|//(.*):(\d+)};
sub connected { ($path ? IO::Socket::UNIX->new($path) : IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port)) or die "$!\n" }
sub answers {
	my ($bytes, $wanted) = @_;
	my ($s, $got) = (connected(), "");
	syswrite $s, $bytes;
	while (IO::Select->new($s)->can_read(10)) {
		sysread $s, $got, 65536, length $got or return join " ", $got =~ m{HTTP/1\.1 (\d+) }g, "closed";
		last if $wanted && $wanted == (() = $got =~ m{HTTP/1\.1 \d+ }g);
	}
	join " ", $got =~ m{HTTP/1\.1 (\d+) }g, "open";
}
1;
END

exits 0 'an archive is indexed' xabar-index -q -d x "$gilavar"
serve -j 1 --max-time 200 --slow-log slow --slow-ms 0

# ---- One request that may be two ----

cat >framing.pl <<'END'
require "./lib.pl";
my $tail = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
my @chunk = "5\r\nRasht\r\n0\r\n\r\n";
while (my $line = <STDIN>) {
	chomp $line;
	my ($what, $headers, $body) = split /\t/, $line;
	s/\\r/\r/g, s/\\n/\n/g for $headers, $body;
	print "$what: ", answers("POST /batch HTTP/1.1\r\n$headers\r\n$body$tail", 2), "\n";
}
END
perl framing.pl "$url" >out 2>err <<'END'
a length	Host: localhost\r\nContent-Length: 5\r\n	Rasht
chunks	Host: localhost\r\nTransfer-Encoding: chunked\r\n	5\r\nRasht\r\n0\r\n\r\n
a length and chunks	Host: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n	5\r\nRasht\r\n0\r\n\r\n
chunks and a length	Host: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n	5\r\nRasht\r\n0\r\n\r\n
two lengths	Host: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n	Rasht
a space	Host: localhost\r\nTransfer-Encoding : chunked\r\nContent-Length: 3\r\n	0\r\n\r\n
two codings	Host: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n	0\r\n\r\n
another coding	Host: localhost\r\nTransfer-Encoding: gzip, chunked\r\n	0\r\n\r\n
none that is known	Host: localhost\r\nTransfer-Encoding: xchunked\r\n	0\r\n\r\n
two hosts	Host: localhost\r\nHost: rebound.example\r\nContent-Length: 0\r\n	
END
prints 'what is sure is answered; what is not is refused, and nothing behind it is a request' <<'END'
a length: 200 200 open
chunks: 200 200 open
a length and chunks: 400 closed
chunks and a length: 400 closed
two lengths: 400 closed
a space: 400 closed
two codings: 400 closed
another coding: 400 closed
none that is known: 400 closed
two hosts: 400 closed
END
perl -e 'require "./lib.pl"; print answers("GET /search?q=ferry HTTP/1.1\r\nHost: localhost\r\n\r\n" x 50, 50), "\n"' "$url" >out 2>err
is 'fifty requests at once are fifty' "$(cat out)" "$(perl -e 'print "200 " x 50')open"

# ---- What cannot be held ----

# 3,000 cookies fit the head, but not once they are read. The metrics count themselves.
perl -e 'require "./lib.pl"; print answers("GET /healthz HTTP/1.1\r\nHost: localhost\r\nCookie: " . "a=b;" x 3000 . "\r\n\r\n"), "\n" for 1 .. 9' \
	"$url" >out 2>err
is 'what cannot be held ends the connection' "$(sort -u out)" closed
curl -sS -o out "$url/metrics"
holds 'and is forgotten with it' '^xabar_open 1$'

# ---- What a request says ----

cat >said.pl <<'END'
require "./lib.pl";
for my $said ("\e[31m", "\x07", "\xff\xfe", "a\tb", "\xe2\x80\xae") {
	answers("GET /doc/$said HTTP/1.1\r\nHost: localhost$said\r\nConnection: close\r\n\r\n");
	answers("$said /search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	answers("GET /search?q=$said HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: $said\r\nAccept-Language: $said\r\n\r\n");
	answers("GET /alerts/$said.atom HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer $said\r\n\r\n");
	(my $escaped = $said) =~ s/(.)/sprintf "%%%02X", ord $1/ge;
	answers("GET /$_ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		for "doc/$escaped%0A", "search?q=$escaped%0D%0A", "alerts/$escaped%0A.atom", "search?$escaped=1", "search?q=%22$escaped";
}
END
perl said.pl "$url" >out 2>err
is 'nothing is said of it on standard error' "$(wc -l <served.err | tr -d ' ')" 1
is 'in the slow log it is a JSON object a line, in ASCII or UTF-8' \
	"$(perl -MJSON::PP -ne '$n++ if decode_json($_)->{route}; die if /[\0-\x09\x0b-\x1f\x7f]/; END { print $n > 20 ? "yes" : "no" }' slow 2>&1)" yes

# ---- No worker is free ----

# The file of alerts is read for each: where it is a pipe the only worker stays at it, until somebody writes.
mkfifo x/alerts
ask 504 'what a worker is at for too long is given up' /alerts/a.atom
ask 503 'what no worker takes in time is refused' '/search?q=ferry'
json 'as such' '$d->{detail} eq "no worker was free for 200 ms" && $d->{hint} eq "ask again later" && $d->{code} eq "stopped"'
ask 200 'what needs none is answered' /healthz
: >x/alerts
rm x/alerts
ask 404 'it takes up the next' /alerts/a.atom
ask 200 'and the next' '/search?q=ferry'
stop_server

# ---- An end that is waited for ----

serve -j 1 --max-time 3600000
mkfifo x/alerts
curl -sS -o late -w '%{http_code}' "$url/alerts/a.atom" >late.code &
late=$!
await has_metric 'xabar_open 2'
await has_metric 'xabar_waiting 0'
kill "$server"
await is_silent
kill "$server"
wait "$server"
is 'a second signal ends it, whatever a worker is at' "$?" 0
server=
wait "$late"
is 'who waits is told' "$(cat late.code)" 503
json 'why' '$d->{detail} eq "the server is about to end"' late
is 'and nobody else' "$(wc -l <served.err | tr -d ' ')" 1
rm x/alerts

# ---- Answers that nobody reads ----

# 16 of the largest size, here of 4 MB, may wait; one that is larger than an eighth of what is left is refused. A Unix socket takes
# up 200 KB of one itself.
perl -e 'print qq({"id":"l-$_","title":"Long","body":"), "longitude " x 30000, qq("}\n) for 1 .. 13' | xabar-index -q -d x -
serve --max-size 4M --listen "unix:$scratch/socket"
perl -e '
	require "./lib.pl";
	sub large {
		my $s = connected();
		syswrite $s, "GET /search?q=longitude&limit=13&format=atom HTTP/1.1\r\nHost: localhost\r\n\r\n";
		sysread $s, my $head, 12;
		($s, substr $head, 9);
	}
	my @sockets;
	my $began = time;
	for (1 .. 12) { my ($s, $code) = large(); push @sockets, $s; print "$code " }
	exit print "slow\n" if time - $began > 10;
	print answers("GET /search?q=ferry HTTP/1.1\r\nHost: localhost\r\n\r\n", 1), " ";
	shift @sockets for 1 .. 6;
	my ($tries, $code) = 1200;
	do { select undef, undef, undef, 0.05; $code = (large())[1] } until $code == 200 || !--$tries;
	print "$code\n"' "$url" >out 2>err
if grep -q slow out; then
	skip 'some are kept' 'the first ones were silent for so long that they were closed'
else
	is 'some are kept, then no more; what is small is answered; then large ones are again' "$(cat out err)" \
		'200 200 200 200 200 200 200 200 200 200 503 503 200 open 200'
fi
stop_server

# ---- 10,000 slow connections ----

if [ "$(ulimit -Hn)" != unlimited ] && [ "$(ulimit -Hn)" -lt 20000 ]; then
	skip '10,000 slow connections' 'no process may have so many files open'
else
	serve
	ulimit -n 20000
	mkfifo go
	perl -e '
		require "./lib.pl";
		my @begun = ("", "G", "GET /search?q=ferry HTTP/1.1\r\nHost: loc", "POST /batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nRa",
			"POST /batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nR");
		my @sockets = map { my $s = connected(); syswrite $s, $begun[$_ % @begun]; $s } 1 .. 10000;
		print scalar(@sockets), "\n";
		close STDOUT;
		open my $go, "<", "go";' "$url" >begun 2>&1 &
	slow=$!
	await test -s begun
	is '10,000 connections begin something' "$(cat begun)" 10000
	ask 200 'others are answered' '/search?q=ferry'
	: >go
	wait "$slow"
	ask 200 'and afterwards' '/search?q=ferry'
	stop_server
fi

finish
