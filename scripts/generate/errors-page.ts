/** docs/errors.md from the error table. */
import { ERRORS } from '#schema/errors.ts';

export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, e]) => `| \`${code}\` | ${e.retryable ? 'yes' : 'no'} | ${e.meaning} | ${e.remedy} |`,
  );
  return [
    '# Error codes',
    '',
    'Every error carries its code in `errors[].extensions.code`, and `retryable`: whether the same request may succeed later',
    'without being changed. An error about a source also names `source`, `domain` and `region`. Generated from',
    '`schema/errors.ts` by `npm run generate`.',
    '',
    '| code | retryable | what it means | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
