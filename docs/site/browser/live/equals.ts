/**
 * Whether a value is what an example says, as the tests of the examples see it (`toEqual`): by content; a property that is
 * undefined is as good as none, and the class of an object does not count.
 */
export function equals(a: unknown, b: unknown): boolean {
  return same(a, b, []);
}

function same(a: unknown, b: unknown, above: readonly (readonly [unknown, unknown])[]): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  if (above.some(([one, other]) => one === a && other === b)) return true; // a circle, equal so far
  const within = [...above, [a, b] as const];
  const both = (x: unknown, y: unknown): boolean => same(x, y, within);

  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return a.source === b.source && a.flags === b.flags;
  if (a instanceof Error && b instanceof Error) return a.name === b.name && a.message === b.message;
  if (a instanceof Number || a instanceof String || a instanceof Boolean) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && matched([...a], [...b], both);
  }
  if (a instanceof Set && b instanceof Set) return a.size === b.size && matched([...a], [...b], both);
  if (lengthOf(a) !== lengthOf(b)) return false;
  if (typeof a === "function") return false;
  return [...new Set([...keysOf(a), ...keysOf(b)])].every((key) => both(a[key], b[key]));
}

/** Whether each of one list has its like in the other, which is as long. */
function matched(a: readonly unknown[], b: readonly unknown[], both: (x: unknown, y: unknown) => boolean): boolean {
  return a.every((one) => b.some((other) => both(one, other)));
}

/** The length of a list, typed or not. */
function lengthOf(value: object): unknown {
  return (Array.isArray(value) || ArrayBuffer.isView(value)) && "length" in value ? value.length : null;
}

function keysOf(value: object): (string | symbol)[] {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return [...Object.keys(value), ...symbols];
}

function kindOf(value: object): string {
  return Object.prototype.toString.call(value);
}

function isObject(value: unknown): value is Record<string | symbol, unknown> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
