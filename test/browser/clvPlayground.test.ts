import {
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  fitParetoNbd,
  nextOrderQuantiles,
  probabilityAlive,
  repeatBuyers,
  splitPurchases,
} from "clientele/clv";
import { day, orThrow, plusDays } from "clientele/core";
import { describe, expect, test } from "vitest";
import { examplePurchases } from "../../docs/site/browser/clv/example.ts";
import { pack } from "../../docs/site/browser/kit/hash-state.ts";
import { readPurchases } from "../../docs/site/browser/clv/readPurchases.ts";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";
import { island, visit } from "./support/browser.ts";

const PAGE = "playgrounds/lifetime-value.html";
const WEEK = "week" as const;

const split = orThrow(
  splitPurchases(examplePurchases(), {
    calibrateUntil: day("2026-01-04"),
    holdOutUntil: day("2026-04-05"),
    unit: WEEK,
  }),
);

const inFile = (name: string, text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

test("shows the library's own fit, and that of another model when asked", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    const shown = async (): Promise<Record<string, string | null>> => {
      const figures = await host.locator("[data-parameter]").all();
      const pairs = figures.map(async (figure) => [
        await figure.getAttribute("data-parameter"),
        await figure.textContent(),
      ]);
      return Object.fromEntries(await Promise.all(pairs)) as Record<string, string | null>;
    };
    const said = (parameters: object): Record<string, string> =>
      Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, (value as number).toPrecision(4)]));
    expect(await shown()).toEqual(said(orThrow(fitParetoNbd(split, { unit: WEEK })).model.parameters));
    await host.locator("select").first().selectOption("bg-nbd");
    expect(await shown()).toEqual(said(orThrow(fitBgNbd(split, { unit: WEEK })).model.parameters));
  });
});

test("one customer: typed in, then picked from the list; numbers that cannot be are refused", async () => {
  const { model } = orThrow(fitParetoNbd(split, { unit: WEEK }));
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    const fact = (name: string): Promise<string | null> => host.locator(`[data-fact="${name}"]`).textContent();
    const typed = { frequency: 4, recency: 20, age: 40, unit: WEEK };
    await host.getByRole("spinbutton", { name: "Repeat orders" }).fill("4");
    await host.getByRole("spinbutton", { name: "Last order, week" }).fill("20");
    await host.getByRole("spinbutton", { name: "Age, weeks" }).fill("40");
    const alive = (weeks: number): number =>
      orThrow(probabilityAlive(typed, model, { in: { amount: weeks, unit: WEEK } })).probability;
    expect(await fact("alive-now")).toBe(`${(alive(0) * 100).toFixed(1)}%`);
    expect(await fact("alive-13")).toBe(`${(alive(13) * 100).toFixed(1)}%`);
    const [half] = orThrow(nextOrderQuantiles(typed, model, { chances: [0.5] })).times;
    expect(await fact("next-50")).toBe(
      half === null || half === undefined ? "never that likely" : `within ${half.amount.toFixed(1)} weeks`,
    );

    await host.getByRole("spinbutton", { name: "Last order, week" }).fill("41");
    expect(await host.getByRole("alert").filter({ visible: true }).textContent()).toMatch(/belong to no customer.*41/);

    await host.getByLabel("Find").fill("C-017");
    await host.locator('[data-customer="C-017"]').click();
    const row = split.ids.indexOf("C-017");
    const of = (column: Float64Array): number => column[row] ?? NaN;
    const history = { frequency: of(split.frequency), recency: of(split.recency), age: of(split.age), unit: WEEK };
    const now = orThrow(probabilityAlive(history, model)).probability;
    expect(await fact("alive-now")).toBe(`${(now * 100).toFixed(1)}%`);
    expect(await host.locator(".chart svg path").count()).toBeGreaterThan(6);
  });
});

test.each([
  ["customer,day,amount\na,2025-02-01,12.5\n", true, [12.5]],
  ['客户,日期,门店,金额（元）\na,2025-02-01,7,"1,200"\n', true, [1200]],
  ["a;2025-02-01;3\nb;2025-02-01;0.50\n", true, [3, 0.5]],
  ["a;2025-02-01;3\nb;2025-02-01;web\n", false, [null, null]],
  ["customer,day,discount\na,2025-02-01,3\n", false, [null]],
])("amounts in %j", (text, paid, amounts) => {
  const read = readPurchases(text);
  expect([read.paid, read.purchases.map(({ amount }) => amount), read.faults]).toEqual([paid, amounts, []]);
});

test("an amount that is none is told with its line", () => {
  const { faults } = readPurchases("customer,day,amount\na,2025-02-01,12\na,2025-02-02,-3\nb,2025-02-02,\n");
  expect(faults.map(({ line, code, observed }) => [line, code, observed])).toEqual([
    [3, "no-amount", "-3"],
    [4, "no-amount", ""],
  ]);
});

test("the file's amounts are fitted as the library fits them, and priced with the orders", async () => {
  const own = examplePurchases().filter(({ customerId }) => customerId < "C-400");
  const last = day(own.reduce((latest, one) => (one.day > latest ? one.day : latest), ""));
  const until = plusDays(last, -7 * 13);
  const columns = orThrow(splitPurchases(own, { calibrateUntil: until, holdOutUntil: last, unit: WEEK }));
  const paid = columns.ids.map((id) => {
    const days = new Map<string, number>();
    for (const one of own) {
      if (one.customerId === id && one.day <= until) days.set(one.day, (days.get(one.day) ?? 0) + (one.amount ?? 0));
    }
    const [, ...repeats] = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, amount]) => amount);
    return repeats.length === 0 ? 0 : repeats.reduce((sum, amount) => sum + amount, 0) / repeats.length;
  });
  const buyers = repeatBuyers({ frequency: columns.frequency, monetary: paid });
  const { parameters } = orThrow(fitGammaGamma(buyers, { currency: "CNY" })).model;

  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    const text = own.map((one) => `${one.customerId},${one.day},${one.amount ?? ""}`).join("\n");
    const file = host.locator("input[type=file]");
    await file.setInputFiles(inFile("paid.csv", `customer,day,amount\n${text}`));
    await host.getByText(`paid.csv: ${own.length} purchases, with amounts`).waitFor();
    expect(await host.locator("[data-spend-parameter]").allTextContents()).toEqual(
      Object.values(parameters).map((value) => value.toPrecision(4)),
    );
    const row = columns.ids.indexOf("C-017");
    await host.getByLabel("Find").fill("C-017");
    await host.locator('[data-customer="C-017"]').click();
    const { mean } = orThrow(
      expectedSpend(
        { frequency: columns.frequency[row] ?? 0, monetary: Math.round((paid[row] ?? 0) * 100) / 100 },
        { format: "gamma-gamma-model/1", currency: "CNY", parameters },
      ),
    );
    expect(await host.locator('[data-fact="per-order"]').textContent()).toBe(mean.toFixed(2));

    await file.setInputFiles(inFile("days.csv", text.replaceAll(/,[\d.]+$/gm, "")));
    await host.getByText(/no column of amounts was found/).waitFor();
    expect(await host.locator("[data-spend]").getAttribute("data-spend")).toBe("none");
    expect(await host.locator('[data-fact="per-order"]').count()).toBe(0);
  });
});

test("the address holds the settings; one that was tampered with starts as ever", async () => {
  const hash = await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    expect(await page.evaluate(() => location.hash)).toBe("");
    await host.locator("select").first().selectOption("bg-nbd");
    return page.evaluate(() => location.hash);
  });
  await visit(`zh-CN/${PAGE}${hash}`, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    expect(await host.locator("select").first().inputValue()).toBe("bg-nbd");
  });
  await visit(`${PAGE}#clv=${pack({ name: "constructor", weeks: -1 })}`, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    expect(await host.locator("select").first().inputValue()).toBe("pareto-nbd");
    expect(await host.getByLabel("Weeks held out").inputValue()).toBe("13");
  });
});

test("one's own file: read, or every wrong line named", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    const file = host.locator("input[type=file]");
    await file.setInputFiles(inFile("bad.csv", "customer,day\na,2025-01-31\nb,31.1.2025\n"));
    const panel = host.getByRole("alert").filter({ visible: true });
    await panel.first().waitFor();
    expect(await panel.first().textContent()).toContain('line 3: expected a day like 2025-01-31, received "31.1.2025"');
    const own = examplePurchases().filter(({ customerId }) => customerId < "C-400");
    const text = own.map((one) => `${one.customerId};${one.day};12.50`).join("\r\n");
    await file.setInputFiles(inFile("own.csv", text));
    await host.getByText(`own.csv: ${own.length}`).waitFor();
    expect(await host.getByText(/^399 customers/).count()).toBe(1);
  });
});

describe.each(["", "zh-CN/"])("in %s", (language) => {
  test.each([
    [1280, false],
    [390, true],
  ])("nothing in the way at %i pixels, dark: %s", async (width, dark) => {
    await visit(language + PAGE, { width, dark }, async ({ page }) => {
      const host = await island(page, "clv-playground");
      expect(await host.getAttribute("data-state")).toBe("ready");
      expect(await accessFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toEqual([]);
    });
  });
});

test("in Chinese on a Chinese page", async () => {
  await visit(`zh-CN/${PAGE}`, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    expect(await host.locator("h2").allTextContents()).toEqual([
      "单个客户",
      "留出期检验",
      "每周复购订单与模型预期",
      "拟合结果",
      "每单金额（Gamma-Gamma 模型）",
    ]);
    expect(await host.locator(".facts dt").first().textContent()).toContain("客户终身价值");
    expect(await host.locator('[data-fact="worth-52"]').textContent()).toMatch(/^[\d,]+\.\d\d 元$/);
    expect(await host.locator("[data-unfit]").count()).toBe(0);
  });
});

test("with too few customers a plain sentence comes first, and the findings are folded", async () => {
  const few = examplePurchases().slice(0, 60);
  const text = few.map((one) => `${one.customerId},${one.day},${one.amount ?? ""}`).join("\n");
  await visit(`zh-CN/${PAGE}`, {}, async ({ page }) => {
    const host = await island(page, "clv-playground");
    await host.locator("input[type=file]").setInputFiles(inFile("few.csv", `客户,日期,金额\n${text}`));
    expect(await host.locator("[data-unfit]").textContent()).toBe(
      "复购客户太少，金额模型无法可靠拟合：请不要使用下面的金额。",
    );
    const folded = host.locator(".clv-findings");
    expect(await folded.count()).toBe(1);
    expect(await folded.locator("li").first().isVisible()).toBe(false);
    expect(await host.locator(".facts dt").first().textContent()).toContain("按文件币种");
  });
});

test("on a telephone no column of the customers is hidden", async () => {
  await visit(PAGE, { width: 390 }, async ({ page }) => {
    const host = await island(page, "clv-playground");
    const outside = await host.locator(".card-table td").evaluateAll(
      (all) =>
        all.filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width === 0 || left < 0 || right > document.documentElement.clientWidth;
        }).length,
    );
    expect(outside).toBe(0);
    expect(await host.locator(".card-table td").nth(3).innerText()).toContain("P(alive)");
  });
});

test("reads quotes, separators and a line of names; tells what is wrong where", () => {
  expect(readPurchases('\uFEFFid,date\n"a, b",2025-02-01,3\n\n"c ""d""" , 2025-02-02\n').purchases).toEqual([
    { customerId: "a, b", day: "2025-02-01", amount: null },
    { customerId: 'c "d"', day: "2025-02-02", amount: null },
  ]);
  expect(readPurchases("a\t2025-02-30\n;2025-02-01\nb\n").faults.map(({ line, code }) => [line, code])).toEqual([
    [1, "no-day"],
    [2, "no-customer"],
    [3, "too-few-columns"],
  ]);
});
