import type { Condition, WantedTruth } from "../../../rules/index.ts";
import type { Rung } from "../../tierKind.ts";
import {
  type CheckBench,
  comparisonsOf,
  type Doubt,
  type Facts,
  no,
  notYes,
  type Said,
  unknown,
  yes,
} from "./bench.ts";
import { lost } from "./reach.ts";

/**
 * T012, and of T013 what is not known: downgrade rules that hold down whoever attains a tier, and customers who fall because
 * something is not known of them.
 *
 * @param bench - The policy.
 */
export function checkDowngrades(bench: CheckBench): void {
  const { also, rungs, ladder, data } = bench.compiled;
  const losable = rungs.find((_, height) => height > 0 && ladder.fixed[height] !== true);
  also.forEach(({ id, when }, at) => {
    checkHeldDown(bench, id, when, ["downgrade", "also", at, "when"]);
    if (losable === undefined || !fillsIn(data.downgrade.also[at]?.when ?? null)) return;
    // without it the tier would not be lost
    const others = also.filter((rule) => rule.when !== when).map((rule) => notYes(bench.stripped(rule.when)));
    const open: WantedTruth = { condition: bench.stripped(losable.attain), least: 1, most: 2 };
    const wanted = [yes(when), unknown(bench.stripped(when)), open, ...others, ...notForLife(losable)];
    checkUnknown(bench, id, losable, wanted, ["downgrade", "also", at, "when"]);
  });
  rungs.forEach((rung, height) => {
    const tier = data.tiers[rung.place];
    if (ladder.fixed[height] === true || tier === undefined) return;
    for (const part of ["attain", "retain"] as const) {
      if (!fillsIn(tier[part])) continue;
      const wanted = [...lost(rung), unknown(bench.stripped(rung[part])), ...bench.noneAbove(height), ...bench.noAlso];
      checkUnknown(bench, rung.tier, rung, wanted, ["tiers", rung.place, part]);
    }
  });
}

/** Whether a condition says what it is when something is not known. */
const fillsIn = (condition: Condition | null): boolean =>
  comparisonsOf(condition).some(({ onMissing }) => onMissing === "met" || onMissing === "unmet");

const notForLife = ({ lifetime }: Rung): readonly WantedTruth[] => (lifetime < 0 ? [] : [no(lifetime)]);

function checkHeldDown(bench: CheckBench, id: string, when: number, keys: readonly (string | number)[]): void {
  const { also, rungs } = bench.compiled;
  const doubt: Doubt = { number: "T012", keys };
  if (bench.spent) {
    bench.doubts(doubt);
    return;
  }
  const others = also.filter((rule) => rule.when !== when).map((rule) => notYes(rule.when));
  const tiers: string[] = [];
  let facts: Facts | null = null;
  for (const { attain, tier } of rungs.slice(1)) {
    const found =
      bench.search([yes(attain), yes(when), ...others]).answer === "found"
        ? bench.facts([yes(attain), yes(when), ...others], doubt)
        : bench.facts([yes(attain), yes(when)], doubt);
    if (found === null) continue;
    tiers.push(tier);
    facts = found;
  }
  if (facts === null) return;
  const said: Said = { code: "also-holds-down", number: "T012", severity: "info", keys, params: { id, tiers } };
  bench.shows(said, facts, [[null, ({ to }) => to === rungs[0]?.tier]]);
}

function checkUnknown(
  bench: CheckBench,
  part: string,
  held: Rung,
  wanted: readonly WantedTruth[],
  keys: readonly (string | number)[],
): void {
  const doubt: Doubt = { number: "T013", keys };
  const facts = bench.facts(wanted, doubt);
  if (facts === null) return;
  const metrics = Object.entries(facts.example.metrics).flatMap(([id, value]) => (value === null ? [id] : []));
  const params = { part, metrics };
  bench.shows({ ...doubt, code: "unknown-demotes", severity: "warning", params }, facts, [
    [held, ({ action }) => action === "downgrade"],
  ]);
}
