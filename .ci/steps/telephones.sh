#!/usr/bin/env bash
# The system tests in which telephones ring, in two halves at one time: each has a network namespace, an exchange and browsers
# of its own. They mostly wait for people to talk; one after the other they left two cores idle for four fifths of the time.
# Usage: telephones.sh RESULTS   (a folder; it gets telephones-1.json and telephones-2.json)
set -euo pipefail
halves=()
for half in 1 2; do
  npm run --silent test:system -- --ci --json --outputFile="$1/telephones-$half.json" --shard="$half/2" \
    --testPathIgnorePatterns 'screens\.test\.ts$' &
  halves+=($!)
done
code=0
for half in "${halves[@]}"; do wait "$half" || code=$?; done
exit "$code"
