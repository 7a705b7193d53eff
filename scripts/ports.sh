# shellcheck shell=bash
# Ports of a local run: the usual ones where they are free.

# listening PORT  whether anything on this machine listens on it, on whichever address.
listening() {
  local hex
  hex=$(printf '%04X' "$1")
  awk -v port=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# take_port PORT  whether the port is ours now. Until this process and those that it starts have ended, no other clone of
# this user takes it, even though nobody listens there yet.
take_port() {
  local lock
  ! listening "$1" || return 1
  mkdir -p "$CACHE/ports"
  exec {lock}>>"$CACHE/ports/$1"
  flock -n "$lock" || { exec {lock}>&-; return 1; }
}

# choose_port NAME PREFERRED  sets CHOSEN to the preferred port, or to the next free one in steps of ten, and says so.
choose_port() {
  CHOSEN=$2
  until take_port "$CHOSEN"; do
    CHOSEN=$((CHOSEN + 10))
    [ "$CHOSEN" -le 65535 ] || fail "no free port for the $1"
  done
  [ "$CHOSEN" -eq "$2" ] || echo "  Port $2 is taken: the $1 is on port $CHOSEN."
}

# http_status PORT PATH  the status code of a GET, empty when there is none within a second.
http_status() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout 1 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf "GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n" "$2" "$1" >&3
    read -r _ status _ <&3 && echo "$status"' bash "$1" "$2" 2>/dev/null || true
}
