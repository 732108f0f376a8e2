#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kill -9 at every step of an export to a folder of an earlier one: each system call that makes something visible or gone. Needs strace,
# which says when; without it, and under sanitizers, which dislike it, this is skipped.
. "${0%/*}/lib.sh"

if [ "$sanitized" ] || ! strace -f -o trace -e trace=rename -e inject=rename:error=EIO:when=9999 true 2>/dev/null; then
	echo '1..0 # SKIP no strace, or sanitizers'
	exit 0
fi

# Three states of an archive: the first was shown before, the second is, the third is to be. Of 2021 they have the same.
for i in 1 2 3; do
	{ record a Harvest 'Wheat was cut.' 2021-05-01; record b "Ferry $i" "The ferry was late, $i." 2022-05-01; } >in$i.jsonl
	xabar-index -q -d x$i in$i.jsonl
done
xabar-index -d x1 --export base --shard-by year
xabar-index -d x2 --export base --shard-by year

# answers FOLDER: all that its shards have.
answers()
{
	# shellcheck disable=SC2046 # several words
	xabar-search $(printf ' -d %s' "$1"/shard-*) --format csv --fields id,title,snippet --sort oldest 'was' 2>&1
}

for i in 1 2 3; do eval "answers$i=\$(xabar-search -d x$i --format csv --fields id,title,snippet --sort oldest was)"; done
old=0 new=0
for call in rename unlink rmdir mkdir fsync; do
	code=137 n=0 faults=0
	while [ $code != 0 ]; do
		n=$((n + 1))
		rm -rf p
		cp -R base p
		strace -f -o trace -e "trace=/^$call" -e "inject=/^$call:signal=KILL:when=$n" xabar-index -d x3 --export p --shard-by year >out 2>err
		code=$?
		fault=
		case $(answers p) in
		"$answers2") old=$((old + 1)) ;;
		"$answers3") new=$((new + 1)) ;;
		*) fault="half a version: $(answers p)" ;;
		esac
		# One that was about to go is wanted again.
		xabar-index -d x1 --export p --shard-by year >out 2>&1 || fault="the next export fails: $(cat out)"
		[ "$(answers p)" = "$answers1" ] || fault="the next export is not whole: $(answers p)"
		if [ "$fault" ]; then
			faults=$((faults + 1))
			echo "# $call $n: $fault"
		fi
	done
	is "killed at any $call, a shard is one version or the other, and the next export is whole ($((n - 1)) kills)" $faults 0
done
# It ends unharmed once a call.
is 'either version was seen' "$([ $old -gt 5 ] && [ $new -gt 5 ] && echo yes)" yes

finish
