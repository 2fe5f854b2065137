/** Where a running estate says how it is reached. */
import { join } from 'node:path';

export function controlFile(stateRoot: string): string {
  return join(stateRoot, 'estate', 'control.json');
}
