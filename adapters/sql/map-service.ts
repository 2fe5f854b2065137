/** Rows to services and customers: pure and total. */
import type { CustomerRecord, ServiceRecord } from '#schema/ports/services.ts';
import type { CustomerFilter, ServiceFilter } from '#schema/types/services.ts';
import type { Columns } from './columns.ts';
import { type MappingContext, fieldContext, referenceContext } from './context.ts';
import { type Admission, Leftovers, textField, wordField } from './fields.ts';
import type { Key } from './keys.ts';
import { admitted, constantSpec, referred } from './map-resource.ts';
import type { CustomerSpec, ServiceSpec } from './mapping.ts';
import type { FieldSpec } from './mapping-parts.ts';
import { type Reference, reference } from './references.ts';
import { nativeKey } from './token.ts';
import type { Row } from './types.ts';
import { OPERATING_STATUSES, SERVICE_CATEGORIES, SERVICE_STATES } from './words.ts';

export interface ServiceFields {
  readonly customer: Reference | null;
  read(row: Row, key: Key, id: string): ServiceRecord;
  /** Each condition of a filter but name and customer. */
  admits(filter: ServiceFilter): Admission[];
}

export function serviceFields(
  name: string,
  spec: ServiceSpec,
  context: MappingContext,
  columns: Columns,
): ServiceFields {
  const field = fieldContext(context, columns);
  const label = textField(spec.name, field);
  const region = textField(regionSpec(spec.region, context), field);
  const category = wordField(spec.category, SERVICE_CATEGORIES, field);
  const serviceType = textField(spec.serviceType, field);
  const state = wordField(spec.state, SERVICE_STATES, field);
  const status = wordField(spec.operatingStatus, OPERATING_STATUSES, field);
  const startDate = textField(instantSpec(spec.startDate), field);
  const endDate = textField(instantSpec(spec.endDate), field);
  const customer = spec.customer
    ? reference(spec.customer, referenceContext(context, columns, context.customers))
    : null;
  return {
    customer,
    read(row, key, id) {
      const left = new Leftovers();
      return {
        id,
        name: label.read(row, left),
        region: region.read(row, left),
        category: category.read(row, left),
        serviceType: serviceType.read(row, left),
        state: state.read(row, left),
        operatingStatus: status.read(row, left),
        startDate: startDate.read(row, left),
        endDate: endDate.read(row, left),
        customer: referred(customer?.id(row) ?? null),
        sourceRecords: [
          {
            source: context.source,
            nativeId: `${name}.${nativeKey(key)}`,
            asOf: new Date(context.now()).toISOString(),
            href: null,
          },
        ],
      };
    },
    admits: (filter) => [
      ...admitted(region, filter.region),
      ...admitted(category, filter.category),
      ...admitted(serviceType, filter.serviceType),
      ...admitted(state, filter.state),
      ...admitted(status, filter.operatingStatus),
    ],
  };
}

export interface CustomerFields {
  read(row: Row, key: Key, id: string): CustomerRecord;
  admits(filter: CustomerFilter): Admission[];
}

export function customerFields(
  spec: CustomerSpec,
  context: MappingContext,
  columns: Columns,
): CustomerFields {
  const field = fieldContext(context, columns);
  const name = textField(spec.name, field);
  const region = textField(regionSpec(spec.region, context), field);
  const tier = textField(spec.tier, field);
  return {
    read(row, _key, id) {
      const left = new Leftovers();
      return { id, name: name.read(row, left), region: region.read(row, left), tier: tier.read(row, left) };
    },
    admits: (filter) => [...admitted(region, filter.region), ...admitted(tier, filter.tier)],
  };
}

function regionSpec(spec: FieldSpec | undefined, { region }: MappingContext): FieldSpec | undefined {
  return spec ?? (region === null ? undefined : constantSpec(region));
}

/** A DateTime of the contract is an instant unless the mapping says how else it is read. */
function instantSpec(spec: FieldSpec | undefined): FieldSpec | undefined {
  return spec && { ...spec, as: spec.as ?? 'time' };
}
