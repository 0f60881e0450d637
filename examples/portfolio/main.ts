// The portfolio report, on the embedded example or on a file of orders. The library decides; this program reads, prints and
// writes. `npm start -- --help` tells the options.
import { closeSync, openSync, writeFileSync } from "node:fs";
import { dayOf, DomainError, endOfDay, instant } from "clientele/core";
import { documentOf } from "./document.ts";
import { generate } from "./generate.ts";
import { asHtml } from "./html.ts";
import { HELP, type OrdersOptions, readOptions, UsageError } from "./options.ts";
import { readAssumptions } from "./readAssumptions.ts";
import { type BadRow, readOrders } from "./readOrders.ts";
import { makeReport, type Portfolio } from "./report.ts";
import { asText } from "./text.ts";

/** Work that is done within this time needs no word of progress. */
const QUIET_MS = 1500;

const began = Date.now();
const progress = (what: string): void => {
  if (Date.now() - began > QUIET_MS) process.stderr.write(`... ${what}\n`);
};

function embedded(): Portfolio {
  const assumptions = readAssumptions();
  return {
    file: null,
    timeZone: assumptions.timeZone,
    currency: assumptions.currency,
    asOf: instant(assumptions.asOf),
    skippedRows: 0,
    ...generate(assumptions),
  };
}

async function fromFile(options: OrdersOptions): Promise<Portfolio> {
  if (options.assumed.length > 0) process.stderr.write(`assumed: ${options.assumed.join(", ")}\n`);
  const { orders, bad, rows, firstAt, lastAt } = await readOrders(options, (count) => {
    progress(`${count} rows read`);
  });
  if (bad.total > 0) {
    process.stderr.write(badRows(options.file, bad));
    if (!options.skipBadRows) throw new UsageError("nothing was reported; --skip-bad-rows goes on without these rows");
    process.stderr.write(`going on with ${rows - bad.total} of ${rows} rows\n`);
  }
  if (firstAt === null || lastAt === null) throw new UsageError(`${options.file}: there is no order in it`);
  const { timeZone, currency } = options;
  const asOf = options.asOf ?? endOfDay(dayOf(lastAt, { timeZone }), { timeZone });
  if (asOf < firstAt) {
    throw new UsageError(`--as-of: all orders are later; the first is of ${dayOf(firstAt, { timeZone })}`);
  }
  return {
    file: options.file,
    timeZone,
    currency,
    asOf,
    orders,
    customers: [],
    cases: [],
    answers: [],
    skippedRows: bad.total,
  };
}

/** Before the work is done, not after it. */
function checkWritable(file: string): void {
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UsageError(`--html: cannot write ${file} (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
}

function badRows(
  file: string,
  { total, first }: { readonly total: number; readonly first: readonly BadRow[] },
): string {
  const lines = first.map(({ line, why }) => `  line ${line}: ${why}`);
  const more = total > first.length ? [`  ... and ${total - first.length} more`] : [];
  return [`${file}: ${total} ${total === 1 ? "row" : "rows"} cannot be read`, ...lines, ...more, ""].join("\n");
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(HELP);
  else {
    if (options.html !== null) checkWritable(options.html);
    const report = makeReport(options.orders === null ? embedded() : await fromFile(options.orders), progress);
    const document = documentOf(report, options.locale);
    if (options.html !== null) {
      writeFileSync(options.html, asHtml(document, options.locale));
      process.stderr.write(`written: ${options.html}\n`);
    }
    process.stdout.write(options.json ? `${JSON.stringify(report, jsonOf, 2)}\n` : asText(document));
  }
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof DomainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Maps become objects, so that the report is all there. */
function jsonOf(_: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
