# shellcheck shell=bash
# ./voting up: the AppHost, from a fresh clone to a running system and back to nothing.

# shellcheck source=scripts/ports.sh
. "$ROOT/scripts/ports.sh"

APPHOST_LOG=$STATE/apphost.log
URLS=$STATE/urls
GIVE_UP=${VOTING_GIVE_UP:-600} # seconds until everything must be healthy; the first start may fetch images

up() {
  local began=$SECONDS
  mkdir -p "$STATE"
  # The AppHost inherits this lock, so it is held as long as the AppHost or one of its processes lives.
  exec 9>>"$STATE/up.lock"
  flock -n 9 || tell_about_the_first
  : >"$URLS"

  require_tools
  ! stores_are_processes "$@" || require_stores
  step "Building" dotnet build AppHost/AppHost.csproj --nologo -v quiet
  choose_ports
  start_apphost "$@"
  await_healthy
  print_urls | tee "$URLS"
  echo "Everything is healthy after $((SECONDS - began)) s. The AppHost's log is in ${APPHOST_LOG#"$ROOT/"}. Ctrl-C stops everything."
  watch_apphost
}

tell_about_the_first() {
  if [ -s "$URLS" ]; then
    echo "This clone is running already (process $(cat "$STATE/pid")):"
    cat "$URLS"
    echo "Stop it with Ctrl-C where it was started, or: kill $(cat "$STATE/pid")"
  else
    echo "This clone is being started or stopped by another ./voting up."
  fi
  exit 1
}

choose_ports() {
  choose_port gateway "${Ports__Gateway:-8000}" && GATEWAY=$CHOSEN
  choose_port frontend "${Ports__Frontend:-3000}" && FRONTEND=$CHOSEN
  choose_port API "${Ports__Api:-5000}" && API=$CHOSEN
  choose_port "results page" "${Ports__Results:-5001}" && RESULTS=$CHOSEN
  choose_port worker "${Ports__Worker:-8080}" && WORKER=$CHOSEN
  choose_port dashboard 15100 && DASHBOARD=$CHOSEN
  choose_port "telemetry intake" 19100 && OTLP=$CHOSEN
  choose_port "resource service" 20100 && RESOURCES=$CHOSEN
}

# What the launch profile of `dotnet run --project AppHost` sets, with the ports chosen.
start_apphost() {
  trap 'stop_apphost; exit 0' INT TERM HUP
  (
    cd AppHost || exit
    export ASPNETCORE_ENVIRONMENT=Development DOTNET_ENVIRONMENT=Development ASPIRE_ALLOW_UNSECURED_TRANSPORT=true
    export ASPNETCORE_URLS="http://localhost:$DASHBOARD"
    export ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL="http://localhost:$OTLP"
    export ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL="http://localhost:$RESOURCES"
    export Ports__Gateway=$GATEWAY Ports__Frontend=$FRONTEND Ports__Api=$API Ports__Results=$RESULTS Ports__Worker=$WORKER
    exec dotnet bin/Debug/net10.0/AppHost.dll "$@" </dev/null
  ) >"$APPHOST_LOG" 2>&1 &
  APPHOST=$!
  echo "$APPHOST" >"$STATE/pid"
}

await_healthy() {
  local began=$SECONDS waiting
  while waiting=$(not_yet_healthy) && [ -n "$waiting" ]; do
    kill -0 "$APPHOST" 2>/dev/null || apphost_ended
    tell_troubles
    if grep -q 'appears to be unhealthy' "$APPHOST_LOG"; then
      stop_apphost
      fail "the container engine does not work. Start it, or let this machine's own programs run: ./voting up --Stores=processes"
    elif [ $((SECONDS - began)) -ge "$GIVE_UP" ]; then
      stop_apphost
      fail "the $waiting was not healthy after $GIVE_UP s; the AppHost's log is in $APPHOST_LOG"
    elif [ $((SECONDS - began)) -gt 60 ] && [ -z "${WARNED:-}" ]; then
      WARNED=1
      finished "Not everything is healthy after 60 s (a first start with containers fetches their images); the dashboard shows why: $(dashboard_url)"
    fi
    elapsed "Waiting for the $waiting" $((SECONDS - began))
    sleep 0.3
  done
  finished "Healthy: api, worker, results, frontend, gateway ($((SECONDS - began)) s)"
}

# The first that is not healthy, in the order in which they can become so; nothing when all are.
not_yet_healthy() {
  if [ "$(http_status "$API" /ready)" != 200 ]; then echo api
  elif [ "$(http_status "$WORKER" /ready)" != 200 ]; then echo worker
  elif [ "$(http_status "$RESULTS" /ready)" != 200 ]; then echo results
  elif [ "$(http_status "$FRONTEND" /ready)" != 200 ]; then echo frontend
  elif [ "$(http_status "$GATEWAY" /ready)" != 200 ]; then echo gateway
  fi
}

# What went wrong so far, each line once: the host's warnings and errors, among them the last lines of a resource that failed.
TROUBLES=0
tell_troubles() {
  local troubles
  mapfile -t troubles < <(awk '/^[a-z]+: / { trouble = /^(warn|fail|crit): (Aspire\.Hosting|AppHost)/ } trouble && sub(/^      /, "")' "$APPHOST_LOG")
  for trouble in "${troubles[@]:$TROUBLES}"; do
    finished "! $trouble"
  done
  TROUBLES=${#troubles[@]}
}

# The AppHost prints the address that carries the login token.
dashboard_url() {
  local url
  url=$(grep -oE -m 1 'https?://[^ ]+/login\?t=[^ ]+' "$APPHOST_LOG" || true)
  echo "${url:-http://localhost:$DASHBOARD}"
}

print_urls() {
  printf '  %-12s %s\n' \
    Voting "http://localhost:$GATEWAY" "Host console" "http://localhost:$GATEWAY/host" "Live results" "http://localhost:$GATEWAY/results" Dashboard "$(dashboard_url)" \
    Frontend "http://localhost:$FRONTEND" Results "http://localhost:$RESULTS" API "http://localhost:$API" Worker "http://localhost:$WORKER"
}

# What fails later is told too. A signal ends `wait` at once, but not a command in the foreground.
watch_apphost() {
  while kill -0 "$APPHOST" 2>/dev/null; do
    tell_troubles
    sleep 5 9>&- &
    NAP=$!
    wait -n "$APPHOST" "$NAP" || true
  done
  kill "$NAP" 2>/dev/null || true
  apphost_ended
}

# It ended by itself: its last words say why.
apphost_ended() {
  local status=0
  wait "$APPHOST" || status=$?
  tail -n 30 "$APPHOST_LOG" >&2
  await_clean_up
  [ "$status" -ne 0 ] || exit 0
  fail "the AppHost ended (exit code $status); its log is in $APPHOST_LOG"
}

stop_apphost() {
  trap '' INT TERM HUP
  local began=$SECONDS
  finished "Stopping"
  kill "$APPHOST" ${NAP:+"$NAP"} 2>/dev/null || true
  while kill -0 "$APPHOST" 2>/dev/null; do
    elapsed "Stopping" $((SECONDS - began))
    # DCP ends what a killed AppHost leaves.
    [ $((SECONDS - began)) -lt 30 ] || kill -KILL "$APPHOST"
    sleep 0.1
  done
  await_clean_up
  finished "Stopped ($((SECONDS - began)) s)"
}

# DCP outlives the AppHost by a second or two and holds the lock as long: an `up` that follows at once would be refused.
await_clean_up() {
  local began=$SECONDS
  exec 9>&-
  until flock -n "$STATE/up.lock" true || [ $((SECONDS - began)) -ge 30 ]; do
    elapsed "Cleaning up" $((SECONDS - began))
    sleep 0.1
  done
  : >"$URLS"
}
