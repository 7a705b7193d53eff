#!/bin/sh
# postgres.sh DATA PORT ARGUMENT…  this machine's postgres with the environment that the container would get.
set -eu
. "$(dirname "$0")/store.sh"
# Debian keeps its programs off the path, in a folder per major version: the newest first.
PATH=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV | tr '\n' ':')$PATH
require postgres postgresql
as= # postgres refuses to be root
[ "$(id -u)" -ne 0 ] || as="setpriv --reuid=postgres --regid=postgres --init-groups"
open_data "$1"
folder=$data data=$data/pgdata port=$2 && shift 2
if [ ! -e "$data" ]; then
  # Made beside and moved when it is complete: a crash leaves no half of it behind.
  echo "Initialising a database in $data."
  rm -rf "$folder/new" && mkdir "$folder/new"
  [ -z "$as" ] || chown postgres:postgres "$folder/new"
  # The pipe belongs to the user who reads it; several options stand in one variable, as the image reads them.
  # shellcheck disable=SC2016 # expanded by the inner shell
  $as sh -euc 'printf %s "$POSTGRES_PASSWORD" | initdb -D "$0" -U "$POSTGRES_USER" --pwfile=/dev/stdin --encoding=UTF8 \
    --locale=C.UTF-8 ${POSTGRES_INITDB_ARGS:-} >/dev/null' "$folder/new"
  mv "$folder/new" "$data"
fi
left="It is left as it is: restore it from a backup, or move it away to begin anew."
[ -s "$data/PG_VERSION" ] && [ -s "$data/global/pg_control" ] || {
  echo "The data folder $data is no PostgreSQL database, or a damaged one. $left" >&2
  exit 65
}
written=$(cat "$data/PG_VERSION")
PATH=/usr/lib/postgresql/$written/bin:$PATH
case $(postgres --version) in *" $written."*) ;; *)
  echo "The data folder $data was written by PostgreSQL $written; this machine has $(postgres --version). $left" >&2
  exit 65
esac
# The lock is held, so a pid file is a dead server's, unless a person started a postgres there by hand. A dead process may keep its number, but not its command line.
grep -aqs postgres "/proc/$(head -n 1 "$data/postmaster.pid" 2>/dev/null)/cmdline" || rm -f "$data/postmaster.pid"
# On TERM, with which DCP ends a process, postgres would wait for its clients; on INT it disconnects them and shuts down in good order.
# shellcheck disable=SC2086 # a command or nothing
serve INT $as postgres -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= "$@" 3</dev/null
