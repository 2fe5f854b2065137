/** Sites and locations. In Nautobot, which has no sites, every location is one. */
import type { Location } from '#schema/types/inventory.ts';
import { type MapContext, type Mapped, base, fieldOf, refer } from './map.ts';
import { lifecycleOf } from './states.ts';
import type { LocationRow, SiteRow } from './types.ts';

export function mapSite(row: SiteRow, context: MapContext): Mapped {
  return {
    container: null,
    region: row.region?.id ?? null,
    record: {
      ...base(
        {
          type: 'site',
          row,
          page: 'dcim/sites',
          identifiers: [
            ['NAME', row.name],
            ['CLLI', fieldOf(row, context.options.clli)],
          ],
          characteristics: {
            slug: row.slug,
            facility: row.facility,
            regionName: row.region?.name,
            group: row.group?.name,
          },
        },
        context,
      ),
      kind: 'SITE',
      resourceType: 'site',
      name: row.name ?? null,
      lifecycleState: lifecycleOf(row.status),
      location: locationOf(row, context),
    },
  };
}

export function mapLocation(row: LocationRow, context: MapContext): Mapped {
  const isPlace = context.dialect.product === 'Nautobot';
  const container = refer(context, 'location', row.parent) ?? refer(context, 'site', row.site);
  return {
    container,
    record: {
      ...base(
        {
          type: 'location',
          row,
          page: 'dcim/locations',
          identifiers: [
            ['NAME', row.name],
            ['CLLI', isPlace ? fieldOf(row, context.options.clli) : null],
          ],
          characteristics: { slug: row.slug, facility: row.facility },
        },
        context,
      ),
      kind: isPlace ? 'SITE' : 'OTHER',
      resourceType: row.location_type?.name ?? 'location',
      name: row.name ?? null,
      lifecycleState: lifecycleOf(row.status),
      ...(isPlace && { location: locationOf(row, context) }),
    },
  };
}

function locationOf(row: SiteRow | LocationRow, { options }: MapContext): Location {
  const country = fieldOf(row, options.country);
  return {
    clli: fieldOf(row, options.clli),
    address: row.physical_address ?? null,
    country: country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : null,
    latitude: row.latitude ?? null,
    longitude: row.longitude ?? null,
  };
}
