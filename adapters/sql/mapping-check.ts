/** What a mapping's parts must be to each other; zod has seen each by itself. */
import type { Fault } from '../kit/config/fault.ts';
import { didYouMean } from '../kit/config/suggest.ts';
import type { DialectName } from './dialects/dialect.ts';
import type { FieldSpec, ReferenceSpec, RelationSpec } from './mapping-parts.ts';
import type { Mapping } from './mapping.ts';

type Kind = 'resources' | 'services' | 'customers';

export function checkMapping(mapping: Mapping, dialect: DialectName): Fault[] {
  const check = new Check(mapping, dialect);
  check.all();
  return check.faults;
}

class Check {
  readonly faults: Fault[] = [];
  readonly #mapping: Mapping;
  readonly #dialect: DialectName;

  constructor(mapping: Mapping, dialect: DialectName) {
    this.#mapping = mapping;
    this.#dialect = dialect;
  }

  all(): void {
    const { resources, services, customers, supports, builds, relationships } = this.#mapping;
    for (const [kind, types] of Object.entries({ resources, services, customers }))
      for (const [name, spec] of Object.entries(types)) this.#name(`${kind}.${name}.name`, spec.name);
    for (const [name, spec] of Object.entries(resources)) this.#resource(`resources.${name}`, spec);
    for (const [name, spec] of Object.entries(services)) {
      this.#relation(`services.${name}.relation`, spec.relation);
      this.#own(`services.${name}.customer`, spec.customer, 'customers');
      for (const field of ['startDate', 'endDate'] as const)
        if (!['time', undefined].includes(spec[field]?.as))
          this.#fault(`services.${name}.${field}.as`, 'must be time', spec[field]?.as, []);
    }
    for (const [name, spec] of Object.entries(customers))
      this.#relation(`customers.${name}.relation`, spec.relation);
    supports.forEach((spec, i) => {
      this.#relation(`supports.${i}.relation`, spec.relation);
      this.#own(`supports.${i}.service`, spec.service, 'services');
      spec.resource.forEach((ref, j) => this.#reference(`supports.${i}.resource.${j}`, ref, 'resources'));
      spec.inside.forEach((ref, j) => this.#reference(`supports.${i}.inside.${j}`, ref, 'resources'));
      spec.containers.forEach(({ relation, inside }, j) => {
        const path = `supports.${i}.containers.${j}`;
        this.#relation(`${path}.relation`, relation);
        inside.forEach((ref, l) => this.#reference(`${path}.inside.${l}`, ref, 'resources'));
      });
    });
    builds.forEach((spec, i) => {
      this.#relation(`builds.${i}.relation`, spec.relation);
      this.#own(`builds.${i}.service`, spec.service, 'services');
      this.#own(`builds.${i}.builtFrom`, spec.builtFrom, 'services');
    });
    relationships.forEach((spec, i) => {
      this.#relation(`relationships.${i}.relation`, spec.relation);
      for (const side of ['from', 'to'] as const)
        spec[side].forEach((ref, j) => this.#reference(`relationships.${i}.${side}.${j}`, ref, 'resources'));
    });
    this.#namesApart();
  }

  #resource(path: string, spec: Mapping['resources'][string]): void {
    this.#relation(`${path}.relation`, spec.relation);
    spec.ancestors.forEach((ref, i) => this.#reference(`${path}.ancestors.${i}`, ref, 'resources'));
    const ancestors = spec.ancestors.flatMap((ref) => ref.type ?? []);
    spec.identifiers.forEach(({ type, scope }, i) => {
      if (scope !== undefined && !ancestors.includes(scope))
        this.#fault(`${path}.identifiers.${i}.scope`, 'must name one of the ancestors', scope, ancestors);
      if (type === 'PORT_NAME' && scope === undefined)
        this.#fault(
          `${path}.identifiers.${i}.scope`,
          'must name the device that a PORT_NAME is unique in',
          undefined,
          [],
        );
    });
    this.#formerKeys(`${path}.formerKeys`, spec);
    const { port, link } = spec;
    port?.link?.forEach((ref, i) => this.#reference(`${path}.port.link.${i}`, ref, 'resources'));
    link?.aEnd?.forEach((ref, i) => this.#reference(`${path}.link.aEnd.${i}`, ref, 'resources'));
    link?.zEnd?.forEach((ref, i) => this.#reference(`${path}.link.zEnd.${i}`, ref, 'resources'));
    spec.function?.host?.forEach((ref, i) => this.#reference(`${path}.function.host.${i}`, ref, 'resources'));
    if (port?.linkOf !== undefined) {
      const links = Object.entries(this.#mapping.resources).flatMap(([name, one]) =>
        one.link ? [name] : [],
      );
      if (port.link !== undefined)
        this.#fault(`${path}.port.linkOf`, 'must stand without link', port.linkOf, []);
      else if (!links.includes(port.linkOf))
        this.#fault(`${path}.port.linkOf`, 'must name a type with a link facet', port.linkOf, links);
    }
    for (const name of ['latitude', 'longitude'] as const)
      this.#numeric(`${path}.location.${name}`, spec.location?.[name]);
    this.#numeric(`${path}.link.length`, link?.length);
  }

  #formerKeys(path: string, { formerKeys, key }: Mapping['resources'][string]): void {
    if (!formerKeys) return;
    this.#relation(`${path}.relation`, formerKeys.relation);
    for (const side of ['former', 'current'] as const) {
      const columns = formerKeys[side];
      if (columns.length !== key.length)
        this.#fault(
          `${path}.${side}`,
          `must name the ${key.length} column(s) of a key`,
          columns.join(', '),
          [],
        );
    }
  }

  /** Lists are ordered by it in the database. */
  #name(path: string, spec: FieldSpec | undefined): void {
    if (spec && (spec.column === undefined || spec.map || (spec.as ?? 'text') !== 'text'))
      this.#fault(
        path,
        'must be a column as it is; make it in the relation',
        spec.column ?? String(spec.value),
        [],
      );
  }

  #numeric(path: string, spec: FieldSpec | undefined): void {
    if (spec?.as !== undefined && !['decimal', 'decimal-comma'].includes(spec.as))
      this.#fault(`${path}.as`, 'must be decimal or decimal-comma', spec.as, []);
  }

  #relation(path: string, relation: RelationSpec): void {
    if (relation[this.#dialect] === undefined && relation.any === undefined)
      this.#fault(path, `must have a SELECT for ${this.#dialect}`, Object.keys(relation).join(', '), []);
  }

  #own(path: string, ref: ReferenceSpec | undefined, kind: Kind): void {
    if (!ref) return;
    if (ref.foreign) this.#fault(path, 'must be of this source', 'foreign', []);
    else this.#reference(path, ref, kind);
  }

  #reference(path: string, ref: ReferenceSpec, kind: Kind): void {
    if (ref.type === undefined) return;
    const types = this.#mapping[kind];
    const target = Object.hasOwn(types, ref.type) ? types[ref.type] : undefined;
    if (!target) this.#fault(`${path}.type`, `must be a type under ${kind}`, ref.type, Object.keys(types));
    else if (target.key.length !== ref.column?.length)
      this.#fault(
        `${path}.column`,
        `must name the ${target.key.length} column(s) of the key of ${ref.type}`,
        ref.column?.join(', '),
        [],
      );
  }

  /** Resources, services and customers share one id space. */
  #namesApart(): void {
    const seen = new Map<string, string>();
    for (const kind of ['resources', 'services', 'customers'] as const) {
      for (const name of Object.keys(this.#mapping[kind])) {
        const other = seen.get(name);
        if (other !== undefined)
          this.#fault(`${kind}.${name}`, `must have another name than the type under ${other}`, name, []);
        seen.set(name, kind);
      }
    }
  }

  #fault(path: string, rule: string, value: string | undefined, known: readonly string[]): void {
    const remedy = value === undefined ? '' : didYouMean(value, known).trim();
    this.faults.push({
      path: path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      rule,
      got: value === undefined ? 'nothing' : JSON.stringify(value),
      remedy,
    });
  }
}
