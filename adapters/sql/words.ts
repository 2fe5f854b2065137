/** The contract's words, where a column may hold them as they are. */
import type {
  AdministrativeState,
  LifecycleState,
  LinkMedium,
  OperationalState,
  RelationshipType,
  ResourceKind,
} from '#schema/types/inventory.ts';
import type {
  ServiceCategory,
  ServiceOperatingStatus,
  ServiceState,
  SupportRole,
} from '#schema/types/services.ts';

/** Every word of a type of the contract; does not compile while one is missing. */
function words<Word extends string>() {
  return <const List extends readonly [Word, ...Word[]]>(
    ...list: [Word] extends [List[number]] ? List : never
  ): List => list;
}

export const RESOURCE_KINDS = words<ResourceKind>()(
  'SITE',
  'DEVICE',
  'CARD',
  'PORT',
  'LINK',
  'VIRTUAL_FUNCTION',
  'OTHER',
);
export const ADMINISTRATIVE_STATES = words<AdministrativeState>()('LOCKED', 'UNLOCKED', 'SHUTTING_DOWN');
export const OPERATIONAL_STATES = words<OperationalState>()('ENABLED', 'DISABLED');
export const LIFECYCLE_STATES = words<LifecycleState>()('PLANNED', 'INSTALLED', 'PENDING_REMOVAL', 'REMOVED');
export const LINK_MEDIA = words<LinkMedium>()(
  'FIBRE',
  'COPPER',
  'MICROWAVE',
  'ETHERNET',
  'OPTICAL_CHANNEL',
  'LOGICAL',
);
export const RELATIONSHIP_TYPES = words<RelationshipType>()(
  'SUPPORTS',
  'PROTECTS',
  'MEMBER_OF',
  'HOSTS',
  'CONNECTS',
);
export const SERVICE_CATEGORIES = words<ServiceCategory>()(
  'CUSTOMER_FACING',
  'RESOURCE_FACING',
  'NETWORK_SLICE',
);
export const SERVICE_STATES = words<ServiceState>()(
  'FEASIBILITY_CHECKED',
  'DESIGNED',
  'RESERVED',
  'INACTIVE',
  'ACTIVE',
  'SUSPENDED',
  'TERMINATED',
);
export const OPERATING_STATUSES = words<ServiceOperatingStatus>()(
  'PENDING',
  'CONFIGURED',
  'STARTING',
  'RUNNING',
  'DEGRADED',
  'FAILED',
  'LIMITED',
  'STOPPING',
  'STOPPED',
  'UNKNOWN',
);
export const SUPPORT_ROLES = words<SupportRole>()('WORKING', 'PROTECTION', 'ENDPOINT');
