import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queryClient } from "@/api/query";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type TestServer } from "@/testing/server";
import { SearchField } from "./SearchField";
import { press } from "./shortcuts";

const found = {
  groups: [
    { kind: "lot", more: false, hits: [{ kind: "lot", id: "l", code: "BOLT", name: "Bolt 1", item_id: "i1", exact: true }] },
    { kind: "item", more: true, hits: [1, 2].map((i) => ({ kind: "item", id: `i${String(i)}`, code: `BOL-${String(i)}`, name: `Bolt ${String(i)}`, exact: false })) },
    { kind: "reference", more: false, hits: [{ kind: "reference", id: "p1", code: "Bolts 4711", name: "MV-2026-000001", exact: false }] },
  ],
};

function Where() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

describe("the top field", () => {
  let server: TestServer;
  let looksUp: Promise<void>;
  beforeEach(async () => {
    looksUp = Promise.resolve();
    Element.prototype.scrollIntoView = () => undefined;
    server = await serve(async ({ route }) => {
      if (route === "GET /api/search") return { body: found };
      await looksUp;
      return { status: 404, body: { detail: "Nothing has that code", code: "not_found" } };
    });
    document.addEventListener("keydown", press);
    useAuthStore.setState({ user: { ...rita, permissions: ["item.read"] } });
    render(
      <QueryClientProvider client={queryClient}>
        <MemoryRouter>
          <SearchField />
          <Where />
        </MemoryRouter>
      </QueryClientProvider>,
    );
    await userEvent.click(document.body); // the list comes with the first use
    await screen.findByRole("combobox", { name: "Search or scan" });
  });
  afterEach(async () => {
    document.removeEventListener("keydown", press);
    queryClient.clear();
    await server.close();
  });
  const field = () => screen.getByRole("combobox", { name: "Search or scan" });
  const isAt = (where: string) => waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(where));

  it("suggests what is found in groups, then pages, then a search for all items", async () => {
    await userEvent.type(field(), "bolt");
    const list = await screen.findByRole("listbox");
    expect([...list.children].map(({ textContent }) => textContent)).toEqual(["Lots", "BOLTBolt 1", "Items", "BOL-1Bolt 1", "BOL-2Bolt 2", "References", "Bolts 4711MV-2026-000001", "Search items for “bolt”"]);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await isAt("/stock?item_id=i1&lot=BOLT");
    expect(field()).toHaveValue("");
    await userEvent.type(field(), "bolt");
    await screen.findByRole("listbox");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
    await isAt("/postings/p1");
    await userEvent.type(field(), "bolt");
    await userEvent.click(await screen.findByRole("option", { name: "Search items for “bolt”" }));
    await isAt("/items?q=bolt");
  });

  it("offers pages and actions by Ctrl+K, narrowed by words", async () => {
    await userEvent.keyboard("{Control>}k{/Control}");
    await waitFor(() => expect(field()).toHaveFocus());
    await screen.findByRole("option", { name: "Sign out" });
    expect(screen.getByText("Pages")).toBeVisible();
    await userEvent.type(field(), "acc");
    await userEvent.click(await screen.findByRole("option", { name: "My account" }));
    await isAt("/account");
  });

  it("opens a code, otherwise searches the list", async () => {
    await userEvent.type(field(), "bolt");
    await screen.findByRole("listbox");
    await userEvent.keyboard("{Enter}");
    await isAt("/items?q=bolt");
    expect(server.count("GET /api/lookup")).toBe(1);
  });

  it("keeps typed text during a lookup", async () => {
    let isFound: () => void = () => undefined;
    looksUp = new Promise((resolve) => {
      isFound = resolve;
    });
    await userEvent.type(field(), "bolt{Enter}nut");
    expect(field()).toHaveValue("nut");
    isFound();
    await isAt("/items?q=bolt");
    expect(field()).toHaveValue("nut");
  });

  it("requests no suggestions during a scan", async () => {
    await userEvent.setup({ delay: null }).type(field(), "4006381333931{Enter}");
    await isAt("/items?q=4006381333931");
    expect(server.count("GET /api/search")).toBe(0);
  });
});
