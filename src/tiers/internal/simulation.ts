import { asOfIn, DomainError, LISTED_ROWS, show, startRowFindings } from "../../core/index.ts";
import type { MetricDefinition } from "../../rules/index.ts";
import type { TierSubject } from "../model.ts";
import type { TierHorizon, TierSimulationOptions } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { type Application, applied } from "./applied.ts";

/** What several policies decide of one customer; written over for the next. */
export interface Outcome {
  /** The customer's place in the portfolio. */
  index: number;
  /** By policy: the tier, by height on its ladder. */
  readonly to: Int8Array;
  /** By policy: 1 where the customer stays only because something is not known. */
  readonly unsure: Uint8Array;
  /** By policy: what holds the tier; a place in `HOLDS`. */
  readonly hold: Uint8Array;
  /** By policy: 1 where the tier held is none of its. */
  readonly foreign: Uint8Array;
  /** What the customer is worth, in minor units; NaN when that is not known. */
  value: number;
  /** Makes something that tells who the customer is, also later. */
  keep: () => () => TierSubject;
  /** The customer's identifier. */
  id: () => string | null;
  /** The number that a known metric of an ordered kind is: of money in minor units. */
  number: (metric: MetricDefinition) => number;
}

/** How a portfolio is gone through. */
export interface Walk extends Application {
  /** Whose currency and metrics count. */
  readonly currency: string;
  /** Where a customer's value is found. */
  readonly value: TierSimulationOptions["value"];
  /** How many customers are listed. */
  readonly listed: number;
}

/** A walk and the policies, ready. */
export interface Simulation {
  /** How. */
  readonly walk: Walk;
  /** The policies as they are applied. */
  readonly policies: readonly CompiledTierPolicy[];
}

const HORIZONS: readonly TierHorizon[] = ["atOnce", "settled", "afresh"];

/**
 * Checks what a simulation is given.
 *
 * @param policies - The policies.
 * @param options - How the portfolio is judged.
 * @returns Both, ready.
 * @throws `DomainError` with code `invalid-instant`; `invalid-option` for a horizon, a cap or a metric of value that is none, or
 *   policies of several currencies.
 */
export function startSimulation(
  policies: readonly CompiledTierPolicy[],
  options: Pick<TierSimulationOptions, "asOf" | "horizon" | "value" | "listed">,
): Simulation {
  const asOf = asOfIn(options);
  const horizon = options.horizon ?? "atOnce";
  if (!HORIZONS.includes(horizon)) {
    throw new DomainError("invalid-option", `horizon: expected ${HORIZONS.join(", ")}, received ${show(horizon)}`);
  }
  const listed = options.listed ?? LISTED_ROWS;
  startRowFindings(listed);
  const [first, ...others] = policies;
  if (first === undefined) throw new DomainError("invalid-option", "policies: expected at least one, received none");
  const { currency, metrics } = first.data;
  for (const { data } of others) {
    if (data.currency === currency) continue;
    throw new DomainError(
      "invalid-option",
      `policies: expected one currency, received ${currency} of ${first.policy.id} and ${data.currency} of ${data.id}`,
    );
  }
  const value = options.value ?? null;
  if (
    typeof value !== "function" &&
    value !== null &&
    !metrics.some(({ id, kind }) => id === value && kind === "money")
  ) {
    throw new DomainError("invalid-option", `value: expected a metric of kind money, received ${show(value)}`);
  }
  return {
    walk: { asOf, horizon, currency, value, listed },
    policies: policies.map((policy) => applied(policy, horizon)),
  };
}

/**
 * Makes room for outcomes.
 *
 * @param policies - How many policies.
 * @returns An empty one.
 */
export const emptyOutcome = (policies: number): Outcome => ({
  index: -1,
  to: new Int8Array(policies),
  unsure: new Uint8Array(policies),
  hold: new Uint8Array(policies),
  foreign: new Uint8Array(policies),
  value: NaN,
  keep: () => () => ({ customerId: "", state: null, metrics: {} }),
  id: () => null,
  number: () => NaN,
});
