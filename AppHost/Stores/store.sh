# shellcheck shell=sh
# What both stores' scripts share: the program, a data folder that one server at a time may use, and the server's end.

# require PROGRAM PACKAGE  ends with the command that installs a program which is missing.
require() {
  command -v "$1" >/dev/null && return
  echo "'$1' is not installed. Install it, then start this resource again: sudo apt-get install $2" >&2
  exit 127
}

# open_data FOLDER  sets $data, a temporary folder where none is named. Descriptor 9, which the server inherits, holds its lock.
open_data() {
  data=$1
  # Others may pass through, because PostgreSQL may run as another user; they cannot list or read.
  umask 066
  [ -n "$data" ] || { data=$(mktemp -d -t voting-store.XXXXXX) && temporary=$data && chmod 711 "$data"; }
  mkdir -p "$data"
  umask 077
  exec 9>>"$data.lock"
  flock -n 9 && return
  echo "Another process still uses $data: waiting up to 20 s for its end."
  flock -w 20 9 && return
  echo "Another process uses $data (lslocks names it). Stop that one, then start this resource again." >&2
  exit 75
}

# serve SIGNAL COMMAND…  runs the server, with descriptor 3 as its input, and ends it by that signal.
serve() {
  signal=$1 code=0 && shift
  "$@" <&3 3<&- &
  server=$!
  trap 'kill -s "$signal" "$server" || :' TERM INT
  while kill -0 "$server" 2>/dev/null; do code=0; wait "$server" || code=$?; done
  [ -z "${temporary:-}" ] || rm -rf "$temporary" "$temporary.lock"
  exit "$code"
}
