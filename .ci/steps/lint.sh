#!/usr/bin/env bash
# Lint and format. Fails on notices too, such as a deprecated setting, which `biome check` only prints.
set -euo pipefail
code=0
said=$(npm run --silent lint -- --colors=off 2>&1) || code=$?
printf '%s\n' "$said"
[ "$code" = 0 ] || exit "$code"
if grep -qE '^Found [0-9]+ (info|warning)|deprecated' <<<"$said"; then
  echo 'A notice is a failure here.'
  exit 1
fi
grep -qE '^Checked [1-9][0-9]+ files' <<<"$said" || { echo 'Looked at nothing.'; exit 1; }
