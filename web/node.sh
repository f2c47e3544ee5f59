#!/bin/sh
# Whether Node is here and new enough for what is in web/. Says so in plain words and fails where it is not.
set -eu
needs=20.19.0
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The web parts need Node $needs or later with npm, and there is none on the PATH: https://nodejs.org" >&2
  exit 1
fi
has=$(node -p process.versions.node)
if [ "$(printf '%s\n%s\n' "$needs" "$has" | sort -V | head -n 1)" != "$needs" ]; then
  echo "The web parts need Node $needs or later; here is $has: https://nodejs.org" >&2
  exit 1
fi
