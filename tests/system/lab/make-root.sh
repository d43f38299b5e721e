#!/bin/sh
# Makes the Debian root that holds Asterisk 22 and Gammu's SMS daemon, once a machine, and prints its folder. Needs to
# be root.
# SIGAP_LAB_CACHE says where (default /var/cache/sigap-lab). Missing packages of the lab are installed with apt.
set -eu
cache=${SIGAP_LAB_CACHE:-/var/cache/sigap-lab}
packages=asterisk,asterisk-modules,asterisk-core-sounds-en-gsm,gammu-smsd
# Another list is another root.
root=$cache/root-$(echo "$packages" | cksum | cut -d ' ' -f 1)
[ "$(id -u)" = 0 ] || { echo "$0: the telephone lab needs root (network namespace, chroot)" >&2; exit 1; }

missing=
for pair in debootstrap:debootstrap sipp:sip-tester espeak-ng:espeak-ng sox:sox chromium:chromium ip:iproute2 \
  fail2ban-regex:fail2ban openssl:openssl dovecot:dovecot-imapd postfix:postfix; do
  command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
done
if [ -n "$missing" ]; then
  apt-get update -qq >&2
  # shellcheck disable=SC2086 # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
fi

if [ ! -e "$root" ]; then
  # The mirror of this machine, as apt knows it, in either of apt's two formats.
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    sed -n -e 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' \
      -e 's/^deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\).*/\2/p' | grep -v security | head -n 1)
  [ -n "$mirror" ] || { echo "$0: no Debian mirror in the apt sources" >&2; exit 1; }
  mkdir -p "$cache"
  new=$(mktemp -d "$root.XXXXXX")
  # Debian 12's debootstrap does not know forky by name: the script is given.
  debootstrap --variant=minbase --include="$packages" forky "$new" "$mirror" /usr/share/debootstrap/scripts/sid >&2
  chmod 755 "$new"
  mv -T "$new" "$root"
fi
echo "$root"
