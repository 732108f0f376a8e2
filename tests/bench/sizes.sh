#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where each byte of an index goes.
. "${0%/*}/lib.sh"

text=$(cat "$(set_of "$n").text")

# Lucene's files by what they hold, as its package org.apache.lucene.codecs.lucene87 says.
lucene_sizes()
{
	find "$1" -type f -printf '%f %s\n' | awk -v known='fdt:dispatches fdx:dispatches fdm:dispatches doc:postings pos:positions
		tim:terms tip:terms tmd:terms dvd:values dvm:values nvd:lengths nvm:lengths' '
		BEGIN { n = split(known, pair, /[ \t\n:]+/); for (i = 1; i < n; i += 2) holds[pair[i]] = pair[i + 1] }
		{ sub(/.*\./, "", $1); bytes[$1 in holds ? holds[$1] : "others"] += $2 }
		END { for (what in bytes) printf "lucene\t%s\t0\t%d\n", what, bytes[what] }' | sort -t '	' -k 4,4nr
}

begin sizes "where each byte goes, $n dispatches, $(mb "$text") MB of title and body"
{
	"$B/bench/bench_sizes" "$(index_of xabar "$n")"
	[ -z "$(with lucene-2)" ] || lucene_sizes "$(index_of lucene-2 "$n")"
} >"$dir/sizes"
awk -F '\t' -v text="$text" '
	BEGIN { printf "%-16s %-22s %12s %9s %8s\n", "", "", "entries", "MB", "of text" }
	{ printf "%-16s %-22s %12s %9.1f %8.3f\n", $1, $2, $3 ? $3 : "", $4 / 1e6, $4 / text; sum[$1 == "lucene"] += $4 }
	END { for (i = 0; i in sum; i++)
		printf "%-16s %-22s %12s %9.1f %8.3f\n", i ? "lucene" : "xabar", "all", "", sum[i] / 1e6, sum[i] / text }' "$dir/sizes"
while IFS='	' read -r file part entries bytes; do
	record "size of $file: $part" "$(case $file in lucene) echo lucene-2 ;; *) echo xabar ;; esac)" MB "$(mb "$bytes")"
done <"$dir/sizes"
rm "$dir/sizes"
end >/dev/null
