/** What `npm run conformance` is told, by options and by the environment. */
import { parseArgs } from 'node:util';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import type { Options } from './law.ts';
import type { Budget } from './member.ts';

export interface CommandLine {
  readonly url: string;
  readonly options: Options;
  readonly budget: Budget;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: boolean;
}

export const USAGE = `Usage: npm run conformance -- URL --domain ${DOMAINS.join('|')}
  --role contributes     it adds fields to records that others enumerate (default: enumerates)
  --resource ID          a resource that it knows something of, as often as needed; a contributor needs some
  --sample 200           how many records of a list are looked at, 10 to 1000
  --requests 3000        how many requests may be sent
  --seconds 120          how long it may take
  --mutations            also what acts on alarms, those that nobody knows
  --alarm ID             an alarm that may be acknowledged, with --mutations
  --json                 the report as JSON
CONFORMANCE_HEADERS      headers of every request, one a line, e.g. "Authorization: Bearer ..."`;

/** One request may take this long. */
const REQUEST_MS = 15_000;

/** @throws Error, whose message states the rule that is broken. */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const { values, positionals } = parsed(args);
  const role = values.role ?? 'enumerates';
  if (role !== 'enumerates' && role !== 'contributes')
    throw new Error(`\`--role\` must be enumerates or contributes, but got: ${JSON.stringify(role)}.`);
  return {
    url: memberUrl(positionals),
    options: {
      domain: domainOf(values.domain),
      role,
      sample: whole('sample', values.sample, 200, 10, 1000),
      resources: values.resource ?? [],
      mutations: values.mutations ?? false,
      alarm: values.alarm ?? null,
    },
    budget: {
      requests: whole('requests', values.requests, 3000, 1, 1_000_000),
      ms: whole('seconds', values.seconds, 120, 1, 86_400) * 1000,
      requestMs: REQUEST_MS,
    },
    headers: headersOf(env['CONFORMANCE_HEADERS'] ?? ''),
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        domain: text,
        role: text,
        resource: { type: 'string', multiple: true },
        sample: text,
        requests: text,
        seconds: text,
        mutations: flag,
        alarm: text,
        json: flag,
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function memberUrl(positionals: readonly string[]): string {
  const [url = ''] = positionals;
  if (positionals.length === 1 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new Error(
    `The member must be one http or https URL, but got: ${positionals.join(' ') || 'nothing'}.\n${USAGE}`,
  );
}

function domainOf(name: string | undefined): Domain {
  const domain = DOMAINS.find((one) => one === name);
  if (domain) return domain;
  throw new Error(
    `\`--domain\` must be one of ${DOMAINS.join(', ')}, but got: ${name ?? 'nothing'}.\n${USAGE}`,
  );
}

function whole(
  name: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`\`--${name}\` must be between ${least} and ${most}, but got: ${JSON.stringify(text)}.`);
}

/** The values are secrets: no message shows them. */
function headersOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
      if (!name || value === undefined)
        throw new Error(
          'CONFORMANCE_HEADERS must have lines of the form "Name: value", but got one that is not.',
        );
      return [name.toLowerCase(), value];
    }),
  );
}
