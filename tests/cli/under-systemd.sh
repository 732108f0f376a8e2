#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# under-systemd.sh TEST OUT: run a shell test of this folder as root by a systemd of its own, the first process of new namespaces.
# It sees the programs of $B in /usr/local/bin, our units, an archive in /srv/archive, this tree in /run/tree, a user xabar, and
# nothing that Debian starts at boot; what it writes outside of /tmp vanishes with it. Its output goes to OUT, systemd's to stdout.
# Exit 77: that cannot be done here.
set -eu
top=$(CDPATH='' cd -- "${0%/*}/../.." && pwd -P)

if [ "${3:-}" != inside ]; then
	groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
	group=$groups/xabar-test-$$
	anew='unshare --mount --pid --fork --kill-child --net --uts --ipc --cgroup'
	[ "$(id -u)" = 0 ] && [ -x /usr/lib/systemd/systemd ] && [ "$groups" ] &&
		$anew sh -c 'mount -t proc proc /proc && mount -t cgroup2 cgroup2 /sys/fs/cgroup' 2>/dev/null &&
		mkdir "$group" 2>/dev/null || exit 77
	# The group is its own, so that it knows of no other processes.
	trap 'find "$group" -depth -type d -exec rmdir {} \;' EXIT
	sh -c 'echo 0 >"$1/cgroup.procs" && shift && exec "$@"' - "$group" $anew sh "$0" "$1" "$2" inside
	exit
fi

mount --make-rprivate /
mount -t proc proc /proc
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for dir in /run /srv /var/lib /usr/local/bin; do mount -t tmpfs -o mode=755 tmpfs $dir; done
cd /run
mkdir tree units targets none
mount --bind "$top" tree
cp "$B"/xabar-index "$B"/xabar-search "$B"/xabar-serve /usr/local/bin
cp -R "$top/corpora/gilavar/data" /srv/archive
{ cat /etc/passwd; echo xabar:x:60123:60123::/nonexistent:/usr/sbin/nologin; } >passwd
{ cat /etc/group; echo xabar:x:60123:; } >group
mount --bind passwd /etc/passwd
mount --bind group /etc/group

cp "$top"/indexer/*.service "$top"/indexer/*.timer "$top"/searcher/serve/*.service "$top"/searcher/serve/*.socket units
(cd /usr/lib/systemd/system && cp ./*.target ./*.slice systemd-exit.service /run/targets)
printf '[Unit]\nDefaultDependencies=no\nWants=test.service\n' >units/test.target
cat >units/test.service <<END
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
Environment=B=/usr/local/bin
ExecStart=/bin/sh /run/tree/tests/cli/$1 inside
ExecStopPost=systemctl --no-block exit
StandardOutput=append:$2
END
mount --bind units /etc/systemd/system
mount --bind targets /usr/lib/systemd/system
mount --bind none /usr/lib/systemd/system-generators
exec env -i PATH="$PATH" container=xabar /usr/lib/systemd/systemd --system --unit=test.target --log-target=console --show-status=no
