/** A text in lines of so many characters, broken between words; a word that is longer stays whole. `first` and `rest` stand before the lines. */
export function wrapped(text: string, width: number, first: string, rest = first): string {
  const lines: string[] = [];
  let line = first;
  let isBegun = false;
  for (const word of text.split(' ')) {
    if (isBegun && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isBegun = false;
    }
    line += isBegun ? ` ${word}` : word;
    isBegun = true;
  }
  return [...lines, line].join('\n');
}
