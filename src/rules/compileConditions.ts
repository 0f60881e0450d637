import { DomainError, epochDayOfText, minorDigits, pointer, show, type Tagged, unreachable } from "../core/index.ts";
import type { BehaviourSlot, CompiledConditions, Leaf, MetricSlot, TraceNode } from "./internal/compiled.ts";
import { FAILS, HOLDS, MISSING, OP, STRIDE } from "./internal/machine.ts";
import { minorUnits } from "./internal/minorUnits.ts";
import { OPPOSITE } from "./internal/opposite.ts";
import { murmur3 } from "./internal/murmur3.ts";
import type { MetricDefinitionInput, MetricKind } from "./metricModel.ts";
import type { Comparison, ComparisonOp, ComparisonValue, Condition, OnMissing } from "./model.ts";
import type { ConditionProgram, ConditionReasonCode, ConditionSource, Keys } from "./programModel.ts";

/** What each program holds: the face shows none of it. */
const programs = /* @__PURE__ */ new WeakMap<ConditionProgram, CompiledConditions>();

/**
 * Makes the conditions of a document ready, for the kind of policy that holds them. They must have been checked
 * (`conditionSchema`, `checkConditions`) and must not be changed afterwards.
 *
 * @param source - The conditions, with the metrics they ask about, the currency of every amount and the time zone.
 * @returns The program; `startSight` looks at customers with it.
 * @throws `DomainError` with code `unreachable` for conditions that were not checked.
 *
 * @example
 * ```ts
 * import { compileConditions, startSight } from "clientele/rules";
 *
 * const program = compileConditions({
 *   metrics: [{ id: "orders", kind: "count" }],
 *   currency: "CNY",
 *   timeZone: "Asia/Shanghai",
 *   conditions: [{ keys: ["attain"], condition: { metric: "orders", op: ">=", value: 3 } }],
 * });
 * const sight = startSight(program, { asOf: null });
 * sight.observe({ orders: 2 }, []);
 *
 * sight.truth(0); // => 0
 * sight.trace(0).map(({ rule, verdict, gap }) => [rule, verdict, gap]); // => [["/attain", "unmet", { kind: "number", value: 1 }]]
 * ```
 */
export function compileConditions(source: ConditionSource): ConditionProgram {
  const { metrics, metricKeys = ["metrics"], currency, timeZone, conditions } = source;
  const digits = minorDigits(currency) ?? unreachable("a checked document has a known currency");
  const builder = new Builder(metrics, metricKeys, currency, digits);
  for (const { keys, condition } of conditions) builder.add(condition, keys);
  const compiled = builder.finish(timeZone);
  const program: ConditionProgram = Object.freeze({
    conditions: conditions.length,
    metrics: Object.freeze(compiled.metricSlots.map(({ id }) => id)),
    needsAsOf: compiled.needsAsOf,
  });
  programs.set(program, compiled);
  return program;
}

/**
 * Takes what a program holds.
 *
 * @param program - What the caller handed in.
 * @returns Its instructions, slots and traces.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export function compiledConditions(program: ConditionProgram): CompiledConditions {
  const compiled = programs.get(program);
  if (compiled !== undefined) return compiled;
  throw new DomainError("policy-not-checked", `expected a program of compileConditions, received ${show(program)}`);
}

/** The numbers a metric of a kind can be. */
const RANGES: Readonly<Record<MetricKind, Pick<MetricSlot, "least" | "greatest">>> = /* @__PURE__ */ (() => {
  const none = { least: NaN, greatest: NaN };
  const any = { least: -Number.MAX_VALUE, greatest: Number.MAX_VALUE };
  return {
    money: none,
    text: none,
    boolean: none,
    day: none,
    days: any,
    number: any,
    count: { least: 0, greatest: Number.MAX_SAFE_INTEGER },
    share: { least: 0, greatest: 1 },
  };
})();

const OTHERWISE = [MISSING.unknown, MISSING.unmet, MISSING.met] as const;

class Builder {
  readonly #currency: string;
  readonly #digits: number;
  readonly #metricKeys: Keys;
  readonly #definitions: ReadonlyMap<string, { readonly metric: MetricDefinitionInput; readonly at: number }>;
  readonly #metricSlots: MetricSlot[] = [];
  readonly #slotOf = new Map<string, number>();
  readonly #behaviours: BehaviourSlot[] = [];
  readonly #conditions: TraceNode[] = [];

  constructor(metrics: readonly MetricDefinitionInput[], metricKeys: Keys, currency: string, digits: number) {
    this.#currency = currency;
    this.#digits = digits;
    this.#metricKeys = metricKeys;
    this.#definitions = new Map(metrics.map((metric, at) => [metric.id, { metric, at }]));
  }

  add(condition: Condition, keys: Keys): void {
    this.#conditions.push(this.#node(condition, keys, 0, false));
  }

  finish(timeZone: string): CompiledConditions {
    const metrics = this.#metricSlots.length;
    // behaviour stands after the metrics, whose number is known only now
    const assembler = new Assembler(metrics);
    const entries = this.#conditions.map((node) => assembler.emit(node, HOLDS, FAILS));
    return {
      ...assembler.code(),
      metricSlots: this.#metricSlots,
      behaviourSlots: this.#behaviours,
      counters: assembler.counters,
      entries,
      traces: this.#conditions,
      currency: this.#currency,
      digits: this.#digits,
      timeZone,
      needsAsOf:
        this.#metricSlots.some(({ maxAge }) => maxAge !== null) ||
        this.#behaviours.some(({ kind }) => kind === "performed" || kind === "last-performed"),
    };
  }

  #node(condition: Condition, keys: Keys, depth: number, negated: boolean): TraceNode {
    const group = (code: ConditionReasonCode, of: readonly Condition[], needed: number, at: Keys): TraceNode => ({
      code,
      keys: Object.freeze([...keys]),
      rule: pointer(keys),
      depth,
      negated,
      about: null,
      parts: of.map((part, index) => this.#node(part, [...at, index], depth + 1, negated)),
      needed,
      leaf: null,
    });
    if ("all" in condition) return group("group-all", condition.all, condition.all.length, [...keys, "all"]);
    if ("any" in condition) return group("group-any", condition.any, 1, [...keys, "any"]);
    if ("atLeast" in condition) {
      const { n, of } = condition.atLeast;
      return group("group-at-least", of, n, [...keys, "atLeast", "of"]);
    }
    if ("not" in condition) {
      const part = this.#node(condition.not, [...keys, "not"], depth + 1, !negated);
      return { ...group("group-not", [], 1, keys), parts: [part] };
    }
    const line = (code: ConditionReasonCode, leaf: Leaf, about: string | null): TraceNode => ({
      code,
      keys: Object.freeze([...keys]),
      rule: pointer(keys),
      depth,
      negated,
      about,
      parts: [],
      needed: 0,
      leaf,
    });
    if ("metric" in condition) {
      const leaf = this.#comparison(condition);
      const code =
        condition.op === "in" ? "comparison-in" : condition.op === "notIn" ? "comparison-not-in" : "comparison";
      return line(code, leaf, null);
    }
    if ("performed" in condition) {
      const { event, where = null, times, within = null } = condition.performed;
      const terms = { event, where, times: times ?? 1, within };
      const leaf = this.#behaviour({ kind: "performed", keys, terms }, ">=", [terms.times], {
        kind: "number",
        value: terms.times,
        unit: "times",
      });
      return line("performed", leaf, event);
    }
    if ("lastPerformed" in condition) {
      const { event, op, duration } = condition.lastPerformed;
      const slot: BehaviourSlot = { kind: "last-performed", keys, event, duration };
      return line("last-performed", this.#behaviour(slot, op === "within" ? ">" : "<=", [0], null), event);
    }
    if ("memberOf" in condition) {
      const { segment } = condition.memberOf;
      const required: Tagged = { kind: "boolean", value: true };
      return line("member-of", this.#behaviour({ kind: "member-of", keys, segment }, "=", [1], required), segment);
    }
    const { seed, share } = condition.bucket;
    const slot: BehaviourSlot = { kind: "bucket", keys, seed: murmur3(seed, 0), share };
    return line("bucket", this.#behaviour(slot, "<", [share], { kind: "number", value: share }), seed);
  }

  /** Behaviour is counted from -1 downwards until the number of metrics is known. */
  #behaviour(slot: BehaviourSlot, op: ComparisonOp, constants: readonly number[], required: Tagged | null): Leaf {
    this.#behaviours.push(slot);
    const place = -this.#behaviours.length;
    return { slot: place, op, constants, written: constants, missing: MISSING.unknown, required, choices: null };
  }

  #comparison({ metric, op, value, onMissing }: Comparison): Leaf {
    const place = this.#slotFor(metric);
    const slot = this.#metricSlots[place] ?? unreachable("a slot was made for it");
    const values = isList(value) ? value : [value];
    const numbered = values
      .map((written) => ({ written, constant: this.#constantOf(written, slot) }))
      .sort((a, b) => a.constant - b.constant);
    const constants = numbered.map(({ constant }) => constant);
    if (constants.some(Number.isNaN)) unreachable(`a checked condition holds ${metric} against values of its kind`);
    const several = op === "in" || op === "notIn";
    const tagged = values.map((written) => Object.freeze(this.#tagged(written, slot)));
    return {
      slot: place,
      op,
      constants,
      written: numbered.map(({ written }) => written),
      missing: MISSING[onMissing ?? ("unknown" satisfies OnMissing)],
      required: several ? null : (tagged[0] ?? null),
      choices: several ? Object.freeze(tagged) : null,
    };
  }

  #slotFor(id: string): number {
    const known = this.#slotOf.get(id);
    if (known !== undefined) return known;
    const { metric, at } = this.#definitions.get(id) ?? unreachable("a checked condition asks about known metrics");
    const { kind, unit, labels, minSample = null, maxAge = null } = metric;
    this.#slotOf.set(id, this.#metricSlots.length);
    return (
      this.#metricSlots.push({
        id,
        kind,
        unit: unit ?? (kind === "days" ? "days" : undefined),
        label: labels === null || labels === undefined ? null : Object.freeze({ en: null, "zh-CN": null, ...labels }),
        keys: Object.freeze([...this.#metricKeys, at]),
        minSample,
        maxAge,
        plain: minSample === null && maxAge === null,
        ...RANGES[kind],
        whole: kind === "count",
        texts: new Map(),
      }) - 1
    );
  }

  #constantOf(value: ComparisonValue, { kind, texts }: MetricSlot): number {
    switch (kind) {
      case "money":
        return minorUnits(value, this.#digits);
      case "text": {
        if (typeof value !== "string") return NaN;
        const number = texts.get(value) ?? texts.size;
        texts.set(value, number);
        return number;
      }
      case "boolean":
        return typeof value === "boolean" ? Number(value) : NaN;
      case "day":
        return epochDayOfText(value);
      default:
        return typeof value === "number" ? value + 0 : NaN;
    }
  }

  #tagged(value: ComparisonValue, { kind, unit }: MetricSlot): Tagged {
    switch (kind) {
      case "money":
        return { kind: "money", amount: String(value), currency: this.#currency };
      case "text":
        return { kind: "text", text: String(value) };
      case "boolean":
        return { kind: "boolean", value: value === true };
      case "day":
        return { kind: "day", on: value as Extract<Tagged, { kind: "day" }>["on"] };
      default:
        return { kind: "number", value: Number(value) + 0, ...(unit === undefined ? {} : { unit }) };
    }
  }
}

const isList = (value: Comparison["value"]): value is readonly ComparisonValue[] => Array.isArray(value);

/** Writes instructions back to front, so that each knows where it goes on. */
class Assembler {
  readonly #behaviourFrom: number;
  readonly #code: number[] = [];
  readonly #constants: number[] = [];
  counters = 0;

  constructor(behaviourFrom: number) {
    this.#behaviourFrom = behaviourFrom;
  }

  code(): { readonly code: Int32Array; readonly constants: Float64Array } {
    return { code: Int32Array.from(this.#code), constants: Float64Array.from(this.#constants) };
  }

  /** Emits a condition, or its opposite where it stands under an odd number of `not`; returns where it begins. */
  emit(node: TraceNode, onHolds: number, onFails: number): number {
    const { leaf, parts, negated, needed } = node;
    if (leaf !== null) return this.#test(leaf, negated, onHolds, onFails);
    if (node.code === "group-not") return parts.reduce((_, part) => this.emit(part, onHolds, onFails), onFails);
    // not so many of them: more than the others fail to hold
    const enough = negated ? parts.length - needed + 1 : needed;
    if (enough === parts.length) {
      return parts.reduceRight((next, part) => this.emit(part, next, onFails), onHolds);
    }
    if (enough === 1) return parts.reduceRight((next, part) => this.emit(part, onHolds, next), onFails);
    const counter = this.counters++;
    const first = parts.reduceRight((next, part) => {
      const counted = this.#push(OP.count, counter, enough, 0, 0, onHolds, next);
      return this.emit(part, counted, next);
    }, onFails);
    return this.#push(OP.start, counter, 0, 0, 0, first, first);
  }

  #test({ slot, op, constants, missing }: Leaf, negated: boolean, onHolds: number, onFails: number): number {
    const from = this.#constants.length;
    for (const constant of constants) this.#constants.push(constant);
    return this.#push(
      OP[negated ? OPPOSITE[op] : op],
      slot < 0 ? this.#behaviourFrom - 1 - slot : slot,
      from,
      constants.length,
      negated ? (OTHERWISE[missing] ?? MISSING.unknown) : missing,
      onHolds,
      onFails,
    );
  }

  #push(...instruction: readonly [number, number, number, number, number, number, number]): number {
    const at = this.#code.length;
    if (this.#code.push(...instruction) !== at + STRIDE) unreachable("an instruction has its length");
    return at;
  }
}
