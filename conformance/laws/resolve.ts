/** Who is known by an identifier: what fault and service systems bind their objects by. */
import { type Law, type Trial, shown } from '../law.ts';
import { type Answer, isRecord } from '../member.ts';

interface Key {
  readonly type: string;
  readonly scope?: string | null;
  readonly value: string;
}

const QUERY = `query ($keys: [IdentifierInput!]!, $filter: ResolutionFilter, $basis: ResolutionBasis) {
  resolve(keys: $keys, filter: $filter, basis: $basis) { candidates { id } complete } }`;
/** These compare without regard to case and outer blanks. */
const LOOSE = ['NAME', 'FQDN', 'TL1_TID', 'CIRCUIT_ID', 'PORT_NAME', 'ALIAS'];
const KEYS = 20;
const UNKNOWN: Key = { type: 'SERIAL_NUMBER', value: 'conformance nobody' };

export const resolve: Law = {
  id: 'resolve',
  title: '`resolve` answers key by key, by every identifier that the member tells',
  why: 'Whoever is bound to the wrong record, or to none, has its alarms on the wrong router, or on none.',
  rule: 'schema/contracts/inventory.graphql: Query.resolve, IdentifierInput, `@gather(by: "POSITION")`',
  domains: ['inventory'],
  role: 'enumerates',
  async hold(trial) {
    const known = identifiers(trial);
    if (known.length === 0) trial.skip('no record of the sample has an identifier');
    const pairs = [{ key: UNKNOWN, id: null }, ...known, ...known.slice(0, 2).toReversed()];
    const answer = await trial.ask(QUERY, { keys: pairs.map(({ key }) => key) });
    if (!trial.answered(answer)) return;
    const found = candidates(answer);
    trial.check(
      found.length === pairs.length,
      () => `There must be ${pairs.length} answers, but got: ${found.length}.`,
      answer,
    );
    for (const [i, { key, id }] of pairs.entries()) {
      const got = found[i] ?? null;
      if (id === null)
        trial.check(
          got?.length === 0,
          () => `Nobody must be known by ${shown(key)}, but got: ${shown(got)}.`,
          answer,
        );
      else
        trial.check(
          got?.includes(id) === true,
          () => `${id} must be known by ${shown(key)}, but got: ${shown(got)}.`,
          answer,
        );
    }
    const own = await trial.ask(QUERY, { keys: known.map(({ key }) => key), basis: 'INVENTORY' });
    for (const [i, { key, id }] of known.entries())
      trial.check(
        candidates(own)[i]?.includes(id) === true,
        () =>
          `${id} must be known by ${shown(key)} with basis INVENTORY too, but got: ${shown(candidates(own)[i])}.`,
        own,
      );
    const loose = known.filter(({ key }) => LOOSE.includes(key.type)).slice(0, 5);
    if (loose.length === 0) return trial.skip('no identifier that compares without regard to case was seen');
    const keys = loose.map(({ key }) => ({ ...key, value: ` ${key.value.toUpperCase()} ` }));
    const again = await trial.ask(QUERY, { keys });
    for (const [i, { id }] of loose.entries())
      trial.check(
        candidates(again)[i]?.includes(id) === true,
        () => `${id} must be known by ${shown(keys[i])}, but got: ${shown(candidates(again)[i])}.`,
        again,
      );
    const elsewhere = await trial.ask(QUERY, { keys, filter: { source: ['conformance-nobody'] } });
    const none = candidates(elsewhere).every((some) => some?.length === 0);
    trial.check(
      none,
      () => `Nobody of another source must be meant, but got: ${shown(candidates(elsewhere))}.`,
      elsewhere,
    );
    trial.refused(await trial.ask(QUERY, { keys: [] }), ['BAD_USER_INPUT'], 'resolve(keys: [])');
  },
};

/** The identifiers that records tell themselves; their names where they tell none. */
function identifiers(trial: Trial): { key: Key; id: string }[] {
  const records = [...(trial.samples.records.get('Resource') ?? [])];
  const told = records.flatMap(([id, record]) =>
    (Array.isArray(record['identifiers']) ? record['identifiers'] : [])
      .filter(isRecord)
      .map(({ type, scope, value }) => ({
        key: { type: String(type), scope: typeof scope === 'string' ? scope : null, value: String(value) },
        id,
      })),
  );
  const names = records.flatMap(([id, { name }]) =>
    typeof name === 'string' ? [{ key: { type: 'NAME', value: name }, id }] : [],
  );
  return (told.length > 0 ? told : names).slice(0, KEYS);
}

/** Per key the ids, null where there is no list. */
function candidates(answer: Answer): (unknown[] | null)[] {
  const resolved = answer.data?.['resolve'];
  if (!Array.isArray(resolved)) return [];
  return resolved.map((one) =>
    isRecord(one) && Array.isArray(one['candidates'])
      ? one['candidates'].map((candidate) => (isRecord(candidate) ? candidate['id'] : null))
      : null,
  );
}
