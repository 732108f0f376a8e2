# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for xabar-serve(1)

_xabar_serve()
{
	local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} words
	local IFS=$'\n'

	# bash splits --option=value into three words.
	if [[ $cur == '=' ]]; then
		cur=
	elif [[ $option == '=' && $COMP_CWORD -ge 2 ]]; then
		option=${COMP_WORDS[COMP_CWORD-2]}
	fi
	COMPREPLY=()
	case $option in
	-d|--index)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return ;;
	--token-file|--slow-log)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return ;;
	--listen)
		words=$'127.0.0.1:7171\nunix:/\nLISTEN_FDS' ;;
	--host|--timeout|-j|--workers|--max-hits|--max-depth|--max-size|--max-time|--max-body|--max-rows|--slow-ms)
		return ;;
	*)
		words='-d
-j
-h
-V
--index
--timeout
--alerts
--listen
--token-file
--public
--host
--workers
--max-hits
--max-depth
--max-size
--max-time
--max-body
--max-rows
--slow-log
--slow-ms
--help
--version' ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _xabar_serve xabar-serve
