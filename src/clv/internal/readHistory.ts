import {
  type Err,
  err,
  type InvalidFact,
  invalidFact,
  ok,
  type Reason,
  type Result,
  show,
  taggedNumber,
} from "../../core/index.ts";
import type { HistoryInUnits, HistoryRefusal, ImpossibleHistory, PurchaseHistory } from "../historyModel.ts";
import type { ClvReasonCode } from "../estimateModel.ts";
import type { OrderingRow } from "./orderingProcess.ts";
import { type HistoryFault, historyFault } from "./historyFault.ts";
import { type ClvUnit, inUnit, isClvUnit } from "./timeUnits.ts";

/**
 * Brings a customer's history into the unit of a model.
 *
 * @param history - In days, or with its unit.
 * @param unit - The model's.
 */
export function readHistory(history: PurchaseHistory, unit: ClvUnit): Result<OrderingRow, HistoryRefusal> {
  const input: unknown = history;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const inDays = "recencyDays" in history || "ageDays" in history;
  const { unit: own, recency: ownRecency, age: ownAge } = input as Partial<HistoryInUnits>;
  if (inDays && own !== undefined && (ownRecency !== undefined || ownAge !== undefined)) {
    return err({ code: "history-in-two-forms", unit: show(own) });
  }
  const from = inDays ? "day" : own;
  if (!isClvUnit(from)) return err(invalidFact("/unit", "time-unit", from));
  const given = inDays
    ? { frequency: history.frequency, recency: history.recencyDays, age: history.ageDays }
    : { frequency: history.frequency, recency: history.recency, age: history.age };
  const fault = historyFault(given);
  if (fault !== null) {
    return historyRefusal(fault, given, inDays ? { recency: "recencyDays", age: "ageDays" } : NAMES);
  }
  const { frequency, recency, age } = given;
  return ok({
    frequency,
    recency: inUnit(recency, { from, to: unit }),
    age: inUnit(age, { from, to: unit }),
  });
}

const NAMES = { recency: "recency", age: "age" } as const;

/**
 * Says what is wrong with a history.
 *
 * @param fault - As `historyFault` found it.
 * @param row - The history.
 * @param names - What its times are called.
 */
export function historyRefusal(
  fault: HistoryFault,
  { frequency, recency, age }: OrderingRow,
  names: { readonly recency: string; readonly age: string } = NAMES,
): Err<InvalidFact | ImpossibleHistory> {
  switch (fault) {
    case "frequency":
      return err(invalidFact("/frequency", "non-negative-integer", frequency));
    case "recency":
      return err(invalidFact(`/${names.recency}`, "non-negative-number", recency));
    case "age":
      return err(invalidFact(`/${names.age}`, "non-negative-number", age));
    case "recency-beyond-age":
      return err({ code: fault, recency, age });
    case "recency-without-repeat":
      return err({ code: fault, recency });
    case "repeat-without-recency":
      return err({ code: fault, frequency });
  }
}

/**
 * Why P(alive) says nothing of a customer without a repeat purchase.
 *
 * @param frequency - Repeat purchases.
 */
export const aliveReasons = (frequency: number): readonly Reason<ClvReasonCode>[] =>
  frequency > 0
    ? []
    : [
        {
          code: "alive-uninformative",
          rule: "",
          metric: "frequency",
          op: ">",
          observed: taggedNumber(0, "repeat purchases"),
          required: taggedNumber(0, "repeat purchases"),
          verdict: "unknown",
          label: null,
        },
      ];

/** Why P(alive) says nothing of anyone where nobody leaves. */
export const NOBODY_LEAVES: readonly Reason<ClvReasonCode>[] = [
  {
    code: "nobody-leaves",
    rule: "",
    metric: null,
    op: null,
    observed: null,
    required: null,
    verdict: "unknown",
    label: null,
  },
];
