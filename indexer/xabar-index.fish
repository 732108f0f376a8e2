# SPDX-License-Identifier: GPL-2.0-or-later
# fish completion for xabar-index(1)

function __xabar_index_formats
    printf 'auto\tby content\n'
    xabar-index --formats 2>/dev/null | string replace -r '^(\S+)\s+(\.\S+\s)*\s*' '$1\t'
end

function __xabar_index_zones
    string match -rv '^#' </usr/share/zoneinfo/zone.tab 2>/dev/null | string split -f 3 \t
end

complete -c xabar-index -s d -l index -x -a '(__fish_complete_directories)' -d 'The index'
complete -c xabar-index -s f -l format -x -a '(__xabar_index_formats)' -d 'Format of the inputs'
complete -c xabar-index -s m -l map -x -a '{id,title,date,source,section,byline,place,lang,url,tags,status,version,replaces,embargo,updated,body}=' -d 'Names of fields'
complete -c xabar-index -l charset -x -a 'CP1251 CP1254 CP1256 KOI8-R ISO-8859-5 ISO-8859-9 UTF-8' -d 'Encoding of what is not UTF-8'
complete -c xabar-index -l charset-map -r -F -d 'Table of bytes and characters'
complete -c xabar-index -l lang -x -a 'ar az ckb en fa hy ka kk ky ru tg tk tr uk uz' -d 'Language of records that do not say'
complete -c xabar-index -l zone -x -a '(__xabar_index_zones)' -d 'Time zone of dates that do not say'
complete -c xabar-index -l source -x -d 'Outlet of records that do not say'
complete -c xabar-index -s j -l jobs -x -d 'Threads that work'
complete -c xabar-index -l memory -x -a '128M 512M 1G 2G' -d 'What a run may use at most'
complete -c xabar-index -l writer -x -a 'auto bulk xapian' -d 'Who writes segments'
complete -c xabar-index -l versions -x -a 'all numbered none' -d 'Which earlier versions are kept'
complete -c xabar-index -l prune -d 'Forget dispatches that have vanished'
complete -c xabar-index -l wait -x -d 'Wait for another run to finish (seconds)'
complete -c xabar-index -s n -l dry-run -d 'Print the dispatches that would be indexed'
complete -c xabar-index -s q -l quiet -d 'Say nothing but errors'
complete -c xabar-index -s v -l verbose -d 'Say a line an input'
complete -c xabar-index -l progress -x -a 'auto always never json' -d 'Show how far the run is'
complete -c xabar-index -l delete -d 'Delete the dispatches with the IDs that follow'
complete -c xabar-index -l status -d 'Print what the index holds'
complete -c xabar-index -l check -d 'Check every file of the index'
complete -c xabar-index -l compact -d 'Merge all segments into one'
complete -c xabar-index -l export -x -a '(__fish_complete_directories)' -d 'Write the index to shards'
complete -c xabar-index -l shards -x -d 'How many shards'
complete -c xabar-index -l shard-by -x -a 'turn decade year quarter month' -d 'To which shards'
complete -c xabar-index -l formats -d 'List the formats that are read'
complete -c xabar-index -l analyze -d 'Print what is made of each word of the TEXTs that follow'
complete -c xabar-index -s h -l help -d 'Print the options'
complete -c xabar-index -s V -l version -d 'Print the version'
