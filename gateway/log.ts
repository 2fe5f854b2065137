/** The gateway's log: one JSON object a line, never with variables, arguments or secrets. */
import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from '#schema/logged-error.ts';

/** The part of it that most of the gateway uses. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** A line for each operation would be a call of the system for each: so much is written at once, and nothing waits longer. */
const BATCH_BYTES = 4096;
const BATCH_MS = 100;
const URGENT = pino.levels.values['warn'] ?? 0;

/** `level` by pino's names. Warnings and errors are written at once, with all that came before them. */
export function createLog(level = 'info'): Logger {
  const stdout = openStdout();
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${isoTime(Date.now())}"`,
      formatters: { level: (name) => ({ level: name }) },
      serializers: { err: (error: unknown) => loggedError(error) ?? pino.stdSerializers.err(error as Error) },
      hooks: {
        logMethod(args, method, number) {
          method.apply(this, args);
          if (number >= URGENT) stdout.flushSync();
        },
      },
    },
    stdout,
  );
}

let second = Number.NaN;
let prefix = '';

/** As `Date` has it; up to the second it is worked out once a second. */
export function isoTime(now: number): string {
  const milliseconds = now % 1000;
  if (now - milliseconds !== second) {
    second = now - milliseconds;
    prefix = new Date(second).toISOString().slice(0, -'000Z'.length);
  }
  return `${prefix}${String(milliseconds).padStart(3, '0')}Z`;
}

let opened: (DestinationStream & { flushSync(): void }) | undefined;

function openStdout(): NonNullable<typeof opened> {
  if (opened) return opened;
  const stdout = pino.destination({
    dest: 1,
    sync: true,
    minLength: BATCH_BYTES,
    periodicFlush: BATCH_MS,
  });
  process.once('exit', () => stdout.flushSync());
  return (opened = stdout);
}
