#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kill -9 at every step of publishing: not at random (kill.t), but at each system call that makes something durable,
# visible or gone. Needs strace, which says when; without it, and under sanitizers, which dislike it, this is skipped.
. "${0%/*}/lib.sh"

if [ "$sanitized" ] || ! strace -f -o trace -e trace=fsync -e inject=fsync:error=EIO:when=9999 true 2>/dev/null; then
	echo '1..0 # SKIP no strace, or sanitizers'
	exit 0
fi

# Seven runs, so that the eighth merges; it also replaces and adds. Its inputs are in the ledger as of the first.
run=1
while [ $run -le 7 ]; do
	records $((run * 5 - 4)) $((run * 5)) old >"in$run.jsonl"
	xabar-index -d base "in$run.jsonl" || exit 1
	run=$((run + 1))
done
{ records 3 7 new; records 36 45 new; } >more.jsonl
answers()
{
	echo "$(total "$1") $(xabar-search -d "$1" --count =old) $(xabar-search -d "$1" --count =new)"
}
before=$(answers base) after='45 30 15'
is 'before' "$before" '35 35 0'
cp -R base done
xabar-index -d done more.jsonl
is 'after' "$(answers done)" "$after"

calls=fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat
for call in fsync fdatasync rename link unlink rmdir mkdir; do
	case $call in
	rename) set=rename,renameat,renameat2 ;;
	link) set=link,linkat ;;
	unlink) set=unlink,unlinkat ;;
	mkdir) set=mkdir,mkdirat ;;
	*) set=$call ;;
	esac
	# Those that come by the dozen, table by table of a segment, are taken in steps.
	step=1 n=0 old=0 new=0 faults=0 kills=-1
	case $call in fsync) step=2 ;; fdatasync) step=3 ;; unlink) step=8 ;; esac
	while :; do
		n=$((n + step)) kills=$((kills + 1))
		rm -rf x
		cp -R base x
		strace -f -o trace -e trace=$calls -e "inject=$set:signal=KILL:when=$n" xabar-index -d x more.jsonl >out 2>err
		code=$?
		fault=
		xabar-index -d x --check >out 2>&1 || fault="--check: $(cat out)"
		got=$(answers x)
		case $got in
		"$before") old=$((old + 1)) ;;
		"$after") new=$((new + 1)) ;;
		*) fault="half a generation: $got" ;;
		esac
		xabar-index -d x more.jsonl >out 2>&1 || fault="the next run fails: $(cat out)"
		got=$(answers x)
		[ "$got" = "$after" ] || fault="the next run does not complete: $got"
		[ "$(ls x | grep -cE '\.tmp$|^MANIFEST\.')" = 0 ] || fault="litter: $(ls x | tr '\n' ' ')"
		if [ "$fault" ]; then
			faults=$((faults + 1))
			echo "# $call $n: $fault"
		fi
		[ $code = 0 ] && break
		[ $n -ge 200 ] && break
	done
	is "killed at $kills of its $call ($old times before, $((new - 1)) after the new generation)" $faults 0
done

# The same calls fail instead: whether before the rename or after it, what MANIFEST names is there.
records 1 5 old >few.jsonl
records 6 9 new >fewer.jsonl
xabar-index -d plain few.jsonl
before='5 5 0' after='9 5 4'
for call in fsync rename link mkdir; do
	n=0 faults=0 code=2
	while [ $code != 0 ] && [ $n -lt 60 ]; do
		n=$((n + 1))
		rm -rf x
		cp -R plain x
		strace -f -o trace -e trace=$calls -e "inject=$call:error=EIO:when=$n" xabar-index -d x fewer.jsonl >out 2>err
		code=$?
		fault=
		xabar-index -d x --check >out 2>&1 || fault="--check: $(cat out)"
		got=$(answers x)
		[ "$got" = "$before" ] || [ "$got" = "$after" ] || fault="half a generation: $got"
		xabar-index -d x fewer.jsonl >out 2>&1 || fault="the next run fails: $(cat out)"
		[ "$(answers x)" = "$after" ] || fault="the next run does not complete: $(answers x)"
		if [ "$fault" ]; then
			faults=$((faults + 1))
			echo "# $call $n fails: $fault"
		fi
	done
	is "each $call in turn fails, $((n - 1)) in all" $faults 0
done

finish
