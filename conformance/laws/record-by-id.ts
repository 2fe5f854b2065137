/** The root fields that look up one record: `alarm(id:)`, `resource(id:)` and their like. */
import { getNamedType, isObjectType } from 'graphql';
import { type Law, type Trial, shown } from '../law.ts';
import { recordOrNull } from '../member.ts';

export const recordById: Law = {
  id: 'record-by-id',
  title: 'One record by its id: the record, or null',
  why: 'A client must be able to tell a record that is not there from a source that does not answer.',
  rule: 'schema/contracts: "null where its owner does not know it"',
  async hold(trial) {
    const fields = lookups(trial);
    for (const { field, type } of fields) {
      const query = `query ($id: ID!) { ${field}(id: $id) { id } }`;
      const known = [...(trial.samples.records.get(type)?.keys() ?? [])].slice(0, 3);
      if (known.length === 0) trial.skip(`no ${type} was seen`);
      for (const id of trial.options.role === 'enumerates' ? known : []) {
        const answer = await trial.ask(query, { id });
        const got = recordOrNull(answer.data?.[field])?.['id'];
        trial.check(
          got === id,
          () => `${field}(id: "${id}") must be that record, but got: ${shown(answer.data)}.`,
          answer,
        );
      }
      for (const id of [trial.unknownId('own'), trial.unknownId('foreign')]) {
        if (id === null) continue;
        const answer = await trial.ask(query, { id });
        trial.answered(answer);
        trial.check(
          answer.data?.[field] === null,
          () => `${field}(id: "${id}") must be null, but got: ${shown(answer.data)}.`,
          answer,
        );
      }
      trial.refused(await trial.ask(query, { id: 'no-slash' }), ['INVALID_ID'], `${field}(id: "no-slash")`);
    }
    if (fields.length === 0) trial.skip('the domain looks up no single record');
  },
};

function lookups(trial: Trial): { field: string; type: string }[] {
  const query = trial.rules.schema.getQueryType()?.getFields() ?? {};
  return Object.values(query).flatMap(({ name, args, type }) => {
    const named = getNamedType(type);
    const one = isObjectType(named) && trial.rules.entities.has(named.name);
    return one && args.some((arg) => arg.name === 'id') ? [{ field: name, type: named.name }] : [];
  });
}
