# shellcheck shell=bash
# ./voting doctor: what `up` and `test` need, what is there, and how to get the rest.

# shellcheck source=scripts/ports.sh
. "$ROOT/scripts/ports.sh"

doctor() {
  ILL=0
  check ".NET SDK 10" has_sdk "https://dot.net/download"
  if stores_are_processes; then
    echo "  note No container engine answers: Redis and PostgreSQL run as this machine's own programs (--Stores=containers for an engine)"
    check "Redis 7 or later" has_redis "./voting up installs it; by hand: apt-get install -y redis-server"
    check "PostgreSQL 15 or later" has_postgres "./voting up installs it; by hand: apt-get install -y postgresql"
  else
    check "A container engine for Redis and PostgreSQL" has_engine "start it, or use this machine's own programs: ./voting up --Stores=processes"
    has_redis && has_postgres || echo "  note ./voting test installs Redis and PostgreSQL (apt-get install -y redis-server postgresql)"
  fi
  check "2 GB free for the clone" enough_space "$ROOT" 2097152 "delete something on the disk of $ROOT"
  check "1 GB free for NuGet's packages" enough_space "$HOME" 1048576 "delete something on the disk of $HOME"
  command -v kubectl >/dev/null || echo "  note kubectl is not here; ./voting manifests and their tests need 1.30 or later: https://kubernetes.io/docs/tasks/tools/"
  has_chromium || echo "  note Chromium is not here; ./voting test installs it (apt-get install -y chromium)"
  has_promtool || echo "  note promtool is not here; ./voting test installs it (apt-get install -y prometheus)"
  local port
  for port in 3000 5000 5001 8080 15100 19100 20100; do
    ! listening "$port" || echo "  note port $port is taken; ./voting up will choose another"
  done
  [ "$ILL" -eq 0 ] || fail "$ILL missing"
  echo "Everything that ./voting needs is here."
}

# check WHAT COMMAND [ARGUMENT…] REMEDY
check() {
  local what=$1 remedy=${*: -1}
  shift
  if "${@:1:$#-1}"; then
    echo "    ok $what"
  else
    echo "  miss $what: $remedy"
    ILL=$((ILL + 1))
  fi
}

# enough_space FOLDER KILOBYTES
enough_space() { at_least "$2" "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')"; }
