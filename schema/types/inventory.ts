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
  /** One resource by its id; null where its owner does not know it. */
  readonly resource?: Maybe<Resource>;
  /** The resources of every inventory as one list. */
  readonly resources?: Maybe<ResourceConnection>;
  /**
   * Who is known by these identifiers? One answer per key, in order; more than one candidate means that the key is ambiguous. Whoever binds
   * objects of his own by the answers asks with basis INVENTORY: what others have bound is no evidence.
   */
  readonly resolve?: Maybe<ReadonlyArray<Resolution>>;
  readonly _entities: ReadonlyArray<Maybe<_Entity>>;
  readonly _service: _Service;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryResourceArgs = {
  id: Scalars['ID']['input'];
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryResourcesArgs = {
  filter?: InputMaybe<ResourceFilter>;
  orderBy?: InputMaybe<ResourceOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryResolveArgs = {
  keys: ReadonlyArray<IdentifierInput>;
  filter?: InputMaybe<ResolutionFilter>;
  basis?: InputMaybe<ResolutionBasis>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type Query_EntitiesArgs = {
  representations: ReadonlyArray<Scalars['_Any']['input']>;
};

/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type Resource = {
  /** Opaque: <source that minted it>/<token>. It survives a renaming, is never reused, and never changes its meaning. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind?: Maybe<ResourceKind>;
  /** Finer than kind, in the source's own words: router, OLT, gNB, VLAN, cell, splice, ... */
  readonly resourceType?: Maybe<Scalars['String']['output']>;
  /** The name its owner gives it today. A label, never a key. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The region it belongs to. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** RAN, IP, OPTICAL, CORE, FIBRE, ACCESS, POWER, ... */
  readonly technology?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** X.731 administrative state: may it be used? */
  readonly administrativeState?: Maybe<AdministrativeState>;
  /** X.731 operational state: can it be used? */
  readonly operationalState?: Maybe<OperationalState>;
  /** Where it is in its life, from planned to removed. */
  readonly lifecycleState?: Maybe<LifecycleState>;
  /** What directly contains it: a card its device, a device its site. */
  readonly container?: Maybe<Resource>;
  /** The managed element it belongs to; itself for a device. */
  readonly device?: Maybe<Resource>;
  /** The site it stands on; itself for a site. */
  readonly site?: Maybe<Resource>;
  /** Everything that contains it, nearest first. */
  readonly ancestorIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** What it directly contains; everything inside it: resources(filter: {within: ...}). */
  readonly contains?: Maybe<ResourceConnection>;
  /** How it relates to others besides containment. */
  readonly relationships?: Maybe<RelationshipConnection>;
  /** Every name by which some system knows it. */
  readonly identifiers?: Maybe<ReadonlyArray<Identifier>>;
  /** Ids under which it was known before a merge; they still resolve. */
  readonly formerIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** The systems that hold a record of it. */
  readonly sourceRecords?: Maybe<ReadonlyArray<SourceRecord>>;
  /** What has no field of its own. */
  readonly characteristics?: Maybe<ReadonlyArray<Characteristic>>;
  /** Of a site: where it is. */
  readonly location?: Maybe<Location>;
  /** Of a device or card: the box that fills the position. */
  readonly equipment?: Maybe<Equipment>;
  /** Of a port. */
  readonly port?: Maybe<PortFacet>;
  /** Of a link. */
  readonly link?: Maybe<LinkFacet>;
  /** Of a virtual function. */
  readonly function?: Maybe<FunctionFacet>;
};


/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type ResourceContainsArgs = {
  filter?: InputMaybe<ResourceFilter>;
  orderBy?: InputMaybe<ResourceOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type ResourceRelationshipsArgs = {
  type?: InputMaybe<ReadonlyArray<RelationshipType>>;
  direction?: InputMaybe<Direction>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Of a site: where it is. */
export type Location = {
  /** Common Language Location Identifier, where the operator uses one. */
  readonly clli?: Maybe<Scalars['String']['output']>;
  /** Street address in the source's own words. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** ISO 3166-1 alpha-2. */
  readonly country?: Maybe<Scalars['String']['output']>;
  /** Degrees north, WGS 84. */
  readonly latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84. */
  readonly longitude?: Maybe<Scalars['Float']['output']>;
};

/** Of a device or card: the box that fills the position. A new serial number is a replacement, not a new resource. */
export type Equipment = {
  /** What it does in the network, e.g. PE, aggregation, OLT. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** Who made it. */
  readonly vendor?: Maybe<Scalars['String']['output']>;
  /** The maker's model name. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** The maker's part number. */
  readonly partNumber?: Maybe<Scalars['String']['output']>;
  /** The maker's serial number. */
  readonly serialNumber?: Maybe<Scalars['String']['output']>;
  /** What runs on it. */
  readonly softwareVersion?: Maybe<Scalars['String']['output']>;
  /** The IP address or host name it is managed at. */
  readonly managementAddress?: Maybe<Scalars['String']['output']>;
  /** Of a card: its slot in the device. */
  readonly slot?: Maybe<Scalars['String']['output']>;
};

/** Of a port. */
export type PortFacet = {
  /** Bits per second. */
  readonly speed?: Maybe<Scalars['Float']['output']>;
  /** IEEE 802 address, colon separated. */
  readonly macAddress?: Maybe<Scalars['String']['output']>;
  /** IP addresses on it. */
  readonly ipAddresses?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The link that ends on it. */
  readonly link?: Maybe<Resource>;
};

/** Of a link: a fibre, a cable, a wavelength, a circuit. */
export type LinkFacet = {
  /** What carries it. */
  readonly medium?: Maybe<LinkMedium>;
  /** Bits per second. */
  readonly capacity?: Maybe<Scalars['Float']['output']>;
  /** Metres. */
  readonly length?: Maybe<Scalars['Float']['output']>;
  /** One end: a port, or a device where the port is not known. */
  readonly aEnd?: Maybe<Resource>;
  /** The other end. */
  readonly zEnd?: Maybe<Resource>;
};

/** Of a virtual function. */
export type FunctionFacet = {
  /** AMF, SMF, UPF, vFW, ... */
  readonly functionType?: Maybe<Scalars['String']['output']>;
  /** What it runs on. */
  readonly host?: Maybe<Resource>;
};

/** A named value that has no field of its own. */
export type Characteristic = {
  /** Its name in the source. */
  readonly name: Scalars['String']['output'];
  /** Its value as text. */
  readonly value: Scalars['String']['output'];
};

/** A name by which a system knows a resource. scope: within what the value is unique (a device's id for a port name, a VRF for an address). */
export type Identifier = {
  /** What kind of name it is. */
  readonly type: IdentifierType;
  /** Within what the value is unique; null where it stands alone. */
  readonly scope?: Maybe<Scalars['String']['output']>;
  /** The name itself. */
  readonly value: Scalars['String']['output'];
  /** The source that uses it. */
  readonly source: Scalars['String']['output'];
};

/** An identifier to look up. NAME, FQDN, TL1_TID, CIRCUIT_ID, PORT_NAME and ALIAS compare without regard to case and outer blanks. */
export type IdentifierInput = {
  /** What kind of name it is. */
  readonly type: IdentifierType;
  /** Within what the value is unique, e.g. a device's id for a port name. */
  readonly scope?: InputMaybe<Scalars['String']['input']>;
  /** The name itself. */
  readonly value: Scalars['String']['input'];
};

/** The kinds of names a resource may have. */
export type IdentifierType =
  /** The name in a system. */
  | 'NAME'
  /** Fully qualified domain name. */
  | 'FQDN'
  /** The IP address it is managed at. */
  | 'MANAGEMENT_ADDRESS'
  /** The maker's serial number. */
  | 'SERIAL_NUMBER'
  /** IEEE 802 address. */
  | 'MAC_ADDRESS'
  /** 3GPP TS 32.300 distinguished name. */
  | 'DISTINGUISHED_NAME'
  /** TL1 target identifier. */
  | 'TL1_TID'
  /** Common Language Location Identifier. */
  | 'CLLI'
  /** A port's name within its device (scope: the device's id). */
  | 'PORT_NAME'
  /** A circuit's or link's identifier. */
  | 'CIRCUIT_ID'
  /** A source's own key (scope: the source). */
  | 'NATIVE_ID'
  /** A name that an operator assigned by hand. */
  | 'ALIAS';

/** Who may be meant by a key; every condition that is given must hold. A list is never empty. */
export type ResolutionFilter = {
  /** Resources that one of these sources minted. */
  readonly source?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Resources of one of these regions; one whose region nobody says is in none. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Whose word counts where somebody is looked up. */
export type ResolutionBasis =
  /** What inventories say of their own resources: by this others bind. */
  | 'INVENTORY'
  /** Also what any other system calls a resource that its own object is bound to: by this people search. */
  | 'ANY_SYSTEM';

/** Who is known by one key. */
export type Resolution = {
  /** None: unknown. One: that. More: ambiguous. */
  readonly candidates?: Maybe<ReadonlyArray<Resource>>;
  /** False where somebody who might know it could not be asked, or is still looking up who that is. */
  readonly complete: Scalars['Boolean']['output'];
};

/** How one resource stands to another. */
export type RelationshipType =
  /** It carries the other. */
  | 'SUPPORTS'
  /** It takes over when the other fails. */
  | 'PROTECTS'
  /** It is part of the other, a group. */
  | 'MEMBER_OF'
  /** The other runs on it. */
  | 'HOSTS'
  /** It joins the other to something. */
  | 'CONNECTS';

/** From which side a relationship is seen. */
export type Direction =
  /** From this resource to the other. */
  | 'OUT'
  /** From the other to this resource. */
  | 'IN'
  /** Either way. */
  | 'BOTH';

/** A page of relationships. */
export type RelationshipConnection = {
  /** The relationships, in order. */
  readonly edges: ReadonlyArray<RelationshipEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown, and where several members tell the same and not all are seen. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One relationship. */
export type RelationshipEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** How the two stand to each other. */
  readonly type: RelationshipType;
  /** Seen from the resource that was asked. */
  readonly direction: Direction;
  /** The part the other plays, in the source's own words. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** The other resource. */
  readonly node?: Maybe<Resource>;
};

/** What a resource is. */
export type ResourceKind =
  /** A place. */
  | 'SITE'
  /** A managed element. */
  | 'DEVICE'
  /** A replaceable unit in a device. */
  | 'CARD'
  /** Where a link can end. */
  | 'PORT'
  /** What joins two ends. */
  | 'LINK'
  /** A network function in software. */
  | 'VIRTUAL_FUNCTION'
  /** Anything else; see resourceType. */
  | 'OTHER';

/** X.731 administrative state. */
export type AdministrativeState =
  /** Prohibited from use. */
  | 'LOCKED'
  /** Permitted to be used. */
  | 'UNLOCKED'
  /** No new use; ends with the last user. */
  | 'SHUTTING_DOWN';

/** X.731 operational state. */
export type OperationalState =
  /** Able to work, wholly or partly. */
  | 'ENABLED'
  /** Unable to work. */
  | 'DISABLED';

/** Where a resource is in its life. */
export type LifecycleState =
  /** Designed, not there yet. */
  | 'PLANNED'
  /** There. */
  | 'INSTALLED'
  /** To be taken out. */
  | 'PENDING_REMOVAL'
  /** Taken out. */
  | 'REMOVED';

/** What carries a link. */
export type LinkMedium =
  /** Optical fibre. */
  | 'FIBRE'
  /** Copper pair or coaxial cable. */
  | 'COPPER'
  /** Radio relay. */
  | 'MICROWAVE'
  /** An Ethernet segment. */
  | 'ETHERNET'
  /** A wavelength. */
  | 'OPTICAL_CHANNEL'
  /** A path over other links. */
  | 'LOGICAL';

/** The orders of a list of resources. */
export type ResourceOrder =
  /** By id. */
  | 'ID'
  /** By name, then id. */
  | 'NAME';

/** Which resources; every condition that is given must hold. A list is never empty. */
export type ResourceFilter = {
  /** One of these kinds. */
  readonly kind?: InputMaybe<ReadonlyArray<ResourceKind>>;
  /** One of these types, in the source's own words. */
  readonly resourceType?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** By name. */
  readonly name?: InputMaybe<StringMatch>;
  /** Contained, at any depth, in one of these. */
  readonly within?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** In one of these regions. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these technologies. */
  readonly technology?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In one of these operational states. */
  readonly operationalState?: InputMaybe<ReadonlyArray<OperationalState>>;
  /** In one of these stages of life. */
  readonly lifecycleState?: InputMaybe<ReadonlyArray<LifecycleState>>;
  /** Made by one of these. */
  readonly vendor?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With one of these roles. */
  readonly role?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of resources. */
export type ResourceConnection = {
  /** The resources, in order. */
  readonly edges: ReadonlyArray<ResourceEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown. A member counts what it minted: a copy is counted by its owner. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One resource of a list. */
export type ResourceEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** The resource. */
  readonly node?: Maybe<Resource>;
};

export type Link__Purpose =
  /** `SECURITY` features provide metadata necessary to securely resolve fields. */
  | 'SECURITY'
  /** `EXECUTION` features provide metadata necessary for operation execution. */
  | 'EXECUTION';

export type _Service = {
  readonly sdl?: Maybe<Scalars['String']['output']>;
};

export type _Entity = Resource;
