#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Archives: each member is an input of its own; nothing is unpacked to disk; what is damaged costs no more than itself.
. "${0%/*}/lib.sh"

# zip OUT FILE...: members by the names given. Perl is there wherever the tests run, zip(1) is not.
zip()
{
	perl -MIO::Compress::Zip=:all -e 'my $out = shift; zip [@ARGV] => $out or die $ZipError' -- "$@"
}

counts()
{
	is "$1" "$(tail -n 1 err | sed 's/ in [0-9.]* s .*//')" "$2"
}

# inputs: the inputs of what a dry run printed, and how many dispatches each.
inputs()
{
	sed 's/.*"input":"\([^"]*\)".*/\1/' out | uniq -c | awk '{ print $2 " " $1 }'
}

mkdir -p old/1999/.git old/__MACOSX
records 1 3 first >old/1999/05.jsonl
records 4 5 second | gzip >old/1999/06.jsonl.gz
printf 'title: Third\nid: d-6\n\nPlain text in an archive.\n' >old/note.txt
echo hidden >old/1999/.git/config
echo hidden >old/__MACOSX/note.txt
: >old/empty.txt
ln -s note.txt old/link.txt
tar cf old.tar old
gzip -c old.tar >old.tgz

exits 0 'a dry run over a tar' xabar-index -n old.tar
inputs | LC_ALL=C sort >got
is 'names members behind the archive' "$(cat got)" 'old.tar:old/1999/05.jsonl 3
old.tar:old/1999/06.jsonl.gz 2
old.tar:old/note.txt 1'
exits 0 'a packed tar' xabar-index -v -d x old.tgz
counts 'is read as it is unpacked; hidden, empty and linked files are not' \
	'6 new, 0 updated, 0 unchanged, 0 deleted, 0 rejected'
holds 'each member has its line' '^old\.tgz:old/note\.txt: text, ASCII \(ascii\), 1 dispatches, 0 rejected$' err
is 'and all dispatches are there' "$(ids x | tr '\n' ' ')" 'd-1 d-2 d-3 d-4 d-5 d-6 '
exits 0 'the second run' xabar-index -v -d x old.tgz
counts 'reads nothing' '0 new, 0 updated, 6 unchanged, 0 deleted, 0 rejected'
exits 0 '--status' xabar-index -d x --status
holds 'has a line for the archive, of two formats' \
	'^input	2 formats	6 dispatches	0 rejected	0 bytes replaced	whole	/.*/old\.tgz	ASCII \(ascii\)$'
is 'nothing was unpacked beside it' "$(ls)" "$(printf '%s\n' err expected.err expected.out got old old.tar old.tgz out x |
	grep -v expected)"

(cd old && zip ../old.zip 1999/05.jsonl note.txt)
exits 0 'a zip' xabar-index -n old.zip
is 'the same' "$(inputs)" 'old.zip:1999/05.jsonl 3
old.zip:note.txt 1'
exits_fed 0 'a zip from standard input' xabar-index -n - <old.zip
is 'is - with members' "$(inputs)" '-:1999/05.jsonl 3
-:note.txt 1'
cat old.zip >via
exits 0 'through a pipe, in which it cannot seek' sh -c 'cat old.zip | xabar-index -n -'
is 'the same' "$(inputs)" '-:1999/05.jsonl 3
-:note.txt 1'
exits 0 '--format is that of the members' xabar-index -n -f text old.zip
is 'as it says' "$(grep -c '"format":"text"' out)" 2
exits 0 'and does not keep archives from being read' sh -c 'cat old.tgz | xabar-index -n -f text -'
is 'from a pipe, either' "$(inputs | grep -c '^-:old/')" 3

# ---- Nested ----

zip two.zip old.tgz old.zip
tar cf three.tar two.zip old.zip
gzip -c old.zip >old.zip.gz
exits 0 'archives in an archive' xabar-index -n two.zip
holds 'are read' '"input":"two\.zip:old\.tgz:old/1999/05\.jsonl"'
is 'all of them' "$(wc -l <out | tr -d ' ')" 10
exits 0 'a zip that was packed' xabar-index -n old.zip.gz
is 'is a zip' "$(inputs | head -n 1)" 'old.zip.gz:1999/05.jsonl 3'
exits 1 'archives three deep' xabar-index -v -d y three.tar
counts 'are not' '4 new, 0 updated, 0 unchanged, 0 deleted, 2 rejected'
holds 'and that is said' '	three\.tar:two\.zip:old\.tgz	0	.*unpack it first' y/rejects.log

# ---- Names ----

perl -MArchive::Tar -e 'my $t = Archive::Tar->new;
	$t->add_data($_, qq({"id":"n","text":"A name is only a name."}\n)) for "../../escape.jsonl", "/etc/passwd", "a\nb\t\x1b[1m\xff";
	$t->write("names.tar")'
exits 0 'names that lead elsewhere' xabar-index -n names.tar
is 'are labels, shown in a line each' "$(inputs | sed 's/ 1$//')" 'names.tar:../../escape.jsonl
names.tar:/etc/passwd
names.tar:a\\x0ab\\x09\\x1b[1m\\xff'
is 'no file was made' "$(ls ../escape.jsonl ../../escape.jsonl 2>/dev/null)" ''
exits 0 '--map with names of files and folders' xabar-index -n -m title=@file,section=@folder old.tar
holds 'gives each record of a member' '"title":"05",.*"section":"1999",.*"input":"old\.tar:old/1999/05\.jsonl"'
holds 'without its endings' '"title":"06",.*"section":"1999"'
exits 0 'what is at the top of an archive' xabar-index -n -m section=@folder old.zip
holds 'is in a folder of its name' '"section":"old".*"input":"old\.zip:note\.txt"'
mkdir -p days/politics
echo 'The council met.' >days/politics/1999-05-03.txt
exits 0 'a plain file' xabar-index -n -f text -m title=@file,date=@file,section=@folder days
json 'has them, too' '$d->{title} eq "1999-05-03" && $d->{date} eq "1999-05-03" && $d->{section} eq "politics"'

# ---- Damage ----

mkdir big
for i in 1 2 3; do records ${i}000 ${i}999 part$i >big/$i.jsonl; done
tar cf big.tar -C big 1.jsonl 2.jsonl 3.jsonl
(cd big && zip ../big.zip 1.jsonl 2.jsonl 3.jsonl)
head -c 150000 big.tar >cut.tar
exits 1 'a tar that is cut off' xabar-index -v -d cut cut.tar
kept=$(total cut)
is 'is kept up to there' "$([ "$kept" -gt 1000 ] && [ "$kept" -lt 2000 ] && echo some)" some
holds 'and said to be' '	cut\.tar:2\.jsonl	[0-9]+	the member is damaged: Truncated tar archive' cut/rejects.log
gzip -c big.tar | head -c 15000 >cut.tgz
exits 1 'a packed one' xabar-index -v -d cutz cut.tgz
is 'likewise' "$([ "$(total cutz)" -gt 100 ] && echo some)" some
is 'the damage is told once' "$(grep -c 'damaged\|ends early at packed' cutz/rejects.log)" 1
perl -e 'local $/; $_ = <STDIN>; substr($_, index($_, "2.jsonl") + 148, 4) = "9999"; print' <big.tar >header.tar
exits 1 'a tar with a bad header' xabar-index -v -d header header.tar
counts 'costs that member' '2000 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
perl -e 'local $/; $_ = <STDIN>; my $at = index($_, "2.jsonl") + 4000; substr($_, $at, 9) = "\xff" x 9; print' <big.zip >flip.zip
exits 1 'a zip with a bad member' xabar-index -v -d flip flip.zip
is 'keeps what is before it' "$(ids flip | grep -c '^d-1')" 1000
holds 'and is told of' '	flip\.zip:2\.jsonl	[0-9]+	the member is damaged' flip/rejects.log
# General purpose bit 0: APPNOTE.TXT 4.4.4.
perl -e 'local $/; $_ = <STDIN>; s/(PK\x03\x04..)(.)/$1 . chr(ord($2) | 1)/se; s/(PK\x01\x02....)(.)/$1 . chr(ord($2) | 1)/se; print' <big.zip >locked.zip
exits 1 'an encrypted member' xabar-index -v -d locked locked.zip
counts 'is turned away' '2000 new, 0 updated, 0 unchanged, 0 deleted, 1 rejected'
holds 'with the reason' '	locked\.zip:1\.jsonl	0	the member is encrypted' locked/rejects.log
exits 1 '--prune over what cannot be read' xabar-index -d locked --prune header.tar
holds 'is not done' 'nothing is pruned' err

# A member of a web archive is a gzip member of its own: one that is damaged costs one.
for i in 1 2 3; do gzip -c big/$i.jsonl; done >members.gz
perl -e 'local $/; $_ = <STDIN>; my $at = index($_, "\x1f\x8b\x08", 10) + 100; substr($_, $at, 9) = "\xff" x 9; print' <members.gz >bad.gz
exits 1 'a damaged gzip member' xabar-index -v -d members bad.gz
is 'costs itself' "$(ids members | grep -c '^d-[13]')" 2000
holds 'and is told of' '	bad\.gz	[0-9]+	gzip data is damaged at packed byte' members/rejects.log

printf 'PK\003\004 and no more' >stub.zip
printf '7z\274\257\047\034' >stub.7z
exits 1 'beginnings of archives' xabar-index -v -d stub stub.zip stub.7z
counts 'are turned away' '0 new, 0 updated, 0 unchanged, 0 deleted, 2 rejected'
perl -MIO::Compress::Zip=:all -e 'zip \"<x/>" => "a.docx", Name => "[Content_Types].xml" or die'
exits 1 'a document that is a zip inside' xabar-index -d stub a.docx
holds 'is no archive' '	a\.docx	0	not a format' stub/rejects.log

# ---- Stopped and gone on with ----

mkdir in
each=3000
[ "$sanitized" ] && each=800
for i in 1 2 3; do records $((i * 10000)) $((i * 10000 + each - 1)) part >big/$i.jsonl; done
tar czf in/big.tgz -C big 1.jsonl 2.jsonl 3.jsonl
said=$(perl -e '
	my $pid = open(my $run, "-|") // die;
	if (!$pid) { open STDERR, ">&STDOUT"; exec "xabar-index", "--progress=json", "-d", "resume", "in" or die }
	my $sent = 0;
	while (<$run>) { /"dispatches":(\d+)/ && $1 >= $ARGV[0] && !$sent++ && kill "TERM", $pid }
	close $run;
	print $sent ? $? >> 8 : "late"' -- $((each + each / 3)))
if [ "$said" = late ]; then
	skip 'a run that is stopped in an archive' 'it was over before'
else
	part=$(total resume)
	exits 0 'a run that goes on in an archive' xabar-index -v -d resume in
	counts 'takes what is missing' "$((3 * each - part)) new, 0 updated, $part unchanged, 0 deleted, 0 rejected"
	is 'and nothing twice' "$(total resume)" $((3 * each))
fi

finish
