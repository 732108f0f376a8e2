#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-serve beside an indexer that publishes all the time: whatever is asked is answered, from one generation, the newest.
. "${0%/*}/lib.sh"
. "$tests/cli/http.sh"

# Of the dispatches that say "train", the newest one tells how many there are: an answer that has all of them is of one generation
# if that is so. With every generation some come, some change, and some go.
now()
{
	record now "There are $1" "All of the train." 2026-01-01T00:00:00Z >in/now.jsonl
}

# The files of one that says "train" each, from $1 to $2; of a version.
dispatches()
{
	perl -e 'my ($first, $last, $version) = @ARGV;
		for (my $i = $first; $i <= $last; $i++) {
			open my $f, ">", "in/d-$i.jsonl" or die;
			print $f qq({"id":"d-$i","title":"Dispatch $i","body":"The train of version $version left.","date":"2022-05-20"}\n);
		}' "$1" "$2" "$3"
}

run()
{
	xabar-index -q -d x "$@" >>runs 2>&1 || echo "exit $?: xabar-index $*" >>runs
}

mkdir in
: >runs
dispatches 1 60 0
now 61
run in
xabar-search -d x --alert-add trains +train >alert 2>&1
serve -j 3 --max-hits 1000

# ask.pl URL: asks, in turn, for all there is until ./end is there. A line for each answer that is not as it should be, and how many
# there were of each kind.
cat >ask.pl <<'END'
use strict; use warnings; use HTTP::Tiny; use JSON::PP;
my ($url, $first) = @ARGV;
my $http = HTTP::Tiny->new(keep_alive => 1, timeout => 60);
my $all = "q=%2Btrain&sort=newest&limit=1000";
my @whole = (map({ "/search?$all&format=$_" } qw(json jsonl csv tsv text ids rss atom ris bibtex)), "/alerts/trains.atom?limit=1000");
my @others = ("/?q=train", "/search?q=train&format=html", "/suggest?q=trian", "/doc/now", "/doc/now?format=html", "/doc/now/similar",
	"/doc/now/versions", "/doc/now/spread", "/search?q=left&facet=lang&histogram=month&collapse=true&explain=true", "/healthz",
	"/readyz", "/metrics", "/openapi.json", "/opensearch.xml");
my (%n, %told, %generation);
sub wrong { my ($target, $what) = @_; $n{wrong}++ < 10 and print "$target: $what\n" }
sub published { open my $f, "<", "x/MANIFEST" or die; my ($g) = grep /^generation /, <$f>; $g =~ /(\d+)/; $1 }
sub check {
	my ($target, $a, $before) = @_;
	my $body = $a->{content};
	my $d = ($a->{headers}{"content-type"} || "") eq "application/json" ? eval { decode_json($body) } : undef;
	if ($d && defined $d->{generation} && $target !~ /z$/) {
		$d->{generation} >= $before or wrong($target, "of generation $d->{generation}, but $before was published");
		my $tag = $a->{headers}{etag};
		($generation{$tag} ||= $d->{generation}) == $d->{generation} or wrong($target, "a tag of two generations");
	}
	return unless $target =~ /=1000/;
	my %ids = map { $_ => 1 } $body =~ /\b(?:d-|Dispatch )(\d+)/g;
	my ($are) = $target =~ /ids$/ ? 1 + keys %ids : $body =~ /There are (\d+)/;
	$are == 1 + keys %ids or wrong($target, 1 + keys(%ids) . " of $are");
	!$d || $d->{total}{value} == $are or wrong($target, "$d->{total}{value} in all of $are");
}
for (my ($i, $after) = ($first, 0); $after < 100; $i++) {
	$after += -e "end" ? 1 : 0;
	my $target = $i % 2 ? $whole[$i / 2 % @whole] : $others[$i / 2 % @others];
	my $before = published();
	my $a = $http->get("$url$target", { headers => $told{$target} && $i % 3 == 0 ? { "If-None-Match" => $told{$target} } : {} });
	$n{$a->{status}}++;
	$told{$target} = $a->{headers}{etag} if $a->{headers}{etag};
	if ($a->{status} == 200) { check($target, $a, $before) }
	elsif ($a->{status} != 304) { wrong($target, "$a->{status} $a->{content}") }
}
my $a = $http->post("$url/batch?limit=0", { content => "Dispatch\n" });
$a->{status} == 200 or wrong("/batch", "$a->{status} $a->{content}");
print "$_ $n{$_}\n" for sort keys %n;
END

# open_files: what the server has open of the index.
open_files()
{
	ls -l "/proc/$server/fd" | sed -n "s,.* -> $scratch/x/,,p"
}

asking=
for i in 1 2 3 4; do
	perl ask.pl "$url" $((i * 7)) >asked.$i 2>&1 &
	asking="$asking $!"
done

# Adds three, changes the last two of the old ones, lets the first two go, by turns with others: see `in` of a step.
first=1 last=60 rounds=${sanitized:+8}
: >memory
for i in $(seq "${rounds:-40}"); do
	dispatches $((last - 1)) $((last + 3)) "$i"
	rm -f "in/d-$first.jsonl" "in/d-$((first + 1)).jsonl"
	first=$((first + 2)) last=$((last + 3))
	now $((last - first + 2))
	run --prune in
	record "aside-$i" Aside 'A ship, not asked for.' | xabar-index -q -d x - >>runs 2>&1
	case $i in
	*[05]) run --delete "aside-$i" ;;
	*7) run --compact ;;
	esac
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$server/status" >>memory
done
: >end
for one in $asking; do wait "$one"; done
cat asked.* >out
cp runs err
complains 'the indexer publishes beside a server' </dev/null
is 'many times' "$([ "$(generation x)" -gt "${rounds:-40}" ] && echo yes)" yes
lacks 'nobody is told anything wrong' '^(wrong|/|[^2-3])' out
is 'of many answers' "$([ "$(awk '$1 == 200 { n += $2 } END { print n }' out)" -gt 200 ] && echo yes)" yes
holds 'some that nothing changed' '^304 '
is 'standard error has but its first line' "$(wc -l <served.err | tr -d ' ')" 1

# What is held of old generations is let go of, though nobody asks any more.
run --compact
needed() { sed -n 's/^segment \([0-9]*\) .*/seg-\1/p' x/MANIFEST | awk -F- '{ printf "seg-%06d\n", $2 }' | sort; }
held() { open_files | sed -n 's,/.*,,p' | sort -u; }
for i in $(seq 600); do [ "$(held)" != "$(needed)" ] || break; sleep 0.1; done
is 'old segments are closed' "$(held)" "$(needed)"
open_files >open
lacks 'old manifests are' '\(deleted\)' open
lacks 'nothing that is gone is mapped' "$scratch/x/.* \(deleted\)" "/proc/$server/maps"
run --compact
is 'so they go from the disk' "$(find x -name 'seg-*' -type d | sed 's,.*/,,' | sort)" "$(needed)"

memory_is_flat()
{
	head -n 20 memory | sort -n | tail -n 1 >before
	tail -n 20 memory | sort -n | tail -n 1 >after
	[ "$(cat after)" -lt "$(($(cat before) * 3 / 2))" ]
}
if [ "$sanitized" ]; then
	skip 'memory is flat' 'sanitizers keep what was freed'
else
	memory_is_flat
	is 'memory is flat' "$?" 0
fi

stop_server

# ---- What becomes of the index ----

# finds CLAIM WORD HITS: twice as often as there are workers, so that each is asked.
finds()
{
	_claim=$1 _word=$2 _hits=$3
	for _i in 1 2 3 4; do curl -sS "$url/search?q=$_word&limit=0" | sed 's/.*"total":{"value":\([0-9]*\),.*/\1/'; done >found 2>&1
	is "$_claim" "$(sort -u found)" "$_hits"
}

tag()
{
	curl -sS -D - -o out "$url/search?q=kite" | tr -d '\r' | sed -n 's/^ETag: //Ip'
}

rm -rf x
record a-1 'A kite' 'A kite over Alat.' | xabar-index -q -d x -
cp -a x backup
record a-2 'A balloon' 'A balloon over Alat.' | xabar-index -q -d x -
serve -j 2
finds 'it begins' balloon 1
tag=$(tag)
mv x away
cp -a backup x
finds 'a backup that is put back is searched' balloon 0
record a-2 'A zeppelin' 'A zeppelin over Alat.' | xabar-index -q -d x -
finds 'so is what is published in it' zeppelin 1
is 'its generation was there before' "$(generation x)" "$(generation away)"
is 'but is another' "$([ "$(tag)" = "$tag" ] || echo yes)" yes
mv x later
finds 'while there is no index, what there was is searched' zeppelin 1
curl -sS -o out "$url/doc/a-2"
json 'and shown' '$d->{hits}[0]{title} eq "A zeppelin"'
mkdir x
finds 'likewise while there is an empty folder' zeppelin 1
rmdir x
mv later x
cp x/MANIFEST manifest
is 'of that nothing is said' "$(wc -l <served.err | tr -d ' ')" 1
sed 's/^xabar-index .*/xabar-index 99/' manifest >new && mv new x/MANIFEST
finds 'an index of another version is not' zeppelin 1
echo junk >new && mv new x/MANIFEST
finds 'nor is one that is damaged' zeppelin 1
until [ "$(wc -l <served.err)" -gt 1 ]; do sleep 0.1; done
is 'this is told once' "$(sed -n '2,$p' served.err | sed 's/opened: ".*"$/opened/')" \
	"xabar-serve: generation $(generation away) is answered still, for the newest cannot be opened"
curl -sS -o out "$url/metrics"
holds 'and counted' '^xabar_refresh_errors_total [1-9]'
mv manifest x/MANIFEST
record a-3 'A glider' 'A glider over Alat.' | xabar-index -q -d x -
finds 'what is published after that is searched' glider 1
rm -rf x away
finds 'what is removed is there until another comes' glider 1
record b-1 'A rocket' 'A rocket over Alat.' | xabar-index -q -d x -
finds 'which is searched then' rocket 1
finds 'alone' glider 0

finish
