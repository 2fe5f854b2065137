#!/usr/bin/env bash
# A legacy inventory on loopback, twice with one logical content: PostgreSQL 15 and MariaDB 10.11.
# 625 elements, 6,250 cards, 50,000 ports, 8,000 circuits, 24,000 hops, 2,000 customers, a change log fed by triggers.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
lab_init legacysql
PG_PORT="${LEGACY_PG_PORT:-25432}"; MY_PORT="${LEGACY_MARIADB_PORT:-23306}"
ZONE=Europe/Madrid   # both databases write local times without a zone
SQL="$LAB_HOME/sql"

pg_sql() { LAB_RO_PASSWORD="$(secret ro)" LAB_RW_PASSWORD="$(secret rw)" PGPASSWORD="$(secret dba)" \
  psql -qAtX -v ON_ERROR_STOP=1 -h "$LAB_IP" -p "$PG_PORT" -U dba "$@"; }
my_sql() { mariadb --no-defaults --protocol=socket -S "$D/mysock/my.sock" -u root --default-character-set=utf8mb4; }
my_ready() { my_sql <<<'SELECT 1'; }

start_pg() { pg_cluster pg "$PG_PORT" dba dba LATIN1 C 'max_connections = 30' "timezone = '$ZONE'"; }

start_mariadb() {
  if [ ! -d "$D/my/mysql" ]; then
    rm -rf "$D/my"; install -d -o mysql -m 750 "$D/my"
    mariadb-install-db --no-defaults --user=mysql --datadir="$D/my" --auth-root-authentication-method=socket --skip-test-db >"$D/log/mariadb-install.log" 2>&1
  fi
  install -d -o mysql -m 755 "$D/mysock"; install -d -o mysql -m 700 "$D/mytmp"
  spawn mariadb env TZ="$ZONE" mariadbd --no-defaults --user=mysql --datadir="$D/my" --socket="$D/mysock/my.sock" --bind-address="$LAB_IP" --port="$MY_PORT" \
    --tmpdir="$D/mytmp" --skip-log-bin --character-set-server=latin1 --collation-server=latin1_spanish_ci --lower-case-table-names=1 --sql-mode= \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-buffer-pool-size=64M --max-connections=30 --performance-schema=off
  await "MariaDB on $MY_PORT" 60 my_ready
}

seed() {
  local want; want="$(digest "$LAB_HOME/network.mjs" "$LAB_HOME/rows.mjs" "$SQL"/*.sql)"
  [ "$(cat "$D/seeded" 2>/dev/null || true)" = "$want" ] && return 0
  rm -f "$D/seeded"
  [ "$(pg_sql -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'invoss'")" = 1 ] || pg_sql -d postgres -c 'CREATE DATABASE invoss'
  { cat "$SQL/postgresql-tables.sql"; node "$LAB_HOME/rows.mjs" postgresql; cat "$SQL/postgresql-rest.sql"; } | pg_sql -d invoss -1 -f - >"$D/log/seed-pg.log"
  { cat "$SQL/mariadb-tables.sql"; node "$LAB_HOME/rows.mjs" mariadb
    printf "SET @ro_password = '%s', @rw_password = '%s';\n" "$(secret ro)" "$(secret rw)"; cat "$SQL/mariadb-rest.sql"; } | my_sql >"$D/log/seed-mariadb.log"
  echo "$want" > "$D/seeded"
  log "seeded PostgreSQL and MariaDB"
}

lab_up() { pkgs postgresql-15 mariadb-server mariadb-client tzdata; start_pg; start_mariadb; seed; }
lab_down() { halt mariadb 30; halt pg 20 INT; }
lab_reset() { rm -f "$D/seeded"; lab_up; }
lab_env() {
  emit LEGACY_PG_URL "postgres://oss_ro:$(secret ro)@$LAB_IP:$PG_PORT/invoss"
  emit LEGACY_PG_RW_URL "postgres://oss_rw:$(secret rw)@$LAB_IP:$PG_PORT/invoss"
  emit LEGACY_PG_SCHEMA inv
  emit LEGACY_MARIADB_URL "mysql://oss_ro:$(secret ro)@$LAB_IP:$MY_PORT/INVOSS"
  emit LEGACY_MARIADB_RW_URL "mysql://oss_rw:$(secret rw)@$LAB_IP:$MY_PORT/INVOSS"
  emit LEGACY_TIMEZONE "$ZONE"
  emit LEGACY_ALIASES "$LAB_HOME/aliases.csv"
}
main "$@"
