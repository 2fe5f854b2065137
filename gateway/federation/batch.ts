/** The entities of one fetch: each once, however often it stands in the answer, with the places that it stands in. */
import type { MemberError } from '#schema/ports/member.ts';
import { Merge, copyOf } from './merge.ts';
import { type AnswerPath, type Data, objectsAt, placeOf, rename } from './places.ts';
import type { EntityProgram } from './program.ts';
import type { Shared } from './shared.ts';

/** Places of one path of the plan: entity for entity, as `entities` has them. */
interface PathPlaces {
  readonly objects: Data[];
  readonly entities: number[];
  /** False where no entity can have a place here that has another one, here or at a path before. */
  repeats: boolean;
}

export class Batch {
  readonly program: EntityProgram;
  /** What the subgraph is told of each entity, as JSON. */
  readonly representations: readonly string[];
  readonly #paths: PathPlaces[] = [];

  constructor(program: EntityProgram, data: Data, shared: Shared) {
    this.program = program;
    const representations = program.representations();
    this.representations = representations.texts;
    for (const { path } of program.paths) {
      const places: PathPlaces = { objects: [], entities: [], repeats: false };
      for (const object of objectsAt(data, path, shared)) {
        const { length } = representations.texts;
        const entity = representations.add(object);
        if (entity === undefined) continue;
        if (entity < length) places.repeats = true;
        places.objects.push(object);
        places.entities.push(entity);
      }
      this.#paths.push(places);
    }
  }

  get isEmpty(): boolean {
    return this.representations.length === 0;
  }

  /** Brings what was answered to its places. False where that is no answer to what was asked, or a part of it is none. */
  take(answers: unknown, shared: Shared): boolean {
    if (!Array.isArray(answers) || answers.length !== this.representations.length) return this.isEmpty;
    rename(answers, this.program.renames);
    // Where nothing repeats, no answer stands anywhere before.
    const given = this.#paths.length > 1 || this.#paths[0]?.repeats ? new Set<number>() : null;
    for (const [index, places] of this.#paths.entries()) {
      const shares = this.program.paths[index]?.shares === true;
      takeAt(places, shares, answers, given, shared);
    }
    return answers.every((answer: unknown) => typeof answer === 'object' && !Array.isArray(answer));
  }

  /** Where in the answer an error is that the subgraph has at this entity; empty where there is no such place. */
  placeOfError(data: Data, entity: unknown, rest: NonNullable<MemberError['path']>): AnswerPath {
    for (const [index, { objects, entities }] of this.#paths.entries()) {
      const object = objects[entities.indexOf(entity as number)];
      const planned = this.program.paths[index];
      if (object && planned) return [...placeOf(data, planned.path, object), ...rest];
    }
    return [];
  }

  /** One place for each path of the plan: where nothing could be asked, that is said there. */
  placesAsked(data: Data): AnswerPath[] {
    return this.#paths.flatMap(({ objects: [object] }, index) => {
      const planned = this.program.paths[index];
      return object && planned ? [placeOf(data, planned.path, object)] : [];
    });
  }
}

/**
 * `given`: whose answers stand somewhere already. What follows in the plan may differ from path to path, and so each path has a copy of
 * its own; where it may also differ from place to place, each place.
 */
function takeAt(
  { objects, entities, repeats }: PathPlaces,
  shares: boolean,
  answers: readonly unknown[],
  given: Set<number> | null,
  shared: Shared,
): void {
  if (!repeats) {
    const merge = new Merge(shared);
    for (const [index, entity] of entities.entries()) {
      const place = objects[index];
      const answer: unknown = answers[entity];
      if (!place || typeof answer !== 'object' || answer === null || Array.isArray(answer)) continue;
      merge.into(place, answer as Data);
      given?.add(entity);
    }
    return;
  }
  const several = shares ? sameTwice(entities) : NOBODY;
  const ofPath = new Map<number, { readonly answer: Data; readonly merge: Merge }>();
  for (const [index, entity] of entities.entries()) {
    const place = objects[index];
    const answer: unknown = answers[entity];
    if (!place || typeof answer !== 'object' || answer === null || Array.isArray(answer)) continue;
    const known = ofPath.get(entity);
    if (known) {
      known.merge.into(place, known.answer);
      continue;
    }
    const own = given?.has(entity) ? copyOf(answer as Data) : (answer as Data);
    given?.add(entity);
    const merge = new Merge(shared, several.has(entity));
    if (several.has(entity)) ofPath.set(entity, { answer: own, merge });
    merge.into(place, own);
  }
}

const NOBODY: ReadonlySet<number> = new Set();

/** What occurs more than once. */
function sameTwice(entities: readonly number[]): ReadonlySet<number> {
  const once = new Set<number>();
  const twice = new Set<number>();
  for (const entity of entities) (once.has(entity) ? twice : once).add(entity);
  return twice;
}
