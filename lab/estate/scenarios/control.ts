/** The estate's back door for scenarios: on loopback, for who may read its state folder. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SCENARIOS } from './catalogue.ts';
import { controlFile } from './control-file.ts';
import type { Stage } from './stage.ts';

export interface ControlOptions {
  readonly stage: Stage;
  readonly stateRoot: string;
  /** The address of the gateway. */
  readonly gateway: string;
  /** The path of tributary.yaml. */
  readonly configuration: string;
}

export interface Control {
  close(): Promise<void>;
}

const OWNER_ONLY = 0o600;

/** `POST /<scenario>` plays it, `POST /restore` undoes all. */
export async function startControl({ stage, stateRoot, ...rest }: ControlOptions): Promise<Control> {
  const token = randomBytes(32).toString('hex');

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = request.url?.slice(1) ?? '';
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) send(response, 401, {});
    else if (request.method !== 'POST') send(response, 405, {});
    else if (name === 'restore') send(response, 200, { did: await stage.restore() });
    else if (scenario) send(response, 200, { did: await stage.play(scenario) });
    else send(response, 404, {});
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = controlFile(stateRoot);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ ...rest, url: `http://127.0.0.1:${port}`, token }), {
    mode: OWNER_ONLY,
  });
  return {
    async close() {
      rmSync(file, { force: true });
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
