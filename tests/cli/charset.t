#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Encodings as options and in what is kept; and what became of a dispatch, from the file to the search.
. "${0%/*}/lib.sh"

# ---- A table of bytes ----

printf '# Times Roman AzLat\nbase windows-1254\nE6 \311\231\n0xC6 U+018F\n' >font.map
printf '{"id":"az","title":"\306liyev","text":"B\346dii \346s\346r, \376\346h\346r"}\n' >old.jsonl
exits 0 '--charset-map' xabar-index -n --charset-map font.map old.jsonl
json 'gives what its lines say, and else its base' \
	'$d->{title} eq "\x{18f}liyev" && $d->{body} eq "B\x{259}dii \x{259}s\x{259}r, \x{15f}\x{259}h\x{259}r"'
json 'and is what was declared' '$d->{charset_how} eq "declared" && $d->{charset} =~ /font/i'
printf 'E6 U+0259\nE7\n' >bad.map
exits 2 'a table that is none' xabar-index -n --charset-map bad.map old.jsonl
holds 'is an error that names the line' 'line 2' err
exits 2 'a table that is not there' xabar-index -n --charset-map none.map old.jsonl

exits 0 'indexed with a table' xabar-index -q -d x --charset-map font.map old.jsonl
sed 's/E6 .*/E6 U+04D9/' font.map >font2.map && mv font2.map font.map
exits 0 'and again after the table has changed' xabar-index -v -d x --charset-map font.map old.jsonl
holds 'is read anew' '0 new, 1 updated' err

# ---- What is kept ----

printf '\307\340\357\340\361 \355\345\364\362\350 \342 \301\340\352\363 \342\373\360\356\361\n' >ru.txt
exits 0 'a text in windows-1251' xabar-index -q -d y --source wire ru.txt
exits 0 'found' xabar-search -d y --format jsonl --fields charset,charset_how,replaced,body запас
json 'tells its encoding' '$d->{charset} eq "CP1251" && $d->{charset_how} eq "detected" && $d->{replaced} == 0'

# ---- What became of it ----

item() { printf '{"id":"urn:t:1","version":"%s","title":"Dam %s","text":"Water.","status":"%s"}\n' "$1" "$1" "$2"; }
item 2 corrected >a.jsonl
item 1 usable >b.jsonl
exits 0 'a newer version, then the older one' xabar-index -v -d z a.jsonl b.jsonl
holds 'which does not replace it' '1 new, 0 updated, 1 unchanged' err
holds 'and is said' '1 older versions' err
item 3 killed >c.jsonl
exits 0 'a kill' xabar-index -v -d z c.jsonl
exits 0 'replaces it, and is found by its status' xabar-search -d z --all --format jsonl --fields title,version,status status:canceled
json 'in our word' '$d->{title} eq "Dam 3" && $d->{version} eq "3" && $d->{status} eq "canceled"'
exits 1 'the version before is gone' xabar-search -d z status:corrected

finish
