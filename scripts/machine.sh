# shellcheck shell=bash
# What this machine has, what it lacks, and where things are kept.

HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/voting # shared by all clones of this user
# shellcheck disable=SC2034 # the other scripts use it
STATE=$ROOT/.voting # of this clone; not in git
export HOME DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPIRE_CLI_TELEMETRY_OPTOUT=true

# --- What is there. Each answers by its exit code.

has_sdk() { dotnet --version >/dev/null 2>&1; } # global.json says which one
has_redis() { at_least 7 "$(redis-server --version 2>/dev/null | sed -n 's/.* v=\([0-9]*\).*/\1/p')"; }
has_postgres() { at_least 15 "$(postgres_version)"; }
has_chromium() { command -v chromium >/dev/null; }
has_promtool() { command -v promtool >/dev/null; } # tests of the alert rules

# The question that the AppHost asks too (AppHost/Stores/ContainerEngine.cs).
has_engine() { timeout 10 "${ASPIRE_CONTAINER_RUNTIME:-docker}" container ls -n 1 >/dev/null 2>&1; }

# stores_are_processes [--Stores=containers | --Stores=processes | other setting]…  whether the AppHost will run this machine's own Redis and PostgreSQL.
stores_are_processes() {
  case " --Stores=${Stores:-} $* " in
    *" --Stores=containers "*) return 1 ;;
    *" --Stores=processes "*) return 0 ;;
    *) ! has_engine ;;
  esac
}

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

# --- Getting what is missing.

require_tools() {
  has_sdk || fail "the .NET SDK that global.json asks for (10.0) is missing. Install it, then run this again: https://dot.net/download"
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
  command -v apt-get >/dev/null || fail "this is not Debian or Ubuntu. Install what these packages of theirs contain, or a container engine, then run this again: $*"
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
