/** docs/adapters.md from the manifests of the adapters. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import type { DomainManifest, Manifest } from '#adapters/kit/module.ts';
import { DOMAINS } from '#schema/domains.ts';

const texts = z.array(z.string());
const domainManifest = z.strictObject({
  role: z.enum(['ENUMERATES', 'CONTRIBUTES']),
  contributes: z.record(z.string(), texts).exactOptional(),
  capabilities: texts,
});
/** Typed as the kit's Manifest, so that neither can change alone. */
const manifest: z.ZodType<Manifest> = z.strictObject({
  type: z.string(),
  title: z.string(),
  domains: z.partialRecord(z.enum(DOMAINS), domainManifest),
  versions: z.strictObject({ supported: z.string(), run: texts, recorded: texts, documented: texts }),
  quality: z.strictObject({
    tier: z.enum(['bronze', 'silver', 'gold']),
    exemptions: z.record(z.string(), z.string().min(1)),
  }),
});

/** The manifests of a folder of adapters, by folder name. Throws where one is malformed. */
export function readManifests(folder: URL): Manifest[] {
  return readdirSync(folder)
    .map((name) => ({ name, url: new URL(`${name}/manifest.json`, folder) }))
    .filter(({ url }) => existsSync(url))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, url }) => {
      const read = manifest.parse(JSON.parse(readFileSync(url, 'utf8')));
      if (read.type !== name)
        throw new Error(
          `The type in adapters/${name}/manifest.json must be ${JSON.stringify(name)}, but got: ${JSON.stringify(read.type)}.`,
        );
      return read;
    });
}

export function adaptersPage(manifests: readonly Manifest[]): string {
  return [
    '# Adapters',
    '',
    'What each adapter can do, and how that was proven. Generated from `adapters/*/manifest.json` by `npm run generate`; each',
    'folder’s README says what you get, what it needs upstream, and how it maps.',
    '',
    '- *run*: the adapter’s tests ran against the real product in this version.',
    '- *recorded*: they ran against answers that were recorded from it.',
    '- *documented*: the version is supported by its vendor’s documentation alone.',
    '',
    '| adapter | for | domains | versions | quality |',
    '| --- | --- | --- | --- | --- |',
    ...manifests.map(summaryRow),
    '',
    ...manifests.flatMap(section),
  ].join('\n');
}

function summaryRow(m: Manifest): string {
  const domains = DOMAINS.filter((domain) => m.domains[domain]).join(', ');
  return `| [${m.type}](#${m.type}) | ${cell(m.title)} | ${domains} | ${cell(m.versions.supported)} | ${m.quality.tier} |`;
}

function section(m: Manifest): string[] {
  const exemptions = Object.entries(m.quality.exemptions);
  return [
    `## ${m.type}`,
    '',
    `${m.title}. [What it does](../adapters/${m.type}/README.md).`,
    '',
    '| versions | |',
    '| --- | --- |',
    `| supported | ${cell(m.versions.supported)} |`,
    ...(['run', 'recorded', 'documented'] as const).map(
      (way) => `| ${way} | ${cell(m.versions[way].join(', ')) || 'none'} |`,
    ),
    '',
    '| domain | role | capabilities |',
    '| --- | --- | --- |',
    ...DOMAINS.flatMap((domain) => domainRow(domain, m.domains[domain])),
    '',
    `Quality: ${m.quality.tier}${exemptions.length === 0 ? '.' : ', with these exemptions:'}`,
    '',
    ...exemptions.map(([rule, reason]) => `- \`${rule}\`: ${reason}`),
    ...(exemptions.length === 0 ? [] : ['']),
  ];
}

function domainRow(domain: string, m: DomainManifest | undefined): string[] {
  if (!m) return [];
  const fields = Object.entries(m.contributes ?? {}).map(
    ([type, names]) => `to ${type}: ${names.map((name) => `\`${name}\``).join(', ')}`,
  );
  const role = [m.role === 'ENUMERATES' ? 'enumerates' : 'contributes', ...fields].join(' ');
  return [`| ${domain} | ${role} | ${m.capabilities.map((name) => `\`${name}\``).join(', ')} |`];
}

/** A table's cell: its text may not end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
