// Generated from schema/contracts by `npm run generate`. Not for editing.
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, RFC 3339, UTC, millisecond precision, e.g. 2026-03-01T07:30:00.000Z. */
  DateTime: { input: string; output: string; }
  link__Import: { input: unknown; output: unknown; }
  federation__FieldSet: { input: unknown; output: unknown; }
  federation__Scope: { input: unknown; output: unknown; }
  federation__Policy: { input: unknown; output: unknown; }
  federation__ContextFieldValue: { input: unknown; output: unknown; }
  _Any: { input: unknown; output: unknown; }
};

/** Where a page stands in its connection. */
export type PageInfo = {
  /** True if at least one record follows the last edge of this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True if this page was asked for with `after`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** The cursor of the last edge, to go on with as `after`; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** Where a record came from: which system holds it, under which name, and how fresh this copy is. */
export type SourceRecord = {
  /** The source's name in the configuration. */
  readonly source: Scalars['String']['output'];
  /** The source's own key for the record. */
  readonly nativeId: Scalars['String']['output'];
  /** When the source was last read for this record. */
  readonly asOf: Scalars['DateTime']['output'];
  /** A deep link into the source's own user interface. */
  readonly href?: Maybe<Scalars['String']['output']>;
};

/** How a text is compared, by code point. Exactly one of its fields is given. */
export type StringMatch = {
  /** The whole text. */
  readonly equals?: InputMaybe<Scalars['String']['input']>;
  /** One of these texts. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How the text begins. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
  /** A part of the text. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
};

/** Everything a client can ask for; each domain adds its own fields. */
export type Query = {
  /** One service by its id; null where its owner does not know it. */
  readonly service?: Maybe<Service>;
  /** The services of every service inventory as one list. */
  readonly services?: Maybe<ServiceConnection>;
  /** One customer by its id; null where its owner does not know it. */
  readonly customer?: Maybe<Customer>;
  /** The customers of every service inventory as one list. */
  readonly customers?: Maybe<CustomerConnection>;
  readonly _entities: ReadonlyArray<Maybe<_Entity>>;
  readonly _service: _Service;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryServiceArgs = {
  id: Scalars['ID']['input'];
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryServicesArgs = {
  filter?: InputMaybe<ServiceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryCustomersArgs = {
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type Query_EntitiesArgs = {
  representations: ReadonlyArray<Scalars['_Any']['input']>;
};

/** What a customer gets (CFS), what it is built from (RFS), or a network slice: TMF638 Service. */
export type Service = {
  /** Opaque: <source that minted it>/<token>. */
  readonly id: Scalars['ID']['output'];
  /** The name its owner gives it today. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The region it belongs to. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Customer facing, resource facing, or a slice. */
  readonly category?: Maybe<ServiceCategory>;
  /** Finer than category, in the source's own words: E-Line, FTTH, STM-16, ... */
  readonly serviceType?: Maybe<Scalars['String']['output']>;
  /** TMF638 lifecycle state. */
  readonly state?: Maybe<ServiceState>;
  /** TMF638 operating status, as its owner says it; alarms are not weighed in. */
  readonly operatingStatus?: Maybe<ServiceOperatingStatus>;
  /** When it began. */
  readonly startDate?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended or will end. */
  readonly endDate?: Maybe<Scalars['DateTime']['output']>;
  /** Who gets it. */
  readonly customer?: Maybe<Customer>;
  /** What this one is built from. */
  readonly supportingServices?: Maybe<ServiceConnection>;
  /** What is built from this one. */
  readonly dependentServices?: Maybe<ServiceConnection>;
  /** The resources it stands on. */
  readonly supportingResources?: Maybe<ServiceResourceConnection>;
  /** The systems that hold a record of it. */
  readonly sourceRecords?: Maybe<ReadonlyArray<SourceRecord>>;
};


/** What a customer gets (CFS), what it is built from (RFS), or a network slice: TMF638 Service. */
export type ServiceSupportingServicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What a customer gets (CFS), what it is built from (RFS), or a network slice: TMF638 Service. */
export type ServiceDependentServicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What a customer gets (CFS), what it is built from (RFS), or a network slice: TMF638 Service. */
export type ServiceSupportingResourcesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Who gets services: TMF629 Customer, as far as operations need to know. */
export type Customer = {
  /** Opaque: <source that minted it>/<token>. */
  readonly id: Scalars['ID']['output'];
  /** The customer's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The region it belongs to. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** The operator's own class of customer, in the source's own words. */
  readonly tier?: Maybe<Scalars['String']['output']>;
  /** What the customer gets. */
  readonly services?: Maybe<ServiceConnection>;
};


/** Who gets services: TMF629 Customer, as far as operations need to know. */
export type CustomerServicesArgs = {
  filter?: InputMaybe<ServiceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type Resource = {
  /** Opaque: <source that minted it>/<token>. It survives a renaming, is never reused, and never changes its meaning. */
  readonly id: Scalars['ID']['output'];
  /** Services that stand on this resource, directly or (CONTAINED) on anything inside it. */
  readonly services?: Maybe<ServiceConnection>;
};


/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type ResourceServicesArgs = {
  filter?: InputMaybe<ServiceFilter>;
  scope?: InputMaybe<Scope>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How far a question about a resource reaches. */
export type Scope =
  /** On exactly this resource. */
  | 'SELF'
  /** On it and on everything inside it. */
  | 'CONTAINED';

/** SID service categories. */
export type ServiceCategory =
  /** What a customer buys. */
  | 'CUSTOMER_FACING'
  /** What customer facing services are built from. */
  | 'RESOURCE_FACING'
  /** 3GPP network slice or slice subnet. */
  | 'NETWORK_SLICE';

/** TMF638 service states. */
export type ServiceState =
  /** Can it be done? It can. */
  | 'FEASIBILITY_CHECKED'
  /** Laid out, nothing taken yet. */
  | 'DESIGNED'
  /** Resources are set aside. */
  | 'RESERVED'
  /** There, not in use. */
  | 'INACTIVE'
  /** In use. */
  | 'ACTIVE'
  /** Held back for a while. */
  | 'SUSPENDED'
  /** Over. */
  | 'TERMINATED';

/** TMF638 operating status. */
export type ServiceOperatingStatus =
  /** Waiting for something. */
  | 'PENDING'
  /** Configured, not started. */
  | 'CONFIGURED'
  /** On its way up. */
  | 'STARTING'
  /** Working. */
  | 'RUNNING'
  /** Working worse than agreed. */
  | 'DEGRADED'
  /** Not working. */
  | 'FAILED'
  /** Working in part. */
  | 'LIMITED'
  /** On its way down. */
  | 'STOPPING'
  /** Down on purpose. */
  | 'STOPPED'
  /** The source does not say. */
  | 'UNKNOWN';

/** Which services; every condition that is given must hold. A list is never empty. */
export type ServiceFilter = {
  /** By name. */
  readonly name?: InputMaybe<StringMatch>;
  /** In one of these regions. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these categories. */
  readonly category?: InputMaybe<ReadonlyArray<ServiceCategory>>;
  /** Of one of these types, in the source's own words. */
  readonly serviceType?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In one of these states. */
  readonly state?: InputMaybe<ReadonlyArray<ServiceState>>;
  /** In one of these operating statuses. */
  readonly operatingStatus?: InputMaybe<ReadonlyArray<ServiceOperatingStatus>>;
  /** Of one of these customers. */
  readonly customer?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Which customers; every condition that is given must hold. A list is never empty. */
export type CustomerFilter = {
  /** By name. */
  readonly name?: InputMaybe<StringMatch>;
  /** In one of these regions. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these classes. */
  readonly tier?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of services. */
export type ServiceConnection = {
  /** The services, in order. */
  readonly edges: ReadonlyArray<ServiceEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown. A member counts what it minted: a copy is counted by its owner. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One service of a list. */
export type ServiceEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** The service. */
  readonly node?: Maybe<Service>;
};

/** A page of the resources that a service stands on. */
export type ServiceResourceConnection = {
  /** The resources, in order. */
  readonly edges: ReadonlyArray<ServiceResourceEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One resource that a service stands on. */
export type ServiceResourceEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** The part it plays. */
  readonly role?: Maybe<SupportRole>;
  /** Resources of one group back each other up; the service is down only when all of a group are. */
  readonly protectionGroup?: Maybe<Scalars['String']['output']>;
  /** The resource; null where the source names something that no inventory knows. */
  readonly node?: Maybe<Resource>;
};

/** The part a resource plays for a service. */
export type SupportRole =
  /** Carries it. */
  | 'WORKING'
  /** Takes over. */
  | 'PROTECTION'
  /** Where it begins or ends. */
  | 'ENDPOINT';

/** A page of customers. */
export type CustomerConnection = {
  /** The customers, in order. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown. A member counts what it minted: a copy is counted by its owner. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One customer of a list. */
export type CustomerEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** The customer. */
  readonly node?: Maybe<Customer>;
};

export type Link__Purpose =
  /** `SECURITY` features provide metadata necessary to securely resolve fields. */
  | 'SECURITY'
  /** `EXECUTION` features provide metadata necessary for operation execution. */
  | 'EXECUTION';

export type _Service = {
  readonly sdl?: Maybe<Scalars['String']['output']>;
};

export type _Entity = Customer | Resource | Service;
