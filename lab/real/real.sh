#!/usr/bin/env bash
# real.sh up|down|status|env|reset|pause|resume|check [system...]: the systems together (default: all).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cmd="${1:-}"; [ $# -eq 0 ] || shift
names=("$@"); [ ${#names[@]} -gt 0 ] || names=(legacysql zabbix)
rc=0
case "$cmd" in
  check) exec node "$here/check.mjs" ;;
  up|down|status|env|reset|pause|resume) ;;
  *) echo "usage: $0 up|down|status|env|reset|pause|resume [legacysql|zabbix...] | check" >&2; exit 2 ;;
esac
for n in "${names[@]}"; do
  case "$n" in legacysql|zabbix) ;; *) echo "no such system: $n" >&2; exit 2 ;; esac
  start=$(date +%s%3N)
  if [ "$cmd" = status ]; then printf '%-10s %s\n' "$n" "$("$here/$n.sh" status | paste -sd ' ')"; continue; fi
  "$here/$n.sh" "$cmd" || rc=1
  case "$cmd" in up|down|reset) printf '# %s %s: %d ms\n' "$n" "$cmd" $(( $(date +%s%3N) - start )) >&2 ;; esac
done
exit $rc
