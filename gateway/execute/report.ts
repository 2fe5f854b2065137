/** What the client is told besides the data: errors, one per missing member and field, and every member that was asked. */
import type { GraphQLFormattedError } from 'graphql';
import { ERRORS, type ErrorCode, TributaryError, isErrorCode } from '#schema/errors.ts';
import type { MemberError, MemberResponse } from '#schema/ports/member.ts';
import { responseKeyOf } from '../plan/plannable.ts';
import type { Path } from './place.ts';

/** Who was asked: a member of a domain, or the endpoint of a subgraph. */
export interface Asked {
  readonly source: string;
  readonly domain: string;
  readonly regions: readonly string[];
}

export interface SourceReport {
  readonly source: string;
  readonly domain: string;
  readonly regions: readonly string[];
  /** OK: every answer was without error. PARTIAL: some were not. MISSING: it could not be asked. */
  status: 'OK' | 'PARTIAL' | 'MISSING';
  /** How often it was asked; 0 where the operation ended before. */
  requests: number;
  /** How many calls its system was sent for all of that, what was shared with other operations too; null where that cannot be told. */
  upstreamCalls: number | null;
  /** Milliseconds of its slowest answer. */
  latencyMs: number;
  /** When the source was last read for what it answered; of several answers, for the oldest. */
  asOf: string | null;
  /** True where it answered from a copy that it could not refresh. */
  stale: boolean;
  /** False where it says itself that its share is not complete, or where its share is unknown. */
  complete: boolean;
  /** The error's code, where status is not OK. */
  code?: string;
}

/** What a member said that is not for clients. */
export interface Unsaid {
  readonly source: string;
  readonly domain: string;
  readonly message: string;
}

export class Report {
  readonly errors: GraphQLFormattedError[] = [];
  /** For the log. */
  readonly unsaid: Unsaid[] = [];
  #complete = true;
  readonly #sources = new Map<Asked, SourceReport>();
  readonly #reported = new Set<string>();

  get sources(): readonly SourceReport[] {
    return [...this.#sources.values()];
  }

  /** False where anything that was asked for may be missing, or is stale. */
  get complete(): boolean {
    return this.#complete && this.errors.length === 0;
  }

  incomplete(members: readonly Asked[]): void {
    this.#complete = false;
    for (const member of members) {
      const source = this.#sources.get(member);
      if (source) source.complete = false;
    }
  }

  answered(member: Asked, response: MemberResponse, latencyMs: number): void {
    const source = this.#source(member, latencyMs);
    if (source.status === 'MISSING') source.status = 'PARTIAL';
    const freshness = response.extensions?.tributary;
    source.upstreamCalls = sum(source.upstreamCalls, freshness?.upstreamCalls ?? null);
    if (typeof freshness?.asOf === 'string') source.asOf = earlier(source.asOf, freshness.asOf);
    if (freshness?.stale === true) {
      source.stale = true;
      this.#complete = false;
    }
    if ((response.errors?.length ?? 0) > 0 && source.status === 'OK') source.status = 'PARTIAL';
  }

  /** `latencyMs` is null where nothing was sent. */
  missing(member: Asked, error: TributaryError, latencyMs: number | null): void {
    const known = this.#sources.get(member);
    const source = this.#source(member, latencyMs);
    source.status = known && known.status !== 'MISSING' ? 'PARTIAL' : 'MISSING';
    source.code = error.code;
    if (latencyMs !== null) source.upstreamCalls = null;
  }

  /** Once per member and place; a place is a path without the positions in lists. */
  failed(member: Asked, error: TributaryError | MemberError, path: Path): void {
    const place = `${member.domain} ${member.source} ${path.filter((part) => typeof part === 'string').join('.')}`;
    if (this.#reported.has(place)) return;
    this.#reported.add(place);
    const said = saidOf(error);
    if (!said) this.unsaid.push({ source: member.source, domain: member.domain, message: error.message });
    const { code, retryable, message } = said ?? unsaid(member);
    const source = this.#sources.get(member);
    if (source && source.status !== 'MISSING') source.status = 'PARTIAL';
    if (source) source.code ??= code;
    this.errors.push({
      message,
      ...(path.length > 0 && { path: clientPath(path) }),
      extensions: {
        code,
        retryable,
        source: member.source,
        domain: member.domain,
        ...(member.regions.length > 0 && { region: member.regions.join(', ') }),
      },
    });
  }

  /** No member of the domain has minted this id. Once per source and domain. */
  ownerless(domain: string, id: string, path: Path): void {
    const source = id.slice(0, id.indexOf('/'));
    const place = `${domain} ${source}`;
    if (this.#reported.has(place)) return;
    this.#reported.add(place);
    const { code, retryable } = new TributaryError('UNKNOWN_SOURCE', '');
    this.errors.push({
      message: `${JSON.stringify(id)} cannot be completed: no member of ${domain} is named "${source}".`,
      path: clientPath(path),
      extensions: { code, retryable, source, domain },
    });
  }

  #source(member: Asked, latencyMs: number | null): SourceReport {
    let source = this.#sources.get(member);
    if (!source) {
      source = {
        source: member.source,
        domain: member.domain,
        regions: member.regions,
        status: 'OK',
        requests: 0,
        upstreamCalls: 0,
        latencyMs: 0,
        asOf: null,
        stale: false,
        complete: true,
      };
      this.#sources.set(member, source);
    }
    if (latencyMs === null) return source;
    source.requests += 1;
    source.latencyMs = Math.max(source.latencyMs, Math.round(latencyMs));
    return source;
  }
}

function clientPath(path: Path): Path {
  return path.map((part) => (typeof part === 'string' ? responseKeyOf(part) : part));
}

export interface Said {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly message: string;
}

/**
 * What a client may be told of an error. An error without a code of ours was not written for clients: its words may hold an
 * address, a query, a password. Then undefined.
 */
export function saidOf(error: TributaryError | MemberError): Said | undefined {
  const { message } = error;
  if (error instanceof TributaryError) return { code: error.code, retryable: error.retryable, message };
  const code = error.extensions?.['code'];
  if (!isErrorCode(code)) return undefined;
  const retryable = error.extensions?.['retryable'];
  return { code, retryable: typeof retryable === 'boolean' ? retryable : ERRORS[code].retryable, message };
}

function unsaid(member: Asked): Said {
  const message = `Member "${member.source}" of ${member.domain} failed on this, and gave no code of the error table.`;
  return { code: 'INTERNAL_ERROR', retryable: ERRORS.INTERNAL_ERROR.retryable, message };
}

function sum(known: number | null, more: number | null): number | null {
  return known === null || more === null ? null : known + more;
}

function earlier(known: string | null, other: string): string {
  return known !== null && Date.parse(known) < Date.parse(other) ? known : other;
}

/** Anything a member's call may reject with, as the error a client is told. */
export function asMemberError(error: unknown, signal: AbortSignal): TributaryError {
  if (error instanceof TributaryError) return error;
  if (signal.aborted) {
    return signal.reason instanceof TributaryError
      ? signal.reason
      : new TributaryError('DEADLINE_EXCEEDED', 'The operation ran out of time.');
  }
  return new TributaryError('INTERNAL_ERROR', 'The member failed.', { cause: error });
}
