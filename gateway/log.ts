/** The gateway's log: one JSON object a line, never with variables, arguments or secrets. */
import { type Logger, pino } from 'pino';
import { loggedError } from '#schema/logged-error.ts';

/** The part of it that most of the gateway uses. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** `level` by pino's names. */
export function createLog(level = 'info'): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (name) => ({ level: name }) },
    serializers: { err: (error: unknown) => loggedError(error) ?? pino.stdSerializers.err(error as Error) },
  });
}
