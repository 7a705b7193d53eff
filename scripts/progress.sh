# shellcheck shell=bash
# What a person sees while something takes time: never more than five silent seconds.

# Ends the program with a message.
fail() {
  printf 'voting: %s\n' "$*" >&2
  exit 1
}

# step TITLE COMMAND…  runs the command, shows that it runs, keeps its output for the case that it fails.
step() {
  local title=$1 status=0
  shift
  attempt "$title" "$@" || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$STEP_LOG" >&2
    fail "$title failed (exit code $status); all of its output is in $STEP_LOG"
  fi
}

# attempt TITLE COMMAND…  like step, but its failure is the caller's to handle; the output is in $STEP_LOG.
attempt() {
  local title=$1 status=0
  shift
  mkdir -p "$STATE"
  STEP_LOG="$STATE/${title//[^a-zA-Z0-9.]/-}.log"
  local began=$SECONDS
  # In a process group of its own, so that Ctrl-C ends all of it.
  # The lock of `up` stays here: a build server that lives on would hold it.
  set -m
  TERM=dumb "$@" >"$STEP_LOG" 2>&1 </dev/null 9>&- &
  local child=$!
  set +m
  trap 'kill -- "-$child" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$child" 2>/dev/null; do
    elapsed "$title" $((SECONDS - began))
    sleep 0.2
  done
  wait "$child" || status=$?
  trap - INT TERM
  if [ "$status" -eq 0 ]; then
    finished "$title ($((SECONDS - began)) s)"
  else
    finished "$title: failed after $((SECONDS - began)) s"
  fi
  return "$status"
}

# elapsed TITLE SECONDS  one moving line on a terminal, a new line every four seconds elsewhere.
SHOWN=0
elapsed() {
  if [ -t 1 ]; then
    printf '\r\033[K  … %s, %d s' "$1" "$2"
  elif [ "$2" -ge 4 ] && [ $((SECONDS - SHOWN)) -ge 4 ]; then
    printf '  … %s, %d s\n' "$1" "$2"
    SHOWN=$SECONDS
  fi
}

# finished TEXT  replaces the moving line.
finished() {
  [ ! -t 1 ] || printf '\r\033[K'
  printf '  %s\n' "$1"
}
