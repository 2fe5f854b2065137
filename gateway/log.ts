/** The gateway's log: one JSON object a line, never with variables, arguments or secrets. */
import { type Logger, pino } from 'pino';

/** The part of it that most of the gateway uses. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Levels of LOG_LEVEL, by pino's names. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** @throws TypeError on an unknown level. */
export function createLog(level = 'info'): Logger {
  if (!LOG_LEVELS.some((known) => known === level)) {
    throw new TypeError(
      `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, but got: ${JSON.stringify(level)}.`,
    );
  }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
