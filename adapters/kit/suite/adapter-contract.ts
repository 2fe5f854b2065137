/**
 * The laws of every adapter, run over an adapter's own source: nobody should have to write them twice. Three lines in an
 * adapter's folder call it.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { TributaryError } from '#schema/errors.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import { parseConfiguration } from '../config/parse.ts';
import { WIRE_FAULTS, breakWire } from './broken-wire.ts';
import type { ContractFixture, Upstream } from './fixture.ts';
import { listLaws } from './list-laws.ts';
import { configurationText, openForSuite } from './opened.ts';
import { recordLaws } from './record-laws.ts';

export function adapterContract<Options>(fixture: ContractFixture<Options>): void {
  const { module } = fixture;
  describe(`the contract of every adapter: ${module.manifest.type}`, () => {
    configurationLaws(fixture);
    describe('over its source', () => {
      let upstream: Upstream;
      let opened: ReturnType<typeof openForSuite>;
      const adapter = (): Adapter => opened.adapter;
      beforeAll(async () => {
        upstream = await fixture.start();
        opened = openForSuite(module, upstream.options(), upstream.graph);
      });
      afterAll(async () => {
        await opened.close();
        await upstream.close();
      });

      test('opening does no I/O, and closing twice is fine', async () => {
        const before = upstream.connections?.();
        const unused = openForSuite(module, upstream.options(), upstream.graph);
        expect(upstream.connections?.()).toBe(before);
        await unused.adapter.close();
        await unused.close();
      });
      test('starts, and says so', async () => {
        await adapter().start();
        await until(() => adapter().status().state === 'UP');
        expect(adapter().status()).toMatchObject({
          state: 'UP',
          stale: false,
          error: null,
          version: expect.any(String),
          asOf: expect.stringMatching(/Z$/),
        });
      });
      recordLaws(module.manifest, adapter, () => upstream.ids);
      listLaws(module.manifest, adapter);
      capabilityLaws(fixture, adapter, () => upstream);
      test('shows no secret, however it is looked at', () => {
        const looks = [
          inspect(adapter(), { depth: 12, showHidden: true }),
          JSON.stringify(adapter().status()),
          ...opened.lines,
        ].join('\n');
        for (const secret of Object.values(upstream.options().env)) expect(looks).not.toContain(secret);
      });
    });
    if (fixture.ask) wireLaws(fixture, fixture.ask);
  });
}

function configurationLaws<Options>({ module, sample, bad }: ContractFixture<Options>): void {
  const modules = new Map([[module.manifest.type, module]]);
  test('the sample configuration is accepted', () => {
    expect(
      parseConfiguration(configurationText(module, sample), {
        modules,
        env: sample.env,
        configDir: process.cwd(),
      }).sources,
    ).toHaveLength(1);
  });
  test.each(bad)('a bad configuration is refused: $name', (text) => {
    let message = '';
    try {
      parseConfiguration(configurationText(module, text), {
        modules,
        env: text.env,
        configDir: process.cwd(),
      });
    } catch (error) {
      message = (error as TributaryError).message;
    }
    for (const mention of text.mentions) expect(message).toContain(mention);
    for (const secret of Object.values(text.env)) expect(message).not.toContain(secret);
  });
}

function capabilityLaws<Options>(
  fixture: ContractFixture<Options>,
  adapter: () => Adapter,
  upstream: () => Upstream,
): void {
  const declared = Object.values(fixture.module.manifest.domains).flatMap((domain) => domain.capabilities);
  test('every declared capability has a case, and the adapter knows it', () => {
    expect(Object.keys(fixture.capabilities).toSorted()).toEqual([...declared].toSorted());
    for (const capability of declared)
      expect([capability, adapter().can(capability)]).toEqual([capability, true]);
    expect(adapter().can('no.such-capability')).toBe(false);
  });
  test.each(Object.keys(fixture.capabilities))('can %s', async (capability) => {
    await fixture.capabilities[capability]?.(adapter(), upstream(), call());
  });
}

/** A broken wire gives the right code, tells whether to come back, and shows no secret. */
function wireLaws<Options>(
  fixture: ContractFixture<Options>,
  ask: NonNullable<ContractFixture<Options>['ask']>,
): void {
  describe('on a broken wire', () => {
    let upstream: Upstream;
    beforeAll(async () => {
      upstream = await fixture.start();
    });
    afterAll(() => upstream.close());

    test.each(WIRE_FAULTS)('$name is $code', async ({ code, retryable, timeoutMs, answer }) => {
      const wire = await breakWire(answer);
      const text = upstream.options(wire.url);
      const opened = openForSuite(fixture.module, text, upstream.graph, timeoutMs);
      const error = await ask(opened.adapter, call()).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(TributaryError);
      expect(error).toMatchObject({ code, retryable });
      for (const secret of Object.values(text.env))
        expect(inspect(error, { depth: 8 }) + opened.lines.join('\n')).not.toContain(secret);
      await opened.close();
      await wire.close();
    });

    test('an aborted call ends at once and leaves no socket', async () => {
      const wire = await breakWire(() => undefined);
      const opened = openForSuite(fixture.module, upstream.options(wire.url), upstream.graph);
      const abort = new AbortController();
      const asking = ask(opened.adapter, { signal: abort.signal });
      await wire.asked;
      abort.abort(new Error('gone'));
      await expect(asking).rejects.toBeDefined();
      await until(() => wire.sockets() === 0);
      await opened.close();
      await wire.close();
    });
  });
}

export function call(): Call {
  return { signal: new AbortController().signal };
}

/** Looks again on every turn of the loop, until it holds; the runner's time limit bounds it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
