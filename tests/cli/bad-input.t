#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Inputs that cannot be read, or not to their end: a line in rejects.log or a clear error, and the rest is indexed.
. "${0%/*}/lib.sh"

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# rejected CLAIM INPUT OFFSET REASON: the last line of ./x/rejects.log.
rejected()
{
	tail -n 1 x/rejects.log >last.reject
	holds "$1" "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z	$2	$3	.*$4" last.reject
}

# ---- Paths ----

exits 2 'a missing path' xabar-index -d x nonexistent
complains 'is an error that names it' <<'END'
xabar-index: cannot open 'nonexistent': No such file or directory
END
record a A 'Alpha.' >a.jsonl
exits 2 'a missing path among others' xabar-index -d x a.jsonl nonexistent
exits 0 'those others, without it' xabar-index -v -d x a.jsonl
counts 'had not been indexed by halves' '1 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'

mkdir loop
record b B 'Beta.' >loop/b.jsonl
ln -s . loop/self
ln -s ../loop loop/up
exits 0 'a loop of folders' xabar-index -v -d x loop
counts 'is walked once' '1 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
ln -s loop/b.jsonl link.jsonl
exits 0 'a link to a file that is known' xabar-index -v -d x link.jsonl loop loop/b.jsonl
counts 'is that file' '0 new, 0 updated, 1 unchanged, 0 deleted, 0 rejected'
mkdir links
ln -s nowhere links/dangling
ln -s dizzy links/dizzy
record c C 'Gamma.' >links/c.jsonl
exits 1 'links that lead nowhere' xabar-index -v -d x links
counts 'are rejected, what is beside them is not' '1 new, 0 updated, 0 unchanged, 0 deleted, 2 rejected'
holds 'rejects.log names them' '	links/dangling	0	.*No such file' x/rejects.log
holds 'and why' '	links/dizzy	0	.*(symbolic links|Symbolic link loop)' x/rejects.log

mkdir special
mkfifo special/pipe
record d D 'Delta.' >special/d.jsonl
exits 1 'a pipe in a folder' xabar-index -v -d x special
counts 'is not waited for' '1 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
rejected 'but said to be none of ours' 'special/pipe' 0 'neither a file nor a folder'

mkdir dark
record e E 'Epsilon.' >dark/e.jsonl
record f F 'Phi.' >dark/f.jsonl
if [ "$(id -u)" = 0 ]; then
	# Root may read all; but not everything that is there can be read: this fails with EIO, EINVAL or EPERM.
	ln -s /proc/self/mem dark/mem
	exits 1 'a file that cannot be read' xabar-index -v -d x dark
	counts 'is rejected, the files beside it are not' '2 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
else
	record g G 'Psi.' >dark/g.jsonl
	chmod 0 dark/g.jsonl
	exits 1 'a file that may not be read' xabar-index -v -d x dark
	counts 'is rejected, the files beside it are not' '2 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
	rejected 'and named' 'dark/g\.jsonl' 0 'Permission denied'
	chmod 644 dark/g.jsonl
	exits 0 'when it may be read' xabar-index -v -d x dark
	counts 'it is' '1 new, 0 updated, 2 unchanged, 0 deleted, 0 rejected'
fi

# A path with everything in it that a path may have.
mkdir 'a b	c'
record g "G" 'A file with a strange name.' >"a b	c/\"quoted\" ü.jsonl"
exits 0 'a strange name' xabar-index -d x 'a b	c'
exits 0 'is only a name' xabar-search -d x --show g

# ---- Nothing, or nothing useful ----

mkdir none
: >none/empty.jsonl
: >none/empty.txt
printf '' | gzip -c >none/empty.gz
printf '\n\n  \n' >none/blank.txt
printf '[]' >none/empty.json
exits 0 'empty files' xabar-index -v -d x none
counts 'hold nothing, which is no fault' '0 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
exits_fed 0 'empty standard input' xabar-index -v -d x - </dev/null
counts 'is the same' '0 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'

mkdir other
printf '%%PDF-1.4\n1 0 obj\n' >other/a.pdf
perl -e 'print pack "C*", map { ($_ * 7919) & 255 } 1 .. 5000' >other/noise.bin
exits 1 'files of no format that is read' xabar-index -v -d x other
counts 'are rejected, each once' '0 new, 0 updated, 0 unchanged, 0 deleted, 2 rejected'
rejected 'with what to do' 'other/noise\.bin' 0 '--formats'
exits 0 'the second time' xabar-index -v -d x other
counts 'they are known, and not news' '0 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'

# ---- Damage ----

records 1 2000 packed >plain
gzip -c plain >whole.gz
head -c 9000 whole.gz >truncated.gz
exits 1 'a truncated gzip' xabar-index -v -d x truncated.gz
kept=$(tail -n 1 err | cut -d' ' -f1)
is 'what came before the damage is kept' "$([ "$kept" -ge 500 ] && [ "$kept" -lt 2000 ] && echo some)" some
is 'every dispatch up to it' "$(ids x | grep -c '^d-')" "$kept"
exits 0 'the last of them' xabar-search -d x --show "d-$kept"
gzip -dc truncated.gz >before 2>gzip.err
rejected 'the damage is reported with its offset in the unpacked bytes' 'truncated\.gz' "$(wc -c <before | tr -d ' ')" 'ends early'
exits 0 'the whole file under the same name' sh -c 'cp whole.gz truncated.gz; xabar-index -v -d x truncated.gz'
is 'is read on to its end' "$(ids x | grep -c '^d-')" 2000

perl -e 'local $/; my $b = <STDIN>; substr($b, 6000, 40) = "\0" x 40; print $b' <whole.gz >flipped.gz
exits 1 'a gzip that is damaged inside' xabar-index -v -d y flipped.gz
holds 'is reported' 'flipped\.gz	[0-9]+	.*gzip data is damaged' y/rejects.log
is 'and its beginning kept' "$([ "$(total y)" -ge 100 ] && echo some)" some
head -c 5 whole.gz >stub.gz
exits 1 'a gzip without even a whole header' xabar-index -v -d x stub.gz
counts 'is one reject' '0 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
{ cat whole.gz; echo 'garbage after the end'; } >tail.gz
exits 1 'garbage after gzip data' xabar-index -v -d x tail.gz
rejected 'is reported, the data is kept' 'tail\.gz' "$(wc -c <plain | tr -d ' ')" 'garbage'

# ---- Bytes ----

printf '{"id":"nul","title":"NUL\\u0000s","text":"before\\u0000after zebra"}\n' >nul.jsonl
exits 0 'an escaped NUL in JSON' xabar-index -d x nul.jsonl
exits 0 'loses nothing of what is after it' xabar-search -d x zebra
printf 'title: Raw\nid: raw\n\nbefore\000after gazelle\n' >raw.txt
exits 0 'a NUL byte in plain text' xabar-index -d x -f text raw.txt
exits 0 'neither' xabar-search -d x gazelle
exits 0 'and is shown without it cutting anything off' xabar-search -d x --show raw
holds 'to the last word' 'gazelle'
perl -e 'print "\0" x 100000' >nuls
exits 1 'nothing but NULs' xabar-index -v -d x nuls
counts 'is no dispatch' '0 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
perl -e 'print "{\"id\":\"ctl\",\"text\":\"a\x01b raw\0nul and okapi\"}\n{\"id\":\"next\",\"text\":\"ibex\"}\n"' >ctl.jsonl
xabar-index -d x ctl.jsonl >out 2>err
exits 0 'raw control characters in JSON cost at most their own line' xabar-search -d x ibex

# 3 bytes that are no UTF-8 (a lone continuation, an overlong slash of two), and a surrogate of 3.
printf '{"id":"utf","text":"one \200 two \300\257 three \355\240\200 wolverine"}\n' >utf.jsonl
exits 0 'invalid UTF-8' xabar-index -v -d x utf.jsonl
holds 'is counted, in bytes' '^utf\.jsonl: .*, 6 bytes replaced$' err
exits 0 'the words around it are found' xabar-search -d x --format json wolverine
json 'and what is printed is valid' '$d->{hits}[0]{snippet}{text} =~ /one \x{fffd}+ two \x{fffd}+ three \x{fffd}+ wolverine/'
exits 0 'the index is whole, after all that' xabar-index -d x --check

# An index that stands among its inputs, as the default one does.
mkdir among
record a A 'A heron stands among its own.' >among/a.jsonl
exits 0 'an index made among its inputs' xabar-index -d among/news.xabar among
exits 0 'is no input of the next run' xabar-index -v -d among/news.xabar among
holds 'which finds nothing new' '^0 new, 0 updated, 1 unchanged' err

finish
