/** Settings of the gateway itself, which are read at its start and never again. */
import { changedSettings } from './members/changed-settings.ts';
import type { Log } from './log.ts';

/** Says which settings of `gateway:` the file has changed, and that the running gateway does not follow. */
export function tellFixed(inForce: object, wanted: object, log: Log): void {
  const names = changedSettings(inForce, wanted).map((name) => `gateway.${name}`);
  if (names.length > 0)
    log.warn({ settings: names }, `${names.join(', ')} changed: that takes effect at the next start`);
}
