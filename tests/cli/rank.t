#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What raises a dispatch above another: how thick its words stand, what it shares with the best hits, how new it is.
. "${0%/*}/lib.sh"

ids () { xabar-search -d x --format ids "$@" | tr '\n' ' '; }

# Both words are in three dispatches, and all have ten words; "dredger" stands four times in two of its own. Of those that have
# a word once, the one with "dredger" is the last that was indexed.
cat >in.jsonl <<'END'
{"id":"about","body":"dredger dredger dredger dredger left the port for the north"}
{"id":"also","body":"dredger dredger dredger dredger came home with sand and stones"}
{"id":"passing","body":"meanwhile nobody had seen it there but one of them"}
{"id":"aside","body":"meanwhile they wait for snow on all of these roads"}
{"id":"besides","body":"meanwhile prices of bread rose in most shops of town"}
{"id":"once","body":"the crew was told of a dredger that had sunk"}
END
exits 0 'an archive' xabar-index -q -d x in.jsonl
is 'the word that some are about counts for more' "$(ids 'meanwhile dredger')" 'about also once passing aside besides '
is 'a word typed twice counts once' "$(xabar-search -d x --format trec 'meanwhile dredger')" \
	"$(xabar-search -d x --format trec 'meanwhile dredger meanwhile')"

# Three have the word once, in ten words. "oil" shares its others with the best hit, whose number is lowest of equals.
cat >in.jsonl <<'END'
{"id":"best","date":"2021-01-01","body":"tanker tanker spill crude pipeline harbour"}
{"id":"film","date":"2021-05-01","body":"tanker actress premiere festival cinema"}
{"id":"oil","date":"2021-03-01","body":"tanker spill crude pipeline harbour quay"}
{"id":"none","date":"2021-06-01","body":"spill crude pipeline harbour"}
{"id":"song","date":"2021-06-02","body":"actress premiere concert"}
END
rm -r x
xabar-index -q -d x in.jsonl
is 'without --expand the shortest is before the others' "$(ids tanker)" 'best film oil '
is 'with it what is like the best' "$(ids --expand tanker)" 'best oil film '
is 'and nothing else is found' "$(xabar-search -d x --expand --count tanker)" 3
is 'nor what was excluded' "$(ids --expand 'tanker -quay')" 'best film '
is 'nor what a filter keeps out' "$(ids --expand 'tanker date:2021-03..')" 'film oil '
is 'pages go on' "$(ids --expand -o 1 -n 1 tanker)" 'oil '
is 'newest first stays so' "$(ids --expand --sort newest tanker)" 'film oil best '
exits 1 'what is not there' xabar-search -d x --expand --format ids submarine
silent 'expands to nothing'

# The newest is of 2021-06-02: one of a month before counts 1.5 times, of January hardly more than once.
is 'with --fresh the newer one is before the better one' "$(ids --fresh tanker)" 'film best oil '
is 'pages of it go on' "$(ids --fresh -o 1 -n 1 tanker)" 'best '
is 'behind the last is nothing' "$(ids --fresh -o 9 tanker)" ''
is 'both together' "$(ids --fresh --expand tanker | wc -w | tr -d ' ')" 3
exits 2 'neither takes a value' xabar-search -d x --fresh=1 tanker

finish
