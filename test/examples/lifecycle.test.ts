import { readFileSync } from "node:fs";
import { defineLifecycle, lifecycleMermaid, lifecyclePresets } from "clientele/lifecycle";
import { expect, test } from "vitest";
import { lifecyclePicture } from "../../examples/lifecycle/picture.ts";

const guide = new URL("../../docs/guides/", import.meta.url);

test("the picture of the guide is what the example draws", () => {
  expect(readFileSync(new URL("pictures/lifecycle.svg", guide), "utf8")).toBe(lifecyclePicture());
});

test("the Mermaid text of the guide is what the library writes", () => {
  const text = lifecycleMermaid(defineLifecycle(lifecyclePresets.acquireToWinBack));
  expect(readFileSync(new URL("lifecycle.md", guide), "utf8")).toContain(`\`\`\`mermaid\n${text}\n\`\`\``);
});
