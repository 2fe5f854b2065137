#!/usr/bin/env bash
# NetBox 4.7.3 (gunicorn, on PostgreSQL 15 and Redis) on loopback, from its Python package; seeded through its REST API.
# No worker: nothing is asked of it that would need one (jobs, webhooks).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_HOME/python.sh"
lab_init netbox
PG_PORT="${NETBOX_PG_PORT:-25434}"; WEB_PORT="${NETBOX_WEB_PORT:-18082}"; REDIS_PORT="${NETBOX_REDIS_PORT:-26380}"
URL="http://$LAB_IP:$WEB_PORT"
PYTHON_MINOR=12; REQUIREMENTS="$LAB_HOME/python/netbox-4.7.3.txt"; SEED="$LAB_HOME/seed-netbox.mjs"

settings() {
  export NETBOX_ROOT="$D/root" NETBOX_CONFIGURATION=netbox_configuration PYTHONPATH="$LAB_HOME/python" PYTHONDONTWRITEBYTECODE=1
  export LAB_PG_PORT="$PG_PORT" LAB_REDIS_PORT="$REDIS_PORT"
  LAB_SECRET_KEY="$(secret django 39)"; LAB_PEPPER="$(secret pepper 39)"; LAB_PG_PASSWORD="$(secret db)"; LAB_REDIS_PASSWORD="$(secret redis)"
  LAB_TOKEN="$(secret token 30)"; LAB_TOKEN_KEY="$(secret token-key 9)"; LAB_TOKEN_V1="$(secret token-v1 30)"
  export LAB_SECRET_KEY LAB_PEPPER LAB_PG_PASSWORD LAB_REDIS_PASSWORD LAB_TOKEN LAB_TOKEN_KEY LAB_TOKEN_V1
  mkdir -p "$D/root"
}
manage() ( settings; cd "$D/root"; exec "$D/venv/bin/netbox" "$@" )
migrate() { manage migrate --no-input; }
make_token() { manage shell --command 'exec(open("'"$LAB_HOME"'/python/netbox_token.py").read())' >>"$D/log/token.log" 2>&1; }

token() { echo "nbt_$(secret token-key 9).$(secret token 30)"; }
api_ready() { curl -fsS --max-time 20 -H "Authorization: Bearer $(token)" "$URL/api/status/" | grep -q '"netbox-version"'; }
start_web() {
  ( settings; spawn web "$D/venv/bin/gunicorn" --bind "$LAB_IP:$WEB_PORT" --workers 2 --threads 2 --timeout 120 netbox.wsgi )
  await "NetBox's API on $WEB_PORT" 180 api_ready
}
seed() { NETBOX_URL="$URL" NETBOX_TOKEN="$(token)" node "$SEED"; }

lab_env() {
  emit NETBOX_URL "$URL"
  emit NETBOX_TOKEN "$(token)"
  emit NETBOX_TOKEN_V1 "$(secret token-v1 30)"
}
main "$@"
