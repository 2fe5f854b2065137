/** What the versions of the API differ in, as far as it is emulated. */
export interface Features {
  readonly version: string;
  /** The API-Version header: major.minor. */
  readonly api: string;
  /** Until 4.0 a device has `device_role` beside `role`. */
  readonly deviceRole: boolean;
  /** From 4.1: `display_url`. */
  readonly displayUrl: boolean;
  /** From 4.2 a circuit ends at any scope (`termination_type`), and MAC addresses are objects. */
  readonly scopes: boolean;
  /** From 4.1 a virtual machine has a serial number; before, a filter by it is ignored, as every unknown one. */
  readonly machineSerial: boolean;
  /** From 4.1 the change log is in core; before, in extras. */
  readonly coreChanges: boolean;
  /** From 4.2 modules are filtered by site and location; before, such a parameter is ignored. */
  readonly modulePlaces: boolean;
  /** From 4.5: `Bearer nbt_<key>.<token>`. */
  readonly tokens2: boolean;
  /** From 4.5: `owner`. */
  readonly owners: boolean;
  /** From 4.5: `omit`, which leaves fields out as `exclude` does for config contexts. */
  readonly omit: boolean;
  /** From 4.6: paging by `start`. */
  readonly start: boolean;
}

export function featuresOf(version: string): Features {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const from = (wantedMajor: number, wantedMinor: number): boolean =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return {
    version,
    api: `${major}.${minor}`,
    deviceRole: !from(4, 0),
    displayUrl: from(4, 1),
    machineSerial: from(4, 1),
    scopes: from(4, 2),
    coreChanges: from(4, 1),
    modulePlaces: from(4, 2),
    tokens2: from(4, 5),
    owners: from(4, 5),
    omit: from(4, 5),
    start: from(4, 6),
  };
}
