import type { Keys } from "../../rules/index.ts";

/**
 * Copies a document with something else at one place.
 *
 * @param document - Plain data.
 * @param keys - A place that there is.
 * @param next - What stands there then.
 * @returns The copy; what is not on the way is shared.
 */
export function replacedAt(document: unknown, keys: Keys, next: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return next;
  if (Array.isArray(document)) {
    return document.map((item: unknown, at) => (at === key ? replacedAt(item, rest, next) : item));
  }
  const members = document as Readonly<Record<string, unknown>>;
  return { ...members, [key]: replacedAt(members[key], rest, next) };
}
