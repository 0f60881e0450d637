import { taggedNumber, type Tagged } from "./reason.ts";
import type { Duration } from "./duration.ts";
import type { JsonValue } from "./json.ts";
import type { MessageValue } from "./message.ts";

/** Words with a code of their own: a sentence, or a part of one. `explain` writes them out. */
export interface Phrase<Code extends string = string> {
  /** Stable name of what is said. */
  readonly code: Code;
  /** What the words need to know. */
  readonly params: PhraseParams;
}

/** What may stand in a phrase: values, other phrases, lists of both. */
export type PhraseValue = MessageValue | Phrase | readonly PhraseValue[];

/** The parameters of a phrase by name. */
export type PhraseParams = Readonly<Record<string, PhraseValue>>;

/** A line of a description: a sentence, and the lines that belong below it. */
export interface DescriptionLine<Code extends string = string> extends Phrase<Code> {
  /** JSON Pointer (RFC 6901) to what it tells of; `""` is the whole. */
  readonly path: string;
  /** The lines below it. */
  readonly parts: readonly DescriptionLine<Code>[];
}

/** One difference between two versions of a policy. */
export interface PolicyChange<Code extends string = string> extends Phrase<Code> {
  /** Whether it is new, gone, or another than before. */
  readonly kind: "added" | "removed" | "changed";
  /** JSON Pointer to it in the later version; in the earlier one where it is gone. */
  readonly path: string;
  /** JSON Pointer to it in the earlier version; null where it is new. */
  readonly pathBefore: string | null;
  /** What stood there; null also where it is new. */
  readonly before: JsonValue;
  /** What stands there now; null also where it is gone. */
  readonly after: JsonValue;
}

const UNITS = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;
const PARTS = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Takes a duration apart for a sentence, in the units that it is written in.
 *
 * @param duration - ISO 8601 text, such as `P1Y6M`.
 * @returns Numbers with their units, the largest unit first; those of zero are left out, unless there is no other.
 *
 * @example
 * ```ts
 * import { renderValue, tagDuration } from "clientele/core";
 *
 * renderValue(tagDuration("P1Y6M"), "en"); // => "1 year, 6 months"
 * renderValue(tagDuration("P12M"), "zh-CN"); // => "12 个月"
 * ```
 */
export function tagDuration(duration: Duration): readonly Tagged[] {
  const parts = (PARTS.exec(duration) ?? []).slice(1);
  const tagged = UNITS.flatMap((unit, at) => {
    const count = Number(parts[at] ?? 0);
    return count === 0 ? [] : [taggedNumber(count, unit)];
  });
  return tagged.length === 0 ? [taggedNumber(0, "days")] : tagged;
}
