import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { composeFaults, readCompose } from './compose-file.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
const exists = (path: string): boolean => existsSync(fileURLToPath(new URL(path, root)));

const text = read('docker-compose.yml');
const file = readCompose(text);
const services = Object.entries(file.services);
const dockerfile = read('Dockerfile');
const configuration = parse(read('deploy/compose/tributary.yaml')) as {
  sources: { name: string; endpoint: string; options: Record<string, unknown> }[];
};

describe('docker-compose.yml', () => {
  test('fits the schema of compose files', () => {
    expect(composeFaults(file)).toEqual([]);
  });

  test('the schema refuses what is none', () => {
    expect(composeFaults(readCompose('services: { gateway: { imge: x, ports: 4000 } }'))).toEqual([
      '/services/gateway must NOT have additional properties {"additionalProperty":"imge"}',
      '/services/gateway/ports must be array {"type":"array"}',
    ]);
  });

  test.each(services)(
    '%s runs without root, without capabilities, on a read-only file system',
    (_name, service) => {
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      expect(service.healthcheck).toBeDefined();
      const stage = dockerfile
        .split(/^FROM /m)
        .find((part) => part.includes(` AS ${service.build?.target}\n`));
      expect(stage).toBeDefined();
      expect(service.user ?? /^USER (.+)$/m.exec(stage ?? '')?.[1]).toMatch(/^(node|postgres)$/);
    },
  );

  test('only the gateway is reached from outside, on loopback', () => {
    const open = services.filter(([, service]) => service.ports);
    expect(open.map(([name, service]) => [name, service.ports])).toEqual([
      ['gateway', ['127.0.0.1:${TRIBUTARY_PORT:-4000}:4000']],
    ]);
  });

  test('what a service names is there', () => {
    for (const [, service] of services) {
      for (const volume of service.volumes ?? [])
        expect(file.volumes).toHaveProperty([volume.split(':')[0] ?? '']);
      for (const network of service.networks ?? []) expect(file.networks).toHaveProperty([network]);
      for (const other of Object.keys(service.depends_on ?? {}))
        expect(file.services).toHaveProperty([other]);
      const module = service.command?.find((word) => word.endsWith('.ts'));
      if (module) expect(exists(module)).toBe(true);
    }
    for (const { file: path } of Object.values(file.configs ?? {})) expect(exists(path ?? '')).toBe(true);
  });

  test('there is an adapter subgraph for each source, where the configuration says', () => {
    const subgraphs = services.filter(([, service]) => service.command?.includes('--source'));
    const served = subgraphs.map(([name, service]) => ({
      name: service.command?.at(-1),
      endpoint: `http://${name}:${service.environment?.['PORT']}`,
    }));
    expect(served).toEqual(configuration.sources.map(({ name, endpoint }) => ({ name, endpoint })));
  });

  test('the secret of a source is in the container that opens it, and in no other', () => {
    for (const { name, options } of configuration.sources) {
      const secrets = Object.values(options).flatMap((option) =>
        typeof option === 'object' && option !== null && 'env' in option ? [String(option.env)] : [],
      );
      expect(secrets).toHaveLength(1);
      for (const [service, { environment }] of services)
        expect(Object.hasOwn(environment ?? {}, secrets[0] ?? '')).toBe(service === name);
    }
  });

  test('holds no secret: each comes from the environment', () => {
    const secrets = services.flatMap(([, service]) =>
      Object.entries(service.environment ?? {}).filter(([name]) => /PASSWORD|TOKEN|_URL$/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(value).toMatch(/\$\{[A-Z_]+(:\?|:-none\})/);
  });

  test('the mappings are in the image', () => {
    for (const { options } of configuration.sources) {
      const mapping = options['mapping'];
      if (typeof mapping === 'string') expect(exists(mapping.replace(/^\/app\//, ''))).toBe(true);
    }
  });
});

describe('the Dockerfile', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
    ([, paths]) => paths?.split(' ') ?? [],
  );

  test('copies what is there, and what .dockerignore lets through', () => {
    const ignore = read('.dockerignore').split('\n');
    expect(copied.filter((path) => !exists(path))).toEqual([]);
    expect(copied.filter((path) => !ignore.includes(`!${path}`))).toEqual([]);
  });
});
