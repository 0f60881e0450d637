import { dayFromNumber, instantFromMs, type Tagged, type Verdict } from "../../core/index.ts";
import type { ComparisonOp } from "../model.ts";
import type { ConditionReason, Truth } from "../programModel.ts";
import type { CompiledConditions, Leaf, MetricSlot, TraceNode } from "./compiled.ts";
import { MISSING } from "./machine.ts";
import { decimalsOf, distanceText } from "./minorUnits.ts";

/** What is known of a customer. */
export interface Seen {
  /** By slot; NaN where it is not known. */
  readonly row: Float64Array;
  /** By slot, as it was given. */
  readonly shown: readonly unknown[];
  /** By slot of behaviour, where its window begins. */
  readonly after: Float64Array;
}

const VERDICTS: Readonly<Record<Truth, Verdict>> = ["unmet", "unknown", "met"];

/**
 * Tells how it comes that a condition holds or does not.
 *
 * @param root - The condition.
 * @param compiled - The program.
 * @param seen - What is known of the customer.
 * @returns Every group and comparison, in the order they are written.
 */
export function traceOf(root: TraceNode, compiled: CompiledConditions, seen: Seen): readonly ConditionReason[] {
  const lines: ConditionReason[] = [];
  tell(root, compiled, seen, lines);
  return lines;
}

/** Adds the lines of a condition; returns its truth. */
function tell(node: TraceNode, compiled: CompiledConditions, seen: Seen, lines: ConditionReason[]): Truth {
  const { leaf, code, parts, needed } = node;
  if (leaf !== null) {
    const metric = leaf.slot < 0 ? undefined : compiled.metricSlots[leaf.slot];
    return metric === undefined
      ? tellBehaviour(leaf, node, compiled, seen, lines)
      : tellComparison(leaf, metric, node, compiled, seen, lines);
  }
  const place = lines.length;
  // its place is kept until its parts are known
  lines.push(groupLine(node, 0, 1));
  let [met, possible] = [0, 0];
  for (const part of parts) {
    const truth = tell(part, compiled, seen, lines);
    if (truth === 2) met += 1;
    if (truth > 0) possible += 1;
  }
  const truth: Truth =
    code === "group-not" ? (met === 1 ? 0 : possible === 1 ? 1 : 2) : met >= needed ? 2 : possible >= needed ? 1 : 0;
  lines[place] = groupLine(node, met, truth);
  return truth;
}

function groupLine({ code, rule, depth, negated, needed }: TraceNode, met: number, truth: Truth): ConditionReason {
  const counts = code !== "group-not";
  return {
    code,
    rule,
    metric: null,
    op: counts ? ">=" : null,
    observed: counts ? { kind: "number", value: met } : null,
    required: counts ? { kind: "number", value: needed } : null,
    verdict: VERDICTS[truth],
    label: null,
    choices: null,
    about: null,
    depth,
    negated,
    gap: null,
  };
}

function tellComparison(
  leaf: Leaf,
  metric: MetricSlot,
  { code, rule, depth, negated }: TraceNode,
  compiled: CompiledConditions,
  { row, shown }: Seen,
  lines: ConditionReason[],
): Truth {
  const value = row[leaf.slot] ?? NaN;
  const known = !Number.isNaN(value);
  const written = known && (metric.kind === "money" || metric.kind === "text") ? plainOf(shown[leaf.slot]) : null;
  const truth = truthOf(leaf, value);
  lines.push({
    code,
    rule,
    metric: metric.id,
    op: leaf.op,
    observed: known ? taggedValue(written, value, metric, compiled) : null,
    required: leaf.required,
    verdict: VERDICTS[truth],
    label: metric.label,
    choices: leaf.choices,
    about: null,
    depth,
    negated,
    gap: known ? gapOf(leaf, negated, value, written, metric, compiled) : null,
  });
  return truth;
}

function tellBehaviour(
  leaf: Leaf,
  { code, rule, depth, negated, about }: TraceNode,
  { metricSlots }: CompiledConditions,
  { row, shown, after }: Seen,
  lines: ConditionReason[],
): Truth {
  const index = -1 - leaf.slot;
  const place = metricSlots.length + index;
  const value = row[place] ?? NaN;
  const truth = truthOf(leaf, value);
  lines.push({
    code,
    rule,
    metric: null,
    op: leaf.op,
    observed: shownBehaviour(code, shown[place]),
    required: code === "last-performed" ? instantOf(after[index] ?? NaN) : leaf.required,
    verdict: VERDICTS[truth],
    label: null,
    choices: null,
    about,
    depth,
    negated,
    gap: behaviourGap(code, leaf, value, negated),
  });
  return truth;
}

/** Whether a comparison holds. */
function truthOf({ op, constants, missing }: Leaf, value: number): Truth {
  if (Number.isNaN(value)) return missing === MISSING.met ? 2 : missing === MISSING.unmet ? 0 : 1;
  return compares(op, value, constants) ? 2 : 0;
}

/** Whether a known value compares so. */
export function compares(op: ComparisonOp, value: number, constants: readonly number[]): boolean {
  const [constant = NaN] = constants;
  switch (op) {
    case ">=":
      return value >= constant;
    case "<=":
      return value <= constant;
    case ">":
      return value > constant;
    case "<":
      return value < constant;
    case "=":
      return value === constant;
    case "!=":
      return value !== constant;
    case "in":
      return constants.includes(value);
    case "notIn":
      return !constants.includes(value);
  }
}

function shownBehaviour(code: TraceNode["code"], shown: unknown): Tagged | null {
  if (typeof shown !== "number" || Number.isNaN(shown)) return null;
  if (code === "performed") return { kind: "number", value: shown, unit: "times" };
  if (code === "last-performed") return instantOf(shown);
  return code === "member-of" ? { kind: "boolean", value: shown === 1 } : { kind: "number", value: shown };
}

const instantOf = (ms: number): Tagged | null =>
  Number.isFinite(ms) ? { kind: "instant", at: instantFromMs(ms) } : null;

function behaviourGap(code: TraceNode["code"], leaf: Leaf, value: number, negated: boolean): Tagged | null {
  const [times = NaN] = leaf.constants;
  if (code !== "performed" || Number.isNaN(value)) return null;
  const gap = negated ? value - times + 1 : times - value;
  return gap > 0 ? { kind: "number", value: gap, unit: "times" } : null;
}

/** The plain value of what was handed in. */
const plainOf = (given: unknown): unknown =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "value")
    ? (given as { readonly value: unknown }).value
    : given;

/** A value that is known, tagged. */
function taggedValue(
  written: unknown,
  value: number,
  { kind, unit }: MetricSlot,
  { currency }: CompiledConditions,
): Tagged {
  switch (kind) {
    case "money":
      return { kind: "money", amount: amountOf(written), currency };
    case "text":
      return { kind: "text", text: String(written) };
    case "boolean":
      return { kind: "boolean", value: value === 1 };
    case "day":
      return { kind: "day", on: dayFromNumber(value) };
    default:
      return unit === undefined ? { kind: "number", value } : { kind: "number", value, unit };
  }
}

const amountOf = (written: unknown): string => String((written as { readonly amount: unknown }).amount);

/** How far it is to where the condition gains: from holding, or under `not` from not holding. */
function gapOf(
  leaf: Leaf,
  negated: boolean,
  value: number,
  written: unknown,
  slot: MetricSlot,
  compiled: CompiledConditions,
): Tagged | null {
  const { op, constants } = leaf;
  if (slot.kind === "text" || slot.kind === "boolean" || compares(op, value, constants) !== negated) return null;
  // what excludes single values is left by any change
  if (negated ? op === "=" || op === "in" : op === "!=" || op === "notIn") return null;
  const nearest = constants.reduce(
    (best, constant, at) => (Math.abs(constant - value) < Math.abs((constants[best] ?? NaN) - value) ? at : best),
    0,
  );
  // a limit that is itself excluded is passed by the smallest step there is
  const beyond = negated ? op === ">=" || op === "<=" : op === ">" || op === "<";
  const constant = constants[nearest] ?? NaN;
  switch (slot.kind) {
    case "money":
      return moneyGap(amountOf(written), String(leaf.written[nearest]), beyond, compiled);
    case "count":
      return numberGap(Math.abs(value - constant) + (beyond ? 1 : 0), slot.unit);
    case "day":
      return numberGap(Math.abs(value - constant) + (beyond ? 1 : 0), "days");
    default:
      return numberGap(Math.abs(value - constant), slot.unit);
  }
}

const numberGap = (value: number, unit: string | undefined): Tagged =>
  unit === undefined ? { kind: "number", value } : { kind: "number", value, unit };

/** The amount that is wanting; one coin more where it must be passed. */
function moneyGap(observed: string, required: string, beyond: boolean, compiled: CompiledConditions): Tagged {
  const { currency, digits } = compiled;
  const amount = distanceText(observed, required, digits);
  if (!beyond) return { kind: "money", amount, currency };
  const scale = decimalsOf(amount);
  const step = BigInt(10) ** BigInt(scale - digits);
  const units = (BigInt(amount.replace(".", "")) + step).toString().padStart(scale + 1, "0");
  return { kind: "money", amount: scale === 0 ? units : `${units.slice(0, -scale)}.${units.slice(-scale)}`, currency };
}
