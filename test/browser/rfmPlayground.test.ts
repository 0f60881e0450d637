import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  scoreRfm,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { pack } from "../../docs/site/browser/kit/hash-state.ts";
import { exampleOrders } from "../../docs/site/browser/rfm-playground/orders.ts";
import { island, visit } from "./support/browser.ts";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";

const orders = exampleOrders();
const last = orders.reduce((latest, { at }) => (String(at) > latest ? String(at) : latest), "");
const asOf = new Date(Date.parse(`${last.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString();
const history = defineHistoryPolicy({ id: "h", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" });
const { customers } = summarizeOrders(orders, history, { asOf });

/** How many customers have each score, by the library alone. */
function countsOf(bins: number): readonly string[] {
  const policy = defineRfmPolicy({
    ...{ id: "p", version: 1, mode: "quantile", frequency: "orders", currency: "CNY" },
    bins: { recency: bins, frequency: bins, monetary: bins },
  });
  const { recency, frequency, monetary } = orThrow(fitRfm(customers, policy)).model.dimensions;
  return [recency, frequency, monetary].flatMap(({ counts }) => counts.map(String));
}

const countsIn = (host: Locator): Promise<readonly string[]> =>
  host
    .locator('[data-numbers="cuts"] [data-count]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-count") ?? ""));

describe("the playground of RFM", () => {
  test("as many customers in each segment as the library says, and one of them explained", async () => {
    const policy = defineRfmPolicy({
      ...{ id: "p", version: 1, mode: "quantile", frequency: "orders", currency: "CNY" },
      bins: { recency: 5, frequency: 5, monetary: 5 },
    });
    const { model } = orThrow(fitRfm(customers, policy));
    const table = defineSegmentTable(segmentTables.tenNames);
    const decisions = customers.map((one) => orThrow(segmentOf(orThrow(scoreRfm(one, model)), table)));
    const sizes = table.boxes.map(({ segment }) => String(decisions.filter((one) => one.segment === segment).length));
    const champion = decisions.find(({ segment }) => segment === "champions");
    if (champion === undefined) throw new Error("nobody is a champion");

    await visit("playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      expect(await host.locator('[data-numbers="segments"] tbody td:nth-child(2)').allTextContents()).toEqual(sizes);
      await host.locator("[data-customer]").selectOption(champion.customerId);
      expect(await host.locator(".answer strong").textContent()).toBe("Champions");
      expect(await host.locator(".answer li").allTextContents()).toEqual(explain(champion, { locale: "en" }));
    });
  });

  test("the number of scores changes the counts as the library says", async () => {
    await visit("zh-CN/playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      expect(await countsIn(host)).toEqual(countsOf(5));
      await host.locator("select").first().selectOption("eightValueTypes");
      expect(await countsIn(host)).toEqual(countsOf(2));
      expect(await host.locator('[data-numbers="segments"] tbody td:first-child').first().textContent()).toBe(
        "重要价值客户",
      );
      await host.locator("select").first().selectOption("none");
      await host.locator("[data-bins]").fill("7");
      expect(await countsIn(host)).toEqual(countsOf(7));
    });
  });

  test("own cuts change nothing until one is moved; then it is told who moves", async () => {
    await visit("zh-CN/playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      const segments = (): Promise<readonly string[]> =>
        host.locator('[data-numbers="segments"] tbody tr').allTextContents();
      const [before, sizes] = [await countsIn(host), await segments()];
      await host.locator("select").nth(1).selectOption("fixed");
      expect(await countsIn(host)).toEqual(before);
      expect(await segments()).toEqual(sizes);
      expect(await host.locator(".rfm-moves").textContent()).toContain("没有客户改变分组");
      expect(await host.locator('[data-numbers="cuts"] tbody tr').nth(1).textContent()).toContain("≤ 1 单101 位");

      const slider = host.locator('[data-cut="frequency-3"]');
      await slider.fill("20");
      expect(await countsIn(host)).not.toEqual(before);
      const moved = host.locator("[data-moves]");
      expect(await moved.first().textContent()).toMatch(/^.+ → .+：\d+ 位 （C-\d{3}、.*）$/);
      const counts = await moved.evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-moves"))));
      const total = counts.reduce((sum, one) => sum + one, 0);
      expect(await host.locator(".rfm-moves").textContent()).toContain(`${total} 位客户改变了分组`);
      expect(await slider.getAttribute("aria-valuetext")).toBe("≤ 20 单");
      expect(await slider.getAttribute("aria-label")).toContain("4、5 分之间");
    });
  });

  test("a cut stops at its neighbour", async () => {
    await visit("playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      await host.locator("select").nth(1).selectOption("fixed");
      const [first, second] = [host.locator('[data-cut="recency-0"]'), host.locator('[data-cut="recency-1"]')];
      await first.fill("500");
      expect(await first.inputValue()).toBe(await second.inputValue());
      await second.fill("0");
      expect(await second.inputValue()).toBe(await first.inputValue());
      expect(await host.getByRole("alert").count()).toBe(0);
      expect(await host.locator(".rfm-better").first().textContent()).toContain("Fewer days are better");
    });
  });

  test("one's own file, and one that has not the columns", async () => {
    await visit("playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      const give = async (text: string): Promise<void> =>
        host
          .locator('input[type="file"]')
          .setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await give("who,date\nx,2026-03-01");
      await host.getByRole("alert").waitFor();
      expect(await host.getByRole("alert").textContent()).toContain("amount");
      await give("customer,date,amount\na,2026-03-01,10\nb,2026-03-09,90\nb,2026-03-10,70\nc,soon,1");
      await host.getByText("mine.csv: 2 customers").waitFor();
      expect(await host.getByRole("alert").textContent()).toContain("1 rows are not counted");
    });
  });

  test("the address holds the settings; one that was tampered with starts as ever", async () => {
    const hash = await visit("playgrounds/rfm.html", {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      expect(await page.evaluate(() => location.hash)).toBe("");
      await host.locator("select").first().selectOption("coreImportantPotential");
      await host.locator("select").nth(1).selectOption("fixed");
      await host.locator('[data-cut="recency-1"]').fill("123");
      return page.evaluate(() => location.hash);
    });
    await visit(`zh-CN/playgrounds/rfm.html${hash}`, {}, async ({ page }) => {
      const host = await island(page, "rfm-playground");
      expect(await host.locator("select").first().inputValue()).toBe("coreImportantPotential");
      expect(await host.locator('[data-cut="recency-1"]').inputValue()).toBe("123");
      await host.getByRole("button", { name: "复制链接" }).waitFor();
    });
    for (const odd of [
      "#rfm=AAAA",
      `#rfm=${pack({ table: 3, mode: "no", bins: 1e9, limits: [] })}`,
      `#rfm=${pack({ mode: "fixed", limits: { recency: [9, 3, 1, "x"] } })}`,
      `#rfm=${pack(7)}`,
    ]) {
      await visit(`playgrounds/rfm.html${odd}`, {}, async ({ page }) => {
        const host = await island(page, "rfm-playground");
        expect(await countsIn(host)).toEqual(countsOf(5));
      });
    }
  });

  test.each(["", "zh-CN/"])("is sound on a telephone and in the dark: %s", async (folder) => {
    await visit(`${folder}playgrounds/rfm.html`, { width: 390, dark: true }, async ({ page }) => {
      await island(page, "rfm-playground");
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
