#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What `make bench` measures with: the archive and the queries that it makes, and how it counts.
. "${0%/*}/lib.sh"

PATH=$B/bench:$PATH
command -v bench_sizes >/dev/null || { echo "Bail out! no bench_sizes in $B/bench: make check builds it"; exit 1; }

# ---- The archive ----

# Wires indent a paragraph, others set it off by a line; the second has a newline in a paragraph.
cat >real.jsonl <<'END'
{"id":"1","title":"Ferry docks","body":"the ferry docked at noon.\n    nobody was hurt there.\n    a crane was waiting."}
{"id":"2","title":"Поезд ушёл","body":"поезд ушёл вовремя.\n\nпассажиры \"пели\"\nвсю дорогу."}
{"title":"No text"}
END
exits_fed 0 'an archive' gen_archive 300 7 1000 <real.jsonl
mv out set.jsonl
mv err said
gen_archive 300 7 1000 <real.jsonl >again.jsonl 2>/dev/null
same 'is the same again' set.jsonl again.jsonl
gen_archive 300 8 1000 <real.jsonl >other.jsonl 2>/dev/null
is 'and another of another seed' "$(cmp -s set.jsonl other.jsonl && echo same)" ''
# Bytes throughout: lengths are what it says, and JSON::PP leaves them alone.
perl -MJSON::PP -e '
	my ($json, $bytes, @all) = (JSON::PP->new, 0);
	open my $real, "<:raw", "real.jsonl" or die;
	my @real = map { $json->decode($_) } <$real>;
	my %paragraph = map { $_ => 1 } "", map { split /\n    |\n\n/ } map { $_->{body} // "" } @real;
	my %title = map { my $t = $_->{title}; map { ("$t $_->{title}" => 1) } @real } @real;
	open my $set, "<:raw", "set.jsonl" or die;
	for my $d (map { $json->decode($_) } <$set>) {
		$bytes += length for $d->{title}, $d->{body};
		my @paragraphs = split /\n\n/, $d->{body} =~ s/ ref[0-9a-f]+\z//r, -1;
		push @all, { %$d, n => scalar @paragraphs, strange => grep({ !$paragraph{$_} } @paragraphs) + !$title{$d->{title}} };
	}
	print $json->encode({ all => \@all, bytes => $bytes })' >made
json 'has so many dispatches, numbered' 'join(",", map { $_->{id} } @{$d->{all}}) eq join(",", 1000 .. 1299)' made
json 'of 3 to 20 paragraphs and up to two more' '!grep { $_->{n} < 3 || $_->{n} > 22 } @{$d->{all}}' made
json 'which are real ones, as are the two halves of their titles' '!grep { $_->{strange} } @{$d->{all}}' made
json 'their dates go through 35 years' 'join(",", map { substr($_->{date}, 0, 4) } @{$d->{all}}) eq
	join(",", map { 1990 + int($_ * 35 / 300) } 0 .. 299)' made
json 'and are dates' '!grep { $_->{date} !~ /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/ } @{$d->{all}}' made
is 'how much text there is, it says' "$(cat said)" \
	"300 dispatches, $(sed -n 's/.*"bytes":\([0-9]*\).*/\1/p' made) bytes of title and body"
exits 0 'it can be indexed' xabar-index -v -d set.xabar set.jsonl
holds 'all of it' '^300 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected' err
exits 2 'no dispatches' gen_archive 3
complains 'is no input' <<'END'
gen_archive: no dispatch on standard input
END
echo '{"title":' >bad
exits_fed 2 'bad JSON' gen_archive 3 <bad
holds 'is told with its line' '^gen_archive: line 1: ' err

# ---- The queries ----

"$B/xabar-index" -n "$gilavar" 2>/dev/null >gilavar.jsonl
gen_archive 2000 <gilavar.jsonl >large.jsonl 2>/dev/null
exits_fed 0 'queries' gen_queries <large.jsonl
mv out queries.tsv
gen_queries <large.jsonl >again.tsv
same 'are the same again' queries.tsv again.tsv
cut -f 1 queries.tsv | uniq -c | awk '{ print $2, $1 }' >classes
cat >expected <<'END'
and2 100
and3 100
or2 100
or4 100
term_hi 100
term_mid 100
phrase 100
END
same 'a hundred of each class' classes expected
perl -MJSON::PP -CS -Mutf8 -e '
	open my $set, "<:raw", "large.jsonl" or die;
	my ($text, %in, $n) = ("");
	while (<$set>) {
		my $body = JSON::PP->new->utf8->decode($_)->{body};
		my %seen;
		$in{$_}++ for grep { !$seen{$_}++ } $body =~ /[\w\x{200c}’ʻ-]+/g, $body =~ /\w+/g;
		$text .= "$body\n";
		$n++;
	}
	open my $queries, "<:utf8", "queries.tsv" or die;
	while (<$queries>) {
		chomp;
		my ($class, $query) = split /\t/;
		if ($class eq "phrase") { print "no phrase: $query\n" if index($text, substr($query, 1, -1)) < 0; next }
		for my $word (map { s/^\+//r } split / /, $query) {
			my $share = ($in{$word} // 0) / $n;
			print "$class: $word is nowhere\n" if index($text, $word) < 0;
			next if $class ne "term_hi" || $word !~ /^\w+$/;
			print "$class: $word is in $share\n" if $share < 0.04 || $share > 0.25;
		}
	}' >wrong
same 'of words and phrases that there are, the common ones common' wrong /dev/null

# ---- Counting ----

exits 3 'measure has the exit code of what it runs' measure line sh -c 'exit 3'
measure line perl -e 'my $x = "x" x 5e7; select undef, undef, undef, 0.05'
is 'a line a run' "$(grep -cE '^[0-9]+\.[0-9]{6}	[0-9]+\.[0-9]{6}	[0-9]+$' line)" 2
is 'with the time that it took' "$(awk 'NR == 2 { print ($1 >= 0.05) }' line)" 1
[ "$sanitized" ] || is 'and the memory, in bytes' "$(awk 'NR == 2 { print ($3 >= 5e7 && $3 < 5e8) }' line)" 1
measure line sh -c 'perl -e "1 until (times)[0] > 0.05"; :'
is 'and the processor that its children took' "$(awk 'NR == 3 { print ($2 >= 0.05) }' line)" 1
exits 127 'no such command' measure line ./nothing
holds 'is told' '^measure: \./nothing: ' err

exits 0 'sizes' bench_sizes set.xabar
is 'amount to all files' "$(awk -F '\t' '{ sum += $4 } END { print sum }' out)" \
	"$(find set.xabar -type f -exec cat {} + | wc -c | tr -d ' ')"
# The item with an empty key that a table begins with is none of libxapian's.
xapian-check set.xabar/seg-* >checked 2>&1
for table in postlist position docdata; do
	is "entries of $table, as xapian-check has them" \
		"$(awk -F '\t' -v t=$table.glass '$1 == t { n += $3 } END { print n - 1 }' out)" \
		"$(sed -n "/^$table:/,/^$/s/.* items=\([0-9]*\).*/\1/p" checked)"
done

printf 'm\txabar\ts\t%s\nm\tpeer\ts\t%s\n' 2 4 6 10 3 30 >raw
exits 0 'figures' awk -v base=xabar -v tsv=tsv -f "$tests/bench/figures.awk" raw
printf 'm\txabar\ts\t3\t3\t2\t6\nm\tpeer\ts\t3\t10\t4\t30\t0.5\t0.1\t0.6\n' >expected
same 'are medians, and ratios of one round' tsv expected
holds 'for people, too' '^m +peer +10\.0 s +4\.00\.\.30\.0 +0\.50 \(0\.10\.\.0\.60\)$'

finish
