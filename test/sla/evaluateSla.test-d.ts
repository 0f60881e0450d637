import { orThrow } from "clientele/core";
import type { Case } from "clientele/customer";
import {
  defineSlaPolicy,
  evaluateSla,
  type MetricStatus,
  parseSlaPolicy,
  slaMetrics,
  type SlaPolicy,
  slaPresets,
} from "clientele/sla";
import { expectTypeOf, test } from "vitest";

declare const subject: Case;
const asOf = "2026-03-01T00:00:00Z";

test("names flow from the literal into the policy", () => {
  const policy = defineSlaPolicy({
    id: "p",
    version: 1,
    tiers: ["gold"],
    severities: ["major", "ordinary"],
    targets: [
      { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" },
      { severity: "ordinary", metric: "firstResponse", within: "PT8H", hours: { business: "office" } },
    ],
  });
  expectTypeOf(policy).toEqualTypeOf<SlaPolicy<"gold", "major" | "ordinary", "firstResponse", "office">>();
  expectTypeOf(policy).toExtend<SlaPolicy>();
});

test("and into the status: a metric that nothing is promised about is not there", () => {
  const { metrics } = orThrow(evaluateSla(subject, defineSlaPolicy(slaPresets.majorAndOrdinary), { asOf }));
  expectTypeOf(metrics.firstResponse).toEqualTypeOf<MetricStatus>();
  // @ts-expect-error -- the preset promises no resolution
  expectTypeOf(metrics.firstResolution).toBeAny();
});

test("of a policy from outside any metric may be missing", () => {
  const { metrics } = orThrow(evaluateSla(subject, orThrow(parseSlaPolicy({})), { asOf }));
  expectTypeOf(metrics["firstResponse"]).toEqualTypeOf<MetricStatus | undefined>();
});

test("what is misspelt does not compile", () => {
  const target = { severity: "major", within: "PT2H", hours: "24x7" } as const;
  // @ts-expect-error -- the metrics are firstResponse and firstResolution
  defineSlaPolicy({ id: "p", version: 1, targets: [{ ...target, metric: "firstReply" }] });
  // @ts-expect-error -- hours are "24x7" or { business }
  defineSlaPolicy({ id: "p", version: 1, targets: [{ ...target, metric: "firstResponse", hours: "24/7" }] });
});

test("nor do names that the policy does not list, or metrics that nobody defined", () => {
  const target = { metric: "firstResponse", within: "PT2H", hours: "24x7" } as const;
  // @ts-expect-error -- gold is the only tier
  defineSlaPolicy({ id: "p", version: 1, tiers: ["gold"], targets: [{ ...target, tier: "golden" }] });
  // @ts-expect-error -- major is the only severity
  defineSlaPolicy({ id: "p", version: 1, severities: ["major"], targets: [{ ...target, severity: "mayor" }] });
  const escalations = [{ id: "e", when: { atPercent: 80 }, level: 1, notify: ["lead"], metric: "timeToOwn" }] as const;
  // @ts-expect-error -- nothing is promised about timeToOwn
  defineSlaPolicy({ id: "p", version: 1, targets: [target], escalations });
});

test("metrics of the house are metrics", () => {
  const policy = defineSlaPolicy({
    id: "p",
    version: 1,
    metrics: { callBack: slaMetrics.timeToOwn },
    targets: [{ metric: "callBack", within: "PT2H", hours: "24x7" }],
  });
  expectTypeOf(policy).toEqualTypeOf<SlaPolicy<string, string, "callBack", never>>();
});

test("a changed copy loses the seal", () => {
  expectTypeOf({ ...defineSlaPolicy(slaPresets.majorAndOrdinary) }).not.toExtend<SlaPolicy>();
});
