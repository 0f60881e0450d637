import { minorDigits } from "../../../core/index.ts";
import type { ConditionExample, MetricDefinition, WantedTruth } from "../../../rules/index.ts";
import type { Rung } from "../../tierKind.ts";
import { type CheckBench, comparisonsOf, mapped, type Said, yes } from "./bench.ts";
import { lost } from "./reach.ts";

/** Each balance takes all conditions once more, so no more than these are looked at. */
const MOST_BALANCES = 10;

/**
 * T006, T011, and of T013 what nothing asks about: metrics in another currency, balances that spending lowers, metrics that
 * nothing hangs on.
 *
 * @param bench - The policy.
 */
export function checkMetricUse(bench: CheckBench): void {
  const { metrics, currency } = bench.compiled.data;
  const asked = new Set(
    bench.compiled.placed.flatMap(({ condition }) => comparisonsOf(condition).map(({ metric }) => metric)),
  );
  const used = withParts(asked, metrics);
  let balances = 0;
  metrics.forEach((metric, at) => {
    const { id, kind, unit } = metric;
    if (!used.has(id)) {
      const params = { metric: id };
      bench.found({ code: "metric-unused", number: "T013", severity: "info", keys: ["metrics", at], params }, null);
    }
    if (!asked.has(id)) return;
    if (kind === "money" && unit !== null && unit !== currency && minorDigits(unit) !== null) {
      const said: Said = {
        code: "unit-other-currency",
        number: "T006",
        severity: "warning",
        keys: ["metrics", at, "unit"],
        params: { metric: id, unit, currency },
      };
      const example = { metrics: { [id]: { amount: "1", currency: unit } }, beside: [] };
      bench.shows(said, { example, wanted: [] }, [
        [null, ({ findings }) => findings.some(({ code }) => code === "metric-other-currency")],
      ]);
    }
    if (metric.redeemable !== true) return;
    balances += 1;
    if (balances <= MOST_BALANCES && !bench.spent) checkBalance(bench, metric);
    else bench.doubts({ number: "T011", keys: ["metrics", at, "redeemable"] });
  });
}

/** The metrics, and those that they are measured from. */
function withParts(asked: ReadonlySet<string>, metrics: readonly MetricDefinition[]): ReadonlySet<string> {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  const used = new Set(asked);
  for (const id of used) {
    const measure = byId.get(id)?.measure ?? null;
    if (measure === null) continue;
    // what is added while the set is gone through is gone through as well
    if ("share" in measure) used.add(measure.share).add(measure.of);
    if ("change" in measure) used.add(measure.change);
  }
  return used;
}

/** Tiers that whoever spends the balance loses. */
function checkBalance(bench: CheckBench, metric: MetricDefinition): void {
  const { data, placed, rungs, ladder } = bench.compiled;
  let spent = `${metric.id}'`;
  while (data.metrics.some(({ id }) => id === spent)) spent += "'";
  // every condition twice: of the balance before, and of the balance after all of it has been spent
  const ask = bench.asks(
    [
      ...placed,
      ...placed.map(({ keys, condition }) => ({
        keys,
        condition: mapped(condition, (comparison) =>
          comparison.metric === metric.id ? { ...comparison, metric: spent } : comparison,
        ),
      })),
      { keys: [], condition: { metric: spent, op: "=", value: metric.kind === "money" ? "0" : 0 } },
    ],
    [...data.metrics, { ...metric, id: spent }],
  );
  const after = (wanted: WantedTruth): WantedTruth => ({ ...wanted, condition: wanted.condition + placed.length });
  rungs.forEach((rung, height) => {
    if (ladder.fixed[height] === true) return;
    const part = asksAbout(bench, rung, metric.id);
    if (part === null) return;
    const said: Said = {
      code: "balance-asked",
      number: "T011",
      severity: "warning",
      keys: ["tiers", rung.place, part],
      params: { tier: rung.tier, metric: metric.id },
    };
    const calm = [...bench.noneAbove(height), ...bench.noAlso];
    const fallen = [...lost(rung), ...calm];
    const answers = [rung.attain, ...(rung.retain < 0 ? [] : [rung.retain])].map((condition) => {
      const kept = [yes(condition), ...calm];
      return { kept, ...ask([...kept, ...fallen.map(after), yes(2 * placed.length)]) };
    });
    const found = answers.find(({ answer }) => answer === "found");
    if (found?.answer === "found") showSpent(bench, said, rung, [metric.id, spent], { ...found, fallen });
    else if (answers.some(({ answer }) => answer === "not-proved")) bench.doubts(said);
  });
}

function asksAbout(bench: CheckBench, { place }: Rung, id: string): "attain" | "retain" | null {
  const tier = bench.compiled.data.tiers[place];
  const asks = (part: "attain" | "retain"): boolean =>
    comparisonsOf(tier?.[part] ?? null).some(({ metric }) => metric === id);
  return asks("attain") ? "attain" : asks("retain") ? "retain" : null;
}

interface Spending {
  readonly example: ConditionExample;
  readonly kept: readonly WantedTruth[];
  readonly fallen: readonly WantedTruth[];
}

function showSpent(
  bench: CheckBench,
  said: Said,
  rung: Rung,
  [balance, spent]: readonly [string, string],
  { example: { metrics, beside }, kept, fallen }: Spending,
): void {
  const { [spent]: left = null, ...rest } = metrics;
  const before = bench.judged({ example: { metrics: rest, beside }, wanted: kept }, [
    [rung, ({ to, heldBy }) => to === rung.tier && heldBy === null],
  ]);
  const after = bench.judged({ example: { metrics: { ...rest, [balance]: left }, beside }, wanted: fallen }, [
    [rung, ({ action }) => action === "downgrade"],
  ]);
  if (before === null || after === null) bench.doubts(said);
  else bench.found(said, [...before, ...after]);
}
