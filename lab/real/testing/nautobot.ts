/** The real Nautobot, beside the graph: what its API says, and what a clerk changes in it. */
import type { Change } from './configuration.ts';

interface Like {
  readonly id: string;
  readonly device_type: { readonly id: string };
  readonly role: { readonly id: string };
  readonly location: { readonly id: string };
  readonly status: { readonly id: string };
}

export class Nautobot {
  readonly #url: string;
  readonly #token: string;

  /** @throws Error where the environment does not say where it is: a test of it is never passed over in silence. */
  constructor(env: Readonly<Record<string, string | undefined>> = process.env) {
    const { NAUTOBOT_URL, NAUTOBOT_TOKEN } = env;
    if (!NAUTOBOT_URL || !NAUTOBOT_TOKEN)
      throw new Error(
        'NAUTOBOT_URL and NAUTOBOT_TOKEN must say where it is; lab/real/nautobot.sh env prints them.',
      );
    this.#url = NAUTOBOT_URL;
    this.#token = NAUTOBOT_TOKEN;
  }

  /** It is the inventory, instead of the legacy one. */
  get instead(): Change {
    return ({ zabbix, remove, add }) => {
      remove('legacy');
      zabbix.identity['namespaces'] = ['nautobot'];
      add({
        name: 'nautobot',
        adapter: 'netbox',
        regions: ['iberia'],
        timeoutMs: 30_000,
        identity: {},
        options: { url: this.#url, token: { env: 'NAUTOBOT_TOKEN' }, pollSeconds: 1 },
      });
    };
  }

  /** An answer of the API; null where there is none. `path` is below /api/. */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/${path}`, {
      method,
      headers: {
        authorization: `Token ${this.#token}`,
        'content-type': 'application/json',
        // Servers end idle connections after a second or two: a change must not meet one that just ends.
        connection: 'close',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** The key of the device with a serial number. */
  async deviceWith(serial: string): Promise<string> {
    const { results } = (await this.call('GET', `dcim/devices/?serial=${serial}`)) as { results: Like[] };
    const [device] = results;
    if (!device || results.length > 1) throw new Error(`One device must have the serial number ${serial}.`);
    return device.id;
  }

  /** A new device beside another of the same make; its key. */
  async deviceLike(key: string, name: string): Promise<string> {
    const { device_type, role, location, status } = (await this.call('GET', `dcim/devices/${key}/`)) as Like;
    const made = (await this.call('POST', 'dcim/devices/', {
      name,
      device_type: device_type.id,
      role: role.id,
      location: location.id,
      status: status.id,
    })) as Like;
    return made.id;
  }
}
