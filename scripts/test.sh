# shellcheck shell=bash
# ./voting test: every test project, one after the other, and one closing line.

RESULTS=$ROOT/artifacts/test-results

run_tests() {
  local project
  PASSED=0 FAILED=0 SKIPPED=0
  choose_source
  # In either mode, tests of one room start stores of their own.
  require_stores
  has_chromium || install_packages chromium
  step "Building the solution" dotnet build Voting.sln --nologo -v quiet
  rm -rf "$RESULTS"
  mkdir -p "$RESULTS"
  for project in tests/*.Tests; do
    run_project "$(basename "$project")"
  done
  closing_line
}

run_project() {
  local name=$1 status=0
  attempt "$name" dotnet test "tests/$name/bin/Debug/net10.0/$name.dll" --nologo \
    --blame-hang-timeout 5m --blame-hang-dump-type none \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" --results-directory "$RESULTS" || status=$?
  add_results "$name" "$RESULTS/$name.trx" "$status"
  [ "$status" -eq 0 ] || grep -vE '^ *Passed ' "$STEP_LOG" || true
}

# add_results NAME TRX EXITCODE  counts a project's results; one that crashed or ran nothing is a failure, whatever it wrote.
add_results() {
  local name=$1 counters total executed passed
  counters=$(grep -o '<Counters [^>]*>' "$2" 2>/dev/null || true)
  total=$(counter total) executed=$(counter executed) passed=$(counter passed)
  PASSED=$((PASSED + passed))
  SKIPPED=$((SKIPPED + total - executed))
  FAILED=$((FAILED + executed - passed))
  if [ "$total" -eq 0 ]; then
    echo "  $name ran no test."
    FAILED=$((FAILED + 1))
  elif [ "$3" -ne 0 ] && [ "$executed" -eq "$passed" ]; then
    echo "  $name ended with exit code $3 although no test reports a failure."
    FAILED=$((FAILED + 1))
  fi
}

# counter NAME  one number of add_results' $counters.
counter() {
  local value
  value=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters")
  echo "${value:-0}"
}

closing_line() {
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$PASSED" -gt 0 ] && [ "$FAILED" -eq 0 ] && [ "$SKIPPED" -eq 0 ]
}
