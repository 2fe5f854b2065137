/** Who must be asked for a field: the ids route, the contract says who holds what, claims and filters narrow. */
import { getArgumentValues } from 'graphql';
import type { Member } from '#schema/ports/member.ts';
import { parseId } from '#schema/ids.ts';
import { heldByArguments } from '#schema/rules.ts';
import { type Precedence, inPrecedence } from '../members/precedence.ts';
import type { FieldPlan, Variables } from './compile.ts';

/** The members of the domain, in order of precedence. */
export type Members = readonly Member[];

export interface Route {
  /** Null where the contract needs nobody: the id and the type's name are known. */
  readonly members: Members;
  /** The id of a field that looks up one record: a bare reference to it stands where its owner is away. */
  readonly lookup?: string;
}

const NOBODY: Route = { members: [] };

/** The source that minted an id, as a member that enumerates; undefined where none of the domain did. */
export function ownerOf(members: Members, id: string): Member | undefined {
  const source = parseId(id)?.source;
  return source === undefined ? undefined : ownerNamed(members, source);
}

export function ownerNamed(members: Members, source: string): Member | undefined {
  return members.find((member) => member.source === source && member.role === 'ENUMERATES');
}

type Values = Readonly<Record<string, unknown>>;

const NO_VALUES: Values = {};
const always = new WeakMap<FieldPlan, Values>();
const ofRequests = new WeakMap<Variables, WeakMap<FieldPlan, Values>>();

/** The values of a field's arguments; worked out once, or once for each request where its variables stand in them. */
export function argumentsOf(field: FieldPlan, variables: Variables): Values {
  if (!field.definition || field.definition.args.length === 0) return NO_VALUES;
  const known = field.usesVariables ? ofRequest(variables) : always;
  let values = known.get(field);
  if (!values) {
    values = getArgumentValues(field.definition, field.node, variables);
    known.set(field, values);
  }
  return values;
}

function ofRequest(variables: Variables): WeakMap<FieldPlan, Values> {
  const known = ofRequests.get(variables) ?? new WeakMap<FieldPlan, Values>();
  ofRequests.set(variables, known);
  return known;
}

/** Who must be asked for a root field. Mutations are split elsewhere. */
export function rootRoute(members: Members, field: FieldPlan, variables: Variables): Route {
  if (!field.definition) return NOBODY;
  const args = argumentsOf(field, variables);
  if (typeof args['id'] === 'string' && field.selection?.shape === 'ENTITY') {
    const owner = ownerOf(members, args['id']);
    return { members: owner ? [owner] : [], lookup: args['id'] };
  }
  const enumerating = everyMember(members, args);
  if (heldByArguments(field.definition, args) !== 'OWNER_AND_CONTRIBUTORS') return { members: enumerating };
  return { members: members.filter((member) => enumerating.includes(member) || says(member, field)) };
}

/** Is it one that only contributes, and has said that it answers this field? */
function says({ role, contributes }: Member, { name, parent }: FieldPlan): boolean {
  return role === 'CONTRIBUTES' && contributes[parent.name]?.includes(name) === true;
}

/** Who must be asked for a field of a record of this owner, in the order in which their shares count. */
export function recordRoute(
  members: Members,
  field: FieldPlan,
  owner: Member | null,
  variables: Variables,
  precedence: Precedence,
): Route {
  if (!field.definition || field.kind === 'ID') return NOBODY;
  if (field.rule.held === 'EVERY_MEMBER')
    return { members: everyMember(members, argumentsOf(field, variables)) };
  const holders = owner ? [owner] : [];
  if (field.rule.held === 'OWNER_AND_CONTRIBUTORS') {
    for (const member of members) {
      if (says(member, field)) holders.push(member);
    }
  }
  return { members: inPrecedence(holders, precedence(field.parent.name, field.name)) };
}

/**
 * All members that enumerate, less those whose claims or names a filter excludes. Where that leaves nobody, one is asked all the
 * same: its own filter answers "none" in the contract's shape.
 */
function everyMember(members: Members, args: Values): Members {
  const all = members.filter((member) => member.role === 'ENUMERATES');
  const filter = args['filter'] as
    | { readonly source?: readonly string[] | null; readonly region?: readonly string[] | null }
    | null
    | undefined;
  const asked = all.filter(
    (member) =>
      (!filter?.source || filter.source.includes(member.source)) &&
      (!filter?.region ||
        member.regions.length === 0 ||
        filter.region.some((region) => member.regions.includes(region))),
  );
  return asked.length > 0 ? asked : all.slice(0, 1);
}
