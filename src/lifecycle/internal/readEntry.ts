import {
  canonicalJson,
  epochMsOf,
  err,
  INPUT_LIMITS,
  type InputLimits,
  instantFromMs,
  type InvalidFact,
  invalidFact,
  ok,
  parseMoney,
  plainCopy,
  pointer,
  type Result,
} from "../../core/index.ts";
import type { Acquisition, CatchUp, LifecycleFacts, LifecycleWithdrawal, LoggedEntry } from "../model.ts";

/** An entry of a course, read. */
export interface KnownEntry {
  /** What happened; for a control, its name. */
  readonly kind: string;
  /** Which control it is; null for an event. */
  readonly control: "pause" | "resume" | "learn" | null;
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** The host's identifier. */
  readonly id: string | null;
  /** When it became known; NaN when that was not said. */
  readonly recordedAt: number;
  /** What became known with it. */
  readonly facts: LifecycleFacts | null;
  /** Whether the facts say how old they are. */
  readonly dated: boolean;
  /** Why. */
  readonly reason: string | null;
  /** Where the customer came from. */
  readonly acquisition: Acquisition | null;
  /** How timers go on. */
  readonly catchUp: CatchUp;
}

/** A fact is much smaller than a policy. */
const FACT_LIMITS: InputLimits = { ...INPUT_LIMITS, values: 20_000, characters: 1_000_000 };

const CATCH_UPS: readonly unknown[] = ["fromStart", "remaining", "restart"] satisfies CatchUp[];

/**
 * Reads an entry.
 *
 * @param entry - What the caller handed in.
 * @param path - Its place among the facts.
 * @returns The entry; or `invalid-fact`.
 */
export function readEntry(entry: unknown, path: string): Result<KnownEntry, InvalidFact> {
  if (typeof entry !== "object" || entry === null) return err(invalidFact(path, "object", entry));
  const given = entry as Readonly<Record<string, unknown>>;
  const id = given["id"] ?? null;
  if (id !== null && typeof id !== "string") return err(invalidFact(`${path}/id`, "text", id));
  const control = given["control"] ?? null;
  if (control !== null && control !== "pause" && control !== "resume" && control !== "learn") {
    return err(invalidFact(`${path}/control`, "known-name", control));
  }
  const kind = control ?? given["kind"];
  if (typeof kind !== "string") return err(invalidFact(`${path}/kind`, "text", kind));
  const at = epochMsOf(given["at"]);
  if (Number.isNaN(at)) return err(invalidFact(`${path}/at`, "instant", given["at"]));
  const recorded = given["recordedAt"] ?? null;
  const recordedAt = recorded === null ? NaN : epochMsOf(recorded);
  if (recorded !== null && Number.isNaN(recordedAt)) return err(invalidFact(`${path}/recordedAt`, "instant", recorded));
  const catchUp = control === "resume" ? given["catchUp"] : "fromStart";
  if (!CATCH_UPS.includes(catchUp)) return err(invalidFact(`${path}/catchUp`, "known-name", catchUp));
  const facts = readFacts(given["facts"] ?? null, `${path}/facts`);
  if (!facts.ok) return facts;
  if (control === "learn" && facts.value === null) return err(invalidFact(`${path}/facts`, "object", given["facts"]));
  const reason = control === null ? (given["reason"] ?? null) : null;
  if (reason !== null && (typeof reason !== "string" || reason === "")) {
    return err(invalidFact(`${path}/reason`, "non-empty-text", reason));
  }
  const acquisition = control === null ? readAcquisition(given["acquisition"] ?? null, `${path}/acquisition`) : NONE;
  if (!acquisition.ok) return acquisition;
  return ok({
    kind,
    control,
    at,
    id,
    recordedAt,
    facts: facts.value,
    dated: facts.value !== null && isDated(facts.value),
    reason,
    acquisition: acquisition.value,
    catchUp: catchUp as CatchUp,
  });
}

const NONE: Result<null, never> = /* @__PURE__ */ (() => ok(null))();

/** Takes a plain copy of facts, so that no later change to the caller's object changes a state. */
export function readFacts(facts: unknown, path: string): Result<LifecycleFacts | null, InvalidFact> {
  if (facts === null) return NONE;
  if (typeof facts !== "object" || Array.isArray(facts)) return err(invalidFact(path, "object", facts));
  const copy = plainCopy(facts, FACT_LIMITS);
  if (!copy.ok) return err(invalidFact(`${path}${pointer(copy.error.keys)}`, "plain-data", facts));
  const known = copy.value as LifecycleFacts;
  const metrics: unknown = known.metrics ?? null;
  if (metrics !== null && (typeof metrics !== "object" || Array.isArray(metrics))) {
    return err(invalidFact(`${path}/metrics`, "object", metrics));
  }
  for (const [metric, value] of Object.entries(known.metrics ?? {})) {
    const number: unknown = typeof value === "object" && value !== null && "value" in value ? value.value : value;
    if (typeof number === "number" && !Number.isFinite(number)) {
      return err(invalidFact(`${path}${pointer(["metrics", metric])}`, "finite-number", number));
    }
  }
  return ok(withoutUndefined(known) as LifecycleFacts);
}

/** What JSON would leave out is left out at once. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => (item === undefined ? null : withoutUndefined(item)));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, withoutUndefined(item)]),
  );
}

const isDated = ({ metrics }: LifecycleFacts): boolean =>
  Object.values(metrics ?? {}).some((value) => typeof value === "object" && value !== null && "freshAt" in value);

function readAcquisition(given: unknown, path: string): Result<Acquisition | null, InvalidFact> {
  if (given === null) return NONE;
  if (typeof given !== "object") return err(invalidFact(path, "object", given));
  const { source, campaign = null, cost = null } = given as Readonly<Record<string, unknown>>;
  if (typeof source !== "string" || source === "") return err(invalidFact(`${path}/source`, "non-empty-text", source));
  if (campaign !== null && typeof campaign !== "string") return err(invalidFact(`${path}/campaign`, "text", campaign));
  if (cost === null) return ok({ source, campaign, cost });
  const money = parseMoney(cost);
  if (!money.ok) return err({ ...money.error, path: `${path}/cost${money.error.path}` });
  return ok({ source, campaign, cost: money.value });
}

/** Writes an entry for the log: plain JSON that reads back as the same entry. */
export function loggedEntry(entry: KnownEntry): LoggedEntry {
  const { kind, control, id, facts, reason, acquisition, catchUp } = entry;
  const at = instantFromMs(entry.at);
  const recordedAt = Number.isNaN(entry.recordedAt) ? null : instantFromMs(entry.recordedAt);
  if (control === "pause") return { control, at, id, recordedAt };
  if (control === "resume") return { control, catchUp, at, id, recordedAt };
  if (control === "learn") return { control, facts: facts ?? {}, at, id, recordedAt };
  return { kind, at, id, recordedAt, facts, reason, acquisition };
}

/** Whether two entries with one identifier are the same, whenever each became known. */
export function sameContent(a: KnownEntry, b: KnownEntry): boolean {
  if (a.at !== b.at || a.kind !== b.kind || a.control !== b.control) return false;
  return contentOf(a) === contentOf(b);
}

const contentOf = ({ facts, reason, acquisition, catchUp }: KnownEntry): string =>
  canonicalJson([facts, reason, acquisition, catchUp]);

/** Controls before events, but a pause after them; events in the policy's order, unknown ones last. */
function rankOf({ control, kind }: KnownEntry, places: ReadonlyMap<string, number>): number {
  if (control === "learn") return -2;
  if (control === "resume") return -1;
  return control === "pause" ? places.size + 1 : (places.get(kind) ?? places.size);
}

/**
 * Orders entries: by time; then facts learnt, timers resumed, the policy's order of events, unknown ones by name, timers
 * paused; then by identifier, none first; then by when they became known, and what they say.
 *
 * @param places - The place of each event in the policy.
 * @returns A comparison that finds only equal entries equal.
 */
export const inOrderOf =
  (places: ReadonlyMap<string, number>) =>
  (a: KnownEntry, b: KnownEntry): number =>
    a.at - b.at ||
    rankOf(a, places) - rankOf(b, places) ||
    compareText(a.kind, b.kind) ||
    compareText(a.id ?? "", b.id ?? "") ||
    compareNumber(a.recordedAt, b.recordedAt) ||
    compareText(contentOf(a), contentOf(b));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What was not said comes first. */
function compareNumber(a: number, b: number): number {
  const [one, other] = [Number.isNaN(a) ? -Infinity : a, Number.isNaN(b) ? -Infinity : b];
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Reads the word that an event did not happen.
 *
 * @param withdrawal - What the caller handed in.
 * @param path - Its place among the facts.
 * @returns It, its moment as an instant; or `invalid-fact`.
 */
export function readWithdrawal(
  withdrawal: unknown,
  path: string,
): Result<LifecycleWithdrawal & { readonly at: string }, InvalidFact> {
  if (typeof withdrawal !== "object" || withdrawal === null) return err(invalidFact(path, "object", withdrawal));
  const { control, withdraws, at } = withdrawal as Readonly<Record<string, unknown>>;
  if (control !== "withdraw") return err(invalidFact(`${path}/control`, "known-name", control));
  if (typeof withdraws !== "string") return err(invalidFact(`${path}/withdraws`, "text", withdraws));
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return err(invalidFact(`${path}/at`, "instant", at));
  return ok({ control, withdraws, at: instantFromMs(ms) });
}
