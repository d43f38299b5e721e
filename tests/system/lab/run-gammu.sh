#!/bin/sh
# Runs Gammu's SMS daemon in its root, in mounts of its own that go when it goes. Stays in the foreground under this
# process id.
# Usage: run-gammu.sh ROOT LAB_FOLDER     (LAB_FOLDER holds smsdrc and the folder of the modem; inside it is /lab)
set -eu
if [ "${SIGAP_LAB_MOUNTS:-}" != own ]; then
  SIGAP_LAB_MOUNTS=own exec unshare --mount --propagation private "$0" "$@"
fi
root=$1 lab=$2
mkdir -p "$root/lab"
mount --bind "$lab" "$root/lab"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
chroot "$root" chown -R gammu:gammu /lab
# The zone of its database, or it matches no delivery report with what it sent.
TZ=WIB-7 exec chroot "$root" gammu-smsd -c /lab/smsdrc -U gammu -G gammu
