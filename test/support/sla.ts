import { type BusinessCalendar, defineCalendar } from "clientele/calendar";
import { type Instant, instantFromMs } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { defineSlaPolicy, type SlaPolicy } from "clientele/sla";
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
export const promises: SlaPolicy<"major" | "question", "firstResponse" | "firstResolution", "office"> = defineSlaPolicy(
  {
    id: "promises",
    version: 3,
    responsibleDepartment: "Customer Service",
    contractTerm: "4.2",
    targets: [
      { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7", labels: { "zh-CN": "重大投诉" } },
      { severity: "question", metric: "firstResponse", within: "PT4H", hours: { business: "office" } },
      { severity: "major", metric: "firstResolution", within: "PT15H", hours: { business: "office" } },
    ],
  },
);

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
