/** Loaded into a process before everything else: writes down whom it contacts and what names it looks up, one line each. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.EGRESS_LOG;
const note = (line) => line && appendFileSync(file, `${line}\n`);

function spy(object, name, describe) {
  const original = object[name];
  object[name] = function (...args) {
    note(describe(args));
    return original.apply(this, args);
  };
}

/** An address is its own answer: nobody is asked for it. */
const named = (host) => (net.isIP(host) ? null : `lookup ${host}`);

spy(net.Socket.prototype, 'connect', ([first]) => {
  const options = Array.isArray(first) ? first[0] : first;
  return `connect ${options.host ?? options.path ?? 'localhost'}:${options.port ?? ''}`;
});
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'resolveSrv']) {
  spy(dns, name, ([host]) => named(host));
  spy(dns.promises, name, ([host]) => named(host));
}
spy(dgram, 'createSocket', () => 'datagram');
syncBuiltinESMExports();
note('watching');
