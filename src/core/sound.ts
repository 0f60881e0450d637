import type * as z from "zod";

/**
 * A draft as its cross-field checks see it: every part whose own shape is sound, `undefined` in place of what is not (or is
 * not given).
 */
export type Sound<T> = T extends readonly (infer Item)[]
  ? readonly (Sound<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Sound<T[Key]> | undefined }
    : T;

/**
 * Cuts out of a draft what a schema found unsound, in place. Array items keep their places.
 *
 * @param input - A plain copy of the draft.
 * @param found - What zod says of it.
 * @returns What is left.
 */
export function soundPart(input: unknown, found: readonly z.core.$ZodIssue[]): unknown {
  let root = input;
  for (const { path, ...rest } of found) {
    if (rest.code === "unrecognized_keys") {
      for (const key of rest.keys) root = without(root, [...path, key]);
    } else if (rest.code === "invalid_union" && "options" in rest) {
      root = without(root, path.slice(0, -1)); // no form was found, so no part of it was checked
    } else root = without(root, path);
  }
  return root ?? {};
}

/** Removes one part of the plain copy, in place. */
function without(root: unknown, path: readonly PropertyKey[]): unknown {
  if (path.length === 0) return undefined;
  let holder = root;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return root;
    holder = (holder as Record<PropertyKey, unknown>)[key];
  }
  const last = path.at(-1);
  if (typeof holder === "object" && holder !== null && last !== undefined && Object.hasOwn(holder, last)) {
    (holder as Record<PropertyKey, unknown>)[last] = undefined;
  }
  return root;
}
