import { parseArgs } from "node:util";
import { day, endOfDay, instant, type Instant, minorDigits, zoneRules } from "clientele/core";

/** What the command line asks for. */
export interface Options {
  /** The user's own orders; null for the embedded example. */
  readonly orders: OrdersOptions | null;
  readonly json: boolean;
  /** Where to write the page; null for none. */
  readonly html: string | null;
  readonly locale: "en" | "zh-CN";
}

/** How to read the user's file. */
export interface OrdersOptions {
  readonly file: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Header names; `currency` is null when the file has no such column. */
  readonly columns: {
    readonly customer: string;
    readonly at: string;
    readonly amount: string;
    readonly currency: string | null;
  };
  /** Whether amounts are decimal text in major units, not integer minor units. */
  readonly decimal: boolean;
  /** The moment of judgement; null for the end of the last day in the file. */
  readonly asOf: Instant | null;
  readonly skipBadRows: boolean;
  /** What stands between the cells. */
  readonly delimiter: string;
  /** Options that were not given and had to be assumed. */
  readonly assumed: readonly string[];
}

/** A mistake on the command line or in a file: told in a sentence, exit code 2. */
export class UsageError extends Error {}

/** What `--help` prints. */
export const HELP = `The portfolio report: who your customers are, what you owe them, and why.

  npm start                                        on an embedded example of 600 customers
  npm start -- --orders FILE.csv [options]         on your own orders

Options for your own orders
  --orders FILE       a CSV file with a header line; one row an order, negative amounts are cancellations
  --delimiter MARK    what stands between the cells: "," or ";" or tab (default ",")
  --columns A,B,C[,D] header names of customer, time, amount and, if there is one, currency
                                                                   (default customer,at,amount_minor)
  --time-zone ZONE    zone of times without an offset, and of days (default UTC), such as Asia/Shanghai
  --currency CODE     ISO 4217 code of the amounts                 (default CNY)
  --decimal           amounts are decimal text in major units (19.90); otherwise integer minor units (1990)
  --as-of DATE        judge as of the end of that day, or a moment with an offset (default: the last day in the file)
  --skip-bad-rows     go on without rows that cannot be read, and say how many were left out

Output
  --json              the whole report as JSON on standard output
  --html FILE         also write it as one self-contained page with charts
  --locale LOCALE     language of the report: en or zh-CN          (default en)
  --help              this text

With --json use  npm run --silent start -- --json  so that npm's banner stays out of it.
Exit codes: 0 done, 1 failed, 2 a mistake on the command line or rows that cannot be read.
`;

/** Reads the command line; null when help was asked for. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parsed(args);
  if (values.help === true) return null;
  const locale = values.locale ?? "en";
  if (locale !== "en" && locale !== "zh-CN") throw new UsageError(`--locale: expected en or zh-CN, received ${locale}`);
  const orders = values.orders;
  if (orders === undefined) {
    const alone = ["columns", "time-zone", "currency", "decimal", "as-of", "skip-bad-rows", "delimiter"] as const;
    const given = alone.find((name) => values[name] !== undefined);
    if (given !== undefined) throw new UsageError(`--${given} goes with --orders FILE`);
  }
  return {
    orders: orders === undefined ? null : ordersOptions(orders, values),
    json: values.json === true,
    html: values.html ?? null,
    locale,
  };
}

type Values = ReturnType<typeof parsed>;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        orders: { type: "string" },
        columns: { type: "string" },
        "time-zone": { type: "string" },
        currency: { type: "string" },
        decimal: { type: "boolean" },
        "as-of": { type: "string" },
        "skip-bad-rows": { type: "boolean" },
        delimiter: { type: "string" },
        json: { type: "boolean" },
        html: { type: "string" },
        locale: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (--help lists the options)`);
  }
}

function ordersOptions(file: string, values: Values): OrdersOptions {
  if (file === "") throw new UsageError("--orders: expected the name of a file");
  const names = (values.columns ?? "customer,at,amount_minor").split(",").map((name) => name.trim());
  const [customer, at, amount, currencyColumn = null] = names;
  if (names.length > 4 || !customer || !at || !amount || currencyColumn === "") {
    throw new UsageError(
      `--columns: expected header names customer,time,amount[,currency], received ${values.columns ?? ""}`,
    );
  }
  const timeZone = values["time-zone"] ?? "UTC";
  try {
    zoneRules(timeZone);
  } catch {
    throw new UsageError(`--time-zone: expected an IANA time zone such as Asia/Shanghai, received ${timeZone}`);
  }
  const currency = values.currency ?? "CNY";
  if (minorDigits(currency) === null) {
    throw new UsageError(`--currency: expected an ISO 4217 code such as CNY, received ${currency}`);
  }
  return {
    file,
    timeZone,
    currency,
    columns: { customer, at, amount, currency: currencyColumn },
    decimal: values.decimal === true,
    asOf: values["as-of"] === undefined ? null : momentOf(values["as-of"], timeZone),
    skipBadRows: values["skip-bad-rows"] === true,
    delimiter: delimiterOf(values.delimiter ?? ","),
    assumed: [
      ...(values["time-zone"] === undefined ? [`--time-zone ${timeZone}`] : []),
      ...(values.currency === undefined ? [`--currency ${currency}`] : []),
    ],
  };
}

function delimiterOf(text: string): string {
  if (text === "tab" || text === "\\t") return "\t";
  if (text.length === 1) return text;
  throw new UsageError(`--delimiter: expected one character or tab, received ${JSON.stringify(text)}`);
}

/** A date means the end of that local day. */
function momentOf(text: string, timeZone: string): Instant {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  try {
    return isDate ? endOfDay(day(text), { timeZone }) : instant(text);
  } catch {
    throw new UsageError(
      isDate
        ? `--as-of: there is no such day: ${text}`
        : `--as-of: expected a date YYYY-MM-DD or a moment with an offset, received ${text}`,
    );
  }
}
