#!/usr/bin/env bash
# real.sh up|down|status|env|reset|pause|resume|check [system...]: the systems together (default: all).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
all=(legacysql zabbix nautobot netbox)
cmd="${1:-}"; [ $# -eq 0 ] || shift
names=("$@"); [ ${#names[@]} -gt 0 ] || names=("${all[@]}")
case "$cmd" in
  check) exec node "$here/check.mjs" ;;
  up|down|status|env|reset|pause|resume) ;;
  *) echo "usage: $0 up|down|status|env|reset|pause|resume [${all[*]}] | check" >&2; exit 2 ;;
esac
for n in "${names[@]}"; do
  case " ${all[*]} " in *" $n "*) ;; *) echo "no such system: $n" >&2; exit 2 ;; esac
done

# one SYSTEM: status 3 says that this machine cannot have it, which is no fault
one() {
  local n="$1" rc=0 start
  start=$(date +%s%3N)
  if [ "$cmd" = status ]; then printf '%-10s %s\n' "$n" "$("$here/$n.sh" status | paste -sd ' ')"; return; fi
  "$here/$n.sh" "$cmd" || rc=$?
  case "$cmd" in up|down|reset) printf '# %s %s: %d ms%s\n' "$n" "$cmd" $(( $(date +%s%3N) - start )) "$([ $rc != 3 ] || echo ', NOT TO BE HAD HERE')" >&2 ;; esac
  [ $rc = 0 ] || [ $rc = 3 ]
}

rc=0
if [ "$cmd" = up ]; then
  # Beside each other: most of it is waiting for one core's work.
  pids=()
  for n in "${names[@]}"; do one "$n" & pids+=($!); done
  for p in "${pids[@]}"; do wait "$p" || rc=1; done
else
  for n in "${names[@]}"; do one "$n" || rc=1; done
fi
exit $rc
