# SPDX-License-Identifier: GPL-2.0-or-later
# http.sh - after lib.sh, for tests of xabar-serve.

command -v curl >/dev/null || { echo '1..0 # SKIP no curl'; exit 0; }
server=
clean_up=stop_server
served='-d x'

# serve OPTION...: what $served says, at a free port, or wherever --listen says; its address is in $url.
serve()
{
	case " $* " in *' --listen '*) ;; *) set -- --listen 127.0.0.1:0 "$@" ;; esac
	: >served.err
	xabar-serve $served "$@" 2>>served.err </dev/null &
	server=$!
	until grep -q ' dispatches at ' served.err; do
		kill -0 "$server" 2>/dev/null || { server=; break; }
		sleep 0.05
	done
	url=$(sed -n 's/.* dispatches at //p' served.err)
}

# Its exit code is in $ended.
stop_server()
{
	ended=
	[ "$server" ] || return 0
	kill "$server"
	ended=0
	wait "$server" || ended=$?
	server=
}

# ask CODE CLAIM TARGET [CURL OPTION...]: the body is in ./out, the head in ./head.
ask()
{
	_code=$1 _claim=$2 _target=$3
	shift 3
	: >out
	_got=$(curl -sS --globoff -o out -D head -w '%{http_code}' "$@" "$url$_target" 2>err)
	tr -d '\r' <head >head.txt
	if [ "$_got" = "$_code" ]; then
		ok "$_claim"
	else
		{ echo "$_got, not $_code: $_target"; cat err head.txt out; } >why
		not_ok "$_claim"
	fi
}

header()
{
	sed -n "s/^$1: //Ip" head.txt
}
