#!/bin/sh
# Fills the site's values into the configuration files beside this script.
# Usage: render.sh SITE_FILE TARGET_FOLDER
# Exits 1 and writes nothing when a value is missing or holds a character that Asterisk would read as its own.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 SITE_FILE TARGET_FOLDER" >&2; exit 1; }
site=$1 target=$2 here=$(cd "$(dirname "$0")" && pwd)
script=$(mktemp)
trap 'rm -f "$script"' EXIT
faults=0
# Without these nobody is called, nobody listens, nothing is recorded, nothing asked before or after; an older site.conf has none of them.
closed='TRUNK_OUT OFFICE_NUMBER LISTENING RECORDINGS MENU SURVEY'
for key in SIGAP_AGI SIGAP_TOKEN AMI_BIND AMI_PORT AMI_USER AMI_SECRET AMI_PERMIT SIP_BIND SIP_PORT TRUNK_ADDRESS \
  HTTP_BIND HTTP_PORT RTP_START RTP_END $closed; do
  value=$(sed -n "s/^$key=//p" "$site" | tail -n 1)
  case " $closed " in *" $key "*) value=${value:-no} ;; esac
  if ! printf '%s\n' "$value" | grep -Eqx '[A-Za-z0-9._~:/@%+-]+'; then
    echo "$site: $key is missing or holds other characters than A-Z a-z 0-9 . _ ~ : / @ % + -" >&2
    faults=1
  fi
  printf 's|@%s@|%s|g\n' "$key" "$value" >>"$script"
done
trunk=$(sed -n 's/^TRUNK_ADDRESS=//p' "$site" | tail -n 1) http=$(sed -n 's/^HTTP_BIND=//p' "$site" | tail -n 1)
case $trunk in
  */0 | 0.0.0.0 | :: | 0.0.0.0/* | ::/*)
    echo "$site: TRUNK_ADDRESS is everybody: whoever calls from it is taken for the operator" >&2
    faults=1
    ;;
  "$http" | "$http"/*)
    echo "$site: TRUNK_ADDRESS is HTTP_BIND, from where browsers come through a reverse proxy" >&2
    faults=1
    ;;
esac
# AMI cannot bind this right to one context, so where nobody is called and nobody listens there is none.
originate=
grep -q '^s|@LISTENING@|yes|g$' "$script" && originate=,originate
grep -q '^s|@TRUNK_OUT@|no|g$' "$script" || originate=,originate
printf 's|@AMI_ORIGINATE@|%s|g\n' "$originate" >>"$script"
[ $faults -eq 0 ] || exit 1
umask 027
mkdir -p "$target"
for file in "$here"/*.conf; do
  sed -f "$script" "$file" >"$target/$(basename "$file").new"
done
for file in "$target"/*.conf.new; do
  mv "$file" "${file%.new}"
done
# Written later by Sigap's user command; the include must find a file.
[ -e "$target/pjsip_agents.conf" ] || : >"$target/pjsip_agents.conf"
# Written by the server, which makes queues here.
mkdir -p "$target/sigap"
[ -e "$target/sigap/queues.conf" ] || : >"$target/sigap/queues.conf"
