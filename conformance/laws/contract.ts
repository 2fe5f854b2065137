/** The member serves the contract: all of it, under the same directives. */
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLSchema,
  type IntrospectionQuery,
  buildClientSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
  visit,
} from 'graphql';
import { contractDocument } from '#schema/contracts.ts';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { type ContractRules, readRules } from '#schema/rules.ts';
import { type Law, shown } from '../law.ts';
import { isRecord } from '../member.ts';

export const serviceSdl: Law = {
  id: 'service-sdl',
  title: '`_service { sdl }` is the contract',
  why: 'The mediation plans every request by the contract, so what a member leaves out it will be asked for all the same.',
  rule: 'schema/contracts: every type, field, argument, enum value and directive of the domain',
  async hold(trial) {
    const answer = await trial.ask('{ _service { sdl } }');
    if (!trial.answered(answer)) return;
    const service = answer.data?.['_service'];
    const sdl = isRecord(service) ? service['sdl'] : null;
    if (
      !trial.check(typeof sdl === 'string', () => `The SDL must be a text, but got: ${shown(sdl)}.`, answer)
    )
      return;
    try {
      const { domain } = trial.rules;
      for (const message of composition(domain, String(sdl))) trial.check(false, () => message, answer);
      const served = readRules(domain, buildSubgraphSchema(contractIn(String(sdl))));
      for (const fault of [...missing(trial.rules.schema, served.schema), ...otherRules(trial.rules, served)])
        trial.check(false, () => fault, answer);
    } catch (error) {
      trial.check(
        false,
        () => `The SDL must compose with the contracts, but got: ${(error as Error).message}`,
        answer,
      );
    }
  },
};

export const introspection: Law = {
  id: 'introspection',
  title: 'What introspection shows has all of the contract',
  why: 'The SDL of a member is a promise, and its executable schema is what answers.',
  rule: 'schema/contracts, and the GraphQL specification, section 4',
  async hold(trial) {
    const answer = await trial.ask(getIntrospectionQuery({ descriptions: false }));
    if (answer.errors.length > 0 || !answer.data) {
      trial.skip('the member refuses introspection');
      return;
    }
    try {
      const served = buildClientSchema(answer.data as unknown as IntrospectionQuery);
      const faults = missing(trial.rules.schema, served);
      trial.check(faults.length === 0, () => faults.join(' '), answer);
    } catch (error) {
      trial.check(
        false,
        () => `Introspection must give a schema, but got: ${(error as Error).message}`,
        answer,
      );
    }
  },
};

/** Composing takes long, and most members serve the contract to the letter. */
const composed = new Map<string, readonly string[]>();

/** Why the SDL does not compose with the contracts of the other domains. */
function composition(domain: Domain, sdl: string): readonly string[] {
  const key = `${domain} ${sdl}`;
  const faults = composed.get(key) ?? compose(domain, sdl);
  composed.set(key, faults);
  return faults;
}

function compose(domain: Domain, sdl: string): string[] {
  const services = DOMAINS.map((name) => ({
    name,
    typeDefs: name === domain ? contractIn(sdl) : contractDocument(name),
  }));
  return (composeServices(services).errors ?? []).map(
    ({ message }) => `The SDL must compose with the contracts, but got: ${message}`,
  );
}

/** The document without what federation adds, which some servers print and composition adds again. Composition changes documents. */
function contractIn(sdl: string): DocumentNode {
  return visit(parse(sdl), {
    FieldDefinition: (field) => (/^_(service|entities)$/.test(field.name.value) ? null : undefined),
    ObjectTypeDefinition: (type) => (type.name.value === '_Service' ? null : undefined),
    UnionTypeDefinition: (type) => (type.name.value === '_Entity' ? null : undefined),
    ScalarTypeDefinition: (type) => (type.name.value === '_Any' ? null : undefined),
  });
}

/** What the contract has and a schema has not, or has otherwise. It may have more. */
function missing(contract: GraphQLSchema, served: GraphQLSchema): string[] {
  return Object.values(contract.getTypeMap()).flatMap((type): string[] => {
    if (type.name.startsWith('_')) return [];
    const other = served.getType(type.name);
    if (isEnumType(type)) {
      const values = isEnumType(other) ? other.getValues().map(({ name }) => name) : [];
      return type
        .getValues()
        .filter(({ name }) => !values.includes(name))
        .map(({ name }) => absent(`${type.name}.${name}`));
    }
    if (isInputObjectType(type)) {
      const fields = isInputObjectType(other) ? other.getFields() : {};
      return Object.values(type.getFields()).flatMap((field) =>
        same(`${type.name}.${field.name}`, String(field.type), fields[field.name]?.type),
      );
    }
    if (!isObjectType(type)) return other ? [] : [absent(type.name)];
    const fields = isObjectType(other) ? other.getFields() : {};
    return Object.values(type.getFields()).flatMap((field) => {
      if (field.name.startsWith('_')) return [];
      const place = `${type.name}.${field.name}`;
      const found = fields[field.name];
      return [
        ...same(place, String(field.type), found?.type),
        ...field.args.flatMap((arg) =>
          same(
            `${place}(${arg.name}:)`,
            String(arg.type),
            found?.args.find(({ name }) => name === arg.name)?.type,
          ),
        ),
      ];
    });
  });
}

function same(place: string, wanted: string, got: unknown): string[] {
  if (got === undefined) return [absent(place)];
  return String(got) === wanted ? [] : [`\`${place}\` must be of type ${wanted}, but got: ${String(got)}.`];
}

function absent(place: string): string {
  return `\`${place}\` must be there, but got: nothing.`;
}

/** Fields that are gathered, held, ordered or split otherwise than the contract says. */
function otherRules(contract: ContractRules, served: ContractRules): string[] {
  return Object.values(contract.schema.getTypeMap()).flatMap((type): string[] => {
    if (!isObjectType(type) || type.name.startsWith('_')) return [];
    return Object.keys(type.getFields()).flatMap((field) => {
      const wanted = JSON.stringify(contract.rule(type.name, field));
      const got = JSON.stringify(served.rule(type.name, field));
      return wanted === got
        ? []
        : [`\`${type.name}.${field}\` must have the rules ${wanted}, but got: ${got}.`];
    });
  });
}
