/** The estate that runs over a state folder, as another process sees it. */
import { readFileSync } from 'node:fs';
import { controlFile } from './control-file.ts';

export class NoEstateError extends Error {
  override readonly name = 'NoEstateError';
}

export interface RunningEstate {
  /** The address of its gateway. */
  readonly gateway: string;
  /** The path of its tributary.yaml. */
  readonly configuration: string;
  /** Plays a scenario, or restores; gives what was done. */
  play(name: string): Promise<readonly string[]>;
}

interface Place {
  readonly url: string;
  readonly token: string;
  readonly gateway: string;
  readonly configuration: string;
}

const REMEDY = 'Start it in another terminal: npm start.';

/** @throws NoEstateError where none runs. */
export async function runningEstate(stateRoot: string): Promise<RunningEstate> {
  let place: Place;
  try {
    place = JSON.parse(readFileSync(controlFile(stateRoot), 'utf8')) as Place;
    await fetch(`${place.gateway}/health/live`);
  } catch {
    throw new NoEstateError(`No estate runs over the state folder "${stateRoot}". ${REMEDY}`);
  }
  const { url, token, gateway, configuration } = place;
  return {
    gateway,
    configuration,
    async play(name) {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/${name}`, { method: 'POST', headers });
      const { did, error } = (await response.json()) as { did?: readonly string[]; error?: string };
      if (!did) throw new Error(`The estate must play "${name}", but answered: ${error ?? response.status}.`);
      return did;
    },
  };
}
