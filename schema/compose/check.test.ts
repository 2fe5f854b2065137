import { describe, expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { contractDocument, contractText } from '../contracts.ts';
import { DOMAINS, type Domain } from '../domains.ts';
import { contractFaults } from './check.ts';
import { composeAll, composeContracts } from './compose.ts';
import { faultLine } from './fault.ts';

type Change = readonly [domain: Domain, from: string, to: string];

/** Today's contracts with some texts replaced: each must stand in its contract. */
function changed(changes: readonly Change[]): { name: string; typeDefs: DocumentNode }[] {
  return DOMAINS.map((name) => {
    let text = contractText(name);
    for (const [domain, from, to] of changes) {
      if (domain !== name) continue;
      if (!text.includes(from)) throw new Error(`The contract of ${name} has no: ${from}`);
      text = text.replace(from, () => to);
    }
    return { name, typeDefs: parse(text) };
  });
}

const faults = (...changes: Change[]): string[] => contractFaults(changed(changes)).map(faultLine);

const PLACEHOLDER = '"What carries a link."';
const added = (sdl: string): Change => ['inventory', PLACEHOLDER, `${sdl}\n${PLACEHOLDER}`];

test("today's contracts keep every rule", () => {
  expect(contractFaults(DOMAINS.map((name) => ({ name, typeDefs: contractDocument(name) })))).toEqual([]);
  expect(composeContracts()).toContain('type Resource');
});

describe('one owner of every traversal', () => {
  test('a shareable field that is a record', () => {
    expect(faults(['inventory', '  site: Resource\n', '  site: Resource @shareable\n'])).toEqual([
      'Resource.site (inventory) must not be @shareable, for it leads to an entity: Resource.site -> Resource. ' +
        'Let one domain own it: drop @shareable from Resource.site, or take the field out of the shared type.',
    ]);
  });

  test('a shared value type that leads to a record by way of another', () => {
    const found = faults([
      'inventory',
      'type Location {',
      'type Location @shareable {\n"Who is there." port: PortFacet\n',
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(
      'Location.port (inventory) must not be @shareable, for it leads to an entity: Location.port -> PortFacet.link -> Resource.',
    );
  });

  test('what is shared in every contract is told once, with the domains', () => {
    const change = (domain: Domain): Change => [
      domain,
      'type Resource @key(fields: "id")',
      '"Shared." type Wrong @shareable { "A record." record: Resource }\ntype Resource @key(fields: "id")',
    ];
    // A docstring may not stand twice: the type is put before the description of Resource.
    const shared = DOMAINS.map((domain) => {
      const [, from, to] = change(domain);
      const text = contractText(domain);
      const at = text.lastIndexOf('"""\nAnything', text.indexOf(from));
      return {
        name: domain,
        typeDefs: parse(`${text.slice(0, at)}${to.split('\n')[0]}\n${text.slice(at)}`),
      };
    });
    const found = contractFaults(shared).filter((fault) => fault.breach.includes('@shareable'));
    expect(found.map((fault) => `${fault.place}: ${fault.domain}`)).toEqual([
      'Wrong.record: inventory, faults, services',
    ]);
  });

  test('an object that two domains can resolve', () => {
    const found = faults(
      ['inventory', '  site: Resource\n', '  site: Resource @shareable\n'],
      [
        'services',
        '  id: ID!\n  "Services that stand',
        '  id: ID!\n  "Its site." site: Resource @shareable\n "Services that stand',
      ],
    );
    expect(found).toContain(
      'Resource.site (inventory, services) must be resolvable in one domain alone, for it gives an object, but got: 2 domains. ' +
        'Keep it in the domain that owns the answer; elsewhere leave it out or name it otherwise.',
    );
  });
});

test('an entity with another key than its id', () => {
  expect(
    faults(['services', 'type Customer @key(fields: "id")', 'type Customer @key(fields: "name")']),
  ).toContainEqual(
    expect.stringContaining('Customer (services) must have the key "id" and no other, but got: "name".'),
  );
});

describe('null where it could not be told', () => {
  test.each<[string, Change, string]>([
    [
      'a root field',
      ['faults', '[FaultSource!] @gather', '[FaultSource!]! @gather'],
      'Query.faultSources (faults) must be nullable, for it is a root field, but got: [FaultSource!]!. ' +
        'Write [FaultSource!]: null says that it could not be told, [] that there is none.',
    ],
    [
      'a field of an entity',
      ['services', '  startDate: DateTime\n', '  startDate: DateTime!\n'],
      'Service.startDate (services) must be nullable, for it is a field of an entity, but got: DateTime!. ' +
        'Write DateTime: null says that it could not be told.',
    ],
    [
      'a field of a value that leads to a record',
      ['inventory', '  aEnd: Resource\n', '  aEnd: Resource!\n'],
      'LinkFacet.aEnd (inventory) must be nullable, for it is a field that leads to a record, but got: Resource!. ' +
        'Write Resource: null says that it could not be told.',
    ],
    [
      'a list of records',
      ['inventory', 'candidates: [Resource!] @gather', 'candidates: [Resource!]! @gather'],
      'Resolution.candidates (inventory) must be nullable, for it is a field that leads to a record, but got: [Resource!]!. ' +
        'Write [Resource!]: null says that it could not be told, [] that there is none.',
    ],
  ])('%s', (_name, change, message) => {
    expect(faults(change)).toEqual([message]);
  });

  test('a union that an entity may stand for', () => {
    const found = faults(
      added(
        '"A record or a text." union Hit = Resource | Characteristic\n"A find." type Find { "What was found." hit: Hit! }',
      ),
    );
    expect(found.join()).toContain('Find.hit (inventory) must be nullable');
  });
});

describe('connections', () => {
  const contains = `    first: Int = 50
    "Go on strictly after this cursor."
    after: String
  ): ResourceConnection @held(by: "EVERY_MEMBER")`;

  test.each<[string, Change, string]>([
    [
      'without an order',
      ['services', '): CustomerConnection @order(by: "id")', '): CustomerConnection'],
      'Query.customers (services) must declare a total order, but got: none. Add @order(by: "... id"). Or take an argument orderBy.',
    ],
    [
      'a value of orderBy without one',
      ['inventory', 'NAME @order(by: "name id")', 'NAME'],
      'ResourceOrder.NAME (inventory) must declare a total order, but got: none. Add @order(by: "... id").',
    ],
    [
      'an order that does not end in id',
      ['inventory', '"name id"', '"name"'],
      'ResourceOrder.NAME (inventory) must be ordered by "field[:desc] ... id", but got: "name". ' +
        'End the order in id: without it two records may stand at one place.',
    ],
    [
      'a key that neither edge nor node has',
      ['faults', '"alarmReportingTime:desc id"', '"reportedAt:desc id"'],
      'AlarmOrder.REPORTING_TIME_DESC (faults) must be ordered by single values of AlarmEdge or Alarm, but got: "reportedAt". ' +
        'Name fields that they have in this contract.',
    ],
    [
      'a key that is a list',
      ['inventory', '"name id"', '"technology id"'],
      'ResourceOrder.NAME (inventory) must be ordered by single values of ResourceEdge or Resource, but got: "technology", which is [String!]. ' +
        'Name fields that they have in this contract.',
    ],
    [
      'no default order',
      ['inventory', 'orderBy: ResourceOrder = ID\n', 'orderBy: ResourceOrder\n'],
      'Query.resources(orderBy:) (inventory) must have a default, but got: none. ' +
        'Say which order a client gets that names none, e.g. `= ID`.',
    ],
    [
      'an order twice',
      ['inventory', contains, contains.replace('@held', '@order(by: "id") @held')],
      'Resource.contains (inventory) must have one order, but got: @order on the field and an argument orderBy. ' +
        'Drop @order from the field.',
    ],
    [
      'no after',
      ['inventory', contains, contains.replace('after: String', 'since: String')],
      'Resource.contains (inventory) must take after: String, as every connection, but got: no such argument. Add `after: String`.',
    ],
    [
      'first of another type',
      ['inventory', contains, contains.replace('first: Int = 50', 'first: String')],
      'Resource.contains (inventory) must take first: Int, as every connection, but got: String. Add `first: Int`.',
    ],
  ])('%s', (_name, change, message) => {
    expect(faults(change)).toEqual([message]);
  });

  test('a connection that cannot say whether it is complete', () => {
    const change =
      added(`"A page." type BoxConnection { "The boxes." edges: [BoxEdge!]! "Where." pageInfo: PageInfo! }
        "A box." type BoxEdge { "Its place." cursor: String! "The box." node: Resource }`);
    expect(faults(change)).toEqual([
      'BoxConnection (inventory) must have the field complete, as every connection. Add `complete: Boolean! @gather(by: "COMPLETE")`.',
    ]);
  });

  test('a name that does not say it', () => {
    expect(
      faults(
        added('"A page." type Boxes { "The boxes." edges: [ResourceEdge!]! "Where." pageInfo: PageInfo! }'),
      ),
    ).toEqual([
      'Boxes (inventory) must have a name that ends in "Connection", for it has edges and pageInfo, but got: Boxes. Call it BoxesConnection.',
    ]);
    expect(faults(added('"None." type BoxConnection { "Where." pageInfo: PageInfo! }')).join()).toContain(
      'BoxConnection (inventory) must be a connection',
    );
  });
});

describe('how shares become one', () => {
  test.each<[string, Change, string]>([
    [
      'a list of an entity that others contribute to',
      ['inventory', 'ancestorIds: [ID!] @gather(by: "FIRST")', 'ancestorIds: [ID!]'],
      'Resource.ancestorIds (inventory) must say how the shares of several members become one, for it is a list, but got: no @gather. ' +
        'Add @gather(by: "UNION", key: "..."), or "POSITION" or "FIRST".',
    ],
    [
      'a number in a facet',
      ['inventory', 'speed: Float @gather(by: "FIRST")', 'speed: Float'],
      'PortFacet.speed (inventory) must say how the shares of several members become one, for it is a number, but got: no @gather. ' +
        'Add @gather(by: "SUM") for a count; "MIN", "MAX" or "FIRST" for a measure.',
    ],
    [
      'a number that every member holds a share of',
      ['faults', 'critical: Int @gather(by: "SUM")', 'critical: Int'],
      'AlarmSummary.critical (faults) must say how the shares of several members become one, for it is a number, but got: no @gather. ' +
        'Add @gather(by: "SUM") for a count; "MIN", "MAX" or "FIRST" for a measure.',
    ],
    [
      'a list merged by position',
      ['inventory', 'candidates: [Resource!] @gather(by: "UNION")', 'candidates: [Resource!]'],
      'Resolution.candidates (inventory) must say how the shares of several members become one, for it is a list, but got: no @gather. ' +
        'Add @gather(by: "UNION", key: "..."), or "POSITION" or "FIRST".',
    ],
    [
      'a count in all',
      ['services', 'totalCount: Int @gather(by: "SUM")', 'totalCount: Int'],
      'ServiceConnection.totalCount (services) must be gathered by SUM, but got: no @gather. Write @gather(by: "SUM").',
    ],
    [
      'complete',
      ['inventory', 'complete: Boolean! @gather(by: "COMPLETE")', 'complete: Boolean! @gather(by: "ANY")'],
      'Resolution.complete (inventory) must be gathered by COMPLETE, but got: ANY. Write @gather(by: "COMPLETE").',
    ],
  ])('%s', (_name, change, message) => {
    expect(faults(change)).toEqual([message]);
  });

  test('what one source owns needs no rule', () => {
    expect(
      faults(['faults', '[AlarmComment!] @gather(by: "UNION", key: "time user text")', '[AlarmComment!]']),
    ).toEqual([]);
  });
});

describe('names in directives', () => {
  test.each<[string, Change, string]>([
    [
      'a gather rule',
      ['faults', '"MAX"', '"WORST"'],
      'AlarmSummary.worst (faults) must be gathered by one of FIRST, UNION,',
    ],
    [
      'a gather rule of another type',
      ['faults', '@gather(by: "MAX")', '@gather(by: "SUM")'],
      'AlarmSummary.worst (faults) must be gathered by a rule for its type, but got: SUM on PerceivedSeverity. SUM is for numbers.',
    ],
    [
      'a key of a union',
      ['inventory', '"source nativeId"', '"source native"'],
      'Resource.sourceRecords (inventory) must be gathered by a key of fields of SourceRecord, but got: "native".',
    ],
    [
      'a union of values without a key',
      ['inventory', '@gather(by: "UNION", key: "name")', '@gather(by: "UNION")'],
      'Resource.characteristics (inventory) must name the fields that make two of its values the same, but got: UNION without a key.',
    ],
    [
      'a holder of a type',
      ['services', '@held(by: "OWNER")', '@held(by: "NOBODY")'],
      'Service (services) must be held by one of OWNER, OWNER_AND_CONTRIBUTORS, EVERY_MEMBER, but got: "NOBODY".',
    ],
    [
      'a holder of a field',
      ['inventory', '@held(by: "EVERY_MEMBER")', '@held(by: "ALL")'],
      'Resource.contains (inventory) must be held by one of',
    ],
    [
      'a holder by an argument',
      ['inventory', 'ANY_SYSTEM @held(by: "OWNER_AND_CONTRIBUTORS")', 'ANY_SYSTEM @held(by: "ANYBODY")'],
      'Query.resolve (inventory) must be held by one of OWNER, OWNER_AND_CONTRIBUTORS, EVERY_MEMBER, but got: "ANYBODY".',
    ],
    [
      'the argument of a scatter',
      ['faults', 'arg: "ids"', 'arg: "alarms"'],
      'Mutation.acknowledgeAlarms (faults) must be split by an argument that is a list of ids, but got: "alarms".',
    ],
    [
      'the results of a scatter',
      ['faults', 'results: "results"', 'results: "rows"'],
      'Mutation.acknowledgeAlarms (faults) must answer with a list of rows that have an id, but got: "rows".',
    ],
    [
      'a mutation that nothing routes',
      ['faults', ' @scatter(arg: "ids", results: "results")', ''],
      'Mutation.acknowledgeAlarms (faults) must say which ids route it to their owners, but got: no @scatter.',
    ],
  ])('%s', (_name, change, message) => {
    expect(faults(change).join('\n')).toContain(message);
  });
});

describe('descriptions', () => {
  test.each<[string, Change, string]>([
    ['a type', ['inventory', '"Of a port."\ntype', 'type'], 'PortFacet'],
    ['a field', ['inventory', '  "The link that ends on it."\n', ''], 'PortFacet.link'],
    ['an argument', ['inventory', '"The resource\'s id." id: ID!', 'id: ID!'], 'Query.resource(id:)'],
    ['an enum value', ['inventory', '  "A place."\n', ''], 'ResourceKind.SITE'],
    ['an input field', ['faults', '"Episodes of these conditions."', '" "'], 'AlarmFilter.alarmKey'],
  ])('%s without one', (_name, change, place) => {
    const remedy = 'Write one above it: what it is, its unit, what null means.';
    expect(faults(change)).toEqual([
      `${place} (${change[0]}) must have a description, but got: none. ${remedy}`,
    ]);
  });

  test('a scalar and a directive of all contracts', () => {
    const found = contractFaults(
      DOMAINS.map((name) => ({ name, typeDefs: parse(`${contractText(name)}\nscalar Bare`) })),
    );
    expect(found.map((fault) => `${fault.place}: ${fault.domain}`)).toEqual([
      'Bare: inventory, faults, services',
    ]);
  });
});

test('all faults are told at once, those of federation too', () => {
  const broken = changed([
    ['inventory', '  site: Resource\n', '  site: Resource!\n'],
    ['faults', '  "Who took charge of it."\n', ''],
    ['services', 'name: String\n', 'name: Strin\n'],
  ]);
  expect(() => composeAll(broken)).toThrow(
    /^The contracts do not compose:\n- Resource\.site \(inventory\)[^]*\n- Alarm\.ackUser \(faults\)[^]*\n- .*Strin/,
  );
});

test('a hint is refused', () => {
  const text = '"The system\'s name." source: String!';
  const hinted = changed([
    [
      'faults',
      '"The source\'s name in the configuration."\n  source: String!\n  "The source\'s own key',
      `${text}\n  "The source's own key`,
    ],
  ]);
  expect(() => composeAll(hinted)).toThrow(/must compose without a hint/);
});
