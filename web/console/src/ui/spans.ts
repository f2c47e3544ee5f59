/** Stretches of a text, cut out of it: pure. Places are code points, as the API counts characters. */

export type Stretch = { start: number; end: number };
export type Piece = { text: string; marked: boolean };

/** The text in pieces, those within a stretch marked. Stretches may overlap and may reach beyond the text. */
export function pieces(text: string, stretches: readonly Stretch[]): Piece[] {
  const letters = [...text];
  const marked = new Array<boolean>(letters.length).fill(false);
  for (const { start, end } of stretches) marked.fill(true, Math.max(0, start), Math.max(0, end));
  const all: Piece[] = [];
  letters.forEach((letter, place) => {
    const last = all.at(-1);
    if (last !== undefined && last.marked === marked[place]) last.text += letter;
    else all.push({ text: letter, marked: marked[place] === true });
  });
  return all;
}

/** Stretches counted in bytes of UTF-8, counted in code points. */
export function ofBytes(text: string, stretches: readonly Stretch[]): Stretch[] {
  const begins: number[] = [];
  let bytes = 0;
  for (const letter of text) {
    begins.push(bytes);
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  const place = (byte: number) => {
    const found = begins.findIndex((begin) => begin >= byte);
    return found === -1 ? begins.length : found;
  };
  return stretches.map(({ start, end }) => ({ start: place(start), end: place(end) }));
}
