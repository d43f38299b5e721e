#!/usr/bin/env bash
# The unit of systemd is understood, and leaves little open. What it names need not be on this machine: a copy names what is.
set -euo pipefail
if ! command -v systemd-analyze >/dev/null; then
  # The telephones' surroundings may be installing what they need at the same time.
  apt=(apt-get -qq -o DPkg::Lock::Timeout=240)
  { "${apt[@]}" update && DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends systemd; } >/dev/null ||
    { echo 'systemd cannot be installed here'; exit 1; }
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unit=$folder/sigap.service
sed -e "s|^ExecStart=[^ ]*|ExecStart=$(command -v node)|" deploy/systemd/sigap.service >"$unit"
# Other units that this machine lacks are nothing against ours; whatever is said of ours is.
said=$(systemd-analyze verify --man=no "$unit" 2>&1) || { printf '%s\n' "$said"; exit 1; }
if grep -F sigap.service <<<"$said"; then exit 1; fi
systemd-analyze security --offline=yes --threshold=20 --no-pager "$unit" | tail -1
