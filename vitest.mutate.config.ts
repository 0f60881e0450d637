import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

/**
 * For stryker: the tests alone. The examples of the documentation repeat them, and the tests of the architecture would read
 * the code that stryker adds to the sources.
 */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ["test/**/*.test.ts"],
    exclude: ["test/architecture.test.ts", "test/tooling/**", "**/node_modules/**"],
    typecheck: { enabled: false },
  },
});
