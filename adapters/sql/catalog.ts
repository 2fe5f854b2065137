/** A mapping made ready: its types in the order of their ids, with everything that statements and records need. */
import type { CustomerRecord, ServiceRecord } from '#schema/ports/services.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import { compareText } from '#schema/order.ts';
import type { SupportRole } from '#schema/types/services.ts';
import { Columns } from './columns.ts';
import { type MappingContext, fieldContext, referenceContext } from './context.ts';
import { type Field, textField, wordField } from './fields.ts';
import { type CustomerFields, type ServiceFields, customerFields, serviceFields } from './map-service.ts';
import { type ResourceFields, resourceFields } from './map-resource.ts';
import type { BuildSpec, Mapping, RelationshipSpec, ResourceSpec, SupportSpec } from './mapping.ts';
import type { ReferenceSpec, RelationSpec } from './mapping-parts.ts';
import { type RecordType, fromRelation, keyColumns, recordType } from './record-type.ts';
import { type Reference, type Target, reference } from './references.ts';
import type { Sql } from './sql.ts';
import { SUPPORT_ROLES } from './words.ts';

export interface ResourceType extends RecordType<ResourceRecord> {
  readonly spec: ResourceSpec;
  readonly fields: ResourceFields;
  /** Which records were merged into which; null where the mapping says nothing of it. */
  readonly merges: Merges | null;
}
export interface ServiceType extends RecordType<ServiceRecord> {
  readonly fields: ServiceFields;
}
export interface CustomerType extends RecordType<CustomerRecord> {
  readonly fields: CustomerFields;
}

/** Rows that join records; what they join is in their references. */
export interface Joining {
  /** Where it stands in the mapping. */
  readonly path: string;
  readonly from: Sql;
  readonly columns: Columns;
}

/** Rows of a record as it was and the one that it is a part of now. */
export interface Merges extends Joining {
  readonly former: Reference;
  readonly current: Reference;
}

export interface Container extends Joining {
  readonly service: Reference;
  readonly container: Reference;
}

export interface Support extends Joining {
  readonly service: Reference;
  readonly resource: readonly Reference[];
  /** What leads to the service from everything that holds or ends the resource. */
  readonly inside: readonly Container[];
  readonly role: Field<SupportRole>;
  readonly protectionGroup: Field<string>;
}
export interface Build extends Joining {
  readonly service: Reference;
  readonly builtFrom: Reference;
}
export interface Relationship extends Joining {
  readonly type: RelationshipSpec['type'];
  readonly source: readonly Reference[];
  readonly to: readonly Reference[];
  readonly role: Field<string>;
}

export interface Catalog {
  readonly resources: readonly ResourceType[];
  readonly services: readonly ServiceType[];
  readonly customers: readonly CustomerType[];
  readonly supports: readonly Support[];
  readonly builds: readonly Build[];
  readonly relationships: readonly Relationship[];
  /** Every relation with references to other sources. */
  readonly foreign: readonly (Joining & { readonly reference: Reference })[];
}

export function targetsOf(mapping: Mapping): Pick<MappingContext, 'resources' | 'services' | 'customers'> {
  return {
    resources: targets(mapping.resources, (spec) => spec.kind),
    services: targets(mapping.services, () => null),
    customers: targets(mapping.customers, () => null),
  };
}

export function compileMapping(mapping: Mapping, context: MappingContext): Catalog {
  const resources = sorted(mapping.resources).map(([name, spec]): ResourceType => {
    const columns = new Columns();
    const fields = resourceFields(name, spec, context, columns);
    const merges = spec.formerKeys ? mergesOf(name, spec.formerKeys, context) : null;
    return { ...recordType(name, spec, context, columns, fields.read), spec, fields, merges };
  });
  const services = sorted(mapping.services).map(([name, spec]): ServiceType => {
    const columns = new Columns();
    const fields = serviceFields(name, spec, context, columns);
    return { ...recordType(name, spec, context, columns, fields.read), fields };
  });
  const customers = sorted(mapping.customers).map(([name, spec]): CustomerType => {
    const columns = new Columns();
    const fields = customerFields(spec, context, columns);
    return { ...recordType(name, spec, context, columns, fields.read), fields };
  });
  const supports = mapping.supports.map((spec, i) => support(spec, `supports[${i}]`, context));
  const builds = mapping.builds.map((spec, i) => build(spec, `builds[${i}]`, context));
  const relationships = mapping.relationships.map((spec, i) =>
    relationship(spec, `relationships[${i}]`, context),
  );
  const foreign = [
    ...resources.flatMap((type) =>
      referencesOf(type.fields).map((one) => ({ ...joiningOf(type), reference: one })),
    ),
    ...supports.flatMap((one) => [
      ...one.resource.map((ref) => ({ ...one, reference: ref })),
      ...one.inside.map((inside) => ({ ...inside, reference: inside.container })),
    ]),
    ...relationships.flatMap((one) => [...one.source, ...one.to].map((ref) => ({ ...one, reference: ref }))),
  ].filter((one) => one.reference.foreign !== null);
  return { resources, services, customers, supports, builds, relationships, foreign };
}

/** Everything that a resource's own row leads to. */
function referencesOf({ ancestors, aEnd, zEnd, portLink, host }: ResourceFields): Reference[] {
  return [...ancestors, ...aEnd, ...zEnd, ...portLink, ...host];
}

function joiningOf(type: ResourceType): Joining {
  return { path: `resources.${type.name}`, from: type.from, columns: type.columns };
}

function joining(path: string, spec: { relation: RelationSpec }, context: MappingContext): Joining {
  return { path, from: fromRelation(spec.relation, context.dialect), columns: new Columns() };
}

function mergesOf(
  type: string,
  spec: NonNullable<ResourceSpec['formerKeys']>,
  context: MappingContext,
): Merges {
  const base = joining(`resources.${type}.formerKeys`, spec, context);
  const own = (column: readonly string[]): Reference =>
    reference(
      { type, column: [...column], optional: false },
      referenceContext(context, base.columns, context.resources),
    );
  return { ...base, former: own(spec.former), current: own(spec.current) };
}

function support(spec: SupportSpec, path: string, context: MappingContext): Support {
  const base = joining(path, spec, context);
  const resourceOf =
    ({ columns }: Joining) =>
    (one: ReferenceSpec): Reference =>
      reference(one, referenceContext(context, columns, context.resources));
  const serviceOf = ({ columns }: Joining): Reference =>
    reference(spec.service, referenceContext(context, columns, context.services));
  const containersOf = (from: Joining, inside: readonly ReferenceSpec[]): Container[] => {
    const service = serviceOf(from);
    return inside.map(resourceOf(from)).map((container) => ({ ...from, service, container }));
  };
  return {
    ...base,
    service: serviceOf(base),
    resource: spec.resource.map(resourceOf(base)),
    inside: [
      ...containersOf(base, spec.inside),
      ...spec.containers.flatMap((one, i) =>
        containersOf(joining(`${path}.containers[${i}]`, one, context), one.inside),
      ),
    ],
    role: wordField(spec.role, SUPPORT_ROLES, fieldContext(context, base.columns)),
    protectionGroup: textField(spec.protectionGroup, fieldContext(context, base.columns)),
  };
}

function build(spec: BuildSpec, path: string, context: MappingContext): Build {
  const base = joining(path, spec, context);
  const service = (one: ReferenceSpec): Reference =>
    reference(one, referenceContext(context, base.columns, context.services));
  return { ...base, service: service(spec.service), builtFrom: service(spec.builtFrom) };
}

function relationship(spec: RelationshipSpec, path: string, context: MappingContext): Relationship {
  const base = joining(path, spec, context);
  const resource = (one: ReferenceSpec): Reference =>
    reference(one, referenceContext(context, base.columns, context.resources));
  return {
    ...base,
    type: spec.type,
    source: spec.from.map(resource),
    to: spec.to.map(resource),
    role: textField(spec.role, fieldContext(context, base.columns)),
  };
}

function targets<Spec extends Parameters<typeof keyColumns>[0]>(
  specs: Readonly<Record<string, Spec>>,
  kindOf: (spec: Spec) => string | null,
): ReadonlyMap<string, Target> {
  return new Map(
    Object.entries(specs).map(([name, spec]) => [name, { name, kind: kindOf(spec), key: keyColumns(spec) }]),
  );
}

/** In the order of their ids. */
function sorted<Spec>(specs: Readonly<Record<string, Spec>>): [string, Spec][] {
  return Object.entries(specs).sort(([a], [b]) => compareText(`${a}.`, `${b}.`));
}
