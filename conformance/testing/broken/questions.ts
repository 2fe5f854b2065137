/** What a list may be asked for, and what may be asked and done beside lists. */
import { NOBODY } from '../../law.ts';
import { type Broken, inData, inFilter, withAlarms } from './broken.ts';

export const BROKEN_QUESTIONS: readonly Broken[] = [
  {
    law: 'filters',
    what: 'a condition is passed over',
    domain: 'faults',
    request: inFilter(({ perceivedSeverity, ...rest }) =>
      Array.isArray(perceivedSeverity) && perceivedSeverity.length > 0
        ? rest
        : { ...rest, perceivedSeverity },
    ),
  },
  {
    law: 'filters',
    what: 'either condition will do',
    domain: 'services',
    request: inFilter((filter) => Object.fromEntries(Object.entries(filter).slice(0, 1))),
  },
  {
    law: 'filters',
    what: 'the first of what fits is missing',
    says: 'records without it',
    domain: 'faults',
    faults: withAlarms((good) => async (request, call) => {
      const page = await good(request, call);
      return request.filter?.perceivedSeverity ? { ...page, items: page.items.slice(1) } : page;
    }),
  },
  {
    law: 'filter-refused',
    what: 'an empty list is none at all',
    domain: 'inventory',
    request: inFilter((filter) =>
      Object.fromEntries(
        Object.entries(filter).filter(([, value]) => !Array.isArray(value) || value.length > 0),
      ),
    ),
  },
  {
    law: 'open-alarms',
    what: 'cleared ones too',
    domain: 'faults',
    faults: withAlarms(
      (good) => (request, call) =>
        good({ ...request, filter: { state: ['RAISED', 'CLEARED'], ...request.filter } }, call),
    ),
  },
  {
    law: 'alarm-summary',
    what: 'one too many',
    domain: 'faults',
    answer: inData((object) =>
      typeof object['critical'] === 'number' ? { ...object, critical: object['critical'] + 1 } : object,
    ),
  },
  {
    law: 'alarm-summary',
    what: 'nothing',
    says: 'alarmSummary must be told',
    domain: 'faults',
    answer: (answer) =>
      answer.data && 'alarmSummary' in answer.data ? { ...answer, data: { alarmSummary: null } } : answer,
  },
  {
    law: 'alarm-summary',
    what: 'the mildest for the worst',
    says: 'worst must be',
    domain: 'faults',
    answer: inData((object) => ('worst' in object ? { ...object, worst: 'INDETERMINATE' } : object)),
  },
  {
    law: 'alarm-summary',
    what: 'not whether it is complete',
    says: 'complete must be true or false',
    domain: 'faults',
    answer: inData((object) => ('worst' in object ? { ...object, complete: null } : object)),
  },
  {
    law: 'resolve',
    what: 'the other way round',
    domain: 'inventory',
    answer: (answer) =>
      Array.isArray(answer.data?.['resolve'])
        ? { ...answer, data: { resolve: answer.data['resolve'].toReversed() as unknown } }
        : answer,
  },
  {
    law: 'resolve',
    what: 'no answer for the last key',
    says: 'There must be',
    domain: 'inventory',
    answer: (answer) => {
      const found = answer.data?.['resolve'];
      return Array.isArray(found) && found.length > 5
        ? { ...answer, data: { resolve: found.slice(0, -1) as unknown } }
        : answer;
    },
  },
  {
    law: 'resolve',
    what: 'whoever is asked for, of whatever source',
    says: 'Nobody of another source must be meant',
    domain: 'inventory',
    request: (asked) => (asked.query.includes('resolve(') ? inFilter(() => ({}))(asked) : asked),
  },
  {
    law: 'resolve',
    what: 'no keys are no fault',
    says: 'resolve(keys: [])',
    domain: 'inventory',
    answer: (answer, { variables: { keys } }) =>
      Array.isArray(keys) && keys.length === 0 ? { data: { resolve: [] } } : answer,
  },
  {
    law: 'actions-unknown',
    what: 'rows in another order',
    domain: 'faults',
    options: { mutations: true },
    answer: inData((object) =>
      Array.isArray(object['results']) ? { results: object['results'].toReversed() as unknown } : object,
    ),
  },
  {
    law: 'actions-unknown',
    what: 'done to what nobody knows',
    says: 'must have FAILED as NOT_FOUND',
    domain: 'faults',
    options: { mutations: true },
    answer: inData((object) =>
      'status' in object && String(object['id']).includes(NOBODY)
        ? { ...object, status: 'APPLIED', error: null }
        : object,
    ),
  },
  {
    law: 'acknowledge-twice',
    what: 'refused the second time',
    domain: 'faults',
    options: { mutations: true, alarm: 'nms/b1' },
    faults: (port) => {
      let times = 0;
      return {
        ...port,
        async act(action, ids, comment, call) {
          const outcomes = await port.act(action, ids, comment, call);
          return ids.includes('nms/b1') && times++ > 0
            ? outcomes.map((outcome) => ({ ...outcome, status: 'FAILED' as const }))
            : outcomes;
        },
      };
    },
  },
  {
    law: 'acknowledge-twice',
    what: 'the alarm as it was before',
    says: 'nms/b1 after it must be ACKNOWLEDGED',
    domain: 'faults',
    options: { mutations: true, alarm: 'nms/b1' },
    faults: (port) => ({
      ...port,
      act: async (action, ids, comment, call) =>
        (await port.act(action, ids, comment, call)).map((outcome) => ({
          ...outcome,
          alarm: outcome.alarm && { ...outcome.alarm, ackState: 'UNACKNOWLEDGED' },
        })),
    }),
  },
  {
    law: 'errors',
    what: 'no codes',
    domain: 'faults',
    answer: ({ errors, ...answer }) => ({
      ...answer,
      ...(errors && { errors: errors.map((error) => ({ ...error, extensions: undefined })) }),
    }),
  },
];
