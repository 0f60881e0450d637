import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: [
      { find: /^clientele$/, replacement: `${import.meta.dirname}/src/index.ts` },
      { find: /^clientele\/kernel$/, replacement: `${import.meta.dirname}/src/kernel.ts` },
      { find: /^clientele\/(.+)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` },
    ],
  },
  test: {
    isolate: false, // the library has no state to keep apart: a third of the time
    testTimeout: 60_000, // laws and command lines, on a machine that may be busy; nothing is judged by its time
    include: ["test/**/*.test.ts", ".doc-examples/**/*.test.ts"],
    exclude: ["test/browser/**", "**/node_modules/**"], // needs a browser and the site: npm run test:browser
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./test/tsconfig.types.json" },
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/model.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 95, branches: 90, functions: 95, statements: 95 },
    },
  },
});
