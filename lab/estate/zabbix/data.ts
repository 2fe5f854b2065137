/** What an emulated Zabbix is filled with. */
export interface Tag {
  readonly tag: string;
  readonly value: string;
}

export interface HostData {
  /** Digits; given out in turn without it. */
  readonly hostid?: string;
  /** The technical name, unique. */
  readonly host: string;
  /** The visible name; the technical one without it. */
  readonly name?: string;
  readonly disabled?: boolean;
  readonly groups?: readonly string[];
  readonly interfaces?: readonly {
    readonly ip?: string;
    readonly dns?: string;
    readonly type?: 1 | 2 | 3 | 4;
  }[];
  /** Fields of Zabbix's host inventory; none at all without it. */
  readonly inventory?: Readonly<Record<string, string>>;
  readonly tags?: readonly Tag[];
}

export interface TriggerData {
  readonly triggerid?: string;
  /** Technical names of the hosts it looks at. */
  readonly hosts: readonly string[];
  /** {HOST.NAME} stands for the visible name of the first host. */
  readonly description: string;
  /** 0 not classified to 5 disaster. */
  readonly priority: 0 | 1 | 2 | 3 | 4 | 5;
  readonly manualClose?: boolean;
  readonly disabled?: boolean;
  readonly tags?: readonly Tag[];
}

/** A problem that is there from the beginning. */
export interface ProblemData {
  /** The description of its trigger, as given, and the host where several triggers share it. */
  readonly trigger: string;
  readonly host?: string;
  /** Unix seconds. */
  readonly clock: number;
  readonly resolvedAt?: number;
  readonly suppressed?: boolean;
}

export interface AccountData {
  readonly userid: string;
  readonly username: string;
  readonly password?: string;
  /** An API token. */
  readonly token?: string;
  /** May it close problems and change severities? True without it. */
  readonly write?: boolean;
}
