/** What of a fetch never changes: worked out once per plan. */
import type { GraphQLSchema } from 'graphql';
import type { EntityFetch, FetchNode, QueryPlan } from '../plan/planner.ts';
import { type Path, type Renaming, compilePath, compileRenames } from './places.ts';
import { type WriteRepresentation, representationWriter } from './representation.ts';
import { fetchesOf, sharingPaths } from './sharing.ts';

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
  readonly write: WriteRepresentation;
  readonly renames: readonly Renaming[];
}

const programs = new WeakMap<QueryPlan, ReadonlyMap<FetchNode, Program>>();

export function programOf(schema: GraphQLSchema, plan: QueryPlan, node: FetchNode): Program {
  let known = programs.get(plan);
  if (!known) programs.set(plan, (known = compile(schema, plan)));
  const program = known.get(node);
  if (!program) throw new TypeError('A fetch must be one of its plan.');
  return program;
}

function compile(schema: GraphQLSchema, plan: QueryPlan): ReadonlyMap<FetchNode, Program> {
  const sharing = sharingPaths(plan);
  const entity = ({ alias, variable, paths, renames, ...rest }: EntityFetch): EntityProgram => ({
    alias,
    opening: `${JSON.stringify(variable)}:`,
    paths: paths.map((path) => ({ path: compilePath(schema, path), shares: sharing.has(path) })),
    write: representationWriter(schema, { alias, variable, paths, renames, ...rest }),
    renames: compileRenames(schema, renames),
  });
  return new Map(
    fetchesOf(plan).map((node) => [
      node,
      {
        opening: `{"query":${JSON.stringify(node.text)}`,
        variables: node.variables.map((name) => ({ name, opening: `${JSON.stringify(name)}:` })),
        entities: node.entities.map(entity),
        renames: compileRenames(schema, node.renames),
      },
    ]),
  );
}
