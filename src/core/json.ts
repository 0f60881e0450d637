import type { Result } from "./result.ts";

/** Anything that JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  /** Any name. */
  readonly [key: string]: JsonValue;
}

/** What makes input unfit to be looked at any further. */
export interface HostileInput {
  /** What is wrong. */
  readonly code: "cycle" | "too-deep" | "too-large" | "forbidden-key" | "not-plain-data";
  /** Where, outermost key first. */
  readonly keys: readonly (string | number)[];
}

/** How much a policy or a fact may hold. */
export interface InputLimits {
  /** Nesting of objects and arrays. */
  readonly depth: number;
  /** Values in all, counting each object, array and leaf. */
  readonly values: number;
  /** Characters of text in all, keys included. */
  readonly characters: number;
}

/** The limits of every policy: 64 levels, 200,000 values, 8,000,000 characters. */
export const INPUT_LIMITS: InputLimits = { depth: 64, values: 200_000, characters: 8_000_000 };

interface Frame {
  readonly source: object;
  readonly target: Record<string, unknown> | unknown[];
  readonly names: readonly string[];
  readonly key: string | number | null;
  next: number;
}

/**
 * Copies plain data without running any of its code: no getter is called, no prototype is read from, nothing recurses. So
 * what is checked afterwards is what will be used.
 *
 * @param input - Anything.
 * @param limits - How much it may hold.
 * @returns The copy, or the first thing that makes the input unfit: a cycle, too many levels or values, a key such as
 *   `__proto__`, or something JSON could not say (a function, a symbol, a class instance, an accessor, a hole in an array).
 */
export function plainCopy(input: unknown, limits: InputLimits): Result<unknown, HostileInput> {
  const stack: Frame[] = [];
  const open = new Set<object>();
  let values = 0;
  let characters = 0;

  const here = (last?: string | number): readonly (string | number)[] => [
    ...stack.flatMap(({ key }) => (key === null ? [] : [key])),
    ...(last === undefined ? [] : [last]),
  ];
  const refuse = (code: HostileInput["code"], last?: string | number) =>
    ({ ok: false, error: { code, keys: here(last) } }) as const;

  /** Copies a leaf, or opens an object or array and puts its frame on the stack. */
  const enter = (value: unknown, key: string | number | null): { readonly value: unknown } | HostileInput["code"] => {
    if (++values > limits.values) return "too-large";
    if (typeof value === "string" && (characters += value.length) > limits.characters) return "too-large";
    if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return "not-plain-data";
    if (typeof value !== "object" || value === null) return { value };
    if (open.has(value)) return "cycle";
    if (stack.length >= limits.depth) return "too-deep";
    const names = namesOf(value, limits.values - values);
    if (typeof names === "string") return names;
    const target = Array.isArray(value) ? [] : {};
    open.add(value);
    stack.push({ source: value, target, names, key, next: 0 });
    return { value: target };
  };

  try {
    const root = enter(input, null);
    if (typeof root === "string") return refuse(root);
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const name = frame.names[frame.next++];
      if (name === undefined) {
        open.delete(frame.source);
        stack.pop();
        continue;
      }
      const key = Array.isArray(frame.target) ? Number(name) : name;
      if (name === "__proto__") return refuse("forbidden-key", key);
      if ((characters += name.length) > limits.characters) return refuse("too-large", key);
      const property = Object.getOwnPropertyDescriptor(frame.source, name);
      if (property === undefined || !("value" in property)) return refuse("not-plain-data", key);
      const copied = enter(property.value, key);
      if (typeof copied === "string") return refuse(copied, key);
      (frame.target as Record<string | number, unknown>)[key] = copied.value;
    }
    return { ok: true, value: root.value };
  } catch {
    return refuse("not-plain-data"); // a proxy whose traps throw
  }
}

/** The names to copy, in order; or what is wrong with the object as a whole. */
function namesOf(value: object, room: number): readonly string[] | HostileInput["code"] {
  try {
    if (Array.isArray(value)) {
      if (value.length > room) return "too-large";
      return Array.from({ length: value.length }, (_, index) => String(index));
    }
    // plain, in this realm or another: no prototype, or one that itself has none
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return "not-plain-data";
    const names = Reflect.ownKeys(value);
    if (names.length > room) return "too-large";
    return names.every((name) => typeof name === "string") ? names : "not-plain-data";
  } catch {
    return "not-plain-data"; // a proxy whose traps throw, or that is revoked
  }
}

/**
 * Writes plain data as JSON with sorted keys and no spaces, so that equal data has equal text. Keys that hold `undefined`
 * are left out, as in JSON.
 *
 * @param value - Plain data without cycles, at most some hundred levels deep.
 * @returns The text.
 * @see RFC 8785, whose order of keys (UTF-16 code units) and form of numbers this is.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  const text: unknown = JSON.stringify(value); // undefined for what JSON cannot say
  return typeof text === "string" ? text : "null";
}
