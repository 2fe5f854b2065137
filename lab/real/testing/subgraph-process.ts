/** `npm run subgraph`: one source served by a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ConfigurationFile } from './configuration.ts';

const MAIN = fileURLToPath(new URL('../../../subgraphs/host/main.ts', import.meta.url));

export class SubgraphProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor(source: string, file: ConfigurationFile, gatewayUrl: string) {
    const args = [MAIN, '--source', source, '--config', file.path, '--graph', `${gatewayUrl}/graphql`];
    this.#child = spawn(process.execPath, args, {
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: '0',
        TRIBUTARY_STATE: file.folder,
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  /** Where it serves, as soon as it says so. */
  async url(): Promise<string> {
    for (;;) {
      const url = /is served at (http:\/\/[^:]+:\d+)/.exec(this.#stdout)?.[1];
      if (url) return url;
      const { stdout } = this.#child;
      if (!stdout || this.#child.exitCode !== null) throw new Error(`It has ended:\n${this.#stderr}`);
      await Promise.race([once(stdout, 'data'), this.#exited]);
    }
  }

  /** Asks it to end; gives its exit code, null where a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#exited;
    return this.#child.exitCode;
  }
}
