/** What the versions of the API differ in, as far as it is emulated. */
export interface Features {
  readonly version: string;
  /** From 6.4. */
  readonly tokenInHeader: boolean;
  /** Until 7.0. */
  readonly tokenInBody: boolean;
  /** From 6.2, with the field hostgroups. */
  readonly hostGroups: boolean;
  /** Until 7.0. */
  readonly oldSelects: boolean;
  /** From 6.4: cause_eventid. */
  readonly causes: boolean;
  /** From 7.0 problem.get and event.get refuse what they do not know; before, it is ignored. */
  readonly strict: boolean;
}

export function featuresOf(version: string): Features {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const from = (wantedMajor: number, wantedMinor: number): boolean =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return {
    version,
    tokenInHeader: from(6, 4),
    tokenInBody: !from(7, 2),
    hostGroups: from(6, 2),
    oldSelects: !from(7, 2),
    causes: from(6, 4),
    strict: from(7, 0),
  };
}
