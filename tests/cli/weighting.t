#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The weighting of postings: an index made before there was one stays as it is until it is compacted, and is searched as it was.
. "${0%/*}/lib.sh"

# Made by the version before: three dispatches, "long", "short" and "other".
old () { rm -rf "$1"; gzip -dc "$tests/data/plain-index.tar.gz" | tar xf - && mv plain-index "$1"; }
weighting () { xabar-index -d "$1" --status | sed -n 's/^weighting	//p'; }

old x
is 'an index of an earlier version is plain' "$(weighting x)" plain
exits 0 'a search of it' xabar-search -d x --format trec ferry
prints 'ranks and weighs as that version did' <<'END'
0 Q0 short 1 0.545663 xabar
0 Q0 long 2 0.229460 xabar
END
is 'and complains of nothing' "$(cat err)" ''
echo '{"id":"new","title":"Pier","body":"The ferry was at the pier."}' >new.jsonl
exits 0 'a run that adds to it' xabar-index -d x new.jsonl
is 'leaves it plain' "$(weighting x)" plain
is 'so that an earlier version can still read it' "$(head -n 1 x/MANIFEST)" 'xabar-index 1'
is 'with what is new' "$(xabar-search -d x --format ids ferry | tr '\n' ' ')" 'short new long '
exits 0 'the index is whole' xabar-index -d x --check

exits 0 '--compact' xabar-index -d x --compact
is 'weights it' "$(weighting x | sed 's/pivot [0-9]*\.[0-9] /pivot N /')" 'scale 64 b 0.75 pivot N shortest 0.15'
is 'which earlier versions are told' "$(head -n 1 x/MANIFEST)" 'xabar-index 2'
is 'one segment' "$(segments x)" 1
is 'with what was there' "$(ids x | tr '\n' ' ')" 'long new other short '
exits 0 'and is whole' xabar-index -d x --check
generation=$(sed -n 's/^generation //p' x/MANIFEST)
exits 0 '--compact again' xabar-index -d x --compact
is 'has nothing to do' "$(sed -n 's/^generation //p' x/MANIFEST)" "$generation"
old one
exits 0 '--compact of a single segment' xabar-index -d one --compact
is 'weights it, too' "$(weighting one | cut -d ' ' -f 1,2)" 'scale 64'

# A new index of 35, 9 and 7 words, and as if of ten times 250: 2551 / 13 = 196.23.
cat >in.jsonl <<'END'
{"id":"long","title":"Harbour","body":"The ferry left the harbour late in the evening, and the crew waited for the storm to pass before the lights of the town could be seen from the deck again."}
{"id":"short","title":"Storm","body":"Ferry ferry in the storm."}
{"id":"other","title":"Railway","body":"A train left."}
END
exits 0 'a new index' xabar-index -d y in.jsonl
is 'is weighted by its first dispatches' "$(weighting y)" 'scale 64 b 0.75 pivot 196.2 shortest 0.15'
xabar-index -d y new.jsonl
is 'and stays so' "$(weighting y)" 'scale 64 b 0.75 pivot 196.2 shortest 0.15'
is 'twice the same makes the same' "$(xabar-index -d z - <in.jsonl && weighting z)" 'scale 64 b 0.75 pivot 196.2 shortest 0.15'
is 'libxapian writes as we do' \
	"$(xabar-index -d w --writer=xapian in.jsonl && xabar-search -d w --format trec 'ferry storm "the storm"')" \
	"$(xabar-search -d z --format trec 'ferry storm "the storm"')"
: >empty.jsonl
exits 0 'a run that finds nothing' xabar-index -d e empty.jsonl
is 'leaves it to be told' "$(weighting e)" ''
old x
exits 0 'beside a plain one' xabar-search -d x -d e --format ids ferry
is 'it is neither' "$(cat err)" ''
xabar-index -d e in.jsonl
is 'by what comes first' "$(weighting e)" 'scale 64 b 0.75 pivot 196.2 shortest 0.15'

exits 0 '--explain' xabar-search -d z --explain --format json 'ferry +storm'
json 'tells how often, those of the title four times' \
	'my %n = map { $_->{term} => $_->{occurrences} } @{$d->{hits}[0]{terms}}; $d->{hits}[0]{id} eq "short" &&
	 $n{ferry} == 2 && $n{storm} == 5 && $n{Zstorm} == 5'
json 'likewise of a longer one' \
	'my %n = map { $_->{term} => $_->{occurrences} } @{$d->{hits}[1]{terms}}; $n{ferry} == 1 && $n{storm} == 1'
json 'how many dispatches have it' '$_->{documents} == 2 or die for @{$d->{hits}[0]{terms}}; 1'
json 'and how long it is' '$d->{hits}[0]{length} == 9 && $d->{hits}[1]{length} == 35'
exits 0 '--explain of a title' xabar-search -d z --explain --format json title:storm
json 'counts its words once' '$d->{hits}[0]{terms}[0]{term} eq "Sstorm" && $d->{hits}[0]{terms}[0]{occurrences} == 1'
exits 0 'text' xabar-search -d z --explain ferry
holds 'says so' '^    ferry: 2 here, in 2 dispatches$'
holds 'and the length' '^    \(length 9\)$'
exits 0 'who does not ask' xabar-search -d z --format json ferry
json 'is not told' '!exists $d->{hits}[0]{length}'
# Two of three dispatches have it, with a wdf of 353 and 167, which is 4.06 of 64 in the mean: 1.25 ln 1.3 * 4.06^0.5 * 2 * 353 / (353 + 64).
is 'a score is without the scale of the postings' "$(xabar-search -d z --format trec ferry | sed -n 's/^0 Q0 short 1 \([0-9]*\.[0-9][0-9]\).* xabar$/\1/p')" 1.11

# Searched as one.
exits 0 'two plain indexes' xabar-search -d x -d x --format ids ferry
is 'are searched as one' "$(cat err)" ''
exits 0 'two weighted ones' xabar-search -d y -d z --format ids ferry
is 'too' "$(cat err)" ''
exits 0 'a plain and a weighted one' xabar-search -d x -d z --format ids ferry
complains 'are not quite' <<'END'
xabar-search: an earlier version made one of the indexes, so that what they have is not ranked as it would be in one: xabar-index --compact makes it anew
END
is 'but what is in either is found' "$(sort out | tr '\n' ' ')" 'long long short short '

sed 's/ b 0.75/ b 0.76/' z/MANIFEST >m && cp m z/MANIFEST
exits 2 'a MANIFEST whose weighting was changed' xabar-search -d z ferry
holds 'is damaged' 'MANIFEST is damaged' err

finish
