import { type BusinessCalendar, defineCalendar } from "clientele/calendar";
import { type Instant, instantFromMs, orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { defineSlaPolicy, parseSlaPolicy, type SlaPolicy, type SlaPolicyInput } from "clientele/sla";
import fc from "fast-check";

const day = [
  { from: "09:00", to: "12:00" },
  { from: "13:30", to: "18:00" },
];

/** Monday to Friday, nine to twelve and half past one to six, in Shanghai. */
export const office: BusinessCalendar<"office"> = defineCalendar({
  id: "office",
  timeZone: "Asia/Shanghai",
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
});

/** Major cases round the clock, questions in office hours; resolutions are promised for major ones only. */
export const promises: SlaPolicy<string, string, "firstResponse" | "firstResolution", "office"> = defineSlaPolicy({
  id: "promises",
  version: 3,
  responsibleDepartment: "Customer Service",
  contractTerm: "4.2",
  targets: [
    { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7", labels: { "zh-CN": "重大投诉" } },
    { severity: "question", metric: "firstResponse", within: "PT4H", hours: { business: "office" } },
    { severity: "major", metric: "firstResolution", within: "PT15H", hours: { business: "office" } },
  ],
});

/** A case opened on Monday, 2 March 2026, at ten in the morning in Shanghai, of which nothing else is known. */
export const aCase = (change: Partial<Case> = {}): Case => ({
  id: "k1",
  customerId: "c1",
  openedAt: "2026-03-02T10:00:00+08:00",
  severity: "question",
  events: [],
  ...change,
});

let count = 0;
/** Something that happened, with an id of its own. */
export const event = (kind: CaseEvent["kind"], at: string, change: Partial<CaseEvent> = {}): CaseEvent => ({
  id: `e${++count}`,
  at,
  kind,
  by: "agent",
  ...change,
});

const MINUTE = 60_000;
const OPENED = Date.parse("2026-03-02T02:00:00Z");

/** A moment within ten days of the opening of a case, before it too. */
const aMoment: fc.Arbitrary<Instant> = fc
  .integer({ min: -1440, max: 14_400 })
  .map((minutes) => instantFromMs(OPENED + minutes * MINUTE));

/** A moment from the opening of a case on. */
export const aLaterMoment: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 14_400 })
  .map((minutes) => instantFromMs(OPENED + minutes * MINUTE));

/** Events with ids of their own. */
const someEvents: fc.Arbitrary<readonly CaseEvent[]> = fc
  .array(
    fc.record({
      at: aMoment,
      kind: fc.constantFrom("reply" as const, "note", "assigned", "resolved", "reopened", "closed"),
      by: fc.constantFrom("customer" as const, "agent", "system"),
      public: fc.constantFrom(true, false, null, undefined),
    }),
    { maxLength: 8 },
  )
  .map((events) => events.map((item, index) => ({ id: `e${index}`, ...item })));

/** A case of any severity, opened at the one moment. */
export const someCase: fc.Arbitrary<Case> = fc
  .record({ severity: fc.constantFrom("major", "question", "wish", "constructor"), events: someEvents })
  .map(aCase);

const within = { firstResponse: "PT4H", firstResolution: "PT15H", totalResolution: "PT20H" } as const;
const round = {
  nextResponse: "PT3H",
  periodicUpdate: "PT8H",
  pausableUpdate: "PT8H",
  requesterWait: "PT30H",
  agentWork: "PT10H",
  timeToOwn: "PT1H",
} as const;
type Round = keyof typeof round;
type Within = keyof typeof within;
const namesOf = <Name extends string>(record: Readonly<Record<Name, string>>): readonly Name[] =>
  Object.keys(record) as Name[];

/** A promise about every metric, by tier and severity, some in office hours. */
export const everything: SlaPolicy<"diamond" | "gold", "major" | "question", Round | Within, "office"> =
  defineSlaPolicy({
    id: "everything",
    version: 1,
    responsibleDepartment: "Customer Service",
    tiers: ["diamond", "gold"],
    severities: ["major", "question"],
    targets: [
      ...namesOf(within).flatMap((metric) => [
        { metric, within: within[metric], hours: { business: "office" } } as const,
        { metric, within: "PT2H", severity: "major", hours: "24x7" } as const,
      ]),
      ...namesOf(round).flatMap((metric) => [
        { metric, within: round[metric], hours: "24x7" } as const,
        { metric, within: "PT45M", tier: "diamond", hours: { business: "office" } } as const,
      ]),
    ],
    escalations: [
      { id: "warn", when: { atPercent: 80 }, level: 1, notify: ["lead"] },
      { id: "soon", when: { beforeDue: "PT30M" }, level: 1, notify: ["lead"] },
      { id: "late", when: { afterDue: "PT1H" }, level: 2, notify: ["manager"], assign: "duty officer" },
    ],
  });

/** A case of which anything may have happened. */
export const someBusyCase: fc.Arbitrary<Case> = fc
  .record({
    severity: fc.constantFrom("major", "question", "wish"),
    tier: fc.constantFrom("diamond", "gold", null),
    events: fc
      .array(
        fc.record({
          at: aMoment,
          kind: fc.constantFrom(
            "reply" as const,
            "reply",
            "paused",
            "resumed",
            "assigned",
            "resolved",
            "reopened",
            "closed",
            "cancelled",
            "severity-changed",
            "tier-changed",
            "breached",
            "merged",
          ),
          by: fc.constantFrom("customer" as const, "agent", "system"),
          waitingFor: fc.constantFrom("customer" as const, "thirdParty", null),
          hold: fc.constantFrom("a", "b", null),
          severity: fc.constantFrom("major", "question"),
          tier: fc.constantFrom("diamond", "gold", null),
          metric: fc.constantFrom("firstResponse", "agentWork"),
        }),
        { maxLength: 12 },
      )
      .map((events) => events.map((item, index) => ({ id: `e${index}`, ...item }))),
  })
  .map(aCase);

/** The same promises in three versions, each in force for some days, the later ones with targets of their own. */
export const someVersions: fc.Arbitrary<readonly (typeof everything)[]> = fc
  .record({
    onChange: fc.constantFrom("keepElapsed" as const, "fromNow", "freeze"),
    days: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 8 })),
    hours: fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 })),
  })
  .map(({ onChange, days, hours }) => {
    const [first, second] = days.map((day) => instantFromMs(OPENED + day * 1440 * MINUTE + 1));
    const of = (version: number, change: Partial<SlaPolicyInput>) => {
      const parsed = parseSlaPolicy({ ...everything, onChange, version, ...change });
      return orThrow(parsed) as typeof everything;
    };
    const other = (length: number) => [
      ...everything.targets.slice(1),
      { metric: "firstResponse", within: `PT${length}H`, hours: "24x7" } as const,
    ];
    return [
      of(1, { effectiveTo: first ?? null }),
      of(2, { effectiveFrom: first ?? null, effectiveTo: second ?? null, targets: other(hours[0]) }),
      of(3, { effectiveFrom: second ?? null, targets: other(hours[1]) }),
    ];
  });
