/** What members answer to those queries. Where it can, it becomes a part of the screen as it is. */

export interface Alarm {
  readonly id: string;
  readonly perceivedSeverity: string;
  readonly alarmReportingTime: string;
  /** The reference, and then what it leads to. */
  managedElement: { readonly id: string } | object | null;
  alarmedObject: { readonly id: string } | object | null;
}

export interface AlarmsAnswer {
  readonly alarms: { readonly complete: boolean; readonly edges: readonly { readonly node: Alarm }[] };
}

export interface Place {
  readonly id: string;
  readonly name: string | null;
  readonly device: object | null;
  readonly site: object | null;
}

export interface Resource {
  link: { aEnd: Place | object | null; zEnd: Place | object | null } | null;
  /** Comes from the catalogues. */
  services?: object;
}

export interface ResourcesAnswer {
  readonly elements: readonly object[];
  readonly objects: readonly Resource[];
}

export interface PlacesAnswer {
  readonly places: readonly object[];
}

export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly tier: string | null;
}

export interface Service {
  readonly id: string;
  readonly name: string | null;
  readonly serviceType: string | null;
  readonly customer: Customer | null;
}

export interface ServicesAnswer {
  readonly objects: readonly {
    readonly services: {
      readonly totalCount: number | null;
      readonly edges: readonly { readonly node: Service }[];
    };
  }[];
}

export interface CustomersAnswer {
  readonly customers: readonly object[];
}
