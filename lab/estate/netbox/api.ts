/** What the API answers to a request. */
import { BadRequest } from './bad-request.ts';
import { CHANGE_FILTERS, type Endpoint, endpointsOf } from './endpoints.ts';
import type { Features } from './features.ts';
import { conditionsOf } from './filters.ts';
import { type Writing, brief } from './nested.ts';
import { type Page, pageOf } from './paging.ts';
import { changeOf, whole } from './serialize.ts';
import type { NetboxStore, Patch } from './store.ts';
import { TABLES, columnsOf } from './tables.ts';

export interface ApiOptions {
  readonly store: NetboxStore;
  readonly features: Features;
  readonly token: string;
  readonly forbidden: ReadonlySet<string>;
  readonly maxPageSize: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly location?: string;
}

const NOT_FOUND: Reply = { status: 404, body: { detail: 'Not found.' } };

export class Api {
  readonly #options: ApiOptions;
  readonly #endpoints: ReadonlyMap<string, Endpoint>;
  readonly #changes: string;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#endpoints = new Map(endpointsOf(options.features).map((endpoint) => [endpoint.path, endpoint]));
    this.#changes = `${options.features.coreChanges ? 'core' : 'extras'}/object-changes`;
  }

  /** What the API-Version header says. */
  get version(): string {
    return this.#options.features.api;
  }

  answer(method: string, url: URL, authorization: string | undefined, body: string): Reply {
    if (!url.pathname.endsWith('/'))
      return method === 'GET'
        ? { status: 301, location: `${url.pathname}/${url.search}` }
        : { status: 500, body: { error: 'APPEND_SLASH' } };
    const refused = this.#refusal(authorization);
    if (refused) return refused;
    const path = /^\/api\/(.+)\/$/.exec(url.pathname)?.[1] ?? '';
    try {
      return this.#route(method, path, url, body);
    } catch (error) {
      if (error instanceof BadRequest) return { status: 400, body: error.body };
      throw error;
    }
  }

  #refusal(authorization: string | undefined): Reply | null {
    const { token, features } = this.#options;
    const denied = (detail: string): Reply => ({ status: 403, body: { detail } });
    if (authorization === undefined) return denied('Authentication credentials were not provided.');
    const [scheme = '', given = ''] = authorization.split(' ');
    const second = token.startsWith('nbt_');
    if (second && !features.tokens2) return denied('Invalid token');
    if (!/^token$/i.test(scheme) && !(features.tokens2 && /^bearer$/i.test(scheme)))
      return denied('Authentication credentials were not provided.');
    if (given === token) return null;
    return denied(features.tokens2 ? `Invalid v${given.startsWith('nbt_') ? 2 : 1} token` : 'Invalid token');
  }

  #route(method: string, path: string, url: URL, body: string): Reply {
    const { features, forbidden } = this.#options;
    if (path === 'status' && method === 'GET')
      return {
        status: 200,
        body: {
          'django-version': '5.1.8',
          'installed-apps': {},
          'netbox-version': features.version,
          'netbox-full-version': features.version,
          plugins: {},
          'python-version': '3.12.3',
          'rq-workers-running': 1,
        },
      };
    if (path === this.#changes && method === 'GET') return this.#changeLog(url);
    const [, listPath = '', key] = /^(.+?)(?:\/(\d+))?$/.exec(path) ?? [];
    const endpoint = this.#endpoints.get(listPath);
    if (!endpoint) return NOT_FOUND;
    if (forbidden.has(TABLES[endpoint.model].objectType))
      return { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
    if (key === undefined) return method === 'GET' ? this.#list(endpoint, url) : notAllowed(method);
    if (method === 'GET') return this.#one(endpoint, Number(key), url);
    if (method === 'PATCH') return this.#patch(endpoint, Number(key), url, body);
    if (method === 'DELETE')
      return this.#options.store.remove(endpoint.model, Number(key)) ? { status: 204 } : NOT_FOUND;
    return notAllowed(method);
  }

  #list(endpoint: Endpoint, url: URL): Reply {
    const { store } = this.#options;
    const where = conditionsOf(url.searchParams, endpoint.filters, store);
    const page = this.#page(url, endpoint.orderBy, Object.keys(columnsOf(endpoint.model)));
    const rows = store.rows(endpoint.model, page.selection(where));
    const writing = this.#writing(url);
    const excluded = this.#excluded(url);
    const isBrief = url.searchParams.get('brief') !== null;
    return {
      status: 200,
      body: page.envelope(
        rows,
        () => store.count(endpoint.model, where),
        (row) =>
          isBrief
            ? brief(endpoint.model, row, writing)
            : without(whole(endpoint.model, row, writing), excluded),
      ),
    };
  }

  #changeLog(url: URL): Reply {
    const { store, forbidden } = this.#options;
    if (forbidden.has('core.objectchange'))
      return { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
    const where = conditionsOf(url.searchParams, CHANGE_FILTERS, store);
    const page = this.#page(url, 'time DESC, id DESC', ['time', 'action']);
    const rows = store.rows('changes', page.selection(where));
    const writing = this.#writing(url);
    return {
      status: 200,
      body: page.envelope(
        rows,
        () => store.count('changes', where),
        (row) => changeOf(row, writing),
      ),
    };
  }

  #one(endpoint: Endpoint, id: number, url: URL): Reply {
    const row = this.#options.store.row(endpoint.model, id);
    const excluded = this.#excluded(url);
    return row
      ? { status: 200, body: without(whole(endpoint.model, row, this.#writing(url)), excluded) }
      : NOT_FOUND;
  }

  #patch(endpoint: Endpoint, id: number, url: URL, body: string): Reply {
    let fields: unknown;
    try {
      fields = JSON.parse(body);
    } catch {
      throw new BadRequest({ detail: 'JSON parse error' });
    }
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
      throw new BadRequest({ non_field_errors: ['Invalid data. Expected a dictionary.'] });
    const { store } = this.#options;
    // Only fields that the model has are taken; a name that is cleared is refused, except of a device.
    const patch = fields as Patch<typeof endpoint.model> & { readonly name?: unknown };
    if (patch.name === '') throw new BadRequest({ name: ['This field may not be blank.'] });
    if (!store.update(endpoint.model, id, patch)) return NOT_FOUND;
    return this.#one(endpoint, id, url);
  }

  #page(url: URL, orderBy: string, columns: readonly string[]): Page {
    const { features, maxPageSize } = this.#options;
    return pageOf(url, {
      orderBy,
      columns: new Set(['id', ...columns]),
      maxPageSize,
      hasStart: features.start,
    });
  }

  #excluded(url: URL): ReadonlySet<string> {
    const { omit } = this.#options.features;
    const omitted = omit ? url.searchParams.getAll('omit').flatMap((names) => names.split(',')) : [];
    // `exclude` is for config contexts alone.
    const excluded = url.searchParams.getAll('exclude').filter((name) => name === 'config_context');
    return new Set([...excluded, ...omitted]);
  }

  #writing(url: URL): Writing {
    const { store, features } = this.#options;
    return { store, features, origin: url.origin };
  }
}

function without(object: Readonly<Record<string, unknown>>, excluded: ReadonlySet<string>): unknown {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !excluded.has(name)));
}

function notAllowed(method: string): Reply {
  return { status: 405, body: { detail: `Method "${method}" not allowed.` } };
}
