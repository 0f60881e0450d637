import { defineConfig } from "vitest/config";

const root = new URL("../../", import.meta.url).pathname;

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^clientele$/, replacement: `${root}src/index.ts` },
      { find: /^clientele\/kernel$/, replacement: `${root}src/kernel.ts` },
      { find: /^clientele\/(.+)$/, replacement: `${root}src/$1/index.ts` },
    ],
  },
  test: {
    include: ["test/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1, // one browser, shared by all files
    isolate: false,
    fileParallelism: false,
    retry: 1, // a machine under load; what passes only at the second go is printed as such
  },
});
