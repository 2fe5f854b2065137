/** For tests: an opened adapter over a database and a mapping, with a binder that binds what it is told. */
import type { KnownAs } from '#schema/ports/inventory.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import { configContext, withConfigContext } from '../../kit/config/context.ts';
import type { Binder, Binding, NativeObject, ObjectVerdict } from '../../kit/identity/binder.ts';
import type { AdapterTools } from '../../kit/module.ts';
import { SqlAdapter } from '../adapter.ts';
import { options } from '../config.ts';

const MIDNIGHT = Date.parse('2026-11-23T00:00:00Z');

export interface TestSource {
  readonly adapter: SqlAdapter;
  readonly binder: FakeBinder;
  readonly logged: { readonly level: string; readonly details: object; readonly message: string }[];
}

export function openForTest(
  given: Readonly<Record<string, unknown>>,
  {
    source = 'legacy',
    regions = ['west'],
    configDir = process.cwd(),
    env = process.env,
    now = () => MIDNIGHT,
  } = {},
): TestSource {
  const parsed = withConfigContext({ ...configContext(), configDir, env, opened: true }, () =>
    options.parse(given),
  );
  const binder = new FakeBinder();
  const logged: TestSource['logged'] = [];
  const log = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message });
  const tools: AdapterTools = {
    source,
    regions,
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    stateDir: configDir,
    configDir,
    limits: { timeoutMs: 5000, concurrency: 4, maxResponseBytes: 1e6 },
    binder,
    http: () => {
      throw new Error('A database is not asked over HTTP.');
    },
    sent: () => undefined,
    now,
  };
  return { adapter: new SqlAdapter(parsed, tools), binder, logged };
}

export class FakeBinder implements Binder {
  readonly objects = new Map<string, NativeObject>();
  readonly #bindings = new Map<string, Binding>();
  pending = 0;
  revision = 0;
  readonly awaited = new Set<string>();
  unplaced = 0;

  bind(nativeId: string, id: string, ancestorIds: readonly string[] | null = []): void {
    this.revision++;
    this.#bindings.set(nativeId, {
      nativeId,
      id,
      ancestorIds,
      region: null,
      evidence: ['NAME'],
      boundAt: '2026-11-23T00:00:00.000Z',
    });
  }
  observe(objects: readonly NativeObject[]): void {
    for (const object of objects) this.objects.set(object.nativeId, object);
  }
  forget(nativeIds: readonly string[]): void {
    for (const nativeId of nativeIds) this.objects.delete(nativeId);
  }
  attend(): void {}
  readonly hurried = new Set<string>();
  hurry(nativeId: string): void {
    this.hurried.add(nativeId);
  }
  isPartOf(): boolean {
    return false;
  }
  binding(nativeId: string): Binding | null {
    return this.#bindings.get(nativeId) ?? null;
  }
  state(nativeId: string) {
    if (this.#bindings.has(nativeId)) return 'BOUND' as const;
    return this.awaited.has(nativeId) ? ('PENDING' as const) : ('UNKNOWN' as const);
  }
  verdict(nativeId: string): ObjectVerdict {
    return { state: this.state(nativeId), explanation: '' };
  }
  boundTo(resourceId: string): string[] {
    return [...this.#bindings.values()].filter(({ id }) => id === resourceId).map(({ nativeId }) => nativeId);
  }
  boundWithin(resourceId: string): string[] {
    const inside = [...this.#bindings.values()].filter(({ ancestorIds }) =>
      ancestorIds?.includes(resourceId),
    );
    return [...this.boundTo(resourceId), ...inside.map(({ nativeId }) => nativeId)];
  }
  async knownAs(keys: readonly IdentifierInput[]): Promise<KnownAs[]> {
    return keys.map(({ value }) => ({
      bound: [...this.objects.values()].flatMap(({ nativeId, identifiers }) => {
        const binding = this.#bindings.get(nativeId);
        return binding && identifiers.some((one) => one.value === value)
          ? [{ id: binding.id, region: binding.region }]
          : [];
      }),
      complete: true,
    }));
  }
  async settled(): Promise<void> {}
  async close(): Promise<void> {}
}
