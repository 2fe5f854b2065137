/**
 * Tells when the text of a file is another. The folder is watched, so that an editor that renames a new file over the old one, or
 * a Kubernetes volume that swaps a link, is seen at once; and the file is read now and then, for what a folder does not tell.
 */
import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Log } from '../log.ts';

export interface WatchedFile {
  /** Reads the file now. */
  look(): void;
  close(): void;
}

export interface FileWatchOptions {
  readonly log: Log;
  /** How long the folder must be quiet before the file is read, milliseconds: whoever writes gets to the end. */
  readonly quietMs?: number;
  /** How often the file is read whatever the folder says, milliseconds. */
  readonly pollMs?: number;
}

const QUIET_MS = 250;
const POLL_MS = 5000;

/** `changed` is called once for each text, and also where the file is gone. */
export function watchFile(path: string, changed: () => void, options: FileWatchOptions): WatchedFile {
  const { log, quietMs = QUIET_MS, pollMs = POLL_MS } = options;
  const file = resolve(path);
  let seen = textOf(file);
  let quiet: NodeJS.Timeout | undefined;

  function look(): void {
    const text = textOf(file);
    if (text === seen) return;
    seen = text;
    changed();
  }
  function stir(): void {
    clearTimeout(quiet);
    quiet = setTimeout(look, quietMs).unref();
  }

  const folder = watchFolder(dirname(file), stir, log);
  // Not while somebody writes: half a file may be a file.
  const poll = setInterval(stir, pollMs).unref();
  return {
    look,
    close() {
      clearTimeout(quiet);
      clearInterval(poll);
      folder?.close();
    },
  };
}

function watchFolder(folder: string, stirred: () => void, log: Log): FSWatcher | null {
  const blind = (error: unknown): null => {
    log.warn({ folder, error: (error as Error).message }, 'The folder cannot be watched: it is looked into.');
    return null;
  };
  try {
    return watch(folder, { persistent: false }, stirred).on('error', blind);
  } catch (error) {
    return blind(error);
  }
}

/** What cannot be read has its reason for a text. */
function textOf(file: string): string {
  try {
    return `text ${readFileSync(file, 'utf8')}`;
  } catch (error) {
    return `none ${(error as NodeJS.ErrnoException).code ?? ''}`;
  }
}
