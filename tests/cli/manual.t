#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# manual.t - what the manual pages, the README and the completions say is so. Every command that they show is run, over the
# demo archive; the C of xabar-embed(3) and of the README is compiled and run; the options are those of --help.
set -u

top=$(CDPATH='' cd -- "${0%/*}/../.." && pwd -P)
B=${B:-$top/build/release}
case $B in /*) ;; *) B=$(pwd -P)/$B ;; esac
CC=${CC:-cc}
PATH=$B:$PATH
LC_ALL=C.UTF-8 TZ=UTC
# No exit code of ours, so that what a sanitizer finds is not taken for one.
ASAN_OPTIONS=exitcode=99${ASAN_OPTIONS:+:$ASAN_OPTIONS}
UBSAN_OPTIONS=exitcode=99${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}
LSAN_OPTIONS=exitcode=99${LSAN_OPTIONS:+:$LSAN_OPTIONS}
export PATH LC_ALL TZ ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
unset XABAR_INDEX

scratch=$(mktemp -d "${TMPDIR:-/tmp}/xabar-test.XXXXXX") || { echo 'Bail out! no scratch folder'; exit 1; }
trap 'cd /; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$scratch" || exit 1

claims=0 failed=0

# claim CLAIM COMMAND...: the command, quietly, succeeds; else what is in ./why, or what it printed, says why.
claim()
{
	_claim=$1
	shift
	claims=$((claims + 1))
	if "$@" >why 2>&1; then
		echo "ok $claims - $_claim"
	else
		failed=$((failed + 1))
		echo "not ok $claims - $_claim"
		head -n 40 why | cut -c 1-300 | sed 's/^/# /'
	fi
}

skip()
{
	claims=$((claims + 1))
	echo "ok $claims - $1 # SKIP $2"
}

have()
{
	command -v "$1" >/dev/null 2>&1
}

index_pages="$top/indexer/xabar-index.1"
search_pages="$top/searcher/xabar-search.1 $top/searcher/xabar-query.7 $top/searcher/xabar-cluster.7"
serve_page=$top/searcher/serve/xabar-serve.1
embed=$top/searcher/xabar-embed.3

# ---- The pages are clean ----

for page in $index_pages $search_pages "$serve_page" "$embed"; do
	if have mandoc; then
		claim "mandoc finds no fault with ${page##*/}" mandoc -Tlint -Wwarning "$page"
	else
		skip "mandoc finds no fault with ${page##*/}" 'no mandoc'
	fi
done

# ---- The commands that they show ----

# The commands of a page: its lines of code, as typed.
commands()
{
	sed -n 's/^\.Dl //p' "$1" | sed 's/\\e/\\/g; s/\\(dq/"/g; s/\\&//g'
}

# What the examples take to be there.
prepare()
{
	cp -R "$top/corpora/gilavar/data" archive &&
	printf '%s\n' '{"Kop":"First train at Bilasuvar","published":{"at":"2023-09-14"},"Tekst":"A train ..."}' >export.jsonl &&
	mkdir old && printf '\312\356\360\350\344\356\360\n' >old/koridor.txt &&
	xabar-index -q -d news.xabar archive
}
claim 'the archive that the examples are about is indexed' prepare

# It ends with one of the codes, and complains of nothing.
runs()
{
	code=0
	sh -c "$2" >out 2>err </dev/null || code=$?
	case " $1 " in
	*" $code "*) [ ! -s err ] || { cat err; return 1; } ;;
	*) echo "exit $code, which is none of: $1"; cat err; return 1 ;;
	esac
}

# An example that finds nothing shows nothing, unless it is about a day that moves.
codes_for()
{
	case $1 in
	*--alerts*|*yesterday*|*'last week'*|*'ago"'*|*'"last '*) echo 0 1 ;;
	*) echo 0 ;;
	esac
}

# Dispatches are searched before any are deleted.
for page in $search_pages $index_pages; do
	commands "$page" >lines
	[ -s lines ] || claim "${page##*/} has examples" false
	while IFS= read -r line <&3; do
		case $line in
		*xabar-index*|*xabar-search*) claim "${page##*/}: $line" runs "$(codes_for "$line")" "$line" ;;
		*) claim "${page##*/} shows a command of ours: $line" false ;;
		esac
	done 3<lines
done

# Those of the server, which is at another port here: what it is asked, it answers; each of its own lines begins to listen.
serves()
{
	: >served.err
	sh -c "exec $1" >served.out 2>>served.err </dev/null &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70 80 90; do
		grep ' dispatches at http://' served.err && break
		kill -0 $server 2>/dev/null || break
		sleep 0.1
	done
	kill $server 2>/dev/null
	wait $server || { echo "exit $?"; cat served.err; return 1; }
	grep -q ' dispatches at http://' served.err
}

prepare_serving()
{
	cp -R news.xabar old.xabar && echo 0123456789abcdef0123 >tokens && chmod 600 tokens &&
	xabar-search -d news.xabar --alert-add ferries ferry &&
	printf 'Aliagha Samadzade\nRasht\n' >names.txt
}

asks()
{
	: >asked.err
	xabar-serve -d news.xabar --listen 127.0.0.1:0 2>>asked.err &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70 80 90; do
		grep -q ' at http://' asked.err && break
		sleep 0.1
	done
	sh -c "$(printf '%s\n' "$1" | sed "s,http://127.0.0.1:7171,$(sed -n 's/.* at //p' asked.err),; s/^curl/curl -sS --fail-with-body/")" >out 2>err </dev/null
	code=$?
	kill $server
	wait $server
	[ $code = 0 ] && [ -s out ] || { cat out err; return 1; }
}

if have curl; then
	claim 'what the examples of xabar-serve(1) take to be there' prepare_serving
	commands "$serve_page" >lines
	[ -s lines ] || claim 'xabar-serve.1 has examples' false
	while IFS= read -r line <&3; do
		case $line in
		xabar-serve*--listen*) claim "xabar-serve.1: $line" serves "$(printf '%s\n' "$line" | sed 's/:[0-9][0-9]*/:0/')" ;;
		xabar-serve*) claim "xabar-serve.1: $line" serves "$line --listen 127.0.0.1:0" ;;
		curl*) claim "xabar-serve.1: $line" asks "$line" ;;
		*) claim "xabar-serve.1 shows a command of ours: $line" false ;;
		esac
	done 3<lines
else
	skip 'the examples of xabar-serve(1)' 'no curl'
fi

mapped()
{
	xabar-search -d news.xabar --format csv --fields title,date,snippet 'title:Bilasuvar date:2023-09-14 "a train"' >out
	grep 'First train at Bilasuvar,2023-09-14,A train' out || { cat out; return 1; }
}
claim 'the fields that an example maps are where it says' mapped

decoded()
{
	xabar-search -d news.xabar --format csv --fields lang,snippet 'коридор lang:ru' >out
	grep 'ru,Коридор' out || { cat out; return 1; }
}
claim 'the encoding that an example names is decoded' decoded

# ---- The C that they show ----

# Against the library that was just built, with the flags of its tree.
case ${B##*/} in
release) sanitize= ;;
*) sanitize=-fsanitize=$(printf %s "${B##*/}" | tr - ,) ;;
esac

compiles()
{
	# shellcheck disable=SC2086 # CC and flags are several words
	$CC -std=c11 -Wall -Wextra -Werror $sanitize -I"$top/searcher" -I"$top/common" -o "${1%.c}" "$1" -L"$B" -lxabar \
		-Wl,-rpath,"$B"
}

# The code of a page that begins with an #include, up to its end.
awk '/^\.Sh EXAMPLES/ { in_examples = 1 }
     in_examples && /^#include/ { code = 1 }
     code && /^\.Ed/ { exit }
     code' "$embed" | sed 's/\\e/\\/g; s/\\&//g' >embed.c
awk '/^```c$/ { code = 1; next } code && /^```$/ { exit } code' "$top/README.md" >readme.c

if have "${CC%% *}"; then
	claim 'the example of xabar-embed(3) compiles without a warning' compiles embed.c
	claim 'it finds something' runs 0 './embed news.xabar'
	claim 'and prints it with its matches in brackets' grep '\[freight train\]' out
	claim 'and as JSON' grep '^{"xabar":1,.*"headline":' out
	fails() { ./embed nowhere.xabar >out 2>err; [ $? = 1 ] && grep "no index in 'nowhere.xabar'" err; }
	claim 'without an index it says so, and ends with 1' fails
	claim 'the example of the README compiles without a warning' compiles readme.c
	claim 'it finds something' runs 0 ./readme
	claim 'and prints the headlines' grep '^Rasht memorandum opens way' out

	# The declarations of the SYNOPSIS, to be compiled beside those of the header, with which they have to agree.
	{
		printf '#include <xabar.h>\n'
		awk '/^\.Sh DESCRIPTION/ { exit }
		     /^\.Ft / { sub(/^\.Ft /, ""); type = $0 }
		     /^\.Fo / { name = $2; args = "" }
		     /^\.Fa / { sub(/^\.Fa /, ""); gsub(/"/, ""); args = args (args == "" ? "" : ", ") $0 }
		     /^\.Fc/ { print type " " name "(" args ");" }' "$embed"
		printf 'int main(void) { return 0; }\n'
	} >synopsis.c
	claim 'the SYNOPSIS of xabar-embed(3) is what the header says' compiles synopsis.c
else
	skip 'the C of xabar-embed(3) and of the README' "no $CC"
fi

# The names of the header that the page has to have.
header_names()
{
	# Functions, constants (those of a reserved kind and of the header's own use aside), and members of structs.
	sed -n 's/.*\(xabar_[a-z_]*\)(.*/\1/p' "$top/searcher/xabar.h" "$top/common/xabar_status.h" | grep -v '^xabar_T_free$'
	sed 's,/\*.*,,' "$top/searcher/xabar.h" "$top/common/xabar_status.h" |
		grep -o 'XABAR_[A-Z_]*' | grep -vE '^XABAR_(H|API|MUSTUSE|STATUS_H)$'
	sed 's,/\*.*,,' "$top/searcher/xabar.h" "$top/common/xabar_status.h" |
		awk '/^typedef struct [a-z_]* {/ { inside = 1; next } /^}/ { inside = 0 } inside' |
		sed 's/\[[0-9]*\]//g' | tr ',;' '[\n*]' | sed -n 's/.*[ *]\([a-z_][a-z_]*\)$/\1/p; s/^[ *]*\([a-z_][a-z_]*\)$/\1/p'
}

all_named()
{
	header_names | sort -u >names
	[ "$(wc -l <names)" -gt 60 ] || { echo 'too few names were found in the header:'; cat names; return 1; }
	grep -oE '[A-Za-z_]+' "$embed" | sort -u >words
	comm -23 names words >missing
	[ ! -s missing ] || { echo "not in the page:"; cat missing; return 1; }
}
claim 'xabar-embed(3) has every function, constant and member of the header' all_named

# ---- Options ----

# The options of a program, and those that a file of a kind has, one a line, with their letters.
help_options()
{
	"$1" --help | grep -E '^ +(-[A-Za-z],)? *--[a-z]' | grep -oE '(^| )--?[A-Za-z][a-z-]*' | tr -d ' ' | sort -u
}

page_options()
{
	grep -E '^\.It Fl ' "$1" | grep -oE 'Fl -?[A-Za-z][a-z-]*' | sed 's/^Fl /-/' | sort -u
}

bash_options()
{
	sed -n "/words='-/,/'/p" "$1" | grep -oE -- '--?[A-Za-z][a-z-]*' | sort -u
}

zsh_options()
{
	grep -oE -- "(--[a-z-]+[=[]|\{-[A-Za-z]\+?,--[a-z-]+=?\})" "$1" | grep -oE -- '--?[A-Za-z][a-z-]*' | sort -u
}

fish_options()
{
	grep '^complete' "$1" | grep -oE -- ' -(s [A-Za-z]|l [a-z-]+)' | sed 's/^ -s /-/; s/^ -l /--/' | sort -u
}

# agrees KIND PROGRAM FILE
agrees()
{
	help_options "$2" >want
	[ "$(wc -l <want)" -gt 15 ] || { echo 'too few options in --help'; return 1; }
	"$1_options" "$3" >got
	diff want got
}

for program in indexer/xabar-index searcher/xabar-search searcher/serve/xabar-serve; do
	name=${program##*/}
	claim "$name.1 has the options of --help, and no others" agrees page "$name" "$top/$program.1"
	for shell in bash zsh fish; do
		claim "the $shell completion of $name has the options of --help, and no others" \
			agrees $shell "$name" "$top/$program.$shell"
		if have $shell; then
			claim "$shell can read it" $shell -n "$top/$program.$shell"
		else
			skip "$shell can read it" "no $shell"
		fi
	done
done

# completes WANTED WORD...: what bash offers for the last word is WANTED, in any order.
completes()
{
	want=$1
	shift
	got=$(bash -c '. "$1/indexer/xabar-index.bash" && . "$1/searcher/xabar-search.bash" && . "$1/searcher/serve/xabar-serve.bash" || exit
		shift
		function=$(complete -p "$1") && function=${function#* -F } && function=${function%% *}
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		$function 2>/dev/null
		printf "%s\n" "${COMPREPLY[@]}"' bash "$top" "$@" | sort | tr '\n' ' ')
	[ "$got" = "$want" ] || { echo "got: $got"; echo "wanted: $want"; return 1; }
}

if have bash; then
	claim 'bash completes an option' completes '--format --format-version ' xabar-search --fo
	claim 'and its value' completes 'json jsonl ' xabar-search --format js
	claim 'also after an equals sign' completes 'newest ' xabar-search --sort = n
	claim 'and the last of several' completes 'id,tags id,terms id,title ' xabar-search --fields id,t
	claim '-d completes folders, and nothing else' completes 'archive ' xabar-search -d a
	claim 'and the fields of what became of a dispatch' completes 'status ' xabar-search --fields stat
	formats=$({ echo auto; xabar-index --formats | cut -d ' ' -f 1; } | sort | tr '\n' ' ')
	claim 'formats are those of --formats' completes "$formats" xabar-index -f ''
	claim 'a path completes as a file' completes 'archive ' xabar-index arch
	claim 'the options of the server complete' completes '--slow-log --slow-ms ' xabar-serve --slow
	claim '--progress has its values' completes 'always auto json never ' xabar-index --progress ''
else
	skip 'bash completes' 'no bash'
fi

if have fish; then
	fish_completes() { [ "$(fish -c ". $top/$2; complete -C \"$3\"" | cut -f 1 | sort | tr '\n' ' ')" = "$1" ]; }
	HOME=$scratch XDG_CONFIG_HOME=$scratch/fish XDG_DATA_HOME=$scratch/fish
	export HOME XDG_CONFIG_HOME XDG_DATA_HOME
	claim 'fish completes an option' fish_completes '--format --format-version ' searcher/xabar-search.fish 'xabar-search --fo'
	claim 'and its value' fish_completes 'newest oldest relevance ' searcher/xabar-search.fish 'xabar-search --sort '
else
	skip 'fish completes' 'no fish'
fi

# ---- README ----

# The commands of its screen, and what they print, a word a line since it is wrapped for a terminal, without the times.
as_words()
{
	sed -E 's/\([0-9.]+ ms\)/(ms)/; s/ in [0-9.]+ s \([0-9.]+ MB\/s\)$/ in s/' | tr -d '\r' | tr ' ' '\n' | grep .
}

readme_screen()
{
	awk '/^```/ { block = block == "" ? $0 : ""; next } block == "```"' "$top/README.md" >screen
	grep -c '^\$ ' screen | grep -qE '^([4-9]|[1-9][0-9])$' || { echo 'the screen has few commands'; return 1; }
	rm -rf "$scratch/readme" && mkdir -p "$scratch/readme/build" && ln -s "$B" "$scratch/readme/build/release" &&
		ln -s "$top/corpora" "$scratch/readme/corpora" && cd "$scratch/readme" || return 1
	sed -n 's/^\$ //p' ../screen | while IFS= read -r line <&0; do
		# What a terminal gets, from one that is none.
		case $line in *xabar-index*) line="$line -v 2>&1 | grep ' new, '" ;; esac
		printf '$ %s\n' "${line%% -v 2>*}"
		sh -c "$line" </dev/null || echo "exit $?"
	done >../got
	cd ..
	as_words <screen >want.txt
	as_words <got >got.txt
	diff want.txt got.txt
}
claim 'the screen of the README is what its commands print' readme_screen
cd "$scratch" || exit 1

# What it tells to type: options that exist, targets that exist, files that are there.
readme_options()
{
	sed "s/'[^']*'//g" "$top/README.md" | grep -oE 'xabar-(index|search|serve) [^|#]*' | while IFS= read -r line; do
		help_options "${line%% *}" >known
		for word in $line; do
			case $word in
			--) ;;
			-*) word=${word%%[!a-zA-Z-]*}; grep -qxF -e "$word" known || echo "${line%% *} has no $word" ;;
			esac
		done
	done >bad
	cat bad
	[ ! -s bad ]
}
claim 'the options in the README exist' readme_options

readme_targets()
{
	for file in README.md tests/README.md; do
		# shellcheck disable=SC2016 # code in Markdown
		grep -oE '(^    |`)make( [A-Z]+=[^ ]+)* [a-z-]+( |`|$)' "$top/$file" | tr -d '`' | awk '{ print $NF }' | sort -u |
			while IFS= read -r target; do
				grep -qE "^\.PHONY:.* $target( |\$)" "$top/Makefile" ||
					echo "$file: no target $target"
			done
	done >bad
	cat bad
	[ ! -s bad ]
}
claim 'the targets of make in the READMEs exist' readme_targets

readme_links()
{
	for file in README.md tests/README.md corpora/README.md; do
		grep -oE '\]\([^):#]+\)' "$top/$file" | sed 's/^](//; s/)$//' | while IFS= read -r link; do
			[ -e "$top/$(dirname "$file")/$link" ] || echo "$file: no $link"
		done
	done >bad
	cat bad
	[ ! -s bad ]
}
claim 'the files that the READMEs link to are there' readme_links

readme_cron()
{
	for line in 'XABAR_INDEX=/home/news/news.xabar' \
		'*/15 * * * *  nice ionice -c 3 xabar-index --wait 600 --prune /home/news/archive'; do
		if ! grep -qxF -e "    $line" "$top/README.md" || ! grep -qxF -e "$line" "$top/indexer/crontab.example"; then
			echo "not in both: $line"
			return 1
		fi
	done
}
claim 'the lines for cron are those of crontab.example' readme_cron

every_table()
{
	for table in "$top"/tests/data/*.tsv; do
		grep -qF "${table##*/}" "$top/tests/README.md" || { echo "tests/README.md does not say what ${table##*/} is"; return 1; }
	done
}
claim 'tests/README.md has every table of tests/data' every_table

units()
{
	mkdir -p units && cp "$top/indexer/xabar-index.timer" "$top/searcher/serve/xabar-serve.socket" units/ || return 1
	sed "s,/usr/local/bin/xabar-serve,$B/xabar-serve,; /^User=/d; /^Documentation=/d" "$top/searcher/serve/xabar-serve.service" \
		>units/xabar-serve.service
	sed "s,/usr/local/bin/xabar-index,$B/xabar-index,; /^User=/d; /^Documentation=/d" "$top/indexer/xabar-index.service" \
		>units/xabar-index.service
	systemd-analyze verify ./units/xabar-index.service ./units/xabar-index.timer ./units/xabar-serve.service ./units/xabar-serve.socket >said 2>&1
	cat said
	[ ! -s said ]
}
if have systemd-analyze; then
	claim 'systemd finds no fault with the units' units
else
	skip 'systemd finds no fault with the units' 'no systemd'
fi

echo "1..$claims"
[ "$failed" = 0 ]
