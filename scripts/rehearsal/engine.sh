# shellcheck shell=bash
# A podman of the rehearsal's own: its images, networks and mounts are apart from those of the machine.

# One mount namespace for all calls, without the second cgroup hierarchy that keeps podman's pods from working on hybrid machines.
open_engine() {
  mkdir -p "$RUN"/{networks,run,tmp,images} "$BASES"
  cat >"$RUN/containers.conf" <<CONF
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=10000:10000"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "$RUN/networks"
CONF
  setsid unshare --mount sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec sleep infinity' </dev/null >/dev/null 2>&1 9>&- &
  NAMESPACE=$!
  cat >"$RUN/podman" <<WRAPPER
#!/bin/sh
exec nsenter --mount --target $NAMESPACE env CONTAINERS_CONF=$RUN/containers.conf \\
  $(command -v podman) --root $BASES/containers --runroot $RUN/run --tmpdir $RUN/tmp "\$@"
WRAPPER
  chmod +x "$RUN/podman"
}

engine() { "$RUN/podman" "$@"; }

# Also after Ctrl-C, whatever was there by then.
close_engine() {
  [ -z "${REGISTRY:-}" ] || kill "$REGISTRY" 2>/dev/null || true
  if [ -x "$RUN/podman" ]; then
    engine pod rm --all --force --time 0
    engine volume rm --all --force
    engine network rm voting
    # The bases stay for the next time.
    engine images --format '{{.Repository}}:{{.Tag}}' | grep -v '^localhost/' | xargs "$RUN/podman" image rm --force
    kill "$NAMESPACE"
  fi >/dev/null 2>&1 || true
  rm -rf "$RUN"
}
