#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xabar-index --status and --check: what an index holds, and whether it is whole.
. "${0%/*}/lib.sh"

cp -R "$gilavar" in
xabar-index -d x in
exits 0 '--status' xabar-index -d x --status
is 'complains of nothing' "$(cat err)" ''
holds 'a line for the index' '^index	x	generation 2	46 dispatches	[0-9.]+ MB	12 inputs$'
holds 'a line a segment, with the span of its dates' \
	'^segment	seg-000001	46 dispatches	0 deleted	[0-9.]+ MB	2019-11-17\.\.2024-10-11$'
is 'a line an input' "$(grep -c '^input	' out)" 12
holds 'with format, dispatches and path' '^input	json	9 dispatches	0 rejected	0 bytes replaced	whole	/.*/in/json/features\.json	UTF-8 \(utf8\)$'
holds 'of gzip, too' '^input	jsonl	10 dispatches	.*/in/json/2019-2021\.jsonl\.gz	UTF-8 \(utf8\)$'
is 'inputs are sorted by path' "$(grep '^input' out | cut -f 7)" "$(grep '^input' out | cut -f 7 | LC_ALL=C sort)"
exits 0 '--check' xabar-index -d x --check
prints 'says that it is whole' <<'END'
x: generation 2 is whole
END

printf '{"id":"r","text":"q\311\231zet \377\376 bytes"}\nnot json\n' >in/bad.jsonl
exits 1 'an input with a bad line and bad bytes' xabar-index -d x in
exits 0 '--status after it' xabar-index -d x --status
holds 'says so' '^input	jsonl	1 dispatches	1 rejected	2 bytes replaced	whole	/.*/in/bad\.jsonl	UTF-8 \(utf8\)$'
xabar-index -d x --delete r
exits 0 '--status after a deletion' xabar-index -d x --status
holds 'counts what is left' '^index	x	generation [0-9]+	46 dispatches	'

exits 2 '--status where there is no index' xabar-index -d nowhere --status
complains 'says so' <<'END'
xabar-index: there is no index in 'nowhere'
xabar-index: name it with -d, or make it: xabar-index -d 'nowhere' PATH...
END
exits 2 '--check where there is none' xabar-index -d nowhere --check
is 'neither makes one' "$(ls -d nowhere 2>/dev/null)" ''
mkdir empty
exits 2 'an empty folder is no index' xabar-index -d empty --check

finish
