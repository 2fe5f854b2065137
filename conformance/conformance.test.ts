/** The laws, held over members behind HTTP: a good one keeps them all, one that is broken in one way is caught by the one. */
import { describe, expect, jest, test } from '@jest/globals';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import type { Options } from './law.ts';
import { LAWS } from './laws.ts';
import { type Verdict, conformance } from './run.ts';
import { BROKEN } from './testing/broken-members.ts';
import type { Broken } from './testing/broken/broken.ts';
import { withMemoryMember } from './testing/memory-member.ts';

jest.setTimeout(60_000);

const BUDGET = { requests: 5000, ms: 60_000, requestMs: 5000 };

function optionsOf(domain: Domain, options: Partial<Options>): Options {
  return {
    domain,
    role: 'enumerates',
    sample: 200,
    resources: [],
    mutations: false,
    alarm: null,
    ...options,
  };
}

function held(domain: Domain, options: Partial<Options>, broken: Partial<Broken> = {}): Promise<Verdict> {
  return withMemoryMember(domain, broken, (wire) => conformance(wire, optionsOf(domain, options), BUDGET));
}

function breached({ results }: Verdict): Record<string, readonly string[]> {
  const found = results.filter(({ outcome }) => outcome === 'BREACHED');
  return Object.fromEntries(
    found.map(({ law, breaches }) => [law.id, breaches.map(({ message }) => message)]),
  );
}

describe('a good member', () => {
  const acting = { mutations: true, alarm: 'nms/b1' };
  test.each(DOMAINS)('of %s keeps every law', async (domain) => {
    const verdict = await held(domain, acting);
    expect(breached(verdict)).toEqual({});
    const skipped = verdict.results.filter(({ outcome }) => outcome === 'SKIPPED');
    // What is skipped is for another domain or role, nothing for want of samples.
    const reasons = new Set(skipped.flatMap((result) => result.skipped));
    expect([...reasons].filter((reason) => !reason.endsWith(' only'))).toEqual([]);
  });

  test('every law is held over some domain', async () => {
    const verdicts = await Promise.all(DOMAINS.map((domain) => held(domain, acting)));
    const ids = new Set(
      verdicts.flatMap(({ results }) =>
        results.filter(({ outcome }) => outcome === 'HELD').map(({ law }) => law.id),
      ),
    );
    expect(LAWS.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual(['contributor-lists']);
  });
});

describe('a member that is broken in one way is caught by the one law', () => {
  test.each(BROKEN)('$law: $what', async (broken) => {
    const verdict = await held(broken.domain, broken.options ?? {}, broken);
    const found = breached(verdict);
    expect({ laws: Object.keys(found), found }).toEqual({ laws: [broken.law], found });
    expect(found[broken.law]?.join('\n')).toContain(broken.says ?? '');
  });

  test('there is one for each law', () => {
    const caught = new Set(BROKEN.map(({ law }) => law));
    expect(LAWS.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
