#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The web archives that warcio is tested with: what is in each. How many records a WARC has is counted here; notes and
# rejects were written down after the reader's output. Of damage, these were checked by hand:
#
#   bad.arc                 lengths -1, -1, 1 and abc: the first record describes the file, of the third the text is a line end,
#                           the others hold nothing
#   example-space-in-url    says 1591 bytes and has 1579: the file ends early, the page is whole but for that
#   example-trunc           says 973 bytes of a response that has 975
#   example-bad, example-bad-non-chunked   have one member of gzip for all of their records, which is no damage to us
#   example-wrong-chunks    is not chunked, and does not say that it is
. "${0%/*}/../cli/lib.sh"

data=${SHARED:-$top/../shared}/data/formats/warcio/test/data
if ! [ -d "$data" ]; then
	echo "1..0 # SKIP no $data"
	exit 0
fi

# One part a line, in the order of the alphabet.
parts() { tr ',' '\n' | sed 's/^ *//' | sort; }

# reads FILE DISPATCHES REJECTED [NOTES]: the order of the notes makes no difference.
reads()
{
	[ "$3" = 0 ] && code=0 || code=1
	exits $code "$1" xabar-index -v -n "$data/$1"
	is "$1: dispatches, rejected, noted" "$(sed -n 's/.*[:,] \([0-9]* dispatches, .*\)/\1/p' err | parts)" \
		"$(echo "$2 dispatches, $3 rejected${4:+, $4}" | parts)"
	case $1 in *warc*) accounts "$1" ;; esac
}

# accounts FILE: of every record that grep sees in it, something is said; two of the notes are about a record, none of its own.
accounts()
{
	is "$1: records" "$(sed -n 's/.*[:,] \([0-9]* dispatches, .*\)/\1/p' err | parts |
		awk '!/wrong lengths|cut pages/ { n += $1 } END { print n }')" \
		"$(gzip -dcf "$data/$1" 2>/dev/null | grep -ac '^WARC-Type:')"
}

# has FIELD VALUE: of the dispatch just read.
has()
{
	json "its $1" "\$d->{'$1'} eq '$2'"
}

reads example.warc 1 0 '2 warcinfo, 2 requests, 1 revisits'
has id http://example.com/
holds 'its text, unpacked' 'established to be used for illustrative examples'
holds 'when it was fetched' '"warc-date","2017-03-06T04:02:06Z"'
lacks 'is not when it was published' '"date":'
reads example.warc.gz 1 0 '2 warcinfo, 2 requests, 1 revisits'
reads example-bad-non-chunked.warc.gz 1 0 '2 warcinfo, 2 requests, 1 revisits'
reads example-bad.warc.gz.bad 1 0 '1 warcinfo, 2 requests, 1 revisits, 1 not 200'
has id 'http://example.com/?example=1'
reads example-digest.warc 0 0 '4 requests'
# A real front page, whose links are its only content; that its chunks are joined is test_http's to show.
reads example-iana.org-chunked.warc 0 0 '1 warcinfo, 1 requests, 1 pages without an article'
reads example-resource.warc.gz 1 0 '2 warcinfo'
reads example-space-in-target-uri.warc.gz 0 0 '1 warcinfo, 1 not pages'
reads example-trunc.warc 1 0 '2 warcinfo, 1 wrong lengths, 1 requests'
holds 'its text' 'illustrative examples'
reads example-wget-bad-target-uri.warc.gz 1 0 '1 warcinfo, 1 requests, 1 metadata, 2 not pages'
has id http://example.com/
reads example-wrong-chunks.warc.gz 1 0 '1 requests'
reads post-test.warc.gz 0 0 '3 not pages, 3 requests'
reads example.arc 1 0 '1 filedesc'
holds 'its date' '"warc-date","2014-02-16T05:02:21Z"'
reads example.arc.gz 1 0 '1 filedesc'
reads example-space-in-url.arc 1 0 '1 filedesc, 1 cut pages'
has url 'http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples%20From%20The%20Live%20Web&IsPopUp=False'
reads bad.arc 0 2 '1 wrong lengths, 1 filedesc, 1 empty pages'
finish
