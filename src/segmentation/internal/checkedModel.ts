import { DomainError, minorDigits } from "../../core/index.ts";
import type { RfmDimension, RfmModel } from "../model.ts";
import { RFM_METRICS } from "./rfmValues.ts";

/** Models that were looked at before: a population is scored with one object. */
const seen = /* @__PURE__ */ new WeakSet<RfmModel>();

/**
 * Makes sure that something is a model, once per frozen object.
 *
 * @param model - What the caller handed in.
 * @returns It.
 * @throws `DomainError` with code `invalid-model`.
 */
export function checkedModel(model: RfmModel): RfmModel {
  if (seen.has(model)) return model;
  const flaw = flawOf(model);
  if (flaw !== null) throw new DomainError("invalid-model", `expected an RFM model (rfm-model/1): ${flaw}`);
  if (isSettled(model)) seen.add(model);
  return model;
}

/** Whether nothing that scoring reads can change any more. */
const isSettled = (model: RfmModel): boolean =>
  [
    model,
    model.policy,
    model.dimensions,
    ...RFM_METRICS.flatMap((metric) => [model.dimensions[metric], model.dimensions[metric].cuts]),
  ].every((part) => Object.isFrozen(part));

function flawOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null) return "it is no object";
  const model = input as Partial<Record<keyof RfmModel, unknown>>;
  if (model.format !== "rfm-model/1") return "/format is not rfm-model/1";
  if (model.mode !== "quantile" && model.mode !== "rfm-r") return "/mode is neither quantile nor rfm-r";
  if (model.frequency !== "orders" && model.frequency !== "purchaseDays") return "/frequency is not known";
  if (typeof model.currency !== "string" || minorDigits(model.currency) === null) return "/currency is not ISO 4217";
  const { id, version } = (model.policy ?? {}) as Partial<RfmModel["policy"]>;
  if (typeof id !== "string" || !Number.isSafeInteger(version)) return "/policy needs id and version";
  const { dimensions } = model;
  if (typeof dimensions !== "object" || dimensions === null) return "/dimensions is missing";
  for (const metric of RFM_METRICS) {
    const { bins, cuts } = ((dimensions as Readonly<Record<string, unknown>>)[metric] ?? {}) as Partial<RfmDimension>;
    if (!Array.isArray(cuts) || bins !== cuts.length + 1) return `/dimensions/${metric} needs one cut less than bins`;
    if (bins < 2 || bins > 10) return `/dimensions/${metric}/bins is not 2 to 10`;
    const ascending = (cuts as readonly unknown[]).every(
      (cut, i) => typeof cut === "number" && Number.isFinite(cut) && (i === 0 || cut >= (cuts[i - 1] as number)),
    );
    if (!ascending) return `/dimensions/${metric}/cuts are not ascending numbers`;
  }
  return null;
}
