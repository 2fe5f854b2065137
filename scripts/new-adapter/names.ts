/** The forms in which a name stands in code: of the template's own name, and of the name that takes its place. */
export interface Names {
  /** acme-view: the folder, the manifest's type. */
  readonly type: string;
  /** acmeView */
  readonly variable: string;
  /** AcmeView */
  readonly typeName: string;
  /** ACME_VIEW */
  readonly environment: string;
  /** Acme View */
  readonly title: string;
}

export const TEMPLATE = namesOf('acme-view');

/** What may not be the name of a constant. */
const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof var void while with yield`.split(/\s+/),
);
const MAX_LENGTH = 40;

/** @throws Error, whose message states the rule that the name breaks. */
export function checkName(name: string, taken: readonly string[]): void {
  const got = `, but got: ${JSON.stringify(name)}.`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > MAX_LENGTH)
    throw new Error(
      `The name must be lower-case letters, digits and inner hyphens, begin with a letter and have at most ${MAX_LENGTH} signs${got}`,
    );
  if (RESERVED.has(namesOf(name).variable)) throw new Error(`The name must be no word of the language${got}`);
  if (taken.includes(name)) throw new Error(`The name must be new under adapters/${got}`);
}

export function namesOf(type: string): Names {
  const words = type.split('-');
  const capitals = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return {
    type,
    variable: [words[0], ...capitals.slice(1)].join(''),
    typeName: capitals.join(''),
    environment: type.replaceAll('-', '_').toUpperCase(),
    title: capitals.join(' '),
  };
}

/** A text of the template, in the name of another. */
export function renamed(text: string, names: Names): string {
  const forms = Object.keys(TEMPLATE) as (keyof Names)[];
  const byForm = new Map(forms.map((form) => [TEMPLATE[form], names[form]]));
  return text.replace(new RegExp([...byForm.keys()].join('|'), 'g'), (found) => byForm.get(found) ?? found);
}
