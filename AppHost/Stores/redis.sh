#!/bin/sh
# redis.sh DATA PORT ARGUMENT…  this machine's redis-server with the arguments that the container would get.
set -eu
. "$(dirname "$0")/store.sh"
require redis-server redis-server
open_data "$1"
port=$2 && shift 2
# The password has no place on a command line: options become lines of a configuration on standard input.
options=$(printf '%s ' "$@" | sed -e 's/^.*redis-server //' -e 's/ *--/\n/g' | grep -v '^requirepass' || true)
serve TERM redis-server - 3<<CONFIGURATION
bind 127.0.0.1 -::1
port $port
dir "$data"
$options
requirepass $REDIS_PASSWORD
CONFIGURATION
