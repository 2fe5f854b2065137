/** The call that an HTTP request makes: it ends when the client leaves or the time is up. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TributaryError } from '#schema/errors.ts';
import type { Call } from '#schema/ports/call.ts';

export interface HttpCall extends Call {
  /** Called when it is answered. */
  end(): void;
}

/** `Tributary-Deadline-Ms` can only shorten `deadlineMs`. */
export function callOf(request: FastifyRequest, reply: FastifyReply, deadlineMs: number): HttpCall {
  const controller = new AbortController();
  const left = (): void => {
    if (!reply.raw.writableFinished) controller.abort(new DOMException('The client has left.', 'AbortError'));
  };
  const milliseconds = Math.min(deadlineMs, askedDeadline(request) ?? deadlineMs);
  const timer = setTimeout(() => {
    const message = `The source must answer within ${milliseconds} ms, but did not.`;
    controller.abort(new TributaryError('DEADLINE_EXCEEDED', message));
  }, milliseconds);
  reply.raw.once('close', left);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      reply.raw.off('close', left);
    },
  };
}

function askedDeadline(request: FastifyRequest): number | null {
  const header = request.headers['tributary-deadline-ms'];
  return typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header) ? Number(header) : null;
}
