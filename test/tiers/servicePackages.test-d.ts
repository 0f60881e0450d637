import {
  assessEntitlements,
  compareServicePackages,
  defineServicePackages,
  type QuotaPeriod,
  type ServicePackagePolicy,
  type ServicePackagePolicyData,
} from "clientele/tiers";
import { assertType, expectTypeOf, test } from "vitest";

const literal = {
  id: "p",
  version: 1,
  timeZone: "UTC",
  currency: "EUR",
  entitlements: [
    { id: "visits", kind: "count", per: { calendar: "year" }, partial: "best" },
    { id: "priority", kind: "included" },
  ],
  packages: [
    { id: "basic", grants: {} },
    { id: "gold", grants: { visits: 2 } },
  ],
} as const;
const packages = defineServicePackages(literal);
const options = { from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z", asOf: "2026-06-01T00:00:00Z" };

test("names of packages and entitlements are known", () => {
  expectTypeOf(packages).toEqualTypeOf<ServicePackagePolicy<"basic" | "gold", "visits" | "priority">>();
  const assessed = assessEntitlements({ customerId: "C", spans: [], uses: [] }, packages, options);
  if (assessed.ok) {
    expectTypeOf(assessed.value.package).toEqualTypeOf<"basic" | "gold" | null>();
    expectTypeOf(assessed.value.quotas).toEqualTypeOf<readonly QuotaPeriod<"visits" | "priority">[]>();
  }
  for (const row of assessed.ok ? assessed.value.quotas : []) {
    if (row.kind === "count") expectTypeOf(row.left).toEqualTypeOf<number>();
    else expectTypeOf(row.left).toHaveProperty("currency");
  }
});

test("a typo does not compile", () => {
  // @ts-expect-error no such package
  compareServicePackages({ from: "silver", to: "gold" }, packages);
  const span = { package: "silver", from: "2026-01-01T00:00:00Z", until: null } as const;
  // @ts-expect-error no such package
  assessEntitlements({ customerId: "C", spans: [span], uses: [] }, packages, options);
  // @ts-expect-error no such entitlement
  defineServicePackages({ ...literal, packages: [{ id: "gold", grants: { visit: 2 } }] });
  const { partial: _, ...unruled } = literal.entitlements[0];
  // @ts-expect-error it must be said what a period owes in which packages change
  defineServicePackages({ ...literal, entitlements: [unruled] });
});

test("a changed copy has lost its seal", () => {
  assertType<ServicePackagePolicyData>({ ...packages });
  // @ts-expect-error it must go through a door again
  compareServicePackages({ from: null, to: "gold" }, { ...packages });
});
