# SPDX-License-Identifier: GPL-2.0-or-later
# fish completion for xabar-serve(1)

complete -c xabar-serve -f
complete -c xabar-serve -s d -l index -x -a '(__fish_complete_directories)' -d 'An index; may be repeated'
complete -c xabar-serve -l timeout -x -d 'What a server of a shard has to answer in, in seconds'
complete -c xabar-serve -l alerts -x -a '(__fish_complete_directories)' -d 'Whose alerts are fed'
complete -c xabar-serve -l listen -x -a '127.0.0.1:7171 unix:/ LISTEN_FDS' -d 'Where it is reached'
complete -c xabar-serve -l token-file -r -F -d 'Answer only who sends one of its tokens'
complete -c xabar-serve -l public -d 'Answer everybody'
complete -c xabar-serve -l host -x -d 'What browsers call the server'
complete -c xabar-serve -s j -l workers -x -d 'Threads that search'
complete -c xabar-serve -l max-hits -x -d 'Hits of one answer, at most'
complete -c xabar-serve -l max-depth -x -d 'The last hit that can be asked for'
complete -c xabar-serve -l max-size -x -d 'Bytes of an answer, at most'
complete -c xabar-serve -l max-time -x -d 'Milliseconds to an answer, at most'
complete -c xabar-serve -l max-body -x -d 'Bytes of a table that is sent, at most'
complete -c xabar-serve -l max-rows -x -d 'Rows of one, at most'
complete -c xabar-serve -l slow-log -r -F -d 'Note what took long in a file'
complete -c xabar-serve -l slow-ms -x -d 'What took long, in milliseconds'
complete -c xabar-serve -s h -l help -d 'Print the options'
complete -c xabar-serve -s V -l version -d 'Print the version'
