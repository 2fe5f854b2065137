/** One change of the configuration at a time. */
import { TributaryError } from '#schema/errors.ts';
import type { Log } from './log.ts';

/**
 * Gives what applies the configuration anew. Asked again meanwhile it does so once more, and resolves when that is done too. Never
 * rejects: faults are told in the log, and what was in force stays in force.
 */
export function createReload(apply: () => Promise<void>, log: Log): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await apply();
      } catch (error) {
        tell(error, log);
      }
    } while (again);
    running = null;
  }

  return () => {
    again = true;
    return (running ??= run());
  };
}

/** Every fault in one line of the log, as the start would print them. */
function tell(error: unknown, log: Log): void {
  if (!(error instanceof TributaryError)) {
    log.error({ err: error }, 'The configuration could not be applied; what was in force stays in force.');
    return;
  }
  const [head = '', ...faults] = error.message.split('\n').map((line) => line.replace(/^ *- /, ''));
  log.error({ code: error.code, faults }, `${head.replace(/:$/, '.')} What was in force stays in force.`);
}
