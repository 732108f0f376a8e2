# shellcheck shell=sh
# lib.sh - for tests that say one thing after the other of what a command does: B, SHARED, scratch, and claim. To be read with `.` from
# a test of this folder; `done_testing` ends one.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-$PWD/build/release}
SHARED=${SHARED:-../shared}
n=0 failed=0

# skip REASON: the whole test.
skip () {
	echo "1..0 # SKIP $1"
	exit 0
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# claim TEXT COMMAND...: it succeeds. What it says is shown.
claim () {
	n=$((n + 1))
	text=$1
	shift
	if "$@" > "$scratch/out" 2>&1; then echo "ok $n - $text"; else echo "not ok $n - $text"; failed=1; fi
	sed 's/^/# /' "$scratch/out"
}

done_testing () {
	echo "1..$n"
	exit $failed
}
