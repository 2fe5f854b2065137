/** Texts of a wanted length, the same each time. */

const WORDS =
  `sturdy parcel came on a wet monday and the lid did not quite close so we wedged a spoon under it
 which has held since spring nobody here minds the colour any more although the cat does after four weeks the hinge
 began to sing in the evenings a little oil and some patience have cured it would buy again for the kitchen upstairs`
    .replaceAll('\n', '')
    .split(' ');

export function words(length: number, seed: number): string {
  let text = '';
  for (let i = seed; text.length < length; i += 1) text += `${WORDS[i % WORDS.length] ?? ''} `;
  return text.slice(0, length - 1) + '.';
}
