#!/bin/sh
# Stands in for the entry point of the official postgres image: the same variables, on the cluster in $PGDATA.
set -eu
# Root only hands over: a volume of the engine's belongs to root at first.
if [ "$(id -u)" -eq 0 ]; then
  mkdir -p "$PGDATA"
  install -d -o store /var/run/postgresql
  chown -R store /var/lib/postgresql
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 0700 "$PGDATA"
  password=$(mktemp)
  printf '%s' "$POSTGRES_PASSWORD" >"$password"
  # shellcheck disable=SC2086 # several options in one variable, as the official image reads them
  initdb --username="$POSTGRES_USER" --pwfile="$password" --encoding=UTF8 ${POSTGRES_INITDB_ARGS:-}
  rm "$password"
  printf 'host all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
  printf "listen_addresses = '*'\n" >>"$PGDATA/postgresql.conf"
fi
exec postgres "$@"
