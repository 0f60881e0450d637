import { exact, pointer, type Report, type Sound } from "../core/index.ts";
import type { ChurnPolicyData } from "./churnModel.ts";

/** Codes of what can be wrong between the parts of a churn policy, and of what is worth knowing of one. */
export type ChurnPolicyCode =
  | "unknown-signal"
  | "unknown-cause"
  | "odds-out-of-range"
  | "negative-amount"
  | "cause-without-evidence"
  | "cause-without-offer"
  | "offer-never-first";

type ChurnReport = (code: ChurnPolicyCode | "duplicate-id", ...rest: Tail<Parameters<Report>>) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/**
 * Checks what the parts of a churn policy demand of one another.
 *
 * @param draft - The policy, without its unsound parts.
 * @param report - Takes the issues.
 */
export function checkChurnParts(draft: Sound<ChurnPolicyData>, report: ChurnReport): void {
  const { signals = [undefined], causes = [undefined], offers = [] } = draft;
  const causeIds = causes.map((cause) => cause?.id);
  repeated(signals, ["signals"], [], report);
  repeated(causeIds, ["causes"], ["id"], report);
  repeated(
    offers.map((offer) => offer?.id),
    ["offers"],
    ["id"],
    report,
  );
  causes.forEach((cause, at) => {
    checkOdds(cause?.responseOdds, ["causes", at, "responseOdds"], report);
    (cause?.evidence ?? []).forEach((evidence, index) => {
      const signal = evidence?.signal;
      if (signal === undefined || signals.includes(signal) || signals.includes(undefined)) return;
      report("unknown-signal", ["causes", at, "evidence", index, "signal"], { signal });
    });
  });
  checkOdds(draft.oddsUnknown, ["oddsUnknown"], report);
  offers.forEach((offer, at) => {
    repeated(offer?.causes ?? [], ["offers", at, "causes"], [], report);
    (offer?.causes ?? []).forEach((cause, index) => {
      if (cause === undefined || causeIds.includes(cause) || causeIds.includes(undefined)) return;
      report("unknown-cause", ["offers", at, "causes", index], { cause });
    });
    for (const key of ["minValue", "cost"] as const) {
      const amount = offer?.[key];
      if (typeof amount === "string" && exact(amount).isNegative()) {
        report("negative-amount", ["offers", at, key], { amount });
      }
    }
  });
}

/**
 * Tells what is worth knowing of a churn policy that may be used.
 *
 * @param data - The policy.
 * @param report - Takes the findings.
 */
export function churnFindings({ causes, offers }: ChurnPolicyData, report: ChurnReport): void {
  causes.forEach(({ id, evidence }, at) => {
    if (evidence.length === 0) report("cause-without-evidence", ["causes", at, "evidence"], { cause: id });
    if (!offers.some((offer) => offer.causes === null || offer.causes.includes(id))) {
      report("cause-without-offer", ["causes", at], { cause: id });
    }
  });
  offers.forEach((offer, at) => {
    const covers = offers
      .slice(0, at)
      .find(
        ({ causes: fitting, minValue }) =>
          exact(minValue ?? "0").lte(exact(offer.minValue ?? "0")) &&
          (fitting === null || offer.causes?.every((cause) => fitting.includes(cause)) === true),
      );
    if (covers !== undefined) report("offer-never-first", ["offers", at], { offer: offer.id, first: covers.id });
  });
}

function repeated(
  names: readonly (string | undefined)[],
  list: readonly (string | number)[],
  key: readonly string[],
  report: ChurnReport,
): void {
  names.forEach((id, at) => {
    const first = names.indexOf(id);
    if (id === undefined || first === at) return;
    report("duplicate-id", [...list, at, ...key], { id, first: pointer([...list, first, ...key]) });
  });
}

function checkOdds(odds: string | undefined, keys: readonly (string | number)[], report: ChurnReport): void {
  if (odds === undefined) return;
  const value = exact(odds);
  if (value.isNegative() || value.gt("1")) report("odds-out-of-range", keys, { odds });
}
