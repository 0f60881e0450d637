import { isDecimalText, type LabelsInput, pointer } from "clientele/core";
import type { JsonPlace } from "../kit/json-places.ts";

/** A number of a draft that a metric is held against. */
export interface ThresholdField {
  /** Where the number stands: a JSON Pointer. */
  readonly path: string;
  readonly role: "attain" | "retain" | "lifetime" | "when";
  /** Id of the tier or of the downgrade rule that asks. */
  readonly part: string;
  readonly partLabels: LabelsInput | null;
  readonly rank: number | null;
  readonly metric: string;
  readonly metricLabels: LabelsInput | null;
  readonly op: string;
  /** What the metric's values are; null when the draft does not say. */
  readonly kind: string | null;
  readonly unit: string | null;
  /** The number, as it is written. */
  readonly value: string;
  /** Whether it is written as text, as amounts are. */
  readonly quoted: boolean;
}

type Keys = readonly (string | number)[];
type Thing = Readonly<Record<string, unknown>>;

/** The numbers of a draft, whether or not it is sound: those of tiers from the highest rank down, then those of downgrade rules. */
export function thresholdsIn(draft: unknown): readonly ThresholdField[] {
  const policy = thing(draft);
  const metrics = new Map(list(policy["metrics"]).map((metric) => [thing(metric)["id"], thing(metric)]));
  const currency = typeof policy["currency"] === "string" ? policy["currency"] : null;

  const within = (
    condition: unknown,
    keys: Keys,
    part: Pick<ThresholdField, "role" | "part" | "partLabels" | "rank">,
  ) =>
    comparisons(condition, keys).map(([comparison, at]): ThresholdField => {
      const { metric, op, value } = comparison;
      const definition = metrics.get(metric) ?? {};
      return {
        ...part,
        path: pointer([...at, "value"]),
        metric: String(metric),
        metricLabels: labelsOf(definition),
        op: String(op),
        kind: typeof definition["kind"] === "string" ? definition["kind"] : null,
        unit: definition["kind"] === "money" ? currency : null,
        value: String(value),
        quoted: typeof value === "string",
      };
    });

  const ofTiers = list(policy["tiers"]).flatMap((tier, place) => {
    const { id, rank } = thing(tier);
    return (["attain", "retain", "lifetime"] as const).flatMap((role) =>
      within(thing(tier)[role], ["tiers", place, role], {
        role,
        part: String(id),
        partLabels: labelsOf(thing(tier)),
        rank: typeof rank === "number" ? rank : null,
      }),
    );
  });
  const ofRules = list(thing(policy["downgrade"])["also"]).flatMap((rule, place) =>
    within(thing(rule)["when"], ["downgrade", "also", place, "when"], {
      role: "when",
      part: String(thing(rule)["id"]),
      partLabels: labelsOf(thing(rule)),
      rank: null,
    }),
  );
  return [...ofTiers.sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0)), ...ofRules];
}

/** The comparisons with a number, wherever they stand in a condition. */
function comparisons(condition: unknown, keys: Keys): readonly (readonly [Thing, Keys])[] {
  const { metric, value, all, any, atLeast, not } = thing(condition);
  if (typeof metric === "string") {
    const number = typeof value === "number" || (typeof value === "string" && isDecimalText(value));
    return number ? [[thing(condition), keys]] : [];
  }
  const groups: readonly (readonly [unknown, Keys])[] = [
    [all, [...keys, "all"]],
    [any, [...keys, "any"]],
    [thing(atLeast)["of"], [...keys, "atLeast", "of"]],
  ];
  return [
    ...groups.flatMap(([parts, at]) => list(parts).flatMap((part, place) => comparisons(part, [...at, place]))),
    ...(not === undefined ? [] : comparisons(not, [...keys, "not"])),
  ];
}

const thing = (value: unknown): Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Thing) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function labelsOf(part: Thing): LabelsInput | null {
  const { en, "zh-CN": zh } = thing(part["labels"]);
  const text = (label: unknown): string | null => (typeof label === "string" ? label : null);
  return { en: text(en), "zh-CN": text(zh) };
}

/** What is wrong with what was typed for a threshold; null when nothing is. */
export type NumberFault = "empty" | "number" | "negative" | "whole" | "share" | "decimals";

/** Tells whether a metric of a kind can be held against what was typed; `digits` are the decimals an amount can have. */
export function numberFault(typed: string, kind: string | null, digits: number | null = null): NumberFault | null {
  if (typed.trim() === "") return "empty";
  const text = numberText(typed, false);
  if (text === null) return "number";
  const value = Number(text);
  if (kind === "share") return value < 0 || value > 1 ? "share" : null;
  if (value < 0 && (kind === "money" || kind === "count" || kind === "days")) return "negative";
  if (kind === "money" && digits !== null && (text.split(".")[1] ?? "").length > digits) return "decimals";
  return kind === "count" && !Number.isInteger(value) ? "whole" : null;
}

/** What to write in the place of a number; null for what is no number. */
export function numberText(typed: string, quoted: boolean): string | null {
  const text = typed.trim();
  const plain = /^-?\d+(?:\.\d+)?$/.test(text) || text === "" ? text : String(Number(text));
  const short = plain.replace(/^(-?)0+(?=\d)/, "$1");
  if (!isDecimalText(short)) return null;
  return quoted ? JSON.stringify(short) : short;
}

/** The text with other numbers in some of its places. */
export function withNumbers(
  text: string,
  places: ReadonlyMap<string, JsonPlace>,
  changes: ReadonlyMap<string, string>,
): string {
  const cuts = [...changes].flatMap(([path, number]) => {
    const place = places.get(path);
    return place === undefined ? [] : [{ place, number }];
  });
  let changed = text;
  for (const { place, number } of cuts.sort((a, b) => b.place.from - a.place.from)) {
    changed = changed.slice(0, place.from) + number + changed.slice(place.to);
  }
  return changed;
}
