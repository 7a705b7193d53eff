# shellcheck shell=bash
# ./voting containers: the system with Redis and PostgreSQL as containers of a podman of its own, twice on the same data; docs/containers.md.

containers() {
  require_tools
  [ "$(id -u)" -eq 0 ] || fail "a podman of its own needs root here: sudo ./voting containers"
  command -v podman >/dev/null && command -v debootstrap >/dev/null && [ -x /usr/lib/podman/netavark ] ||
    install_packages podman crun netavark aardvark-dns iptables catatonit debootstrap
  mkdir -p "$CACHE"
  # shellcheck source=scripts/rehearsal/engine.sh
  . "$ROOT/scripts/rehearsal/engine.sh"
  # shellcheck source=scripts/rehearsal/images.sh
  . "$ROOT/scripts/rehearsal/images.sh"
  RUN=$BASES/run # podman wants the same place every time
  trap close_engine EXIT
  open_engine
  make_bases
  name_store_images
  wrap_engine
  prove "first start" 0
  prove "second start on the same data" 1
  [ -z "$(engine ps --all --quiet)" ] || fail "containers are left: $(engine ps --all)"
  echo "Containers: every check passed."
}

# Under the names that the model gives them.
name_store_images() {
  local image
  sed -n 's/.*"image": "\(.*\)".*/\1/p' "$ROOT/deploy/manifest.json" | while read -r image; do engine tag localhost/stores:1 "$image"; done
}

# DCP calls podman by its name, relies on the working directory, and waits for the end of its pipes, which podman's monitor
# of a container keeps open: standard error goes to a file.
wrap_engine() {
  mkdir -p "$RUN/bin"
  sed -e 's#^exec nsenter \(.*\) env #exec nsenter \1 env -C "$PWD" #' -e 's#"\$@"#"$@" 2>>'"$RUN/podman.log#" "$RUN/podman" >"$RUN/bin/podman"
  chmod +x "$RUN/bin/podman"
}

# prove TITLE COUNTED  starts the system, which has so many votes, casts one more, looks at the stores, and ends it by Ctrl-C.
prove() {
  local log=$RUN/up.log began=$SECONDS redis up
  echo "$1"
  PATH="$RUN/bin:$PATH" ASPIRE_CONTAINER_RUNTIME=podman env --default-signal=INT "$ROOT/voting" up --Stores=containers >"$log" 2>&1 &
  up=$!
  until grep -q 'Everything is healthy' "$log"; do
    kill -0 "$up" 2>/dev/null || { tail -n 40 "$log" >&2; fail "the system did not start"; }
    elapsed "Starting" $((SECONDS - began))
    sleep 1
  done
  finished "healthy after $((SECONDS - began)) s"
  local api
  api=$(sed -n 's,^ *API *,,p' "$log")/api/v1/polls/pets
  curl -fsS --max-time 10 -H 'Content-Type: application/json' -d "{\"voter\":\"voter-of-run-$2-$$-0123456789\",\"choices\":[\"cats\"]}" "$api/ballots" >/dev/null
  until curl -fsS --max-time 10 "$api/results" | grep -q "\"counted\":$(($2 + 1)),"; do
    [ $((SECONDS - began)) -lt 300 ] || fail "the vote was not counted: $(curl -sS --max-time 10 "$api/results")"
    sleep 0.2
  done
  finished "$(($2 + 1)) counted"
  redis=$(engine ps --format '{{.Names}}' | grep '^redis')
  # shellcheck disable=SC2016 # expanded in the container
  engine exec "$redis" sh -c 'redis-cli --no-auth-warning -a "$REDIS_PASSWORD" CONFIG GET appendfsync' | grep -qx always || fail "appendfsync is not always"
  finished "appendfsync is always; process 1 of Redis is $(engine exec "$redis" cat /proc/1/comm)"
  began=$SECONDS
  kill -INT "$up"
  wait "$up" || true
  finished "stopped after $((SECONDS - began)) s"
}
