import fc from "fast-check";
import { instantFromMs, type Money, moneyFromMinor, type Result } from "clientele/core";
import type {
  Activity,
  Case,
  Contract,
  Customer,
  Interaction,
  Order,
  ParsedFacts,
  ParseOptions,
  SurveyAnswer,
} from "clientele/customer";
import * as customer from "clientele/customer";

/** An order of 19.90 yuan. */
export const order: Order = {
  id: "o1",
  customerId: "c1",
  at: "2026-03-01T10:00:00+08:00",
  amount: { amount: "19.90", currency: "CNY" },
};

/** A contact by e-mail. */
const interaction: Interaction = {
  id: "i1",
  customerId: "c1",
  at: "2026-03-01T02:00:00Z",
  channel: "email",
  direction: "inbound",
};

/** A login. */
const activity: Activity = { customerId: "c1", at: "2026-03-01T02:00:00Z", kind: "login" };

/** A complaint that was answered. */
const complaint: Case = {
  id: "k1",
  customerId: "c1",
  openedAt: "2026-03-01T02:00:00Z",
  severity: "major",
  events: [{ id: "e1", at: "2026-03-01T03:00:00Z", kind: "reply", by: "agent", public: true }],
};

/** A nine out of ten. */
export const surveyAnswer: SurveyAnswer = {
  id: "a1",
  customerId: "c1",
  at: "2026-03-01T02:00:00Z",
  survey: "nps-2026-q1",
  question: "recommend",
  scale: { min: 0, max: 10 },
  value: 9,
};

/** A contract for the year 2026. */
export const contract: Contract = { id: "k1", customerId: "c1", from: "2026-01-01", to: "2026-12-31" };

/** A company with everything that can be known of one. */
export const company: Customer = {
  kind: "company",
  id: "c1",
  name: "海风纺织",
  since: "2020-01-01T00:00:00Z",
  owner: "li",
  attributes: { region: "east", tags: ["export", null], rating: { score: 1.5 } },
  contacts: [
    {
      id: "p1",
      name: "王芳",
      role: "purchasing manager",
      keyPerson: true,
      addresses: [{ channel: "telephone", address: "+86 21 5555 0100" }],
    },
  ],
  preferences: [
    { subject: "language", value: "zh", source: "visit", confirmedAt: { epochMilliseconds: 1_700_000_000_000 } },
  ],
  needs: [{ statement: "faster delivery", source: "visit", confirmedAt: new Date(0) }],
  industry: "textiles",
  employees: 40,
};

/** A person of whom little is known. */
export const person: Customer = { kind: "person", id: "c2", birthday: "1990-02-28" };

/** One kind of fact: its doors, its schema and a sound row. */
export interface FactKind {
  readonly parse: (row: unknown) => customer.FactProblem[] | "sound";
  readonly parseMany: (rows: Iterable<unknown>, options?: ParseOptions) => ParsedFacts<unknown>;
  readonly schema: customer.FactSchema<unknown>;
  readonly sample: object;
}

const problems =
  (parse: (row: unknown) => Result<unknown, readonly customer.FactProblem[]>) =>
  (row: unknown): customer.FactProblem[] | "sound" => {
    const read = parse(row);
    return read.ok ? "sound" : [...read.error];
  };

/** All kinds of facts by name. */
export const factKinds: Readonly<Record<string, FactKind>> = {
  activity: {
    parse: problems(customer.parseActivity),
    parseMany: customer.parseActivities,
    schema: customer.activitySchema,
    sample: activity,
  },
  case: {
    parse: problems(customer.parseCase),
    parseMany: customer.parseCases,
    schema: customer.caseSchema,
    sample: complaint,
  },
  contract: {
    parse: problems(customer.parseContract),
    parseMany: customer.parseContracts,
    schema: customer.contractSchema,
    sample: contract,
  },
  customer: {
    parse: problems(customer.parseCustomer),
    parseMany: customer.parseCustomers,
    schema: customer.customerSchema,
    sample: company,
  },
  interaction: {
    parse: problems(customer.parseInteraction),
    parseMany: customer.parseInteractions,
    schema: customer.interactionSchema,
    sample: interaction,
  },
  order: {
    parse: problems(customer.parseOrder),
    parseMany: customer.parseOrders,
    schema: customer.orderSchema,
    sample: order,
  },
  surveyAnswer: {
    parse: problems(customer.parseSurveyAnswer),
    parseMany: customer.parseSurveyAnswers,
    schema: customer.surveyAnswerSchema,
    sample: surveyAnswer,
  },
};

/** An order of any amount with refunds that do not exceed it. */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    id: fc.string({ minLength: 1 }),
    customerId: fc.string({ minLength: 1 }),
    ms: fc.integer({ min: 0, max: 4e12 }),
    refunded: fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 4 }),
    kept: fc.nat({ max: 100_000 }),
    currency: fc.constantFrom("CNY", "JPY", "KWD"),
  })
  .map(({ id, customerId, ms, refunded, kept, currency }) => {
    const cost = refunded.reduce((sum, part) => sum + part, kept);
    const money = (minor: number): Money => moneyFromMinor(minor, currency);
    return {
      id,
      customerId,
      at: instantFromMs(ms),
      amount: money(cost),
      refunds: refunded.map((minor) => ({ at: instantFromMs(ms), amount: money(minor) })),
    };
  });
