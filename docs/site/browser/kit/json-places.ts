import { pointer } from "clientele/core";

/** Where a value of a JSON text stands, and where its name does; in characters from the start. */
export interface JsonPlace {
  readonly from: number;
  readonly to: number;
  readonly name: { readonly from: number; readonly to: number } | null;
}

/** What keeps a text from being JSON. */
export type JsonFaultCode =
  | "nothing-there"
  | "value-expected"
  | "name-expected"
  | "colon-expected"
  | "comma-or-brace-expected"
  | "comma-or-bracket-expected"
  | "comma-before-end"
  | "text-not-closed"
  | "bad-escape"
  | "line-break-in-text"
  | "bad-number"
  | "other-quotes"
  | "more-after-end"
  | "name-twice"
  | "too-deep";

/** Why a text is not JSON, and where. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  readonly from: number;
  readonly to: number;
  /** What stands there. */
  readonly found: string;
}

/** A JSON text with the place of each of its values, by JSON Pointer; or its first fault. */
export type LocatedJson =
  | { readonly ok: true; readonly value: unknown; readonly places: ReadonlyMap<string, JsonPlace> }
  | { readonly ok: false; readonly fault: JsonFault };

const DEEPEST = 64;

/** Reads a JSON text as `JSON.parse` does, but refuses a name that stands twice, and remembers where everything stands. */
export function locateJson(text: string): LocatedJson {
  const places = new Map<string, JsonPlace>();
  let at = 0;
  try {
    space();
    if (at === text.length) fault("nothing-there", 0, text.length);
    value([], null);
    space();
    if (at < text.length) fault("more-after-end");
    return { ok: true, value: JSON.parse(text) as unknown, places };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }

  function value(keys: readonly (string | number)[], name: JsonPlace["name"]): void {
    if (keys.length > DEEPEST) fault("too-deep");
    const from = at;
    const sign = text[at];
    if (sign === "{") members(keys);
    else if (sign === "[") items(keys);
    else if (sign === '"') string();
    else if (sign !== undefined && /[-+.\d]/.test(sign)) number();
    else word();
    places.set(pointer(keys), { from, to: at, name });
  }

  function members(keys: readonly (string | number)[]): void {
    at++;
    space();
    if (text[at] === "}") {
      at++;
      return;
    }
    const seen = new Set<string>();
    for (;;) {
      const from = at;
      if (text[at] !== '"') fault(isOtherQuote() ? "other-quotes" : "name-expected");
      string();
      const name = { from, to: at };
      const key = JSON.parse(text.slice(from, at)) as string;
      if (seen.has(key)) fault("name-twice", from, at);
      seen.add(key);
      space();
      if (text[at] !== ":") fault("colon-expected");
      at++;
      space();
      value([...keys, key], name);
      space();
      if (text[at] === "}") break;
      if (text[at] !== ",") fault("comma-or-brace-expected");
      const comma = at++;
      space();
      if (text[at] === "}") fault("comma-before-end", comma, comma + 1);
    }
    at++;
  }

  function items(keys: readonly (string | number)[]): void {
    at++;
    space();
    if (text[at] === "]") {
      at++;
      return;
    }
    for (let index = 0; ; index++) {
      value([...keys, index], null);
      space();
      if (text[at] === "]") break;
      if (text[at] !== ",") fault("comma-or-bracket-expected");
      const comma = at++;
      space();
      if (text[at] === "]") fault("comma-before-end", comma, comma + 1);
    }
    at++;
  }

  function string(): void {
    const from = at++;
    for (; text[at] !== '"'; at++) {
      const sign = text[at];
      if (sign === undefined) fault("text-not-closed", from, endOfLine(from));
      if (sign === "\n" || sign === "\r") fault("line-break-in-text", from, at);
      if (sign < " ") fault("bad-escape");
      if (sign !== "\\") continue;
      const escape = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6));
      if (escape === null) fault("bad-escape", at, at + 2);
      at += escape[0].length - 1;
    }
    at++;
  }

  function number(): void {
    const from = at;
    while (/[-+.\w]/.test(text[at] ?? " ")) at++;
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text.slice(from, at))) fault("bad-number", from, at);
  }

  function word(): void {
    const found = /^\w+/.exec(text.slice(at, at + 40))?.[0] ?? "";
    if (!["true", "false", "null"].includes(found)) {
      fault(isOtherQuote() ? "other-quotes" : "value-expected", at, at + Math.max(1, found.length));
    }
    at += found.length;
  }

  function isOtherQuote(): boolean {
    return /['‘’“”`「」＂]/.test(text[at] ?? " ");
  }

  function space(): void {
    while (/[ \t\r\n]/.test(text[at] ?? "x")) at++;
  }

  function endOfLine(from: number): number {
    const end = text.indexOf("\n", from);
    return end < 0 ? text.length : end;
  }

  function fault(code: JsonFaultCode, from = at, to = from + 1): never {
    throw new Fault({ code, from, to: Math.min(to, text.length), found: text.slice(from, to) });
  }
}

class Fault extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Where to point for a JSON Pointer: at its value; of what is not in the text, at the nearest thing around it that is. */
export function placeAt(places: ReadonlyMap<string, JsonPlace>, path: string): JsonPlace {
  for (let left = path; left !== ""; left = left.slice(0, left.lastIndexOf("/"))) {
    const place = places.get(left);
    if (place !== undefined) return place;
  }
  return places.get("") ?? { from: 0, to: 0, name: null };
}

/** What of a place to underline: the value where it is short, else its name, else the sign it begins with. */
export function underlined(
  text: string,
  { from, to, name }: JsonPlace,
): { readonly from: number; readonly to: number } {
  if (!text.slice(from, to).includes("\n")) return { from, to };
  return name ?? { from, to: from + 1 };
}

/** The line of a character, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", next + 1)) line++;
  return line;
}
