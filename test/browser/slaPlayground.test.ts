import { calendarPresets, defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { defineSlaPolicy, evaluateSla, type MetricStatus, slaPresets } from "clientele/sla";
import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { island, visit } from "./support/browser.ts";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";

const office = defineCalendar(calendarPresets.china2026);
const policy = defineSlaPolicy(slaPresets.customerService);
/** What the page starts with, but nobody replies and nobody takes it. */
const ignored = {
  id: "case-1",
  customerId: "customer-1",
  severity: "major",
  tier: "gold",
  openedAt: "2026-04-03T15:40:00+08:00",
  events: [],
} as const;

const statesIn = (host: Locator): Promise<readonly string[]> =>
  host.locator("table .sla-badge").evaluateAll((all) => all.map((one) => one.getAttribute("data-clock") ?? ""));

/** Chooses the policy of the tests, and lets nothing happen to the case. */
async function ignore(host: Locator): Promise<void> {
  await host.locator("select").first().selectOption("customerService");
  for (const step of ["reply", "assigned", "paused", "resumed", "resolved"]) {
    await host.locator(`[data-time="${step}"]`).fill("");
  }
}

describe("the playground of service levels", () => {
  test.each(["17:40", "17:41"])("judges the case at %s as the library does", async (time) => {
    const asOf = `2026-04-03T${time}:00+08:00`;
    const status = orThrow(evaluateSla(ignored, policy, { asOf, calendars: [office] }));
    const metrics: readonly MetricStatus[] = Object.values(status.metrics);
    expect(status.metrics.firstResponse.state).toBe(time === "17:40" ? "running" : "breached");

    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await ignore(host);
      await host.locator('[data-time="asOf"]').fill(`2026-04-03T${time}`);
      expect(await statesIn(host)).toEqual(metrics.map(({ state }) => state));
      expect(await host.locator(".sla-overdue").count()).toBe(time === "17:40" ? 0 : 1);
      const reasons = explain(status.reasons, { locale: "en", timeZone: "Asia/Shanghai" });
      expect(await host.locator(".sla-reasons li").allTextContents()).toEqual(reasons);
    });
  });

  test("the slider and the button move the moment of judgement", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await ignore(host);
      const [slider, asOf] = [host.locator('input[type="range"]'), host.locator('[data-time="asOf"]')];
      await slider.fill("60");
      expect(await asOf.inputValue()).toBe("2026-04-03T16:40");
      expect(await statesIn(host)).toEqual(["running", "running"]);
      await host.getByRole("button", { name: "To the next change" }).click();
      expect(await asOf.inputValue()).toBe("2026-04-03T17:41");
      expect(await statesIn(host)).toEqual(["breached", "running"]);
      await page.reload();
      const again = await island(page, "sla-playground");
      expect(await statesIn(again)).toEqual(["breached", "running"]);
    });
  });

  test("a clock stands still while the customer is waited for", async () => {
    await visit("zh-CN/playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-time="asOf"]').fill("2026-04-07T16:00");
      expect(await statesIn(host)).toEqual(["met", "met", "paused"]);
      expect(await host.locator("table .sla-badge").last().textContent()).toBe("已暂停");
      expect(await host.locator(".sla-paused").count()).toBe(1);
      expect(await host.locator(".sla-reasons").textContent()).toContain("已暂停计时");
    });
  });

  test("a moment before the case was opened is refused in words", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-time="asOf"]').fill("2026-04-01T00:00");
      expect(await host.getByRole("alert").textContent()).toContain("2026-04-03 15:40");
      await host.getByRole("button", { name: "Start again" }).click();
      expect(await host.getByRole("alert").count()).toBe(0);
    });
  });

  test.each(["", "zh-CN/"])("is sound on a telephone and in the dark: %s", async (folder) => {
    await visit(`${folder}playgrounds/sla.html`, { width: 390, dark: true }, async ({ page }) => {
      await island(page, "sla-playground");
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
