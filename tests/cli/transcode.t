#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Inputs in UTF-16 and UTF-32: the same dispatches as in UTF-8, whatever the format.
. "${0%/*}/lib.sh"

# wide CHARSET FILE: with a byte-order mark.
wide()
{
	{ printf '\357\273\277'; cat "$2"; } | iconv -f UTF-8 -t "$1"
}

if ! command -v iconv >/dev/null; then
	skip 'inputs in wide encodings' 'there is no iconv'
	finish
fi

{ record a 'Qatar' 'Bakıya gedən qatar; поезд в Баку.'; record b 'İkinci' 'Ərdəbil, 漢字, 🚂.'; } >lines.jsonl
printf 'title: Qatar\nid: t\n\nBakıya gedən qatar.\n\nПоезд в Баку.\n' >note.txt
fields()
{
	sed 's/,"input".*//' out
}
for file in lines.jsonl note.txt; do
	exits 0 "$file" xabar-index -n $file
	fields >want
	for charset in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
		wide $charset $file >wide
		exits 0 "$file in $charset" xabar-index -n wide
		fields >got
		same 'is the same' want got
		holds 'and found to be that' '"charset":"UTF-(16|32)'
	done
done

wide UTF-16LE lines.jsonl | gzip -c >packed.gz
tar cf in.tar packed.gz wide
exits 0 'packed, in an archive' xabar-index -v -d x in.tar
is 'it is the same' "$(ids x | tr '\n' ' ')" 'a b t '

# An unpaired surrogate is ill-formed (Unicode 15, 3.9, D91): two bytes.
{ wide UTF-16LE lines.jsonl; printf '{\000"\000i\000d\000"\000:\0001\000,\000"\000t\000e\000x\000t\000"\000:\000"\000'
  printf 'a\000\000\330b\000"\000}\000\n\000'; } >bad.jsonl
exits 0 'what is ill-formed' xabar-index -v -d y bad.jsonl
holds 'is counted in bytes' '^bad\.jsonl: .*, 3 dispatches, 0 rejected, 2 bytes replaced$' err

# A log in UTF-16 that grows is read on at its end.
wide UTF-16LE lines.jsonl >grow.jsonl
exits 0 'a log' xabar-index -d g grow.jsonl
record c 'Third' 'A third train.' | iconv -f UTF-8 -t UTF-16LE >>grow.jsonl
exits 0 'that grew' xabar-index -v -d g grow.jsonl
holds 'by one' '^1 new, 0 updated, 2 unchanged' err

finish
