/** What of a fetch never changes: worked out once per plan, and again where types have come or gone that it names. */
import type { GraphQLSchema } from 'graphql';
import type { EntityFetch, FetchNode, QueryPlan, RequiresSelection } from '../plan/planner.ts';
import { type Path, type Renaming, compilePath, compileRenames } from './places.ts';
import { type Representations, representationsFor } from './representation.ts';
import { fetchesOf, sharingPaths } from './sharing.ts';
import { PlannedTypes } from './types.ts';

export interface Program {
  /** The request up to the values of its variables. */
  readonly opening: string;
  /** With quotes and colon. */
  readonly variables: readonly { readonly name: string; readonly opening: string }[];
  readonly entities: readonly EntityProgram[];
  /** Of a root fetch. */
  readonly renames: readonly Renaming[];
}

export interface EntityProgram {
  /** The response key of the entities. */
  readonly alias: string;
  /** Of their variable, with quotes and colon. */
  readonly opening: string;
  readonly paths: readonly { readonly path: Path; readonly shares: boolean }[];
  readonly representations: () => Representations;
  readonly renames: readonly Renaming[];
}

export type Programs = ReadonlyMap<FetchNode, Program>;

interface Compiled {
  readonly programs: Programs;
  /** What they were worked out for. */
  readonly types: string;
  /** For which it is known that they are right. */
  readonly schemas: WeakSet<GraphQLSchema>;
}

const known = new WeakMap<QueryPlan, Compiled>();

export function programOf(schema: GraphQLSchema, plan: QueryPlan, node: FetchNode): Program {
  const program = programsOf(schema, plan).get(node);
  if (!program) throw new TypeError('A fetch must be one of its plan.');
  return program;
}

/** The same for a schema in which the types that the plan names are the same. */
export function programsOf(schema: GraphQLSchema, plan: QueryPlan): Programs {
  const compiled = known.get(plan);
  if (compiled?.schemas.has(schema)) return compiled.programs;
  const types = new PlannedTypes(schema, typesNamedBy(plan));
  const schemas = new WeakSet([schema]);
  if (compiled?.types === types.text) {
    compiled.schemas.add(schema);
    return compiled.programs;
  }
  const programs = compile(types, plan);
  known.set(plan, { programs, types: types.text, schemas });
  return programs;
}

function compile(types: PlannedTypes, plan: QueryPlan): Programs {
  const sharing = sharingPaths(plan);
  const entity = ({ alias, variable, paths, renames, ...rest }: EntityFetch): EntityProgram => ({
    alias,
    opening: `${JSON.stringify(variable)}:`,
    paths: paths.map((path) => ({ path: compilePath(types, path), shares: sharing.has(path) })),
    representations: representationsFor(types, { alias, variable, paths, renames, ...rest }),
    renames: compileRenames(types, renames),
  });
  return new Map(
    fetchesOf(plan).map((node) => [
      node,
      {
        opening: `{"query":${JSON.stringify(node.text)}`,
        variables: node.variables.map((name) => ({ name, opening: `${JSON.stringify(name)}:` })),
        entities: node.entities.map(entity),
        renames: compileRenames(types, node.renames),
      },
    ]),
  );
}

function typesNamedBy(plan: QueryPlan): string[] {
  return fetchesOf(plan).flatMap(({ entities, renames }) => [
    ...renames.flatMap(({ path }) => namedByPath(path)),
    ...entities.flatMap((entity) => [
      ...[...entity.paths, ...entity.renames.map(({ path }) => path)].flatMap(namedByPath),
      ...entity.typeNames.map(({ type }) => type),
      ...entity.requires.flatMap(namedBySelection),
    ]),
  ]);
}

function namedByPath(path: EntityFetch['paths'][number]): readonly string[] {
  return path.flatMap((part) => (typeof part === 'string' ? [] : part.types));
}

function namedBySelection({ type, fields }: RequiresSelection): string[] {
  const inner = fields.flatMap(({ selections = [] }) => selections.flatMap(namedBySelection));
  return type === undefined ? inner : [type, ...inner];
}
