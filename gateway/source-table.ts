/** Who serves what, for the eyes of whoever starts the gateway. */
import type { Member } from '#schema/ports/member.ts';

/** A line per source: its regions and its domains. */
export function sourceTable(members: readonly Member[]): string {
  const rows = [...Map.groupBy(members, (member) => member.source)].map(([source, own]) => [
    source,
    [...new Set(own.flatMap((member) => member.regions))].join(', ') || 'any',
    own.map(({ domain, role }) => (role === 'CONTRIBUTES' ? `${domain} (contributes)` : domain)).join(', '),
  ]);
  const table = [['SOURCE', 'REGIONS', 'DOMAINS'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
