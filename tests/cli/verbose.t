#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a run says of its inputs: -v, --status, and why records were rejected.
. "${0%/*}/lib.sh"

records 1 3 first >plain.jsonl
{ records 4 5 second; printf '{"id":"b","text":"bir q\311\231zet \377"}\nnot json\n'; } >mixed.jsonl
printf '\357\273\277' >bom
printf '\357\273\277 \n\t\n' >blank.txt
printf '%%PDF-1.4\n\000\001' >a.pdf
perl -e 'print " " x 200000, "\n"' >spaces
exits 1 '-v' xabar-index -v -d x plain.jsonl mixed.jsonl bom blank.txt spaces a.pdf
sed -n '/^[a-z.]*: /p' err >lines
cat >expected <<'END'
plain.jsonl: jsonl, ASCII (ascii), 3 dispatches, 0 rejected
mixed.jsonl: jsonl, UTF-8 (utf8), 3 dispatches, 1 rejected, 1 bytes replaced
bom: empty
blank.txt: empty
spaces: empty
a.pdf: unknown, 0 dispatches, 1 rejected
END
sed 's/UTF-8 ([a-z]*)/UTF-8 (utf8)/' lines >lines.same
same 'a line an input' expected lines.same
exits 0 '--status' xabar-index -d x --status
holds 'keeps what was found' '^input	jsonl	3 dispatches	1 rejected	1 bytes replaced	whole	/.*/mixed\.jsonl	UTF-8 \([a-z0-9]+\)$'
holds 'of what is none of ours, too' '^input	unknown	0 dispatches	1 rejected	0 bytes replaced	whole	/.*/a\.pdf$'
exits 0 '-f jsonl over nothing but white space' xabar-index -v -d y -f jsonl bom blank.txt spaces
holds 'is empty' '^0 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected' err

# A file that grows adds to what was found in it.
records 1 3 first >grows.jsonl
exits 0 'a log' xabar-index -d g grows.jsonl
records 6 7 third >>grows.jsonl
exits 0 'that grew' xabar-index -v -d g grows.jsonl
holds '-v tells of the run' '^grows\.jsonl: jsonl, ASCII \(ascii\), 2 dispatches, 0 rejected$' err
exits 0 '--status' xabar-index -d g --status
holds 'tells of all runs' '^input	jsonl	5 dispatches	0 rejected	'

# ---- Why ----

mkdir many
i=0
while [ $i -lt 30 ]; do
	printf '%%PDF-1.4 %s\000\001' $i >many/$i.pdf
	i=$((i + 1))
done
perl -e 'printf qq({"id":"e-%d","date":"2022-05-20"}\n), $_ for 1 .. 7; print qq({"id" "x"}\n)' >many/z.jsonl
exits 1 'many rejects' xabar-index -d z many
complains 'are grouped by reason' <<'END'
xabar-index: 38 rejected: 'z/rejects.log' says which and why
  30 not a format that is read here
  7 neither a title nor a text among '...'
  1 bad json at column N
END
exits 1 'with -q' xabar-index -q -d z2 many
silent 'nothing is said'
exits 1 'one reject' xabar-index -d z3 a.pdf
is 'is one line' "$(wc -l <err | tr -d ' ')" 1

finish
