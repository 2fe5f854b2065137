/** What @gather, @held and @scatter name exists, and fits the field it stands on. */
import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { GATHERS, HOLDERS, directive } from '../rules.ts';
import { type Contract, type PlacedField, allFields, fieldsOf, isRecord, objectTypes } from './contract.ts';
import type { Fault } from './fault.ts';

type Breach = Pick<Fault, 'breach' | 'remedy'>;

export function knownNames(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) => {
    const mutation = contract.schema.getMutationType();
    const at = (place: string, breaches: Breach[]): Fault[] =>
      breaches.map((breach) => ({ place, domain: contract.domain, ...breach }));
    return [
      ...objectTypes(contract).flatMap((type) =>
        [type.astNode, ...type.extensionASTNodes].flatMap((node) =>
          at(type.name, held(directive(node, 'held'))),
        ),
      ),
      ...allFields(contract).flatMap((placed) =>
        at(placed.place, [
          ...held(directive(placed.field.astNode, 'held')),
          ...placed.field.args.flatMap(({ type }) => {
            const values = getNamedType(type);
            return isEnumType(values)
              ? values.getValues().flatMap(({ astNode }) => held(directive(astNode, 'held')))
              : [];
          }),
          ...gather(contract, placed),
          ...scatter(placed),
        ]),
      ),
      ...(mutation ? fieldsOf(mutation) : [])
        .filter(({ field }) => !directive(field.astNode, 'scatter'))
        .flatMap(({ place }) =>
          at(place, [
            {
              breach: 'must say which ids route it to their owners, but got: no @scatter.',
              remedy: 'Add @scatter(arg: "ids", results: "results").',
            },
          ]),
        ),
    ];
  });
}

function held(found: Record<string, string> | null): Breach[] {
  const by = found?.['by'];
  return by === undefined || HOLDERS.some((known) => known === by)
    ? []
    : [
        {
          breach: `must be held by one of ${HOLDERS.join(', ')}, but got: ${JSON.stringify(by)}.`,
          remedy: 'Correct @held.',
        },
      ];
}

function gather(contract: Contract, { field, named }: PlacedField): Breach[] {
  const found = directive(field.astNode, 'gather');
  const by = found?.['by'];
  if (by === undefined) return [];
  if (!GATHERS.some((known) => known === by)) {
    return [
      {
        breach: `must be gathered by one of ${GATHERS.join(', ')}, but got: ${JSON.stringify(by)}.`,
        remedy: 'Correct @gather.',
      },
    ];
  }
  const breaches: Breach[] = [];
  if (!fits(by, field)) {
    breaches.push({
      breach: `must be gathered by a rule for its type, but got: ${by} on ${String(field.type)}.`,
      remedy: FITS[by] ?? 'Correct @gather.',
    });
  }
  const key = found?.['key']?.trim().split(/\s+/);
  const values = isObjectType(named) && !isRecord(contract, named) ? named : undefined;
  if (by === 'UNION' && values && !key) {
    breaches.push({
      breach: 'must name the fields that make two of its values the same, but got: UNION without a key.',
      remedy: `Add key: "..." of fields of ${values.name}.`,
    });
  }
  if (key && by !== 'UNION') {
    breaches.push({ breach: `must have a key with UNION only, but got: ${by}.`, remedy: 'Drop the key.' });
  }
  for (const name of by === 'UNION' ? (key ?? []) : []) {
    if (isObjectType(named) && named.getFields()[name]) continue;
    breaches.push({
      breach: `must be gathered by a key of fields of ${named.name}, but got: ${JSON.stringify(name)}.`,
      remedy: 'Correct the key of @gather.',
    });
  }
  return breaches;
}

const FITS: Readonly<Record<string, string>> = {
  UNION: 'UNION is for lists.',
  POSITION: 'POSITION is for lists that answer a list of keys.',
  SUM: 'SUM is for numbers.',
  MIN: 'MIN is for numbers, enums and instants.',
  MAX: 'MAX is for numbers, enums and instants.',
  ANY: 'ANY is for Boolean.',
  ALL: 'ALL is for Boolean.',
  COMPLETE: 'COMPLETE is for Boolean.',
};

function fits(by: string, field: GraphQLField<unknown, unknown>): boolean {
  const type = getNullableType(field.type);
  if (by === 'FIRST') return true;
  if (by === 'UNION' || by === 'POSITION') return isListType(type);
  const name = isScalarType(type) ? type.name : '';
  if (by === 'SUM') return name === 'Int' || name === 'Float';
  if (by === 'MIN' || by === 'MAX')
    return isEnumType(type) || (name !== '' && name !== 'Boolean' && name !== 'ID');
  return name === 'Boolean';
}

function scatter({ field, named }: PlacedField): Breach[] {
  const found = directive(field.astNode, 'scatter');
  if (!found) return [];
  const breaches: Breach[] = [];
  const arg = field.args.find((candidate) => candidate.name === found['arg']);
  if (!arg || getNamedType(arg.type).name !== 'ID' || !isListType(getNullableType(arg.type))) {
    breaches.push({
      breach: `must be split by an argument that is a list of ids, but got: ${JSON.stringify(found['arg'])}.`,
      remedy: 'Name the argument in @scatter(arg:).',
    });
  }
  const results = isObjectType(named) ? named.getFields()[found['results'] ?? '']?.type : undefined;
  const row = getNamedType(results);
  if (!isListType(getNullableType(results)) || !isObjectType(row) || !row.getFields()['id']) {
    breaches.push({
      breach: `must answer with a list of rows that have an id, but got: ${JSON.stringify(found['results'])}.`,
      remedy: `Name the list of ${named.name} in @scatter(results:).`,
    });
  }
  return breaches;
}
