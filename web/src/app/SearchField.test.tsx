import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queryClient } from "@/api/query";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type TestServer } from "@/testing/server";
import { SearchField } from "./SearchField";

const items = Array.from({ length: 12 }, (_, i) => ({ id: `i${String(i)}`, item_code: `BOL-${String(i)}`, item_name: `Bolt ${String(i)}` }));

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
      if (route === "GET /api/masters/items") return { body: items };
      await looksUp;
      return { status: 404, body: { detail: "Nothing has that code", code: "not_found" } };
    });
    useAuthStore.setState({ user: { ...rita, permissions: ["item.read"] } });
    render(
      <QueryClientProvider client={queryClient}>
        <MemoryRouter>
          <SearchField />
          <Where />
        </MemoryRouter>
      </QueryClientProvider>,
    );
  });
  afterEach(async () => {
    queryClient.clear();
    await server.close();
  });
  const field = () => screen.getByRole("combobox", { name: "Search or scan" });
  const isAt = (where: string) => waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(where));

  it("suggests up to eight items and a search for all", async () => {
    await userEvent.type(field(), "bolt");
    await screen.findByRole("listbox");
    expect(screen.getAllByRole("option")).toHaveLength(9);
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await isAt("/items/i1");
    expect(field()).toHaveValue("");
    await userEvent.type(field(), "bolt");
    await userEvent.click(await screen.findByRole("option", { name: "Search items for “bolt”" }));
    await isAt("/items?q=bolt");
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
    expect(server.count("GET /api/masters/items")).toBe(0);
  });
});
