#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Segments written by ourselves and by libxapian: found alike, sound, deleted from, merged, one beside the other.
. "${0%/*}/lib.sh"

answers () {
	for query in bazar news '"the city"' date:2020.. lang:az '+and -the' 'azerb*'; do
		xabar-search -d "$1" --format json -- "$query" | sed 's/"took_ms":[0-9.e-]*//; s/"generation":[0-9]*//'
	done
}

for writer in bulk xapian; do
	exits 0 "--writer=$writer" xabar-index -q --writer=$writer -d $writer "$gilavar"
	exits 0 "what $writer wrote is sound" xabar-index --check -d $writer
	exits 0 "and for xapian-check, too" xapian-check $writer/seg-000001
	answers $writer > $writer.answers
done
is 'bulk has no term lists' "$(ls bulk/seg-000001 | tr '\n' ' ')" 'docdata.glass iamglass maxima position.glass postlist.glass '
holds 'queries find something' '"hits":\[\{' bulk.answers
same 'both answer alike' bulk.answers xapian.answers
exits 0 'auto' xabar-index -q -d auto "$gilavar"
same 'auto is bulk' auto/seg-000001/postlist.glass bulk/seg-000001/postlist.glass
same 'the same input gives the same tables' auto/seg-000001/position.glass bulk/seg-000001/position.glass
exits 0 'with little memory' xabar-index -q --memory=64M -d little "$gilavar"
same 'too' little/seg-000001/position.glass bulk/seg-000001/position.glass
is 'nothing is left of the probe, or of runs' "$(ls -d auto/*.tmp auto/*/*.tmp little/*/*.tmp 2>/dev/null)" ''

printf '{"id":"late","title":"A late one","body":"%s"}\n' zanbaq > late.jsonl
exits 0 'a segment of the other writer beside it' xabar-index -q --writer=xapian -d bulk late.jsonl
exits 0 'is searched with it' xabar-search -d bulk --count zanbaq
exits 0 'a dispatch is deleted' xabar-index -q -d bulk --delete late
exits 1 'and is gone' xabar-search -d bulk --count zanbaq
exits 0 'both are merged' xabar-index -q -d bulk --compact
exits 0 'into a sound one' xabar-index --check -d bulk
answers bulk > merged.answers
same 'which answers as before' merged.answers xapian.answers

finish
