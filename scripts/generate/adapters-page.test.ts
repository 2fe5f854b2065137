import { expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adaptersPage, readManifests } from './adapters-page.ts';

const manifest = {
  type: 'acme',
  title: 'ACME NMS | all releases',
  domains: {
    inventory: {
      role: 'CONTRIBUTES',
      contributes: { Resource: ['equipment', 'identifiers'] },
      capabilities: ['resources.byId'],
    },
    faults: { role: 'ENUMERATES', capabilities: ['alarms.acknowledge', 'alarms.history'] },
  },
  versions: { supported: '6.0 to 7.2', run: ['6.0.14'], recorded: [], documented: ['7.0', '7.2'] },
  quality: { tier: 'silver', exemptions: { history: 'Its API has none.' } },
};

function folderWith(...manifests: { type: string }[]): URL {
  const folder = mkdtempSync(join(tmpdir(), 'adapters-'));
  for (const [i, one] of manifests.entries()) {
    mkdirSync(join(folder, i === 0 ? 'acme' : one.type));
    writeFileSync(join(folder, i === 0 ? 'acme' : one.type, 'manifest.json'), JSON.stringify(one));
  }
  mkdirSync(join(folder, 'kit'));
  return pathToFileURL(`${folder}/`);
}

test('the page tells what an adapter can do and how that was proven', () => {
  const folder = folderWith(manifest);
  const page = adaptersPage(readManifests(folder));
  expect(page).toContain(
    '| [acme](#acme) | ACME NMS \\| all releases | inventory, faults | 6.0 to 7.2 | silver |',
  );
  expect(page).toContain('| run | 6.0.14 |\n| recorded | none |\n| documented | 7.0, 7.2 |');
  expect(page).toContain(
    '| inventory | contributes to Resource: `equipment`, `identifiers` | `resources.byId` |',
  );
  expect(page).toContain('| faults | enumerates | `alarms.acknowledge`, `alarms.history` |');
  expect(page).toContain('Quality: silver, with these exemptions:\n\n- `history`: Its API has none.');
  rmSync(folder, { recursive: true });
});

test('a manifest that names another type than its folder is refused', () => {
  const folder = folderWith({ ...manifest, type: 'other' });
  expect(() => readManifests(folder)).toThrow(
    'The type in adapters/acme/manifest.json must be "acme", but got: "other".',
  );
  rmSync(folder, { recursive: true });
});

test('a manifest with an unknown field is refused', () => {
  const wrong = { ...manifest, versions: { ...manifest.versions, tested: [] } };
  const folder = folderWith(wrong);
  expect(() => readManifests(folder)).toThrow(/tested/);
  rmSync(folder, { recursive: true });
});
