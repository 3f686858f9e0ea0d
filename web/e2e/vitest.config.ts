// Configuration of the browser tests, `npm run e2e`; with --mode shots or bench, the files of that name.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  resolve: { alias: { "@": fileURLToPath(new URL("../src", import.meta.url)) } },
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    environment: "node",
    include: [`e2e/**/*.${mode}.ts`],
    globalSetup: ["e2e/instance.ts"],
    fileParallelism: false,
    // Only what hangs comes to an end by these, also on a slow machine under load.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
}));
