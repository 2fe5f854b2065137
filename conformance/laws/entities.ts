/** `_entities`: the one way in which the mediation asks for records by their ids. */
import { isObjectType } from 'graphql';
import { NOBODY, type Law, type Trial, shown } from '../law.ts';
import { entitiesOf } from '../lists.ts';
import { sameValue } from '../same-value.ts';
import { ownFields } from '../selection.ts';

const BATCH = 40;

export const entitiesOrder: Law = {
  id: 'entities-order',
  title: '`_entities` answers place by place',
  why: 'The mediation finds a record by its place alone: another order puts the fields of one record on another one.',
  rule: 'Apollo Federation, Query._entities: one entity per representation, in order, also for repeated ones',
  async hold(trial) {
    for (const [type, known] of idsByType(trial)) {
      const foreign = `${NOBODY}/${NOBODY}`;
      const some = known.slice(0, BATCH).toReversed();
      const ids = [foreign, ...some, ...some.slice(0, 3), foreign];
      const answer = await trial.ask(entitiesQuery(type, 'id'), representations(type, ids));
      const got = entitiesOf(answer);
      trial.check(
        got.length === ids.length,
        () => `There must be ${ids.length} entities of ${type}, but got: ${got.length}.`,
        answer,
      );
      for (const [i, id] of ids.entries()) {
        const entity = got[i];
        // A place without an entity is told by another law.
        if (!entity) continue;
        trial.check(
          entity['id'] === id,
          () => `Entity ${i} must be ${id}, but got: ${shown(entity['id'])}.`,
          answer,
        );
        trial.check(
          entity['__typename'] === type,
          () => `Entity ${i} must be a ${type}, but got: ${shown(entity['__typename'])}.`,
          answer,
        );
      }
    }
  },
};

export const entitiesUnknown: Law = {
  id: 'entities-unknown',
  title: 'A record that the member does not know is its id and nulls',
  why: 'A null or an error in its place would hide what the other members know of the record.',
  rule: 'schema/ports, subgraphs/README: `_entities` never answers null for a well-formed id',
  async hold(trial) {
    for (const type of trial.rules.entities) {
      for (const id of [trial.unknownId('own'), trial.unknownId('foreign')]) {
        if (id === null) {
          trial.skip('no id of its own source was seen');
          continue;
        }
        const answer = await trial.ask(entitiesQuery(type, ownOf(trial, type)), representations(type, [id]));
        const [entity] = entitiesOf(answer);
        trial.answered(answer);
        if (
          !trial.check(
            entity != null,
            () => `An unknown ${type} must be its id and nulls, but got: null.`,
            answer,
          )
        )
          continue;
        const said = Object.entries(entity ?? {}).filter(
          ([field, value]) => !['__typename', 'id'].includes(field) && value !== null,
        );
        trial.check(
          said.length === 0,
          () => `The fields of an unknown ${type} must be null, but got: ${shown(Object.fromEntries(said))}.`,
          answer,
        );
      }
    }
  },
};

export const entitiesMalformed: Law = {
  id: 'entities-malformed',
  title: 'A malformed id is refused, and takes only its own place away',
  why: 'Silence about an id that cannot be one hides the fault of whoever made it.',
  rule: 'schema/ids.ts: <source>/<token>; schema/errors.ts: INVALID_ID',
  async hold(trial) {
    for (const type of trial.rules.entities) {
      const good = trial.samples.ids.get(type)?.[0] ?? `${NOBODY}/${NOBODY}`;
      for (const bad of ['no-slash', '', 'UPPER/x', 'a/b c']) {
        const answer = await trial.ask(entitiesQuery(type, 'id'), representations(type, [bad, good]));
        trial.refused(answer, ['INVALID_ID'], `The id ${JSON.stringify(bad)} of ${type}`);
        const got = entitiesOf(answer).find((entity) => entity?.['id'] === good);
        trial.check(
          got !== undefined,
          () => `${good} beside a malformed id must be answered, but got: ${shown(answer.data)}.`,
          answer,
        );
      }
    }
  },
};

export const entitiesSame: Law = {
  id: 'entities-same',
  title: 'A record is the same in a list, by its id and in `_entities`',
  why: 'The mediation takes a record from whichever way is shortest.',
  rule: 'schema/contracts: the fields that look up one record by its id',
  async hold(trial) {
    for (const [type, records] of trial.samples.records) {
      const some = [...records].slice(0, BATCH);
      const ids = some.map(([id]) => id);
      const batch = await trial.ask(entitiesQuery(type, ownOf(trial, type)), representations(type, ids));
      if (!trial.answered(batch)) continue;
      const byId = new Map(entitiesOf(batch).map((entity) => [entity?.['id'], entity]));
      for (const [id, record] of some) {
        const { __typename: _, ...entity } = byId.get(id) ?? {};
        const other = Object.keys(record).filter((field) => !sameValue(entity[field], record[field]));
        trial.check(
          other.length === 0,
          () =>
            `${id} in \`_entities\` must be as in its list, but got ${other[0]}: ${shown(entity[other[0] ?? ''])} for ${shown(record[other[0] ?? ''])}.`,
          batch,
        );
      }
    }
    if (trial.samples.records.size === 0) trial.skip('the member has no records');
  },
};

function idsByType(trial: Trial): [string, readonly string[]][] {
  return [...trial.rules.entities].flatMap((type): [string, readonly string[]][] => {
    const ids = trial.samples.ids.get(type) ?? [];
    if (ids.length > 1) return [[type, ids]];
    trial.skip(`fewer than two ids of ${type} were seen`);
    return [];
  });
}

function ownOf(trial: Trial, name: string): string {
  const type = trial.rules.schema.getType(name);
  return isObjectType(type) ? ownFields(trial.rules, type) : 'id';
}

export function entitiesQuery(type: string, selection: string): string {
  return `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on ${type} { ${selection} } } }`;
}

export function representations(type: string, ids: readonly string[]) {
  return { representations: ids.map((id) => ({ __typename: type, id })) };
}
