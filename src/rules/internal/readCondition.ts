import { err, INPUT_LIMITS, type MessageParams, ok, parseDuration, plainCopy, type Result } from "../../core/index.ts";
import type { ComparisonValue, Condition } from "../model.ts";
import type { Keys } from "../programModel.ts";

/** One thing wrong with the shape of a condition. */
export interface ShapeIssue {
  /** A code of the ground floor. */
  readonly code: string;
  /** Where, from the condition on. */
  readonly keys: Keys;
  /** What the sentence needs to know. */
  readonly params: MessageParams;
  /** What came. */
  readonly observed: unknown;
}

/**
 * Reads a condition: the form is told by its keys, so that every problem is found and has its own place.
 *
 * @param input - Anything.
 * @returns The condition with every key that may be left out; or everything that is wrong with it.
 */
export function readCondition(input: unknown): Result<Condition, readonly ShapeIssue[]> {
  const copy = plainCopy(input, INPUT_LIMITS);
  if (!copy.ok) return err([{ code: copy.error.code, keys: copy.error.keys, params: {}, observed: input }]);
  const issues: ShapeIssue[] = [];
  const condition = conditionOf(copy.value, [], issues);
  return condition === null || issues.length > 0 ? err(issues) : ok(condition);
}

type Members = Readonly<Record<string, unknown>>;

const OPS = [">=", "<=", ">", "<", "=", "!=", "in", "notIn"] as const;
const FORMS = ["metric", "all", "any", "atLeast", "not", "performed", "lastPerformed", "memberOf", "bucket"] as const;

/** Reads a condition that has been copied; null where it has no form. */
function conditionOf(input: unknown, keys: Keys, issues: ShapeIssue[]): Condition | null {
  const node = new Node(input, keys, issues);
  const forms = FORMS.filter((form) => Object.hasOwn(node.members, form));
  const [form, another] = forms;
  if (form === undefined || another !== undefined) {
    if (node.sound) node.issue("no-form-fits", [], {}, input);
    return null;
  }
  const parts = (list: unknown, at: Keys): readonly Condition[] => {
    if (!Array.isArray(list)) {
      node.issue(
        list === undefined ? "missing-key" : "wrong-type",
        at,
        { expected: "array", key: at.at(-1) ?? "" },
        list,
      );
      return [];
    }
    if (list.length === 0) node.issue("too-few", at, { minimum: 1, inclusive: true }, list);
    return list.flatMap((part: unknown, index) => conditionOf(part, [...keys, ...at, index], issues) ?? []);
  };
  const inner = (name: string, known: readonly string[]): Node => {
    node.only([name]);
    const terms = new Node(node.members[name], [...keys, name], issues);
    if (terms.sound) terms.only(known);
    return terms;
  };
  switch (form) {
    case "metric": {
      node.only(["metric", "op", "value", "onMissing"]);
      const op = node.one("op", OPS);
      return {
        metric: node.id("metric"),
        op,
        value: comparedWith(node),
        onMissing: node.nullable("onMissing", () => node.one("onMissing", ["unknown", "met", "unmet"])),
      };
    }
    case "all":
      node.only(["all"]);
      return { all: parts(node.members["all"], ["all"]) };
    case "any":
      node.only(["any"]);
      return { any: parts(node.members["any"], ["any"]) };
    case "atLeast": {
      const terms = inner("atLeast", ["n", "of"]);
      return {
        atLeast: { n: terms.whole("n"), of: terms.sound ? parts(terms.members["of"], ["atLeast", "of"]) : [] },
      };
    }
    case "not": {
      node.only(["not"]);
      const part = conditionOf(node.members["not"], [...keys, "not"], issues);
      return part === null ? null : { not: part };
    }
    case "performed": {
      const terms = inner("performed", ["event", "where", "times", "within"]);
      return {
        performed: {
          event: terms.id("event"),
          where: terms.nullable("where", () => fieldsOf(terms)),
          times: terms.nullable("times", () => terms.whole("times")),
          within: terms.nullable("within", () => terms.duration("within")),
        },
      };
    }
    case "lastPerformed": {
      const terms = inner("lastPerformed", ["event", "op", "duration"]);
      return {
        lastPerformed: {
          event: terms.id("event"),
          op: terms.one("op", ["within", "before"]),
          duration: terms.duration("duration"),
        },
      };
    }
    case "memberOf":
      return { memberOf: { segment: inner("memberOf", ["segment"]).id("segment") } };
    case "bucket": {
      const terms = inner("bucket", ["seed", "share"]);
      return { bucket: { seed: terms.id("seed"), share: terms.share("share") } };
    }
  }
}

/** The value of a comparison, or several for `in` and `notIn`. */
function comparedWith(node: Node): ComparisonValue | readonly ComparisonValue[] {
  const { op, value } = node.members;
  const several = op === "in" || op === "notIn";
  // with an operator that there is not, either may have been meant
  if (!several && !(Array.isArray(value) && !OPS.some((known) => known === op))) return node.plain(value, ["value"]);
  if (!Array.isArray(value)) {
    node.issue(
      value === undefined ? "missing-key" : "wrong-type",
      ["value"],
      { expected: "array", key: "value" },
      value,
    );
    return [];
  }
  if (value.length === 0) node.issue("too-few", ["value"], { minimum: 1, inclusive: true }, value);
  return value.map((item: unknown, index) => node.plain(item, ["value", index]));
}

function fieldsOf(terms: Node): Readonly<Record<string, ComparisonValue>> {
  const { where } = terms.members;
  if (!isMembers(where)) {
    terms.issue("wrong-type", ["where"], { expected: "object" }, where);
    return {};
  }
  const fields = Object.entries(where).map(([field, value]) => [field, terms.plain(value, ["where", field])] as const);
  return Object.fromEntries(fields);
}

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object of the condition, whose members are read one by one. */
class Node {
  readonly members: Members;
  /** Whether it is an object at all. */
  readonly sound: boolean;
  readonly #keys: Keys;
  readonly #issues: ShapeIssue[];

  constructor(input: unknown, keys: Keys, issues: ShapeIssue[]) {
    this.#keys = keys;
    this.#issues = issues;
    this.sound = isMembers(input);
    this.members = isMembers(input) ? input : {};
    if (!this.sound) this.issue("wrong-type", [], { expected: "object" }, input);
  }

  issue(code: string, at: Keys, params: MessageParams, observed: unknown): void {
    this.#issues.push({ code, keys: [...this.#keys, ...at], params, observed });
  }

  /** Reports members that have no business here. */
  only(known: readonly string[]): void {
    for (const key of Object.keys(this.members)) {
      if (!known.includes(key)) this.issue("unknown-key", [key], { key }, this.members[key]);
    }
  }

  nullable<T>(name: string, read: () => T): T | null {
    const value = this.members[name];
    return value === undefined || value === null ? null : read();
  }

  /** A value that a test holds for; else the issue says what was expected, and something stands in. */
  #that<T>(name: string, standIn: T, fits: (value: unknown) => value is T, wrong: (value: unknown) => WrongValue): T {
    if (!this.sound) return standIn;
    const value = this.members[name];
    if (fits(value)) return value;
    const { code, params } = value === undefined ? { code: "missing-key", params: { key: name } } : wrong(value);
    this.issue(code, [name], params, value);
    return standIn;
  }

  one<const Word extends string>(name: string, allowed: readonly [Word, ...Word[]]): Word {
    return this.#that(
      name,
      allowed[0],
      (value): value is Word => allowed.some((word) => word === value),
      () => ({ code: "not-one-of", params: { allowed } }),
    );
  }

  id(name: string): string {
    return this.#that(name, "", isId, (value) =>
      expected(value, "string", { code: "malformed", params: { format: "id" } }),
    );
  }

  duration(name: string): string {
    return this.#that(
      name,
      "P1D",
      (value): value is string => parseDuration(value).ok,
      (value) => expected(value, "string", { code: "malformed", params: { format: "duration" } }),
    );
  }

  /** A whole number from 1. */
  whole(name: string): number {
    return this.#that(
      name,
      1,
      (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
      (value) =>
        Number.isSafeInteger(value)
          ? { code: "below-minimum", params: { minimum: 1, inclusive: true } }
          : { code: "wrong-type", params: { expected: "int" } },
    );
  }

  share(name: string): number {
    return this.#that(
      name,
      1,
      (value): value is number => typeof value === "number" && value >= 0 && value <= 1,
      (value) =>
        expected(
          value,
          "number",
          Number(value) < 0
            ? { code: "below-minimum", params: { minimum: 0, inclusive: true } }
            : { code: "above-maximum", params: { maximum: 1, inclusive: true } },
        ),
    );
  }

  /** Text, a finite number or a truth value. */
  plain(value: unknown, at: Keys): ComparisonValue {
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value + 0;
    const key = at.at(-1) ?? "";
    this.issue(value === undefined ? "missing-key" : "no-form-fits", at, { key }, value);
    return 0;
  }
}

interface WrongValue {
  readonly code: string;
  readonly params: MessageParams;
}

/** Another type altogether, or the problem of one of the right type. */
const expected = (value: unknown, type: "string" | "number", otherwise: WrongValue): WrongValue =>
  typeof value === type && !Number.isNaN(value) ? otherwise : { code: "wrong-type", params: { expected: type } };

const isId = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length > 0 &&
  value.length <= 200 &&
  !/\p{Cc}/u.test(value) &&
  value !== "__proto__";
