#!/bin/sh
# kill -9 at random moments of a run over an index that already held dispatches: fifty of them, ten under sanitizers.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-$PWD/build/release}
times=50
test "$(basename "$B")" = release || times=10
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

perl -e 'for my $i (1 .. 300) { print qq({"id":"old-$i","body":"the old lighthouse $i"}\n) }' > old.jsonl
perl -e 'for my $i (1 .. 2000) {
	my $words = join " ", map { "word" . $i * $_ % 977 } 1 .. 40;
	print "{\"id\":\"new-$i\",\"body\":\"a new beacon $i $words\"}\n";
}
for my $i (1 .. 100) { print "{\"id\":\"old-$i\",\"body\":\"the old lighthouse, repainted $i\"}\n" }' > new.jsonl
"$B/xabar-index" -q -d base old.jsonl || exit 2

count () { "$B/xabar-search" -d index --count "$1"; }
seconds=$(perl -MTime::HiRes=time -e 'my $t = time; system(@ARGV) == 0 or die; printf "%.3f", time - $t' \
	"$B/xabar-index" -q -d timed new.jsonl)

k=0 failed=0 landed=0
while [ $k -lt $times ]; do
	k=$((k + 1))
	rm -rf index && cp -a base index
	perl -MTime::HiRes=sleep -e 'srand(1987 + $ARGV[0]); my $pid = fork; exec @ARGV[2 .. $#ARGV] unless $pid;
		sleep(rand() * $ARGV[1]); kill 9, $pid; waitpid $pid, 0; exit($? & 127 ? 0 : 1)' \
		$k "$seconds" "$B/xabar-index" -q -d index new.jsonl && landed=$((landed + 1))
	fault=
	"$B/xabar-index" -d index --check > check 2>&1 || fault="the check fails: $(cat check)"
	case "$(count lighthouse) $(count beacon) $(count repainted)" in
	'300 0 0' | '300 2000 100') ;; # the last generation as before, or the new one whole
	*) fault="half a generation: $(count lighthouse) $(count beacon) $(count repainted)" ;;
	esac
	"$B/xabar-index" -q -d index new.jsonl || fault='the next run fails'
	test "$(count lighthouse) $(count beacon) $(count repainted)" = '300 2000 100' || fault='the next run does not complete'
	if test -z "$fault"; then echo "ok $k - killed, moment $k"; else echo "not ok $k - $fault"; failed=1; fi
done
k=$((k + 1))
if [ $landed -ge $((times / 2)) ]; then echo "ok $k - most kills landed in the run ($landed)"; else echo "not ok $k - only $landed kills landed"; failed=1; fi
echo "1..$k"
exit $failed
