# SPDX-License-Identifier: GPL-2.0-or-later
# lib.sh - TAP for command tests. A test begins with
#
#	. "${0%/*}/lib.sh"
#
# makes its claims in a scratch folder of its own, with the programs of $B in PATH, and ends with `finish`.
#
#	exits CODE CLAIM COMMAND...    run the command, whose output is then in ./out and ./err; it exits with CODE
#	prints CLAIM < EXPECTED        ./out is exactly that
#	complains CLAIM < EXPECTED     ./err is exactly that
#	silent CLAIM                   ./out and ./err are empty
#	is CLAIM GOT WANTED
#	same CLAIM FILE FILE
#	holds CLAIM REGEX [FILE]       a line of FILE (./out) matches the extended regex
#	lacks CLAIM REGEX [FILE]       no line does
#	json CLAIM EXPRESSION [FILE]   FILE (./out) is JSON, of which a Perl expression over $d is true
#	skip CLAIM WHY
#
# While $todo says why, a claim that does not hold is known not to, and fails no test.
#
# Nothing that a test runs has a terminal: standard input is empty unless it is redirected.
set -u

tests=$(CDPATH='' cd -- "${0%/*}/.." && pwd -P)
top=${tests%/*}
gilavar=$top/corpora/gilavar/data
B=${B:-$top/build/release}
case $B in /*) ;; *) B=$(pwd -P)/$B ;; esac
PATH=$B:$PATH
LC_ALL=C.UTF-8 TZ=UTC
# 99 is no exit code of ours, so that what a sanitizer finds is never taken for a rejected record. The
# mismatch is within libxapian (see the Makefile).
ASAN_OPTIONS=exitcode=99:new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}
LSAN_OPTIONS=exitcode=99${LSAN_OPTIONS:+:$LSAN_OPTIONS}
TSAN_OPTIONS=exitcode=99${TSAN_OPTIONS:+:$TSAN_OPTIONS}
export PATH LC_ALL TZ ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS TSAN_OPTIONS
unset XABAR_INDEX NO_COLOR

[ -x "$B/xabar-index" ] || { echo "Bail out! no xabar-index in $B"; exit 1; }

# Sanitizers are slow, and want all of the address space.
case ${B##*/} in *address*|*thread*|*undefined*|*memory*) sanitized=1 ;; *) sanitized= ;; esac

# What `clean_up` is set to runs before the scratch folder goes.
clean_up=:
scratch=$(mktemp -d "${TMPDIR:-/tmp}/xabar-test.XXXXXX") || { echo 'Bail out! no scratch folder'; exit 1; }
trap 'cd /; $clean_up; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$scratch" || exit 1

claims=0
failed=0
todo=

ok()
{
	claims=$((claims + 1))
	echo "ok $claims - $1${todo:+ # TODO $todo}"
}

# not_ok CLAIM: ./why says why.
not_ok()
{
	claims=$((claims + 1))
	[ "$todo" ] || failed=$((failed + 1))
	echo "not ok $claims - $1${todo:+ # TODO $todo}"
	head -n 40 why | cut -c 1-300 | sed 's/^/# /'
}

skip()
{
	claims=$((claims + 1))
	echo "ok $claims - $1 # SKIP $2"
}

finish()
{
	echo "1..$claims"
	[ "$failed" = 0 ]
	exit
}

exits()
{
	_code=$1 _claim=$2 _got=0
	shift 2
	"$@" >out 2>err </dev/null || _got=$?
	if [ "$_got" = "$_code" ]; then
		ok "$_claim"
	else
		{ echo "exit $_got, not $_code: $*"; tail -n 30 err; } >why
		not_ok "$_claim"
	fi
}

# As `exits`, with the standard input of the caller.
exits_fed()
{
	_code=$1 _claim=$2 _got=0
	shift 2
	"$@" >out 2>err || _got=$?
	if [ "$_got" = "$_code" ]; then
		ok "$_claim"
	else
		{ echo "exit $_got, not $_code: $*"; tail -n 30 err; } >why
		not_ok "$_claim"
	fi
}

same()
{
	if diff -a "$2" "$3" >diff.out 2>&1; then
		ok "$1"
	else
		{ echo "$2 (<) and $3 (>) differ:"; cat diff.out; } >why
		not_ok "$1"
	fi
}

prints()
{
	cat >expected.out
	same "$1" out expected.out
}

complains()
{
	cat >expected.err
	same "$1" err expected.err
}

silent()
{
	: >empty
	cat out err >said
	same "$1" said empty
}

is()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		printf 'got: %s\nwanted: %s\n' "$2" "$3" >why
		not_ok "$1"
	fi
}

holds()
{
	if grep -aqE -e "$2" -- "${3:-out}"; then
		ok "$1"
	else
		{ echo "nothing in ${3:-out} matches $2:"; cat "${3:-out}"; } >why
		not_ok "$1"
	fi
}

lacks()
{
	if grep -aE -e "$2" -- "${3:-out}" >found.out; then
		{ echo "in ${3:-out} this matches $2:"; cat found.out; } >why
		not_ok "$1"
	else
		ok "$1"
	fi
}

json()
{
	if perl -MJSON::PP -e '
		use strict; use warnings;
		open my $f, "<:raw", $ARGV[1] or die "$ARGV[1]: $!\n"; local $/;
		my $d = JSON::PP->new->utf8->decode(<$f>);
		my $held = eval $ARGV[0]; die $@ if $@;
		exit !$held' -- "$2" "${3:-out}" >json.out 2>&1
	then
		ok "$1"
	else
		{ echo "does not hold: $2"; cat json.out "${3:-out}"; } >why
		not_ok "$1"
	fi
}

# ---- What many tests ask ----

# The ids of all dispatches of an index, sorted.
ids()
{
	xabar-search -d "$1" --sort oldest --format ids -n 1000000 | sort
}

total()
{
	xabar-search -d "$1" --sort oldest --count
}

generation()
{
	sed -n 's/^generation //p' "$1/MANIFEST"
}

segments()
{
	grep -c '^segment ' "$1/MANIFEST"
}

# finds CLAIM 'IDS' ARGUMENT...: just these ids of $XABAR_INDEX, in any order.
finds()
{
	_what=$1 _ids=$2
	shift 2
	is "$_what" "$(xabar-search --format ids -n 100 "$@" | sort | tr '\n' ' ')" \
		"$(printf '%s\n' $_ids | sed '/^$/d' | sort | tr '\n' ' ')"
}

# record ID TITLE BODY [DATE]: a JSON line. None of them may need escapes.
record()
{
	printf '{"id":"%s","title":"%s","body":"%s","date":"%s"}\n' "$1" "$2" "$3" "${4:-2022-05-20T10:54:00+04:00}"
}

# records FIRST LAST WORD [DATE]: JSON lines with the ids d-FIRST to d-LAST.
records()
{
	perl -e 'my ($first, $last, $word, $date) = @ARGV;
		printf qq({"id":"d-%d","title":"Dispatch %d","body":"The %s train number %d left Baku.","date":"%s"}\n),
			$_, $_, $word, $_, $date for $first .. $last' -- "$1" "$2" "$3" "${4:-2022-05-20T10:54:00+04:00}"
}

# ---- Servers of shards ----

# A port that is free.
port()
{
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# answers PORT: waits until a server is there.
answers()
{
	perl -MIO::Socket::INET -e 'for (1 .. 500) { exit 0 if IO::Socket::INET->new("127.0.0.1:$ARGV[0]"); select undef, undef, undef, .02 } exit 1' "$1"
}

# serve_shard FOLDER PORT [OPTION...]: its process is $pid; it has another one for each who asks.
serve_shard()
{
	_folder=$1 _port=$2
	shift 2
	xapian-tcpsrv -q -I 127.0.0.1 -p "$_port" "$@" "$_folder" >/dev/null 2>&1 &
	pid=$!
	answers "$_port"
}

# signal SIGNAL PROCESS: to it, and to those that it has for who asks.
signal()
{
	kill "-$1" $(ps -o pid= --ppid "$2") "$2" 2>/dev/null
}

end()
{
	signal KILL "$1"
}
