/** An adapter over plain arrays, and a way to ask it through its members. */
import type { Log } from '#adapters/kit/log.ts';
import type { Manifest } from '#adapters/kit/module.ts';
import type { Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Member, MemberResponse } from '#schema/ports/member.ts';
import { createLocalMember } from '../host/local-member.ts';
import { type CallRecord, recorded } from './calls.ts';
import { ESTATE, type Estate } from './estate.ts';
import { memoryFaults, memoryInventory, memoryServices } from './memory-ports.ts';

type Ports = Pick<Adapter, Domain>;

export const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function memoryPorts(estate: Estate = ESTATE): Required<Ports> {
  return {
    inventory: memoryInventory(estate),
    faults: memoryFaults(estate),
    services: memoryServices(estate),
  };
}

export function adapterOf(source: string, ports: Ports): Adapter {
  return {
    source,
    ...ports,
    can: () => true,
    start: async () => {},
    status: () => ({
      state: 'UP',
      version: '1',
      asOf: '2026-03-01T08:00:00.000Z',
      stale: false,
      error: null,
    }),
    close: async () => {},
  };
}

export function manifestOf(role: Member['role'] = 'ENUMERATES'): Manifest {
  const domain = { role, capabilities: [] };
  return {
    type: 'memory',
    title: 'Memory',
    domains: { inventory: domain, faults: domain, services: domain },
    versions: { supported: '1', run: [], recorded: [], documented: [] },
    quality: { tier: 'bronze', exemptions: {} },
  };
}

export interface Asked {
  readonly member: Member;
  readonly calls: CallRecord[];
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<MemberResponse>;
  /** How often the port was asked, by method. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** A member over one port, the calls of which are written down. */
export function memberOf(
  source: string,
  domain: Domain,
  ports: Ports = memoryPorts(),
  { role = 'ENUMERATES', log = SILENT }: { readonly role?: Member['role']; readonly log?: Log } = {},
): Asked {
  const calls: CallRecord[] = [];
  const port = ports[domain];
  if (!port) throw new TypeError(`The ports must have ${domain}.`);
  const adapter = adapterOf(source, { [domain]: recorded(port, calls) });
  const member = createLocalMember({ adapter, manifest: manifestOf(role), regions: [], log }, domain);
  return {
    member,
    calls,
    ask: (query, variables) =>
      member.execute({ query, ...(variables && { variables }) }, { signal: new AbortController().signal }),
    counts() {
      const counts: Record<string, number> = {};
      for (const { method } of calls) counts[method] = (counts[method] ?? 0) + 1;
      return counts;
    },
  };
}
