import {
  epochDayOfText,
  epochMsOf,
  type Expected,
  INPUT_LIMITS,
  invalidFact,
  parseMoney,
  plainCopy,
  pointer,
  pointerStep,
  show,
} from "../../core/index.ts";
import type { FactProblem } from "../model.ts";

/** Lists what is wrong with a value, by paths relative to it; nothing when it is sound. Reads it, never copies it. */
export type Check = (value: unknown) => readonly FactProblem[];

/** Said of a sound value; one array for all, so that a sound row costs no memory. */
export const SOUND: readonly FactProblem[] = [];

/** No fact holds a list longer than this. */
export const LONGEST_LIST = 100_000;

/** One value that is not what was expected. */
export const unlike = (expected: Expected, observed: unknown, path = ""): readonly FactProblem[] => [
  invalidFact(path, expected, observed),
];

const that =
  (expected: Expected, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? SOUND : unlike(expected, value);

/** Any text. */
export const text: Check = /* @__PURE__ */ (() => that("text", (value) => typeof value === "string"))();

/** Text that says something: an identifier, a name to branch on. */
export const name: Check = /* @__PURE__ */ (() =>
  that("non-empty-text", (value) => typeof value === "string" && value !== ""))();

/** A moment in any of its forms. */
export const moment: Check = /* @__PURE__ */ (() => that("instant", (value) => !Number.isNaN(epochMsOf(value))))();

/** A day `YYYY-MM-DD` that exists. */
export const day: Check = /* @__PURE__ */ (() => that("day", (value) => !Number.isNaN(epochDayOfText(value))))();

/** True or false, and nothing like them. */
export const truth: Check = /* @__PURE__ */ (() => that("boolean", (value) => typeof value === "boolean"))();

/** A whole number that is exact. */
export const integer: Check = /* @__PURE__ */ (() => that("integer", Number.isSafeInteger))();

/** A whole number of zero or more. */
export const count: Check = /* @__PURE__ */ (() =>
  that("non-negative-integer", (value) => Number.isSafeInteger(value) && Number(value) >= 0))();

/** An amount with its currency; both parts are looked at. */
export const money: Check = (value) => {
  const read = parseMoney(value);
  if (read.ok) return SOUND;
  if (read.error.path !== "/amount") return [read.error];
  // parseMoney stops at the first part
  const currency = parseMoney({ amount: "0", currency: (value as { readonly currency?: unknown }).currency });
  return currency.ok ? [read.error] : [read.error, currency.error];
};

/** One of a few words. */
export const choice =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value)
      ? SOUND
      : [{ code: "unknown-choice", path: "", expected: words.join(", "), observed: show(value) }];

/** What may be missing or null. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null ? SOUND : check(value);

/** What must be given, though it may be null. */
export const nullable =
  (check: Check): Check =>
  (value) =>
    value === null ? SOUND : check(value);

/** Anything that JSON can say. */
export const json: Check = (value) => {
  if (value === undefined) return unlike("plain-data", value);
  const copy = plainCopy(value, INPUT_LIMITS);
  const odd = copy.ok ? firstUnsayable(copy.value) : copy.error.keys;
  return odd === null ? SOUND : unlike("plain-data", value, pointer(odd));
};

/** An object of JSON. */
export const jsonObject: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? json(value) : unlike("object", value);

/** A list, each item of which passes the check. */
export const list =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return unlike("array", value);
    if (value.length > LONGEST_LIST) {
      return [{ code: "too-large", path: "", expected: String(LONGEST_LIST), observed: String(value.length) }];
    }
    const problems: FactProblem[] = [];
    for (let index = 0; index < value.length; index++) collect(problems, `/${index}`, check(value[index]));
    return problems.length === 0 ? SOUND : problems;
  };

/**
 * An object whose keys pass their checks; keys that are not named are the host's own. What parts demand of one another is
 * looked at even when some part is wrong, so `related` must not trust any of them.
 */
export function shape(keys: Readonly<Record<string, Check>>, related?: (fact: Loose) => readonly FactProblem[]): Check {
  const parts = Object.entries(keys).map(([key, check]) => ({ key, step: pointerStep(key), check }));
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return unlike("object", value);
    const fact = value as Loose;
    let problems: FactProblem[] | null = null;
    for (const { key, step, check } of parts) {
      const found = check(fact[key]);
      if (found.length > 0) collect((problems ??= []), step, found);
    }
    const demanded = related?.(fact) ?? SOUND;
    if (demanded.length > 0) collect((problems ??= []), "", demanded);
    return problems ?? SOUND;
  };
}

/** An object of which nothing is known yet. */
export type Loose = Readonly<Record<string, unknown>>;

function collect(problems: FactProblem[], step: string, found: readonly FactProblem[]): void {
  for (const problem of found) problems.push({ ...problem, path: step + problem.path });
}

/** Where in plain data the first number stands that JSON cannot say; null when there is none. */
function firstUnsayable(value: unknown): readonly string[] | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : [];
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = firstUnsayable(part);
    if (found !== null) return [key, ...found];
  }
  return null;
}
