// What consumer.mjs knows about the modules: code run in the consuming project.

const TIERS = `{ id: "value", gold: "10" }`;

/** A policy made once where zod may be loaded, stored as JSON, and used where it may not. */
export const restored = {
  // a program with a function `store` whose answer goes through JSON
  store: `import { defineTierPolicy } from "clientele/tiers";
const store = async () => ({ format: "tier-policy/1", fingerprint: "x", data: defineTierPolicy(${TIERS}) });`,
  // a program with a function `use` of what was stored
  use: `import { evaluateTier, restoreTierPolicy } from "clientele/tiers";
const use = (stored) => evaluateTier({ spend: "10" }, restoreTierPolicy(stored).value);`,
  expected: "gold",
};

/** `make` gets the one entry, `use` the other and what was made. */
export const acrossEntries = [
  {
    name: "tier policy",
    from: "clientele",
    to: "clientele/tiers",
    make: `(lib) => lib.defineTierPolicy(${TIERS})`,
    use: `(lib, policy) => lib.evaluateTier({ spend: "10" }, policy)`,
    expected: "gold",
  },
  {
    name: "tier policy",
    from: "clientele/tiers",
    to: "clientele",
    make: `(lib) => lib.defineTierPolicy(${TIERS})`,
    use: `(lib, policy) => lib.evaluateTier({ spend: "10" }, policy)`,
    expected: "gold",
  },
  {
    name: "calendar",
    from: "clientele/calendar",
    to: "clientele/sla",
    make: `(lib) => lib.defineCalendar({ id: "shop" })`,
    use: `(lib, calendar) => lib.dueAt(calendar)`,
    expected: "shop",
  },
];
