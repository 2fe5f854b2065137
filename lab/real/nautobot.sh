#!/usr/bin/env bash
# Nautobot 3.2.7 (its own uWSGI, on PostgreSQL 15 and Redis) on loopback, from its Python package; seeded through its REST API.
# No worker: nothing is asked of it that would need one (jobs, webhooks).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_HOME/python.sh"
lab_init nautobot
PG_PORT="${NAUTOBOT_PG_PORT:-25433}"; WEB_PORT="${NAUTOBOT_WEB_PORT:-18081}"; REDIS_PORT="${NAUTOBOT_REDIS_PORT:-26379}"
URL="http://$LAB_IP:$WEB_PORT"
PYTHON_MINOR=10; REQUIREMENTS="$LAB_HOME/python/nautobot-3.2.7.txt"; SEED="$LAB_HOME/seed-nautobot.mjs"

settings() {
  export NAUTOBOT_ROOT="$D/root" NAUTOBOT_CONFIG="$LAB_HOME/python/nautobot_config.py" PYTHONDONTWRITEBYTECODE=1
  export NAUTOBOT_DB_HOST="$LAB_IP" NAUTOBOT_DB_PORT="$PG_PORT" NAUTOBOT_DB_NAME=nautobot NAUTOBOT_DB_USER=nautobot
  export NAUTOBOT_REDIS_HOST="$LAB_IP" NAUTOBOT_REDIS_PORT="$REDIS_PORT"
  NAUTOBOT_SECRET_KEY="$(secret django 39)"; NAUTOBOT_DB_PASSWORD="$(secret db)"; NAUTOBOT_REDIS_PASSWORD="$(secret redis)"; LAB_TOKEN="$(secret token 30)"
  export NAUTOBOT_SECRET_KEY NAUTOBOT_DB_PASSWORD NAUTOBOT_REDIS_PASSWORD LAB_TOKEN
  mkdir -p "$D/root"
}
manage() ( settings; cd "$D/root"; exec "$D/venv/bin/nautobot-server" "$@" )
migrate() { manage migrate; }
make_token() { manage shell --interface python --command 'exec(open("'"$LAB_HOME"'/python/nautobot_token.py").read())' >>"$D/log/token.log" 2>&1; }

api_ready() { curl -fsS --max-time 20 -H "Authorization: Token $(secret token 30)" "$URL/api/status/" | grep -q '"nautobot-version"'; }
start_web() {
  # As Nautobot's own documentation has it. Its buffer is uWSGI's default, 4 KiB: what of a long address does not fit is dropped without a word.
  printf '%s\n' '[uwsgi]' "http = $LAB_IP:$WEB_PORT" 'http-keepalive = 1' 'master = true' 'processes = 2' 'threads = 2' 'enable-threads = true' \
    'lazy-apps = true' 'single-interpreter = true' 'die-on-term = true' 'need-app = true' 'disable-logging = true' > "$D/uwsgi.ini"
  ( settings; spawn web "$D/venv/bin/nautobot-server" start --ini "$D/uwsgi.ini" )
  await "Nautobot's API on $WEB_PORT" 180 api_ready
}
seed() { NAUTOBOT_URL="$URL" NAUTOBOT_TOKEN="$(secret token 30)" node "$SEED"; }

lab_env() {
  emit NAUTOBOT_URL "$URL"
  emit NAUTOBOT_TOKEN "$(secret token 30)"
}
main "$@"
