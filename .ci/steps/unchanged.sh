#!/usr/bin/env bash
# What the checks, the build and the tests wrote must be ignored or outside: a clone stays as it was.
set -euo pipefail
changes=$(git status --porcelain)
[ -z "$changes" ] || { printf 'changed by this run:\n%s\n' "$changes"; exit 1; }
