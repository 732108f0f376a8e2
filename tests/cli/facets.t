#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Facets and histograms: what they count, over filters, tombstones, segments and indexes; in which formats; bad input.
. "${0%/*}/lib.sh"

xabar-index -d x "$gilavar"
export XABAR_INDEX=x

# Capitals, marks, and Arabic letters that Persian writes otherwise make no other value.
folded='use Unicode::Normalize; sub folded { my $s = NFD(lc shift); $s =~ s/\p{Mn}//g; $s =~ tr/\x{64a}\x{643}/\x{6cc}\x{6a9}/; $s }'

# Counts of a field among all hits as jsonl has them, which knows nothing of facets: lines of count and value.
counted()
{
	_field=$1
	shift
	xabar-search --format jsonl -n 10000 "$@" | perl -CO -MJSON::PP -ne "$folded"' BEGIN { $f = shift }
		my $v = decode_json($_)->{$f}; $n{folded($_)}++ for ref $v ? @$v : $v // ""; END { print "$n{$_} $_\n" for keys %n }' "$_field" | LC_ALL=C sort
}

# The same by --facet.
faceted()
{
	_field=$1
	shift
	xabar-search --count --format csv --facet "$_field:10000" "$@" | perl -CS -ne "$folded"' s/\r\n//; next if $. == 1;
		print "$3 ", folded(($2 // $1) =~ s/""/"/gr), "\n" if /^\w+,(?:([^",]*)|"((?:[^"]|"")*)"),(\d+),$/' | LC_ALL=C sort
}

# agree CLAIM FIELD QUERY...
agree()
{
	_what=$1
	shift
	counted "$@" >counted
	faceted "$@" >faceted
	[ -s counted ] || echo 'nothing was counted' >counted
	same "$_what" faceted counted
}

# ---- What is counted ----

for field in source section byline place lang tags status; do
	agree "$field: as counted hit by hit" $field 'date:2018..2024'
done
agree 'words' source 'train railway поезд قطار'
agree 'a phrase' place '"sea level"'
agree 'a filter' section --lang ru --from 2022
agree 'what begins so' tags 'pistach* corrid*'
agree 'excluded words' source -- 'train -ferry'
agree 'all there is' lang --from 1900

exits 0 'the total beside facets' xabar-search --format json -n 2 --facet source --facet tags:2 --histogram year 'railway train'
json 'is exact, and hits are as many as were asked for' '$d->{total}{exact} && @{$d->{hits}} == 2'
json 'a facet is an array of values and counts, those of most first' 'my @c = map { $_->{count} } @{$d->{facets}{source}};
	@c > 1 && "@c" eq join(" ", sort { $b <=> $a } @c) && join(",", sort keys %{$d->{facets}{source}[0]}) eq "count,value"'
json 'of as many values as were asked for' '@{$d->{facets}{tags}} == 2'
json 'with how many there are, and what has none' '$d->{facet_totals}{tags}{values} > 2 && $d->{facet_totals}{source}{without} == 0'
json 'buckets of a histogram have a key, a count and of' '!grep { join(",", sort keys %$_) ne "count,key,of" } @{$d->{histogram}}'
json 'which add up to the total' 'my $n = $d->{undated}{count}; $n += $_->{count} for @{$d->{histogram}}; $n == $d->{total}{value}'
exits 0 'without facets' xabar-search --format json -n 2 'railway train'
json 'there are none' '!grep { exists $d->{$_} } qw(facets facet_totals histogram undated)'
exits 1 'nothing found' xabar-search --format json --facet source --histogram day nonesuch
json 'has empty ones' '!@{$d->{facets}{source}} && !@{$d->{histogram}} && $d->{total}{value} == 0'

# ---- Dates ----

cat >dates.jsonl <<'END'
{"id":"wader-1","date":"2021-12-31T23:30:00-05:00","body":"lapwing","source":"A"}
{"id":"wader-2","date":"2022-01-01T00:30:00+04:00","body":"lapwing","source":"A"}
{"id":"wader-3","date":"2022-01-03","body":"lapwing","source":"B"}
{"id":"wader-4","date":"2022-01-03","body":"plover","source":"B"}
{"id":"wader-5","date":"2022-03","body":"lapwing","source":"b"}
{"id":"wader-6","body":"lapwing"}
{"id":"wader-7","body":"plover"}
END
xabar-index -d d dates.jsonl
exits 0 'a histogram by day' xabar-search -d d --count --format csv --histogram day --to 2022-01 lapwing
printf '%s\r\n' facet,value,count,of day,2021-12-31,1,1 day,2022-01-01,1,1 day,2022-01-02,0,0 day,2022-01-03,1,2 day,,0,2 >expected
same 'is by the clock of the source, as date: is' out expected
exits 0 'by week' xabar-search -d d --count --format csv --histogram week --to 2022-01 lapwing
printf '%s\r\n' facet,value,count,of week,2021-W52,2,2 week,2022-W01,1,2 week,,0,2 >expected
same 'is of ISO weeks' out expected
exits 0 'by month' xabar-search -d d --count --format csv --histogram month lapwing
printf '%s\r\n' facet,value,count,of month,2021-12,1,1 month,2022-01,2,3 month,2022-02,0,0 month,2022-03,1,1 month,,1,2 >expected
same 'has those without a date, too' out expected
exits 0 'as text' xabar-search -d d --count --histogram year lapwing
prints 'is the total, then bars' <<'END'
5

year
    2021     1 of 1  100.0%  █████████████████
    2022     3 of 4   75.0%  ███████████████████████████████████████████████████
    undated  1 of 2   50.0%
END
for filter in 2021-12 2022-01 2022-03; do
	is "date:$filter finds as many as the bucket has" "$(xabar-search -d d --count "lapwing date:$filter")" \
		"$(xabar-search -d d --count --format csv --histogram month lapwing | sed -n "s/^month,$filter,\([0-9]*\),.*/\1/p")"
done

# ---- Tombstones, segments, indexes ----

sources () { xabar-search -d d "$@" --count --format csv --facet source lapwing | tail -n +2 | cut -d , -f 2,3 | tr '\n' ' '; }
months () { xabar-search -d d "$@" --count --format csv --histogram month lapwing | tail -n +2 | tr -d '\r' | cut -d , -f 2- | tr '\n' ' '; }
is 'values that differ in capitals are one' "$(sources)" 'A,2 B,2 ,1 '
xabar-index -q -d d --delete wader-2
echo '{"id":"wader-5","date":"2022-02-28","body":"no longer","source":"C"}' >five.jsonl
xabar-index -q -d d five.jsonl
is 'what was deleted or replaced is not counted' "$(sources)" 'A,1 B,1 ,1 '
is 'nor is it among all' "$(months)" '2021-12,1,1 2022-01,1,2 ,1,2 '
printf '%s\n' '{"id":"wader-8","date":"2022-02-01","body":"lapwing","source":"a"}' '{"id":"wader-9","body":"plover"}' >more.jsonl
xabar-index -q -d e more.jsonl
is 'two indexes are counted as one' "$(sources -d e)" 'A,2 B,1 ,1 '
is 'in time, too' "$(months -d e)" '2021-12,1,1 2022-01,1,2 2022-02,1,2 ,1,3 '
xabar-index -q -d d --compact
is 'a merge keeps the counts' "$(sources -d e)" 'A,2 B,1 ,1 '
: >empty.jsonl
xabar-index -q -d nothing empty.jsonl
exits 1 'an empty index' xabar-search -d nothing --facet source --histogram week --count
is 'has nothing to count' "$(head -n 1 out)" 0

for i in 1 2 3 4 5 6 7 8 9; do
	printf '{"id":"m%d","date":"2020-0%d-01","body":"curlew","byline":"Ali %d","place":"Baku","tags":["t%d","all"]}\n' $i $i $((i % 3)) $i >m.jsonl
	xabar-index -q -d m m.jsonl
done
is 'after merges all values are there' "$(xabar-search -d m --count --format csv --facet byline --facet place --facet tags:1 curlew |
	tail -n +2 | cut -d , -f 1-3 | tr '\n' ' ')" 'byline,Ali 0,3 byline,Ali 1,3 byline,Ali 2,3 place,Baku,9 tags,all,9 '
xabar-index -q -d w --writer=xapian "$gilavar"
is 'libxapian writes the same values' "$(xabar-search -d w --count --format csv --facet tags:99 --facet byline:99 --facet place:99 --to 2100)" \
	"$(xabar-search --count --format csv --facet tags:99 --facet byline:99 --facet place:99 --to 2100)"

# Made before documents had these values: three dispatches.
gzip -dc "$tests/data/plain-index.tar.gz" | tar xf -
exits 0 'an index of an earlier version' xabar-search -d plain-index --count --facet source --histogram year ferry
is 'is counted by what it has, and complains of nothing' "$(cat err)" ''
exits 0 'by what it lacks' xabar-search -d plain-index --count --format csv --facet place ferry
complains 'says so' <<'END'
xabar-search: an earlier version made a part of the index, whose bylines, places and tags no facet counts: xabar-index --compact makes it anew
END
xabar-index -q -d plain-index --compact
exits 0 'after --compact' xabar-search -d plain-index --count --facet place ferry
is 'it does not' "$(cat err)" ''

# ---- Formats ----

exits 0 'text' xabar-search -n 1 --facet lang --histogram year ferry
holds 'has a facet after the hits' '^lang$'
holds 'and the histogram' '^year$'
is 'which end it' "$(tail -n 1 out | cut -c 1-10)" '    2024  '
exits 0 'in a locale without UTF-8' env LC_ALL=C xabar-search --count --facet lang ferry
holds 'bars are of ASCII' '^    en +[0-9]+  #+$'
for format in csv jsonl; do
	exits 0 "$format with hits" xabar-search --format $format --facet lang ferry
	complains "says that it has no facets beside them" <<'END'
xabar-search: facets and histograms are left out: with --count this format has them, in place of the hits
END
	cp out with
	xabar-search --format $format ferry >without
	same "and is else as ever" with without
done
exits 0 'jsonl with --count' xabar-search -d d --count --format jsonl --facet source:1 --histogram year lapwing
prints 'is a line each value and bucket' <<'END'
{"facet":"source","value":"A","count":1}
{"facet":"source","count":1}
{"histogram":"year","key":"2021","count":1,"of":1}
{"histogram":"year","key":"2022","count":1,"of":3}
{"histogram":"year","count":1,"of":2}
END
exits 0 'json with --count' xabar-search --count --format json --facet lang ferry
json 'has no hits' '!@{$d->{hits}} && @{$d->{facets}{lang}}'
exits 0 'ids' xabar-search --format ids --facet lang ferry
complains 'has no place for facets' <<'END'
xabar-search: facets and histograms are left out: they are in the formats text and json, and with --count in csv, tsv and jsonl
END
exits 0 'nor have topics' sh -c "printf '1\tferry\n' | xabar-search --histogram day --topics -"
is 'as trec has them' "$(wc -l <err | tr -d ' ')" 1
exits 0 'a facet alone is something to ask for' xabar-search --facet source -n 0
holds 'of all dispatches' '^46 of 46 dispatches'
printf '{"id":"q","source":"He said \\"no\\", twice","body":"dunlin"}\n' >q.jsonl
xabar-index -q -d q q.jsonl
exits 0 'csv of a value with quotes and commas' xabar-search -d q --count --format csv --facet source dunlin
printf 'facet,value,count,of\r\nsource,"He said ""no"", twice",1,\r\n' >expected
same 'is quoted' out expected

# ---- Bad input ----

exits 2 'a field that is no facet' xabar-search --facet url ferry
complains 'is refused, with those that there are' <<'END'
xabar-search: there is no facet 'url'
xabar-search: there are source section byline place lang tags status; :N behind one asks for N values
END
for bad in nonsense '' :3 source:0 source:-1 source:many source: source:99999999999; do
	exits 2 "--facet '$bad'" xabar-search --facet "$bad" ferry
	is 'prints nothing' "$(cat out)" ''
done
exits 2 'the same facet twice' xabar-search --facet source --facet source:3 ferry
holds 'is refused' "the facet 'source' is asked for twice" err
exits 2 'an unknown span' xabar-search --histogram decade ferry
complains 'is refused, with those that there are' <<'END'
xabar-search: there is no histogram by 'decade'
xabar-search: there are year, month, week and day
END
exits 2 '--facet with --show' xabar-search --facet source --show x
holds 'is refused' "leave out --show 'x'" err
exits 2 '--histogram with --show' xabar-search --show x --histogram day
exits 2 '--facet without a field' xabar-search ferry --facet

finish
