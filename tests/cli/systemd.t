#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The units, run by systemd: what they forbid is forbidden, and xabar-serve does there what it does elsewhere.
. "${0%/*}/lib.sh"

if [ "${1:-}" != inside ]; then
	[ ! "$sanitized" ] || { echo '1..0 # SKIP sanitizers do what the units forbid'; exit 0; }
	command -v curl >/dev/null || { echo '1..0 # SKIP no curl'; exit 0; }
	: >claims
	sh "$tests/cli/under-systemd.sh" systemd.t "$scratch/claims" >log 2>&1
	case $? in 77) echo '1..0 # SKIP no systemd, or it cannot be started here'; exit 0 ;; esac
	cat claims
	grep -q '^1\.\.' claims || { sed 's/^/# /' log; exit 1; }
	! grep -q '^not ok' claims
	exit
fi

# status OF KEY: what /proc says of the server.
status()
{
	sed -n "s/^$1:[[:space:]]*//p" "/proc/$(pid)/status"
}

pid()
{
	systemctl show -P MainPID xabar-serve.service
}

# within COMMAND...: in the file systems that the server sees.
within()
{
	nsenter -m -t "$(pid)" "$@"
}

ask()
{
	curl -sS -o out "http://127.0.0.1:7171$1" 2>>err
}

# ---- xabar-index.service ----

exits 0 'the indexer runs' systemctl start xabar-index.service
is 'as its own user' "$(stat -c %U /var/lib/xabar/news.xabar/MANIFEST)" xabar
is 'and indexes the archive' "$(total /var/lib/xabar/news.xabar)" 46
{ record ok-1 Alat "Ships at Alat."; echo "{\"title\":"; } >/srv/archive/bad.jsonl
exits 0 'what is rejected is no failure' systemctl start xabar-index.service
holds 'but is known' /srv/archive/bad.jsonl /var/lib/xabar/news.xabar/rejects.log

# ---- xabar-serve.service ----

exits 0 'the socket is open before there is a server' systemctl start xabar-serve.socket
ask /healthz
holds 'who connects starts it' '"status":"running"'
is 'systemd knows that it is ready' "$(systemctl show -P ActiveState xabar-serve.service)" active
is 'it is no privileged user' "$(status Uid | tr '\t' ' ')" '60123 60123 60123 60123'
is 'has no capabilities' "$(status CapEff) $(status CapPrm) $(status CapBnd)" '0000000000000000 0000000000000000 0000000000000000'
is 'gets none' "$(status NoNewPrivs)" 1
is 'has a filter of system calls' "$(status Seccomp)" 2
is 'has a network of its own, in which there is nothing' "$(nsenter -n -t "$(pid)" cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' ')" lo
for dir in / /usr /etc /var/lib/xabar /var/lib/xabar/news.xabar /srv; do
	is "cannot write in $dir" "$(within touch "${dir%/}/x" 2>&1 | sed 's/.*: //')" 'Read-only file system'
done
is 'sees no home' "$(within ls -A /root /home 2>&1 | grep -v -e '^$' -e ':$')" ''
is 'has a /tmp of its own' "$(within ls -A /tmp)" ''
ask '/search?q=ferry'
json 'it searches' '$d->{total}{value} > 0' out
record new-1 'A zeppelin over Alat' 'The zeppelin Mercan left Alat.' >/srv/archive/new.jsonl
systemctl start xabar-index.service
ask '/search?q=zeppelin'
json 'and finds what is published' '$d->{total}{value} == 1'

# Nobody is turned away while there is no server.
before=$(pid)
systemctl kill -s KILL xabar-serve.service
ask /healthz
holds 'one that is killed is started again' '"status":"running"'
is 'as another process' "$([ "$(pid)" != "$before" ] && echo yes)" yes
systemctl restart xabar-serve.service
ask /healthz
holds 'so is one that is told to end' '"status":"running"'
is 'which did' "$(systemctl show -P Result xabar-serve.service)" success

# ---- What the units forbid, tried as the programs would ----

# instead UNIT NAME COMMAND: a unit like that, which runs the command once, and writes to ./NAME.
instead()
{
	sed '/^Requires=/d; /^After=/d; /^WatchdogSec=/d; /^Restart=/d; /^SuccessExitStatus=/d; s/^Type=.*/Type=oneshot/; /^ExecStart=/d' \
		"$units/$1.service" | sed "/^\[Service\]/a Environment=B=/usr/local/bin\nExecStart=$3\nStandardOutput=append:$scratch/$2" \
		>"$units/$2.service"
	systemctl daemon-reload
	systemctl start "$2.service"
}

units=/etc/systemd/system
cat >/usr/local/bin/try <<'END'
import ctypes, errno, mmap, os, signal, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), '')
tries = {
    'memory to write and run': lambda: mmap.mmap(-1, 4096, prot=7),
    'a raw socket': lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    'a netlink socket': lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    'a namespace': lambda: call('unshare', 0x10000000),
    'another personality': lambda: call('personality', 8),
    'a set-user-id file': lambda: os.chmod(os.open('/tmp/x', os.O_CREAT | os.O_WRONLY), 0o4755),
    'another owner': lambda: os.chown('/tmp', 0, 0),
    'another user': lambda: os.setuid(0),
    'a mount': lambda: call('mount', b'none', b'/tmp', b'tmpfs', 0, None),
    'another process': lambda: call('ptrace', 16, 1, 0, 0),
    'a module': lambda: call('syscall', 313, 0, b'', 0),
}
for what, do in tries.items():
    pid = os.fork()
    if not pid:
        try:
            do()
        except OSError as e:
            os._exit(e.errno)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    print(what + ':', signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else errno.errorcode.get(status >> 8, 'allowed'))
END
for unit in xabar-serve xabar-index; do
	exits 0 "as $unit" instead $unit $unit-try '/usr/bin/python3 /usr/local/bin/try'
	cp $unit-try out
	prints 'nothing of that is allowed' <<'END'
memory to write and run: EPERM
a raw socket: EAFNOSUPPORT
a netlink socket: EAFNOSUPPORT
a namespace: EPERM
another personality: EPERM
a set-user-id file: EPERM
another owner: SIGSYS
another user: SIGSYS
a mount: SIGSYS
another process: SIGSYS
a module: SIGSYS
END
done

# ---- What the programs are tested for elsewhere, as that user and under these restrictions ----

# does UNIT TEST
does()
{
	exits 0 "$2 under $1" instead "$1" "$2" "/bin/sh /run/tree/tests/cli/$2"
	grep '^not ok' -A 8 "$2" | sed 's/^/# /'
	holds 'all of it' '^1\.\.[1-9][0-9]+$' "$2"
}

does xabar-serve serve.t
does xabar-index archive.t # what unpacks it are libraries of others

finish
