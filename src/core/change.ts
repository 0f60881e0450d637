import { canonicalJson, type JsonValue } from "./json.ts";
import type { PhraseParams, PhraseValue, PolicyChange } from "./phrase.ts";
import { pointer } from "./refusal.ts";

/** Something in one version of a policy: where it stands, and what it is. */
export interface PolicySide {
  /** Where, outermost key first. */
  readonly keys: readonly (string | number)[];
  /** What stands there: plain data. */
  readonly value: unknown;
}

/**
 * Makes a change of what stood in one version of a policy, in the other, or in both.
 *
 * @param code - What has changed.
 * @param sides - `before`, `after`: what stood, and stands, where; null in the version that has nothing of the kind.
 * @param params - What its sentence needs to know.
 * @returns The change.
 */
export function policyChange<Code extends string>(
  code: Code,
  { before, after }: { readonly before: PolicySide | null; readonly after: PolicySide | null },
  params: PhraseParams,
): PolicyChange<Code> {
  const pathBefore = before === null ? null : pointer(before.keys);
  return {
    code,
    kind: before === null ? "added" : after === null ? "removed" : "changed",
    path: after === null ? (pathBefore ?? "") : pointer(after.keys),
    pathBefore,
    before: (before?.value ?? null) as JsonValue,
    after: (after?.value ?? null) as JsonValue,
    params,
  };
}

/** Both versions of a part, with their words. */
export interface PartVersions {
  /** What stood, and where. */
  readonly before: PolicySide;
  /** What stands, and where. */
  readonly after: PolicySide;
  /** What the sentence is about. */
  readonly place: PhraseValue;
  /** What stood, in words. */
  readonly from: PhraseValue;
  /** What stands, in words. */
  readonly to: PhraseValue;
}

/**
 * Tells the change of a part that both versions of a policy have: none where it is the same; `written-otherwise` where only the
 * letters are others, and its words are the same.
 *
 * @param code - What has changed, where its words have.
 * @param versions - `before` and `after`; `place`, `from` and `to` for the sentence.
 * @returns At most one change.
 */
export function partChange<Code extends string>(
  code: Code,
  { before, after, place, from, to }: PartVersions,
): readonly PolicyChange<Code | "written-otherwise">[] {
  const [was, is] = [canonicalJson(before.value), canonicalJson(after.value)];
  if (was === is) return [];
  if (canonicalJson(from) !== canonicalJson(to)) return [policyChange(code, { before, after }, { place, from, to })];
  return [policyChange("written-otherwise", { before, after }, { place, from: was, to: is })];
}

/** Two lists, item by item: what is in both, in the order of the earlier, and what is in one only. */
export interface AlignedLists {
  /** Places in the earlier and in the later list. */
  readonly pairs: readonly (readonly [before: number, after: number])[];
  /** Places of what is in the earlier list only. */
  readonly removed: readonly number[];
  /** Places of what is in the later list only. */
  readonly added: readonly number[];
  /** Whether what is in both stands in another order. */
  readonly reordered: boolean;
}

/**
 * Finds out which items of two lists belong together. Each item has several keys, the surest first: items with the same surest
 * key belong together, of the rest those with the same next one; of several with one key the first to the first.
 *
 * @param before - The keys of each item of the earlier list.
 * @param after - Those of the later one.
 * @returns What belongs together, and what is left. The lists exchanged give the same, exchanged.
 *
 * @example
 * ```ts
 * import { alignLists } from "clientele/core";
 *
 * alignLists([["a"], ["b"], ["c"]], [["c"], ["a"], ["d"]]);
 * // => { pairs: [[0, 1], [2, 0]], removed: [1], added: [2], reordered: true }
 * ```
 */
export function alignLists(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): AlignedLists {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const passes = Math.max(0, ...before.map((keys) => keys.length));
  for (let pass = 0; pass < passes; pass++) {
    const free = new Map<string, number[]>();
    after.forEach((keys, at) => {
      const key = keys[pass];
      if (key === undefined || taken.has(at)) return;
      const waiting = free.get(key);
      if (waiting === undefined) free.set(key, [at]);
      else waiting.push(at);
    });
    before.forEach((keys, at) => {
      const key = keys[pass];
      const found = key === undefined || partner.has(at) ? undefined : free.get(key)?.shift();
      if (found === undefined) return;
      partner.set(at, found);
      taken.add(found);
    });
  }
  const pairs = [...partner].sort(([a], [b]) => a - b);
  return {
    pairs,
    removed: [...before.keys()].filter((at) => !partner.has(at)),
    added: [...after.keys()].filter((at) => !taken.has(at)),
    reordered: pairs.some(([, to], at) => at > 0 && to < (pairs[at - 1]?.[1] ?? 0)),
  };
}
