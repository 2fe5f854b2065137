/** Values as they are written: ids that name their source, instants that compare as texts. */
import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { parseId } from '#schema/ids.ts';
import { type Law, type Trial, shown } from '../law.ts';
import { isRecord } from '../member.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const values: Law = {
  id: 'values',
  title: 'Ids are <source>/<token> of one source, instants RFC 3339 in UTC with milliseconds',
  why: 'Requests are routed by the source in an id, and lists are merged by comparing instants as texts.',
  rule: 'schema/ids.ts; schema/contracts/common.graphql: DateTime',
  async hold(trial) {
    const request = { request: { query: '# any list of this member', variables: {} } };
    for (const [name, records] of trial.samples.records) {
      const type = trial.rules.schema.getType(name);
      for (const record of records.values())
        if (isObjectType(type))
          for (const fault of faultsIn(type, record, String(record['id'])))
            trial.check(false, () => fault, request);
      trial.checks += records.size;
    }
    if (trial.samples.records.size === 0) return trial.skip('the member has no records');
    const { sources } = trial.samples;
    if (trial.options.role === 'enumerates')
      trial.check(
        sources.size === 1,
        () => `The records of a member must be of one source, but got: ${[...sources].join(', ')}.`,
        request,
      );
  },
};

function faultsIn(
  type: GraphQLObjectType,
  record: Readonly<Record<string, unknown>>,
  place: string,
): string[] {
  return Object.entries(record).flatMap(([name, value]): string[] => {
    const named = getNamedType(type.getFields()[name]?.type);
    const each: unknown[] = Array.isArray(value) ? value : [value];
    return each.flatMap((one) => {
      if (one === null) return [];
      if (isObjectType(named)) return isRecord(one) ? faultsIn(named, one, `${place} ${name}`) : [];
      if (named?.name === 'ID' && parseId(String(one)) === null)
        return [`${place} ${name} must be an id, but got: ${shown(one)}.`];
      if (named?.name === 'DateTime' && !INSTANT.test(String(one)))
        return [`${place} ${name} must be an instant in UTC with milliseconds, but got: ${shown(one)}.`];
      return [];
    });
  });
}

export const freshness: Law = {
  id: 'freshness',
  title: 'What the member says of its own freshness can be read',
  why: 'The mediation shows it to whoever asks why something is missing or old.',
  rule: 'schema/ports/member.ts: `extensions.tributary { asOf stale upstreamCalls }`, which may be left out',
  async hold(trial: Trial) {
    const answer = await trial.ask('{ __typename }');
    const said = answer.extensions['tributary'];
    if (said === undefined) return trial.skip('the member says nothing in extensions.tributary');
    const { asOf, stale, upstreamCalls } = isRecord(said) ? said : {};
    trial.check(
      asOf === null || (typeof asOf === 'string' && INSTANT.test(asOf)),
      () => `asOf must be an instant or null, but got: ${shown(asOf)}.`,
      answer,
    );
    trial.check(
      typeof stale === 'boolean',
      () => `stale must be true or false, but got: ${shown(stale)}.`,
      answer,
    );
    trial.check(
      upstreamCalls === undefined || (Number.isSafeInteger(upstreamCalls) && Number(upstreamCalls) >= 0),
      () => `upstreamCalls must be a whole number or left out, but got: ${shown(upstreamCalls)}.`,
      answer,
    );
  },
};
