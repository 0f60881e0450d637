import type { WantedTruth } from "../../../rules/index.ts";
import type { Rung } from "../../tierKind.ts";
import { type CheckBench, no, notYes, type Said, yes } from "./bench.ts";

/**
 * T002, T005: tiers that nobody can rise to, tiers that ask for the same, and ladders that are none.
 *
 * @param bench - The policy.
 */
export function checkReach(bench: CheckBench): void {
  const { rungs } = bench.compiled;
  rungs.forEach((rung, height) => {
    if (height === 0) return;
    const lower = height === 1 ? undefined : rungs[height - 1];
    const alike = lower !== undefined && asksTheSame(bench, rung, lower);
    if (alike) reportAlike(bench, rung, lower);
    if (lower !== undefined && !alike) checkGap(bench, rung, lower, height);
    checkReachable(bench, rung, height);
  });
}

/** Whether two tiers are attained by the same customers. A tier that nobody attains is told of elsewhere. */
function asksTheSame(bench: CheckBench, { attain, place }: Rung, lower: Rung): boolean {
  const doubt = { number: "T005", keys: ["tiers", place, "attain"] } as const;
  return (
    bench.search([yes(attain)]).answer === "found" &&
    bench.never([yes(lower.attain), notYes(attain)], doubt) &&
    bench.never([yes(attain), notYes(lower.attain)], doubt)
  );
}

function reportAlike(bench: CheckBench, rung: Rung, lower: Rung): void {
  const said: Said = {
    code: "tiers-alike",
    number: "T005",
    severity: bench.compiled.ladder.oneStepUp ? "warning" : "error",
    keys: ["tiers", rung.place, "attain"],
    params: { tier: rung.tier, lower: lower.tier },
  };
  const facts = bench.facts([yes(rung.attain), ...bench.noAlso], said) ?? bench.facts([yes(rung.attain)], said);
  if (facts !== null) bench.shows(said, facts, [[null, ({ to }) => to !== lower.tier]]);
}

/** Whoever attains a tier should attain the one below, and whoever keeps it should keep the one below. */
function checkGap(bench: CheckBench, rung: Rung, lower: Rung, height: number): void {
  const { noAlso, compiled } = bench;
  const { heightOf } = compiled;
  const params = { tier: rung.tier, lower: lower.tier };
  const gap: Said = {
    code: "tier-gap",
    number: "T005",
    severity: "warning",
    keys: ["tiers", rung.place, "attain"],
    params,
  };
  const reached = bench.facts([yes(rung.attain), no(lower.attain), ...noAlso], gap);
  if (reached !== null) {
    bench.shows(gap, reached, [[null, ({ to }) => (heightOf.get(to) ?? 0) >= height]]);
    return;
  }
  // who has to attain a tier in order to keep it attains the one below as well
  if (rung.retain < 0 || compiled.ladder.fixed[height - 1] === true) return;
  const said: Said = {
    code: "retain-gap",
    number: "T005",
    severity: "warning",
    keys: ["tiers", rung.place, "retain"],
    params,
  };
  const kept = bench.facts([yes(rung.retain), ...lost(lower), ...bench.noneAbove(height - 1), ...noAlso], said);
  if (kept === null) return;
  bench.shows(said, kept, [
    [rung, ({ to }) => to === rung.tier],
    [lower, ({ action }) => action === "downgrade"],
  ]);
}

/** What must be for a tier to be lost. */
export const lost = ({ attain, retain, lifetime }: Rung): readonly WantedTruth[] => [
  no(attain),
  ...(retain < 0 ? [] : [no(retain)]),
  ...(lifetime < 0 ? [] : [no(lifetime)]),
];

function checkReachable(bench: CheckBench, rung: Rung, height: number): void {
  const { attain, place, tier } = rung;
  const { compiled, noAlso } = bench;
  const { ladder, rungs } = compiled;
  const keys = ["tiers", place, "attain"];
  const doubt = { number: "T002", keys } as const;
  // who rises one step at a time comes by every tier
  const above = ladder.oneStepUp ? [] : bench.noneAbove(height);
  if (!bench.never([yes(attain), ...above, ...noAlso], doubt)) return;
  const facts = bench.facts([yes(attain)], doubt);
  // nobody at all attains it, which is told of the condition; or the same as the next one
  if (facts === null) return;
  const next = rungs[height + 1];
  if (above.length > 0 && next !== undefined && asksTheSame(bench, next, rung)) return;
  const barred = bench.never([yes(attain), ...noAlso], doubt);
  const code = barred ? "tier-barred" : "tier-unreachable";
  bench.shows({ code, number: "T002", severity: "error", keys, params: { tier } }, facts, [
    [null, ({ to }) => to !== tier],
  ]);
}
