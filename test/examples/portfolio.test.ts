import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, fingerprint, instant, orThrow, sumMoney } from "clientele/core";
import { parseCases, parseCustomers, parseOrders, parseSurveyAnswers } from "clientele/customer";
import { afterAll, describe, expect, test } from "vitest";
import { documentOf } from "../../examples/portfolio/document.ts";
import { generate } from "../../examples/portfolio/generate.ts";
import { asHtml } from "../../examples/portfolio/html.ts";
import { readOptions, UsageError } from "../../examples/portfolio/options.ts";
import { readAssumptions } from "../../examples/portfolio/readAssumptions.ts";
import { makeReport, type Report } from "../../examples/portfolio/report.ts";
import { asText } from "../../examples/portfolio/text.ts";
import { tierFlowPicture } from "../../examples/portfolio/tierChangePicture.ts";
import { guidePictures } from "../../scripts/pictures.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "portfolio-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const assumptions = readAssumptions();
const facts = generate(assumptions);
const quiet = (): void => undefined;
const report: Report = makeReport(
  {
    file: null,
    timeZone: assumptions.timeZone,
    currency: assumptions.currency,
    asOf: instant(assumptions.asOf),
    skippedRows: 0,
    ...facts,
  },
  quiet,
);

describe("the pictures of the guides", () => {
  const folderOf = (name: string): string => join(root, "docs/guides", name);
  const drawn = guidePictures(report);

  test("all that lie there are drawn, and shown in a guide", () => {
    const committed = readdirSync(folderOf("pictures")).sort();
    expect(committed, "npm run pictures draws them; remove those that nothing draws").toEqual(
      Object.keys(drawn).sort(),
    );
    const guides = readdirSync(folderOf(""))
      .filter((name) => name.endsWith(".md"))
      .map((name) => readFileSync(folderOf(name), "utf8"));
    const shown = guides.flatMap((guide) =>
      [...guide.matchAll(/!\[[^\]]+\]\(pictures\/([^)]+)\)/g)].map(([, name]) => name),
    );
    expect([...new Set(shown)].sort()).toEqual(committed);
  });

  test.each(Object.entries(drawn))("%s is what is drawn today", (name, picture) => {
    expect(readFileSync(folderOf(`pictures/${name}`), "utf8"), "npm run pictures draws it anew").toBe(picture);
    expect(picture).not.toMatch(/NaN|Infinity|undefined/);
    // a ground of its own: to be read on light pages and on dark ones
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(picture) ?? [];
    expect(picture).toMatch(
      new RegExp(`<rect[^>]* width="${width}(\\.0)?" height="${height}(\\.0)?"[^>]* fill="#ffffff"/>`),
    );
  });

  test("funnel and curves show what the report's tables say", () => {
    const { funnel, stays, stages } = report.winBack;
    const guide = readFileSync(folderOf("lifecycle-populations.md"), "utf8");
    for (const { reached } of funnel) {
      expect(drawn["lifecycle-funnel.svg"]).toContain(`>${reached} (`);
      expect(guide).toContain(String(reached));
    }
    for (const { stage } of stays) {
      const days = stages.find((row) => row.stage === stage)?.medianDays;
      expect(drawn["lifecycle-stays.svg"]).toContain(`${stage}: half by day ${days}<`);
      expect(guide).toContain(String(days));
    }
  });
});

describe("the embedded facts", () => {
  test("are the same on every machine and every version of Node", () => {
    expect(facts.customers).toHaveLength(600);
    expect(fingerprint(facts)).toBe("381b8d48dd9871416b89a98419d4be4b9518895585b274bf752bbc72a7ad40a1");
  });

  test("are facts that can be read, none after the moment of judgement", () => {
    const parsed = [
      parseCustomers(facts.customers),
      parseOrders(facts.orders),
      parseCases(facts.cases),
      parseSurveyAnswers(facts.answers),
    ];

    expect(parsed.map(({ findings }) => findings.total)).toEqual([0, 0, 0, 0]);
    expect(facts.orders.filter(({ at }) => String(at) > instant(assumptions.asOf))).toEqual([]);
  });

  test("another seed makes other facts", () => {
    expect(fingerprint(generate({ ...assumptions, seed: 1 }))).not.toBe(fingerprint(facts));
  });
});

describe("the report", () => {
  test("every customer is in one grade, one stage, one segment, and the money adds up", () => {
    const count = (rows: readonly { readonly customers: number }[]): number =>
      rows.reduce((sum, { customers }) => sum + customers, 0);

    expect(Object.values(report.tiers.counts).reduce((a, b) => a + b, 0)).toBe(600);
    expect(count(report.lifecycle)).toBe(600);
    expect(count(report.segments)).toBe(report.glance.buyers);
    expect(
      orThrow(
        sumMoney(
          report.segments.map(({ value }) => value),
          "CNY",
        ),
      ),
    ).toEqual(report.glance.net);
    expect(
      report.promises?.bySeverity
        .flatMap(({ met, breached, overdue, running }) => [met, breached, overdue, running])
        .reduce((a, b) => a + b, 0),
    ).toBe(facts.cases.length);
  });

  test("the model is held against thirteen weeks it was not shown, beside a forecast without a model", () => {
    const { value } = report;
    if (!value.known || value.holdOut === null) throw new Error("expected a fit and a hold-out");
    const { tracked, orders, model, ownRate, customers, calibrateUntil } = value.holdOut;
    expect(tracked.length).toBeGreaterThanOrEqual(12);
    expect(tracked.length).toBeLessThanOrEqual(13);
    expect(tracked.every(({ until }) => until > calibrateUntil)).toBe(true);
    expect(customers).toBeGreaterThan(400);
    expect(Math.abs(orders.expected - orders.actual)).toBeLessThan(0.25 * orders.actual);
    expect(model.rootMeanSquare).toBeLessThan(ownRate.rootMeanSquare);
  });

  test("the most valuable customers stand in order, each within an interval, and hold the share that is said", () => {
    const { value } = report;
    if (!value.known) throw new Error("expected a fit");
    const worth = value.top.map(({ residual }) => Number(residual.amount));
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
    expect(value.top).toHaveLength(10);
    for (const { residual, low, high } of value.top) {
      expect(Number(low?.amount)).toBeLessThan(Number(residual.amount));
      expect(Number(high?.amount)).toBeGreaterThan(Number(residual.amount));
    }
    expect(value.concentration.total).toEqual(value.residualValue);
  });

  test("the checks of the grades' policy find that the dormant are held down, and no fault", () => {
    expect(report.tierFindings.map(({ number, severity }) => [number, severity])).toEqual([["T012", "info"]]);
  });

  test("value classes hold everyone, and comings and goings add up for every segment", () => {
    const { division } = report;

    expect(division?.classes.reduce((sum, { customers }) => sum + customers, 0)).toBe(600);
    expect(division?.classes.reduce((sum, { valueShare }) => sum + valueShare, 0)).toBeCloseTo(1, 12);
    expect(division?.gini).toBeGreaterThan(0.5);
    for (const { before, after, stayed, movedIn, movedOut, entered, left } of division?.migration ?? []) {
      expect(stayed + movedOut + left).toBe(before);
      expect(stayed + movedIn + entered).toBe(after);
    }
    expect(division?.migration.map(({ segment, after }) => [segment, after])).toEqual(
      report.segments.map(({ segment, customers }) => [segment, customers]),
    );
  });

  test("three customers are explained in full, ten are to be called, the overdue first", () => {
    expect(report.tiers.explained.map(({ decision }) => decision.action)).toEqual(["upgrade", "downgrade", "retain"]);
    expect(report.calls).toHaveLength(10);
    const overdue = report.calls.map(({ why }) => why.some(({ kind }) => kind === "overdue"));
    expect(overdue).toEqual([...overdue].sort((a, b) => Number(b) - Number(a)));
    expect(report.calls.every(({ why }) => why.length > 0)).toBe(true);
  });

  test("raising gold by a fifth: everybody is counted, and the guide's picture is drawn from it", () => {
    const { simulation, from, to } = report.tierChange;

    expect([from, to]).toMatchObject([{ amount: "50000" }, { amount: "60000.00" }]);
    expect(simulation.customers).toBe(600);
    expect(simulation.moved.down.customers).toBe(simulation.moved.customers);
    const picture = readFileSync(join(root, "docs/guides/pictures/tier-flow.svg"), "utf8");
    expect(tierFlowPicture(simulation)).toBe(picture);
    const guide = readFileSync(join(root, "docs/guides/tier-changes.md"), "utf8");
    expect(guide).toContain(`${simulation.moved.customers} of ${simulation.customers} customers`);
  });

  test("is JSON", () => {
    expect(JSON.parse(JSON.stringify(report.tiers))).toEqual(report.tiers);
    expect(canonicalJson(report.glance)).toContain('"buyers":600');
  });

  test.each(["en", "zh-CN"] as const)("reads in %s, as text and as a page", (locale) => {
    const document = documentOf(report, locale);
    const text = asText(document);
    const page = asHtml(document, locale);

    expect(new Set(document.sections.map(({ title }) => title)).size).toBe(document.sections.length);
    expect(document.sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
    expect(text.split("\n").filter((line) => [...line].length > 110)).toEqual([]);
    expect(`${text}${page}`).not.toMatch(/undefined|NaN|\[object|not known|未知/);
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page).not.toMatch(/src=|href=|<script/);
  });
});

describe("the command line", () => {
  test.each<readonly [readonly string[], RegExp]>([
    [["--order", "x.csv"], /--order/],
    [["--currency", "CNY"], /--currency goes with --orders FILE/],
    [["--orders", "x.csv", "--currency", "RMB"], /ISO 4217 code such as CNY, received RMB/],
    [["--orders", "x.csv", "--time-zone", "Mars"], /IANA time zone such as Asia\/Shanghai, received Mars/],
    [["--orders", "x.csv", "--columns", "a,b"], /customer,time,amount\[,currency\], received a,b/],
    [["--orders", "x.csv", "--as-of", "2026-02-30"], /--as-of: there is no such day: 2026-02-30/],
    [["--orders", "x.csv", "--as-of", "March"], /YYYY-MM-DD or a moment with an offset, received March/],
    [["--orders", ""], /--orders: expected the name of a file/],
    [["--orders", "x.csv", "--delimiter", ";;"], /--delimiter: expected one character or tab, received ";;"/],
    [["--locale", "fr"], /expected en or zh-CN, received fr/],
  ])("%j is refused", (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });

  test("a date means the end of that local day", () => {
    const options = readOptions(["--orders", "x.csv", "--time-zone", "Asia/Shanghai", "--as-of", "2026-01-31"]);

    expect(options?.orders?.asOf).toBe("2026-01-31T15:59:59.999Z");
    expect(readOptions(["--help"])).toBeNull();
  });

  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, "examples/portfolio/start.mjs"), ...args], {
      encoding: "utf8",
      cwd: folder,
      env: { ...process.env, INIT_CWD: folder }, // where npm says that the user stands
    });
  const csv = (name: string, ...lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.join("\n"));
    return name;
  };
  const customers = ["a", "b", "c", "d", "e", "f"];
  const sound = customers.flatMap((id, i) =>
    Array.from({ length: i + 1 }, (_, k) => `${id},2026-0${k + 1}-1${i}T10:00,${(i + 1) * 10 + k}.50`),
  );
  const options = ["--columns", "customer,at,amount", "--decimal", "--time-zone", "Asia/Shanghai"];

  test("bad rows: exit code 2, line numbers and reasons, the first twenty", () => {
    const file = csv(
      "bad.csv",
      "customer,at,amount",
      ...sound,
      ...Array.from({ length: 25 }, () => "x,someday,1.00"),
      ",2026-01-01,1",
    );
    const { status, stderr, stdout } = run("--orders", file, ...options);

    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("bad.csv: 26 rows cannot be read\n");
    expect(stderr).toContain(
      '  line 23: at: expected a time such as 2026-03-01T10:00 or a date such as 2026-03-01, received "someday"\n',
    );
    expect(stderr.match(/ {2}line \d+/g)).toHaveLength(20);
    expect(stderr).toContain("... and 6 more");
    expect(stderr).toContain("--skip-bad-rows goes on without these rows");
  });

  test("--skip-bad-rows goes on, and says what was left", () => {
    const file = csv("some.csv", "customer,at,amount", ...sound, "x,someday,1.00");
    const { status, stderr, stdout } = run("--orders", file, ...options, "--skip-bad-rows", "--json");
    const { glance } = JSON.parse(stdout) as Report;

    expect([status, glance.customers, glance.counts.orders, glance.skippedRows]).toEqual([0, 6, 21, 1]);
    expect(stderr).toContain("going on with 21 of 22 rows");
  });

  test("other currencies are bad rows", () => {
    const file = csv("mixed.csv", "who,when,sum,cur", "a,2026-01-01,1,CNY", "b,2026-01-01,1,USD");
    const { status, stderr } = run("--orders", file, "--columns", "who,when,sum,cur");

    expect(status).toBe(2);
    expect(stderr).toContain('line 3: cur: expected CNY, received "USD"');
  });

  test.each([
    ["nowhere.csv", /there is no such file/],
    [csv("empty.csv", ""), /the file is empty/],
    [csv("header.csv", "customer,at,amount"), /there is no order in it/],
    [
      csv("other.csv", "kunde,zeit,betrag", "a,2026-01-01,1"),
      /no column named customer, at, amount; the header has kunde/,
    ],
  ])("%s is refused", (file, message) => {
    const { status, stderr } = run("--orders", file, ...options);

    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ["semicolons", ["customer;at;amount", "a;2026-01-01;1.00"], /separated by ";"; say --delimiter ";"/],
    ["capital letters", ["Customer,At,Amount", "a,2026-01-01,1.00"], /capital letters count/],
    ["two columns of one name", ["customer,at,amount,amount", "a,2026-01-01,1,2"], /two columns are named amount/],
    [
      "a cell too many",
      ["customer,at,amount", "a,2026-01-01,1,000.00"],
      /line 2: expected 3 cells as in the header, received 4/,
    ],
    ["a day that does not exist", ["customer,at,amount", "a,2025-06-31 10:00,1"], /at: there is no such day or time/],
    ["a comma in the amount", ["customer;at;amount", "a;2026-01-01;120,50"], /separated by ";"/],
    [
      "a fraction of a cent",
      ["customer,at,amount", "a,2026-01-01,1.005"],
      /amount: CNY has 2 decimals, received "1.005"/,
    ],
    ["day first", ["customer,at,amount", "a,14.01.2026,1"], /day and month in another order/],
    [
      "a currency that is overlooked",
      ["customer,at,amount,ccy", "a,2026-01-01,1,USD"],
      /column ccy holds currencies other than CNY/,
    ],
  ])("%s: exit code 2 and a word of what to do", (name, lines, message) => {
    const { status, stderr } = run("--orders", csv(`${name}.csv`, ...lines), ...options);

    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("a file that is not UTF-8 is refused: two names could become one", () => {
    writeFileSync(join(folder, "latin.csv"), Buffer.from("customer,at,amount\nM\xfcller,2026-01-01,1\n", "latin1"));
    const { status, stderr } = run("--orders", "latin.csv", ...options);

    expect(status).toBe(2);
    expect(stderr).toMatch(/latin.csv: not UTF-8/);
  });

  test("a byte order mark and UTF-16 are read", () => {
    const text = ["customer,at,amount", ...sound].join("\n");
    writeFileSync(join(folder, "bom.csv"), `\ufeff${text}`);
    writeFileSync(join(folder, "utf16.csv"), Buffer.from(`\ufeff${text}`, "utf16le"));
    const customersOf = (file: string) =>
      (JSON.parse(run("--orders", file, ...options, "--json").stdout) as Report).glance.customers;

    expect(["bom.csv", "utf16.csv"].map(customersOf)).toEqual([6, 6]);
  });

  test("a moment before all orders, and a page that cannot be written, are refused before the work is done", () => {
    const file = csv("early.csv", "customer,at,amount", ...sound);

    expect(run("--orders", file, ...options, "--as-of", "2020-01-01")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--as-of: all orders are later; the first is of 2026-01-10"),
    });
    expect(run("--orders", file, ...options, "--html", "nowhere/page.html")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--html: cannot write nowhere/page.html (ENOENT)"),
    });
  });

  test("--html writes one page; --help tells the options", () => {
    const { status } = run(
      "--orders",
      csv("good.csv", "customer,at,amount", ...sound),
      ...options,
      "--html",
      "page.html",
    );

    expect(status).toBe(0);
    expect(readFileSync(join(folder, "page.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(run("--help").stdout).toContain("--skip-bad-rows");
  });
});
