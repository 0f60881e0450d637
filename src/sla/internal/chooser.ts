import type { Case } from "../../customer/index.ts";
import type { CompiledCalendar } from "../../calendar/kernel.ts";
import { DomainError, unreachable } from "../../core/index.ts";
import type { CompiledMetric, CompiledSlaPolicy, CompiledTarget } from "../slaKind.ts";
import { type Hours, reached } from "./hours.ts";

/** Which target holds for a clock from a moment on, and why. */
export interface Choice {
  /** From when on. */
  readonly at: number;
  /** The severity it was chosen for. */
  readonly severity: string;
  /** The tier it was chosen for; null when there is none. */
  readonly tier: string | null;
  /** The version of the policy in force; null when none is. */
  readonly version: CompiledSlaPolicy | null;
  /** The strictest target; null when nothing is promised. */
  readonly target: CompiledTarget | null;
  /** Its hours. */
  readonly hours: Hours;
  /** Every target that matches, in the order of the policy. */
  readonly matched: readonly CompiledTarget[];
  /** What of the policy's conditions does not hold; null when all do. */
  readonly condition: { readonly index: number; readonly observed: string | null } | null;
}

/** What a choice goes by besides the moment. */
export interface Standing {
  /** The severity at that moment. */
  readonly severity: string;
  /** The tier; null when there is none. */
  readonly tier: string | null;
}

/** Chooses targets for clocks. */
export interface Chooser {
  /** Which version is in force; null when none is. */
  readonly versionAt: (at: number) => CompiledSlaPolicy | null;
  /** Which target holds for a clock of which so much has run. */
  readonly choose: (
    metric: CompiledMetric,
    subject: Case,
    standing: Standing,
    at: number,
    elapsed: (hours: Hours) => number,
  ) => Choice;
}

const NONE: readonly CompiledTarget[] = [];

/**
 * Makes what chooses targets: the strictest of those that match, which is the one that is due first when nothing pauses the
 * clock.
 *
 * @param versions - The versions of the policy by when they come into force.
 * @param calendars - Those that they name.
 * @returns The chooser.
 */
export function chooserFor(
  versions: readonly CompiledSlaPolicy[],
  calendars: ReadonlyMap<string, CompiledCalendar>,
): Chooser {
  const versionAt = (at: number): CompiledSlaPolicy | null => {
    for (let i = versions.length - 1; i >= 0; i--) {
      const version = versions[i];
      if (version !== undefined && at >= version.from && at < version.to) return version;
    }
    return null;
  };
  const hoursOf = ({ calendar }: CompiledTarget): Hours =>
    calendar === null
      ? null
      : (calendars.get(calendar) ?? unreachable("every calendar that the policy names was asked for"));

  return {
    versionAt,
    choose(metric, subject, { severity, tier }, at, elapsed) {
      const version = versionAt(at);
      const index = version?.byId.get(metric.id)?.targets;
      const condition = version === null ? null : firstUnmet(version, subject);
      const matched = index === undefined || condition !== null ? NONE : matching(index, { severity, tier });
      const [first] = matched;
      if (first === undefined)
        return { at, severity, tier, version, target: null, hours: null, matched: NONE, condition };
      let target = first;
      let hours = hoursOf(first);
      if (matched.length > 1) {
        let best = dueOf(first, hours, at, elapsed);
        for (const other of matched) {
          const theirs = hoursOf(other);
          const due = dueOf(other, theirs, at, elapsed);
          if (due[0] < best[0] || (due[0] === best[0] && due[1] < best[1])) {
            best = due;
            target = other;
            hours = theirs;
          }
        }
      }
      return { at, severity, tier, version, target, hours, matched, condition };
    },
  };
}

/** When it would be due, and how much would be left: what is overrun already is compared by how far. */
function dueOf(
  { ms }: CompiledTarget,
  hours: Hours,
  at: number,
  elapsed: (hours: Hours) => number,
): readonly [due: number, left: number] {
  const left = ms - elapsed(hours);
  if (left <= 0) return [at, left];
  const search = reached(hours, at, left);
  return [search.found ? search.at : Infinity, left];
}

function matching(index: CompiledMetric["targets"], { tier, severity }: Standing): readonly CompiledTarget[] {
  let found: readonly CompiledTarget[] = NONE;
  const add = (more: readonly CompiledTarget[] | undefined): void => {
    if (more !== undefined) found = found.length === 0 ? more : [...found, ...more];
  };
  if (tier !== null) {
    const ofTier = index.get(tier);
    add(ofTier?.get(severity));
    add(ofTier?.get(null));
  }
  const ofAll = index.get(null);
  add(ofAll?.get(severity));
  add(ofAll?.get(null));
  return found;
}

function firstUnmet({ data }: CompiledSlaPolicy, subject: Case): Choice["condition"] {
  for (let index = 0; index < data.conditions.length; index++) {
    const condition = data.conditions[index];
    if (condition === undefined) continue;
    const observed = subject[condition.field] ?? null;
    if (observed === null || !condition.in.includes(observed)) return { index, observed };
  }
  return null;
}

/**
 * Puts the versions of a policy in order, and refuses those that no moment can be told by.
 *
 * @param main - The policy asked about.
 * @param others - Other versions of it.
 * @returns All, by when they come into force.
 * @throws `DomainError` with code `invalid-option`: another policy, a version twice, or two in force at once.
 */
export function orderedVersions(
  main: CompiledSlaPolicy,
  others: readonly CompiledSlaPolicy[],
): readonly CompiledSlaPolicy[] {
  if (others.length === 0) return [main];
  const all = [...new Set([main, ...others])].sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
  all.forEach((version, i) => {
    const { id, version: number } = version.reference;
    const next = all[i + 1];
    if (id !== main.reference.id) {
      throw new DomainError("invalid-option", `versions: expected versions of ${main.reference.id}, received ${id}`);
    }
    if (next !== undefined && (next.from === version.from || next.from < version.to)) {
      if (next.from === version.from || version.to !== Infinity) {
        throw new DomainError(
          "invalid-option",
          `versions: expected one in force at a time, received ${number} and ${next.reference.version}`,
        );
      }
    }
  });
  return all;
}
