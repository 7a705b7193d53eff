# shellcheck shell=bash
# ./voting rehearse: the rendered production manifest with the real images under podman; docs/rehearsal.md.

# shellcheck source=scripts/ports.sh
. "$ROOT/scripts/ports.sh"

REHEARSAL=$ROOT/tools/Voting.Rehearsal/bin/Release/net10.0/Voting.Rehearsal.dll

rehearse() {
  require_tools
  require_engine
  # shellcheck source=scripts/rehearsal/engine.sh
  . "$ROOT/scripts/rehearsal/engine.sh"
  # shellcheck source=scripts/rehearsal/images.sh
  . "$ROOT/scripts/rehearsal/images.sh"
  mkdir -p "$CACHE"
  exec 9>>"$CACHE/rehearsal.lock"
  flock -n 9 || fail "another rehearsal of this user runs; it needs the machine for itself"

  RUN=$BASES/run # podman wants the same place every time
  trap close_engine EXIT
  step "Building for release" dotnet build tools/Voting.Rehearsal -c Release --nologo -v quiet
  open_engine
  make_bases
  publish_rooms
  step "Loading the images" name_images
  perform "$@"
}

# Signals go on to the driver, which ends its pods first.
perform() {
  local driver status=0
  dotnet "$REHEARSAL" "$RUN/podman" "$@" 9>&- &
  driver=$!
  # shellcheck disable=SC2064 # the number of now
  trap "kill -TERM $driver 2>/dev/null || true" INT TERM
  while kill -0 "$driver" 2>/dev/null; do
    status=0
    wait "$driver" || status=$?
  done
  return "$status"
}

require_engine() {
  local missing=()
  [ "$(id -u)" -eq 0 ] || fail "podman's pods, networks and memory limits need root here: sudo ./voting rehearse"
  command -v podman >/dev/null || missing+=(podman)
  [ -x /usr/libexec/podman/catatonit ] || command -v catatonit >/dev/null || missing+=(catatonit)
  [ -x /usr/lib/podman/netavark ] || [ -x /usr/libexec/podman/netavark ] || missing+=(netavark)
  command -v iptables >/dev/null || missing+=(iptables)
  command -v docker-registry >/dev/null || missing+=(docker-registry)
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  [ ${#missing[@]} -eq 0 ] || fail "missing: ${missing[*]}. Install it, then run this again: apt-get install -y ${missing[*]}"
}
