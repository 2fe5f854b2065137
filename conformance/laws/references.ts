/** Fields that lead from one record to another one. */
import { isObjectType } from 'graphql';
import { parseId } from '#schema/ids.ts';
import { type Law, type Trial, shown } from '../law.ts';
import { entitiesOf } from '../lists.ts';
import { type Answer, isRecord } from '../member.ts';
import { type Reference, at } from '../samples.ts';
import { ownFields } from '../selection.ts';
import { entitiesQuery, representations } from './entities.ts';
import { sameValue } from '../same-value.ts';

type Rec = Readonly<Record<string, unknown>>;

const EXAMPLES = 3;

export const referencesAway: Law = {
  id: 'references-away',
  title: 'A reference to what the member does not hold is an id and nulls',
  why: 'The mediation completes it where it lives, and takes anything else that is said for an answer.',
  rule: 'schema/ports: references are `{ id }`; fields beneath them are null, never an error',
  async hold(trial) {
    const away = trial.samples.references.filter(
      ({ id }) => !trial.samples.sources.has(parseId(id)?.source ?? ''),
    );
    await compare(trial, away, 'away');
  },
};

export const referencesOwn: Law = {
  id: 'references-own',
  title: 'A reference to what the member holds has all that it says of it',
  why: 'Where the id shows that the asked member holds a record, nobody asks it again.',
  rule: 'docs/decisions/0004: a field whose holders have answered is gathered once',
  async hold(trial) {
    const own = trial.samples.references.filter(({ id }) =>
      trial.samples.sources.has(parseId(id)?.source ?? ''),
    );
    await compare(trial, own, 'own');
  },
};

/** What is said beneath a reference is what `_entities` says of the same id. */
async function compare(trial: Trial, references: readonly Reference[], what: 'own' | 'away'): Promise<void> {
  if (references.length === 0)
    trial.skip(
      what === 'own'
        ? 'no reference to a record of its own was seen'
        : 'no reference to a record of another source was seen',
    );
  for (const reference of examples(references)) {
    const type = trial.rules.schema.getType(reference.field.type);
    if (!isObjectType(type)) continue;
    const selection = ownFields(trial.rules, type);
    if (selection === 'id') {
      trial.skip(`the domain has no field of its own on ${reference.field.type}`);
      continue;
    }
    const beneath = reference.field.path.reduceRight((inner, name) => `${name} { ${inner} }`, selection);
    const { from } = reference;
    const answer = await trial.ask(entitiesQuery(from.type, beneath), representations(from.type, [from.id]));
    const alone = await trial.ask(
      entitiesQuery(type.name, selection),
      representations(type.name, [reference.id]),
    );
    judge(trial, reference, answer, entitiesOf(alone)[0] ?? null, what);
  }
}

function judge(
  trial: Trial,
  { from, field, id }: Reference,
  answer: Answer,
  alone: Rec | null,
  what: 'own' | 'away',
): void {
  const place = `${from.id} ${field.path.join(' ')}`;
  trial.answered(answer);
  const target = at(entitiesOf(answer)[0] ?? null, field.path);
  if (!trial.check(target?.['id'] === id, () => `${place} must be ${id}, but got: ${shown(target)}.`, answer))
    return;
  const differs = Object.keys(target ?? {}).filter((name) => {
    const said = target?.[name];
    // A contributor may leave out beneath a reference what it will be asked for.
    const mayBeNull = what === 'away' || trial.options.role === 'contributes';
    return !(mayBeNull && isNothing(said)) && !sameValue(said, alone?.[name]);
  });
  trial.check(
    differs.length === 0,
    () =>
      `${differs.join(', ')} of ${id} beneath ${place} must be as in \`_entities\`, but got: ${shown(target?.[differs[0] ?? ''])} for ${shown(alone?.[differs[0] ?? ''])}.`,
    answer,
  );
}

function isNothing(value: unknown): boolean {
  return value === null || (isRecord(value) && Object.values(value).every(isNothing));
}

/** Some of each field. */
function examples(references: readonly Reference[]): Reference[] {
  const counts = new Map<string, number>();
  return references.filter(({ from, field }) => {
    const key = `${from.type} ${field.path.join(' ')}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= EXAMPLES;
  });
}
