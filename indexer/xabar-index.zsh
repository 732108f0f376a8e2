#compdef xabar-index
# SPDX-License-Identifier: GPL-2.0-or-later

_xabar_index_formats()
{
	local -a formats
	formats=('auto:by content' ${(f)"$(xabar-index --formats 2>/dev/null |
		sed -n 's/^\([^ ]*\) *\(\.[^ ]* \)* *\([^ ].*\)$/\1:\3/p')"})
	_describe format formats
}

_xabar_index_fields()
{
	_values -s , field 'id:name' 'title:name' 'date:name' 'source:name' 'section:name' 'byline:name' 'place:name' \
		'lang:name' 'url:name' 'tags:name' 'status:name' 'version:name' 'replaces:name' 'embargo:name' 'updated:name' 'body:name'
}

_xabar_index_actions()
{
	if (( ${words[(I)--delete]} )); then
		_message id
	elif (( ${words[(I)--analyze]} )); then
		_message text
	elif (( ${words[(I)--(status|check|compact|formats)]} )); then
		return 1
	else
		_files
	fi
}

_arguments -s -S \
	'(-d --index)'{-d+,--index=}'[the index]:index:_files -/' \
	'(-f --format)'{-f+,--format=}'[format of the inputs]:format:_xabar_index_formats' \
	'*'{-m+,--map=}'[names of fields that are not found by themselves]:FIELD=NAME,...:_xabar_index_fields' \
	'--charset=[encoding of what is not UTF-8]:charset:(CP1251 CP1254 CP1256 KOI8-R ISO-8859-5 ISO-8859-9 UTF-8)' \
	'--charset-map=[table of bytes and characters]:table:_files' \
	'--lang=[language of records that do not say]:language:(ar az ckb en fa hy ka kk ky ru tg tk tr uk uz)' \
	'--zone=[time zone of dates that do not say]:zone:_time_zone' \
	'--source=[outlet of records that do not say]:source:' \
	'(-j --jobs)'{-j+,--jobs=}'[threads that work]:number:' \
	'--memory=[what a run may use at most]:size (512M):' \
	'--writer=[who writes segments]:writer:(auto bulk xapian)' \
	'--versions=[which earlier versions are kept]:versions:(all numbered none)' \
	'--prune[forget dispatches that have vanished]' \
	'--wait=[wait for another run to finish]:seconds:' \
	'(-n --dry-run)'{-n,--dry-run}'[print the dispatches that would be indexed]' \
	'(-q --quiet)'{-q,--quiet}'[say nothing but errors]' \
	'(-v --verbose)'{-v,--verbose}'[say a line an input]' \
	'--progress=[show how far the run is]:when:(auto always never json)' \
	'--delete[delete the dispatches with the IDs that follow]' \
	'--status[print what the index holds]' \
	'--check[check every file of the index]' \
	'--compact[merge all segments into one]' \
	'--export=[write the index to shards]:folder:_files -/' \
	'--shards=[how many shards]:number (1):' \
	'--shard-by=[to which shards]:what:(turn decade year quarter month)' \
	'--formats[list the formats that are read]' \
	'--analyze[print what is made of each word of the TEXTs that follow]' \
	'(- *)'{-h,--help}'[print the options]' \
	'(- *)'{-V,--version}'[print the version]' \
	'*:path or id:_xabar_index_actions'
