# SPDX-License-Identifier: GPL-2.0-or-later
# lib.sh - what the scripts of `make bench` share: the archive, the engines, and how a figure is kept.
#
#	BENCH_DIR       where all is made and kept (build/bench): about 8 GB. Archive and queries that are there are not made again
#	BENCH_N         dispatches of the archive (300000)
#	BENCH_FEW       dispatches that stock Xapian gets, which would take too long over all (20000)
#	BENCH_ROUNDS    how often each engine does each thing, in turn with the others (5)
#	BENCH_ENGINES   the engines (xabar xabar-128M lucene-1 lucene-2 fts5 sphinx xapian); those that are not installed are left out
#	BENCH_GROWTH=1  growth up to four times BENCH_N
set -eu
B=${B:?is the build folder: make bench sets it}
bench=$(CDPATH='' cd -- "${0%/*}" && pwd -P)
cd "$bench/../.."
shared=${SHARED:-../shared}
dir=${BENCH_DIR:-build/bench}
n=${BENCH_N:-300000}
few=${BENCH_FEW:-20000}
rounds=${BENCH_ROUNDS:-5}
mkdir -p "$dir"
dir=$(CDPATH='' cd -- "$dir" && pwd -P)

# ---- The archive and the queries ----

# Real dispatches as JSON Lines.
real()
{
	if [ -d "$shared/data" ]; then
		gzip -dc "$shared"/data/news/reuters-1987.jsonl.gz
	else
		"$B/xabar-index" -q -n corpora/gilavar/data
	fi
}

# make_set FILE N [SEED [FIRST]]: unless it is there; FILE.text is the bytes of its titles and bodies.
make_set()
{
	_file=$1
	[ ! -e "$_file" ] || return 0
	shift
	real | "$B/bench/gen_archive" "$@" >"$_file.new" 2>"$_file.about" || { cat "$_file.about" >&2; exit 2; }
	sed -n 's/^.* dispatches, \([0-9]*\) bytes of title and body$/\1/p' "$_file.about" >"$_file.text"
	rm "$_file.about"
	mv "$_file.new" "$_file"
}

# The set of N dispatches.
set_of()
{
	make_set "$dir/set-$1.jsonl" "$1"
	echo "$dir/set-$1.jsonl"
}

queries=$dir/queries.tsv
make_queries()
{
	if [ -e "$queries" ]; then
		:
	elif [ -e "$shared/tools/peers/queries.tsv" ]; then
		cat "$shared/tools/peers/queries.tsv" >"$queries"
	else
		head -n 20000 "$(set_of "$n")" | "$B/bench/gen_queries" >"$queries.new"
		mv "$queries.new" "$queries"
	fi
}

# ---- The engines ----

lucene=
for _jar in core analyzers-common queryparser queries sandbox; do
	for _path in /usr/share/java/lucene-$_jar-8*.jar; do
		lucene=$lucene$_path:
	done
done

# Build a peer's program unless it is newer than its source; false when what it needs is not installed.
peer_ready()
{
	mkdir -p "$dir/peers"
	case $1 in
	xabar*) ;;
	lucene*)
		[ "$dir/peers/Lucene.class" -nt "$bench/peers/Lucene.java" ] ||
			javac -cp "$lucene" -d "$dir/peers" "$bench/peers/Lucene.java" ;;
	fts5)
		[ "$dir/peers/fts5" -nt "$bench/peers/fts5.c" ] ||
			${CC:-cc} -O2 -o "$dir/peers/fts5" "$bench/peers/fts5.c" -lsqlite3 ;;
	xapian)
		[ "$dir/peers/stock_xapian" -nt "$bench/peers/stock_xapian.cc" ] ||
			${CXX:-c++} -O2 -o "$dir/peers/stock_xapian" "$bench/peers/stock_xapian.cc" -lxapian ;;
	sphinx) command -v searchd && command -v indexer ;;
	esac >/dev/null 2>"$dir/peers/$1.log"
}

engines=
for _engine in ${BENCH_ENGINES:-xabar xabar-128M lucene-1 lucene-2 fts5 sphinx xapian}; do
	if peer_ready "$_engine"; then
		engines="$engines $_engine"
	else
		echo "$_engine is left out: make bench-setup installs it ($dir/peers/$_engine.log)" >&2
	fi
done

# with NAME...: those of the engines that there are.
with()
{
	for _engine in $engines; do
		for _name in "$@"; do
			[ "$_engine" != "$_name" ] || echo "$_engine"
		done
	done
}

# Sphinx wants a configuration, and columns, its document numbers from 1.
sphinx_conf()
{
	cat <<-END
	source set
	{
		type = tsvpipe
		tsvpipe_command = sed -f $bench/peers/sphinx.sed $1
		tsvpipe_field = title
		tsvpipe_field = body
		tsvpipe_attr_uint = date
	}
	index set
	{
		source = set
		path = $2/set
		morphology = stem_en
	}
	indexer
	{
		mem_limit = 512M
	}
	END
}

# run_index MEASURED ENGINE SET INDEX: index the set, anew but for xabar and fts5, which add to what is there; a line of
# measure's goes to the file MEASURED.
run_index()
{
	_measured=$1 _engine=$2
	shift 2
	case $_engine in
	xabar) set -- "$B/xabar-index" -q -d "$2" "$1" ;;
	xabar-128M) set -- "$B/xabar-index" -q --memory 128M -d "$2" "$1" ;;
	lucene-*) set -- java -cp "$lucene$dir/peers" Lucene index "$1" "$2" "${_engine#lucene-}" ;;
	fts5) mkdir -p "$2"; set -- "$dir/peers/fts5" index "$1" "$2/db" ;;
	xapian) set -- env XAPIAN_FLUSH_THRESHOLD=100000 "$dir/peers/stock_xapian" index "$1" "$2" ;;
	sphinx) mkdir -p "$2"; sphinx_conf "$1" "$2" >"$2/conf"; set -- indexer --quiet --config "$2/conf" set ;;
	esac
	"$B/bench/measure" "$_measured" "$@"
}

# made INDEX: whether it is there, and not made by another xabar-index than the one that is measured.
made()
{
	case ${1##*/} in
	*xabar*) [ "$1" -nt "$B/xabar-index" ] ;;
	*) [ -e "$1" ] ;;
	esac
}

# index_of ENGINE N: the index, made if need be.
index_of()
{
	if ! made "$dir/$1-$2"; then
		rm -rf "$dir/$1-$2" "$dir/$1-$2.new"
		run_index /dev/null "$1" "$(set_of "$2")" "$dir/$1-$2.new"
		mv "$dir/$1-$2.new" "$dir/$1-$2"
	fi
	echo "$dir/$1-$2"
}

# run_queries ENGINE INDEX: `class TAB milliseconds` of every query, warm.
run_queries()
{
	case $1 in
	xabar) "$B/bench/bench_search" "$2" "$queries" times ;;
	lucene-*) java -cp "$lucene$dir/peers" Lucene search "$2" "$queries" ;;
	fts5) "$dir/peers/fts5" search "$2/db" "$queries" ;;
	xapian) "$dir/peers/stock_xapian" search "$2" "$queries" ;;
	esac
}

# ---- Rounds ----

# each_round FUNCTION
each_round()
{
	round=1
	while [ $round -le "$rounds" ]; do
		"$1"
		round=$((round + 1))
	done
}

# in_turn FUNCTION ENGINE...: call it with each of those that there are and BENCH_N, and with stock Xapian and what is beside it.
in_turn()
{
	_function=$1
	shift
	for engine in $(with "$@"); do
		"$_function" "$engine" "$n"
	done
	for engine in $(with xabar xapian); do
		"$_function" "$engine" "$few"
	done
}

# ---- Figures ----

# begin NAME CAPTION: figures that are recorded from here on are NAME's.
begin()
{
	name=$1
	echo
	echo "== $2"
	: >"$dir/$name.raw"
}

# doing WHAT...: what the next minutes are spent with.
doing()
{
	echo "$name, round $round of $rounds: $*" >&2
}

# record MEASURE ENGINE UNIT VALUE
record()
{
	printf '%s\t%s\t%s\t%s\n' "$@" >>"$dir/$name.raw"
}

# record_measured MEASURE ENGINE: time, processor and memory of the line in $dir/measured, which goes.
record_measured()
{
	while IFS='	' read -r _wall _cpu _memory; do
		record "$1: time" "$2" s "$_wall"
		record "$1: processor" "$2" s "$_cpu"
		record "$1: peak memory" "$2" MB "$(mb "$_memory")"
	done <"$dir/measured"
	rm "$dir/measured"
}

# end [BASE]: print what was recorded, with ratios of BASE's (xabar's), and put it in figures.tsv.
end()
{
	awk -v base="${1:-xabar}" -v tsv="$dir/$name.tsv" -f "$bench/figures.awk" "$dir/$name.raw"
	printf 'measure\tengine\tunit\trounds\tmedian\tleast\tmost\tratio\tleast ratio\tmost ratio\n' >"$dir/figures.tsv"
	for _part in index query start sizes update growth serve; do
		[ ! -e "$dir/$_part.tsv" ] || cat "$dir/$_part.tsv" >>"$dir/figures.tsv"
	done
}

mb()
{
	awk -v bytes="$1" 'BEGIN { printf "%.6f\n", bytes / 1e6 }'
}

# percentile P [COLUMN]: of the numbers in a column of standard input.
percentile()
{
	cut -f "${2:-1}" | sort -g | awk -v p="$1" '{ v[NR] = $1 } END { i = int(NR * p / 100) + 1; print v[i < NR ? i : NR] }'
}

# What a file or folder holds, in bytes.
bytes_of()
{
	du -sb "$1" | cut -f 1
}
