#!/usr/bin/env bash
# Waits for what runs beside, tells what it said, and ends as it did.
# Usage: ended.sh NAME      NAME.log is what it says, and NAME.code is written at its end.
set -euo pipefail
until [ -s "$1.code" ]; do sleep 1; done
cat "$1.log"
exit "$(cat "$1.code")"
