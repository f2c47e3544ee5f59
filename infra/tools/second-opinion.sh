#!/bin/sh
# The promises of the table, and every journey through the whole system, against ministack, another emulator of DynamoDB. What
# differs is for a person to judge by what AWS documents: docs/proof.md lists it. Binaries must be built: `make test` does.
set -eu
port=${PORT:-4566}
BIND_HOST=127.0.0.1 GATEWAY_PORT=$port .tools/ministack/bin/ministack > .tools/ministack.log 2>&1 &
emulator=$!
trap 'kill $emulator' EXIT
tries=0
until curl --silent --output /dev/null "http://127.0.0.1:$port/"; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { echo "ministack does not answer: see .tools/ministack.log"; exit 1; }
  sleep 1
done
# It bills no units as AWS does (a read is not rounded up by four kilobytes, an index costs nothing): those two are left out.
export DYNAMO_URL=http://127.0.0.1:$port
cargo test --locked -p store --test it -- --skip units_are_rounded_up --skip transactions_cost_twice
cargo test --locked -p journeys --test it
