/** What the member holds, as far as a few requests show: the laws are held over these records and lists. */
import { isObjectType } from 'graphql';
import { parseId } from '#schema/ids.ts';
import type { ContractRules } from '#schema/rules.ts';
import {
  type Edge,
  type List,
  type Under,
  entitiesOf,
  listField,
  listRequest,
  listsOf,
  pageIn,
  readPage,
} from './lists.ts';
import { type Member, isRecord } from './member.ts';
import { type ReferenceField, ownFields, referenceFields } from './selection.ts';

type Rec = Readonly<Record<string, unknown>>;

/** The beginning of a list in one of its orders. */
export interface SampledList {
  readonly list: List;
  readonly under: Under | null;
  readonly orderBy: string | undefined;
  readonly edges: readonly Edge[];
  /** True where nothing follows: then the sample is the list. */
  readonly whole: boolean;
}

export interface Reference {
  readonly from: { readonly type: string; readonly id: string };
  readonly field: ReferenceField;
  readonly id: string;
}

export interface Samples {
  readonly lists: readonly SampledList[];
  /** By type and id: the records of its lists, and those that were named from without. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, Rec>>;
  readonly references: readonly Reference[];
  /** Per type every id that was seen. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** The sources in the ids of its own records. */
  readonly sources: ReadonlySet<string>;
}

/** How many records are looked under for lists. */
const PARENTS = 40;

export async function takeSamples(
  rules: ContractRules,
  member: Member,
  options: { readonly size: number; readonly resources: readonly string[] },
): Promise<Samples> {
  const sampling = new Sampling(rules, member, options.size);
  const lists = listsOf(rules);
  for (const list of lists.filter(({ parent }) => parent === 'Query')) await sampling.orders(list, null);
  await sampling.named(options.resources);
  for (const type of rules.entities) {
    const under = lists.filter(({ parent }) => parent === type);
    for (const [list, id] of await sampling.parents(type, under)) await sampling.orders(list, { type, id });
  }
  return sampling.samples();
}

class Sampling {
  readonly #rules: ContractRules;
  readonly #member: Member;
  readonly #size: number;
  readonly #lists: SampledList[] = [];
  readonly #records = new Map<string, Map<string, Rec>>();
  readonly #references: Reference[] = [];
  readonly #ids = new Map<string, Set<string>>();

  constructor(rules: ContractRules, member: Member, size: number) {
    this.#rules = rules;
    this.#member = member;
    this.#size = size;
  }

  async orders(list: List, under: Under | null): Promise<void> {
    for (const orderBy of list.orders) {
      const { query, variables } = listRequest(under, [listField(list, { first: this.#size, orderBy })]);
      const page = pageIn(await this.#member.ask(query, variables), under);
      if (!page) continue;
      const whole = page.pageInfo['hasNextPage'] === false;
      this.#lists.push({ list, under, orderBy, edges: page.edges, whole });
      const own = under === null;
      for (const { node } of page.edges) if (node) this.#see(list.node, node, own);
    }
  }

  /** Resources of which somebody else has told the ids: a contributor lists none itself. */
  async named(ids: readonly string[]): Promise<void> {
    const type = this.#rules.schema.getType('Resource');
    if (ids.length === 0 || !isObjectType(type)) return;
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Resource { ${ownFields(this.#rules, type)} } } }`;
    const representations = ids.map((id) => ({ __typename: 'Resource', id }));
    for (const record of entitiesOf(await this.#member.ask(query, { representations }))) {
      const knows = Object.entries(record ?? {}).some(([field, value]) => field !== 'id' && value !== null);
      if (record) this.#see('Resource', record, knows);
    }
  }

  /** Per list the record under which it is longest, among some. */
  async parents(type: string, lists: readonly List[]): Promise<[List, string][]> {
    const ids = [...(this.#ids.get(type) ?? [])].slice(0, PARENTS);
    if (ids.length === 0 || lists.length === 0) return [];
    const fields = lists.map((list, i) => `l${i}: ${list.field}(first: 5) { edges { cursor node { id } } }`);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on ${type} { id ${fields.join(' ')} } } }`;
    const representations = ids.map((id) => ({ __typename: type, id }));
    const entities = entitiesOf(await this.#member.ask(query, { representations }));
    return lists.flatMap((list, i): [List, string][] => {
      const counted = entities.map((entity) => readPage(entity?.[`l${i}`])?.edges.length ?? -1);
      const most = Math.max(-1, ...counted);
      const id = entities[counted.indexOf(most)]?.['id'];
      return most >= 0 && typeof id === 'string' ? [[list, id]] : [];
    });
  }

  samples(): Samples {
    const own = [...this.#records.values()].flatMap((records) => [...records.keys()]);
    return {
      lists: this.#lists,
      records: this.#records,
      references: this.#references,
      ids: new Map([...this.#ids].map(([type, ids]) => [type, [...ids]])),
      sources: new Set(own.flatMap((id) => parseId(id)?.source ?? [])),
    };
  }

  /** Under a record a list may lead to records of anybody: only their ids are of use. */
  #see(name: string, record: Rec, own: boolean): void {
    const id = record['id'];
    if (typeof id !== 'string') return;
    this.#seen(name, id);
    if (!own) return;
    const records = this.#records.get(name) ?? new Map<string, Rec>();
    this.#records.set(name, records);
    if (records.has(id)) return;
    records.set(id, record);
    const type = this.#rules.schema.getType(name);
    if (!isObjectType(type)) return;
    for (const field of referenceFields(this.#rules, type)) {
      const target = at(record, field.path)?.['id'];
      if (typeof target !== 'string') continue;
      this.#seen(field.type, target);
      this.#references.push({ from: { type: name, id }, field, id: target });
    }
  }

  #seen(type: string, id: string): void {
    const ids = this.#ids.get(type) ?? new Set();
    this.#ids.set(type, ids.add(id));
  }
}

/** The record at a path inside another one; null where there is none. */
export function at(record: Rec | null, path: readonly string[]): Rec | null {
  let place: unknown = record;
  for (const name of path) place = isRecord(place) ? place[name] : null;
  return isRecord(place) ? place : null;
}
