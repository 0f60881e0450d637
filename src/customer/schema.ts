import { compareMoney, epochDayOfText, type Money, orThrow, parseMoney, sumMoney } from "../core/index.ts";
import {
  type Check,
  choice,
  count,
  day,
  integer,
  json,
  jsonObject,
  list,
  LONGEST_LIST,
  type Loose,
  moment,
  money,
  name,
  nullable,
  optional,
  shape,
  SOUND,
  text,
  truth,
  unlike,
} from "./internal/check.ts";
import { problemsOf } from "./internal/doors.ts";
import type {
  Activity,
  Case,
  Contract,
  Customer,
  FactProblem,
  FactSchema,
  Interaction,
  Order,
  SurveyAnswer,
} from "./model.ts";

const customerKeys: Readonly<Record<string, Check>> = /* @__PURE__ */ (() => ({
  kind: choice("person", "company"),
  id: name,
  name: optional(text),
  since: optional(moment),
  owner: optional(text),
  attributes: optional(jsonObject),
  contacts: optional(
    list(
      shape({
        id: name,
        name: optional(text),
        role: optional(text),
        keyPerson: optional(truth),
        addresses: optional(list(shape({ channel: name, address: name }))),
      }),
    ),
  ),
  preferences: optional(
    list(shape({ subject: name, value: json, source: optional(text), confirmedAt: optional(moment) })),
  ),
  needs: optional(list(shape({ statement: name, source: optional(text), confirmedAt: optional(moment) }))),
}))();

const personCheck: Check = /* @__PURE__ */ (() => shape({ ...customerKeys, birthday: optional(day) }))();
const companyCheck: Check = /* @__PURE__ */ (() =>
  shape({ ...customerKeys, industry: optional(text), employees: optional(count) }))();

/**
 * Checks a {@link Customer}: a company as a company, anybody else as a person.
 *
 * @param row - Anything.
 * @returns Every problem.
 */
export const customerCheck: Check = (row) =>
  typeof row === "object" && row !== null && (row as Loose)["kind"] === "company"
    ? companyCheck(row)
    : personCheck(row);

/** Checks an {@link Order}. */
export const orderCheck: Check = /* @__PURE__ */ (() =>
  shape(
    {
      id: name,
      customerId: name,
      at: moment,
      amount: money,
      refunds: optional(list(shape({ at: moment, amount: positiveMoney, reason: optional(text) }))),
      channel: optional(text),
    },
    refundsWithin,
  ))();

/** Checks an {@link Interaction}. */
export const interactionCheck: Check = /* @__PURE__ */ (() =>
  shape({
    id: name,
    customerId: name,
    at: moment,
    channel: name,
    direction: choice("inbound", "outbound"),
    subject: optional(text),
    by: optional(text),
  }))();

/** Checks an {@link Activity}. */
export const activityCheck: Check = /* @__PURE__ */ (() =>
  shape({ customerId: name, at: moment, kind: name, subject: optional(text) }))();

/** Checks a {@link Case}. */
export const caseCheck: Check = /* @__PURE__ */ (() =>
  shape({
    id: name,
    customerId: name,
    openedAt: moment,
    severity: name,
    tier: optional(text),
    subject: optional(text),
    channel: optional(text),
    department: optional(text),
    owner: optional(text),
    repeats: optional(count),
    sentiment: optional(text),
    automaticAnswerFailed: optional(truth),
    events: list(
      shape(
        {
          id: name,
          at: moment,
          kind: name,
          by: choice("customer", "agent", "system"),
          public: optional(truth),
          response: optional(truth),
          waitingFor: optional(choice("customer", "thirdParty")),
          hold: optional(name),
          severity: optional(name),
          tier: optional(text),
          metric: optional(name),
          startedAt: optional(moment),
          breachedAt: optional(moment),
          excuse: optional(text),
        },
        eventSaysWhat,
      ),
    ),
  }))();

/** Checks a {@link SurveyAnswer}. */
export const surveyAnswerCheck: Check = /* @__PURE__ */ (() =>
  shape(
    {
      id: name,
      customerId: name,
      at: moment,
      survey: name,
      question: name,
      scale: shape({ min: integer, max: integer }),
      value: nullable(integer),
      comment: optional(text),
    },
    answerOnScale,
  ))();

/** Checks a {@link Contract}. */
export const contractCheck: Check = /* @__PURE__ */ (() =>
  shape(
    {
      id: name,
      customerId: name,
      from: day,
      to: optional(day),
      value: optional(money),
      renewsItself: optional(truth),
    },
    endsAfterStart,
  ))();

function positiveMoney(value: unknown): readonly FactProblem[] {
  const problems = money(value);
  if (problems.length > 0) return problems;
  const { amount } = value as Money;
  return isPositive({ amount }) ? SOUND : unlike("positive-number", amount, "/amount");
}

/** A change must say to what, and a breach of what. */
function eventSaysWhat(event: Loose): readonly FactProblem[] {
  const needed = NEEDED_OF_EVENT.get(event["kind"]);
  return needed !== undefined && (event[needed] ?? null) === null
    ? unlike("non-empty-text", event[needed], `/${needed}`)
    : SOUND;
}

const NEEDED_OF_EVENT: ReadonlyMap<unknown, string> = /* @__PURE__ */ (() =>
  new Map([
    ["severity-changed", "severity"],
    ["breached", "metric"],
    ["excused", "metric"],
  ]))();

const isPositive = ({ amount }: Pick<Money, "amount">): boolean => !amount.startsWith("-") && /[1-9]/.test(amount);

/** Refunds are in the order's currency, and no more than it cost. */
function refundsWithin({ amount, refunds }: Loose): readonly FactProblem[] {
  if (!Array.isArray(refunds) || refunds.length === 0 || refunds.length > LONGEST_LIST) return SOUND;
  const cost = parseMoney(amount);
  if (!cost.ok) return SOUND;
  const { currency } = cost.value;
  const paidBack: Money[] = [];
  const problems: FactProblem[] = [];
  for (const [index, refund] of (refunds as readonly unknown[]).entries()) {
    const read = parseMoney((refund as Loose | null | undefined)?.["amount"]);
    if (!read.ok) continue;
    if (read.value.currency === currency) {
      if (isPositive(read.value)) paidBack.push(read.value);
    } else {
      problems.push({
        code: "currency-mismatch",
        path: `/refunds/${index}/amount/currency`,
        expected: currency,
        observed: read.value.currency,
      });
    }
  }
  // refunds that cannot be read, or are in another currency, are refused in their own place
  if (paidBack.length > 0) {
    const sum = orThrow(sumMoney(paidBack, currency));
    if (orThrow(compareMoney(sum, cost.value)) > 0) {
      const [expected, observed] = [cost.value.amount, sum.amount];
      problems.push({ code: "refunds-exceed-order", path: "/refunds", expected, observed });
    }
  }
  return problems;
}

/** The scale goes up, and the answer lies on it, both ends included. */
function answerOnScale({ scale, value }: Loose): readonly FactProblem[] {
  const { min, max } = (scale ?? {}) as Loose;
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) return SOUND;
  const [low, high] = [Number(min), Number(max)];
  if (low >= high) {
    return [{ code: "scale-upside-down", path: "/scale", expected: String(low), observed: String(high) }];
  }
  return typeof value === "number" && Number.isSafeInteger(value) && (value < low || value > high)
    ? [{ code: "answer-off-scale", path: "/value", expected: `${low}..${high}`, observed: String(value) }]
    : SOUND;
}

/** The last day of a contract is not before its first. */
function endsAfterStart({ from, to }: Loose): readonly FactProblem[] {
  return epochDayOfText(to) < epochDayOfText(from)
    ? [{ code: "contract-ends-before-start", path: "/to", expected: String(from), observed: String(to) }]
    : SOUND;
}

/** Guards a {@link Customer}. */
export const customerSchema: FactSchema<Customer> = /* @__PURE__ */ (() => schemaOf<Customer>(customerCheck))();
/** Guards an {@link Order}. */
export const orderSchema: FactSchema<Order> = /* @__PURE__ */ (() => schemaOf<Order>(orderCheck))();
/** Guards an {@link Interaction}. */
export const interactionSchema: FactSchema<Interaction> = /* @__PURE__ */ (() =>
  schemaOf<Interaction>(interactionCheck))();
/** Guards an {@link Activity}. */
export const activitySchema: FactSchema<Activity> = /* @__PURE__ */ (() => schemaOf<Activity>(activityCheck))();
/** Guards a {@link Case}. */
export const caseSchema: FactSchema<Case> = /* @__PURE__ */ (() => schemaOf<Case>(caseCheck))();
/** Guards a {@link SurveyAnswer}. */
export const surveyAnswerSchema: FactSchema<SurveyAnswer> = /* @__PURE__ */ (() =>
  schemaOf<SurveyAnswer>(surveyAnswerCheck))();
/** Guards a {@link Contract}. */
export const contractSchema: FactSchema<Contract> = /* @__PURE__ */ (() => schemaOf<Contract>(contractCheck))();

function schemaOf<Fact>(check: Check): FactSchema<Fact> {
  return {
    "~standard": {
      version: 1,
      vendor: "clientele",
      validate: (value) => {
        const problems = problemsOf(value, check);
        if (problems.length === 0) return { value: value as Fact };
        return {
          issues: problems.map(({ code, path, expected, observed }) => ({
            message: `${code}: expected ${expected}, received ${observed}`,
            path: keysOf(path),
          })),
        };
      },
    },
  };
}

/** A JSON Pointer as keys; steps of digits are places in lists. */
const keysOf = (path: string): (string | number)[] =>
  path
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
