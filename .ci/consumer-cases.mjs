// What consumer.mjs knows about the modules: code that runs in the consuming project.

const ASK = `{ customerId: "C-1", state: null, metrics: { spend: { amount: "50000.00", currency: "CNY" }, orders: 9, idleDays: 12 } },
  policy, { asOf: "2026-07-01T00:00:00+08:00" }`;
const judge = `(lib, policy) => { const { ok, value } = lib.evaluateTier(${ASK}); return ok && value.to; }`;

/** A policy checked once where zod may be loaded, stored as JSON, and used where zod is not there. */
export const restored = {
  // a program with a function `store`, whose answer goes through JSON
  store: `import { storePolicy } from "clientele/core";
import { defineTierPolicy, tierPresets } from "clientele/tiers";
const store = () => storePolicy(defineTierPolicy(tierPresets.valueGrade));`,
  // a program with a function `use` of what was stored
  use: `import { evaluateTier, restoreTierPolicy } from "clientele/tiers";
const use = (stored) => {
  const { ok, value: policy, error } = restoreTierPolicy(stored);
  return ok ? (${judge})({ evaluateTier }, policy) : error;
};`,
  expected: "gold",
};

const tierPolicy = {
  name: "tier policy",
  make: `({ defineTierPolicy, tierPresets }) => defineTierPolicy(tierPresets.valueGrade)`,
  use: judge,
  expected: "gold",
};

/** `make` gets the one entry; `use` gets the other, and what was made. */
export const acrossEntries = [
  { ...tierPolicy, from: "clientele", to: "clientele/tiers" },
  { ...tierPolicy, from: "clientele/tiers", to: "clientele" },
  {
    name: "calendar",
    from: "clientele/calendar",
    to: "clientele/sla",
    make: `({ defineCalendar }) => {
      const day = [{ from: "09:00", to: "17:00" }];
      return defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { mon: day, fri: day } });
    }`,
    use: `({ defineSlaPolicy, evaluateSla }, office) => {
      const policy = defineSlaPolicy({
        id: "promises",
        version: 1,
        targets: [{ severity: "question", metric: "firstResponse", within: "PT4H", hours: { business: "office" } }],
      });
      const openedAt = "2026-03-06T20:00:00+08:00";
      const question = { id: "q", customerId: "c", severity: "question", openedAt, events: [] };
      const { ok, value } = evaluateSla(question, policy, { asOf: "2026-03-08T12:00:00+08:00", calendars: [office] });
      return ok && value.metrics.firstResponse.dueAt;
    }`,
    expected: "2026-03-09T05:00:00.000Z",
  },
];
