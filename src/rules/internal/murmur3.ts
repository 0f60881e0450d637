/**
 * Hashes text: MurmurHash3, the 32-bit variant for x86, of its UTF-8 bytes. A lone surrogate keeps its own three bytes.
 *
 * @param text - Any text.
 * @param seed - An integer of 32 bits.
 * @returns An integer from 0 to 2^32 - 1.
 * @see Austin Appleby, MurmurHash3 (public domain), `MurmurHash3_x86_32`.
 */
export function murmur3(text: string, seed: number): number {
  let hash = seed | 0;
  let block = 0;
  let length = 0;
  const add = (byte: number): void => {
    block |= byte << ((length & 3) << 3);
    length += 1;
    if ((length & 3) === 0) {
      hash = Math.imul(rotate(hash ^ mixed(block), 13), 5) + 0xe654_6b64;
      block = 0;
    }
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code < 0x80) add(code);
    else {
      if (code < 0x800) add(0xc0 | (code >> 6));
      else {
        if (code < 0x1_0000) add(0xe0 | (code >> 12));
        else {
          add(0xf0 | (code >> 18));
          add(0x80 | ((code >> 12) & 0x3f));
          at += 1;
        }
        add(0x80 | ((code >> 6) & 0x3f));
      }
      add(0x80 | (code & 0x3f));
    }
  }
  hash ^= mixed(block) ^ length; // what is left of a block; nothing mixes to nothing
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const mixed = (block: number): number => Math.imul(rotate(Math.imul(block, 0xcc9e_2d51), 15), 0x1b87_3593);
const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
