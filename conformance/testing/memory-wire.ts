/** A member over plain arrays, asked without a network: good, or broken in one way. */
import type { Domain } from '#schema/domains.ts';
import { memberOf, memoryPorts } from '#subgraphs/testing/memory-adapter.ts';
import type { Wire } from '../wire.ts';
import type { Answered, Asked, Broken } from './broken-members.ts';
import { NETWORK } from './estate.ts';

/** The source whose ids the records of a domain have. */
export const SOURCES: Readonly<Record<Domain, string>> = { inventory: 'inv', faults: 'nms', services: 'crm' };

export function memoryWire(domain: Domain, { faults, request, answer }: Partial<Broken> = {}): Wire {
  const ports = memoryPorts(NETWORK);
  const { ask } = memberOf(
    SOURCES[domain],
    domain,
    faults ? { ...ports, faults: faults(ports.faults) } : ports,
  );
  return async ({ method, body = '' }) => {
    if (method === 'GET' || !body.endsWith('}}')) return { status: 400, contentType: '', text: '' };
    const given = JSON.parse(body) as Asked;
    const asked = request?.(given) ?? given;
    // As it would come over HTTP.
    const good = JSON.parse(JSON.stringify(await ask(asked.query, asked.variables))) as Answered;
    return {
      status: 200,
      contentType: 'application/json',
      text: JSON.stringify(answer?.(good, asked) ?? good),
    };
  };
}
