import { type AnyCalendar, compiledCalendar } from "../../calendar/index.ts";
import type { CompiledCalendar } from "../../calendar/kernel.ts";
import {
  compiledPolicy,
  DomainError,
  epochMsOf,
  type Instant,
  instant,
  instantFromMs,
  show,
} from "../../core/index.ts";
import type { SlaContext, SlaPolicy, SlaPolicyData } from "../model.ts";
import { type CompiledSlaPolicy, slaKind } from "../slaKind.ts";
import { type Chooser, chooserFor, orderedVersions } from "./chooser.ts";

/** What stays the same from case to case. */
export interface Judgement extends Prepared {
  /** The moment, in its one spelling. */
  readonly asOf: Instant;
  /** The same in epoch milliseconds. */
  readonly at: number;
}

/** A policy with its other versions and its calendars. */
export interface Prepared {
  /** The policy asked about. */
  readonly policy: CompiledSlaPolicy;
  /** All versions, by when they come into force. */
  readonly versions: readonly CompiledSlaPolicy[];
  /** Chooses targets for clocks. */
  readonly chooser: Chooser;
}

/**
 * Reads the moment, the policy and the calendars of an evaluation.
 *
 * @param policy - The policy.
 * @param context - The rest.
 * @returns What stays the same from case to case.
 * @throws `DomainError` with code `invalid-instant`, `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 */
export function judgementOf(policy: SlaPolicy, context: SlaContext): Judgement {
  if (typeof (context as unknown) !== "object" || (context as unknown) === null) {
    throw new DomainError("invalid-option", `options: expected { asOf }, received ${show(context)}`);
  }
  const { asOf, calendars = NONE, versions = NONE } = context;
  listed("calendars", calendars);
  listed("versions", versions);
  const prepared = preparedFor(policy, calendars, versions);
  const at = epochMsOf(asOf);
  return {
    asOf: Number.isNaN(at) ? instant(asOf) : instantFromMs(at),
    at,
    policy: prepared.policy,
    versions: prepared.versions,
    chooser: prepared.chooser,
  };
}

const NONE: readonly never[] = [];

function listed(option: string, list: readonly unknown[]): void {
  if (!Array.isArray(list))
    throw new DomainError("invalid-option", `${option}: expected a list, received ${show(list)}`);
}

/** What was last made ready for a policy, and of what; made again it would be the same. */
interface Kept {
  readonly calendars: readonly AnyCalendar[];
  readonly versions: readonly SlaPolicy[];
  readonly prepared: Prepared;
}
const lastKept = /* @__PURE__ */ new WeakMap<SlaPolicy, Kept>();

function preparedFor(policy: SlaPolicy, calendars: readonly AnyCalendar[], versions: readonly SlaPolicy[]): Prepared {
  const kept = lastKept.get(policy);
  if (kept !== undefined && same(kept.calendars, calendars) && same(kept.versions, versions)) return kept.prepared;
  const compiled = compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, policy);
  const ordered = orderedVersions(
    compiled,
    versions.map((other) => compiledPolicy<SlaPolicyData, CompiledSlaPolicy>(slaKind, other)),
  );
  const prepared = {
    policy: compiled,
    versions: ordered,
    chooser: chooserFor(ordered, calendarsFor(ordered, calendars)),
  };
  lastKept.set(policy, { calendars: [...calendars], versions: [...versions], prepared });
  return prepared;
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** The calendars at hand by id. All that the policies name must be there, whichever the case needs. */
function calendarsFor(
  versions: readonly CompiledSlaPolicy[],
  calendars: readonly AnyCalendar[],
): ReadonlyMap<string, CompiledCalendar> {
  const found = new Map<string, CompiledCalendar>();
  for (const calendar of calendars) {
    const hours = compiledCalendar(calendar);
    const earlier = found.get(calendar.id);
    if (earlier !== undefined && earlier !== hours) {
      throw new DomainError(
        "invalid-option",
        `calendars: expected one calendar with the id ${calendar.id}, received two`,
      );
    }
    found.set(calendar.id, hours);
  }
  for (const version of versions) {
    for (const name of version.calendars) {
      if (found.has(name)) continue;
      throw new DomainError(
        "unknown-calendar",
        `calendars: expected ${name}, which the policy names, received none of that id`,
      );
    }
  }
  return found;
}
