# shellcheck shell=bash
# ./voting doctor: what `up` and `test` need, what is there, and how to get the rest.

# shellcheck source=scripts/ports.sh
. "$ROOT/scripts/ports.sh"

doctor() {
  ILL=0
  check ".NET SDK 10" has_sdk "https://dot.net/download"
  local source=offline
  ! has_sdk || source=$(aspire_source)
  echo "       AspireSource is $source (docs/aspire-source.md)"
  if [ "$source" = offline ]; then
    check "Linux on x86_64" right_architecture "on other machines install a container engine and use AspireSource=nuget"
    check "Node.js and npm" has_npm "apt-get install -y nodejs npm"
    check "Redis 7 or later" has_redis "./voting up installs it; by hand: apt-get install -y redis-server"
    check "PostgreSQL 15 or later" has_postgres "./voting up installs it; by hand: apt-get install -y postgresql"
    check "Aspire $ASPIRE_VERSION (DCP, dashboard)" has_bundle "./voting up fetches it into $BUNDLE"
  fi
  check "2 GB free for the clone" enough_space "$ROOT" "delete something on the disk of $ROOT"
  check "1 GB free for the cache" enough_space "$HOME" "delete something on the disk of $HOME"
  has_chromium || echo "  note Chromium is not here; ./voting test installs it (apt-get install -y chromium)"
  local port
  for port in 3000 5000 5001 8080 15100 19100 20100; do
    ! listening "$port" || echo "  note port $port is taken; ./voting up will choose another"
  done
  [ "$ILL" -eq 0 ] || fail "$ILL missing"
  echo "Everything that ./voting needs is here."
}

# check WHAT COMMAND [ARGUMENT] REMEDY
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

enough_space() {
  local needed=2097152
  [ "$1" = "$ROOT" ] || needed=1048576
  at_least "$needed" "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')"
}
