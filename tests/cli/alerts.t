#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Alerts: what is new to each is told once, whatever happens to the index or to the one who tells.
. "${0%/*}/lib.sh"

# told ARGUMENT...: what is told now, an alert and an id a line, by the alert's name.
told()
{
	xabar-search -d x --alerts --format jsonl "$@" 2>err >told.jsonl
	perl -CO -MJSON::PP -ne 'my $d = decode_json $_; print "$d->{alert} $d->{id}", $d->{told} eq "new" ? "" : " $d->{told}", "\n"' told.jsonl
}

record old 'A ferry' 'The ferry left Baku with the mail.' >old.jsonl
xabar-index -d x old.jsonl

# ---- Keeping them ----

exits 0 'an alert is added' xabar-search -d x --alert-add ferries ferry
silent 'without a word'
exits 0 'and another, of two words' xabar-search -d x --alert-add storm-at-sea storm ferry
exits 0 'and one in another script, with spaces in its name' xabar-search -d x --alert-add 'паром и шторм' '"night train" OR storm'
exits 0 'they are listed' xabar-search -d x --alert-list
prints 'in the order in which they were added, with the generation that is old to them' <<END
ferries	ferry	2	
storm-at-sea	storm ferry	2	
паром и шторм	"night train" OR storm	2	
END
exits 2 'a name that is taken' xabar-search -d x --alert-add ferries boat
complains 'is refused, and what to do is said' <<END
xabar-search: there is an alert 'ferries' already
xabar-search: remove it first: xabar-search --alert-remove 'ferries'
END
exits 2 'a query that is none' xabar-search -d x --alert-add bad 'ferry AND'
holds 'is refused as in a search' "column 7|column" err
exits 2 'no query' xabar-search -d x --alert-add bad
holds 'is refused' "a query is wanted after --alert-add 'bad'" err
exits 2 'a name of two lines' xabar-search -d x --alert-add 'a
b' ferry
holds 'is refused' 'the name of an alert is' err
exits 2 'an empty name' xabar-search -d x --alert-add '' ferry
exits 2 'an alert that is not there' xabar-search -d x --alert-remove nonesuch
holds 'cannot be removed' "there is no alert 'nonesuch' in 'x'" err
exits 2 'nor told' xabar-search -d x --alerts ferries nonesuch
holds 'and says so' "there is no alert 'nonesuch'" err
exits 2 'a filter beside an alert' xabar-search -d x --alert-add bad --lang en ferry
holds 'goes into its query' 'go into it' err
exits 2 'a facet of alerts' xabar-search -d x --alerts --facet source
holds 'is refused' "not counted by --facet or --histogram 'source'" err
exits 2 'alerts of two indexes' xabar-search -d x -d y --alerts
holds 'are refused' "alerts are those of one index" err
exits 2 'a folder that is no index' xabar-search -d none --alert-add a b
holds 'has no alerts' "there is no index in 'none'" err
exits 2 'nor are any listed' xabar-search -d none --alert-list
exits 2 'a format that cannot tell them' xabar-search -d x --alerts --format csv
holds 'is named' "told as text, jsonl or atom, not 'csv'" err
exits 0 'an alert is removed' sh -c 'xabar-search -d x --alert-add gone ferry && xabar-search -d x --alert-remove gone'
is 'and is no more' "$(xabar-search -d x --alert-list | grep -c gone)" 0

# ---- What is new ----

exits 1 'nothing is new: exit 1' xabar-search -d x --alerts
silent 'and nothing is printed'
{
	record new1 'Another ferry' 'This ferry waited for the mail.'
	record new2 'Storm' 'A storm held the ferries of Aktau.' 2022-05-19
	record new3 'Trains' 'The night trains were late.' # of another form than the phrase asks for
} >new.jsonl
xabar-index -d x new.jsonl
is 'what came since is told: all words are required, inflected or not; the oldest first' "$(told)" 'ferries new2
ferries new1
storm-at-sea new2
паром и шторм new2'
is 'once' "$(told)" ''
record new1 'Another ferry, corrected' 'This ferry waited for the post.' >new1.jsonl
xabar-index -d x new1.jsonl
is 'what is changed is told as updated' "$(told)" 'ferries new1 updated'
{
	record new1 'A ferry' 'A ferry, once more.'
	record new1 'A ferry' 'A ferry, and again.'
} >twice.jsonl
xabar-index -d x twice.jsonl
is 'and changed twice in a run, once' "$(told)" 'ferries new1 updated'
xabar-index -d x --delete new1 new2
is 'what is deleted is no news' "$(told)" ''
record new4 'Ferry' 'A ferry.' >new4.jsonl
xabar-index -d x new4.jsonl && xabar-index -d x --delete new4
is 'nor is what came and went' "$(told)" ''
record new5 'Ferry' 'A ferry in a storm.' >new5.jsonl
xabar-index -d x new5.jsonl
is 'each alert by itself' "$(told storm-at-sea)" 'storm-at-sea new5'
is 'and the others then' "$(told)" 'ferries new5
паром и шторм new5'
xabar-search -d x --alert-add plus +ferry boat
record new6 'Ferry' 'A ferry.' >new6.jsonl
xabar-index -d x new6.jsonl
is 'a query that says with + what is required means it' "$(told plus)" 'plus new6'
told >/dev/null
xabar-search -d x --alert-add saudi 'Saudi Arabia oil'
{
	record sa1 'Нефть' 'Саудовская Аравия и oil.'
	record sa2 'Arabia' 'Arabia has oil.'
	record sa3 'Oil' 'Oil of Arabia, said the Saudi minister.'
	record sa4 'Saudi Arabia' 'Saudi Arabia has no gas.'
} >saudi.jsonl
xabar-index -d x saudi.jsonl
is 'all words of a name, or another name of the same; all the other words' "$(told saudi)" 'saudi sa1
saudi sa3'
xabar-search -d x --alert-remove saudi

exits 2 'what is hidden' xabar-search -d x --alerts --all
holds 'is refused' "no room for '--all'" err

# ---- What is not to be published ----

cat >hidden.jsonl <<'END'
{"id":"h1","title":"Ferry","body":"A ferry.","status":"withheld"}
{"id":"h2","title":"Ferry","body":"A ferry.","status":"canceled"}
{"id":"h3","title":"Ferry","body":"A ferry.","embargo":"2099-01-01T00:00:00Z"}
{"id":"h4","title":"Ferry","body":"A ferry.","version":"1"}
END
cat >shown.jsonl <<'END'
{"id":"h1","title":"Ferry","body":"A ferry, after all.","version":"2"}
{"id":"h4","title":"Boat","body":"A boat.","version":"2"}
END
for i in 1 2 3; do # also where segments are merged, which keep earlier versions
	rm -rf hide && cp -a x hide
	[ $i = 2 ] && versions=--versions=all || versions=
	xabar-index -d hide $versions hidden.jsonl
	[ $i = 1 ] && is 'killed, withheld and embargoed dispatches are not told' \
		"$(xabar-search -d hide --alerts plus --format jsonl --fields id)" '{"alert":"plus","told":"new","id":"h4"}'
	xabar-index -d hide $versions shown.jsonl
	[ $i = 3 ] && xabar-index -d hide --compact
	[ $i = 1 ] || is 'nor are earlier versions' \
		"$(xabar-search -d hide --alerts plus --format jsonl --fields id)" '{"alert":"plus","told":"updated","id":"h1"}'
done
is 'what is published after all is told as updated' "$(xabar-search -d hide --alerts ferries --format jsonl --fields id)" \
	'{"alert":"ferries","told":"updated","id":"h1"}'

# ---- Segments ----

xabar-search -d x --alert-add late steamer
for i in 1 2 3 4 5 6 7 8 9; do
	record "s$i" Steamer "Steamer $i." >"s$i.jsonl"
	xabar-index -d x "s$i.jsonl"
	[ $i = 4 ] && told >told4
done
is 'what is merged with old dispatches is still known from them' "$({ cat told4; told; } | sort)" 'late s1
late s2
late s3
late s4
late s5
late s6
late s7
late s8
late s9'
record s10 Steamer 'Steamer 10.' >s10.jsonl
xabar-index -d x s10.jsonl
xabar-index -d x --compact
is 'compacting keeps what is new' "$(told)" 'late s10'
record s11 Steamer 'Steamer 11.' >s11.jsonl
xabar-index -d x --writer=xapian s11.jsonl
xabar-index -d x --writer=xapian --compact
is 'by libxapian, too' "$(told)" 'late s11'
exits 0 'the index is whole' xabar-index -d x --check

# ---- The one who tells ends ----

record k1 'Ferry' 'A ferry in a storm.' >k1.jsonl
xabar-index -d x k1.jsonl
cp -al x backup
xabar-search -d x --alerts --exec 'echo "$XABAR_ALERT $XABAR_ID" >>log; kill -9 $PPID' >/dev/null 2>&1
is 'a process that is killed while it tells the first' "$(cat log)" 'ferries k1'
is 'told what it told, and nothing twice' "$(told)" ''
is 'the next says what may have been missed' "$(grep -c 'a run ended while it told the alert' err)" 4
is 'once' "$(told; cat err)" ''
is 'the list has it' "$(xabar-search -d x --alert-list | cut -f 1,4 | grep '[0-9]$' | wc -l | tr -d ' ')" 4
is '--again tells it again' "$(told --again)" 'ferries k1
storm-at-sea k1
паром и шторм k1
plus k1'
is 'once' "$(told --again)" ''
exits 2 'a disk that is full' sh -c 'xabar-search -d backup --alerts >/dev/full'
holds 'is an error' 'cannot write the results' err
exits 1 'and what was not told' xabar-search -d backup --alerts
holds 'is said to be missed' 'may have been missed' err
exits 0 'with --again' xabar-search -d backup --alerts --again
holds 'it is told' '^ferries . ferry . 1 new$'

record k2 'Ferry' 'A ferry in a storm.' >k2.jsonl
xabar-index -d x k2.jsonl
exits 2 'a command that fails' xabar-search -d x --alerts ferries plus --exec '[ "$XABAR_ALERT" = plus ] || exit 3'
complains 'is told of' <<END
xabar-search: the command of the alert 'ferries' exited with 3 at 'k2'
END
is 'and is not run again for that' "$(told ferries plus)" ''
is 'but with --again' "$(told --again ferries plus)" 'ferries k2'
is 'the other alerts are told in their time' "$(told | sort)" 'storm-at-sea k2
паром и шторм k2'

# ---- Commands ----

record k3 "A ferry's \$HOME" 'A ferry in a storm.' >k3.jsonl
xabar-index -d x k3.jsonl
exits 0 'a command has the hit' xabar-search -d x --alerts storm-at-sea --exec \
	'printf "%s|%s|%s|%s|%s\n" "$XABAR_ALERT" "$XABAR_ID" "$XABAR_TITLE" "$XABAR_TOLD" "$XABAR_QUERY"; cat >hit'
prints 'in its environment' <<'END'
storm-at-sea|k3|A ferry's $HOME|new|storm ferry
END
json 'and, as JSON, on its standard input' \
	'$d->{alert} eq "storm-at-sea" && $d->{told} eq "new" && $d->{id} eq "k3" && $d->{title} eq "A ferry\x27s \$HOME" &&
	$d->{snippet}{marks}[0][1] && !exists $d->{score}' hit
exits 0 'a command need not read it' xabar-search -d x --alerts ferries --exec 'exec <&-; exit 0'
exits 0 'nor does it have to be there when it is written' xabar-search -d x --alerts plus --exec true
told >/dev/null

# ---- Formats ----

{
	record f1 'Ferry <1> & more' 'A ferry.' 2022-05
	record 'f 2' 'Ferry 2' 'A ferry.'
} >f.jsonl
xabar-index -d x f.jsonl
cp -a x atom
exits 0 'a feed' xabar-search -d atom --alerts ferries plus --format atom
cp out feed.xml
is 'has an entry for each alert and hit, with an id of its own' "$(grep '^<id>urn:uuid:' out | sort -u | wc -l | tr -d ' ')" 4
is 'and the alert as its category' "$(grep -c '^<category term="plus" label="new"/>$' out)" 2
holds 'titles are escaped' '^<title>Ferry &lt;1&gt; (&amp;|&#38;) more</title>$'
holds 'dates are whole' '^<updated>2022-05-01T00:00:00-00:00</updated>$'
holds 'in their offset' '^<updated>2022-05-20T10:54:00\+04:00</updated>$'
exits 1 'a feed of nothing' xabar-search -d atom --alerts ferries --format atom
is 'is a feed all the same' "$(tail -n 1 out)" '</feed>'
cp out empty.xml
if command -v xmllint >/dev/null 2>&1; then
	exits 0 'both are well-formed' xmllint --noout feed.xml empty.xml
else
	skip 'both are well-formed' 'no xmllint'
fi
exits 0 'as text' xabar-search -d x --alerts ferries -n 1
prints 'with the alert above, how many there are, and as many as -n says' <<'END'
ferries · ferry · 2 new

 1. Ferry <1> & more
    2022-05 · en · f1
    A *ferry*.

END
is 'the rest is not told later' "$(told ferries)" ''

# ---- What can go wrong ----

record w1 'Ferry' 'A ferry.' >w1.jsonl
xabar-index -d x w1.jsonl
cp x/alerts kept
perl -pi -e 's/\tstorm ferry$/\tstorm AND/' x/alerts
exits 2 'an alert whose query can no longer be parsed' xabar-search -d x --alerts
holds 'is named' "the alert 'storm-at-sea' cannot be run: .*AND" err
holds 'the others are told' '^plus . '
echo 'what is this' >>x/alerts
exits 2 'a line that is no alert' xabar-search -d x --alert-list
holds 'is named by its number' "line 7 of 'x/alerts' is no alert" err
cp kept x/alerts
perl -e 'use Fcntl ":flock"; open my $f, "+>>", "x/alerts.lock" or die; flock $f, LOCK_EX or die; exit system(@ARGV) >> 8' \
	xabar-search -d x --alerts >out 2>err
is 'two at a time: exit 75' $? 75
holds 'and says why' "another process is telling or changing the alerts of 'x'" err
mkdir x/alerts.tmp
exits 2 'when it cannot be noted' xabar-search -d x --alerts
holds 'what is told' "cannot write 'x/alerts.tmp'" err
is 'nothing is told' "$(cat out)" ''
rmdir x/alerts.tmp
is 'but the next time' "$(told ferries)" 'ferries w1'
rm x/alerts.lock && mkdir x/alerts.lock
exits 2 'a folder that cannot be written' xabar-search -d x --alerts
holds 'is named' "cannot open 'x/alerts.lock'" err
exits 0 'but its alerts are listed' xabar-search -d x --alert-list
rmdir x/alerts.lock
told >/dev/null

rm -rf x/MANIFEST x/seg-* x/ledger
exits 0 'an index that is made anew keeps its alerts' xabar-index -d x old.jsonl
is 'what it has is old' "$(told)" ''
holds 'and that is said' "told up to generation [0-9]+, which the index has not reached" err
xabar-index -d x k1.jsonl
is 'what comes is new' "$(told plus)" 'plus k1'

tar -xzf "$tests/data/plain-index.tar.gz" && mv plain-index* old 2>/dev/null
if [ -d old ]; then
	exits 0 'an index of an earlier version' xabar-search -d old --alert-add all 'ferry OR train'
	exits 1 'has nothing new' xabar-search -d old --alerts
	xabar-index -d old k1.jsonl
	exits 0 'until something comes' xabar-search -d old --alerts --format jsonl
	json 'which is told' '$d->{id} eq "k1"'
	perl -pi -e 's/^\d+/1/' old/alerts
	xabar-index -d old --compact
	exits 0 'what it had stays old, when it is made anew, too' xabar-search -d old --alerts --format jsonl
	json 'and what was new stays new' '$d->{id} eq "k1"'
fi

finish
