#!/bin/sh
# Runs the system tests in a network namespace of their own, where Asterisk, SIPp, the server and the browsers live.
# Usage: run.sh [jest arguments]       Needs root; the first run makes the Asterisk root (about a minute).
# One file at a time, or as many as SIGAP_SYSTEM_WORKERS says.
set -eu
cd "$(dirname "$0")/../.."
SIGAP_LAB_ROOT=$(tests/system/lab/make-root.sh)
export SIGAP_LAB_ROOT
name=sigap-lab-$$
ip netns add "$name"
cleanup() {
  # Whatever a killed test left: everything in this namespace is ours.
  for pid in $(ip netns pids "$name"); do kill -9 "$pid" 2>/dev/null || true; done
  ip netns del "$name"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
ip netns exec "$name" ip link set lo up
# Asterisk offers browsers no address of 127.0.0.0/8 (ICE): one of those for documentation, which stays in here on lo.
ip netns exec "$name" ip address add 192.0.2.1/32 dev lo
# One of Twilio's, for calls that come over its trunk: it too is on lo, and leads nowhere else.
ip netns exec "$name" ip address add 54.169.127.129/32 dev lo
export SIGAP_LAB_NETNS="$name" NODE_OPTIONS=--experimental-vm-modules
ip netns exec "$name" node node_modules/jest/bin/jest.js -c tests/system/jest.config.js \
  --maxWorkers="${SIGAP_SYSTEM_WORKERS:-1}" "$@"
