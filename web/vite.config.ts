// Build and unit tests. `npm run dev` proxies /api to a running instance.
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { preload } from "./preload.ts";

const instance = `https://localhost:${process.env.PORT ?? "8443"}`;
// It accepts cookies only from its own origin, so requests are sent with that.
const proxy = { target: instance, secure: false, changeOrigin: true, headers: { origin: instance } };

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const firstPages = { index: "/src/pages/Dashboard.tsx", post: "/src/pages/post/Post.tsx", items: "/src/pages/items/ItemList.tsx", stock: "/src/pages/Stock.tsx", ledger: "/src/pages/Ledger.tsx" };

export default defineConfig({
  plugins: [react(), tailwindcss(), preload(firstPages)],
  resolve: { alias: { "@": here("./src"), "prop-types": here("./shims/prop-types.ts"), "compute-scroll-into-view": here("./shims/compute-scroll-into-view.ts") } },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Few files instead of one for each set of pages that share something: what every page
          // needs, then by what a page has.
          groups: [
            {
              name: "app",
              test: /\/src\/(main|app\/useCanOpen|components\/(Code|DateTime|EmptyState|ErrorState|Movement|Page|Quantity|Skeletons|StateBadge|UserName)|components\/ui\/(badge|button|card|input|label|skeleton)|lib\/(cn|day|decimal|format|number|readings|ticks|toast))\.tsx?$|\/@tanstack\/react-query\//,
              priority: 4,
            },
            { name: "fields", test: /\/src\/(components\/ui\/(combobox|suggestions|select|checkbox|switch|label)|components\/(choices|useChoices|StateBadge|ReasonAction)|pages\/(postings\/(?!SlipHead|[Cc]orrected)|post\/(movement|grid\.))|lib\/(?!useListView|useSelection|csv|camera))/, priority: 3 },
            { name: "dialogs", test: /\/src\/components\/ui\/(alert-dialog|dialog|sheet)/, priority: 2 },
            { name: "form", test: /\/src\/forms\/(Form|TextField|PasswordField|useApiForm|faults|unmatched|unread)\.tsx?$/, priority: 3.5 }, // of signing in
            { name: "forms", test: /\/src\/forms\//, priority: 1 },
            { name: "lists", test: /\/src\/(components\/(DataTable|Filters|ui\/table)|lib\/useListView)/ },
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
