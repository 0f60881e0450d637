import { calendarPresets, defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { defineSlaPolicy, evaluateSla, type MetricStatus, reviewSlaPolicy, slaPresets } from "clientele/sla";
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
  await host.locator('[data-control="policy"]').selectOption("customerService");
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
      const stands = await host
        .locator(".sla-reasons [data-stand]")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-stand")));
      const clocks = status.reasons.map(({ code, verdict }) =>
        code === "target-applied" ? "none" : verdict === "unmet" ? "broken" : "open",
      );
      expect(stands).toEqual(clocks);
      const broken = host.locator('.sla-reasons [data-stand="broken"]');
      expect(await broken.allTextContents()).toEqual(
        time === "17:40" ? [] : ["✗broken: first response has been awaited for 2 h 1 min; 2 h were promised"],
      );
    });
  });

  test("the slider and the button move the moment of judgement", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await ignore(host);
      const [slider, asOf] = [host.locator('input[type="range"]'), host.locator('[data-time="asOf"]')];
      await slider.fill("60");
      expect(await asOf.inputValue()).toBe("2026-04-03 16:40");
      expect(await statesIn(host)).toEqual(["running", "running"]);
      await host.getByRole("button", { name: "To the next change" }).click();
      expect(await asOf.inputValue()).toBe("2026-04-03 17:41");
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
      const reasons = await host.locator(".sla-reasons").textContent();
      expect(reasons).toContain("已暂停计时");
      expect(reasons).toContain("对金级客户、重大类个案");
      expect(reasons).not.toMatch(/[a-z]/i);
      expect(await host.locator(".sla-first").textContent()).toBe("客户等待时间已暂停，等待客户回复。");
    });
  });

  test("a moment before the case was opened is refused in words", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-time="asOf"]').fill("2026-04-01T00:00");
      const beside = host.locator(".field", { has: page.locator('[data-time="asOf"]') });
      expect(await beside.textContent()).toContain("2026-04-03 15:40");
      expect(await host.getByText("below is the last that could").isVisible()).toBe(true);
      expect(await host.locator("output").textContent()).toContain("Wed 8 Apr, 16:00");
      await host.getByRole("button", { name: "Start again" }).click();
      expect(await host.locator(".moment-trouble p").count()).toBe(0);
      expect(await host.getByText("below is the last that could").isVisible()).toBe(false);
    });
  });

  test.each([
    ["", "en"],
    ["zh-CN/", "zh-CN"],
  ] as const)("a time that is none is refused beside its field: %s", async (folder, locale) => {
    await visit(`${folder}playgrounds/sla.html`, {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      const before = await statesIn(host);
      await host.locator('[data-time="assigned"]').fill("2026-04-07 25:00");
      const beside = host.locator(".field", { has: page.locator('[data-time="assigned"]') });
      expect(await beside.locator(".moment-trouble p").allTextContents()).toEqual([
        locale === "en"
          ? "There is no such time. Write year-month-day hour:minute in 24 hours, such as 2026-04-03 15:40"
          : "没有这个时间。请按“年-月-日 时:分”（24 小时制）填写，例如 2026-04-03 15:40",
      ]);
      expect(await host.locator('[aria-invalid="true"]').count()).toBe(1);
      expect(await host.getAttribute("data-sound")).toBe("false");
      expect(await statesIn(host)).toEqual(before);
      await host.locator('[data-time="assigned"]').fill("2026-04-07 10:00");
      expect(await host.getAttribute("data-sound")).toBe("true");
    });
  });

  test("a broken promise is said to be, by how much, and in the same words in both places", async () => {
    await visit("zh-CN/playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-control="example"]').selectOption("breach");
      expect(await host.locator(".sla-late").allTextContents()).toEqual(["超时 1 小时 30 分钟", "超时 40 分钟"]);
      expect(await host.locator('.sla-reasons [data-stand="broken"]').allTextContents()).toEqual([
        "✗违约：首次响应用时 3 小时 30 分钟，承诺时限为 2 小时（全天）",
        "✗违约：受理认领用时 4 小时 40 分钟，承诺时限为 4 小时（工作时段）",
      ]);
      expect(await host.getByRole("row", { name: "首次响应" }).textContent()).toContain("3 小时 30 分钟 ／ 2 小时");
      expect(await host.locator(".sla-first").textContent()).toMatch(
        /^下一项到期：客户等待时间，3月12日周四 10:00 到期，还剩 11 小时（工作时段）。已违约：首次响应、受理认领。$/,
      );
      expect(await host.locator(".sla-hours").allTextContents()).toEqual(["全天计时", "工作时段计时", "工作时段计时"]);
      expect(await host.locator(".sla-tick").first().textContent()).toMatch(/^\d\d:\d\d$|月/);
    });
  });

  test("a reply before the complaint arrived is told at its field", async () => {
    await visit("zh-CN/playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-time="reply"]').fill("2026-04-03 15:00");
      const beside = host.locator(".field", { has: page.locator('[data-time="reply"]') });
      expect(await beside.locator(".moment-trouble").textContent()).toBe(
        "早于投诉受理时间（2026-04-03 15:40），不计入评估。",
      );
      expect(await host.getAttribute("data-sound")).toBe("true");
    });
  });

  test("examples show a breach, a pause, and a Saturday worked in exchange for a holiday", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      const example = host.locator('[data-control="example"]');
      const chosen = [
        ["breach", ["breached", "breached", "running"]],
        ["pause", ["met", "met", "paused"]],
        ["holiday", ["met", "met", "running"]],
      ] as const;
      for (const [name, states] of chosen) {
        await example.selectOption(name);
        expect(await statesIn(host)).toEqual(states);
      }
      const wait = host.getByRole("row", { name: "requester wait" });
      expect(await host.locator("output").textContent()).toContain("Sat 10 Oct, 15:00");
      const before = await wait.textContent();
      await host.locator('[data-time="asOf"]').fill("2026-10-10 16:00");
      expect(await wait.textContent()).not.toBe(before);
      expect(await example.inputValue()).toBe("");
      await page.reload();
      const again = await island(page, "sla-playground");
      expect(await again.locator('[data-time="asOf"]').inputValue()).toBe("2026-10-10 16:00");
    });
  });

  test("the promises themselves may be changed; their faults are told beside them", async () => {
    await visit("playgrounds/sla.html", {}, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.getByText("Edit the promises").click();
      const content = host.locator(".cm-content");
      await content.click();
      await page.keyboard.press("Control+a");
      const draft = { ...slaPresets.majorAndOrdinary, severities: ["major"] };
      await page.keyboard.insertText(JSON.stringify(draft));
      const [issue] = reviewSlaPolicy(draft).issues;
      if (issue === undefined) throw new Error("the library takes it");
      const faults = host.locator(".tp-issues");
      await faults.getByText(issue.path, { exact: true }).waitFor({ timeout: 5000 });
      expect(await faults.textContent()).toContain(explain(issue, { locale: "en" }).join(""));
      expect(await host.getAttribute("data-sound")).toBe("false");
      expect(await statesIn(host)).toEqual(["met", "met", "running"]);
      await page.keyboard.press("Control+a");
      const targets = slaPresets.majorAndOrdinary.targets.map((target) => ({ ...target, within: "PT1H" }));
      await page.keyboard.insertText(JSON.stringify({ ...slaPresets.majorAndOrdinary, targets }));
      await host.locator('.sla-badge[data-clock="breached"]').first().waitFor();
      expect(await statesIn(host)).toEqual(["breached"]);
      await page.reload();
      expect(await statesIn(await island(page, "sla-playground"))).toEqual(["breached"]);
    });
  });

  test("on a telephone no column of the clocks is hidden", async () => {
    await visit("playgrounds/sla.html", { width: 390 }, async ({ page }) => {
      const host = await island(page, "sla-playground");
      const hidden = await host.locator(".card-table td").evaluateAll(
        (all) =>
          all.filter((one) => {
            const { left, right, width } = one.getBoundingClientRect();
            return width === 0 || left < 0 || right > document.documentElement.clientWidth;
          }).length,
      );
      expect(hidden).toBe(0);
      expect(await host.locator(".card-table td").first().innerText()).toContain("State");
      expect(await host.getByRole("row").count()).toBeGreaterThan(3);
    });
  });

  test.each(["", "zh-CN/"])("is sound on a telephone and in the dark: %s", async (folder) => {
    await visit(`${folder}playgrounds/sla.html`, { width: 390, dark: true }, async ({ page }) => {
      const host = await island(page, "sla-playground");
      await host.locator('[data-time="reply"]').fill("2026-04-31 10:00");
      await host.locator("summary").last().click();
      await host.locator(".cm-content").waitFor();
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await accessFaults(page)).toEqual([]);
    });
  });
});
