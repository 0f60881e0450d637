import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { applyEvent, canApply, defineLifecycle, lifecyclePresets, startLifecycle } from "clientele/lifecycle";
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
    await host.getByRole("button", { name: "+ 30 days" }).click();
    expect(await stage()).toBe("new");
    expect(await host.locator('[data-part="owed"]').textContent()).toContain("overdue");
    await host.getByRole("button", { name: "To the next timer" }).click();
    expect(await stage()).toBe("dormant");
    await host.getByLabel("Day", { exact: true }).fill("2027-01-05");
    expect(await stage()).toBe("lost");
    expect(await host.locator('[data-part="history"]').textContent()).toContain("180 days");
    await host.getByLabel("Day", { exact: true }).fill("2026-01-06");
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
    const said = explain(refused.error, { locale, timeZone: policy.timeZone });
    const panel = host.getByRole("alert").filter({ visible: true });
    for (const line of said) expect(await panel.textContent()).toContain(line);
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
    const panel = host.getByRole("alert").filter({ visible: true });
    await panel.waitFor();
    expect(await panel.textContent()).toContain("/initial");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify({ ...lifecyclePresets.engagement, initial: "dormant" }));
    await host.locator('[data-stage="dormant"]').waitFor();
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
      expect(await accessFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toEqual([]);
    });
  });
});
