# shellcheck shell=bash
# ./voting bench and ./voting chaos: both drive the real processes, built as they are deployed.

LOAD=$ROOT/tests/Voting.Load/bin/Release/net10.0/Voting.Load.dll

load() {
  local project
  choose_source
  require_stores
  for project in Voting.Api Voting.Worker Voting.Results tests/Voting.Load; do
    step "Building $project" dotnet build "$project" -c Release --nologo -v quiet
  done
  exec dotnet "$LOAD" "$@"
}
