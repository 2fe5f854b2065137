# shellcheck shell=bash
# Helpers of the real-system lab; sourced by the scripts of its systems, never run by itself.
# No systemd, no containers: every daemon runs in a session of its own (setsid). Its pid and kernel start time are
# recorded, and only a process that still carries both is ever signalled.
set -euo pipefail

LAB_HOME="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
LAB_DIR="$(realpath -m "${LAB_DIR:-$LAB_HOME/run}")"
LAB_IP=127.0.0.1
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

log() { printf '[%s] %s\n' "${SYS:-lab}" "$*" >&2; }
die() { log "ERROR: $*"; exit 1; }
emit() { printf '%s=%s\n' "$1" "$2"; }

# lab_init NAME: the private folder of one system
lab_init() {
  SYS="$1"
  [ "$(id -u)" = 0 ] || die "must run as root (installs packages, switches to service users)"
  D="$LAB_DIR/$SYS"
  mkdir -p "$D/pid" "$D/log" "$D/tmp"
  chmod 755 "$LAB_DIR" "$D"
}

# pkgs NAME...: install what is missing; policy-rc.d keeps maintainer scripts from starting daemons
pkgs() {
  local want=() p made=
  for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || want+=("$p")
  done
  [ ${#want[@]} -eq 0 ] && return 0
  log "installing ${want[*]}"
  exec 8>/var/lock/tributary-lab-apt.lock; flock 8
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; made=1
  fi
  local rc=0
  apt_install "${want[@]}" || { apt-get update -qq >/dev/null 2>&1 || true; apt_install "${want[@]}" || rc=1; }
  [ -z "$made" ] || rm -f /usr/sbin/policy-rc.d
  flock -u 8; exec 8>&-
  [ $rc = 0 ] || { tail -5 "$D/log/apt.log" >&2; die "apt-get install failed"; }
}
apt_install() {
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold \
    "$@" >>"$D/log/apt.log" 2>&1 8>&-
}

start_time() { [ -r "/proc/$1/stat" ] && sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" {print $20}'; }
# session_pids PID: its session and its children's: each backend of PostgreSQL makes a session of its own
session_pids() {
  ps -e -o pid=,ppid=,sid=,state= | awk -v s="$1" '$4 != "Z" && ($3 == s || $2 == s) {print $1}'
}
signal_session() { local p; for p in $(session_pids "$2"); do kill "-$1" "$p" 2>/dev/null || true; done; }

# alive NAME: the recorded process is still that very process
alive() {
  local pid st
  [ -s "$D/pid/$1" ] || return 1
  read -r pid st < "$D/pid/$1"
  [ -n "$st" ] && [ "$(start_time "$pid")" = "$st" ]
}
daemons() { local f; for f in "$D"/pid/*; do [ ! -s "$f" ] || basename "$f"; done; }
pid_of() { cut -d' ' -f1 "$D/pid/$1"; }

# spawn NAME CMD...: start in a session of its own; does nothing while it lives
spawn() {
  local name="$1" pid i; shift
  alive "$name" && return 0
  ( cd "$D" && exec setsid "$@" ) >>"$D/log/$name.log" 2>&1 </dev/null 7>&- 8>&- &
  pid=$!
  for ((i = 0; i < 20; i++)); do   # until setsid has made it a session leader
    [ "$(ps -o sid= -p "$pid" 2>/dev/null | tr -d ' ')" = "$pid" ] && break
    sleep 0.05
  done
  printf '%s %s\n' "$pid" "$(start_time "$pid")" > "$D/pid/$name"
  disown "$pid" 2>/dev/null || true
}

# halt NAME [SECONDS] [SIGNAL]: ask, wait, then end what is left of its session
halt() {
  local name="$1" secs="${2:-15}" sig="${3:-TERM}" pid i
  if alive "$name"; then
    pid="$(pid_of "$name")"
    signal_session CONT "$pid"   # a paused daemon could not act on the signal
    kill "-$sig" "$pid" 2>/dev/null || true
    for ((i = 0; i < secs * 10; i++)); do alive "$name" || break; sleep 0.1; done
    signal_session TERM "$pid"
    for ((i = 0; i < 30; i++)); do [ -n "$(session_pids "$pid")" ] || break; sleep 0.1; done
    signal_session KILL "$pid"
  fi
  rm -f "$D/pid/$name"
}

# await WHAT SECONDS CMD...: poll until CMD succeeds
await() {
  local what="$1" secs="$2" end; shift 2
  end=$(( $(date +%s) + secs ))
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || { tail -n 5 "$D"/log/*.log >&2 2>/dev/null || true; die "$what not ready after ${secs}s"; }
    sleep 0.2
  done
}
port_open() { (exec 9<>"/dev/tcp/$LAB_IP/$1") 2>/dev/null; }

# as USER CMD...: run as a service user
as() {
  local u="$1"; shift
  setpriv --reuid="$u" --regid="$(id -gn "$u")" --init-groups --inh-caps=-all -- env -u XDG_RUNTIME_DIR HOME=/nonexistent "$@"
}

# secret NAME [BYTES]: a random secret, made on first use, letters and digits only: four for every three bytes
secret() {
  local f="$D/secret.$1"
  [ -s "$f" ] || ( umask 077; head -c "${2:-18}" /dev/urandom | base64 -w 0 | tr '+/' 'ab' > "$f" )
  cat "$f"
}

# digest FILE...: changes when a seed changes, so that `up` seeds again
digest() { cat "$@" | sha256sum | cut -c1-16; }

# pg_cluster NAME PORT SUPERUSER SECRET ENCODING LOCALE [CONF LINE...]: a PostgreSQL 15 of our own under $D/NAME
PGBIN=/usr/lib/postgresql/15/bin
pg_cluster() {
  local name="$1" port="$2" user="$3" pw="$D/tmp/pw"
  if [ ! -s "$D/$name/PG_VERSION" ]; then
    rm -rf "${D:?}/$name"; install -d -o postgres -m 700 "$D/$name"
    install -o postgres -m 600 /dev/null "$pw"; secret "$4" > "$pw"
    as postgres "$PGBIN/initdb" -D "$D/$name" -U "$user" -A scram-sha-256 --pwfile="$pw" -E "$5" --locale="$6" -N >"$D/log/initdb.log" 2>&1
    rm -f "$pw"
    printf '%s\n' "listen_addresses = '$LAB_IP'" "port = $port" "unix_socket_directories = ''" 'shared_buffers = 64MB' \
      'fsync = off' 'synchronous_commit = off' 'full_page_writes = off' "${@:7}" >> "$D/$name/postgresql.conf"
  fi
  alive "$name" || rm -f "$D/$name/postmaster.pid"
  spawn "$name" setpriv --reuid=postgres --regid=postgres --init-groups "$PGBIN/postgres" -D "$D/$name"
  await "PostgreSQL on $port" 60 "$PGBIN/pg_isready" -q -h "$LAB_IP" -p "$port"
}

# pss_mib: resident memory of every process of this system, shared pages counted once
pss_mib() {
  local n p kb total=0
  for n in $(daemons); do
    for p in $(session_pids "$(pid_of "$n")"); do
      kb="$(awk '/^Pss:/ {print $2}' "/proc/$p/smaps_rollup" 2>/dev/null || true)"
      total=$((total + ${kb:-0}))
    done
  done
  echo $((total / 1024))
}

status() {
  local n state
  for n in $(daemons); do
    state=down
    if alive "$n"; then
      state="up pid=$(pid_of "$n")"
      case "$(ps -o state= -p "$(pid_of "$n")")" in T*) state="paused pid=$(pid_of "$n")" ;; esac
    fi
    echo "$n $state"
  done
  echo "pss_mib=$(pss_mib)"
}

# signal_daemons SIGNAL [NAME...]: pausing makes a system deaf without closing a socket, for time-out and breaker tests
signal_daemons() {
  local sig="$1" n names; shift
  if [ $# -gt 0 ]; then names="$*"; else names="$(daemons)"; fi
  for n in $names; do if alive "$n"; then signal_session "$sig" "$(pid_of "$n")"; fi; done
}

locked() { exec 7>"$D/.lock"; flock 7; "$@"; flock -u 7; exec 7>&-; }

# main "$@": each script defines lab_up, lab_down, lab_reset and lab_env
main() {
  local cmd="${1:-}"; [ $# -eq 0 ] || shift
  case "$cmd" in
    up)     signal_daemons CONT; locked lab_up ;;
    down)   locked lab_down ;;
    reset)  signal_daemons CONT; locked lab_reset ;;
    env)
      # A system that this machine cannot have says so: its tests are then left out, visibly.
      if [ -s "$D/absent" ]; then emit "${SYS^^}_ABSENT" yes; return 0; fi
      [ -e "$D/seeded" ] || die "not seeded yet: $0 up"; lab_env ;;
    status) status ;;
    pause)  signal_daemons STOP "$@" ;;
    resume) signal_daemons CONT "$@" ;;
    *)      echo "usage: $0 up|down|reset|env|status|pause [daemon...]|resume [daemon...]" >&2; exit 2 ;;
  esac
}
