# shellcheck shell=bash
# Questions to the worker and the API of the system that runs in this clone. In a cluster: kubectl port-forward, docs/runbook.md.

recount() { ask_worker GET /operations/recount; }

dead_letters() {
  case ${1:-list} in
    list) ask_worker GET /operations/dead-letters ;;
    replay) ask_worker POST /operations/dead-letters/replay ;;
    *) fail "usage: ./voting dead-letters [list | replay]" ;;
  esac
}

reconcile() { ask API POST /api/v1/stores/reconcile; }

ask_worker() { ask Worker "$@"; }

# ask SERVICE METHOD PATH
ask() {
  local service=$1 port key
  shift
  port=$(sed -n "s,^ *$service .*:\([0-9]*\)\$,\1,p" "$STATE/urls" 2>/dev/null || true)
  [ -n "$port" ] || fail "nothing runs in this clone; start it with ./voting up"
  # Where the AppHost keeps the key that it generated; whoever sets another one says it here.
  key=${ADMINISTRATOR_KEY:-$(dotnet user-secrets list --id voting-apphost 2>/dev/null | sed -n -E 's/^Parameters:(administrator|organiser)-key = //p' | head -n 1)}
  # HTTP/1.0, so that the answer is one plain body.
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout 300 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf "%s %s HTTP/1.0\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n" "$2" "$3" "$1" "$4" >&3
    sed "1,/^\r*$/d" <&3' bash "$port" "$1" "$2" "$key" || fail "the ${service,,} does not answer on port $port"
  echo
}
