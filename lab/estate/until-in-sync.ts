/** Resolves when every source of a running estate has been read, and everything that it names has been looked up. */
import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 20_000;

interface Standing {
  readonly faultSources: readonly { readonly syncState: string }[] | null;
  readonly alarms: { readonly complete: boolean } | null;
}

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
    body: JSON.stringify({
      query: '{ faultSources { syncState } alarms(filter: { region: ["west", "east"] }) { complete } }',
    }),
  });
  const { data, errors } = (await response.json()) as { data: Standing | null; errors?: unknown };
  const states = data?.faultSources ?? [];
  return (
    !errors &&
    health.missing.length === 0 &&
    states.length > 0 &&
    states.every(({ syncState }) => syncState === 'IN_SYNC') &&
    data?.alarms?.complete === true
  );
}
