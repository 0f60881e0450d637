import { DomainError, type Reason, show } from "../../core/index.ts";
import type { GammaGammaScoring, OrderingScoring, RenewalScoring } from "../model.ts";
import type { ClvReasonCode } from "../estimateModel.ts";
import { bdwProcess } from "./bdw.ts";
import { bgNbdProcess, mbgNbdProcess } from "./bgNbd.ts";
import { modelHint, partsOf, scoringFault } from "./modelFault.ts";
import { BDW, BG_NBD, GAMMA_GAMMA, MBG_NBD, type ModelKind, NBD, PARETO_NBD, SBG } from "./modelKinds.ts";
import { nbdProcess } from "./nbd.ts";
import type { OrderingProcess } from "./orderingProcess.ts";
import { paretoNbdProcess } from "./paretoNbd.ts";
import { aliveReasons, NOBODY_LEAVES } from "./readHistory.ts";
import { type RenewalProcess, sbgProcess } from "./sbg.ts";
import type { ClvUnit } from "./timeUnits.ts";

/** A model of orders, ready to be asked. */
export interface ReadyOrdering {
  /** The unit of its times. */
  readonly unit: ClvUnit;
  /** Its formulae with its parameters. */
  readonly process: OrderingProcess;
  /**
   * What to know of an answer about a customer.
   *
   * @param frequency - Repeat purchases.
   */
  readonly reasons: (frequency: number) => readonly Reason<ClvReasonCode>[];
}

/**
 * Makes sure that something is a model of orders, and makes it ready.
 *
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function readyOrdering(model: OrderingScoring): ReadyOrdering {
  requireScoring(ORDERING, model);
  const { unit } = model;
  const doubts = doubtsOf(model);
  switch (model.format) {
    case "bg-nbd-model/1":
      return {
        unit,
        process: bgNbdProcess(model.parameters),
        reasons: (frequency) => [...aliveReasons(frequency), ...doubts],
      };
    case "mbg-nbd-model/1":
      return { unit, process: mbgNbdProcess(model.parameters), reasons: () => doubts };
    case "pareto-nbd-model/1":
      return { unit, process: paretoNbdProcess(model.parameters), reasons: () => doubts };
    case "nbd-model/1":
      return { unit, process: nbdProcess(model.parameters), reasons: () => [...NOBODY_LEAVES, ...doubts] };
  }
}

/** The models of orders. */
const ORDERING: readonly ModelKind[] = [BG_NBD, MBG_NBD, PARETO_NBD, NBD];

/**
 * What a fitted model left on record against itself: nothing for parameters without a fit.
 *
 * @param model - Any model, perhaps fitted.
 */
export function doubtsOf(model: { readonly format: string }): readonly Reason<ClvReasonCode>[] {
  const { standardErrors, findings } = partsOf(model);
  const found: readonly unknown[] = Array.isArray(findings) ? findings : [];
  const doubt = (code: ClvReasonCode): Reason<ClvReasonCode> => ({
    code,
    rule: "",
    metric: null,
    op: null,
    observed: { kind: "text", text: model.format },
    required: null,
    verdict: "unknown",
    label: null,
  });
  return [
    ...(standardErrors === null || found.includes("not-converged") ? [doubt("model-unsettled")] : []),
    ...(found.includes("leaving-not-seen") ? [doubt("alive-unsettled")] : []),
  ];
}

/**
 * Makes sure that something is a model of renewals, and makes it ready.
 *
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function readyRenewals(model: RenewalScoring): RenewalProcess {
  requireScoring([SBG, BDW], model);
  return model.format === "bdw-model/1" ? bdwProcess(model.parameters) : sbgProcess(model.parameters);
}

/**
 * Makes sure that something is a Gamma-Gamma model.
 *
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function checkedGammaGamma(model: GammaGammaScoring): GammaGammaScoring {
  requireScoring([GAMMA_GAMMA], model);
  return model;
}

/**
 * Makes sure that something is what scoring with a kind of model needs.
 *
 * @param kinds - The kinds that will do.
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function requireScoring(kinds: readonly ModelKind[], model: unknown): void {
  const { format } = partsOf(model);
  const kind = kinds.find((each) => each.format === format);
  if (kind === undefined) {
    const formats = kinds.map((each) => each.format).join(" or ");
    throw new DomainError(
      "invalid-model",
      `expected a model of format ${formats}, received ${show(format)}${modelHint(model)}`,
    );
  }
  const fault = scoringFault(kind, model);
  if (fault === null) return;
  const { path, expected, observed } = fault;
  throw new DomainError(
    "invalid-model",
    `expected a model of format ${kind.format}: expected ${expected} at ${path}, received ${observed}`,
  );
}
