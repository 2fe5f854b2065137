/** Acme View behind the port of faults. Opening does no I/O: start() does. */
import { createLiveAlarms } from '#adapters/kit/alarms/create-live-alarms.ts';
import { createNamedObjects } from '#adapters/kit/alarms/named-objects.ts';
import { headerToken } from '#adapters/kit/http/token.ts';
import type { AdapterTools } from '#adapters/kit/module.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import { createAcmeViewClient } from './client.ts';
import type { AcmeViewOptions } from './config.ts';
import { createFaults } from './faults.ts';
import manifest from './manifest.json' with { type: 'json' };
import { createSynchroniser } from './synchroniser.ts';

const CAPABILITIES: ReadonlySet<string> = new Set(manifest.domains.faults.capabilities);
/** A node that no open alarm is on any more is looked up no longer: there are no lists of cleared alarms to be filtered by it. */
const KEEP_MS = 3_600_000;

export function openAcmeView(options: AcmeViewOptions, tools: AdapterTools): Adapter {
  const { source, regions, binder, log, now } = tools;
  const http = tools.http({ baseUrl: options.url, token: headerToken('x-api-token', options.token) });
  const client = createAcmeViewClient(source, http, log);
  const live = createLiveAlarms({ source, regions, binder, now });
  const named = createNamedObjects({ binder, open: () => live.objects(), keepMs: KEEP_MS, now });
  const pollMs = options.pollSeconds * 1000;
  const synchroniser = createSynchroniser({ source, client, live, named, pollMs, log, now });
  let closing: Promise<void> | null = null;

  async function close(): Promise<void> {
    await synchroniser.close();
    await http.close();
  }

  return {
    source,
    faults: createFaults({ source, client, live, now }),
    can: (capability) => CAPABILITIES.has(capability),
    start: () => synchroniser.start(),
    status: () => synchroniser.status(),
    close: () => (closing ??= close()),
  };
}
