# shellcheck shell=bash
# ./voting count, ./voting verify: count ballot files and bundles without a server; ./voting import: make a poll of a file: docs/counting.md.

COUNT=$ROOT/tools/Voting.Count/bin/Release/net10.0/Voting.Count.dll

count() {
  local sources
  # Built when a source is newer than the program: a count itself takes less time than asking the build.
  sources=$(find Voting.Contracts Voting.Counting Voting.Counting.Polls tools/Voting.Count -name '*.cs' -newer "$COUNT" -not -path '*/obj/*' -print -quit 2>/dev/null || echo missing)
  if [ ! -f "$COUNT" ] || [ -n "$sources" ]; then build_count; fi
  # Files are named from where the caller stands, not from the repository.
  cd "${OLDPWD:-$ROOT}"
  exec dotnet "$COUNT" "$@"
}

verify() { count verify "$@"; }

# Into the system of this clone, where no other one is named.
import() {
  local site
  case " $* " in
    *' --api '*) count import "$@" ;;
    *)
      site=$(sed -n 's,^ *Voting *\(http.*\)$,\1,p' "$STATE/urls" 2>/dev/null || true)
      [ -n "$site" ] || fail "nothing runs in this clone; start it with ./voting up, or name the system: --api https://vote.example.org"
      count import "$@" --api "$site"
      ;;
  esac
}

# What is counted goes to standard output, so the build tells its progress on the other one.
build_count() {
  step "Building for release" dotnet build tools/Voting.Count -c Release --nologo -v quiet >&2
}
