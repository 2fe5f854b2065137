/** POST /hooks/<name>: what a source sends of its own accord. The body is handed on as it came, since it may be signed. */
import type { FastifyInstance } from 'fastify';
import type { Hook } from '#schema/ports/adapter.ts';

export function addHooks(app: FastifyInstance, hooks: readonly Hook[]): void {
  if (hooks.length === 0) return;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const hook of hooks)
      scope.post(`/hooks/${hook.name}`, { bodyLimit: hook.maxBytes }, (request, reply) => {
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        return reply.status(hook.receive(request.headers, body) ? 204 : 403).send();
      });
  });
}
