/** A piece of a text; what was asked for is marked. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A text in pieces, words marked. A word of letters begins where a word or a hump of a name begins. */
export function marked(text: string, terms: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const [start, end] of placesOf(text, terms)) {
    if (start > from) pieces.push({ text: text.slice(from, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}

/** The piece of a long text in which most of the words stand close together; the beginning where none does. */
export function excerpt(text: string, terms: readonly string[], length = 150): string {
  if (text.length <= length) return text;
  const places = placesOf(text, terms);
  const weights = places.map(([start]) => {
    const near = places.filter(([other]) => other >= start && other < start + length * 0.7);
    return new Set(near.map(([from, to]) => text.slice(from, to).toLowerCase())).size;
  });
  const first = places[weights.indexOf(Math.max(...weights))]?.[0] ?? 0;
  const start = first < length * 0.7 ? 0 : wordStart(text, first - Math.round(length * 0.3));
  const end = start + length >= text.length ? text.length : wordStart(text, start + length);
  return `${start > 0 ? "…" : ""}${text.slice(start, end).trim()}${end < text.length ? "…" : ""}`;
}

/** Where words stand, in order; places that touch or overlap are one. */
function placesOf(text: string, terms: readonly string[]): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  const low = text.toLowerCase();
  if (low.length !== text.length) return []; // letters that grow when made small would move every place
  for (const term of terms) {
    for (let at = low.indexOf(term); at >= 0; at = low.indexOf(term, at + term.length)) {
      const begins =
        at === 0 ||
        !/[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1)) ||
        /[A-Z]|\p{Script=Han}/u.test(text.charAt(at));
      if (begins) found.push([at, at + term.length]);
    }
  }
  found.sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [start, end] of found) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Where the word that holds this place begins. */
function wordStart(text: string, place: number): number {
  const space = text.lastIndexOf(" ", place);
  return place - space < 20 ? space + 1 : place;
}
