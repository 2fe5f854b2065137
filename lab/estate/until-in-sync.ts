/** Resolves when every source of a running estate has been read, and everything that it names has been looked up. */
import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 60_000;

interface Connection<Node> {
  readonly complete: boolean;
  readonly edges: readonly { readonly node: Node }[];
}

interface Standing {
  readonly faultSources:
    readonly { readonly syncState: string; readonly pendingObjects: number | null }[] | null;
  readonly alarms: { readonly complete: boolean } | null;
  readonly resources: Connection<{ readonly services: { readonly complete: boolean } }> | null;
}

/**
 * How all of it stands. What stands on a place of the north, which keeps no services itself, is known when everybody who keeps
 * services has looked up everything that he names.
 */
export const STANDING = `{ faultSources { syncState pendingObjects }
  alarms(filter: { region: ["north", "west", "east", "south"] }, first: 1) { complete }
  resources(filter: { kind: [SITE], region: ["north"] }, first: 1) { complete edges { node { services(first: 1) { complete } } } } }`;

export async function untilInSync(url: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    if (await isInSync(url)) return;
    await wait(50);
  }
  throw new Error(`The estate must be in sync within ${LIMIT_MS} ms.`);
}

async function isInSync(url: string): Promise<boolean> {
  const health = (await (await fetch(`${url}/health/ready`)).json()) as {
    readonly missing: readonly string[];
  };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: STANDING }),
  });
  const { data, errors } = (await response.json()) as { data: Standing | null; errors?: unknown };
  const states = data?.faultSources ?? [];
  return (
    !errors &&
    health.missing.length === 0 &&
    states.length > 0 &&
    states.every(({ syncState, pendingObjects }) => syncState === 'IN_SYNC' && pendingObjects === 0) &&
    data?.alarms?.complete === true &&
    data.resources?.edges[0]?.node.services.complete === true
  );
}
