import { DomainError, show } from "../core/index.ts";
import { type CostTable, costTable } from "./internal/costs.ts";
import { eachOutcome } from "./internal/eachOutcome.ts";
import { Foremost } from "./internal/foremost.ts";
import { type Move, moversOf } from "./internal/movers.ts";
import { startSimulation } from "./internal/simulation.ts";
import { Tally } from "./internal/tally.ts";
import { Totals } from "./internal/totals.ts";
import type { TierPolicy } from "./policyModel.ts";
import type {
  CustomersAndValue,
  TierFlow,
  TierPortfolio,
  TierSimulation,
  TierSimulationOptions,
} from "./simulationModel.ts";
import { compiledTiers, type CompiledTierPolicy } from "./tierKind.ts";

/**
 * Tells what would happen to a portfolio if a policy took the place of another: who moves from where to where, what they are
 * worth, what it costs, and why.
 *
 * Every customer is judged at one moment under both policies, from the same state: where they stand under the policy before.
 * What is compared are the two decisions, so that whoever would have moved anyhow is not laid at the new policy's door, and a
 * policy held against itself moves nobody. A tier held that a policy does not have is no tier under it: the customer is judged as
 * new, and told under `withoutTier`. Both policies are applied whether or not they are in force: a draft is not yet, and
 * `inForce` says so.
 *
 * `insufficientData` customers stay where they are, and are counted there. Customers who cannot be judged under either policy are
 * left out of both, and told among `refusals`. So the flows from a tier add up to the tier before, and those to a tier to the
 * tier after, in customers and in value; sums are exact. Rows are gone through once and are not kept, but for those listed.
 *
 * @param portfolio - Rows as `evaluateTier` takes them, perhaps with `value`; or columns. Customers are not looked for twice.
 * @param policies - `before` and `after`, of one currency.
 * @param options - `asOf`; `horizon`, where customers are judged from; `value`; `costs`; `listed`.
 * @returns What happens.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` for two currencies, an option that is
 *   none, columns of different lengths, or columns where a policy asks for more than metrics.
 *
 * @example Raise gold by 20 %
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { defineTierPolicy, scaleThresholds, simulateTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const before = defineTierPolicy(tierPresets.valueGrade);
 * const after = orThrow(scaleThresholds(before, ["/tiers/2/attain/all/0", "/tiers/2/retain/all/0"], "1.2"));
 * const customer = (customerId: string, spend: string) => ({
 *   customerId,
 *   state: { tier: "gold", since: "2025-01-01T00:00:00+08:00" },
 *   metrics: { spend: money(spend, "CNY"), orders: 9, idleDays: 12 },
 * });
 * const { flows, movers, cost } = simulateTierPolicy(
 *   [customer("C-1", "47999.99"), customer("C-2", "48000.00"), customer("C-3", "75000.00")],
 *   { before, after },
 *   {
 *     asOf: "2026-07-01T00:00:00+08:00",
 *     value: "spend",
 *     costs: { per: "P1Y", amounts: { ordinary: "0", silver: "120", gold: "900", diamond: "6000" } },
 *   },
 * );
 *
 * flows.map(({ from, to, customers, value }) => [from, to, customers, value.amount]); // => [
 * //   ["gold", "silver", 1, "47999.99"],
 * //   ["gold", "gold", 2, "123000.00"],
 * // ]
 * movers.map(({ customerId, reasons }) => [customerId, reasons.map(({ rule, gap }) => [rule, gap])]); // => [
 * //   ["C-1", [
 * //     ["/tiers/2/attain/all/0", { kind: "money", amount: "12000.01", currency: "CNY" }],
 * //     ["/tiers/2/retain/all/0", { kind: "money", amount: "0.01", currency: "CNY" }],
 * //   ]],
 * // ]
 * cost?.delta; // => { amount: "-780.00", currency: "CNY" }
 * ```
 * @see Our own definition.
 */
export function simulateTierPolicy<Before extends string, After extends string>(
  portfolio: TierPortfolio,
  policies: { readonly before: TierPolicy<Before>; readonly after: TierPolicy<After> },
  options: TierSimulationOptions,
): TierSimulation<Before, After> {
  if (typeof (policies as unknown) !== "object" || (policies as unknown) === null) {
    throw new DomainError("invalid-option", `policies: expected { before, after }, received ${show(policies)}`);
  }
  const [before, after] = [compiledTiers(policies.before), compiledTiers(policies.after)];
  const simulation = startSimulation([before, after], options);
  const { currency, listed } = simulation.walk;
  const costs = costTable(options.costs, [before, after]);
  for (const policy of [before, after]) costs?.of(policy);
  const totals = new Totals(simulation);
  const cells = new Map<number, Cell>();
  const movers = new Foremost<Move>(listed, byValue);
  const refusals = eachOutcome(portfolio, simulation, (outcome) => {
    totals.add(outcome);
    const [from, to] = [outcome.to[0] ?? 0, outcome.to[1] ?? 0];
    const code = from * STRIDE + to;
    const cell = cells.get(code) ?? cellOf(from, to, before, after);
    cells.set(code, cell);
    cell.tally.add(outcome.value);
    cell.tally.unsure += Math.max(outcome.unsure[0] ?? 0, outcome.unsure[1] ?? 0);
    if (cell.direction === "none") return;
    const { index, value, hold } = outcome;
    const { last } = movers;
    if (last !== undefined && last.value > value) return; // less than the least of those listed
    movers.add({ index, value, from, to, held: [hold[0] ?? 0, hold[1] ?? 0], id: outcome.id(), keep: outcome.keep() });
  });

  const flows = [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
  const moved = (...directions: readonly TierFlow["direction"][]): CustomersAndValue => {
    const sum = new Tally();
    for (const { direction, tally } of flows) if (directions.includes(direction)) sum.include(tally);
    return sum.told(currency);
  };
  const told: TierSimulation = {
    ...totals.portfolio(refusals),
    before: totals.told(0, before, costs),
    after: totals.told(1, after, costs),
    cost: costs === null ? null : change(costs, totals.cost(0, costs), totals.cost(1, costs)),
    flows: flows.map(({ from, to, direction, tally }) => ({
      from,
      to,
      direction,
      ...tally.told(currency),
      insufficientData: tally.unsure,
    })),
    moved: { ...moved("up", "down", null), up: moved("up"), down: moved("down"), other: moved(null) },
    movers: moversOf(movers.items, simulation),
  };
  return told as TierSimulation<Before, After>;
}

/** A cell of the flow matrix. */
interface Cell {
  readonly from: string;
  readonly to: string;
  readonly direction: TierFlow["direction"];
  readonly tally: Tally;
}

function cellOf(from: number, to: number, before: CompiledTierPolicy, after: CompiledTierPolicy): Cell {
  const names = { from: before.rungs[from]?.tier ?? "", to: after.rungs[to]?.tier ?? "" };
  return { ...names, direction: directionOf(names.from, names.to, [after, before]), tally: new Tally() };
}

/** No ladder is as high. */
const STRIDE = 1000;

/** The most valuable first; of unknown value last; then by identifier, then by place. */
function byValue(a: Move, b: Move): number {
  const [x, y] = [Number.isNaN(a.value) ? -Infinity : a.value, Number.isNaN(b.value) ? -Infinity : b.value];
  if (x !== y) return x > y ? -1 : 1;
  const [i, j] = [a.id ?? "", b.id ?? ""];
  return i === j ? a.index - b.index : i < j ? -1 : 1;
}

/** Which way, on the first ladder that has both. */
function directionOf(from: string, to: string, ladders: readonly CompiledTierPolicy[]): TierFlow["direction"] {
  if (from === to) return "none";
  for (const { heightOf } of ladders) {
    const [low, high] = [heightOf.get(from), heightOf.get(to)];
    if (low !== undefined && high !== undefined) return high > low ? "up" : "down";
  }
  return null;
}

const change = (costs: CostTable, before: bigint, after: bigint): NonNullable<TierSimulation["cost"]> => ({
  per: costs.per,
  before: costs.money(before),
  after: costs.money(after),
  delta: costs.money(after - before),
});
