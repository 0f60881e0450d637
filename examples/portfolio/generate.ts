import { instant, type Instant, moneyFromMinor } from "clientele/core";
import type { Case, CaseEvent, Customer, Order, SurveyAnswer } from "clientele/customer";
import { type Random, startRandom } from "./random.ts";

/** The figures the embedded example is drawn from. */
export interface Assumptions {
  readonly seed: number;
  readonly from: string;
  readonly asOf: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Of the cases opened in the last days, this share is still waiting for an answer. */
  readonly backlog: { readonly days: number; readonly share: number };
  readonly groups: readonly Group[];
  readonly cities: readonly string[];
  readonly trades: readonly string[];
}

/** How one kind of customer behaves. */
interface Group {
  readonly id: string;
  readonly customers: number;
  readonly ordersPerMonth: number;
  /** Probability of never coming back, after each order. */
  readonly leavesAfterOrder: number;
  readonly spendPerOrder: number;
  /** Share of orders on which something is paid back. */
  readonly refundShare: number;
  readonly casesPerOrder: Readonly<Record<Severity, number>>;
  readonly hoursToRespond: Readonly<Record<Severity, number>>;
  /** Probability of answering a quarterly survey. */
  readonly surveyResponse: number;
  /** Mean answer, 0 to 10. */
  readonly satisfaction: number;
}

type Severity = "major" | "ordinary";

/** The facts of a made-up company. */
export interface Facts {
  readonly customers: readonly Customer[];
  readonly orders: readonly Order[];
  readonly cases: readonly Case[];
  readonly answers: readonly SurveyAnswer[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.4375 * DAY;

/** Draws customers, orders, cases and survey answers. The same figures give the same facts, everywhere. */
export function generate(assumptions: Assumptions): Facts {
  const random = startRandom(assumptions.seed);
  const names = assumptions.cities.flatMap((city) => assumptions.trades.map((trade) => `${city} ${trade}`));
  const facts: Drawn & { customers: Customer[] } = { customers: [], orders: [], cases: [], answers: [] };
  for (const group of assumptions.groups) {
    for (let i = 0; i < group.customers; i++) {
      const [name = "Unnamed"] = names.splice(random.integer(names.length), 1);
      const id = `C${String(facts.customers.length + 1).padStart(4, "0")}`;
      facts.customers.push({ id, kind: "company", name, attributes: { group: group.id } });
      live(id, group, assumptions, random, facts);
    }
  }
  facts.orders.sort(byTime);
  return facts;
}

const byTime = (a: DrawnOrder, b: DrawnOrder): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

type DrawnOrder = Order & { readonly at: Instant };

/** What comes of customers' lives. */
interface Drawn {
  readonly orders: DrawnOrder[];
  readonly cases: Case[];
  readonly answers: SurveyAnswer[];
}

/** One customer's years: orders until they leave, and what comes of the orders. */
function live(
  customerId: string,
  group: Group,
  { from, asOf, currency, backlog }: Assumptions,
  random: Random,
  facts: Drawn,
): void {
  const [start, end] = [Date.parse(from), Date.parse(asOf)];
  const gap = MONTH / random.erlang(group.ordersPerMonth, 3);
  const spend = random.erlang(group.spendPerOrder, 4);
  let at = start + random.uniform() * (end - start) * 0.85;
  for (let number = 1; at <= end; number++) {
    const placed = duringTheDay(at, random);
    if (placed > end) break;
    const minor = Math.max(100, Math.round(random.erlang(spend, 3) * 100));
    const id = `${customerId}-${number}`;
    facts.orders.push({
      id,
      customerId,
      at: moment(placed),
      amount: moneyFromMinor(minor, currency),
      refunds: refundsOf(placed, minor, group, random, end, currency),
      channel: random.chance(0.6) ? "web" : "telephone",
    });
    for (const severity of ["major", "ordinary"] as const) {
      if (random.chance(group.casesPerOrder[severity])) {
        const opened = placed + Math.round(random.exponential(6 * DAY) / MINUTE) * MINUTE;
        if (opened > end) continue;
        const waits = opened > end - backlog.days * DAY && random.chance(backlog.share);
        const answeredBy = waits ? opened + MINUTE : end;
        facts.cases.push(caseOf(`${id}-${severity}`, customerId, severity, opened, group, random, answeredBy));
      }
    }
    if (random.chance(group.leavesAfterOrder)) break;
    at = placed + random.exponential(gap);
  }
  surveys(customerId, group, random, end, facts.answers);
}

/** Orders come between eight and eighteen o'clock, Chinese time, to the minute. */
function duringTheDay(at: number, random: Random): number {
  const midnight = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  return midnight + 8 * HOUR + random.integer(600) * MINUTE;
}

const moment = (ms: number): Instant => instant(new Date(ms));

function refundsOf(
  placed: number,
  minor: number,
  group: Group,
  random: Random,
  end: number,
  currency: string,
): Order["refunds"] {
  if (!random.chance(group.refundShare)) return [];
  const at = placed + (1 + random.integer(20)) * DAY;
  const share = random.chance(0.4) ? minor : Math.max(1, Math.round(minor * 0.3));
  return at <= end ? [{ at: moment(at), amount: moneyFromMinor(share, currency), reason: "returned" }] : [];
}

function caseOf(
  id: string,
  customerId: string,
  severity: Severity,
  opened: number,
  group: Group,
  random: Random,
  /** What would happen later has not happened. */
  end: number,
): Case {
  const responded = opened + Math.max(1, Math.round(random.erlang(group.hoursToRespond[severity], 2) * 60)) * MINUTE;
  const resolved = responded + Math.max(5, Math.round(random.exponential(20) * 60)) * MINUTE;
  const events: CaseEvent[] = [];
  const acknowledged = opened + MINUTE; // automatically, which is no response
  if (acknowledged <= end) events.push({ id: `${id}-ack`, at: moment(acknowledged), kind: "reply", by: "system" });
  if (responded <= end) events.push({ id: `${id}-reply`, at: moment(responded), kind: "reply", by: "agent" });
  if (resolved <= end) events.push({ id: `${id}-resolved`, at: moment(resolved), kind: "resolved", by: "agent" });
  return {
    id,
    customerId,
    openedAt: moment(opened),
    severity,
    department: severity === "major" ? "quality" : "customer service",
    events,
  };
}

/** A quarterly question: would you recommend us? Asked of everyone, answered by some. */
function surveys(customerId: string, group: Group, random: Random, end: number, answers: SurveyAnswer[]): void {
  for (let quarter = 4; quarter >= 1; quarter--) {
    if (!random.chance(group.surveyResponse)) continue;
    const value = Math.min(10, Math.max(0, Math.round(group.satisfaction + (random.uniform() - 0.5) * 6)));
    answers.push({
      id: `${customerId}-q${quarter}`,
      customerId,
      at: moment(end - Math.round(quarter * 91 - random.uniform() * 60) * DAY),
      survey: `nps-${5 - quarter}`,
      question: "recommend",
      scale: { min: 0, max: 10 },
      value,
    });
  }
}
