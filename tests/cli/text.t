#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a terminal gets: lines that fit it in any script, colour, and right-to-left text in its place.
. "${0%/*}/lib.sh"

cp -R "$gilavar" in
cat >in/more.jsonl <<'END'
{"id":"cjk","title":"阿塞拜疆与中国的铁路走廊今年将运送更多货物","text":"lapwing 阿塞拜疆与中国的铁路走廊今年将运送更多货物，官员周三在巴库表示。","lang":"zh"}
{"id":"marks","title":"lapwing e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301","text":"lapwing","lang":"en"}
{"id":"https://wire.example/a-very-long-address-that-is-one-word/and-goes-on/and-on/to-the-end-of-it-and-beyond","title":"lapwing","text":"lapwing"}
{"id":"override","title":"lapwing \u202eevil\u202c","text":"lapwing"}
END
xabar-index -q -d x in
export XABAR_INDEX=x

# By Perl's tables of Unicode: the width of the widest line, and whether any line is of spaces alone between two that are not.
widest()
{
	perl -CSD -ne 'chomp; s/\e\[[0-9;]*m//g; s/[\p{Mn}\p{Me}\p{Cf}]//g; my $w = length; $w += () = /[\p{Ea=W}\p{Ea=F}]/g; $max = $w if $w > $max;
		END { print $max // 0 }' "$1"
}

for columns in 20 37 60 100; do
	COLUMNS=$columns xabar-search -n all --color always --sort newest 'lapwing OR railway OR поезд OR qatar OR قطار OR tren OR ferry' >lines
	is "no line is over $columns columns" "$([ "$(widest lines)" -le $columns ] && echo fits || widest lines)" fits
	is "nothing is lost at $columns" "$(perl -CSD -0pe 's/\e\[[0-9;]*m//g; s/[\x{2068}\x{2069}]//g; s/^.*?ms\)//s; s/\s|\x{b7}//g' lines | md5sum)" \
		"$(xabar-search -n all --sort newest 'lapwing OR railway OR поезд OR qatar OR قطار OR tren OR ferry' |
			perl -CSD -0pe 's/\*//g; s/^.*?ms\)//s; s/\s|\x{b7}//g' | md5sum)"
done

COLUMNS=24 exits 0 'combining marks' xabar-search --color always 'id:marks'
perl -CSD -ne 'exit 1 if /^\s*(\e\[[0-9;]*m)*\p{Mn}/' out
is 'stay with their letters' "$?" 0

# ---- Right to left ----

exits 0 'Persian on a terminal' env COLUMNS=60 xabar-search --color always -n 5 'قطار رشت'
perl -CSD -ne 's/\e\[[0-9;]*m//g; my $depth = 0; for (split //) { $depth++ if $_ eq "\x{2068}"; $depth-- if $_ eq "\x{2069}"; $bad++ if $depth < 0 || $depth > 1;
	$bad++ if /\p{Script=Arabic}/ && !$depth } $bad++ if $depth; END { exit !!$bad }' out
is 'stands between isolates, which end on their line' "$?" 0
exits 0 'what turns text round' env COLUMNS=60 xabar-search --color always 'id:override'
holds 'is isolated, too' "$(printf '\342\201\250.*lapwing.*\342\200\256.*\342\201\251')"
exits 0 'without a terminal' xabar-search -n 5 'قطار رشت'
lacks 'there are none' "$(printf '\342\201\250')"

# ---- Colour ----

esc=$(printf '\033')
exits 0 '--color always' xabar-search --color always -n 1 'ferry NEAR/6 storm'
holds 'marks the headline' "$esc\\[1;33mFerry$esc\\[0m"
holds 'and the passage' "$esc\\[1;33mstorm$esc\\[0m"
lacks 'without asterisks' '\*'
exits 0 'CLICOLOR_FORCE' env CLICOLOR_FORCE=1 xabar-search ferry
holds 'is colour' "$esc\\["
exits 0 'CLICOLOR_FORCE=0' env CLICOLOR_FORCE=0 xabar-search ferry
lacks 'is none' "$esc\\["
exits 0 'NO_COLOR goes before it' env NO_COLOR=1 CLICOLOR_FORCE=1 xabar-search ferry
lacks 'and is none' "$esc\\["
exits 0 'the option goes before both' env NO_COLOR=1 xabar-search --color=always ferry
holds 'and is colour' "$esc\\["
exits 0 'never' env CLICOLOR_FORCE=1 xabar-search --color never ferry
lacks 'is never' "$esc\\["
exits 2 'a colour that is none' xabar-search --color red ferry
holds 'is told what there is' "color is auto, always or never, not 'red'" err

# ---- A terminal ----

if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	TERM=xterm script -qec "stty cols 30; xabar-search -d x -n 2 ferry" /dev/null </dev/null | tr -d '\r' >lines
	holds 'a terminal gets colour' "$esc\\[1;33m" lines
	is 'and lines that fit it' "$([ "$(widest lines)" -le 30 ] && echo fits || widest lines)" fits
	TERM=dumb script -qec "stty cols 30; xabar-search -d x -n 2 ferry" /dev/null </dev/null >lines
	lacks 'a dumb one gets none' "$esc\\[" lines
else
	skip 'a terminal gets colour' 'no script(1)'
fi

finish
