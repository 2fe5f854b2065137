/** Which dialect a source speaks, by what it says of itself in /api/status/. */
import * as z from 'zod';
import { TributaryError } from '#schema/errors.ts';
import type { Dialect } from './dialect.ts';
import { nautobotDialect } from './nautobot.ts';
import { netboxDialect } from './netbox.ts';

const status = z.object({
  'netbox-version': z.string().optional(),
  'nautobot-version': z.string().optional(),
});

/** @throws TributaryError SOURCE_BAD_RESPONSE, SOURCE_UNSUPPORTED_VERSION */
export function dialectOf(source: string, answer: unknown): Dialect {
  const parsed = status.safeParse(answer).data;
  const netbox = parsed?.['netbox-version'];
  const nautobot = parsed?.['nautobot-version'];
  if (netbox !== undefined) return supported(source, 'NetBox', netbox, [3, 7], netboxDialect);
  if (nautobot !== undefined) return supported(source, 'Nautobot', nautobot, [2, 0], nautobotDialect);
  throw new TributaryError(
    'SOURCE_BAD_RESPONSE',
    `The status of ${source} must name its version, but did not.`,
    { source },
  );
}

function supported(
  source: string,
  product: Dialect['product'],
  version: string,
  [major, minor]: readonly [number, number],
  make: (version: string) => Dialect,
): Dialect {
  const [, first = '0', second = '0'] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(first) > major || (Number(first) === major && Number(second) >= minor)) return make(version);
  throw new TributaryError(
    'SOURCE_UNSUPPORTED_VERSION',
    `The ${product} of ${source} must be ${major}.${minor} or later, but got: ${version.slice(0, 40)}.`,
    { source },
  );
}
