# shellcheck shell=bash
# ./voting bench and ./voting chaos: both drive the real processes, built as they are deployed.

LOAD=$ROOT/tools/Voting.Load/bin/Release/net10.0/Voting.Load.dll

load() {
  require_tools
  require_stores
  # With the rooms that it starts.
  step "Building for release" dotnet build tools/Voting.Load -c Release --nologo -v quiet
  exec dotnet "$LOAD" "$@"
}
