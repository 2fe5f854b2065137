/** What HTTP itself is used for: told for information, since the mediation sends POST and JSON alone. */
import { type Law, type Trial, shown } from '../law.ts';
import type { WireRequest } from '../wire.ts';

const TYPENAME = '{ __typename }';
const JSON_TYPE = 'application/json';

export const http: Law = {
  id: 'http',
  title: 'GraphQL over HTTP, for information',
  why: 'Proxies and people send what the mediation never does.',
  rule: 'The GraphQL over HTTP specification',
  async hold(trial) {
    const answer = await trial.ask(TYPENAME);
    trial.check(
      answer.data?.['__typename'] === 'Query',
      () => `__typename must be "Query", but got: ${shown(answer.data)}.`,
      answer,
    );
    await note(trial, 'GET', { method: 'GET', search: `?query=${encodeURIComponent(TYPENAME)}` });
    await note(trial, 'GET of a mutation', {
      method: 'GET',
      search: `?query=${encodeURIComponent('mutation { __typename }')}`,
    });
    await note(trial, 'POST of a text that is not JSON', {
      method: 'POST',
      contentType: JSON_TYPE,
      body: '{"query":',
    });
    await note(trial, 'POST without a content type', {
      method: 'POST',
      body: JSON.stringify({ query: TYPENAME }),
    });
    await note(trial, 'POST of a document that is not GraphQL', {
      method: 'POST',
      contentType: JSON_TYPE,
      body: '{"query":"{"}',
    });
  },
};

async function note(trial: Trial, what: string, request: WireRequest): Promise<void> {
  try {
    const { status, contentType } = await trial.member.send(request);
    trial.notes.push(`${what}: status ${status}, ${contentType || 'no content type'}`);
  } catch (error) {
    trial.notes.push(`${what}: no answer, ${(error as Error).message}`);
  }
}
