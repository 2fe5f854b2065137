/** A gateway over a file that a test edits, with servers of the contracts for members. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { request } from 'undici';

/** A file in a folder of its own. */
export class EditedFile {
  readonly folder = mkdtempSync(join(tmpdir(), 'tributary-follow-'));
  readonly path = join(this.folder, 'tributary.yaml');

  /** As editors do that do not want to lose a file: another one, renamed over it. */
  write(...lines: readonly string[]): void {
    const next = join(this.folder, 'next');
    writeFileSync(next, lines.join('\n'));
    renameSync(next, this.path);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly faults?: readonly string[];
}

/** A log that is kept, from `level` on. */
export function keptLog(level = 'info') {
  const lines: LogLine[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as LogLine);
  return { log: pino({ level }, { write }), lines, said: () => lines.map(({ msg }) => msg) };
}

export interface Asked {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly sources: readonly { readonly source: string }[] };
}

export async function askOver(url: string, query: string): Promise<Asked> {
  const { body } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await body.json()) as Asked;
}
