/** The log of one source: every line names it, whoever of the kit or the adapter writes it. */
import type { Log } from './log.ts';

export function sourceLog(log: Log, source: string): Log {
  return {
    debug: (details, message) => log.debug({ source, ...details }, message),
    info: (details, message) => log.info({ source, ...details }, message),
    warn: (details, message) => log.warn({ source, ...details }, message),
    error: (details, message) => log.error({ source, ...details }, message),
  };
}
