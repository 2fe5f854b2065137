import { expect, test } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { DOMAINS } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import { readCommandLine } from './command-line.ts';
import { CONDITIONS } from './filter-oracle.ts';
import { listsOf } from './lists.ts';
import { Member } from './member.ts';
import { curl, summary, textReport } from './report.ts';
import { conformance } from './run.ts';
import { withMemoryMember } from './testing/memory-member.ts';

const URL = 'http://127.0.0.1:4101/faults';

test('the command line', () => {
  const { options, budget, headers } = readCommandLine([URL, '--domain', 'faults', '--resource', 'a/b'], {
    CONFORMANCE_HEADERS: 'Authorization: Bearer hunter2\n',
  });
  expect(options).toMatchObject({
    domain: 'faults',
    role: 'enumerates',
    resources: ['a/b'],
    mutations: false,
  });
  expect(budget).toMatchObject({ requests: 3000, ms: 120_000 });
  expect(headers).toEqual({ authorization: 'Bearer hunter2' });
});

test.each([
  [[], 'The member must be one http or https URL, but got: nothing.'],
  [['ftp://x/y', '--domain', 'faults'], 'The member must be one http or https URL, but got: ftp://x/y.'],
  [[URL, '--domain', 'fault'], '`--domain` must be one of inventory, faults, services, but got: fault.'],
  [[URL, '--domain', 'faults', '--role', 'x'], '`--role` must be enumerates or contributes, but got: "x".'],
  [[URL, '--domain', 'faults', '--sample', '5'], '`--sample` must be between 10 and 1000, but got: "5".'],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args, {})).toThrow(message);
});

test('a header that is none is refused without being shown', () => {
  const read = () => readCommandLine([URL, '--domain', 'faults'], { CONFORMANCE_HEADERS: 'hunter2' });
  expect(read).toThrow('CONFORMANCE_HEADERS must have lines');
  expect(read).not.toThrow('hunter2');
});

test('a request is shown as a command that can be pasted, without the values of headers', () => {
  const subject = { url: URL, domain: 'faults', headers: ['authorization'] };
  expect(curl(subject, { query: "{ a(b: 'c') }", variables: {} })).toBe(
    String.raw`curl -s 'http://127.0.0.1:4101/faults' -H 'content-type: application/json' -H 'authorization: ...' -d '{"query":"{ a(b: '\''c'\'') }","variables":{}}'`,
  );
});

test('requests are bounded, and what could not be held for it is said', async () => {
  const options = {
    domain: 'faults',
    role: 'enumerates',
    sample: 50,
    resources: [],
    mutations: false,
    alarm: null,
  } as const;
  const budget = { requests: 30, ms: 60_000, requestMs: 5000 };
  const verdict = await withMemoryMember('faults', {}, (wire) => conformance(wire, options, budget));
  expect(verdict.requests).toBe(30);
  const report = textReport({ url: URL, domain: 'faults', headers: [] }, verdict);
  expect(report).toContain('order: the 30 requests of this run are spent');
  expect(summary(verdict)).toMatch(/^\d+ laws held, 0 breached, \d+ skipped; 30 requests in /);
});

test('what is no answer is told with the request', async () => {
  const html = async () => ({ status: 200, contentType: 'text/html', text: '<html>Log in' });
  const member = new Member(html, { requests: 5, ms: 5000, requestMs: 5000 });
  await expect(member.ask('{ a }')).rejects.toThrow(
    'The member must answer with a JSON object that has data or errors, but got: status 200, text/html, "<html>Log in".',
  );
});

test('every condition of every filter is known', () => {
  const unknown = DOMAINS.flatMap((domain) => {
    const rules = contractRules(domain);
    return listsOf(rules).flatMap(({ filter }) => {
      const type = rules.schema.getType(filter ?? '');
      const fields = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
      return fields
        .filter((field) => !CONDITIONS[filter ?? '']?.[field])
        .map((field) => `${filter}.${field}`);
    });
  });
  expect(unknown).toEqual([]);
});
