/** Below this many values, the engine's own sorting is as fast. */
const FEW = 2048;
/** Values are sorted digit by digit, of 12 bits each, two of them in a word. */
const [BITS, DIGIT, WORD] = [12, 4096, 2 ** 24];

/**
 * Sorts integers by their digits, the last first: the time is that of reading and writing them once for each digit of the greatest.
 *
 * @param values - Integers from 0 to 2^53 (not checked). They may be overwritten.
 * @returns Them, ascending, in the same list or in another.
 */
export function sortIntegers(values: Float64Array): Float64Array {
  const size = values.length;
  if (size < FEW) return values.sort();
  const greatest = values.reduce((most, value) => (value > most ? value : most), 0);
  const keys = new Uint16Array(size);
  const places = new Uint32Array(DIGIT);
  let from = values;
  let to: Float64Array = new Float64Array(size);
  for (let digit = 0; digit < 5 && DIGIT ** digit <= greatest; digit++) {
    places.fill(0);
    const shift = (digit % 2) * BITS;
    for (let at = 0; at < size; at++) {
      const value = from[at] ?? 0;
      const upper = (value / WORD) | 0;
      const word = digit < 2 ? (value - upper * WORD) | 0 : digit < 4 ? upper : upper / WORD;
      const key = (word >> shift) & (DIGIT - 1);
      keys[at] = key;
      places[key] = (places[key] ?? 0) + 1;
    }
    for (let key = 0, place = 0; key < DIGIT; key++) {
      const count = places[key] ?? 0;
      places[key] = place;
      place += count;
    }
    for (let at = 0; at < size; at++) {
      const key = keys[at] ?? 0;
      const place = places[key] ?? 0;
      to[place] = from[at] ?? 0;
      places[key] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
