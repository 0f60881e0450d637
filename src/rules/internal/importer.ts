import { err, INPUT_LIMITS, type MessageParams, ok, plainCopy, pointer, type Result, show } from "../../core/index.ts";
import { checkConditions } from "../checkConditions.ts";
import type { MetricDefinitionInput } from "../metricModel.ts";
import type { Comparison, ComparisonOp, ComparisonValue, Condition } from "../model.ts";
import type { Keys } from "../programModel.ts";
import type { ImportIssue, ImportOptions } from "../importModel.ts";

/** Takes conditions over from another language, collecting what cannot be. */
export class Importer {
  readonly #metrics: readonly MetricDefinitionInput[];
  readonly #currency: string;
  readonly #issues: ImportIssue[] = [];

  constructor({ metrics, currency }: ImportOptions) {
    this.#metrics = metrics;
    this.#currency = currency;
  }

  /** Says what cannot be carried over; stands in for the condition. */
  refuse(code: ImportIssue["code"], keys: Keys, params: MessageParams = {}): null {
    this.#issues.push({ code, severity: "error", path: pointer(keys), keys, params });
    return null;
  }

  /** A comparison, held against the metrics; `valueKeys` say where its value stands. */
  comparison(metric: string, op: ComparisonOp, given: unknown, keys: Keys, valueKeys: Keys): Condition | null {
    const value = this.#valueOf(metric, given, valueKeys);
    if (value === null) return null;
    if (Array.isArray(value) !== (op === "in" || op === "notIn")) {
      return this.refuse("operands-not-carried", valueKeys, { observed: show(given) });
    }
    if (Array.isArray(value) && value.length === 0)
      return this.refuse("too-few", valueKeys, { minimum: 1, observed: "[]" });
    const condition: Comparison = { metric, op, value };
    const before = this.#issues.length;
    checkConditions(
      { metrics: this.#metrics, currency: this.#currency, conditions: [{ keys: [], condition }] },
      (code, at, params = {}) => {
        // what is wrong with the value stands where the value does
        const place = at[0] === "value" ? [...valueKeys, ...at.slice(1)] : keys;
        this.refuse(code, place, params);
      },
    );
    return this.#issues.length > before ? null : condition;
  }

  /** A group; one part alone stands for itself. */
  group(form: "all" | "any", parts: readonly (Condition | null)[], keys: Keys): Condition | null {
    const sound = parts.flatMap((part) => part ?? []);
    const [first] = sound;
    if (parts.length === 0) return this.refuse("empty-group", keys);
    if (sound.length < parts.length || first === undefined) return null;
    if (sound.length === 1) return first;
    return form === "all" ? { all: sound } : { any: sound };
  }

  /** Copies what came, so that nothing of it runs; refuses what JSON could not say. */
  read(input: unknown, take: (copy: unknown) => Condition | null): Result<Condition, readonly ImportIssue[]> {
    const copy = plainCopy(input, INPUT_LIMITS);
    const condition = copy.ok ? take(copy.value) : this.refuse(copy.error.code, copy.error.keys);
    return condition === null || this.#issues.length > 0 ? err(this.#issues) : ok(condition);
  }

  /** A value, or several. Amounts are text here: a number becomes the text it was written as. */
  #valueOf(metric: string, given: unknown, keys: Keys): ComparisonValue | readonly ComparisonValue[] | null {
    if (Array.isArray(given)) {
      const values = given.map((item: unknown, index) => this.#plainOf(metric, item, [...keys, index]));
      const plain = values.flatMap((value) => value ?? []);
      return plain.length === values.length ? plain : null;
    }
    return this.#plainOf(metric, given, keys);
  }

  #plainOf(metric: string, given: unknown, keys: Keys): ComparisonValue | null {
    if (given === null || given === undefined) return this.refuse("null-not-carried", keys);
    if (typeof given === "number") {
      const isMoney = this.#metrics.some(({ id, kind }) => id === metric && kind === "money");
      return isMoney ? String(given) : given;
    }
    if (typeof given === "string" || typeof given === "boolean") return given;
    return this.refuse("operands-not-carried", keys, { observed: show(given) });
  }
}
