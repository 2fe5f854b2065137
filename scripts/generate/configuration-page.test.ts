import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { parseConfiguration } from '#adapters/kit/config/parse.ts';
import { secretOption } from '#adapters/kit/config/secret-option.ts';
import type { AdapterModule } from '#adapters/kit/module.ts';
import { adapters } from '#adapters/registry.ts';
import { configurationPage } from './configuration-page.ts';
import { SAMPLE } from './configuration-sample.ts';

test('the sample is a good configuration', () => {
  const { sources, members } = parseConfiguration(SAMPLE, {
    modules: adapters,
    env: {},
    configDir: '/nowhere',
    opens: () => false,
  });
  expect(sources.map(({ name }) => name)).toEqual(['netinv-west', 'zabbix-west', 'zabbix-east']);
  expect(members).toHaveLength(1);
});

test('the page has every option of every adapter, down to the last', () => {
  const module: AdapterModule = {
    manifest: {
      type: 'demo',
      title: 'Demo',
      domains: {},
      versions: { supported: 'any', run: [], recorded: [], documented: [] },
      quality: { tier: 'bronze', exemptions: {} },
    },
    options: z.strictObject({
      token: secretOption.optional().describe('The key | or none.'),
      rules: z
        .array(z.strictObject({ kind: z.enum(['A', 'B']).default('A').describe('Which.') }))
        .describe('Rules.'),
    }),
    open: () => {
      throw new Error('not opened here');
    },
  };
  const rows = configurationPage([module]).split('\n');
  expect(rows).toContain('### `options` of `adapter: demo` (Demo)');
  expect(rows).toContain('| `token` | secret |  | The key \\| or none. |');
  expect(rows).toContain('| `rules` | list: mapping | *must be given* | Rules. |');
  expect(rows).toContain('| `rules[].kind` | `A`, `B` | `A` | Which. |');
  expect(rows.filter((row) => row.includes('token.'))).toEqual([]);
});
