import { orThrow } from "clientele/core";
import { defineHistoryPolicy, startOrderSummary, summarizeOrders } from "clientele/history";
import {
  buyerColumns,
  encodeIds,
  NO_DAY,
  type OrderBatch,
  rfmCuts,
  rfmScoreColumn,
  segmentColumn,
  segmentLookup,
  summarizeOrderColumns,
} from "clientele/kernel";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  fitRfmColumns,
  scoreRfmColumns,
  scoreRfmRows,
  segmentColumns,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import type { Bench } from "./harness.ts";

const AS_OF_DAY = 20_454; // 2026-01-01
const DAYS = 730;
const metrics = ["recency", "frequency", "monetary"] as const;
const bins = { recency: 5, frequency: 5, monetary: 5 };
const table = defineSegmentTable(segmentTables.tenNames);

/** Orders to summaries, scores and segments: as columns beside DuckDB, as batches, as objects. */
export async function bench({ smoke, report, peer }: Bench): Promise<void> {
  const rows = Number(process.env["BENCH_ROWS"] ?? (smoke ? 50_000 : 10_000_000));
  const customers = Math.round(rows * 0.0934);
  const orders = generated(rows, customers);
  const millions = `summarizeOrderColumns to segmentColumn, ${rows / 1e6}M orders of ${customers.toLocaleString("en")} customers`;
  const duck = (await peer("@duckdb/node-api")) as DuckModule | null;
  const repeats = smoke ? 1 : 5;

  const byCode = duck === null ? null : await duckOf(duck, orders, null);
  const plain = await inTurns(repeats, [
    () => segmentsOf(orders, customers, false),
    ...(byCode === null ? [] : [() => byCode.run(1, false), () => byCode.run(2, false)]),
  ]);
  say(`${millions}, integer ids`, plain);
  const distinct = await inTurns(repeats, [
    () => segmentsOf(orders, customers, true),
    ...(byCode === null ? [] : [() => byCode.run(1, true), () => byCode.run(2, true)]),
  ]);
  say("the same, and distinct purchase days", distinct);
  byCode?.close();

  const ids = textOf(orders.customer);
  const byText = duck === null ? null : await duckOf(duck, orders, ids);
  const named = await inTurns(smoke ? 1 : 3, [
    () => {
      const { codes, ids: names } = encodeIds(ids);
      return segmentsOf({ ...orders, customer: codes }, names.length, false);
    },
    ...(byText === null ? [] : [() => byText.run(1, false), () => byText.run(2, false)]),
  ]);
  say("the same with encodeIds, text ids", named);
  byText?.close();

  const batches = Array.from({ length: 20 }, (_, i) => {
    const [from, to] = [Math.floor((i * rows) / 20), Math.floor(((i + 1) * rows) / 20)];
    const { customer, day, minor } = orders;
    return { customer: customer.subarray(from, to), day: day.subarray(from, to), minor: minor.subarray(from, to) };
  });
  say("the same from 20 batches, integer ids", await inTurns(repeats, [() => segmentsOf(batches, customers, false)]));

  await fromObjects(Math.min(rows, smoke ? 20_000 : 1_000_000));
  const peak = process.resourceUsage().maxRSS / 1024;
  report({ work: "peak memory of the process, all of the above", ours: Math.round(peak), unit: "MiB" });

  // one thread against one: processor time, which does not hang on what else the machine does; against two: the clock
  function say(work: string, [ours, one, two]: readonly Spent[]): void {
    if (ours === undefined) return;
    if (one === undefined || two === undefined) report({ work, ours: ours.cpu });
    else {
      report({ work: `${work} (cpu)`, ours: ours.cpu, peer: "duckdb, 1 thread", theirs: one.cpu });
      report({ work: `${work} (clock)`, ours: ours.wall, peer: "duckdb, 1 thread", theirs: one.wall });
      report({ work: `${work} (clock)`, ours: ours.wall, peer: "duckdb, 2 threads", theirs: two.wall });
    }
  }

  async function fromObjects(count: number): Promise<void> {
    const policy = defineHistoryPolicy({ id: "o", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" });
    const rfm = defineRfmPolicy({ id: "r", version: 1, mode: "quantile", frequency: "orders", currency: "CNY", bins });
    const asOf = "2026-01-01T23:59:59.999Z";
    const objects = [...asObjects(orders, count)];
    const [ours = NEVER] = await inTurns(smoke ? 1 : 2, [
      () => {
        const summary = summarizeOrders(objects, policy, { asOf });
        const { model } = orThrow(fitRfm(summary.customers, rfm));
        let named = 0;
        for (const { result } of scoreRfmRows(summary.customers, model)) {
          if (result.ok && segmentOf(result.value, table).ok) named++;
        }
        return named;
      },
    ]);
    report({
      work: `summarizeOrders to segmentOf, ${count.toLocaleString("en")} orders as objects, each`,
      ours: (ours.cpu / count) * 1000,
      unit: "us",
    });
    const [batched = NEVER] = await inTurns(smoke ? 1 : 2, [
      () => {
        const collected = startOrderSummary(policy);
        const { customer, day, minor } = orders;
        for (let from = 0; from < count; from += 50_000) {
          const to = Math.min(count, from + 50_000);
          collected.addColumns({
            customers: customer.subarray(from, to),
            days: day.subarray(from, to),
            minor: minor.subarray(from, to),
          });
        }
        return collected.finish({ asOf }).customers.length;
      },
    ]);
    report({
      work: `startOrderSummary, addColumns, ${count.toLocaleString("en")} orders in batches, each`,
      ours: (batched.cpu / count) * 1000,
      unit: "us",
    });
    const { customers: summaries } = summarizeOrders(objects, policy, { asOf });
    const { model } = orThrow(fitRfm(summaries, rfm));
    const [scored = NEVER, columnar = NEVER] = await inTurns(smoke ? 1 : 5, [
      () => {
        let named = 0;
        for (const { result } of scoreRfmRows(summaries, model)) {
          if (result.ok && segmentOf(result.value, table).ok) named++;
        }
        return named;
      },
      () => {
        const values = {
          recency: summaries.map(({ recencyDays }) => recencyDays ?? NaN),
          frequency: summaries.map((summary) => summary.orders),
          monetary: summaries.map(({ monetary }) => Number(monetary.amount)),
        };
        const fitted = orThrow(fitRfmColumns({ values }, rfm, { asOf })).model;
        return segmentColumns(scoreRfmColumns({ values }, fitted), table);
      },
    ]);
    const each = ({ cpu }: Spent): number => (cpu / summaries.length) * 1000;
    report({ work: "scoreRfmRows and segmentOf, a summary as object", ours: each(scored), unit: "us" });
    report({
      work: "fitRfmColumns, scoreRfmColumns, segmentColumns, a customer of columns",
      ours: each(columnar),
      unit: "us",
    });
  }
}

const NEVER: Spent = { cpu: NaN, wall: NaN };

interface Orders extends OrderBatch {
  readonly customer: Int32Array;
  readonly day: Int32Array;
  readonly minor: Int32Array;
}

/** Seeded: few customers buy often, most seldom; amounts over three powers of ten. */
function generated(rows: number, customers: number): Orders {
  let state = 20_260_101;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const orders = { customer: new Int32Array(rows), day: new Int32Array(rows), minor: new Int32Array(rows) };
  for (let row = 0; row < rows; row++) {
    orders.customer[row] = Math.floor(customers * next() ** 1.3);
    orders.day[row] = AS_OF_DAY - Math.floor(DAYS * next());
    orders.minor[row] = Math.floor(100 * Math.exp(7 * next()));
  }
  return orders;
}

/** A text of its own for every row, as a file would give. */
function textOf(codes: Int32Array): readonly string[] {
  const width = 9;
  const bytes = Buffer.alloc(width * codes.length, "c");
  codes.forEach((code, row) => bytes.write(String(10_000_000 + code), row * width + 1, "latin1"));
  return Array.from(codes, (_, row) => bytes.toString("latin1", row * width, (row + 1) * width));
}

function* asObjects({ customer, day, minor }: Orders, count: number): Generator<object> {
  for (let row = 0; row < count; row++) {
    const cents = String(minor[row]).padStart(3, "0");
    yield {
      id: String(row),
      customerId: `c${customer[row] ?? 0}`,
      at: new Date((day[row] ?? 0) * 86_400_000).toISOString(),
      amount: { amount: `${cents.slice(0, -2)}.${cents.slice(-2)}`, currency: "CNY" },
    };
  }
}

const lookup = segmentLookup(
  table.boxes.map(({ recency, frequency, monetary }) => [recency, frequency, monetary]),
  [5, 5, 5],
);

/** Columns in, segments out. */
function segmentsOf(batches: OrderBatch | readonly OrderBatch[], customers: number, purchaseDays: boolean): Int16Array {
  const totals = summarizeOrderColumns(batches, { customers, asOfDay: AS_OF_DAY, purchaseDays });
  if (totals.firstDay[0] === NO_DAY && totals.orders[0] !== 0)
    throw new Error("a customer with orders has a first day");
  const buyers = buyerColumns(totals, { digits: 2, refunds: "net" });
  const values = { recency: buyers.recencyDays, frequency: buyers.orders, monetary: buyers.monetary };
  const scores = metrics.map((metric) => {
    const rule = { mode: "quantile", lowerIsBetter: metric === "recency" } as const;
    return rfmScoreColumn(values[metric], rfmCuts(values[metric], bins[metric], rule), rule);
  });
  return segmentColumn(scores, [5, 5, 5], lookup);
}

/** Milliseconds of processor time, all threads together, and by the clock. */
interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

/** What each takes, the least of several, each in its turn. */
async function inTurns(repeats: number, runs: readonly (() => unknown)[]): Promise<readonly Spent[]> {
  const best = runs.map((): Spent => ({ cpu: Infinity, wall: Infinity }));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [i, run] of runs.entries()) {
      (globalThis as { gc?: () => void }).gc?.();
      const start = performance.now();
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      const { cpu, wall } = best[i] ?? { cpu: Infinity, wall: Infinity };
      best[i] = { cpu: Math.min(cpu, (user + system) / 1000), wall: Math.min(wall, performance.now() - start) };
    }
  }
  return best;
}

/** The little of DuckDB's client that is used. */
interface DuckConnection {
  run(sql: string): Promise<unknown>;
  createAppender(table: string): Promise<DuckAppender>;
  closeSync(): void;
}
interface DuckAppender {
  appendDataChunk(chunk: unknown): void;
  closeSync(): void;
}
interface DuckChunk {
  setColumnValues(column: number, values: readonly unknown[]): void;
  rowCount: number;
}
interface DuckModule {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection>; closeSync(): void }> };
  readonly DuckDBDataChunk: { create(types: readonly unknown[], rows?: number): DuckChunk };
  readonly INTEGER: unknown;
  readonly VARCHAR: unknown;
}

/** The same orders in DuckDB, in memory; `run` goes from orders to segments and leaves them in a table. */
async function duckOf(
  { DuckDBInstance, DuckDBDataChunk, INTEGER, VARCHAR }: DuckModule,
  { customer, day, minor }: Orders,
  ids: readonly string[] | null,
): Promise<{ run: (threads: number, distinct: boolean) => Promise<unknown>; close: () => void }> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`create table o (c ${ids === null ? "integer" : "varchar"}, d integer, m integer)`);
  const appender = await connection.createAppender("o");
  const types = [ids === null ? INTEGER : VARCHAR, INTEGER, INTEGER];
  for (let from = 0; from < minor.length; from += 2048) {
    const to = Math.min(minor.length, from + 2048);
    const chunk = DuckDBDataChunk.create(types, to - from);
    chunk.setColumnValues(0, ids === null ? Array.from(customer.subarray(from, to)) : ids.slice(from, to));
    chunk.setColumnValues(1, Array.from(day.subarray(from, to)));
    chunk.setColumnValues(2, Array.from(minor.subarray(from, to)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const shares = "[0.2, 0.4, 0.6, 0.8]";
  const passed = (column: string, cuts: string, op: string): string =>
    `1 + ${[1, 2, 3, 4].map((i) => `(${column} ${op} ${cuts}[${i}])::int`).join(" + ")}`;
  const sql = (distinct: boolean): string => `
    create or replace table s as
    with g as (
      select c, ${AS_OF_DAY} - max(d) as r, ${AS_OF_DAY} - min(d) as t, count(*) as f, sum(m) / 100.0 as m
        ${distinct ? ", count(distinct d) as p" : ""}
      from o where d <= ${AS_OF_DAY} group by c
    ), q as (
      select quantile_cont(r, ${shares}) as qr, quantile_cont(f, ${shares}) as qf, quantile_cont(m, ${shares}) as qm from g
    ), x as (
      select g.*, ${passed("r", "qr", "<")} as sr, ${passed("f", "qf", ">")} as sf, ${passed("m", "qm", ">")} as sm from g, q
    )
    select c, r, t, f, m, sr, sf, sm, ${distinct ? "p," : ""} case
      when sr = 5 and sf >= 4 then 0 when sr >= 3 and sf >= 4 then 1 when sr >= 4 and sf >= 2 then 2 when sr = 5 then 3
      when sr = 4 then 4 when sr = 3 and sf = 3 then 5 when sr = 3 then 6 when sf = 5 then 7 when sf >= 3 then 8 else 9
    end as segment from x`;
  return {
    run: async (threads, distinct) => {
      await connection.run(`set threads = ${threads}`);
      return connection.run(sql(distinct));
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
