#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# similar.t - dispatches about the same as one.
. "${0%/*}/lib.sh"

cat >a.jsonl <<'EOF'
{"id":"storm","lang":"en","date":"2022-03-01","source":"Gilavar","title":"Ferry rides out storm","body":"The ferry lay off Aktau in the storm for a night. Captain Bayramli kept the bow to the storm."}
{"id":"after","lang":"en","date":"2022-03-02","source":"Caspian Wire","title":"Ferry docks after the storm","body":"The ferry docked at Aktau. The storm was the worst that Captain Bayramli had seen."}
{"id":"boats","lang":"en","date":"2022-03-05","source":"Gilavar","title":"Boats stay in port","body":"No ferry sailed yesterday, as another storm was coming."}
{"id":"russian","lang":"ru","date":"2022-03-03","source":"Pristan","title":"Паром пришёл в Актау","body":"Капитан Байрамлы привёл паром в порт Актау."}
{"id":"melons","lang":"en","date":"2022-03-04","source":"Gilavar","title":"Melon harvest","body":"Growers sold melons early."}
{"id":"untitled","lang":"en","body":"Growers of melons."}
{"id":"number","body":"17"}
EOF
xabar-index -q -d x a.jsonl
export XABAR_INDEX=x

# most CLAIM IDS ARGUMENT...: these ids, in that order.
most()
{
	_what=$1 _ids=$2
	shift 2
	is "$_what" "$(xabar-search --format ids "$@" | tr '\n' ' ' | sed 's/ $//')" "$_ids"
}

finds 'what shares words or names is found, the dispatch itself is not' 'after boats russian' --similar storm
most 'the most similar comes first' after --similar storm -n 1
most 'other spellings of its names find it in another language' 'storm after' --similar russian
most 'the newest first' 'boats russian after' --similar storm --sort newest
most 'some left out' "$(xabar-search --format ids --similar storm | tail -n +2 | tr '\n' ' ' | sed 's/ $//')" --similar storm --offset 1
finds 'by a filter' 'russian' --similar storm --lang ru
finds 'by dates' 'after russian' --similar storm --to 2022-03-04
finds 'by a source' 'boats' --similar storm --source Gilavar
finds 'by a query, whose words are a filter' 'after' --similar storm captain
finds 'a dispatch without a title' 'melons' --similar untitled
exits 1 'what shares nothing with any' xabar-search --similar number
holds 'finds nothing' '^nothing found in 7 dispatches'
exits 0 'JSON' xabar-search --similar storm --format json
json 'is one object, with the best hit first' '$d->{hits}[0]{id} eq "after"'
json 'whose snippet marks what they share' '@{ $d->{hits}[0]{snippet}{marks} } > 2'
exits 0 '--count' xabar-search --similar storm --format csv --fields id
is 'CSV has a header' "$(head -n 1 out | tr -d '\r')" id
exits 1 'an id that is gone' xabar-search --similar nowhere
complains 'is named' <<'EOF'
xabar-search: there is no dispatch with the id 'nowhere'
EOF
exits 1 'so is an empty one' xabar-search --similar ''
exits 2 'a query that cannot be read is an error' xabar-search --similar storm '"storm'
exits 2 '--similar without an id' xabar-search --similar
holds 'is told' "an argument is missing after '--similar'" err

xabar-index -q -d x --delete storm
exits 1 'a deleted dispatch is similar to none' xabar-search --similar storm
finds 'nor is any to it' 'boats russian' --similar after

finish
