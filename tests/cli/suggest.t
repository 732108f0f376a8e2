#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# suggest.t - "did you mean": what is suggested for a mistyped word, and for what nothing is.
. "${0%/*}/lib.sh"

cat >a.jsonl <<'EOF'
{"id":"1","lang":"en","title":"The government railway","body":"The government opened a railway corridor. Ships need the ferry.","byline":"Elshan Bayramli"}
{"id":"2","lang":"ru","body":"Сегодня привет и новости: правительство открыло дорогу. Жизнь идёт."}
{"id":"3","lang":"az","body":"Hökumət yeni dəmir yolu açdı. Dünən uşaqlar məktəbə getdi."}
{"id":"4","lang":"fa","body":"دولت راه آهن را گشود. سلام بر همه."}
{"id":"5","lang":"tr","body":"Hükümet demiryolunu açtı, çocuklar okula gitti."}
{"id":"6","lang":"ka","body":"მთავრობა და რკინიგზა."}
EOF
xabar-index -q -d x a.jsonl
export XABAR_INDEX=x

# means CLAIM SUGGESTION ARGUMENT...: that is suggested; '' is nothing.
means()
{
	_what=$1 _wanted=$2
	shift 2
	xabar-search --format json "$@" >out
	is "$_what" "$(perl -MJSON::PP -e 'local $/; my $s = decode_json(<STDIN>)->{suggestion}; binmode STDOUT, ":utf8"; print $s // ""' <out)" "$_wanted"
}

means 'a letter is missing' government goverment
means 'a letter too many' government governmment
means 'another letter' government governmemt
means 'two exchanged' government govenrment
means 'Cyrillic' правительство правителство
means 'Azerbaijani' uşaqlar uşqlar
means 'Persian' دولت دوکت
means 'Georgian' მთავრობა მთავროა
means 'a capital letter is no mistake' 'government railway' 'Goverment railway'

means 'the keys of another layout' привет ghbdtn
means 'and the other way' railway кфшдцфн
means 'keys that are letters in the layout meant' жизнь ';bpym'
means 'in Persian' سلام sghl
means 'Russian in Latin letters' новости novosti

means 'all words but the mistyped ones stay as they are' '+government -ferry "railway corridor" OR (title:railway)' \
	'+goverment -ferry "railway corridr" OR (title:railwya)'
means 'an excluded one, too' 'railway -ferry' 'railway -fery'
means 'fields and dates stay' 'title:government date:2022..2023' 'title:goverment date:2022..2023'
means 'words are looked up in their field' byline:elshan byline:rlshan
means 'and not suggested from another' '' title:coridor
means 'an equals sign stays' '=government' '=goverment'
means 'NEAR stays' 'government NEAR/3 railway' 'goverment NEAR/3 raiway'
means 'words without operators' 'government railway?' --plain 'goverment railway?'

means 'a word that is found' '' 'government railway'
means 'an inflected word that is found' '' governments
means 'a word in another script that is found by its variants' '' Байрамлы
means 'numbers' '' 20222
means 'words of three letters' '' rai
means 'the beginning of a word' '' 'goverm*'
means 'what is like nothing' '' zzyzxquux
means 'nothing asked' '' --sort newest

exits 1 'text' xabar-search goverment
holds 'a line tells it' '^did you mean: government$'
exits 0 'text of what is found' xabar-search government
lacks 'has no such line' '^did you mean'
exits 1 'null is what JSON has otherwise' xabar-search --format json zzyzxquux
holds 'as ever' '"suggestion":null'
mkdir empty
xabar-index -q -d none empty
exits 1 'an empty index' xabar-search -d none goverment
lacks 'suggests nothing' 'did you mean'

finish
