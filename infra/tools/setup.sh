#!/bin/sh
# Puts the pinned build tools (SAM, cargo-lambda, zig, cfn-lint) into .tools/, a Python environment of this repository alone.
# Safe to run again: does nothing when requirements.txt has not changed since.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
wanted="$top/infra/tools/requirements.txt"
tools="$top/.tools"
installed="$tools/installed-requirements.txt"

# zig links for arm64, and rustc needs that target's standard library. rust-toolchain.toml names it, but an
# installation without rustup (a distribution's package) has to bring it by itself.
if command -v rustup >/dev/null; then
    cd "$top"
    if ! rustup target list --installed | grep -q '^aarch64-unknown-linux-gnu$'; then
        # Only `make build` needs it: a machine without it still validates the template and runs the tests.
        rustup target add aarch64-unknown-linux-gnu || echo "setup: could not add it; make build will need it" >&2
    fi
else
    echo "setup: rustup not found; your rustc needs the standard library of aarch64-unknown-linux-gnu" >&2
fi

if [ -x "$tools/bin/sam" ] && [ -x "$tools/bin/cargo-lambda" ] && cmp -s "$wanted" "$installed"; then
    exit 0
fi

python=${PYTHON:-python3}
if ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "setup: needs Python 3.10 or later with venv (Debian: apt install python3-venv). Set PYTHON to choose another." >&2
    exit 1
fi

echo "setup: installing build tools into .tools (about a minute)" >&2
"$python" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"

cp "$wanted" "$installed"
