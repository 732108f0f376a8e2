# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for xabar-search(1)

_xabar_search()
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
	--topics|--batch|--resume)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return ;;
	--sort)
		words=$'relevance\nnewest\noldest' ;;
	--format)
		words=$'text\njson\njsonl\ncsv\ntsv\nids\ntrec\nris\nbibtex\nrss\natom\nhtml' ;;
	--facet)
		words=$'source\nsection\nbyline\nplace\nlang\ntags\nstatus' ;;
	--histogram)
		words=$'year\nmonth\nweek\nday' ;;
	--color)
		words=$'auto\nalways\nnever' ;;
	--fields)
		# The last of a list with commas between.
		local head=
		[[ $cur == *,* ]] && head=${cur%,*},
		words=$(for name in rank id score title headline date source section byline place lang url tags \
			status version replaces embargo updated snippet body extras terms length charset charset_how replaced lang_declared lang_margin hidden similar identical copies; do echo "$head$name"; done)
		compopt -o nospace 2>/dev/null ;;
	--lang)
		words=$'ar\naz\nckb\nen\nfa\nhy\nka\nkk\nky\nru\ntg\ntk\ntr\nuk\nuz' ;;
	-n|--limit|-o|--offset|--format-version|--from|--to|--as-of|--source|--section|--show|--spread|--similar|--column|--alert-add|--alert-remove|--exec|--timeout)
		return ;;
	*)
		[[ $cur == -* ]] || return
		words='-d
-n
-o
-h
-V
--index
--timeout
--limit
--offset
--cursor
--sort
--from
--to
--lang
--source
--section
--as-of
--all
--format
--fields
--facet
--histogram
--format-version
--bom
--color
--show
--versions
--similar
--count
--explain
--topics
--batch
--column
--queries
--resume
--alert-add
--alert-remove
--alert-list
--alerts
--exec
--again
--plain
--no-names
--collapse
--expand
--fresh
--no-collapse
--expand-copies
--spread
--help
--version' ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _xabar_search xabar-search
