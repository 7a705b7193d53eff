# shellcheck shell=bash
# ./voting containers: Redis and PostgreSQL as containers, the path of most machines, tried under a podman of its own (docs/rehearsal.md).

# shellcheck source=scripts/rehearse.sh
. "$ROOT/scripts/rehearse.sh"

SYSTEM_LOG=$STATE/containers.log

containers() {
  require_tools
  require_engine
  # shellcheck source=scripts/rehearsal/engine.sh
  . "$ROOT/scripts/rehearsal/engine.sh"
  # shellcheck source=scripts/rehearsal/images.sh
  . "$ROOT/scripts/rehearsal/images.sh"
  mkdir -p "$CACHE" "$STATE"
  exec 7>>"$CACHE/rehearsal.lock"
  flock -n 7 || fail "a rehearsal of this user runs; it has the engine"

  RUN=$BASES/run
  trap 'end_system KILL; close_engine' EXIT
  open_engine 7>&-
  make_bases 7>&-
  name_stores
  offer_podman
  try_it
}

# For DCP, which looks for the program `podman`: in the caller's folder. What starts a container leaves a monitor that keeps standard error open, and DCP would wait for its end.
offer_podman() {
  mkdir -p "$RUN/bin"
  cat >"$RUN/bin/podman" <<WRAPPER
#!/bin/sh
case "\$1 \$2" in run\ * | start\ * | restart\ * | container\ run | container\ start | container\ restart) exec 2>>$RUN/podman.log ;; esac
exec nsenter --mount --target $NAMESPACE --wd="\$PWD" env CONTAINERS_CONF=$RUN/containers.conf \\
  $(command -v podman) --root $BASES/containers --runroot $RUN/run --tmpdir $RUN/tmp "\$@"
WRAPPER
  chmod +x "$RUN/bin/podman"
  export PATH=$RUN/bin:$PATH ASPIRE_CONTAINER_RUNTIME=podman
}

try_it() {
  start_system
  says "Redis syncs every entry" "$(redis CONFIG GET appendfsync | tail -n 1)" always
  vote
  says "A vote is counted" "$(counted)" 1
  finish_system TERM 20
  start_system
  says "The vote is there after a restart of everything" "$(counted)" 1
  began=$SECONDS
  engine stop --time 10 "$(container redis)" >/dev/null
  says "Redis ends by SIGTERM, within seconds" "$(engine inspect --format '{{.State.ExitCode}}' "$(container redis)"), $((SECONDS - began < 5))" "0, 1"
  finish_system KILL 20
}

start_system() {
  "$ROOT/voting" up --Stores=containers 7>&- >"$SYSTEM_LOG" 2>&1 &
  SYSTEM=$!
  local began=$SECONDS
  until grep -q '^Everything is healthy' "$SYSTEM_LOG"; do
    kill -0 "$SYSTEM" 2>/dev/null || fail "the system did not start: $(tail -n 30 "$SYSTEM_LOG")"
    elapsed "Starting the system with containers" $((SECONDS - began))
    sleep 0.5
  done
  finished "$(tail -n 1 "$SYSTEM_LOG")"
  API_ADDRESS=$(sed -n 's,^ *API *\(http.*\)$,\1,p' "$STATE/urls")
}

# finish_system SIGNAL SECONDS  ends the AppHost; nothing may be left after that time.
finish_system() {
  local began=$SECONDS
  end_system "$1"
  until [ -z "$(engine ps --all --quiet)" ]; do
    [ $((SECONDS - began)) -lt "$2" ] || fail "after SIG$1 and $2 s there are still containers: $(engine ps --all)"
    sleep 0.2
  done
  finished "ok After SIG$1 no container is left ($((SECONDS - began)) s)"
}

# SIGTERM to the entrance, which does what Ctrl-C does; SIGKILL to the AppHost itself.
end_system() {
  [ -n "${SYSTEM:-}" ] || return 0
  if [ "$1" = KILL ]; then kill -KILL "$(cat "$STATE/pid")" 2>/dev/null || true; else kill -TERM "$SYSTEM" 2>/dev/null || true; fi
  wait "$SYSTEM" 2>/dev/null || true
  SYSTEM=
}

container() { engine ps --all --format '{{.Names}}' | grep -m 1 "$1"; }

# shellcheck disable=SC2016 # the container's own variable
redis() { engine exec "$(container redis)" sh -c 'redis-cli -a "$REDIS_PASSWORD" --no-auth-warning "$@"' redis-cli "$@"; }

vote() {
  curl -fsS --max-time 10 -o "$RUN/receipt" "$API_ADDRESS/api/v1/polls/pets/ballots" -H 'Content-Type: application/json' \
    -d '{"voter":"a-voter-of-the-container-path","choices":["cats"]}'
}

# The number of counted ballots, as soon as there is one.
counted() {
  local tries
  for tries in $(seq 100); do
    if curl -fsS --max-time 5 "$API_ADDRESS/api/v1/polls/pets/results" 2>/dev/null | grep -o '"counted":[1-9][0-9]*' | cut -d: -f2; then return; fi
    sleep 0.1
  done
  fail "the vote was not counted after $tries tries"
}

# says WHAT FOUND EXPECTED
says() {
  [ "$2" = "$3" ] || fail "$1: found '$2', expected '$3'"
  finished "ok $1"
}
