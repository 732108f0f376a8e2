#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Small inputs that unpack to large ones: read no further than a bound, in little memory, and what is beside them is indexed.
. "${0%/*}/lib.sh"

if [ "$sanitized" ]; then
	bounded() { "$@"; }
else
	bounded() { ( ulimit -v 400000; exec "$@" ); }
fi

# bomb MEGABYTES: a dispatch, and then lines of a megabyte of spaces each.
bomb()
{
	record before Before 'Before it: kestrel.'
	perl -e 'my $mb = " " x (1 << 20) . "\n"; print $mb for 1 .. $ARGV[0]' -- "$1"
}

# told CLAIM INPUT: the one line of ./x/rejects.log.
told()
{
	is "$1: one line in rejects.log" "$(cut -f 2,4 x/rejects.log)" \
		"$2	unpacks to over 200 times its size: taken for a bomb and not read further"
	is "$1: what came before is kept" "$(ids x)" before
	rm -rf x
}

bomb 300 | gzip -c >gz
exits 1 'gzip, 300 MB of 300 KB' bounded xabar-index -d x gz
told gzip gz
gzip -c gz >gzgz
exits 1 'gzip in gzip' bounded xabar-index -d x gzgz
told 'gzip in gzip' gzgz
exits_fed 1 'from standard input' bounded xabar-index -d x - <gz
told 'standard input' -

for c in xz zstd bzip2; do
	if command -v $c >/dev/null; then
		bomb 150 | $c -1 -c >$c
		exits 1 "$c" bounded xabar-index -d x $c
		told $c $c
	else
		skip $c "there is no $c"
	fi
done

bomb 150 >b.jsonl
record behind Behind 'Behind it: merlin.' >c.jsonl
perl -MIO::Compress::Zip=:all -e 'zip ["b.jsonl", "c.jsonl"] => "b.zip" or die'
exits 1 'zip' bounded xabar-index -d x b.zip
told zip b.zip:b.jsonl
tar cf t.tar b.zip c.jsonl
exits 1 'zip in tar' bounded xabar-index -d x t.tar
told 'zip in tar' t.tar:b.zip:b.jsonl
mkdir in
cp b.zip in/1.zip
cp c.jsonl in/2.jsonl
exits 1 'a bomb in a folder' bounded xabar-index -d x in
is 'does not keep the files behind it from being read' "$(ids x | tr '\n' ' ')" 'before behind '
rm -r x

# Many members, each below the limit of bytes, are as bad as one.
perl -e 'my $mb = " " x (1 << 20); print $mb for 1 .. 20' >20mb
perl -MIO::Compress::Zip=:all -e 'my $z = IO::Compress::Zip->new("many.zip", Name => "before.jsonl"); open my $f, "<", "b.jsonl"; print $z scalar <$f>;
	local $/; open my $s, "<", "20mb"; my $spaces = <$s>;
	for (1 .. 10) { $z->newStream(Name => "$_.txt"); print $z $spaces } close $z'
exits 1 'many members that are bombs together' bounded xabar-index -d x many.zip
holds 'are told from their sum' '	many\.zip:[0-9]+\.txt	.*taken for a bomb' x/rejects.log
is 'once' "$(wc -l <x/rejects.log | tr -d ' ')" 1
rm -r x

# A hidden member is passed over, and counted all the same.
perl -MIO::Compress::Zip=:all -e 'zip "b.jsonl" => "hidden.zip", Name => ".hidden", Stream => 1 or die'
exits 0 'a bomb that is not read' bounded xabar-index -d x hidden.zip
rm -r x

# A zip that holds itself would be opened for ever: archives nest two deep. This one is four.
cp c.jsonl 0.jsonl
perl -MIO::Compress::Zip=:all -e 'zip "0.jsonl" => "1.zip" or die; zip ["$_.zip"] => ($_ + 1) . ".zip" or die for 1 .. 3'
exits 1 'zip in zip in zip in zip' xabar-index -d x 4.zip
holds 'is not opened' '	4\.zip:3\.zip:2\.zip	0	.*unpack it first' x/rejects.log
rm -r x

# What is merely well packed is no bomb.
if command -v xz >/dev/null && [ ! "$sanitized" ]; then
	perl -e 'for my $i (1 .. 90000) { printf qq({"id":"%d","text":"%s"}\n), $i, join " ", map { "train " . ($_ * $i) % 9973 } 1 .. 120 }' |
		xz -1 -c >log.xz
	exits 0 'a large log that packs well' sh -c 'xabar-index -n log.xz | wc -lc'
	is 'is read to its end' "$(awk '{ print $1, ($2 > 1.2e8) }' out)" '90000 1'
fi

finish
