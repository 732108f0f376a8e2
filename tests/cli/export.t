#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Shards by time, exported again beside those who search and serve them, and copied to other machines by xapian-replicate.
. "${0%/*}/lib.sh"

# dispatch ID DATE WORDS: a JSON line; without a date for ''.
dispatch()
{
	printf '{"id":"%s","title":"%s","body":"%s was told.","lang":"en"%s}\n' "$1" "$3" "$3" "${2:+,\"date\":\"$2\"}"
}

# counts FOLDER: "shard=count ..." of all of an export.
counts()
{
	for shard in "$1"/*; do
		printf '%s=%s ' "${shard#"$1"/shard-}" "$(xabar-search -d "$shard" --count)"
	done
}

# of FOLDER: -d for each of its shards.
of()
{
	for shard in "$1"/*; do printf ' -d %s' "$shard"; done
}

# shown FOLDER: which version of each shard is.
shown()
{
	cat "$1"/*/XAPIANDB
}

{
	dispatch a 1999-12-31T23:30:00-05:00 'Harvest market'
	dispatch b 2000-01-01T00:30:00+04:00 'Railway market'
	dispatch c 2009-04-01 'Ferry railway'
	dispatch d 2022-05-18 'Market of carpets'
	dispatch e 2022-07-01 'Railway in the market of carpets'
	dispatch f 2022-12-31T22:00:00Z Railway
	dispatch g '' 'Market without a day'
	dispatch h 2023-01-01 'Ferry market'
} >in.jsonl
xabar-index -q -d x in.jsonl

# ---- By time ----

# By the clock of the source: a is of 2000 by that of Greenwich, b of 1999.
exits 0 'by years' xabar-index -d x --export years --shard-by year -v
complains 'tells what it did' <<'END'
shards: 6 written, 0 as they were
END
is 'a shard a year, and one without' "$(counts years)" '1999=1 2000=1 2009=1 2022=3 2023=1 undated=1 '
for y in 1999 2000 2009 2022 2023; do
	is "what is of $y is there" "$(xabar-search -d years/shard-$y --format ids "date:$y" | sort | tr '\n' ' ')" \
		"$(xabar-search -d x --format ids "date:$y" | sort | tr '\n' ' ')"
done
xabar-index -d x --export decades --shard-by decade
is 'by decades' "$(counts decades)" '1990s=1 2000s=2 2020s=4 undated=1 '
xabar-index -d x --export quarters --shard-by quarter
is 'by quarters' "$(counts quarters)" '1999-q4=1 2000-q1=1 2009-q2=1 2022-q2=1 2022-q3=1 2022-q4=1 2023-q1=1 undated=1 '
xabar-index -d x --export months --shard-by month
is 'by months' "$(counts months)" '1999-12=1 2000-01=1 2009-04=1 2022-05=1 2022-07=1 2022-12=1 2023-01=1 undated=1 '

# weights ARGUMENT...: "score id" of all that a search finds, sorted.
weights()
{
	xabar-search --format json "$@" | tr '{' '\n' | sed -n 's/.*"id":"\([^"]*\)","score":\([0-9.]*\).*/\2 \1/p' | sort
}

# What weighs the same stands in another order: the best, with their weights, do not.
for query in market railway 'railway market' '"market of"' 'carpets -railway' 'date:2022 market' 'mar*'; do
	for by in years decades months; do
		# shellcheck disable=SC2046 # several words
		is "$query: all shards, by $by, weigh as the index does" \
			"$(weights $(of $by) "$query")" "$(weights -d x "$query")"
		# shellcheck disable=SC2046
		is "$query: newest first, too" "$(xabar-search $(of $by) --format ids --sort newest "$query")" \
			"$(xabar-search -d x --format ids --sort newest "$query")"
	done
done

# ---- Again ----

shown years >before
exits 0 'an export of the same' xabar-index -d x --export years --shard-by year -v
complains 'writes nothing' <<'END'
shards: 0 written, 6 as they were
END
xabar-index -q -d x --compact
xabar-index -d x --export years --shard-by year -v 2>err
complains 'nor does one of the same in one segment' <<'END'
shards: 0 written, 6 as they were
END
shown years >after
same 'all are as they were' before after

{
	dispatch i 2023-02-01 'New market'
	dispatch d 2009-05-18 'Market of carpets, of another year'
} >more.jsonl
xabar-index -q -d x more.jsonl
xabar-index -d x --export years --shard-by year -v 2>err
complains 'what is new, and what moved, is written with where it was' <<'END'
shards: 3 written, 3 as they were
END
is 'it is in one of them' "$(counts years)" '1999=1 2000=1 2009=2 2022=2 2023=2 undated=1 '
is 'the version before is beside it' "$(ls years/shard-2022 | wc -l) $(ls years/shard-1999 | wc -l)" '3 2'
xabar-index -q -d x --delete a g
xabar-index -q -d x --export years --shard-by year
is 'a shard of which nothing is left stays' "$(counts years)" '1999=0 2000=1 2009=2 2022=2 2023=2 undated=0 '
dispatch e 2022-07-02 'Railway again' >more.jsonl
xabar-index -q -d x more.jsonl
xabar-index -q -d x --export years --shard-by year
is 'only one version before it' "$(ls years/shard-2022 | wc -l)" 3
is 'an id without its date says another thing' "$(xabar-search -d years/shard-2022 --format ids again)" e

exits 2 'by something else' xabar-index -d x --export years --shard-by month
complains 'is not for that folder' <<'END'
xabar-index: 'years' has shards 'by year', not 'by month'
xabar-index: export as before, or to another folder
END
exits 2 'by what is not known' xabar-index -d x --export never --shard-by week
exits 2 'both' xabar-index -d x --export never --shard-by year --shards 3
is 'make nothing' "$(ls -d never* 2>/dev/null)" ''
# Locked by this shell, since the lock is of the open file.
exec 9<years/.shards
perl -MFcntl=:flock -e 'open my $f, "<&=9" or die; flock $f, LOCK_EX or die'
exits 75 'an export beside another' xabar-index -d x --export years --shard-by year
exec 9<&-

printf 'auto ../x\n' >years/shard-2000/XAPIANDB
exits 2 'a stub that leads elsewhere' xabar-search -d years/shard-2000 market
holds 'is none' "does not say 'auto' and the name of a folder" err
printf 'auto ..\n' >years/shard-2000/XAPIANDB
exits 2 'nor one above' xabar-search -d years/shard-2000 market
xabar-index -d x --export years --shard-by year
is 'the next export mends it' "$(xabar-search -d years/shard-2000 --count)" 1

# ---- Killed ----

# At any moment each shard is one version or the other, and the next export goes on from there.
have=$(xabar-search -d x --count)
whole=0
for i in $(seq 1 30); do
	xabar-index -d x --export killed --shard-by year # of two that were killed, what moves twice might be left in three
	dispatch d "$((2000 + i % 25))-05-18" "Market of carpets, round $i" >more.jsonl
	xabar-index -q -d x more.jsonl
	# At the i-th change of what is in the folder, as far as it can be seen.
	perl -MPOSIX=:sys_wait_h -e 'my ($i, @command) = @ARGV;
		my $pid = fork // die; if (!$pid) { exec @command or die }
		for (my $seen = look(); $i && !waitpid $pid, WNOHANG;) { my $now = look(); $i-- if $now ne $seen; $seen = $now }
		kill 9, $pid; waitpid $pid, 0;
		sub look { join " ", map { $_, -s $_ } glob "killed/*/{*,*/*}" }' $i xabar-index -d x --export killed --shard-by year
	n=0
	for stub in killed/*/XAPIANDB; do
		n=$((n + $(xabar-search -d "${stub%/*}" --count || [ $? = 1 ] || echo -100)))
	done
	# The one that moves may be in two shards, or none.
	[ $n -ge $((have - 1)) ] && [ $n -le $((have + 1)) ] && whole=$((whole + 1))
done
is 'killed at thirty moments, each shard is one version or the other' $whole 30
exits 0 'the next export goes on' xabar-index -d x --export killed --shard-by year
# shellcheck disable=SC2046 # several words
is 'and has all, once' "$(xabar-search $(of killed) --format ids -n 100 --sort oldest | sort | tr '\n' ' ')" "$(ids x | tr '\n' ' ')"

# ---- Beside servers and replicas ----

if ! { command -v xapian-tcpsrv && command -v xapian-replicate-server && command -v curl; } >/dev/null; then
	skip 'servers and replicas' 'no xapian-tcpsrv, xapian-replicate-server (xapian-tools) or curl'
	finish
	exit
fi

s1= s2= s3= web= near=
clean_up()
{
	for p in $s1 $s2 $s3 $web $near; do end "$p"; done
}
clean_up=clean_up

xabar-index -d x --export live --shards 1
p1=$(port)
serve_shard live/shard-001 "$p1"; s1=$pid
before=$(xabar-search -d "tcp://127.0.0.1:$p1" --count)

# Who searches all the while has to ask again: the server has a process for each who asks, which stays at the old version.
# So does one that has the shard in a folder.
asks()
{
	xabar-serve -d "$1" --listen 127.0.0.1:0 2>"$2.err" & pid=$!
	perl -e 'for (1 .. 1500) { open my $f, "<", $ARGV[0]; exit 0 if $f && grep / at http:/, <$f>; select undef, undef, undef, .02 } exit 1' "$2.err"
	url=$(sed -n 's/.* at //p' "$2.err")
}
asks "tcp://127.0.0.1:$p1" web; web=$pid of_server=$url
asks live/shard-001 near; near=$pid of_folder=$url
found()
{
	curl -sS "$1/search?q=newcomer" | sed 's/.*"value"://; s/,.*//'
}
is 'servers of HTTP before an export' "$(found "$of_server") $(found "$of_folder")" '0 0'
dispatch j 2023-03-01 'Newcomer' >more.jsonl
xabar-index -q -d x more.jsonl
xabar-index -d x --export live --shards 1
is 'a server that goes on shows a new version to the next who asks' \
	"$(xabar-search -d "tcp://127.0.0.1:$p1" --count newcomer) $(xabar-search -d "tcp://127.0.0.1:$p1" --count)" "1 $((before + 1))"
is 'one who has it in a folder finds it at once, without a restart' "$(found "$of_folder")" 1
for _ in $(seq 1 60); do
	[ "$(found "$of_server")" = 1 ] && break
	sleep 0.5
done
is 'and one who has asked the server all the while finds it, too' "$(found "$of_server")" 1

p2=$(port)
xapian-replicate-server -I 127.0.0.1 -p "$p2" years >replicate.log 2>&1 & s2=$!
answers "$p2"
replicate()
{
	for shard in years/*; do
		xapian-replicate -q -o -h 127.0.0.1 -p "$p2" -m "${shard#years/}" "copy/${shard#years/}" || return 1
	done
}
xabar-index -d x --export years --shard-by year
mkdir copy
exits 0 'shards are copied' replicate
is 'all of them' "$(counts copy)" "$(counts years)"
p3=$(port)
serve_shard copy/shard-2023 "$p3"; s3=$pid
is 'a copy is served' "$(xabar-search -d "tcp://127.0.0.1:$p3" --format ids newcomer)" j
cat copy/*/XAPIANDB >before
dispatch k 2023-04-01 'Newcomer of April' >more.jsonl
xabar-index -q -d x more.jsonl
xabar-index -d x --export years --shard-by year
exits 0 'they are copied again' replicate
is 'all of them, again' "$(counts copy)" "$(counts years)"
cat copy/*/XAPIANDB >after
is 'only the one that changed was' "$(diff before after | grep -c '^>')" 1
is 'and the server of the copy shows it' "$(xabar-search -d "tcp://127.0.0.1:$p3" --count newcomer)" 2
end $s2; s2=
exits 1 'no server to copy from' replicate
is 'leaves the copy' "$(counts copy)" "$(counts years)"
finish
