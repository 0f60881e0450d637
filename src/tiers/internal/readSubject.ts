import {
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  invalidFact,
  type Result,
} from "../../core/index.ts";
import type { TierFinding, TierOverride, TierRefusal, TierState, TierSubject } from "../model.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { tierFinding } from "./findings.ts";
import { BY_NAME, type Standing } from "./standing.ts";

/** An override that is in force. */
export interface OverrideInForce {
  /** The override. */
  readonly override: TierOverride;
  /** Where it stands among the subject's. */
  readonly place: number;
  /** Its tier by height; -1 for none. */
  readonly height: number;
  /** When it ends, in epoch milliseconds; NaN for never. */
  readonly until: number;
}

/** What a subject is read with. */
export interface SubjectReader {
  /** The policy. */
  readonly compiled: CompiledTierPolicy;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The same, in epoch milliseconds. */
  readonly asOfMs: number;
}

/** What people decided about a customer. */
export interface OverridesRead {
  /** What counts. */
  readonly inForce: readonly OverrideInForce[];
  /** What does not, and why. */
  readonly findings: readonly TierFinding[];
}

/** Nobody decided anything: shared, since it cannot be changed. */
const NO_OVERRIDES: OverridesRead = /* @__PURE__ */ (() => ({
  inForce: Object.freeze([]),
  findings: Object.freeze([]),
}))();

/**
 * Reads who is judged, where they stand, and what people decided about them.
 *
 * @param subject - As it was handed in.
 * @param at - Where to write it.
 * @param reader - The policy and the moment of judgement.
 * @returns The overrides; or what is wrong.
 */
export function readSubject(subject: TierSubject, at: Standing, reader: SubjectReader): Err | OverridesRead {
  if (!isObject(subject)) return err(invalidFact("", "object", subject));
  const { customerId, state, metrics, overrides } = subject;
  if (typeof customerId !== "string") return err(invalidFact("/customerId", "text", customerId));
  if (!isObject(metrics)) return err(invalidFact("/metrics", "object", metrics));
  at.held = -1;
  at.since = NaN;
  at.by = 0;
  at.validUntil = NaN;
  at.reviewed = NaN;
  at.breachedSince = NaN;
  at.graceUntil = NaN;
  at.lifetime = -1;
  at.pending = -1;
  at.pendingAt = NaN;
  at.pin = -1;
  at.floor = -1;
  at.ceiling = Infinity;
  at.exempt = false;
  const refused = state === null ? null : readState(state, at, reader);
  if (refused !== null) return refused;
  return overrides === null || overrides === undefined ? NO_OVERRIDES : readOverrides(overrides, at, reader);
}

/** A refusal. */
export type Err = Extract<Result<never, TierRefusal>, { readonly ok: false }>;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function readState(state: TierState, at: Standing, reader: SubjectReader): Err | null {
  if (!isObject(state)) return err(invalidFact("/state", "object", state));
  const { tier, since, by, validUntil, reviewed, breachedSince, graceUntil, lifetime, pending } = state;
  const held = heightOf(tier, "/state/tier", reader);
  if (typeof held !== "number") return held;
  at.held = held;
  at.since = epochMsOf(since);
  if (!(at.since <= reader.asOfMs)) return badPast(since, at.since, "/state/since", reader);
  if (by !== null && by !== undefined) {
    const entry = BY_NAME.get(by);
    if (entry === undefined) return err(invalidFact("/state/by", "known-name", by));
    at.by = entry;
  }
  if (validUntil !== null && validUntil !== undefined) {
    at.validUntil = epochMsOf(validUntil);
    if (Number.isNaN(at.validUntil)) return err(invalidFact("/state/validUntil", "instant", validUntil));
  }
  if (reviewed !== null && reviewed !== undefined) {
    at.reviewed = epochMsOf(reviewed);
    if (!(at.reviewed <= reader.asOfMs)) return badPast(reviewed, at.reviewed, "/state/reviewed", reader);
  }
  if (breachedSince !== null && breachedSince !== undefined) {
    at.breachedSince = epochMsOf(breachedSince);
    if (!(at.breachedSince <= reader.asOfMs))
      return badPast(breachedSince, at.breachedSince, "/state/breachedSince", reader);
  }
  if (graceUntil !== null && graceUntil !== undefined) {
    at.graceUntil = epochMsOf(graceUntil);
    if (Number.isNaN(at.graceUntil)) return err(invalidFact("/state/graceUntil", "instant", graceUntil));
  }
  if (lifetime !== null && lifetime !== undefined) {
    const height = heightOf(lifetime, "/state/lifetime", reader);
    if (typeof height !== "number") return height;
    at.lifetime = height;
  }
  return pending === null || pending === undefined ? null : readPending(pending, at, reader);
}

function readPending(pending: NonNullable<TierState["pending"]>, at: Standing, reader: SubjectReader): Err | null {
  if (!isObject(pending)) return err(invalidFact("/state/pending", "object", pending));
  const height = heightOf(pending.tier, "/state/pending/tier", reader);
  if (typeof height !== "number") return height;
  at.pending = height;
  at.pendingAt = epochMsOf(pending.at);
  return Number.isNaN(at.pendingAt) ? err(invalidFact("/state/pending/at", "instant", pending.at)) : null;
}

function heightOf(tier: unknown, path: string, { compiled }: SubjectReader): number | Err {
  if (typeof tier !== "string") return err(invalidFact(path, "known-name", tier));
  return (
    compiled.heightOf.get(tier) ?? err({ code: "tier-not-in-policy", tier, path, policy: compiled.policy.id } as const)
  );
}

/** Says what is wrong with a moment that should not be after the moment of judgement. */
const badPast = (given: InstantInput, ms: number, path: string, { asOf }: SubjectReader): Err =>
  Number.isNaN(ms)
    ? err(invalidFact(path, "instant", given))
    : err({ code: "state-after-as-of", path, at: instantFromMs(ms), asOf });

function readOverrides(overrides: readonly TierOverride[], at: Standing, reader: SubjectReader): Err | OverridesRead {
  if (!Array.isArray(overrides)) return err(invalidFact("/overrides", "array", overrides));
  const inForce: OverrideInForce[] = [];
  const findings: TierFinding[] = [];
  for (const [place, override] of (overrides as readonly TierOverride[]).entries()) {
    const read = readOverride(override, place, reader);
    if ("ok" in read) return read;
    const { from, until } = read;
    const code = reader.asOfMs < from ? "override-not-yet" : reader.asOfMs >= until ? "override-expired" : null;
    if (code === null) inForce.push(read);
    else {
      const moment = { kind: "instant", at: instantFromMs(code === "override-expired" ? until : from) } as const;
      findings.push(tierFinding(code, "info", ["overrides", place], { kind: override.kind, moment }));
    }
  }
  return applied(inForce, at) ?? { inForce, findings };
}

function readOverride(
  override: TierOverride,
  place: number,
  reader: SubjectReader,
): Err | (OverrideInForce & { readonly from: number }) {
  const path = `/overrides/${place}`;
  if (!isObject(override)) return err(invalidFact(path, "object", override));
  const { kind, reason, actor, from, until } = override;
  if (!KINDS.includes(kind)) return err(invalidFact(`${path}/kind`, "known-name", kind));
  if (typeof reason !== "string") return err(invalidFact(`${path}/reason`, "text", reason));
  if (typeof actor !== "string") return err(invalidFact(`${path}/actor`, "text", actor));
  const fromMs = epochMsOf(from);
  if (Number.isNaN(fromMs)) return err(invalidFact(`${path}/from`, "instant", from));
  const untilMs = epochMsOf(until);
  if (until !== null && Number.isNaN(untilMs)) return err(invalidFact(`${path}/until`, "instant", until));
  const height = kind === "exemptFromDowngrade" ? -1 : heightOf(override.tier, `${path}/tier`, reader);
  if (typeof height !== "number") return height;
  return { override, place, height, from: fromMs, until: untilMs };
}

const KINDS: readonly unknown[] = ["pin", "floor", "ceiling", "exemptFromDowngrade", "statusMatch"];

/** Joins overrides in force: of floors the highest counts, of ceilings the lowest. Two that cannot both be are refused. */
function applied(inForce: readonly OverrideInForce[], at: Standing): Err | null {
  for (const one of inForce) {
    for (const other of inForce) {
      if (contradict(one, other)) {
        return err({
          code: "overrides-contradict",
          path: `/overrides/${one.place}`,
          other: `/overrides/${other.place}`,
        });
      }
    }
    const { override, height } = one;
    if (override.kind === "pin") at.pin = height;
    else if (override.kind === "ceiling") at.ceiling = Math.min(at.ceiling, height);
    else if (override.kind === "exemptFromDowngrade") at.exempt = true;
    else at.floor = Math.max(at.floor, height);
  }
  return null;
}

/** Whether the first, a pin or a lower bound, cannot be had with the second. */
function contradict(
  { override: one, height }: OverrideInForce,
  { override: other, height: bound }: OverrideInForce,
): boolean {
  if (one.kind === "pin" && other.kind === "pin") return height !== bound;
  if (other.kind === "ceiling") return one.kind !== "ceiling" && height > bound;
  return one.kind === "pin" && (other.kind === "floor" || other.kind === "statusMatch") && height < bound;
}
