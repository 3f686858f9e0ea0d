import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { ListView } from "@/lib/useListView";
import { activeFilter, Filters, thisPlaceAlone, type Filter } from "./Filters";

/** A list view with its state in memory in place of the URL. */
function List({ sets, filters = [activeFilter], first = { q: "bolt" } }: { sets: string[]; filters?: readonly Filter[]; first?: Record<string, string | undefined> }) {
  const [params, setParams] = useState(first);
  const set = (changes: Record<string, string | undefined>) => {
    sets.push(JSON.stringify(changes, (_, value: unknown) => value ?? null));
    setParams((now) => ({ ...now, ...changes }));
  };
  const clear = () => setParams({});
  const view = { get: (name: string) => params[name], set, clear, isFiltered: Object.values(params).some(Boolean) };
  return <Filters view={view as unknown as ListView<object>} filters={filters} what="items" />;
}

describe("the filters of a list", () => {
  const shown = () => {
    const sets: string[] = [];
    render(<List sets={sets} />);
    return { sets, field: screen.getByRole("searchbox", { name: "Search items" }) };
  };

  it("start with the URL's search and change it after a pause in typing", async () => {
    const { sets, field } = shown();
    expect(field).toHaveValue("bolt");
    await userEvent.type(field, " m8 ");
    await waitFor(() => expect(sets).toEqual(['{"q":"bolt m8"}']));
    expect(field).toHaveValue("bolt m8 ");
  });

  it("follow other changes of the URL", async () => {
    const { field } = shown();
    await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(field).toHaveValue("");
  });

  it("filter by a choice", async () => {
    const { sets } = shown();
    await userEvent.selectOptions(screen.getByLabelText("State"), "Inactive");
    expect(sets).toEqual(['{"is_active":"false"}']);
  });

  const day: Filter = { name: "as_of", label: "stock.as_of", kind: "day", without: ["below_min"] };
  const place: Filter = { name: "location_id", label: "field.location_id", kind: "text" };
  const reference: Filter = { name: "reference", label: "field.reference", kind: "text" };

  it("clear the filters that a chosen one excludes", async () => {
    const sets: string[] = [];
    render(<List sets={sets} filters={[day]} first={{ below_min: "true" }} />);
    await userEvent.type(screen.getByLabelText("At end of"), "2026-03-01");
    expect(sets).toEqual(['{"below_min":null,"as_of":"2026-03-01"}']);
  });

  it("show the checkbox for this location only with a location, and clear it with the location", async () => {
    const sets: string[] = [];
    render(<List sets={sets} filters={[place, thisPlaceAlone]} first={{}} />);
    expect(screen.queryByLabelText("This location only")).toBeNull();
    await userEvent.type(screen.getByLabelText("Location"), "A");
    await userEvent.click(await screen.findByLabelText("This location only"));
    expect(sets.at(-1)).toBe('{"children":"false"}');
    await userEvent.clear(screen.getByLabelText("Location"));
    await waitFor(() => expect(screen.queryByLabelText("This location only")).toBeNull());
    await userEvent.type(screen.getByLabelText("Location"), "B");
    expect(await screen.findByLabelText("This location only")).not.toBeChecked();
  });

  it("label the checkbox by all filters it narrows", async () => {
    const category: Filter = { name: "category_id", label: "field.category_id", kind: "text" };
    const both: Filter = { ...thisPlaceAlone, also: { of: "category_id", label: "list.this_place_and_category" } };
    render(<List sets={[]} filters={[place, both, category]} first={{ location_id: "A", children: "false" }} />);
    expect(screen.getByLabelText("This location only")).toBeChecked();
    await userEvent.type(screen.getByLabelText("Category"), "B");
    expect(await screen.findByLabelText("This location and category only")).toBeChecked();
  });

  it("check the checkbox at once, before the URL changes", async () => {
    const slow = { get: (name: string) => (name === "location_id" ? "A" : undefined), set: () => undefined };
    render(<Filters view={slow as unknown as ListView<object>} filters={[place, thisPlaceAlone]} />);
    await userEvent.click(screen.getByLabelText("This location only"));
    expect(screen.getByLabelText("This location only")).toBeChecked();
  });

  it("apply a text filter after a pause in typing", async () => {
    const sets: string[] = [];
    render(<List sets={sets} filters={[reference]} first={{}} />);
    await userEvent.type(screen.getByLabelText("Reference"), "PO 4711");
    await waitFor(() => expect(sets).toEqual(['{"reference":"PO 4711"}']));
  });

  /** A list whose URL follows 200 ms later, as while a long list is rendered. */
  function Slow({ filters }: { filters: readonly Filter[] }) {
    const [params, setParams] = useState<Record<string, string | undefined>>({ location_id: "A" });
    const set = (changes: Record<string, string | undefined>) => {
      setTimeout(() => setParams((now) => ({ ...now, ...changes })), 200);
    };
    const view = { get: (name: string) => params[name], set, clear: () => setParams({}), isFiltered: true };
    return (
      <>
        <Filters view={view as unknown as ListView<object>} filters={filters} what="items" />
        <output>{JSON.stringify(params)}</output>
        <button onClick={() => setParams({ q: "nut", location_id: "A" })}>Back</button>
      </>
    );
  }

  it.for([70, 80, 100])("keep every letter typed at %i ms a key, however late the URL follows", async (delay) => {
    render(<Slow filters={[reference]} />);
    const user = userEvent.setup({ delay });
    const field = screen.getByRole("searchbox", { name: "Search items" });
    await user.type(field, "hex bolt");
    await user.type(screen.getByLabelText("Reference"), "PO 4711");
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent('{"location_id":"A","q":"hex bolt","reference":"PO 4711"}'));
    expect(field).toHaveValue("hex bolt");
    expect(screen.getByLabelText("Reference")).toHaveValue("PO 4711");
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(field).toHaveValue("nut");
  });

  it("keep the checkbox as clicked last, however late the URL follows", async () => {
    render(<Slow filters={[place, thisPlaceAlone]} />);
    const box = screen.getByLabelText("This location only");
    for (const click of [1, 2, 3]) {
      await userEvent.click(box);
      await new Promise((done) => setTimeout(done, 80));
      expect(box, String(click)).toHaveProperty("checked", click % 2 === 1);
    }
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("false"));
    expect(box).toBeChecked();
  });
});
