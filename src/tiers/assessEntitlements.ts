import {
  asOfIn,
  DAY_MS,
  DomainError,
  epochMsOf,
  err,
  type Instant,
  instant,
  instantFromMs,
  invalidFact,
  minorUnitsOf,
  moneyFromMinor,
  ok,
  parseMoney,
  type Result,
  type RowFinding,
  show,
  startRowFindings,
  unreachable,
  type ZoneRules,
} from "../core/index.ts";
import type {
  EntitlementAssessment,
  EntitlementOptions,
  EntitlementRefusal,
  EntitlementSubject,
  EntitlementUse,
  EntitlementUseCode,
  PackageSpan,
  QuotaPeriod,
  QuotaState,
  StandingEntitlement,
} from "./entitlementModel.ts";
import { periodsBetween, type Stretch } from "./internal/entitlementPeriods.ts";
import { type CompiledEntitlement, compiledPackages, type CompiledServicePackages } from "./packageKind.ts";
import type { AmountEntitlement, CountEntitlement, PartialPeriodRule, ServicePackagePolicy } from "./packageModel.ts";

/** No single use is larger, so that sums stay exact. */
const MOST_TIMES = 1_000_000;

/**
 * Assesses what a customer is owed between two moments, and what they were given: period by period for what has a quota, for
 * as long as a package is held for what has none.
 *
 * Of a period, `left` = `quota` + `carried` - `used`, or `over` when more was given. Which quota a period has in which packages
 * change, the entitlement's `partial` says. A package that goes on is taken to go on. Periods that reach into the stretch are told
 * whole; so what is owed from a to c is what is owed from a to b and from b to c, where periods meet at b.
 *
 * Uses of entitlements that the packages do not know or that have no quota, and uses after the moment of judgement, do not
 * count: `findings` lists them. One that was given without being owed counts, and shows as `over`.
 *
 * @param subject - The packages held, and what was given.
 * @param packages - The service packages.
 * @param options - `from`, `to`, `asOf`.
 * @returns The assessment; or `invalid-fact`, `package-not-in-policy`, `package-span-empty`, `package-spans-overlap`.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when `to` is not after `from`;
 *   `out-of-range` where a period leads beyond the year 9999.
 *
 * @example Promoted to gold in the middle of the quarter
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { assessEntitlements, defineServicePackages, servicePackagePresets } from "clientele/tiers";
 *
 * const packages = defineServicePackages(servicePackagePresets.valueGrade);
 * const { quotas } = orThrow(
 *   assessEntitlements(
 *     {
 *       customerId: "C-1",
 *       spans: [
 *         { package: "silver", from: "2026-01-01T00:00:00+08:00", until: "2026-05-20T00:00:00+08:00" },
 *         { package: "gold", from: "2026-05-20T00:00:00+08:00", until: null },
 *       ],
 *       uses: [{ entitlement: "visits", at: "2026-04-17T10:00:00+08:00" }],
 *     },
 *     packages,
 *     { from: "2026-04-01T00:00:00+08:00", to: "2026-07-01T00:00:00+08:00", asOf: "2026-06-01T09:00:00+08:00" },
 *   ),
 * );
 *
 * quotas.map(({ entitlement, quota, used, left, state }) => [entitlement, quota, used, left, state]); // => [
 * //   ["consultations", 1, 0, 1, "due"],
 * //   ["marketReports", 1, 0, 1, "due"],
 * //   ["visits", 1, 1, 0, "settled"],
 * //   ["careActivities", 2, 0, 2, "due"],
 * // ]
 * ```
 * @see Our own definition.
 */
export function assessEntitlements<Name extends string, Id extends string>(
  subject: EntitlementSubject<NoInfer<Name>>,
  packages: ServicePackagePolicy<Name, Id>,
  options: EntitlementOptions,
): Result<EntitlementAssessment<Name, Id>, EntitlementRefusal> {
  return assessed(subject, compiledPackages(packages), options) as Result<
    EntitlementAssessment<Name, Id>,
    EntitlementRefusal
  >;
}

function assessed(
  subject: EntitlementSubject,
  compiled: CompiledServicePackages,
  options: EntitlementOptions,
): Result<EntitlementAssessment, EntitlementRefusal> {
  const asOf = asOfIn(options);
  const [from, to] = [instant(options.from), instant(options.to)];
  if (to <= from) throw new DomainError("invalid-option", `to: expected a moment after ${from}, received ${to}`);
  const asked: Asked = { fromMs: epochMsOf(from), toMs: epochMsOf(to), asOfMs: epochMsOf(asOf) };
  const known = readSubject(subject, compiled);
  if (!known.ok) return known;
  const { spans, enrolledMs } = known.value;
  const findings = startRowFindings();
  const usesById = new Map<string, Use[]>();
  for (const [index, use] of subject.uses.entries()) {
    const read = readUse(use, compiled, asked.asOfMs);
    if ("code" in read) findings.add({ index, ...read });
    else usesById.set(use.entitlement, [...(usesById.get(use.entitlement) ?? []), read]);
  }
  const quotas: QuotaPeriod[] = [];
  for (const [id, entitlement] of compiled.entitlements) {
    const uses = (usesById.get(id) ?? []).sort((a, b) => a.at - b.at);
    const told = ledgerOf(entitlement, { spans, uses, enrolledMs }, asked, compiled);
    if (told !== null) quotas.push(...told);
  }
  return ok({
    customerId: subject.customerId,
    from,
    to,
    asOf,
    policy: compiled.policy,
    package: spans.find((span) => span.from <= asked.asOfMs && asked.asOfMs < span.until)?.package ?? null,
    quotas,
    standing: standingOf(spans, asked, compiled),
    findings: findings.result(),
  });
}

/** Moments in epoch milliseconds. */
interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
}

/** A package held, in epoch milliseconds; `until` is Infinity while it goes on. */
interface Span {
  readonly package: string;
  readonly from: number;
  readonly until: number;
  readonly place: number;
}

/** A use, in whole numbers or smallest coins. */
interface Use {
  readonly at: number;
  readonly units: bigint;
}

interface Known {
  readonly spans: readonly Span[];
  /** NaN when it is not known. */
  readonly enrolledMs: number;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function readSubject(
  subject: EntitlementSubject,
  compiled: CompiledServicePackages,
): Result<Known, EntitlementRefusal> {
  if (!isObject(subject)) return err(invalidFact("", "object", subject));
  const { customerId, spans, uses, enrolledAt } = subject;
  if (typeof customerId !== "string") return err(invalidFact("/customerId", "text", customerId));
  if (!Array.isArray(spans)) return err(invalidFact("/spans", "array", spans));
  if (!Array.isArray(uses)) return err(invalidFact("/uses", "array", uses));
  const enrolledMs = epochMsOf(enrolledAt);
  const given = enrolledAt !== null && enrolledAt !== undefined;
  const needed = [...compiled.entitlements.values()].some(
    ({ written }) => "per" in written && "anniversary" in written.per,
  );
  if ((given || needed) && Number.isNaN(enrolledMs)) return err(invalidFact("/enrolledAt", "instant", enrolledAt));
  const read: Span[] = [];
  for (const [place, span] of (spans as readonly PackageSpan[]).entries()) {
    const one = readSpan(span, place, compiled);
    if (!one.ok) return one;
    read.push(one.value);
  }
  read.sort((a, b) => a.from - b.from);
  for (const [at, span] of read.entries()) {
    const before = read[at - 1];
    if (before !== undefined && span.from < before.until) {
      return err({ code: "package-spans-overlap", path: `/spans/${span.place}`, other: `/spans/${before.place}` });
    }
  }
  return ok({ spans: read, enrolledMs });
}

function readSpan(
  span: PackageSpan,
  place: number,
  { packages, policy }: CompiledServicePackages,
): Result<Span, EntitlementRefusal> {
  const path = `/spans/${place}`;
  if (!isObject(span)) return err(invalidFact(path, "object", span));
  const { package: name, from, until } = span;
  if (typeof name !== "string") return err(invalidFact(`${path}/package`, "known-name", name));
  if (!packages.has(name)) {
    return err({ code: "package-not-in-policy", package: name, path: `${path}/package`, policy: policy.id });
  }
  const fromMs = epochMsOf(from);
  if (Number.isNaN(fromMs)) return err(invalidFact(`${path}/from`, "instant", from));
  const untilMs = until === null ? Infinity : epochMsOf(until);
  if (Number.isNaN(untilMs)) return err(invalidFact(`${path}/until`, "instant", until));
  if (untilMs <= fromMs) {
    return err({ code: "package-span-empty", path, from: instantFromMs(fromMs), until: instantFromMs(untilMs) });
  }
  return ok({ package: name, from: fromMs, until: untilMs, place });
}

/** Reads a use; or says why it does not count. */
function readUse(
  use: EntitlementUse,
  { entitlements, data, digits }: CompiledServicePackages,
  asOfMs: number,
): Use | Omit<RowFinding, "index"> {
  const bad = (path: string, expected: string, observed: unknown): Omit<RowFinding, "index"> => ({
    code: "invalid-fact",
    path,
    params: { path, expected, observed: show(observed) },
  });
  const unused = (code: EntitlementUseCode, path: string, params: RowFinding["params"]): Omit<RowFinding, "index"> => ({
    code,
    path,
    params,
  });
  if (!isObject(use)) return bad("", "object", use);
  const { entitlement: id, at, amount } = use;
  if (typeof id !== "string") return bad("/entitlement", "text", id);
  const ms = epochMsOf(at);
  if (Number.isNaN(ms)) return bad("/at", "instant", at);
  const entitlement = entitlements.get(id);
  if (entitlement === undefined) return unused("use-of-unknown-entitlement", "/entitlement", { entitlement: id });
  const { kind } = entitlement.written;
  if (kind !== "count" && kind !== "amount") return unused("use-without-quota", "/entitlement", { entitlement: id });
  if (ms > asOfMs)
    return unused("use-after-as-of", "/at", { entitlement: id, at: { kind: "instant", at: instantFromMs(ms) } });
  if (kind === "count") {
    const times = amount ?? 1;
    const sound = typeof times === "number" && Number.isSafeInteger(times) && times > 0 && times <= MOST_TIMES;
    return sound ? { at: ms, units: BigInt(times) } : bad("/amount", "positive-integer", amount);
  }
  const money = parseMoney(amount);
  if (!money.ok) return bad(`/amount${money.error.path}`, money.error.expected, amount);
  const { currency } = money.value;
  if (currency !== data.currency) return bad("/amount/currency", "currency-of-policy", currency);
  const units = minorUnitsOf(money.value);
  const sound = units.ok && units.value > 0n;
  return sound
    ? { at: ms, units: units.value }
    : bad("/amount/amount", digits === 0 ? "positive-integer" : "minor-units", money.value.amount);
}

/** What is known of one entitlement. */
interface Account extends Known {
  readonly uses: readonly Use[];
}

/** Goes through the periods of an entitlement; null when it has no quota. */
function ledgerOf(
  { written, carryOver }: CompiledEntitlement,
  { spans, uses, enrolledMs }: Account,
  { fromMs, toMs, asOfMs }: Asked,
  compiled: CompiledServicePackages,
): QuotaPeriod[] | null {
  if (written.kind !== "count" && written.kind !== "amount") return null;
  // what comes over depends on all periods before
  const first = carryOver > 0n ? Math.min(fromMs, spans[0]?.from ?? fromMs, uses[0]?.at ?? fromMs) : fromMs;
  const rows: QuotaPeriod[] = [];
  let carried = 0n;
  let next = 0;
  for (const period of periodsBetween(first, toMs, { per: written.per, enrolledMs, zone: compiled.zone })) {
    const owed = quotaOf(written, spans, period, compiled);
    let used = 0n;
    for (; next < uses.length; next++) {
      const use = uses[next];
      if (use === undefined || use.at >= period.end) break;
      if (use.at >= period.start) used += use.units;
    }
    const quota = owed ?? 0n;
    const left = max(quota + carried - used, 0n);
    const over = max(used - quota - carried, 0n);
    const isOver = period.end <= asOfMs;
    // what came over is used first, and lapses
    const carriedOn = isOver ? min(min(left, quota), carryOver) : 0n;
    if (period.end > fromMs && (owed !== null || used > 0n || carried > 0n)) {
      const state: QuotaState = left === 0n ? "settled" : isOver ? "overdue" : period.start > asOfMs ? "toCome" : "due";
      rows.push(rowOf(written, period, { quota, carried, used, left, over, carriedOn }, state, compiled));
    }
    carried = carriedOn;
  }
  return rows;
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

type Figure = "quota" | "carried" | "used" | "left" | "over" | "carriedOn";

function rowOf(
  { id, kind }: { readonly id: string; readonly kind: "count" | "amount" },
  { start, end }: Stretch,
  figures: Readonly<Record<Figure, bigint>>,
  state: QuotaState,
  { data }: CompiledServicePackages,
): QuotaPeriod {
  const at: { readonly start: Instant; readonly end: Instant } = {
    start: instantFromMs(start),
    end: instantFromMs(end),
  };
  const told = <Value>(write: (units: bigint) => Value): Record<Figure, Value> => ({
    quota: write(figures.quota),
    carried: write(figures.carried),
    used: write(figures.used),
    left: write(figures.left),
    over: write(figures.over),
    carriedOn: write(figures.carriedOn),
  });
  return kind === "count"
    ? { entitlement: id, kind, ...at, ...told(Number), state }
    : { entitlement: id, kind, ...at, ...told((units) => moneyFromMinor(units, data.currency)), state };
}

/** What a period owes, in whole numbers or smallest coins; null when no package held in it grants the entitlement. */
function quotaOf(
  { id, partial }: (CountEntitlement | AmountEntitlement) & { readonly id: string },
  spans: readonly Span[],
  period: Stretch,
  { packages, zone }: CompiledServicePackages,
): bigint | null {
  const held = spans.filter((span) => span.from < period.end && span.until > period.start);
  const quotas = held.map(({ package: name }) => packages.get(name)?.grants.get(id)?.worth ?? null);
  const granted = quotas.filter((quota) => quota !== null);
  if (granted.length === 0) return null;
  if (partial === "best") return granted.reduce(max);
  if (partial === "first") return quotas[0] ?? 0n;
  if (partial === "last") return quotas.at(-1) ?? 0n;
  const days = BigInt(dayAt(period.end, zone) - dayAt(period.start, zone));
  let weighted = 0n;
  for (const [at, { from, until }] of held.entries()) {
    const heldDays = dayAt(Math.min(until, period.end), zone) - dayAt(Math.max(from, period.start), zone);
    weighted += (quotas[at] ?? 0n) * BigInt(heldDays);
  }
  return roundedShare(weighted, days, partial);
}

/** The day of a moment in the zone, counted from 1970. */
const dayAt = (ms: number, zone: ZoneRules): number => Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);

function roundedShare(weighted: bigint, days: bigint, { proRata }: Exclude<PartialPeriodRule, string>): bigint {
  switch (proRata) {
    case "up":
      return (weighted + days - 1n) / days;
    case "down":
      return weighted / days;
    case "nearest":
      return (2n * weighted + days) / (2n * days);
    default:
      return unreachable("a checked policy rounds up, down or to the nearest");
  }
}

/** What is granted without a quota, clipped to the stretch asked for. */
function standingOf(
  spans: readonly Span[],
  { fromMs, toMs }: Asked,
  { packages, entitlements }: CompiledServicePackages,
): readonly StandingEntitlement[] {
  const standing: StandingEntitlement[] = [];
  for (const { package: name, from, until } of spans) {
    const [begin, end] = [Math.max(from, fromMs), Math.min(until, toMs)];
    if (begin >= end) continue;
    for (const [id, { written: grant }] of packages.get(name)?.grants ?? []) {
      const kind = entitlements.get(id)?.written.kind;
      if (kind === undefined || kind === "count" || kind === "amount") continue;
      standing.push({
        entitlement: id,
        kind,
        grant,
        package: name,
        from: instantFromMs(begin),
        until: instantFromMs(end),
      });
    }
  }
  return standing;
}
