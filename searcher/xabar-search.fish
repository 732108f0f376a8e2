# SPDX-License-Identifier: GPL-2.0-or-later
# fish completion for xabar-search(1)

complete -c xabar-search -f
complete -c xabar-search -s d -l index -x -a '(__fish_complete_directories)' -d 'An index; may be repeated'
complete -c xabar-search -s n -l limit -x -d 'Hits to show, at most'
complete -c xabar-search -s o -l offset -x -d 'Hits to leave out first'
complete -c xabar-search -l sort -x -a 'relevance newest oldest' -d 'Order of hits'
complete -c xabar-search -l from -x -d 'Published on that date or later'
complete -c xabar-search -l to -x -d 'Published on that date or earlier'
complete -c xabar-search -l lang -x -a 'ar az ckb en fa hy ka kk ky ru tg tk tr uk uz' -d 'In this language'
complete -c xabar-search -l source -x -d 'From this source'
complete -c xabar-search -l section -x -d 'From this section'
complete -c xabar-search -l format -x -a 'text json jsonl csv ids trec' -d 'How hits are printed'
complete -c xabar-search -l fields -x -a '(__fish_append , rank id score title headline date source section byline place lang url tags status version replaces embargo updated snippet body extras terms length charset charset_how replaced lang_declared lang_margin)' -d 'Fields of json, jsonl and csv'
complete -c xabar-search -l show -x -d 'Print the whole dispatch with this id'
complete -c xabar-search -l count -d 'Print only how many dispatches match'
complete -c xabar-search -l explain -d 'Say what was searched for'
complete -c xabar-search -l topics -r -F -d 'Run the queries of a file'
complete -c xabar-search -l plain -d 'The query is words, without operators'
complete -c xabar-search -l no-names -d 'Words in the spelling that was typed'
complete -c xabar-search -l no-collapse -d 'Show every near-copy by itself'
complete -c xabar-search -s h -l help -d 'Print the options'
complete -c xabar-search -s V -l version -d 'Print the version'
