import { canonicalJson } from "../../../core/index.ts";
import type {
  Condition,
  ConditionExample,
  ExampleSearch,
  MetricDefinition,
  WantedTruth,
} from "../../../rules/index.ts";
import type { Rung } from "../../tierKind.ts";
import { type CheckBench, comparisonsOf, mapped, no, notYes, type Said, yes } from "./bench.ts";

/**
 * T003, T004: to keep a tier asks for more than to reach it, for the same, or for something that is counted otherwise.
 *
 * @param bench - The policy.
 */
export function checkKeep(bench: CheckBench): void {
  bench.compiled.rungs.forEach((rung, height) => {
    if (rung.retain < 0) return;
    const counted = checkWindows(bench, rung, height);
    checkStricter(bench, rung, height, counted);
  });
}

/** Two metrics that count the same over different stretches of time. */
interface Pair {
  readonly asked: MetricDefinition;
  readonly kept: MetricDefinition;
}

function pairOf(bench: CheckBench, { place }: Rung): readonly Pair[] {
  const { metrics, tiers } = bench.compiled.data;
  const { attain = null, retain = null } = tiers[place] ?? {};
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  const metricsOf = (condition: Condition | null): readonly MetricDefinition[] =>
    [...new Set(comparisonsOf(condition).map(({ metric }) => metric))].flatMap((id) => byId.get(id) ?? []);
  const [asked, kept] = [metricsOf(attain), metricsOf(retain)];
  return kept.flatMap((metric) => {
    if (asked.includes(metric)) return [];
    const other = asked.find((candidate) => !kept.includes(candidate) && countsTheSame(candidate, metric));
    return other === undefined ? [] : [{ asked: other, kept: metric }];
  });
}

function countsTheSame(one: MetricDefinition, other: MetricDefinition): boolean {
  if (one.window === null || other.window === null || one.kind !== other.kind || one.unit !== other.unit) return false;
  if (canonicalJson(one.window) === canonicalJson(other.window)) return false;
  if (one.measure !== null || other.measure !== null)
    return canonicalJson(one.measure) === canonicalJson(other.measure);
  // what the host brings is told apart by its unit
  return one.kind === "money" || one.unit !== null;
}

function checkWindows(bench: CheckBench, rung: Rung, height: number): readonly Pair[] {
  const { attain, retain, place, tier } = rung;
  const pairs = pairOf(bench, rung);
  const [pair] = pairs;
  if (pair === undefined) return pairs;
  const said: Said = {
    code: "windows-differ",
    number: "T004",
    severity: "warning",
    keys: ["tiers", place, "retain"],
    params: { tier, metric: pair.asked.id, other: pair.kept.id },
  };
  const wanted = [yes(attain), no(retain), ...bench.noneAbove(height), ...bench.noAlso];
  const facts = bench.search(wanted);
  if (facts.answer !== "found") bench.found(said, null);
  else {
    bench.shows(said, { example: facts.example, wanted }, [[rung, ({ to, heldBy }) => to === tier && heldBy === null]]);
  }
  return pairs;
}

function checkStricter(bench: CheckBench, rung: Rung, height: number, pairs: readonly Pair[]): void {
  const { attain, retain, place, tier } = rung;
  const said: Said = {
    code: "retain-stricter",
    number: "T003",
    severity: "warning",
    keys: ["tiers", place, "retain"],
    params: { tier },
  };
  const ask = pairs.length === 0 ? (wanted: readonly WantedTruth[]) => bench.search(wanted) : alike(bench, pairs);
  const wanted = [yes(attain), no(retain), ...bench.noneAbove(height), ...bench.noAlso];
  const stricter = ask(wanted);
  const helps = ask([yes(retain), notYes(attain)]);
  if (stricter.answer === "not-proved" || helps.answer === "not-proved") bench.doubts(said);
  if (stricter.answer === "found") {
    bench.shows(
      helps.answer === "none" ? { ...said, severity: "error" } : said,
      { example: withBoth(stricter.example, pairs), wanted },
      [[rung, ({ to, heldBy }) => to === tier && heldBy === null]],
    );
  } else if (stricter.answer === "none" && helps.answer === "none" && !neverAttained(bench, attain)) {
    bench.found({ ...said, code: "retain-redundant", severity: "info" }, null);
  }
}

const neverAttained = (bench: CheckBench, attain: number): boolean => bench.search([yes(attain)]).answer !== "found";

/** Asks of conditions in which metrics that count the same are one. */
function alike(bench: CheckBench, pairs: readonly Pair[]): (wanted: readonly WantedTruth[]) => ExampleSearch {
  const names = new Map(pairs.map(({ asked, kept }) => [kept.id, asked.id]));
  return bench.asks(
    bench.compiled.placed.map(({ keys, condition }) => ({
      keys,
      condition: mapped(condition, (comparison) => ({
        ...comparison,
        metric: names.get(comparison.metric) ?? comparison.metric,
      })),
    })),
  );
}

/** The same of a metric and of the one it was taken for. */
function withBoth(facts: ConditionExample, pairs: readonly Pair[]): ConditionExample {
  const both = pairs.flatMap(({ asked, kept }) => {
    const value = Object.hasOwn(facts.metrics, asked.id) ? facts.metrics[asked.id] : undefined;
    return value === undefined ? [] : [[kept.id, value] as const];
  });
  return { ...facts, metrics: { ...facts.metrics, ...Object.fromEntries(both) } };
}
