#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Queries that cannot be parsed name the column (of characters, from 1); large ones are answered or refused, quickly.
. "${0%/*}/lib.sh"

xabar-index -d x "$gilavar/json"

# wrong QUERY COLUMN CLAIM
wrong()
{
	exits 2 "$3: exit 2" xabar-search -d x --format ids "$1"
	holds "$3: column $2" "^xabar-search: column $2: " err
	is "$3: nothing on standard output" "$(cat out)" ''
}
wrong '"no end' 1 'a phrase without its end'
wrong 'corridor "no end' 10 'the same, later'
wrong 'поезд "нет' 7 'columns are characters, not bytes'
wrong '(corridor' 1 'a bracket without its end'
wrong 'corridor)' 9 'an end without its bracket'
wrong 'date:notadate' 6 'a date that is none'
wrong 'date:2022-13' 6 'a thirteenth month'
wrong 'date:2022-02-30' 6 'a thirtieth of February'
wrong 'storm date:2023..2022' 12 'a range from later to earlier'

wrong 'storm date:soon..' 12 'a word that is no date'
wrong 'storm o~' 7 'a tilde after one letter'
wrong 'storm oil~3' 10 'three letters that may differ'
wrong 'st?rm~' 6 'a tilde after wildcards'
wrong 'storm =oil~' 11 'a tilde after what is to be as it is'
wrong '"oil price"~2' 12 'a tilde after a phrase'
wrong 'lang:en~' 8 'a tilde after a code'
wrong 'title:*' 1 'a star and no letter'
wrong '"a* b~"' 5 'in a phrase, too'
wrong "$(perl -e 'print join " ", map "a$_*", 1 .. 33')" 152 'more wildcards than there may be'

exits 2 'a date that cannot be read' xabar-search -d x 'date:soon'
holds 'is quoted, with what can be' "cannot read the date 'soon'" err
holds 'in a hint' 'write 2022' err
exits 2 '--from a date that is none' xabar-search -d x --from soon corridor
holds 'is an error, too' "soon" err
exits 2 '--to, too' xabar-search -d x --to 2022-13-01 corridor

for query in '+' '-' 'AND' 'OR storm' 'storm AND' 'NOT' '()' '""' 'NEAR/5' 'storm NEAR/5' '*' '=' ':' 'title:' '~' '+-' '((()))' \
	'"' '\' '%' 'a:b:c' 'date:' 'NEAR/99999999999999999999' 'storm NEAR/0 ferry' '-storm' '🚂' ' ' '( OR )' '-(' 'id:'; do
	xabar-search -d x --format ids "$query" >out 2>err
	code=$?
	case $code in
	0|1) is "'$query' is answered" $code $code ;;
	2) holds "'$query' is refused with a message" '^xabar-search: ' err ;;
	*) is "'$query'" $code '0, 1 or 2' ;;
	esac
done

record literal 'Literal' 'The file is called nonesuch:corridor.' | xabar-index -d x -
exits 0 'an unknown field is literal text' xabar-search -d x --format ids 'nonesuch:corridor'
is 'which is found where it is written so' "$(cat out)" literal
exits 0 'and a query that is not UTF-8 does no harm' xabar-search -d x --format json "$(printf 'storm \377\376')"
json 'what is printed is JSON all the same' '$d->{total}{value} > 0'

# ---- Large ----

words=$(perl -e 'print join " ", map "word$_", 1 .. 2999')
exits 0 'a query of 3000 words' xabar-search -d x --count "$words corridor"
is 'finds what one of them finds' "$(cat out)" "$(xabar-search -d x --count corridor)"
words=$(perl -e 'print join " ", map "word$_", 1 .. 10000')
xabar-search -d x --count "$words corridor" >out 2>err
code=$?
is 'one of 10,000 words is answered, or refused with a message' \
	"$(case $code in 0) cat out ;; 2) grep -q '^xabar-search: .*more than' err && xabar-search -d x --count corridor ;; esac)" \
	"$(xabar-search -d x --count corridor)"
# An argument may be 128 kB on Linux: a megabyte comes by a file.
{ printf '1\t'; perl -e 'print join " ", map "word$_", 1 .. 110000'; echo; } >topics
is 'a query of 1 MB' "$([ "$(wc -c <topics)" -gt 1000000 ] && echo large)" large
exits 2 'is refused' xabar-search -d x --topics topics
holds 'in one line, which does not repeat it' '^xabar-search: .*bytes, more than' err
is 'and no more than a hint' "$([ "$(wc -c <err)" -lt 500 ] && echo short)" short
{ printf '1\t'; perl -e 'print "z" x 1000000'; echo; } >topics
exits 2 'one word of a megabyte is, too' xabar-search -d x --topics topics
exits 2 'brackets, ten thousand deep' xabar-search -d x "$(perl -e 'print "(" x 10000, "storm", ")" x 10000')"
exits 2 'ten thousand that are never closed' xabar-search -d x "$(perl -e 'print "(" x 10000')"
xabar-search -d x "$(perl -e 'print "-" x 10000, "storm"')" >out 2>err
is 'ten thousand minus signs' "$(case $? in 0|1|2) echo ended ;; esac)" ended
xabar-search -d x "$(perl -e 'print join " NEAR/3 ", ("storm") x 2000')" >out 2>err
is 'two thousand NEARs' "$(case $? in 0|1|2) echo ended ;; esac)" ended
xabar-search -d x "\"$(perl -e 'print join " ", ("storm") x 3000')\"" >out 2>err
is 'a phrase of three thousand words' "$(case $? in 1|2) echo ended ;; esac)" ended
xabar-search -d x "$(perl -e 'print join " ", map "$_*", "a" .. "z"')" >out 2>err
is 'every letter as a prefix' "$(case $? in 0|2) echo ended ;; esac)" ended

# ---- Options ----

exits 2 'no query at all' xabar-search -d x
exits 2 'an unknown option' xabar-search -d x --nonesuch corridor
holds 'is named' "no such option '--nonesuch'" err
exits 2 'an option without its argument' xabar-search -d x -n
exits 2 'a limit that is no number' xabar-search -d x -n ten corridor
exits 2 'a negative one' xabar-search -d x -n -1 corridor
exits 2 'an order that is none' xabar-search -d x --sort best corridor
exits 2 'a format that is none' xabar-search -d x --format nonesuch corridor
holds 'the hint lists them' 'jsonl' err
exits 2 'a field that is none' xabar-search -d x --format csv --fields id,nonesuch corridor
holds 'is named' "'nonesuch'" err
exits 2 'topics that are not there' xabar-search -d x --topics nowhere
printf 'no tab here\n' >topics
exits 2 'topics without a tab' xabar-search -d x --topics topics
exits 1 '--show of an id that is not there' xabar-search -d x --show nonesuch
complains 'says so' <<'END'
xabar-search: there is no dispatch with the id 'nonesuch'
END
exits 1 'an offset behind the end' xabar-search -d x -o 1000000 --format ids nonesuchword
exits 0 'an offset behind the last hit' xabar-search -d x -o 1000000 --format ids corridor
is 'shows nothing, but something was found' "$(cat out)" ''

finish
