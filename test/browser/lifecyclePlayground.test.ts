import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import {
  applyEvent,
  canApply,
  defineLifecycle,
  explainTransition,
  lifecyclePresets,
  startLifecycle,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { accessFaults, sidewaysScroll } from "./support/checks.ts";
import { island, visit } from "./support/browser.ts";

const PAGE = "playgrounds/lifecycle.html";
const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
const start = orThrow(startLifecycle({ startedAt: "2026-01-05T01:00:00Z" }, policy));

test("an event leads to the stage that the library computes, and the buttons say what can happen", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    const stage = (): Promise<string | null> => host.locator("[data-stage]").getAttribute("data-stage");
    const open = (): Promise<string[]> => host.locator("[data-event].primary").allTextContents();
    expect(await stage()).toBe(start.stage);
    const at = "2026-01-05T01:00:00Z";
    expect(await open()).toEqual(policy.events.filter((kind) => canApply(start, { kind, at }, policy)));
    await host.locator('[data-event="purchased"]').click();
    const { state } = orThrow(applyEvent(start, { kind: "purchased", at }, policy));
    expect(await stage()).toBe(state.stage);
    expect(await host.locator(".lifecycle-drawing .current .name").textContent()).toBe("New customer");
    expect(await host.locator('[data-part="history"] li').count()).toBe(2);
  });
});

test("time fires timers, day by day or at once; what is late is said to be", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    const stage = (): Promise<string | null> => host.locator("[data-stage]").getAttribute("data-stage");
    await host.locator('[data-event="purchased"]').click();
    expect(await host.locator(".lifecycle-drawing .by").last().textContent()).toBe("after 90 days");
    await host.getByRole("button", { name: "+ 30 days" }).click();
    expect(await stage()).toBe("new");
    expect(await host.locator('[data-part="owed"]').textContent()).toContain("overdue");
    expect(await host.locator("[data-stage]").textContent()).toContain("overdue: 1");
    expect(await host.locator(".lc-passed").textContent()).toBe("No timer fired.");
    await host.getByRole("button", { name: "To the next timer" }).click();
    expect(await stage()).toBe("dormant");
    expect(await host.locator('[data-part="fired"] li').allTextContents()).toEqual([
      expect.stringContaining("New customer → Dormant customer"),
    ]);
    await host.getByLabel("Day", { exact: true }).fill("2027-01-05");
    expect(await stage()).toBe("lost");
    expect(await host.locator('[data-part="history"]').textContent()).toContain("180 days");
    await host.getByLabel("Day", { exact: true }).fill("2026-01-06");
    expect(await stage()).toBe("new");
    await host.getByLabel("Day", { exact: true }).fill("2026-01-32");
    expect(await host.locator(".moment-trouble").textContent()).toBe(
      "There is no such day. Write year-month-day, such as 2026-01-05",
    );
    expect(await host.getByLabel("Day", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    expect(await stage()).toBe("new");
  });
});

test.each([
  ["", "en"],
  ["zh-CN/", "zh-CN"],
] as const)("a refusal is worded in %s", async (language, locale) => {
  await visit(language + PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    await host.locator('[data-event="offered"]').click();
    const event = { kind: "offered", at: "2026-01-05T01:00:00Z" } as const;
    const refused = applyEvent(start, event, policy);
    if (refused.ok) throw new Error("the library takes it");
    const { reasons } = orThrow(explainTransition(start, event, policy));
    const panel = host.getByRole("alert").filter({ visible: true });
    const text = await panel.textContent();
    expect(await panel.locator("strong").textContent()).toBe(
      locale === "en"
        ? "Refused: offered is only taken in the stage Lost customer; the customer is in the stage Prospect."
        : "被拒绝：“给出方案”只在“流失客户”阶段才会被接受；客户目前处于“潜在客户”阶段。",
    );
    if (locale === "zh-CN") expect(text).not.toMatch(/[a-z]/i);
    else for (const one of [refused.error, ...reasons]) expect(text).toContain(explain(one, { locale }).join(""));
    expect(await host.locator("[data-stage]").getAttribute("data-stage")).toBe("prospect");
  });
});

test("facts open a way; another policy is taken from the editor, or its faults are named", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    await host.locator("select").first().selectOption("funnel");
    const scored = host.locator('[data-event="scored"]');
    await host.locator('[data-metric="score"]').fill("49");
    expect(await scored.getAttribute("class")).toBe("button");
    await host.locator('[data-metric="score"]').fill("50");
    expect(await scored.getAttribute("class")).toBe("button primary");
    await scored.click();
    expect(await host.locator("[data-stage]").getAttribute("data-stage")).toBe("marketingQualified");

    await host.getByText("Edit the policy").click();
    const content = host.locator(".cm-content");
    await content.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify({ ...lifecyclePresets.engagement, initial: "nowhere" }));
    const faults = host.locator(".tp-issues li");
    await faults.first().waitFor();
    expect(await faults.first().textContent()).toContain("/initial");
    expect(await host.getByText("as of the last one that could").isVisible()).toBe(true);
    expect(await host.locator("[data-stage]").getAttribute("data-stage")).toBe("marketingQualified");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify({ ...lifecyclePresets.engagement, initial: "dormant" }));
    await host.locator('[data-stage="dormant"]').waitFor();
    expect(await host.getByText("as of the last one that could").isVisible()).toBe(false);
  });
});

test("the address holds the edited policy, the events and the moment; what cannot be read is said to be", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    await host.getByText("Edit the policy").click();
    await host.locator(".cm-content").click();
    await page.keyboard.press("Control+a");
    const edited = lifecyclePresets.acquireToWinBack.transitions.map((way) =>
      way.after === "P90D" ? { ...way, after: "P40D" } : way,
    );
    await page.keyboard.insertText(JSON.stringify({ ...lifecyclePresets.acquireToWinBack, transitions: edited }));
    await page.waitForFunction(() => location.hash.includes("lifecycle="));
    await host.locator('[data-event="contacted"]').click();
    await host.locator('[data-event="purchased"]').click();
    await host.getByRole("button", { name: "To the next timer" }).click();
    const seen = await host.locator('[data-part="history"]').textContent();
    expect(seen).toContain("40 days");
    expect(await host.locator("[data-stage]").getAttribute("data-stage")).toBe("dormant");

    await page.reload();
    const again = await island(page, "lifecycle-playground");
    expect(await again.locator("[data-stage]").getAttribute("data-stage")).toBe("dormant");
    expect(await again.locator('[data-part="history"]').textContent()).toBe(seen);

    await page.evaluate(() => {
      location.hash = "lifecycle=rubbish";
    });
    await again.getByText("The link could not be read").waitFor();
  });
});

test("an event is sent and time is moved with the keyboard alone", async () => {
  await visit(PAGE, {}, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    const focus = (): Promise<string | null> =>
      page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["key"] ?? null);
    await host.locator('[data-event="purchased"]').focus();
    await page.keyboard.press("Enter");
    expect(await host.locator("[data-stage]").getAttribute("data-stage")).toBe("new");
    expect(await focus()).toBe("event purchased");
    await host.getByRole("button", { name: "+ 30 days" }).focus();
    await page.keyboard.press("Space");
    expect(await focus()).toBe("+ 30 days");
    expect(await host.getByLabel("Day", { exact: true }).inputValue()).toBe("2026-02-04");
  });
});

test("the letters of the drawing keep their size on a telephone, and no side is cut", async () => {
  await visit(PAGE, { width: 390, dark: true }, async ({ page }) => {
    const host = await island(page, "lifecycle-playground");
    const scale = await host.locator(".lifecycle-drawing").evaluate((svg) => {
      const width = Number(svg.getAttribute("viewBox")?.split(" ")[2]);
      return svg.getBoundingClientRect().width / width;
    });
    expect(scale).toBeGreaterThanOrEqual(0.99);
    const cut = await host.locator(".lifecycle-drawing").evaluate((svg) => {
      const box = svg.getBoundingClientRect();
      return [...svg.querySelectorAll("path, text")].filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < box.left - 1 || right > box.right + 1;
      }).length;
    });
    expect(cut).toBe(0);
  });
});

describe.each(["", "zh-CN/"])("in %s", (language) => {
  test.each([
    [1280, false],
    [390, true],
  ])("nothing in the way at %i pixels, dark: %s", async (width, dark) => {
    await visit(language + PAGE, { width, dark }, async ({ page }) => {
      const host = await island(page, "lifecycle-playground");
      await host.locator('[data-event="offered"]').click();
      await host.locator("summary").first().click();
      const day = host.locator('[data-time="day"]');
      await day.fill("2026-02-30");
      expect(await accessFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toEqual([]);
    });
  });
});
