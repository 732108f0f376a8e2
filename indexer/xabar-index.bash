# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for xabar-index(1)

_xabar_index()
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
	-f|--format)
		words=$(echo auto; xabar-index --formats 2>/dev/null | while IFS=' ' read -r name _; do echo "$name"; done) ;;
	--charset)
		words=$'CP1251\nCP1254\nCP1256\nKOI8-R\nISO-8859-5\nISO-8859-9\nUTF-8' ;;
	--charset-map)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return ;;
	--lang)
		words=$'ar\naz\nckb\nen\nfa\nhy\nka\nkk\nky\nru\ntg\ntk\ntr\nuk\nuz' ;;
	--zone)
		words=$(awk '!/^#/ { print $3 }' /usr/share/zoneinfo/zone.tab 2>/dev/null) ;;
	--export)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
		return ;;
	-m|--map)
		words=$'id=\ntitle=\ndate=\nsource=\nsection=\nbyline=\nplace=\nlang=\nurl=\ntags=\nstatus=\nversion=\nreplaces=\nembargo=\nupdated=\nbody='
		compopt -o nospace 2>/dev/null ;;
	--versions)
		words=$'all\nnumbered\nnone' ;;
	--writer)
		words=$'auto\nbulk\nxapian' ;;
	--shard-by)
		words=$'turn\ndecade\nyear\nquarter\nmonth' ;;
	--progress)
		words=$'auto\nalways\nnever\njson' ;;
	-j|--jobs|--memory|--source|--wait|--shards)
		return ;;
	*)
		if [[ $cur != -* ]]; then
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$cur")
			return
		fi
		words='-d
-f
-m
-j
-n
-q
-v
-h
-V
--index
--format
--map
--charset
--charset-map
--lang
--zone
--source
--jobs
--memory
--writer
--versions
--prune
--wait
--dry-run
--quiet
--verbose
--progress
--delete
--status
--check
--compact
--export
--shards
--shard-by
--formats
--analyze
--help
--version' ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _xabar_index xabar-index
