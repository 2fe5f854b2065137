/** What a list may be asked for, and what may be asked and done beside lists. */
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
    law: 'resolve',
    what: 'the other way round',
    domain: 'inventory',
    answer: (answer) =>
      Array.isArray(answer.data?.['resolve'])
        ? { ...answer, data: { resolve: answer.data['resolve'].toReversed() as unknown } }
        : answer,
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
    law: 'errors',
    what: 'no codes',
    domain: 'faults',
    answer: ({ errors, ...answer }) => ({
      ...answer,
      ...(errors && { errors: errors.map((error) => ({ ...error, extensions: undefined })) }),
    }),
  },
];
