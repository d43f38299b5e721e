#!/bin/sh
# Runs Asterisk in its root, in mounts of its own that go when it goes. Stays in the foreground under this process id.
# Usage: run-asterisk.sh ROOT LAB_FOLDER     (LAB_FOLDER holds etc, var and sounds; inside it is /lab)
set -eu
if [ "${SIGAP_LAB_MOUNTS:-}" != own ]; then
  SIGAP_LAB_MOUNTS=own exec unshare --mount --propagation private --uts "$0" "$@"
fi
root=$1 lab=$2
# Its own name must resolve without DNS, or every call waits for it.
hostname localhost
echo '127.0.0.1 localhost' >"$lab/hosts"
: >"$lab/resolv.conf"
touch "$root/etc/hosts" "$root/etc/resolv.conf"
mount --bind "$lab/hosts" "$root/etc/hosts"
mount --bind "$lab/resolv.conf" "$root/etc/resolv.conf"
mkdir -p "$root/lab" "$root/usr/share/asterisk/sounds/id/sigap"
# With the disk for recordings in it.
mount --rbind "$lab" "$root/lab"
mount --bind "$lab/sounds" "$root/usr/share/asterisk/sounds/id/sigap"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
chroot "$root" chown -R asterisk:asterisk /lab/etc /lab/var
exec chroot "$root" asterisk -f -n -U asterisk -G asterisk -C /lab/etc/asterisk.conf
