import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

const LIMIT = 2_000_000;

/**
 * The state of a playground in the address, so that a link is a copy of it: `#NAME=...`, JSON, deflated, base64url. Other
 * parts of the hash are left alone. `read` gives undefined for none and for what cannot be read: check what it gives
 * (`parseTierPolicy`...), it comes from anybody.
 */
export function hashState(name: string): {
  read: () => unknown;
  write: (state: unknown) => void;
  link: (state: unknown) => string;
  /** Takes the state out of the address. */
  clear: () => void;
} {
  const parts = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));
  const hashOf = (state: unknown): string => {
    const all = parts();
    all.set(name, pack(state));
    return `#${all.toString()}`;
  };
  return {
    read: () => {
      const text = parts().get(name);
      return text === null ? undefined : unpack(text);
    },
    write: (state) => {
      history.replaceState(history.state, "", hashOf(state));
    },
    clear: () => {
      const all = parts();
      if (!all.has(name)) return;
      all.delete(name);
      const rest = all.toString();
      history.replaceState(history.state, "", location.pathname + location.search + (rest === "" ? "" : `#${rest}`));
    },
    link: (state) => new URL(hashOf(state), location.href).href,
  };
}

/** JSON as a word for an address. */
export function pack(state: unknown): string {
  const bytes = deflateSync(strToU8(JSON.stringify(state)), { level: 9 });
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The reverse; undefined for a word that is not one of `pack`, or that would grow beyond two megabytes. */
export function unpack(text: string): unknown {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    const out = inflateSync(bytes, { out: new Uint8Array(LIMIT) });
    return JSON.parse(strFromU8(out));
  } catch {
    return undefined;
  }
}
