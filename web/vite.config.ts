// Build and unit tests. `npm run dev` proxies /api to a running instance.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const instance = `https://localhost:${process.env.PORT ?? "8443"}`;
// It accepts cookies only from its own origin, so requests are sent with that.
const proxy = { target: instance, secure: false, changeOrigin: true, headers: { origin: instance } };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
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
