# shellcheck shell=bash
# The images of a rehearsal, without a registry to ask: bases from Debian's packages and the installed .NET, rooms by the SDK.

# Made once per user; a change of this file, of the entry point or of .NET makes them again.
BASES=$CACHE/rehearsal-$(cat "$ROOT"/scripts/rehearsal/*.sh <(dotnet --version) | sha256sum | cut -c 1-12)

# Debian's mirror, as this machine's own apt has it.
# shellcheck disable=SC2016 # apt fills it in
mirror() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $(codename)" 'Component: main' | head -n 1; }
codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

make_bases() {
  [ ! -e "$BASES/made" ] || return 0
  find "$CACHE" -maxdepth 1 -name 'rehearsal-*' ! -path "$BASES" -exec rm -rf {} +
  rm -rf "$BASES/containers" # of a run that did not get to its end
  step "Bootstrapping Debian with Redis and PostgreSQL" debootstrap --variant=minbase \
    --include=ca-certificates,redis-server,postgresql "$(codename)" "$RUN/stores" "$(mirror)"
  step "Importing the stores' image" import_stores
  step "Importing the .NET image" import_runtime
  touch "$BASES/made"
}

# Both stores in one image, under the names that the manifest asks for.
import_stores() {
  local root=$RUN/stores bin
  bin=$(cd "$root" && echo usr/lib/postgresql/*/bin)
  rm -rf "$root"/etc/postgresql/* "$root"/var/lib/postgresql/* "$root"/var/lib/redis "$root"/var/cache/apt "$root"/var/lib/apt/lists "${root:?}"/dev
  mkdir -p "$root/data" "$root/dev"
  echo 'store:x:999:999::/data:/bin/sh' >>"$root/etc/passwd"
  install -m 755 "$ROOT/scripts/rehearsal/postgres.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  tar -C "$root" -c . | engine import --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/$bin" \
    --change 'ENV PGDATA=/var/lib/postgresql/18/docker' --change 'ENV LANG=C.UTF-8' --change 'WORKDIR /data' \
    --change 'ENTRYPOINT ["docker-entrypoint.sh"]' - localhost/stores:1
}

# As .NET's chiseled images are: what the runtime links to, certificates, no shell, no package manager, user 1654.
import_runtime() {
  local stores=$RUN/stores root=$RUN/runtime dotnet
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  mkdir -p "$root"/{etc,tmp,home/app,usr/share/dotnet,usr/bin}
  (cd "$stores" && cat var/lib/dpkg/info/{libc6,libgcc-s1,libstdc++6,zlib1g,libssl3,libicu*}:amd64.list | sed -E 's#^/lib(64)?/#/usr&#' | while read -r file; do
    [ -d ".$file" ] && [ ! -L ".$file" ] || echo ".$file"
  done | grep -v /usr/share/ | tar -c -T - etc/ssl/certs usr/share/ca-certificates) | tar -C "$root" -x
  cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$root/usr/share/dotnet"
  ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
  echo 'app:x:1654:1654::/home/app:/sbin/nologin' >"$root/etc/passwd"
  echo 'app:x:1654:' >"$root/etc/group"
  chmod 1777 "$root/tmp"
  chown 1654:1654 "$root/home/app"
  tar -C "$root" -c . | engine import --change 'ENV PATH=/usr/bin' --change 'ENV ASPNETCORE_HTTP_PORTS=8080' --change 'ENV APP_UID=1654' \
    --change 'ENV DOTNET_RUNNING_IN_CONTAINER=true' --change 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false' --change 'USER 1654' - localhost/aspnet:1
}

# The SDK takes a base image from a registry only: one on the loopback, for as long as the rooms are published.
publish_rooms() {
  local port room
  choose_port "registry of the base image" 15000
  port=$CHOSEN
  printf 'version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: %s } }\nhttp: { addr: "127.0.0.1:%s" }\n' \
    "$RUN/registry" "$port" >"$RUN/registry.yml"
  docker-registry serve "$RUN/registry.yml" >"$RUN/registry.log" 2>&1 9>&- &
  REGISTRY=$!
  until listening "$port"; do kill -0 "$REGISTRY" || fail "the registry did not start: $(cat "$RUN/registry.log")"; sleep 0.1; done
  step "Handing over the .NET image" engine push --quiet --tls-verify=false localhost/aspnet:1 "localhost:$port/aspnet:1"
  export DOTNET_CONTAINER_INSECURE_REGISTRIES=localhost:$port
  for room in Voting.Migrations Voting.Api Voting.Worker Voting.Results Voting.Frontend Voting.Gateway; do
    step "Publishing $room as an image" dotnet publish "$room" -c Release -r linux-x64 --nologo -v quiet -t:PublishContainer -p:ContainerFamily= \
      -p:ContainerBaseImage="localhost:$port/aspnet:1" -p:ContainerArchiveOutputPath="$RUN/images/"
  done
  kill "$REGISTRY"
  REGISTRY=
}

# Every image under the name by which the manifest asks for it, so that the manifest is played as it stands.
name_images() {
  local archive loaded wanted
  for archive in "$RUN"/images/voting/*.tar.gz; do
    loaded=$(engine load --quiet --input "$archive" | sed -n 's/^Loaded image[^:]*: *//p')
    engine tag "$loaded" "$(asked_for | grep "/voting/$(basename "$archive" .tar.gz):")"
  done
  name_stores
}

name_stores() { asked_for | grep -E '/(postgres|redis):' | while read -r wanted; do engine tag localhost/stores:1 "$wanted"; done; }

asked_for() { sed -n 's/^ *image: *"\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' "$ROOT/deploy/rendered/production.yaml" | sort -u; }
