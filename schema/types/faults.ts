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
  /** One alarm by its id, open or cleared; null where its source does not know it. */
  readonly alarm?: Maybe<Alarm>;
  /** The alarms of every fault system as one list: open ones unless the filter asks otherwise. */
  readonly alarms?: Maybe<AlarmConnection>;
  /** How many open alarms there are, by severity. */
  readonly alarmSummary?: Maybe<AlarmSummary>;
  /** What the graph hears from every fault system: no alarms and no connection are not the same. */
  readonly faultSources?: Maybe<ReadonlyArray<FaultSource>>;
  readonly _entities: ReadonlyArray<Maybe<_Entity>>;
  readonly _service: _Service;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryAlarmArgs = {
  id: Scalars['ID']['input'];
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryAlarmsArgs = {
  filter?: InputMaybe<AlarmFilter>;
  orderBy?: InputMaybe<AlarmOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type QueryAlarmSummaryArgs = {
  filter?: InputMaybe<AlarmFilter>;
};


/** Everything a client can ask for; each domain adds its own fields. */
export type Query_EntitiesArgs = {
  representations: ReadonlyArray<Scalars['_Any']['input']>;
};

/** What a client can do; each domain adds its own fields. */
export type Mutation = {
  /** Takes charge of alarms. Idempotent: acknowledging an acknowledged alarm succeeds. */
  readonly acknowledgeAlarms?: Maybe<AlarmActionPayload>;
  /** Gives alarms back. Idempotent. */
  readonly unacknowledgeAlarms?: Maybe<AlarmActionPayload>;
  /** Adds a comment to alarms. */
  readonly commentAlarms?: Maybe<AlarmActionPayload>;
  /** Clears alarms by hand, where their source lets a person do so. */
  readonly clearAlarms?: Maybe<AlarmActionPayload>;
};


/** What a client can do; each domain adds its own fields. */
export type MutationAcknowledgeAlarmsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
};


/** What a client can do; each domain adds its own fields. */
export type MutationUnacknowledgeAlarmsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
};


/** What a client can do; each domain adds its own fields. */
export type MutationCommentAlarmsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  comment: Scalars['String']['input'];
};


/** What a client can do; each domain adds its own fields. */
export type MutationClearAlarmsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
};

/**
 * One episode, from raised to cleared, of a condition that needs attention, however often it is re-reported. alarmKey names the
 * condition (source, object, type, qualifier) across its episodes: history is a filter by alarmKey, flapping a count of it.
 */
export type Alarm = {
  /** <source>/<token>, e.g. zabbix-west/e10233. */
  readonly id: Scalars['ID']['output'];
  /** The condition, the same for each of its episodes. */
  readonly alarmKey?: Maybe<Scalars['String']['output']>;
  /** Raised or cleared. */
  readonly state?: Maybe<AlarmState>;
  /** X.733 perceived severity; the last one before clearing, for a cleared alarm. */
  readonly perceivedSeverity?: Maybe<PerceivedSeverity>;
  /** X.733 event type. */
  readonly alarmType?: Maybe<AlarmType>;
  /** X.733 name where one fits, UNKNOWN otherwise; the source's own wording stays in specificProblem. */
  readonly probableCause?: Maybe<Scalars['String']['output']>;
  /** What the source says is wrong. */
  readonly specificProblem?: Maybe<Scalars['String']['output']>;
  /** At the network element, by its own clock. */
  readonly alarmRaisedTime?: Maybe<Scalars['DateTime']['output']>;
  /** When it last changed, a reopening included. */
  readonly alarmChangedTime?: Maybe<Scalars['DateTime']['output']>;
  /** When it was cleared; null while it is raised, held open included. */
  readonly alarmClearedTime?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The condition is over, and the alarm is held open in case it comes again: until this instant, by the source's clock. Null where
   * the condition stands, and once the alarm is cleared.
   */
  readonly heldUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Who cleared it by hand. */
  readonly clearUser?: Maybe<Scalars['String']['output']>;
  /** When the source recorded it: the time that lists go by. */
  readonly alarmReportingTime?: Maybe<Scalars['DateTime']['output']>;
  /** Has somebody taken charge of it? */
  readonly ackState?: Maybe<AckState>;
  /** Who took charge of it. */
  readonly ackUser?: Maybe<Scalars['String']['output']>;
  /** When somebody took charge of it. */
  readonly ackTime?: Maybe<Scalars['DateTime']['output']>;
  /** How often the condition came in this episode; null where nobody counts. */
  readonly occurrences?: Maybe<Scalars['Int']['output']>;
  /** True if it came back so often in so short a time that it counts as flapping; null where nobody counts. */
  readonly flapping?: Maybe<Scalars['Boolean']['output']>;
  /** True if a service suffers; null where the source cannot tell. */
  readonly serviceAffecting?: Maybe<Scalars['Boolean']['output']>;
  /** Raised during announced work. */
  readonly plannedOutage?: Maybe<Scalars['Boolean']['output']>;
  /** Hidden by the source: dependency, silence, maintenance. */
  readonly suppressed?: Maybe<Scalars['Boolean']['output']>;
  /** True if the source holds it for the cause of others. */
  readonly isRootCause?: Maybe<Scalars['Boolean']['output']>;
  /** The alarm that the source holds for its cause. */
  readonly parentAlarm?: Maybe<Alarm>;
  /** What people wrote to it, oldest first. */
  readonly comments?: Maybe<ReadonlyArray<AlarmComment>>;
  /** Null where the source names something that no inventory knows; alarmedObjectName still says what it said. */
  readonly alarmedObject?: Maybe<Resource>;
  /** What the source says the alarm is on. */
  readonly alarmedObjectName?: Maybe<Scalars['String']['output']>;
  /** Which resource that is, or why none: null where the source names nothing. */
  readonly objectBinding?: Maybe<ObjectBinding>;
  /** The managed element, known more often than the exact object. */
  readonly managedElement?: Maybe<Resource>;
  /** The region of the alarmed object, or that of the source. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** What this source lets a person do with it now. */
  readonly actions?: Maybe<ReadonlyArray<AlarmAction>>;
  /** The source's own record. */
  readonly sourceRecord?: Maybe<SourceRecord>;
};

/** How what a source calls an object was matched with the resources of the inventories. */
export type ObjectBinding = {
  /** How it stands. */
  readonly state?: Maybe<ObjectBindingState>;
  /** The source's own key of the object, as `npm run bindings` takes it. */
  readonly nativeId?: Maybe<Scalars['String']['output']>;
  /** Why, in a sentence for people: what was asked, who fits, who was refused, what contradicts. */
  readonly explanation?: Maybe<Scalars['String']['output']>;
};

/** How what a source names stands to the resources of the inventories. */
export type ObjectBindingState =
  /** One resource, by everything that is known of it. */
  | 'BOUND'
  /** It is being looked up, or an inventory that may know it does not answer. */
  | 'PENDING'
  /** No inventory knows it. */
  | 'UNKNOWN'
  /** Several fit, or what is known of it contradicts itself or an earlier binding. An operator can say which it is. */
  | 'AMBIGUOUS';

/** What somebody wrote to an alarm. */
export type AlarmComment = {
  /** The words. */
  readonly text: Scalars['String']['output'];
  /** Who wrote them, as the source names people. */
  readonly user?: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly time: Scalars['DateTime']['output'];
};

/** What a person may do with an alarm. */
export type AlarmAction =
  /** Take charge of it. */
  | 'ACKNOWLEDGE'
  /** Give it back. */
  | 'UNACKNOWLEDGE'
  /** Write something to it. */
  | 'COMMENT'
  /** Clear it by hand. */
  | 'CLEAR';

/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type Resource = {
  /** Opaque: <source that minted it>/<token>. It survives a renaming, is never reused, and never changes its meaning. */
  readonly id: Scalars['ID']['output'];
  /** The alarms on it, of every fault system: open ones unless the filter asks otherwise. */
  readonly alarms?: Maybe<AlarmConnection>;
  /** How many open alarms there are on it, by severity. */
  readonly alarmSummary?: Maybe<AlarmSummary>;
};


/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type ResourceAlarmsArgs = {
  filter?: InputMaybe<AlarmFilter>;
  scope?: InputMaybe<Scope>;
  orderBy?: InputMaybe<AlarmOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Anything the network is made of: a site, a device, a card, a port, a link, a virtual function, a VLAN, a cell. Every domain adds its
 * view to every resource; a regional team adds facets and kinds of its own in the same way.
 */
export type ResourceAlarmSummaryArgs = {
  scope?: InputMaybe<Scope>;
};

/** How far a question about a resource reaches. */
export type Scope =
  /** On exactly this resource. */
  | 'SELF'
  /** On it and on everything inside it. */
  | 'CONTAINED';

/** How many open alarms there are. A number is null where a share of it is unknown. A member counts what it minted. */
export type AlarmSummary = {
  /** Open alarms of severity CRITICAL. */
  readonly critical?: Maybe<Scalars['Int']['output']>;
  /** Open alarms of severity MAJOR. */
  readonly major?: Maybe<Scalars['Int']['output']>;
  /** Open alarms of severity MINOR. */
  readonly minor?: Maybe<Scalars['Int']['output']>;
  /** Open alarms of severity WARNING. */
  readonly warning?: Maybe<Scalars['Int']['output']>;
  /** Open alarms of severity INDETERMINATE. */
  readonly indeterminate?: Maybe<Scalars['Int']['output']>;
  /** Open alarms that nobody has taken charge of. */
  readonly unacknowledged?: Maybe<Scalars['Int']['output']>;
  /** The worst severity among those that could be told; null where there is none. Where complete is false there may be a worse one. */
  readonly worst?: Maybe<PerceivedSeverity>;
  /** False where a fault system could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** How the graph stands to one fault system. */
export type FaultSource = {
  /** The source's name in the configuration. */
  readonly source: Scalars['String']['output'];
  /** The region it watches. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** How its alarm list stands to the source's own. */
  readonly syncState: SyncState;
  /** When it last answered. */
  readonly lastHeardAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many alarms are open; null before the first synchronisation. */
  readonly openAlarms?: Maybe<Scalars['Int']['output']>;
  /** Open alarms whose object no inventory knows. */
  readonly unresolvedObjects?: Maybe<Scalars['Int']['output']>;
  /**
   * Objects and elements of open alarms that are still being looked up, or whose inventory does not answer: while there are some, no
   * answer that depends on places is complete. Null before the first synchronisation.
   */
  readonly pendingObjects?: Maybe<Scalars['Int']['output']>;
};

/** How a copy of an alarm list stands to the original. */
export type SyncState =
  /** Never read yet: nothing is known. */
  | 'INITIALISING'
  /** As the source has it. */
  | 'IN_SYNC'
  /** The source is back; its list is being read again. */
  | 'RESYNCHRONISING'
  /** The source does not answer: the last known list is shown, and said to be stale. */
  | 'LOST';

/** X.733 perceived severity, in ascending order, so that MAX is the worst. */
export type PerceivedSeverity =
  /** The source does not say. */
  | 'INDETERMINATE'
  /** A fault may come; nothing suffers yet. */
  | 'WARNING'
  /** A fault that does not affect service. */
  | 'MINOR'
  /** Service suffers; urgent. */
  | 'MAJOR'
  /** Service is gone; at once. */
  | 'CRITICAL';

/** Where an alarm is in its life. */
export type AlarmState =
  /** The condition stands. */
  | 'RAISED'
  /** The condition is over. */
  | 'CLEARED';

/** Has somebody taken charge of an alarm? */
export type AckState =
  /** Nobody yet. */
  | 'UNACKNOWLEDGED'
  /** Somebody has. */
  | 'ACKNOWLEDGED';

/** X.733 event types, X.736 for the violations. */
export type AlarmType =
  /** Information cannot be conveyed. */
  | 'COMMUNICATIONS_ALARM'
  /** Software or processing is at fault. */
  | 'PROCESSING_ERROR_ALARM'
  /** The surroundings are at fault. */
  | 'ENVIRONMENTAL_ALARM'
  /** Quality has degraded. */
  | 'QUALITY_OF_SERVICE_ALARM'
  /** Equipment is at fault. */
  | 'EQUIPMENT_ALARM'
  /** Information was modified, inserted or deleted without right. */
  | 'INTEGRITY_VIOLATION'
  /** A service could not be given as asked. */
  | 'OPERATIONAL_VIOLATION'
  /** A physical resource was violated. */
  | 'PHYSICAL_VIOLATION'
  /** A security service detected an attack. */
  | 'SECURITY_VIOLATION'
  /** Something happened at an unexpected or forbidden time. */
  | 'TIME_DOMAIN_VIOLATION'
  /** The source does not say. */
  | 'UNKNOWN';

/** The orders of a list of alarms. A cursor belongs to the order it was made in. */
export type AlarmOrder =
  /** Newest first. */
  | 'REPORTING_TIME_DESC'
  /** Worst first, newest first within a severity. */
  | 'SEVERITY_DESC';

/** Which alarms; every condition that is given must hold. A list is never empty. */
export type AlarmFilter = {
  /** In one of these states; only RAISED ones unless given. */
  readonly state?: InputMaybe<ReadonlyArray<AlarmState>>;
  /** Of one of these severities. */
  readonly perceivedSeverity?: InputMaybe<ReadonlyArray<PerceivedSeverity>>;
  /** Of one of these types. */
  readonly alarmType?: InputMaybe<ReadonlyArray<AlarmType>>;
  /** Taken charge of, or not. */
  readonly ackState?: InputMaybe<AckState>;
  /** Episodes of these conditions. */
  readonly alarmKey?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** On exactly these resources. */
  readonly alarmedObject?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** On these resources or anything inside them, e.g. a site. */
  readonly within?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** In one of these regions. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these sources. */
  readonly source?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whether a service suffers, where the source can tell. */
  readonly serviceAffecting?: InputMaybe<Scalars['Boolean']['input']>;
  /** Raised during announced work, or not. */
  readonly plannedOutage?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hidden by the source, or not. */
  readonly suppressed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Flapping, or not. Where nobody counts an alarm is not flapping. */
  readonly flapping?: InputMaybe<Scalars['Boolean']['input']>;
  /** false: only alarms whose object no inventory knows. */
  readonly objectResolved?: InputMaybe<Scalars['Boolean']['input']>;
  /** alarmReportingTime at or after this instant. */
  readonly reportedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** alarmReportingTime before this instant. */
  readonly reportedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** A part of specificProblem or alarmedObjectName, without regard to case. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** What came of an action. */
export type AlarmActionPayload = {
  /** One row per id, in the order of the ids, whatever happened. */
  readonly results: ReadonlyArray<AlarmActionResult>;
};

/** What came of an action on one alarm. */
export type AlarmActionResult = {
  /** The id as it was given. */
  readonly id: Scalars['ID']['output'];
  /** What came of it. */
  readonly status: ActionStatus;
  /** The alarm after the action; null where it could not be read. */
  readonly alarm?: Maybe<Alarm>;
  /** Why not, where status is FAILED or OUTCOME_UNKNOWN. */
  readonly error?: Maybe<ActionError>;
};

/** What came of an action. */
export type ActionStatus =
  /** Done, and seen in the source. */
  | 'APPLIED'
  /** The source has taken it and will confirm. */
  | 'PENDING'
  /** Not done. */
  | 'FAILED'
  /** The connection broke after sending; the action may or may not have been done. Read the alarm, then ask again. */
  | 'OUTCOME_UNKNOWN';

/** Why an action was not done. */
export type ActionError = {
  /** For programs. */
  readonly code: ActionErrorCode;
  /** For people. */
  readonly message: Scalars['String']['output'];
};

/** Why an action was not done. */
export type ActionErrorCode =
  /** No source knows the id. */
  | 'NOT_FOUND'
  /** The source has no such action. */
  | 'NOT_SUPPORTED_BY_SOURCE'
  /** The source has the action and said no. */
  | 'REFUSED_BY_SOURCE'
  /** The source does not answer. */
  | 'SOURCE_UNAVAILABLE'
  /** The caller may not. */
  | 'FORBIDDEN'
  /** Somebody else changed the alarm meanwhile. */
  | 'CONFLICT';

/** A page of alarms. */
export type AlarmConnection = {
  /** The alarms, in order. */
  readonly edges: ReadonlyArray<AlarmEdge>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null where a share is unknown or too dear to count. A member counts what it minted: a copy is counted by its owner. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** False where a member that may hold some could not be asked or is not in sync. */
  readonly complete: Scalars['Boolean']['output'];
};

/** One alarm of a list. */
export type AlarmEdge = {
  /** Its place in the order. */
  readonly cursor: Scalars['String']['output'];
  /** The alarm. */
  readonly node?: Maybe<Alarm>;
};

export type Link__Purpose =
  /** `SECURITY` features provide metadata necessary to securely resolve fields. */
  | 'SECURITY'
  /** `EXECUTION` features provide metadata necessary for operation execution. */
  | 'EXECUTION';

export type _Service = {
  readonly sdl?: Maybe<Scalars['String']['output']>;
};

export type _Entity = Alarm | Resource;
