#!/usr/bin/env bash
# Zabbix 6.0 (server, PostgreSQL 15, PHP frontend and API) on loopback, watching 30 elements of the network in network.mjs.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
lab_init zabbix
PG_PORT="${ZABBIX_PG_PORT:-25431}"; WEB_PORT="${ZABBIX_WEB_PORT:-18080}"; TRAP_PORT="${ZABBIX_TRAPPER_PORT:-20051}"
API="http://$LAB_IP:$WEB_PORT/api_jsonrpc.php"
WEBHOOK="${LAB_ZABBIX_WEBHOOK:-http://127.0.0.1:19999/zabbix}"

db() { PGOPTIONS='-c client_min_messages=error' PGPASSWORD="$(secret db)" psql -qAtX -v ON_ERROR_STOP=1 -h "$LAB_IP" -p "$PG_PORT" -U zabbix "$@"; }
clone_db() { db -d postgres -c "DROP DATABASE IF EXISTS $2 WITH (FORCE)" -c "CREATE DATABASE $2 TEMPLATE $1" >/dev/null; }
api_ready() {
  curl -fsS --max-time 5 -H 'Content-Type: application/json-rpc' -d '{"jsonrpc":"2.0","method":"apiinfo.version","params":[],"id":1}' "$API" | grep -q '"result":"6\.'
}

# The stock data are some 20,000 single INSERTs: they go once into the template "stock".
start_db() {
  pg_cluster pg "$PG_PORT" zabbix db UTF8 C.UTF-8
  [ -e "$D/stock.ok" ] && return 0
  db -d postgres -c 'DROP DATABASE IF EXISTS stock' -c 'CREATE DATABASE stock TEMPLATE template0'
  local f
  for f in schema images data; do zcat "/usr/share/zabbix-server-pgsql/$f.sql.gz"; done | db -d stock -1 -f - >/dev/null 2>>"$D/log/stock.log"
  : > "$D/stock.ok"
}

start_web() {
  if [ ! -s "$D/web/index.php" ]; then
    # Debian compiles /etc/zabbix/zabbix.conf.php into the frontend: a private copy keeps the lab out of /etc
    rm -rf "$D/web"; cp -aL /usr/share/zabbix "$D/web" 2>/dev/null || true
    sed -i "s#'/etc/zabbix/zabbix.conf.php'#'$D/frontend.conf.php'#" "$D/web/include/classes/core/CConfigFile.php"
  fi
  cat > "$D/frontend.conf.php" <<CONF
<?php
\$DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '$LAB_IP', 'PORT' => '$PG_PORT', 'DATABASE' => 'zabbix', 'USER' => 'zabbix',
  'PASSWORD' => '$(secret db)', 'SCHEMA' => '', 'ENCRYPTION' => false, 'KEY_FILE' => '', 'CERT_FILE' => '', 'CA_FILE' => '',
  'VERIFY_HOST' => false, 'CIPHER_LIST' => '', 'VAULT_URL' => '', 'VAULT_DB_PATH' => '', 'VAULT_TOKEN' => '', 'DOUBLE_IEEE754' => true];
\$ZBX_SERVER = '$LAB_IP'; \$ZBX_SERVER_PORT = '$TRAP_PORT'; \$ZBX_SERVER_NAME = 'Tributary lab';
\$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
CONF
  chown zabbix "$D/frontend.conf.php"; chmod 600 "$D/frontend.conf.php"
  spawn web env PHP_CLI_SERVER_WORKERS=4 setpriv --reuid=zabbix --regid=zabbix --init-groups php8.2 -q \
    -d post_max_size=16M -d max_execution_time=300 -d max_input_time=300 -d memory_limit=256M -d date.timezone=UTC \
    -d display_errors=0 -d session.save_path=/tmp -S "$LAB_IP:$WEB_PORT" -t "$D/web"
  await "Zabbix API on $WEB_PORT" 60 api_ready
}

start_server() {
  install -d -o zabbix -m 750 "$D/sock" "$D/export"
  cat > "$D/server.conf" <<CONF
LogType=console
PidFile=$D/sock/server.pid
SocketDir=$D/sock
ListenIP=$LAB_IP
ListenPort=$TRAP_PORT
DBHost=$LAB_IP
DBPort=$PG_PORT
DBName=zabbix
DBUser=zabbix
DBPassword=$(secret db)
StartPollers=1
StartPollersUnreachable=1
StartTrappers=3
StartPingers=1
StartDiscoverers=0
StartHTTPPollers=0
StartODBCPollers=0
StartHistoryPollers=0
CacheUpdateFrequency=5
ExportDir=$D/export
ExportType=events
FpingLocation=/usr/bin/fping
CONF
  chown zabbix "$D/server.conf"; chmod 600 "$D/server.conf"
  spawn server setpriv --reuid=zabbix --regid=zabbix --init-groups zabbix_server -f -c "$D/server.conf"
  await "Zabbix trapper on $TRAP_PORT" 60 port_open "$TRAP_PORT"
}

seed_phase() {
  ZABBIX_API_URL="$API" ZABBIX_ADMIN_PASSWORD="$(secret admin)" TRAPPER_PORT="$TRAP_PORT" WEBHOOK="$WEBHOOK" \
    ADAPTER_PASSWORD="$(secret adapter)" ADAPTER_TOKEN_FILE="$D/secret.adapter-token" READER_PASSWORD="$(secret reader)" READER_TOKEN_FILE="$D/secret.reader-token" \
    node "$LAB_HOME/seed-zabbix-$1.mjs"
}

# Three databases: "stock" -> configured once, kept as the template "network" -> "zabbix", the one in use.
lab_up() {
  pkgs postgresql-15 zabbix-server-pgsql zabbix-frontend-php php8.2-fpm php-pgsql zabbix-agent curl
  local want
  want="$(digest "$LAB_HOME"/{network,hosts,zabbix-model,zabbix-api,zabbix-story,seed-zabbix-configure,seed-zabbix-values}.mjs <(echo "$WEBHOOK"))"
  start_db
  if [ "$(cat "$D/configured" 2>/dev/null || true)" != "$want" ]; then
    rm -f "$D/configured" "$D/seeded"
    halt server 20; clone_db stock zabbix; start_web; seed_phase configure
    db -d zabbix -c ANALYZE   # without statistics trigger.get takes 30 s for a user who is no administrator
    clone_db zabbix network
    echo "$want" > "$D/configured"
  fi
  if [ ! -e "$D/seeded" ]; then
    halt server 20; rm -rf "$D/export"; clone_db network zabbix; start_web; start_server; seed_phase values; db -d zabbix -c ANALYZE
    : > "$D/seeded"
  fi
  start_web; start_server
}
lab_down() { halt web 3; halt server 20; halt pg 20 INT; }
lab_reset() { rm -f "$D/seeded"; lab_up; }
lab_env() {
  emit ZABBIX_API_URL "$API"
  emit ZABBIX_TOKEN "$(cat "$D/secret.adapter-token")"
  emit ZABBIX_USER oss-adapter
  emit ZABBIX_PASSWORD "$(secret adapter)"
  emit ZABBIX_READER_TOKEN "$(cat "$D/secret.reader-token")"
  emit ZABBIX_ADMIN_USER Admin
  emit ZABBIX_ADMIN_PASSWORD "$(secret admin)"
  emit ZABBIX_TRAPPER "$LAB_IP:$TRAP_PORT"
  emit ZABBIX_EXPORT_DIR "$D/export"
  emit ZABBIX_WEBHOOK_TARGET "$WEBHOOK"
}

# zabbix.sh send HOST KEY VALUE: what an element would report
if [ "${1:-}" = send ]; then
  [ $# -eq 4 ] || { echo "usage: $0 send HOST KEY VALUE" >&2; exit 2; }
  exec zabbix_sender -z "$LAB_IP" -p "$TRAP_PORT" -s "$2" -k "$3" -o "$4"
fi
main "$@"
