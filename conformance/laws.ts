/** Every law, in the order in which they are held. */
import type { Law } from './law.ts';
import { acknowledgeTwice, actionsUnknown } from './laws/actions.ts';
import { alarmSummary } from './laws/alarm-summary.ts';
import { aliases } from './laws/aliases.ts';
import { introspection, serviceSdl } from './laws/contract.ts';
import { cursorGone } from './laws/cursors-without-record.ts';
import { entitiesMalformed, entitiesOrder, entitiesSame, entitiesUnknown } from './laws/entities.ts';
import { errors } from './laws/errors.ts';
import { filters, openAlarms } from './laws/filters.ts';
import { http } from './laws/http.ts';
import { lists } from './laws/lists.ts';
import { cursors, order } from './laws/order.ts';
import { pageInfo, pageSizes } from './laws/pages.ts';
import { recordById } from './laws/record-by-id.ts';
import { referencesAway, referencesOwn } from './laws/references.ts';
import { cursorRefused, filterRefused, pageSizeRefused } from './laws/refused-arguments.ts';
import { resolve } from './laws/resolve.ts';
import { complete, contributorLists, defaults, totalCount } from './laws/totals.ts';
import { batchedLists, nullNotNone } from './laws/under-records.ts';
import { freshness, values } from './laws/values.ts';

export const LAWS: readonly Law[] = [
  serviceSdl,
  introspection,
  http,
  freshness,
  values,
  lists,
  entitiesOrder,
  entitiesUnknown,
  entitiesMalformed,
  entitiesSame,
  recordById,
  referencesAway,
  referencesOwn,
  nullNotNone,
  batchedLists,
  aliases,
  order,
  cursors,
  pageSizes,
  pageInfo,
  cursorGone,
  cursorRefused,
  pageSizeRefused,
  totalCount,
  complete,
  defaults,
  contributorLists,
  filters,
  filterRefused,
  openAlarms,
  alarmSummary,
  resolve,
  actionsUnknown,
  acknowledgeTwice,
  // Last: it looks at the errors of all the others too.
  errors,
];
