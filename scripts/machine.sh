# shellcheck shell=bash
# What this machine has, what it lacks, and where things are kept.

ASPIRE_VERSION=13.5.4
HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/voting # shared by all clones of this user
# shellcheck disable=SC2034 # the other scripts use it
STATE=$ROOT/.voting # of this clone; not in git
BUNDLE=$CACHE/aspire-$ASPIRE_VERSION
export HOME DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPIRE_CLI_TELEMETRY_OPTOUT=true

# --- What is there. Each answers by its exit code.

has_sdk() { dotnet --version >/dev/null 2>&1; } # global.json says which one
has_npm() { command -v node >/dev/null && command -v npm >/dev/null; }
has_redis() { at_least 7 "$(redis-server --version 2>/dev/null | sed -n 's/.* v=\([0-9]*\).*/\1/p')"; }
has_postgres() { at_least 15 "$(postgres_version)"; }
has_chromium() { command -v chromium >/dev/null; }
has_bundle() { [ -x "$BUNDLE/bundle/dcp/dcp" ] && [ -x "$BUNDLE/bundle/managed/aspire-managed" ]; }
right_architecture() { [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; }

at_least() { [ "${2:-0}" -ge "$1" ]; }

# The newest major version of PostgreSQL's server, in Debian's folders or on the path.
postgres_version() {
  local program newest=0 version
  for program in /usr/lib/postgresql/*/bin/postgres "$(command -v postgres || true)"; do
    [ -x "$program" ] || continue
    version=$("$program" --version | sed -n 's/[^0-9]*\([0-9]*\).*/\1/p')
    [ "${version:-0}" -le "$newest" ] || newest=$version
  done
  echo "$newest"
}

# Where the Aspire API comes from; docs/aspire-source.md. The lock of `up` stays here, as in `attempt`.
aspire_source() { dotnet msbuild ServiceDefaults/ServiceDefaults.csproj -getProperty:AspireSource 9>&-; }

# --- Getting what is missing.

require_tools() {
  has_sdk || fail "the .NET SDK that global.json asks for (10.0) is missing. Install it, then run this again: https://dot.net/download"
}

# DCP and the dashboard, and the stores that DCP runs.
require_offline() {
  right_architecture || fail "Aspire's DCP and dashboard are used here in their build for Linux on x86_64; this is $(uname -s) on $(uname -m). Use a container engine instead: AspireSource=nuget ./voting up"
  has_npm || fail "Node.js with npm is missing; it fetches Aspire's dashboard. Install it, then run this again: apt-get install -y nodejs npm"
  require_stores
  has_bundle || install_bundle
}

# Redis and PostgreSQL of this machine.
require_stores() {
  local missing=()
  has_redis || missing+=(redis-server)
  has_postgres || missing+=(postgresql)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  # Debian's packages may be older than what is asked for.
  has_redis || fail "Redis 7 or later is needed; this machine has $(redis-server --version)"
  has_postgres || fail "PostgreSQL 15 or later is needed; this machine has $(postgres_version)"
}

install_packages() {
  local as=()
  command -v apt-get >/dev/null || fail "this is not Debian or Ubuntu. Install what these packages of theirs contain, then run this again: $*"
  if [ "$(id -u)" -ne 0 ]; then
    as=(sudo)
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
      fail "missing: $*. As root, run this, and then ./voting again: apt-get update && apt-get install -y $*"
    fi
  fi
  # Where the lists are missing or too old to find the packages, they are fetched first.
  if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || ! attempt "Installing $*" apt_install "$@"; then
    step "Fetching the package lists" "${as[@]}" apt-get update
    step "Installing $*" apt_install "$@"
  fi
  hash -r
}

# Called by install_packages, whose $as it uses.
apt_install() { "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }

# DCP and the dashboard, once per user. Clones that start at the same time wait for one another.
install_bundle() {
  mkdir -p "$CACHE"
  exec 8>"$CACHE/install.lock"
  local began=$SECONDS
  until flock -w 1 8; do elapsed "Another clone is fetching Aspire" $((SECONDS - began)); done
  if ! has_bundle; then
    BUNDLE_WORK=$(mktemp -d "$CACHE/fetch.XXXXXX")
    trap 'rm -rf "$BUNDLE_WORK"' EXIT
    step "Fetching Aspire $ASPIRE_VERSION (DCP and dashboard, 145 MB)" fetch_bundle
    step "Unpacking Aspire $ASPIRE_VERSION" unpack_bundle
    rm -rf "$BUNDLE_WORK"
    trap - EXIT
    has_bundle || fail "Aspire was unpacked, but $BUNDLE/bundle/dcp/dcp is not there"
  fi
  exec 8>&-
}

fetch_bundle() {
  npm install --prefix "$BUNDLE_WORK" --no-package-lock --no-audit --no-fund --ignore-scripts \
    "@microsoft/aspire-cli-linux-x64@$ASPIRE_VERSION"
}

# The CLI unpacks what it carries. It accepts a folder only where ASPIRE_LAYOUT_PATH names it too,
# and would put a second copy into the real home.
unpack_bundle() {
  mkdir "$BUNDLE_WORK/home"
  HOME="$BUNDLE_WORK/home" ASPIRE_LAYOUT_PATH="$BUNDLE" ASPIRE_CLI_NOLOGO=1 NO_COLOR=1 \
    "$BUNDLE_WORK/node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire" \
    setup --install-path "$BUNDLE" --nologo --non-interactive
}

# Exports AspireSource and gets ready what it needs.
choose_source() {
  require_tools
  AspireSource=$(aspire_source)
  if [ "$AspireSource" = nuget ] && ! attempt "Restoring Aspire's packages" dotnet restore AppHost/AppHost.csproj; then
    grep -qE 'NU1101|NU1102|MSB4236' "$STEP_LOG" || { tail -n 30 "$STEP_LOG" >&2; fail "the packages cannot be restored"; }
    echo "  A container engine is here, but the NuGet feed has no Aspire packages: going on with AspireSource=offline."
    AspireSource=offline
  fi
  export AspireSource
  [ "$AspireSource" = nuget ] || require_offline
}
