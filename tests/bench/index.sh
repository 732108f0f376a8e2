#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Indexing: time, processor, memory, size. The indexes of the last round stay for the scripts that ask them.
. "${0%/*}/lib.sh"

# measure_index ENGINE N
measure_index()
{
	doing "$1, $2 dispatches"
	_set=$(set_of "$2")
	_text=$(mb "$(cat "$_set.text")")
	rm -rf "$dir/$1-$2"
	sync
	run_index "$dir/measured" "$1" "$_set" "$dir/$1-$2"
	_speed=$(awk -v text="$_text" '{ print text / $1 }' "$dir/measured")
	record_measured "index $2" "$1"
	record "index $2: speed" "$1" MB/s "$_speed"
	record "index $2: size" "$1" MB "$(mb "$(bytes_of "$dir/$1-$2")")"
	[ "$1" != xabar ] || record "index $2: size" "(its text)" MB "$_text"
}

measure_all()
{
	in_turn measure_index xabar xabar-128M lucene-1 lucene-2 fts5 sphinx
}

begin index "indexing $n dispatches, and $few of which stock Xapian takes its time"
each_round measure_all
end
