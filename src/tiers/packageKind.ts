import {
  compiledPolicy,
  durationParts,
  type Labels,
  minorDigits,
  minorUnitsOf,
  orThrow,
  type PolicyKind,
  type PolicyReference,
  type ZoneRules,
  zoneRules,
} from "../core/index.ts";
import type { Entitlement, EntitlementGrant, ServicePackage, ServicePackagePolicyData } from "./packageModel.ts";

/** What one package grants of one entitlement, ready to be reckoned with. */
export interface CompiledGrant {
  /** As it is written. */
  readonly written: EntitlementGrant;
  /**
   * How good it is, the greater the better: 1 for what is included, the height of a level, minus or plus the length of a
   * duration in milliseconds, the quota in whole numbers or smallest coins.
   */
  readonly worth: bigint;
}

/** An entitlement, ready to be reckoned with. */
export interface CompiledEntitlement {
  /** As it is written. */
  readonly written: Entitlement;
  /** Its name for people, or its id. */
  readonly label: Labels;
  /** The most that is carried over, in whole numbers or smallest coins. */
  readonly carryOver: bigint;
}

/** A package, ready to be reckoned with. */
export interface CompiledPackage {
  /** As it is written. */
  readonly written: ServicePackage;
  /** Its name for people, or its id. */
  readonly label: Labels;
  /** What it grants. */
  readonly grants: ReadonlyMap<string, CompiledGrant>;
}

/** What the verbs of service packages work with. */
export interface CompiledServicePackages {
  /** Named in every answer. */
  readonly policy: PolicyReference;
  /** The policy. */
  readonly data: ServicePackagePolicyData;
  /** The rules of its zone. */
  readonly zone: ZoneRules;
  /** Decimals of its currency. */
  readonly digits: number;
  /** The entitlements by id, in their order. */
  readonly entitlements: ReadonlyMap<string, CompiledEntitlement>;
  /** The packages by id, in their order. */
  readonly packages: ReadonlyMap<string, CompiledPackage>;
}

/** The stored format of service packages, and how they are made ready. */
export const servicePackageKind: PolicyKind<ServicePackagePolicyData, CompiledServicePackages> = {
  format: "service-packages/1",
  compile: (data) => {
    const { id, version, timeZone, currency, entitlements, packages } = data;
    return {
      policy: Object.freeze({ id, version }),
      data,
      zone: zoneRules(timeZone),
      digits: minorDigits(currency) ?? 0,
      entitlements: new Map(
        entitlements.map((written) => [
          written.id,
          { written, label: named(written.id, written.labels), carryOver: carryOverOf(written, currency) },
        ]),
      ),
      packages: new Map(
        packages.map((written) => [
          written.id,
          { written, label: named(written.id, written.labels), grants: grantsOf(written, entitlements, currency) },
        ]),
      ),
    };
  },
};

/** Its name for people, or its id in their place. */
const named = (id: string, labels: Labels | null): Labels => labels ?? Object.freeze({ en: id, "zh-CN": id });

function carryOverOf(entitlement: Entitlement, currency: string): bigint {
  if (entitlement.kind !== "count" && entitlement.kind !== "amount") return 0n;
  return entitlement.carryOver === null ? 0n : worthOf(entitlement, entitlement.carryOver, currency);
}

function grantsOf(
  { grants }: ServicePackage,
  entitlements: readonly Entitlement[],
  currency: string,
): ReadonlyMap<string, CompiledGrant> {
  const compiled = new Map<string, CompiledGrant>();
  for (const entitlement of entitlements) {
    const written = Object.hasOwn(grants, entitlement.id) ? grants[entitlement.id] : undefined;
    if (written !== undefined) {
      compiled.set(entitlement.id, { written, worth: worthOf(entitlement, written, currency) });
    }
  }
  return compiled;
}

function worthOf(entitlement: Entitlement, granted: EntitlementGrant, currency: string): bigint {
  switch (entitlement.kind) {
    case "included":
      return 1n;
    case "level":
      return BigInt(entitlement.levels.findIndex(({ id }) => id === granted) + 1);
    case "duration": {
      const ms = BigInt(nominalMs(String(granted)));
      return entitlement.betterWhen === "longer" ? ms : -ms;
    }
    case "count":
      return BigInt(granted);
    case "amount":
      return orThrow(minorUnitsOf({ amount: String(granted), currency }));
  }
}

const DAY_MS = 86_400_000;
/** A month of the Gregorian calendar, on average: 400 years have 146,097 days. */
const MONTH_MS = 2_629_746_000;

/** How long a duration is on average, in milliseconds: a day has 24 hours, a month 30.436875 days. */
function nominalMs(duration: string): number {
  const { months, days, ms } = durationParts(duration);
  return months * MONTH_MS + days * DAY_MS + ms;
}

/**
 * Takes the compiled form of service packages.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledPackages = (policy: ServicePackagePolicyData): CompiledServicePackages =>
  compiledPolicy(servicePackageKind, policy);
