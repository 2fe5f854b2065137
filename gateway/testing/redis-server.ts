/** A Redis for tests that speaks RESP 3 as far as documents need it: HELLO, CLIENT, PING, SET, GETEX. */
import { type Socket, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface RedisServer {
  readonly url: string;
  /** The commands that it was sent, without those of the connection. */
  readonly commands: readonly (readonly string[])[];
  close(): Promise<void>;
}

export async function startRedisServer(): Promise<RedisServer> {
  const values = new Map<string, string>();
  const commands: string[][] = [];
  const sockets = new Set<Socket>();

  function answer(command: string[]): string {
    const [name = '', key = '', value = ''] = command;
    switch (name.toUpperCase()) {
      case 'HELLO':
        return '%1\r\n+server\r\n+redis\r\n';
      case 'PING':
        return '+PONG\r\n';
      case 'CLIENT':
        return '+OK\r\n';
      case 'SET':
        commands.push(command);
        values.set(key, value);
        return '+OK\r\n';
      case 'GETEX': {
        commands.push(command);
        const known = values.get(key);
        return known === undefined ? '_\r\n' : `$${Buffer.byteLength(known)}\r\n${known}\r\n`;
      }
      default:
        return `-ERR unknown command '${name}'\r\n`;
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let read = '';
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('data', (text: string) => {
      read += text;
      for (let found = takeCommand(read); found; found = takeCommand(read)) {
        read = found.rest;
        socket.write(answer(found.command));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    commands,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The first whole command of what was read: an array of texts of ASCII. */
function takeCommand(read: string): { command: string[]; rest: string } | null {
  const [, count] = /^\*(\d+)\r\n/.exec(read) ?? [];
  if (count === undefined) return null;
  const command: string[] = [];
  let rest = read.slice(count.length + 3);
  for (let i = 0; i < Number(count); i += 1) {
    const [head, length] = /^\$(\d+)\r\n/.exec(rest) ?? [];
    if (head === undefined || rest.length < head.length + Number(length) + 2) return null;
    command.push(rest.slice(head.length, head.length + Number(length)));
    rest = rest.slice(head.length + Number(length) + 2);
  }
  return { command, rest };
}
