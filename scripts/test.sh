# shellcheck shell=bash
# ./voting test: build once, run every test project, one after the other, and end with one closing line.

TEST_LOG=$STATE/test.log

run_tests() {
  local status=0
  require_tools
  # Tests start Redis and PostgreSQL of their own, whatever the AppHost uses.
  require_stores
  has_chromium || install_packages chromium
  has_promtool || install_packages prometheus
  step "Building the solution" dotnet build Voting.sln --nologo -v quiet
  # Every test process is young: measuring its code for a better compilation would cost more than that gives.
  DOTNET_TieredPGO=0 dotnet test --solution Voting.sln --no-build --no-ansi --no-progress --max-parallel-test-modules 1 \
    --hangdump --hangdump-type None --hangdump-timeout 6m \
    --results-directory "$ROOT/artifacts/test-results" "$@" 2>&1 | tee "$TEST_LOG" || status=$?
  failures "$TEST_LOG"
  closing_line "$TEST_LOG" "$status"
}

# failures LOG  every failed test with the head of its message once more, where it is seen: logs of services stand between
# a failure and the end of the run.
failures() {
  awk '/^failed .* \([0-9.a-z ]+\)$/ { rest = 9 } rest-- > 0' "$1"
}

# closing_line LOG EXITCODE  the sums that dotnet test printed, as one line. A project that crashed or ran nothing makes
# the exit code differ from 0; it counts as a failure although none of its tests reports one.
closing_line() {
  local passed failed skipped
  passed=$(sum_of succeeded "$1") failed=$(sum_of failed "$1") skipped=$(sum_of skipped "$1")
  if [ "$2" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "dotnet test ended with exit code $2 although no test reports a failure."
    failed=1
  fi
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
}

# sum_of WORD LOG  a number of the summary at the end of dotnet test's output.
sum_of() {
  local number
  number=$(sed -n '/^Test run summary/,$ s/^ *'"$1"': \([0-9]*\)$/\1/p' "$2" | tail -n 1)
  echo "${number:-0}"
}
