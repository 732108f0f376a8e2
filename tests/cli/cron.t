#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# As run from cron: nothing is said when all is well, for what is said is mailed.
. "${0%/*}/lib.sh"

# The lines of the example, with its paths made ours and its niceness left out.
mkdir archive
cp -R "$gilavar/json" archive/json
sed -n -e 's/^[^#]*[0-9*]  *[0-9*]  *\(.*xabar-index .*\)$/\1/p' "$top/indexer/crontab.example" |
	sed -e 's/^nice ionice -c 3 //' -e "s,/home/news/archive,$scratch/archive,g" >lines
is 'the example has two lines' "$(wc -l <lines | tr -d ' ')" 2
export XABAR_INDEX="$scratch/news.xabar"
quarterly=$(sed -n 1p lines)
weekly=$(sed -n 2p lines)

# As cron does it: a shell, an environment that holds little, no terminal.
cron()
{
	exits "$1" "$2" env -i PATH="$PATH" XABAR_INDEX="$XABAR_INDEX" HOME="$scratch" ASAN_OPTIONS="$ASAN_OPTIONS" \
		UBSAN_OPTIONS="$UBSAN_OPTIONS" LSAN_OPTIONS="$LSAN_OPTIONS" TSAN_OPTIONS="$TSAN_OPTIONS" sh -c "$3"
}
cron 0 'the first run' "$quarterly"
silent 'is silent'
is 'and indexes' "$(total news.xabar)" 32
cron 0 'a run with nothing to do' "$quarterly"
silent 'is silent'
cp -R "$gilavar/plain" archive/plain
rm archive/json/features.json
cron 0 'a run with something to add and something to prune' "$quarterly"
silent 'is silent'
is 'and does both' "$(total news.xabar)" 37
cron 0 'the weekly line' "$weekly"
silent 'is silent'
is 'and leaves one segment' "$(segments news.xabar)" 1

xabar-search --alert-add tails 'the NEAR nonesuch'
told=$(sed -n 's/^[^#]*  \(xabar-search --alerts\)$/\1/p' "$top/indexer/crontab.example")
cron 1 'alerts to which nothing is new' "$told"
silent 'are silent'

echo '{"id":"bad"' >archive/bad.jsonl
cron 1 'a record that is rejected' "$quarterly"
complains 'is mailed, in a line' <<END
xabar-index: 1 rejected: '$XABAR_INDEX/rejects.log' says which and why
END
cron 0 'the run after it' "$quarterly"
silent 'does not repeat it'
cron 2 'a folder that is away' "xabar-index $scratch/nowhere"
is 'is mailed, in a line' "$(wc -l <err | tr -d ' ')" 1

# A hundred searches by programs leave no trace either.
exits 0 'a search whose output is thrown away' sh -c 'xabar-search corridor >/dev/null'
silent 'is silent'
exits 0 'a reader that leaves early' sh -c 'xabar-search --format jsonl -n 40 --sort newest | head -n 1 >/dev/null'
silent 'is no error to be told'

finish
