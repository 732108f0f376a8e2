#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --cursor: all there is, page by page, while others write.
. "${0%/*}/lib.sh"

# A page after the other; its ids to standard output. What $change says is run behind each.
walk()
{
	cursor='*'
	while [ "$cursor" ]; do
		xabar-search "$@" --format json --cursor "$cursor" >page.json 2>err || [ $? = 1 ] || return 2
		perl -MJSON::PP -0777 -ne '$answer = decode_json $_; print map "$_->{id}\n", @{$answer->{hits}};
			print STDERR $answer->{next} // ""' page.json 2>next
		cursor=$(cat next)
		eval "${change:-:}"
	done
}

# Ninety dispatches: a dozen days, twenty of the same second, and forty without a date. Where a page is short, those of an instant are
# so many that they are found by their ids.
dispatches()
{
	perl -e 'for my $i (0 .. 89) {
		my $date = $i < 30 ? sprintf("2021-05-%02dT08:00:00Z", 1 + $i % 12) : $i < 50 ? "2021-05-06T12:00:00Z" : "";
		printf qq({"id":"d%02d","title":"Number $i","body":"Ferry number $i sails.","date":"$date"}\n), $i * 37 % 90;
	}' | sed 's/,"date":""//'
}

# As a hand would: by date, the undated last, those of the same date by id.
sorted()
{
	perl -MJSON::PP -ne 'BEGIN { $sign = shift @ARGV } push @all, decode_json $_; END {
		print map "$_->{id}\n", sort { defined($b->{date}) <=> defined($a->{date}) ||
			$sign * (($a->{date} // "") cmp ($b->{date} // "")) || $a->{id} cmp $b->{id} } @all }' -- "$1" in/all.jsonl
}

mkdir in
dispatches >in/all.jsonl
exits 0 'ninety dispatches' xabar-index -d x in

is 'the newest first, one at a time' "$(walk -d x --sort newest -n 1 ferry)" "$(sorted -1)"
for limit in 7 10 89 90 91; do
	is "the newest first, $limit at a time" "$(walk -d x --sort newest -n $limit ferry)" "$(sorted -1)"
	is "the oldest first, $limit at a time" "$(walk -d x --sort oldest -n $limit ferry)" "$(sorted 1)"
done
is 'without a query' "$(walk -d x --sort oldest -n 7 '')" "$(sorted 1)"
is 'of a span of time' "$(walk -d x --sort newest -n 2 --from 2021-05-06 --to 2021-05-06)" \
   "$(grep 2021-05-06 in/all.jsonl >some && perl -MJSON::PP -ne 'push @all, decode_json $_; END {
	print map "$_->{id}\n", sort { $b->{date} cmp $a->{date} || $a->{id} cmp $b->{id} } @all }' some)"
is 'of what nothing matches there is one page' "$(walk -d x --sort newest -n 7 nothing)" ''

mkdir half
head -n 45 in/all.jsonl >half/1.jsonl
tail -n 45 in/all.jsonl >half/2.jsonl
exits 0 'one half' xabar-index -d y half/1.jsonl
exits 0 'the other' xabar-index -d z half/2.jsonl
is 'of two indexes' "$(walk -d y -d z --sort newest -n 7 ferry)" "$(sorted -1)"
is 'of one index twice, each of both' "$(walk -d x -d x --sort newest -n 3 ferry | uniq -c | awk '$1 == 2 { print $2 }')" \
   "$(sorted -1)"

# ---- While others write ----

# Each page a new generation; they are merged, and those that were there come each once, in order.
change='n=$((n + 1)); record "new$n" New "Ferry, new." >"in/new$n.jsonl"; xabar-index -q -d x in'
n=0
walk -d x --sort newest -n 9 ferry >ids
is 'generations come' "$n" "$((($(wc -l <ids) + 8) / 9))"
is 'all that was there is there once, in order' "$(grep -v new ids)" "$(sorted -1)"
change='xabar-index -q -d x --compact'
is 'while it is made anew' "$(walk -d x --sort oldest -n 9 ferry | grep -v new)" "$(sorted 1)"
change='sed -i "s/ sails/ sails on/" in/all.jsonl; xabar-index -q -d x in'
is 'while all are replaced by newer versions, page after page' "$(walk -d x --sort newest -n 9 ferry | grep -v new)" "$(sorted -1)"
is 'which they were' "$(xabar-search -d x --count '"sails on on on"')" 90
change='sed -i "\$d" in/all.jsonl; xabar-index -q --prune -d x in'
cp in/all.jsonl all
walk -d x --sort newest -n 9 ferry | grep -v new >ids
sorted -1 >left
is 'what is deleted meanwhile takes nothing else with it' "$(grep -Fxf left ids)" "$(cat left)"
is 'and nothing is there twice' "$(sort ids | uniq -d)" ''
cp all in/all.jsonl
unset change
exits 0 'as before' xabar-index -q --prune -d x in/all.jsonl

# ---- What it says ----

first=$(xabar-search -d x --sort newest -n 2 --cursor '*' --format json ferry | sed 's/.*"next":"\([^"]*\)".*/\1/')
is 'a cursor is letters, digits, - and _' "$(printf %s "$first" | tr -d 'A-Za-z0-9_-')" ''
exits 0 'another number of hits' xabar-search -d x --sort newest -n 5 --cursor "$first" --format ids ferry
holds 'what does not say it by itself says how to go on' 'there is more: --cursor' err
exits 0 'counts with it' xabar-search -d x --sort newest -n 1 --cursor "$first" --facet lang --format json ferry
holds 'are of all that matches' '"total":{"value":' out
exits 2 'for another query' xabar-search -d x --sort newest --cursor "$first" sails
holds 'it is refused' 'is no cursor of this search' err
exits 2 'for another order' xabar-search -d x --sort oldest --cursor "$first" ferry
exits 2 'for other filters' xabar-search -d x --sort newest --from 2020 --cursor "$first" ferry
exits 2 'changed' xabar-search -d x --sort newest --cursor "A$first" ferry
exits 2 'cut short' xabar-search -d x --sort newest --cursor "${first%?}" ferry
exits 2 'empty' xabar-search -d x --sort newest --cursor '' ferry
exits 2 'of other letters' xabar-search -d x --sort newest --cursor 'ə%*' ferry
exits 0 'where no order is given' xabar-search -d x -n all --cursor '*' --format ids ferry
is 'it is the newest first' "$(grep -v new out)" "$(sorted -1)"
exits 2 'with an offset' xabar-search -d x --sort newest -o 1 --cursor '*' ferry
holds 'it is said what does not go with it' 'a cursor does not go with an offset' err
exits 2 'folded' xabar-search -d x --sort newest --collapse --cursor '*' ferry
exits 2 'of what is similar' xabar-search -d x --sort newest --cursor '*' --similar d00

finish
