// Build and unit tests. `npm run dev` proxies /api to a running instance.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { preload } from "./preload.ts";

const instance = `https://localhost:${process.env.PORT ?? "8443"}`;
// It accepts cookies only from its own origin, so requests are sent with that.
const proxy = { target: instance, secure: false, changeOrigin: true, headers: { origin: instance } };

const firstPages = { post: "/src/pages/post/Post.tsx", items: "/src/pages/items/ItemList.tsx", stock: "/src/pages/Stock.tsx", ledger: "/src/pages/Ledger.tsx" };

export default defineConfig({
  plugins: [react(), tailwindcss(), preload(firstPages)],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for what every page needs and the first page, one for what others share.
            { name: "app", test: /\/src\/(main|pages\/Dashboard)\.tsx$/, priority: 1 },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 60_000 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": proxy, "/health": proxy } },
  test: {
    environment: "jsdom",
    pool: "vmThreads", // one DOM for each thread, not for each file
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 120_000, // what hangs, also on a slow machine under load
    hookTimeout: 120_000,
  },
});
