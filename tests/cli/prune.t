#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --prune and --delete: what has vanished, and what has not.
. "${0%/*}/lib.sh"

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

left()
{
	is "$1" "$(ids "$2" | tr '\n' ' ')" "$3"
}

mkdir in in/sub out.of.sight
record a A 'Alpha in a file of its own.' >in/a.jsonl
record b B 'Beta in a file of its own.' >in/sub/b.jsonl
{ record c C 'Gamma first.'; record d D 'Delta second.'; } >in/cd.jsonl
record e E 'Epsilon elsewhere.' >out.of.sight/e.jsonl
exits 0 'five dispatches in four files' xabar-index -d x in out.of.sight
rm in/a.jsonl out.of.sight/e.jsonl
exits 0 'a run without --prune' xabar-index -v -d x in
counts 'deletes nothing' '0 new, 0 updated, 3 unchanged, 0 deleted, 0 rejected'
exits 0 'with --prune' xabar-index -v --prune -d x in
counts 'what has vanished from under the PATHs goes' '0 new, 0 updated, 3 unchanged, 1 deleted, 0 rejected'
left 'and nothing else' x 'b c d e '
exits 1 'its words are not found any more' xabar-search -d x alpha
exits 0 'a prune without anything to do' xabar-index -v --prune -d x in
counts 'does nothing' '0 new, 0 updated, 3 unchanged, 0 deleted, 0 rejected'

record c C 'Gamma first.' >in/cd.jsonl
exits 0 'a record that vanished from a file that changed' xabar-index -v --prune -d x in
counts 'goes, too' '0 new, 0 updated, 2 unchanged, 1 deleted, 0 rejected'
left 'alone' x 'b c e '

cp in/sub/b.jsonl in/copy.jsonl
exits 0 'a second file with the same dispatch' xabar-index -v -d x in
rm in/sub/b.jsonl
exits 0 'the first of them vanishes' xabar-index -v --prune -d x in
counts 'what another file still holds is not deleted' '0 new, 0 updated, 2 unchanged, 0 deleted, 0 rejected'
left 'it is there' x 'b c e '
mv in/copy.jsonl in/renamed.jsonl
exits 0 'a file that was renamed' xabar-index -v --prune -d x in
counts 'has not vanished' '0 new, 0 updated, 2 unchanged, 0 deleted, 0 rejected'

# Records that move between files of one run.
record b B 'Beta in a file of its own.' >>in/cd.jsonl
rm in/renamed.jsonl
exits 0 'a dispatch that moved into a file that grew' xabar-index -v --prune -d x in
left 'is kept' x 'b c e '

# ---- A part of the archive that is away ----

mkdir in/mount
record m M 'On a disk that may be away.' >in/mount/m.jsonl
exits 0 'a dispatch on another disk' xabar-index -d x in
rm -r in/mount
ln -s /nonexistent/disk in/mount
exits 1 'that disk is away: a link that leads nowhere' xabar-index -v --prune -d x in
holds 'then nothing is pruned, and that is said' 'nothing is pruned' err
left 'nothing is lost' x 'b c e m '
rm in/mount
if [ "$(id -u)" = 0 ]; then
	skip 'a folder that may not be read' 'root may read all'
	skip 'stops the pruning' 'root may read all'
else
	mkdir in/locked
	chmod 0 in/locked
	exits 1 'a folder that may not be read' xabar-index --prune -d x in
	left 'stops the pruning' x 'b c e m '
	chmod 755 in/locked
	rmdir in/locked
fi
exits 2 'a PATH that is missing' xabar-index --prune -d x in nonexistent
left 'prunes nothing' x 'b c e m '
exits 0 'when all of them can be read' xabar-index -v --prune -d x in
counts 'it goes' '0 new, 0 updated, 2 unchanged, 1 deleted, 0 rejected'

exits_fed 0 'standard input beside it' xabar-index -v --prune -d x - in <<END
$(record p P 'From a pipe.')
END
exits 0 'is never pruned' xabar-index -v --prune -d x in
left 'since it cannot be looked at again' x 'b c e p '

# A file that is damaged now says nothing about what it held.
mkdir gz
records 1 400 packed >plain.jsonl
gzip -c plain.jsonl >gz/log.jsonl.gz
exits 0 'a packed log' xabar-index -d z gz
head -c $(($(wc -c <gz/log.jsonl.gz) / 2)) gz/log.jsonl.gz >cut
cp cut gz/log.jsonl.gz
exits 1 'that is cut short' xabar-index --prune -d z gz
is 'its dispatches are kept: they have not vanished, they cannot be read' "$(total z)" 400

# ---- --delete ----

exits 0 '--delete' xabar-index -d x --delete b p
silent 'says nothing'
left 'what is named goes' x 'c e '
exits 1 'and is not shown' xabar-search -d x --show b
exits 2 'an id that is not there' xabar-index -d x --delete c nonesuch
complains 'is named, and nothing is deleted' <<'END'
xabar-index: there is no dispatch with the id 'nonesuch'
xabar-index: nothing was deleted
END
left 'not even what is there' x 'c e '
exits 2 'one that is deleted already' xabar-index -d x --delete b
left 'is none' x 'c e '
exits 2 'one that is named twice' xabar-index -d x --delete c c
left 'is there only once' x 'c e '
exits 0 'deleting goes on' xabar-index -d x --delete c e
is 'to the last' "$(total x)" 0
exits 1 'an index with nothing in it finds nothing' xabar-search -d x gamma
exits 0 'and is whole' xabar-index -d x --check
exits 2 '--delete where there is no index' xabar-index -d nowhere --delete c
is 'makes none' "$(ls -d nowhere 2>/dev/null)" ''

# What was deleted comes back only with a change.
exits 0 'a run over the inputs' xabar-index -v -d x in
counts 'does not bring back what was deleted' '0 new, 0 updated, 2 unchanged, 0 deleted, 0 rejected'
is 'it stays deleted' "$(total x)" 0
record c C 'Gamma was changed.' >in/cd.jsonl
exits 0 'until its input changes' xabar-index -v -d x in
left 'then it is there again' x 'c '

finish
