/** Filters: every record of the answer fits, and none that fits is missing. */
import { getNamedType, isEnumType, isInputObjectType, isListType } from 'graphql';
import { CONDITIONS, type Condition, judged } from '../filter-oracle.ts';
import { type Law, type Trial, named, shown } from '../law.ts';
import type { SampledList } from '../samples.ts';

type Rec = Readonly<Record<string, unknown>>;
type Filter = Readonly<Record<string, unknown>>;

/** Values of a condition that are tried. */
const VALUES = 4;

export const filters: Law = {
  id: 'filters',
  title: 'A filter admits what fits and nothing else',
  why: 'The mediation does not filter again: what a member lets through the client gets, what it keeps back nobody misses.',
  rule: 'schema/contracts: the filter types; "every condition that is given must hold"',
  async hold(trial) {
    const lists = trial
      .lists(1)
      .filter(({ list, orderBy }) => list.filter !== null && orderBy === list.orders[0]);
    if (lists.length === 0) trial.skip('the member has no list with a filter and a record');
    for (const sampled of lists) {
      const fields = conditionsOf(trial, sampled);
      const tried = fields
        .map(([name, condition]) => filtersFor(trial, sampled, name, condition))
        .filter((some) => some.length > 0);
      for (const filter of [...tried.flat(), ...pairs(tried)]) await holdFilter(trial, sampled, filter);
    }
  },
};

export const openAlarms: Law = {
  id: 'open-alarms',
  title: 'Only open alarms, unless the filter asks otherwise',
  why: 'A list that mixes in what is over makes every count and every screen wrong.',
  rule: 'schema/contracts/faults.graphql: AlarmFilter.state, "only RAISED ones unless given"',
  domains: ['faults'],
  async hold(trial) {
    for (const sampled of trial.lists(1).filter(({ list }) => list.node === 'Alarm')) {
      const { page, answer } = await trial.page(sampled.list, sampled.under, {
        first: trial.options.sample,
        orderBy: sampled.orderBy,
      });
      const over = page?.edges.find(({ node }) => node?.['state'] === 'CLEARED');
      trial.check(
        !over,
        () =>
          `${named(sampled)} must have open alarms only, but got: ${shown(over?.node?.['id'])}, which is CLEARED.`,
        answer,
      );
    }
  },
};

function conditionsOf(trial: Trial, { list }: SampledList): [string, Condition][] {
  const type = trial.rules.schema.getType(list.filter ?? '');
  if (!isInputObjectType(type)) return [];
  return Object.keys(type.getFields()).flatMap((name): [string, Condition][] => {
    const condition = CONDITIONS[type.name]?.[name];
    if (!condition) trial.skip(`this suite does not know what ${type.name}.${name} means`);
    return condition ? [[name, condition]] : [];
  });
}

/** One filter per value that the records have, and one that nobody fits. */
function filtersFor(
  trial: Trial,
  { list, edges }: SampledList,
  name: string,
  condition: Condition,
): Filter[] {
  const seen = new Set(edges.flatMap(({ node }) => (node ? condition.values(node) : [])));
  if (seen.size === 0) trial.skip(`no record of ${list.place} says anything of the filter ${name}`);
  const values = [...seen].slice(0, VALUES).flatMap((value) => condition.wanted(value));
  return [...values, ...neverSeen(trial, list.filter ?? '', name, condition, seen)].map((value) => ({
    [name]: value,
  }));
}

/** A value that no record of the sample has. */
function neverSeen(
  trial: Trial,
  filter: string,
  name: string,
  condition: Condition,
  seen: ReadonlySet<unknown>,
): unknown[] {
  if (condition.never !== undefined) return [condition.never];
  const type = trial.rules.schema.getType(filter);
  const field = isInputObjectType(type) ? type.getFields()[name] : undefined;
  const named = getNamedType(field?.type);
  if (!isEnumType(named)) return [];
  const other = named.getValues().find((value) => !seen.has(value.name))?.name;
  return other === undefined ? [] : [isListType(field?.type) ? [other] : other];
}

/** Every condition beside the next one: one that some record fits, and one that few or none do, either way round. */
function pairs(tried: readonly (readonly Filter[])[]): Filter[] {
  return tried.flatMap((some, i) => {
    const next = tried[i + 1];
    return next
      ? [
          { ...some[0], ...next.at(-1) },
          { ...some.at(-1), ...next[0] },
        ]
      : [];
  });
}

async function holdFilter(trial: Trial, sampled: SampledList, filter: Filter): Promise<void> {
  const { list, under, orderBy, edges, whole } = sampled;
  const { page, answer } = await trial.page(list, under, { filter, orderBy, first: trial.options.sample });
  if (!page) return;
  const conditions = CONDITIONS[list.filter ?? ''] ?? {};
  const fits = (node: Rec): boolean | null => {
    const verdicts = Object.entries(filter).map(([name, wanted]) => judge(conditions[name], node, wanted));
    if (verdicts.includes(false)) return false;
    return verdicts.includes(null) ? null : true;
  };
  const place = `${named(sampled)} with the filter ${JSON.stringify(filter)}`;
  const wrong = page.edges.find(
    ({ node }) => node && fits(node) === false && !('within' in filter && list.filter === 'AlarmFilter'),
  );
  trial.check(!wrong, () => `${place} must have only what fits, but got: ${shown(wrong?.node)}.`, answer);
  if (!whole || page.pageInfo['hasNextPage'] !== false) return;
  const got = new Set(page.edges.map(({ node }) => node?.['id']));
  const lost = edges.find(({ node }) => node && fits(node) === true && !got.has(node['id']));
  trial.check(
    !lost,
    () => `${place} must have ${shown(lost?.node?.['id'])}, but got ${page.edges.length} records without it.`,
    answer,
  );
}

function judge(condition: Condition | undefined, node: Rec, wanted: unknown): boolean | null {
  return condition ? judged(condition, node, wanted) : null;
}
