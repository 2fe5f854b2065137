# shellcheck shell=bash
# For products that come as Python packages and keep their data in PostgreSQL 15 and Redis. Sourced after lib.sh by a script that sets
# PG_PORT, REDIS_PORT, PYTHON_MINOR, REQUIREMENTS and SEED, and defines migrate, make_token, start_web and seed.

# not_to_be_had WHY: this machine cannot have the product. Status 3 tells that from a fault: nothing is proven, nothing is broken.
not_to_be_had() {
  log "NOT TO BE HAD HERE: $*"
  echo "$*" > "$D/absent"
  exit 3
}

# python_at_least MINOR: the first Python 3 of this machine that is new enough: Debian's, else where pyenv keeps them
python_at_least() {
  local p
  for p in /usr/bin/python3 /usr/bin/python3.[1-9][0-9] "${PYENV_ROOT:-/root/.pyenv}"/versions/3.*/bin/python3; do
    [ -x "$p" ] || continue
    "$p" -c "import sys, ensurepip; sys.exit(sys.version_info < (3, $1))" 2>/dev/null && { echo "$p"; return 0; }
  done
  return 1
}

# venv MINOR REQUIREMENTS: $D/venv with exactly these versions; made again when the file changes
venv() {
  local want python
  want="$(digest "$2")"
  [ "$(cat "$D/installed" 2>/dev/null || true)" = "$want" ] && return 0
  python="$(python_at_least "$1")" || not_to_be_had "it needs Python 3.$1 or newer"
  rm -rf "$D/venv" "$D/installed"
  "$python" -m venv "$D/venv"
  log "installing the packages of $(basename "$2") for $("$python" -V)"
  "$D/venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r "$2" >>"$D/log/pip.log" 2>&1 || {
    tail -3 "$D/log/pip.log" >&2
    not_to_be_had "its packages cannot be installed"
  }
  echo "$want" > "$D/installed"
}

# start_redis: one of our own, in memory only
start_redis() {
  local conf="$D/redis/redis.conf"
  install -d -o redis -m 700 "$D/redis"
  install -o redis -m 600 /dev/null "$conf"
  printf '%s\n' "bind $LAB_IP" "port $REDIS_PORT" "requirepass $(secret redis)" 'save ""' 'appendonly no' "dir $D/redis" 'daemonize no' > "$conf"
  spawn redis setpriv --reuid=redis --regid=redis --init-groups redis-server "$conf"
  await "Redis on $REDIS_PORT" 30 port_open "$REDIS_PORT"
}

pg() { local tool="$1"; shift; PGOPTIONS='-c client_min_messages=error' PGPASSWORD="$(secret db)" "$tool" -h "$LAB_IP" -p "$PG_PORT" -U "$SYS" "$@"; }
db() { pg psql -qAtX -v ON_ERROR_STOP=1 "$@"; }
clone_db() { db -d postgres -c "DROP DATABASE IF EXISTS $2 WITH (FORCE)" -c "CREATE DATABASE $2 TEMPLATE $1" >/dev/null; }

# Some minutes of migrations go once into the template "stock". Where LAB_CACHE names a folder, what they made is kept there
# for the next state of the same packages: a database without any account, token or object.
stock() {
  local want dump=
  want="$(cat "$D/installed")"
  [ "$(cat "$D/stock.ok" 2>/dev/null || true)" = "$want" ] && return 0
  [ -z "${LAB_CACHE:-}" ] || { mkdir -p "$LAB_CACHE"; dump="$LAB_CACHE/$SYS-$want.dump"; }
  rm -f "$D/stock.ok" "$D/configured" "$D/seeded"
  halt web 10
  db -d postgres -c "DROP DATABASE IF EXISTS $SYS WITH (FORCE)" -c 'DROP DATABASE IF EXISTS stock'
  if [ -n "$dump" ] && [ -s "$dump" ]; then
    log "its empty database comes from $dump"
    db -d postgres -c 'CREATE DATABASE stock TEMPLATE template0'
    pg pg_restore -j 2 -d stock "$dump"
  else
    log 'making its empty database, some minutes of migrations'
    db -d postgres -c "CREATE DATABASE $SYS TEMPLATE template0"
    migrate >"$D/log/migrate.log" 2>&1 || { tail -5 "$D/log/migrate.log" >&2; die 'the migrations failed'; }
    db -d postgres -c "ALTER DATABASE $SYS RENAME TO stock"
    [ -z "$dump" ] || { pg pg_dump -Fc -d stock -f "$dump.$$" && mv "$dump.$$" "$dump"; }
  fi
  echo "$want" > "$D/stock.ok"
}

# Three databases: "stock" -> seeded once, kept as the template "network" -> the one in use.
lab_up() {
  local want
  rm -f "$D/absent"
  pkgs postgresql-15 redis-server python3-venv curl
  venv "$PYTHON_MINOR" "$REQUIREMENTS"
  want="$(digest "$REQUIREMENTS" "$SEED" "$LAB_HOME"/{network,hosts,dcim-model,dcim-api}.mjs)"
  pg_cluster pg "$PG_PORT" "$SYS" db UTF8 C.UTF-8
  start_redis
  stock
  if [ "$(cat "$D/configured" 2>/dev/null || true)" != "$want" ]; then
    rm -f "$D/configured" "$D/seeded"
    halt web 10; clone_db stock "$SYS"; make_token; start_web; seed; halt web 10
    db -d "$SYS" -c ANALYZE
    clone_db "$SYS" network
    echo "$want" > "$D/configured"
    : > "$D/seeded"
  fi
  if [ ! -e "$D/seeded" ]; then
    # What it remembers in Redis is of the objects that go.
    halt web 10; halt redis 5; clone_db network "$SYS"; start_redis
    : > "$D/seeded"
  fi
  start_web
}
lab_down() { halt web 10; halt redis 5; halt pg 20 INT; }
lab_reset() { rm -f "$D/seeded"; lab_up; }
