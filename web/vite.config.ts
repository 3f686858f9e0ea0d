// The build and the unit tests. `npm run dev` hands /api on to a running instance.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const instance = `https://localhost:${process.env.PORT ?? "8443"}`;
// Its cookies are for requests from its own pages: to it, ours come from there.
const handOn = { target: instance, secure: false, changeOrigin: true, headers: { origin: instance } };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
  server: { proxy: { "/api": handOn, "/health": handOn } },
  test: {
    environment: "jsdom",
    pool: "vmThreads", // a DOM is made once a thread, not once a file
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 120_000, // what hangs, also on a slow machine under load
    hookTimeout: 120_000,
  },
});
