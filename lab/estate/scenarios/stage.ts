/** Plays scenarios in the systems of the estate, and undoes them all. */
import { type Failure, impactOf } from '../network/impact.ts';
import type { Network } from '../network/network.ts';
import type { Condition } from '../watch/condition.ts';
import { symptomsOf } from '../watch/symptoms.ts';
import type { ZabbixEmulation } from '../zabbix/start-zabbix-emulation.ts';
import type { Manager } from '../network/network.ts';
import { type Inventories, renameDevice } from './rename-device.ts';
import type { Change, Scenario } from './scenario.ts';
import { Trouble, type Undo } from './trouble.ts';

export interface Scene extends Inventories {
  readonly zabbix: Readonly<Record<Manager, ZabbixEmulation>>;
}

export class Stage {
  readonly #network: Network;
  readonly #scene: Scene;
  readonly #trouble: Trouble;
  readonly #undo: Undo[] = [];
  /** One after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(network: Network, scene: Scene) {
    this.#network = network;
    this.#scene = scene;
    this.#trouble = new Trouble(scene.zabbix, network);
  }

  /** What was done, a sentence each. */
  play(scenario: Scenario): Promise<string[]> {
    return this.#next(async () => {
      const said: string[] = [];
      for (const change of scenario.changes(this.#network)) said.push(...(await this.#apply(change)));
      return said;
    });
  }

  /** The last change first, until all is as it was before the first. */
  restore(): Promise<string[]> {
    return this.#next(async () => {
      const changes = this.#undo.length;
      for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) await undo();
      return [changes === 0 ? 'Nothing was changed.' : `${changes} changes are undone.`];
    });
  }

  #next<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #apply(change: Change): Promise<string[]> {
    const undo = this.#undo;
    switch (change.kind) {
      case 'failure':
        return this.#fail(change.failure);
      case 'maintenance': {
        const said = this.#fail(change.failure);
        const devices = this.#network.devices.filter(({ site }) => site === change.site);
        const hidden = this.#trouble.hide(devices, undo);
        return [...said, `${hidden} problems in ${change.site.name} are suppressed by maintenance.`];
      }
      case 'conditions':
        return counted([...this.#trouble.raise(change.conditions, undo).keys()]);
      case 'flapping': {
        this.#trouble.flap(change.condition, change.times, undo);
        const { manager, on, port, text } = change.condition;
        return [`zabbix-${manager}: "${text}" on ${port ?? ''} of ${on}, ${change.times} times.`];
      }
      case 'rename': {
        const { device, to } = change;
        renameDevice(this.#scene, device, to);
        undo.push(() => renameDevice(this.#scene, device, device.name));
        return [`${device.name} is called ${to} in the inventory of the ${device.site.holder}.`];
      }
      case 'outage': {
        const zabbix = this.#scene.zabbix[change.manager];
        await zabbix.unplug();
        undo.push(() => zabbix.plug());
        return [`zabbix-${change.manager} takes no connections.`];
      }
    }
  }

  #fail(failure: Failure): string[] {
    const raised = this.#trouble.raise(symptomsOf(this.#network, failure), this.#undo);
    const { down, customers, switched, exposed } = impactOf(this.#network, failure);
    return [
      ...counted([...raised.keys()]),
      `${down.length} services of ${customers.length} customers are down, ${switched.length} work on their protection, ${exposed.length} have lost it.`,
    ];
  }
}

function counted(raised: readonly Condition[]): string[] {
  return [...Map.groupBy(raised, ({ manager }) => manager)].map(
    ([manager, all]) =>
      `zabbix-${manager}: ${all.length} problems, the first "${all[0]?.text}" on ${all[0]?.on}.`,
  );
}
