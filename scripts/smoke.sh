# shellcheck shell=bash
# ./voting smoke: does everything answer, and keep answering? Of this clone's system, or of any other by its addresses.

REQUESTS=10

smoke() {
  local address faults=0
  command -v curl >/dev/null || fail "curl is missing: apt-get install -y curl"
  if [ "$#" -eq 0 ]; then
    # shellcheck disable=SC2046 # one address a line
    set -- $(sed -nE 's,^ *(Voting|Frontend|Results|API|Worker) +(http.*)$,\2,p' "$STATE/urls" 2>/dev/null || true)
    [ "$#" -gt 0 ] || fail "nothing runs in this clone; start it with ./voting up, or name the addresses: ./voting smoke https://vote.example.org …"
  fi
  for address; do smoke_one "${address%/}" || faults=$((faults + 1)); done
  [ "$faults" -eq 0 ] || fail "$faults of $# addresses do not answer as they should"
}

# One that lives, is ready, and answers every one of ten requests: behind a load balancer they reach different instances.
smoke_one() {
  local alive ready answered=0 i
  alive=$(status_of "$1/health")
  ready=$(status_of "$1/ready")
  for ((i = 0; i < REQUESTS; i++)); do [ "$(status_of "$1/ready")" != 200 ] || answered=$((answered + 1)); done
  if [ "$alive $ready $answered" = "200 200 $REQUESTS" ]; then
    echo "    ok $1 (/health 200, /ready 200, $answered of $REQUESTS answered)"
  else
    echo "  FAIL $1 (/health $alive, /ready $ready, $answered of $REQUESTS answered)"
    return 1
  fi
}

# The status, or why there is none. Each call is a connection of its own, so that it may reach another instance.
status_of() {
  local status code=0
  status=$(curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "$1") || code=$?
  case $code in
    0) echo "$status" ;;
    6) echo "no such name" ;;
    7) echo "connection refused" ;;
    28) echo "no answer in 5 s" ;;
    *) echo "curl error $code" ;;
  esac
}
