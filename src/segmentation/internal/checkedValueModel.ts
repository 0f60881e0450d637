import { DomainError } from "../../core/index.ts";
import type { FittedCriterion, ValueTierModel, ValueTierPolicyData } from "../valueTierModel.ts";

const NONE: ReadonlyMap<string, FittedCriterion> = /* @__PURE__ */ new Map();

/** What was looked up before, by frozen model: a population is valued with one object. */
const seen = /* @__PURE__ */ new WeakMap<
  ValueTierModel,
  { readonly policy: ValueTierPolicyData; readonly fitted: ReadonlyMap<string, FittedCriterion> }
>();

/**
 * Makes sure that a model is there where a policy needs one, and is of that policy.
 *
 * @param model - What the caller handed in.
 * @param policy - A checked policy.
 * @returns What was fitted, by criterion.
 * @throws `DomainError` with code `invalid-model`.
 */
export function checkedValueModel(
  model: ValueTierModel | undefined,
  policy: ValueTierPolicyData,
): ReadonlyMap<string, FittedCriterion> {
  const wanted = policy.criteria.filter(({ scale }) => scale.kind === "minMax" || scale.kind === "percentile");
  if (wanted.length === 0) return NONE;
  if (model === undefined) throw invalid("the policy has criteria that are fitted to a population, and none is given");
  if (typeof (model as unknown) !== "object" || (model as unknown) === null) throw invalid("it is no object");
  const known = seen.get(model);
  if (known?.policy === policy) return known.fitted;

  const parts = model as Partial<Record<keyof ValueTierModel, unknown>>;
  const { id, version } = (parts.policy ?? {}) as { readonly id?: unknown; readonly version?: unknown };
  if (parts.format !== "value-tier-model/1") throw invalid("/format is not value-tier-model/1");
  if (id !== policy.id || version !== policy.version) {
    throw invalid(`it was fitted by another policy than ${policy.id}, version ${policy.version}`);
  }
  const list: readonly unknown[] = Array.isArray(parts.criteria) ? (parts.criteria as readonly unknown[]) : [];
  const fitted = new Map<string, FittedCriterion>();
  for (const criterion of wanted) {
    const one = list.find((item) => (item as Partial<FittedCriterion> | null)?.criterion === criterion.id);
    if (!isFitted(one, criterion.scale.kind)) throw invalid(`${criterion.id} is not fitted as ${criterion.scale.kind}`);
    fitted.set(criterion.id, one);
  }
  if (isDeeplyFrozen(model)) seen.set(model, { policy, fitted });
  return fitted;
}

const invalid = (flaw: string): DomainError =>
  new DomainError("invalid-model", `expected a model (value-tier-model/1): ${flaw}`);

function isFitted(one: unknown, kind: string): one is FittedCriterion {
  const { kind: own, cuts, min, max } = (one ?? {}) as Readonly<Record<string, unknown>>;
  if (own !== kind) return false;
  const column: readonly unknown[] = own === "minMax" ? [min, max] : Array.isArray(cuts) ? (cuts as unknown[]) : [];
  return (
    column.length > 0 &&
    column.every((cut, k) => Number.isFinite(cut) && (k === 0 || Number(cut) >= Number(column[k - 1])))
  );
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}
