#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What comes after the first run: more dispatches, nothing new, a merge. Nothing here changes the indexes that are asked.
. "${0%/*}/lib.sh"

more=$dir/more.jsonl
files=$dir/files
quarters=$dir/quarters

# measure_more ENGINE: 1,000 dispatches on top of a copy, whose files are hard links where an engine never writes to them again.
measure_more()
{
	doing "$1, 1,000 more"
	rm -rf "$dir/changed"
	case $1 in fts5) _links= ;; *) _links=l ;; esac
	cp -a$_links "$(index_of "$1" "$n")" "$dir/changed"
	sync
	case $1 in
	lucene-*) "$B/bench/measure" "$dir/measured" java -cp "$lucene$dir/peers" Lucene add "$more" "$dir/changed" ;;
	*) run_index "$dir/measured" "$1" "$more" "$dir/changed" ;;
	esac
	record_measured "1000 more on $n" "$1"
}

# measure_again MEASURE PATH INDEX: a run of which nothing is new.
measure_again()
{
	doing "$1"
	run_index "$dir/measured" xabar "$2" "$3"
	record_measured "$1" xabar
}

measure_merge()
{
	doing "merge of 4"
	rm -rf "$dir/changed"
	cp -al "$quarters.xabar" "$dir/changed"
	sync
	"$B/bench/measure" "$dir/measured" "$B/xabar-index" -q -d "$dir/changed" --compact
	record_measured "merge of 4 segments, $n" xabar
}

# Small files of one dispatch each, and an index of them.
if ! made "$files.xabar"; then
	rm -rf "$files" "$files.xabar" "$files.new"
	mkdir "$files"
	split -l 1 -a 6 -d --additional-suffix=.json "$(set_of 20000)" "$files/"
	"$B/xabar-index" -q -d "$files.new" "$files"
	mv "$files.new" "$files.xabar"
fi
# An index of four segments.
if ! made "$quarters.xabar"; then
	rm -rf "$quarters" "$quarters.xabar" "$quarters.new"
	mkdir "$quarters"
	split -l $(((n + 3) / 4)) "$(set_of "$n")" "$quarters/"
	for part in "$quarters"/*; do
		"$B/xabar-index" -q -d "$quarters.new" "$part"
	done
	rm -r "$quarters"
	mv "$quarters.new" "$quarters.xabar"
fi

measure_all()
{
	for engine in $(with xabar lucene-2 fts5); do
		measure_more "$engine"
	done
	measure_again "nothing new, one file" "$(set_of "$n")" "$(index_of xabar "$n")"
	measure_again "nothing new, 20000 files" "$files" "$files.xabar"
	measure_merge
}

begin update "later runs"
make_set "$more" 1000 2 "$n"
each_round measure_all
rm -rf "$dir/changed"
end
