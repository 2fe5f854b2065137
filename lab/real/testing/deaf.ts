/** A real system, or one of its daemons, that is deaf without closing a socket: what timeouts are for. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Deaf {
  readonly system: 'zabbix' | 'legacysql';
  /** All of them unless given. */
  readonly daemon?: string;
}

async function signal(command: 'pause' | 'resume', { system, daemon }: Deaf): Promise<void> {
  const script = fileURLToPath(new URL(`../${system}.sh`, import.meta.url));
  await run(script, [command, ...(daemon === undefined ? [] : [daemon])]);
}

export const pause = (deaf: Deaf): Promise<void> => signal('pause', deaf);
/** Does nothing where it hears. */
export const resume = (deaf: Deaf): Promise<void> => signal('resume', deaf);
